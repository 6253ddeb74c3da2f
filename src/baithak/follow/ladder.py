"""The ladder of a mechanism: its sittings by number, from the record and the register, with gaps and contradictions.

Pure, and the same in any order of arrival. A number is never invented: a sitting without one takes that of the known
sitting on whose days it lies, or the only number free between two dated neighbours; every other stands beside.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec
from msgspec.structs import replace

from baithak.follow.rungs import gap, rung
from baithak.follow.values import Rung, Sat, Source
from baithak.gazetteer import Mechanism, Sitting
from baithak.reconcile.values import days

_SLACK = 2  # days by which sources of one sitting may miss each other
_NARROW = 62  # days within which a date must lie to place a sitting between neighbours
_ASTRAY = 200  # days from the other tellings of its number after which a number is doubted
_FEW = 4  # groups before a sitting that may be on its days
_NUMBERLESS = ("no number", "review", "inter-session", "not held")
_BASES = {"announced": "announced", "invited": "planned", "not held": "not held"}


class Ladder(msgspec.Struct, frozen=True, kw_only=True):
    """A mechanism's sittings.

    Attributes:
        rungs: By number, gaps among them.
        beside: Sittings without a number, by date, the undated last.
    """

    rungs: tuple[Rung, ...]
    beside: tuple[Rung, ...] = ()

    @property
    def steps(self) -> list[Rung]:
        """All in one order: by number, those beside among them by their days."""
        out = list(self.rungs)
        for one in self.beside:
            at = days(one.date)
            place = len(out)
            if at is not None:
                later = (i for i, r in enumerate(out) if r.date and (there := days(r.date)) and there[0] > at[1])
                place = next(later, len(out))
                while place > 0 and out[place - 1].gap and out[place - 1].number is not None and place < len(out):
                    place -= 1
            out.insert(place, one)
        return out

    @property
    def known(self) -> int:
        """How many sittings are known to have been held."""
        return sum(r.happened for r in (*self.rungs, *self.beside))

    @property
    def last(self) -> Rung | None:
        """The last that was held, by its days."""
        held = [r for r in (*self.rungs, *self.beside) if r.happened and days(r.date)]
        return max(held, key=lambda r: (days(r.date) or (0, 0), r.number or 0), default=None)


def of_register(mechanism: Mechanism) -> list[Sat]:
    """The sittings that the register knows.

    Args:
        mechanism: The mechanism.
    """
    return [_known(s, mechanism.kind) for s in mechanism.sessions]


def _known(sitting: Sitting, kind: str) -> Sat:
    basis = sitting.basis or "stated"
    date = sitting.start
    if sitting.end and sitting.start and sitting.end != sitting.start:
        date = f"{sitting.start}/{sitting.end}"
    source = Source(kind="register", ref=sitting.source or "no address", says=date)
    return Sat(
        line=None, number=sitting.number, date=date, place=sitting.place, state=sitting.state,
        status=next((status for word, status in _BASES.items() if basis.startswith(word)), "held"), kind=kind,
        basis=basis, note=sitting.note, sources=(source,),
    )  # fmt: skip


def ladder(sats: Iterable[Sat]) -> Ladder:
    """Put sittings on a ladder.

    Args:
        sats: Of the register and of the record, in any order.
    """
    told = sorted(sats, key=_order)
    slots: dict[int, list[Sat]] = {}
    for sat in told:
        if sat.number is not None:
            slots.setdefault(sat.number, []).append(sat)
    astray = _astray(slots)
    calendar = _Calendar(slots)
    beside: list[Sat] = []
    reasons: dict[int, str] = {}
    for sat in (s for s in told if s.number is None):
        number, why = _on_days_of(sat, calendar)
        if number is None:
            beside.append(sat)
        else:
            slots[number].append(sat)
            reasons.setdefault(number, why)
    groups = _alike(beside)
    inferred = _between(slots, groups)
    rungs = [rung(n, found, astray.get(n, ()), reasons.get(n, "")) for n, found in sorted(slots.items())]
    for number, (group, why) in inferred.items():
        rungs.append(replace(rung(number, group, (), ""), inferred=True, reason=why))
    rungs.sort(key=lambda r: r.number or 0)
    left = [g for g in groups if all(g is not group for group, _ in inferred.values())]
    return Ladder(
        rungs=tuple(_with_gaps(rungs)),
        beside=tuple(sorted((_unnumbered(g, rungs) for g in left), key=_by_date)),
    )


def _order(sat: Sat) -> tuple[int, int, int, str]:
    at = days(sat.date) or (10**9, 10**9)
    return (at[0], at[1], sat.line is not None, sat.line or "")


def _by_date(one: Rung) -> tuple[int, int, str]:
    at = days(one.date) or (10**9, 10**9)
    return (at[0], at[1], ",".join(one.lines))


# ---------------------------------------------------------------------- numbers


class _Calendar:
    """Which numbers have a sitting on some days; days told sharply are looked up, the few wide ones gone through."""

    def __init__(self, slots: dict[int, list[Sat]]) -> None:
        told = [(at, n) for n, there in slots.items() for s in there if (at := days(s.date))]
        self._sharp = sorted((at, n) for at, n in told if at[1] - at[0] <= _NARROW)
        self._wide = [(at, n) for at, n in told if at[1] - at[0] > _NARROW]

    def on(self, span: tuple[int, int], *, wide: bool) -> list[int]:
        """The numbers that have a sitting on those days, give or take, sorted."""
        low = bisect_left(self._sharp, ((span[0] - _NARROW - _SLACK, 0), 0))
        high = bisect_right(self._sharp, ((span[1] + _SLACK, 10**9), 10**9))
        near = {n for at, n in self._sharp[low:high] if at[1] >= span[0] - _SLACK}
        if wide:
            near |= {n for at, n in self._wide if at[0] <= span[1] + _SLACK and span[0] - _SLACK <= at[1]}
        return sorted(near)


def _astray(slots: dict[int, list[Sat]]) -> dict[int, list[Sat]]:
    """Sittings whose number cannot be theirs, as their days are those of another: moved there, by number."""
    moved: dict[int, list[Sat]] = {}
    calendar = _Calendar(slots)
    for number in sorted(slots):
        for sat in list(slots[number]) if len(slots[number]) > 1 else ():
            at = days(sat.date)
            others = [s for s in slots[number] if s is not sat and days(s.date)]
            if sat.line is None or at is None or not others or min(_apart(sat, s) for s in others) < _ASTRAY:
                continue
            right = [n for n in calendar.on(at, wide=False) if n != number]
            if len(right) == 1 and _sharp(sat):
                slots[number].remove(sat)
                slots[right[0]].append(sat)
                moved.setdefault(right[0], []).append(sat)
    return moved


def _apart(a: Sat, b: Sat) -> int:
    """Days between two sittings; nought where they overlap, many where one is undated."""
    x, y = days(a.date), days(b.date)
    return max(0, max(x[0], y[0]) - min(x[1], y[1])) if x and y else 10**6


def _sharp(sat: Sat) -> bool:
    at = days(sat.date)
    return at is not None and at[1] - at[0] <= _NARROW


def _on_days_of(sat: Sat, calendar: _Calendar) -> tuple[int | None, str]:
    """The numbered sitting on whose days one lies that tells no number, and why it is that."""
    at = days(sat.date)
    if at is None or (sat.basis and any(word in sat.basis for word in _NUMBERLESS)):
        return None, ""
    near = calendar.on(at, wide=True)
    if len(near) != 1:
        return None, ""
    if _sharp(sat):
        return near[0], ""
    return near[0], "" if at[1] - at[0] > 2 * 366 else f"the only sitting known of {sat.date}"


def _alike(beside: Sequence[Sat]) -> list[list[Sat]]:
    """Sittings without a number, those of the same days together; told in the order of their days."""
    groups: list[list[Sat]] = []
    for sat in beside:
        for group in groups[-_FEW:]:
            if _sharp(sat) and any(_sharp(s) and _apart(s, sat) <= _SLACK for s in group):
                group.append(sat)
                break
        else:
            groups.append([sat])
    return groups


def _between(slots: dict[int, list[Sat]], groups: Sequence[list[Sat]]) -> dict[int, tuple[list[Sat], str]]:
    """Numbers that follow from the neighbours: one free between two dated ones, and one sitting to take it."""
    out: dict[int, tuple[list[Sat], str]] = {}
    dated = sorted((n, at) for n, there in slots.items() if (at := _held_on(there)) is not None)
    for (low, before), (high, after) in pairwise(dated):
        if high - low != 2 or low + 1 in slots:
            continue
        fits = [g for g in groups if all(_may_take(s, before, after) for s in g)]
        if len(fits) == 1:
            why = f"inferred: the only sitting told between no. {low} and no. {high}, and one number is free"
            out[low + 1] = (fits[0], why)
    return out


def _held_on(sats: Sequence[Sat]) -> tuple[int, int] | None:
    spans = [at for s in sats if (at := days(s.date)) and _sharp(s) and s.status in ("held", "ongoing", "announced")]
    return (min(a for a, _ in spans), max(b for _, b in spans)) if spans else None


def _may_take(sat: Sat, before: tuple[int, int], after: tuple[int, int]) -> bool:
    at = days(sat.date)
    numberless = sat.basis and any(word in sat.basis for word in _NUMBERLESS)
    if at is None or not _sharp(sat) or not sat.happened or numberless or sat.kind not in ("session", "summit"):
        return False
    return before[1] < at[0] and at[1] < after[0]


# ---------------------------------------------------------------------- gaps and those beside


def _with_gaps(rungs: Sequence[Rung]) -> list[Rung]:
    out: list[Rung] = []
    before: Rung | None = None
    for one in rungs:
        low = (before.number or 0) + 1 if before else 1
        if one.number is not None and low < one.number:
            out.append(gap(low, one.number - 1, before, one))
        out.append(one)
        before = one
    return out


def _unnumbered(group: Sequence[Sat], rungs: Sequence[Rung]) -> Rung:
    made = rung(None, group, (), "")
    return replace(made, reason=_why_beside(group, made, rungs))


def _why_beside(group: Sequence[Sat], made: Rung, rungs: Sequence[Rung]) -> str:
    said = next((s for s in group if s.basis and any(word in s.basis for word in _NUMBERLESS)), None)
    at = days(made.date)
    if said is not None and said.status == "not held":
        return "the register: not held" + (f" ({said.note})" if said.note else "")
    if at is None:
        return "no number and no day told" if not made.date else "no number told; the year is not known"
    dated = [(r, span) for r in rungs if r.number is not None and (span := days(r.date))]
    before = max((r for r, span in dated if span[1] <= at[0]), key=lambda r: r.number or 0, default=None)
    after = min((r for r, span in dated if span[0] >= at[1]), key=lambda r: r.number or 0, default=None)
    told = f"the register: {said.basis}; " if said else "no number told; "
    if before is None or after is None:
        return told + ("it has no numbered neighbour on one side" if dated else "no number of this mechanism is known")
    free = (after.number or 0) - (before.number or 0) - 1
    between = f"between no. {before.number} and no. {after.number}"
    return f"{told}no number is free {between}" if free <= 0 else f"{told}{free} numbers are free {between}"
