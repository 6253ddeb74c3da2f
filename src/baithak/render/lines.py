"""Engagements of the record in a listing for a person: two or three lines each, the undated last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from baithak.edtf import bounds
from baithak.reconcile.values import Line, Named
from baithak.render.wording import day, month, ordinal

STATUS = {"held": "green", "ongoing": "cyan", "planned": "yellow", "cancelled": "red"}
INDENT = 2
_LONG = 12  # engagements from which a listing is parted by years
_CROWDED = 30  # engagements of one year from which it is parted by months
_PEOPLE = 8  # people named in a listing; the rest are counted


def listing(lines: Sequence[Line]) -> RenderableType:
    """Engagements in the order of their days, the undated last; long listings parted by years and months.

    Args:
        lines: The engagements.
    """
    parts: list[RenderableType] = []
    for heading, some in _groups(lines):
        if heading:
            parts.append(Text(f"━━ {heading}", style="bold blue"))
        parts += [entry(line) for line in some]
    return Group(*parts)


def _groups(lines: Sequence[Line]) -> Iterator[tuple[str, list[Line]]]:
    undated = [line for line in lines if bounds(line.date) is None]
    dated = [line for line in lines if bounds(line.date) is not None]
    years: dict[str, list[Line]] = {}
    for line in dated:
        years.setdefault((line.date or "")[:4], []).append(line)
    if len(lines) < _LONG:
        yield "", list(lines)
        return
    for year, some in years.items():
        if len(some) < _CROWDED:
            yield year, some
            continue
        months: dict[str, list[Line]] = {}
        for line in some:
            months.setdefault(month(line.date), []).append(line)
        yield from months.items()
    if undated:
        yield "no year known", undated


def entry(line: Line, words: RenderableType | None = None) -> RenderableType:
    """One engagement.

    Args:
        line: The engagement.
        words: What is shown below it.
    """
    main = line.salience == "main"
    grid = Table.grid(padding=(0, 2, 0, 0))
    for width in (19, 10, 17):
        grid.add_column(width=width, overflow="fold")
    grid.add_column(ratio=1, overflow="fold")
    state = Text(line.status, style=STATUS.get(line.status, ""))
    if not main:
        state.append("\nbackground", "dim")
    when = Text(day(line.date), style="" if line.date else "dim")
    grid.add_row(when, state, Text(where(line), style="" if main else "dim"), _what(line))
    return Padding(Group(grid, *([words] if words else [])), (0, 0, 0, INDENT))


def where(line: Line) -> str:
    """Place and state of an engagement."""
    return ", ".join(x for x in (line.place, line.place_country) if x) or "–"


def title(line: Line) -> str:
    """What sort of engagement it is: ``21st IRIGC-M&MTC (session)``, or only its kind."""
    number = f"{ordinal(line.ordinal)} " if line.ordinal is not None else ""
    return f"{number}{line.mechanism} ({line.kind})" if line.mechanism else f"{number}{line.kind}"


def people(some: Sequence[Named], most: int = _PEOPLE) -> str:
    """Names of those who took part."""
    names = ", ".join(p.name for p in some[:most])
    return f"{names} and {len(some) - most} more" if len(some) > most else names


def _what(line: Line) -> Text:
    text = Text(title(line), style="bold" if line.salience == "main" else "")
    who = " · ".join(x for x in (people(line.people), "–".join(line.countries)) if x)
    if who:
        text.append(f"\n{who}", "not bold")
    topics = f"on {', '.join(line.topics)} · " if line.topics and line.topics != ("general",) else ""
    text.append(f"\n{topics}{counted(line.sources, 'source')} · ", "not bold dim")
    if line.conflicts:
        text.append(f"reports differ on {', '.join(s.field for s in line.conflicts)}", "not bold red")
        text.append(" · ", "not bold dim")
    return text.append(line.id, "not bold dim")


def counted(number: int, what: str) -> str:
    """``1 source``, ``3 sources``."""
    return f"{number} {what}{'' if number == 1 else 's'}"
