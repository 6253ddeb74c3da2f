"""The pages of the desk; each module has those of one sort."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from baithak.web.pages import (
    add,
    engagement,
    graph,
    home,
    judge,
    listing,
    mechanism,
    pair,
    person,
    report,
    review,
    search,
)

router = APIRouter(include_in_schema=False)
for _part in (home, pair, mechanism, engagement, person, report, search, review, judge, add, graph, listing):
    router.include_router(_part.router)


@router.get("/favicon.ico")
async def favicon() -> Response:
    """The sign of the desk, where browsers look for it unasked."""
    return RedirectResponse("/static/favicon.svg", 308)
