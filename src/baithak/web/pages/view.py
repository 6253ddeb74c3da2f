"""Rendering: templates that escape everything, in the reader's language."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined


@cache
def _templates() -> Environment:
    folder = str(files("baithak.web").joinpath("templates"))
    return Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True)


def page(request: Request, template: str, status: int = 200, **values: object) -> Response:
    """A page.

    Args:
        request: The request.
        template: File of ``templates/``.
        status: HTTP status.
        values: What the template shows; text is escaped.
    """
    html = _templates().get_template(template).render(request=request, **values)
    return HTMLResponse(html, status)


def plain_page(
    request: Request, status: int, title: str, detail: str, headers: dict[str, str] | None = None
) -> Response:
    """A page that says what is wrong.

    Args:
        request: The request.
        status: HTTP status.
        title: In a few words.
        detail: What can be done.
        headers: More headers.
    """
    answer = page(request, "problem.html", status, title=title, detail=detail)
    answer.headers.update(headers or {})
    return answer
