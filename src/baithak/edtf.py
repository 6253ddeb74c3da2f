"""EDTF values (ISO 8601-2:2019 level 1) compared as intervals, never as invented instants."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_YEAR = 366  # days that a span may take and still leave days of the year outside
_LEAP = 2  # the month whose length depends on the year


def bounds(edtf: str | None) -> tuple[date, date] | None:
    """First and last day that a value can mean.

    Args:
        edtf: A day, month, year, decade (``201X``), interval ``a/b`` (open ends ``..`` or empty), or None.

    Returns:
        Inclusive bounds; None where the value is None or its year is not known (``XXXX-03-19``).
    """
    if not edtf:
        return None
    if "/" in edtf:
        a, b = edtf.split("/", 1)
        low = (date.min, date.min) if a in ("", "..") else _point(a)
        high = (date.max, date.max) if b in ("", "..") else _point(b)
        return (low[0], high[1]) if low and high else None
    return _point(edtf)


def _point(part: str) -> tuple[date, date] | None:
    part = part.rstrip("~?%")
    if part.startswith("XXXX"):
        return None
    if part.endswith("X") and "-" not in part:
        unknown = part.count("X")
        low = int(part[: 4 - unknown].ljust(4, "0")) or 1
        return date(low, 1, 1), date(low + 10**unknown - 1, 12, 31)
    pieces = part.split("-")
    year = int(pieces[0])
    if len(pieces) == 1:
        return date(year, 1, 1), date(year, 12, 31)
    month = int(pieces[1])
    if month > 12:
        return _season(year, month)
    if len(pieces) == 2 or "X" in pieces[2]:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    day = date(year, month, int(pieces[2]))
    return day, day


def _season(year: int, code: int) -> tuple[date, date]:
    """Seasons 21–24 (northern), quarters 33–36, halves 40–41 of level 1 and 2."""
    starts = {21: 3, 22: 6, 23: 9, 33: 1, 34: 4, 35: 7, 36: 10}
    if code in starts:
        month = starts[code]
        return date(year, month, 1), date(year, month + 2, calendar.monthrange(year, month + 2)[1])
    if code in (40, 41):
        return (date(year, 1, 1), date(year, 6, 30)) if code == 40 else (date(year, 7, 1), date(year, 12, 31))
    return date(year, 1, 1), date(year, 12, 31)


def plain(edtf: str) -> str | None:
    """A value in the forms that a record holds: a day, month, year or a closed interval of these.

    Weeks, seasons, quarters and decades become the interval of their days, months or years.

    Args:
        edtf: Any value of level 1, or an ISO 8601 week (``2024-W33``).

    Returns:
        The value, or None for one that is open at an end or cannot be told as such.
    """
    if "/" in edtf:
        ends = [plain(end) if end not in ("", "..") else None for end in edtf.split("/", 1)]
        if None in ends:
            return None
        first, last = (str(end).split("/") for end in ends)
        return f"{first[0]}/{last[-1]}"
    mark = "~" if edtf.endswith("~") else ""
    bare = edtf.rstrip("~?%")
    week = re.fullmatch(r"(\d{4})-W(\d\d)", bare)
    if week:
        try:
            monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        except ValueError:
            return None
        return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
    if re.fullmatch(r"(\d{4}|XXXX)(-\d\d){0,2}", bare) and not (bare[5:7] > "20" and len(bare) == 7):
        return f"{bare}{mark}" if bare != "XXXX" else None
    span = bounds(bare) if re.fullmatch(r"\d{2,3}X{1,2}|\d{4}-\d\d", bare) else None
    if span is None:
        return None
    if len(bare) == 4:
        return f"{span[0].year}/{span[1].year}"
    return f"{span[0]:%Y-%m}/{span[1]:%Y-%m}"


def width(edtf: str | None) -> int:
    """How many days a value leaves open; a value without a year is as wide as within its year."""
    span = bounds(edtf.replace("XXXX", "2001") if edtf else edtf)  # any year will do for a width
    return (span[1] - span[0]).days if span else 10**6


def clash(a: str | None, b: str | None, slack: int = 0) -> bool:
    """Whether two values cannot mean the same time.

    Args:
        a: A value or None.
        b: A value or None.
        slack: Days by which they may miss each other.
    """
    if not a or not b:
        return False
    if "XXXX" in a or "XXXX" in b:
        if "/" in a + b:
            return _misses(a, b, slack) if a.startswith("XXXX") else _misses(b, a, slack)
        return "/" not in a + b and a[4:] != b[4:] and bool(a[4:8]) and bool(b[4:8]) and a[4:7] != b[4:7]
    x, y = bounds(a), bounds(b)
    if x is None or y is None:
        return False
    gap = timedelta(days=slack)
    return x[1] < y[0] - gap or y[1] < x[0] - gap if y[0] > date.min + gap and x[0] > date.min + gap else False


def _misses(day: str, span: str, slack: int) -> bool:
    """Whether a day of an unknown year lies outside a span of known days, whatever the year."""
    days = bounds(span)
    if len(day) != len("XXXX-00-00") or days is None:
        return False
    gap = timedelta(days=slack)
    first, last = days[0] - gap, days[1] + gap
    if (last - first).days > _YEAR:
        return False
    return all(not first.isoformat() <= f"{y}{day[4:]}" <= last.isoformat() for y in {first.year, last.year})


def sharper(a: str | None, b: str | None) -> str | None:
    """The more precise of two values; the first where they are alike."""
    if not a or not b:
        return a or b
    return b if width(b) < width(a) else a


def stay(start: str, days: int) -> str:
    """The interval of a stay of so many days from a day.

    Args:
        start: A day, its year known or not (``XXXX-10-02``).
        days: Length, counting both ends.
    """
    yearless = re.fullmatch(r"XXXX-\d\d-\d\d", start) is not None
    span = bounds(start.replace("XXXX", "2001") if yearless else start)  # any year will do that is no leap year
    if span is None or span[0] != span[1] or days < 2:
        return start
    last = span[0] + timedelta(days=days - 1)
    if not yearless:
        return f"{span[0].isoformat()}/{last.isoformat()}"
    return f"{start}/XXXX-{last:%m-%d}" if last.year == span[0].year and span[0].month != _LEAP else start


def shifted(day: str, days: int) -> str | None:
    """The day so many days on.

    Args:
        day: A day, its year known or not.
        days: Distance, negative for back.

    Returns:
        The day in the form of the given one; None for what is no day, or where the year would have to be known.
    """
    yearless = re.fullmatch(r"XXXX-\d\d-\d\d", day) is not None
    span = bounds(day.replace("XXXX", "2001") if yearless else day)
    if span is None or span[0] != span[1]:
        return None
    on = span[0] + timedelta(days=days)
    if not yearless:
        return on.isoformat()
    return f"XXXX-{on:%m-%d}" if on.year == span[0].year and _LEAP not in (on.month, span[0].month) else None


def weekday_name(number: int) -> str:
    """English name of a weekday, 0 = Monday."""
    return _WEEKDAYS[number]
