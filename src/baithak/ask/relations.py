"""All relations of a record at a glance: who met whom, states by pairs and people by pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, String, and_, case, cast, func, select

from baithak.ask.levels import MEETINGS
from baithak.reconcile.values import Line
from baithak.record.queries import Wanted, lines_by_ids
from baithak.record.schema import engagement, person, side, taking_part

_MET = (*MEETINGS, "call")
_HAPPENED = ("held", "ongoing")
_WIDE = 10_000_000  # added to a day, so that all days have as many digits


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """Two sides and what the record has of them.

    Attributes:
        sides: Their codes, in alphabetical order.
        engagements: How many engagements both were sides of.
        held: How many of them were held or are under way.
        planned: How many are planned for a day that has not passed.
        last: Date of the last that was held (EDTF), with its id.
        next: Date of the next that is planned, with its id.
    """

    sides: tuple[str, str]
    engagements: int
    held: int
    planned: int
    last: str | None = None
    last_engagement: str | None = None
    next: str | None = None
    next_engagement: str | None = None


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who met others, and in how many engagements."""

    id: str
    name: str
    country: str | None
    engagements: int


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """Two people who met: how often, and the last engagement of them."""

    a: str
    b: str
    times: int
    engagement: str


class Graph(msgspec.Struct, frozen=True, kw_only=True):
    """Who met whom.

    Attributes:
        people: Those with the most meetings.
        total: How many there are of whom these are a part.
        edges: Pairs of them who met, with the last time.
    """

    people: tuple[Node, ...]
    total: int
    edges: tuple[Edge, ...]


def relations(connection: Connection, today: int) -> list[Relation]:
    """All pairs of sides, those with the most engagements first.

    Args:
        connection: A transaction.
        today: By which plans are ahead (proleptic ordinal).
    """
    a, b, e = side.alias(), side.alias(), engagement.c
    held = e.status.in_(_HAPPENED)
    ahead = and_(e.status == "planned", e.last >= today)
    asked = (
        select(
            a.c.country, b.c.country.label("other"), func.count().label("number"), func.sum(case((held, 1), else_=0)),
            func.sum(case((ahead, 1), else_=0)), func.max(case((held, _key(e.last)))),
            func.min(case((ahead, _key(e.last)))),
        )
        .select_from(a.join(b, and_(b.c.engagement == a.c.engagement, b.c.country > a.c.country)))
        .join(engagement, e.id == a.c.engagement)
        .group_by(a.c.country, b.c.country)
    )  # fmt: skip
    rows = connection.execute(asked.order_by(func.count().desc(), a.c.country, b.c.country)).all()
    dates = _dates(connection, (key for row in rows for key in (row[5], row[6]) if key))
    return [
        Relation(
            sides=(row[0], row[1]), engagements=row[2], held=int(row[3]), planned=int(row[4]),
            last=dates.get(_id(row[5])), last_engagement=_id(row[5]), next=dates.get(_id(row[6])),
            next_engagement=_id(row[6]),
        )
        for row in rows
    ]  # fmt: skip


def _key(day: ColumnElement[int]) -> ColumnElement[str]:
    """Day and id in one, so that the newest of a group is found with its id."""
    return cast(func.coalesce(day, 0) + _WIDE, String).concat(engagement.c.id)


def _id(key: str | None) -> str | None:
    return key[len(str(_WIDE)) :] if key else None


def _dates(connection: Connection, keys: Iterable[str]) -> dict[str | None, str | None]:
    found: Iterable[Line] = lines_by_ids(connection, {str(_id(key)) for key in keys})
    return {line.id: line.date for line in found}


def graph(connection: Connection, asked: Wanted, most: int = 300) -> Graph:
    """Who met or called whom.

    Args:
        connection: A transaction.
        asked: Of which engagements: sides and days count.
        most: At most so many people.
    """
    there: dict[str, list[str]] = {}
    days: dict[str, int] = {}
    tally: Counter[str] = Counter()
    for id_, who, day in connection.execute(_taking_part(asked)):
        there.setdefault(id_, []).append(who)
        days[id_] = -1 if day is None else day
        tally[who] += 1
    active = sorted(tally, key=lambda who: (-tally[who], who))
    p = person.c
    rows = connection.execute(select(p.id, p.name, p.country).where(p.id.in_(active[:most])))
    named = {row.id: row for row in rows}
    nodes = [
        Node(id=who, name=named[who].name, country=named[who].country, engagements=tally[who])
        for who in active[:most]
        if who in named
    ]
    return Graph(people=tuple(nodes), total=len(active), edges=tuple(_edges(there, days, set(named))))


def _taking_part(asked: Wanted) -> Select[Any]:
    """Who took part in which engagement, and its last day."""
    e, t = engagement.c, taking_part.c
    chosen = select(t.engagement, t.person, e.last).join(engagement, e.id == t.engagement)
    chosen = chosen.where(e.kind.in_(_MET), e.status.in_(_HAPPENED))
    for country in asked.countries:
        chosen = chosen.where(e.id.in_(select(side.c.engagement).where(side.c.country == country)))
    if asked.since is not None:
        chosen = chosen.where(e.last >= asked.since)
    if asked.until is not None:
        chosen = chosen.where(e.first <= asked.until)
    return chosen


def _edges(there: Mapping[str, Sequence[str]], days: Mapping[str, int], chosen: Container[str]) -> list[Edge]:
    times: Counter[tuple[str, str]] = Counter()
    last: dict[tuple[str, str], tuple[int, str]] = {}
    for id_, people in there.items():
        for pair in combinations(sorted(who for who in people if who in chosen), 2):
            times[pair] += 1
            last[pair] = max(last.get(pair, (-1, "")), (days[id_], id_))
    pairs = sorted(times, key=lambda pair: (-times[pair], pair))
    return [Edge(a=a, b=b, times=times[a, b], engagement=last[a, b][1]) for a, b in pairs]
