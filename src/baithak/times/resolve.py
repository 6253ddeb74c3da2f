"""From a symbolic value to EDTF, by a reference day and the tense of the clause; never by a clock.

Every choice is stated here: a told direction (tense) is followed; without one a weekday is the latest up to the
reference, a month or day of the year is the latest one where it lies within nine months, otherwise the next.
What cannot be decided is None.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import msgspec

from baithak.times import almanac as cal
from baithak.times.almanac import Days
from baithak.times.values import (
    Date,
    Edge,
    Era,
    Feast,
    Holding,
    Nth,
    Offset,
    Range,
    Rest,
    Season,
    Shift,
    Stretch,
    Timex,
    Toward,
    Value,
    Weekday,
    Within,
)

_LONG = ("year", "decade", "century", "half", "quarter")
NEAR, FAR = timedelta(60), timedelta(300)
WEEKDAY_REACH = 6  # years within which every weekday comes round to a date
_MONTHS_LONG = 92  # days; what is longer is a year or nearly one
RECENT_MONTHS = 9  # a bare month this far back is still the past one, in news that does not say


class Context(msgspec.Struct, frozen=True):
    """What a value is resolved against: reference day, tense, a weekday told beside the date, and its bound."""

    reference: date | None
    tense: str | None = None
    weekday: int | None = None
    bound: str | None = None

    def at(self, day: date, tense: str) -> Context:
        """The same with another reference and direction."""
        return Context(day, tense, self.weekday, self.bound)


def resolve(
    timex: Timex, reference: date | None, *, tense: str | None = None, near: str | None = None, open_ends: bool = False
) -> str | None:
    """The place of a time expression in the calendar, as precise as it was told.

    Args:
        timex: The expression.
        reference: Day against which relative words are read, usually the day of publication; None if unknown.
        tense: ``past``, ``future`` or None; decides between the two readings of words that have two.
        near: EDTF from the same text, which lends its year to a date without one where there is no reference.
        open_ends: Whether a bound (from, until, after, before) becomes an open interval (``2014/..``).

    Returns:
        EDTF, or None for durations, sets, times of day, dates that do not exist and dates that stay open.
    """
    if timex.problem or timex.kind in ("stay", "duration", "set", "time"):
        return None
    edtf = _edtf(timex, reference, tense, near)
    if edtf is None:
        return None
    if timex.approximate and "/" not in edtf:
        edtf += "~"
    return _opened(edtf, timex.bound) if open_ends and timex.bound else edtf


def _edtf(timex: Timex, reference: date | None, tense: str | None, near: str | None) -> str | None:
    try:
        days = _place(timex.value, Context(reference, tense, timex.weekday, timex.bound), None)
        if days is None and reference is None:
            return _unanchored(timex.value, near)
    except (ValueError, OverflowError):  # beyond the years of the calendar
        return None
    return days.edtf if days else None


def _opened(edtf: str, bound: str) -> str:
    first, _, last = edtf.partition("/")
    if bound in ("from", "after"):
        return f"{first if bound == 'from' else last or first}/.."
    return f"../{first if bound == 'before' else last or first}"


def _unanchored(value: Value, near: str | None) -> str | None:
    """A date without year and without reference: the year is lent by ``near`` or left unsaid."""
    year = near[:4] if near and near[:4].isdigit() else "XXXX"
    if isinstance(value, Edge | Toward):
        return _unanchored(value.of, near)
    if isinstance(value, Range):
        first, last = _unanchored(value.first, near), _unanchored(value.last, near)
        return f"{first}/{last}" if first and last else None
    if isinstance(value, Within) and isinstance(value.inner, Nth) and value.inner.weekday is None:
        return _part_of_month(value, year)
    if isinstance(value, Date) and value.month:
        return f"{year}-{value.month:02}" + (f"-{value.day:02}" if value.day else "")
    if isinstance(value, Feast) and value.which is None:
        days = {day.isoformat()[4:] for y in (2011, 2014, 2018) if (day := cal.holiday(value.id, y))}
        return f"{year}{days.pop()}" if len(days) == 1 else None  # the same day every year
    return None


def _part_of_month(value: Within, year: str) -> str | None:
    """A week or a day of a month without its year, where it has the same days every year."""
    if not isinstance(value.outer, Date) or value.outer.year or not value.outer.month:
        return None
    found = {_place(Within(Date(y, value.outer.month), value.inner), Context(None), None) for y in (2001, 2004)}
    ends = {(d.first.isoformat()[4:], d.last.isoformat()[4:]) for d in found if d}
    if None in found or len(ends) != 1:
        return None
    first, last = ends.pop()
    return f"{year}{first}" if first == last else f"{year}{first}/{year}{last}"


# ---------------------------------------------------------------------- one function a kind of value


def _place(value: Value, ctx: Context, outer: Days | None) -> Days | None:
    how = _PLACES.get(type(value))
    return how(value, ctx, outer) if how else None


def _exact(year: int, month: int | None, day: int | None) -> Days | None:
    if month is None:
        return cal.a_year(year)
    if day is None:
        return cal.months(year, month)
    return cal.a_day(date(year, month, day)) if day <= monthrange(year, month)[1] else None


def _date(v: Date, ctx: Context, outer: Days | None) -> Days | None:
    if v.year is not None:
        return _exact(v.year, v.month, v.day)
    if outer is not None:
        if v.month is None:
            return _exact(outer.first.year, outer.first.month, v.day)
        options = [_exact(y, v.month, v.day) for y in range(outer.first.year, outer.last.year + 1)]
        return next((o for o in options if o and outer.first <= o.first and o.last <= outer.last), None)
    if ctx.reference is None:
        return None
    chosen = _choose(_candidates(v, ctx.reference), ctx)
    if ctx.weekday is None or chosen is None or chosen.first.weekday() == ctx.weekday:
        return chosen
    if v.month is not None and abs(chosen.first - ctx.reference) <= NEAR:
        return chosen  # a weekday that does not fit a date close by is a slip, kept as told
    fitting = [o for o in _candidates(v, ctx.reference, WEEKDAY_REACH) if o.first.weekday() == ctx.weekday]
    return _choose(fitting, ctx) or chosen


def _candidates(v: Date, ref: date, reach: int = 1) -> list[Days]:
    """The dates that ``v`` may be, ascending, ``reach`` years (or twice as many months) around the reference."""
    if v.month is None:
        around = [cal.unit_around("month", ref, n) for n in range(-2 * reach, 2 * reach + 1)]
        options = [_exact(m.first.year, m.first.month, v.day) for m in around if m]
    else:
        reach = max(reach, 4) if (v.month, v.day) == (2, 29) else reach
        options = [_exact(y, v.month, v.day) for y in range(max(1, ref.year - reach), ref.year + reach + 1)]
    return [o for o in options if o]


def _choose(options: list[Days], ctx: Context) -> Days | None:
    """The fitting one of several years' (or months') dates, ascending, by tense and nearness."""
    ref = ctx.reference
    if ref is None:
        return None
    past = [o for o in options if o.first <= ref]
    future = [o for o in options if o.last >= ref]
    if not past or not future:
        fits = not (ctx.tense == "past" and not past) and not (ctx.tense == "future" and not future)
        return next(iter(past[-1:] + future[:1]), None) if fits else None
    back, ahead = past[-1], future[0]
    day = back.first == back.last
    near_ahead, near_back = day and ahead.first - ref <= NEAR, day and ref - back.last <= NEAR
    if ctx.tense == "past":  # told as planned: moved to the 16th, said on the 2nd
        return ahead if near_ahead and ref - back.last > FAR else back
    if ctx.tense == "future":  # in force since the 1st, said on the 2nd
        return back if ctx.bound == "from" and near_back and ahead.first - ref > FAR else ahead
    if ctx.bound in ("until", "before"):
        return ahead
    months = (ref.year - back.first.year) * 12 + ref.month - back.first.month
    return back if months <= RECENT_MONTHS else ahead


def _shift(v: Shift, ctx: Context, outer: Days | None) -> Days | None:
    ref = ctx.reference
    if ref is None:
        return None
    n = v.n
    if v.either:
        if ctx.weekday is not None and (ref + timedelta(round(n))).weekday() == ctx.weekday:
            return cal.a_day(ref + timedelta(round(n)))
        if ctx.weekday is not None and (ref - timedelta(round(n))).weekday() == ctx.weekday:
            return cal.a_day(ref - timedelta(round(n)))
        if ctx.tense is None:
            return None
        n = -n if ctx.tense == "past" else n
    if v.counted and n > 0 and ctx.tense != "future" and (ctx.tense == "past" or v.unit in _LONG):
        return None  # two days later, in a narrative: counted from the event told; after forty years: a gap
    return cal.unit_around(v.unit, ref, round(n))


def _weekday(v: Weekday, ctx: Context, outer: Days | None) -> Days | None:
    if outer is not None:
        day = cal.nth_weekday(outer.first, outer.last, v.day, 1)
        return cal.a_day(day) if day and outer.last - outer.first <= timedelta(7) else None
    ref = ctx.reference
    if ref is None:
        return None
    monday, back = ref - timedelta(ref.weekday()), (ref.weekday() - v.day) % 7
    if v.which == "this":
        return cal.a_day(monday + timedelta(v.day))
    if v.which == "next":
        return cal.a_day(monday + timedelta(7 + v.day))
    if v.which == "last":
        return cal.a_day(ref - timedelta(back or 7))
    ahead = (v.day - ref.weekday()) % 7
    if v.which == "coming":
        return cal.a_day(ref + timedelta(ahead or 7))
    to_come = ctx.tense == "future" or (ctx.tense is None and ctx.bound in ("until", "before"))
    return cal.a_day(ref + timedelta(ahead) if to_come else ref - timedelta(back))


def _nth(v: Nth, ctx: Context, outer: Days | None) -> Days | None:
    if outer is None:
        return None
    first, last = outer.first, outer.last
    if v.weekday is not None:
        day = cal.nth_weekday(first, last, v.weekday, v.n)
        return cal.a_day(day) if day else None
    if v.unit == "day":
        day = last if v.n < 0 else first + timedelta(v.n - 1)
        return cal.a_day(day) if day <= last else None
    if v.unit == "week":
        return _nth_week(v.n, first, last)
    if v.unit == "weekend":
        saturday = cal.nth_weekday(first, last, 5, v.n)
        return cal.interval(saturday, saturday + timedelta(1)) if saturday else None
    size = cal.MONTHS_OF.get(v.unit)
    if size is None:
        return None
    if v.unit == "half" and (last - first).days < 32:
        return outer
    whole = (last.year - first.year) * 12 + last.month - first.month + 1
    at = whole - size if v.n < 0 else size * (v.n - 1)
    return cal.months(first.year, first.month + at, size) if 0 <= at <= whole - size else None


def _nth_week(n: int, first: date, last: date) -> Days | None:
    """Weeks of a year are numbered (ISO 8601), those of a month are counted from its first day."""
    if (last - first).days > _MONTHS_LONG:
        if n < 0:
            return cal.a_week(date.fromisocalendar(last.year + 1, 1, 1) - timedelta(7))
        return cal.a_week(date.fromisocalendar(first.year, n, 1))
    begin = last - timedelta(6) if n < 0 else first + timedelta(7 * (n - 1))
    return cal.interval(begin, min(begin + timedelta(6), last)) if begin <= last else None


def _season(v: Season, ctx: Context, outer: Days | None) -> Days | None:
    if outer is not None:
        return cal.a_season(v.number, outer.first.year)
    ref = ctx.reference
    if ref is None:
        return None
    if v.which is not None:
        year = ref.year - (1 if v.number == 24 and ref.month < 3 else 0)
        return cal.a_season(v.number, year + v.which)
    return _choose([cal.a_season(v.number, y) for y in (ref.year - 1, ref.year, ref.year + 1)], ctx)


def _feast(v: Feast, ctx: Context, outer: Days | None) -> Days | None:
    if outer is not None:
        days = (cal.holiday(v.id, y) for y in range(outer.first.year, outer.last.year + 1))
        return next((cal.a_day(d) for d in days if d and outer.first <= d <= outer.last), None)
    ref = ctx.reference
    if ref is None:
        return None
    if v.which == "this":
        day = cal.holiday(v.id, ref.year)
        return cal.a_day(day) if day else None
    options = [cal.a_day(d) for y in (ref.year - 1, ref.year, ref.year + 1) if (d := cal.holiday(v.id, y))]
    if v.which == "last":
        return next((o for o in reversed(options) if o.first < ref), None)
    if v.which in ("next", "coming"):
        return next((o for o in options if o.first > ref), None)
    return _choose(options, ctx)


def _era(v: Era, ctx: Context, outer: Days | None) -> Days | None:
    return cal.an_era(v.unit, v.year)


def _within(v: Within, ctx: Context, outer: Days | None) -> Days | None:
    whole = _place(v.outer, ctx, outer)
    if whole is None:
        return None
    if isinstance(v.inner, Range):
        first, last = _place(v.inner.first, ctx, whole), _place(v.inner.last, ctx, whole)
        return _joined(first, last)
    return _place(v.inner, ctx, whole)


def _toward(v: Toward, ctx: Context, outer: Days | None) -> Days | None:
    ref = ctx.reference
    if ref is None or not isinstance(v.of, Date):
        return None
    options = _candidates(v.of, ref)
    if v.which == "last":
        return next((o for o in reversed(options) if o.last < ref), None)
    return next((o for o in options if o.first > ref), None)


def _edge(v: Edge, ctx: Context, outer: Days | None) -> Days | None:
    return _place(v.of, ctx, outer)


def _joined(first: Days | None, last: Days | None) -> Days | None:
    if first is None or last is None or first.first > last.last:
        return None
    return Days(first.first, last.last, f"{first.edtf.partition('/')[0]}/{last.edtf.rpartition('/')[2]}")


def _range(v: Range, ctx: Context, outer: Days | None) -> Days | None:
    """Both ends; an end that leaves its year (week, month) open takes it from the other."""
    a, b = v.first, v.last
    if isinstance(a, Date) and isinstance(b, Date) and b.month and a.month is None:
        a = Date(b.year, b.month, a.day)
    running = isinstance(a, Date) and isinstance(b, Date) and ctx.tense == "future"  # may have begun already
    if not _is_open(a) or (_is_open(b) and not running):
        first = _place(a, ctx, outer)
        if first is None:
            return None
        return _joined(first, _place(b, ctx.at(first.first, "future") if _is_open(b) else ctx, outer))
    last = _place(b, ctx, outer)
    if last is None:
        return None
    return _joined(_place(a, ctx.at(last.first, "past"), outer), last)


def _is_open(v: Value) -> bool:
    return (isinstance(v, Date) and v.year is None) or (isinstance(v, Weekday | Feast) and v.which is None)


def _stretch(v: Stretch, ctx: Context, outer: Days | None) -> Days | None:
    ref = ctx.reference
    if ref is None:
        return None
    edge = cal.add(ref, v.unit, v.n)
    if edge is None:
        return None
    one = timedelta(1)
    return cal.interval(edge, ref - one) if v.n < 0 else cal.interval(ref + one, edge)


def _rest(v: Rest, ctx: Context, outer: Days | None) -> Days | None:
    whole = cal.unit_around(v.unit, ctx.reference) if ctx.reference else None
    return cal.interval(ctx.reference, whole.last) if whole and ctx.reference else None


def _holding(v: Holding, ctx: Context, outer: Days | None) -> Days | None:
    day = _place(v.of, ctx, outer)
    return cal.unit_around(v.unit, day.first) if day else None


def _offset(v: Offset, ctx: Context, outer: Days | None) -> Days | None:
    base = _place(v.base, ctx, outer) if v.base else None
    if base is None:
        return None
    counted = v.unit in ("day", "week", "night", "fortnight", "month") or v.exact  # five years ago today: about
    if base.first == base.last and counted:
        day = cal.add(base.first, v.unit, v.n)
        return cal.a_day(day) if day else None
    return cal.unit_around(v.unit, base.first if v.n < 0 else base.last, round(v.n))


_PLACES: dict[type, Callable[[Any, Context, Days | None], Days | None]] = {
    Date: _date, Shift: _shift, Weekday: _weekday, Nth: _nth, Season: _season, Feast: _feast, Era: _era,
    Within: _within, Edge: _edge, Toward: _toward, Range: _range, Stretch: _stretch, Rest: _rest, Offset: _offset,
    Holding: _holding,
}  # fmt: skip
