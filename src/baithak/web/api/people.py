"""People: listed by name, and each one whole."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, HTTPException, Path, Query
from fastapi.responses import Response
from sqlalchemy import Connection, func, or_, select

from baithak.ask.people import profile
from baithak.ask.search import people as found_by
from baithak.record.finding import terms
from baithak.record.schema import mention, person, taking_part
from baithak.web.api import cursors, shapes
from baithak.web.api.asked import Ask
from baithak.web.api.cursors import Cursor, Limit
from baithak.web.api.schema import answers
from baithak.web.desk import Record

router = APIRouter(tags=["people"])
_FOUND = 200  # people found by a name
Id = Annotated[str, Path(min_length=1, max_length=64)]


@router.get("/people", summary="People by name", **answers(shapes.People))
def people(
    ask: Ask, connection: Record, limit: Limit = 50, cursor: Cursor = None,
    q: Annotated[str | None, Query(max_length=120, description="A name, or a part, in any script.")] = None,
    country: Annotated[str | None, Query(max_length=8, description="Of this state only: `IN`.")] = None,
) -> Response:  # fmt: skip
    """People whom reports name, in how many engagements they took part, and how many reports name them."""
    ask.fresh(connection)
    p = person.c
    asked = select(p.id, p.name, p.country, p.folded)
    asked = asked.where(select(mention.c.person).where(mention.c.person == p.id).exists())
    if q is not None:
        there = [one.id for one in found_by(connection, terms(connection, q), _FOUND)]
        asked = asked.where(p.id.in_(there))
    if country is not None:
        asked = asked.where(p.country == country.upper())
    after = cursors.read(cursor, tuple[cursors.Text, cursors.Text])
    if after is not None:
        asked = asked.where(or_(p.folded > after[0], (p.folded == after[0]) & (p.id > after[1])))
    rows = connection.execute(asked.order_by(p.folded, p.id).limit(limit + 1)).all()
    more, rows = len(rows) > limit, rows[:limit]
    ids = [r.id for r in rows]
    active, seen = _counts(connection, taking_part.c.person, ids), _counts(connection, mention.c.person, ids)
    items = [
        {
            "id": r.id, "name": r.name, "country": r.country, "engagements": active.get(r.id, 0),
            "reports": seen.get(r.id, 0),
        }
        for r in rows
    ]  # fmt: skip
    return ask.page(items, cursors.written((rows[-1].folded[:200], rows[-1].id)) if more else None)


def _counts(connection: Connection, column: Any, ids: list[str]) -> dict[str, int]:
    asked = select(column, func.count()).where(column.in_(ids)).group_by(column)
    return {key: int(number) for key, number in connection.execute(asked)}


@router.get("/people/{id}", summary="A person whole", **answers(shapes.Profile))
def one(
    ask: Ask, connection: Record, id: Id,  # noqa: A002
    limit: Annotated[int, Query(ge=0, le=200, description="Engagements at most, the newest.")] = 20,
) -> Response:  # fmt: skip
    """Names, offices over time by reports and register, whom they met and how often, their newest engagements."""
    if connection.scalar(select(person.c.id).where(person.c.id == id)) is None:
        raise HTTPException(404, f"the record has nobody of the id {id!r}; look in /api/v1/people?q=NAME")
    number, found = ask.shelf.get(connection, ("person", id, limit), lambda c: profile(c, id, limit))
    ask.fresh(connection, number)
    return ask.json(msgspec.structs.asdict(found))
