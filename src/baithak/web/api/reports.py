"""Reports: listed, whole, read without being kept, added."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import APIRouter, HTTPException, Path, Query
from fastapi.responses import Response
from sqlalchemy import Connection, or_, select

from baithak.errors import SourceError
from baithak.explain import Explanation, explain
from baithak.export.days import exact
from baithak.model import Report
from baithak.reading import reader_of
from baithak.record import adding
from baithak.record.ids import digest, report_key
from baithak.record.queries import sources, statements_of
from baithak.record.schema import report, telling
from baithak.web.api import cursors, sent
from baithak.web.api.asked import Ask, Asked, Body, json_values, told
from baithak.web.api.cursors import Cursor, Limit
from baithak.web.api.schema import answers, takes
from baithak.web.auth import Editor
from baithak.web.desk import Record

router = APIRouter(tags=["reports"])
Key = Annotated[str, Path(min_length=1, max_length=16, description="Its key in the record.")]


@router.get("/reports", summary="Reports, those that came last first", **answers(sent.Reports))
def reports(
    ask: Ask, connection: Record, limit: Limit = 50, cursor: Cursor = None,
    id: Annotated[str | None, Query(max_length=200, description="Only those of this id of their own.")] = None,  # noqa: A002
) -> Response:  # fmt: skip
    """Every report of the record, without its text."""
    ask.fresh(connection)
    r = report.c
    asked = select(r.added, r.key).order_by(r.added.desc(), r.key.desc()).limit(limit + 1)
    if id is not None:
        asked = asked.where(r.id == id)
    after = cursors.read(cursor, tuple[cursors.Text, cursors.Text])
    if after is not None:
        asked = asked.where(r.added <= after[0], or_(r.added < after[0], r.key < after[1]))
    rows = connection.execute(asked).all()
    more, rows = len(rows) > limit, rows[:limit]
    found = sources(connection, [row.key for row in rows])
    mark = cursors.written((rows[-1].added, rows[-1].key)) if more else None
    return ask.page([found[row.key] for row in rows], mark)


@router.get("/reports/{key}", summary="A report whole", **answers(sent.Paper))
def one(ask: Ask, connection: Record, key: Key) -> Response:
    """The text, what was read in it word by word, the engagements that it tells, and the reports that copy it."""
    ask.fresh(connection)
    found = sources(connection, [key]).get(key)
    if found is None:
        raise HTTPException(404, f"the record has no report of the key {key!r}; keys stand in /api/v1/reports")
    r, t = report.c, telling.c
    row = connection.execute(select(r.text, r.furniture).where(r.key == key)).one()
    told_there = connection.execute(select(t.engagement, t.id, t.item).where(t.report == key).order_by(t.item))
    alike = connection.scalars(select(r.key).where(r.story == found.story, r.key != key).order_by(r.key)).all()
    copies = sources(connection, alike)
    return ask.json({
        **msgspec.structs.asdict(found), "text": row.text, "furniture": msgspec.Raw(row.furniture.encode()),
        "statements": json_values(statements_of(connection, key)),
        "engagements": [{"engagement": e, "telling": id_, "item": item} for e, id_, item in told_there],
        "copies": [copies[k] for k in alike],
    })  # fmt: skip


# ---------------------------------------------------------------------- reading and adding


@router.post(
    "/readings", summary="Read a report, keep nothing", openapi_extra=takes(sent.ToRead), **answers(sent.Read)
)
def read(ask: Ask, body: Body) -> Response:
    """What a report says, with the marks that were seen in its text: to look at before it is added."""
    found = explained(ask, report_of(told(body, sent.ToRead)))
    return ask.json({"reading": found.reading, "marks": found.marks, "lines": found.lines})


@router.post(
    "/reports", summary="Add a report", openapi_extra=takes(sent.ToRead),
    **answers(sent.Kept, status=201, s200="The record has this very report already."),
)  # fmt: skip
def add(ask: Ask, who: Editor, body: Body) -> Response:
    """Read a report and keep it; one of the same id and source with another text takes the old one's place."""
    asked = report_of(told(body, sent.ToRead))
    key = report_key(asked.id, asked.text)
    store = ask.desk.store
    with store.reading() as connection:
        known = adding.known(connection, asked)
    if known:
        done = adding.Added(id=asked.id, key=key, outcome="known")
    else:
        found = explained(ask, asked).reading
        with store.writing() as connection:
            done = add_read(connection, asked, found, ask)
    there = {"location": f"/api/v1/reports/{key}"}
    return ask.json(done, 200 if done.outcome == "known" else 201, there)


def add_read(connection: Connection, asked: Report, found: msgspec.Struct, ask: Asked) -> adding.Added:
    """Keep a report that was read.

    Args:
        connection: A writing transaction.
        asked: The report.
        found: Its reading.
        ask: The request.
    """
    pack = ask.desk.pack(found.report.language)  # type: ignore[attr-defined]
    return adding.add(connection, asked, found, at=ask.desk.now(), pack=pack)  # type: ignore[arg-type]


def report_of(said: sent.ToRead) -> Report:
    """A report as it was sent.

    Args:
        said: The body.

    Raises:
        HTTPException: The day of publication is none.
    """
    if said.published is not None and exact(said.published) is None:
        raise HTTPException(422, f"published: {said.published} is no day of the calendar")
    return Report(
        id=said.id or f"sent-{digest(said.text)}", source=said.source or "desk", text=said.text,
        language=said.language, published=said.published, carried=True,
    )  # fmt: skip


def explained(ask: Asked, asked: Report) -> Explanation:
    """A report read, with reasons; one at a time, as reading takes a whole processor.

    Args:
        ask: The request.
        asked: The report.

    Raises:
        HTTPException: No pack reads its language.
    """
    try:
        with ask.request.app.state.limits.reading:
            return explain(reader_of(asked), asked)
    except SourceError as e:
        raise HTTPException(422, e.problem) from None
