"""What several pages need: today, what is kept, lines in their order, days as somebody writes them in an address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Annotated, Final, TypeVar

from fastapi import HTTPException, Query, Request
from sqlalchemy import Connection

from baithak.follow.agenda import Wanted as Follow
from baithak.follow.agenda import due
from baithak.follow.values import Due
from baithak.reconcile.values import Line
from baithak.record.queries import Wanted, lines_by_ids, newest_ids, sources
from baithak.web.desk import desk
from baithak.web.kept import Shelf
from baithak.web.pages.shown import Shown, ShownDue, shown, shown_due
from baithak.web.pages.view import Look

T = TypeVar("T")
PAGE: Final = 40  # engagements on a page of a list
DEEPEST: Final = 60  # pages of a list
NEWS: Final = 7  # days within which something is new, where none are asked for
Number = Annotated[int, Query(ge=1, le=DEEPEST)]
Day = Annotated[str | None, Query(max_length=10)]


def today(request: Request) -> int:
    """Today, as the desk's clock has it (proleptic ordinal).

    Args:
        request: The request.
    """
    return date.fromisoformat(desk(request).now()[:10]).toordinal()


def kept(request: Request, connection: Connection, key: object, make: Callable[[Connection], T]) -> T:
    """What is made from much of the record, and kept until it changes.

    Args:
        request: The request.
        connection: A transaction.
        key: What is asked for.
        make: Makes it.
    """
    shelf: Shelf = request.app.state.shelf
    return shelf.get(connection, key, make)[1]


def in_order(connection: Connection, ids: Iterable[str]) -> list[Line]:
    """Lines in the order of their ids; those that are gone are left out.

    Args:
        connection: A transaction.
        ids: The ids.
    """
    wanted = list(ids)
    found = {line.id: line for line in lines_by_ids(connection, wanted)}
    return [found[id_] for id_ in wanted if id_ in found]


def one_page(connection: Connection, asked: Wanted, number: int, size: int = PAGE) -> tuple[list[Line], bool]:
    """A page of lines, the newest first, and whether there are more.

    Args:
        connection: A transaction.
        asked: Which.
        number: Of the page, from 1.
        size: Lines on a page.
    """
    from msgspec.structs import replace  # noqa: PLC0415

    ids = list(newest_ids(connection, replace(asked, newest=True, limit=number * size + 1)))
    mine = ids[(number - 1) * size : number * size]
    return in_order(connection, mine), len(ids) > number * size


def day_of(value: str | None, default: int | None = None) -> int | None:
    """A day as an address gives it.

    Args:
        value: ``2025-12-05``; a month or a year mean their first day.
        default: Where none is given.

    Raises:
        HTTPException: It is none.
    """
    if not value:
        return default
    try:
        return date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value).toordinal()
    except ValueError:
        raise HTTPException(422, f"{value!r} is no day; write 2025-12-05") from None


def since_day(value: str | None, now: int) -> tuple[str, int]:
    """Since when something is new: as asked, or for some days.

    Args:
        value: As the address gives it.
        now: Today.
    """
    day = day_of(value)
    day = now - NEWS if day is None else day
    return date.fromordinal(day).isoformat(), day


def iso(day: int) -> str:
    """A day as it is written in an address.

    Args:
        day: Proleptic ordinal.
    """
    return date.fromordinal(day).isoformat()


def news(connection: Connection, ids: Iterable[str], since: str, how: Look) -> list[tuple[str, Shown]]:
    """What reports that came since a day tell: the day on which the newest of them came, and the engagement.

    Args:
        connection: A transaction.
        ids: Engagements whose reports came last, the newest first.
        since: The day, ISO 8601.
        how: How pages are shown.
    """
    found = in_order(connection, ids)
    told = sources(connection, [key for line in found for key in line.reports])
    out = []
    for line in found:
        added = max((told[key].added for key in line.reports if key in told), default="")
        if added[:10] >= since:
            out.append((how.tongue.day(added[:10]), shown(line, how)))
    return out


def dues(
    request: Request, connection: Connection, pair: Sequence[str], most: int, states: Sequence[str] = ()
) -> list[Due]:
    """What is due, kept until the record changes.

    Args:
        request: The request.
        connection: A transaction.
        pair: Between whom; empty for all.
        most: At most so many.
        states: Only in these states.
    """
    now = today(request)
    asked = Follow(today=now, sides=tuple(pair), states=tuple(states), limit=most)
    return kept(request, connection, ("due page", now, tuple(pair), tuple(states), most), lambda c: due(c, asked))


def shown_dues(connection: Connection, found: Sequence[Due], how: Look) -> list[ShownDue]:
    """The same as a list shows them.

    Args:
        connection: A transaction.
        found: What is due.
        how: How pages are shown.
    """
    ids = [one.id for one in found if one.sort == "engagement"]
    there = {line.id: line for line in lines_by_ids(connection, ids)}
    return [shown_due(one, how, there) for one in found]


