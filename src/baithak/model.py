"""Every value that flows from stage to stage, frozen. Offsets are code points, spans half-open.

The reading at the end of the flow has the shape of the extraction contract (``docs/contract.md``); dates are EDTF
(ISO 8601-2:2019 level 1), states ISO 3166-1 alpha-2, languages BCP 47.
"""

from __future__ import annotations

import msgspec

from baithak.orthography import Token
from baithak.spans import Alignment, Span


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One press report as it came.

    Attributes:
        id: Stem of the file's name, or the record's own id.
        source: Path or address.
        text: The text as read, no newline translation.
        language: BCP 47, None where it is still to be told from the text.
        published: Day of publication told by the caller, ``YYYY-MM-DD``.
        carried: Whether the output must carry the text (it stands in no file of its own: HTML, archives).
    """

    id: str
    source: str
    text: str
    language: str | None = None
    published: str | None = None
    carried: bool = False


class Line(msgspec.Struct, frozen=True, gc=False):
    """A line of the text, or a piece of one, and its role.

    Attributes:
        start: Offset of its first visible sign.
        end: Offset after its last.
        role: ``headline``, ``body``, ``furniture``, ``stamp`` (date stamps, bylines, site names) or ``credit``.
        rule: The rule that gave the role.
    """

    start: int
    end: int
    role: str
    rule: str = ""


class Stamp(msgspec.Struct, frozen=True):
    """A day printed on the page beside the report.

    Attributes:
        span: The words that write it.
        day: ``YYYY-MM-DD``, or ``XXXX-MM-DD`` where the stamp gives no year.
        kind: ``published``, ``updated``, ``plain`` (no label), ``post`` (of a post quoted, not of the report), or
            ``clock`` (unlabelled above the menus: the day the page was fetched, as likely as not).
    """

    span: Span
    day: str
    kind: str


class Dateline(msgspec.Struct, frozen=True):
    """Where and when a report says it was filed.

    Attributes:
        span: The whole dateline, from its first word to its closing sign.
        place: The words that stand for the place or places, where there are any.
        date: The words that stand for the day, where there are any.
        day: That day, ``YYYY-MM-DD`` or ``XXXX-MM-DD``.
    """

    span: Span
    place: Span | None = None
    date: Span | None = None
    day: str | None = None


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A report after cleaning.

    Attributes:
        report: The report as it came.
        text: Repaired text (mojibake and legacy fonts undone); the same as the report's where nothing was wrong.
        alignment: Leads offsets in ``text`` back to the report's text.
        lines: All lines in order with their roles.
        agencies: News agencies credited, canonical names.
        credits: Where each of them is credited.
        stamps: Days printed on the page beside the report.
        dateline: Where and when the report was filed.
    """

    report: Report
    text: str
    alignment: Alignment
    lines: tuple[Line, ...]
    agencies: tuple[str, ...] = ()
    credits: tuple[Span, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    dateline: Dateline | None = None


class Sentence(msgspec.Struct, frozen=True):
    """A sentence: offsets in the document's text, tokens, number of its line, whether it is a headline."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    line: int
    headline: bool = False


class Reason(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why a field has its value: the rule that found it and the words that say it.

    Attributes:
        field: Field of the record.
        rule: Name of the rule, frame or register entry.
        start: First code point of the words in the text as read.
        end: End of the words, exclusive; equal to ``start`` where the rule concludes from other fields.
    """

    field: str
    rule: str
    start: int
    end: int


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A person as this report names them; ``known`` is the register's id or None for somebody outside it."""

    name: str
    surface: list[str]
    office: str | None
    country: str | None
    mentions: list[Span]
    known: str | None = None
    reasons: list[Reason] = []


class Engagement(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting, call, session, summit, visit or signing; fields as in the extraction contract."""

    kind: str
    status: str
    date: str | None
    place: str | None
    place_country: str | None
    participants: list[str]
    countries: list[str]
    mechanism: str | None
    ordinal: int | None
    topics: list[str]
    salience: str
    evidence: list[Span]
    reasons: list[Reason] = []


class Commitment(msgspec.Struct, frozen=True, kw_only=True):
    """Something said to be still to come or still owed; fields as in the extraction contract."""

    what: str
    by: str | None
    to: str | None
    due: str | None
    engagement: bool
    evidence: list[Span]
    quantity: int | None = None
    reasons: list[Reason] = []


class Appointment(msgspec.Struct, frozen=True, kw_only=True):
    """Who takes which office, and from when."""

    person: str
    office: str | None
    country: str | None
    date: str | None
    evidence: list[Span]
    reasons: list[Reason] = []


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """A measure by a state that the report puts beside the relationship: a tariff, a sanction, a recall."""

    kind: str
    by: str | None
    against: str | None
    quantity: str | None
    date: str | None
    evidence: list[Span]
    reasons: list[Reason] = []


class ReportFacts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a reading says of the report itself; ``text`` only where offsets would else point at nothing."""

    id: str
    source: str
    language: str
    published: str | None
    published_basis: str
    agencies: list[str]
    furniture: list[Span]
    text: str | msgspec.UnsetType = msgspec.UNSET
    published_reasons: list[Reason] = []


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Everything one report says, by the extraction contract."""

    report: ReportFacts
    people: list[Person]
    engagements: list[Engagement]
    commitments: list[Commitment]
    appointments: list[Appointment] = []
    measures: list[Measure] = []
