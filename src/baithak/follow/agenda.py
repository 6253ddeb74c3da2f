"""What is ahead, owed and due by a record: the queries behind ``dues``.

Every part is asked for in the order in which it is shown and cut at the limit, so that a large record costs no more
than what is shown of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, func, select

from baithak.follow import dues, sittings
from baithak.follow.cadence import coming
from baithak.follow.dues import Told
from baithak.follow.replaced import elsewhere, newer_plan, visit_of
from baithak.follow.values import Due
from baithak.model import Commitment
from baithak.reconcile.values import Line
from baithak.record.queries import sources
from baithak.record.relate import by_ids, line_of
from baithak.record.schema import engagement, promise, promise_component, report, telling

_CHUNK = 500  # values in one IN (…)
_HINTS = 100  # plans that have passed for which a newer one is looked for
_DEPTH, _DEEPER = 20, 80  # plans gone through for each that is shown, so that all that became of them have a share
_decode = msgspec.json.Decoder(Commitment).decode


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which of what is due is asked for.

    Attributes:
        today: As seen on this day (proleptic ordinal).
        sides: All of them must be parties; empty for all.
        states: Only in these states; empty for all.
        limit: At most so many; None for all.
    """

    today: int
    sides: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    limit: int | None = None


def due(connection: Connection, wanted: Wanted) -> list[Due]:
    """What is ahead, owed or due, with the chain of reports that tell it.

    Args:
        connection: A transaction.
        wanted: What is asked for.

    Returns:
        What is open by its day, then what is overdue, the newest first, then the rest.
    """
    parties = None if not wanted.sides else _party_keys(connection, wanted.sides)
    lines: dict[str, Line] = {}
    found = [
        *_plans(connection, wanted, parties, lines),
        *_promises(connection, wanted, parties),
        *_sessions(connection, wanted),
    ]
    if wanted.states:
        found = [d for d in found if d.state in wanted.states]
    found.sort(key=lambda d: dues.by_state(d, wanted.today))
    shown = [
        _with_newer(connection, one, lines[one.id], wanted.today) if n < _HINTS and _is_late(one) else one
        for n, one in enumerate(found[: wanted.limit])
    ]
    words = _words(connection, shown)
    return [dues.with_words(d, words) for d in shown]


def _is_late(one: Due) -> bool:
    return one.sort == "engagement" and one.state == "overdue"


def _with_newer(connection: Connection, one: Due, line: Line, today: int) -> Due:
    """A plan that has passed, with the newer one of its sort where there is one."""
    anew = newer_plan(connection, line, today)
    return dues.replaced(one, anew) if anew else one


def _party_keys(connection: Connection, sides: Sequence[str]) -> list[str]:
    every = connection.scalars(select(promise.c.sides).distinct())
    return [key for key in every if {*sides} <= {*key.split("-")}]


def _within(asked: Any, parties: list[str] | None) -> Any:
    return asked if parties is None else asked.where(promise.c.sides.in_(parties))


# ---------------------------------------------------------------------- planned engagements


def _plans(connection: Connection, wanted: Wanted, parties: list[str] | None, lines: dict[str, Line]) -> Iterator[Due]:
    """Plans and what became of them; their lines go to ``lines``."""
    for ids in _plan_ids(connection, wanted, parties):
        some = _lines(connection, ids)
        told = by_ids(connection, [t for line in some for t in line.tellings])
        reports = sources(connection, [key for line in some for key in line.reports])
        owed = _newest_owed(connection, ids)
        for line in some:
            chain = [
                dues.told_of(t, reports[t.report].id, reports[t.report].published)
                for t in (told[i] for i in line.tellings if i in told)
            ]
            one = dues.of_plan(line, chain, owed.get(line.id), wanted.today)
            if one is None:
                continue
            if one.state in ("open", "overdue") and (found := elsewhere(connection, line, one.due, wanted.today)):
                one = dues.of_plan(line, chain, owed.get(line.id), wanted.today, found) or one
            lines[line.id] = line
            yield _with_newer(connection, one, line, wanted.today) if one.state == "cancelled" else one


def _plan_ids(connection: Connection, wanted: Wanted, parties: list[str] | None) -> Iterator[list[str]]:
    """Ids of the engagements that a report planned, by what became of them, each sort in the order it is shown.

    Driven by the days of the promises, so that no more of a large record is read than is shown.
    """
    p, e = promise.c, engagement.c
    ways: tuple[tuple[ColumnElement[bool], ColumnElement[Any]], ...] = (
        (p.due >= wanted.today, p.due),
        (p.due.is_(None), p.id),
        (p.due < wanted.today, p.due.desc()),
    )
    seen: set[str] = set()
    for where, order in ways:
        asked = (
            select(e.id, e.status)
            .select_from(promise)
            .join(telling, telling.c.id == p.line)
            .join(engagement, e.id == telling.c.engagement)
            .where(p.sort == "commitment", where)
            .order_by(order)
        )
        found: dict[str, list[str]] = {"planned": [], "cancelled": [], "happened": []}
        if wanted.limit is not None:
            asked = asked.limit((_DEEPER if wanted.states else _DEPTH) * wanted.limit)
        for id_, status in connection.execute(_within(asked, parties)):
            some = found.get(status, found["happened"])
            if id_ not in seen and (wanted.limit is None or len(some) < wanted.limit):
                seen.add(id_)
                some.append(str(id_))
            if wanted.limit is not None and all(len(ids) >= wanted.limit for ids in found.values()):
                break
        yield from (ids for ids in found.values() if ids)


def _lines(connection: Connection, ids: Sequence[str]) -> list[Line]:
    out: dict[str, Line] = {}
    for some in _chunks(ids):
        asked = select(engagement.c.id, engagement.c.value).where(engagement.c.id.in_(some))
        out.update((row.id, line_of(row.value)) for row in connection.execute(asked))
    return [out[i] for i in ids if i in out]


def _newest_owed(connection: Connection, ids: Sequence[str]) -> dict[str, Commitment]:
    """The newest commitment made of each engagement."""
    best: dict[str, tuple[tuple[int, str], Commitment]] = {}
    for some in _chunks(ids):
        asked = (
            select(telling.c.engagement, promise.c.id, promise.c.value, report.c.day)
            .join(promise, promise.c.line == telling.c.id)
            .join(report, report.c.key == promise.c.report)
            .where(telling.c.engagement.in_(some))
        )
        for row in connection.execute(asked):
            rank = (row.day or 0, row.id)
            if row.engagement not in best or rank > best[row.engagement][0]:
                best[row.engagement] = rank, _decode(row.value)
    return {key: owed for key, (_, owed) in best.items()}


# ---------------------------------------------------------------------- things owed, invitations


def _promises(connection: Connection, wanted: Wanted, parties: list[str] | None) -> Iterator[Due]:
    for ids in _promise_lines(connection, wanted, parties):
        chains = promised(connection, ids)
        for id_ in ids:
            told = chains[id_]
            one = dues.of_promise(id_, told, wanted.today)
            if one is not None and one.sort == "invitation":
                kept = visit_of(connection, told)
                one = dues.of_promise(id_, told, wanted.today, kept)
            if one is not None:
                yield one


def _promise_lines(connection: Connection, wanted: Wanted, parties: list[str] | None) -> Iterator[list[str]]:
    """Lines of promises by their last day: those ahead, without a day, passed."""
    p = promise.c
    asked = (
        select(p.line, func.max(p.due).label("due"), func.max(report.c.day).label("day"))
        .join(promise_component, promise_component.c.promise == p.id)
        .join(report, report.c.key == p.report)
    )
    rows = connection.execute(_within(asked, parties).group_by(p.line)).all()
    ahead = sorted((r.due, r.line) for r in rows if r.due is not None and r.due >= wanted.today)
    undated = sorted((-(r.day or 0), r.line) for r in rows if r.due is None)
    passed = sorted((-r.due, r.line) for r in rows if r.due is not None and r.due < wanted.today)
    for some in (ahead, undated, passed):
        if some:
            yield [line for _, line in some[: wanted.limit]]


def promised(connection: Connection, lines: Sequence[str]) -> dict[str, list[Told]]:
    """The promises of some lines with their reports.

    Args:
        connection: A transaction.
        lines: Ids of lines of promises.
    """
    out: dict[str, list[Told]] = defaultdict(list)
    for some in _chunks(lines):
        asked = select(
            promise.c.line, promise.c.id, promise.c.value, report.c.key, report.c.id.label("report"),
            report.c.published, report.c.day,
        ).join(report, report.c.key == promise.c.report)  # fmt: skip
        for row in connection.execute(asked.where(promise.c.line.in_(some))):
            owed = _decode(row.value)
            out[row.line].append(
                Told(
                    report=row.report, key=row.key, published=row.published, day=row.day, ref=row.id, status="owed",
                    due=owed.due, quantity=owed.quantity, owed=owed,
                )
            )  # fmt: skip
    return out


# ---------------------------------------------------------------------- sessions by cadence


def _sessions(connection: Connection, wanted: Wanted) -> Iterator[Due]:
    """Sessions that are due by cadence; the register's own mechanisms only where their sides are asked for."""
    names = sittings.names(connection)
    if wanted.sides:
        names = sorted({*names, *sittings.registered_names()})
    sides = sittings.sides_of(connection, names)
    if wanted.sides:
        names = sittings.between(wanted.sides, sides)
    states = sittings.states()
    for name, found in sittings.outlines(connection, names, until=wanted.today).items():
        known = sittings.registered(name)
        ahead = coming(found, known, wanted.today, states)
        if ahead is None or (ahead.rung is not None and ahead.rung.lines):
            continue  # a plan that reports tell is among the planned engagements
        number = f" no. {ahead.number}" if ahead.number is not None else ""
        place = f"; expected in {ahead.place}: {ahead.place_reason}" if ahead.place else ""
        yield Due(
            id=known.id if known else name, sort="session", what=f"{name}{number}",
            by=",".join(sides.get(name, ())) or None, to=None, due=ahead.due,
            state="overdue" if ahead.state == "overdue" else "open", reason=ahead.reason + place,
            place=ahead.place, mechanism=name, number=ahead.number,
        )  # fmt: skip


# ---------------------------------------------------------------------- words


def _words(connection: Connection, shown: Iterable[Due]) -> dict[str, tuple[str, ...]]:
    """The words of every part of every chain, by the id of the telling or promise."""
    links = {link.ref: link.key for one in shown for link in one.chain}
    return words_of(connection, links)


def words_of(connection: Connection, refs: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """The words that tellings and promises stand on.

    Args:
        connection: A transaction.
        refs: Id of a telling or promise to the key of its report.
    """
    spans: dict[str, list[tuple[int, int]]] = {}
    for one in by_ids(connection, refs).values():
        spans[one.id] = list(one.evidence)
    for some in _chunks(sorted({*refs} - {*spans})):
        for row in connection.execute(select(promise.c.id, promise.c.value).where(promise.c.id.in_(some))):
            spans[row.id] = [(s.start, s.end) for s in _decode(row.value).evidence]
    texts: dict[str, str] = {}
    for some in _chunks(sorted(set(refs.values()))):
        texts.update(connection.execute(select(report.c.key, report.c.text).where(report.c.key.in_(some))).all())
    return {ref: tuple(texts[refs[ref]][a:b] for a, b in found) for ref, found in spans.items() if refs[ref] in texts}


def _chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(values), _CHUNK):
        yield values[at : at + _CHUNK]
