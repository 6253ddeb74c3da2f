"""What a time expression means before any reference day is known: a small tree of symbolic values.

The units are those of TIMEX3 (ISO-TimeML, ISO 24617-1): ``day week weekend month quarter half year fiscal decade
century`` and, for durations only, ``minute hour fortnight``. Months count from 1, weekdays from 0 = Monday.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec


class Date(msgspec.Struct, frozen=True, tag=True):
    """A calendar date as far as it is told: any field may be missing."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


class Shift(msgspec.Struct, frozen=True, tag=True):
    """``n`` units from the reference; ``either`` where one word serves both directions and only the tense tells.

    ``counted`` marks a told number (two days later), which in a narrative counts from the event told.
    """

    unit: str
    n: float
    either: bool = False
    counted: bool = False


class Weekday(msgspec.Struct, frozen=True, tag=True):
    """A day of the week; ``which`` is ``last``, ``this``, ``next``, ``coming`` or None for a bare one."""

    day: int
    which: str | None = None


class Nth(msgspec.Struct, frozen=True, tag=True):
    """The ``n``-th unit (or weekday, where ``weekday`` is given) of a larger one; -1 is the last."""

    unit: str
    n: int
    weekday: int | None = None


class Season(msgspec.Struct, frozen=True, tag=True):
    """A season by EDTF number (21 spring … 24 winter); ``which`` is the year's distance from the reference's year."""

    number: int
    which: int | None = None


class Feast(msgspec.Struct, frozen=True, tag=True):
    """A named day, by the id in ``reference/holidays.yaml``; ``which`` as for a weekday."""

    id: str
    which: str | None = None


class Era(msgspec.Struct, frozen=True, tag=True):
    """A financial year, decade or century that is told: unit, and the year it begins in."""

    unit: str
    year: int


class Within(msgspec.Struct, frozen=True, tag=True):
    """``inner`` looked for inside ``outer``: the 15th of last month."""

    outer: Value
    inner: Value


class Toward(msgspec.Struct, frozen=True, tag=True):
    """The ``last`` or ``coming`` one of something that comes every year or month: last August, the coming 25 August."""

    of: Value
    which: str


class Edge(msgspec.Struct, frozen=True, tag=True):
    """The beginning, middle or end of something; as vague as the thing itself, so it resolves to the whole."""

    of: Value
    part: str


class Range(msgspec.Struct, frozen=True, tag=True):
    """From the beginning of one value to the end of another."""

    first: Value
    last: Value


class Stretch(msgspec.Struct, frozen=True, tag=True):
    """``n`` units that touch the reference: the past three days (negative), the next two weeks."""

    unit: str
    n: float


class Holding(msgspec.Struct, frozen=True, tag=True):
    """The unit that holds a date: the week of 15 September."""

    unit: str
    of: Value


class Rest(msgspec.Struct, frozen=True, tag=True):
    """What is left, counted from the reference, of the unit that holds it."""

    unit: str


class Offset(msgspec.Struct, frozen=True, tag=True):
    """``n`` units from ``base``; a base of None is something told in the text (two days after the talks).

    ``exact`` where the text says that it is so to the day.
    """

    base: Value | None
    unit: str
    n: float
    exact: bool = False


class DayOf(msgspec.Struct, frozen=True, tag=True):
    """The ``n``-th day of something told before (on the second day); -1 is its last."""

    n: int


class Duration(msgspec.Struct, frozen=True, tag=True):
    """A length of time, no place in the calendar."""

    unit: str
    n: float


class Repeat(msgspec.Struct, frozen=True, tag=True):
    """Every unit, or every such weekday."""

    unit: str


class Clock(msgspec.Struct, frozen=True, tag=True):
    """A time of day: ``hour`` 0-24 may be missing where only a part of the day is told."""

    part: str | None = None
    hour: int | None = None
    minute: int = 0


Value: TypeAlias = (
    Date
    | Shift
    | Weekday
    | Nth
    | Season
    | Feast
    | Era
    | Within
    | Toward
    | Edge
    | Range
    | Stretch
    | Holding
    | Rest
    | Offset
    | DayOf
    | Duration
    | Repeat
    | Clock
)

_HOURS = ("hour", "minute", "second")
_KINDS = {"fiscal": "year", "half": "quarter", "weekend": "week", "night": "day", "fortnight": "week"}


def shape(value: Value) -> str:
    """The class under which the grammar's later stages know a value; finer than :func:`kind`."""
    if isinstance(value, Date):
        return _date_shape(value)
    if isinstance(value, Shift | Era | Holding):
        return value.unit
    if isinstance(value, Offset):
        return "day"
    if isinstance(value, Within | Toward):
        inner = value.inner if isinstance(value, Within) else value.of
        if isinstance(inner, Nth):
            return "day" if inner.weekday is not None else inner.unit
        name = shape(inner)
        return "day" if name in ("dom", "monthday", "weekday", "feast") else name
    return type(value).__name__.lower()


def _date_shape(value: Date) -> str:
    if value.month is None:
        return "dom" if value.year is None else "year"
    if value.day is None:
        return "month"
    return "monthday" if value.year is None else "day"


def kind(value: Value) -> str:
    """The public kind of a value.

    One of ``day week month quarter season year decade century range stay duration set time``.
    """
    if isinstance(value, Edge):
        return kind(value.of)
    name = value.unit if isinstance(value, Stretch) and value.unit in _HOURS else shape(value)
    named = {
        "dom": "day",
        "monthday": "day",
        "weekday": "day",
        "feast": "day",
        "stretch": "range",
        "rest": "range",
        "dayof": "stay",
        "repeat": "set",
        "clock": "time",
        "hour": "time",
        "minute": "time",
        "second": "time",
    }
    if isinstance(value, Nth):
        name = "day" if value.weekday is not None else value.unit
    return named.get(name) or _KINDS.get(name, name)


def relative(value: Value) -> bool:
    """Whether a value needs a reference day to have its place in the calendar."""
    match value:
        case Date():
            return value.year is None
        case Era() | Duration() | Repeat():
            return False
        case Within():
            return relative(value.outer)
        case Edge() | Holding():
            return relative(value.of)
        case Range():
            return relative(value.first) and relative(value.last)
        case Offset():
            return value.base is None or relative(value.base)
        case _:
            return True


class Found(msgspec.Struct, frozen=True):
    """A value that the grammar has put together, with what hangs on it while later stages work on.

    Attributes:
        value: The symbolic value.
        rule: Name of the rule that built it last.
        weekday: A weekday told beside a date, 0 = Monday.
        bound: ``from``, ``until``, ``after`` or ``before``.
        clock: A time of day told with it.
        approximate: Whether the text says *about*.
        today: Whether the text says that this is the day of telling (today, that is, 2 April).
        fragment: Good only as a part of something larger.
        arriving: Good only where the clause goes on to a verb of coming or going.
        ahead: Good only where the clause is told of the future.
    """

    value: Value
    rule: str = ""
    weekday: int | None = None
    bound: str | None = None
    clock: Clock | None = None
    approximate: bool = False
    today: bool = False
    fragment: bool = False
    arriving: bool = False
    ahead: bool = False


class Timex(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression in one sentence.

    Attributes:
        first: Index of its first token.
        last: Index after its last token.
        start: Its first code point in the text.
        end: The code point after its last.
        rule: Name of the grammar rule that reads it.
        kind: ``day``, ``week``, ``month``, ``quarter``, ``season``, ``year``, ``decade``, ``century``, ``range``,
            ``stay`` (a day of something told before), ``duration``, ``set`` or ``time``.
        relative: Whether it needs a reference day.
        value: Its symbolic value.
        days: Length in days, for a duration told in days or weeks.
        weekday: The weekday that is part of it, 0 = Monday.
        bound: ``from``, ``until``, ``after`` or ``before``; the span then ends with the marker.
        clock: The time of day told with a date, for those who need more than the day.
        approximate: Whether the text says *about*.
        today: Whether the text says that this is the day of telling.
        conflict: Whether a weekday was told that the told date is not.
        problem: Why there is no such date, or None.
    """

    first: int
    last: int
    start: int
    end: int
    rule: str
    kind: str
    relative: bool
    value: Value
    days: int | None = None
    weekday: int | None = None
    bound: str | None = None
    clock: Clock | None = None
    approximate: bool = False
    today: bool = False
    conflict: bool = False
    problem: str | None = None
