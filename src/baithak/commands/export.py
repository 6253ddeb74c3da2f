"""The command that gives the record to others' tools: export."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from baithak.commands.ask import Pair, Since, Until
from baithak.commands.out import RecordPlace, say, seen_enough, stop
from baithak.commands.record import reading
from baithak.export.errors import ExportError
from baithak.export.formats import Name

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from baithak.export.told import Told
    from baithak.reconcile.values import Line
    from baithak.record.queries import Wanted

_AT_ONCE = 200  # lines of JSONL made at a time
Format = Annotated[Name, typer.Argument(help="What to write; see docs/exports.md.", show_default=False)]
Out = Annotated[str, typer.Option("--out", "-o", metavar="FILE", help="Where to; - is standard output.")]
Address = Annotated[
    str | None, typer.Option(metavar="URL", help="The address at which the feed will stand (rss only).")
]
On = Annotated[
    str | None, typer.Option(metavar="DAY", help="Due as seen on this day; that of the newest report by default (ics).")
]


def export(  # noqa: PLR0913, PLR0917 - one option for each thing that can be asked
    format: Format,  # noqa: A002
    out: Out = "-",
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
    address: Address = None,
    on: On = None,
) -> None:
    """Write the engagements of the record for other programs: a table, a calendar, a feed, event data.

    Exit status: 0 written, 2 nothing could be written.
    """
    from baithak.ask.wanted import wanted  # noqa: PLC0415

    with _destination(out, format) as file, reading(record) as connection:
        asked = wanted(
            connection, pair=pair, person=person, mechanism=mechanism, topic=topic, kind=kind or (),
            status=status or (), since=since, until=until, limit=limit,
        )  # fmt: skip
        notices = _written(format, connection, asked, file, address, on)
    for words in notices:
        say(words)


def _written(
    name: Name, connection: Connection, asked: Wanted, file: BinaryIO, address: str | None, on: str | None
) -> list[str]:
    from baithak.export.formats import writer  # noqa: PLC0415
    from baithak.export.told import told  # noqa: PLC0415
    from baithak.record.queries import lines  # noqa: PLC0415

    if name is Name.RSS:
        return _feed(connection, asked, file, address)
    found = lines(connection, asked)
    found = reversed(list(found)) if asked.limit is not None else found
    if name is Name.JSONL:
        return _rows(connection, found, file)
    if name is Name.ICS:
        return _calendar(connection, asked, told(connection, found), file, on)
    return writer(name)(told(connection, found), file)


def _calendar(connection: Connection, asked: Wanted, told: Iterator[Told], file: BinaryIO, on: str | None) -> list[str]:
    """Engagements, and what is due by cadence and promise."""
    from baithak.export import ahead, ical  # noqa: PLC0415

    try:
        today = date.fromisoformat(on) if on else ahead.seen_on(connection)
    except ValueError:
        raise ExportError(f"{on!r} is no day; write it as YYYY-MM-DD") from None
    dues, undated = ahead.due(connection, asked, today)
    notices = ical.write(told, file, dues)
    if undated:
        notices.append(f"{undated} more things are owed without a day; see: baithak due")
    return notices


def _feed(connection: Connection, asked: Wanted, file: BinaryIO, address: str | None) -> list[str]:
    from msgspec.structs import replace  # noqa: PLC0415

    from baithak.export import rss  # noqa: PLC0415
    from baithak.export.told import newest, told  # noqa: PLC0415

    chosen, number = newest(connection, replace(asked, limit=None), asked.limit or rss.MOST)
    notices = rss.write(told(connection, chosen), file, address)
    if number > len(chosen):
        notices.append(f"the feed holds the newest {len(chosen)} of {number} engagements; --limit changes how many")
    return notices


def _rows(connection: Connection, found: Iterator[Line], file: BinaryIO) -> list[str]:
    """The same lines as ``baithak engagements --format jsonl``."""
    import msgspec  # noqa: PLC0415

    from baithak.ask.rows import told  # noqa: PLC0415

    while some := list(islice(found, _AT_ONCE)):
        for row in told(connection, some):
            file.write(msgspec.json.encode(row) + b"\n")
    return []


@contextmanager
def _destination(out: str, name: Name) -> Iterator[BinaryIO]:
    """The file to write, or standard output; errors are said, not thrown."""
    from baithak.errors import BaithakError  # noqa: PLC0415
    from baithak.export.files import meaning, written  # noqa: PLC0415

    try:
        if out == "-":
            if name is Name.PARQUET and sys.stdout.isatty():
                stop("Parquet is no text for a screen; name a file: --out FILE")
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        else:
            with written(Path(out)) as file:
                yield file
    except BrokenPipeError:
        seen_enough()
    except BaithakError as e:
        stop(str(e))
    except OSError as e:
        stop(f"standard output: {meaning(e)}")


COMMANDS = (export,)
