"""PLOVER rows (JSON Lines): the event data of political science, by its codebook.

Sections in the comments are those of the manual in openeventdata/PLOVER (draft 2.0). The status tells
the category: what was held is CONSULT (3.2) or, for a signing, SUPPORT (3.3); what is announced is AGREE (3.1: future
CONSULT and SUPPORT; 3.2: future meetings); a cancelled meeting is REJECT (3.13). A line of the record that was first
announced and then held gives a row for each, joined by ``link``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

import msgspec

from baithak import __version__
from baithak.export.days import exact, window
from baithak.export.sides import sides
from baithak.export.told import Evidence, Told
from baithak.export.wording import address, where, within
from baithak.reconcile.values import Line, Named

_VERBAL_COOPERATION, _VERBAL_CONFLICT = 1, 3
_CITY, _STATE = 4, 1  # resolution of a place
#: Topics of the record to contexts of 2.2 and chapter 4; every row is ``diplomatic`` (4.20) besides.
_CONTEXTS = {
    "defence": "military", "trade": "economic", "investment": "economic", "finance": "economic",
    "energy": "natural_resource", "space": "technology", "technology": "technology", "science": "technology",
    "cyber": "cyber", "health": "health", "mobility": "migration", "terrorism": "terrorism", "border": "territory",
    "climate": "environment",
}  # fmt: skip
#: Words of an office to sectors of 5.2; the first that is found; otherwise who acts for a state is of its government.
_SECTORS = (
    ("former ", "ELI"), ("defence staff", "MIL"), ("army", "MIL"), ("navy", "MIL"), ("naval staff", "MIL"),
    ("air staff", "MIL"), ("general staff", "MIL"), ("speaker", "LEG"), ("parliament", "LEG"), ("chief justice", "JUD"),
    ("intelligence", "SPY"),
)  # fmt: skip
_RESIDENT = ("ambassador", "high commissioner", "consul", "charg")
_SPECIAL = {"UN": "UNO", "EU": "EUR", "XK": "KOS"}  # 5.1
Row = dict[str, object]


def write(told: Iterator[Told], out: BinaryIO) -> list[str]:
    """Write a row for each thing that the record knows of an engagement: announced, held, cancelled.

    Args:
        told: The engagements.
        out: Where to.

    Returns:
        What a person should know: how many rows have no day.
    """
    left = 0
    for one in told:
        for row in rows(one):
            if row is None:
                left += 1
            else:
                out.write(msgspec.json.encode(row) + b"\n")
    return [f"{left} rows left out: PLOVER needs a day, and the record does not know it"] if left else []


def rows(told: Told) -> Iterator[Row | None]:
    """The rows of one engagement in the order of its history; None for one whose day is not known.

    Args:
        told: The engagement.
    """
    line = told.line
    done = {"held", "ongoing"} & {line.status}
    for status in dict.fromkeys(s for _, s, _, _ in line.history):
        if status in ("held", "ongoing") and status != line.status:
            continue
        if done and status == "cancelled":
            continue  # put off, then held: the record does not know by whom, and the meeting was
        yield _row(told, status, next((d for d, s, at, _ in line.history if s == status and _fresh(d, at)), None))
    if line.status not in {s for _, s, _, _ in line.history}:  # as a person has set it
        yield _row(told, line.status, line.history[-1][0] if line.history else None)


def _fresh(published: int | None, planned: str | None) -> bool:
    """Whether a report can be the announcement: one that looks back on a plan tells no day on which it was made."""
    days = window(planned)
    return published is not None and (days is None or published <= days[1].toordinal())


def _row(told: Told, status: str, published: int | None) -> Row | None:
    line = told.line
    days = exact(line.date) if status in ("held", "ongoing") else None
    if days is None and (status in ("held", "ongoing") or published is None):
        return None
    # What is announced or called off happens when it is said: the day of the report, not the day it is planned for.
    first, last = days or (date.fromordinal(published or 1),) * 2
    category = _category(line, status)
    actors, recipients = _parties(line) if category == "CONSULT" else (line.countries, ())
    sayers = [e for e in told.evidence if status in e.statuses] or list(told.evidence)
    said = category in ("AGREE", "REJECT")
    row: Row = {
        "id": f"{line.id}-{category.lower()}", "date": first.isoformat(),
        "enddate": last.isoformat() if last > first else None, "actor": _entities(line, actors, rest=True),
        "recipient": _entities(line, recipients), "event": [category],
        "mode": _modes(line, category, bool(recipients)),
        "context": ["diplomatic", *dict.fromkeys(_CONTEXTS[t] for t in line.topics if t in _CONTEXTS)],
        "quad_code": _VERBAL_CONFLICT if category == "REJECT" else _VERBAL_COOPERATION,
        "event_loc": {} if said else _place(line), "event_text": [q.words for e in sayers for q in e.quotes],
        "cite_info": [_cited(e) for e in sayers], "link": line.id, "coder": f"baithak {__version__}",
        "comment": _comment(line, status),
    }  # fmt: skip
    return {key: value for key, value in row.items() if value or key == "actor"}


def _comment(line: Line, status: str) -> str:
    if status in ("planned", "cancelled"):
        at = f" in {where(line)}" if where(line) else ""
        return f"{line.kind} {status}{at}, told for {line.date or 'a day unknown'}"
    return f"at some time from date to enddate: told for {line.date}" if within(line) else ""


def _category(line: Line, status: str) -> str:
    if status == "planned":
        return "AGREE"
    if status == "cancelled":
        return "REJECT"
    return "SUPPORT" if line.kind == "signing" else "CONSULT"


def _parties(line: Line) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Visitor and host (3.2): the visitor acts, the host receives; all act where that is not clear."""
    host = line.place_country
    if line.kind == "visit" and host is None:
        at_home = {p.country for p in line.people}
        others = [c for c in line.countries if c not in at_home]
        host = others[0] if len(others) == 1 else None
    guests = tuple(c for c in line.countries if c != host)
    if line.kind == "call" or host not in line.countries or len(guests) != 1 or _resident(line, guests[0]):
        return line.countries, ()
    return guests, (host,)


def _resident(line: Line, guest: str) -> bool:
    """Whether only its ambassador speaks for a side: nobody travelled (3.2)."""
    offices = [p.office or "" for p in line.people if p.country == guest]
    return bool(offices) and all(any(words in o for words in _RESIDENT) for o in offices)


def _modes(line: Line, category: str, hosted: bool) -> list[str]:
    if category == "REJECT":
        return [] if line.kind == "signing" else ["meet"]
    if category != "CONSULT":
        return []
    several = len(line.countries) > 2 or any(c in sides().organisations for c in line.countries)
    third = line.kind != "call" and line.place_country is not None and line.place_country not in line.countries
    told = {"phone": line.kind == "call", "visit": hosted, "third-party": third, "multilateral": several}
    return [mode for mode, so in told.items() if so]


def _entities(line: Line, countries: tuple[str, ...], rest: bool = False) -> list[Row]:
    """People of these sides, and the sides for which nobody is named.

    ``rest`` adds those whose side is not known or is none of the engagement's.
    """
    people = [p for p in line.people if p.country in countries or (rest and p.country not in line.countries)]
    spoken = {p.country for p in people}
    return [_person(p) for p in people] + [_side(c) for c in countries if c not in spoken]


def _person(person: Named) -> Row:
    made: Row = _side(person.country) if person.country else {}
    office = person.office or ""
    if sector := next((s for words, s in _SECTORS if words in f"{office} "), None):
        made["sector"] = sector
    made["identifier_text"] = person.name
    if office:
        made["office"] = office
    return made


def _side(side: str) -> Row:
    code = _SPECIAL.get(side) or sides().alpha3.get(side)
    if code and side in sides().states:
        return {"code": code, "sector": "GOV"}
    return {"code": code} if code else {"code": "IGO", "entity_text": sides().name(side)}


def _place(line: Line) -> Row:
    state = line.place_country
    if not (line.place or state):
        return {}
    made: Row = {"resolved_place": line.place or sides().name(state or "")}
    if line.place:
        made["city"] = line.place
    if state:
        made["country"] = sides().name(state)
        made["country_code"] = _SPECIAL.get(state) or sides().alpha3.get(state, state)
    return {**made, "resolution": _CITY if line.place else _STATE}


def _cited(evidence: Evidence) -> Row:
    report = evidence.report
    made: Row = {"citation": report.id, "language": report.language, "codebook": "PLOVER"}
    if address(report.source):
        made["url"] = report.source
    if report.agencies:
        made["publication"] = ", ".join(report.agencies)
    return made
