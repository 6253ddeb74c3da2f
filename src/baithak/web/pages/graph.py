"""Who met whom: a drawing of at most some hundred people, and the same as a list."""

from __future__ import annotations

from typing import Annotated, Any, Final

import msgspec
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from msgspec.structs import replace
from sqlalchemy import Connection, select

from baithak.ask.outline import outline
from baithak.ask.relations import Graph, graph
from baithak.ask.wanted import sides
from baithak.reconcile.values import Named
from baithak.record.queries import Wanted
from baithak.record.schema import engagement
from baithak.web.desk import Record
from baithak.web.pages.common import day_of, iso, kept
from baithak.web.pages.view import Look, flat, look, page

router = APIRouter()
_MOST: Final = 300  # people drawn
_MEETINGS: Final = 4_000  # engagements of which the newest are drawn
_LISTED: Final = 150  # meetings in the list
Pair = Annotated[str | None, Query(max_length=40)]
Year = Annotated[str | None, Query(max_length=10)]
People = Annotated[int, Query(ge=5, le=_MOST)]


@router.get("/graph")
def page_of(
    request: Request, connection: Record, pair: Pair = None, since: Year = None, until: Year = None, people: People = 80
) -> Response:
    """The page."""
    how = look(request)
    found, bound = _graph(request, connection, pair, (since, until), people)
    names = {n.id: _name(n.id, n.name, how) for n in found.people}
    return page(
        request, "graph.html", found=found, names=names, edges=found.edges[:_LISTED], pair=pair or "",
        since=since or "", until=until or "", people=people, bound=how.tongue.day(bound) if bound else "",
        title=how.tongue.sides(sides(pair)) if pair else "",
    )  # fmt: skip


@router.get("/graph.json")
def data(
    request: Request, connection: Record, pair: Pair = None, since: Year = None, until: Year = None, people: People = 80
) -> Response:
    """What the page's drawing is made from."""
    how = look(request)
    found, _ = _graph(request, connection, pair, (since, until), people)
    here = {n.id for n in found.people}
    met = {e.a for e in found.edges} | {e.b for e in found.edges}
    nodes = [
        {"id": n.id, "name": _name(n.id, n.name, how), "country": n.country or "?", "n": n.engagements,
         "state": how.tongue.state(n.country) if n.country else "?"}
        for n in found.people
        if n.id in met
    ]  # fmt: skip
    edges = [{"a": e.a, "b": e.b, "n": e.times} for e in found.edges if e.a in here and e.b in here]
    body: dict[str, Any] = {"nodes": nodes, "edges": edges}
    return Response(msgspec.json.encode(body), media_type="application/json")


def _graph(
    request: Request, connection: Connection, pair: str | None, when: tuple[str | None, str | None], people: int
) -> tuple[Graph, str]:
    asked = Wanted(countries=sides(pair) if pair else (), since=day_of(when[0]), until=_end(when[1]))
    key = ("graph page", asked, people)
    return kept(request, connection, key, lambda c: _newest(c, asked, people))


def _newest(connection: Connection, asked: Wanted, people: int) -> tuple[Graph, str]:
    """Who met whom in the newest meetings, and since when these are, where not all of them count."""
    e = engagement.c
    last = select(e.last).where(e.last.is_not(None)).order_by(e.last.desc()).limit(1).offset(_MEETINGS)
    if asked.until is not None:
        last = last.where(e.last <= asked.until)
    if len(asked.countries) > 1:
        some = [o.last for o in outline(connection, asked.countries) if o.last and o.last <= (asked.until or o.last)]
        bound = some[_MEETINGS] if len(some) > _MEETINGS else None
    else:
        bound = connection.scalar(last)
    if bound is None or (asked.since is not None and asked.since >= bound):
        return graph(connection, asked, people), ""
    return graph(connection, replace(asked, since=bound), people), iso(bound)


def _end(until: str | None) -> int | None:
    """The last day of a year, month or day as an address gives it."""
    if until and len(until) == 4 and until.isdecimal():
        return day_of(f"{until}-12-31")
    return day_of(until)


def _name(id_: str, name: str, how: Look) -> str:
    return flat(how.tongue.person(Named(name, known=id_)))
