"""The pages."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from baithak.record.queries import Wanted, count
from baithak.web.desk import Record
from baithak.web.pages.view import page

router = APIRouter(include_in_schema=False)


@router.get("/")
def home(request: Request, connection: Record) -> Response:
    """The first page."""
    return page(request, "home.html", engagements=count(connection, Wanted()))
