"""Days as other formats can tell them: never sharper than the record knows them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from baithak.edtf import bounds

_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)(?:/(\d{4}-\d\d-\d\d))?")
_ABOUT = timedelta(days=2)  # by which a day told as about (~) may be off
_STAY = 15  # days; what is told as longer is not known by its days


def exact(edtf: str | None) -> tuple[date, date] | None:
    """First and last day of what is told by its days; None for a month, a year, about a day, or a time of many weeks.

    Args:
        edtf: A date of the record.
    """
    told = _DAYS.fullmatch(edtf or "")
    if told is None:
        return None
    try:
        first, last = date.fromisoformat(told[1]), date.fromisoformat(told[2] or told[1])
    except ValueError:
        return None
    return (first, last) if timedelta() <= last - first < timedelta(days=_STAY) else None


def window(edtf: str | None) -> tuple[date, date] | None:
    """The days between which it may lie; None where they have no beginning, no end, or no year.

    Args:
        edtf: A date of the record.
    """
    try:
        span = bounds(edtf)
    except ValueError:
        return None
    if span is None or span[0] > span[1]:
        return None
    slack = _ABOUT if "~" in (edtf or "") else timedelta()
    if span[0] - date.min <= slack or date.max - span[1] <= slack:
        return None
    return span[0] - slack, span[1] + slack


def reduced(edtf: str | None) -> tuple[str | None, str | None]:
    """Start and end in ISO 8601 as precise as known (``2025-12-04``, ``2025-12``, ``2025``).

    Args:
        edtf: A date of the record; *about* a day becomes the month or year that holds all days it may mean.

    Returns:
        Both None where nothing can be said; the end None where one value says all.
    """
    first, _, last = (edtf or "").partition("/")
    start, end = _cover(window(first)), _cover(window(last))
    return start, end if last and end != start else None


def _cover(span: tuple[date, date] | None) -> str | None:
    if span is None:
        return None
    first, last = (day.isoformat() for day in span)
    return next((first[:n] for n in (10, 7, 4) if first[:n] == last[:n]), None)
