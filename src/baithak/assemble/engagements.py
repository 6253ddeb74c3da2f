"""Drafts → engagements as the contract prints them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from baithak.assemble.dates import around, beside_news, inside_visits, same_day, years_of_visits
from baithak.assemble.draft import GROUP, Draft
from baithak.assemble.places import lend_places
from baithak.edtf import bounds, stay, width
from baithak.language import Language
from baithak.model import Engagement, Reason
from baithak.resolve.mechanisms import mechanism_of
from baithak.resolve.people import Member
from baithak.spans import Alignment, Span

_STAY = 15  # days that a visit told by its first and last day may take
_LEAD = 4  # sentences within which the news of the day is told
_PERSONS = ("person", "office", "counterpart", "pronoun", "both_people")
_NEWS = 1  # sentences that open a report
_CURRENT = 7  # days before publication within which an engagement is still the news


class Finisher:
    """Turns drafts into engagements.

    Args:
        members: The report's people.
        spans: Code points of each sentence in the document's text.
        alignment: Leads offsets back to the text as read.
        published: Day of publication, told or inferred, its year possibly open, or None.
        filed_at: Place of the dateline, or None.
        lang: The language; its frames tell what may be said from afar.
    """

    def __init__(
        self,
        members: Sequence[Member],
        spans: Sequence[tuple[int, int]],
        alignment: Alignment,
        published: str | None,
        filed_at: str | None,
        lang: Language,
    ) -> None:
        self._members = members
        self._gazetteer = lang.gazetteer
        self._heads = frozenset(lang.offices.heads_of_state)
        self._spans = spans
        self._alignment = alignment
        self._filed = published
        self._filed_at = (filed_at, lang.gazetteer.places[filed_at].state) if filed_at else None
        self._published = published if published and not published.startswith("XXXX") else None

    def __call__(self, drafts: Sequence[Draft]) -> list[Engagement]:
        """All engagements of a report, in the order told."""
        for draft in drafts:
            self._date(draft)
            if (
                draft.kind == "visit"
                and draft.day is None
                and any(i.status == "ongoing" or i.arrival for i in draft.instances)
            ):
                draft.day = self._about_publication(draft, "ongoing")
        years_of_visits(drafts)
        same_day(drafts)
        inside_visits(drafts)
        beside_news(drafts)
        around(drafts)
        for draft in drafts:
            if draft.kind == "meeting" and self._is_remote(draft, drafts):
                draft.kind = "call"
            elif draft.kind == "meeting" and self._is_summit(draft):
                draft.kind = "summit"
        lend_places(drafts, self._filed_at)
        for draft in drafts:
            draft.current = draft.kind == "visit" and _holds_news(draft, drafts)
            draft.begun = draft.kind == "visit" and _has_begun(draft, drafts)
        return [self._engagement(d) for d in drafts]

    # ------------------------------------------------------------------ dates

    def _date(self, draft: Draft) -> None:
        """The sharpest date that an asserting clause gives; a stay runs from its first day."""
        ranked = sorted(draft.dates, key=lambda d: (not d.asserted, width(d.value)))
        draft.day = ranked[0].value if ranked else None
        if draft.day and draft.duration:
            draft.day = stay(draft.day, draft.duration)
        spans = [d.value for d in draft.dates if "/" in d.value and width(d.value) < _STAY]
        if draft.kind == "visit" and len(ranked) > 1 and spans:
            draft.day = spans[0]

    def _is_summit(self, draft: Draft) -> bool:
        """Talks of two leaders that the report then calls the summit."""
        offices = [o for o in draft.offices.values() if o is not None]
        heads = [o for o in offices if o in self._heads]
        called = any(i.event == "summit" and i.anaphoric and not i.nominal for i in draft.instances)
        return called and len(heads) > 1 and len(heads) == len(draft.people)

    def _is_remote(self, draft: Draft, drafts: Sequence[Draft]) -> bool:
        """Talks with a counterpart abroad, with no place and no travel told, are a call (labelling rule on kinds)."""
        if (
            draft.place
            or not draft.people
            or any(i.status == "planned" and not i.nominal for i in draft.instances)
            or len({a.state for i in draft.instances for a in i.actors if a.party.kind in _PERSONS}) < 2
            or any(i.inside or i.face_to_face for i in draft.instances)
            or not all(i.remote or i.anaphoric for i in draft.instances)
        ):
            return False
        return not any(
            d is not draft
            and (d.kind == "signing" or (GROUP[d.kind] in ("visit", "talk") and set(d.people) & set(draft.people)))
            and set(draft.states) <= set(d.states)
            for d in drafts
        )

    # ------------------------------------------------------------------ the engagement

    def _engagement(self, draft: Draft) -> Engagement:
        status = draft.status() or ("planned" if self._is_future(draft.day) else "held")
        if draft.kind == "visit" and ((status == "held" and self._is_on(draft)) or draft.begun):
            status = "ongoing"
        salience = self._salience(draft, status)
        date = draft.day or self._about_publication(draft, status)
        sides = frozenset(draft.states)
        mechanism = (
            mechanism_of((i.mechanism for i in draft.instances), sides, self._gazetteer.mechanisms)
            if draft.kind in ("session", "summit")
            else None
        )
        return Engagement(
            kind=draft.kind,
            status=status,
            date=date,
            place=draft.place,
            place_country=draft.place_state,
            participants=[self._members[n].name for n in sorted(draft.people)],
            countries=self._countries(draft, mechanism.sides if mechanism else ()),
            mechanism=mechanism.name if mechanism else None,
            ordinal=draft.ordinal,
            topics=list(draft.topics),
            salience=salience,
            evidence=self._evidence(draft),
            reasons=self._date_reasons(draft, date),
        )

    def _is_on(self, draft: Draft) -> bool:
        """A visit whose traveller has just arrived goes on, unless its days were over when the report appeared."""
        days, printed = bounds(draft.day), bounds(self._published)
        if days is not None and (days[1] - days[0]).days > _CURRENT:
            return False
        if days is not None and printed is not None and days[0] < days[1] and days[0] <= printed[0] <= days[1]:
            return True
        if draft.current and draft.day is None:
            return True
        if not any(i.arrival for i in draft.instances):
            return False
        if days is None or printed is None:
            return min(i.sentence for i in draft.instances) <= _LEAD
        end = days[1] if draft.duration or "/" in (draft.day or "") else days[1] + timedelta(days=1)
        return end >= printed[0] and (printed[0] - days[0]).days < _CURRENT

    def _countries(self, draft: Draft, sides: Sequence[str]) -> list[str]:
        if len(sides) == 1 and not draft.people:
            return list(sides)
        states = [s for s in draft.states if s in self._gazetteer.states or s in self._gazetteer.organisations]
        return sorted(states)

    def _is_future(self, day: str | None) -> bool:
        a, b = bounds(day), bounds(self._published)
        return bool(a and b and a[0] > b[1])

    def _salience(self, draft: Draft, status: str) -> str:
        if all(i.nominal or i.perfect for i in draft.instances):
            return "background"
        a, b = bounds(draft.day), bounds(self._published)
        if a and b and ((b[0] - a[1]).days > _CURRENT or (status == "held" and a[0].year < b[0].year - 1)):
            return "background"
        first = min(i.sentence for i in draft.instances)
        return "main" if first <= _LEAD or any(i.headline for i in draft.instances) else "background"

    def _about_publication(self, draft: Draft, status: str) -> str | None:
        """Undated news of the day is dated about the day of publication, and says that it is only about."""
        told = [i for i in draft.instances if not i.nominal]
        if not self._filed or status not in ("held", "ongoing") or not told:
            return None
        lead = min(i.sentence for i in told) <= _LEAD
        if draft.kind == "visit" and status == "held" and not (lead or any(i.arrival for i in told)):
            return None
        untold = any(t.kind == "day" and t.bound is None for i in told for t in i.times)  # a day told, but no real one
        if untold or any(i.perfect for i in told):
            return None
        return f"{self._filed}~"

    def _evidence(self, draft: Draft) -> list[Span]:
        numbers = sorted({i.sentence for i in draft.instances})
        return [self._alignment.to_source(Span(*self._spans[n])) for n in numbers]

    def _date_reasons(self, draft: Draft, date: str | None) -> list[Reason]:
        """Why the date; the reasons of the other fields are found in the sentences (``reasons.py``)."""
        out = []
        for d in draft.dates:
            span = self._alignment.to_source(Span(*d.span))
            out.append(Reason(field="date", rule=f"{d.rule}: {d.value}", start=span.start, end=span.end))
        if date and not draft.dates:
            rule = "taken over from what is told around it" if draft.day else "news of the day of publication"
            out.append(Reason(field="date", rule=rule, start=0, end=0))
        return out


def _holds_news(visit: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether the talks that are the news lie inside a visit that nothing says is over: it goes on."""
    past = any(i.over or (i.perfect and not i.arrival) for i in visit.instances)
    if past or (visit.day and width(visit.day) > _CURRENT) or _is_dated_elsewhen(visit) or _is_returned(visit, drafts):
        return False
    return any(
        GROUP[d.kind] in ("talk", "signing")
        and d.status() in ("held", "ongoing")
        and bool(set(d.people) & set(visit.people))
        and set(d.states) <= set(visit.states)
        and any(i.sentence <= _NEWS and not i.nominal and not i.perfect for i in d.instances)
        for d in drafts
    )


def _is_dated_elsewhen(visit: Draft) -> bool:
    """Whether a visit only mentioned has a month or year of its own that cannot be read (*in June last year*)."""
    times = [t for i in visit.instances for t in i.times]
    return not visit.dates and any(t.kind in ("month", "year") for t in times)


def _is_returned(visit: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether somebody of the state visited is told to be on a visit in return: one of the two is past."""
    return all(i.nominal for i in visit.instances) and any(
        d.kind == "visit"
        and d.place_state in visit.people.values()
        and visit.place_state in d.people.values()
        and not all(i.nominal for i in d.instances)
        for d in drafts
    )


def _has_begun(visit: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a visit only spoken of as that of talks to come has begun: its guest was met there, and that is news."""
    if visit.day or visit.status() != "planned" or not all(i.nominal for i in visit.instances):
        return False
    return any(
        GROUP[d.kind] == "talk"
        and d.status() == "held"
        and bool(set(d.people) & set(visit.people))
        and d.place_state == visit.place_state
        and any(i.sentence <= _LEAD and not i.nominal and not i.perfect for i in d.instances)
        for d in drafts
    )
