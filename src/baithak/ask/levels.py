"""At which level sides met, and the last time that they did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import msgspec
from sqlalchemy import Connection

from baithak.ask.wanted import AskError
from baithak.edtf import bounds
from baithak.gazetteer import gazetteer
from baithak.pack import load
from baithak.reconcile.values import Line, Named
from baithak.record.queries import Wanted, lines

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


class Last(msgspec.Struct, frozen=True):
    """The last engagement of a level."""

    level: str
    line: Line


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


def levels_of(line: Line, sides: Sequence[str] = ()) -> list[str]:
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
    found: dict[str, Line] = {}
    for line in _held(connection, asked):
        for level in levels_of(line, asked.countries):
            found.setdefault(level, line)
        if wanted in found or len(found) == len(levels()):
            break
    return [Last(level.id, found[level.id]) for level in levels() if level.id in found and wanted in (None, level.id)]


def _held(connection: Connection, asked: Wanted) -> Iterator[Line]:
    kinds = asked.kind or MEETINGS
    changed = msgspec.structs.replace(
        asked, kind=kinds, status=("held", "ongoing"), dated=True, newest=True, limit=None
    )
    return lines(connection, changed)
