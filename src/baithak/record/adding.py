"""Adding reports to a record: whole or not at all, and the same report twice changes nothing."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, delete, select

from baithak.model import Reading, Report
from baithak.reconcile.values import Named
from baithak.record.cast import settle
from baithak.record.copies import place, sketch
from baithak.record.gists import gist_of
from baithak.record.ids import report_key
from baithak.record.promises import around, judge, keep
from baithak.record.relate import regroup, relate, write
from baithak.record.schema import engagement, journal, mention, report, statement, telling
from baithak.record.search import index, unindex
from baithak.record.statements import statements
from baithak.record.tellings import published_day, tellings


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a report.

    Attributes:
        id: The report's own id.
        key: Its key in the record.
        outcome: ``added``, ``revised`` (the same page told otherwise before), or ``known`` (nothing changed).
        lines: Ids of the engagements that are new or changed by it.
    """

    id: str
    key: str
    outcome: str
    lines: tuple[str, ...] = ()


def known(connection: Connection, one: Report) -> bool:
    """Whether a record has this very report, so that it need not be read.

    Args:
        connection: A transaction.
        one: The report.
    """
    asked = select(report.c.told).where(report.c.key == report_key(one.id, one.text))
    row = connection.execute(asked).first()
    return row is not None and (one.published is None or row.told == one.published)


def add(connection: Connection, one: Report, reading: Reading, *, at: str, pack: str) -> Added:
    """Add one report.

    A report of the same id from the same address with another text, or with another day told, takes the place of the
    old one.

    Args:
        connection: A writing transaction.
        one: The report.
        reading: What it says.
        at: Now, ISO 8601 UTC.
        pack: Version of the program and the language pack that read it.
    """
    key = report_key(one.id, one.text)
    if known(connection, one):
        return Added(id=one.id, key=key, outcome="known")
    before = select(report.c.key).where(
        (report.c.key == key) | ((report.c.id == one.id) & (report.c.source == one.source))
    )
    old = list(connection.scalars(before))
    lines = [line for gone in old for line in remove(connection, gone)]
    lines += _write(connection, one, reading, at=at, pack=pack)
    outcome = "revised" if old else "added"
    connection.execute(journal.insert(), {"at": at, "what": outcome, "report": key, "detail": one.id})
    return Added(id=one.id, key=key, outcome=outcome, lines=tuple(dict.fromkeys(lines)))


def replace_reading(
    connection: Connection, key: str, one: Report, reading: Reading, *, at: str, pack: str
) -> list[str]:
    """Put a new reading of a report in the place of the old one.

    Args:
        connection: A writing transaction.
        key: Key of the report.
        one: The report as it was read.
        reading: What it says today.
        at: Now, ISO 8601 UTC.
        pack: Version that read it.

    Returns:
        Ids of the lines that changed.
    """
    added = connection.execute(select(report.c.added).where(report.c.key == key)).scalar_one()
    lines = remove(connection, key)
    lines += _write(connection, one, reading, at=added, pack=pack)
    connection.execute(journal.insert(), {"at": at, "what": "reread", "report": key, "detail": one.id})
    return list(dict.fromkeys(lines))


def remove(connection: Connection, key: str) -> list[str]:
    """Take a report out, with all that only it tells.

    Args:
        connection: A writing transaction.
        key: Key of the report.

    Returns:
        Ids of the lines that are changed by it.
    """
    mine = select(telling.c.component).where(telling.c.report == key)
    roots = [root for root in connection.scalars(mine) if root]
    others = select(telling.c.id).where(telling.c.component.in_(roots), telling.c.report != key)
    left = list(connection.scalars(others))
    owed = around(connection, key)
    _drop_lines(connection, key)
    unindex(connection, key)
    connection.execute(delete(report).where(report.c.key == key))
    judge(connection, owed)
    return regroup(connection, left)


def _drop_lines(connection: Connection, key: str) -> None:
    """Lines in which the report has a part; those that others tell too are made anew by the caller."""
    lines = select(telling.c.engagement).where(telling.c.report == key)
    connection.execute(delete(engagement).where(engagement.c.id.in_(lines)))


def _write(connection: Connection, one: Report, reading: Reading, *, at: str, pack: str) -> list[str]:
    facts = reading.report
    key = report_key(one.id, one.text)
    drawn = sketch(one.text, facts)
    row = {
        "key": key, "id": one.id, "source": one.source, "language": facts.language, "published": facts.published,
        "basis": facts.published_basis, "told": one.published, "day": published_day(facts.published),
        "agencies": _json(facts.agencies), "furniture": _json(facts.furniture),
        "text": one.text.replace("\0", "\ufffd"),  # PostgreSQL keeps no null
        "gist": gist_of(one.text, facts), "sketch": drawn, "story": key, "pack": pack, "added": at,
    }  # fmt: skip
    connection.execute(report.insert(), row)
    _write_statements(connection, key, one, reading)
    story, moved = place(connection, key, drawn)
    told = tellings(reading, key, story, str(row["gist"]))
    _write_cast(connection, key, reading)
    write(connection, told)
    touched = select(telling.c.id).where(telling.c.report.in_(moved))
    lines = relate(connection, told, connection.scalars(touched) if moved else ())
    keep(connection, key, reading)
    index(connection, key, one.text, told)
    return lines


def _write_statements(connection: Connection, key: str, one: Report, reading: Reading) -> None:
    rows = [
        {"report": key, "number": n, **{f: getattr(s, f) for f in s.__struct_fields__}}
        for n, s in enumerate(statements(reading, one.text))
    ]
    if rows:
        connection.execute(statement.insert(), rows)


def _write_cast(connection: Connection, key: str, reading: Reading) -> None:
    people = [Named(p.name, country=p.country, known=p.known) for p in reading.people]
    ids = settle(connection, people)
    rows = [
        {
            "report": key, "item": n, "person": ids[named], "name": p.name, "office": p.office, "country": p.country,
            "known": p.known,
        }
        for n, (p, named) in enumerate(zip(reading.people, people, strict=True))
    ]  # fmt: skip
    if rows:
        connection.execute(mention.insert(), rows)


def _json(value: Sequence[object]) -> str:
    return msgspec.json.encode(value).decode()
