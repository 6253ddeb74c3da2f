"""Commands by which a person keeps a record right: judge, check, reread."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from baithak.commands.out import ALL_READ, SOME_PROBLEMS, Listing, ListingFormat, RecordPlace, listing, put, say, stop
from baithak.commands.reading import progress
from baithak.commands.record import now, opened, reading

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from baithak.record.judging import Word

app = typer.Typer(
    no_args_is_help=True, help="A person's word on the record: it outlives any re-reading, and can be undone."
)
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who says so; your login by default.")]
Because = Annotated[str, typer.Option("--because", metavar="WORDS", help="Why.")]
Id = Annotated[str, typer.Argument(metavar="ID", show_default=False)]
_COLUMNS = {
    "number": "no.", "verdict": "verdict", "subject": "engagement", "other": "other",
    "field": "field", "value": "value",
    "author": "by", "at": "at", "undone": "undone", "reason": "because",
}  # fmt: skip


def _word(by: str | None, because: str) -> Word:
    from baithak.record.judging import Word  # noqa: PLC0415

    author = by or os.environ.get("USER") or os.environ.get("LOGNAME") or ""
    if not author:
        stop("say who judges: --by NAME")
    return Word(author=author, at=now(), reason=because)


def _judge(record: str | None, what: Callable[[Connection], list[str]]) -> None:
    """Let somebody's word be written, and say which lines it changed."""
    from baithak.errors import BaithakError  # noqa: PLC0415

    store = opened(record)
    try:
        with store.writing() as connection:
            lines = what(connection)
    except BaithakError as e:
        stop(str(e))
    finally:
        store.engine.dispose()
    put(f"judged; engagements changed: {', '.join(lines) or 'none'}")


def _two(verdict: str) -> Callable[..., None]:
    def command(first: Id, second: Id, by: By = None, because: Because = "", record: RecordPlace = None) -> None:
        from baithak.record.judging import of_two  # noqa: PLC0415

        word = _word(by, because)
        _judge(record, lambda connection: of_two(connection, verdict, first, second, word))

    return command


app.command("same", help="Two engagements are one.")(_two("same"))
app.command("different", help="Two tellings of one line, or two engagements, are not the same.")(_two("different"))
app.command("unsure", help="Take back same or different: let the rules decide.")(_two("unsure"))


def _one(verdict: str) -> Callable[..., None]:
    def command(
        engagement: Id,
        field: Annotated[str | None, typer.Argument(help="One field; the whole engagement without it.")] = None,
        by: By = None,
        because: Because = "",
        record: RecordPlace = None,
    ) -> None:
        from baithak.record.judging import of_one  # noqa: PLC0415

        word = _word(by, because)
        _judge(record, lambda connection: of_one(connection, verdict, engagement, field, word))

    return command


app.command("right", help="An engagement, or what it shows in a field, is right.")(_one("right"))
app.command("wrong", help="An engagement, or what it shows in a field, is wrong.")(_one("wrong"))


@app.command("set")
def set_field(
    engagement: Id,
    field: Annotated[str, typer.Argument(show_default=False)],
    value: Annotated[str, typer.Argument(help="The right value; '' where there is none.", show_default=False)],
    by: By = None,
    because: Because = "",
    record: RecordPlace = None,
) -> None:
    """Set a field of an engagement."""
    from baithak.record.judging import of_one  # noqa: PLC0415

    word = _word(by, because)
    _judge(record, lambda connection: of_one(connection, "set", engagement, (field, value), word))


@app.command()
def undo(
    number: Annotated[int, typer.Argument(help="As baithak judge list gives it.", show_default=False)],
    by: By = None,
    record: RecordPlace = None,
) -> None:
    """Take a judgement back; it stays in the record as undone."""
    from baithak.record.judging import undo as undone  # noqa: PLC0415

    word = _word(by, "")
    _judge(record, lambda connection: undone(connection, number, word))


@app.command("list")
def judged(
    undone: Annotated[bool, typer.Option("--undone", help="Those that were taken back too.")] = False,
    record: RecordPlace = None,
    format: ListingFormat = Listing.TABLE,  # noqa: A002
) -> None:
    """List the judgements, the oldest first."""
    import msgspec  # noqa: PLC0415

    from baithak.record.judging import judgements  # noqa: PLC0415

    with reading(record) as connection:
        rows = [msgspec.to_builtins(j) for j in judgements(connection, undone=undone)]
    columns = _COLUMNS if undone else {k: v for k, v in _COLUMNS.items() if k != "undone"}
    listing(rows, format, columns, empty="nobody has judged anything yet")


# ---------------------------------------------------------------------- check, reread


def check(record: RecordPlace = None, format: ListingFormat = Listing.TABLE) -> None:  # noqa: A002
    """Re-read every span of the record and say what no longer holds.

    Exit status: 0 all holds, 1 something does not (named), 2 the record cannot be read.
    """
    import msgspec  # noqa: PLC0415

    from baithak.record.checking import check as faults  # noqa: PLC0415
    from baithak.record.checking import size  # noqa: PLC0415

    with reading(record) as connection:
        found = [msgspec.to_builtins(f) for f in faults(connection)]
        statements = size(connection)
    listing(found, format, {"where": "where", "what": "what"}, empty=f"{statements} statements stand on their words")
    raise typer.Exit(SOME_PROBLEMS if found else ALL_READ)


def reread(
    apply: Annotated[bool, typer.Option("--apply", help="Keep the new readings.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Reports read by this very version too.")] = False,
    record: RecordPlace = None,
    format: ListingFormat = Listing.TABLE,  # noqa: A002
) -> None:
    """Read the record's reports with today's rules and show what would change; judged fields stay as judged."""
    import msgspec  # noqa: PLC0415

    from baithak.errors import BaithakError  # noqa: PLC0415
    from baithak.reading import read  # noqa: PLC0415
    from baithak.record import rereading  # noqa: PLC0415
    from baithak.record.stamp import stamp  # noqa: PLC0415

    store = opened(record)
    rows = []
    try:
        with store.reading() as connection:
            keys = rereading.stale(connection, stamp, everything=everything)
        with progress("reading") as step:
            for key in keys:
                with store.reading() as connection:
                    found = read(rereading.report_of(connection, key))
                    rows += [msgspec.to_builtins(c) for c in rereading.changes(connection, key, found)]
                if apply:
                    with store.writing() as connection:
                        pack = stamp(found.report.language)
                        rereading.apply(connection, key, found, at=now(), pack=pack)
                step()
    except BaithakError as e:
        stop(str(e))
    finally:
        store.engine.dispose()
    columns = {
        "report": "report",
        "what": "what",
        "field": "field",
        "before": "before",
        "after": "after",
        "engagement": "id",
    }
    listing(rows, format, columns, empty=f"{len(keys)} reports read again, nothing changes")
    if rows and not apply and format is Listing.TABLE:
        say("nothing is kept yet; keep it with: baithak reread --apply")


COMMANDS = (check, reread)
