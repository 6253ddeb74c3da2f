"""One person of the record: names, offices over time, whom they met and how often, appointments, engagements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec
from sqlalchemy import Connection, String, and_, cast, func, select

from baithak.ask.rows import Row, row
from baithak.ask.wanted import person_id
from baithak.ask.whole import Saying
from baithak.gazetteer import Term, gazetteer
from baithak.model import Appointment
from baithak.record.queries import Wanted, count, lines, lines_by_ids
from baithak.record.schema import engagement, mention, person, promise, report, statement, taking_part

_MET = ("meeting", "call", "session", "summit")
_MOST = 40  # people met who are named
_NEVER = 10_000_000  # before any day: days behind it sort as text


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """An office as reports give it.

    Attributes:
        office: In English, as the record shows it.
        country: Of which state.
        first: Day of publication of the first report that gives it, None where no day is known.
        last: Of the last.
        reports: How many give it.
        sources: How many stories: copies of one count once.
        said: Words of the first and the last of them.
    """

    office: str
    country: str | None
    first: str | None
    last: str | None
    reports: int
    sources: int
    said: tuple[Saying, ...]


class Appointed(msgspec.Struct, frozen=True, kw_only=True):
    """An appointment that a report tells of."""

    office: str | None
    country: str | None
    date: str | None
    report: str
    words: str


class Met(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody met: how often, and the last time."""

    id: str
    name: str
    country: str | None
    times: int
    last: str | None
    engagement: str


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """A person.

    Attributes:
        register: Terms of office as the register has them; empty for somebody outside it.
        names: Names by which reports call them, and how many do.
        met: People of other states with whom they met or spoke.
        beside: People of their own state, or of none known, who took part with them.
        total: How many engagements there are, of which ``engagements`` are the newest.
    """

    id: str
    name: str
    country: str | None
    names: tuple[tuple[str, int], ...]
    register: tuple[Term, ...]
    offices: tuple[Office, ...]
    appointments: tuple[Appointed, ...]
    met: tuple[Met, ...]
    beside: tuple[Met, ...]
    engagements: tuple[Row, ...]
    total: int


def profile(connection: Connection, name: str, limit: int = 20) -> Profile:
    """A person by a name in any script.

    Args:
        connection: A transaction.
        name: The name, or the id.
        limit: At most so many engagements, the newest.

    Raises:
        AskError: Nobody, or more than one, is called so.
    """
    id_ = person_id(connection, name)
    who = connection.execute(select(person).where(person.c.id == id_)).one()
    official = gazetteer().people.get(id_)
    m = mention.c
    tally = select(m.name, func.count()).where(m.person == id_).group_by(m.name).order_by(func.count().desc(), m.name)
    wanted = Wanted(people=(id_,), newest=True, limit=limit)
    others = list(_met(connection, id_))
    return Profile(
        id=id_, name=who.name, country=who.country, names=tuple((n, c) for n, c in connection.execute(tally)),
        register=tuple(_in_order(official.terms)) if official else (), offices=tuple(_offices(connection, id_)),
        appointments=tuple(_appointments(connection, id_)),
        met=tuple(o for o in others if o.country and o.country != who.country)[:_MOST],
        beside=tuple(o for o in others if not o.country or o.country == who.country)[:_MOST],
        engagements=tuple(row(line) for line in lines(connection, wanted)), total=count(connection, wanted),
    )  # fmt: skip


def _in_order(terms: list[Term]) -> list[Term]:
    return sorted(terms, key=lambda t: (t.start or "", t.end or "9999"))


def _offices(connection: Connection, id_: str) -> Iterator[Office]:
    m, s, r = mention.c, statement.c, report.c
    office = and_(s.report == m.report, s.subject == "person", s.item == m.item, s.field == "office")
    columns = (m.office, m.country, r.id, r.key, r.day, r.story, s.words, s.rule, s.start, s.end, s.concluded)
    asked = select(*columns).join(statement, office).join(report, r.key == m.report)
    asked = asked.where(m.person == id_, m.office.is_not(None)).order_by(r.day.is_(None), r.day, r.key, s.number)
    held: dict[tuple[str, str | None], _Held] = {}
    for one in connection.execute(asked):
        here = held.setdefault((one.office, one.country), _Held())
        here.days += [one.day] if one.day is not None else []
        here.reports.add(one.key)
        here.stories.add(one.story)
        said = Saying(
            report=one.id, key=one.key, field="office", value=one.office, words=one.words, rule=one.rule,
            start=one.start, end=one.end, concluded=one.concluded,
        )  # fmt: skip
        here.said = [*here.said[:1], said]
    found = [_office(office, country, here) for (office, country), here in held.items()]
    yield from sorted(found, key=lambda o: (o.first is None, o.first or "", o.office))


class _Held(msgspec.Struct):
    """What reports say of one office; the first and the last words are kept."""

    days: list[int] = msgspec.field(default_factory=list)
    reports: set[str] = msgspec.field(default_factory=set)
    stories: set[str] = msgspec.field(default_factory=set)
    said: list[Saying] = msgspec.field(default_factory=list)


def _office(office: str, country: str | None, held: _Held) -> Office:
    return Office(
        office=office, country=country, first=_iso(min(held.days, default=None)),
        last=_iso(max(held.days, default=None)), reports=len(held.reports), sources=len(held.stories),
        said=tuple(held.said),
    )  # fmt: skip


def _appointments(connection: Connection, id_: str) -> Iterator[Appointed]:
    m, p, r = mention.c, promise.c, report.c
    asked = (
        select(p.value, m.name, r.id, r.text)
        .join(mention, m.report == p.report)
        .join(report, r.key == p.report)
        .where(p.sort == "appointment", m.person == id_)
        .order_by(r.day.is_(None), r.day, r.key)
    )
    for one in connection.execute(asked):
        told = msgspec.json.decode(one.value, type=Appointment)
        if told.person == one.name:
            words = told.evidence[0].cut(one.text) if told.evidence else ""
            yield Appointed(office=told.office, country=told.country, date=told.date, report=one.id, words=words)


def _met(connection: Connection, id_: str) -> Iterator[Met]:
    """Whom they met, the most often met first."""
    own, other = taking_part.alias(), taking_part.alias()
    e = engagement.c
    newest = func.max(cast(func.coalesce(e.last, 0) + _NEVER, String).concat(e.id))  # the day, then the engagement
    asked = (
        select(other.c.person, func.count(), newest)
        .select_from(own.join(other, other.c.engagement == own.c.engagement).join(engagement, e.id == own.c.engagement))
        .where(own.c.person == id_, other.c.person != id_, e.kind.in_(_MET), e.status.in_(("held", "ongoing")))
        .group_by(other.c.person)
        .order_by(func.count().desc(), newest.desc(), other.c.person)
        .limit(2 * _MOST)
    )
    best = {who: (int(times), str(last)[len(str(_NEVER)) :]) for who, times, last in connection.execute(asked)}
    p = person.c
    named = {r.id: r for r in connection.execute(select(p.id, p.name, p.country).where(p.id.in_(sorted(best))))}
    dates = {line.id: line.date for line in lines_by_ids(connection, (line for _, line in best.values()))}
    for who, (times, line) in best.items():
        if who in named:
            yield Met(
                id=who, name=named[who].name, country=named[who].country, times=times, last=dates.get(line),
                engagement=line,
            )  # fmt: skip


def _iso(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()
