"""Asking a record: lines by pair, person, mechanism, topic, time and status, and what stands behind them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, and_, false, func, or_, select, true
from sqlalchemy.sql import Select

from baithak.reconcile.values import Line
from baithak.record.relate import line_of
from baithak.record.schema import engagement, mention, report, side, statement, taking_part, telling, topic
from baithak.record.statements import Statement

_ORDER = (engagement.c.first.is_(None), engagement.c.first, engagement.c.last, engagement.c.id)
_OFTEN = 3000  # lines from which a side or person counts as frequent


class Place(msgspec.Struct, frozen=True, array_like=True):
    """Where a line stands among the newest: its last and first day (None for the undated), and its id."""

    last: int | None
    first: int | None
    id: str


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which lines are asked for; what is None or empty does not matter.

    Attributes:
        countries: All of them are sides.
        people: Ids of the record; all of them took part.
        mechanism: Its name as in the register.
        topic: One of the contract's topics.
        kind: One of the six kinds, or several.
        status: One or several.
        since: First day (proleptic ordinal); a line counts if any of its days may lie there.
        until: Last day.
        dated: False: the undated too; True: only those whose days are known.
        undated: Only those whose year is not known.
        limit: At most so many.
        newest: Whether the newest come first.
        ids: Only these; None for all.
        after: Only those that come, the newest first, after the line that stands there.
    """

    countries: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    mechanism: str | None = None
    topic: str | None = None
    kind: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    dated: bool = False
    undated: bool = False
    limit: int | None = None
    newest: bool = False
    ids: tuple[str, ...] | None = None
    after: Place | None = None


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A report of the record, without its text."""

    key: str
    id: str
    source: str
    language: str
    published: str | None
    basis: str
    agencies: tuple[str, ...]
    story: str
    added: str


def lines(connection: Connection, wanted: Wanted) -> Iterator[Line]:
    """The lines asked for, in the order of their days; the undated last.

    Args:
        connection: A transaction.
        wanted: Which.
    """
    for value in values(connection, wanted):
        yield line_of(value)


def values(connection: Connection, wanted: Wanted) -> Iterator[str]:
    """The same as the JSON of the lines, for those who need a part of each.

    Args:
        connection: A transaction.
        wanted: Which.
    """
    if wanted.limit is None and not wanted.newest:
        yield from connection.scalars(_where(select(engagement.c.value), wanted).order_by(*_ORDER))
        return
    ids = list(newest_ids(connection, wanted) if wanted.newest else _first_ids(connection, wanted))
    for at in range(0, len(ids), 500):
        mine = ids[at : at + 500]
        some = select(engagement.c.id, engagement.c.value).where(engagement.c.id.in_(mine))
        found = dict(connection.execute(some).all())
        yield from (found[id_] for id_ in mine)


def newest_ids(connection: Connection, wanted: Wanted) -> Iterator[str]:
    """Ids of the lines asked for, the newest first; those without days are only sorted where they are reached.

    Args:
        connection: A transaction.
        wanted: Which.
    """
    first, last = engagement.c.first, engagement.c.last
    left = wanted.limit
    parts = [last.is_not(None)] if wanted.dated else [last.is_not(None), last.is_(None)]
    often = _often(connection, wanted) if left is not None else set()
    for part in parts:
        asked = _where(select(engagement.c.id), wanted, often).where(part)
        if wanted.after is not None:
            asked = asked.where(_later(wanted.after, undated=part is not parts[0]))
        asked = asked.order_by(last.desc(), first.desc(), engagement.c.id)
        found = connection.scalars(asked if left is None else asked.limit(left)).all()
        yield from found
        left = None if left is None else left - len(found)
        if left == 0:
            return


def _later(place: Place, *, undated: bool) -> ColumnElement[bool]:
    """Whether a line comes after a place, the newest first."""
    e = engagement.c
    if place.last is None or place.first is None:
        return e.id > place.id if undated else false()
    if undated:
        return true()
    same_day = and_(e.last == place.last, or_(e.first < place.first, and_(e.first == place.first, e.id > place.id)))
    return and_(e.last <= place.last, or_(e.last < place.last, same_day))


def place_of(connection: Connection, id: str) -> Place | None:  # noqa: A002
    """Where a line stands among the newest.

    Args:
        connection: A transaction.
        id: Its id.
    """
    e = engagement.c
    row = connection.execute(select(e.last, e.first, e.id).where(e.id == id)).first()
    return Place(*row) if row else None


def _first_ids(connection: Connection, wanted: Wanted) -> Iterator[str]:
    asked = _where(select(engagement.c.id), wanted).order_by(*_ORDER).limit(wanted.limit)
    yield from connection.scalars(asked)


def by_mechanism(connection: Connection, wanted: Wanted) -> dict[str, list[str]]:
    """Ids of the lines asked for that are sittings of a mechanism, by its name, the newest first.

    Args:
        connection: A transaction.
        wanted: Which.
    """
    e = engagement.c
    asked = _where(select(e.mechanism, e.id), wanted).where(e.mechanism.is_not(None))
    out: dict[str, list[str]] = {}
    for name, id_ in connection.execute(asked.order_by(e.first.is_(None), e.last.desc(), e.first.desc(), e.id)):
        out.setdefault(name, []).append(id_)
    return out


def count(connection: Connection, wanted: Wanted) -> int:
    """How many lines there are of those asked for, whatever the limit.

    Args:
        connection: A transaction.
        wanted: Which.
    """
    return int(connection.execute(_where(select(func.count()).select_from(engagement), wanted)).scalar_one())


def _often(connection: Connection, wanted: Wanted) -> set[str]:
    """Sides and people in so many lines that it is quicker to look for them in each line than to list theirs."""
    out = set()
    asked = [(c, select(side.c.engagement).where(side.c.country == c)) for c in wanted.countries]
    asked += [(p, select(taking_part.c.engagement).where(taking_part.c.person == p)) for p in wanted.people]
    for name, some in asked:
        if connection.scalar(select(func.count()).select_from(some.limit(_OFTEN).subquery())) == _OFTEN:
            out.add(name)
    return out


def _has(table: Table, mine: ColumnElement[bool], often: bool) -> ColumnElement[bool]:
    there = select(table.c.engagement).where(mine)
    if often:
        return there.where(table.c.engagement == engagement.c.id).exists()
    return engagement.c.id.in_(there)


def chosen(asked: Select[Any], wanted: Wanted, *, few: bool = False) -> Select[Any]:
    """A query on engagements held to those asked for, whatever the limit and the order.

    Args:
        asked: The query.
        wanted: Which.
        few: Whether the query has few rows anyway, so that it is quicker to look at each of them.
    """
    return _where(asked, wanted, {*wanted.countries, *wanted.people} if few else ())


def _where(asked: Select[Any], wanted: Wanted, often: Collection[str] = ()) -> Select[Any]:
    e = engagement.c
    if wanted.ids is not None:
        asked = asked.where(e.id.in_(wanted.ids))
    for country in wanted.countries:
        asked = asked.where(_has(side, side.c.country == country, country in often))
    for person in wanted.people:
        asked = asked.where(_has(taking_part, taking_part.c.person == person, person in often))
    if wanted.topic:
        asked = asked.where(e.id.in_(select(topic.c.engagement).where(topic.c.topic == wanted.topic)))
    if wanted.mechanism:
        asked = asked.where(e.mechanism == wanted.mechanism)
    if wanted.kind:
        asked = asked.where(e.kind.in_(wanted.kind))
    if wanted.status:
        asked = asked.where(e.status.in_(wanted.status))
    if wanted.since is not None:
        asked = asked.where(e.last >= wanted.since)
    if wanted.until is not None:
        asked = asked.where(e.first <= wanted.until)
    if wanted.dated:
        asked = asked.where(e.first.is_not(None))
    if wanted.undated:
        asked = asked.where(e.first.is_(None))
    return asked


def line(connection: Connection, id: str) -> Line | None:  # noqa: A002
    """A line by its id, or by the id of any telling that ever was or is its part.

    Args:
        connection: A transaction.
        id: The id.
    """
    value = connection.scalar(select(engagement.c.value).where(engagement.c.id == id))
    if value is None:
        through = select(telling.c.engagement).where(telling.c.id == id)
        value = connection.scalar(select(engagement.c.value).where(engagement.c.id.in_(through)))
    return line_of(value) if value is not None else None


def lines_by_ids(connection: Connection, ids: Iterable[str]) -> Iterator[Line]:
    """Lines by their ids; those that are not there are left out.

    Args:
        connection: A transaction.
        ids: The ids.
    """
    wanted = sorted(set(ids))
    for at in range(0, len(wanted), 500):
        some = select(engagement.c.value).where(engagement.c.id.in_(wanted[at : at + 500]))
        for value in connection.scalars(some):
            yield line_of(value)


def sources(connection: Connection, keys: Iterable[str]) -> dict[str, Source]:
    """Reports by their keys.

    Args:
        connection: A transaction.
        keys: The keys.
    """
    wanted = sorted(set(keys))
    r = report.c
    columns = (r.key, r.id, r.source, r.language, r.published, r.basis, r.agencies, r.story, r.added)
    out: dict[str, Source] = {}
    for at in range(0, len(wanted), 500):
        for row in connection.execute(select(*columns).where(r.key.in_(wanted[at : at + 500]))):
            fields = {**row._mapping, "agencies": tuple(msgspec.json.decode(row.agencies))}
            out[row.key] = Source(**fields)
    return out


def text_of(connection: Connection, key: str) -> str | None:
    """The text of a report as read.

    Args:
        connection: A transaction.
        key: Its key.
    """
    return connection.scalar(select(report.c.text).where(report.c.key == key))


def statements_of(
    connection: Connection, key: str, subject: str | None = None, item: int | None = None
) -> list[Statement]:
    """What a report states.

    Args:
        connection: A transaction.
        key: Key of the report.
        subject: Only of this sort.
        item: Only of this one of the sort.
    """
    s = statement.c
    asked = select(s.subject, s.item, s.field, s.value, s.start, s.end, s.words, s.rule, s.concluded).where(
        s.report == key
    )
    if subject is not None:
        asked = asked.where(s.subject == subject)
    if item is not None:
        asked = asked.where(s.item == item)
    return [Statement(**row._mapping) for row in connection.execute(asked.order_by(s.number))]


def items(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, int]]:
    """Report and place in it of tellings.

    Args:
        connection: A transaction.
        ids: Ids of the tellings.
    """
    out: dict[str, tuple[str, int]] = {}
    for at in range(0, len(ids), 500):
        asked = select(telling.c.id, telling.c.report, telling.c.item).where(telling.c.id.in_(ids[at : at + 500]))
        out.update({row.id: (row.report, row.item) for row in connection.execute(asked)})
    return out


def people_ids(connection: Connection, keys: Iterable[str]) -> dict[str, dict[str, str]]:
    """The record's ids of the people that reports name: report to name to id.

    Args:
        connection: A transaction.
        keys: Keys of the reports.
    """
    out: dict[str, dict[str, str]] = {}
    for row in connection.execute(
        select(mention.c.report, mention.c.name, mention.c.person).where(mention.c.report.in_(sorted(set(keys))))
    ):
        out.setdefault(row.report, {})[row.name] = row.person
    return out
