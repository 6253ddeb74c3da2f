"""Errors as answers: problem+json (RFC 9457) for programs, a plain page for people; never a trace."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from baithak.ask.wanted import AskError
from baithak.errors import BaithakError
from baithak.record.errors import RecordError
from baithak.web.pages.view import plain_page

_TITLES = {
    400: "Not understood",
    403: "Not allowed",
    404: "Not here",
    405: "Not possible here",
    409: "Not possible now",
    413: "Too large",
    422: "Not understood",
    429: "Too many requests",
    500: "An error of ours",
    503: "The record does not answer",
}


def answer_problems(app: FastAPI) -> None:
    """Let an application answer all errors in one way.

    Args:
        app: The application.
    """
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(BaithakError, _ours)
    app.add_exception_handler(Exception, _unknown)


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
        return JSONResponse(body, status, headers, media_type="application/problem+json")
    return plain_page(request, status, title, detail, headers)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return problem(request, error.status_code, str(error.detail), dict(error.headers or {}))


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    said = "; ".join(f"{'.'.join(str(p) for p in e['loc'][1:])}: {e['msg']}" for e in error.errors()[:5])
    return problem(request, 422, said)


async def _ours(request: Request, error: Exception) -> Response:
    if isinstance(error, RecordError):
        return problem(request, 503, error.problem, {"retry-after": "5"})
    return problem(request, 404 if isinstance(error, AskError) and "nobody" in str(error) else 400, str(error))


async def _unknown(request: Request, error: Exception) -> Response:
    return problem(request, 500, "the server made an error; it is in its log")
