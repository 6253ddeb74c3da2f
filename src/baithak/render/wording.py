"""Values of a reading in a person's words: dates, numbers of sessions, excerpts."""

from __future__ import annotations

import calendar
import unicodedata
from collections.abc import Iterator

from baithak.edtf import bounds

_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_HEDGES = "~?%"


def day(edtf: str | None) -> str:
    """A date as a desk officer writes it.

    Args:
        edtf: An EDTF value, or None where nothing can be said.

    Returns:
        ``29 Oct 2025``, ``8–9 Jul 2024``, ``Oct 2025``, ``19 Mar, year unknown``, ``about …``, ``undated``.
    """
    if not edtf:
        return "undated"
    if "/" not in edtf:
        return _point(edtf)
    left, right = edtf.split("/", 1)
    if left in ("", ".."):
        return f"until {_point(right)}"
    if right in ("", ".."):
        return f"from {_point(left)}"
    return _interval(left, right)


def _point(value: str) -> str:
    about = "about " if value[-1] in _HEDGES else ""
    parts = value.rstrip(_HEDGES).split("-")
    year = "" if parts[0] == "XXXX" else parts[0].replace("X", "0s") if parts[0].count("X") == 1 else parts[0]
    if len(parts) == 1:
        return about + (year or "year unknown")
    if not parts[1].isdigit() or not 1 <= int(parts[1]) <= 12:
        return about + value.rstrip(_HEDGES)
    month = calendar.month_abbr[int(parts[1])]
    said = f"{int(parts[2])} {month}" if len(parts) == 3 and parts[2].isdigit() else month
    return f"{about}{said} {year}" if year else f"{about}{said}, year unknown"


def _interval(left: str, right: str) -> str:
    a, b = _point(left).split(" "), _point(right).split(" ")
    if len(a) == len(b) == 3 and a[0].isdigit():
        if a[1:] == b[1:]:
            return f"{a[0]}–{b[0]} {' '.join(b[1:])}"
        if a[2] == b[2]:
            return f"{a[0]} {a[1]} – {' '.join(b)}"
    return f"{' '.join(a)} – {' '.join(b)}"


def month(edtf: str | None) -> str:
    """The month in which a value begins (``Oct 2025``), its year where it tells no month."""
    if not edtf:
        return "undated"
    parts = edtf.split("/")[0].rstrip(_HEDGES).split("-")
    return _point("-".join(parts[:2]))


def weekday(edtf: str | None) -> str:
    """The weekday of a single day (``Wed``), empty for anything vaguer."""
    span = bounds(edtf) if edtf and edtf[-1] not in _HEDGES and "X" not in edtf else None
    return calendar.day_abbr[span[0].weekday()] if span and span[0] == span[1] else ""


def ordinal(number: int) -> str:
    """``21`` as ``21st``."""
    teens = 10 <= number % 100 <= 20
    return f"{number}{'th' if teens else _ENDINGS.get(number % 10, 'th')}"


def excerpt(words: str, most: int) -> str:
    """Words on one line, cut at a word where they are longer than ``most`` characters."""
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    cut = line.rfind(" ", 0, most)
    return line[: cut if cut > most // 2 else most].rstrip() + " …"


def cells(words: str) -> int:
    """How wide words are on a screen: vowel signs beside their letter take a place, those above and below none.

    Rich counts every Devanagari sign as nothing, so that its lines run past the edge of most terminals.
    """
    return sum(unicodedata.category(c) not in ("Mn", "Me", "Cf") for c in words)


def wrapped(words: str, width: int) -> Iterator[str]:
    """Words in lines of at most ``width`` cells; a longer word has a line of its own."""
    line = ""
    for word in words.split():
        if line and cells(line) + 1 + cells(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield line
