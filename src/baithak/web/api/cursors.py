"""Where a page of a listing begins: told in the listing's own order, so that what is added meanwhile moves nothing."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, TypeVar

import msgspec
from fastapi import HTTPException, Query

T = TypeVar("T")
Day = Annotated[int, msgspec.Meta(ge=0, le=4_000_000)]
Number = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
Text = Annotated[str, msgspec.Meta(max_length=200)]

Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
Cursor = Annotated[
    str | None, Query(max_length=600, description="Where to go on: as the page before gives it in `next`.")
]


def written(place: object) -> str:
    """A place as it stands in an address.

    Args:
        place: What tells it.
    """
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def read(cursor: str | None, shape: type[T]) -> T | None:
    """A place from an address.

    Args:
        cursor: As it was written.
        shape: What it tells.

    Raises:
        HTTPException: It is none of ours.
    """
    if cursor is None:
        return None
    try:
        plain = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        return msgspec.json.decode(plain, type=shape)
    except (binascii.Error, ValueError, msgspec.MsgspecError, RecursionError):
        raise HTTPException(422, "cursor: take it as it stands in the next of the page before") from None
