"""What every request works on: the record, the clock, and who may do what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated

import msgspec
from fastapi import Depends, Request
from sqlalchemy import Connection

from baithak.record.store import Store


class Desk(msgspec.Struct, frozen=True):
    """One served record.

    Attributes:
        store: The record.
        now: The clock: ISO 8601 UTC.
        guarded: Whether people must log in; without, everybody on this machine may read and judge.
        pack: Version of the program and of the pack of a language, for readings that are added.
        address: The address under which others know it (``https://desk.example.org``), where a proxy stands before it.
    """

    store: Store
    now: Callable[[], str]
    guarded: bool
    pack: Callable[[str], str]
    address: str | None = None


def desk(request: Request) -> Desk:
    """The desk of a request.

    Args:
        request: The request.
    """
    found: Desk = request.app.state.desk
    return found


async def _desk(request: Request) -> Desk:
    """The same as a dependency, which needs no thread."""
    return desk(request)


def record(request: Request) -> Iterator[Connection]:
    """A transaction that reads the record, until the endpoint is done and before its answer is sent.

    Args:
        request: The request.
    """
    with desk(request).store.reading() as connection:
        yield connection


Record = Annotated[Connection, Depends(record, scope="function")]
TheDesk = Annotated[Desk, Depends(_desk)]
