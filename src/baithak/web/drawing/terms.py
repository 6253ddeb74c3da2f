"""Offices over time: a bar for each, from the register and as reports tell them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import msgspec

from baithak.web.drawing.timeline import letters

WIDTH: Final = 1000
_ROW = 24
_TOP = 22
_LETTER = 6.8
_TICKS = 12  # years written at most


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """An office: from where to where; ``open`` where nobody tells its end."""

    x: float
    y: float
    width: float
    label: str
    outside: bool
    sort: str
    open: bool
    title: str


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """Offices over time."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    years: tuple[tuple[float, int], ...]
    today: float


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One term; days as proleptic ordinals, ``last`` None where it goes on as far as known."""

    label: str
    title: str
    first: int
    last: int | None
    sort: str


def terms(found: Sequence[Term], today: int) -> Terms | None:
    """Draw offices over time.

    Args:
        found: In the order in which they are shown.
        today: The day.
    """
    if not found:
        return None
    low = min(t.first for t in found) - 120
    high = max(today, *(t.last or today for t in found)) + 120
    scale = WIDTH / (high - low)
    bars = []
    for number, term in enumerate(found):
        x = (term.first - low) * scale
        width = max(4.0, ((term.last or today) - term.first) * scale)
        outside = letters(term.label) * _LETTER + 10 > width
        room = WIDTH - x - width > letters(term.label) * _LETTER + 10
        bars.append(
            Bar(
                x=round(x, 1), y=_TOP + number * _ROW, width=round(width, 1), outside=outside, sort=term.sort,
                label=term.label if not outside or room else "", open=term.last is None, title=term.title,
            )
        )  # fmt: skip
    first, last = date.fromordinal(low).year + 1, date.fromordinal(high).year
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100) if (last - first + 1) / s <= _TICKS or s == 100)
    years = tuple(
        (round((date(y, 1, 1).toordinal() - low) * scale, 1), y) for y in range(first, last + 1) if y % step == 0
    )
    return Terms(
        width=WIDTH, height=_TOP + len(found) * _ROW + 6, bars=tuple(bars), years=years,
        today=round((today - low) * scale, 1),
    )  # fmt: skip
