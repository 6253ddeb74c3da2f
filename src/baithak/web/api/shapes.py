"""The shapes of answers and bodies, as the description of the interface tells them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from baithak.ask.people import Appointed, Met, Office
from baithak.ask.relations import Edge, Node
from baithak.ask.search import Named, Someone, Told
from baithak.explain import Mark
from baithak.follow.values import Difference, Link, Source
from baithak.gazetteer import Term
from baithak.model import Line, Reading
from baithak.record.queries import Source as Report
from baithak.spans import Span

Kind = Literal["meeting", "call", "session", "summit", "visit", "signing"]
Status = Literal["held", "planned", "ongoing", "cancelled"]
State = Literal["open", "overdue", "contradicted", "superseded", "cancelled", "reported kept"]
Edtf = Annotated[str, Meta(description="EDTF (ISO 8601-2 level 1), as sharp as it is known: 2025-12-04, 2025-12.")]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Count = Annotated[int, Meta(ge=0)]
#: Words of whoever judges: one line without controls.
Plain = Annotated[str, Meta(max_length=200, pattern=r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]*$")]
Reason = Annotated[
    str, Meta(max_length=1000, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]*$")
]
Id = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._-]+$")]
LONGEST_TEXT = 200_000


class _Shape(msgspec.Struct, kw_only=True):
    """What is answered."""


class Problem(_Shape):
    """Why something was not done (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


class Engagement(_Shape):
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


class Engagements(_Shape):
    """A page of engagements, the newest first."""

    items: list[Engagement]
    next: str | None


class Said(_Shape):
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


class Against(_Shape):
    """A value not shown, and the words that say it."""

    value: str
    said: list[Said]


class Field(_Shape):
    """A field, why it shows what it shows, who says so, and what contradicts it."""

    field: str
    value: Any
    why: str
    said: list[Said]
    against: list[Against]


class Step(_Shape):
    """What a report said of the engagement's state, and when."""

    told: Day | None
    status: Status
    date: Edtf | None
    report: str


class Origin(_Shape):
    """A source, the reports that copy it, and the words that tell the engagement."""

    report: Report
    copies: list[Report]
    said: list[Said]


class Participant(_Shape):
    """Somebody who took part."""

    id: str | None
    name: str
    country: str | None
    office: str | None


class Reckoned(_Shape):
    """How a report's words gave the date: read against the day on which it was published."""

    report: str
    key: str
    published: Edtf | None
    words: str
    rule: str
    date: Any


class Telling(_Shape):
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


class Statements(_Shape):
    """All that reports state of an engagement."""

    items: list[Said]


class Fields(_Shape):
    """Fields of an engagement."""

    items: list[Field]


class Steps(_Shape):
    """What reports said of an engagement's state, in the order told."""

    items: list[Step]


class Person(_Shape):
    """A person of the record."""

    id: str
    name: str
    country: str | None
    engagements: Count
    reports: Count


class People(_Shape):
    """A page of people, by their names."""

    items: list[Person]
    next: str | None


class Profile(_Shape):
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


class Mechanism(_Shape):
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


class Mechanisms(_Shape):
    """A page of mechanisms, by their names."""

    items: list[Mechanism]
    next: str | None


class Rung(_Shape):
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


class Ladder(_Shape):
    """A mechanism with its sittings in their order, what is next at the end."""

    mechanism: Mechanism
    groups: list[str]
    steps: list[Rung]


class Due(_Shape):
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


class Dues(_Shape):
    """A page of what is due: what is ahead by its day, then what is overdue, the newest first, then the rest."""

    items: list[Due]
    next: str | None


class Conflict(_Shape):
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


class Conflicts(_Shape):
    """A page of contradictions."""

    items: list[Conflict]
    next: str | None


class Relation(_Shape):
    """Two sides and what the record has of them; ``last`` was held, ``next`` is planned."""

    sides: tuple[str, str]
    engagements: Count
    held: Count
    planned: Count
    last: Edtf | None
    last_engagement: str | None
    next: Edtf | None
    next_engagement: str | None


class Relations(_Shape):
    """A page of relations, those with the most engagements first."""

    items: list[Relation]
    next: str | None


class Graph(_Shape):
    """Who met whom: the people with the most meetings, and the pairs of them who met."""

    people: list[Node]
    total: Count
    edges: list[Edge]


class Reports(_Shape):
    """A page of reports, those that came last first."""

    items: list[Report]
    next: str | None


class Stated(_Shape):
    """One asserted field, with the words that say it."""

    subject: str
    item: Count
    field: str
    value: Any
    start: Count
    end: Count
    words: str
    rule: str
    concluded: bool


class Tells(_Shape):
    """Which engagement a report tells, and as which of those that were read there."""

    engagement: str | None
    telling: str
    item: Count


class Paper(_Shape):
    """A report: its text, what was read in it, word by word, and the engagements that it tells."""

    key: str
    id: str
    source: str
    language: str
    published: Edtf | None
    basis: str
    agencies: list[str]
    story: str
    added: str
    text: str
    furniture: list[Span]
    statements: list[Stated]
    engagements: list[Tells]
    copies: list[Report]


class Judgement(_Shape):
    """A person's word on the record."""

    number: Count
    verdict: Literal["same", "different", "unsure", "right", "wrong", "set"]
    subject: str | None
    other: str | None
    field: str | None
    value: str | None
    author: str
    reason: str
    at: str
    undone: str | None
    undone_by: str | None


class Judgements(_Shape):
    """A page of judgements, the newest first."""

    items: list[Judgement]
    next: str | None


class Judged(_Shape):
    """A judgement that was taken or undone, and the engagements that changed by it."""

    number: Count
    changed: list[str]


class ToJudge(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A judgement: of two engagements (``other``), of one, or of a field of one.

    Attributes:
        subject: Id of an engagement, or of one of its tellings.
        other: The second of two, for same, different and unsure.
        field: For right, wrong and set.
        value: For set; empty where there is none.
        author: Who says so, on a desk without accounts; elsewhere the account.
    """

    verdict: Literal["same", "different", "unsure", "right", "wrong", "set"]
    subject: Id
    other: Id | None = None
    field: Literal["kind", "status", "date", "place", "place_country", "mechanism", "ordinal"] | None = None
    value: Plain | None = None
    reason: Reason = ""
    author: Plain | None = None


class ToRead(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A report to be read.

    Attributes:
        text: Its text; no null.
        id: Its own id; made from the text where there is none.
        source: Where it came from: an address, or words.
        published: Day of publication, where the text does not carry it.
        language: BCP 47; told from the text where there is none.
    """

    text: Annotated[str, Meta(min_length=1, max_length=LONGEST_TEXT, pattern=r"^[^\x00]*$")]
    id: Id | None = None
    source: Annotated[Plain, Meta(min_length=1)] | None = None
    published: Day | None = None
    language: Annotated[str, Meta(pattern=r"^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,3}$")] | None = None


class Read(_Shape):
    """What a report says, with the marks that were seen in its text; nothing is kept of it."""

    reading: Reading
    marks: list[Mark]
    lines: list[Line]


class Kept(_Shape):
    """What became of a report, and the engagements that are new or changed by it."""

    id: str
    key: str
    outcome: Literal["added", "revised", "known"]
    lines: list[str]


class Change(_Shape):
    """An entry of the record's journal."""

    number: Count
    at: str
    what: str
    report: str | None
    detail: str
    engagements: list[str]


class Changes(_Shape):
    """A page of the journal, the oldest entry first."""

    items: list[Change]
    next: str | None


class Found(_Shape):
    """What was found; ``every`` is false where not all words were found together."""

    query: str
    every: bool
    people: list[Someone]
    mechanisms: list[Named]
    places: list[Named]
    engagements: list[Engagement]
    reports: list[Told]


class Overview(_Shape):
    """What the record holds, and the number and time of its last change."""

    version: str
    reports: Count
    engagements: Count
    people: Count
    change: Count
    changed: str
    links: dict[str, str]
