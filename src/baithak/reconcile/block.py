"""Blocking: keys under which tellings of one engagement meet, so that each is compared with few others.

A telling with a narrow window stands under its months and, for those who know only the year, under its years; one with
a wide window under its years. What one asks for is thus not what it stands under, and two wide ones still meet.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from baithak.names import keys
from baithak.reconcile.values import Named, Telling
from baithak.reconcile.window import Window, window

_SLACK = 3  # days by which reports of one engagement may miss each other
_FEW = 4  # sides up to which every pair of them is a key
_LONGEST = 3  # years of a window that is still told by its years


def index_keys(telling: Telling) -> frozenset[str]:
    """The keys under which a telling stands.

    Args:
        telling: The telling.
    """
    return frozenset(_keys(telling, asking=False))


def query_keys(telling: Telling) -> frozenset[str]:
    """The keys under which those that may be the same engagement stand.

    Args:
        telling: The telling.
    """
    return frozenset(_keys(telling, asking=True))


def _keys(telling: Telling, *, asking: bool) -> Iterator[str]:
    if telling.mechanism and telling.ordinal is not None:
        yield f"n:{telling.mechanism}:{telling.ordinal}"[:64]
    undated = not telling.date and window(telling) is None
    for who in _who(telling, asking=asking):
        for when in _when(telling, asking=asking):
            yield f"{telling.family[0]}:{who}:{when}"[:64]
    for who in _together(telling):
        # those of which no time is known meet all of the same people
        yield f"{telling.family[0]}:{who}:{'u' if asking and not undated else 'U'}"[:64]
        if undated:
            yield f"{telling.family[0]}:{who}:u"[:64]


def _who(telling: Telling, *, asking: bool) -> Iterator[str]:
    sides = sorted(telling.countries)
    if telling.mechanism:
        yield f"m:{telling.mechanism}"
    if 2 <= len(sides) <= _FEW:
        yield from ("-".join(pair) for pair in combinations(sides, 2))
    if len(sides) < 2 or not asking:
        for person in telling.people:
            yield from (f"p:{key}" for key in _person(person))


def _together(telling: Telling) -> Iterator[str]:
    """Who met, or who was where: what two tellings must share where no time bounds them."""
    sides = "-".join(sorted(telling.countries)[:_FEW])
    if telling.mechanism:
        yield f"m:{telling.mechanism}"
    for person in telling.people:
        yield from (f"{key}@{sides}" for key in _person(person))


def _person(person: Named) -> frozenset[str]:
    return frozenset({person.known}) if person.known else keys(person.name)


def _when(telling: Telling, *, asking: bool) -> Iterator[str]:
    """Months as such; Y and X: years and months of narrow windows; w: years of wide ones; x: months without a year."""
    found = window(telling)
    if found is None:
        if telling.date and telling.date.startswith("XXXX-"):
            yield f"x{telling.date[5:7]}"
            if asking:
                yield f"X{telling.date[5:7]}"
        return
    if found.narrow:
        for year, month in _months(found):
            yield f"{year}-{month:02}"
            if telling.date:
                yield f"{'x' if asking else 'X'}{month:02}"
        yield from (f"{'w' if asking else 'Y'}{year}" for year in _years(found))
        return
    for year in _years(found):
        yield f"w{year}"
        if asking:
            yield f"Y{year}"


def _months(found: Window) -> Iterator[tuple[int, int]]:
    first, last = date.fromordinal(found.first - _SLACK), date.fromordinal(found.last + _SLACK)
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield year, month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _years(found: Window) -> range:
    first, last = date.fromordinal(found.first).year, date.fromordinal(found.last).year
    return range(first, min(last, first + _LONGEST) + 1)
