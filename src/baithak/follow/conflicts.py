"""The contradictions of a record: the queries behind ``differences``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, Select, func, select

from baithak.follow import differences, sittings
from baithak.follow.agenda import promised, words_of
from baithak.follow.differences import Conflict
from baithak.follow.dues import in_order
from baithak.follow.values import Difference, Source
from baithak.gazetteer import gazetteer
from baithak.reconcile.people import same_person
from baithak.reconcile.values import Line
from baithak.record.queries import sources
from baithak.record.relate import by_ids, line_of
from baithak.record.schema import doubt, engagement, promise, promise_component, report, side

_CHUNK = 500  # values in one IN (…)


def conflicts(connection: Connection, sides: Sequence[str] = (), limit: int | None = None) -> list[Conflict]:
    """Every field on which sources differ, with the words of each side.

    Args:
        connection: A transaction.
        sides: Only of what is between these sides; empty for all.
        limit: At most so many of each sort, the newest first.

    Returns:
        Sessions first, then engagements, people, promises.
    """
    found: list[Conflict] = []
    found += islice(_of_sessions(connection, sides), limit)
    found += _of_lines(connection, sides, limit)
    found += islice(_of_firsts(connection, sides), limit)
    found += _of_offices(connection, sides, limit)
    found += _of_promises(connection, sides, limit)
    return found


# ---------------------------------------------------------------------- engagements


def _of_lines(connection: Connection, sides: Sequence[str], limit: int | None) -> Iterator[Conflict]:
    e = engagement.c
    asked = select(e.id).where(e.conflicts > 0).order_by(e.first.is_(None), e.first.desc(), e.id)
    asked = _between(asked, sides)
    lines = _lines(connection, list(connection.scalars(asked.limit(limit))))
    told = _tellers(connection, [t for line in lines for t in line.tellings])
    for line in lines:
        yield from differences.of_line(line, told)


def _between(asked: Select[Any], sides: Sequence[str]) -> Select[Any]:
    """Held to engagements of all the sides; looked up in each, as the few that are asked for are quicker to find."""
    for one in sides:
        there = select(side.c.engagement).where(side.c.country == one, side.c.engagement == engagement.c.id)
        asked = asked.where(there.exists())
    return asked


def _lines(connection: Connection, ids: Sequence[str]) -> list[Line]:
    out: dict[str, Line] = {}
    for some in _chunks(ids):
        asked = select(engagement.c.id, engagement.c.value).where(engagement.c.id.in_(some))
        out.update((row.id, line_of(row.value)) for row in connection.execute(asked))
    return [out[i] for i in ids if i in out]


def _tellers(connection: Connection, ids: Iterable[str]) -> dict[str, Source]:
    """The report of each telling, with the words there."""
    tellings = by_ids(connection, ids)
    reports = sources(connection, {t.report for t in tellings.values()})
    words = words_of(connection, {t.id: t.report for t in tellings.values()})
    return {
        t.id: Source(
            kind="report", ref=reports[t.report].id, published=reports[t.report].published,
            words=words.get(t.id, ()), report=t.report, telling=t.id,
        )
        for t in tellings.values()
    }  # fmt: skip


def _of_firsts(connection: Connection, sides: Sequence[str]) -> Iterator[Conflict]:
    """Engagements outside any mechanism that bear a number, those of one number and the same people together."""
    e = engagement.c
    asked = select(e.id).where(e.ordinal.is_not(None), e.mechanism.is_(None)).order_by(e.id)
    asked = _between(asked, sides)
    groups: dict[tuple[object, ...], list[list[Line]]] = defaultdict(list)
    for line in _lines(connection, list(connection.scalars(asked))):
        alike = groups[line.kind, line.ordinal, line.countries, line.place_country]
        group = next((g for g in alike if _share(g[0], line)), None)
        if group is None:
            alike.append([line])
        else:
            group.append(line)
    several = [g for alike in groups.values() for g in alike if len(g) > 1]
    told = _tellers(connection, [t for g in several for line in g for t in line.tellings])
    for group in several:
        yield from differences.of_firsts(group, told)


def _share(a: Line, b: Line) -> bool:
    return any(same_person(p, q) for p in a.people for q in b.people)


# ---------------------------------------------------------------------- sessions


def _of_sessions(connection: Connection, sides: Sequence[str]) -> Iterator[Conflict]:
    names = sittings.names(connection)
    if sides:
        names = sittings.between(sides, sittings.sides_of(connection, names))
    for name, outline in sittings.outlines(connection, names).items():
        steps = outline.steps
        if not differences.of_rungs(name, steps) and all(len(r.lines) < 1 for r in steps):
            continue
        found = differences.of_rungs(name, sittings.whole(connection, name, apart=True).steps)
        told = [s for c in found for s in (*c.by, *(x for o in c.others for x in o.sources)) if s.telling]
        words = words_of(connection, {str(s.telling): str(s.report) for s in told})
        yield from (_with_words(c, words) for c in found)


def _with_words(one: Conflict, words: dict[str, tuple[str, ...]]) -> Conflict:
    def worded(told: tuple[Source, ...]) -> tuple[Source, ...]:
        return tuple(replace(s, words=words.get(s.telling or "", ())) for s in told)

    others = tuple(replace(o, sources=worded(o.sources)) for o in one.others)
    return replace(one, by=worded(one.by), others=others)


# ---------------------------------------------------------------------- people's offices


def _of_offices(connection: Connection, sides: Sequence[str], limit: int | None) -> Iterator[Conflict]:
    d = doubt.c
    asked = select(doubt, report.c.id, report.c.published, report.c.text).join(report, report.c.key == d.report)
    if sides:
        every = connection.scalars(select(d.sides).distinct())
        asked = asked.where(d.sides.in_([k for k in every if {*sides} <= {*k.split("-")} or k in sides]))
    for row in connection.execute(asked.order_by(report.c.day.desc(), d.report, d.number).limit(limit)):
        source = Source(
            kind="report",
            ref=row.id,
            published=row.published,
            words=(row.text[row.start : row.end],),
            report=row.report,
        )
        if row.sort == "office":
            subject, field, shown, value = f"{row.name}, {row.day}", "office", row.held, row.told
            why = f"the register: {row.held} on that day"
        else:
            subject, field = f"{row.told} of {row.country}, {row.published}", "holder"
            shown, value, why = row.held, row.name, "the register knows one holder on the day of the report"
        yield Conflict(
            subject=subject, sort="person", field=field, shown=shown, why=why,
            by=_register_of(row.person, row.held if row.sort == "office" else row.told, shown),
            others=(Difference(field=field, value=value, sources=(source,)),),
        )  # fmt: skip


def _register_of(person: str | None, office: str, name: str | None) -> tuple[Source, ...]:
    """The addresses on which the register stands for somebody's office."""
    known = gazetteer()
    people = [known.people[person]] if person in known.people else [o for o in known.people.values() if o.name == name]
    offices = office.split(" and ")
    terms = [t for o in people for t in o.terms if t.office in offices]
    return tuple(
        Source(kind="register", ref=t.source or "no address", says=f"{t.office} {t.start or '..'}/{t.end or '..'}")
        for t in terms
    )


# ---------------------------------------------------------------------- promises


def _of_promises(connection: Connection, sides: Sequence[str], limit: int | None) -> Iterator[Conflict]:
    p = promise.c
    asked = select(p.line).join(promise_component, promise_component.c.promise == p.id)
    if sides:
        every = connection.scalars(select(p.sides).distinct())
        asked = asked.where(p.sides.in_([k for k in every if {*sides} <= {*k.split("-")}]))
    asked = asked.group_by(p.line).having(func.count() > 1).order_by(p.line).limit(limit)
    lines = [str(i) for i in connection.scalars(asked)]
    chains = promised(connection, lines)
    words = words_of(connection, {t.ref: t.key for told in chains.values() for t in told})
    for line in lines:
        told = in_order(chains[line])
        who = {
            t.ref: Source(kind="report", ref=t.report, published=t.published, words=words.get(t.ref, ()), report=t.key)
            for t in told
        }
        yield from differences.of_promise(line, told, who)


def _chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(values), _CHUNK):
        yield values[at : at + _CHUNK]
