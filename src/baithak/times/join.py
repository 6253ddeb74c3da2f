"""Builders that put earlier findings together: parts within larger times, ranges, bounds, distances.

As in :mod:`baithak.times.build`, a builder receives constants and captures by name and may refuse by returning None.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from baithak.times.values import (
    Clock,
    Date,
    DayOf,
    Duration,
    Edge,
    Era,
    Feast,
    Found,
    Holding,
    Nth,
    Offset,
    Range,
    Repeat,
    Shift,
    Toward,
    Value,
    Weekday,
    Within,
    shape,
)

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


def within(c: Mapping[str, Any]) -> Found | None:
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


def toward(c: Mapping[str, Any]) -> Found | None:
    """A date or month ``a`` without a year, told as this, last or coming by ``r``."""
    a, r = c["a"], c["r"]
    if not isinstance(a.value, Date) or a.value.year is not None or a.value.month is None:
        return None
    value = Within(Shift("year", 0), a.value) if r == "this" else Toward(a.value, r)
    return Found(value, weekday=a.weekday, clock=a.clock)


def beside(c: Mapping[str, Any]) -> Found | None:
    """Two ways of telling one time, the rougher ``a`` before the finer ``b``: next month, in February."""
    a, b = c["a"], c["b"]
    if not isinstance(a.value, Shift) or a.value.counted or isinstance(b.value, Shift):
        return None
    if isinstance(b.value, Date) and b.value.year is not None and a.value.unit != "day":
        return None
    weekday = b.weekday if b.weekday is not None else a.weekday
    fine: Found = replace(b, weekday=weekday, today=b.today or a.value == Shift("day", 0))
    return fine


def edge(c: Mapping[str, Any]) -> Value | None:
    """The beginning, middle or end of a finding ``a`` or of the unit around the reference."""
    of = c["a"].value if "a" in c else Shift(str(c["unit"]), 0)
    return None if isinstance(of, Duration | Clock | Repeat) else Edge(of, str(c["e"]))


def with_weekday(c: Mapping[str, Any]) -> Found | None:
    """A date ``a`` and the weekday ``b`` told beside it."""
    a, b = c["a"], c["b"]
    day = int(c["w"]) if "w" in c else b.weekday
    found: Found = replace(a, weekday=day)
    return found if a.weekday is None else None


def with_clock(c: Mapping[str, Any]) -> Found | None:
    """A day ``a`` at a time of day ``t``."""
    t = c["t"].value
    found: Found = replace(c["a"], clock=t)
    return found if isinstance(t, Clock) else None


_DAYLIKE = {"day", "monthday", "dom", "weekday", "feast"}


def span(c: Mapping[str, Any]) -> Found | Value | None:
    """From ``a`` to ``b``, two values of one size."""
    a, b = c["a"], c["b"]
    one, two = shape(a.value), shape(b.value)
    if isinstance(a.value, Edge) and a.value.part == "beginning" and two in _DAYLIKE:
        return Found(Range(Within(a.value.of, Nth("day", 1)), b.value))
    if one != two and not (one in _DAYLIKE and two in _DAYLIKE):
        return None
    if isinstance(b.value, Shift) and b.value.counted:
        return None
    if isinstance(a.value, Clock):
        return Found(a.value)
    if (
        isinstance(a.value, Date)
        and isinstance(b.value, Date)
        and a.value.year
        and b.value.year
        and _key(a.value) >= _key(b.value)
    ):
        return None
    return Found(Range(a.value, b.value))


def pair(c: Mapping[str, Any]) -> Found | None:
    """Two days told with *and* that follow each other."""
    a, b = c["a"].value, c["b"].value
    if isinstance(a, Weekday) and isinstance(b, Weekday):
        follows = b.day == (a.day + 1) % 7 and b.which is None
    else:
        follows = isinstance(a, Date) and isinstance(b, Date) and _next_day(a) == (b.month, b.day)
    return Found(Range(a, b)) if follows else None


def _next_day(d: Date) -> tuple[int | None, int | None]:
    if d.month is None or d.day is None:
        return None, None
    last = monthrange(d.year or 2001, d.month)[1]
    return (d.month, d.day + 1) if d.day < last else (d.month % 12 + 1, 1)


def _key(d: Date) -> tuple[int, int, int]:
    return d.year or 0, d.month or 0, d.day or 0


def bound(c: Mapping[str, Any]) -> Found | None:
    """A finding with its marker: from, until, after, before."""
    if c["a"].fragment:
        return None
    found: Found = replace(c["a"], bound=str(c["bound"]))
    return found


def about(c: Mapping[str, Any]) -> Found:
    """A finding that the text calls approximate."""
    found: Found = replace(c["a"], approximate=True)
    return found


def moved(c: Mapping[str, Any]) -> Found | None:
    """A counted shift ``o`` from a finding ``a``, or from something told in the text where there is none."""
    o = c["o"].value
    base = Shift("day", 0) if "now" in c else c["a"].value if "a" in c else None
    if not isinstance(o, Shift) or not o.counted:
        return None
    return Found(Offset(base, o.unit, o.n, exact="exact" in c))


def holding(c: Mapping[str, Any]) -> Found:
    """The unit that holds a date ``a``."""
    return Found(Holding(str(c["unit"]), c["a"].value))


def eve(c: Mapping[str, Any]) -> Found:
    """The day before ``a``."""
    return Found(Offset(c["a"].value, "day", -1))


def day_of(c: Mapping[str, Any]) -> Found | None:
    """The ``a``-th day of something told before."""
    nth = c["a"].value
    return Found(DayOf(nth.n)) if isinstance(nth, Nth) and nth.unit == "day" and nth.weekday is None else None


def same(c: Mapping[str, Any]) -> Found:
    """The finding ``a`` with words around it that add nothing."""
    found: Found = c["a"]
    return found
