"""JSON, JSONL and JSONL.gz → Reports, one a record."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from baithak.errors import SourceError, SourceNotice
from baithak.model import Report
from baithak.pages import main_text

_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
_WHOLE = (".json",)
_LONGEST = 32 << 20  # bytes of one line; a longer one is no record
_SHOWN = 60


def is_records(path: Path) -> bool:
    """Whether a file's name says that it holds records."""
    return path.name.lower().endswith(_LINES + _WHOLE)


def read_records(
    path: Path | str, published: str | None = None, head: bytes = b"", stream: BinaryIO | None = None
) -> Iterator[Report | SourceError]:
    """Read the records of a file or stream.

    Args:
        path: The file, or the stream's name.
        published: Day of publication of records that tell none.
        head: What has been read of the stream already.
        stream: The stream, where the records do not stand in a file.

    Yields:
        A report for each record, a :class:`SourceError` for each that is broken.
    """
    source = str(path)
    found = False
    try:
        if isinstance(path, Path) and path.name.lower().endswith(_WHOLE):
            lines: Iterator[tuple[str, bytes | Any]] = _whole(path)
        else:
            lines = _numbered(_joined(head, stream) if stream else _opened(path))
        for place, item in lines:
            found = True
            yield from _report(item, f"{source}:{place}" if place else source, source, place, published)
    except (EOFError, zlib.error, gzip.BadGzipFile) as e:
        yield SourceError(source, f"the archive is broken ({e}); what came before was read; fetch it again")
        return
    if not found:
        yield SourceError(source, "the file is empty; remove it or fetch it again")


def _opened(path: Path | str) -> Iterator[bytes]:
    opener = gzip.open if str(path).lower().endswith(".gz") else open
    with opener(path, "rb") as file:
        while line := file.readline(_LONGEST):
            yield line


def _joined(head: bytes, stream: BinaryIO) -> Iterator[bytes]:
    *whole, rest = head.split(b"\n")
    yield from whole
    yield rest + stream.readline(_LONGEST)
    while line := stream.readline(_LONGEST):
        yield line


def _numbered(lines: Iterator[bytes]) -> Iterator[tuple[str, bytes]]:
    for number, line in enumerate(lines, 1):
        text = line.removeprefix(b"\xef\xbb\xbf").strip()
        if text:
            yield str(number), text


def _whole(path: Path) -> Iterator[tuple[str, bytes | Any]]:
    """One object, or a list of them."""
    data = path.read_bytes().removeprefix(b"\xef\xbb\xbf").strip()
    if not data.startswith(b"["):
        if data:
            yield "", data
        return
    try:
        items = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        yield "", data
        return
    for number, item in enumerate(items, 1):
        yield str(number), item


def _report(
    item: bytes | Any, place: str, source: str, number: str, published: str | None
) -> Iterator[Report | SourceError]:
    if isinstance(item, bytes):
        try:
            item = msgspec.json.decode(item)
        except (msgspec.DecodeError, UnicodeDecodeError) as e:
            yield SourceError(place, f"not JSON ({e}); mend or remove this line")
            return
    if not isinstance(item, dict):
        yield SourceError(place, "a record must be an object with `id` and `text` or `html`")
        return
    text, told, language = _text(item)
    if not text.strip():
        yield SourceError(place, "the record has no text; give it `text` or `html`")
        return
    own = item.get("published")
    if own is not None and day(own) is None:
        problem = f"`published` is {_short(own)}, not a day; give YYYY-MM-DD; the record was read without it"
        yield SourceNotice(place, problem)
        own = None
    yield Report(
        id=str(item.get("id") or (f"{Path(source).name.split('.')[0]}-{number}" if number else Path(source).stem)),
        source=str(item.get("url") or item.get("source") or place),
        text=text,
        language=str(item["language"]) if item.get("language") else language,
        published=day(own) or told or day(published),
        carried=True,
    )


def _text(item: dict[str, Any]) -> tuple[str, str | None, str | None]:
    """The record's text exactly as it is, or its page's article with what the page tells of its day and language."""
    text, told, language = item.get("text"), None, None
    if not isinstance(text, str) or not text.strip():
        page = main_text(item["html"]) if isinstance(item.get("html"), str) and item["html"].strip() else None
        if page is None:
            return "", None, None
        text, told, language = page.text, page.published, page.language
    return text, told, language


def day(value: object) -> str | None:
    """The day of an ISO 8601 day or time, as written; None where the value is neither."""
    text = str(value).strip()
    try:
        return date.fromisoformat(text[:10]).isoformat() if text[10:11] in ("", "T", " ") else None
    except ValueError:
        return None


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
