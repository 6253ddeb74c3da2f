"""Engagements by any filters, the newest first, page by page; and what is due, and where reports differ, in full."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from baithak.ask.outline import outline
from baithak.ask.wanted import sides, wanted
from baithak.follow.conflicts import conflicts
from baithak.record.news import newest
from baithak.record.queries import Wanted, count
from baithak.web.desk import Record
from baithak.web.pages.common import DEEPEST, PAGE, Number, dues, kept, news, one_page, shown_dues, since_day, today
from baithak.web.pages.shown import by_year, shown
from baithak.web.pages.span import KINDS, STATUSES, Kind, Status
from baithak.web.pages.view import look, page, query

router = APIRouter()
_LONG: Final = 100
_DUE: Final = 40
Word = Annotated[str | None, Query(max_length=200)]
Pair = Annotated[str | None, Query(max_length=40)]


@router.get("/engagements")
def engagements(  # noqa: PLR0913, PLR0917 - one parameter for each thing that can be asked
    request: Request, connection: Record, pair: Pair = None, person: Word = None, mechanism: Word = None,
    topic: Word = None, kind: Annotated[list[Kind] | None, Query()] = None,
    status: Annotated[list[Status] | None, Query()] = None, since: Word = None, until: Word = None, number: Number = 1,
) -> Response:  # fmt: skip
    """Engagements by filters."""
    how = look(request)
    asked = wanted(
        connection, pair=pair, person=person or None, mechanism=mechanism or None, topic=topic or None,
        kind=kind or (), status=status or (), since=since or None, until=until or None,
    )  # fmt: skip
    lines, more = one_page(connection, asked, number)
    alone = asked == Wanted(countries=asked.countries) and len(asked.countries) > 1
    total = kept(
        request, connection, ("list", asked),
        lambda c: len(outline(c, asked.countries)) if alone else count(c, asked),
    )  # fmt: skip
    here = {"pair": pair, "person": person, "mechanism": mechanism, "topic": topic, "kind": kind, "status": status,
            "since": since, "until": until}  # fmt: skip
    return page(
        request, "engagements.html", years=by_year(shown(x, how) for x in lines), total=total, number=number,
        here=here, kinds=KINDS, statuses=STATUSES, size=PAGE,
        next=query(**here, number=number + 1) if more and number < DEEPEST else "",
        before=query(**here, number=number - 1) if number > 1 else "",
    )  # fmt: skip


@router.get("/due")
def due(
    request: Request, connection: Record, pair: Pair = None, state: Annotated[str | None, Query(max_length=20)] = None
) -> Response:
    """What is due."""
    how, codes = look(request), sides(pair) if pair else ()
    states = ("open", "overdue", "contradicted", "superseded", "cancelled", "reported kept")
    chosen = (state,) if state in states else ()
    found = dues(request, connection, codes, _DUE, chosen)
    return page(
        request, "due.html", dues=shown_dues(connection, found, how), pair=pair or "", state=state or "",
        states=states, name=how.tongue.sides(codes) if codes else "", most=_DUE,
    )  # fmt: skip


@router.get("/conflicts")
def differences(request: Request, connection: Record, pair: Pair = None) -> Response:
    """Where reports differ."""
    how, codes = look(request), sides(pair) if pair else ()
    found = kept(request, connection, ("conflicts list", codes), lambda c: conflicts(c, codes, 50))
    return page(
        request, "conflicts.html", conflicts=found[:_LONG], pair=pair or "",
        name=how.tongue.sides(codes) if codes else "",
    )  # fmt: skip


@router.get("/new")
def new(request: Request, connection: Record, since: Word = None, pair: Pair = None) -> Response:
    """What is new."""
    how, codes = look(request), sides(pair) if pair else ()
    day, _ = since_day(since, today(request))
    ids = newest(connection, Wanted(countries=codes), _LONG)
    return page(
        request, "new.html", news=news(connection, ids, day, how), since=day,
        pair=pair or "", name=how.tongue.sides(codes) if codes else "", most=_LONG,
    )  # fmt: skip


@router.get("/help")
def help_page(request: Request) -> Response:
    """Keys, signs, what each page is for."""
    return page(request, "help.html", kinds=KINDS, statuses=STATUSES)
