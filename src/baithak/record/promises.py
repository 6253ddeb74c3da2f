"""Promises, appointments and measures of a report, kept beside the engagements; promises of many reports as one line.

A planned engagement stands on the line of its telling; every other commitment on the line of the promise that it tells
again, by the smallest id of those that are one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, select, update

from baithak.model import Appointment, Commitment, Measure, Reading
from baithak.reconcile.promises import Promise, compare, components, groups, keys
from baithak.reconcile.values import Telling, days
from baithak.record.doubts import note
from baithak.record.ids import telling_id
from baithak.record.schema import promise, promise_component, promise_key, report, telling

Kept = Commitment | Appointment | Measure
_SORTS: dict[type, str] = {Commitment: "commitment", Appointment: "appointment", Measure: "measure"}
_AHEAD = ("planned", "cancelled")
_CHUNK = 500  # values in one IN (…)
_decode = msgspec.json.Decoder(Commitment).decode
_decode_telling = msgspec.json.Decoder(Telling).decode


def keep(connection: Connection, key: str, reading: Reading) -> list[str]:
    """Write what a report says is owed, who takes which office, measures told beside, and offices that are in doubt.

    Args:
        connection: A writing transaction; the report's tellings are written.
        key: Key of the report.
        reading: What it says.

    Returns:
        The ids written.
    """
    note(connection, key, reading)
    rows = list(_rows(key, reading))
    if not rows:
        return []
    plans = _plans(connection, key) if any(c.engagement for c in reading.commitments) else []
    loose: list[str] = []
    for row in rows:
        if row["sort"] != "commitment":
            continue
        told = _telling_of(reading.commitments[int(str(row["item"]))], plans)
        if told is not None:
            row["line"] = told.id
        else:
            loose.append(str(row["id"]))
    connection.execute(promise.insert(), rows)
    if loose:
        _relate(connection, loose)
    return [str(r["id"]) for r in rows]


def _rows(key: str, reading: Reading) -> Iterator[dict[str, object]]:
    seen: Counter[tuple[str, int]] = Counter()
    kinds: tuple[Sequence[Kept], ...] = (reading.commitments, reading.appointments, reading.measures)
    for items in kinds:
        for number, item in enumerate(items):
            sort = _SORTS[type(item)]
            start = item.evidence[0].start if item.evidence else 0
            seen[sort, start] += 1
            own = telling_id(key, sort, start, seen[sort, start])
            due = days(item.due if isinstance(item, Commitment) else item.date)
            yield {
                "id": own, "sort": sort, "line": own, "report": key, "item": number, "sides": _sides(item),
                "due": due and due[1], "value": msgspec.json.encode(item).decode(),
            }  # fmt: skip


def _sides(item: Kept) -> str:
    match item:
        case Commitment():
            states = f"{item.by or ''},{item.to or ''}"
        case Measure():
            states = f"{item.by or ''},{item.against or ''}"
        case _:
            states = item.country or ""
    return "-".join(sorted({s for s in states.split(",") if s}))[:32]


# ---------------------------------------------------------------------- planned engagements


def _plans(connection: Connection, key: str) -> list[Telling]:
    """The report's tellings of what is still to come."""
    found = map(_decode_telling, connection.scalars(select(telling.c.value).where(telling.c.report == key)))
    return [t for t in found if t.status in _AHEAD]


def _telling_of(owed: Commitment, plans: Sequence[Telling]) -> Telling | None:
    """The telling that a planned engagement is: the same words, of the kind and the people that it names."""
    if not owed.engagement:
        return None
    sides = {s for s in f"{owed.by or ''},{owed.to or ''}".split(",") if s}
    spans = [(s.start, s.end) for s in owed.evidence]
    best: tuple[tuple[int, ...], Telling] | None = None
    for one in plans:
        overlap = _overlap(spans, one)
        named = owed.what.startswith(one.mechanism or one.kind)
        if not overlap or (sides and not sides & {*one.countries}) or not (named or one.date == owed.due):
            continue
        people = sum(p.name in owed.what for p in one.people)
        rank = (named, people, one.date == owed.due, {*one.countries} == sides, overlap)
        if best is None or rank > best[0]:
            best = rank, one
    return best[1] if best else None


def _overlap(spans: Sequence[tuple[int, int]], one: Telling) -> int:
    pairs = ((a, b) for a in spans for b in one.evidence)
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a, b in pairs)


# ---------------------------------------------------------------------- lines


def as_promise(id: str, report: str, day: int | None, owed: Commitment) -> Promise:  # noqa: A002
    """A commitment ready to be compared.

    Args:
        id: Its id in the record.
        report: Key of its report.
        day: Day of publication (proleptic ordinal).
        owed: The commitment.
    """
    return Promise(
        id=id, report=report, published=day, what=owed.what, by=_split(owed.by), to=_split(owed.to), due=owed.due,
        quantity=owed.quantity, engagement=owed.engagement,
    )  # fmt: skip


def _split(states: str | None) -> tuple[str, ...]:
    return tuple(s for s in (states or "").split(",") if s)


def _relate(connection: Connection, ids: Sequence[str]) -> None:
    """Judge new promises against those of the record."""
    fresh = _by_ids(connection, ids)
    rows = [{"key": k, "promise": p.id} for p in fresh for k in sorted(keys(p))]
    connection.execute(promise_key.insert(), rows)
    near = set(ids)
    for one in fresh:
        asked = select(promise_key.c.promise).where(promise_key.c.key.in_(sorted(keys(one, asking=True))))
        others = set(connection.scalars(asked)) - near
        near.update(p.id for p in _by_ids(connection, others) if compare(one, p).same)
    judge(connection, near)


def around(connection: Connection, key: str) -> list[str]:
    """Promises of other reports that hang together with those of a report, to be judged anew once it is gone.

    Args:
        connection: A transaction.
        key: Key of the report.
    """
    c = promise_component.c
    mine = select(c.component).join(promise, promise.c.id == c.promise).where(promise.c.report == key)
    asked = select(c.promise).join(promise, promise.c.id == c.promise)
    return list(connection.scalars(asked.where(c.component.in_(mine), promise.c.report != key)))


def judge(connection: Connection, ids: Iterable[str]) -> None:
    """Judge anew all that hangs together with some promises.

    Args:
        connection: A writing transaction.
        ids: Ids of the promises.
    """
    members = _by_ids(connection, _together(connection, ids))
    if not members:
        return
    c = promise_component.c
    before = {row.id: row.line for row in _rows_of(connection, [p.id for p in members])}
    held = dict(connection.execute(select(c.promise, c.component).where(c.promise.in_([*before]))).all())
    for component in components(members):
        for one in component:
            if one not in held:
                connection.execute(promise_component.insert(), {"promise": one, "component": component[0]})
            elif held[one] != component[0]:
                mine = update(promise_component).where(c.promise == one)
                connection.execute(mine.values(component=component[0]))
    for group in groups(members):
        moved = [one for one in group if before[one] != group[0]]
        if moved:
            connection.execute(update(promise).where(promise.c.id.in_(moved)).values(line=group[0]))


def _together(connection: Connection, ids: Iterable[str]) -> set[str]:
    found = set(ids)
    c = promise_component.c
    for some in _chunks(sorted(found)):
        roots = select(c.component).where(c.promise.in_(some))
        found.update(connection.scalars(select(c.promise).where(c.component.in_(roots))))
    return found


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(ids), _CHUNK):
        yield ids[at : at + _CHUNK]


def _rows_of(connection: Connection, ids: Iterable[str]) -> Iterator[Any]:
    for some in _chunks(sorted(set(ids))):
        asked = select(promise.c.id, promise.c.line, promise.c.report, promise.c.value, report.c.day)
        asked = asked.join(report, report.c.key == promise.c.report).where(promise.c.id.in_(some))
        yield from connection.execute(asked)


def _by_ids(connection: Connection, ids: Iterable[str]) -> list[Promise]:
    return [as_promise(row.id, row.report, row.day, _decode(row.value)) for row in _rows_of(connection, ids)]
