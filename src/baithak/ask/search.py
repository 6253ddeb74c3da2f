"""Searching a record: people, mechanisms, places, engagements, and reports with the words around each hit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, func, select

from baithak.ask.rows import Row, row
from baithak.ask.wanted import AskError
from baithak.reconcile.values import Line
from baithak.record.finding import Term, entries, exact, named, terms
from baithak.record.queries import Source, sources, text_of
from baithak.record.relate import line_of
from baithak.record.schema import engagement, mention, person, taking_part, telling
from baithak.record.words import words

LIMIT = 20
_AROUND = 90  # letters shown on each side of a hit
_TOLD = 500  # tellings of which the newest are shown
_PLACED = 300  # engagements among which those of a place are counted


class Someone(msgspec.Struct, frozen=True, kw_only=True):
    """A person found: how many engagements they took part in, and how many reports name them."""

    id: str
    name: str
    country: str | None
    engagements: int
    reports: int


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A mechanism or place found, and in how many engagements."""

    name: str
    engagements: int


class Excerpt(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a report around its first hits.

    Attributes:
        start: Offset of the first letter in the report's text.
        words: The words.
        hits: Half-open spans in ``words``.
    """

    start: int
    words: str
    hits: tuple[tuple[int, int], ...]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A report found; ``copies`` are the ids of others that print the same story."""

    report: Source
    excerpt: Excerpt
    copies: tuple[str, ...] = ()


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What was found.

    Attributes:
        query: As asked.
        every: Whether all words were found together; False where only some were.
    """

    query: str
    every: bool
    people: tuple[Someone, ...]
    mechanisms: tuple[Named, ...]
    places: tuple[Named, ...]
    engagements: tuple[Row, ...]
    reports: tuple[Told, ...]


def search(connection: Connection, query: str, limit: int = LIMIT) -> Found:
    """Search a record; no query is wrong.

    Args:
        connection: A transaction.
        query: Words in any script.
        limit: At most so many of each sort.

    Raises:
        AskError: The query has no word.
    """
    wanted = terms(connection, query)
    if not wanted:
        raise AskError(f"{query[:40]!r} has no word to look for; write a name, a place or words of a report")
    every = True
    told, texts = _entries(connection, wanted, limit, every=True)
    if not told and not texts and len(wanted) > 1:
        every = False
        told, texts = _entries(connection, wanted, limit, every=False)
    return Found(
        query=query, every=every, people=tuple(people(connection, wanted, limit)),
        mechanisms=tuple(_mechanisms(connection, wanted, limit)), places=tuple(_places(connection, wanted, limit)),
        engagements=tuple(row(line) for line in _lines(connection, told, limit)),
        reports=tuple(_reports(connection, texts, wanted, limit)),
    )  # fmt: skip


def _entries(connection: Connection, wanted: Sequence[Term], limit: int, *, every: bool) -> tuple[list[str], list[str]]:
    told = entries(connection, wanted, "telling", _TOLD, every=every)
    texts = entries(connection, wanted, "report", 3 * limit, every=every)
    return told, texts


def people(connection: Connection, wanted: Sequence[Term], limit: int) -> list[Someone]:
    """People whose names have the words wanted, or the most of them; the most active first.

    Args:
        connection: A transaction.
        wanted: The terms.
        limit: At most so many.
    """
    found = named(connection, wanted, "person") or named(connection, wanted, "person", every=False)
    if not found:
        return []
    most = max(found.values())
    found = {id_: count for id_, count in found.items() if count == most}
    active = _counts(connection, taking_part.c.person, found)
    seen = _counts(connection, mention.c.person, found)
    p = person.c
    out = [
        Someone(id=r.id, name=r.name, country=r.country, engagements=active.get(r.id, 0), reports=seen[r.id])
        for r in connection.execute(select(p.id, p.name, p.country).where(p.id.in_(sorted(found))))
        if r.id in seen
    ]
    so = named(connection, exact(wanted), "person")
    return sorted(out, key=lambda s: (-found[s.id], s.id not in so, -s.engagements, -s.reports, s.id))[:limit]


def _counts(connection: Connection, column: object, ids: Iterable[str]) -> dict[str, int]:
    c: object = column
    asked = select(c, func.count()).where(c.in_(sorted(ids))).group_by(c)  # type: ignore[attr-defined,call-overload]
    return {key: int(count) for key, count in connection.execute(asked)}


def _mechanisms(connection: Connection, wanted: Sequence[Term], limit: int) -> list[Named]:
    names = named(connection, wanted, "mechanism")
    counts = _counts(connection, engagement.c.mechanism, names)
    out = [Named(name=name, engagements=count) for name, count in counts.items()]
    return sorted(out, key=lambda n: (-n.engagements, n.name))[:limit]


def _places(connection: Connection, wanted: Sequence[Term], limit: int) -> list[Named]:
    out = []
    for name in sorted(named(connection, wanted, "place"))[:limit]:
        there = entries(connection, terms(connection, f'"{name}"', begun=False), "telling", _PLACED)
        lines = _lines(connection, there, _PLACED)
        if count := sum(line.place == name for line in lines):
            out.append(Named(name=name, engagements=count))
    return sorted(out, key=lambda n: (-n.engagements, n.name))


def _lines(connection: Connection, tellings: Sequence[str], limit: int) -> list[Line]:
    """The lines of some tellings, the newest first, the undated last."""
    e = engagement.c
    ids = select(telling.c.engagement).where(telling.c.id.in_(tellings))
    asked = select(e.value).where(e.id.in_(ids)).order_by(e.first.is_(None), e.last.desc(), e.first.desc(), e.id)
    return [line_of(value) for value in connection.scalars(asked.limit(limit))] if tellings else []


# ---------------------------------------------------------------------- reports


def _reports(connection: Connection, keys: Sequence[str], wanted: Sequence[Term], limit: int) -> list[Told]:
    found = sources(connection, keys)
    stories: dict[str, list[str]] = {}
    for key in keys:
        if key in found:
            stories.setdefault(found[key].story, []).append(key)
    out = []
    for first, *copies in list(stories.values())[:limit]:
        shown = excerpt(text_of(connection, first) or "", wanted)
        out.append(Told(report=found[first], excerpt=shown, copies=tuple(found[c].id for c in copies)))
    return out


def excerpt(text: str, wanted: Sequence[Term]) -> Excerpt:
    """The words around the first place where most of the terms stand near each other.

    Args:
        text: A report's text.
        wanted: The terms.
    """
    hits: list[tuple[int, int, int]] = []
    for word in words(text):
        number = next((n for n, term in enumerate(wanted) if term.means(word.key)), None)
        if number is not None:
            hits.append((word.start, word.end, number))
    if not hits:
        return Excerpt(start=0, words=text[: 2 * _AROUND], hits=())
    best = max(hits, key=lambda h: (len({n for s, _, n in hits if 0 <= s - h[0] < _AROUND}), -h[0]))
    start, end = max(0, best[0] - _AROUND), min(len(text), best[0] + 2 * _AROUND)
    start = 0 if start == 0 else text.find(" ", start, best[0]) + 1 or start
    end = end if end == len(text) else max(text.rfind(" ", best[1], end), best[1])
    own = tuple((s - start, e - start) for s, e, _ in hits if start <= s and e <= end)
    return Excerpt(start=start, words=text[start:end], hits=own)
