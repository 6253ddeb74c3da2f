"""Files, folders and streams → Reports. Whatever cannot be read is named and the rest is read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from baithak.decode import Decoded, decode
from baithak.errors import SourceError, SourceNotice
from baithak.model import Report
from baithak.pages import main_text
from baithak.records import day, is_records, read_records

MAX_CHARS = 1_000_000  # code points of one report; a book has fewer, and more is a file that holds many reports
MAX_BYTES = 4 * MAX_CHARS
STDIN = "-"
_TEXT = frozenset((".txt", ".text"))
_PAGE = frozenset((".html", ".htm", ".xhtml"))

Found = Report | SourceError


def read_paths(
    paths: Iterable[str | Path], *, published: str | None = None, stdin: BinaryIO | None = None
) -> Iterator[Found]:
    """Read reports from files, folders (with all below them, by name) and ``-`` for standard input.

    Args:
        paths: What to read, in this order.
        published: Day of publication, ``YYYY-MM-DD``, of every report that tells none of its own.
        stdin: The stream that ``-`` stands for; the process's standard input by default.

    Yields:
        Reports with unique ids, and a :class:`SourceError` for whatever could not be read, in order. A
        :class:`SourceNotice` goes before a report that was read with something to say.

    Raises:
        SourceError: ``published`` is not a day.
    """
    if published is not None and day(published) is None:
        raise SourceError("--published", f"{published!r} is not a day; give it as YYYY-MM-DD")
    seen: set[str] = set()
    for path in paths:
        for found in _read(path, published, stdin):
            yield _unique(found, seen) if isinstance(found, Report) else found


def _unique(report: Report, seen: set[str]) -> Report:
    """A second report of the same id gets a number: ``001-2``."""
    id_, number = report.id, 1
    while id_ in seen:
        number += 1
        id_ = f"{report.id}-{number}"
    seen.add(id_)
    if id_ == report.id:
        return report
    return Report(
        id=id_,
        source=report.source,
        text=report.text,
        language=report.language,
        published=report.published,
        carried=report.carried,
    )


def _read(path: str | Path, published: str | None, stdin: BinaryIO | None) -> Iterator[Found]:
    if str(path) == STDIN:
        yield from _read_stream(stdin or sys.stdin.buffer, published)
        return
    path = Path(path)
    try:
        if path.is_dir():
            yield from _read_folder(path, published)
        elif path.exists():
            yield from _read_file(path, published)
        else:
            yield SourceError(str(path), "there is no such file or folder; check the path")
    except OSError as e:
        yield SourceError(str(path), f"cannot be read ({e.strerror or e}); check its permissions")


def _read_folder(folder: Path, published: str | None) -> Iterator[Found]:
    inside = (p for p in folder.rglob("*") if not p.is_dir())
    files = sorted(p for p in inside if not any(part.startswith(".") for part in p.relative_to(folder).parts))
    if not files:
        yield SourceError(str(folder), "the folder is empty; give one with .txt, .html or .jsonl files")
    for file in files:
        yield from _read(file, published, None)


def _read_file(path: Path, published: str | None) -> Iterator[Found]:
    kind = _kind(path)
    if kind is None:
        yield SourceError(
            str(path),
            f"files of this kind ({path.suffix or 'no extension'}) are not read; "
            "give .txt, .html, .json, .jsonl or .jsonl.gz",
        )
        return
    if kind == "records":
        yield from _checked(read_records(path, published))
        return
    size = path.stat().st_size
    if size > MAX_BYTES:
        yield _too_long(str(path), f"{size:,} bytes")
        return
    yield from _READERS[kind](path.read_bytes(), str(path), path.stem, published)


def _kind(path: Path) -> str | None:
    suffix = path.suffix.lower()
    if suffix in _TEXT:
        return "text"
    if suffix in _PAGE:
        return "page"
    return "records" if is_records(path) else None


def _read_stream(stream: BinaryIO, published: str | None) -> Iterator[Found]:
    """Standard input: records where it begins with a brace, a page where it begins with a tag, otherwise one text."""
    head = stream.read(1 << 16)
    begins = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if begins == b"{":
        yield from _checked(read_records("stdin", published, head, stream))
        return
    data = head + stream.read(MAX_BYTES + 1 - len(head))
    if len(data) > MAX_BYTES:
        yield _too_long("stdin", f"more than {MAX_BYTES:,} bytes")
        return
    for found in _READERS["page" if begins == b"<" else "text"](data, "stdin", "stdin", published):
        yield replace(found, carried=True) if isinstance(found, Report) else found  # nobody can open stdin again


def _checked(found: Iterable[Found]) -> Iterator[Found]:
    """Records as they come, those longer than a report can be named instead."""
    for item in found:
        if isinstance(item, Report) and len(item.text) > MAX_CHARS:
            yield _too_long(item.source, f"{len(item.text):,} characters")
        else:
            yield item


def _read_text(data: bytes, source: str, id_: str, published: str | None) -> Iterator[Found]:
    decoded = _decoded(data, source)
    if isinstance(decoded, SourceError):
        yield decoded
        return
    yield from _notices(decoded, source)
    if len(decoded.text) > MAX_CHARS:
        yield _too_long(source, f"{len(decoded.text):,} characters")
        return
    yield Report(
        id=id_,
        source=source,
        text=decoded.text,
        published=day(published) if published else None,
        carried=decoded.encoding != "utf-8" or decoded.broken >= 0,
    )


def _read_page(data: bytes, source: str, id_: str, published: str | None) -> Iterator[Found]:
    decoded = _decoded(data, source)
    if isinstance(decoded, SourceError):
        yield decoded
        return
    page = main_text(decoded.text)
    if page is None:
        yield SourceError(source, "no article text was found in the page; save the article itself as .txt")
        return
    yield Report(
        id=id_,
        source=source,
        text=page.text,
        language=page.language,
        published=(day(published) if published else None) or page.published,
        carried=True,
    )


def _decoded(data: bytes, source: str) -> Decoded | SourceError:
    if not data:
        return SourceError(source, "the file is empty; remove it or fetch it again")
    decoded = decode(data)
    if decoded is None:
        return SourceError(source, "this is binary data, not text; convert it to .txt or .html")
    if not decoded.text.strip("\ufeff \t\r\n\u00a0\u200b"):
        return SourceError(source, "the file holds nothing but blanks; remove it or fetch it again")
    return decoded


def _notices(decoded: Decoded, source: str) -> Iterator[SourceNotice]:
    if decoded.broken >= 0:
        lost = f", {decoded.replaced} signs could not be read" if decoded.replaced else ""
        yield SourceNotice(
            source,
            f"not UTF-8 from byte {decoded.broken} on; read as {decoded.encoding}{lost}; "
            "save it as UTF-8 to be sure of every sign",
        )
    elif decoded.encoding != "utf-8":
        problem = f"read as {decoded.encoding.upper()}; save it as UTF-8 so that other tools count the same offsets"
        yield SourceNotice(source, problem)


def _too_long(source: str, size: str) -> SourceError:
    return SourceError(
        source,
        f"{size} are more than one report can have ({MAX_CHARS:,} characters); "
        "split it into one report a file, or into JSONL with one report a line",
    )


_READERS: dict[str, Callable[[bytes, str, str, str | None], Iterator[Found]]] = {"text": _read_text, "page": _read_page}
