"""The day of publication: told, stamped on the page, or left as the only day by the evidence of the report.

Never today, and never a guess: where the evidence leaves more than one day the answer is None, and what would decide it
is among the reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from baithak.gazetteer import Term
from baithak.model import Document, Stamp
from baithak.resolve.people import Member
from baithak.spans import Span
from baithak.times import Timex

_ORDER = ("published", "plain", "updated")
_LAG = 1  # days by which a report follows the weekday it tells of


class Clue(msgspec.Struct, frozen=True):
    """A piece of evidence: what it says, the words, and the rule."""

    rule: str
    value: str
    span: tuple[int, int]


class Publication(msgspec.Struct, frozen=True, kw_only=True):
    """The day of publication and why.

    Attributes:
        day: ``YYYY-MM-DD``; ``XXXX-MM-DD`` where only the year is open; None where nothing tells.
        basis: ``stated``, ``inferred`` or ``none``.
        clues: The evidence, strongest first.
    """

    day: str | None
    basis: str
    clues: tuple[Clue, ...] = ()

    @property
    def whole(self) -> str | None:
        """The day where all of it is known."""
        return self.day if self.day and not self.day.startswith("XXXX") else None


def publication(
    document: Document,
    times: Sequence[Sequence[Timex]],
    told: Sequence[Timex],
    ahead: Sequence[Timex],
    members: Iterable[Member],
    filed: str | None = None,
) -> Publication:
    """Solve for the day of publication.

    Args:
        document: The cleaned report; its report may carry the day told by the caller.
        times: Time expressions of each sentence, in order.
        told: Those among them that stand in a clause of the past, in order.
        ahead: Those in a clause of the future; their years are of what is to come.
        members: People of the report; their terms of office bound the year.
        filed: Day of the dateline as the time expressions read it (number words too).

    Returns:
        The day with its basis and evidence.
    """
    if document.report.published:
        return Publication(
            day=document.report.published,
            basis="stated",
            clues=(Clue("told by the caller", document.report.published, (0, 0)),),
        )
    stamped = _stamped(document.stamps)
    if stamped is not None:
        return Publication(
            day=stamped.day, basis="stated", clues=(Clue(f"{stamped.kind} stamp", stamped.day, _pair(stamped.span)),)
        )
    line = document.dateline
    day = filed or (line.day if line is not None else None)
    if line is None or day is None or len(day) != len("XXXX-01-01"):
        return Publication(day=None, basis="none")
    clue = Clue("dateline", day, _pair(line.date or line.span))
    if not day.startswith("XXXX"):
        return Publication(day=day, basis="stated", clues=(clue,))
    weekdays = [t for t in told if t.weekday is not None and t.kind == "day"]
    people = list(members)
    sure = _solve(day, clue, _years(document, times, ahead), weekdays, people)
    return sure if sure.whole else _solve(day, clue, _years(document, times, ()), weekdays, people)


def _pair(span: Span) -> tuple[int, int]:
    return (span.start, span.end)


def _stamped(stamps: Sequence[Stamp]) -> Stamp | None:
    for kind in _ORDER:
        for stamp in stamps:
            if stamp.kind == kind and not stamp.day.startswith("XXXX"):
                return stamp
    return None


def _solve(
    day: str,
    clue: Clue,
    years: Mapping[int, tuple[int, int]],
    weekdays: Sequence[Timex],
    people: Sequence[Member],
) -> Publication:
    """A dateline without a year: years told in the page, held against weekdays and terms of office."""
    if not weekdays:
        return Publication(day=day, basis="none", clues=(clue,))
    latest = max(years, default=0)
    left = [y for y in (latest, latest + 1) if _fits(y, day, weekdays[:2]) and _in_office(y, people)] if latest else []
    clues = (clue, Clue("weekday of the news", str(weekdays[0].weekday), (weekdays[0].start, weekdays[0].end)))
    if not left:
        return Publication(day=day, basis="none", clues=clues)
    return Publication(
        day=f"{left[0]:04d}{day[4:]}",
        basis="inferred",
        clues=(*clues, Clue("latest year told in the page", str(latest), years[latest])),
    )


def _years(document: Document, times: Sequence[Sequence[Timex]], ahead: Sequence[Timex]) -> dict[int, tuple[int, int]]:
    """Every year that stands in the text, page furniture included as weak evidence, with its words."""
    text = document.text
    out: dict[int, tuple[int, int]] = {}
    targets = {(t.start, t.end) for sentence in times for t in sentence if t.bound in ("until", "by")}
    targets |= {(t.start, t.end) for t in ahead}
    at = 0
    while at < len(text):
        if not text[at].isdigit():
            at += 1
            continue
        end = at
        while end < len(text) and text[end].isdigit():
            end += 1
        year = int(text[at:end]) if end - at == 4 else 0
        if (
            year
            and end + 2 < len(text)
            and text[end] in "-–"
            and text[end + 1 : end + 3].isdigit()
            and not text[end + 3 : end + 4].isdigit()
        ):
            year = year // 100 * 100 + int(text[end + 1 : end + 3])  # a financial year ends in the second
        if 1990 <= year <= 2100 and not any(a <= at < b for a, b in targets):
            out.setdefault(year, (at, end))
        at = end
    return out


def _fits(year: int, day: str, weekdays: Sequence[Timex]) -> bool:
    """Whether every weekday of the news is the dateline's own in that year, or lies just before it."""
    try:
        filed = date(year, int(day[5:7]), int(day[8:10]))
    except ValueError:  # 29 February
        return False
    return all(any((filed - timedelta(days=lag)).weekday() == w.weekday for lag in range(_LAG + 1)) for w in weekdays)


def _in_office(year: int, members: Sequence[Member]) -> bool:
    """Whether everybody whom the register knows in the office that the report gives held it in that year."""
    return all(
        any(_covers_year(t, year) for t in m.known.terms if t.office == m.office)
        for m in members
        if m.known is not None and m.office and any(t.office == m.office for t in m.known.terms)
    )


def _covers_year(term: Term, year: int) -> bool:
    """Whether a term covers a year, give or take one: many bounds of the register are known by the year alone."""
    start = int(term.start[:4]) if term.start else 0
    end = int(term.end[:4]) if term.end else 9999
    return start - 1 <= year <= end + 1
