"""Commands that keep a record: add, check."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from baithak.commands.out import ALL_READ, SOME_PROBLEMS, Listing, ListingFormat, RecordPlace, listing, put, say, stop
from baithak.commands.reading import Jobs, Paths, Published, items, progress

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from baithak.record.adding import Added
    from baithak.record.store import Store

DEFAULT = "baithak.db"


def now() -> str:
    """The time at which a command runs, ISO 8601 UTC; everything below the command line takes it as an argument."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")  # noqa: TID251


def opened(where: str | None, *, create: bool = False) -> Store:
    """Open the record that a command works on, or say why not and leave.

    Args:
        where: As the person wrote it; None for the default file.
        create: Whether it is made where there is none.
    """
    from baithak.record.errors import RecordError  # noqa: PLC0415
    from baithak.record.store import open_record  # noqa: PLC0415

    try:
        return open_record(where or DEFAULT, create=create)
    except RecordError as e:
        stop(str(e))


@contextmanager
def reading(where: str | None) -> Iterator[Connection]:
    """A transaction that reads a record; its errors are said, not thrown.

    Args:
        where: As the person wrote it.
    """
    from baithak.errors import BaithakError  # noqa: PLC0415

    store = opened(where)
    try:
        with store.reading() as connection:
            yield connection
    except BaithakError as e:
        stop(str(e))
    finally:
        store.engine.dispose()


# ---------------------------------------------------------------------- add


def add(
    paths: Paths,
    record: RecordPlace = None,
    published: Published = None,
    jobs: Jobs = 1,
    format: ListingFormat = Listing.TABLE,  # noqa: A002
) -> None:
    """Read reports into the record; what it has already is passed over.

    Exit status: 0 all added, 1 some inputs had problems (named on standard error), 2 nothing could be done.
    """
    from baithak.record.errors import RecordError  # noqa: PLC0415
    from baithak.record.intake import Intake  # noqa: PLC0415
    from baithak.record.stamp import stamp  # noqa: PLC0415
    from baithak.workers import Problem, read_many  # noqa: PLC0415

    store = opened(record, create=True)
    intake = Intake(store, now(), stamp)
    done: list[Added] = []
    problems = 0
    try:
        with progress("adding") as step:
            for report, outcome in read_many(intake.unread(items(paths, published)), jobs=jobs):
                if isinstance(outcome, Problem):
                    problems += 1
                    say(f"{outcome.source}: {outcome.what}")
                elif report is not None:
                    done += intake.take(report, outcome)
                step()
        done += intake.flush()
    except RecordError as e:
        stop(f"{e} ({len(done)} reports were added before)")
    finally:
        store.engine.dispose()
    _report_added([*done, *intake.known], store.name, format)
    if not done and not intake.known:
        stop("nothing could be read")
    raise typer.Exit(SOME_PROBLEMS if problems else ALL_READ)


def _report_added(done: list[Added], name: str, form: Listing) -> None:
    if form is not Listing.TABLE:
        import msgspec  # noqa: PLC0415

        listing([msgspec.to_builtins(a) for a in done], form, {"id": "report", "outcome": "outcome"})
        return
    tally = {word: sum(a.outcome == word for a in done) for word in ("added", "revised", "known")}
    lines = len({line for a in done for line in a.lines})
    parts = [f"{tally['added']} added"]
    parts += [f"{tally['revised']} revised"] if tally["revised"] else []
    parts += [f"{tally['known']} known already"] if tally["known"] else []
    put(f"{name}: {', '.join(parts)}; {lines} engagements new or changed")


COMMANDS = (add,)
