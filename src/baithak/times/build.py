"""Builders: from the captured parts of a rule to a value; each is named in ``dates.yaml`` and knows no language.

A builder receives the rule's constants and captures by name (numbers as numbers, words by their value in
``calendar.yaml``, earlier findings as :class:`~baithak.times.values.Found`) and may refuse by returning None.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from msgspec.structs import replace

from baithak.times.values import (
    Clock,
    Date,
    Duration,
    Edge,
    Era,
    Feast,
    Found,
    Nth,
    Offset,
    Range,
    Repeat,
    Rest,
    Season,
    Shift,
    Stretch,
    Toward,
    Value,
    Weekday,
    Within,
    shape,
)

Captures: TypeAlias = Mapping[str, Any]
Builder: TypeAlias = Callable[[Captures], "Value | Found | None"]

_STEP = {"last": -1, "this": 0, "next": 1, "coming": 1}
_NTH_WORDS = {"last": -1, "first": 1, "middle": 2, "former": 1, "latter": 2}
_LONGER = {"year": ("month", 12), "month": ("day", 30), "week": ("day", 7), "day": ("hour", 24), "decade": ("year", 10), "century": ("year", 100)}


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
    """A bare number as a year: only one the press writes about, and not the round 2000 (``2000 के नोट``)."""
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
    return Range(Date(first), Date(last)) if first < last and 1800 <= first and last <= 2100 else None


def fiscal(c: Captures) -> Era | None:
    """A financial year: ``y-z`` begins in ``y``, a single ``y`` is named by the year it ends in."""
    first = _year(c)
    if first is None:
        return None
    if "z" not in c:
        return Era("fiscal", first - 1)
    return Era("fiscal", first) if (first + 1) % 100 == int(c["z"]) % 100 else None


def decade(c: Captures) -> Era | None:
    """``y`` names a decade: 1990, 90."""
    year = full_year(int(c["y"]))
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
    """A quarter ``n`` with its year ``y``."""
    return Within(Date(_year(c)), Nth("quarter", int(c["n"])))


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
    if whole < 12 and part in ("noon", "evening", "night", "pm") and not (part == "night" and whole < 5) and not (part == "noon" and whole > 6):
        whole += 12
    return Clock(part, 0 if part == "am" and whole == 12 else whole, minute)


# ---------------------------------------------------------------------- put together from earlier findings

_GIVES = {"monthday": "day", "weekday": "day", "feast": "day", "day": "day", "season": "season"}
_ROOM = {  # what can hold a part of this shape
    "dom": {"month"},
    "monthday": {"year", "fiscal"},
    "month": {"year", "fiscal"},
    "feast": {"year", "month", "fiscal"},
    "season": {"year"},
    "weekday": {"week"},
    "quarter": {"year", "fiscal"},
    "half": {"year", "fiscal"},
}
_NTH_ROOM = {
    "day": {"week", "month", "year", "fiscal", "quarter"},
    "week": {"month", "year"},
    "weekend": {"month"},
    "month": {"year", "fiscal", "quarter", "half"},
    "quarter": {"year", "fiscal"},
    "half": {"year", "fiscal", "decade", "month"},
    "decade": {"century"},
}


def within(c: Captures) -> Found | None:
    """``b`` inside ``a``, where ``a`` is of a size to hold it."""
    a, b = c.get("a"), c["b"]
    outer, inner = a.value if a else Shift(str(c["unit"]), 0), b.value
    room = _NTH_ROOM.get(inner.unit, set()) if isinstance(inner, Nth) else _ROOM.get(shape(inner), set())
    if isinstance(inner, Range) and isinstance(inner.first, Date) and isinstance(inner.last, Date):
        room = _ROOM.get(shape(inner.first), set()) if inner.first.year is None and inner.last.year is None else set()
    fixed = isinstance(inner, Date) and inner.year is not None
    tied = isinstance(inner, Shift | Era | Within) or (isinstance(inner, Feast | Weekday) and inner.which is not None)
    if c.get("outer") == "relative" and not isinstance(outer, Shift):
        return None
    if fixed or tied or shape(outer) not in room or isinstance(outer, Range):
        return None
    return Found(Within(outer, inner), weekday=b.weekday, clock=b.clock)


def toward(c: Captures) -> Found | None:
    """A date or month ``a`` without a year, told as this, last or coming by ``r``."""
    a, r = c["a"], c["r"]
    if not isinstance(a.value, Date) or a.value.year is not None or a.value.month is None:
        return None
    value = Within(Shift("year", 0), a.value) if r == "this" else Toward(a.value, r)
    return Found(value, weekday=a.weekday, clock=a.clock)


def beside(c: Captures) -> Found | None:
    """Two ways of telling one time, the rougher ``a`` before the finer ``b`` (next month, in February): the finer counts."""
    a, b = c["a"], c["b"]
    if not isinstance(a.value, Shift) or a.value.counted or (isinstance(b.value, Date) and b.value.year is not None and a.value.unit != "day"):
        return None
    fine: Found = replace(b, weekday=b.weekday if b.weekday is not None else a.weekday)
    return fine


def edge(c: Captures) -> Value | None:
    """The beginning, middle or end of a finding ``a`` or of the unit around the reference."""
    of = c["a"].value if "a" in c else Shift(str(c["unit"]), 0)
    return None if isinstance(of, Duration | Clock | Repeat) else Edge(of, str(c["e"]))


def with_weekday(c: Captures) -> Found | None:
    """A date ``a`` and the weekday ``b`` told beside it."""
    a, b = c["a"], c["b"]
    day = int(c["w"]) if "w" in c else b.weekday
    found: Found = replace(a, weekday=day)
    return found if a.weekday is None else None


def with_clock(c: Captures) -> Found | None:
    """A day ``a`` at a time of day ``t``."""
    t = c["t"].value
    found: Found = replace(c["a"], clock=t)
    return found if isinstance(t, Clock) else None


_DAYLIKE = {"day", "monthday", "dom", "weekday", "feast"}


def span(c: Captures) -> Found | Value | None:
    """From ``a`` to ``b``, two values of one size."""
    a, b = c["a"], c["b"]
    one, two = shape(a.value), shape(b.value)
    if one != two and not (one in _DAYLIKE and two in _DAYLIKE):
        return None
    if isinstance(b.value, Shift) and b.value.counted:
        return None
    if isinstance(a.value, Clock):
        return Found(a.value)
    if isinstance(a.value, Date) and isinstance(b.value, Date) and a.value.year and b.value.year and _key(a.value) >= _key(b.value):
        return None
    return Found(Range(a.value, b.value))


def _key(d: Date) -> tuple[int, int, int]:
    return d.year or 0, d.month or 0, d.day or 0


def bound(c: Captures) -> Found | None:
    """A finding with its marker: from, until, after, before."""
    if c["a"].fragment:
        return None
    found: Found = replace(c["a"], bound=str(c["bound"]))
    return found


def about(c: Captures) -> Found:
    """A finding that the text calls approximate."""
    found: Found = replace(c["a"], approximate=True)
    return found


def moved(c: Captures) -> Found | None:
    """A counted shift ``o`` from a finding ``a``, or from something told in the text where there is none."""
    o = c["o"].value
    if not isinstance(o, Shift) or not o.counted:
        return None
    return Found(Offset(c["a"].value if "a" in c else None, o.unit, o.n))


def eve(c: Captures) -> Found:
    """The day before ``a``."""
    return Found(Offset(c["a"].value, "day", -1))


def same(c: Captures) -> Found:
    """The finding ``a`` with words around it that add nothing."""
    found: Found = c["a"]
    return found


BUILDERS: dict[str, Builder] = {
    f.__name__: f
    for f in (
        date, numeric, plain_year, days, years, fiscal, decade, century, shift, counted, stretch, rest, weekday, feast, season,
        nth, quarter, duration, repeat, clock, within, toward, beside, edge, with_weekday, with_clock, span, bound, about, moved, eve, same,
    )
}  # fmt: skip
