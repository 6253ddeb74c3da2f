"""Engagements: listed by filters and words, and each one whole."""

from __future__ import annotations

from io import BytesIO
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Depends, HTTPException, Path, Query
from fastapi.responses import Response
from sqlalchemy import Connection, select

from baithak.ask.rows import row
from baithak.ask.wanted import AskError, wanted
from baithak.ask.whole import Field, Saying, Whole, of_line
from baithak.export import linked
from baithak.export.told import told as with_words
from baithak.reconcile.values import Line
from baithak.record.finding import entries, terms
from baithak.record.queries import Place, Wanted, items, line, lines, people_ids, place_of
from baithak.record.schema import telling
from baithak.web.api import cursors, shapes
from baithak.web.api.asked import LINKED, Ask, json_values
from baithak.web.api.cursors import Cursor, Limit
from baithak.web.api.schema import answers
from baithak.web.desk import Record

router = APIRouter(tags=["engagements"])
_FOUND = 500  # tellings found by words, the newest
Format = Annotated[Literal["json", "json-ld"] | None, Query(description="Instead of the Accept header.")]
Id = Annotated[str, Path(min_length=1, max_length=40, description="Its id, or that of any telling of it.")]


class Filters:
    """What is asked of engagements, as in ``baithak timeline``.

    All of it must hold; several kinds or statuses are alternatives.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - one for each thing that can be asked
        self,
        pair: Annotated[str | None, Query(max_length=80, description="Sides that all took part: `IN,RU`.")] = None,
        person: Annotated[str | None, Query(max_length=120, description="An id, or a name in any script.")] = None,
        mechanism: Annotated[str | None, Query(max_length=200, description="Its name or a part of it.")] = None,
        topic: Annotated[str | None, Query(max_length=40)] = None,
        kind: Annotated[list[shapes.Kind] | None, Query()] = None,
        status: Annotated[list[shapes.Status] | None, Query()] = None,
        since: Annotated[str | None, Query(max_length=40, description="Day, month or year (EDTF).")] = None,
        until: Annotated[str | None, Query(max_length=40, description="Day, month or year (EDTF).")] = None,
        q: Annotated[str | None, Query(max_length=400, description="Words in any script, all of them told.")] = None,
    ) -> None:
        self._asked: dict[str, Any] = {
            "pair": pair, "person": person, "mechanism": mechanism, "topic": topic, "kind": kind or (),
            "status": status or (), "since": since, "until": until,
        }  # fmt: skip
        self._words = q

    def wanted(self, connection: Connection) -> Wanted:
        """What is asked for, the newest first.

        Args:
            connection: A transaction.

        Raises:
            AskError: Something cannot be understood or is not in the record.
        """
        asked = msgspec.structs.replace(wanted(connection, **self._asked), newest=True)
        return asked if self._words is None else msgspec.structs.replace(asked, ids=self._found(connection))

    def _found(self, connection: Connection) -> tuple[str, ...]:
        looked = terms(connection, self._words or "")
        if not looked:
            raise AskError("q: no word to look for; write a name, a place or words of a report")
        refs = entries(connection, looked, "telling", _FOUND)
        asked = select(telling.c.engagement).where(telling.c.id.in_(refs), telling.c.engagement.is_not(None))
        return tuple(str(id_) for id_ in connection.scalars(asked.distinct()))


Filtered = Annotated[Filters, Depends()]


@router.get("/engagements", summary="Engagements, the newest first", **answers(shapes.Engagements, linked=True))
def engagements(
    ask: Ask, connection: Record, filters: Filtered, limit: Limit = 50, cursor: Cursor = None,
    format: Format = None,  # noqa: A002
) -> Response:  # fmt: skip
    """Who met whom and when, the undated last; the same filters as `baithak timeline`, and words of the reports."""
    ask.fresh(connection)
    after = cursors.read(cursor, tuple[cursors.Day | None, cursors.Day | None, cursors.Text])
    asked = filters.wanted(connection)
    asked = msgspec.structs.replace(asked, limit=limit + 1, after=Place(*after) if after else None)
    found = list(lines(connection, asked))
    more = len(found) > limit
    found = found[:limit]
    place = place_of(connection, found[-1].id) if more else None
    mark = cursors.written(place) if place else None
    if ask.wants_linked:
        return _linked(ask, connection, found, mark)
    return ask.page([row(one) for one in found], mark)


def _linked(ask: Ask, connection: Connection, found: list[Line], mark: str | None = None) -> Response:
    out = BytesIO()
    linked.write(with_words(connection, found), out)
    link = ask.next_link(mark)
    return ask.raw(out.getvalue(), LINKED, {"link": f'<{link}>; rel="next"'} if link else None)


@router.get("/engagements/{id}", summary="An engagement whole", **answers(shapes.Whole, linked=True))
def engagement(ask: Ask, connection: Record, id: Id, format: Format = None) -> Response:  # noqa: A002
    """Every field with why it is shown, the words that say it and what contradicts it; history; how the date came."""
    ask.fresh(connection)
    found = _line(connection, id)
    if ask.wants_linked:
        return _linked(ask, connection, [found])
    return ask.json(_whole(connection, found), headers={"content-location": f"/api/v1/engagements/{found.id}"})


@router.get("/engagements/{id}/statements", summary="What reports state of it", **answers(shapes.Statements))
def statements(ask: Ask, connection: Record, id: Id) -> Response:  # noqa: A002
    """Every statement on which its fields stand, each with its words and their place in the report."""
    ask.fresh(connection)
    whole = of_line(connection, _line(connection, id))
    said = {(s.key, s.start, s.end, s.field, s.value): s for s in _all(whole)}
    return ask.json({"items": json_values(said.values())})


@router.get("/engagements/{id}/history", summary="What was said when", **answers(shapes.Steps))
def history(ask: Ask, connection: Record, id: Id) -> Response:  # noqa: A002
    """Announced, postponed, held: what reports said of its state, in the order told."""
    ask.fresh(connection)
    return ask.json({"items": of_line(connection, _line(connection, id)).history})


@router.get("/engagements/{id}/conflicts", summary="Where its reports differ", **answers(shapes.Fields))
def conflicts(ask: Ask, connection: Record, id: Id) -> Response:  # noqa: A002
    """The fields on which reports contradict each other, with the words of each side."""
    ask.fresh(connection)
    whole = of_line(connection, _line(connection, id))
    return ask.json({"items": [_field(f) for f in whole.fields if f.against]})


def _line(connection: Connection, id: str) -> Line:  # noqa: A002
    found = line(connection, id)
    if found is None:
        raise HTTPException(404, f"the record has no engagement {id!r}; ids stand in /api/v1/engagements")
    return found


def _whole(connection: Connection, found: Line) -> dict[str, Any]:
    whole = of_line(connection, found)
    people = people_ids(connection, found.reports)
    there = items(connection, found.tellings)
    origins = [
        {"report": o.report, "copies": o.copies, "said": json_values(o.said)} for o in whole.sources
    ]  # fmt: skip
    return {
        **row(found), "fields": [_field(f) for f in whole.fields], "history": whole.history, "origins": origins,
        "participants": [
            {"id": _person(p.name, found, people) or p.known, "name": p.name, "country": p.country, "office": p.office}
            for p in found.people
        ],
        "derivation": _derivation(whole),
        "tellings": [
            {"id": t, "report": there[t][0], "item": there[t][1]} for t in found.tellings if t in there
        ],
    }  # fmt: skip


def _person(name: str, found: Line, people: dict[str, dict[str, str]]) -> str | None:
    return next((id_ for key in found.reports if (id_ := people.get(key, {}).get(name))), None)


def _field(one: Field) -> dict[str, Any]:
    against = [{"value": a.value, "said": json_values(a.said)} for a in one.against]
    return {"field": one.field, "value": one.value, "why": one.why, "said": json_values(one.said), "against": against}


def _derivation(whole: Whole) -> list[dict[str, Any]]:
    """How each report's words gave a date, the shown and the others."""
    published = {r.key: r.published for o in whole.sources for r in (o.report, *o.copies)}
    dated = next((f for f in whole.fields if f.field == "date"), None)
    said = [*dated.said, *(s for a in dated.against for s in a.said)] if dated else []
    return [
        {
            "report": s.report, "key": s.key, "published": published.get(s.key), "words": s.words, "rule": s.rule,
            "date": msgspec.Raw(s.value.encode()),
        }
        for s in said
    ]  # fmt: skip


def _all(whole: Whole) -> list[Saying]:
    out = [s for o in whole.sources for s in o.said]
    for field in whole.fields:
        out += [*field.said, *(s for a in field.against for s in a.said)]
    return out
