"""Names for programs: records of JSON lines in, whether their two names are one person's out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO

import msgspec

from baithak.errors import SourceError
from baithak.names import compare


class NamesAsked(msgspec.Struct, frozen=True, kw_only=True):
    """One record in: two names, each in Devanagari, Latin or Cyrillic letters."""

    id: str | int
    a: str
    b: str


class NamesCompared(msgspec.Struct, frozen=True, kw_only=True):
    """One record out; ``same`` is None where the names alone cannot tell."""

    id: str | int
    same: bool | None
    score: float
    reasons: tuple[str, ...]


def comparisons(paths: Iterable[str], *, register: bool = True) -> Iterator[NamesCompared | SourceError]:
    """Compare the names of the records of files, in order.

    Args:
        paths: Files of JSON lines; ``-`` is standard input.
        register: Whether the register's known spellings may decide.

    Yields:
        What each record's names are to one another, or what is wrong with its line.
    """
    for path in paths:
        try:
            with _opened(path) as stream:
                for number, line in enumerate(stream, 1):
                    if line.strip():
                        yield _compared(line, f"{path}:{number}", register=register)
        except OSError as e:
            yield SourceError(path, f"cannot be read ({e.strerror})")


def _opened(path: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if path == "-" else Path(path).open("rb")


def _compared(line: bytes, where: str, *, register: bool) -> NamesCompared | SourceError:
    try:
        asked = msgspec.json.decode(line, type=NamesAsked)
    except (msgspec.MsgspecError, UnicodeDecodeError) as e:
        return SourceError(where, f'no record {{"id", "a", "b"}} with two names ({e}); passed over')
    found = compare(asked.a, asked.b, register=register)
    return NamesCompared(id=asked.id, same=found.same, score=found.score, reasons=found.reasons)
