"""What a report says of offices, held against the register: an office not held on the day, an office another held.

Written when a report is added, so that nobody has to go through all reports to find them.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from baithak.gazetteer import Official, Term, gazetteer
from baithak.model import Engagement, Person, Reading
from baithak.reconcile.people import same_person
from baithak.reconcile.values import Named, days
from baithak.record.offices import single
from baithak.record.schema import doubt

_YEAR = 366  # days within which a date must lie for an office to be held against it
_SLACK = 31  # days by which the bounds of a term may be off


def note(connection: Connection, key: str, reading: Reading) -> None:
    """Write what of a report's offices the register contradicts.

    Args:
        connection: A writing transaction.
        key: Key of the report.
        reading: What it says.
    """
    rows = [
        {"report": key, "number": n, **row} for n, row in enumerate([*_at_engagements(reading), *_of_others(reading)])
    ]
    if rows:
        connection.execute(doubt.insert(), rows)


def _at_engagements(reading: Reading) -> Iterator[dict[str, object]]:
    """Offices that somebody did not hold on the day of an engagement, though at another time."""
    cast = {p.name: (n, p) for n, p in enumerate(reading.people)}
    told: set[tuple[int, str, str]] = set()
    for e in reading.engagements:
        span = days(e.date)
        if span is None or span[1] - span[0] > _YEAR:
            continue
        for name in e.participants:
            number, person = cast.get(name, (-1, None))
            held = person and _held_instead(person, span)
            if person is None or not held or (number, person.office or "", held) in told:
                continue
            told.add((number, person.office or "", held))
            yield _row("office", number, person, held, e)


def _held_instead(person: Person, span: tuple[int, int]) -> str | None:
    """The offices held on those days by somebody who is told in an office of another time."""
    official = gazetteer().people.get(person.known or "")
    if official is None or not person.office or all(t.office != person.office for t in official.terms):
        return None
    then = _offices(official, span)
    if not then or person.office in then or any(t.office == person.office and _near(t, span) for t in official.terms):
        return None
    return " and ".join(then)


def _offices(official: Official, span: tuple[int, int]) -> list[str]:
    return sorted({t.office for t in official.terms if _covers(t, span)})


def _covers(term: Term, span: tuple[int, int]) -> bool:
    start, end = days(term.start), days(term.end)
    return start is not None and start[1] <= span[0] and (end is None or span[1] <= end[0])


def _near(term: Term, span: tuple[int, int]) -> bool:
    """Whether a term may touch some days, its bounds being known roughly."""
    start, end = days(term.start), days(term.end)
    low = start[0] - _SLACK if start else 0
    return low <= span[1] and (end is None or span[0] <= end[1] + _SLACK)


def _of_others(reading: Reading) -> Iterator[dict[str, object]]:
    """People told in an office of which the register knows one other holder on the day of the report."""
    day = days(reading.report.published)
    if day is None or day[0] != day[1]:
        return
    register = gazetteer()
    for number, person in enumerate(reading.people):
        if person.known or not person.office or not person.country or not single(person.office):
            continue
        holders = [
            o
            for o in register.holders(person.office, person.country)
            if any(t.office == person.office and _covers(t, day) for t in o.terms)
        ]
        if len(holders) != 1 or len(person.name.split()) < 2:
            continue
        ours = Named(person.name, country=person.country)
        if same_person(ours, Named(holders[0].name, country=person.country)) is False:
            yield _row("holder", number, person, holders[0].name, None)


def _row(sort: str, number: int, person: Person, held: str, e: Engagement | None) -> dict[str, object]:
    span = e.evidence[0] if e and e.evidence else person.mentions[0] if person.mentions else None
    return {
        "sort": sort, "person": person.known, "name": person.name, "country": person.country or "",
        "told": person.office or "", "held": held, "day": e.date if e else None,
        "sides": "-".join(sorted(e.countries))[:32] if e else person.country or "",
        "start": span.start if span else 0, "end": span.end if span else 0,
    }  # fmt: skip
