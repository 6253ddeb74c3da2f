"""The command that serves a record: pages and the REST interface."""

from __future__ import annotations

import ipaddress
from typing import Annotated

import typer

from baithak.commands.out import RecordPlace, put, stop
from baithak.commands.record import now, opened


def serve(
    record: RecordPlace = None,
    host: Annotated[str, typer.Option(help="Address to listen on; any but loopback needs --auth.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8765,
    auth: Annotated[bool, typer.Option("--auth", help="Let nobody in without an account.")] = False,
) -> None:
    """Serve the record to a browser and to programs, on this machine alone unless accounts are asked for."""
    import uvicorn  # noqa: PLC0415

    from baithak.record.stamp import stamp  # noqa: PLC0415
    from baithak.web.app import create_app  # noqa: PLC0415
    from baithak.web.desk import Desk  # noqa: PLC0415

    if not auth and not _own(host):
        stop(f"{host} can be reached from other machines: add --auth, or leave --host out")
    store = opened(record)
    app = create_app(Desk(store, now, guarded=auth, pack=stamp))
    put(f"{store.name}: open http://{host}:{port}/ in a browser; stop with Ctrl+C")
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False, server_header=False)


def _own(host: str) -> bool:
    """Whether an address is this machine's own loopback."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


COMMANDS = (serve,)
