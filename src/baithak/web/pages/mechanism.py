"""Mechanisms: all of them, and the ladder of one with its gaps, places, chairs and working groups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated, Any, Final

import msgspec
from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection

from baithak.ask.wanted import sides as codes_of
from baithak.follow import sittings
from baithak.follow.cadence import Next, coming
from baithak.follow.ladder import Ladder
from baithak.follow.rows import steps
from baithak.gazetteer import Mechanism, gazetteer
from baithak.web.api.mechanisms import overviews
from baithak.web.desk import Record
from baithak.web.pages.common import kept, today
from baithak.web.pages.view import look, page, segment

router = APIRouter()
_CHAIRS: Final = 40


class Chair(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who sat in a mechanism: in which sessions, from when to when."""

    name: str
    sessions: str
    first: str | None
    last: str | None
    number: int


@router.get("/mechanisms")
def mechanisms(
    request: Request, connection: Record, pair: Annotated[str | None, Query(max_length=40)] = None,
    known: bool = True,
) -> Response:  # fmt: skip
    """All mechanisms of the record and the register."""
    how, now = look(request), today(request)
    rows = kept(request, connection, ("mechanisms", now, None), lambda c: overviews(c, now, None))
    wanted = set(codes_of(pair)) if pair else set()
    rows = [{**r, **{k: collapsed(r[k]) for k in ("last_date", "next_due")}} for r in rows]
    rows = [r for r in rows if wanted <= set(r["sides"]) and (r["sessions"] or r["in_record"] or not known)]
    return page(
        request, "mechanisms.html", rows=sorted(rows, key=lambda r: (-r["in_record"], r["mechanism"])),
        pair=pair or "", known=known, name=how.tongue.sides(codes_of(pair)) if pair else "",
    )  # fmt: skip


@router.get("/mechanism/{name:path}")
def mechanism(request: Request, connection: Record, name: str) -> Response:
    """One mechanism."""
    how, now = look(request), today(request)
    if name in gazetteer().mechanisms:
        return RedirectResponse(f"/mechanism/{segment(gazetteer().mechanisms[name].name)}", 307)
    entry = sittings.registered(name)
    found, sides = kept(
        request, connection, ("mechanism page", name),
        lambda c: (sittings.whole(c, name), sittings.sides_of(c, [name]).get(name, ())),
    )  # fmt: skip
    if entry is None and not found.steps:
        raise HTTPException(404, f"no mechanism of the record or the register is called {name[:80]!r}")
    ahead = coming(found, entry, now, sittings.states())
    rows = [_hosted(row, sides) for row in steps(found, ahead)]
    return page(
        request, "mechanism.html", name=name, called=how.tongue.mechanism(name), entry=entry, sides=sides,
        rows=rows[::-1], ahead=ahead, parent=_parent(entry), groups=_groups(request, connection, entry, now),
        chairs=_chairs(found), known=found.known, expected=_expected(ahead),
        told=len({line for step in found.steps for line in step.lines}),
    )  # fmt: skip


def collapsed(edtf: str | None) -> str | None:
    """A date whose days are those of a whole month or year, as that month or year.

    Args:
        edtf: The date.
    """
    a, _, b = (edtf or "").partition("/")
    if a[4:] == "-01-01" and b == f"{a[:4]}-12-31":
        return a[:4]
    if len(b) == 10 and a[:7] == b[:7] and a[7:] == "-01":
        end = date.fromisoformat(b) + timedelta(days=1)
        return a[:7] if end.day == 1 else edtf
    return edtf


def _hosted(row: dict[str, Any], sides: Sequence[str]) -> dict[str, Any]:
    """A step with the side that was its host, by number: 0 for the first, 1 for the second, 2 for elsewhere."""
    host = row["country"]
    if host is None and row["place"]:
        host = sittings.states().get(row["place"])
    at = None if host is None else list(sides).index(host) if host in sides else 2
    return {**row, "host": host, "at": at if at is None or at < 2 else 2}


def _expected(ahead: Next | None) -> str | None:
    """The state in which the next is expected, where it is a code."""
    return ahead.place if ahead and ahead.place and ahead.place in gazetteer().states else None


def _parent(entry: Mechanism | None) -> str | None:
    known = gazetteer().mechanisms
    return known[entry.parent].name if entry and entry.parent in known else None


def _groups(request: Request, connection: Connection, entry: Mechanism | None, now: int) -> list[dict[str, Any]]:
    """Its working groups in a row each."""
    if entry is None:
        return []
    names = {m.name for m in gazetteer().mechanisms.values() if m.parent == entry.id}
    rows = kept(request, connection, ("mechanisms", now, None), lambda c: overviews(c, now, None)) if names else []
    return [{**r, "last_date": collapsed(r["last_date"])} for r in rows if r["mechanism"] in names]


def _chairs(found: Ladder) -> list[Chair]:
    """Those who sat in it, by the first time."""
    seen: dict[str, list[tuple[int | None, str | None]]] = {}
    for step in found.steps:
        for name in step.chairs:
            seen.setdefault(name, []).append((step.number, step.date))
    out = []
    for name, there in seen.items():
        dates = sorted(d for _, d in there if d)
        numbers = [str(n) for n, _ in there if n is not None]
        out.append(
            Chair(
                name=name, sessions=", ".join(numbers), number=len(there), first=dates[0] if dates else None,
                last=dates[-1] if dates else None,
            )
        )  # fmt: skip
    return sorted(out, key=lambda c: (c.first or "9999", c.name))[:_CHAIRS]
