"""Who held an office on a day: terms of the register, and those that appointments told in reports open.

What follows is an inference with its reason, never a statement: a side told by its office only may be named by it, and
must be marked so.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, select

from baithak.follow.dues import iso
from baithak.gazetteer import gazetteer
from baithak.model import Appointment
from baithak.reconcile.people import same_person
from baithak.reconcile.values import Named, days
from baithak.record.offices import single
from baithak.record.schema import promise, report

_decode = msgspec.json.Decoder(Appointment).decode


class Tenure(msgspec.Struct, frozen=True, kw_only=True):
    """One term of office.

    Attributes:
        name: Who holds it.
        first: The latest day on which it can have begun (proleptic ordinal).
        last: The earliest day on which it can have ended; None while nobody tells an end.
        reason: Who says so.
        told: Whether a report of the record opens it.
        known: The register's id.
    """

    name: str
    first: int
    last: int | None
    reason: str
    told: bool = False
    known: str | None = None


def holder(connection: Connection, office: str, country: str, day: int) -> tuple[str, str] | None:
    """Who held an office on a day.

    Args:
        connection: A transaction.
        office: English title, lower case.
        country: The state served.
        day: The day (proleptic ordinal).

    Returns:
        Name and reason; None where nobody or more than one is known.
    """
    return on_day([*of_register(office, country), *of_record(connection, office, country)], office, day)


def on_day(terms: Iterable[Tenure], office: str, day: int) -> tuple[str, str] | None:
    """The one holder among some terms of an office.

    Args:
        terms: In any order.
        office: English title; of an office for one person, a term told without an end ends with the next.
        day: The day (proleptic ordinal).
    """
    begun = sorted((t for t in terms if t.first <= day), key=lambda t: (t.first, t.told, t.name))
    open_ = [t for t in begun if t.last is None or day <= t.last]
    if single(office):
        open_ = [t for t in open_ if t.last is not None or not _followed(t, begun)]
    people: list[Tenure] = []
    for term in open_:
        if not any(_same(term, other) for other in people):
            people.append(term)
    return (people[0].name, people[0].reason) if len(people) == 1 else None


def _followed(term: Tenure, begun: Iterable[Tenure]) -> bool:
    return any(t.first > term.first and not _same(t, term) for t in begun)


def _same(a: Tenure, b: Tenure) -> bool:
    return same_person(Named(a.name, known=a.known), Named(b.name, known=b.known)) is not False


def of_register(office: str, country: str) -> list[Tenure]:
    """The terms that the register knows.

    Args:
        office: English title, lower case.
        country: The state served.
    """
    out = []
    for official in gazetteer().holders(office, country):
        for term in official.terms:
            start, end = days(term.start), days(term.end)
            if term.office != office or start is None:
                continue
            until = f" to {term.end}" if term.end else ", in office as far as known"
            reason = f"register: {office} from {term.start}{until}" + (f" ({term.source})" if term.source else "")
            out.append(
                Tenure(
                    name=official.name, first=start[1], last=end[0] if end else None, reason=reason, known=official.id
                )
            )
    return out


def of_record(connection: Connection, office: str, country: str) -> list[Tenure]:
    """The terms that appointments told in the record open.

    Args:
        connection: A transaction.
        office: English title, lower case.
        country: The state served.
    """
    asked = (
        select(promise.c.value, report.c.id, report.c.published, report.c.day)
        .join(report, report.c.key == promise.c.report)
        .where(promise.c.sort == "appointment", promise.c.sides == country)
        .order_by(promise.c.id)
    )
    out = []
    for row in connection.execute(asked):
        told = _decode(row.value)
        if told.office != office:
            continue
        start = days(told.date)
        first = start[1] if start else row.day
        if first is None:
            continue
        when = f", from {told.date}" if start else f", told on {iso(first)}; the day of taking office is not told"
        out.append(
            Tenure(
                name=told.person, first=first, last=None, reason=f"report {row.id}: appointed {office}{when}", told=True
            )
        )
    return out
