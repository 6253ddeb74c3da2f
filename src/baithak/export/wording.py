"""An engagement in English words: a title, a place, a description with sources; safe to show anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from baithak.export.sides import sides
from baithak.export.told import Evidence, Told
from baithak.reconcile.values import Line, Named

_NAMED = 4  # people named in a title
_LISTED = 40  # people named in a description
_QUOTED = 12  # quotes in a description
_LONGEST = 600  # signs of one quote
#: Controls, surrogates, non-characters, and marks that turn the direction of writing; joiners stay, Hindi needs them.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufdd0-\ufdef"
    "\ufffe\uffff]"
)
_ADDRESS = re.compile(r"https?://[^\s<>\"'\\^`{|}\x00-\x1f]+", re.IGNORECASE)


def plain(words: str) -> str:
    """Words on one line for people's eyes: nothing invisible that acts, no runs of white space.

    Args:
        words: Any text.
    """
    return " ".join(_HIDDEN.sub("", words).split())


def short(words: str) -> str:
    """A quote for a description.

    Args:
        words: Words of a report.
    """
    text = plain(words)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def address(source: str) -> str | None:
    """A report's address on the web, None where it came from a file.

    Args:
        source: Where the report came from.
    """
    return source if _ADDRESS.fullmatch(source) else None


def title(line: Line) -> str:
    """What it is, in a few words: *23rd India–Russia Annual Summit*, *Visit of Vladimir Putin to India*.

    Args:
        line: The engagement.
    """
    if line.mechanism:
        return plain(f"{ordinal(line.ordinal)} {line.mechanism}" if line.ordinal is not None else line.mechanism)
    if line.kind == "visit":
        return plain(_visit(line))
    link = {"call": "between", "signing": "by"}.get(line.kind, "of")
    parties = _parties(line)
    return plain(f"{line.kind.capitalize()} {link} {_joined(parties)}") if parties else line.kind.capitalize()


def _parties(line: Line) -> list[str]:
    """Those named, and the sides for which nobody is."""
    spoken = {p.country for p in line.people}
    return [p.name for p in line.people] + [sides().phrase(c) for c in line.countries if c not in spoken]


def _visit(line: Line) -> str:
    goal = line.place_country or _visited(line)
    people = [p.name for p in line.people if p.country != goal] or [p.name for p in line.people]
    who = people or [sides().phrase(c) for c in line.countries if c != goal]
    return "Visit" + (f" of {_joined(who)}" if who else "") + (f" to {sides().phrase(goal)}" if goal else "")


def _visited(line: Line) -> str | None:
    at_home = {p.country for p in line.people}
    others = [c for c in line.countries if c not in at_home]
    return others[0] if len(others) == 1 and at_home & {*line.countries} else None


def _joined(names: Sequence[str], most: int = _NAMED) -> str:
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} others"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def ordinal(number: int) -> str:
    """An English ordinal: 21st, 112th.

    Args:
        number: The number.
    """
    teen = number // 10 % 10 == 1
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def where(line: Line) -> str:
    """City and state, as far as told.

    Args:
        line: The engagement.
    """
    state = sides().name(line.place_country) if line.place_country else None
    return plain(", ".join(dict.fromkeys(part for part in (line.place, state) if part)))


def person(named: Named) -> str:
    """A participant with office and state: *Sergey Lavrov (foreign minister, Russia)*.

    Args:
        named: The participant.
    """
    about = ", ".join(p for p in (named.office, named.country and sides().name(named.country)) if p)
    return plain(f"{named.name} ({about})" if about else named.name)


def within(line: Line) -> bool:
    """Whether its days are those in which it fell, as of a meeting of a visit, rather than those that it took.

    Args:
        line: The engagement.
    """
    return line.kind in ("meeting", "call", "signing") and "/" in (line.date or "")


def facts(told: Told) -> Iterator[str]:
    """What is known of it, a line for each thing.

    Args:
        told: The engagement.
    """
    line = told.line
    by = "one source" if line.sources == 1 else f"{line.sources} sources"
    yield f"{line.status.capitalize()} {line.kind}, told by {by}"
    yield f"Date as told: {line.date or 'unknown'}{' (at some time within)' if within(line) else ''}"
    if where(line):
        yield f"Place: {where(line)}"
    if line.countries:
        yield f"Sides: {', '.join(sides().name(c) for c in line.countries)}"
    if line.people:
        more = f"; and {len(line.people) - _LISTED} others" if len(line.people) > _LISTED else ""
        yield f"People: {'; '.join(person(p) for p in line.people[:_LISTED])}{more}"
    if line.topics:
        yield f"Topics: {', '.join(line.topics)}"
    if line.conflicts:
        yield f"Reports differ on: {', '.join(s.field for s in line.conflicts)}"


def quotes(told: Told) -> Iterator[tuple[str, Evidence]]:
    """The first words of each report and then further ones, as many as a description holds.

    Args:
        told: The engagement.
    """
    firsts = [(e.quotes[0], e) for e in told.evidence if e.quotes]
    rest = [(q, e) for e in told.evidence for q in e.quotes[1:]]
    for quote, evidence in (firsts + rest)[:_QUOTED]:
        yield short(quote.words), evidence


def unquoted(told: Told) -> int:
    """How many quotes a description leaves out.

    Args:
        told: The engagement.
    """
    return max(0, sum(len(e.quotes) for e in told.evidence) - _QUOTED)


def source(evidence: Evidence) -> str:
    """A report named: its id, day and address.

    Args:
        evidence: The report.
    """
    report = evidence.report
    parts = (report.id, report.published or "day unknown", ", ".join(report.agencies), address(report.source))
    return plain(", ".join(p for p in parts if p))
