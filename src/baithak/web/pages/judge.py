"""A person's word, given by a button or a key, and taken back by another."""

from __future__ import annotations

from typing import Annotated, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection, func, select

from baithak.reconcile.values import Line
from baithak.record.judging import OF_TWO, Word, judgements, of_one, of_two, undo
from baithak.record.queries import lines_by_ids
from baithak.record.schema import judgement, telling
from baithak.web.auth import Editor, author
from baithak.web.desk import Record, TheDesk
from baithak.web.pages.shown import shown
from baithak.web.pages.view import look, page

router = APIRouter()
_LISTED: Final = 50
Text = Annotated[str, Form(max_length=2000)]
Short = Annotated[str, Form(max_length=200)]


@router.post("/judge")
def judge(  # noqa: PLR0913, PLR0917 - one parameter for each field of the form
    here: TheDesk, who: Editor, verdict: Annotated[str, Form(max_length=20)], subject: Short, other: Short = "",
    field: Short = "", value: Annotated[str | None, Form(max_length=400)] = None, reason: Text = "", by: Short = "",
    back: Text = "/",
) -> Response:  # fmt: skip
    """Take a word on one engagement or on two."""
    word = Word(author=author(who, by), at=here.now(), reason=reason.strip())
    with here.store.writing() as connection:
        if verdict in OF_TWO:
            of_two(connection, verdict, subject, other, word)
        elif verdict == "set":
            of_one(connection, verdict, subject, (field, (value or "").strip()), word)
        else:
            of_one(connection, verdict, subject, field or None, word)
        act = connection.scalar(select(func.max(judgement.c.act)))
    gone = verdict == "wrong" and not field
    return RedirectResponse(_with("/judgements" if gone else back, "done", str(act)), 303)


@router.post("/undo")
def take_back(
    here: TheDesk, who: Editor, number: Annotated[int, Form(ge=1, le=10**12)], by: Short = "", back: Text = "/"
) -> Response:
    """Take a judgement back."""
    with here.store.writing() as connection:
        undo(connection, number, Word(author=author(who, by), at=here.now()))
    return RedirectResponse(_with(back, "undone", str(number)), 303)


@router.get("/judgements")
def listed(
    request: Request, connection: Record, before: Annotated[int | None, Query(ge=1, le=10**12)] = None
) -> Response:
    """All judgements, the newest first."""
    how = look(request)
    found = judgements(connection, undone=True, before=before, limit=_LISTED + 1)
    lines = _lines(connection, [i for j in found for i in (j.subject, j.other) if i])
    there = {id_: shown(line, how) for id_, line in lines.items()}
    return page(
        request, "judgements.html", found=found[:_LISTED], lines=there,
        next=found[_LISTED - 1].number if len(found) > _LISTED else None,
    )  # fmt: skip


def _lines(connection: Connection, tellings: list[str]) -> dict[str, Line]:
    """The engagement of each telling today."""
    asked = select(telling.c.id, telling.c.engagement).where(telling.c.id.in_(sorted(set(tellings))))
    of = {row.id: row.engagement for row in connection.execute(asked) if row.engagement}
    found = {line.id: line for line in lines_by_ids(connection, of.values())}
    return {id_: found[line] for id_, line in of.items() if line in found}


def _with(back: str, name: str, value: str) -> str:
    """A page of this desk with something said in its address; anything else becomes the first page."""
    fine = back.startswith("/") and not back.startswith("//") and back.isprintable() and "\\" not in back
    parts = urlsplit(back if fine else "/")
    kept = [(k, v) for k, v in parse_qsl(parts.query) if k not in ("done", "undone")]
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{parts.path}?{urlencode([*kept, (name, value)])}{fragment}"


