"""Undertakings → measures: what one state did or decided to do to another, once a report."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from baithak.assemble.times import Clock
from baithak.find.scene import Scene
from baithak.frames.undertakings import Undertaking
from baithak.model import Measure, Reason
from baithak.spans import Alignment, Span

_PERCENT = "percent"


class Measures:
    """Turns a report's undertakings into measures.

    Args:
        scenes: The report's sentences.
        clock: The report's clock.
        alignment: Leads offsets back to the text as read.
    """

    def __init__(self, scenes: Sequence[Scene], clock: Clock, alignment: Alignment) -> None:
        self._scenes = {s.number: s for s in scenes}
        self._clock = clock
        self._alignment = alignment

    def __call__(self, undertakings: Sequence[Undertaking]) -> list[Measure]:
        """All measures, in the order told; one told twice has both spans as evidence."""
        out: list[Measure] = []
        for u in undertakings:
            if not u.action.measure or u.sides is None:
                continue
            found = self._measure(u)
            same = next((k for k, m in enumerate(out) if _same(m, found)), None)
            if same is None:
                out.append(found)
            else:
                out[same] = _joined(out[same], found)
        return out

    def _measure(self, u: Undertaking) -> Measure:
        scene, sides = self._scenes[u.sentence], u.sides
        assert sides is not None
        quantity = u.thing.quantity
        rate = f"{quantity.value:g}%" if quantity is not None and quantity.unit == _PERCENT else None
        tense = "past" if u.stance.sort == "done" else "future"
        dates = [v for t in u.times if t.kind != "duration" and (v := self._clock.value(t, tense))]
        reasons = [
            self._words(
                "kind", f"{u.action.id}: {u.stance.rule}", scene, u.trigger[0], max(u.trigger[1], u.stance.last)
            ),
            *self._side("by", sides.by[0], u),
            *self._side("against", sides.to[0], u),
        ]
        if rate and quantity is not None:
            reasons.append(self._words("quantity", "number", scene, quantity.first, quantity.last))
        span = self._alignment.to_source(Span(scene.marks.sentence.start, scene.marks.sentence.end))
        return Measure(
            kind=u.action.measure,
            by=sides.by[0],
            against=sides.to[0],
            quantity=rate,
            date=dates[0] if dates else None,
            evidence=[span],
            reasons=reasons,
        )

    def _side(self, name: str, state: str, u: Undertaking) -> list[Reason]:
        scene = self._scenes[u.sentence]
        for a in u.sides.actors if u.sides is not None else ():
            if a.state == state and a in scene.actors:
                return [self._words(name, f"{state} {a.party.role}", scene, a.party.first, a.party.last)]
        for m in scene.marks.spans("state"):
            if m.entry.id == state:
                return [self._words(name, f"{m.entry.form} of {state}", scene, m.first, m.last)]
        return [Reason(field=name, rule="told in the sentences around", start=0, end=0)]

    def _words(self, name: str, rule: str, scene: Scene, first: int, last: int) -> Reason:
        span = self._alignment.to_source(Span(*scene.span(first, last)))
        return Reason(field=name, rule=rule, start=span.start, end=span.end)


def _same(a: Measure, b: Measure) -> bool:
    """The same measure told again: the same kind and sides, and no other rate."""
    same_rate = a.quantity == b.quantity or None in (a.quantity, b.quantity)
    return same_rate and (a.kind, a.by, a.against) == (b.kind, b.by, b.against)


def _joined(a: Measure, b: Measure) -> Measure:
    evidence = [*a.evidence, *(e for e in b.evidence if e not in a.evidence)]
    return msgspec.structs.replace(
        a, quantity=a.quantity or b.quantity, date=a.date or b.date, evidence=evidence, reasons=[*a.reasons, *b.reasons]
    )
