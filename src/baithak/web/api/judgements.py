"""Judgements: listed, made, taken back; each in somebody's name."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query
from fastapi.responses import Response
from sqlalchemy import Connection, func, select

from baithak.record import judging
from baithak.record.judging import OF_TWO, JudgeError, Word
from baithak.record.schema import judgement
from baithak.web.api import cursors, sent
from baithak.web.api.asked import Ask, Body, told
from baithak.web.api.cursors import Cursor, Limit
from baithak.web.api.schema import answers, takes
from baithak.web.auth import Editor, author
from baithak.web.desk import Record

router = APIRouter(tags=["judgements"])
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("/judgements", summary="Judgements, the newest first", **answers(sent.Judgements))
def judgements(
    ask: Ask, connection: Record, limit: Limit = 50, cursor: Cursor = None,
    undone: Annotated[bool, Query(description="Those that were taken back too.")] = False,
) -> Response:  # fmt: skip
    """What people said of the record: who, when, why, and whether it was taken back."""
    ask.fresh(connection)
    before = cursors.read(cursor, cursors.Number)
    rows = judging.judgements(connection, undone=undone, before=before, limit=limit + 1)
    more, rows = len(rows) > limit, rows[:limit]
    return ask.page(rows, cursors.written(rows[-1].number) if more else None)


@router.get("/judgements/{number}", summary="A judgement", **answers(sent.Judgement))
def one(ask: Ask, connection: Record, number: Number) -> Response:
    """A judgement by its number, undone or not."""
    ask.fresh(connection)
    rows = judging.judgements(connection, undone=True, before=number + 1, limit=1)
    if not rows or rows[0].number != number:
        raise _missing(number)
    return ask.json(rows[0])


@router.post(
    "/judgements", summary="Judge", openapi_extra=takes(sent.ToJudge), **answers(sent.Judged, status=201)
)
def judge(ask: Ask, who: Editor, body: Body) -> Response:
    """Say that two engagements are the same or different, that one or its field is right or wrong, or set a field."""
    said = told(body, sent.ToJudge)
    word = Word(author=author(who, said.author), at=ask.desk.now(), reason=said.reason)
    with ask.desk.store.writing() as connection:
        changed = _judged(connection, said, word)
        number = int(connection.scalar(select(func.max(judgement.c.act))) or 0)
    there = {"location": f"/api/v1/judgements/{number}"}
    return ask.json({"number": number, "changed": changed}, 201, there)


def _judged(connection: Connection, said: sent.ToJudge, word: Word) -> list[str]:
    try:
        if said.verdict in OF_TWO:
            if said.other is None:
                raise HTTPException(422, f"{said.verdict} is said of two: name the other")
            return judging.of_two(connection, said.verdict, said.subject, said.other, word)
        value = None if said.value is None or said.field is None else (said.field, said.value)
        if said.verdict != "set" and said.value is not None:
            raise HTTPException(422, f"{said.verdict} takes no value: it is said of the value shown")
        return judging.of_one(connection, said.verdict, said.subject, value or said.field, word)
    except JudgeError as e:
        raise HTTPException(422, str(e)) from None


@router.delete("/judgements/{number}", summary="Take a judgement back", **answers(sent.Judged))
def undo(
    ask: Ask, who: Editor, number: Number,
    by: Annotated[str | None, Query(max_length=80, description="Who takes it back, without accounts.")] = None,
) -> Response:  # fmt: skip
    """It stays in the record as undone; what it changed is judged by the rules again."""
    word = Word(author=author(who, by), at=ask.desk.now())
    with ask.desk.store.writing() as connection:
        row = connection.execute(select(judgement.c.undone).where(judgement.c.act == number)).first()
        if row is None:
            raise _missing(number)
        if row.undone is not None:
            raise HTTPException(409, f"judgement no. {number} was taken back before")
        changed = judging.undo(connection, number, word)
    return ask.json({"number": number, "changed": changed})


def _missing(number: int) -> HTTPException:
    return HTTPException(404, f"there is no judgement no. {number}; they stand in /api/v1/judgements")
