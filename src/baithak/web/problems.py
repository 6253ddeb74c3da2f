"""Errors as answers: problem+json (RFC 9457) for programs, a plain page for people; never a trace."""

from __future__ import annotations

import logging
from typing import Any, Final

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from baithak.ask.wanted import AskError
from baithak.errors import BaithakError
from baithak.record.errors import RecordError
from baithak.web.api.asked import Unchanged
from baithak.web.auth import LoginNeeded, login_address
from baithak.web.pages.view import plain_page

_log = logging.getLogger("baithak.web")
_METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
_TITLES = {
    400: "Not understood",
    401: "Not logged in",
    403: "Not allowed",
    404: "Not here",
    405: "Not possible here",
    409: "Not possible now",
    413: "Too large",
    415: "Not in this format",
    422: "Not understood",
    429: "Too many requests",
    500: "An error of ours",
    503: "The record does not answer",
}


def answer_problems(app: FastAPI) -> None:
    """Let an application answer all errors in one way; what none of these is, the guard answers.

    Args:
        app: The application.
    """
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(BaithakError, _ours)
    app.add_exception_handler(SQLAlchemyError, _database)
    app.add_exception_handler(Unchanged, _unchanged)
    app.add_exception_handler(LoginNeeded, _login)


def problem(request: Request, status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    """An error for whoever asked.

    Args:
        request: The request.
        status: HTTP status.
        detail: What is wrong and what can be done.
        headers: More headers.
    """
    title = _TITLES.get(status, "Not possible")
    if request.url.path.startswith("/api/"):
        body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        return Response(msgspec.json.encode(body), status, headers, "application/problem+json")
    return plain_page(request, status, title, detail, headers)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code != 405:
        return problem(request, error.status_code, str(error.detail), headers)
    headers = {k: v for k, v in headers.items() if k.lower() != "allow"} | {"allow": ", ".join(_allowed(request))}
    if request.method == "OPTIONS":
        return Response(None, 204, headers)
    return problem(request, 405, f"{request.method} is not possible here", headers)


def _allowed(request: Request) -> list[str]:
    """The methods that an address answers to."""
    found = [
        method
        for method in _METHODS
        if any(
            route.matches({**request.scope, "method": method})[0] is Match.FULL
            for route in request.app.routes
        )
    ]
    return [*found, *(["HEAD"] if "GET" in found else []), "OPTIONS"]


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    said = "; ".join(f"{'.'.join(str(p) for p in e['loc'][1:])}: {e['msg']}" for e in error.errors()[:5])
    return problem(request, 422, said)


async def _ours(request: Request, error: Exception) -> Response:
    if isinstance(error, RecordError):
        _log.error("%s", error)
        return problem(request, 503, error.problem, {"retry-after": "5"})
    return problem(request, 404 if isinstance(error, AskError) and "nobody" in str(error) else 400, str(error))


async def _database(request: Request, error: Exception) -> Response:
    _log.error("%s", error)
    return problem(request, 503, "too much is asked of the record at one time; ask again", {"retry-after": "5"})


async def _unchanged(request: Request, error: Exception) -> Response:
    assert isinstance(error, Unchanged)
    return Response(None, 304, error.headers)


async def _login(request: Request, error: Exception) -> Response:
    assert isinstance(error, LoginNeeded)
    return RedirectResponse(login_address(error.back), 303)
