"""What is left to a person: engagements that may be one, days and places on which reports differ, names and offices."""

from __future__ import annotations

from typing import Annotated, Final, Literal

import msgspec
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from sqlalchemy import Connection, select

from baithak.ask.whole import Field, Whole, of_line
from baithak.reconcile.people import strangers
from baithak.reconcile.values import Line
from baithak.record.doubtful import Doubtful, Mark, doubtful
from baithak.record.queries import lines_by_ids, text_of
from baithak.record.schema import doubt, engagement, report
from baithak.web.desk import Record
from baithak.web.pages.engagement import Quote, quote, value
from baithak.web.pages.shown import Shown, shown
from baithak.web.pages.view import Look, look, page, query

router = APIRouter()
_LOOKED: Final = 60  # reports gone through for one page
_SHOWN: Final = 8  # pairs on a page
_DATES: Final = 12
_NAMES: Final = 25


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of two that may be the same: what it is, and the words that tell it."""

    line: Shown
    quotes: tuple[Quote, ...]


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two engagements that may be one."""

    first: str
    second: str
    score: float
    reasons: tuple[tuple[str, float], ...]
    sides: tuple[Side, Side]


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """A value that a report tells."""

    raw: str
    said: str
    is_shown: bool
    quotes: tuple[Quote, ...]


class Differing(msgspec.Struct, frozen=True, kw_only=True):
    """A field of an engagement on which reports differ."""

    line: Shown
    field: str
    name: str
    why: str
    choices: tuple[Choice, ...]


@router.get("/review")
def review(
    request: Request, connection: Record, tab: Literal["merges", "dates", "names"] = "merges",
    after: Annotated[str | None, Query(max_length=80)] = None, number: Annotated[int, Query(ge=1, le=200)] = 1,
) -> Response:  # fmt: skip
    """A queue."""
    how = look(request)
    if tab == "merges":
        found, mark = doubtful(connection, _mark(after), _LOOKED)
        rows = list(_pairs(connection, found[:_SHOWN], how))
        further = query(tab=tab, after=f"{mark.added}|{mark.key}") if mark else ""
        return page(
            request, "review.html", tab=tab, pairs=rows, further=further, begun=after is not None, looked=_LOOKED,
            differing=[], names=[], number=number, left=max(0, len(found) - _SHOWN),
        )  # fmt: skip
    differing = _differing(connection, how, number) if tab == "dates" else []
    names = _names(connection, number) if tab == "names" else []
    full = len(differing) >= _DATES or len(names) >= _NAMES
    return page(
        request, "review.html", tab=tab, pairs=[], differing=differing, names=names, looked=0, left=0, begun=number > 1,
        further=query(tab=tab, number=number + 1) if full else "", number=number,
    )  # fmt: skip


def _mark(after: str | None) -> Mark | None:
    added, _, key = (after or "").partition("|")
    return Mark(added, key) if added and key else None


def _pairs(connection: Connection, found: list[Doubtful], how: Look) -> list[Pair]:
    lines = {line.id: line for line in lines_by_ids(connection, (i for d in found for i in d.lines))}
    out = []
    for one in found:
        if not {*one.lines} <= {*lines} or strangers(*(lines[i].people for i in one.lines)):
            continue
        a, b = (_side(connection, lines[i], how) for i in one.lines)
        reasons = tuple((r.what, r.weight) for r in sorted(one.reasons, key=lambda r: -r.weight))
        out.append(Pair(first=one.first, second=one.second, score=one.score, reasons=reasons, sides=(a, b)))
    return out


def _side(connection: Connection, line: Line, how: Look) -> Side:
    whole = of_line(connection, line)
    texts = {key: text_of(connection, key) or "" for key in line.reports[:3]}
    said = [s for origin in whole.sources[:2] for s in origin.said[:2]]
    return Side(line=shown(line, how), quotes=tuple(quote(s, texts) for s in said))


def _differing(connection: Connection, how: Look, number: int) -> list[Differing]:
    """Fields of the newest engagements on which reports differ, and of which nobody has said anything."""
    e = engagement.c
    asked = select(e.id).where(e.conflicts > 0).order_by(e.first.is_(None), e.first.desc(), e.id)
    ids = list(connection.scalars(asked.limit(_DATES).offset((number - 1) * _DATES)))
    lines = {line.id: line for line in lines_by_ids(connection, ids)}
    out: list[Differing] = []
    for id_ in ids:
        whole = of_line(connection, lines[id_])
        texts = {key: text_of(connection, key) or "" for key in lines[id_].reports[:8]}
        out += [_one(whole, f, texts, how) for f in whole.fields if f.against and not _is_settled(f)]
    return out


def _is_settled(one: Field) -> bool:
    return one.why.startswith(("set by ", "confirmed by "))


def _one(whole: Whole, one: Field, texts: dict[str, str], how: Look) -> Differing:
    own = Choice(
        raw=str(one.value), said=value(one.field, one.value, how), is_shown=True,
        quotes=tuple(quote(s, texts) for s in one.said[:3]),
    )  # fmt: skip
    others = [
        Choice(
            raw=a.value, said=value(one.field, a.value, how), is_shown=False,
            quotes=tuple(quote(s, texts) for s in a.said[:3]),
        )
        for a in one.against
    ]  # fmt: skip
    return Differing(
        line=shown(whole.line, how), field=one.field, name=how.words.get(f"fields.{one.field}", one.field), why=one.why,
        choices=(own, *others),
    )  # fmt: skip


def _names(connection: Connection, number: int) -> list[dict[str, object]]:
    """Offices and holders that the register contradicts, those of the newest reports first."""
    d = doubt.c
    asked = select(doubt, report.c.id, report.c.published, report.c.text).join(report, report.c.key == d.report)
    rows = connection.execute(
        asked.order_by(report.c.day.desc(), d.report, d.number).limit(_NAMES).offset((number - 1) * _NAMES)
    )
    return [
        {**row._mapping, "words": row.text[row.start : row.end], "text": "",
         "href": f"/report/{row.report}?at={row.start}-{row.end}#here"}
        for row in rows
    ]  # fmt: skip
