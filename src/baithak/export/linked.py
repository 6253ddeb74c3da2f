"""JSON-LD 1.1 in the words of schema.org: an Event for each engagement, an EventSeries for each mechanism."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import quote

import msgspec

from baithak.edtf import clash
from baithak.export.days import reduced
from baithak.export.sides import sides
from baithak.export.told import Evidence, Told
from baithak.export.wording import address, facts, title
from baithak.reconcile.values import Line

_SCHEMA = "https://schema.org/"
#: Terms beside schema.org's: the date as the record knows it (EDTF, with the type that the Library of Congress names),
#: places in a text as in the Web Annotation vocabulary, and what only this record has.
_CONTEXT: list[object] = [
    "https://schema.org",
    {
        "edtf": {"@id": "http://purl.org/dc/terms/date", "@type": "http://id.loc.gov/datatypes/edtf/EDTF"},
        "textStart": "http://www.w3.org/ns/oa#start",
        "textEnd": "http://www.w3.org/ns/oa#end",
        "kind": "urn:baithak:term:kind",
        "stand": "urn:baithak:term:status",
        "ordinal": "urn:baithak:term:ordinal",
        "conflict": "urn:baithak:term:conflict",
    },
]
_HOSTED = ("meeting", "session", "summit", "signing")
Node = dict[str, object]


def write(told: Iterator[Told], out: BinaryIO) -> list[str]:
    """Write one document: the events, then the series that they belong to.

    Args:
        told: The engagements.
        out: Where to.

    Returns:
        What a person should know; nothing.
    """
    series: dict[str, list[Node]] = {}
    out.write(b'{"@context":' + msgspec.json.encode(_CONTEXT) + b',"@graph":[')
    between = b"\n"
    for one in told:
        out.write(between + msgspec.json.encode(event(one)))
        between = b",\n"
        if one.line.mechanism:
            series.setdefault(one.line.mechanism, []).append({"@id": _id("engagement", one.line.id)})
    for name, parts in sorted(series.items()):
        out.write(between + msgspec.json.encode({**_series(name), "subEvent": parts}))
        between = b",\n"
    out.write(b"\n]}\n")
    return []


def event(told: Told) -> Node:
    """An engagement as a schema.org Event.

    Args:
        told: The engagement.
    """
    line = told.line
    start, end = reduced(line.date)
    made: dict[str, object | None] = {
        "@id": _id("engagement", line.id), "@type": "Event", "identifier": line.id, "name": title(line),
        "description": ". ".join(facts(told)) + ".", "startDate": start, "endDate": end, "edtf": line.date,
        **_status(line), "location": _location(line), "organizer": _host(line), "attendee": _attendees(told),
        "superEvent": _series(line.mechanism) if line.mechanism else None, "keywords": list(line.topics),
        "kind": line.kind, "stand": line.status, "ordinal": line.ordinal,
        "conflict": [s.field for s in line.conflicts], "subjectOf": [_report(e) for e in told.evidence],
    }  # fmt: skip
    return {key: value for key, value in made.items() if value not in (None, [], "")}


def _id(kind: str, name: str) -> str:
    return f"urn:baithak:{kind}:{quote(name, safe='')}"


def _status(line: Line) -> Node:
    """schema.org knows no *held*: what was held is an event as scheduled, and its ``stand`` says the rest."""
    mode = "Online" if line.kind == "call" else "Offline"
    made: Node = {"eventAttendanceMode": f"{_SCHEMA}{mode}EventAttendanceMode"}
    if line.status == "cancelled":
        return {**made, "eventStatus": f"{_SCHEMA}EventCancelled"}
    plans = [day for _, status, day, _ in line.history if status in ("planned", "cancelled") and clash(day, line.date)]
    before = list(dict.fromkeys(day for day in (reduced(told)[0] for told in plans) if day))
    if line.status == "planned" and before:
        return {**made, "eventStatus": f"{_SCHEMA}EventRescheduled", "previousStartDate": before}
    return {**made, "eventStatus": f"{_SCHEMA}EventScheduled"}


def _location(line: Line) -> Node | None:
    if line.kind == "call":
        return None
    if line.place:
        where: Node = {"@type": "PostalAddress", "addressLocality": line.place}
        if line.place_country:
            where["addressCountry"] = line.place_country
        return {"@type": "Place", "name": line.place, "address": where}
    if line.place_country:
        return {"@type": "Country", "name": sides().name(line.place_country), "identifier": line.place_country}
    return None


def _host(line: Line) -> Node | None:
    here = line.place_country
    return _side(here) if here and here in line.countries and line.kind in _HOSTED else None


def _side(side: str) -> Node:
    sort = "GovernmentOrganization" if side in sides().states else "Organization"
    return {"@id": _id("side", side), "@type": sort, "name": sides().government(side), "identifier": side}


def _attendees(told: Told) -> list[Node]:
    """Those named, each of a government; and the sides for which nobody is named."""
    out: list[Node] = []
    for id, person in zip(told.people, told.line.people, strict=True):  # noqa: A001
        made: Node = {"@id": _id("person", id), "@type": "Person", "name": person.name}
        if person.office:
            made["jobTitle"] = person.office
        if person.country:
            made["affiliation"] = _side(person.country)
        out.append(made)
    spoken = {p.country for p in told.line.people}
    return out + [_side(side) for side in told.line.countries if side not in spoken]


def _series(name: str) -> Node:
    slug = "-".join(name.lower().replace("\u2013", "-").split())
    return {"@id": _id("mechanism", slug), "@type": "EventSeries", "name": name}


def _report(evidence: Evidence) -> Node:
    report = evidence.report
    made: Node = {"@id": _id("report", report.key), "@type": "NewsArticle", "identifier": report.id}
    if report.language != "und":
        made["inLanguage"] = report.language
    if address(report.source):
        made["url"] = report.source
    if report.published:
        made["datePublished"] = report.published
    if report.agencies:
        made["sourceOrganization"] = [{"@type": "NewsMediaOrganization", "name": a} for a in report.agencies]
    made["hasPart"] = [
        {"@type": "Quotation", "text": q.words, "textStart": q.start, "textEnd": q.end} for q in evidence.quotes
    ]
    return made
