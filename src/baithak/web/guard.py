"""What every answer carries and every request must pass: its host, its origin, its size; and no trace gets out."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final
from urllib.parse import unquote_to_bytes, urlsplit

import msgspec
from starlette.datastructures import Headers, MutableHeaders

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
#: Nothing but this server's own files; no script or style inside a page, so that a report's text can never become one.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
LONGEST: Final = 2_000_000  # bytes of a request's body
_ADDRESS: Final = 8_000  # bytes of a path with its query
_PATIENCE: Final = 30  # seconds in which a body must have come
_SAFE: Final = ("GET", "HEAD", "OPTIONS")
_HEADERS: Final = {
    "content-security-policy": POLICY, "x-content-type-options": "nosniff", "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin",
}  # fmt: skip
_TITLES: Final = {
    400: "Not understood", 403: "Not allowed", 408: "Too slow", 413: "Too large", 414: "Too long",
    421: "Not this server", 500: "An error of ours",
}  # fmt: skip
_log = logging.getLogger("baithak.web")


class Guard:
    """ASGI middleware that turns away what must not come in, and keeps inside what must not get out.

    Args:
        app: The application inside.
        local: Whether only this machine's own names are answered to: a page of elsewhere whose name is made to lead
            here (DNS rebinding) is not.
        address: The address under which others know the server, if it has one.
    """

    def __init__(self, app: Callable[..., Awaitable[None]], *, local: bool = True, address: str | None = None) -> None:
        self._app = app
        self._local = local
        self._origin = origin_of(address) if address else None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sending = _Sending(send, body=scope["method"] != "HEAD")
        refused = self._refused(scope)
        if refused is None and scope["method"] not in _SAFE:
            body, refused = await _whole(receive)
            receive = _again(body)
        if refused is not None:
            await _problem(sending, *refused)
            return
        inside = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
        try:
            await self._app(inside, receive, sending)
        except Exception:  # whatever it is, it is ours, and no business of the one who asked
            _log.exception("%s %s", scope["method"], scope["path"])
            if not sending.begun:
                await _problem(sending, 500, "the server made an error; it is in its log")

    def _refused(self, scope: Message) -> tuple[int, str] | None:
        """Status and words where a request is turned away before it is looked at."""
        headers = Headers(scope=scope)
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdecimal()) or int(length[:20]) > LONGEST:
            return 413, f"a request may have {LONGEST:,} bytes"
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > _ADDRESS:
            return 414, f"an address may have {_ADDRESS:,} letters; ask for less, or send it in a body"
        if not _is_text(scope.get("raw_path") or scope["path"].encode()) or not _is_text(scope["query_string"]):
            return 400, "the address is no UTF-8 text, or has a null in it"
        host = headers.get("host", "")
        if self._local and not self._is_here(host):
            return 421, f"this desk answers on this machine alone (http://localhost), not by the name {host[:80]!r}"
        if not self._is_own(scope, headers, host):
            return 403, "a page of another site may not do that"
        return None

    def _is_here(self, host: str) -> bool:
        return is_loopback(_name_of(host)) or (self._origin is not None and host == urlsplit(self._origin).netloc)

    def _is_own(self, scope: Message, headers: Headers, host: str) -> bool:
        """Whether a request comes from our own pages, from no browser, or only follows a link to us.

        A browser says where a request comes from (Fetch Metadata, Origin) and lets no page change it; other programs
        say nothing, and hold no cookie that they could be made to send.
        """
        site = headers.get("sec-fetch-site")
        if scope["method"] in _SAFE:
            return site not in ("cross-site", "same-site") or headers.get("sec-fetch-mode") == "navigate"
        if site is not None:
            return site in ("same-origin", "none")
        origin = headers.get("origin")
        return origin is None or origin == self._origin or urlsplit_host(origin) == host.lower()


def origin_of(address: str) -> str:
    """Scheme and host of an address, as a browser tells them.

    Args:
        address: An address of the web.
    """
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()


def urlsplit_host(origin: str) -> str | None:
    """Host and port of an origin; None where it is none (``null``).

    Args:
        origin: As a browser tells it.
    """
    try:
        return urlsplit(origin.lower()).netloc or None
    except ValueError:
        return None


def is_loopback(name: str) -> bool:
    """Whether a name is this machine's own, that no other can have.

    Args:
        name: A name or address without a port.
    """
    if name.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _name_of(host: str) -> str:
    """The host without its port."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _is_text(raw: bytes) -> bool:
    plain = unquote_to_bytes(raw)
    try:
        plain.decode()
    except UnicodeDecodeError:
        return False
    return b"\0" not in plain


# ---------------------------------------------------------------------- bodies


async def _whole(receive: Receive) -> tuple[bytes, tuple[int, str] | None]:
    """The whole body, however it comes; and why it is refused, if it is."""
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(_PATIENCE):
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    return b"", (400, "the request broke off")
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                if size > LONGEST:
                    return b"", (413, f"a request may have {LONGEST:,} bytes")
                if not message.get("more_body"):
                    return b"".join(parts), None
    except TimeoutError:
        return b"", (408, f"the request did not come within {_PATIENCE} seconds")


def _again(body: bytes) -> Receive:
    """The same body for whoever reads it, once; then it is as if the client went away."""
    left = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return left.pop() if left else {"type": "http.disconnect"}

    return receive


# ---------------------------------------------------------------------- answers


class _Sending:
    """Sends with our headers; nothing but the head where only that was asked for."""

    def __init__(self, send: Send, *, body: bool) -> None:
        self._send = send
        self._body = body
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-store")
        elif message["type"] == "http.response.body" and not self._body:
            message = {**message, "body": b""}
        await self._send(message)


async def _problem(send: Send, status: int, detail: str) -> None:
    body = msgspec.json.encode(
        {"type": "about:blank", "title": _TITLES[status], "status": status, "detail": detail}
    )  # fmt: skip
    headers = [(b"content-type", b"application/problem+json"), (b"content-length", str(len(body)).encode())]
    if status in (408, 413):
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
