"""Commands that ask a record: timeline, engagements."""

from __future__ import annotations

from typing import Annotated

import typer

from baithak.commands.out import Listing, ListingFormat, RecordPlace, Row, listing, put
from baithak.commands.record import reading

Pair = Annotated[str | None, typer.Option("--pair", metavar="IN,RU", help="Sides that took part (ISO 3166-1).")]
Since = Annotated[str | None, typer.Option(metavar="DAY", help="From this day, month or year (EDTF).")]
Until = Annotated[str | None, typer.Option(metavar="DAY", help="Until this day, month or year (EDTF).")]
_COLUMNS = {
    "date": "when", "status": "status", "kind": "kind", "where": "where", "countries": "sides",
    "mechanism": "mechanism", "people": "people", "sources": "sources", "engagement": "id",
}  # fmt: skip


def timeline(  # noqa: PLR0913, PLR0917 - one option for each thing that can be asked
    record: RecordPlace = None,
    pair: Pair = None,
    person: Annotated[str | None, typer.Option(help="Somebody who took part, in any script.")] = None,
    mechanism: Annotated[str | None, typer.Option(help="A standing mechanism, by its name.")] = None,
    topic: Annotated[str | None, typer.Option(help="One of the topics of the contract.")] = None,
    kind: Annotated[list[str] | None, typer.Option(help="meeting, call, session, summit, visit or signing.")] = None,
    status: Annotated[list[str] | None, typer.Option(help="held, planned, ongoing or cancelled.")] = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many, the newest.")] = None,
    format: ListingFormat = Listing.TABLE,  # noqa: A002
) -> None:
    """Show who met whom and when, the undated last."""
    from baithak.ask.rows import row  # noqa: PLC0415
    from baithak.ask.wanted import wanted  # noqa: PLC0415
    from baithak.record.queries import lines  # noqa: PLC0415

    with reading(record) as connection:
        asked = wanted(
            connection, pair=pair, person=person, mechanism=mechanism, topic=topic, kind=kind or (),
            status=status or (), since=since, until=until, limit=limit,
        )  # fmt: skip
        found = list(lines(connection, asked))
    found = found[::-1] if limit is not None else found
    listing([_seen(row(line)) for line in found], format, _COLUMNS, empty="no engagement of the record is like that")


def _seen(row: dict[str, object]) -> Row:
    """A row with what a person reads: place and state in one, a session with its number."""
    where = ", ".join(str(row[k]) for k in ("place", "place_country") if row[k])
    name = f"{row['mechanism'] or ''}" + (f" no. {row['ordinal']}" if row["ordinal"] is not None else "")
    return {**row, "where": where, "mechanism": name}


def engagements(record: RecordPlace = None, format: ListingFormat = Listing.JSONL) -> None:  # noqa: A002
    """Give every engagement of the record with the reports that tell it and the places of their words."""
    import msgspec  # noqa: PLC0415

    from baithak.ask.rows import told  # noqa: PLC0415
    from baithak.record.queries import Wanted, lines  # noqa: PLC0415

    with reading(record) as connection:
        rows = told(connection, lines(connection, Wanted()))
    if format is Listing.JSONL:
        for one in rows:
            put(msgspec.json.encode(one))
    else:
        listing([_seen(one) for one in rows], format, _COLUMNS)


COMMANDS = (timeline, engagements)
