"""How commands print: results on standard output, everything else on standard error."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from io import StringIO
from typing import Annotated, NoReturn

import typer
from rich.console import Console

ALL_READ, SOME_PROBLEMS, NOTHING_READ = 0, 1, 2
_PAPER = 100  # columns where the output is no screen


class Format(StrEnum):
    """How readings are printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"


class Listing(StrEnum):
    """How a listing is printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


RecordPlace = Annotated[
    str | None,
    typer.Option(
        "--record",
        metavar="FILE|URL",
        envvar="BAITHAK_RECORD",
        help="The record: a file (baithak.db in this folder by default), or postgresql://user@host/name.",
        show_default=False,
    ),
]
ListingFormat = Annotated[Listing, typer.Option("--format", help="For a person, or for a program.")]
Row = Mapping[str, object]


def seen_enough() -> NoReturn:
    """The reader of our output (head, less) has closed it: leave without complaint."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise typer.Exit(ALL_READ)


class Screen(Console):
    """Standard output for a person."""

    def __init__(self) -> None:
        super().__init__(highlight=False)
        if not self.is_terminal and "COLUMNS" not in os.environ:
            self.width = _PAPER

    def on_broken_pipe(self) -> None:
        """The one who reads has gone."""
        seen_enough()


def put(line: str | bytes, *, end: bool = True) -> None:
    """A line of standard output for a program.

    Args:
        line: The line.
        end: Whether it ends here.
    """
    try:
        typer.echo(line, nl=end)
    except BrokenPipeError:
        seen_enough()


def say(words: str) -> None:
    """Words to the person, on standard error.

    Args:
        words: What to say.
    """
    typer.echo(words, err=True)


def stop(words: str) -> NoReturn:
    """Say why nothing can be done, and leave.

    Args:
        words: What is wrong and what to do.
    """
    say(words)
    raise typer.Exit(NOTHING_READ)


def listing(rows: Sequence[Row], form: Listing, columns: Mapping[str, str], *, empty: str = "nothing") -> None:
    """Print rows.

    Args:
        rows: What to print; every key goes to programs.
        form: In which format.
        columns: The keys that a person sees, with their headings, in order. Text in Indian scripts belongs last:
            terminals disagree about its width.
        empty: What a person is told where there are no rows.
    """
    import msgspec  # noqa: PLC0415

    if form is Listing.JSON:
        put(msgspec.json.format(msgspec.json.encode(rows), indent=2))
    elif form is Listing.JSONL:
        for row in rows:
            put(msgspec.json.encode(row))
    elif form is Listing.CSV:
        put(_csv(rows, list(columns)), end=False)
    elif not rows:
        say(empty)
    else:
        _table(rows, columns)


def _csv(rows: Sequence[Row], first: Sequence[str]) -> str:
    names = [*first, *(k for k in (rows[0] if rows else ()) if k not in first)]
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([_cell(row.get(n)) for n in names] for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, list | tuple):
        return "; ".join(str(_cell(v)) for v in value)
    if isinstance(value, Mapping):
        import msgspec  # noqa: PLC0415

        return msgspec.json.encode(value).decode()
    return "" if value is None else value


def _table(rows: Sequence[Row], columns: Mapping[str, str]) -> None:
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in columns.values():
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_words(row.get(key))) for key in columns))
    Screen().print(table)


def _words(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_words(v) for v in value)
    return "" if value is None else str(value)
