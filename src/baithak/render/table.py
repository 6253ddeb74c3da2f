"""A reading as a desk officer reads it: who, when, where, in which session, and the words that say it.

Devanagari is wider on a screen than Rich counts it, so it stands last on its line and never before a border.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from baithak.model import Appointment, Commitment, Engagement, Measure, Person, Reading, Report
from baithak.render.wording import day, excerpt, ordinal, weekday, wrapped
from baithak.spans import Span

_STATUS = {"held": "green", "ongoing": "cyan", "planned": "yellow", "cancelled": "red"}
_WORDS = 230  # characters of evidence shown for one record
_WIDTH = 100  # cells; the words are wrapped to it, whatever the screen
_INDENT = 2


def reading(report: Report, found: Reading) -> RenderableType:
    """One report's reading.

    Args:
        report: The report, for the words.
        found: Its reading.

    Returns:
        Heading, engagements, what is still to come, appointments, measures and people, those that there are.
    """
    parts: list[RenderableType] = [_heading(found)]
    if found.engagements:
        parts += _engagements(report.text, found.engagements)
    else:
        parts.append(Padding(Text("no engagement", style="dim italic"), (0, 0, 0, _INDENT)))
    parts += _commitments(report.text, found.commitments)
    parts += _appointments(report.text, found.appointments)
    parts += _measures(report.text, found.measures)
    parts += _people(found.people)
    return Group(*parts, Text())


def _heading(found: Reading) -> Text:
    facts = found.report
    when = f"{weekday(facts.published)} {day(facts.published)}".strip() if facts.published else "day unknown"
    basis = f" ({facts.published_basis})" if facts.published else ""
    line = Text.assemble((f"━━ {facts.id} ", "bold blue"), (f"· {when}{basis}", ""))
    if facts.agencies:
        line.append(f" · {', '.join(facts.agencies)}")
    return line.append(f"\n{' ' * _INDENT}{facts.source}", "dim")


def _section(title: str) -> Text:
    return Text(f"{' ' * _INDENT}{title}", style="bold")


def _grid(*widths: int) -> Table:
    """A grid without borders: columns of a fixed width, the last takes the rest."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    for width in widths:
        grid.add_column(width=width, overflow="fold")
    grid.add_column(ratio=1, overflow="fold")
    return grid


def _indented(*parts: RenderableType) -> RenderableType:
    return Padding(Group(*parts), (0, 0, 0, _INDENT))


def _said(text: str, spans: Sequence[Span]) -> Text:
    """The words of a record's evidence, each sentence in quotation marks."""
    most = _WORDS // max(1, min(len(spans), 2))
    shown = " ".join(f"“{excerpt(span.cut(text), most)}”" for span in spans[:2])
    more = f" (+{len(spans) - 2} more)" if len(spans) > 2 else ""
    margin = " " * 4
    lines = wrapped(shown + more, _WIDTH - _INDENT - len(margin))
    return Text("\n".join(margin + line for line in lines), style="dim", no_wrap=True)


# ---------------------------------------------------------------------- engagements


def _engagements(text: str, engagements: Sequence[Engagement]) -> Iterator[RenderableType]:
    for e in engagements:
        grid = _grid(19, 10, 17)
        style = "" if e.salience == "main" else "dim"
        when = Text(day(e.date), style="" if e.date else "dim")
        state = Text.assemble((e.status, _STATUS.get(e.status, "")))
        if e.salience != "main":
            state.append("\nbackground", "dim")
        grid.add_row(when, state, Text(_where(e), style=style), _what(e))
        yield _indented(grid, _said(text, e.evidence))


def _where(e: Engagement) -> str:
    return ", ".join(x for x in (e.place, e.place_country) if x) or "–"


def _what(e: Engagement) -> Text:
    number = f"{ordinal(e.ordinal)} " if e.ordinal is not None else ""
    line = Text(f"{number}{e.mechanism or e.kind}", style="bold" if e.salience == "main" else "")
    if e.mechanism:
        line.append(f" ({e.kind})", "not bold")
    who = ", ".join(e.participants)
    sides = "–".join(e.countries)
    line.append("\n" + " · ".join(x for x in (who, sides) if x), "not bold")
    if e.topics:
        line.append(f"\non {', '.join(e.topics)}", "not bold dim")
    return line


# ---------------------------------------------------------------------- the rest


def _commitments(text: str, commitments: Sequence[Commitment]) -> Iterator[RenderableType]:
    owed = [c for c in commitments if not c.engagement]  # planned engagements stand above already
    if owed:
        yield _section("Still owed")
    for c in owed:
        grid = _grid(19, 9)
        parties = " → ".join(x for x in (c.by, c.to) if x) or "–"
        grid.add_row(f"by {day(c.due)}" if c.due else "no day told", parties, Text(c.what, style="bold"))
        yield _indented(grid, _said(text, c.evidence))


def _appointments(text: str, appointments: Sequence[Appointment]) -> Iterator[RenderableType]:
    if appointments:
        yield _section("Appointments")
    for a in appointments:
        grid = _grid(19, 9)
        when = f"from {day(a.date)}" if a.date else "no day told"
        grid.add_row(when, a.country or "–", f"{a.person}: {a.office or 'office not told'}")
        yield _indented(grid, _said(text, a.evidence))


def _measures(text: str, measures: Sequence[Measure]) -> Iterator[RenderableType]:
    if measures:
        yield _section("Measures")
    for m in measures:
        grid = _grid(19, 9)
        parties = " → ".join(x for x in (m.by, m.against) if x) or "–"
        grid.add_row(day(m.date), parties, f"{m.quantity} {m.kind}" if m.quantity else m.kind)
        yield _indented(grid, _said(text, m.evidence))


def _people(people: Sequence[Person]) -> Iterator[RenderableType]:
    if not people:
        return
    yield _section("People")
    grid = _grid(28, 34)
    for p in people:
        office = ", ".join(x for x in (p.office, p.country) if x) or "–"
        grid.add_row(p.name, Text(office), Text(", ".join(p.surface), style="dim"))
    yield _indented(grid)
