"""Commands that ask a record: timeline, show, person, search, last, brief, engagements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from baithak.commands.out import Listing, ListingFormat, RecordPlace, Row, Screen, listing, put, say
from baithak.commands.record import now, reading

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from baithak.reconcile.values import Line


def _a_day(said: str | None) -> str | None:
    try:
        return said and date.fromisoformat(said).isoformat()
    except ValueError:
        raise typer.BadParameter(f"{said!r} is no day; write it as YYYY-MM-DD") from None


Pair = Annotated[str | None, typer.Option("--pair", metavar="IN,RU", help="Sides that took part (ISO 3166-1).")]
Since = Annotated[str | None, typer.Option(metavar="DAY", help="From this day, month or year (EDTF).")]
Until = Annotated[str | None, typer.Option(metavar="DAY", help="Until this day, month or year (EDTF).")]
Kind = Annotated[list[str] | None, typer.Option(help="meeting, call, session, summit, visit or signing.")]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DAY", help="As seen on this day (YYYY-MM-DD); today by default.", callback=_a_day),
]
_COLUMNS = {
    "date": "when", "status": "status", "kind": "kind", "where": "where", "countries": "sides",
    "mechanism": "mechanism", "people": "people", "sources": "sources", "engagement": "id",
}  # fmt: skip


class Sheet(StrEnum):
    """How one thing is printed."""

    TABLE = "table"
    JSON = "json"


class Page(StrEnum):
    """How a brief is written."""

    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


SheetFormat = Annotated[Sheet, typer.Option("--format", help="For a person, or for a program.")]


def _sheet(value: object) -> None:
    import msgspec  # noqa: PLC0415

    put(msgspec.json.format(msgspec.json.encode(value), indent=2))


# ---------------------------------------------------------------------- listings


def timeline(  # noqa: PLR0913, PLR0917 - one option for each thing that can be asked
    record: RecordPlace = None,
    pair: Pair = None,
    person: Annotated[str | None, typer.Option(help="Somebody who took part, in any script.")] = None,
    mechanism: Annotated[str | None, typer.Option(help="A standing mechanism, by its name.")] = None,
    topic: Annotated[str | None, typer.Option(help="One of the topics of the contract.")] = None,
    kind: Kind = None,
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
    from baithak.render.lines import listing as table  # noqa: PLC0415

    with reading(record) as connection:
        asked = wanted(
            connection, pair=pair, person=person, mechanism=mechanism, topic=topic, kind=kind or (),
            status=status or (), since=since, until=until, limit=limit,
        )  # fmt: skip
        found = list(lines(connection, asked))
    if limit is not None:  # they came newest first
        dated = [line for line in found if row(line)["date"]]
        found = dated[::-1] + [line for line in found if not row(line)["date"]]
    if format is Listing.TABLE and found:
        Screen().print(table(found))
    else:
        rows = [_seen(row(line)) for line in found]
        listing(rows, format, _COLUMNS, empty="no engagement of the record is like that")


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


# ---------------------------------------------------------------------- one thing


def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="An engagement, as listings name it.")],  # noqa: A002
    record: RecordPlace = None,
    format: SheetFormat = Sheet.TABLE,  # noqa: A002
) -> None:
    """Show one engagement whole: every field, why it is shown, the words that say it, and what contradicts it."""
    from baithak.ask.whole import as_row, whole  # noqa: PLC0415
    from baithak.render.record import whole as sheet  # noqa: PLC0415

    with reading(record) as connection:
        found = whole(connection, id)
    if format is Sheet.JSON:
        _sheet(as_row(found))
    else:
        Screen().print(sheet(found))


def person(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name in any script, or an id.")],
    record: RecordPlace = None,
    limit: Annotated[int, typer.Option(min=0, help="At most so many engagements, the newest.")] = 20,
    format: SheetFormat = Sheet.TABLE,  # noqa: A002
) -> None:
    """Show one person: offices over time, whom they met and how often, their engagements."""
    from baithak.ask.people import profile  # noqa: PLC0415
    from baithak.render.record import person as sheet  # noqa: PLC0415

    with reading(record) as connection:
        found = profile(connection, name, limit)
        lines = _lines(connection, found.engagements)
    if format is Sheet.JSON:
        _sheet(found)
    else:
        Screen().print(sheet(found, lines))


def _lines(connection: Connection, rows: Sequence[Row]) -> list[Line]:
    """The lines of some rows, in their order."""
    from baithak.record.queries import lines_by_ids  # noqa: PLC0415

    ids = [str(one["engagement"]) for one in rows]
    return sorted(lines_by_ids(connection, ids), key=lambda line: ids.index(line.id))


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="In any script; the last may be begun only.")],
    record: RecordPlace = None,
    limit: Annotated[int, typer.Option(min=1, max=500, help="At most so many of each sort.")] = 10,
    format: SheetFormat = Sheet.TABLE,  # noqa: A002
) -> None:
    """Search people, mechanisms, places, engagements and the reports' own words; spelling and script don't matter.

    Words in quotation marks must stand together.
    """
    from baithak.ask.search import search as find  # noqa: PLC0415
    from baithak.render.record import found as sheet  # noqa: PLC0415

    with reading(record) as connection:
        found = find(connection, " ".join(words), limit)
        lines = _lines(connection, found.engagements)
    if format is Sheet.JSON:
        _sheet(found)
    elif not (found.people or found.mechanisms or found.places or found.engagements or found.reports):
        say("nothing in the record has these words")
    else:
        Screen().print(sheet(found, lines))


# ---------------------------------------------------------------------- the last time, a brief


def last(
    sides: Annotated[list[str], typer.Argument(metavar="SIDES", help="IN RU, or IN,RU (ISO 3166-1).")],
    record: RecordPlace = None,
    level: Annotated[str | None, typer.Option(help="leaders, foreign-minister, defence-minister, minister, …")] = None,
    kind: Kind = None,
    until: Until = None,
    on: On = None,
    format: ListingFormat = Listing.TABLE,  # noqa: A002
) -> None:
    """Show the last time that sides met, level by level, the words that say it, and the next time planned."""
    import msgspec  # noqa: PLC0415

    from baithak.ask.levels import last as times  # noqa: PLC0415
    from baithak.ask.levels import level_id, upcoming  # noqa: PLC0415
    from baithak.ask.rows import row  # noqa: PLC0415
    from baithak.ask.wanted import wanted  # noqa: PLC0415
    from baithak.follow.meetings import said  # noqa: PLC0415
    from baithak.render.record import last as sheet  # noqa: PLC0415

    with reading(record) as connection:
        asked = wanted(connection, pair=",".join(sides), kind=kind or (), until=until or on)
        found = times(connection, asked, level_id(level) if level else None)
        words = {one.line.id: said(connection, one.line) for one in found}
        ahead = upcoming(connection, asked.countries, on or now()[:10])
    if format is not Listing.TABLE:
        rows = [
            {
                "level": one.level, **row(one.line), "said": msgspec.to_builtins(words[one.line.id]),
                "next": row(ahead[one.level]) if one.level in ahead else None,
            }
            for one in found
        ]  # fmt: skip
        listing(rows, format, {"level": "level", "date": "date"})
    elif not found:
        say("no report of the record tells that they met" + (" at that level" if level else ""))
    else:
        Screen().print(sheet(found, words, ahead))


def brief(
    pair: Annotated[str, typer.Option("--pair", metavar="IN,RU", help="The sides (ISO 3166-1).", show_default=False)],
    record: RecordPlace = None,
    since: Since = None,
    until: Until = None,
    on: On = None,
    language: Annotated[str, typer.Option(help="Of the page: en or hi; words of reports stay in their own.")] = "en",
    format: Annotated[Page, typer.Option("--format", help="As what it is written.")] = Page.MARKDOWN,  # noqa: A002
) -> None:
    """Write a desk officer's page: last meetings, engagements, sessions, what is due, with notes to the words."""
    from baithak.ask.brief import brief as gathered  # noqa: PLC0415
    from baithak.ask.tongue import Tongue  # noqa: PLC0415
    from baithak.ask.wanted import wanted  # noqa: PLC0415

    with reading(record) as connection:
        tongue = Tongue(language)
        asked = wanted(connection, pair=pair, since=since, until=until)
        found = gathered(connection, asked, since=since, until=until, on=on or now()[:10])
    if format is Page.JSON:
        _sheet(found)
        return
    from baithak.render.brief import page  # noqa: PLC0415
    from baithak.render.html import html  # noqa: PLC0415
    from baithak.render.markdown import markdown  # noqa: PLC0415

    write = html if format is Page.HTML else markdown
    put(write(page(found, tongue)), end=False)


COMMANDS = (timeline, show, person, search, last, brief, engagements)
