"""The REST interface, version 1."""

from __future__ import annotations

from fastapi import APIRouter

from baithak.record.queries import Wanted, count
from baithak.web.desk import Record

router = APIRouter(tags=["record"])


@router.get("/", summary="What this record holds")
def root(connection: Record) -> dict[str, int]:
    """Counts of the record."""
    return {"engagements": count(connection, Wanted())}
