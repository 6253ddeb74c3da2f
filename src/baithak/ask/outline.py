"""All engagements between some sides in outline: what a timeline, a calendar and counts need, at one reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import Connection, func, select

from baithak.ask.levels import MEETINGS, Last, levels, levels_of
from baithak.record.queries import lines_by_ids
from baithak.record.schema import engagement, side

_DEEP = 1_200  # of the newest meetings through which the last of each level is looked for
_AT_ONCE = 60


class Outlined(msgspec.Struct, frozen=True, gc=False):
    """An engagement in outline; days are proleptic ordinals, None where no year is known."""

    id: str
    kind: str
    status: str
    first: int | None
    last: int | None
    mechanism: str | None


def outline(connection: Connection, countries: Sequence[str]) -> list[Outlined]:
    """The engagements of which all of some are sides, the newest first, the undated last.

    Args:
        connection: A transaction.
        countries: The sides.
    """
    s = side.c
    tally = {c: connection.scalar(select(func.count()).where(s.country == c)) or 0 for c in countries}
    rarest, *others = sorted(countries, key=lambda c: (tally[c], c))
    there = select(s.engagement).where(s.country == rarest)
    for other in others:
        also = side.alias()
        there = there.where(
            select(also.c.engagement).where(also.c.country == other, also.c.engagement == s.engagement).exists()
        )
    e = engagement.c
    rows = connection.execute(select(e.id, e.kind, e.status, e.first, e.last, e.mechanism).where(e.id.in_(there)))
    found = [Outlined(*row) for row in rows]
    return sorted(found, key=lambda o: (o.last is None, -(o.last or 0), -(o.first or 0), o.id))


def last_of(connection: Connection, found: Sequence[Outlined], sides: Sequence[str]) -> list[Last]:
    """The last meeting at each level among the newest, the highest level first.

    Args:
        connection: A transaction.
        found: The engagements, the newest first.
        sides: Whose people count.
    """
    held = [o.id for o in found if o.kind in MEETINGS and o.status in ("held", "ongoing") and o.last is not None]
    out: dict[str, Last] = {}
    for some in _chunks(held[:_DEEP]):
        lines = {line.id: line for line in lines_by_ids(connection, some)}
        for id_ in some:
            for level in levels_of(lines[id_], sides):
                out.setdefault(level, Last(level, lines[id_]))
        if len(out) == len(levels()):
            break
    return [out[level.id] for level in levels() if level.id in out]


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(ids), _AT_ONCE):
        yield ids[at : at + _AT_ONCE]
