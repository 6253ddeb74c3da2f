"""What people have said of the record's lines, found again in whatever the reports are read as today.

A judgement holds on to words, not to numbers: report, family and span. A telling that is read anew from the same
words, by better rules, is the one that was judged.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, select

from baithak.reconcile.cluster import Pair, pair
from baithak.reconcile.values import Telling
from baithak.record.schema import judgement, telling

_decode = msgspec.json.Decoder(Telling).decode


class Anchor(msgspec.Struct, frozen=True):
    """The words that a judgement is about: a report's key, the family of what they tell, and where they stand."""

    report: str
    family: str
    start: int
    end: int


def anchor(one: Telling) -> Anchor:
    """Where a telling can be found again.

    Args:
        one: The telling.
    """
    start, end = one.evidence[0] if one.evidence else (0, 0)
    return Anchor(one.report, one.family, start, end)


def pairs(connection: Connection) -> dict[Pair, bool]:
    """Pairs of tellings that people have judged: True the same, False different. The newest word counts.

    Args:
        connection: A transaction.
    """
    out: dict[Pair, bool] = {}
    asked = select(judgement).where(judgement.c.undone.is_(None), judgement.c.other.is_not(None))
    rows = connection.execute(asked.order_by(judgement.c.number)).all()
    found = _found(connection, [a for r in rows for a in (_read(r.subject), _read(r.other))])
    for row in rows:
        a, b = found.get(_read(row.subject)), found.get(_read(row.other))
        if a and b and a != b:
            if row.verdict == "unsure":
                out.pop(pair(a, b), None)
            else:
                out[pair(a, b)] = row.verdict == "same"
    return out


def fields(connection: Connection, members: Iterable[Telling]) -> dict[str, dict[str, tuple[str, str]]]:
    """Fields that people have set, by telling: field to value and the words that say who set it and why.

    Args:
        connection: A transaction.
        members: The tellings that matter.
    """
    here = {t.id: t for t in members}
    reports = {t.report for t in here.values()}
    out: dict[str, dict[str, tuple[str, str]]] = {}
    asked = select(judgement).where(judgement.c.undone.is_(None), judgement.c.verdict == "set")
    rows = connection.execute(asked.order_by(judgement.c.number)).all()
    anchors = [_read(r.subject) for r in rows]
    found = _match([a for a in anchors if a.report in reports], here.values())
    for row, at in zip(rows, anchors, strict=True):
        if (key := found.get(at)) in here:
            why = f"set by {row.author} on {row.at[:10]}" + (f": {row.reason}" if row.reason else "")
            out.setdefault(str(key), {})[row.field] = (row.value or "", why)
    return out


def _read(value: str) -> Anchor:
    return msgspec.json.decode(value, type=Anchor)


def _found(connection: Connection, anchors: Iterable[Anchor]) -> dict[Anchor, str]:
    wanted = set(anchors)
    reports = sorted({a.report for a in wanted})
    if not reports:
        return {}
    asked = select(telling.c.value).where(telling.c.report.in_(reports))
    return _match(wanted, [_decode(value) for value in connection.scalars(asked)])


def _match(anchors: Iterable[Anchor], tellings: Iterable[Telling]) -> dict[Anchor, str]:
    """The telling of each anchor: of its report and family, with the words that overlap it most."""
    here = list(tellings)
    out: dict[Anchor, str] = {}
    for at in anchors:
        best = max(
            ((_overlap(at, t), -t.start, t.id) for t in here if t.report == at.report and t.family == at.family),
            default=None,
        )
        if best and best[0] > 0:
            out[at] = best[2]
    return out


def _overlap(at: Anchor, one: Telling) -> int:
    return max((min(at.end, end) - max(at.start, start) for start, end in one.evidence), default=0)
