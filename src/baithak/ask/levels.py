"""At which level sides met, and the last time that they did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import msgspec
from sqlalchemy import Connection

from baithak.ask.wanted import AskError
from baithak.edtf import bounds
from baithak.follow.meetings import planned
from baithak.gazetteer import gazetteer
from baithak.pack import load
from baithak.reconcile.values import Line, Named
from baithak.record.queries import Wanted, values
from baithak.record.relate import line_of

MEETINGS = ("meeting", "session", "summit")


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A level and the offices of those who meet at it; see ``levels.yaml``."""

    id: str
    exact: list[str] = []
    starts: list[str] = []
    ends: list[str] = []

    def has(self, office: str) -> bool:
        """Whether an office is of this level.

        Args:
            office: In English, as the record shows it.
        """
        return office in self.exact or office.startswith(tuple(self.starts)) or office.endswith(tuple(self.ends))


class Met(msgspec.Struct, frozen=True):
    """Of a line who took part, and when: what its levels follow from."""

    date: str | None
    people: tuple[Named, ...]


class Last(msgspec.Struct, frozen=True):
    """The last engagement of a level."""

    level: str
    line: Line


_decode = msgspec.json.Decoder(Met).decode


@cache
def levels() -> list[Level]:
    """All levels, the highest first."""
    return load("ask", "levels.yaml", list[Level])


def level_id(said: str) -> str:
    """A level as somebody writes it: ``foreign-minister``, ``Foreign minister``.

    Args:
        said: The words.

    Raises:
        AskError: There is no such level.
    """
    key = "-".join(said.lower().replace("_", " ").replace("-", " ").split())
    found = [level.id for level in levels() if key in (level.id, f"{level.id}s", level.id.removesuffix("s"))]
    if not found:
        raise AskError(f"{said!r} is no level; there are: {', '.join(level.id for level in levels())}")
    return found[0]


def office_of(who: Named, date: str | None) -> str | None:
    """The office in which somebody took part: as reports tell it, else the register's of that day.

    Args:
        who: The participant.
        date: When (EDTF).
    """
    if who.office:
        return who.office
    official = gazetteer().people.get(who.known or "")
    span = bounds(date)
    if official is None or span is None:
        return None
    for term in official.terms:
        held = bounds(f"{term.start or '..'}/{term.end or '..'}")
        if held and held[0] <= span[1] and span[0] <= held[1]:
            return term.office
    return None


def levels_of(line: Line | Met, sides: Sequence[str] = ()) -> list[str]:
    """The levels at which sides of an engagement met: those of which two sides had somebody there.

    Args:
        line: The engagement.
        sides: The sides that matter; empty for all.
    """
    there: dict[str, set[str]] = {}
    for who in line.people:
        office = office_of(who, line.date)
        if office and who.country and (not sides or who.country in sides):
            level = next(level.id for level in levels() if level.has(office))
            there.setdefault(level, set()).add(who.country)
    return [level.id for level in levels() if len(there.get(level.id, ())) > 1]


def last(connection: Connection, asked: Wanted, wanted: str | None = None) -> list[Last]:
    """The last time that sides met at each level, the highest level first.

    Args:
        connection: A transaction.
        asked: Who, where, until when; only what was held counts.
        wanted: Only this level.

    Returns:
        One engagement a level; none where no report tells of any.
    """
    found: dict[str, str] = {}
    for value in _held(connection, asked):
        for level in levels_of(_decode(value), asked.countries):
            found.setdefault(level, value)
        if wanted in found or len(found) == len(levels()):
            break
    chosen = [level.id for level in levels() if level.id in found and wanted in (None, level.id)]
    return [Last(level, line_of(found[level])) for level in chosen]


def _held(connection: Connection, asked: Wanted) -> Iterator[str]:
    """The newest first."""
    kinds = asked.kind or MEETINGS
    held = ("held", "ongoing")
    wanted = msgspec.structs.replace(asked, kind=kinds, status=held, dated=True, newest=True, limit=None)
    return values(connection, wanted)


def upcoming(connection: Connection, sides: Sequence[str], day: str) -> dict[str, Line]:
    """The next time that sides are to meet at each level, as far as reports plan it.

    Args:
        connection: A transaction.
        sides: The sides.
        day: As seen on this day (EDTF).

    Raises:
        AskError: That is no day.
    """
    try:
        span = bounds(day)
    except ValueError:
        span = None
    if span is None:
        raise AskError(f"{day!r} is no day; write it as 2025-12-04")
    found: dict[str, Line] = {}
    for line in planned(connection, sides, span[0].toordinal()):
        there = levels_of(line, sides) or (["leaders"] if line.kind == "summit" else [])
        for level in there:
            found.setdefault(level, line)
    return found
