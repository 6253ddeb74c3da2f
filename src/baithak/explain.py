"""How a reading came about: the marks in the text, the reason of every field, and the triggers that told nothing.

Made for the person who meets a wrong reading and must find the data entry or the rule to mend.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

import msgspec

from baithak.diagnosis import why_silent
from baithak.find.offices import offices
from baithak.find.scene import Scene
from baithak.frames.read import instances
from baithak.frames.triggers import Trigger, triggers
from baithak.model import Appointment, Commitment, Document, Engagement, Line, Measure, Person, Reading, Reason, Report
from baithak.pipeline import Reader
from baithak.spans import Span

Record: TypeAlias = Person | Engagement | Commitment | Appointment | Measure

_NOT_FIELDS = frozenset({"reasons", "evidence", "mentions", "surface", "known"})
_UNTOLD = "no reason recorded"


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the text with what was seen in it.

    Attributes:
        start: First code point, in the text as read.
        end: Code point after it.
        kind: ``trigger``, ``person``, ``office``, ``mechanism``, ``number``, ``time``, ``state``,
            ``organisation`` or ``place``.
        means: What it stands for: a frame, an id, an English name, a rule of dates.
    """

    start: int
    end: int
    kind: str
    means: str


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """Why a field of a record has its value; ``words`` are empty where the rule concludes from other fields."""

    field: str
    value: Any
    rule: str
    words: str
    start: int
    end: int


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """A record with the causes of its fields: ``sort`` is its list in the reading, ``number`` its place there."""

    sort: str
    number: int
    title: str
    causes: list[Cause]
    evidence: list[Span]


class Silence(msgspec.Struct, frozen=True, kw_only=True):
    """A trigger that gave no engagement: the frame it belongs to, why it told nothing, and where it stands."""

    words: str
    frame: str
    event: str
    why: str
    sentence: str
    start: int
    end: int


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """Everything there is to say about one reading.

    Attributes:
        id: The report's id.
        source: Where it came from.
        text: The text as read, to which all offsets lead.
        published: Causes of the day of publication.
        lines: Lines with their roles and the rule that gave each.
        marks: What was seen, by place; they may overlap.
        records: Every record with its causes.
        silent: Triggers that told nothing.
        reading: The reading itself.
    """

    id: str
    source: str
    text: str
    published: list[Cause]
    lines: list[Line]
    marks: list[Mark]
    records: list[Explained]
    silent: list[Silence]
    reading: Reading


def explain(reader: Reader, report: Report) -> Explanation:
    """Read a report and keep the reasons.

    Args:
        reader: The reader of its language.
        report: The report.

    Returns:
        The explanation; its reading is the very one that ``read`` gives.
    """
    trace = reader.trace(report)
    return Explanation(
        id=report.id,
        source=report.source,
        text=report.text,
        published=_causes(report.text, trace.reading.report, trace.reading.report.published_reasons, ("published",)),
        lines=_lines(trace.document),
        marks=[m for s in trace.scenes for m in _marks(trace.document, s)],
        records=list(_records(report.text, trace.reading)),
        silent=list(_silent(trace.document, trace.scenes, trace.reading)),
        reading=trace.reading,
    )


def _at(document: Document, scene: Scene, first: int, last: int) -> Span:
    """The code points, in the text as read, of a token range."""
    return document.alignment.to_source(Span(*scene.span(first, last)))


def _lines(document: Document) -> list[Line]:
    spans = (document.alignment.to_source(Span(x.start, x.end)) for x in document.lines)
    return [Line(s.start, s.end, x.role, x.rule) for s, x in zip(spans, document.lines, strict=True)]


# ---------------------------------------------------------------------- marks


def _marks(document: Document, scene: Scene) -> list[Mark]:
    out = []
    for kind, first, last, means in _seen(scene):
        span = _at(document, scene, first, last)
        out.append(Mark(start=span.start, end=span.end, kind=kind, means=means))
    return sorted(out, key=lambda m: (m.start, -m.end))


def _seen(scene: Scene) -> Iterator[tuple[str, int, int, str]]:
    for trigger in triggers(scene):
        yield "trigger", trigger.first, trigger.last, trigger.frame.id
    for actor in scene.actors:
        party = actor.party
        if party.name is not None:
            yield "person", *party.name, f"{actor.state or '?'} {party.role}, {party.rule}"
    for office in offices(scene.marks):
        yield "office", office.first, office.last, office.title
    for mechanism in scene.mechanisms:
        yield "mechanism", mechanism.first, mechanism.last, mechanism.id or " or ".join(mechanism.ids) or mechanism.rule
    for number in scene.ordinals:
        yield "number", number.first, number.last, f"{number.value:g}"
    for time in scene.times:
        yield "time", time.first, time.last, time.rule
    for kind, name in (("state", "state"), ("org", "organisation"), ("place", "place")):
        for match in scene.marks.spans(kind):
            yield name, match.first, match.last, match.entry.id


# ---------------------------------------------------------------------- reasons


def _records(text: str, reading: Reading) -> Iterator[Explained]:
    lists: dict[str, Sequence[Record]] = {
        "people": reading.people,
        "engagements": reading.engagements,
        "commitments": reading.commitments,
        "appointments": reading.appointments,
        "measures": reading.measures,
    }
    for sort, records in lists.items():
        for number, record in enumerate(records):
            fields = [f for f in record.__struct_fields__ if f not in _NOT_FIELDS]
            evidence = record.mentions if isinstance(record, Person) else record.evidence
            causes = _causes(text, record, record.reasons, fields)
            yield Explained(sort=sort, number=number, title=_title(record), causes=causes, evidence=evidence)


def _title(record: Record) -> str:
    match record:
        case Person():
            return record.name
        case Engagement():
            who = ", ".join(record.participants) or "–".join(record.countries)
            return f"{record.status} {record.kind} of {who}"
        case Commitment():
            return record.what
        case Appointment():
            return f"{record.person}: {record.office}"
        case Measure():
            return f"{record.kind} by {record.by} against {record.against}"


def _causes(text: str, record: msgspec.Struct, reasons: Iterable[Reason], fields: Iterable[str]) -> list[Cause]:
    """The causes of a record's fields that have a value, in the order of the fields."""
    told: dict[str, list[Reason]] = {}
    for reason in reasons:
        told.setdefault(reason.field, []).append(reason)
    out = []
    for field in fields:
        value = getattr(record, field)
        if value in (None, []) and field not in told:
            continue
        for reason in told.get(field) or [Reason(field=field, rule=_UNTOLD, start=0, end=0)]:
            start, end = reason.start, reason.end
            out.append(Cause(field=field, value=value, rule=reason.rule, words=text[start:end], start=start, end=end))
    return out


# ---------------------------------------------------------------------- what told nothing


def _silent(document: Document, scenes: Iterable[Scene], reading: Reading) -> Iterator[Silence]:
    for here in scenes:
        told = {(i.trigger, i.anaphoric) for i in instances([here])}
        whole = _at(document, here, 0, len(here.marks.tokens))
        covered = any(s.overlaps(whole) for e in reading.engagements for s in e.evidence)
        for trigger in triggers(here):
            why = _why(here, trigger, told, covered=covered)
            if why is not None:
                span = _at(document, here, trigger.first, trigger.last)
                text = document.report.text
                yield Silence(
                    words=span.cut(text), frame=trigger.frame.id, event=trigger.frame.event, why=why,
                    sentence=whole.cut(text), start=span.start, end=span.end,
                )  # fmt: skip


def _why(scene: Scene, trigger: Trigger, told: set[tuple[tuple[int, int], bool]], *, covered: bool) -> str | None:
    """Why a trigger told nothing, None where it told something."""
    place = (trigger.first, trigger.last)
    if (place, False) in told:
        return None if covered else "its clause was read, but gave no engagement of its own"
    if (place, True) in told:
        return None if covered else "leans on an engagement told before, and none of its sort is near"
    return why_silent(scene, trigger)
