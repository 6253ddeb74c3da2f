"""A reading's engagements made ready to be compared with those of other reports."""

from __future__ import annotations

from collections import Counter
from datetime import date

from msgspec.structs import replace

from baithak.model import Engagement, Person, Reading
from baithak.names import folded
from baithak.reconcile.values import FAMILIES, Named, Telling
from baithak.record.era import era
from baithak.record.ids import telling_id

_DAY = len("2025-12-05")


def tellings(reading: Reading, key: str, story: str, gist: str = "") -> list[Telling]:
    """One telling for each engagement of a reading, in its order.

    Args:
        reading: The reading.
        key: Key of the report.
        story: Key of the first of its copies.
        gist: The report's rarer words.
    """
    day = published_day(reading.report.published)
    cast = {p.name: p for p in reading.people}
    years = era(reading.people)
    seen: Counter[tuple[str, int]] = Counter()
    out = []
    for e in reading.engagements:
        family = FAMILIES.get(e.kind, e.kind)
        start = e.evidence[0].start if e.evidence else 0
        seen[family, start] += 1
        one = _telling(e, cast, telling_id(key, family, start, seen[family, start]), (key, story, day))
        out.append(replace(one, context=_context(reading, e), era=years, gist=gist))
    return out


def _context(reading: Reading, own: Engagement) -> tuple[str, ...]:
    """What a report speaks of beside one of its engagements."""
    rest = [e for e in reading.engagements if e is not own]
    said = {p.known or folded(p.name) for p in reading.people if p.name not in own.participants}
    said |= {e.place for e in rest if e.place and e.place != own.place}
    said |= {e.mechanism for e in rest if e.mechanism and e.mechanism != own.mechanism}
    said |= {e.date[5:].rstrip("~") for e in rest if e.date and len(e.date.rstrip("~")) == _DAY and e.date != own.date}
    return tuple(sorted(said))


def published_day(edtf: str | None) -> int | None:
    """The day of publication as a proleptic ordinal, None where it is none.

    Args:
        edtf: The day as the reading gives it.
    """
    try:
        return date.fromisoformat(edtf or "").toordinal()
    except ValueError:
        return None


def _telling(e: Engagement, cast: dict[str, Person], id: str, of: tuple[str, str, int | None]) -> Telling:  # noqa: A002
    key, story, day = of
    return Telling(
        id=id, report=key, story=story, published=day, kind=e.kind, status=e.status, date=e.date, place=e.place,
        place_country=e.place_country, people=tuple(_named(name, cast) for name in e.participants),
        countries=tuple(sorted(e.countries)), mechanism=e.mechanism, ordinal=e.ordinal, topics=tuple(e.topics),
        salience=e.salience, evidence=tuple((s.start, s.end) for s in e.evidence),
    )  # fmt: skip


def _named(name: str, cast: dict[str, Person]) -> Named:
    person = cast.get(name)
    if person is None:
        return Named(name)
    return Named(name, country=person.country, office=person.office, known=person.known)
