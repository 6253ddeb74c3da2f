"""The years in which a report can have been written, by the terms of office of those it names in office."""

from __future__ import annotations

from datetime import date

from baithak.gazetteer import Gazetteer, Official, gazetteer
from baithak.model import Person
from baithak.reconcile.values import days

_LATEST = date.max.toordinal()


def era(people: list[Person]) -> tuple[int, int] | None:
    """First and last day on which all of them held the offices that a report gives them.

    Args:
        people: Those whom the report names.

    Returns:
        Proleptic ordinals; None where nobody's term is known, or the terms exclude each other (somebody is told by a
        former office).
    """
    first, last = 0, _LATEST
    register = gazetteer()
    for person in people:
        held = _held(register, person)
        if held is not None:
            first, last = max(first, held[0]), min(last, held[1])
    if first > last or (first, last) == (0, _LATEST):
        return None
    return first, last


def _held(register: Gazetteer, person: Person) -> tuple[int, int] | None:
    """From the first to the last day of somebody's terms of the office told."""
    official: Official | None = register.people.get(person.known or "")
    if official is None or person.office is None:
        return None
    spans = []
    for term in official.terms:
        if term.office == person.office:
            start, end = days(term.start), days(term.end)
            spans.append((start[0] if start else 0, end[1] if end else _LATEST))
    return (min(s for s, _ in spans), max(e for _, e in spans)) if spans else None
