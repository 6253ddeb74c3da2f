"""What commands that read reports have in common: their arguments, the inputs behind them, and a progress bar."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

if TYPE_CHECKING:
    from baithak.workers import Item

_PATIENCE = 1.5  # seconds after which a run counts as long and shows its progress

Paths = Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.", show_default=False)]
Published = Annotated[
    str | None,
    typer.Option(metavar="DAY", help="Day of publication (YYYY-MM-DD) of reports that do not carry it."),
]
Jobs = Annotated[int, typer.Option(min=1, max=256, metavar="N", help="Processes that read at the same time.")]


def items(paths: Iterable[str], published: str | None) -> Iterator[Item]:
    """The reports of some paths, and the inputs that cannot be read.

    Args:
        paths: As the person wrote them.
        published: Day of publication, as written.
    """
    from baithak.sources import read_paths  # noqa: PLC0415

    day = _day(published)
    return read_paths(list(paths), published=day)


def _day(told: str | None) -> str | None:
    if told is None:
        return None
    try:
        return date.fromisoformat(told).isoformat()
    except ValueError:
        raise typer.BadParameter(f"{told!r} is no day; write it as YYYY-MM-DD", param_hint="--published") from None


@contextmanager
def progress(what: str) -> Iterator[Callable[[], None]]:
    """A progress bar where the run is long, somebody sees it, and the output itself does not show how far it is.

    Args:
        what: What is being done.
    """
    console = Console(stderr=True)
    if not console.is_terminal or sys.stdout.isatty():
        yield lambda: None
        return
    from rich.progress import Progress, SpinnerColumn, TimeElapsedColumn  # noqa: PLC0415

    text = "{task.description}: {task.completed} reports  {task.fields[rate]:.0f}/s"
    bar = Progress(SpinnerColumn(), text, TimeElapsedColumn(), console=console, transient=True)
    task = bar.add_task(what, total=None, rate=0.0)
    began = time.monotonic()

    def step() -> None:
        passed = time.monotonic() - began
        if passed > _PATIENCE and not bar.live.is_started:
            bar.start()
        bar.update(task, advance=1, rate=(bar.tasks[0].completed + 1) / max(passed, 0.01))

    try:
        yield step
    finally:
        bar.stop()
