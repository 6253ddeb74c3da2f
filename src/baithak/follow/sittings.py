"""Sittings of mechanisms in a record: whole, for one ladder, or in outline, for all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from msgspec.structs import replace
from sqlalchemy import Connection, func, select

from baithak.edtf import clash
from baithak.follow.ladder import Ladder, ladder, of_register
from baithak.follow.values import Difference, Sat, Source
from baithak.gazetteer import Gazetteer, Mechanism, gazetteer
from baithak.reconcile.values import Line, Telling, days
from baithak.record.queries import Source as Report
from baithak.record.queries import sources
from baithak.record.relate import by_ids, line_of
from baithak.record.schema import engagement, side

_CHUNK = 500  # values in one IN (…)
_MOVED = 366  # days by which a numbered sitting may miss its plan
_SHOWN = ("date", "place", "ordinal")  # fields of a rung
_SITTINGS = ("session", "summit", "meeting", "call")


def registered(name: str) -> Mechanism | None:
    """The register's entry of a mechanism.

    Args:
        name: Its name as shown.
    """
    return _by_name(gazetteer()).get(name)


@cache
def _by_name(known: Gazetteer) -> dict[str, Mechanism]:
    return {m.name: m for m in known.mechanisms.values()}


def registered_names() -> list[str]:
    """The names of all mechanisms of the register."""
    return list(_by_name(gazetteer()))


@cache
def states() -> dict[str, str]:
    """Place to its state."""
    return {p.name: p.state for p in gazetteer().places.values()}


def names(connection: Connection) -> list[str]:
    """The mechanisms of which the record has a sitting, sorted.

    Args:
        connection: A transaction.
    """
    asked = select(engagement.c.mechanism).where(engagement.c.mechanism.is_not(None)).distinct()
    return sorted(str(name) for name in connection.scalars(asked))


def sides_of(connection: Connection, wanted: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The sides of mechanisms: the register's, else those most lines give.

    Args:
        connection: A transaction.
        wanted: Their names.
    """
    known = _by_name(gazetteer())
    out = {name: tuple(known[name].sides) for name in wanted if name in known}
    left = sorted({*wanted} - {*out})
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    sittings: Counter[str] = Counter()
    for some in _chunks(left):
        e = engagement.c
        asked = select(e.mechanism, side.c.country, func.count()).join(side, side.c.engagement == e.id)
        for name, country, n in connection.execute(
            asked.where(e.mechanism.in_(some)).group_by(e.mechanism, side.c.country)
        ):
            counts[name][country] = n
            sittings[name] = max(sittings[name], n)
    for name, found in counts.items():
        out[name] = tuple(sorted(c for c in found if 2 * found[c] >= sittings[name]))
    return out


# ---------------------------------------------------------------------- one mechanism


def whole(connection: Connection, name: str, *, until: int | None = None, apart: bool = False) -> Ladder:
    """The ladder of a mechanism.

    Args:
        connection: A transaction.
        name: Its name as shown.
        until: As known on this day (proleptic ordinal): what was told or held later does not count.
        apart: Whether only what differs between engagements counts, not what differs within one.
    """
    e = engagement.c
    lines = [line_of(v) for v in connection.scalars(select(e.value).where(e.mechanism == name).order_by(e.id))]
    known = registered(name)
    told = [s for line in _with_reports(connection, lines) if (s := as_seen(line[0], line[1], until)) is not None]
    if apart:
        told = [replace(s, differs=()) for s in told]
    return ladder([*register_until(known, until), *told])


def register_until(known: Mechanism | None, until: int | None) -> list[Sat]:
    """The register's sittings; what lies after the day counts as ahead only where it was announced.

    Args:
        known: The register's entry.
        until: The day, None for all.
    """
    hosts = states() if known and known.sessions else {}
    own = of_register(known) if known else []
    out = [replace(s, state=s.state or hosts.get(s.place or "")) for s in own]
    if until is None:
        return out
    return [s for s in out if not ((at := days(s.date)) and at[0] > until and s.status in ("held", "not held"))]


def _with_reports(connection: Connection, lines: Sequence[Line]) -> Iterator[tuple[Line, list[tuple[Telling, Report]]]]:
    tellings = by_ids(connection, [t for line in lines for t in line.tellings])
    reports = sources(connection, [key for line in lines for key in line.reports])
    for line in lines:
        told = [tellings[t] for t in line.tellings if t in tellings]
        yield line, [(t, reports[t.report]) for t in told]


def as_seen(line: Line, told: Iterable[tuple[Telling, Report]], until: int | None = None) -> Sat | None:
    """A line as a sitting.

    Args:
        line: The line.
        told: Its tellings with their reports.
        until: Only what was told by this day; None for all.

    Returns:
        The sitting; None where nothing of it had been told.
    """
    kept = [(t, r) for t, r in told if until is None or t.published is None or t.published <= until]
    if not kept or line.kind not in _SITTINGS:
        return None
    happened = line.status in ("held", "ongoing") and any(t.status == line.status for t, _ in kept)
    status = line.status if happened or len(kept) == len(line.tellings) else kept[-1][0].status
    when = line.date if happened or status == line.status else kept[-1][0].date
    return Sat(
        line=line.id, number=line.ordinal, date=when, place=line.place, state=line.place_country,
        chairs=tuple(p.name for p in line.people), status=status, kind=line.kind, voices=max(1, line.sources),
        differs=tuple(_differences(line, kept)),
        sources=tuple(
            Source(kind="report", ref=r.id, published=r.published, says=_says(t), report=r.key, telling=t.id)
            for t, r in kept
        ),
    )  # fmt: skip


def _differences(line: Line, kept: Sequence[tuple[Telling, Report]]) -> Iterator[Difference]:
    """Values of a line's fields that some of its reports tell otherwise."""
    who = {
        t.id: Source(kind="report", ref=r.id, published=r.published, says=_says(t), report=r.key, telling=t.id)
        for t, r in kept
    }
    for shown in line.conflicts:
        for other in shown.others if shown.field in _SHOWN else ():
            if told := tuple(who[t] for t in other.tellings if t in who):
                yield Difference(field=shown.field, value=other.value, sources=told)


def _says(told: Telling) -> str:
    number = f"no. {told.ordinal}, " if told.ordinal is not None else ""
    return f"{number}{told.status}, {told.date or 'no day told'}"


def held_by_register(line: Line, planned: str | None, until: int) -> Sat | None:
    """The sitting of the register that an engagement planned by reports became.

    Args:
        line: The engagement.
        planned: The day that the plan gives, EDTF.
        until: As known on this day (proleptic ordinal).

    Returns:
        The one held sitting of that number, or the only one on the days planned.
    """
    known = registered(line.mechanism or "")
    held = [s for s in register_until(known, until) if s.happened and days(s.date)]
    if line.ordinal is not None:
        held = [s for s in held if s.number == line.ordinal]
    elif span := days(planned):
        held = [s for s in held if (at := days(s.date)) and at[0] <= span[1] and span[0] <= at[1]]
    else:
        return None
    return held[0] if len(held) == 1 and not (planned and clash(planned, held[0].date, slack=_MOVED)) else None


# ---------------------------------------------------------------------- all in outline


def outlines(connection: Connection, wanted: Iterable[str], *, until: int | None = None) -> dict[str, Ladder]:
    """The ladders of mechanisms without chairs, places and reports; the ids of their lines are only placeholders.

    Args:
        connection: A transaction.
        wanted: Names as shown.
        until: As known on this day, by the days of the sittings alone.
    """
    asked_for = sorted(set(wanted))
    known = _by_name(gazetteer())
    sats: dict[str, list[Sat]] = {name: register_until(known.get(name), until) for name in asked_for}
    e = engagement.c
    for some in _chunks(asked_for):
        columns = (e.mechanism, e.ordinal, e.status, e.kind, e.first, e.last)  # all of them in one index
        asked = select(*columns).where(e.mechanism.in_(some), e.kind.in_(_SITTINGS)).group_by(*columns)
        for name, number, status, kind, first, last in connection.execute(asked):
            if until is not None and status == "held" and first is not None and first > until:
                continue
            line = f"{name}/{len(sats[name])}"
            sats[name].append(Sat(line=line, number=number, date=_edtf(first, last), status=status, kind=kind))
    return {name: ladder(found) for name, found in sats.items()}


def _edtf(first: int | None, last: int | None) -> str | None:
    if first is None or last is None:
        return None
    a, b = date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat()
    return a if a == b else f"{a}/{b}"


def _chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(values), _CHUNK):
        yield values[at : at + _CHUNK]


def between(sides: Iterable[str], found: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The mechanisms in which all of some sides sit.

    Args:
        sides: The sides.
        found: Name to sides.
    """
    wanted = set(sides)
    return sorted(name for name, those in found.items() if wanted <= {*those})
