"""What a request asks for and how it is answered: entity tags, JSON, links to the next page, bodies."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import cached_property
from typing import Annotated, Any, Final, TypeVar
from urllib.parse import urlencode

import msgspec
from fastapi import Depends, HTTPException, Request
from fastapi.responses import Response
from sqlalchemy import Connection

from baithak import __version__
from baithak.record.news import State, state
from baithak.web.desk import Desk, desk
from baithak.web.guard import origin_of
from baithak.web.kept import Shelf

JSON: Final = "application/json"
LINKED: Final = "application/ld+json"
T = TypeVar("T")


class Unchanged(Exception):  # noqa: N818 - no error of anybody
    """The client has the answer already."""

    def __init__(self, headers: dict[str, str]) -> None:
        super().__init__()
        self.headers = headers


class Asked:
    """A request to the interface.

    Args:
        request: The request.
    """

    def __init__(self, request: Request) -> None:
        self.request = request
        self._headers: dict[str, str] = {}

    @cached_property
    def desk(self) -> Desk:
        """The desk that is asked."""
        return desk(self.request)

    @cached_property
    def today(self) -> date:
        """The day on which it is asked."""
        return date.fromisoformat(self.desk.now()[:10])

    @property
    def shelf(self) -> Shelf:
        """The answers that are kept."""
        found: Shelf = self.request.app.state.shelf
        return found

    @cached_property
    def wants_linked(self) -> bool:
        """Whether JSON-LD is asked for, by the address or by the header."""
        told = self.request.query_params.get("format")
        if told is not None:
            return told == "json-ld"
        return _prefers(self.request.headers.get("accept", ""), LINKED, JSON)

    @property
    def base(self) -> str:
        """Scheme and host by which the desk was reached."""
        if self.desk.address:
            return origin_of(self.desk.address)
        url = self.request.url
        return f"{url.scheme}://{url.netloc}"

    # ------------------------------------------------------------------ entity tags

    def fresh(self, connection: Connection, number: int | None = None, *, dated: bool = False) -> State:
        """Go on only where the client does not have the answer yet.

        Args:
            connection: A transaction.
            number: Number of the record's state from which the answer is made; the present one by default.
            dated: Whether the answer follows from the day too.

        Returns:
            The record's state.

        Raises:
            Unchanged: The client has it.
        """
        now = state(connection)
        kind = "linked" if self.wants_linked else ""
        query = "&".join(f"{k}={v}" for k, v in self.request.query_params.multi_items() if k != "token")
        parts = (now.number if number is None else number, __version__, self.base, self.request.url.path, query, kind)
        whole = "\x1f".join(map(str, (*parts, self.today if dated else "")))
        tag = f'W/"{hashlib.blake2b(whole.encode(), digest_size=12).hexdigest()}"'
        guarded = self.desk.guarded
        at = max(now.at, f"{self.today}T00:00:00Z") if dated else now.at
        self._headers = {
            "etag": tag, "cache-control": "private, no-cache" if guarded else "no-cache",
            "last-modified": _http_time(at),
            "vary": ", ".join(["Accept", *(("Cookie", "Authorization") if guarded else ())]),
        }  # fmt: skip
        if self._has(tag, at):
            raise Unchanged(self._headers)
        return now

    def _has(self, tag: str, at: str) -> bool:
        told = self.request.headers.get("if-none-match")
        if told is not None:
            return told.strip() == "*" or tag[2:] in {t.strip().removeprefix("W/") for t in told.split(",")}
        since = self.request.headers.get("if-modified-since")
        path = self.request.url.path
        if since is None or not path.endswith((".ics", ".rss")):
            return False
        try:
            return parsedate_to_datetime(since) >= datetime.fromisoformat(at)
        except (TypeError, ValueError):
            return False

    # ------------------------------------------------------------------ answers

    def json(self, value: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
        """An answer in JSON.

        Args:
            value: What is encoded.
            status: HTTP status.
            headers: More headers.
        """
        return Response(msgspec.json.encode(value), status, {**self._headers, **(headers or {})}, JSON)

    def raw(self, body: bytes, kind: str, headers: dict[str, str] | None = None) -> Response:
        """An answer in another format.

        Args:
            body: What is sent.
            kind: Its media type.
            headers: More headers.
        """
        return Response(body, 200, {**self._headers, **(headers or {})}, kind)

    def page(self, items: Iterable[object], cursor: str | None, **more: object) -> Response:
        """A page of a listing.

        Args:
            items: What is on it.
            cursor: Where the next page begins; None where there is none.
            more: What else is told.
        """
        link = self.next_link(cursor)
        headers = {"link": f'<{link}>; rel="next"'} if link else {}
        return self.json({"items": list(items), "next": link, **more}, headers=headers)

    def next_link(self, cursor: str | None) -> str | None:
        """The address of the next page.

        Args:
            cursor: Where it begins.
        """
        if cursor is None:
            return None
        rest = [(k, v) for k, v in self.request.query_params.multi_items() if k not in ("cursor", "token")]
        return f"{self.request.url.path}?{urlencode([*rest, ('cursor', cursor)])}"


def _prefers(accept: str, one: str, other: str) -> bool:
    """Whether a header asks for one media type rather than another."""
    best = {one: 0.0, other: 0.0}
    for part in accept.split(","):
        name, *parameters = (p.strip() for p in part.split(";"))
        if name in best:
            best[name] = max(best[name], _quality(parameters))
    return best[one] > 0 and best[one] >= best[other]


def _quality(parameters: Iterable[str]) -> float:
    told = next((p[2:] for p in parameters if p.startswith("q=")), "1")
    try:
        return float(told)
    except ValueError:
        return 0.0


def _http_time(at: str) -> str:
    return format_datetime(datetime.fromisoformat(at).astimezone(UTC), usegmt=True)


# ---------------------------------------------------------------------- dependencies


async def _asked(request: Request) -> Asked:
    return Asked(request)


async def _body(request: Request) -> bytes:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != JSON:
        raise HTTPException(415, f"send {JSON}, not {kind[:60] or 'nothing'}")
    return await request.body()


Ask = Annotated[Asked, Depends(_asked)]
Body = Annotated[bytes, Depends(_body)]


def told(body: bytes, shape: type[T]) -> T:
    """What a body says.

    Args:
        body: JSON.
        shape: What it must be.

    Raises:
        HTTPException: It is no JSON, or says something else.
    """
    try:
        return msgspec.json.decode(body, type=shape)
    except msgspec.ValidationError as e:
        raise HTTPException(422, str(e)) from None
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as e:
        raise HTTPException(400, f"the body is no JSON that can be read: {e}") from None


def only_known(names: set[str], asked: Iterable[str]) -> None:
    """Refuse parameters that mean nothing here, rather than answer something else than was meant.

    Args:
        names: Those that mean something.
        asked: Those of the request.

    Raises:
        HTTPException: One means nothing.
    """
    wrong = sorted(set(asked) - names)
    if wrong:
        there = f"there are: {', '.join(sorted(names))}" if names else "there are none"
        raise HTTPException(422, f"{wrong[0][:40]!r} is no parameter here; {there}")


def json_values(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Statements or sayings, with their values as JSON rather than as text that holds JSON.

    Args:
        rows: Structs with a ``value`` that is JSON.
    """
    return [{**msgspec.to_builtins(row), "value": msgspec.Raw(row.value.encode())} for row in rows]
