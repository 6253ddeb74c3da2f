"""A person: offices over time, whom they met, their engagements."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response
from sqlalchemy import Connection

from baithak.ask.people import Profile, profile
from baithak.ask.wanted import AskError
from baithak.gazetteer import gazetteer
from baithak.reconcile.values import Named, days
from baithak.web.desk import Record
from baithak.web.drawing.terms import Term, terms
from baithak.web.pages.common import in_order, kept, today
from baithak.web.pages.shown import by_year, shown
from baithak.web.pages.view import Look, look, page

router = APIRouter()
_NEWEST: Final = 30
_MET: Final = 24


@router.get("/person/{id}")
def person(
    request: Request, connection: Record, id: str,  # noqa: A002
    every: Annotated[bool, Query(alias="all")] = False,
) -> Response:  # fmt: skip
    """One person."""
    how, now = look(request), today(request)
    found = kept(request, connection, ("person", id), lambda c: _profile(c, id))
    lines = in_order(connection, [str(row["engagement"]) for row in found.engagements])
    met = found.met if every else found.met[:_MET]
    known = id if id in gazetteer().people else None
    return page(
        request, "person.html", who=found, name=how.tongue.person(Named(found.name, known=known)),
        names={m.id: how.tongue.person(Named(m.name, known=m.id)) for m in (*found.met, *found.beside)},
        drawing=terms(_terms(found, how), now), years=by_year(shown(x, how) for x in lines), met=met,
        state=how.tongue.state(found.country) if found.country else "",
    )  # fmt: skip


def _profile(connection: Connection, id_: str) -> Profile:
    try:
        return profile(connection, id_, _NEWEST)
    except AskError as e:
        raise HTTPException(404, f"the record has nobody of the id {id_[:60]!r}") from e


def _terms(found: Profile, how: Look) -> list[Term]:
    """Terms of the register and offices told, by their first day."""
    out = []
    for term in found.register:
        first, last = days(term.start), days(term.end)
        if first is None:
            continue
        label = how.tongue.office(term.office)
        until = how.tongue.day(term.end) if term.end else how.words("person.now")
        title = f"{label}: {how.tongue.day(term.start)} – {until} ({how.words('person.register')})"
        out.append(Term(label=label, title=title, first=first[0], last=last[1] if last else None, sort="register"))
    for told in found.offices:
        first, last = days(told.first), days(told.last)
        if first is None or last is None:
            continue
        label = how.tongue.office(told.office)
        title = f"{label}: {how.tongue.day(told.first)} – {how.tongue.day(told.last)} ({how.words('person.told')})"
        out.append(Term(label=label, title=title, first=first[0], last=last[1], sort="told"))
    return sorted(out, key=lambda t: (t.first, t.sort))[:40]
