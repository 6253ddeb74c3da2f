"""Keeps the lines of a record in step with its tellings: what a report adds or takes away is judged anew, no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, delete, select, update
from sqlalchemy.sql import Select

from baithak.reconcile.block import index_keys, query_keys
from baithak.reconcile.cluster import Clustering, Pair
from baithak.reconcile.compare import compare
from baithak.reconcile.line import line
from baithak.reconcile.values import Line, Telling, days
from baithak.record import judged
from baithak.record.cast import settle
from baithak.record.schema import block, engagement, report, side, taking_part, telling, topic

_CHUNK = 500  # values in one IN (…)
_decode = msgspec.json.Decoder(Telling).decode
_decode_line = msgspec.json.Decoder(Line).decode


def write(connection: Connection, tellings: Sequence[Telling]) -> None:
    """Write tellings and the keys under which they stand; their lines are still to be judged.

    Args:
        connection: A writing transaction.
        tellings: Of one report, in its order.
    """
    if not tellings:
        return
    connection.execute(
        telling.insert(),
        [
            {"id": t.id, "report": t.report, "item": n, "value": msgspec.json.encode(replace(t, gist="")).decode()}
            for n, t in enumerate(tellings)
        ],
    )
    rows = [{"key": k, "telling": t.id} for t in tellings for k in sorted(index_keys(t))]
    if rows:
        connection.execute(block.insert(), rows)


def relate(connection: Connection, fresh: Sequence[Telling], touched: Iterable[str] = ()) -> list[str]:
    """Judge new tellings against those of the record.

    Args:
        connection: A writing transaction.
        fresh: Tellings just written.
        touched: Ids of other tellings that are to be judged anew.

    Returns:
        Ids of the lines that are new or changed.
    """
    said = judged.pairs(connection)
    near = {t.id for t in fresh} | set(touched)
    for one in fresh:
        near.update(other.id for other in _candidates(connection, one) if compare(one, other).same)
    near.update(_judged_with(near, said))
    return regroup(connection, near, said)


def regroup(connection: Connection, ids: Iterable[str], said: Mapping[Pair, bool] | None = None) -> list[str]:
    """Judge anew all that hangs together with some tellings.

    Args:
        connection: A writing transaction.
        ids: Ids of the tellings.
        said: What people have judged of pairs, where it is at hand.

    Returns:
        Ids of the lines that are new or changed.
    """
    said = judged.pairs(connection) if said is None else said
    members = _components(connection, ids)
    if not members:
        return []
    word = judged.said_of(connection, members.values())
    kept = [_struck(t, word) for t in members.values() if t.id not in word.dropped]
    found = Clustering(kept, said)
    for component in found.components():
        mine = update(telling).where(telling.c.id.in_(component))
        connection.execute(mine.values(component=component[0]))
    here = {t.id: t for t in kept}
    lines = [line([here[i] for i in group], _fixed(group, word.fixed)) for group in found.groups()]
    changed = _replace(connection, members, lines)
    for some in _chunks(sorted(word.dropped)):
        connection.execute(update(telling).where(telling.c.id.in_(some)).values(engagement=None))
    return changed


def _struck(one: Telling, word: judged.Judged) -> Telling:
    """A telling without the values that a person has judged wrong."""
    wrong = {f: None for f, v in word.struck.get(one.id, {}).items() if str(getattr(one, f)) == v}
    return replace(one, **wrong) if wrong else one


def _fixed(group: Sequence[str], fixed: Mapping[str, Mapping[str, tuple[str, str]]]) -> dict[str, tuple[str, str]]:
    out: dict[str, tuple[str, str]] = {}
    for member in group:
        out.update(fixed.get(member, {}))
    return out


def _judged_with(ids: Iterable[str], said: Mapping[Pair, bool]) -> set[str]:
    here = set(ids)
    return {other for pair, same in said.items() if same and here & {*pair} for other in pair}


def _candidates(connection: Connection, one: Telling) -> Iterator[Telling]:
    keys = sorted(query_keys(one))
    asked = _tellings().where(
        telling.c.id.in_(select(block.c.telling).where(block.c.key.in_(keys))), telling.c.report != one.report
    )
    yield from _read(connection, asked)


def _tellings() -> Select[Any]:
    return select(telling.c.value, report.c.story, report.c.gist).join(report, report.c.key == telling.c.report)


def _read(connection: Connection, asked: Select[Any]) -> Iterator[Telling]:
    for value, story, gist in connection.execute(asked):
        yield replace(_decode(value), story=story, gist=gist)


def by_ids(connection: Connection, ids: Iterable[str]) -> dict[str, Telling]:
    """Tellings by their ids.

    Args:
        connection: A transaction.
        ids: The ids; those that are not there are left out.
    """
    out: dict[str, Telling] = {}
    for some in _chunks(sorted(set(ids))):
        out.update((t.id, t) for t in _read(connection, _tellings().where(telling.c.id.in_(some))))
    return out


def _components(connection: Connection, ids: Iterable[str]) -> dict[str, Telling]:
    """Some tellings and all that hang together with them."""
    members = by_ids(connection, ids)
    roots: set[str] = set()
    for some in _chunks(sorted(members)):
        asked = select(telling.c.component).where(telling.c.id.in_(some), telling.c.component.is_not(None))
        roots.update(root for root in connection.scalars(asked) if root)
    for some in _chunks(sorted(roots)):
        members.update((t.id, t) for t in _read(connection, _tellings().where(telling.c.component.in_(some))))
    return members


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(ids), _CHUNK):
        yield ids[at : at + _CHUNK]


# ---------------------------------------------------------------------- lines


def _replace(connection: Connection, members: Mapping[str, Telling], lines: Sequence[Line]) -> list[str]:
    """Write the lines of some tellings in the place of those that they had."""
    old: dict[str, str] = {}
    for some in _chunks(sorted(members)):
        asked = select(engagement.c.id, engagement.c.value).where(
            engagement.c.id.in_(select(telling.c.engagement).where(telling.c.id.in_(some)))
        )
        old.update(connection.execute(asked).all())
    new = {made.id: (made, msgspec.json.encode(made).decode()) for made in lines}
    gone = [key for key, value in old.items() if key not in new or new[key][1] != value]
    for some in _chunks(gone):
        connection.execute(delete(engagement).where(engagement.c.id.in_(some)))
    changed = [made for made, value in new.values() if old.get(made.id) != value]
    for made in changed:
        _write(connection, made, new[made.id][1])
    return [made.id for made in changed]


def _write(connection: Connection, made: Line, value: str) -> None:
    span = days(made.date)
    connection.execute(
        engagement.insert(),
        {
            "id": made.id, "kind": made.kind, "status": made.status,
            "first": span and span[0], "last": span and span[1],
            "mechanism": made.mechanism, "ordinal": made.ordinal, "salience": made.salience,
            "conflicts": len(made.conflicts), "value": value,
        },
    )  # fmt: skip
    for some in _chunks(made.tellings):
        connection.execute(update(telling).where(telling.c.id.in_(some)).values(engagement=made.id))
    sides = [{"country": c, "engagement": made.id} for c in made.countries]
    topics = [{"topic": t, "engagement": made.id} for t in made.topics]
    people = settle(connection, made.people)
    parts = [{"person": p, "engagement": made.id} for p in dict.fromkeys(people.values())]
    for table, rows in ((side, sides), (topic, topics), (taking_part, parts)):
        if rows:
            connection.execute(table.insert(), rows)


def line_of(value: str) -> Line:
    """A line as it is stored.

    Args:
        value: JSON.
    """
    return _decode_line(value)
