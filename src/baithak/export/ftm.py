"""FollowTheMoney entities (JSON Lines), written directly: engagements, people, what they act for, offices, reports.

The schemata and properties are those of followthemoney 4.11; a test holds them to the library where it is installed.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import BinaryIO

import msgspec

from baithak.export.days import reduced, window
from baithak.export.sides import sides
from baithak.export.told import Evidence, Told
from baithak.export.wording import address, facts, plain, title, where
from baithak.gazetteer import Official, gazetteer
from baithak.reconcile.values import Named

_LANGUAGES = {"hi": "hin", "en": "eng", "ru": "rus", "ur": "urd", "bn": "ben", "mr": "mar", "ta": "tam", "te": "tel"}
Entity = dict[str, object]
Properties = dict[str, list[str]]


def write(told: Iterator[Told], out: BinaryIO) -> list[str]:
    """Write engagements and reports as they come, then those who took part.

    Args:
        told: The engagements.
        out: Where to.

    Returns:
        What a person should know; nothing.
    """
    cast = _Cast()
    reports: set[str] = set()
    for one in told:
        out.write(_line(_event(one, cast)))
        for evidence in one.evidence:
            if evidence.report.key not in reports:
                reports.add(evidence.report.key)
                out.write(_line(_article(evidence)))
    for entity in cast.entities():
        out.write(_line(entity))
    return []


class _Cast:
    """Those who took part, gathered over all engagements: as many as the record has people."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[str, dict[str, set[str]]]] = {}

    def add(self, id: str, schema: str, properties: Properties) -> str:  # noqa: A002
        """Add what one engagement tells of an entity."""
        kept = self._found.setdefault(id, (schema, {}))[1]
        for name, values in properties.items():
            kept.setdefault(name, set()).update(v for v in values if v)
        return id

    def entities(self) -> Iterator[Entity]:
        """Each entity once, in the order of their ids."""
        for id, (schema, properties) in sorted(self._found.items()):  # noqa: A001
            yield _entity(id, schema, {name: sorted(values) for name, values in properties.items()})


def _event(told: Told, cast: _Cast) -> Entity:
    line = told.line
    start, end = reduced(line.date)
    involved = [_person(id, p, cast) for id, p in zip(told.people, line.people, strict=True)]  # noqa: A001
    involved += [_body(side, cast) for side in line.countries]
    dates: Properties = {"startDate": [start or ""], "endDate": [end or ""]} if end else {"date": [start or ""]}
    return _entity(
        f"baithak-{line.id}", "Event",
        {
            "name": [title(line)], **dates, "involved": list(dict.fromkeys(involved)),
            "organizer": [_body(line.place_country, cast)] if _hosted(told) and line.place_country else [],
            "location": [where(line)], "country": [c for c in map(_country, line.countries) if c],
            "summary": ["\n".join(facts(told))],
            "description": [plain(q.words) for e in told.evidence for q in e.quotes],
            "keywords": [line.kind, line.status, *line.topics], "recordId": [line.id],
            "proof": [_report_id(e) for e in told.evidence],
            "sourceUrl": [a for e in told.evidence if (a := address(e.report.source))],
            "publisher": [a for e in told.evidence for a in e.report.agencies],
            "modifiedAt": [told.added.removesuffix("Z")],  # as FollowTheMoney writes UTC
        },
    )  # fmt: skip


def _hosted(told: Told) -> bool:
    line = told.line
    return line.kind in ("meeting", "session", "summit", "signing") and line.place_country in line.countries


def _person(id: str, person: Named, cast: _Cast) -> str:  # noqa: A002
    holder = f"baithak-person-{_key(id)}"
    known = gazetteer().people.get(person.known or "")
    country = _country(person.country)
    cast.add(
        holder, "Person",
        {
            "name": [known.name if known else plain(person.name)],
            "alias": [*known.latin, *known.cyrillic] if known else [],
            "country": [country] if country else [], "position": [plain(person.office or "")],
        },
    )  # fmt: skip
    if person.office and person.country and not person.office.startswith("former "):
        _occupancy(holder, person.office, person.country, known, cast)
    return holder


def _occupancy(holder: str, office: str, side: str, known: Official | None, cast: _Cast) -> None:
    """The office that a report gives; its term where the register has one."""
    slug = _key(f"{office}-{side}")
    country = _country(side)
    properties = {"name": [f"{office.capitalize()}, {sides().name(side)}"], "organization": [_body(side, cast)]}
    post = cast.add(f"baithak-post-{slug}", "Position", {**properties, "country": [country] if country else []})
    terms = [t for t in known.terms if t.office == office] if known else []
    for number, term in enumerate(terms or [None]):
        told: Properties = {"holder": [holder], "post": [post]}
        if term:
            told |= {"startDate": [_bound(term.start)], "endDate": [_bound(term.end)]}
            told["sourceUrl"] = [address(term.source or "") or ""]
        cast.add(f"baithak-term-{holder.removeprefix('baithak-person-')}-{slug}-{number}", "Occupancy", told)


def _bound(edtf: str | None) -> str:
    return reduced(edtf)[0] or "" if window(edtf) else ""


def _body(side: str, cast: _Cast) -> str:
    schema = "PublicBody" if side in sides().states else "Organization"
    country = _country(side)
    properties = {"name": [sides().government(side)], "country": [country] if country else []}
    return cast.add(f"baithak-side-{_key(side)}", schema, properties)


def _country(side: str | None) -> str | None:
    """A country as FollowTheMoney writes it; organisations are none, save the European Union."""
    return side.lower() if side and (side in sides().states or side == "EU") else None


def _report_id(evidence: Evidence) -> str:
    return f"baithak-{evidence.report.key}"


def _article(evidence: Evidence) -> Entity:
    report = evidence.report
    properties = {
        "fileName": [plain(report.id)], "title": [plain(report.id)], "sourceUrl": [address(report.source) or ""],
        "language": [_LANGUAGES.get(report.language, "")], "publishedAt": [reduced(report.published)[0] or ""],
        "publisher": list(report.agencies),
    }  # fmt: skip
    return _entity(_report_id(evidence), "Article", properties)


def _key(name: str) -> str:
    """A name as a part of an id: letters, digits and hyphens, as ids of FollowTheMoney are."""
    slug = "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in name.lower()).split())
    if slug == name.lower().replace(" ", "-"):
        return slug
    return f"{slug}-{sha256(name.encode()).hexdigest()[:8]}".strip("-")


def _entity(id: str, schema: str, properties: Properties) -> Entity:  # noqa: A002
    kept = {name: list(dict.fromkeys(v for v in values if v)) for name, values in properties.items()}
    return {"id": id, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _line(entity: Entity) -> bytes:
    return msgspec.json.encode(entity) + b"\n"
