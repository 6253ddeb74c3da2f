"""Promises, appointments and measures of a report, kept beside the engagements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import Connection

from baithak.model import Appointment, Commitment, Measure, Reading
from baithak.reconcile.values import days
from baithak.record.ids import telling_id
from baithak.record.schema import promise

Kept = Commitment | Appointment | Measure
_SORTS: dict[type, str] = {Commitment: "commitment", Appointment: "appointment", Measure: "measure"}


def keep(connection: Connection, key: str, reading: Reading) -> list[str]:
    """Write what a report says is owed, who takes which office, and measures told beside.

    Args:
        connection: A writing transaction.
        key: Key of the report.
        reading: What it says.

    Returns:
        The ids written.
    """
    rows = list(_rows(key, reading))
    if rows:
        connection.execute(promise.insert(), rows)
    return [str(r["id"]) for r in rows]


def _rows(key: str, reading: Reading) -> Iterator[dict[str, object]]:
    seen: Counter[tuple[str, int]] = Counter()
    kinds: tuple[Sequence[Kept], ...] = (reading.commitments, reading.appointments, reading.measures)
    for items in kinds:
        for number, item in enumerate(items):
            sort = _SORTS[type(item)]
            start = item.evidence[0].start if item.evidence else 0
            seen[sort, start] += 1
            own = telling_id(key, sort, start, seen[sort, start])
            due = days(item.due if isinstance(item, Commitment) else item.date)
            yield {
                "id": own, "sort": sort, "line": own, "report": key, "item": number, "sides": _sides(item),
                "due": due and due[1], "value": msgspec.json.encode(item).decode(),
            }  # fmt: skip


def _sides(item: Kept) -> str:
    match item:
        case Commitment():
            states = f"{item.by or ''},{item.to or ''}"
        case Measure():
            states = f"{item.by or ''},{item.against or ''}"
        case _:
            states = item.country or ""
    return "-".join(sorted({s for s in states.split(",") if s}))[:32]
