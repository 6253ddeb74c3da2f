"""The command line; the only place that prints. Results go to standard output, everything else to standard error.

Heavy modules are imported inside the commands, so that help and completion answer at once.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from baithak.commands import account, ask, export, follow, judge, record, serve
from baithak.commands.out import ALL_READ, SOME_PROBLEMS, Format, Screen, put, say, stop
from baithak.commands.reading import Jobs, Paths, Published, items, progress

if TYPE_CHECKING:
    from baithak.model import Reading, Report

app = typer.Typer(name="baithak", no_args_is_help=True, add_completion=True, pretty_exceptions_enable=False)
pack_app = typer.Typer(no_args_is_help=True, help="Language packs: the folders of data that teach a language.")
app.add_typer(pack_app, name="pack")
app.add_typer(judge.app, name="judge")
app.add_typer(account.app, name="account")
app.add_typer(account.token_app, name="token")
for _module in (record, ask, follow, judge, export, serve):
    for _command in _module.COMMANDS:
        app.command()(_command)

_SENTENCE = 25  # letters below which nothing of a report is left


class View(StrEnum):
    """How an explanation is printed."""

    TEXT = "text"
    JSON = "json"


def main() -> None:
    """Run the command line; Hindi comes out as UTF-8 whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()


def _version(wanted: bool) -> None:
    if wanted:
        from baithak import __version__  # noqa: PLC0415

        typer.echo(f"baithak {__version__}")
        raise typer.Exit


@app.callback()
def baithak(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Read press reports of diplomacy, Hindi first: who met whom, when, where, and what was promised."""


# ---------------------------------------------------------------------- read


@app.command()
def read(
    paths: Paths,
    published: Published = None,
    format: Annotated[Format, typer.Option(help="For a person, or for a program.")] = Format.TABLE,  # noqa: A002
    jobs: Jobs = 1,
) -> None:
    """Read reports and print what they say, in the order read.

    Exit status: 0 all read, 1 some inputs had problems (named on standard error), 2 nothing could be read.
    """
    from baithak.workers import Problem, read_many  # noqa: PLC0415

    show = _Printer(format)
    done = problems = 0
    with progress("reading") as step:
        for report, outcome in read_many(items(paths, published), jobs=jobs):
            if isinstance(outcome, Problem):
                problems += 1
                say(f"{outcome.source}: {outcome.what}")
            elif report is not None:
                done += 1
                show(report, outcome)
                if _only_furniture(report, outcome):
                    problems += 1
                    say(f"{report.source}: nothing but page furniture; is it the right page?")
            step()
    show.close()
    if not done:
        stop("nothing could be read")
    raise typer.Exit(SOME_PROBLEMS if problems else ALL_READ)


class _Printer:
    """Prints readings in one format."""

    def __init__(self, form: Format) -> None:
        self._form = form
        self._console = Screen()
        self._printed = 0

    def __call__(self, report: Report, found: Reading) -> None:
        """Print one reading."""
        import msgspec  # noqa: PLC0415

        if self._form is Format.TABLE:
            from baithak.render.table import reading  # noqa: PLC0415

            self._console.print(reading(report, found))
        elif self._form is Format.JSONL:
            put(msgspec.json.encode(found))
        else:
            put("," if self._printed else "[")
            put(msgspec.json.format(msgspec.json.encode(found), indent=2), end=False)
        self._printed += 1

    def close(self) -> None:
        """Print what closes the output."""
        if self._form is Format.JSON:
            put("\n]" if self._printed else "[]")


def _only_furniture(report: Report, found: Reading) -> bool:
    """Whether no sentence is left of a report once the page around it is cut away."""
    spans = found.report.furniture
    cut = {i for span in spans for i in range(span.start, span.end)}
    return bool(spans) and sum(c.isalpha() for i, c in enumerate(report.text) if i not in cut) < _SENTENCE


# ---------------------------------------------------------------------- explain


@app.command()
def explain(
    paths: Paths,
    published: Published = None,
    format: Annotated[View, typer.Option(help="For a person, or one JSON object a line.")] = View.TEXT,  # noqa: A002
) -> None:
    """Show how a reading came about: marks in the text, the cause of every field, triggers that told nothing."""
    import msgspec  # noqa: PLC0415

    from baithak.errors import BaithakError, SourceError  # noqa: PLC0415
    from baithak.explain import explain as explained  # noqa: PLC0415
    from baithak.reading import reader_of  # noqa: PLC0415
    from baithak.render.explanation import explanation  # noqa: PLC0415

    console = Screen()
    done = problems = 0
    for item in items(paths, published):
        try:
            if isinstance(item, SourceError):
                raise item
            found = explained(reader_of(item), item)
        except BaithakError as e:
            problems += 1
            say(str(e))
            continue
        done += 1
        if format is View.JSON:
            put(msgspec.json.encode(found))
        else:
            colour = console.is_terminal and not console.no_color
            console.print(explanation(found, colour=colour))
    if not done:
        stop("nothing could be read")
    raise typer.Exit(SOME_PROBLEMS if problems else ALL_READ)


# ---------------------------------------------------------------------- dates


@app.command()
def dates(
    paths: Annotated[list[str] | None, typer.Argument(help="Files of JSON lines; standard input by default.")] = None,
    language: Annotated[str, typer.Option(help="Language pack.")] = "hi",
) -> None:
    """Read dates: JSON lines {"id", "text", "reference"} in, {"id", "dates": [{"start", "end", "edtf", "rule"}]} out.

    The reference is a day (YYYY-MM-DD) or null; nothing is ever read against today.
    """
    import msgspec  # noqa: PLC0415

    from baithak.date_lines import DatesOf, answers  # noqa: PLC0415

    _installed(language)
    done = problems = 0
    for answer in answers(paths or ["-"], language):
        if isinstance(answer, DatesOf):
            done += 1
            put(msgspec.json.encode(answer))
        else:
            problems += 1
            say(str(answer))
    if problems and not done:
        stop("nothing could be read")
    raise typer.Exit(SOME_PROBLEMS if problems else ALL_READ)


# ---------------------------------------------------------------------- names


@app.command()
def names(
    paths: Annotated[list[str] | None, typer.Argument(help="Files of JSON lines; standard input by default.")] = None,
    register: Annotated[bool, typer.Option(help="Let the spellings of known officials decide.")] = True,
) -> None:
    """Compare names: JSON lines {"id", "a", "b"} in, {"id", "same", "score", "reasons"} out.

    A name is in Devanagari, Latin or Cyrillic letters; same is null where the names alone cannot tell.
    """
    import msgspec  # noqa: PLC0415

    from baithak.name_lines import NamesCompared, comparisons  # noqa: PLC0415

    done = problems = 0
    for answer in comparisons(paths or ["-"], register=register):
        if isinstance(answer, NamesCompared):
            done += 1
            put(msgspec.json.encode(answer))
        else:
            problems += 1
            say(str(answer))
    if problems and not done:
        stop("nothing could be read")
    raise typer.Exit(SOME_PROBLEMS if problems else ALL_READ)


def _installed(code: str) -> None:
    from baithak.pack import languages  # noqa: PLC0415

    if code not in languages():
        raise typer.BadParameter(f"no language pack {code!r}; installed: {', '.join(languages())}")


# ---------------------------------------------------------------------- packs


@pack_app.command("check")
def check(code: Annotated[str, typer.Argument(help="ISO 639 code of an installed pack.", show_default=False)]) -> None:
    """Load a pack, check every file and name, and let every frame prove its examples and counter-examples."""
    from baithak.packcheck import check as findings  # noqa: PLC0415

    _installed(code)
    faults = warnings = 0
    for finding in findings(code):
        faults += finding.fault
        warnings += not finding.fault
        typer.echo(f"{'error' if finding.fault else 'note '}  {finding.where}: {finding.what}")
    typer.echo(f"{code}: {faults} errors, {warnings} notes")
    raise typer.Exit(1 if faults else 0)


if __name__ == "__main__":
    main()
