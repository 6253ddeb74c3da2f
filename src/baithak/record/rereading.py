"""Reading a record's reports again with today's rules: the difference first, then, if wanted, the new reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import msgspec
from sqlalchemy import Connection, select

from baithak.errors import BaithakError
from baithak.model import Reading, Report
from baithak.reconcile.values import Telling
from baithak.record.adding import replace_reading
from baithak.record.relate import by_ids
from baithak.record.schema import report, telling
from baithak.record.tellings import tellings

_FIELDS = (
    "kind",
    "status",
    "date",
    "place",
    "place_country",
    "people",
    "countries",
    "mechanism",
    "ordinal",
    "topics",
    "salience",
)


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What a new reading says otherwise: ``new`` and ``gone`` engagements, or a field before and after."""

    report: str
    what: str
    engagement: str
    field: str | None = None
    before: str | None = None
    after: str | None = None


def stale(connection: Connection, pack: Callable[[str], str], *, everything: bool = False) -> list[str]:
    """Keys of the reports that were read by another version than today's.

    Args:
        connection: A transaction.
        pack: Version of the program and of the pack of a language.
        everything: Whether those of today's version count too.
    """
    asked = select(report.c.key, report.c.language, report.c.pack).order_by(report.c.day, report.c.key)
    return [row.key for row in connection.execute(asked) if everything or row.pack != pack(row.language)]


def report_of(connection: Connection, key: str) -> Report:
    """A report as it was read.

    Args:
        connection: A transaction.
        key: Its key.

    Raises:
        BaithakError: The record has none of this key.
    """
    row = connection.execute(select(report).where(report.c.key == key)).first()
    if row is None:
        raise BaithakError(f"the record has no report {key!r}")
    return Report(id=row.id, source=row.source, text=row.text, language=row.language, published=row.told)


def changes(connection: Connection, key: str, reading: Reading) -> Iterator[Change]:
    """What a new reading of a report says otherwise than the one in the record.

    Args:
        connection: A transaction.
        key: Key of the report.
        reading: The new reading.
    """
    row = connection.execute(select(report.c.id, report.c.story, report.c.published).where(report.c.key == key)).one()
    old = by_ids(connection, connection.scalars(select(telling.c.id).where(telling.c.report == key)))
    new = {t.id: t for t in tellings(reading, key, row.story)}
    if row.published != reading.report.published:
        before, after = row.published, reading.report.published
        yield Change(report=row.id, what="changed", engagement="", field="published", before=before, after=after)
    yield from _compared(row.id, old, new)


def _compared(name: str, old: Mapping[str, Telling], new: Mapping[str, Telling]) -> Iterator[Change]:
    for key in sorted(old.keys() | new.keys(), key=lambda k: ((new.get(k) or old[k]).start, k)):
        if key not in new:
            yield Change(report=name, what="gone", engagement=key, before=_brief(old[key]))
        elif key not in old:
            yield Change(report=name, what="new", engagement=key, after=_brief(new[key]))
        else:
            for field in _FIELDS:
                before, after = _shown(old[key], field), _shown(new[key], field)
                if before != after:
                    yield Change(report=name, what="changed", engagement=key, field=field, before=before, after=after)


def _brief(one: Telling) -> str:
    parts = [
        one.status,
        one.kind,
        one.date,
        one.place or one.place_country,
        _shown(one, "people"),
        _shown(one, "countries"),
    ]
    return " · ".join(p for p in parts if p)


def _shown(one: Telling, field: str) -> str | None:
    value = getattr(one, field)
    if field == "people":
        return ", ".join(sorted(p.name for p in one.people)) or None
    if isinstance(value, tuple):
        return ", ".join(sorted(value)) or None
    return None if value is None else str(value)


def apply(connection: Connection, key: str, reading: Reading, *, at: str, pack: str) -> list[str]:
    """Put a new reading in the place of the one in the record; judgements stay on their words.

    Args:
        connection: A writing transaction.
        key: Key of the report.
        reading: The new reading.
        at: Now, ISO 8601 UTC.
        pack: Version that read it.

    Returns:
        Ids of the lines that changed.
    """
    return replace_reading(connection, key, report_of(connection, key), reading, at=at, pack=pack)
