"""Lines of the record as rows that commands print and programs read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from baithak.reconcile.values import Line, Telling
from baithak.record.queries import Source, sources
from baithak.record.relate import by_ids

Row = dict[str, object]


def row(line: Line) -> Row:
    """A line with the fields of the extraction contract, without its evidence.

    Args:
        line: The line.
    """
    return {
        "engagement": line.id, "kind": line.kind, "status": line.status, "date": line.date, "place": line.place,
        "place_country": line.place_country, "countries": list(line.countries),
        "people": [p.name for p in line.people], "mechanism": line.mechanism, "ordinal": line.ordinal,
        "topics": list(line.topics), "salience": line.salience, "sources": line.sources,
        "conflicts": [s.field for s in line.conflicts],
    }  # fmt: skip


def told(connection: Connection, lines: Iterable[Line]) -> list[Row]:
    """Lines with every report that tells them and the words there: what ``baithak engagements`` gives to programs.

    Args:
        connection: A transaction.
        lines: The lines.
    """
    some = list(lines)
    tellings = by_ids(connection, [t for line in some for t in line.tellings])
    reports = sources(connection, [key for line in some for key in line.reports])
    return [{**row(line), "reports": _reports(line, tellings, reports)} for line in some]


def _reports(line: Line, tellings: Mapping[str, Telling], reports: Mapping[str, Source]) -> list[Row]:
    spans: dict[str, list[dict[str, int]]] = {}
    for key in line.tellings:
        one = tellings[key]
        spans.setdefault(one.report, []).extend({"start": s, "end": e} for s, e in one.evidence)
    return [
        {"id": reports[key].id, "source": reports[key].source, "published": reports[key].published, "evidence": found}
        for key, found in spans.items()
    ]
