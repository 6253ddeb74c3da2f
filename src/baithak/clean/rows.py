"""The lines of a text with what their form alone tells: words, known phrases, whether they read like prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from baithak.clean.table import Words
from baithak.matching import Match
from baithak.orthography import Token

FULL = 300  # code points up to which a line is looked at word by word in a text that raises an alarm; otherwise HEAD
HEAD = 130  # code points of a longer line that are looked at: enough for a dateline
LATER = 60  # the same after the text's first lines: enough for what furniture begins with
_FIRST = 8
_BRACKET = 40
_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_TRIM = " \t\u00a0\ufeff\u200b\u3000"
_PROSE_WORDS = 35  # so many words without an end are prose cut off
_ELLIPSES = ("…", "...", "..")


class Row:
    """One line that is not blank.

    Attributes:
        start: Offset of its first visible sign.
        end: Offset after its last.
        text: The line, trimmed.
        tokens: Its tokens, of a long line those of its head.
        words: Keys of those tokens that are words or digits.
        matches: Known phrases in them.
        kinds: Their kinds.
        long: Whether the line goes on beyond the tokens.
        prose: Whether it reads like running prose.
        role: The role given so far, empty while undecided.
        rule: The rule that gave it.
    """

    __slots__ = ("end", "kinds", "long", "matches", "prose", "role", "rule", "start", "text", "tokens", "words")

    def __init__(self, text: str, start: int, end: int, words: Words, full: int = FULL) -> None:
        self.start, self.end = start, end
        self.text = text[start:end]
        size = end - start
        self.long = size > full and (size > FULL or self.text.rstrip(words.closers)[-1:] in words.prose_ends)
        self.tokens: Sequence[Token] = words.speller.tokens(text, start, start + min(full, HEAD) if self.long else end)
        self.words = [t.key for t in self.tokens if t.kind != "p"]
        self.matches: Sequence[Match] = words.search(self.tokens)
        self.kinds = {m.entry.kind for m in self.matches}
        self.prose = self.long or _is_prose(self, words)
        self.role = ""
        self.rule = ""

    def give(self, role: str, rule: str) -> None:
        """Settle the row's role."""
        self.role, self.rule = role, rule

    def whole(self, kind: str) -> bool:
        """Whether one phrase of a kind is all that the row says."""
        size = len(self.words)
        return kind in self.kinds and any(m.entry.kind == kind and self.count(m) == size for m in self.matches)

    def first(self, kind: str) -> Match | None:
        """The longest phrase of a kind with which the row begins."""
        if kind not in self.kinds:
            return None
        lead = next((i for i, t in enumerate(self.tokens) if t.kind != "p"), -1)
        return next((m for m in self.matches if m.first == lead and m.entry.kind == kind), None)

    def count(self, match: Match) -> int:
        """How many words a match spans."""
        return sum(t.kind != "p" for t in self.tokens[match.first : match.last])

    def covered(self, kinds: frozenset[str]) -> set[int]:
        """Indices of the tokens that phrases of these kinds cover."""
        return {i for m in self.matches if m.entry.kind in kinds for i in range(m.first, m.last)}


def _is_prose(row: Row, words: Words) -> bool:
    size = len(row.words)
    if size >= _PROSE_WORDS:
        return True
    body = row.text.rstrip(words.closers)
    if len(body) < len(row.text) and "(" in body[-_BRACKET:]:  # a credit after the end
        body = body[: body.rindex("(")].rstrip(words.closers) or body
    if body and body[-1] in words.prose_ends and not body.endswith(_ELLIPSES):
        return size >= 4
    return size >= 16 and any(t.kind == "p" and t.key in words.prose_ends and t.key != "|" for t in row.tokens[4:-4])


def rows(text: str, words: Words) -> list[Row]:
    """Cut a text into its lines, joining those that a fixed width has broken.

    Args:
        text: The document's text.
        words: The compiled table.

    Returns:
        Rows in order, blank lines left out.
    """
    spans = list(_spans(text))
    low = text.lower()
    alarm = any(alarm in low for alarm in words.alarms)
    return [
        Row(text, a, b, words, FULL if alarm else HEAD if n < _FIRST else LATER)
        for n, (a, b) in enumerate(_unwrapped(text, spans, words))
    ]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for m in _LINE.finditer(text):
        line = m.group()
        start = m.start() + len(line) - len(line.lstrip(_TRIM))
        end = m.start() + len(line.rstrip(_TRIM))
        if start < end:
            yield start, end


def _unwrapped(text: str, spans: Sequence[tuple[int, int]], words: Words) -> Iterator[tuple[int, int]]:
    """Join runs of lines that are one paragraph broken at a fixed width."""
    i = 0
    while i < len(spans):
        last = i
        while last + 1 < len(spans) and text.count("\n", spans[last][1], spans[last + 1][0]) <= 1:
            last += 1
        block = spans[i : last + 1]
        if _is_wrapped(text, block, words):
            yield from _paragraphs(text, block, words)
        else:
            yield from block
        i = last + 1


def _is_wrapped(text: str, block: Sequence[tuple[int, int]], words: Words) -> bool:
    if len(block) < 4 or max(b - a for a, b in block) > 120:
        return False
    width = max(b - a for a, b in block)
    ended = full = inner = 0
    for n, (a, b) in enumerate(block[:-1]):
        line = text[a:b].rstrip(words.closers)
        ended += line[-1:] in words.prose_ends
        inner += any(sign in line[:-1] for sign in words.prose_ends if sign != "|")
        follow = text[block[n + 1][0] : block[n + 1][1]].split(maxsplit=1)[0]
        full += b - a + 1 + len(follow) > 0.75 * width
    lines = len(block) - 1
    return ended <= 0.4 * lines and full >= 0.6 * lines and inner >= 2


def _paragraphs(text: str, block: Sequence[tuple[int, int]], words: Words) -> Iterator[tuple[int, int]]:
    width = max(b - a for a, b in block)
    start = block[0][0]
    for n, (a, b) in enumerate(block):
        ended = text[a:b].rstrip(words.closers)[-1:] in words.prose_ends
        if n == len(block) - 1 or (ended and b - a < 0.75 * width):
            yield start, b
            if n + 1 < len(block):
                start = block[n + 1][0]
