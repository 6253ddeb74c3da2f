"""Days written on a page: date stamps, bylines, and the dates of datelines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from baithak.clean.rows import Row
from baithak.clean.table import Words
from baithak.model import Stamp
from baithak.orthography import Token
from baithak.spans import Span

_GLUE = frozenset(",-/.'’‘–—|()")
_APOSTROPHES = frozenset("'’‘")
_ENDINGS = frozenset(("st", "nd", "rd", "th"))
_LIMIT = 200  # code points; no stamp is longer
_OTHER = frozenset(
    (
        *("published", "updated", "ago", "spans", "stamp_words", "weekdays"),
        *("bylines", "desks", "credits", "agency", "menu", "leads", "lines"),
    )
)


class Day(msgspec.Struct, frozen=True):
    """A day found in tokens: half-open token indices, and the day as EDTF (``XXXX-10-30`` where no year is given)."""

    first: int
    last: int
    edtf: str


def days(tokens: Sequence[Token], words: Words, *, yearless: bool = True) -> list[Day]:
    """Every day that the tokens write out.

    Args:
        tokens: Tokens of one line.
        words: The compiled table, for the names of months.
        yearless: Whether a day and month without a year count.

    Returns:
        Days in order; numbers are read day first unless only month first is possible.
    """
    out: list[Day] = []
    at = 0
    while at < len(tokens):
        found = _day_at(tokens, at, words)
        if found and (yearless or not found.edtf.startswith("X")):
            out.append(found)
        at = found.last if found else at + 1
    return out


def _day_at(tokens: Sequence[Token], at: int, words: Words) -> Day | None:
    parts = _parts(tokens, at)
    if not parts:
        return None
    keys = [tokens[i].key for i in parts]
    month = words.months.get(keys[0])
    year = [_whole(tokens, parts[2])] if len(parts) > 2 else []
    if month:
        return _named(keys[1:2], month, year, at, [parts[0], *parts[1:]])
    if not keys[0].isdigit():
        return None
    if len(keys) > 1 and (month := words.months.get(keys[1])):
        return _named(keys[0:1], month, year, at, parts)
    return _numeric(tokens, parts, keys, at)


def _parts(tokens: Sequence[Token], at: int) -> list[int]:
    """Indices of up to three words or numbers from ``at`` on, with only glue between them."""
    if tokens[at].kind == "p":
        return []
    out, i, glue = [at], at + 1, 0
    while i < len(tokens) and len(out) < 3 and glue < 3:
        token = tokens[i]
        if token.kind == "p":
            if token.key not in _GLUE:
                break
            glue += 1
        elif token.key not in _ENDINGS:
            out.append(i)
            glue = 0
        i += 1
    return out


def _whole(tokens: Sequence[Token], at: int) -> str:
    """A year's figures, the century supplied where an apostrophe stands for it (*'24*)."""
    short = tokens[at - 1].key in _APOSTROPHES and tokens[at - 1].end == tokens[at].start and len(tokens[at].key) == 2
    return f"20{tokens[at].key}" if short and tokens[at].key.isdigit() else tokens[at].key


def _named(day: Sequence[str], month: int, year: Sequence[str], at: int, parts: Sequence[int]) -> Day | None:
    if not day or not day[0].isdigit() or not 1 <= int(day[0]) <= 31:
        return None
    if year and year[0].isdigit() and len(year[0]) == 4 and (edtf := _edtf(int(year[0]), month, int(day[0]))):
        return Day(at, parts[2] + 1, edtf)
    return Day(at, parts[1] + 1, f"XXXX-{month:02}-{int(day[0]):02}")


def _numeric(tokens: Sequence[Token], parts: Sequence[int], keys: Sequence[str], at: int) -> Day | None:
    if len(parts) < 3 or not all(k.isdigit() and len(k) <= 4 for k in keys) or parts[2] - parts[0] != 4:
        return None
    separator = tokens[parts[0] + 1].key
    beyond = tokens[parts[2] + 1 : parts[2] + 3]
    if separator not in "-/." or tokens[parts[1] + 1].key != separator:
        return None
    if len(beyond) == 2 and beyond[0].key == separator and beyond[1].kind == "d" and beyond[0].end == beyond[1].start:
        return None  # a longer row of figures is a number
    a, b, c = map(int, keys)
    edtf = None
    if len(keys[0]) == 4:
        edtf = _edtf(a, b, c)
    elif len(keys[2]) == 4 or (len(keys[2]) == 2 and separator != "."):
        year = c if c > 99 else 2000 + c
        edtf = _edtf(year, b, a) or _edtf(year, a, b)
    return Day(at, parts[2] + 1, edtf) if edtf else None


def _edtf(year: int, month: int, day: int) -> str | None:
    if not 1950 <= year <= 2100:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def stamps(row: Row, words: Words) -> tuple[Stamp, ...] | None:
    """Read a row as a stamp.

    Args:
        row: A line.
        words: The compiled table.

    Returns:
        The days it stamps, empty for a stamp without any (a byline, "two hours ago"), None where it is no stamp.
    """
    if row.end - row.start > _LIMIT or row.prose:
        return None
    if "(@" in row.text and row.tokens[0].key in "-–—>":  # the signature of a post quoted
        return tuple(_stamp(row, d, "post") for d in days(row.tokens, words, yearless=False))
    found = days(row.tokens, words) if any(t.kind == "d" for t in row.tokens) else []
    if not found and not _is_ago(row):
        return () if _is_byline(row) else None
    taken = row.covered(_OTHER) | {i for d in found for i in range(d.first, d.last)}
    rest = [t for i, t in enumerate(row.tokens) if i not in taken and t.kind == "w" and t.key not in words.months]
    own = sum(not t.key.isascii() for t in rest)
    marked = "published" in row.kinds or "updated" in row.kinds or "bylines" in row.kinds or _has_time(row.tokens)
    whole_year = any(d.edtf[0] != "X" for d in found)
    if own > (3 if marked else 2 if whole_year else 0) or len(rest) > (7 if marked or whole_year else 3):
        return None
    return tuple(_stamp(row, d, _kind(row, d)) for d in found)


def leading(row: Row, words: Words) -> tuple[Stamp, int] | None:
    """A stamp in front of prose on the same line, as feeds print it.

    Args:
        row: A line.
        words: The compiled table.

    Returns:
        The stamp and the offset at which the prose begins, or None.
    """
    label = row.first("published")
    if label is None:
        return None
    found = days(row.tokens[label.last : label.last + 12], words, yearless=False)
    if not found or found[0].first > 1:
        return None
    day = Day(label.last + found[0].first, label.last + found[0].last, found[0].edtf)
    end = row.tokens[day.last - 1].end
    return Stamp(Span(row.start, end), day.edtf, "published"), end


def _stamp(row: Row, day: Day, kind: str) -> Stamp:
    return Stamp(Span(row.tokens[day.first].start, row.tokens[day.last - 1].end), day.edtf, kind)


def _kind(row: Row, day: Day) -> str:
    labels = [m for m in row.matches if m.last <= day.first and m.entry.kind in ("published", "updated")]
    nearest = max(labels, key=lambda m: (m.last, m.last - m.first), default=None)  # *date* within *modified date*
    if nearest is None:
        return "clock" if _is_clock(row, day) else "plain"
    return nearest.entry.kind


def _is_clock(row: Row, day: Day) -> bool:
    """Whether a day is set as the heads of themes print today's: ``Sat. Sep 27th, 2025``, ``Sunday , July 27 2025``."""
    weekday = row.first("weekdays")
    if weekday is None or weekday.first or weekday.last != day.first - 1 or _has_time(row.tokens):
        return False
    sign, before = row.tokens[weekday.last], row.tokens[weekday.last - 1]
    return row.text.isascii() and (sign.key == "." or (sign.key == "," and sign.start > before.end))


def _has_time(tokens: Sequence[Token]) -> bool:
    return any(
        a.kind == "d" and b.key == ":" and c.kind == "d" and len(c.key) == 2
        for a, b, c in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )


def _is_ago(row: Row) -> bool:
    """A number, a unit of time, and a word for *ago*, and little else."""
    if "ago" not in row.kinds or len(row.words) > 8:
        return False
    units = {row.tokens[m.first].key for m in row.matches if m.entry.kind == "spans"}
    return any(m.entry.kind == "ago" and m.first and row.tokens[m.first - 1].key in units for m in row.matches)


def _is_byline(row: Row) -> bool:
    size = len(row.words)
    if row.whole("desks") or row.whole("bylines") or row.whole("published") or row.whole("updated"):
        return True
    taken = row.covered(frozenset(("desks", "bylines", "agency", "stamp_words", "credits")))
    if size <= 8 and row.first("desks") and size - len(taken) <= 2:
        return True
    by = row.first("bylines")
    if by is None or size > 9:
        return False
    after = row.tokens[by.last].key if by.last < len(row.tokens) else ""
    return after in (":", "|") or (row.tokens[by.last - 1].key == "by") or (after in "-–—" and size <= 5)
