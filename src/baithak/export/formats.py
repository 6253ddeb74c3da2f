"""The formats by their names: what each is for, and what writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from baithak.export.told import Told


class Name(StrEnum):
    """The names by which formats are asked for."""

    CSV = "csv"
    PARQUET = "parquet"
    JSON_LD = "json-ld"
    ICS = "ics"
    RSS = "rss"
    PLOVER = "plover"
    CAMEO = "cameo"
    FTM = "ftm"
    JSONL = "jsonl"


_MODULES = {
    Name.CSV: "table", Name.PARQUET: "parquet", Name.JSON_LD: "linked", Name.ICS: "ical", Name.RSS: "rss",
    Name.PLOVER: "plover", Name.CAMEO: "cameo", Name.FTM: "ftm",
}  # fmt: skip


def writer(name: Name) -> Callable[[Iterator[Told], BinaryIO], list[str]]:
    """What writes a format; its libraries are loaded only now.

    Args:
        name: Any but JSONL, whose rows are those of ``baithak engagements``.
    """
    made: Callable[[Iterator[Told], BinaryIO], list[str]] = import_module(f"baithak.export.{_MODULES[name]}").write
    return made
