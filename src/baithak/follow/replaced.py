"""What took the place of a plan called off, and the visit that keeps an invitation: found in the record's lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import Connection, select

from baithak.follow.dues import Told, in_order, said, told_of
from baithak.follow.sittings import held_by_register
from baithak.gazetteer import gazetteer
from baithak.model import Commitment
from baithak.reconcile.people import same_person
from baithak.reconcile.values import FAMILIES, Line, days
from baithak.record.queries import sources
from baithak.record.relate import by_ids, line_of
from baithak.record.schema import engagement, promise, promise_component, side

_POSTPONED = "postponed"
_LATEST = 2 * 366  # days after an invitation within which a visit keeps it
_ENOUGH = 200  # engagements looked at for one plan
_HAPPENED = ("held", "ongoing")
_VISITS = ("visit", "summit")
_AT_HOME = ("visit", "summit", "session", "meeting", "signing")  # what nobody abroad can take part in
_decode = msgspec.json.Decoder(Commitment).decode


def newer_plan(connection: Connection, line: Line, today: int) -> str | None:
    """What took the place of an engagement that was called off.

    Args:
        connection: A transaction.
        line: The engagement's line.
        today: As seen on this day (proleptic ordinal).

    Returns:
        The newer plan in words; None where no report tells any.
    """
    told = max((t for t, status, _, _ in line.history if status == line.status and t is not None), default=None)
    for other in _others(connection, line, told):
        first = min((t for t, _, _, _ in other.history if t is not None), default=None)
        if first is not None and first <= today and (other.status == "planned" or line.status == "cancelled"):
            return f"{said(other)}, {other.date or 'no day told'} ({other.id})"
    asked = select(promise.c.value).join(promise_component, promise_component.c.promise == promise.c.id)
    for value in connection.scalars(asked.where(promise.c.report.in_(line.reports)).order_by(promise.c.id)):
        owed = _decode(value)
        if owed.engagement and owed.what.startswith(f"{_POSTPONED} {line.kind}"):
            return "dates to be fixed"
    return None


def _others(connection: Connection, line: Line, told: int | None) -> Iterator[Line]:
    """Other plans and sittings of the same sort between the same sides, told since."""
    kinds = tuple(k for k, family in FAMILIES.items() if family == FAMILIES.get(line.kind, line.kind))
    at = days(line.date)
    since = at[1] + 1 if at else told
    if since is None:
        return
    people = {p.name for p in line.people}
    status = ("planned",) if line.status == "planned" else ("planned", *_HAPPENED)
    for other in _between(connection, line.countries, (since, since + _LATEST), kinds, status):
        later = [t for t, _, _, _ in other.history if t is not None and (told is None or t >= told)]
        shared = not people or not other.people or bool(people & {p.name for p in other.people})
        if other.id != line.id and later and shared and line.mechanism in (None, other.mechanism):
            yield other


def _between(
    connection: Connection, sides: Sequence[str], span: tuple[int, int], kinds: Sequence[str], status: Sequence[str]
) -> Iterator[Line]:
    """Engagements of all of some sides that begin on some days, by their days."""
    e = engagement.c
    asked = select(e.value).where(e.first.between(*span), e.kind.in_(kinds), e.status.in_(status))
    asked = asked.where(e.last >= span[0])  # found by status and day where few are of that status
    for one in sides:
        mine = select(side.c.country).where(side.c.country == one, side.c.engagement == e.id)
        asked = asked.where(mine.correlate(engagement).exists())
    for value in connection.scalars(asked.order_by(e.first, e.id).limit(_ENOUGH)):
        yield line_of(value)


def elsewhere(connection: Connection, line: Line, planned: str | None, today: int) -> tuple[str, str] | None:
    """Where something else than a plan's own line tells that it was held.

    Args:
        connection: A transaction.
        line: The line of the plan.
        planned: The day that the plan gives, EDTF.
        today: As seen on this day (proleptic ordinal).

    Returns:
        Id of the engagement (empty for the register's) and why; None where nothing tells it.
    """
    if line.mechanism and (sat := held_by_register(line, planned, today)) is not None:
        return "", f"the register has it as held, {sat.date}: {sat.sources[0].ref}"
    span = days(planned)
    if line.kind != "visit" or not line.place_country or not line.people or span is None or span[0] > today:
        return None
    for other in _between(connection, line.countries, (span[0], min(span[1], today)), _AT_HOME, _HAPPENED):
        at = days(other.date)
        inside = at is not None and span[0] <= at[0] and at[1] <= span[1]
        guests = [p for p in line.people if p.country != line.place_country]
        there = guests and all(any(same_person(p, q) for q in other.people) for p in guests)
        if inside and there and other.place_country == line.place_country and other.id != line.id:
            found = _held(connection, other)
            if found is not None and (found.day is None or found.day <= today):
                return other.id, f"{found.report} tells {said(other)} as held there, {other.date}"
    return None


def visit_of(connection: Connection, told: Sequence[Told]) -> Told | None:
    """The first visit told as held that keeps an invitation.

    Args:
        connection: A transaction.
        told: The invitation's promises.
    """
    first = in_order(told)[0]
    owed = first.owed
    if owed is None or not owed.by or not owed.to or first.day is None:
        return None
    sides = tuple(dict.fromkeys((*owed.by.split(","), *owed.to.split(","))))
    for line in _between(connection, sides, (first.day, first.day + _LATEST), _VISITS, _HAPPENED):
        if line.place_country not in owed.to.split(","):
            continue
        named = any(p.name in owed.what for p in line.people if p.country in owed.by.split(","))
        if named or not _names_somebody(owed):
            return _held(connection, line)
    return None


def _names_somebody(owed: Commitment) -> bool:
    """Whether an invitation names a person: its first words are then no state's name."""
    who = owed.what.split(" to visit ")[0]
    return all(s.name != who for s in gazetteer().states.values())


def _held(connection: Connection, line: Line) -> Told | None:
    tellings = by_ids(connection, line.tellings)
    reports = sources(connection, line.reports)
    done = [
        told_of(t, reports[t.report].id, reports[t.report].published)
        for t in tellings.values()
        if t.status in _HAPPENED
    ]
    best = in_order(done)
    return msgspec.structs.replace(best[0], ref=line.id, due=line.date) if best else None
