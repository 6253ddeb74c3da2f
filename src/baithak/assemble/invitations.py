"""Engagements said to be still to come without a day: invitations accepted, and what was put off to another day."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from baithak.assemble.times import Clock
from baithak.edtf import bounds
from baithak.find.clauses import Clause
from baithak.find.promises import PromiseWords
from baithak.find.scene import Actor, Scene
from baithak.frames.arguments import subject_of
from baithak.language import Language
from baithak.model import Commitment, Engagement, Reason
from baithak.resolve.people import Member
from baithak.spans import Alignment, Span

_BEFORE = 2  # sentences before an acceptance in which the invitation may be told
_WORDS = 6  # tokens between a destination and the invitation


class Invitations:
    """Finds the promised engagements that the engagements of a report do not hold.

    Args:
        lang: The language.
        words: Its promise words.
    """

    def __init__(self, lang: Language, words: PromiseWords) -> None:
        self._gazetteer = lang.gazetteer
        self._home = lang.facts.home
        self._words = words

    def __call__(
        self,
        scenes: Sequence[Scene],
        engagements: Sequence[Engagement],
        known: Sequence[Commitment],
        members: Sequence[Member],
        clock: Clock,
        published: str | None,
        alignment: Alignment,
    ) -> list[Commitment]:
        """All such commitments, in the order told.

        Args:
            scenes: The report's sentences.
            engagements: The engagements found; what they hold as planned is not told again.
            known: Their commitments.
            members: The report's people.
            clock: The report's clock.
            published: Day of publication, told or inferred, or None.
            alignment: Leads offsets back to the text as read.
        """
        out: list[Commitment] = []
        body = [s for s in scenes if not s.marks.sentence.headline] or list(scenes)
        for k, scene in enumerate(body):
            visit = self._accepted(scene, body[max(0, k - _BEFORE) : k], members, alignment)
            if visit is not None:
                visit = self._with_due(visit, scene, clock, published, alignment)
            for found in (visit, self._put_off(scene, engagements, alignment)):
                if (
                    found is not None
                    and not _planned(found, known, engagements)
                    and not any(_same(found, c) for c in out)
                ):
                    out.append(found)
        return out

    # ------------------------------------------------------------------ invitations accepted

    def _accepted(
        self, scene: Scene, before: Sequence[Scene], members: Sequence[Member], alignment: Alignment
    ) -> Commitment | None:
        marks = scene.marks
        clause = next((c for c in scene.clauses if _told(scene, c)), None)
        if clause is None or not (marks.all("invitation") or any(s.marks.all("invitation") for s in before)):
            return None
        guest = self._guest(scene, clause)
        if guest is None or guest.state is None:
            return None
        host = self._host(scene, clause, before, guest)
        if host is None:
            return None
        name = members[guest.member].name if guest.member is not None else self._gazetteer.states[guest.state].name
        word = next(m for m in marks.all("acceptance") if clause.first <= m.first < clause.last)
        return Commitment(
            what=f"{name} to visit {self._gazetteer.states[host].name}",
            by=guest.state,
            to=host,
            due=None,
            engagement=True,
            evidence=[alignment.to_source(Span(marks.sentence.start, marks.sentence.end))],
            reasons=[
                _reason("what", "invitation accepted", scene, word.first, word.last, alignment),
                _reason(
                    "by",
                    f"{guest.party.role}: {guest.party.rule}",
                    scene,
                    guest.party.first,
                    guest.party.last,
                    alignment,
                ),
                _reason("to", "host of the invitation", scene, word.first, word.last, alignment),
                _reason("engagement", "invitation accepted", scene, word.first, word.last, alignment),
            ],
        )

    def _guest(self, scene: Scene, clause: Clause) -> Actor | None:
        subject = [a for a in subject_of(scene, clause.first, clause.last) if a.state in self._gazetteer.states]
        if not subject:
            earlier = [c for c in scene.clauses if c.last <= clause.first]
            subject = [
                a for c in earlier[-1:] for a in subject_of(scene, c.first, c.last) if a.state in self._gazetteer.states
            ]
        if subject and subject[0].party.kind == "pronoun":  # *which he accepted*: he who was invited
            asked = [
                a
                for a in scene.within(0, clause.first)
                if a.party.role == "dative" and a.state in self._gazetteer.states
            ]
            subject = asked[-1:] or subject
        return subject[0] if subject else None

    def _host(self, scene: Scene, clause: Clause, before: Sequence[Scene], guest: Actor) -> str | None:
        """Where to: told before the invitation, else the state of whoever invites, else the one other state around."""
        for told, low, high in (
            (scene, clause.first, clause.last),
            *((s, 0, len(s.marks.tokens)) for s in (scene, *reversed(before))),
        ):
            for word in told.marks.all("invitation"):
                if low <= word.first < high:
                    places = [
                        told.marks.lang.gazetteer.places[n].state
                        for _, b, n in told.places_within(low, word.first)
                        if word.first - b <= _WORDS
                    ]
                    states = [
                        m.entry.id
                        for m in told.marks.spans("state")
                        if low <= m.first and m.last <= word.first and word.first - m.last <= _WORDS
                    ]
                    owners = [
                        a.state
                        for a in told.within(low, high)
                        if a.state and a.party.role in ("genitive", "ergative", "agent", "behalf")
                    ]
                    for state in (*reversed(states), *reversed(places), *owners):
                        if state != guest.state and state in self._gazetteer.states:
                            return state
        around = {a.state for s in (scene, *before) for a in s.actors if a.state in self._gazetteer.states} - {
            guest.state
        }
        return around.pop() if len(around) == 1 else None

    @staticmethod
    def _with_due(
        visit: Commitment, scene: Scene, clock: Clock, published: str | None, alignment: Alignment
    ) -> Commitment:
        """A time after the day of the report: when the visit is to be."""
        now = bounds(published)
        for time in scene.times:
            value = clock.value(time, "future") if time.kind not in ("duration", "set", "time") else None
            span = bounds(value)
            if value and span and now and span[0] > now[1]:
                due = _reason("due", f"{time.rule}: {value}", scene, time.first, time.last, alignment)
                return msgspec.structs.replace(visit, due=value, reasons=[*visit.reasons, due])
        return visit

    # ------------------------------------------------------------------ put off

    def _put_off(self, scene: Scene, engagements: Sequence[Engagement], alignment: Alignment) -> Commitment | None:
        """*New dates will be fixed later*: what was called off is to be held after all."""
        off = [e for e in engagements if e.status == "cancelled" and len(e.countries) > 1]
        if not off or not any(c.tense == "future" and not c.negated for c in scene.clauses):
            return None
        words = self._words(scene)
        cue = words.within("cue", "later", 0, len(scene.marks.tokens))
        if cue is None:
            return None
        e = off[0]
        rest = [c for c in e.countries if c != self._home]
        visit = e.kind == "visit" and self._home in e.countries and e.place_country != self._home
        by, to = (self._home, ",".join(rest)) if visit else (",".join(e.countries), None)
        return Commitment(
            what=f"postponed {e.kind} of {' and '.join(e.participants or e.countries)}, dates to be fixed",
            by=by,
            to=to,
            due=None,
            engagement=True,
            evidence=[alignment.to_source(Span(scene.marks.sentence.start, scene.marks.sentence.end))],
            reasons=[
                _reason("what", "postponed, new dates to come", scene, cue.first, cue.last, alignment),
                _reason("by", f"side of the {e.kind} put off", scene, cue.first, cue.last, alignment),
                *(
                    [_reason("to", f"side of the {e.kind} put off", scene, cue.first, cue.last, alignment)]
                    if to
                    else []
                ),
                _reason("engagement", f"postponed {e.kind}", scene, cue.first, cue.last, alignment),
            ],
        )


def _told(scene: Scene, clause: Clause) -> bool:
    """Whether a clause says that something was accepted: perfective, not denied."""
    marks = scene.marks
    words = [m for m in marks.all("acceptance") if clause.first <= m.first < clause.last]
    if not words or clause.negated:
        return False
    after = [m.entry.form for m in marks.all("verb") if words[0].last <= m.first < clause.last]
    return "perfective" in after and "infinitive" not in after


def _planned(found: Commitment, known: Sequence[Commitment], engagements: Sequence[Engagement]) -> bool:
    """Whether the report's engagements hold it: the same sides promised, or a planned engagement at the host's."""
    if any(_same(found, c) for c in known):
        return True
    sides = {s for k in (found.by, found.to) if k for s in k.split(",")}
    return any(
        e.status == "planned"
        and sides <= set(e.countries)
        and (e.kind in ("visit", "summit"))
        and e.place_country == found.to
        for e in engagements
    )


def _same(a: Commitment, b: Commitment) -> bool:
    return (a.by, a.to) == (b.by, b.to)


def _reason(name: str, rule: str, scene: Scene, first: int, last: int, alignment: Alignment) -> Reason:
    span = alignment.to_source(Span(*scene.span(first, last)))
    return Reason(field=name, rule=rule, start=span.start, end=span.end)
