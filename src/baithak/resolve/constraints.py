"""Constraints on the day of publication, and the days that they leave.

A candidate is the dateline's day and month in one year. Every constraint says which candidates can be; weak ones are
preferences, applied only while more than one is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

YEARS = range(1990, 2050)  # in which a report can have been published
LAG = 1  # days by which a report follows the weekday it tells of
_SHOWN = 6  # days named in a derivation; of more it gives the first, the last and their number


class Constraint(msgspec.Struct, frozen=True, kw_only=True):
    """What one piece of evidence says of the day of publication.

    Attributes:
        rule: The kind of evidence.
        value: What it says, for a person.
        span: Code points of the words that say it.
        first: Earliest day it allows.
        last: Latest day it allows.
        weekday: Weekday that the day, or the ``event`` before or after it, must have; 0 = Monday.
        lag: Days by which the day of publication may follow that weekday.
        event: Month and day told with the weekday, where it is not the day of publication itself.
        ahead: Whether that event is still to come.
        weak: Whether it only prefers: set aside where nothing would be left, and not needed where one day is left.
        register: Whether it rests on the register and not on the report alone; it can exclude days, but decides none.
    """

    rule: str
    value: str
    span: tuple[int, int]
    first: date | None = None
    last: date | None = None
    weekday: int | None = None
    lag: int = 0
    event: tuple[int, int] | None = None
    ahead: bool = False
    weak: bool = False
    register: bool = False

    def allows(self, day: date) -> bool:
        """Whether the report can have been published on a day."""
        if (self.first and day < self.first) or (self.last and day > self.last):
            return False
        if self.weekday is None:
            return True
        on = self._event(day) if self.event else day
        return on is None or any((on - timedelta(days=n)).weekday() == self.weekday for n in range(self.lag + 1))

    def _event(self, day: date) -> date | None:
        """The day of the event that is next to a day of publication, on the side where it lies."""
        month, number = self.event or (1, 1)
        for year in (day.year, day.year + (1 if self.ahead else -1)):
            try:
                on = date(year, month, number)
            except ValueError:  # 29 February
                continue
            if on >= day if self.ahead else on <= day:
                return on
        return None


class Step(msgspec.Struct, frozen=True):
    """One constraint in a derivation, the days left after it, and whether it was set aside."""

    constraint: Constraint
    left: tuple[date, ...]
    aside: bool = False

    @property
    def said(self) -> str:
        """The step for a person: what the evidence says, and what it leaves."""
        return f"{self.constraint.value}: {'set aside, it would leave no day' if self.aside else told(self.left)}"


def told(days: Sequence[date]) -> str:
    """Days left, for a person."""
    if not days:
        return "leaves no day"
    if len(days) > _SHOWN:
        return f"leaves {len(days)} years, {days[0].year} to {days[-1].year}"
    return "leaves " + ", ".join(d.isoformat() for d in days)


def candidates(dateline: str) -> tuple[date, ...]:
    """The days that a dateline without a year (``XXXX-11-07``) can mean."""
    out = []
    for year in YEARS:
        try:
            out.append(date(year, int(dateline[5:7]), int(dateline[8:10])))
        except ValueError:  # 29 February
            continue
    return tuple(out)


def derive(days: tuple[date, ...], constraints: Iterable[Constraint]) -> list[Step]:
    """Apply constraints one after the other.

    Args:
        days: Candidates.
        constraints: What there is to hold them against, the surest first.

    Returns:
        The steps; the last one's days are what is left.
    """
    out: list[Step] = []
    for c in constraints:
        if c.weak and len(days) < 2:
            continue
        left = tuple(d for d in days if c.allows(d))
        aside = c.weak and not left
        days = days if aside else left
        out.append(Step(c, days, aside))
    return out


def window(constraints: Iterable[Constraint]) -> tuple[date | None, date | None]:
    """First and last day that the strong constraints allow, each None where it is open."""
    strong = [c for c in constraints if not c.weak]
    return max((c.first for c in strong if c.first), default=None), min(
        (c.last for c in strong if c.last), default=None
    )


def deciding(days: Sequence[date]) -> str:
    """The one fact that would leave one of these days."""
    if len({d.weekday() for d in days}) == len(days):
        return "the weekday of the dateline, or the year"
    return "the year"
