"""What a report says that bears on its day of publication, as constraints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from baithak.edtf import bounds, weekday_name
from baithak.gazetteer import Mechanism, Term
from baithak.model import Document, Stamp
from baithak.orthography import Speller
from baithak.resolve.constraints import LAG, Constraint
from baithak.resolve.people import Member
from baithak.times import Timex, resolve
from baithak.times.values import Date, Shift, Weekday

_SLACK = timedelta(days=31)  # bounds of the register are the days of oaths or of announcements
_BEFORE = 8  # words before a name among which its *former* stands
_MANY = 3  # years that a headline counts since the last time
_LEAD = 3  # sentences of the lead
_AFTER = timedelta(days=31)  # within which the press tells of a sitting as news
_FIRST, _LAST = 1990, 2100  # years that a page may write of itself


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """An engagement as one clause tells it.

    Attributes:
        status: ``held``, ``planned``, ``ongoing``, ``cancelled`` or None.
        news: Whether the clause asserts it in the lead, of now.
        times: Time expressions that date it.
        mechanism: Register id of the mechanism, or None.
        number: Number of the sitting.
        span: Code points of the clause's word.
    """

    status: str | None
    news: bool
    times: tuple[Timex, ...]
    mechanism: str | None
    number: int | None
    span: tuple[int, int]


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What the sentences of a report give.

    Attributes:
        text: The document's text.
        spans: Code points of each sentence.
        times: Time expressions of each sentence.
        background: Whether each sentence stands in the past perfect, the tense of what was before.
        told: Those in clauses of the past, less the past perfect.
        ahead: Those in clauses of the future.
        events: Engagements as told.
        members: People.
        filed: Day of the dateline as the time expressions read it.
        mechanisms: The register's mechanisms by id.
        former: Folded words that put an office into the past.
        speller: The speller of the language.
    """

    text: str
    spans: Sequence[tuple[int, int]]
    times: Sequence[Sequence[Timex]]
    background: Sequence[bool]
    told: Sequence[Timex]
    ahead: Sequence[Timex]
    events: Sequence[Event]
    members: Sequence[Member]
    filed: str | None
    mechanisms: Mapping[str, Mechanism]
    former: frozenset[str]
    speller: Speller


# ---------------------------------------------------------------------- years


def of_years(evidence: Evidence) -> Iterator[Constraint]:
    """Years told: no older than the latest of the past, no younger than the first of what is planned."""
    past = [(t, year) for t in evidence.told if t.bound is None and (year := _year(t))]
    if past:
        timex, year = max(past, key=lambda p: p[1])
        yield Constraint(
            rule="year of what was held",
            value=f"not before {year}",
            span=(timex.start, timex.end),
            first=date(year, 1, 1),
        )
    planned = [
        (t, year) for e in evidence.events if e.status == "planned" and e.news for t in e.times if (year := _year(t))
    ]
    if planned:
        timex, year = min(planned, key=lambda p: p[1])
        yield Constraint(
            rule="year of what is planned",
            value=f"not after {year}",
            span=(timex.start, timex.end),
            last=date(year, 12, 31),
        )


def _year(timex: Timex) -> int | None:
    value = timex.value
    return value.year if isinstance(value, Date) and value.year and not timex.problem else None


def of_stamps(late: Sequence[Stamp]) -> Iterator[Constraint]:
    """Days on which the page was fetched or changed: the report is no younger."""
    for stamp in late:
        yield Constraint(
            rule="later stamp of the page", value=f"not after {stamp.day}", span=(stamp.span.start, stamp.span.end),
            last=date.fromisoformat(stamp.day),
        )  # fmt: skip


def years_since(document: Document, evidence: Evidence, others: Sequence[tuple[int, int]]) -> Iterator[Constraint]:
    """So many years after a year that the report tells: the latest year of the past and the number add up. Weak."""
    counted = [
        t
        for sentence in evidence.times[:_LEAD]
        for t in sentence
        if isinstance(t.value, Shift) and t.value.counted and t.value.unit == "year" and t.value.n >= _MANY
    ]
    latest = max(_written(document.text, evidence, evidence.ahead, others), default=0)
    for timex in counted[:1] if latest else []:
        year = latest + round(timex.value.n) if isinstance(timex.value, Shift) else 0
        yield Constraint(
            rule="years since the last time", value=f"{year}, counted from {latest}", span=(timex.start, timex.end),
            first=date(year, 1, 1), last=date(year, 12, 31), weak=True,
        )  # fmt: skip


def page_years(
    document: Document, evidence: Evidence, ahead: Sequence[Timex], others: Sequence[tuple[int, int]]
) -> Iterator[Constraint]:
    """The latest year written on the page, its furniture included: the report's own, or the one before. Weak.

    Args:
        document: The cleaned report.
        evidence: What its sentences say.
        ahead: Time expressions whose years are of what is to come.
        others: Code points of stamps that are not the report's.
    """
    years = _written(document.text, evidence, ahead, others)
    if years:
        latest = max(years)
        yield Constraint(
            rule="latest year told in the page",
            value=f"{latest}, or the year after",
            span=years[latest],
            first=date(latest, 1, 1),
            last=date(latest + 1, 12, 31),
            weak=True,
        )


def _written(
    text: str, evidence: Evidence, ahead: Sequence[Timex], others: Sequence[tuple[int, int]]
) -> dict[int, tuple[int, int]]:
    """Every year that stands in the text, with its words."""
    out: dict[int, tuple[int, int]] = {}
    targets = {(t.start, t.end) for sentence in evidence.times for t in sentence if t.bound in ("until", "by")}
    targets |= {(t.start, t.end) for t in ahead} | set(others)
    at = 0
    while at < len(text):
        if not text[at].isdigit():
            at += 1
            continue
        end = at
        while end < len(text) and text[end].isdigit():
            end += 1
        year = int(text[at:end]) if end - at == 4 else 0
        if year and text[end : end + 1] in ("-", "–") and len(tail := _figures(text, end + 1)) == 2:
            year = year // 100 * 100 + int(tail)  # a financial year ends in the second
        if _FIRST <= year <= _LAST and not any(a <= at < b for a, b in targets):
            out.setdefault(year, (at, end))
        at = end
    return out


def _figures(text: str, at: int) -> str:
    end = at
    while end < len(text) and text[end].isdigit():
        end += 1
    return text[at:end]


# ---------------------------------------------------------------------- weekdays


def of_weekdays(evidence: Evidence) -> list[Constraint]:
    """Weekdays of the news, the dateline's own or just before it, and weekdays told with a day and month."""
    out = []
    for timex in _news_weekdays(evidence)[:2]:
        name = weekday_name(timex.weekday or 0)
        out.append(
            Constraint(
                rule="weekday of the news", value=name, span=(timex.start, timex.end), weekday=timex.weekday, lag=LAG
            )
        )
    for ahead, times in ((False, evidence.told), (True, evidence.ahead)):
        for timex in times:
            value = timex.value
            if timex.weekday is None or not isinstance(value, Date) or value.year or not value.month or not value.day:
                continue
            out.append(
                Constraint(
                    rule="weekday told with its date",
                    value=f"{value.month:02}-{value.day:02} was a {weekday_name(timex.weekday)}",
                    span=(timex.start, timex.end), weekday=timex.weekday, event=(value.month, value.day), ahead=ahead,
                )
            )  # fmt: skip
    return out


def _news_weekdays(evidence: Evidence) -> list[Timex]:
    return [t for t in evidence.told if isinstance(t.value, Weekday) and t.value.which is None and t.bound is None]


def own_day(evidence: Evidence) -> Iterator[Constraint]:
    """The first weekday of the news is rather the dateline's own than the one before. Weak."""
    for timex in _news_weekdays(evidence)[:1]:
        yield Constraint(
            rule="weekday of the news", value=f"{weekday_name(timex.weekday or 0)}, the dateline's own",
            span=(timex.start, timex.end), weekday=timex.weekday, weak=True,
        )  # fmt: skip


def told_as_today(evidence: Evidence) -> Timex | None:
    """The first date that the text itself calls today."""
    return next((t for sentence in evidence.times for t in sentence if t.today and not t.problem), None)


def dated_lead(evidence: Evidence) -> Constraint | None:
    """The lead dates what has happened by day and weekday, and more of that same weekday is still to come."""
    for sentence in evidence.times[:_LEAD]:
        for timex in sentence:
            day = resolve(timex, None)
            if timex.weekday is None or timex.conflict or not day or len(day) != 10 or timex not in evidence.told:
                continue
            later = (
                t for t in evidence.ahead if isinstance(t.value, Weekday) and t.value == Weekday(timex.weekday, None)
            )
            if any(t.bound is None and t.start > timex.start for t in later) and not day.startswith("X"):
                on = date.fromisoformat(day)
                return Constraint(
                    rule="told as past and as still to come of one day", value=f"{weekday_name(timex.weekday)}, {day}",
                    span=(timex.start, timex.end), first=on, last=on,
                )  # fmt: skip
    return None


# ---------------------------------------------------------------------- terms of office


def of_terms(evidence: Evidence) -> Iterator[Constraint]:
    """People in office: the report lies within the time in which the register knows them in the office it gives."""
    for member in evidence.members:
        terms = [t for t in member.known.terms if t.office == member.office] if member.known and member.office else []
        if not terms or not member.spans or any(_past_office(evidence, s) for s in member.spans):
            continue
        first, last = _held(terms)
        if first or last:
            yield Constraint(
                rule="term of office",
                value=f"{member.name}, {member.office} {first or '..'}/{last or '..'}",
                span=member.spans[0],
                first=first - _SLACK if first else None,
                last=last + _SLACK if last else None,
                register=True,
            )


def _held(terms: Sequence[Term]) -> tuple[date | None, date | None]:
    """From the first day of the first term to the last of the last, None where open."""
    starts = [b[0] if (b := bounds(t.start)) else None for t in terms]
    ends = [b[1] if (b := bounds(t.end)) else None for t in terms]
    first = None if None in starts else min(s for s in starts if s)
    return first, None if None in ends else max(e for e in ends if e)


def _past_office(evidence: Evidence, span: tuple[int, int]) -> bool:
    """Whether a mention is of an office held before: its words say so, its sentence a year, or what was before."""
    for (start, end), times, before in zip(evidence.spans, evidence.times, evidence.background, strict=True):
        if start <= span[0] < end:
            if before or any(_year(t) for t in times):
                return True
            words = [t.key for t in evidence.speller.tokens(evidence.text, start, span[0]) if t.kind == "w"]
            return not evidence.former.isdisjoint(words[-_BEFORE:])
    return False


# ---------------------------------------------------------------------- sessions


def of_sessions(evidence: Evidence) -> Iterator[Constraint]:
    """Numbered sittings against the ladder: not before one that was held, not after one that is planned."""
    for event in evidence.events:
        mechanism = evidence.mechanisms.get(event.mechanism or "")
        if mechanism is None or event.number is None or event.status not in ("held", "ongoing", "planned"):
            continue
        start, end, next_ = _rungs(mechanism, event.number)
        first, last = (start, None) if event.status != "planned" else (None, end)
        if event.news and event.status != "planned":
            last = min((d for d in (end and end + _AFTER, next_) if d), default=None)
        if first or last:
            yield Constraint(
                rule="number of the session",
                value=f"{mechanism.name} {event.number} {event.status}, {first or '..'}/{last or '..'}",
                span=event.span, first=first, last=last, register=True,
            )  # fmt: skip


def _rungs(mechanism: Mechanism, number: int) -> tuple[date | None, date | None, date | None]:
    """Earliest and latest day of a sitting, its neighbours standing in for it, and the first day of the next."""
    sittings = {s.number: s for s in mechanism.sessions if s.number is not None}
    known = sittings.get(number)
    span = bounds(known.start) if known else None
    before = [s for n, s in sittings.items() if n < number and s.start]
    after = [s for n, s in sittings.items() if n > number and s.start]
    below = bounds(max(before, key=lambda s: s.number or 0).start) if before else None
    above = bounds(min(after, key=lambda s: s.number or 0).start) if after else None
    if span is None or known is None:
        return below[1] if below else None, above[0] if above else None, above[0] if above else None
    ended = bounds(known.end) if known.end else None
    return span[0], (ended or span)[1], above[0] if above else None
