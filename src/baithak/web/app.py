"""The application: routes, headers and errors put together."""

from __future__ import annotations

from importlib.resources import files

from fastapi import Depends, FastAPI
from fastapi.middleware.gzip import GZipMiddleware

from baithak import __version__
from baithak.web.api import router as api
from baithak.web.auth import enter
from baithak.web.desk import Desk
from baithak.web.entry import router as entry
from baithak.web.guard import Guard
from baithak.web.kept import Shelf
from baithak.web.limits import Limits, Turns
from baithak.web.pages import router as pages
from baithak.web.problems import answer_problems
from baithak.web.shipped import Shipped

_WORTH_PACKING = 700  # bytes from which an answer is compressed


def create_app(desk: Desk, limits: Limits | None = None) -> FastAPI:
    """The application on one record.

    Args:
        desk: The record, the clock, and whether people must log in.
        limits: How much one client may do.
    """
    app = FastAPI(
        title="Baithak", version=__version__, openapi_url=None, docs_url=None, redoc_url=None,
        description="The sourced record of relations between states: engagements, sessions, people, promises.",
        dependencies=[Depends(enter)], redirect_slashes=False,
    )  # fmt: skip
    app.state.desk = desk
    app.state.limits = limits or Limits()
    app.state.shelf = Shelf(desk.store)
    app.add_middleware(Turns)
    app.add_middleware(GZipMiddleware, minimum_size=_WORTH_PACKING, compresslevel=5)
    app.add_middleware(Guard, local=not desk.guarded, address=desk.address)
    app.mount("/static", Shipped(directory=str(files("baithak.web").joinpath("static"))), name="static")
    app.include_router(api, prefix="/api/v1")
    app.include_router(entry)
    app.include_router(pages)
    answer_problems(app)
    return app
