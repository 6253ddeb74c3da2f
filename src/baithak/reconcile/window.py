"""When a telling can have taken place: its date, or what the day of publication leaves of an undated one."""

from __future__ import annotations

import msgspec

from baithak.reconcile.values import Telling, days

_WEEK, _YEAR = 7, 366
_ABOUT = 2  # days by which a day told as about (~) may be off
#: A window of at most so many days is told by months; a wider one by years.
NARROW = 62


class Window(msgspec.Struct, frozen=True):
    """First and last possible day (proleptic ordinals); whether the report tells them or they follow from its day."""

    first: int
    last: int
    told: bool

    @property
    def width(self) -> int:
        """Days it leaves open beside the first."""
        return self.last - self.first

    @property
    def narrow(self) -> bool:
        """Whether it lies within some two months."""
        return self.width <= NARROW


def window(telling: Telling) -> Window | None:
    """The days on which a telling's engagement can have been.

    Args:
        telling: The telling.

    Returns:
        Its window; None where neither date nor day of publication bounds it, or only the year is unknown.
    """
    span = days(telling.date)
    if span is not None:
        about = _ABOUT if str(telling.date).endswith("~") else 0
        return Window(span[0] - about, span[1] + about, told=True)
    day = telling.published
    if telling.date or day is None:
        return None
    if telling.status in ("planned", "cancelled"):
        return Window(day, day + _YEAR, told=False)
    if telling.salience == "main":
        return Window(day - _WEEK, day + 1, told=False)
    return Window(day - _YEAR, day, told=False)
