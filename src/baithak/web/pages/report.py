"""A report: its text with marks, what was cut away dimmed, beside what was read of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Final

import msgspec
from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response
from sqlalchemy import Connection, select

from baithak.record.queries import lines_by_ids, sources, statements_of
from baithak.record.schema import report, telling
from baithak.record.statements import Statement
from baithak.web.desk import Record
from baithak.web.pages.engagement import value
from baithak.web.pages.marked import Piece, Stretch, cut
from baithak.web.pages.shown import shown
from baithak.web.pages.view import Look, look, page

router = APIRouter()
#: Fields of statements, by the sort of mark that their words get.
SORTS: Final = {
    "name": "person", "participants": "person", "person": "person", "office": "office", "date": "time", "due": "time",
    "published": "time", "place": "place", "place_country": "place", "mechanism": "mechanism", "ordinal": "mechanism",
    "countries": "state", "country": "state", "by": "state", "to": "state", "against": "state",
}  # fmt: skip
_WORDS: Final = 12  # places in the text that are named for a field
_SUBJECTS: Final = ("engagement", "commitment", "appointment", "measure", "person", "report")


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A field with its value and all words that say it."""

    field: str
    value: str
    words: tuple[Statement, ...]


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """Something read in a report: its sort, its title, its statements, and the engagement that it is part of."""

    sort: str
    title: str
    href: str
    rows: tuple[Said, ...]


@router.get("/report/{key}")
def one_report(
    request: Request, connection: Record, key: str, at: Annotated[str | None, Query(max_length=24)] = None
) -> Response:
    """One report."""
    source = sources(connection, [key]).get(key) if len(key) <= 32 else None
    if source is None:
        raise HTTPException(404, f"the record has no report {key[:40]!r}")
    how = look(request)
    row = connection.execute(select(report.c.text, report.c.furniture).where(report.c.key == key)).one()
    stated = statements_of(connection, key)
    stretches = [Stretch(s.start, s.end, SORTS[s.field]) for s in stated if s.field in SORTS and not s.concluded]
    stretches += [Stretch(s.start, s.end, "") for s in stated]  # each can be led to
    stretches += [
        Stretch(s.start, s.end, "evidence") for s in stated if s.field == "evidence" and s.subject != "person"
    ]
    here = _here(at, len(row.text))
    alike = select(report.c.key).where(report.c.story == source.story, report.c.key != key).limit(20)
    copies = sources(connection, connection.scalars(alike).all())
    return page(
        request, "report.html", source=source, copies=list(copies.values()), at=here, text=row.text,
        published=how.tongue.day(source.published) if source.published else "", pieces=pieces(
            row.text, stretches, _furniture(row.furniture), here
        ),
        read=list(_read(connection, key, stated, how)),
    )  # fmt: skip


def pieces(
    text: str, stretches: Iterable[Stretch], furniture: Sequence[tuple[int, int]], here: tuple[int, int] | None
) -> list[Piece]:
    """The text of a report in pieces with their marks.

    Args:
        text: The text.
        stretches: Marks, in any order, over each other.
        furniture: What was cut away.
        here: Words that are asked for.
    """
    every = [*stretches, *(Stretch(a, b, "furniture") for a, b in furniture)]
    if here:
        every.append(Stretch(*here, "here"))
    return cut(text, every)


def _here(at: str | None, length: int) -> tuple[int, int] | None:
    start, _, end = (at or "").partition("-")
    if not (start.isdecimal() and end.isdecimal() and start.isascii() and end.isascii()):
        return None
    a, b = min(int(start), length), min(int(end), length)
    return (a, b) if a < b else None


class _Span(msgspec.Struct):
    start: int
    end: int


def _furniture(stored: str) -> list[tuple[int, int]]:
    return [(s.start, s.end) for s in msgspec.json.decode(stored, type=list[_Span])]


def _read(connection: Connection, key: str, stated: Sequence[Statement], how: Look) -> Iterable[Read]:
    """What was read, engagements first."""
    asked = select(telling.c.item, telling.c.engagement).where(telling.c.report == key)
    of = {row.item: row.engagement for row in connection.execute(asked)}
    lines = {line.id: line for line in lines_by_ids(connection, [e for e in of.values() if e])}
    grouped: dict[tuple[str, int], list[Statement]] = {}
    for s in stated:
        grouped.setdefault((s.subject, s.item), []).append(s)
    for (subject, item), some in sorted(grouped.items(), key=lambda g: (_SUBJECTS.index(g[0][0]), g[0][1])):
        line = lines.get(of.get(item) or "") if subject == "engagement" else None
        href = f"/engagement/{line.id}" if line else ""
        title = _title(some, how)
        if line:
            one = shown(line, how)
            title = " · ".join(x for x in (one.title, one.when, one.who) if x)
        yield Read(sort=subject, title=title, href=href, rows=tuple(_rows(some, how)))


def _title(some: Sequence[Statement], how: Look) -> str:
    for field in ("name", "what", "person", "kind", "published"):
        for s in some:
            if s.field == field:
                return worded(field, s.value, how)
    return some[0].words[:60]


def _rows(some: Sequence[Statement], how: Look) -> Iterable[Said]:
    """Each field with its value and the words that say it, each once; what tells the whole at the end."""
    found: dict[tuple[str, str], dict[tuple[int, int], Statement]] = {}
    for s in sorted(some, key=lambda s: s.field == "evidence"):
        if not (s.field == "evidence" and s.subject == "person"):
            found.setdefault((s.field, s.value), {}).setdefault((s.start, s.end), s)
    for (field, raw), words in found.items():
        yield Said(field=field, value=worded(field, raw, how), words=tuple(words.values())[:_WORDS])


def worded(field: str, raw: str, how: Look) -> str:
    """A value that was read, in the reader's language.

    Args:
        field: The field.
        raw: Its value, JSON.
        how: How pages are shown.
    """
    told = msgspec.json.decode(raw)
    if field == "evidence":
        return ""
    if isinstance(told, list):
        return value(field, tuple(told), how) if field in ("countries", "topics") else ", ".join(map(str, told))
    if field in ("office", "due", "published"):
        return how.tongue.office(str(told)) if field == "office" else how.tongue.day(str(told))
    return str(value(field, told, how)) if told is not None else ""
