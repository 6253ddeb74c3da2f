"""What a person sees of the record: one engagement whole, one person, what a search found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from baithak.ask.levels import Last
from baithak.ask.people import Met, Office, Profile
from baithak.ask.search import Excerpt, Found, Told
from baithak.ask.whole import Field, Origin, Saying, Step, Whole
from baithak.edtf import clash
from baithak.follow.values import Source as Teller
from baithak.gazetteer import Term
from baithak.reconcile.values import Line, Named
from baithak.record.queries import Source
from baithak.render.lines import INDENT, STATUS, counted, entry, title, where
from baithak.render.wording import cells, day, excerpt, wrapped

_WIDTH = 100  # cells; words are wrapped to it, whatever the screen
_SAID = 110  # characters shown of the words that say a field
_CLAUSE = 260  # of the words that tell the whole
_SAYERS = 3  # reports quoted for a field
_LABEL = 12


def whole(found: Whole) -> RenderableType:
    """One engagement with all that stands behind it.

    Args:
        found: The engagement.
    """
    line = found.line
    head = Text.assemble(("━━ ", "bold blue"), (title(line), "bold"), " · ", (line.status, STATUS.get(line.status, "")))
    head.append(f"\n{' ' * INDENT}{day(line.date)} · {where(line)} · {'–'.join(line.countries) or 'sides not told'}")
    head.append(f"\n{' ' * INDENT}{line.id}", "dim")
    parts: list[RenderableType] = [head]
    for field in found.fields:
        parts += _field(field)
    parts += _history(found.history)
    parts += _origins(found.sources)
    return Group(*parts)


def _section(heading: str) -> Text:
    return Text(f"\n{' ' * INDENT}{heading}", style="bold")


def _quoted(words: str, after: str, most: int, margin: int) -> Text:
    """Words in quotation marks with what stands behind them, wrapped; Devanagari is measured as screens show it."""
    shown = f"“{excerpt(words, most)}”{after}"
    pad = " " * margin
    return Text("\n".join(pad + line for line in wrapped(shown, _WIDTH - margin)), style="dim", no_wrap=True)


def _field(field: Field) -> Iterator[RenderableType]:
    label = "country" if field.field == "place_country" else "sides" if field.field == "countries" else field.field
    yield _labelled(label, _value(field.field, field.value), "bold", field.why)
    yield from _sayings(field.said, INDENT + _LABEL + 2)
    for other in field.against:
        yield _labelled("against", _value(field.field, other.value), "red")
        yield from _sayings(other.said, INDENT + _LABEL + 2)


def _labelled(label: str, value: str, style: str, why: str = "") -> Text:
    """A value behind its label, wrapped under itself, and why it is shown."""
    pad = " " * (INDENT + _LABEL + 2)
    lines = list(wrapped(value, _WIDTH - len(pad))) or [""]
    beside = cells(lines[-1]) + 2 + len(why) <= _WIDTH - len(pad)
    text = Text.assemble(f"{' ' * INDENT}{label:<{_LABEL}}  ", (f"\n{pad}".join(lines), style), no_wrap=True)
    return text.append(f"{'  ' if beside else f'{chr(10)}{pad}'}{why}", "dim") if why else text


def _sayings(said: Sequence[Saying], margin: int) -> Iterator[RenderableType]:
    """The first words of each report that says it."""
    of: dict[str, Saying] = {}
    for one in said:
        if not one.concluded:  # the words of the whole stand below
            of.setdefault(one.key, one)
    for one in list(of.values())[:_SAYERS]:
        yield _quoted(one.words, f" {one.report}", _SAID, margin)
    if len(of) > _SAYERS:
        yield Text(f"{' ' * margin}and {counted(len(of) - _SAYERS, 'report')} more", style="dim")


def _value(field: str, value: object) -> str:
    if value is None:
        return "–"
    if field == "date":
        return f"{day(str(value))} ({value})"
    if field == "people" and isinstance(value, tuple):
        return "; ".join(_participant(p) for p in value)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value)


def _participant(who: Named) -> str:
    office = ", ".join(x for x in (who.office, who.country) if x)
    return f"{who.name} ({office})" if office else who.name


def _history(steps: Sequence[Step]) -> Iterator[RenderableType]:
    if len(steps) < 2:
        return
    yield _section("History")
    for number, step in enumerate(steps):
        told = f"told {day(step.told)}" if step.told else "day of telling unknown"
        state = _moved(steps[:number], step)
        when = f"{' for' if step.status == 'planned' else ''} {day(step.date)}" if step.date else ""
        line = Text.assemble(f"{' ' * (INDENT + 2)}", (state, STATUS.get(step.status, "")), when)
        yield line.append(f" · {told}, {step.report}", "dim")


def _moved(before: Sequence[Step], step: Step) -> str:
    """The state in words: a plan told again is put to another day, or its day is told more closely."""
    plans = [s.date for s in before if s.status == "planned" and s.date]
    if step.status != "planned" or not plans or not step.date:
        return step.status
    return "put to another day," if clash(plans[-1], step.date) else "told more closely,"


def _origins(sources: Sequence[Origin]) -> Iterator[RenderableType]:
    count = sum(1 + len(o.copies) for o in sources)
    yield _section(f"{counted(len(sources), 'source')} in {counted(count, 'report')}")
    for one in sources:
        yield _source(one.report)
        for saying in one.said[:2]:
            yield _quoted(saying.words, "", _CLAUSE, INDENT + 4)
        for copy in one.copies:
            yield _source(copy, "the same story: ")


def _source(source: Source, before: str = "") -> Text:
    when = f"{day(source.published)} ({source.basis})" if source.published else "day of publication unknown"
    agencies = f" · {', '.join(source.agencies)}" if source.agencies else ""
    head = Text.assemble(f"{' ' * (INDENT + 2)}{before}", (source.id, "bold"), f" · {when}{agencies}", overflow="fold")
    return head.append(f"\n{' ' * (INDENT + 4)}{source.source}", "dim")


# ---------------------------------------------------------------------- a person


def person(found: Profile, lines: Sequence[Line]) -> RenderableType:
    """One person.

    Args:
        found: The person.
        lines: Their newest engagements.
    """
    head = Text.assemble(("━━ ", "bold blue"), (found.name, "bold"), f" · {found.country or 'state not told'}")
    head.append(f" · {counted(found.total, 'engagement')}\n{' ' * INDENT}{found.id}", "dim")
    parts: list[RenderableType] = [head]
    names = [f"{name} ({count})" for name, count in found.names if name != found.name]
    if names:
        parts.append(Text(f"{' ' * INDENT}also {', '.join(names)}", style="dim"))
    parts += _offices(found.offices)
    parts += _terms(found.register)
    for appointed in found.appointments:
        when = f"from {day(appointed.date)}" if appointed.date else "day not told"
        parts.append(_section(f"Appointed {appointed.office or '(office not told)'} {when}"))
        parts.append(_quoted(appointed.words, f" {appointed.report}", _CLAUSE, INDENT + 2))
    parts += _met("Met, or spoke with", found.met)
    parts += _met("Beside them", found.beside)
    if lines:
        newest = f"Engagements, the newest {len(lines)}" if len(lines) < found.total else "Engagements"
        parts += [_section(newest), *(entry(line) for line in lines)]
    return Group(*parts)


def _rows(*widths: int) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0))
    for width in widths:
        grid.add_column(width=width, overflow="fold")
    grid.add_column(overflow="fold")
    return grid


def _indented(part: RenderableType, by: int = INDENT + 2) -> RenderableType:
    return Padding(part, (0, 0, 0, by))


def _offices(offices: Sequence[Office]) -> Iterator[RenderableType]:
    if offices:
        yield _section("Offices, as reports give them")
    for one in offices:
        span = day(one.first) if one.first == one.last else f"{day(one.first)} – {day(one.last)}"
        state = f", {one.country}" if one.country else ""
        head = f"{' ' * (INDENT + 2)}{one.office}{state}"
        told = f"told {span}" if one.first else "no day of telling known"
        yield Text(head).append(f" · {told} · {counted(one.sources, 'source')}", "dim")
        if one.said:
            yield _quoted(one.said[0].words, f" {one.said[0].report}", _SAID, INDENT + 4)


def _terms(terms: Sequence[Term]) -> Iterator[RenderableType]:
    if not terms:
        return
    yield _section("Terms of office in the register")
    grid = _rows(36)
    for term in terms:
        ended = day(term.end) if term.end else "in office as far as known"
        grid.add_row(Text(term.office), Text(f"{day(term.start) if term.start else '?'} – {ended}", style="dim"))
    yield _indented(grid)


def _met(heading: str, met: Sequence[Met]) -> Iterator[RenderableType]:
    if not met:
        return
    yield _section(heading)
    grid = _rows(32, 8)
    for one in met:
        name = f"{one.name}, {one.country}" if one.country else one.name
        times = {1: "once", 2: "twice"}.get(one.times, f"{one.times} times")
        last = f"last {day(one.last)} · {one.engagement}" if one.times > 1 else f"{day(one.last)} · {one.engagement}"
        grid.add_row(Text(name), times, Text(last, style="dim"))
    yield _indented(grid)


# ---------------------------------------------------------------------- a search, the last time


def found(result: Found, lines: Sequence[Line]) -> RenderableType:
    """What a search found.

    Args:
        result: What was found.
        lines: The engagements among it.
    """
    parts: list[RenderableType] = []
    if not result.every:
        parts.append(Text("nothing has all of these words; what has some of them:", style="italic"))
    if result.people:
        parts.append(Text("━━ People", style="bold blue"))
        grid = _rows(34)
        for one in result.people:
            name = f"{one.name}, {one.country}" if one.country else one.name
            told = f"{counted(one.engagements, 'engagement')} · {counted(one.reports, 'report')} · {one.id}"
            grid.add_row(Text(name), Text(told, style="dim"))
        parts.append(_indented(grid, INDENT))
    for heading, names in (("Mechanisms", result.mechanisms), ("Places", result.places)):
        if names:
            parts.append(Text(f"━━ {heading}", style="bold blue"))
        for named in names:
            count = counted(named.engagements, "engagement")
            parts.append(Text.assemble(f"{' ' * INDENT}{named.name}", (f" · {count}", "dim")))
    if lines:
        parts.append(Text("━━ Engagements", style="bold blue"))
        parts += [entry(line) for line in lines]
    if result.reports:
        parts.append(Text("━━ Reports", style="bold blue"))
    for report in result.reports:
        parts += _told(report)
    return Group(*parts)


def _told(told: Told) -> Iterator[RenderableType]:
    head = _source(told.report)
    if told.copies:
        head.append(f"\n{' ' * (INDENT + 4)}the same story: {', '.join(told.copies)}", "dim")
    yield head
    yield _hit(told.excerpt)


def _hit(shown: Excerpt) -> Text:
    """The words around a hit; the hit itself stands out in bold, and in marks where there is no colour."""
    marked, at = "", 0
    for start, end in shown.hits:
        marked += f"{shown.words[at:start]}«{shown.words[start:end]}»"
        at = end
    marked += shown.words[at:]
    pad = " " * (INDENT + 4)
    lines = wrapped(f"… {marked} …" if shown.start else f"{marked} …", _WIDTH - len(pad))
    return Text("\n".join(pad + line for line in lines), style="dim", no_wrap=True)


def last(
    times: Sequence[Last], said: Mapping[str, Sequence[Teller]] = {}, ahead: Mapping[str, Line] = {}
) -> RenderableType:
    """The last time at each level.

    Args:
        times: Level by level.
        said: Id of an engagement to the reports that tell it, with their words.
        ahead: Level to the next time planned.
    """
    parts: list[RenderableType] = []
    for one in times:
        parts += [Text(f"━━ {one.level.replace('-', ' ')}", style="bold blue"), entry(one.line)]
        for teller in [t for t in said.get(one.line.id, ()) if t.words][:_SAYERS]:
            when = f" of {teller.published}" if teller.published else ""
            parts.append(_quoted(teller.words[0], f"  {teller.ref}{when}", _SAID, 2 * INDENT))
        if one.level in ahead:
            parts += [Text(f"{' ' * INDENT}next planned", style="bold"), entry(ahead[one.level])]
    return Group(*parts)
