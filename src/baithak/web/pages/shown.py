"""Engagements, dues and days as pages show them: in the reader's language, with where they lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from baithak.follow.values import Due, Link
from baithak.reconcile.values import Line, Named, days
from baithak.web.pages.view import Look, segment

_FEW = 4  # people named in a list


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """An engagement in a list.

    Attributes:
        id: Its id.
        href: Where it is shown whole.
        when: Its date in words.
        year: Of its first day; empty where none is known.
        kind: Its kind; ``status`` its status; ``said`` the status in words.
        title: What it is.
        who: Who took part.
        where: Place and state.
        short: A few words for it beside a mark.
        doubt: Whether reports differ on it.
        sources: How many sources tell it.
        span: First and last day, as ordinals.
    """

    id: str
    href: str
    when: str
    year: str
    kind: str
    status: str
    said: str
    title: str
    who: str
    where: str
    sides: str
    short: str
    doubt: bool
    sources: int
    span: tuple[int, int] | None


def shown(line: Line, look: Look, day: str | None = None) -> Shown:
    """An engagement as a list shows it.

    Args:
        line: The engagement.
        look: How pages are shown.
        day: The date shown in place of its own.
    """
    tongue = look.tongue
    span = days(line.date)
    people = [tongue.person(p) for p in line.people]
    more = f" +{len(people) - _FEW}" if len(people) > _FEW else ""
    return Shown(
        id=line.id, href=f"/engagement/{segment(line.id)}", when=tongue.day(day or line.date),
        year=str(date.fromordinal(span[0]).year) if span else "", kind=line.kind, status=line.status,
        said=look.words(f"status.{line.status}"), title=capital(tongue.title(line)),
        who=", ".join(people[:_FEW]) + more, where=tongue.where(line),
        sides=tongue.sides(line.countries), short=brief(line, look),
        doubt=bool(line.conflicts), sources=line.sources, span=span,
    )  # fmt: skip


def capital(words: str) -> str:
    """The same with a large first letter, where the script has such.

    Args:
        words: The words.
    """
    return words[:1].upper() + words[1:]


def brief(line: Line, look: Look) -> str:
    """A few words for an engagement: the mechanism with its number, or the surnames of those who met.

    Args:
        line: The engagement.
        look: How pages are shown.
    """
    if line.mechanism:
        number = f" {line.ordinal}" if line.ordinal is not None else ""
        return f"{short_name(line.mechanism, look)}{number}"
    names = [surname(p, look) for p in line.people[:2]]
    if line.kind == "visit" and line.place and names:
        return f"{names[0]} → {look.tongue.place(line.place)}"
    return "–".join(names) or look.tongue.title(line)


def surname(who: Named, look: Look) -> str:
    """The last word of a name.

    Args:
        who: The person.
        look: How pages are shown.
    """
    return (look.tongue.person(who).split() or [who.name])[-1]


def short_name(mechanism: str, look: Look) -> str:
    """The shorter of a mechanism's names.

    Args:
        mechanism: Its name as shown.
        look: How pages are shown.
    """
    own = look.tongue.mechanism(mechanism)
    return own if len(own) <= len(mechanism) + 8 else mechanism


def by_year(some: Iterable[Shown]) -> list[tuple[str, list[Shown]]]:
    """Engagements by the year in which they begin, in the order given.

    Args:
        some: The engagements.
    """
    out: dict[str, list[Shown]] = {}
    for one in some:
        out.setdefault(one.year, []).append(one)
    return list(out.items())


# ---------------------------------------------------------------------- dues


class ShownDue(msgspec.Struct, frozen=True, kw_only=True):
    """Something due in a list; ``links`` are the reports that tell it."""

    href: str
    what: str
    when: str
    state: str
    said: str
    parties: str
    why: str
    sort: str
    links: tuple[Link, ...]


def shown_due(one: Due, look: Look, lines: Mapping[str, Line]) -> ShownDue:
    """Something due as a list shows it.

    Args:
        one: What is due.
        look: How pages are shown.
        lines: Engagements by id, those that are planned among them.
    """
    tongue = look.tongue
    line = lines.get(one.id)
    if line is not None:
        what = " · ".join(x for x in (tongue.title(line), shown(line, look).who, tongue.where(line)) if x)
        href = f"/engagement/{segment(line.id)}"
    elif one.mechanism:
        number = tongue.sitting("session", one.number) if one.number is not None else ""
        what = ", ".join(x for x in (tongue.mechanism(one.mechanism), number) if x)
        href = f"/mechanism/{segment(one.mechanism)}"
    else:
        what, href = one.what, ""
    by, to = (_parties(p, look) for p in (one.by, one.to))
    return ShownDue(
        href=href, what=what, when=tongue.day(one.due) if one.due else look.words("due.no_day"), state=one.state,
        said=look.words(f"due.{one.state.replace(' ', '_')}"), parties=" → ".join(x for x in (by, to) if x),
        why=one.reason, sort=one.sort, links=one.chain,
    )  # fmt: skip


def _parties(said: str | None, look: Look) -> str:
    return look.tongue.sides(said.split(",")) if said else ""
