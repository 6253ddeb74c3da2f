"""Repairs of broken text: mojibake, character references, legacy fonts; each exactly aligned with the text as read.

Each repair is gated by a cheap test, so that a sound text costs a few substring searches and comes back as it is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

import msgspec
from hinlegacy import decode

from baithak.pack import load
from baithak.spans import Alignment

_MOJIBAKE = ("à¤", "à¥", "â€", "Â¤", "Â¥", "Ã\xa0", "Ãƒ")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,7});")
_TOKEN = re.compile(r"[^ \t\r\n]+")  # only these are never part of mojibake
_LINE = re.compile(r"[^\r\n]+")
_DRAWN = re.compile(r"[a-z][A-Z]|[A-Za-z][;`~^\[\]{}@][A-Za-z]|[;`~^\[\]{}]$")
_SAMPLE = 60  # signs looked at to see that a text is written in Latin letters at all
_LEAST = 4  # function words of a legacy font in a text before it is believed to be in one


class LegacyFont(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``repair.yaml``: how text in a legacy font is told and read.

    Attributes:
        decoder: Name of the decoder.
        words: Function words as that font types them.
        english: Words of which such a text cannot have more.
    """

    decoder: str
    words: list[str]
    english: list[str]


class Piece(msgspec.Struct, frozen=True):
    """A stretch ``[start, end)`` of the text as read and what it is repaired to."""

    start: int
    end: int
    text: str


class Repairer:
    """Repairs a text.

    Args:
        legacy: The pack's legacy font, None where its script never had one.
    """

    def __init__(self, legacy: LegacyFont | None = None) -> None:
        self._legacy = legacy
        self._words = frozenset(legacy.words if legacy else ())
        self._english = frozenset(legacy.english if legacy else ())

    @classmethod
    def of(cls, code: str) -> Repairer:
        """The repairer of an installed pack."""
        return cls(load(f"lang/{code}", "repair.yaml", LegacyFont))

    def __call__(self, text: str) -> tuple[str, Alignment]:
        """Repair a text.

        Args:
            text: The text as read.

        Returns:
            The repaired text and the alignment that leads its offsets back.
        """
        pieces: list[Piece] = []
        if any(sign in text for sign in _MOJIBAKE):
            pieces = list(_mojibake(text))
        elif "&" in text and _REFERENCE.search(text):
            pieces = [Piece(m.start(), m.end(), html.unescape(m.group())) for m in _REFERENCE.finditer(text)]
        if not pieces and self._legacy:
            pieces = list(self._drawn(text, self._legacy.decoder))
        return apply(text, pieces)

    def _drawn(self, text: str, decoder: str) -> Iterator[Piece]:
        """Words of the lines that are typed in the legacy font."""
        sample = text[:: max(1, len(text) // _SAMPLE)]
        if sum(c >= "\u0370" for c in sample) > 0.3 * len(sample) or not self._is_drawn(_TOKEN.findall(text)):
            return
        for line in _LINE.finditer(text):
            tokens = list(_TOKEN.finditer(text, line.start(), line.end()))
            if not self._is_drawn_line([t.group() for t in tokens]):
                continue
            for token in tokens:
                read = decode(token.group(), decoder)
                if read != token.group():
                    yield Piece(token.start(), token.end(), read)

    def _is_drawn(self, tokens: Sequence[str]) -> bool:
        hits = [t for t in tokens if t in self._words]
        english = sum(t.lower() in self._english for t in tokens)
        return len(hits) >= _LEAST and len(set(hits)) >= 3 and len(hits) > 2 * english

    def _is_drawn_line(self, tokens: Sequence[str]) -> bool:
        if not all(map(_latin, tokens)):
            return False
        hits = sum(t in self._words for t in tokens)
        english = sum(t.lower() in self._english for t in tokens)
        drawn = sum(bool(_DRAWN.search(t)) for t in tokens)
        return hits > english or (english == 0 and drawn >= 0.4 * len(tokens))


def apply(text: str, pieces: Sequence[Piece]) -> tuple[str, Alignment]:
    """Put pieces in their places.

    Args:
        text: The text as read.
        pieces: Ascending, without overlaps.

    Returns:
        The new text and its alignment with ``text``.
    """
    if not pieces:
        return text, Alignment.identity(len(text))
    out: list[str] = []
    edges: list[tuple[int, int]] = []
    at = done = 0
    for piece in pieces:
        if piece.start > at:
            edges.append((done, at))
            out.append(text[at : piece.start])
            done += piece.start - at
        edges.append((done, piece.start))
        out.append(piece.text)
        done += len(piece.text)
        at = piece.end
    if at < len(text):
        edges.append((done, at))
        out.append(text[at:])
    if edges[0] != (0, 0):
        edges.insert(0, (0, 0))
    repaired = "".join(out)
    return repaired, Alignment(edges, len(repaired), len(text))


def _mojibake(text: str) -> Iterator[Piece]:
    from ftfy import fix_encoding  # noqa: PLC0415 - few texts need it, and every start would pay for it

    for token in _TOKEN.finditer(text):
        word = token.group()
        if word.isascii():
            continue
        fixed = fix_encoding(html.unescape(word))
        if fixed == word:
            continue
        if len(fixed.encode("utf-8", "surrogatepass")) != len(word):
            yield Piece(token.start(), token.end(), fixed)
            continue
        at = token.start()  # each sign read was one byte: sign by sign
        for sign in fixed:
            size = len(sign.encode("utf-8", "surrogatepass"))
            yield Piece(at, at + size, sign)
            at += size


def _latin(word: str) -> bool:
    return all(ord(c) < 0x250 or 0x2010 <= ord(c) <= 0x2122 for c in word)
