"""Pairs of engagements that may be one: what the comparison leaves to a person, a part of the record at a time.

Looked for from the newest reports backwards, each held against those that stand under its keys; nobody has to go
through all of a record, and what somebody has judged, or left unsure, does not come again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, or_, select

from baithak.reconcile.block import query_keys
from baithak.reconcile.compare import compare
from baithak.reconcile.evidence import Reason
from baithak.reconcile.values import Telling
from baithak.record.judged import Anchor, located
from baithak.record.relate import by_ids
from baithak.record.schema import block, judgement, report, telling

_CHUNK = 500  # values in one IN (…)
_MOST = 1_500  # tellings held against those of one part


class Mark(msgspec.Struct, frozen=True):
    """How far the reports have been gone through: time and key of the last one."""

    added: str
    key: str


class Doubtful(msgspec.Struct, frozen=True, kw_only=True):
    """Two tellings of two engagements that may be one.

    Attributes:
        first: Id of a telling.
        second: Id of the other.
        lines: Ids of their engagements.
        score: Sum of the weights.
        reasons: What speaks for it and what against.
    """

    first: str
    second: str
    lines: tuple[str, str]
    score: float
    reasons: tuple[Reason, ...]


def doubtful(connection: Connection, after: Mark | None, many: int) -> tuple[list[Doubtful], Mark | None]:
    """Pairs left to a person, of some of the newest reports.

    Args:
        connection: A transaction.
        after: Only of reports that came before this one; None from the newest on.
        many: How many reports are gone through.

    Returns:
        The pairs, the most alike first, and how far the reports were gone through; None where there are no more.
    """
    r = report.c
    asked = select(r.added, r.key).order_by(r.added.desc(), r.key.desc()).limit(many)
    if after is not None:
        asked = asked.where(r.added <= after.added, or_(r.added < after.added, r.key < after.key))
    rows = connection.execute(asked).all()
    mark = Mark(rows[-1].added, rows[-1].key) if len(rows) == many else None
    mine, lines = _tellings(connection, telling.c.report, [row.key for row in rows])
    near, more = _near(connection, mine.values())
    best: dict[tuple[str, str], Doubtful] = {}
    for a, b in _pairs(mine, near):
        found = _compared(a, b, lines | more)
        if found and (found.lines not in best or best[found.lines].score < found.score):
            best[found.lines] = found
    said = _judged(connection) if best else set()
    left = [d for d in best.values() if d.lines not in said]
    return sorted(left, key=lambda d: (-d.score, d.lines)), mark


def _compared(a: Telling, b: Telling, lines: Mapping[str, str | None]) -> Doubtful | None:
    """The pair, where a person should say."""
    x, y = lines.get(a.id), lines.get(b.id)
    if x is None or y is None or x == y:
        return None
    found = compare(a, b)
    if not found.doubtful:
        return None
    pair = (x, y) if x < y else (y, x)
    first, second = (a.id, b.id) if x < y else (b.id, a.id)
    return Doubtful(first=first, second=second, lines=pair, score=found.score, reasons=found.reasons)


def _tellings(
    connection: Connection, column: object, values: Sequence[str]
) -> tuple[dict[str, Telling], dict[str, str | None]]:
    """Tellings, and the engagements that they belong to."""
    lines: dict[str, str | None] = {}
    for at in range(0, len(values), _CHUNK):
        some = column.in_(values[at : at + _CHUNK])  # type: ignore[attr-defined]
        asked = select(telling.c.id, telling.c.engagement).where(some, telling.c.engagement.is_not(None))
        lines.update({row.id: row.engagement for row in connection.execute(asked)})
    return by_ids(connection, lines), lines


def _near(
    connection: Connection, mine: Iterable[Telling]
) -> tuple[dict[str, list[Telling]], dict[str, str | None]]:
    """Who stands under the keys of some tellings: for each of them those that may be the same."""
    asking: dict[str, list[str]] = {}
    for one in mine:
        for key in query_keys(one):
            asking.setdefault(key, []).append(one.id)
    there: dict[str, set[str]] = {}
    keys = sorted(asking)
    for at in range(0, len(keys), _CHUNK):
        asked = select(block.c.key, block.c.telling).where(block.c.key.in_(keys[at : at + _CHUNK])).limit(20 * _MOST)
        for key, id_ in connection.execute(asked):
            for asker in asking[key]:
                there.setdefault(asker, set()).add(id_)
    wanted = sorted({id_ for ids in there.values() for id_ in ids})[:_MOST]
    found, lines = _tellings(connection, telling.c.id, wanted)
    return {one: [found[i] for i in sorted(ids) if i in found] for one, ids in there.items()}, lines


def _pairs(mine: Mapping[str, Telling], near: Mapping[str, Sequence[Telling]]) -> Iterable[tuple[Telling, Telling]]:
    seen: set[frozenset[str]] = set()
    for id_, others in near.items():
        for other in others:
            pair = frozenset((id_, other.id))
            if len(pair) == 2 and pair not in seen and other.report != mine[id_].report:
                seen.add(pair)
                yield mine[id_], other


def _judged(connection: Connection) -> set[tuple[str, str]]:
    """Pairs of engagements of which somebody has said something, be it that it is unsure."""
    j = judgement.c
    rows = connection.execute(select(j.subject, j.other).where(j.other.is_not(None), j.undone.is_(None))).all()
    anchors = [tuple(msgspec.json.decode(a, type=Anchor) for a in row) for row in rows]
    found = located(connection, [a for pair in anchors for a in pair])
    ids = [(found.get(a), found.get(b)) for a, b in anchors]
    _, lines = _tellings(connection, telling.c.id, sorted({i for pair in ids for i in pair if i}))
    out = set()
    for a, b in ids:
        x, y = lines.get(a or ""), lines.get(b or "")
        if x and y:
            out.add((x, y) if x < y else (y, x))
    return out
