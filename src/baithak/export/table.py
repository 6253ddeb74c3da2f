"""CSV (RFC 4180): one row an engagement, for spreadsheets and statistics programs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import BinaryIO

from baithak.export.days import window
from baithak.export.told import Told
from baithak.export.wording import plain

COLUMNS = (
    "engagement", "kind", "status", "date", "first", "last", "place", "place_country", "countries", "people", "offices",
    "mechanism", "ordinal", "topics", "salience", "sources", "conflicts", "added", "reports", "addresses", "published",
    "words",
)  # fmt: skip
_FULL = 32_000  # signs of a cell; spreadsheets hold 32,767
#: What makes a spreadsheet take a cell for a formula, in the usual and the wide forms.
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def write(told: Iterator[Told], out: BinaryIO) -> list[str]:
    """Write a header and a row for each engagement.

    Args:
        told: The engagements.
        out: Where to.

    Returns:
        What a person should know; nothing.
    """
    out.write(_lines([COLUMNS]))
    for one in told:
        out.write(_lines([_row(one)]))
    return []


def _row(told: Told) -> list[str]:
    line = told.line
    days = window(line.date)
    first, last = (d.isoformat() for d in days) if days else (None, None)
    reports = [e.report for e in told.evidence]
    cells: list[object] = [
        line.id, line.kind, line.status, line.date, first, last, line.place, line.place_country, line.countries,
        [p.name for p in line.people], [p.office or "" for p in line.people], line.mechanism, line.ordinal, line.topics,
        line.salience, line.sources, [s.field for s in line.conflicts], told.added, [r.id for r in reports],
        [r.source for r in reports], [r.published or "" for r in reports],
        [q.words for e in told.evidence for q in e.quotes],
    ]  # fmt: skip
    return [_cell(c) for c in cells]


def _cell(value: object) -> str:
    if isinstance(value, list | tuple):
        return _joined([_guarded(str(v)) for v in value])
    return "" if value is None else _guarded(str(value))[:_FULL]


def _joined(parts: list[str]) -> str:
    """As many of a list as a cell holds; the last words say how many more there are."""
    text = "; ".join(parts)
    if len(text) <= _FULL:
        return text
    kept, size = 0, 0
    while kept < len(parts) and size + len(parts[kept]) + 2 <= _FULL:
        size += len(parts[kept]) + 2
        kept += 1
    return "; ".join([*parts[:kept], f"… {len(parts) - kept} more"])


def _guarded(words: str) -> str:
    """Words that no spreadsheet runs: what begins like a formula gets an apostrophe before it."""
    text = plain(words)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _lines(rows: Iterable[Iterable[str]]) -> bytes:
    """Every cell in quotes: a spreadsheet that splits at semicolons still finds whole cells."""
    text = StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()
