"""Engagements of the record with the words that tell them, some hundred at a time: what every format writes."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from operator import itemgetter

import msgspec
from sqlalchemy import Connection, select

from baithak.reconcile.values import Line, Named, Telling, days
from baithak.record.queries import Source, Wanted, lines, people_ids, sources, text_of
from baithak.record.relate import by_ids
from baithak.record.schema import report

_AT_ONCE = 200  # lines held in memory with their words
_KEYS = 500  # keys asked for in one query


class Quote(msgspec.Struct, frozen=True):
    """Words of a report that tell the engagement, and where they stand (code points, end exclusive)."""

    start: int
    end: int
    words: str


class Evidence(msgspec.Struct, frozen=True):
    """A report that tells the engagement, its words, and the statuses it gives."""

    report: Source
    quotes: tuple[Quote, ...]
    statuses: tuple[str, ...]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One engagement with everything that formats tell of it.

    Attributes:
        line: The engagement.
        people: The record's ids of those who took part, in the line's order.
        evidence: Its reports, first told first.
    """

    line: Line
    people: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    @property
    def added(self) -> str:
        """When the newest of its reports came into the record (ISO 8601, UTC)."""
        return max((e.report.added for e in self.evidence), default="1970-01-01T00:00:00Z")

    @property
    def first_added(self) -> str:
        """When the first of its reports came into the record."""
        return min((e.report.added for e in self.evidence), default="1970-01-01T00:00:00Z")


def told(connection: Connection, found: Iterable[Line]) -> Iterator[Told]:
    """Lines with their reports, words and people.

    Args:
        connection: A transaction.
        found: The lines; read as far as is asked for.
    """
    rest = iter(found)
    while some := list(islice(rest, _AT_ONCE)):
        keys = sorted({key for line in some for key in line.reports})
        tellings = by_ids(connection, [t for line in some for t in line.tellings])
        reports = sources(connection, keys)
        words = _words(connection, tellings.values())
        people: dict[str, dict[str, str]] = {}
        for at in range(0, len(keys), _KEYS):
            people |= people_ids(connection, keys[at : at + _KEYS])
        for line in some:
            yield Told(
                line=line,
                people=tuple(_person_id(p, line, people) for p in line.people),
                evidence=_evidence(line, tellings, reports, words),
            )


def newest(connection: Connection, wanted: Wanted, most: int) -> tuple[list[Line], int]:
    """The lines whose reports came into the record last, the newest first; of one time, those of the latest days.

    Args:
        connection: A transaction.
        wanted: Which lines.
        most: At most so many.

    Returns:
        The lines, and how many there were to choose from.
    """
    added: dict[str, str] = {row.key: row.added for row in connection.execute(select(report.c.key, report.c.added))}
    number = 0

    def dated() -> Iterator[tuple[tuple[str, int, str], Line]]:
        nonlocal number
        for line in lines(connection, wanted):
            number += 1
            last = (days(line.date) or (0, 0))[1]
            yield (max((added.get(key, "") for key in line.reports), default=""), last, line.id), line

    chosen = heapq.nlargest(most, dated(), key=itemgetter(0))
    return [line for _, line in chosen], number


Spans = Mapping[tuple[str, int, int], str]


def _words(connection: Connection, tellings: Iterable[Telling]) -> Spans:
    """The words of each span; one text is held at a time."""
    spans: dict[str, set[tuple[int, int]]] = {}
    for telling in tellings:
        spans.setdefault(telling.report, set()).update(telling.evidence)
    out: dict[tuple[str, int, int], str] = {}
    for key, some in spans.items():
        text = text_of(connection, key) or ""
        out.update({(key, start, end): text[start:end] for start, end in some})
    return out


def _evidence(
    line: Line, tellings: Mapping[str, Telling], reports: Mapping[str, Source], words: Spans
) -> tuple[Evidence, ...]:
    of: dict[str, list[Telling]] = {key: [] for key in line.reports}
    for one in (tellings[t] for t in line.tellings):
        of[one.report].append(one)
    out = []
    for key, some in of.items():
        spans = sorted({span for one in some for span in one.evidence})
        quotes = tuple(Quote(start, end, words[key, start, end]) for start, end in spans)
        out.append(Evidence(reports[key], quotes, tuple(sorted({one.status for one in some}))))
    return tuple(out)


def _person_id(person: Named, line: Line, people: Mapping[str, Mapping[str, str]]) -> str:
    """The record's id of a participant; the name where the record has no other."""
    ids = (people.get(key, {}).get(person.name) for key in line.reports)
    return next((found for found in ids if found), None) or person.known or "-".join(person.name.lower().split())
