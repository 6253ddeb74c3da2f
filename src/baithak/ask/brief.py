"""A desk officer's page on two sides or more: what a record has of them in a time; how it is written is rendering."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date

import msgspec
from sqlalchemy import Connection, and_, or_, select

from baithak.ask.levels import last
from baithak.ask.whole import Whole, of_line
from baithak.follow.agenda import Wanted as Follow
from baithak.follow.agenda import due
from baithak.follow.cadence import Next, coming
from baithak.follow.dues import passed
from baithak.follow.sittings import outlines, states
from baithak.follow.values import Due
from baithak.gazetteer import Mechanism, gazetteer
from baithak.model import Appointment, Measure
from baithak.reconcile.values import Line, days
from baithak.record.queries import Source, Wanted, by_mechanism, count, lines, lines_by_ids, sources
from baithak.record.schema import mention, promise, report, statement
from baithak.spans import Span

MOST = 300  # engagements of one brief, the newest
_OPEN = ("open", "overdue", "contradicted")
_SITTINGS = 4  # of one mechanism, the newest
_DONE = ("held", "ongoing", "cancelled")


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a report, as written."""

    report: Source
    words: str


class Owed(msgspec.Struct, frozen=True, kw_only=True):
    """A commitment or an invitation, what became of it, and the words of the reports that tell it."""

    due: Due
    said: tuple[Words, ...]


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """An appointment or a measure: context."""

    told: Appointment | Measure
    said: tuple[Words, ...]


class Latest(msgspec.Struct, frozen=True, kw_only=True):
    """The last meeting at a level."""

    level: str
    met: Whole


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A mechanism between the sides.

    Attributes:
        mechanism: As the register has it; None where the register has none of the name.
        name: Its name.
        sittings: Its newest engagements in the record.
        total: How many there are.
        ahead: When the next is due, as far as its cadence or an announcement tells.
    """

    name: str
    mechanism: Mechanism | None
    sittings: tuple[Whole, ...]
    total: int
    ahead: Next | None


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """What a record has of some sides in a time.

    Attributes:
        sides: Codes of states or organisations.
        since: As asked (EDTF), None from the beginning.
        until: As asked.
        on: The day on which the brief is made, by which plans are to come or past.
        total: How many engagements there are; ``held`` has the newest of them.
        last: The last meetings by level.
        held: Engagements held, under way or cancelled, in the order of their days.
        planned: Engagements of which no report tells that they were held.
        states: What became of each of them: ``open``, ``overdue``, ``superseded`` … by id.
        undated: Engagements whose year no report tells.
        called: Names of people outside the register, as shown, to how a report writes them.
        reports: How many reports tell of them.
        sources: How many stories: copies of one count once.
    """

    sides: tuple[str, ...]
    since: str | None
    until: str | None
    on: str
    total: int
    last: tuple[Latest, ...]
    held: tuple[Whole, ...]
    planned: tuple[Whole, ...]
    states: dict[str, str]
    undated: tuple[Whole, ...]
    standing: tuple[Standing, ...]
    owed: tuple[Owed, ...]
    appointments: tuple[Beside, ...]
    measures: tuple[Beside, ...]
    called: dict[str, str]
    reports: int
    sources: int

    @property
    def everything(self) -> tuple[Whole, ...]:
        """All engagements."""
        return self.held + self.planned + self.undated


def brief(connection: Connection, asked: Wanted, *, since: str | None, until: str | None, on: str) -> Brief:
    """Gather a brief.

    Args:
        connection: A transaction.
        asked: The sides and the time.
        since: First day, as asked.
        until: Last day, as asked.
        on: Today, ISO 8601.
    """
    found = list(lines(connection, msgspec.structs.replace(asked, limit=MOST, newest=True)))
    held = sorted((x for x in found if x.status in _DONE and days(x.date)), key=_when)
    planned = sorted((x for x in found if x.status not in _DONE), key=_when)
    undated = [x for x in _undated(connection, asked) if x.status in _DONE]
    unplanned = [x for x in _undated(connection, asked) if x.status not in _DONE]
    planned += [x for x in unplanned if x.id not in {p.id for p in planned}]
    chosen = [*held, *planned, *undated]
    followed = due(connection, Follow(today=date.fromisoformat(on).toordinal(), sides=asked.countries, limit=MOST))
    told = sources(connection, (key for line in chosen for key in line.reports))
    appointed = tuple(_appointments(connection, asked, told))
    names = {p.name for line in chosen for p in line.people if not p.known}
    names |= {one.told.person for one in appointed if isinstance(one.told, Appointment)}
    return Brief(
        sides=asked.countries, since=since, until=until, on=on, total=count(connection, asked),
        last=tuple(_latest(connection, asked)),
        held=_whole(connection, held), planned=_whole(connection, planned), undated=_whole(connection, undated),
        states=_states(planned, followed, date.fromisoformat(on).toordinal()),
        standing=tuple(_standing(connection, asked, on)), owed=tuple(_owed(connection, followed, asked)),
        appointments=appointed,
        measures=tuple(x for x, key in _beside(connection, asked, "measure") if key in told),
        called=_called(connection, sorted(names)), reports=len(told),
        sources=len({s.story for s in told.values()}),
    )  # fmt: skip


def _states(planned: Iterable[Line], followed: Iterable[Due], today: int) -> dict[str, str]:
    """What became of plans: as followed up, else by the day alone."""
    known = {d.id: d.state for d in followed if d.sort == "engagement"}
    return {x.id: known.get(x.id, "overdue" if passed(x.date, today) else "open") for x in planned}


def _called(connection: Connection, names: Sequence[str]) -> dict[str, str]:
    """How reports write some names, the first that does."""
    m, s = mention.c, statement.c
    name = and_(s.report == m.report, s.subject == "person", s.item == m.item, s.field == "name")
    asked = select(m.name, s.words).join(statement, name).where(m.name.in_(names))
    found: dict[str, str] = {}
    for shown, written in connection.execute(asked.order_by(m.name, m.report, s.number)) if names else ():
        found.setdefault(shown, written)
    return found


def _latest(connection: Connection, asked: Wanted) -> Iterator[Latest]:
    for one in last(connection, Wanted(countries=asked.countries, until=asked.until)):
        yield Latest(level=one.level, met=of_line(connection, one.line))


def _when(line: Line) -> tuple[int, int, str]:
    span = days(line.date) or (10**9, 10**9)
    return (span[1], span[0], line.id) if line.status == "planned" else (span[0], span[1], line.id)


def _whole(connection: Connection, some: Iterable[Line]) -> tuple[Whole, ...]:
    return tuple(of_line(connection, line) for line in some)


def _undated(connection: Connection, asked: Wanted) -> Iterator[Line]:
    """Engagements of no known year that reports published in the time tell."""
    anywhen = msgspec.structs.replace(asked, since=None, until=None, undated=True, newest=True, limit=MOST)
    some = list(lines(connection, anywhen))
    told = sources(connection, (key for line in some for key in line.reports))
    for line in some:
        published = [_ordinal(told[key].published) for key in line.reports if key in told]
        if any(_in_time(day, asked) for day in published):
            yield line


def _in_time(day: int | None, asked: Wanted) -> bool:
    if asked.since is None and asked.until is None:
        return True
    first, end = asked.since, asked.until
    return day is not None and (first is None or day >= first) and (end is None or day <= end)


def _ordinal(edtf: str | None) -> int | None:
    span = days(edtf)
    return span[1] if span else None


def _standing(connection: Connection, asked: Wanted, on: str) -> Iterator[Standing]:
    """Mechanisms of these sides that the record or the register knows sittings of, until the time's end."""
    here = Wanted(countries=asked.countries, until=asked.until)
    sittings = by_mechanism(connection, here)
    known = {m.name: m for m in gazetteer().between(frozenset(asked.countries))}
    names = [*(n for n, m in known.items() if n in sittings or m.sessions), *(n for n in sittings if n not in known)]
    ladders = outlines(connection, names)
    for name in names:
        there = sittings.get(name, [])
        few = {line.id: line for line in lines_by_ids(connection, there[:_SITTINGS])}
        newest = _whole(connection, [few[id_] for id_ in there[:_SITTINGS]])
        ahead = coming(ladders[name], known.get(name), date.fromisoformat(on).toordinal(), states())
        yield Standing(name=name, mechanism=known.get(name), sittings=newest, total=len(there), ahead=ahead)


# ---------------------------------------------------------------------- promises, appointments, measures


def _owed(connection: Connection, followed: Iterable[Due], asked: Wanted) -> Iterator[Owed]:
    """What is open, and what was settled by reports of the time."""
    some = [d for d in followed if d.sort in ("commitment", "invitation") and _told_before(d, asked.until)]
    some = [d for d in some if d.state in _OPEN or any(_in_time(_ordinal(c.published), asked) for c in d.chain)]
    told = sources(connection, (link.key for d in some for link in d.chain))
    for one in some:
        links = [link for link in one.chain if link.key in told and link.words]
        yield Owed(due=one, said=tuple(Words(report=told[x.key], words=" … ".join(x.words[:2])) for x in links))


def _told_before(one: Due, until: int | None) -> bool:
    told = [_ordinal(link.published) for link in one.chain]
    return until is None or any(day is not None and day <= until for day in told)


def _appointments(connection: Connection, asked: Wanted, told: Container[str]) -> Iterator[Beside]:
    """Those that reports of these sides tell, and envoys of one to the other."""
    known = gazetteer().states
    names = [known[side].name for side in asked.countries if side in known]
    for one, key in _beside(connection, asked, "appointment"):
        office = one.told.office if isinstance(one.told, Appointment) else None
        to = (office or "").partition(" to ")[2].removeprefix("the ")
        if to in names or (not to and key in told):
            yield one


def _beside(connection: Connection, asked: Wanted, sort: str) -> Iterator[tuple[Beside, str]]:
    """Context, with the key of the report that tells it."""
    for values, said in _promises(connection, asked, sort):
        told: Appointment | Measure
        if sort == "appointment":
            told = msgspec.json.decode(values[-1], type=Appointment)
        else:
            told = msgspec.json.decode(values[-1], type=Measure)
        yield Beside(told=told, said=said), said[-1].report.key


def _promises(connection: Connection, asked: Wanted, sort: str) -> Iterator[tuple[list[str], tuple[Words, ...]]]:
    """What reports tell of some sides, line by line, in the order told: JSON values, and the words."""
    p, r = promise.c, report.c
    chosen = [p.sides.contains(side) for side in asked.countries]
    query = select(p.line, p.report, p.value, r.day, r.text).join(report, r.key == p.report)
    query = query.where(p.sort == sort, or_(*chosen)).order_by(r.day.is_(None), r.day, r.key, p.item)
    grouped: dict[str, list[tuple[str, str, str]]] = {}
    for one in connection.execute(query):
        if _in_time(one.day, asked):
            grouped.setdefault(one.line, []).append((one.report, one.value, one.text))
    told = sources(connection, (key for some in grouped.values() for key, _, _ in some))
    for some in grouped.values():
        words = tuple(Words(report=told[key], words=_evidence(value, text)) for key, value, text in some)
        yield [value for _, value, _ in some], words


class _Evidence(msgspec.Struct):
    evidence: list[Span]


def _evidence(value: str, text: str) -> str:
    spans = msgspec.json.decode(value, type=_Evidence).evidence
    return " … ".join(span.cut(text) for span in spans[:2])


def conflicts(found: Sequence[Whole]) -> list[Whole]:
    """Those on which reports differ.

    Args:
        found: Engagements.
    """
    return [one for one in found if one.line.conflicts]
