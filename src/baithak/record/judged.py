"""What people have said of the record's lines, found again in whatever the reports are read as today.

A judgement holds on to words, not to numbers: report, family and span. A telling that is read anew from the same
words, by better rules, is the one that was judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

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


class Judged(msgspec.Struct, frozen=True):
    """What people have said of some tellings.

    Attributes:
        fixed: Telling to field to the value set or confirmed and the words that say who did and why.
        struck: Telling to fields with the values that are judged wrong.
        dropped: Tellings that are judged wrong as a whole.
    """

    fixed: Mapping[str, Mapping[str, tuple[str, str]]]
    struck: Mapping[str, Mapping[str, str]]
    dropped: frozenset[str]


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
    rows = _standing(connection, judgement.c.other.is_not(None))
    found = located(connection, [a for r in rows for a in (_read(r.subject), _read(r.other))])
    for row in rows:
        a, b = found.get(_read(row.subject)), found.get(_read(row.other))
        if a and b and a != b:
            if row.verdict == "unsure":
                out.pop(pair(a, b), None)
            else:
                out[pair(a, b)] = row.verdict == "same"
    return out


def said_of(connection: Connection, members: Iterable[Telling]) -> Judged:
    """What people have said of tellings one by one. The newest word counts.

    Args:
        connection: A transaction.
        members: The tellings that matter.
    """
    here = list(members)
    reports = {t.report for t in here}
    rows = _standing(connection, judgement.c.other.is_(None))
    anchors = [_read(r.subject) for r in rows]
    found = _match([a for a in anchors if a.report in reports], here)
    fixed: dict[str, dict[str, tuple[str, str]]] = {}
    struck: dict[str, dict[str, str]] = {}
    whole: dict[str, bool] = {}
    for row, at in zip(rows, anchors, strict=True):
        key = found.get(at)
        if key is None:
            continue
        if row.field is None:
            whole[key] = row.verdict == "wrong"
            continue
        fixed.get(key, {}).pop(row.field, None)
        struck.get(key, {}).pop(row.field, None)
        if row.verdict == "wrong":
            struck.setdefault(key, {})[row.field] = row.value or ""
        elif row.verdict != "unsure":
            fixed.setdefault(key, {})[row.field] = (row.value or "", _who(row))
    return Judged(fixed, struck, frozenset(key for key, wrong in whole.items() if wrong))


def _who(row: Row[Any]) -> str:
    verb = "set" if row.verdict == "set" else "confirmed"
    return f"{verb} by {row.author} on {row.at[:10]}" + (f": {row.reason}" if row.reason else "")


def _standing(connection: Connection, more: Any) -> list[Row[Any]]:
    asked = select(judgement).where(judgement.c.undone.is_(None), more).order_by(judgement.c.number)
    return list(connection.execute(asked))


def _read(value: str) -> Anchor:
    return msgspec.json.decode(value, type=Anchor)


def lost(connection: Connection) -> list[int]:
    """Numbers of the judgements whose words no telling holds today.

    Args:
        connection: A transaction.
    """
    asked = select(judgement.c.number, judgement.c.subject, judgement.c.other).where(judgement.c.undone.is_(None))
    rows = list(connection.execute(asked))
    anchors = {r.number: [_read(a) for a in (r.subject, r.other) if a] for r in rows}
    found = located(connection, [a for some in anchors.values() for a in some])
    return sorted(number for number, some in anchors.items() if any(a not in found for a in some))


def located(connection: Connection, anchors: Iterable[Anchor]) -> dict[Anchor, str]:
    """The telling that holds each anchor's words today; those whose words are gone are left out.

    Args:
        connection: A transaction.
        anchors: The anchors.
    """
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
