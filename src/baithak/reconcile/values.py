"""What is reconciled: tellings (one engagement as one report tells it) and the lines they become."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from baithak.edtf import bounds

#: Kinds of one family may be one engagement told differently; visits, signings and calls stay among themselves.
FAMILIES = {
    "meeting": "talks",
    "session": "talks",
    "summit": "talks",
    "call": "call",
    "visit": "visit",
    "signing": "signing",
}


class Named(msgspec.Struct, frozen=True, omit_defaults=True):
    """A participant as a report names them; ``known`` is the register's id."""

    name: str
    country: str | None = None
    office: str | None = None
    known: str | None = None


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What is told of an engagement; fields as in the extraction contract."""

    kind: str
    status: str
    date: str | None
    place: str | None
    place_country: str | None
    people: tuple[Named, ...]
    countries: tuple[str, ...]
    mechanism: str | None
    ordinal: int | None
    topics: tuple[str, ...]
    salience: str


class Telling(Told, frozen=True, kw_only=True):
    """One engagement as one report tells it.

    Attributes:
        id: Of report, kind and place in the text; the same whenever the same words are read so again.
        report: Key of the report.
        story: Key of the first of the report's copies: tellings of one story are one source.
        published: Day of publication (proleptic ordinal), None where unknown.
        evidence: Spans ``[start, end)`` of the report's text.
        context: What else the report speaks of: people, places, mechanisms and days beside this engagement's own.
        gist: The rarer words of the report.
        era: First and last day on which those whom the report names in office held it.

    The rest is as in the extraction contract.
    """

    id: str
    report: str
    story: str
    published: int | None
    evidence: tuple[tuple[int, int], ...]
    context: tuple[str, ...] = ()
    era: tuple[int, int] | None = None
    gist: str = ""

    @property
    def family(self) -> str:
        """Its kind's family."""
        return FAMILIES.get(self.kind, self.kind)

    @property
    def start(self) -> int:
        """Where its first words stand."""
        return self.evidence[0][0] if self.evidence else 0


class Other(msgspec.Struct, frozen=True):
    """A value not shown, and who says it."""

    value: str
    tellings: tuple[str, ...]


class Shown(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why a field of a line shows what it shows.

    Attributes:
        field: Field of the line.
        rule: Why this value.
        tellings: Ids of those that say it.
        others: Other values and the tellings that say them, where they contradict the one shown.
    """

    field: str
    rule: str
    tellings: tuple[str, ...]
    others: tuple[Other, ...] = ()


class Line(Told, frozen=True, kw_only=True):
    """One engagement of the record.

    Attributes:
        id: The id of its first telling (by day of publication, report and place in it).
        history: Status by status as reports told it: (day of publication or None, status, date, telling).
        tellings: Ids, first told first.
        sources: How many stories tell it (copies of one agency story count once).
        shown: Why each field shows what it shows, with what contradicts it.
    """

    id: str
    history: tuple[tuple[int | None, str, str | None, str], ...]
    tellings: tuple[str, ...]
    reports: tuple[str, ...]
    sources: int
    shown: tuple[Shown, ...]

    @property
    def conflicts(self) -> list[Shown]:
        """The fields on which reports differ."""
        return [s for s in self.shown if s.others]


@lru_cache(maxsize=65536)
def days(edtf: str | None) -> tuple[int, int] | None:
    """First and last day (proleptic ordinals) that a value can mean; None where its year is not known."""
    span = bounds(edtf)
    return (span[0].toordinal(), span[1].toordinal()) if span else None
