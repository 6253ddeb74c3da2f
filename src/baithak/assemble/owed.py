"""Undertakings → commitments that are not engagements: one thing told twice is one commitment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from baithak.assemble.times import Clock
from baithak.edtf import bounds, clash
from baithak.find.scene import Scene
from baithak.frames.pledge_sides import Sides
from baithak.frames.undertakings import Undertaking
from baithak.model import Commitment, Reason
from baithak.spans import Alignment, Span
from baithak.times import Timex
from baithak.times.values import Shift

_ARMS = ("unit", "arms", "goods")


@dataclass(slots=True)
class Pledge:
    """A commitment in the making: the clauses that tell it, sides and day."""

    told: list[Undertaking] = field(default_factory=list)
    sides: Sides = field(default_factory=Sides)
    due: str | None = None
    due_time: Timex | None = None

    @property
    def best(self) -> Undertaking:
        """The clause that tells most: one with a quantity before one without, then the first."""
        return min(self.told, key=lambda u: (u.thing.quantity is None, u.sentence))


class Owed:
    """Turns a report's undertakings into commitments.

    Args:
        scenes: The report's sentences.
        clock: The report's clock.
        published: Day of publication, told or inferred, or None.
        alignment: Leads offsets back to the text as read.
        home: State of this language's press; it is owed what nobody else is named for.
    """

    def __init__(
        self, scenes: Sequence[Scene], clock: Clock, published: str | None, alignment: Alignment, home: str
    ) -> None:
        self._scenes = {s.number: s for s in scenes}
        self._clock = clock
        self._published = published
        self._alignment = alignment
        self._home = home

    def __call__(self, undertakings: Sequence[Undertaking]) -> list[Commitment]:
        """All commitments that the undertakings amount to, in the order told."""
        pledges: list[Pledge] = []
        for u in undertakings:
            if u.owed or u.action.measure or u.stance.sort == "done":
                continue
            due, time = self._due(u)
            if (u.sides is not None and not (u.action.dated or u.action.target)) or (
                u.sides is not None and due is not None
            ):
                self._gather(pledges, u, u.sides, due, time)
        for u in undertakings:
            if u.owed and not any(_same_goods(u, o) for p in pledges for o in p.told if not o.owed):
                owing = self._owing(u, undertakings)
                if owing is not None:
                    self._gather(pledges, u, owing, *self._due(u))
        return [self._commitment(p) for p in sorted(pledges, key=lambda p: (p.told[0].sentence, p.told[0].trigger))]

    # ------------------------------------------------------------------ gathering

    def _gather(self, pledges: list[Pledge], u: Undertaking, sides: Sides, due: str | None, time: Timex | None) -> None:
        for p in pledges:
            if _same(p, u, sides) and not clash(p.due, due):
                p.told.append(u)
                if p.due is None:
                    p.due, p.due_time = due, time
                return
        pledges.append(Pledge([u], sides, due, time))

    def _owing(self, u: Undertaking, undertakings: Sequence[Undertaking]) -> Sides | None:
        """Who owes: told with the same goods anywhere in the report, else the one other state of the report."""
        if u.sides is not None:
            return u.sides
        told = [o.sides for o in undertakings if o.sides is not None and _same_goods(u, o)]
        if told:
            return told[0]
        doers = [
            a.state
            for o in undertakings
            if _same_goods(u, o)
            for a in self._scenes[o.sentence].actors
            if a.state and a.party.role in ("ergative", "agent")
        ]
        states = [a.state for s in self._scenes.values() for a in s.actors if a.state]
        foreign = [s for s in dict.fromkeys((*doers, *states)) if s != self._home]
        if len(set(foreign)) >= 1 and self._home in states:
            return Sides((foreign[0],), (self._home,), ())
        return None

    # ------------------------------------------------------------------ when

    def _due(self, u: Undertaking) -> tuple[str | None, Timex | None]:
        """By when: the sharpest time that does not lie before the report."""
        for time in u.times:
            value = self._clock.value(_ahead(time), "future")
            if value is None or (u.stance.announced and time.bound is None and self._is_past(value)):
                continue
            return _end(value) if time.kind == "duration" else value, time
        return None, None

    def _is_past(self, value: str) -> bool:
        now, span = bounds(self._published), bounds(value)
        return now is not None and span is not None and span[0] <= now[1] and len(value) >= len("YYYY-MM-DD")

    # ------------------------------------------------------------------ the commitment

    def _commitment(self, pledge: Pledge) -> Commitment:
        u = pledge.best
        quantity = u.thing.quantity
        counted = quantity is not None and quantity.sort == "count"
        numbers = sorted({t.sentence for t in pledge.told})
        spans = [self._scenes[n].marks.sentence for n in numbers]
        return Commitment(
            what=_what(u),
            by=",".join(pledge.sides.by),
            to=",".join(pledge.sides.to) or None,
            due=pledge.due,
            engagement=False,
            evidence=[self._alignment.to_source(Span(s.start, s.end)) for s in spans],
            quantity=int(quantity.value) if counted and quantity is not None else None,
            reasons=self._reasons(pledge),
        )

    def _reasons(self, pledge: Pledge) -> list[Reason]:
        u, scene = pledge.best, self._scenes[pledge.best.sentence]
        out = [
            self._words(
                "what", f"{u.action.id}: {u.stance.rule}", scene, u.trigger[0], max(u.trigger[1], u.stance.last)
            ),
            self._words("what", f"object {u.thing.head or 'sum'}", scene, u.thing.first, u.thing.last),
        ]
        for name, states in (("by", pledge.sides.by), ("to", pledge.sides.to)):
            out.extend(self._side(name, states, u, pledge.sides))
        if pledge.due_time is not None:
            span = self._alignment.to_source(Span(pledge.due_time.start, pledge.due_time.end))
            out.append(Reason(field="due", rule=pledge.due_time.rule, start=span.start, end=span.end))
        quantity = u.thing.quantity
        if quantity is not None and quantity.sort == "count":
            out.append(
                self._words("quantity", u.stance.rule if u.owed else "number", scene, quantity.first, quantity.last)
            )
        out.append(self._words("engagement", "a thing, not an engagement", scene, *u.trigger))
        order = Commitment.__struct_fields__
        return sorted(out, key=lambda r: order.index(r.field))

    def _side(self, name: str, states: Sequence[str], u: Undertaking, sides: Sides) -> list[Reason]:
        scene = self._scenes[u.sentence]
        here = [a for a in sides.actors if a in scene.actors and a.state in states]
        if here:
            return [self._words(name, f"{a.state} {a.party.role}", scene, a.party.first, a.party.last) for a in here]
        return (
            [Reason(field=name, rule="the other side of what the sentences around tell", start=0, end=0)]
            if states
            else []
        )

    def _words(self, name: str, rule: str, scene: Scene, first: int, last: int) -> Reason:
        span = self._alignment.to_source(Span(*scene.span(first, last)))
        return Reason(field=name, rule=rule, start=span.start, end=span.end)


def _what(u: Undertaking) -> str:
    return f"{u.what} to be {u.action.done}"


def _same_goods(a: Undertaking, b: Undertaking) -> bool:
    """Whether two clauses speak of the same sort of goods: the same names, or parts counted of one whole."""
    if a.thing.sort not in _ARMS or b.thing.sort not in _ARMS:
        return False
    if set(a.thing.names) & set(b.thing.names):
        return True
    return "unit" in (a.thing.sort, b.thing.sort)


def _same(pledge: Pledge, u: Undertaking, sides: Sides) -> bool:
    """Whether a clause tells a pledge again: sides that do not differ, and the same object or the same sum."""
    mine, theirs = {*pledge.sides.by, *pledge.sides.to}, {*sides.by, *sides.to}
    if not (mine <= theirs or theirs <= mine):
        return False
    return any(_alike(o, u) for o in pledge.told)


def _alike(a: Undertaking, b: Undertaking) -> bool:
    if a.owed and b.owed:
        return _same_goods(a, b)
    x, y = a.thing.quantity, b.thing.quantity
    if x is not None and y is not None and x.sort == y.sort:
        return (x.value, x.unit) == (y.value, y.unit) and (x.sort != "count" or a.thing.head == b.thing.head)
    if any(m.endswith(n) or n.endswith(m) for m in a.thing.names for n in b.thing.names):
        return True
    return bool(set(a.thing.names) & set(b.thing.names)) or {a.thing.sort, b.thing.sort} <= {"finance", "help", "sum"}


def _ahead(time: Timex) -> Timex:
    """A length of time as its end, counted from the day of the report."""
    if time.kind != "duration":
        return time
    value = time.value
    unit, n = getattr(value, "unit", "day"), getattr(value, "n", 0)
    return msgspec.structs.replace(time, value=Shift(unit=unit, n=n), kind=unit, relative=True)


def _end(value: str) -> str:
    return value.rsplit("/", maxsplit=1)[-1]
