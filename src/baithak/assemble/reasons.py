"""Why each field of a record has its value: the rule, and the words in the text as read.

A reason whose span has no length concludes from other fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from baithak.assemble.draft import Draft
from baithak.find.scene import Actor, Scene
from baithak.frames.instance import Instance
from baithak.model import Commitment, Engagement, Person, Reason
from baithak.resolve.people import Member
from baithak.spans import Alignment, Span

_STATUS_CUES = ("cancelled", "planned", "upcoming", "ongoing", "invitation")
_MARKER = 3  # tokens of a case marker at most; further off it stands behind the last of coordinated parties
_NAMESAKES = {"kind": "what", "countries": "by", "date": "due"}  # field of an engagement → field of its commitment


class Reasons:
    """Finds the reasons of one report's records.

    Args:
        scenes: The report's sentences.
        alignment: Leads offsets back to the text as read.
    """

    def __init__(self, scenes: Sequence[Scene], alignment: Alignment) -> None:
        self._scenes = scenes
        self._alignment = alignment

    def _words(self, field: str, rule: str, scene: Scene, first: int, last: int) -> Reason:
        """A reason with the words of a token range."""
        span = self._alignment.to_source(Span(*scene.span(first, last)))
        return Reason(field=field, rule=rule, start=span.start, end=span.end)

    # ------------------------------------------------------------------ engagements

    def engagement(self, engagement: Engagement, draft: Draft) -> list[Reason]:
        """The reasons of an engagement.

        Args:
            engagement: The finished engagement; reasons of its date are kept as they are.
            draft: Its clauses.

        Returns:
            Reasons in the order of the fields; every field that has a value has one.
        """
        found: list[Reason] = []
        for instance in draft.instances:
            found.extend(self._clause(instance, self._scenes[instance.sentence], engagement))
        found.extend(r for r in engagement.reasons if r.field == "date")
        told = {r.field for r in found}
        found.extend(Reason(field=f, rule=rule, start=0, end=0) for f, rule in _concluded(engagement) if f not in told)
        order = engagement.__struct_fields__
        return sorted(dict.fromkeys(found), key=lambda r: order.index(r.field))

    def _clause(self, instance: Instance, scene: Scene, engagement: Engagement) -> Iterator[Reason]:
        yield self._words("kind", instance.frame, scene, *instance.trigger)
        if instance.status == engagement.status:
            yield self._status(instance, scene)
        yield from self._place(instance, scene, engagement)
        for actor in instance.actors:
            yield from self._actor(actor, instance, scene, engagement)
        mention = instance.mechanism
        named = {(m.first, m.last) for m in scene.mechanisms}
        if mention is not None and engagement.mechanism and (mention.first, mention.last) in named:  # not taken over
            rule = mention.id or f"{mention.rule} and sides"
            yield self._words("mechanism", rule, scene, mention.first, mention.last)
        for number in scene.ordinals:
            if instance.ordinal is not None and number.value == instance.ordinal == engagement.ordinal:
                yield self._words("ordinal", "ordinal before the sitting", scene, number.first, number.last)
        for match in scene.marks.all("topic"):
            if match.entry.id in instance.topics and instance.first <= match.first < instance.last:
                yield self._words("topics", match.entry.id, scene, match.first, match.last)

    def _status(self, instance: Instance, scene: Scene) -> Reason:
        """The cue that speaks of the status, else the verb group and its tense."""
        for cue in _STATUS_CUES:
            for match in scene.marks.all(cue):
                if cue == instance.status and instance.first <= match.first < instance.last:
                    return self._words("status", f"cue {cue}", scene, match.first, match.last)
        clause = next((c for c in scene.clauses if c.first <= instance.trigger[0] < c.last), None)
        if clause is None or clause.verb >= clause.last:
            return self._words("status", "no verb: as headlines tell", scene, *instance.trigger)
        return self._words("status", f"{clause.tense or 'no'} tense", scene, clause.verb, clause.last)

    def _place(self, instance: Instance, scene: Scene, engagement: Engagement) -> Iterator[Reason]:
        for first, last, name in scene.places_within(instance.first, instance.last):
            if name == engagement.place == instance.place:
                yield self._words("place", f"place {name}", scene, first, last)
                yield self._words("place_country", f"place {name}", scene, first, last)
                return
        for match in scene.marks.spans("state"):
            here = instance.first <= match.first < instance.last
            if here and match.entry.id == engagement.place_country == instance.place_state:
                field = "place" if engagement.place and match.entry.form == "seat" else "place_country"
                yield self._words(field, f"{match.entry.form} of {match.entry.id}", scene, match.first, match.last)
                return

    def _actor(self, actor: Actor, instance: Instance, scene: Scene, engagement: Engagement) -> Iterator[Reason]:
        party = actor.party
        if party.last > len(scene.marks.tokens) or party not in [a.party for a in scene.actors]:
            return  # taken over from the sentence before
        rule = f"{party.role}: {party.rule}"
        if actor.member is not None and engagement.participants and not (instance.anaphoric and not instance.lead):
            end = party.after if 0 < party.after - party.last <= _MARKER else party.last
            yield self._words("participants", rule, scene, party.first, end)
        if actor.state in engagement.countries:
            yield self._words("countries", f"{actor.state} {rule}", scene, party.first, party.last)

    # ------------------------------------------------------------------ people

    def person(self, person: Person, number: int, member: Member) -> list[Reason]:
        """The reasons of a person.

        Args:
            person: The finished person.
            number: Place in the report's cast.
            member: The cast's entry.
        """
        first = person.mentions[0] if person.mentions else Span(0, 0)
        known = f"register: {member.known.id}" if member.known else "romanised as written"
        out = [Reason(field="name", rule=f"{known}; found by {member.rule}", start=first.start, end=first.end)]
        phrases = [(s, a) for s in self._scenes for a in s.actors if a.member == number]
        office = next(((s, a) for s, a in phrases if a.party.office and a.party.office != "counterpart"), None)
        told = next(((s, a) for s, a in phrases if a.party.state and a.party.state == person.country), None)
        if person.office and office is not None:
            out.append(self._phrase("office", office))
        elif person.office:
            out.append(Reason(field="office", rule="office of the one whose counterpart this is", start=0, end=0))
        if person.country and told is not None:
            out.append(self._phrase("country", told))
        elif person.country:
            rule = f"register: {member.known.id} serves it" if member.known else "told beside, or the press's own state"
            out.append(Reason(field="country", rule=rule, start=0, end=0))
        return out

    def _phrase(self, field: str, found: tuple[Scene, Actor]) -> Reason:
        scene, actor = found
        return self._words(field, actor.party.rule, scene, actor.party.first, actor.party.last)


def _concluded(engagement: Engagement) -> Iterator[tuple[str, str]]:
    """What fields follow from where no words say them."""
    yield "status", "no clause tells; the day against the day of publication"
    if engagement.date:
        yield "date", "concluded from the report's other days"
    if engagement.place:
        yield "place", "place of the engagement it stands in"
    if engagement.place_country:
        yield "place_country", "state of the place"
    if engagement.participants:
        yield "participants", "people of the engagement it leans on"
    if engagement.countries:
        yield "countries", "sides of the mechanism or of the engagement it leans on"
    if engagement.mechanism:
        yield "mechanism", "sides and form"
    if engagement.ordinal is not None:
        yield "ordinal", "told beside the mechanism"
    if engagement.topics:
        yield "topics", "told of the engagement it leans on"
    main = engagement.salience == "main"
    yield "salience", "in a headline or the first sentences" if main else "told later, in passing, or long past"


def of_planned(engagement: Engagement, commitment: Commitment) -> list[Reason]:
    """The reasons of a commitment that is a planned engagement: those of the engagement under its own fields."""
    moved = [msgspec.structs.replace(r, field=_NAMESAKES[r.field]) for r in engagement.reasons if r.field in _NAMESAKES]
    both = [msgspec.structs.replace(r, field="to") for r in moved if r.field == "by" and commitment.to]
    start = commitment.evidence[0] if commitment.evidence else Span(0, 0)
    sort = Reason(field="engagement", rule=f"planned {engagement.kind}", start=start.start, end=start.end)
    return _in_order([*moved, *both, sort], commitment)


def _in_order(reasons: Iterable[Reason], record: Commitment) -> list[Reason]:
    order = record.__struct_fields__
    return sorted(reasons, key=lambda r: order.index(r.field))
