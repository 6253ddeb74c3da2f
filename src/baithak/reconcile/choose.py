"""Which of several told values a line shows: counted by stories, as copies of one agency story are one source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from baithak.edtf import bounds, width
from baithak.edtf import clash as clashing
from baithak.reconcile.values import Other, Shown, Telling

T = TypeVar("T", bound=Hashable)
_ABOUT = 2  # days by which a day told as about (~) may be off
_SITTING = 4  # days of a sitting told to the day: two such dates that are not the same contradict each other

_LONG_STAY = 15  # days; a visit told longer than that is told by its month


def choose(
    field: str, tellings: Sequence[Telling], value: Callable[[Telling], T | None]
) -> tuple[T | None, Shown | None]:
    """The value that most stories tell; among equals the one told as main news, then the one told first.

    Args:
        field: Field of the line.
        tellings: In the order told.
        value: What a telling says; None where nothing.

    Returns:
        The value, and why it is shown; both None where nobody says any.
    """
    said = _said(tellings, value)
    if not said:
        return None, None
    best = max(said, key=lambda v: (_stories(said[v]), _main(said[v]), -tellings.index(said[v][0])))
    others = tuple(Other(str(v), _ids(ts)) for v, ts in said.items() if v != best)
    rule = _rule(len(said), _stories(said[best]))
    return best, Shown(field=field, rule=rule, tellings=_ids(said[best]), others=others)


def choose_date(tellings: Sequence[Telling]) -> tuple[str | None, Shown | None]:
    """The date with which most stories agree; among equals the sharper one, of a visit the whole stay.

    Dates that contain it are no contradiction, only less precise; days told to the day are, if they are others.

    Args:
        tellings: Those whose date counts, in the order told.
    """
    said = _said(tellings, lambda t: t.date)
    if not said:
        return None, None
    visit = tellings[0].kind == "visit"

    def rank(edtf: str) -> tuple[int, int, int, int]:
        agreeing = {t.story for v, ts in said.items() if not clash(edtf, v) for t in ts}
        wide = width(edtf)
        stay = visit and wide <= _LONG_STAY
        sharp = -wide - (edtf.endswith("~")) if not stay else wide - _LONG_STAY
        if _to_the_day(edtf) and not stay:
            sharp = 0  # one day of two is no sharper than both: more voices say which it was
        return len(agreeing), sharp, _stories(said[edtf]), -tellings.index(said[edtf][0])

    best = max(said, key=rank)
    others = tuple(Other(v, _ids(ts)) for v, ts in said.items() if differ(best, v))
    agreeing = sum(1 for v in said if not differ(best, v))
    rule = _rule(len(said), _stories(said[best])) if agreeing == 1 else f"the sharpest of {agreeing} values that agree"
    if others and agreeing > 1:
        rule += f", against {len(others)}"
    return best, Shown(field="date", rule=rule, tellings=_ids(said[best]), others=others)


def clash(a: str, b: str) -> bool:
    """Whether two dates contradict each other; one told as about a day is no word against the day beside it.

    Args:
        a: EDTF.
        b: EDTF.
    """
    return clashing(a, b, slack=_ABOUT if "~" in a + b else 0)


def differ(a: str, b: str) -> bool:
    """Whether two dates cannot both be right: they exclude each other, or both tell the days, and other ones.

    Args:
        a: EDTF.
        b: EDTF.
    """
    return clash(a, b) or (_to_the_day(a) and _to_the_day(b) and bounds(a) != bounds(b))


def _to_the_day(edtf: str) -> bool:
    return "~" not in edtf and "XXXX" not in edtf and width(edtf) <= _SITTING


def _said(tellings: Sequence[Telling], value: Callable[[Telling], T | None]) -> dict[T, list[Telling]]:
    said: dict[T, list[Telling]] = defaultdict(list)
    for telling in tellings:
        found = value(telling)
        if found is not None:
            said[found].append(telling)
    return said


def _stories(tellings: Sequence[Telling]) -> int:
    return len({t.story for t in tellings})


def _main(tellings: Sequence[Telling]) -> int:
    return sum(t.salience == "main" for t in tellings)


def _ids(tellings: Sequence[Telling]) -> tuple[str, ...]:
    return tuple(t.id for t in tellings)


def _rule(values: int, stories: int) -> str:
    told = "one source" if stories == 1 else f"{stories} sources"
    return f"told by {told}" if values == 1 else f"told by {told}, the most of {values} values"
