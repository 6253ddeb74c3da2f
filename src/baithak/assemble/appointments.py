"""Clauses of appointment → appointments, one a person and office."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from baithak.assemble.times import Clock
from baithak.find.party import is_envoy
from baithak.find.scene import Scene
from baithak.frames.appointed import Appointed
from baithak.gazetteer import Gazetteer
from baithak.model import Appointment, Reason
from baithak.resolve.people import Member
from baithak.spans import Alignment, Span


class Appointments:
    """Turns clauses of appointment into appointments.

    Args:
        scenes: The report's sentences.
        members: The report's people.
        clock: The report's clock.
        alignment: Leads offsets back to the text as read.
        gazetteer: Names of states.
    """

    def __init__(
        self,
        scenes: Sequence[Scene],
        members: Sequence[Member],
        clock: Clock,
        alignment: Alignment,
        gazetteer: Gazetteer,
    ) -> None:
        self._scenes = {s.number: s for s in scenes}
        self._members = members
        self._clock = clock
        self._alignment = alignment
        self._gazetteer = gazetteer

    def __call__(self, told: Sequence[Appointed]) -> list[Appointment]:
        """All appointments, in the order told."""
        out: list[Appointment] = []
        for clause in told:
            found = self._appointment(clause)
            same = next((k for k, a in enumerate(out) if _same(a, found)), None)
            if same is None:
                out.append(found)
            else:
                out[same] = _joined(out[same], found)
        return out

    def _appointment(self, told: Appointed) -> Appointment:
        member = self._members[told.person.member or 0]
        scene = self._scenes[told.sentence]
        office = told.office
        host = told.host or (member.host if is_envoy(office) else None)
        if is_envoy(office) and host in self._gazetteer.states and host != told.state:
            office = f"{office} to {self._gazetteer.states[host].name}"
        dates = [
            (t, v)
            for t in told.times
            if t.kind not in ("duration", "set", "time") and (v := self._clock.value(t, told.tense))
        ]
        party = told.person.party
        reasons = [
            self._words("person", f"{told.way.id}: {party.role}", scene, party.first, party.last),
            self._words("office", told.way.id, scene, *(told.office_span if any(told.office_span) else told.trigger)),
        ]
        if dates:
            reasons.append(self._words("date", dates[0][0].rule, scene, dates[0][0].first, dates[0][0].last))
        span = self._alignment.to_source(Span(scene.marks.sentence.start, scene.marks.sentence.end))
        return Appointment(
            person=member.name,
            office=office,
            country=told.state or member.state,
            date=dates[0][1] if dates else None,
            evidence=[span],
            reasons=reasons,
        )

    def _words(self, name: str, rule: str, scene: Scene, first: int, last: int) -> Reason:
        span = self._alignment.to_source(Span(*scene.span(first, last)))
        return Reason(field=name, rule=rule, start=span.start, end=span.end)


def _same(a: Appointment, b: Appointment) -> bool:
    """The same appointment told again: the same person, and offices of which one may be told more fully."""
    x, y = a.office or "", b.office or ""
    return a.person == b.person and (x.startswith(y) or y.startswith(x))


def _joined(a: Appointment, b: Appointment) -> Appointment:
    evidence = [*a.evidence, *(e for e in b.evidence if e not in a.evidence)]
    fuller = max(a.office or "", b.office or "", key=len) or None
    return msgspec.structs.replace(
        a, office=fuller, date=a.date or b.date, evidence=evidence, reasons=[*a.reasons, *b.reasons]
    )
