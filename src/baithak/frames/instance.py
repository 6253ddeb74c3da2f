"""What one clause says of one engagement, before the report's clauses are put together."""

from __future__ import annotations

import msgspec

from baithak.find.mechanisms import MechanismMention
from baithak.find.scene import Actor
from baithak.times import Timex


class Instance(msgspec.Struct, frozen=True, kw_only=True):
    """A frame filled by one clause.

    Attributes:
        frame: Id of the frame that fired.
        event: Kind of engagement it tells: ``meeting``, ``call``, ``session``, ``summit``, ``visit`` or ``signing``.
        sentence: Place of the sentence in the report.
        first: First token of the evidence.
        last: Token after the evidence.
        trigger: Token range of the word that tells of the event.
        actors: Participants and sides.
        status: ``held``, ``planned``, ``ongoing``, ``cancelled``, or None where the clause does not say.
        times: Time expressions that date it.
        tense: Tense by which relative times resolve.
        place: English name of a place.
        place_state: State of the place, or the state named as the place.
        mechanism: Mechanism mention.
        ordinal: Number of the session.
        sides: States told as sides besides the actors.
        anaphoric: Whether it speaks of an engagement told before (*this meeting*, *the two leaders*).
        again: Whether it tells of the same people once more (*they met again*).
        other: Whether it tells of another sitting of the same (*the next round*, *the last meeting*).
        nominal: Whether it is only mentioned (*during the visit*), not asserted by the clause's verb.
        perfect: Whether the clause stands in the past perfect, the tense of background.
        headline: Whether the sentence is a headline.
        topics: What it covered.
        duration: Length in days, for visits.
        same_day: Whether the clause says that it was on the day just told of.
        inside: Whether it took place during a visit or summit that the clause names.
        arrival: Whether the traveller is told to have come or gone.
        face_to_face: Whether the clause says that the sides sat together.
        over: Whether the clause says that the visit is over.
        personal: Whether it tells of people face to face.
        before: Whether the clause says that it was before what is now told.
        open: Whether it counts only if another side is told elsewhere.
        partial: Whether it names some of those whom it leans on: *in a meeting with Y*.
        leg: Whether the place visited is not the capital: maybe only a leg of the trip, with days of its own.
        remote: Whether its words fit a talk from afar as well.
        lead: Whether the actors chaired or led the engagement told beside it.
    """

    frame: str
    event: str
    sentence: int
    first: int
    last: int
    trigger: tuple[int, int]
    actors: tuple[Actor, ...] = ()
    status: str | None = None
    times: tuple[Timex, ...] = ()
    tense: str | None = None
    place: str | None = None
    place_state: str | None = None
    mechanism: MechanismMention | None = None
    ordinal: int | None = None
    sides: tuple[str, ...] = ()
    anaphoric: bool = False
    again: bool = False
    other: bool = False
    nominal: bool = False
    perfect: bool = False
    headline: bool = False
    topics: tuple[str, ...] = ()
    duration: int | None = None
    inside: bool = False
    same_day: bool = False
    arrival: bool = False
    over: bool = False
    personal: bool = False
    face_to_face: bool = False
    lead: bool = False
    before: bool = False
    open: bool = False
    partial: bool = False
    leg: bool = False
    remote: bool = False

    def people(self) -> frozenset[int]:
        """Numbers of the named participants."""
        return frozenset(a.member for a in self.actors if a.member is not None)

    def states(self) -> frozenset[str]:
        """All sides that the clause tells."""
        return frozenset([*(a.state for a in self.actors if a.state), *self.sides])
