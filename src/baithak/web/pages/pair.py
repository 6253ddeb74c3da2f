"""A relationship: timeline, calendar, what is due, what is new, last meetings by level, where reports differ."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Annotated, Final, Literal

import msgspec
from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response
from sqlalchemy import Connection

from baithak.ask.levels import Last, levels
from baithak.ask.outline import Outlined, last_of, outline
from baithak.ask.wanted import sides
from baithak.follow.agenda import Wanted as Follow
from baithak.follow.agenda import due
from baithak.follow.conflicts import conflicts
from baithak.follow.differences import Conflict
from baithak.follow.values import Due
from baithak.gazetteer import gazetteer
from baithak.record.news import newest
from baithak.record.queries import Wanted
from baithak.web.desk import Record
from baithak.web.drawing.calendar import strip
from baithak.web.pages.common import Day, Number, day_of, iso, kept, news, shown_dues, since_day, today
from baithak.web.pages.shown import by_year, shown
from baithak.web.pages.span import KINDS, STATUSES, Filter, Kind, Status, Zoom, fitting, spanned
from baithak.web.pages.view import Look, look, page

router = APIRouter()
_DUE: Final = 10
_NEW: Final = 8
_CONFLICTS: Final = 6


@router.get("/pair/{pair}")
def pair(  # noqa: PLR0913, PLR0917 - one parameter for each thing that can be chosen
    request: Request, connection: Record, pair: str, zoom: Zoom | None = None, at: Day = None,
    kind: Annotated[list[Kind] | None, Query()] = None, status: Annotated[list[Status] | None, Query()] = None,
    level: Annotated[list[str] | None, Query()] = None, by: Literal["level", "kind"] = "level", number: Number = 1,
    year: Annotated[int | None, Query(ge=1, le=9990)] = None, since: Day = None,
) -> Response:  # fmt: skip
    """A relationship."""
    how, now, codes = look(request), today(request), _sides(pair)
    beside = kept(request, connection, ("pair page", codes, now), lambda c: _beside(c, codes, now))
    chosen = Filter(tuple(kind or ()), tuple(status or ()), tuple(_levels(level)), by)
    found = spanned(connection, beside.every, codes, chosen, (zoom or beside.fitting, day_of(at), now), how, number)
    day, _ = since_day(since, now)
    shown_year = year or _year(beside.every, min(found.window.at, now + 200))
    months = how.tongue.words.months
    return page(
        request, "pair.html", pair=pair.upper(), codes=codes, name=how.tongue.sides(codes), total=len(beside.every),
        span=found, chosen=chosen, kinds=KINDS, statuses=STATUSES, levels=[x.id for x in levels()], at=at, zoom=zoom,
        years=by_year(found.rows), number=number, iso=iso, since=day,
        strip=strip(shown_year, _spans(beside.every, shown_year), months, now),
        dues=shown_dues(connection, beside.dues, how), news=news(connection, beside.newest, day, how),
        standing=_standing(beside.every, codes, how), last=[(x.level, shown(x.line, how)) for x in beside.last],
        conflicts=beside.conflicts,
    )  # fmt: skip


class _Beside(msgspec.Struct, frozen=True, kw_only=True):
    """What stands beside the timeline whatever it shows, and all engagements in outline."""

    every: list[Outlined]
    fitting: str
    dues: list[Due]
    last: list[Last]
    conflicts: list[Conflict]
    newest: list[str]


def _beside(connection: Connection, codes: tuple[str, ...], now: int) -> _Beside:
    every = outline(connection, codes)
    return _Beside(
        every=every, fitting=fitting(every, now), last=last_of(connection, every, codes),
        dues=due(connection, Follow(today=now, sides=codes, limit=_DUE)),
        conflicts=conflicts(connection, codes, _CONFLICTS)[:_CONFLICTS],
        newest=newest(connection, Wanted(countries=codes), _NEW),
    )  # fmt: skip


def _sides(said: str) -> tuple[str, ...]:
    known = gazetteer()
    codes = sides(said) if len(said) < 60 else ()
    if len(codes) < 2 or any(c not in known.states and c not in known.organisations for c in codes):
        raise HTTPException(404, f"{said[:40]!r} is no pair of states or organisations; write IN-RU")
    return codes


def _levels(said: list[str] | None) -> list[str]:
    known = {level.id for level in levels()}
    return [level for level in said or () if level in known]


def _standing(
    every: list[Outlined], codes: tuple[str, ...], how: Look
) -> list[tuple[str, str, int, bool]]:
    """Mechanisms between the sides: name, name in the reader's language, sittings in the record, whether a part."""
    found = Counter(o.mechanism for o in every if o.mechanism)
    known = {m.name: m for m in gazetteer().between(frozenset(codes))}
    names = [*known, *(n for n in found if n not in known)]
    rows = [
        (n, how.tongue.mechanism(n), found.get(n, 0), bool(n in known and known[n].parent))
        for n in names
        if n in found or known[n].sessions
    ]
    return sorted(rows, key=lambda r: (-r[2], r[1]))


def _year(every: list[Outlined], at: int) -> int:
    """The year of a day, or the last before it in which there is anything."""
    there = [o.last for o in every if o.last is not None]
    year = date.fromordinal(at).year
    years = {date.fromordinal(day).year for day in there}
    return year if year in years else max((y for y in years if y < year), default=year)


def _spans(every: list[Outlined], year: int) -> list[tuple[int, int, str]]:
    """First and last days and statuses of what lies in a year."""
    first, end = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    return [
        (o.first, o.last, o.status)
        for o in every
        if o.first is not None and o.last is not None and o.last >= first and o.first <= end
    ]
