"""Ladders and what is due as rows that commands print and programs read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from baithak.follow.cadence import Next
from baithak.follow.differences import Conflict
from baithak.follow.ladder import Ladder
from baithak.follow.values import Due, Rung
from baithak.gazetteer import Mechanism

Row = dict[str, Any]


def overview(name: str, sides: Sequence[str], known: Mechanism | None, found: Ladder, ahead: Next | None) -> Row:
    """A mechanism in one row.

    Args:
        name: Its name as shown.
        sides: Its sides.
        known: The register's entry, if there is one.
        found: Its ladder.
        ahead: Its next session, if anything is known of it.
    """
    last = found.last
    told = {line for r in (*found.rungs, *found.beside) for line in r.lines}
    return {
        "mechanism": name, "full": known.full if known else None, "sides": list(sides),
        "kind": known.kind if known else "session", "level": known.level if known else None,
        "parent": known.parent if known else None, "cadence": known.cadence if known else None,
        "registered": known is not None, "sessions": found.known, "in_record": len(told),
        "last_no": last.number if last else None, "last_date": last.date if last else None,
        "last_place": last.place if last else None, "next_no": ahead.number if ahead else None,
        "next_due": ahead.due if ahead else None, "next_state": ahead.state if ahead else None,
        "next_place": ahead.place if ahead else None, "next_reason": ahead.reason if ahead else None,
    }  # fmt: skip


def steps(found: Ladder, ahead: Next | None) -> list[Row]:
    """The sessions of a mechanism in their order, what is next at the end.

    Args:
        found: The ladder.
        ahead: The next session; one already among the steps only adds what is expected of it.
    """
    rows = [_step(r) for r in found.steps]
    if ahead is None:
        return rows
    reason = "; ".join(x for x in (ahead.reason, ahead.place_reason and f"{ahead.place}: {ahead.place_reason}") if x)
    if ahead.rung is not None:
        for row, step in zip(rows, found.steps, strict=True):
            if step is ahead.rung:
                row["reason"] = "; ".join(x for x in (row["reason"], reason) if x)
                row["next"] = ahead.state
        return rows
    due = Rung(number=ahead.number, date=ahead.due, status="due" if ahead.state == "due" else "overdue", reason=reason)
    return [*rows, {**_step(due), "country": ahead.place, "next": ahead.state}]


def _step(one: Rung) -> Row:
    return {
        "no": one.number, "through": one.through, "date": one.date, "place": one.place, "country": one.state,
        "chairs": list(one.chairs), "status": one.status, "inferred": one.inferred, "reason": one.reason,
        "shown": one.shown, "differs": msgspec.to_builtins(one.differs), "sources": msgspec.to_builtins(one.sources),
        "engagements": list(one.lines), "next": None,
    }  # fmt: skip


def due(one: Due) -> Row:
    """What is ahead or owed in one row.

    Args:
        one: What is due.
    """
    row: Row = msgspec.to_builtins(one)
    row["reports"] = [link.report for link in one.chain]
    return row


def conflict(one: Conflict) -> Row:
    """A contradiction in one row.

    Args:
        one: The contradiction.
    """
    row: Row = msgspec.to_builtins(one)
    row["reports"] = sorted({s.ref for o in one.others for s in o.sources} | {s.ref for s in one.by})
    return row
