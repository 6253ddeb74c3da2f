"""An engagement: every field with its words in the reports, all that tell it, its history, and buttons to judge."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import msgspec
from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response
from sqlalchemy import Connection

from baithak.ask.whole import Field, Origin, Saying, Whole, of_line
from baithak.gazetteer import gazetteer
from baithak.reconcile.line import SETTABLE
from baithak.record.judging import Judgement, judgements
from baithak.record.queries import Source, items, line, people_ids, text_of
from baithak.web.desk import Record
from baithak.web.pages.shown import capital
from baithak.web.pages.view import Look, look, page, segment

router = APIRouter()
_AROUND: Final = 70  # letters shown on each side of some words
_SAID: Final = 8  # words shown of a field
_JUDGED: Final = 200  # judgements among which those of an engagement are looked for


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a report with what stands around them, and where they are found in it."""

    href: str
    report: str
    before: str
    words: str
    after: str
    rule: str
    concluded: bool


class Rival(msgspec.Struct, frozen=True, kw_only=True):
    """A value not shown, with the words that say it; ``raw`` is what it would be set to."""

    raw: str
    said: str
    quotes: tuple[Quote, ...]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A field as the page shows it."""

    field: str
    name: str
    said: str
    raw: str
    why: str
    settable: bool
    quotes: tuple[Quote, ...]
    more: int
    rivals: tuple[Rival, ...]


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """A report that tells it, those that copy it, and its words."""

    source: Source
    published: str
    copies: tuple[Source, ...]
    quotes: tuple[Quote, ...]
    parts: tuple[str, ...]


@router.get("/engagement/{id}")
def engagement(request: Request, connection: Record, id: str) -> Response:  # noqa: A002
    """One engagement."""
    found = line(connection, id) if len(id) <= 40 else None
    if found is None:
        raise HTTPException(404, f"the record has no engagement {id[:40]!r}")
    how = look(request)
    whole = of_line(connection, found)
    texts = _texts(connection, whole)
    places = items(connection, found.tellings)
    ids = people_ids(connection, found.reports)
    people = [
        (how.tongue.person(p), how.tongue.office(p.office) if p.office else "", p.country,
         p.known or next((i for names in ids.values() if (i := names.get(p.name))), None), p.name)
        for p in found.people
    ]  # fmt: skip
    return page(
        request, "engagement.html", whole=whole, line=found, title=capital(how.tongue.title(found)),
        who=", ".join(name for name, *_ in people), where=how.tongue.where(found), people=people,
        fields=[_told(f, texts, how) for f in whole.fields if f.field != "people"],
        cast=next((_told(f, texts, how) for f in whole.fields if f.field == "people"), None),
        papers=[_paper(o, texts, how, places) for o in whole.sources],
        pair="-".join(_pair(found.countries)), judged=_judged(connection, found.tellings), settable=SETTABLE,
    )  # fmt: skip


def _pair(countries: Sequence[str]) -> list[str]:
    known = gazetteer()
    mine = [c for c in countries if c in known.states or c in known.organisations]
    return sorted(mine, key=lambda c: (c != "IN", c))[:2] if len(mine) > 1 else []


def _texts(connection: Connection, found: Whole) -> dict[str, str]:
    return {key: text_of(connection, key) or "" for key in found.line.reports[:40]}


def _told(one: Field, texts: Mapping[str, str], how: Look) -> Told:
    quotes = tuple(quote(s, texts) for s in one.said[:_SAID])
    rivals = tuple(
        Rival(raw=a.value, said=value(one.field, a.value, how), quotes=tuple(quote(s, texts) for s in a.said[:3]))
        for a in one.against
    )
    return Told(
        field=one.field, name=how.words.get(f"fields.{one.field}", one.field), said=value(one.field, one.value, how),
        raw="" if one.value is None else str(one.value), why=one.why, settable=one.field in SETTABLE, quotes=quotes,
        more=len(one.said) - len(quotes), rivals=rivals,
    )  # fmt: skip


def value(field: str, raw: object, how: Look) -> str:
    """A field's value in the reader's language.

    Args:
        field: The field.
        raw: Its value.
        how: How pages are shown.
    """
    if raw in (None, ()):
        return how.words("engagement.none")
    tongue = how.tongue
    if isinstance(raw, tuple):
        named = (tongue.words.topics.get(str(r), str(r)) if field == "topics" else tongue.state(str(r)) for r in raw)
        return ", ".join(named)
    word = str(raw)
    ways: dict[str, Callable[[], str]] = {
        "kind": lambda: how.words.get(f"kinds.{word}", tongue.words.measures.get(word, word)),
        "status": lambda: how.words.get(f"status.{word}", word),
        "date": lambda: tongue.day(word), "place": lambda: tongue.place(word),
        "place_country": lambda: tongue.state(word), "mechanism": lambda: tongue.mechanism(word),
        "salience": lambda: how.words.get(f"salience.{word}", word),
    }  # fmt: skip
    return ways[field]() if field in ways else word


def quote(one: Saying, texts: Mapping[str, str]) -> Quote:
    """Words with what stands around them.

    Args:
        one: The words.
        texts: Key of a report to its text.
    """
    text = texts.get(one.key, "")
    start = max(0, one.start - _AROUND)
    before = text[start : one.start].rpartition("\n")[2]
    after = text[one.end : one.end + _AROUND].partition("\n")[0]
    if start > 0 and len(before) == _AROUND:
        before = "…" + before.partition(" ")[2]
    if len(after) == _AROUND:
        after = after.rpartition(" ")[0] + "…"
    return Quote(
        href=f"/report/{segment(one.key)}?at={one.start}-{one.end}#here", report=one.report, before=before,
        words=one.words, after=after, rule=one.rule, concluded=one.concluded,
    )  # fmt: skip


def _paper(
    one: Origin, texts: Mapping[str, str], how: Look, places: Mapping[str, tuple[str, int]]
) -> Paper:
    keys = {one.report.key, *(c.key for c in one.copies)}
    return Paper(
        source=one.report, copies=one.copies, quotes=tuple(quote(s, texts) for s in one.said[:4]),
        published=how.tongue.day(one.report.published) if one.report.published else how.words("engagement.no_day"),
        parts=tuple(t for t, (key, _) in places.items() if key in keys),
    )  # fmt: skip


def _judged(connection: Connection, tellings: Sequence[str]) -> list[Judgement]:
    """What people have said of it, the newest first."""
    found = judgements(connection, limit=_JUDGED)
    return [j for j in found if {j.subject, j.other} & {*tellings}]
