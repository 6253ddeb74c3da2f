"""Bytes → text: byte-order marks, UTF-8, UTF-16 without a mark, and the encodings of old pages.

No newline is translated and no sign is dropped, so that offsets count the code points of the text as decoded.
"""

from __future__ import annotations

import codecs

import msgspec
from resiliparse.parse.encoding import detect_encoding

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 8192  # bytes looked at to tell binary data
_CONTROL = frozenset(range(32)) - frozenset(b"\t\n\r\x0b\x0c\x1b")


class Decoded(msgspec.Struct, frozen=True):
    """A text and how its bytes were read.

    Attributes:
        text: The text; a UTF-8 byte-order mark stays in it, as in any plain reading of the file.
        encoding: Name of the encoding.
        replaced: How many signs could not be read and stand as U+FFFD.
        broken: Offset of the first byte that is not UTF-8, -1 where all are.
    """

    text: str
    encoding: str
    replaced: int = 0
    broken: int = -1


def decode(data: bytes) -> Decoded | None:
    """Read bytes as text.

    Args:
        data: The file's bytes.

    Returns:
        The text, or None where the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lossy(data, encoding)
    wide = _wide(data)
    if wide:
        return _lossy(data, wide)
    if is_binary(data):
        return None
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as e:
        return _guessed(data, e.start)


def _guessed(data: bytes, broken: int) -> Decoded:
    """Bytes that are not wholly UTF-8: mostly UTF-8 with a few broken signs, or another encoding."""
    text = data.decode("utf-8", "replace")
    replaced = text.count("\ufffd")
    if replaced * 20 > len(text):  # more than one sign in twenty: not UTF-8 at all
        try:
            encoding = detect_encoding(data) or "utf-8"
            return Decoded(data.decode(encoding), encoding, 0, broken)
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    return Decoded(text, "utf-8", replaced, broken)


def _lossy(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    return Decoded(text, encoding, text.count("\ufffd"))


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every line break, space and digit has a zero byte on one side."""
    sample = data[:_SAMPLE]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    for zeros, other, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros > 0.05 * len(sample) / 2 and other == 0:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                return None
            letters = sum(c.isalnum() or c.isspace() for c in text[:_SAMPLE])
            return encoding if letters > 0.6 * min(len(text), _SAMPLE) else None
    return None


def is_binary(data: bytes) -> bool:
    """Whether bytes are data rather than text: a zero byte, or too many control signs."""
    sample = data[:_SAMPLE]
    if b"\x00" in sample:
        return True
    return sum(b in _CONTROL for b in sample) > 0.02 * len(sample)
