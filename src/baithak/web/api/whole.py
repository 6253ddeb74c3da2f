"""The record as a whole: what it holds, what is new in it, and search."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from sqlalchemy import Connection, func, select

from baithak import __version__
from baithak.ask.search import search as find
from baithak.record import news
from baithak.record.schema import engagement, person, report
from baithak.web.api import cursors, shapes
from baithak.web.api.asked import JSON, Ask
from baithak.web.api.cursors import Cursor, Limit
from baithak.web.api.schema import answers, description
from baithak.web.desk import Record

router = APIRouter(tags=["record"])
_LINKS = (
    "engagements", "people", "mechanisms", "reports", "pairs", "due", "conflicts", "graph", "search", "changes",
    "judgements", "openapi.json",
)  # fmt: skip


@router.get("/", summary="What this record holds", **answers(shapes.Overview))
def root(ask: Ask, connection: Record) -> Response:
    """Counts of the record, the number and time of its last change, and where everything stands."""
    number, counts = ask.shelf.get(connection, "counts", _counts)
    now = ask.fresh(connection, number)
    links = {name.partition(".")[0]: f"/api/v1/{name}" for name in _LINKS}
    return ask.json({"version": __version__, **counts, "change": now.number, "changed": now.at, "links": links})


def _counts(connection: Connection) -> dict[str, int]:
    tables = {"reports": report, "engagements": engagement, "people": person}
    return {name: int(connection.scalar(select(func.count()).select_from(t)) or 0) for name, t in tables.items()}


@router.get("/search", summary="Search", **answers(shapes.Found))
def search(
    ask: Ask, connection: Record,
    q: Annotated[str, Query(min_length=1, max_length=400, description="In any script; quoted words stand together.")],
    limit: Annotated[int, Query(ge=1, le=100, description="Of each sort at most.")] = 20,
) -> Response:  # fmt: skip
    """People, mechanisms, places, engagements and the reports' own words; spelling and script do not matter."""
    ask.fresh(connection)
    return ask.json(msgspec.structs.asdict(find(connection, q, limit)))


@router.get("/changes", summary="What is new", **answers(shapes.Changes))
def changes(
    ask: Ask, connection: Record, limit: Limit = 50, cursor: Cursor = None,
    since: Annotated[date | None, Query(description="From this day on (UTC).")] = None,
) -> Response:  # fmt: skip
    """The record's journal from a day on, the oldest entry first: reports added, revised, read anew; judgements."""
    ask.fresh(connection)
    after = cursors.read(cursor, cursors.Number) or 0
    rows = news.changes(connection, since.isoformat() if since else None, after, limit + 1)
    more, rows = len(rows) > limit, rows[:limit]
    return ask.page(rows, cursors.written(rows[-1].number) if more else None)


@router.get("/openapi.json", include_in_schema=False)
async def openapi(request: Request) -> Response:
    """The description of this interface."""
    return Response(msgspec.json.encode(description(request.app)), media_type=JSON)
