"""Search in any script, as one types."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from baithak.ask.search import Excerpt, search
from baithak.ask.wanted import AskError
from baithak.reconcile.values import Named
from baithak.web.desk import Record
from baithak.web.pages.common import in_order
from baithak.web.pages.shown import shown
from baithak.web.pages.view import look, page

router = APIRouter()
_MOST: Final = 12
_LONGEST: Final = 200  # letters of a query


@router.get("/search")
def found(
    request: Request, connection: Record, q: Annotated[str, Query(max_length=_LONGEST)] = "",
    part: Annotated[bool, Query(description="Only the results, for a page that has the rest.")] = False,
) -> Response:  # fmt: skip
    """What is found."""
    how = look(request)
    result = None
    if q.strip():
        try:
            result = search(connection, q, _MOST)
        except AskError:
            result = None
    lines = in_order(connection, [str(row["engagement"]) for row in result.engagements]) if result else []
    people = [(p, how.tongue.person(Named(p.name, known=p.id))) for p in result.people] if result else []
    return page(
        request, "found.html" if part else "search.html", q=q, result=result, people=people,
        lines=[shown(line, how) for line in lines], excerpts=[parts(r.excerpt) for r in result.reports] if result else
        [],
    )  # fmt: skip


def parts(one: Excerpt) -> list[tuple[str, bool]]:
    """Words of a report in pieces: the hits, and what stands between.

    Args:
        one: The words.
    """
    out, at = [], 0
    for start, end in one.hits:
        out += [(one.words[at:start], False), (one.words[start:end], True)]
        at = end
    return [(words, hit) for words, hit in [*out, (one.words[at:], False)] if words]
