"""The first page: relations with their last and next meetings, what is due, what is new."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

import msgspec
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from sqlalchemy import Connection, func, select

from baithak.ask.relations import Relation, relations
from baithak.reconcile.values import days
from baithak.record.news import newest
from baithak.record.queries import Wanted
from baithak.record.schema import engagement, mention, person, promise, report
from baithak.web.desk import Desk, Record
from baithak.web.kept import Shelf
from baithak.web.pages.common import Day, dues, kept, news, shown_dues, since_day, today
from baithak.web.pages.view import Look, look, page

router = APIRouter()
_PAIRS: Final = 15  # relations on the first page
_DUE: Final = 6
_NEW: Final = 10


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A relation in the table."""

    href: str
    name: str
    number: int
    last: str
    last_href: str
    next: str
    next_href: str
    planned: int
    owed: int


@router.get("/")
def home(
    request: Request, connection: Record, since: Day = None, every: Annotated[bool, Query(alias="all")] = False
) -> Response:
    """The first page."""
    how, now = look(request), today(request)
    found = kept(request, connection, ("pairs", now), lambda c: relations(c, now))
    owed = kept(request, connection, ("owed", now), lambda c: _owed(c, now))
    day, _ = since_day(since, now)
    few = found if every else found[:_PAIRS]
    return page(
        request, "home.html", counts=kept(request, connection, "counted", _counts), since=day,
        rows=[_row(r, owed, how) for r in few[:500]], more=len(found) - len(few),
        dues=shown_dues(connection, dues(request, connection, (), _DUE, ("open", "overdue")), how),
        news=news(connection, newest(connection, Wanted(), _NEW), day, how),
    )  # fmt: skip


def warm(desk: Desk, shelf: Shelf) -> None:
    """Make what the first page shows of the whole record, so that its first visitor need not wait.

    Args:
        desk: The desk.
        shelf: Where it is kept.
    """
    now = date.fromisoformat(desk.now()[:10]).toordinal()
    with desk.store.reading() as connection:
        shelf.get(connection, ("pairs", now), lambda c: relations(c, now))
        shelf.get(connection, ("owed", now), lambda c: _owed(c, now))
        shelf.get(connection, "counted", _counts)


def _row(one: Relation, owed: dict[str, int], how: Look) -> Row:
    pair = "-".join(sorted(one.sides, key=lambda s: (s != "IN", s)))
    return Row(
        href=f"/pair/{pair}", name=how.tongue.sides(pair.split("-")), number=one.engagements,
        last=how.tongue.day(one.last) if days(one.last) else "", last_href=f"/engagement/{one.last_engagement}",
        next=how.tongue.day(one.next) if days(one.next) else "", next_href=f"/engagement/{one.next_engagement}",
        planned=one.planned, owed=owed.get("-".join(sorted(one.sides)), 0),
    )  # fmt: skip


def _owed(connection: Connection, now: int) -> dict[str, int]:
    """How many things are promised between sides for a day that has not passed."""
    p = promise.c
    asked = select(p.sides, func.count(p.line.distinct())).where(p.sort == "commitment", p.due >= now)
    return {sides: int(n) for sides, n in connection.execute(asked.group_by(p.sides))}


def _counts(connection: Connection) -> dict[str, int]:
    e = engagement.c
    people = select(func.count()).select_from(person).where(person.c.id.in_(select(mention.c.person)))
    asked = {
        "engagements": select(func.count()).select_from(engagement),
        "reports": select(func.count()).select_from(report),
        "people": people,
        "conflicts": select(func.count()).select_from(engagement).where(e.conflicts > 0),
    }
    return {name: int(connection.scalar(query) or 0) for name, query in asked.items()}
