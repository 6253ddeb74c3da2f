"""A reading as statements: one asserted field each, with the words that say it and the rule that found it.

The only facts that a record stores. A value that follows from other fields stands on the words of its subject and is
marked as concluded; a field without a value is no statement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from baithak.model import Appointment, Commitment, Engagement, Measure, Person, Reading, Reason
from baithak.spans import Span

Item = Person | Engagement | Commitment | Appointment | Measure
_UNSAID = {"evidence", "reasons", "mentions", "surface", "known"}


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One asserted field.

    Attributes:
        subject: ``report``, ``person``, ``engagement``, ``commitment``, ``appointment`` or ``measure``.
        item: Place among the report's subjects of the sort.
        field: Field of the extraction contract; ``evidence`` for the words that tell the whole.
        value: JSON.
        start: First code point of the words in the text as read.
        end: End of the words, exclusive.
        words: The words.
        rule: The rule, frame or register entry.
        concluded: Whether the value follows from other fields and the words are only the subject's.
    """

    subject: str
    item: int
    field: str
    value: str
    start: int
    end: int
    words: str
    rule: str
    concluded: bool = False


def statements(reading: Reading, text: str) -> list[Statement]:
    """All statements of a reading, in its order.

    Args:
        reading: The reading.
        text: The report's text as read.
    """
    out = list(_of_report(reading, text))
    for subject, items in subjects(reading).items():
        for number, item in enumerate(items):
            out.extend(_of_item(subject, number, item, text))
    return out


def subjects(reading: Reading) -> dict[str, Sequence[Item]]:
    """The subjects of a reading by sort.

    Args:
        reading: The reading.
    """
    return {
        "person": reading.people,
        "engagement": reading.engagements,
        "commitment": reading.commitments,
        "appointment": reading.appointments,
        "measure": reading.measures,
    }


def _of_report(reading: Reading, text: str) -> Iterator[Statement]:
    facts = reading.report
    for reason in facts.published_reasons:
        if facts.published and reason.end > reason.start:
            yield _statement(
                "report", 0, "published", facts.published, Span(reason.start, reason.end), text, reason.rule
            )


def _of_item(subject: str, number: int, item: Item, text: str) -> Iterator[Statement]:
    spans = item.mentions if isinstance(item, Person) else item.evidence
    if not spans:
        return  # no span, no fact
    reasons: dict[str, list[Reason]] = {}
    for reason in item.reasons:
        reasons.setdefault(reason.field, []).append(reason)
    for field in item.__struct_fields__:
        value = getattr(item, field)
        if field in _UNSAID or value is None or value == []:
            continue
        told = [r for r in reasons.get(field, ()) if r.end > r.start]
        for reason in told:
            yield _statement(subject, number, field, value, Span(reason.start, reason.end), text, reason.rule)
        if not told:
            rule = next((r.rule for r in reasons.get(field, ())), "told by the whole")
            yield _statement(subject, number, field, value, spans[0], text, rule, concluded=True)
    for span in spans:
        yield _statement(subject, number, "evidence", True, span, text, "mention" if subject == "person" else "clause")


def _statement(  # noqa: PLR0913 - a statement has that many parts
    subject: str, item: int, field: str, value: object, span: Span, text: str, rule: str, *, concluded: bool = False
) -> Statement:
    return Statement(
        subject=subject, item=item, field=field, value=msgspec.json.encode(value).decode(), start=span.start,
        end=span.end, words=text[span.start : span.end], rule=rule, concluded=concluded,
    )  # fmt: skip
