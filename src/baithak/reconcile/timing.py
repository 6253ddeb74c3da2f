"""What the dates of two tellings say of their being one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from baithak.reconcile.evidence import Reason, never, numbered_alike
from baithak.reconcile.gist import likeness
from baithak.reconcile.values import Telling, days
from baithak.reconcile.window import Window, window

_SLACK = 1  # days by which two reports of one engagement may miss each other
_LATER = 45  # days by which a plan may miss its sitting
_NEAR = 2  # days between reports of the same news
_YEAR = 366
_LEAP = 2000  # any leap year: dates without a year are compared inside it
_SEASON = 0.8  # what agreement counts where the year is not known
_AHEAD = ("planned", "cancelled")
#: Likeness of two reports' rarer words → what it weighs where no date decides.
_ALIKE = ((0.3, 1.0), (0.19, 0.5))
#: Days left open → what it weighs that two windows meet.
_STEPS = ((0, 3.0), (2, 2.5), (8, 2.0), (31, 1.0), (92, 0.6), (_YEAR, 0.3))


def when(a: Telling, b: Telling) -> Iterator[Reason]:
    """The evidence of two tellings' dates.

    Args:
        a: A telling.
        b: Another of its family.
    """
    if not _same_era(a, b):
        yield never("told in other years, by the terms of those in office")
    elif a.date and b.date:
        x, y = window(a), window(b)
        yield from _told(a, b, x, y) if x and y else _yearless(a, b)
    else:
        yield from _undated(a, b, window(a), window(b))
        yield from _context(a, b)
        yield from _words(a, b)


def _same_era(a: Telling, b: Telling) -> bool:
    """Whether news of which the year is not told can be of the same years."""
    for one, other in ((a, b), (b, a)):
        if one.era is None or window(one) is not None or not _current(one):
            continue  # its own date or day says more; and background may be of any year before
        there = window(other) or (Window(*other.era, told=False) if other.era and _current(other) else None)
        if there is not None and (there.last < one.era[0] or one.era[1] < there.first):
            return False
    return True


def _current(one: Telling) -> bool:
    """Whether it is told of the report's own time."""
    return one.salience == "main" or one.status in ("ongoing", "planned")


def _told(a: Telling, b: Telling, x: Window, y: Window) -> Iterator[Reason]:
    gap = max(x.first, y.first) - min(x.last, y.last)
    if gap > 0:
        yield from _apart(a, b, gap)
        return
    yield _meeting(a, x.first, x.last, y.first, y.last)
    if "planned" in (a.status, b.status) and not (x.narrow and y.narrow) and max(x.width, y.width) <= _YEAR:
        yield Reason("a plan told by its year", 0.4)


def _meeting(a: Telling, first: int, last: int, other_first: int, other_last: int, share: float = 1.0) -> Reason:
    """Two windows that overlap: the wider says how much they agree upon; stays of a visit are compared as such."""
    widths = (last - first, other_last - other_first)
    width = min(widths) + abs(first - other_first) if a.kind == "visit" else max(widths)
    words = "the same day" if width == 0 else f"days that overlap, {width + 1} left open"
    weight = next((w for limit, w in _STEPS if width <= limit), 0.0)
    return Reason(words if share == 1.0 else f"{words}, of some year", round(weight * share, 2))


def _yearless(a: Telling, b: Telling) -> Iterator[Reason]:
    """At least one date has no year: compared by month and day."""
    x, y = _season(a), _season(b)
    if x is None or y is None:
        return
    gap = max(x[0], y[0]) - min(x[1], y[1])
    if gap <= 0:
        yield _meeting(a, *x, *y, _SEASON)
    else:
        yield from _apart(a, b, gap)


def _season(one: Telling) -> tuple[int, int] | None:
    """First and last day of a date, moved into a leap year; None where it spans most of a year."""
    told = days((one.date or "").replace("XXXX", str(_LEAP)))
    if told is None or told[1] - told[0] > _YEAR - 31:
        return None
    first, last = date.fromordinal(told[0]), date.fromordinal(told[1])
    moved = first.replace(year=_LEAP)
    return moved.toordinal(), moved.toordinal() + (last - first).days


def _apart(a: Telling, b: Telling, gap: int) -> Iterator[Reason]:
    """Dates that contradict each other: a slip of a day, a plan that moved, or another engagement."""
    if numbered_alike(a, b) and gap <= _YEAR:
        yield Reason(f"days differ by {gap}", -0.5 if gap <= _SLACK else -1.0)
    elif gap <= _LATER and _plan_first(a, b):
        yield Reason(f"a plan, and a day {gap} days off", 0.5 if gap <= _SLACK else -1.0)
    elif gap <= _SLACK and (a.kind == "visit" or (_same_news(a, b) and not (_of_its_day(a) and _of_its_day(b)))):
        yield Reason(f"days differ by {gap}", 1.0)
    else:
        yield never("other days")


def _plan_first(a: Telling, b: Telling) -> bool:
    """Whether one still plans what the other, told later, reports."""
    plan, other = (a, b) if a.status in _AHEAD else (b, a)
    if plan.status not in _AHEAD or other.status == "planned" or plan.published is None or other.published is None:
        return False
    return plan.published <= other.published


def _same_news(a: Telling, b: Telling) -> bool:
    """Whether two reports of the same days have it as their news."""
    near = a.published is not None and b.published is not None and abs(a.published - b.published) <= _NEAR
    return near and a.salience == b.salience == "main"


def _of_its_day(one: Telling) -> bool:
    """Whether a report tells what was on the very day on which it was published: no slip of a weekday."""
    span = days(one.date)
    return span is not None and span[0] == span[1] == one.published


def _undated(a: Telling, b: Telling, x: Window | None, y: Window | None) -> Iterator[Reason]:
    """At least one tells no date: the days of publication bound it, and say less."""
    if x is None or y is None:
        yield Reason("of one no time is known", -0.25)
        if any(p.status in _AHEAD and q.status == "held" and q.salience == "background" for p, q in ((a, b), (b, a))):
            yield Reason("a plan of unknown time, and something past", -1.0)
        return
    gap = max(x.first, y.first) - min(x.last, y.last)
    if gap > 0:
        past = a if x.last < y.first else b
        if past.date or past.salience == "main":
            yield from _apart(a, b, gap)
        elif past.status in ("held", "ongoing"):
            yield never("told before it was")
        return
    if _same_news(a, b) and a.status == b.status:
        yield Reason("news of the same days", 2.0)
    else:
        yield Reason("may be the same days", 0.3 if max(x.width, y.width) > 31 else 0.8)


def _context(a: Telling, b: Telling) -> Iterator[Reason]:
    """What else the two reports tell of alike, where no date decides."""
    both = sorted({*a.context} & {*b.context})
    if both:
        yield Reason("reports that both speak of " + ", ".join(both[:4]), min(0.5 * len(both), 1.5))


def _words(a: Telling, b: Telling) -> Iterator[Reason]:
    alike = likeness(a.gist, b.gist)
    for least, weight in _ALIKE:
        if alike >= least:
            yield Reason(f"reports that share {100 * alike:.0f} of 100 words", weight)
            return
