"""What stands around the last time that sides met: the words that say it, and the next time that is planned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select

from baithak.follow.agenda import words_of
from baithak.follow.values import Source
from baithak.reconcile.values import Line
from baithak.record.queries import sources
from baithak.record.relate import by_ids, line_of
from baithak.record.schema import engagement, side

_ENOUGH = 100  # plans looked at
_KINDS = ("meeting", "session", "summit", "call", "visit")


def said(connection: Connection, line: Line) -> tuple[Source, ...]:
    """The reports that tell an engagement as its line shows it, with the words, in the order told.

    Args:
        connection: A transaction.
        line: The engagement.
    """
    tellings = by_ids(connection, line.tellings)
    told = [tellings[t] for t in line.tellings if t in tellings and tellings[t].status == line.status]
    words = words_of(connection, {t.id: t.report for t in told})
    reports = sources(connection, [t.report for t in told])
    return tuple(
        Source(
            kind="report", ref=reports[t.report].id, published=reports[t.report].published, words=words.get(t.id, ()),
            report=t.report, telling=t.id,
        )
        for t in told
    )  # fmt: skip


def planned(connection: Connection, sides: Sequence[str], today: int) -> Iterator[Line]:
    """What is planned between sides and not yet past, the nearest first; what has no day comes last.

    Args:
        connection: A transaction.
        sides: All of them take part.
        today: As seen on this day (proleptic ordinal).
    """
    e = engagement.c
    asked = select(e.value).where(e.status == "planned", e.kind.in_(_KINDS), (e.last >= today) | e.last.is_(None))
    for one in sides:
        mine = select(side.c.country).where(side.c.country == one, side.c.engagement == e.id)
        asked = asked.where(mine.correlate(engagement).exists())
    for value in connection.scalars(asked.order_by(e.last.is_(None), e.last, e.id).limit(_ENOUGH)):
        yield line_of(value)
