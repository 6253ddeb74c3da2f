"""The shapes of reports and judgements, as they are sent, read and kept."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from baithak.explain import Mark
from baithak.model import Line, Reading
from baithak.record.queries import Source as Report
from baithak.spans import Span
from baithak.web.api.shapes import Count, Day, Edtf, Shape

#: Words of whoever judges: one line without controls.
Plain = Annotated[str, Meta(max_length=200, pattern=r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]*$")]
Reason = Annotated[
    str, Meta(max_length=1000, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]*$")
]
Id = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._-]+$")]
LONGEST_TEXT = 200_000


class Reports(Shape):
    """A page of reports, those that came last first."""

    items: list[Report]
    next: str | None


class Stated(Shape):
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


class Tells(Shape):
    """Which engagement a report tells, and as which of those that were read there."""

    engagement: str | None
    telling: str
    item: Count


class Paper(Shape):
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


class Judgement(Shape):
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


class Judgements(Shape):
    """A page of judgements, the newest first."""

    items: list[Judgement]
    next: str | None


class Judged(Shape):
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


class Read(Shape):
    """What a report says, with the marks that were seen in its text; nothing is kept of it."""

    reading: Reading
    marks: list[Mark]
    lines: list[Line]


class Kept(Shape):
    """What became of a report, and the engagements that are new or changed by it."""

    id: str
    key: str
    outcome: Literal["added", "revised", "known"]
    lines: list[str]
