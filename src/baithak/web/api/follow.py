"""What follows from the record: what is due, where sources differ, relations, who met whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Query
from fastapi.responses import Response

from baithak.ask.relations import graph as met
from baithak.ask.relations import relations
from baithak.ask.wanted import sides, wanted
from baithak.follow.agenda import Wanted as Follow
from baithak.follow.agenda import due as agenda
from baithak.follow.conflicts import conflicts as contradictions
from baithak.follow.rows import conflict as conflict_row
from baithak.follow.rows import due as due_row
from baithak.web.api import cursors, shapes
from baithak.web.api.asked import Ask
from baithak.web.api.cursors import Cursor, Limit
from baithak.web.api.mechanisms import On, Pair, day
from baithak.web.api.schema import answers
from baithak.web.desk import Record

router = APIRouter(tags=["follow-up"])
_DEEPEST = 2_000  # items of a listing that can be paged through; what is left is found by filters
Since = Annotated[str | None, Query(max_length=40, description="Day, month or year (EDTF).")]


class _Place(msgspec.Struct, array_like=True):
    """How many items came before, and the last of them: what is added before it moves nothing."""

    seen: Annotated[int, msgspec.Meta(ge=1, le=_DEEPEST)]
    last: Annotated[str, msgspec.Meta(max_length=200)]


def _slice(
    found: Sequence[Any], name: Callable[[Any], str], place: _Place | None, limit: int
) -> tuple[list[Any], str | None]:
    """A page of a listing that is made anew for each: after the item that was last, wherever it stands now."""
    start = 0
    if place is not None:
        start = next((n + 1 for n, one in enumerate(found) if name(one) == place.last), place.seen)
    items = list(found[start : start + limit])
    end = start + len(items)
    if len(found) <= end or not items or end > _DEEPEST:
        return items, None
    return items, cursors.written(_Place(end, name(items[-1])[:200]))


def _depth(most: int) -> int:
    """A depth that pages share, so that what was made for one serves the next."""
    return max(64, 1 << (most - 1).bit_length())


@router.get("/due", summary="What is ahead, owed or due", **answers(shapes.Dues))
def due(
    ask: Ask, connection: Record, limit: Limit = 50, cursor: Cursor = None, pair: Pair = None, on: On = None,
    state: Annotated[list[shapes.State] | None, Query(description="Only in these states.")] = None,
) -> Response:  # fmt: skip
    """Plans, deadlines, deliveries, invitations, sessions by cadence; what became of them. Silence keeps nothing."""
    place = cursors.read(cursor, _Place)
    most = _depth((place.seen if place else 0) + limit + 1)
    asked = Follow(today=day(ask, on), sides=sides(pair) if pair else (), states=tuple(state or ()), limit=most)
    number, found = ask.shelf.get(connection, ("due", asked), lambda c: agenda(c, asked))
    ask.fresh(connection, number, dated=True)
    items, mark = _slice(found, lambda d: f"{d.sort} {d.id} {d.number}", place, limit)
    return ask.page([due_row(one) for one in items], mark)


@router.get("/conflicts", summary="Where sources differ", **answers(shapes.Conflicts))
def conflicts(
    ask: Ask, connection: Record, limit: Limit = 50, cursor: Cursor = None, pair: Pair = None,
    sort: Annotated[Literal["engagement", "session", "person", "promise"] | None, Query()] = None,
    field: Annotated[str | None, Query(max_length=40, description="Only this field: date, place, office, …")] = None,
) -> Response:  # fmt: skip
    """Reports against each other or against the register: the value shown and why, and the words of each side."""
    place = cursors.read(cursor, _Place)
    depth = _depth((place.seen if place else 0) + limit + 1)
    chosen = sides(pair) if pair else ()
    number, found = ask.shelf.get(
        connection, ("conflicts", chosen, depth), lambda c: contradictions(c, chosen, depth)
    )  # fmt: skip
    ask.fresh(connection, number)
    rows = [c for c in found if sort in (None, c.sort) and field in (None, c.field)]
    items, mark = _slice(rows, lambda c: f"{c.sort} {c.ref} {c.field} {c.subject}"[:200], place, limit)
    return ask.page([conflict_row(one) for one in items], mark)


@router.get("/pairs", summary="Relations between sides", **answers(shapes.Relations))
def pairs(
    ask: Ask, connection: Record, limit: Limit = 50, cursor: Cursor = None,
    side: Annotated[str | None, Query(max_length=8, description="Only those of this side: `IN`.")] = None,
) -> Response:  # fmt: skip
    """Pairs of sides with how many engagements they share, the last that was held and the next that is planned."""
    place = cursors.read(cursor, _Place)
    today = ask.today.toordinal()
    number, found = ask.shelf.get(connection, ("pairs", today), lambda c: relations(c, today))
    ask.fresh(connection, number, dated=True)
    rows = [r for r in found if side is None or side.upper() in r.sides]
    items, mark = _slice(rows, lambda r: "-".join(r.sides), place, limit)
    return ask.page(items, mark)


@router.get("/graph", summary="Who met whom", **answers(shapes.Graph))
def graph(
    ask: Ask, connection: Record, pair: Pair = None, since: Since = None, until: Since = None,
    limit: Annotated[int, Query(ge=1, le=1000, description="People at most, those with the most meetings.")] = 300,
) -> Response:  # fmt: skip
    """People who met or called each other, and how often; of engagements that were held."""
    asked = wanted(connection, pair=pair, since=since, until=until)
    key = ("graph", asked.countries, asked.since, asked.until, limit)
    number, found = ask.shelf.get(connection, key, lambda c: met(c, asked, limit))
    ask.fresh(connection, number)
    return ask.json(found)
