"""The shapes of answers and bodies, as the description of the interface tells them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from baithak.ask.people import Appointed, Met, Office
from baithak.ask.relations import Edge, Node
from baithak.ask.search import Named, Someone, Told
from baithak.follow.values import Difference, Link, Source
from baithak.gazetteer import Term
from baithak.record.queries import Source as Report

Kind = Literal["meeting", "call", "session", "summit", "visit", "signing"]
Status = Literal["held", "planned", "ongoing", "cancelled"]
State = Literal["open", "overdue", "contradicted", "superseded", "cancelled", "reported kept"]
Edtf = Annotated[str, Meta(description="EDTF (ISO 8601-2 level 1), as sharp as it is known: 2025-12-04, 2025-12.")]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Count = Annotated[int, Meta(ge=0)]

class Shape(msgspec.Struct, kw_only=True):
    """What every answer is."""


class Problem(Shape):
    """Why something was not done (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


class Engagement(Shape):
    """An engagement with the fields of the extraction contract."""

    engagement: str
    kind: Kind
    status: Status
    date: Edtf | None
    place: str | None
    place_country: str | None
    countries: list[str]
    people: list[str]
    mechanism: str | None
    ordinal: int | None
    topics: list[str]
    salience: Literal["main", "background"]
    sources: Count
    conflicts: list[str]


class Engagements(Shape):
    """A page of engagements, the newest first."""

    items: list[Engagement]
    next: str | None


class Said(Shape):
    """Words of a report that say a field."""

    report: str
    key: str
    field: str
    value: Any
    words: str
    rule: str
    start: Count
    end: Count
    concluded: bool


class Against(Shape):
    """A value not shown, and the words that say it."""

    value: str
    said: list[Said]


class Field(Shape):
    """A field, why it shows what it shows, who says so, and what contradicts it."""

    field: str
    value: Any
    why: str
    said: list[Said]
    against: list[Against]


class Step(Shape):
    """What a report said of the engagement's state, and when."""

    told: Day | None
    status: Status
    date: Edtf | None
    report: str


class Origin(Shape):
    """A source, the reports that copy it, and the words that tell the engagement."""

    report: Report
    copies: list[Report]
    said: list[Said]


class Participant(Shape):
    """Somebody who took part."""

    id: str | None
    name: str
    country: str | None
    office: str | None


class Reckoned(Shape):
    """How a report's words gave the date: read against the day on which it was published."""

    report: str
    key: str
    published: Edtf | None
    words: str
    rule: str
    date: Any


class Telling(Shape):
    """One report's telling of the engagement: ids that can be judged to be another's."""

    id: str
    report: str
    item: Count


class Whole(Engagement):
    """An engagement with all that stands behind it."""

    fields: list[Field]
    history: list[Step]
    origins: list[Origin]
    participants: list[Participant]
    derivation: list[Reckoned]
    tellings: list[Telling]


class Statements(Shape):
    """All that reports state of an engagement."""

    items: list[Said]


class Fields(Shape):
    """Fields of an engagement."""

    items: list[Field]


class Steps(Shape):
    """What reports said of an engagement's state, in the order told."""

    items: list[Step]


class Person(Shape):
    """A person of the record."""

    id: str
    name: str
    country: str | None
    engagements: Count
    reports: Count


class People(Shape):
    """A page of people, by their names."""

    items: list[Person]
    next: str | None


class Profile(Shape):
    """A person: names, offices over time, whom they met and how often, their newest engagements."""

    id: str
    name: str
    country: str | None
    names: list[tuple[str, int]]
    register: list[Term]
    offices: list[Office]
    appointments: list[Appointed]
    met: list[Met]
    beside: list[Met]
    engagements: list[Engagement]
    total: Count


class Mechanism(Shape):
    """A standing mechanism: what is known of its sittings, and when the next is due."""

    mechanism: str
    id: str | None
    full: str | None
    sides: list[str]
    kind: str
    level: str | None
    parent: str | None
    cadence: str | None
    registered: bool
    sessions: Count
    in_record: Count
    last_no: int | None
    last_date: Edtf | None
    last_place: str | None
    next_no: int | None
    next_due: Edtf | None
    next_state: str | None
    next_place: str | None
    next_reason: str | None


class Mechanisms(Shape):
    """A page of mechanisms, by their names."""

    items: list[Mechanism]
    next: str | None


class Rung(Shape):
    """One step of a ladder; a gap goes from ``no`` to ``through``."""

    no: int | None
    through: int | None
    date: Edtf | None
    place: str | None
    country: str | None
    chairs: list[str]
    status: str
    inferred: bool
    reason: str
    shown: str
    differs: list[Difference]
    sources: list[Source]
    engagements: list[str]
    next: str | None


class Ladder(Shape):
    """A mechanism with its sittings in their order, what is next at the end."""

    mechanism: Mechanism
    groups: list[str]
    steps: list[Rung]


class Due(Shape):
    """Something ahead or owed, and what became of it as far as reports tell."""

    id: str
    sort: Literal["engagement", "commitment", "invitation", "session"]
    what: str
    by: str | None
    to: str | None
    due: Edtf | None
    state: State
    reason: str
    place: str | None
    quantity: int | None
    delivered: str | None
    mechanism: str | None
    number: int | None
    engagement: str | None
    chain: list[Link]
    reports: list[str]


class Dues(Shape):
    """A page of what is due: what is ahead by its day, then what is overdue, the newest first, then the rest."""

    items: list[Due]
    next: str | None


class Conflict(Shape):
    """One field on which sources differ, with the words of each side."""

    subject: str
    sort: Literal["engagement", "session", "person", "promise"]
    field: str
    shown: str | None
    why: str
    by: list[Source]
    others: list[Difference]
    ref: str | None
    reports: list[str]


class Conflicts(Shape):
    """A page of contradictions."""

    items: list[Conflict]
    next: str | None


class Relation(Shape):
    """Two sides and what the record has of them; ``last`` was held, ``next`` is planned."""

    sides: tuple[str, str]
    engagements: Count
    held: Count
    planned: Count
    last: Edtf | None
    last_engagement: str | None
    next: Edtf | None
    next_engagement: str | None


class Relations(Shape):
    """A page of relations, those with the most engagements first."""

    items: list[Relation]
    next: str | None


class Graph(Shape):
    """Who met whom: the people with the most meetings, and the pairs of them who met."""

    people: list[Node]
    total: Count
    edges: list[Edge]


class Change(Shape):
    """An entry of the record's journal."""

    number: Count
    at: str
    what: str
    report: str | None
    detail: str
    engagements: list[str]


class Changes(Shape):
    """A page of the journal, the oldest entry first."""

    items: list[Change]
    next: str | None


class Found(Shape):
    """What was found; ``every`` is false where not all words were found together."""

    query: str
    every: bool
    people: list[Someone]
    mechanisms: list[Named]
    places: list[Named]
    engagements: list[Engagement]
    reports: list[Told]


class Overview(Shape):
    """What the record holds, and the number and time of its last change."""

    version: str
    reports: Count
    engagements: Count
    people: Count
    change: Count
    changed: str
    links: dict[str, str]
