"""Measures that stand beside a relationship on its timeline: tariffs, sanctions, recalls, as reports tell them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, select

from baithak.follow.values import Source
from baithak.model import Measure
from baithak.reconcile.values import days
from baithak.record.queries import text_of
from baithak.record.schema import promise, report, side, telling

_NEWS = 31  # days within which reports tell one measure
_decode = msgspec.json.Decoder(Measure).decode


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """A measure, with all reports that tell it.

    Attributes:
        date: The day told, else the day of the first report, marked as about (EDTF).
    """

    kind: str
    by: str | None
    against: str | None
    quantity: str | None
    date: str | None
    sources: tuple[Source, ...]


def measures(
    connection: Connection, sides: Sequence[str], since: int | None = None, until: int | None = None
) -> list[Beside]:
    """Measures between two sides, or by or against one of them where a report tells them beside an engagement of both.

    Args:
        connection: A transaction.
        sides: The sides.
        since: First day (proleptic ordinal).
        until: Last day.

    Returns:
        By date, the undated last.
    """
    every = connection.scalars(select(promise.c.sides).where(promise.c.sort == "measure").distinct())
    parties = [key for key in every if {*sides} & {*key.split("-")}]
    asked = (
        select(promise.c.value, report.c.key, report.c.id, report.c.published, report.c.day)
        .join(report, report.c.key == promise.c.report)
        .where(promise.c.sort == "measure", promise.c.sides.in_(parties))
        .order_by(report.c.day, promise.c.id)
    )
    rows = [(row, _decode(row.value)) for row in connection.execute(asked)]
    rows = [(row, m) for row, m in rows if {*_states(m)} & {*sides}]
    near = _beside(connection, sides, [row.key for row, m in rows if not {*_states(m)} <= {*sides}])
    out: list[Beside] = []
    for row, m in rows:
        if not ({*_states(m)} <= {*sides} or row.key in near) or not _within(m, row.day, since, until):
            continue
        text = text_of(connection, row.key) or ""
        words = tuple(text[s.start : s.end] for s in m.evidence)
        source = Source(kind="report", ref=row.id, published=row.published, words=words, report=row.key)
        made = Beside(
            kind=m.kind, by=m.by, against=m.against, quantity=m.quantity,
            date=m.date or (f"{row.published}~" if row.published and "XXXX" not in row.published else None),
            sources=(source,),
        )  # fmt: skip
        twin = next((n for n, other in enumerate(out) if _one(made, other)), None)
        if twin is None:
            out.append(made)
        else:
            out[twin] = msgspec.structs.replace(out[twin], sources=(*out[twin].sources, source))
    return sorted(out, key=lambda b: (days(b.date) or (10**9, 0), b.kind, b.by or "", b.against or ""))


def _states(m: Measure) -> list[str]:
    return [s for s in f"{m.by or ''},{m.against or ''}".split(",") if s]


def _within(m: Measure, told: int | None, since: int | None, until: int | None) -> bool:
    at = days(m.date) or (None if told is None else (told, told))
    if at is None:
        return since is None and until is None
    return (since is None or at[1] >= since) and (until is None or at[0] <= until)


def _beside(connection: Connection, sides: Sequence[str], reports: Sequence[str]) -> set[str]:
    """Those of some reports that tell an engagement of all the sides."""
    out = set(reports)
    for one in sides:
        with_side = select(telling.c.report).join(side, side.c.engagement == telling.c.engagement)
        out &= set(connection.scalars(with_side.where(telling.c.report.in_(sorted(out)), side.c.country == one)))
    return out


def _one(a: Beside, b: Beside) -> bool:
    """Whether two reports tell one measure: the same, on days that are near."""
    if (a.kind, a.by, a.against, a.quantity) != (b.kind, b.by, b.against, b.quantity):
        return False
    x, y = days(a.date), days(b.date)
    return x is None or y is None or max(x[0], y[0]) - min(x[1], y[1]) <= _NEWS
