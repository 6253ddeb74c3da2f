"""A window of days on a drawing, from a week to 25 years: its ticks, and the windows beside, within and around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import msgspec

#: Windows by name, the narrowest first, with their days.
ZOOMS: Final = {
    "week": 7, "month": 31, "quarter": 92, "year": 366, "2y": 731, "5y": 1827, "10y": 3653, "25y": 9131,
}  # fmt: skip
_FIRST, _LAST = date(1, 1, 2).toordinal(), date(9998, 12, 30).toordinal()
_AHEAD = 0.25  # of a window that shows what is ahead, where no day is asked for
_SHORT = 3  # letters of a month where there is little room


class Tick(msgspec.Struct, frozen=True):
    """A day at which a drawing has a line.

    Attributes:
        day: Proleptic ordinal.
        label: What is written at it; empty for a line alone.
        strong: Whether something larger begins there: a year among months.
        zoom: The window that shows what begins there; ``at`` is its middle.
    """

    day: int
    label: str
    strong: bool
    zoom: str
    at: int


class Window(msgspec.Struct, frozen=True):
    """The days that a drawing shows.

    Attributes:
        zoom: Its name.
        first: First day (proleptic ordinal).
        last: Last day.
    """

    zoom: str
    first: int
    last: int

    @property
    def days(self) -> int:
        """How many days."""
        return self.last - self.first + 1

    @property
    def at(self) -> int:
        """The day in the middle."""
        return (self.first + self.last) // 2

    def place(self, day: float, width: float) -> float:
        """Where a day begins on a drawing.

        Args:
            day: Proleptic ordinal.
            width: Of the drawing.
        """
        return round((day - self.first) / self.days * width, 1)

    def near(self, zoom: str) -> str | None:
        """The next narrower (``in``) or wider (``out``) window.

        Args:
            zoom: ``in`` or ``out``.
        """
        names = list(ZOOMS)
        number = names.index(self.zoom) + (-1 if zoom == "in" else 1)
        return names[number] if 0 <= number < len(names) else None

    def moved(self, part: float) -> int:
        """The middle of the window that lies by a part of this one earlier or later.

        Args:
            part: -0.5 for half of it earlier.
        """
        return min(_LAST, max(_FIRST, self.at + round(self.days * part)))


def window(zoom: str, at: int | None, today: int) -> Window:
    """A window.

    Args:
        zoom: Its name.
        at: The day in the middle; None for one that has today in its last quarter.
        today: The day (proleptic ordinal).
    """
    size = ZOOMS[zoom]
    middle = at if at is not None else today + round(size * (_AHEAD - 0.5))
    first = min(max(_FIRST, middle - size // 2), _LAST - size)
    return Window(zoom, first, first + size - 1)


def ticks(shown: Window, months: Sequence[str]) -> list[Tick]:
    """The ticks of a window, in order, as many as there is room for.

    Args:
        shown: The window.
        months: The names of the months.
    """
    if shown.zoom in ("week", "month"):
        return list(_days(shown, months))
    if shown.zoom in ("quarter", "year", "2y"):
        return list(_months(shown, months))
    return list(_years(shown))


def _days(shown: Window, months: Sequence[str]) -> Iterator[Tick]:
    step = 1 if shown.zoom == "week" else 3
    for day in range(shown.first, shown.last + 1):
        at = date.fromordinal(day)
        if (at.day - 1) % step and step > 1:
            continue
        if step > 1 and at.day > 29:
            continue
        new = at.day == 1 or day == shown.first
        label = f"{at.day} {months[at.month - 1]}" if new or step == 1 else str(at.day)
        yield Tick(day, label, at.day == 1, "week", day)


def _months(shown: Window, months: Sequence[str]) -> Iterator[Tick]:
    step = {"quarter": 1, "year": 1, "2y": 3}[shown.zoom]
    start = date.fromordinal(shown.first)
    year, month = start.year, start.month
    while (day := date(year, month, 1).toordinal()) <= shown.last:
        if day >= shown.first and (month - 1) % step == 0:
            name = months[month - 1] if shown.zoom == "quarter" else _short(months[month - 1])
            label = f"{name} {year}" if month == 1 or shown.zoom == "quarter" else name
            yield Tick(day, label, month == 1, "month", day + 15)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _short(month: str) -> str:
    return month[:_SHORT] if month.isascii() else month


def _years(shown: Window) -> Iterator[Tick]:
    step = {"5y": 1, "10y": 1, "25y": 5}[shown.zoom]
    for year in range(date.fromordinal(shown.first).year, date.fromordinal(shown.last).year + 1):
        day = date(year, 1, 1).toordinal()
        if day >= shown.first:
            strong = year % 5 == 0
            yield Tick(day, str(year) if year % step == 0 else "", strong, "year", day + 182)
