"""The command that serves a record: pages and the REST interface."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from baithak.commands.out import RecordPlace, put, stop
from baithak.commands.record import now, opened

if TYPE_CHECKING:
    from baithak.record.store import Store
    from baithak.web.desk import Desk
    from baithak.web.kept import Shelf

_AT_ONCE = 1000  # connections of clients
_STILL = 65  # seconds after which a connection on which nothing is asked is closed


def serve(
    record: RecordPlace = None,
    host: Annotated[str, typer.Option(help="Address to listen on; any but loopback needs --auth.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8765,
    auth: Annotated[bool, typer.Option("--auth", help="Let nobody in without an account.")] = False,
    address: Annotated[
        str | None,
        typer.Option(metavar="URL", help="The address by which people reach it, where a proxy stands before it."),
    ] = None,
) -> None:
    """Serve the record to a browser and to programs, on this machine alone unless accounts are asked for."""
    import uvicorn  # noqa: PLC0415

    from baithak.record.stamp import stamp  # noqa: PLC0415
    from baithak.web.app import create_app  # noqa: PLC0415
    from baithak.web.desk import Desk  # noqa: PLC0415
    from baithak.web.guard import is_loopback  # noqa: PLC0415

    if not auth and not is_loopback(host):
        stop(f"{host} can be reached from other machines: add --auth, or leave --host out")
    if address is not None and (urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).netloc):
        stop(f"{address!r} is no address; write https://desk.example.org")
    if address is not None and not auth:
        stop("with an address others can reach the desk: add --auth, or leave --address out")
    store = opened(record)
    if auth:
        _somebody(store)
    desk = Desk(store, now, guarded=auth, pack=stamp, address=address)
    app = create_app(desk)
    threading.Thread(target=_warm, args=(desk, app.state.shelf), daemon=True).start()
    put(f"{store.name}: open {address or _shown(host, port)} in a browser; stop with Ctrl+C")
    uvicorn.run(
        app, host=host, port=port, log_level="warning", access_log=False, server_header=False,
        limit_concurrency=_AT_ONCE, timeout_keep_alive=_STILL,
    )  # fmt: skip


def _warm(desk: Desk, shelf: Shelf) -> None:
    """Make what the first page needs while nobody waits for it; a record that does not answer is told by the pages."""
    from baithak.errors import BaithakError  # noqa: PLC0415
    from baithak.web.pages.home import warm  # noqa: PLC0415

    with suppress(BaithakError):
        warm(desk, shelf)


def _shown(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def _somebody(store: Store) -> None:
    """Say so where nobody could log in."""
    from baithak.errors import BaithakError  # noqa: PLC0415
    from baithak.record.accounts import accounts  # noqa: PLC0415

    try:
        with store.reading() as connection:
            there = accounts(connection)
    except BaithakError as e:
        stop(str(e))
    if not there:
        stop("nobody could log in: make an account first with: baithak account add NAME --role editor")


COMMANDS = (serve,)
