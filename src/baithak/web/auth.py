"""Who asks: somebody with a session or a token, or, on a desk without accounts, whoever sits at this machine.

Every route asks ``enter`` (it stands on the application), so that a page that forgets to ask is closed all the same.
An endpoint that needs to know who it is takes ``Visitor``, ``Reader`` or ``Editor`` as a parameter.
"""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, Final
from urllib.parse import quote

from fastapi import Depends, HTTPException, Request
from starlette.concurrency import run_in_threadpool

from baithak.record.accounts import Account, of_session, of_token
from baithak.web.desk import Desk, desk
from baithak.web.limits import Limits

COOKIE: Final = "baithak"
#: The name in which judgements are made on a desk without accounts, where nobody gives another.
HERE: Final = Account(name="desk", role="editor")
_OPEN: Final = ("/login", "/logout", "/favicon.ico", "/static/")
_FEEDS: Final = (".ics", ".rss")  # programs that subscribe can often give no header: ?token=… is taken there
_CHALLENGE: Final = 'Bearer realm="baithak", charset="UTF-8"'
_CHANGES: Final = ("POST", "PUT", "PATCH", "DELETE")


class LoginNeeded(Exception):  # noqa: N818 - no error of anybody
    """Nobody is logged in, and a page was asked for."""

    def __init__(self, back: str) -> None:
        super().__init__(back)
        self.back = back


async def enter(request: Request) -> None:
    """Find out who asks, and let nobody in who may not.

    Args:
        request: The request; its ``state.account`` is set.

    Raises:
        HTTPException: A program without a token.
        LoginNeeded: A browser without a session.
    """
    here = desk(request)
    who = HERE if not here.guarded else await run_in_threadpool(_known, here, request)
    request.state.account = who
    path = request.url.path
    if who is None and not path.startswith(_OPEN):
        if path.startswith("/api/"):
            raise HTTPException(401, "this desk lets nobody in without a token", {"www-authenticate": _CHALLENGE})
        asked = f"?{request.url.query}" if request.url.query else ""
        raise LoginNeeded(path + asked if request.method == "GET" else "/")
    if request.method in _CHANGES and not path.startswith(_OPEN):
        _count(request, who)


def _count(request: Request, who: Account | None) -> None:
    limits: Limits = request.app.state.limits
    name = who.name if who and who is not HERE else client(request)
    if wait := limits.writes.wait(name):
        detail = f"that is too much at one time; go on in {wait:.0f} s"
        raise HTTPException(429, detail, {"retry-after": str(int(wait) + 1)})


def client(request: Request) -> str:
    """The address from which a request comes.

    Args:
        request: The request.
    """
    return request.client.host if request.client else "?"


def _known(here: Desk, request: Request) -> Account | None:
    secret = _token(request)
    cookie = request.cookies.get(COOKIE)
    if secret is None and cookie is None:
        return None
    with here.store.reading() as connection:
        if secret is not None:
            return of_token(connection, secret)
        return of_session(connection, str(cookie), here.now())


def _token(request: Request) -> str | None:
    """What a program sends: a bearer's token, the same as the password of Basic, or in a feed's address."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return given.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(given, validate=True).decode().partition(":")[2]
        except (binascii.Error, ValueError):
            return ""
    if request.url.path.endswith(_FEEDS):
        return request.query_params.get("token")
    return None


async def visitor(request: Request) -> Account | None:
    """Whoever asks; None only on the page where one logs in.

    Args:
        request: The request.
    """
    found: Account | None = getattr(request.state, "account", None)
    return found


Visitor = Annotated[Account | None, Depends(visitor)]


async def reader(who: Visitor) -> Account:
    """Somebody who may read: everybody who came in.

    Args:
        who: Whoever asks.

    Raises:
        HTTPException: Nobody is logged in.
    """
    if who is None:
        raise HTTPException(401, "log in first", {"www-authenticate": _CHALLENGE})
    return who


async def editor(who: Annotated[Account, Depends(reader)]) -> Account:
    """Somebody who may judge and add.

    Args:
        who: Whoever asks.

    Raises:
        HTTPException: They may only read.
    """
    if not who.edits:
        raise HTTPException(403, f"{who.name} may only read; judging and adding need the role of an editor")
    return who


Reader = Annotated[Account, Depends(reader)]
Editor = Annotated[Account, Depends(editor)]


def author(who: Account, said: str | None = None) -> str:
    """In whose name something is judged: the account's; on a desk without accounts the name that is given.

    Args:
        who: Who asks.
        said: The name given with the request, if any.
    """
    return (said or "").strip() or who.name if who is HERE else who.name


def login_address(back: str) -> str:
    """Where one logs in, to come back to a page.

    Args:
        back: The page's path and query.
    """
    return f"/login?next={quote(back, safe='/')}" if back not in ("", "/") else "/login"
