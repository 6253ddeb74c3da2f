"""Logging in and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from baithak.record import accounts
from baithak.web.auth import COOKIE, Visitor, client
from baithak.web.desk import TheDesk
from baithak.web.limits import Limits
from baithak.web.pages.view import page

router = APIRouter(include_in_schema=False)
_LONG = 400  # letters of a form's field that are read


@router.get("/login")
def form(request: Request, here: TheDesk, who: Visitor, next: str = "/") -> Response:  # noqa: A002
    """The page where one logs in; whoever is in goes on."""
    if who is not None or not here.guarded:
        return RedirectResponse(_own(next), 303)
    return page(request, "login.html", back=_own(next), name="", problem=None)


@router.post("/login")
def log_in(
    request: Request, here: TheDesk,
    name: Annotated[str, Form(max_length=_LONG)] = "", password: Annotated[str, Form(max_length=_LONG)] = "",
    next: Annotated[str, Form(max_length=2000)] = "/",  # noqa: A002
) -> Response:  # fmt: skip
    """Begin a session, or say that name and password do not fit (never which of them)."""
    if not here.guarded:
        return RedirectResponse(_own(next), 303)
    limits: Limits = request.app.state.limits
    keys = (f"at {client(request)}", f"as {name[:64]}")
    if wait := max(limits.logins.wait(key) for key in keys):
        return _refused(request, 429, name, next, f"too many tries; the next one in {wait:.0f} s", wait)
    with limits.hashing, here.store.reading() as connection:  # one at a time: each takes much memory, on purpose
        found = accounts.verified(connection, name, password)
    if found is None:
        for key in keys:
            limits.logins.failed(key)
        return _refused(request, 401, name, next, "name and password do not fit")
    for key in keys:
        limits.logins.clear(key)
    with here.store.writing() as connection:
        if old := request.cookies.get(COOKIE):
            accounts.end(connection, old)
        secret = accounts.begin(connection, found.name, here.now())
    answer = RedirectResponse(_own(next), 303)
    secure = request.url.scheme == "https" or (here.address or "").startswith("https:")
    stay = int(accounts.STAY.total_seconds())
    answer.set_cookie(COOKIE, secret, max_age=stay, secure=secure, httponly=True, samesite="lax")
    return answer


@router.post("/logout")
def log_out(request: Request, here: TheDesk) -> Response:
    """End the session of this browser."""
    secret = request.cookies.get(COOKIE)
    if secret and here.guarded:
        with here.store.writing() as connection:
            accounts.end(connection, secret)
    answer = RedirectResponse("/login" if here.guarded else "/", 303)
    answer.delete_cookie(COOKIE, httponly=True, samesite="lax")
    return answer


def _refused(request: Request, status: int, name: str, back: str, problem: str, wait: float = 0) -> Response:
    answer = page(request, "login.html", status, back=_own(back), name=name[:64], problem=problem)
    if wait:
        answer.headers["retry-after"] = str(int(wait) + 1)
    return answer


def _own(back: str) -> str:
    """A path of this desk to go on to; anything else, which could lead astray, becomes the first page."""
    fine = back.startswith("/") and not back.startswith(("//", "/\\", "/login", "/logout"))
    return back if fine and back.isprintable() and "\\" not in back else "/"
