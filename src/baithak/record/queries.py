"""Asking a record: lines by pair, person, mechanism, topic, time and status, and what stands behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, func, select
from sqlalchemy.sql import Select

from baithak.reconcile.values import Line
from baithak.record.relate import line_of
from baithak.record.schema import engagement, mention, report, side, statement, taking_part, telling, topic
from baithak.record.statements import Statement


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
        limit: At most so many.
        newest: Whether the newest come first.
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
    limit: int | None = None
    newest: bool = False


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
    first, last = engagement.c.first, engagement.c.last
    order: tuple[ColumnElement[Any], ...]
    if wanted.newest:
        order = (first.is_(None), last.desc(), first.desc(), engagement.c.id)
    else:
        order = (first.is_(None), first, last, engagement.c.id)
    asked = _where(select(engagement.c.value), wanted).order_by(*order)
    if wanted.limit is not None:
        asked = asked.limit(wanted.limit)
    for value in connection.scalars(asked, execution_options={"yield_per": 500}):  # PostgreSQL too gives them as read
        yield line_of(value)


def count(connection: Connection, wanted: Wanted) -> int:
    """How many lines there are of those asked for, whatever the limit.

    Args:
        connection: A transaction.
        wanted: Which.
    """
    return int(connection.execute(_where(select(func.count()).select_from(engagement), wanted)).scalar_one())


def _where(asked: Select[Any], wanted: Wanted) -> Select[Any]:
    e = engagement.c
    for country in wanted.countries:
        asked = asked.where(e.id.in_(select(side.c.engagement).where(side.c.country == country)))
    for person in wanted.people:
        asked = asked.where(e.id.in_(select(taking_part.c.engagement).where(taking_part.c.person == person)))
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
