"""An explanation on the screen: the text with its marks, every field with its cause, the triggers that told nothing.

With colour the marks are styles under a legend; without it they stand in brackets with their kind, so that nothing is
lost in a file or a mail.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from baithak.explain import Cause, Explained, Explanation, Mark, Silence
from baithak.render.wording import cells, excerpt, wrapped

_STYLES = {
    "trigger": "bold red underline",
    "person": "bold cyan underline",
    "office": "cyan",
    "mechanism": "bold magenta underline",
    "number": "magenta",
    "time": "yellow underline",
    "state": "green",
    "organisation": "green",
    "place": "blue underline",
}
#: What wins where two marks overlap, so that the text stays readable.
_ORDER = ("trigger", "person", "mechanism", "number", "office", "time", "place", "state", "organisation")
_RANK = {kind: i for i, kind in enumerate(_ORDER)}
_WIDTH = 96
_GUTTER = 12
_CAUSE = 30  # column at which causes begin
_MOST_SAID = 4  # mentions or sentences shown for a record
_SORTS = {
    "people": "person",
    "engagements": "engagement",
    "commitments": "commitment",
    "appointments": "appointment",
    "measures": "measure",
}


def explanation(found: Explanation, *, colour: bool) -> RenderableType:
    """An explanation for a person.

    Args:
        found: The explanation.
        colour: Whether the screen shows styles.

    Returns:
        Heading, day of publication, marked text, records with causes, silent triggers.
    """
    facts = found.reading.report
    parts: list[RenderableType] = [Text(f"━━ {found.id} · {found.source}", style="bold blue")]
    parts.append(Text(f"published {facts.published or 'unknown'} ({facts.published_basis})", style="bold"))
    parts += _causes(found.published)
    parts += [Text(), _legend(colour=colour), *_text(found, colour=colour)]
    for record in found.records:
        parts += _record(record, found.text)
    parts += _silent(found.silent)
    return Group(*parts, Text())


# ---------------------------------------------------------------------- the text


def _legend(*, colour: bool) -> Text:
    line = Text("marks: ")
    for kind, style in _STYLES.items():
        line.append(kind if colour else f"[…|{kind}]", style if colour else "")
        line.append("  ")
    return line


def _text(found: Explanation, *, colour: bool) -> Iterator[Text]:
    """Every line of the report behind its role, what was cut away dimmed."""
    marks = _without_overlaps(found.marks)
    for line in found.lines:
        inside = [m for m in marks if line.start <= m.start and m.end <= line.end]
        kept = line.role in ("body", "headline")
        text = _marked(found.text, line.start, line.end, inside, colour=colour)
        if not kept:
            text.stylize("dim")
        why = f" ({line.rule})" if line.rule and not kept else ""
        gutter = Text(f"{line.role:<{_GUTTER - 2}}│ ", style="dim")
        for number, part in enumerate(_folded(text, _WIDTH - _GUTTER)):
            yield Text.assemble(gutter if number == 0 else Text(" " * (_GUTTER - 2) + "│ ", style="dim"), part)
        if why:
            yield Text(" " * (_GUTTER - 2) + "│" + why, style="dim italic")


def _without_overlaps(marks: Iterable[Mark]) -> list[Mark]:
    out: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (_RANK[m.kind], m.start - m.end)):
        if mark.start < mark.end and all(m.end <= mark.start or mark.end <= m.start for m in out):
            out.append(mark)
    return sorted(out, key=lambda m: m.start)


def _marked(text: str, start: int, end: int, marks: Sequence[Mark], *, colour: bool) -> Text:
    out, at = Text(), start
    for mark in marks:
        out.append(_flat(text[at : mark.start]))
        words = _flat(text[mark.start : mark.end])
        out.append(words if colour else f"[{words}|{mark.kind}]", _STYLES[mark.kind] if colour else "")
        at = mark.end
    return out.append(_flat(text[at:end]))


def _flat(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " ").replace("\r", " ")


def _folded(text: Text, width: int) -> Iterator[Text]:
    """A styled text in lines of a width, counted as screens count Devanagari."""
    cuts, used, at = [], 0, 0
    for word in text.plain.split(" "):
        size = cells(word) + 1
        if used and used + size > width:
            cuts.append(at)
            used = 0
        used += size
        at += len(word) + 1
    for line in text.divide(cuts):
        line.rstrip()
        line.no_wrap = True
        yield line


# ---------------------------------------------------------------------- causes


def _record(record: Explained, text: str) -> Iterator[Text]:
    yield Text()
    yield Text(f"{_SORTS[record.sort]} {record.number + 1}: {record.title}", style="bold")
    yield from _causes(record.causes)
    said = [f"“{excerpt(span.cut(text), 300)}” ({span.start}–{span.end})" for span in record.evidence[:_MOST_SAID]]
    more = len(record.evidence) - len(said)
    for words in [*said, *([f"and {more} more"] if more > 0 else [])]:
        yield Text("\n".join(_block("said by", words)), style="dim", no_wrap=True)


def _causes(causes: Iterable[Cause]) -> Iterator[Text]:
    """Fields with their values, each behind the rules and words it comes from; a field is named once."""
    named = ""
    for cause in causes:
        value = ", ".join(map(str, cause.value)) if isinstance(cause.value, list) else str(cause.value)
        words = f" “{excerpt(cause.words, 120)}” ({cause.start}–{cause.end})" if cause.words else ""
        why = list(wrapped(f"← {cause.rule}{words}", _WIDTH - _CAUSE))
        head = f"  {cause.field:<14} {value}" if cause.field != named else ""
        named = cause.field
        beside = cells(head) < _CAUSE
        text = "\n".join(" " * _CAUSE + line for line in why)
        if beside:
            text = text[cells(head) :]
        yield Text.assemble(head if beside else f"{head}\n", (text, "dim"), no_wrap=True)


def _block(label: str, words: str) -> Iterator[str]:
    for number, line in enumerate(wrapped(words, _WIDTH - 12)):
        yield f"  {label if number == 0 else '':<10}{line}"


def _silent(silent: Sequence[Silence]) -> Iterator[RenderableType]:
    yield Text()
    yield Text(f"triggers that told of no engagement: {len(silent)}", style="bold")
    for s in silent:
        line = Text(f"  “{s.words}” ({s.start}–{s.end})  {s.frame} → {s.event}", no_wrap=True)
        line.append("\n" + "\n".join(_block("why", s.why)), "yellow")
        line.append("\n" + "\n".join(_block("in", f"“{excerpt(s.sentence, 300)}”")), "dim")
        yield line
