"""Calendars (iCalendar) and news (RSS) to subscribe to: of a relation, a mechanism, a person, or by any filters."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Annotated, Final

from fastapi import APIRouter, Depends, HTTPException, Path, Query
from fastapi.responses import Response
from msgspec.structs import replace
from sqlalchemy import Connection, select

from baithak.ask.wanted import sides
from baithak.export import ahead, ical, rss
from baithak.export.sides import sides as names
from baithak.export.told import told
from baithak.follow.values import Due
from baithak.record.news import newest
from baithak.record.queries import Wanted, lines, lines_by_ids
from baithak.record.schema import person
from baithak.web.api.asked import Ask, Asked
from baithak.web.api.engagements import Filtered
from baithak.web.api.mechanisms import Name, named
from baithak.web.api.people import Id
from baithak.web.api.schema import feed
from baithak.web.desk import Record

router = APIRouter(tags=["feeds"])
CALENDAR: Final = "text/calendar; charset=utf-8"
NEWS: Final = "application/rss+xml; charset=utf-8"
_CALENDAR = feed("text/calendar", "A calendar (RFC 5545): what was and what is ahead, the newest.")
_NEWS = feed("application/rss+xml", "A feed (RSS 2.0): what came into the record last.")
Pair = Annotated[str, Path(min_length=2, max_length=80, description="Sides: `IN-RU`.")]


def _token(
    token: Annotated[
        str | None, Query(max_length=200, description="For programs that subscribe and can send no header.")
    ] = None,
) -> None:
    """Named here so that it is known; ``auth`` reads it."""


Limit = Annotated[int, Query(ge=1, le=500, description="How many engagements at most.")]
Choice = Callable[[Connection], tuple[Wanted, str]]
_TOKEN = [Depends(_token)]


def _calendar(ask: Asked, connection: Connection, choice: Choice, limit: int) -> Response:
    """Events take their time to write: a calendar is kept until the record or the day changes."""
    asked, name = choice(connection)
    key = ("calendar", asked, name, limit, ask.today)
    number, body = ask.shelf.get(connection, key, lambda c: _events(c, asked, name, limit, ask))
    ask.fresh(connection, number, dated=True)
    return ask.raw(body, CALENDAR)


def _events(connection: Connection, asked: Wanted, name: str, limit: int, ask: Asked) -> bytes:
    found = lines(connection, replace(asked, newest=True, limit=limit))
    dues, _ = ahead.due(connection, asked, ask.today, _owed(ask, connection, asked))
    out = BytesIO()
    ical.write(told(connection, found), out, dues[:limit], f"Baithak: {name}")
    return out.getvalue()


def _owed(ask: Asked, connection: Connection, asked: Wanted) -> list[Due]:
    """What is owed between the sides asked for, made once for all calendars of them."""
    if asked.people or asked.topic:
        return []
    key = ("owed", asked.countries, ask.today)
    return ask.shelf.get(connection, key, lambda c: ahead.owed(c, asked.countries, ask.today))[1]


def _news(ask: Asked, connection: Connection, choice: Choice, limit: int) -> Response:
    ask.fresh(connection)
    asked, name = choice(connection)
    ids = newest(connection, asked, limit)
    found = {line.id: line for line in lines_by_ids(connection, ids)}
    out = BytesIO()
    address = f"{ask.base}{ask.request.url.path}"
    rss.write(told(connection, [found[id_] for id_ in ids if id_ in found]), out, address, f"Baithak: {name}")
    return ask.raw(out.getvalue(), NEWS)


def _of_pair(pair: str) -> Choice:
    codes = sides(pair)
    return lambda _: (Wanted(countries=codes), "–".join(names().name(code) for code in codes))


def _of_mechanism(name: str) -> Choice:
    def choice(connection: Connection) -> tuple[Wanted, str]:
        shown = named(connection, name)
        return Wanted(mechanism=shown), shown

    return choice


def _of_person(id: str) -> Choice:  # noqa: A002
    def choice(connection: Connection) -> tuple[Wanted, str]:
        name = connection.scalar(select(person.c.name).where(person.c.id == id))
        if name is None:
            raise HTTPException(404, f"the record has nobody of the id {id!r}; look in /api/v1/people?q=NAME")
        return Wanted(people=(id,)), name

    return choice


# ---------------------------------------------------------------------- addresses


@router.get("/calendar.ics", summary="A calendar by filters", dependencies=_TOKEN, **_CALENDAR)
def calendar(ask: Ask, connection: Record, filters: Filtered, limit: Limit = 100) -> Response:
    """Engagements as for `/engagements`, and what is due by promise and cadence."""
    return _calendar(ask, connection, lambda c: (filters.wanted(c), "engagements"), limit)


@router.get("/feed.rss", summary="News by filters", dependencies=_TOKEN, **_NEWS)
def news(ask: Ask, connection: Record, filters: Filtered, limit: Limit = 50) -> Response:
    """Engagements as for `/engagements`, those whose reports came last first."""
    return _news(ask, connection, lambda c: (filters.wanted(c), "new engagements"), limit)


@router.get("/pairs/{pair}/calendar.ics", summary="Calendar of a relation", dependencies=_TOKEN, **_CALENDAR)
def calendar_of_pair(ask: Ask, connection: Record, pair: Pair, limit: Limit = 100) -> Response:
    """What was and what is ahead between some sides."""
    return _calendar(ask, connection, _of_pair(pair), limit)


@router.get("/pairs/{pair}/feed.rss", summary="News of a relation", dependencies=_TOKEN, **_NEWS)
def news_of_pair(ask: Ask, connection: Record, pair: Pair, limit: Limit = 50) -> Response:
    """What is new between some sides."""
    return _news(ask, connection, _of_pair(pair), limit)


@router.get("/mechanisms/{name}/calendar.ics", summary="Calendar of a mechanism", dependencies=_TOKEN, **_CALENDAR)
def calendar_of_mechanism(ask: Ask, connection: Record, name: Name, limit: Limit = 100) -> Response:
    """Its sessions, and when the next is due."""
    return _calendar(ask, connection, _of_mechanism(name), limit)


@router.get("/mechanisms/{name}/feed.rss", summary="News of a mechanism", dependencies=_TOKEN, **_NEWS)
def news_of_mechanism(ask: Ask, connection: Record, name: Name, limit: Limit = 50) -> Response:
    """What is new of its sessions."""
    return _news(ask, connection, _of_mechanism(name), limit)


@router.get("/people/{id}/calendar.ics", summary="Calendar of a person", dependencies=_TOKEN, **_CALENDAR)
def calendar_of_person(ask: Ask, connection: Record, id: Id, limit: Limit = 100) -> Response:  # noqa: A002
    """Where they took part, and what is planned with them."""
    return _calendar(ask, connection, _of_person(id), limit)


@router.get("/people/{id}/feed.rss", summary="News of a person", dependencies=_TOKEN, **_NEWS)
def news_of_person(ask: Ask, connection: Record, id: Id, limit: Limit = 50) -> Response:  # noqa: A002
    """What is new of them."""
    return _news(ask, connection, _of_person(id), limit)
