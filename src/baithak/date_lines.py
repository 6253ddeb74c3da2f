"""Dates for programs: records of JSON lines in, their dates out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import BinaryIO

import msgspec

from baithak.errors import SourceError
from baithak.times import TimeLanguage, read_dates


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One record in: a text and the day against which its relative words are read, None where there is none."""

    id: str | int
    text: str
    reference: str | None = None


class DateSaid(msgspec.Struct, frozen=True, kw_only=True):
    """One date of a text: code points, EDTF or None where the text alone leaves it open, the rule that read it."""

    start: int
    end: int
    edtf: str | None
    rule: str


class DatesOf(msgspec.Struct, frozen=True, kw_only=True):
    """One record out."""

    id: str | int
    dates: list[DateSaid]


def answers(paths: Iterable[str], code: str) -> Iterator[DatesOf | SourceError]:
    """Read the records of files, in order.

    Args:
        paths: Files of JSON lines; ``-`` is standard input.
        code: ISO 639 code of an installed pack.

    Yields:
        The dates of each record, or what is wrong with its line.
    """
    language = TimeLanguage(code)
    for path in paths:
        try:
            with _opened(path) as stream:
                for number, line in enumerate(stream, 1):
                    if line.strip():
                        yield _answer(line, f"{path}:{number}", language)
        except OSError as e:
            yield SourceError(path, f"cannot be read ({e.strerror})")


def _opened(path: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if path == "-" else Path(path).open("rb")


def _answer(line: bytes, where: str, language: TimeLanguage) -> DatesOf | SourceError:
    try:
        asked = msgspec.json.decode(line, type=Asked)
        reference = None if asked.reference is None else date.fromisoformat(asked.reference)
    except (msgspec.MsgspecError, UnicodeDecodeError) as e:
        return SourceError(where, f"no record with id and text ({e}); passed over")
    except ValueError:
        return SourceError(where, f"reference {asked.reference!r} is no day; write YYYY-MM-DD or null; passed over")
    found = read_dates(asked.text, reference, language)
    return DatesOf(id=asked.id, dates=[DateSaid(**d) for d in found])
