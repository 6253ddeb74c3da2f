"""Calendar arithmetic on stretches of days, and their EDTF (ISO 8601-2:2019, level 1).

Pure functions of their arguments: no clock, no zone.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

import msgspec

from baithak.pack import load

MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "year": 12, "fiscal": 12, "decade": 120, "century": 1200}
#: First month of each season by EDTF number, as the northern hemisphere counts; 25 is the monsoon, which EDTF lacks.
SEASON_START = {21: 3, 22: 6, 23: 9, 24: 12, 25: 6}


class Days(msgspec.Struct, frozen=True):
    """A stretch of days with the EDTF that says no more than was told."""

    first: date
    last: date
    edtf: str


def a_day(d: date) -> Days:
    """One day."""
    return Days(d, d, d.isoformat())


def interval(first: date, last: date) -> Days:
    """From one day to another."""
    return Days(first, last, f"{first.isoformat()}/{last.isoformat()}")


def a_week(d: date) -> Days:
    """The ISO week of a day."""
    monday = d - timedelta(d.weekday())
    return interval(monday, monday + timedelta(6))


def months(year: int, month: int, count: int = 1) -> Days:
    """``count`` months from the given one on (a month of 13 or 0 carries over)."""
    y, m = divmod(year * 12 + month - 1, 12)
    z, n = divmod(year * 12 + month - 2 + count, 12)
    first, last = date(y, m + 1, 1), date(z, n + 1, monthrange(z, n + 1)[1])
    edtf = f"{y:04}-{m + 1:02}"
    return Days(first, last, edtf if count == 1 else f"{edtf}/{z:04}-{n + 1:02}")


def a_year(year: int) -> Days:
    """A calendar year."""
    return Days(date(year, 1, 1), date(year, 12, 31), f"{year:04}")


def unit_around(unit: str, d: date, n: int = 0) -> Days | None:
    """The calendar unit that holds a day, ``n`` of them on; None for a unit without a place in the calendar."""
    if unit in ("day", "night"):
        return a_day(d + timedelta(n))
    if unit == "week":
        return a_week(d + timedelta(7 * n))
    if unit == "weekend":
        saturday = d - timedelta(d.weekday()) + timedelta(5 + 7 * n)
        return interval(saturday, saturday + timedelta(1))
    if unit not in MONTHS_OF:
        return None
    if unit in ("decade", "century"):
        size = MONTHS_OF[unit] // 12
        return an_era(unit, d.year // size * size + n * size)
    if unit == "year":
        return a_year(d.year + n)
    size = MONTHS_OF[unit]
    offset = 3 if unit == "fiscal" else 0  # the financial year of India begins in April
    begin = (d.year * 12 + d.month - 1 - offset) // size * size + offset + n * size
    return months(begin // 12, begin % 12 + 1, size)


def an_era(unit: str, year: int) -> Days:
    """A financial year, decade or century by the year it begins in."""
    if unit == "fiscal":
        return months(year, 4, 12)
    size, mark = (10, f"{year // 10}X") if unit == "decade" else (100, f"{year // 100:02}XX")
    return Days(date(max(year, 1), 1, 1), date(year + size - 1, 12, 31), f"{mark:0>4}")


def a_season(number: int, year: int) -> Days:
    """A season by EDTF number; the monsoon is given by its months, June to September."""
    start = SEASON_START[number]
    stretch = months(year, start, 4 if number == 25 else 3)
    return stretch if number == 25 else Days(stretch.first, stretch.last, f"{year:04}-{number}")


def add(d: date, unit: str, n: float) -> date | None:
    """A day ``n`` units on; the day of the month is cut to the month's length. None for units that are no days."""
    days = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
    if unit in days:
        return d + timedelta(round(n * days[unit]))
    if unit not in MONTHS_OF:
        return None
    y, m = divmod(d.year * 12 + d.month - 1 + round(n * MONTHS_OF[unit]), 12)
    return date(y, m + 1, min(d.day, monthrange(y, m + 1)[1]))


def nth_weekday(first: date, last: date, weekday: int, n: int) -> date | None:
    """The ``n``-th such weekday of a stretch, -1 the last; None where there is none."""
    if n > 0:
        d = first + timedelta((weekday - first.weekday()) % 7 + 7 * (n - 1))
    else:
        d = last - timedelta((last.weekday() - weekday) % 7)
    return d if first <= d <= last else None


# ---------------------------------------------------------------------- named days


class Holiday(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a named day falls; exactly one field is given, see ``reference/holidays.yaml``."""

    day: str = ""
    easter: int | None = None
    weekday: str = ""
    table: dict[int, str] = {}


@cache
def _holidays() -> Mapping[str, Holiday]:
    return load("reference", "holidays.yaml", dict[str, Holiday])


@cache
def holiday(name: str, year: int) -> date | None:
    """The day on which a named day falls in a year; None where the table does not know."""
    rule = _holidays().get(name)
    if rule is None:
        return None
    if rule.easter is not None:
        return _easter(year) + timedelta(rule.easter)
    if rule.weekday:
        month, weekday, n = rule.weekday.split("-", 2)
        whole = months(year, int(month))
        return nth_weekday(whole.first, whole.last, int(weekday), int(n))
    told = rule.day or rule.table.get(year)
    return date(year, int(told[:2]), int(told[3:])) if told else None


def _easter(year: int) -> date:
    """Western Easter Sunday (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)
