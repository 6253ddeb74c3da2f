"""Adding reports: pasted or dropped, seen with their marks before they are kept."""

from __future__ import annotations

import base64
import binascii
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Final

import msgspec
from fastapi import APIRouter, File, Form, HTTPException, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from baithak.errors import BaithakError, SourceError, SourceNotice
from baithak.explain import Explained, Explanation, explain
from baithak.export.days import exact
from baithak.model import Report
from baithak.reading import read, reader_of
from baithak.record import adding
from baithak.record.ids import digest
from baithak.sources import read_paths
from baithak.web.auth import Editor
from baithak.web.desk import Record, TheDesk
from baithak.web.pages.marked import Piece, Stretch, cut
from baithak.web.pages.report import worded
from baithak.web.pages.view import Look, look, page

router = APIRouter()
_FILES: Final = 20  # files at one time
_SIGNS: Final = 1_200_000  # bytes of all their texts, so that they can be sent back to be kept
_LONG: Final = 200
_ORDER: Final = ("engagements", "commitments", "appointments", "measures", "people")
_OWN: Final = ("body", "headline")  # lines that are the report's


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """Something read: its sort and title, and its fields with their values and the words and rules that say them."""

    sort: str
    title: str
    rows: list[tuple[str, str, list[tuple[str, str]]]]


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """A report as it was read, before it is kept."""

    report: Report
    found: Explanation
    pieces: list[Piece]
    known: bool
    read: list[Read]


class _Kept(msgspec.Struct):
    """A report on its way from one page to the next."""

    id: str
    source: str
    text: str
    language: str | None
    published: str | None


@router.get("/add")
def form(request: Request) -> Response:
    """The page on which reports are pasted or dropped."""
    return page(request, "add.html", problems=[], previews=[], packed="", text="", id="", published="")


@router.post("/add")
def preview(
    request: Request, connection: Record, who: Editor, text: Annotated[str, Form()] = "",
    id: Annotated[str, Form(max_length=_LONG)] = "",  # noqa: A002
    published: Annotated[str, Form(max_length=10)] = "", files: Annotated[list[UploadFile] | None, File()] = None,
) -> Response:  # fmt: skip
    """Read reports and show them; nothing is kept."""
    how, day = look(request), published.strip() or None
    problems: list[str] = []
    reports: list[Report] = []
    if day is not None and exact(day) is None:
        problems.append(f"{day} is no day of the calendar; write 2025-12-05")
        day = None
    body = text.replace("\r\n", "\n").strip("\n")
    if body.strip():
        own = id.strip() or f"pasted-{digest(body)}"
        reports.append(Report(id=own, source="desk", text=body, published=day, carried=True))
    for found in _uploaded([f for f in files or () if f.filename], day):
        reports += [found] if isinstance(found, Report) else []
        problems += [str(found)] if isinstance(found, SourceError) else []
    if sum(len(r.text.encode()) for r in reports) > _SIGNS:
        raise HTTPException(413, "these are more than 1 MB together; add them in parts, or with: baithak add")
    previews = []
    for one in reports[:_FILES]:
        try:
            with request.app.state.limits.reading:
                found_ = explain(reader_of(one), one)
            known = adding.known(connection, one)
            read_ = [_read(r, how) for r in sorted(found_.records, key=lambda r: _ORDER.index(r.sort))]
            previews.append(Preview(report=one, found=found_, pieces=_pieces(found_), known=known, read=read_))
        except SourceError as e:
            problems.append(f"{one.id}: {e.problem}")
    if not reports and not problems:
        problems.append("empty")
    return page(
        request, "add.html", 200 if previews else 422, problems=problems, previews=previews, text=body, id=id,
        packed=_packed(p.report for p in previews if not p.known), published=published,
    )  # fmt: skip


@router.post("/add/keep")
def keep(request: Request, here: TheDesk, who: Editor, packed: Annotated[str, Form()]) -> Response:
    """Read the same reports again, and keep them."""
    try:
        some = msgspec.json.decode(base64.b64decode(packed, validate=True), type=list[_Kept])
    except (binascii.Error, msgspec.MsgspecError, ValueError):
        raise HTTPException(422, "what was to be kept did not arrive whole; add it again") from None
    done = []
    for one in some[:_FILES]:
        report = Report(
            id=one.id[:_LONG] or f"pasted-{digest(one.text)}", source=one.source[:_LONG], text=one.text,
            language=one.language, published=one.published if exact(one.published or "") else None, carried=True,
        )  # fmt: skip
        try:
            with request.app.state.limits.reading:
                reading = read(report)
        except BaithakError as e:
            raise HTTPException(422, str(e)) from None
        with here.store.writing() as connection:
            pack = here.pack(reading.report.language)
            done.append(adding.add(connection, report, reading, at=here.now(), pack=pack))
    if len(done) == 1:
        return RedirectResponse(f"/report/{done[0].key}?added=1", 303)
    return RedirectResponse(f"/new?since={here.now()[:10]}&added={len(done)}", 303)


def _uploaded(files: Sequence[UploadFile], day: str | None) -> Iterator[Report | SourceError]:
    """What is in files that were sent: the readers of files read them, from a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="baithak-") as folder:
        paths = []
        for number, one in enumerate(files[:_FILES]):
            there = Path(folder) / str(number)
            there.mkdir()
            paths.append(there / _safe(one.filename or ""))
            paths[-1].write_bytes(one.file.read())
        for found in read_paths(paths, published=day):
            if isinstance(found, SourceNotice):
                continue
            if isinstance(found, SourceError):
                yield SourceError(Path(found.source).name, found.problem)
            else:
                yield msgspec.structs.replace(found, source=Path(found.source).name, carried=True)


def _safe(name: str) -> str:
    """The name of a file without any folder."""
    last = Path(name.replace("\\", "/")).name.replace("\0", "")
    return last[-100:].lstrip(".") or "report.txt"


def _read(one: Explained, how: Look) -> Read:
    rows: dict[tuple[str, str], dict[tuple[str, str], None]] = {}
    for cause in one.causes:
        value = worded(cause.field, msgspec.json.encode(cause.value).decode(), how)
        rows.setdefault((cause.field, value), {})[cause.words, cause.rule] = None
    return Read(sort=one.sort, title=one.title, rows=[(f, v, list(said)) for (f, v), said in rows.items()])


def _packed(reports: Iterable[Report]) -> str:
    some = [_Kept(r.id, r.source, r.text, r.language, r.published) for r in reports]
    return base64.b64encode(msgspec.json.encode(some)).decode() if some else ""


def _pieces(found: Explanation) -> list[Piece]:
    stretches = [Stretch(m.start, m.end, m.kind) for m in found.marks]
    stretches += [Stretch(x.start, x.end, "furniture") for x in found.lines if x.role not in _OWN]
    evidence = [(s.start, s.end) for r in found.records if r.sort != "people" for s in r.evidence]
    return cut(found.text, [*stretches, *(Stretch(a, b, "evidence") for a, b in evidence)])


