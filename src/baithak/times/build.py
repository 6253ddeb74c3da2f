"""Builders: from the captured parts of a rule to a value; each is named in ``dates.yaml`` and knows no language.

A builder receives the rule's constants and captures by name (numbers as numbers, words by their value in
``calendar.yaml``, earlier findings as :class:`~baithak.times.values.Found`) and may refuse by returning None.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from baithak.times import join
from baithak.times.values import (
    Clock,
    Date,
    Duration,
    Era,
    Feast,
    Found,
    Nth,
    Range,
    Repeat,
    Rest,
    Season,
    Shift,
    Stretch,
    Value,
    Weekday,
    Within,
)

Captures: TypeAlias = Mapping[str, Any]
Builder: TypeAlias = Callable[[Captures], "Value | Found | None"]

_DECADE_PAST = 30  # decades of two figures from here on are of the last century
_STEP = {"last": -1, "this": 0, "next": 1, "coming": 1}
_NTH_WORDS = {"last": -1, "first": 1, "middle": 2, "former": 1, "latter": 2}
_LONGER = {
    "year": ("month", 12),
    "month": ("day", 30),
    "week": ("day", 7),
    "day": ("hour", 24),
    "decade": ("year", 10),
    "century": ("year", 100),
}


def _int(c: Captures, name: str) -> int | None:
    value = c.get(name)
    return None if value is None else int(value)


def full_year(value: int) -> int:
    """A year of two figures in the century the press means: 00-49 is 20xx, 50-99 is 19xx."""
    return value if value >= 100 else value + (2000 if value < 50 else 1900)


def _year(c: Captures) -> int | None:
    value = _int(c, "y")
    return None if value is None else full_year(value)


def _nth(c: Captures) -> int:
    return _NTH_WORDS.get(c["n"], 0) or int(c["n"])


# ---------------------------------------------------------------------- calendar dates


def date(c: Captures) -> Date:
    """``y``, ``m``, ``d``: a calendar date as far as told."""
    return Date(_year(c), _int(c, "m"), _int(c, "d"))


def numeric(c: Captures) -> Date | None:
    """``a/b/y`` in the order of day and month, swapped where only that can be meant."""
    a, b = int(c["a"]), int(c["b"])
    day, month = (b, a) if b > 12 >= a else (a, b)
    return Date(_year(c), month, day) if 1 <= month <= 12 and day >= 1 else None


def plain_year(c: Captures) -> Date | None:
    """A bare number as a year: only one the press writes about,, and not the round 2000 (notes, people)."""
    year = int(c["y"])
    return Date(year) if 1800 <= year <= 2100 and year != 2000 else None


def days(c: Captures) -> Range | None:
    """``d1`` to ``d`` of one month."""
    first, last = int(c["d1"]), int(c["d"])
    y, m = _year(c), _int(c, "m")
    return Range(Date(y, m, first), Date(y, m, last)) if first < last else None


def years(c: Captures) -> Range | None:
    """``y`` to ``z``; ``z`` may have two figures."""
    first, last = int(c["y"]), int(c["z"])
    last = last if last >= 100 else first // 100 * 100 + last
    return Range(Date(first), Date(last)) if first < last and first >= 1800 and last <= 2100 else None


def fiscal(c: Captures) -> Era | None:
    """A financial year: ``y-z`` begins in ``y``, a single ``y`` is named by the year it ends in."""
    first = _year(c)
    if first is None:
        return None
    if "z" not in c:
        return Era("fiscal", first - 1)
    return Era("fiscal", first) if (first + 1) % 100 == int(c["z"]) % 100 else None


def decade(c: Captures) -> Era | None:
    """``y`` names a decade: 1990, 90; one of two figures has begun already."""
    told = int(c["y"])
    year = told + 1900 if _DECADE_PAST <= told < 100 else full_year(told)
    return Era("decade", year) if year % 10 == 0 else None


def century(c: Captures) -> Era:
    """The ``n``-th century; EDTF writes it by its hundreds (21st: 20XX)."""
    return Era("century", (int(c["n"]) - 1) * 100)


# ---------------------------------------------------------------------- relative to the reference


def shift(c: Captures) -> Value | None:
    """``r`` unit (this week), or a word for a day (``n`` with ``±`` where only the tense tells)."""
    if "r" in c:
        return Shift(str(c["unit"]), _STEP[c["r"]])
    n = str(c["n"])
    return Shift(str(c.get("unit", "day")), float(n.lstrip("±")), either=n.startswith("±"))


def twice(c: Captures) -> Shift:
    """The last but one or the next but one unit."""
    return Shift(str(c["unit"]), 2 * _STEP[c["r"]])


def counted(c: Captures) -> Value:
    """``n`` units before or after the reference; a broken number counts in the next smaller unit."""
    sign = -1 if c["sign"] in ("-", "first", "before", "last") else 1
    unit, n = _whole(str(c["unit"]), float(c["n"]))
    return Shift(unit, sign * n, counted=True)


def _whole(unit: str, n: float) -> tuple[str, float]:
    if n % 1 and unit in _LONGER:
        smaller, times = _LONGER[unit]
        return smaller, round(n * times)
    return unit, n


def stretch(c: Captures) -> Stretch:
    """The last or next ``n`` units."""
    unit, n = _whole(str(c["unit"]), float(c["n"]))
    return Stretch(unit, n * (_STEP[c["r"]] or 1))


def rest(c: Captures) -> Rest:
    """What is left of a unit."""
    return Rest(str(c["unit"]))


def weekday(c: Captures) -> Found:
    """A weekday, bare or with this, last, next."""
    return Found(Weekday(int(c["w"]), c.get("r")), weekday=int(c["w"]))


def feast(c: Captures) -> Value:
    """A named day, with a year or with this, last, next."""
    if "y" in c:
        return Within(Date(_year(c)), Feast(str(c["f"])))
    return Feast(str(c["f"]), c.get("r"))


def season(c: Captures) -> Value:
    """A season, with a year or with this, last, next."""
    if "y" in c:
        return Within(Date(_year(c)), Season(int(c["s"])))
    return Season(int(c["s"]), _STEP[c["r"]] if "r" in c else None)


def nth(c: Captures) -> Value:
    """The ``n``-th unit or weekday of something."""
    return Nth("day", _nth(c), int(c["w"])) if "w" in c else Nth(str(c["unit"]), _nth(c))


def quarter(c: Captures) -> Value:
    """A quarter or half ``n`` with its year ``y``."""
    return Within(Date(_year(c)), Nth(str(c["unit"]), _nth(c)))


def duration(c: Captures) -> Duration:
    """``n`` units long."""
    return Duration(str(c["unit"]), float(c["n"]))


def repeat(c: Captures) -> Value:
    """Every unit or weekday."""
    return Repeat("week" if "w" in c else str(c["unit"]))


def clock(c: Captures) -> Clock | None:
    """A time of day; the part of the day lifts the hour past noon."""
    part = c.get("p")
    if "h" not in c:
        return Clock(part)
    hour = float(c["h"])
    minute = _int(c, "m")
    if hour > 24 or (minute or 0) > 59:
        return None
    whole, minute = int(hour), round(hour % 1 * 60) if minute is None else minute
    if (
        whole < 12
        and part in ("noon", "evening", "night", "pm")
        and not (part == "night" and whole < 5)
        and not (part == "noon" and whole > 6)
    ):
        whole += 12
    return Clock(part, 0 if part == "am" and whole == 12 else whole, minute)


BUILDERS: dict[str, Builder] = {
    f.__name__: f
    for f in (
        *(
            date,
            numeric,
            plain_year,
            days,
            years,
            fiscal,
            decade,
            century,
            shift,
            twice,
            counted,
            stretch,
            rest,
            weekday,
        ),
        *(feast, season, nth, quarter, duration, repeat, clock),
        *(join.within, join.toward, join.beside, join.edge, join.with_weekday, join.with_clock, join.span, join.pair),
        *(join.bound, join.about, join.moved, join.eve, join.day_of, join.holding, join.same),
    )
}
