"""What came into a record last: its journal, and the engagements that its newest reports tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, func, select

from baithak.record.queries import Wanted, chosen
from baithak.record.schema import engagement, journal, report, telling

_FEW = 2_000  # engagements up to which all of them are looked through
_AT_ONCE = 400  # reports gone through at a time


class State(msgspec.Struct, frozen=True):
    """Number and time of the last entry of the journal: as long as they stay, so does all that is shown."""

    number: int
    at: str


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the journal.

    Attributes:
        number: Its number; the next has a greater one.
        what: ``added``, ``revised``, ``reread``, ``judged`` or ``undone``.
        report: Key of the report, None where none is at hand.
        detail: Id of the report; the verdict; the number of the judgement taken back.
        engagements: Ids of the engagements that the report tells today.
    """

    number: int
    at: str
    what: str
    report: str | None
    detail: str
    engagements: tuple[str, ...] = ()


def state(connection: Connection) -> State:
    """The state of a record.

    Args:
        connection: A transaction.
    """
    asked = select(journal.c.number, journal.c.at).order_by(journal.c.number.desc()).limit(1)
    row = connection.execute(asked).first()
    return State(row.number, row.at) if row else State(0, "1970-01-01T00:00:00Z")


def changes(connection: Connection, since: str | None, after: int, limit: int) -> list[Entry]:
    """Entries of the journal, the oldest first.

    Args:
        connection: A transaction.
        since: From this time or day on (ISO 8601 UTC).
        after: After the entry of this number.
        limit: At most so many.
    """
    j = journal.c
    asked = select(j.number, j.at, j.what, j.report, j.detail).where(j.number > after).order_by(j.number).limit(limit)
    if since is not None:
        first = connection.scalar(select(func.min(j.number)).where(j.at >= since))
        if first is None:
            return []
        asked = asked.where(j.number >= first)
    rows = connection.execute(asked).all()
    told: dict[str, list[str]] = {}
    keys = sorted({row.report for row in rows if row.report})
    lines = select(telling.c.report, telling.c.engagement).where(telling.c.report.in_(keys)).order_by(telling.c.item)
    for key, line in connection.execute(lines):
        if line is not None and line not in told.setdefault(key, []):
            told[key].append(line)
    return [Entry(**row._mapping, engagements=tuple(told.get(row.report or "", ()))) for row in rows]


def newest(connection: Connection, wanted: Wanted, most: int) -> list[str]:
    """Ids of the engagements whose reports came into the record last, the newest first.

    Args:
        connection: A transaction.
        wanted: Which engagements.
        most: At most so many.
    """
    some = chosen(select(engagement.c.id), wanted).limit(_FEW + 1).subquery()
    if int(connection.scalar(select(func.count()).select_from(some)) or 0) > _FEW:
        return list(dict.fromkeys(_backwards(connection, wanted, most)))
    r, e = report.c, engagement.c
    asked = (
        chosen(select(telling.c.engagement), wanted)
        .join(report, r.key == telling.c.report)
        .join(engagement, e.id == telling.c.engagement)
        .group_by(telling.c.engagement, e.last)
        .order_by(func.max(r.added).desc(), e.last.desc(), telling.c.engagement)
        .limit(most)
    )
    return [str(id_) for id_ in connection.scalars(asked)]


def _backwards(connection: Connection, wanted: Wanted, most: int) -> Iterator[str]:
    """Through the reports from the newest on, until there are enough."""
    r = report.c
    seen: set[str] = set()
    mark: tuple[str, str] | None = None
    while len(seen) < most:
        asked = select(r.added, r.key).order_by(r.added.desc(), r.key.desc()).limit(_AT_ONCE)
        if mark is not None:
            asked = asked.where((r.added < mark[0]) | ((r.added == mark[0]) & (r.key < mark[1])))
        some = connection.execute(asked).all()
        if not some:
            return
        mark = (some[-1].added, some[-1].key)
        told: Select[Any] = select(telling.c.report, telling.c.engagement)
        told = told.join(engagement, engagement.c.id == telling.c.engagement)
        told = chosen(told.where(telling.c.report.in_([row.key for row in some])), wanted, few=True)
        lines: dict[str, list[str]] = {}
        for key, line in connection.execute(told):
            lines.setdefault(key, []).append(line)
        for row in some:
            for line in lines.get(row.key, ()):
                if len(seen) < most:
                    seen.add(line)
                    yield line
