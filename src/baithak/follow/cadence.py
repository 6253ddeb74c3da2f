"""When the next session of a mechanism is due, and where: a range with its reason, never a day that nobody told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from statistics import median

import msgspec

from baithak.follow.ladder import Ladder
from baithak.follow.values import Rung
from baithak.gazetteer import Mechanism
from baithak.reconcile.values import days

_NARROW = 62  # days within which a date must lie to count for the cadence
_FEWEST = 3  # known dates from which a cadence can be taken
_MONTH = 30.44
_UNITS = {"Y": 365.25, "M": _MONTH, "W": 7.0, "D": 1.0}
_TURNS = 3  # consecutive sessions from which turns are seen
_USUAL = 2 / 3  # of the turns must have been taken


class Next(msgspec.Struct, frozen=True, kw_only=True):
    """The next session.

    Attributes:
        number: Its number, where the last has one.
        due: A range of months, or the day that was announced; EDTF.
        state: ``planned``, ``due`` (the range lies ahead or now), ``overdue`` (it has passed untold).
        reason: Why then.
        place: State or place expected or announced.
        place_reason: Why there.
        rung: The plan, where there is one.
    """

    number: int | None
    due: str | None
    state: str
    reason: str
    place: str | None = None
    place_reason: str = ""
    rung: Rung | None = None


def coming(found: Ladder, mechanism: Mechanism | None, today: int, states: Mapping[str, str]) -> Next | None:
    """The next session as seen on a day.

    Args:
        found: The ladder.
        mechanism: The register's entry, if there is one.
        today: The day (proleptic ordinal).
        states: Place to its state.

    Returns:
        What is due; None where neither a plan, a cadence nor three dates are known.
    """
    last = found.last
    place, why = _turn(found, mechanism, states)
    plan = _plan(found, last)
    if plan is not None:
        at = days(plan.date)
        passed = at is not None and at[1] < today
        where, told = plan.place or plan.state, "as announced"
        return Next(
            number=plan.number, due=plan.date, state="overdue" if passed else "planned",
            reason=_announced(plan) + ("; the day has passed and nothing tells that it was held" if passed else ""),
            place=where or place, place_reason=told if where else why, rung=plan,
        )  # fmt: skip
    if last is None:
        return None
    gap, spread, reason = _cadence(found, mechanism)
    at = days(last.date)
    if gap is None or at is None:
        return None
    low, high = at[0] + gap - spread, at[1] + gap + spread
    name = f"no. {last.number}" if last.number is not None else "the last"
    passed = _month_end(high) < today
    return Next(
        number=None if last.number is None else last.number + 1, due=f"{_month(low)}/{_month(high)}",
        state="overdue" if passed else "due",
        reason=f"{reason}; {name} was on {last.date}" + ("; that has passed and nothing tells of it" if passed else ""),
        place=place, place_reason=why,
    )  # fmt: skip


def _plan(found: Ladder, last: Rung | None) -> Rung | None:
    """The first sitting planned after the last one held."""
    after = days(last.date) if last else None
    ahead = [
        r for r in (*found.rungs, *found.beside) if r.status in ("planned", "announced") and _later(r, last, after)
    ]
    return min(ahead, key=lambda r: days(r.date) or (10**9, 0), default=None)


def _later(plan: Rung, last: Rung | None, after: tuple[int, int] | None) -> bool:
    if last is None or after is None:
        return True
    if plan.number is not None and last.number is not None:
        return plan.number > last.number
    at = days(plan.date)
    return at is not None and at[0] > after[1]


def _announced(plan: Rung) -> str:
    kinds = sorted({s.kind for s in plan.sources})
    who = " and ".join({"report": "a report", "register": "the register's source"}[k] for k in kinds)
    return f"{plan.status} by {who}" if plan.status != "planned" else f"told as planned by {who}"


# ---------------------------------------------------------------------- cadence


def length(duration: str | None) -> float | None:
    """Days of an ISO 8601 duration of one unit (``P1Y``, ``P6M``); None for anything else.

    Args:
        duration: The duration.
    """
    found = re.fullmatch(r"P(\d+)([YMWD])", duration or "")
    return int(found[1]) * _UNITS[found[2]] if found else None


def _cadence(found: Ladder, mechanism: Mechanism | None) -> tuple[int | None, int, str]:
    """Days from one session to the next, the spread either way, and why."""
    gaps = sorted(_gaps(found))
    declared = length(mechanism.cadence) if mechanism else None
    seen = ""
    if gaps:
        seen = f"known gaps of {_months(gaps[0])} to {_months(gaps[-1])} months"
    if declared is not None and mechanism is not None:
        reason = f"declared every {_months(declared)} months, a quarter of it either way"
        return (
            round(declared),
            round(declared / 4),
            reason + (f" ({seen}, median {_months(median(gaps))})" if gaps else ""),
        )
    if len(gaps) < _FEWEST - 1:
        return None, 0, ""
    middle = median(gaps)
    spread = max(median(abs(g - middle) for g in gaps), _MONTH)
    return round(middle), round(spread), f"median of {len(gaps)} {seen}: {_months(middle)}, ± {_months(spread)}"


def _gaps(found: Ladder) -> list[float]:
    """Days between sittings that follow one another: by number; by their days where none has a number."""
    numbered = [r for r in found.rungs if r.happened and r.number is not None]
    sat = numbered or [r for r in found.beside if r.happened]
    dated = [(r.number, sum(at) / 2) for r in sat if (at := days(r.date)) and at[1] - at[0] <= _NARROW]
    following = ((a, b) for (m, a), (n, b) in pairwise(dated) if m is None or n is None or n == m + 1)
    return [b - a for a, b in following if b > a]


def _months(length: float) -> int:
    return round(length / _MONTH)


def _month(ordinal: int) -> str:
    return f"{date.fromordinal(ordinal):%Y-%m}"


def _month_end(ordinal: int) -> int:
    day = date.fromordinal(ordinal)
    first = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return first.toordinal() - 1


# ---------------------------------------------------------------------- place


def _turn(found: Ladder, mechanism: Mechanism | None, states: Mapping[str, str]) -> tuple[str | None, str]:
    """The side whose turn it is to be the host, where two sides have been taking turns."""
    hosts = [
        (r.number, host)
        for r in found.rungs
        if r.happened and (host := r.state or states.get(r.place or "")) is not None
    ]
    sides = tuple(mechanism.sides) if mechanism else tuple(dict.fromkeys(h for _, h in hosts))
    hosts = [(n, h) for n, h in hosts if h in sides]
    if len(sides) != 2 or len(hosts) < _TURNS:
        return None, ""
    pairs = [(a, b) for (m, a), (n, b) in pairwise(hosts) if m is not None and n == m + 1]
    taken = sum(a != b for a, b in pairs)
    last = found.last
    if len(pairs) < _TURNS - 1 or taken < _USUAL * len(pairs) or last is None or last.number != hosts[-1][0]:
        return None, ""
    here = hosts[-1][1]
    other = sides[1] if here == sides[0] else sides[0]
    return other, f"in {taken} of {len(pairs)} consecutive sessions the host changed, and the last was in {here}"
