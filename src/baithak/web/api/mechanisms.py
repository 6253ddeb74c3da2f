"""Mechanisms: all at a glance, and the ladder of each."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Query
from fastapi.responses import Response
from sqlalchemy import Connection

from baithak.ask.wanted import sides as sides_told
from baithak.follow import naming, sittings
from baithak.follow.cadence import coming
from baithak.follow.errors import FollowError
from baithak.follow.rows import overview, steps
from baithak.gazetteer import gazetteer
from baithak.web.api import cursors, shapes
from baithak.web.api.asked import Ask, Asked
from baithak.web.api.cursors import Cursor, Limit
from baithak.web.api.schema import answers
from baithak.web.desk import Record

router = APIRouter(tags=["mechanisms"])
Name = Annotated[str, Path(min_length=1, max_length=200, description="Its id, or any of its names in any language.")]
Pair = Annotated[str | None, Query(max_length=80, description="Only what is between these sides: `IN,RU`.")]
On = Annotated[date | None, Query(description="As seen on this day; today by default.")]
Row = dict[str, Any]


def day(ask: Asked, on: date | None) -> int:
    """The day as seen on which something is asked for (proleptic ordinal).

    Args:
        ask: The request.
        on: The day that it gives.
    """
    return (on or ask.today).toordinal()


def seen(on: date | None) -> int | None:
    """Until when what was told counts: all where no day is given.

    Args:
        on: The day that is given.
    """
    return on.toordinal() if on else None


@router.get("/mechanisms", summary="Mechanisms by name", **answers(shapes.Mechanisms))
def mechanisms(
    ask: Ask, connection: Record, limit: Limit = 50, cursor: Cursor = None, pair: Pair = None, on: On = None,
    known: Annotated[bool, Query(description="Only those of which a sitting is known.")] = False,
) -> Response:  # fmt: skip
    """Standing mechanisms of the record and the register: sessions known, the last, when the next is due."""
    today, until = day(ask, on), seen(on)
    number, rows = ask.shelf.get(connection, ("mechanisms", today, until), lambda c: overviews(c, today, until))
    ask.fresh(connection, number, dated=True)
    asked = set(sides_told(pair)) if pair else set()
    after = cursors.read(cursor, cursors.Text) or ""
    rows = [r for r in rows if r["mechanism"] > after and (r["sessions"] or r["in_record"] or not known)]
    rows = [r for r in rows if asked <= set(r["sides"])]
    return ask.page(rows[:limit], cursors.written(rows[limit - 1]["mechanism"]) if len(rows) > limit else None)


def overviews(connection: Connection, today: int, until: int | None) -> list[Row]:
    """A row for each mechanism of the record and the register, by name.

    Args:
        connection: A transaction.
        today: As seen on this day.
        until: Until when what was told counts; None for all.
    """
    every = sorted({*sittings.names(connection), *sittings.registered_names()})
    sides = sittings.sides_of(connection, every)
    states = sittings.states()
    out = []
    for name, found in sittings.outlines(connection, every, until=until).items():
        entry = sittings.registered(name)
        row = overview(name, sides.get(name, ()), entry, found, coming(found, entry, today, states))
        out.append({**row, "id": entry.id if entry else None})
    return sorted(out, key=lambda r: str(r["mechanism"]))


@router.get("/mechanisms/{name}", summary="The ladder of a mechanism", **answers(shapes.Ladder))
def mechanism(ask: Ask, connection: Record, name: Name, on: On = None) -> Response:
    """Sessions by number with gaps, sittings beside, and when the next is due, each with who says so."""
    ask.fresh(connection, dated=True)
    shown = named(connection, name)
    today, until = day(ask, on), seen(on)
    found = sittings.whole(connection, shown, until=until)
    entry = sittings.registered(shown)
    ahead = coming(found, entry, today, sittings.states())
    sides = sittings.sides_of(connection, [shown]).get(shown, ())
    head = {**overview(shown, sides, entry, found, ahead), "id": entry.id if entry else None}
    groups = [m.name for m in gazetteer().mechanisms.values() if entry and m.parent == entry.id]
    return ask.json({"mechanism": head, "groups": groups, "steps": steps(found, ahead)})


def named(connection: Connection, name: str) -> str:
    """The mechanism called so.

    Args:
        connection: A transaction.
        name: Its id, or any of its names.

    Raises:
        HTTPException: None, or more than one, is called so.
    """
    known = gazetteer().mechanisms.get(name)
    if known is not None:
        return known.name
    others = sittings.names(connection)
    if name in others:
        return name
    try:
        return naming.find(name, others)
    except FollowError as e:
        raise HTTPException(404, str(e)) from None
