"""Whether a record still holds: spans re-read, lines held against their tellings, judgements against their words."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, func, select, text

from baithak.record.judged import lost
from baithak.record.relate import line_of
from baithak.record.schema import engagement, report, statement, telling

_BATCH = 200  # reports read at a time


class Fault(msgspec.Struct, frozen=True):
    """What does not hold: where, and what is wrong."""

    where: str
    what: str


def check(connection: Connection) -> Iterator[Fault]:
    """Everything in a record that does not hold.

    Args:
        connection: A transaction.
    """
    if connection.dialect.name == "sqlite":
        for (said,) in connection.execute(text("PRAGMA integrity_check")):
            if said != "ok":
                yield Fault("the file", str(said))
    yield from _words(connection)
    yield from _lines(connection)
    for number in lost(connection):
        yield Fault(f"judgement {number}", "no report is read today as telling what it was about")


def size(connection: Connection) -> int:
    """How many statements there are to check.

    Args:
        connection: A transaction.
    """
    return int(connection.execute(select(func.count()).select_from(statement)).scalar_one())


def _words(connection: Connection) -> Iterator[Fault]:
    """Statements whose words do not stand where they say."""
    keys = list(connection.scalars(select(report.c.key).order_by(report.c.key)))
    for at in range(0, len(keys), _BATCH):
        some = keys[at : at + _BATCH]
        texts = {
            r.key: r
            for r in connection.execute(select(report.c.key, report.c.id, report.c.text).where(report.c.key.in_(some)))
        }
        asked = select(statement).where(statement.c.report.in_(some)).order_by(statement.c.report, statement.c.number)
        for row in connection.execute(asked):
            there = texts[row.report].text[row.start : row.end]
            if there != row.words.replace("\0", "\ufffd"):
                where = f"{texts[row.report].id}: {row.subject} {row.item} {row.field}"
                yield Fault(where, f"says “{row.words}”, but at {row.start}–{row.end} the report has “{there}”")


def _lines(connection: Connection) -> Iterator[Fault]:
    """Lines and tellings that do not know each other."""
    of_line: dict[str, set[str]] = {}
    for key, line in connection.execute(select(telling.c.id, telling.c.engagement)):
        if line is not None:
            of_line.setdefault(line, set()).add(key)
    for key, value in connection.execute(select(engagement.c.id, engagement.c.value)):
        if set(line_of(value).tellings) != of_line.pop(key, set()):
            yield Fault(
                f"engagement {key}", "does not list the tellings that belong to it; see: baithak reread --apply"
            )
    for line in sorted(of_line):
        yield Fault(f"engagement {line}", "is told but has no line; see: baithak reread --apply")
