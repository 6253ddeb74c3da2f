"""The day of publication: told, stamped on the page, or left as the only day by the evidence of the report.

Never today, and never a guess: where the evidence leaves more than one day the answer is None, and what is left and
what would decide it are among the reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from baithak.model import Document, Stamp
from baithak.resolve.constraints import Constraint, Step, candidates, deciding, derive, window
from baithak.resolve.evidence import (
    Evidence,
    dated_lead,
    of_sessions,
    of_stamps,
    of_terms,
    of_weekdays,
    of_years,
    own_day,
    page_years,
    told_as_today,
    years_since,
)
from baithak.spans import Span
from baithak.times import resolve

_EARLY, _LATE = 2, 31  # days before and after a dateline within which a page's stamp can be of the same report
_ORDER = ("published", "plain", "updated")


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
        clues: The evidence, strongest first, and what it leaves.
    """

    day: str | None
    basis: str
    clues: tuple[Clue, ...] = ()

    @property
    def whole(self) -> str | None:
        """The day where all of it is known."""
        return self.day if self.day and not self.day.startswith("XXXX") else None


def publication(document: Document, evidence: Evidence) -> Publication:
    """Solve for the day of publication.

    Args:
        document: The cleaned report; its report may carry the day told by the caller.
        evidence: What the report's sentences say that bears on it.

    Returns:
        The day with its basis and evidence.
    """
    told = document.report.published
    if told:
        return Publication(day=told, basis="stated", clues=(Clue("told by the caller", told, (0, 0)),))
    filed = _filed(document, evidence)
    fitting, late = _stamps(document.stamps, filed)
    stamped = _stamped(fitting)
    if stamped is not None:
        clue = Clue(f"{stamped.kind} stamp", stamped.day, _pair(stamped.span))
        return Publication(day=stamped.day, basis="stated", clues=(clue,))
    if filed is None:
        return _without_dateline(evidence, late)
    if not filed.value.startswith("XXXX"):
        return Publication(day=filed.value, basis="stated", clues=(filed,))
    return _solve(document, filed, evidence, late)


def _stamps(stamps: Sequence[Stamp], filed: Clue | None) -> tuple[list[Stamp], list[Stamp]]:
    """The page's whole stamps: those that fit the day of filing, and those that came long after it.

    A page carries the day on which it was fetched or last changed as readily as its own: one without a label that
    says *published* counts only where the dateline does not speak of another time of the year.
    """
    whole = [s for s in stamps if not s.day.startswith("XXXX")]
    yearless = filed.value if filed is not None and filed.value.startswith("XXXX") else None
    other = [s for s in whole if s.kind in ("plain", "updated") and yearless and not _soon_after(s.day, yearless)]
    return [s for s in whole if s not in other], [s for s in whole if s in other or s.kind == "clock"]


def _soon_after(stamp: str, filed: str) -> bool:
    """Whether a stamp is of the days from just before a day and month to a month after it."""
    day = date.fromisoformat(stamp)
    return any(-_EARLY <= (day - d).days <= _LATE for d in candidates(filed) if abs(d.year - day.year) <= 1)


def _filed(document: Document, evidence: Evidence) -> Clue | None:
    """The day of the dateline, or the one that the text calls today; its year may be open."""
    line = document.dateline
    day = evidence.filed or (line.day if line is not None else None)
    if line is not None and _is_day(day):
        return Clue("dateline", str(day), _pair(line.date or line.span))
    today = told_as_today(evidence)
    day = resolve(today, None) if today else None
    return Clue("told as today", str(day), (today.start, today.end)) if today and _is_day(day) else None


def _is_day(day: str | None) -> bool:
    return day is not None and len(day) == len("XXXX-01-01")


def _pair(span: Span) -> tuple[int, int]:
    return (span.start, span.end)


def _stamped(stamps: Sequence[Stamp]) -> Stamp | None:
    """The first stamp of the surest kind; those of posts and clocks are none of the report's."""
    return next((s for kind in _ORDER for s in stamps if s.kind == kind), None)


def _solve(document: Document, dateline: Clue, evidence: Evidence, late: Sequence[Stamp]) -> Publication:
    """A day without a year, held against all that the report says of its time.

    The register (terms of office, sittings) can exclude a year and shows which are left, but a day is given only where
    the report itself tells of its year.
    """
    days = candidates(dateline.value)
    sure = [*of_stamps(late), *of_years(evidence), *of_weekdays(evidence)]
    register = [*of_terms(evidence), *of_sessions(evidence)]
    others = [_pair(s.span) for s in late]
    steps: list[Step] = []
    for ahead in (evidence.ahead, ()):  # years of what is to come tell of its own only where nothing else does
        since, page = years_since(document, evidence, others), page_years(document, evidence, ahead, others)
        years = [*since, *page] if sure else []
        steps = derive(days, [*sure, *years, *register, *own_day(evidence)])
        alone = derive(days, [*sure, *years, *own_day(evidence)])
        if len(left := _left(steps, days)) == 1 and left == _left(alone, days) and _has_weekday(alone):
            clues = (dateline, *map(_clue, steps))
            return Publication(day=left[0].isoformat(), basis="inferred", clues=clues)
    left = _left(steps, days)
    clues = (dateline, *map(_clue, steps))
    if left:
        fact = deciding(left) if len(left) > 1 else "the year, told in the report: so far only the register leaves one"
        clues = (*clues, Clue("would decide", fact, (0, 0)))
    return Publication(day=dateline.value, basis="none", clues=clues)


def _clue(step: Step) -> Clue:
    return Clue(step.constraint.rule, step.said, step.constraint.span)


def _left(steps: Sequence[Step], days: tuple[date, ...]) -> tuple[date, ...]:
    return steps[-1].left if steps else days


def _has_weekday(steps: Sequence[Step]) -> bool:
    return any(s.constraint.weekday is not None and not s.aside for s in steps)


def _without_dateline(evidence: Evidence, late: Sequence[Stamp]) -> Publication:
    """No day of filing: the lead may date the news and tell what is still to come of that day; or a window is left."""
    lead = dated_lead(evidence)
    if lead is not None and lead.first is not None:
        return Publication(
            day=lead.first.isoformat(), basis="inferred", clues=(Clue(lead.rule, lead.value, lead.span),)
        )
    bounds = [*of_stamps(late), *of_years(evidence), *of_terms(evidence), *of_sessions(evidence)]
    return Publication(day=None, basis="none", clues=tuple(_window(bounds)))


def _window(bounds: Sequence[Constraint]) -> Iterable[Clue]:
    for c in bounds:
        yield Clue(c.rule, c.value, c.span)
    first, last = window(bounds)
    if (first or last) and not (first and last and first > last):
        yield Clue("left", f"{first.isoformat() if first else '..'}/{last.isoformat() if last else '..'}", (0, 0))
    yield Clue("would decide", "a date stamp or a dateline", (0, 0))
