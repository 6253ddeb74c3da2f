"""Parquet: one row an engagement, its people and its evidence nested; for data frames and DuckDB."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from importlib import import_module
from itertools import islice
from typing import Any, BinaryIO

from baithak.export.days import window
from baithak.export.errors import ExportError
from baithak.export.told import Told

_GROUP = 1000  # rows written at a time


def write(told: Iterator[Told], out: BinaryIO) -> list[str]:
    """Write the engagements; the same record gives the same bytes.

    Args:
        told: The engagements.
        out: Where to.

    Returns:
        What a person should know; nothing.

    Raises:
        ExportError: pyarrow is not installed.
    """
    try:
        pa: Any = import_module("pyarrow")
        pq: Any = import_module("pyarrow.parquet")
    except ImportError as e:
        raise ExportError("Parquet needs pyarrow; install it with: pip install 'baithak[parquet]'") from e
    schema = _schema(pa)
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        while some := [_row(one) for one in islice(told, _GROUP)]:
            writer.write_table(pa.Table.from_pylist(some, schema=schema))
    return []


def _schema(pa: Any) -> Any:
    words, day, many = pa.string(), pa.date32(), pa.list_(pa.string())
    person = pa.struct([(k, words) for k in ("id", "name", "office", "country", "known")])
    step = pa.struct([("told", day), ("status", words), ("date", words)])
    evidence = pa.struct(
        [
            *((k, words) for k in ("report", "source", "published", "language")),
            *(("start", pa.int64()), ("end", pa.int64()), ("words", words)),
        ]
    )
    return pa.schema(
        [
            ("engagement", words), ("kind", words), ("status", words), ("date", words), ("first", day), ("last", day),
            ("place", words), ("place_country", words), ("countries", many), ("people", pa.list_(person)),
            ("mechanism", words), ("ordinal", pa.int32()), ("topics", many), ("salience", words),
            ("sources", pa.int32()), ("conflicts", many), ("history", pa.list_(step)),
            ("added", pa.timestamp("ms", "UTC")), ("evidence", pa.list_(evidence)),
        ]
    )  # fmt: skip


def _row(told: Told) -> dict[str, object]:
    line = told.line
    first, last = window(line.date) or (None, None)
    people = zip(told.people, line.people, strict=True)
    return {
        "engagement": line.id, "kind": line.kind, "status": line.status,
        "date": line.date, "first": first, "last": last,
        "place": line.place, "place_country": line.place_country, "countries": list(line.countries),
        "people": [
            {"id": i, "name": p.name, "office": p.office, "country": p.country, "known": p.known} for i, p in people
        ],
        "mechanism": line.mechanism, "ordinal": line.ordinal, "topics": list(line.topics), "salience": line.salience,
        "sources": line.sources, "conflicts": [s.field for s in line.conflicts],
        "history": [{"told": day and date.fromordinal(day), "status": s, "date": d} for day, s, d, _ in line.history],
        "added": datetime.fromisoformat(told.added),
        "evidence": [
            {
                "report": e.report.id, "source": e.report.source, "published": e.report.published,
                "language": e.report.language, "start": q.start, "end": q.end, "words": q.words,
            }
            for e in told.evidence for q in e.quotes
        ],
    }  # fmt: skip
