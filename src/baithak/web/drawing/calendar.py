"""A year as a strip of weeks, a square for each day, darker where more was told of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

import msgspec

_CELL: Final = 15
_LEFT, _TOP = 4, 20
_LONGEST = 21  # days up to which each day of something is marked
_STEPS = (1, 2, 4)  # counts from which a day is drawn darker


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """A day: where it stands, how many there are, and whether all of them lie ahead or are only planned."""

    x: int
    y: int
    day: date
    count: int
    depth: int
    planned: bool
    today: bool


class Strip(msgspec.Struct, frozen=True, kw_only=True):
    """A year.

    Attributes:
        months: Where each month begins, and its name.
        counts: How many of each month.
        vague: How many have no day, but a month or the year.
    """

    year: int
    width: int
    height: int
    cells: tuple[Cell, ...]
    months: tuple[tuple[int, str], ...]
    counts: tuple[tuple[str, int], ...]
    vague: int


def strip(year: int, spans: Iterable[tuple[int, int, str]], months: Sequence[str], today: int) -> Strip:
    """A year with what is on its days.

    Args:
        year: The year.
        spans: First day, last day (proleptic ordinals) and status of each.
        months: Names of the months.
        today: The day.
    """
    held: Counter[int] = Counter()
    planned: Counter[int] = Counter()
    vague = 0
    for first, last, status in spans:
        if last - first > _LONGEST:
            vague += 1
            continue
        for day in range(first, last + 1):
            (planned if status == "planned" else held)[day] += 1
    start, end = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    offset = date(year, 1, 1).weekday()
    cells, names, counts = [], [], [0] * 12
    for day in range(start, end + 1):
        at = date.fromordinal(day)
        week, weekday = divmod(day - start + offset, 7)
        count = held[day] + planned[day]
        x = _LEFT + week * _CELL
        if at.day == 1:
            names.append((x + (_CELL if weekday else 0), months[at.month - 1]))
        counts[at.month - 1] += count
        cells.append(
            Cell(
                x=x, y=_TOP + weekday * _CELL, day=at, count=count, planned=bool(count) and not held[day],
                depth=sum(count >= step for step in _STEPS), today=day == today,
            )
        )  # fmt: skip
    return Strip(
        year=year, width=_LEFT * 2 + 54 * _CELL, height=_TOP + 7 * _CELL + 2, cells=tuple(cells), months=tuple(names),
        counts=tuple(zip(months, counts, strict=True)), vague=vague,
    )  # fmt: skip
