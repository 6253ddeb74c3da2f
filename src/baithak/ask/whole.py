"""One engagement whole: every field with its value, why it is shown, and the words of each report that say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec
from sqlalchemy import Connection

from baithak.ask.rows import Row, row
from baithak.ask.wanted import AskError
from baithak.reconcile.values import Line, Other, Shown
from baithak.record.queries import Source, items, line, sources, statements_of
from baithak.record.statements import Statement

#: Fields of a line in the order in which they are read, with the field of the statements that say them.
FIELDS = {
    "kind": "kind", "status": "status", "date": "date", "place": "place", "place_country": "place_country",
    "people": "participants", "countries": "countries", "mechanism": "mechanism", "ordinal": "ordinal",
    "topics": "topics", "salience": "salience",
}  # fmt: skip
_GATHERED = {
    "people": "all whom reports name, each once",
    "countries": "the sides that reports name",
    "topics": "all that reports name",
    "salience": "main where any report tells it as its news",
}


class Saying(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a report that say a field.

    Attributes:
        report: Id of the report.
        key: Its key in the record.
        field: Field of the extraction contract; ``evidence`` for the words that tell the whole.
        value: What is said, JSON.
        words: The words; of a concluded field those that tell the whole.
        rule: Which rule read them so.
        start: First code point of the words in the report's text.
        end: Their end, exclusive.
        concluded: Whether the value follows from other fields.
    """

    report: str
    key: str
    field: str
    value: str
    words: str
    rule: str
    start: int
    end: int
    concluded: bool = False


class Against(msgspec.Struct, frozen=True):
    """A value not shown, and the words that say it."""

    value: str
    said: tuple[Saying, ...]


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A field, why it shows what it shows, who says so, and what contradicts it."""

    field: str
    value: object
    why: str
    said: tuple[Saying, ...]
    against: tuple[Against, ...] = ()


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What a report said of the engagement's state, and when: announced, postponed, held."""

    told: str | None
    status: str
    date: str | None
    report: str


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """A source: the report, those that copy it, and the words that tell the engagement."""

    report: Source
    copies: tuple[Source, ...]
    said: tuple[Saying, ...]


class Whole(msgspec.Struct, frozen=True, kw_only=True):
    """An engagement with all that stands behind it."""

    line: Line
    fields: tuple[Field, ...]
    history: tuple[Step, ...]
    sources: tuple[Origin, ...]


def whole(connection: Connection, id: str) -> Whole:  # noqa: A002
    """An engagement with all that stands behind it.

    Args:
        connection: A transaction.
        id: Its id, or that of any telling of it.

    Raises:
        AskError: There is none.
    """
    found = line(connection, id)
    if found is None:
        raise AskError(f"the record has no engagement {id[:40]!r}; ids stand in: baithak timeline")
    return of_line(connection, found)


def of_line(connection: Connection, found: Line) -> Whole:
    """All that stands behind a line.

    Args:
        connection: A transaction.
        found: The line.
    """
    reports = sources(connection, found.reports)
    said = _said(connection, found, reports)
    fields = [f for name in FIELDS if (f := _field(found, name, said)) is not None]
    at = {t: said[t][0].report for t in said if said[t]}
    history = tuple(
        Step(told=_iso(day), status=status, date=edtf, report=at.get(telling, ""))
        for day, status, edtf, telling in found.history
    )
    return Whole(line=found, fields=tuple(fields), history=history, sources=_origins(found, reports, said))


def as_row(found: Whole) -> Row:
    """An engagement with all that stands behind it, for programs.

    Args:
        found: The engagement.
    """
    parts = {name: msgspec.to_builtins(getattr(found, name)) for name in ("fields", "history", "sources")}
    return row(found.line) | parts


def _said(connection: Connection, found: Line, reports: Mapping[str, Source]) -> dict[str, list[Saying]]:
    """What each telling says, field by field; ``rule`` of the words that tell the whole is ``clause``."""
    out: dict[str, list[Saying]] = {}
    where = items(connection, found.tellings)
    for telling in found.tellings:
        if telling in where:
            key, item = where[telling]
            stated = statements_of(connection, key, "engagement", item)
            out[telling] = [_saying(s, reports[key]) for s in stated]
    return out


def _saying(stated: Statement, of: Source) -> Saying:
    return Saying(
        report=of.id, key=of.key, value=stated.value, words=stated.words, rule=stated.rule, start=stated.start,
        end=stated.end, concluded=stated.concluded, field=stated.field,
    )  # fmt: skip


def _field(found: Line, name: str, said: Mapping[str, Sequence[Saying]]) -> Field | None:
    value = getattr(found, name)
    shown = next((s for s in found.shown if s.field == name), None)
    if value in (None, ()) and not (shown and shown.others):
        return None
    why = shown or Shown(field=name, rule=_GATHERED.get(name, ""), tellings=found.tellings)
    return Field(
        field=name, value=value, why=why.rule, said=_of(FIELDS[name], why.tellings, said),
        against=tuple(Against(o.value, _of_other(name, o, said)) for o in why.others),
    )  # fmt: skip


def _of_other(name: str, other: Other, said: Mapping[str, Sequence[Saying]]) -> tuple[Saying, ...]:
    return _of(FIELDS[name], other.tellings, said)


def _of(field: str, tellings: Sequence[str], said: Mapping[str, Sequence[Saying]]) -> tuple[Saying, ...]:
    """The words of some tellings that say a field, each once; the words of the whole only where no others do."""
    out: dict[tuple[str, str], Saying] = {}
    for telling in tellings:
        own = [s for s in said.get(telling, ()) if s.field == field]
        for s in [s for s in own if not s.concluded] or own[:1]:
            out.setdefault((s.key, s.words), s)
    return tuple(out.values())


def _origins(found: Line, reports: Mapping[str, Source], said: Mapping[str, Sequence[Saying]]) -> tuple[Origin, ...]:
    stories: dict[str, list[Source]] = {}
    for key in found.reports:
        if key in reports:
            stories.setdefault(reports[key].story, []).append(reports[key])
    out = []
    for first, *copies in stories.values():
        mine = [t for t in found.tellings if said.get(t) and said[t][0].key == first.key]
        out.append(Origin(report=first, copies=tuple(copies), said=_of("evidence", mine, said)))
    return tuple(out)


def _iso(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()
