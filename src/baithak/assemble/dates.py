"""Dates that drafts lend one another: talks inside a visit, what is told beside the news, a visit around its talks."""

from __future__ import annotations

from collections.abc import Sequence

from baithak.assemble.draft import GROUP, Draft
from baithak.edtf import bounds, stay, width

_INSIDE = 4  # sentences between a past visit and talks that still belong to it
_BESIDE = 3  # sentences after dated news within which its day still holds
_CURRENT = 7  # days before publication within which an engagement is still the news


def inside_visits(drafts: Sequence[Draft]) -> None:
    """Talks told inside a visit, with no day of their own, took place within its days."""
    visits = [d for d in drafts if d.kind == "visit" and d.day and width(d.day) < 40]
    summits = [d for d in drafts if d.kind == "summit" and d.day and width(d.day) < 40]
    for draft in drafts:
        if draft.day or GROUP[draft.kind] not in ("talk", "signing"):
            continue
        for visit in visits:
            if abs(visit.instances[0].sentence - draft.instances[0].sentence) > _INSIDE and not any(
                i.arrival or i.status == "ongoing" for i in visit.instances
            ):
                continue
            if draft.place_state is not None and visit.place_state not in (None, draft.place_state):
                continue  # held at home, not on the trip abroad
            same = frozenset(draft.states) <= frozenset(visit.states) and len(draft.states) > 1
            taking = not draft.people or bool(frozenset(visit.people) & frozenset(draft.people))
            told = any(i.inside for i in draft.instances) and bool(draft.people)  # others met there, too
            if (same or told) and taking and may_hold(visit, draft):
                draft.day = visit.day
                break
        if draft.day is None and any(i.inside for i in draft.instances):
            near = [s for s in summits if s is not draft and set(s.people) & set(draft.people)]
            draft.day = near[-1].day if near else None


def same_day(drafts: Sequence[Draft]) -> None:
    """*On the same day* is the day of what was told last before; of a stay, the day on which it began."""
    for draft in drafts:
        told = next((i for i in draft.instances if i.same_day), None)
        if told is None or draft.day:
            continue
        before = [
            (i.sentence, d.day) for d in drafts for i in d.instances if d is not draft and i.sentence < told.sentence
        ]
        span = bounds(max(before, key=lambda b: b[0])[1]) if before else None
        if span is not None and (span[1] - span[0]).days < _CURRENT:
            draft.day = span[0].isoformat()


def beside_news(drafts: Sequence[Draft]) -> None:
    """What is told right after dated news of the same sides, with no time of its own, was on that day."""
    for k, draft in enumerate(drafts):
        if (
            draft.day
            or draft.kind == "visit"
            or (draft.status() or "held") != "held"
            or any(i.perfect for i in draft.instances)
        ):
            continue
        for news in reversed(drafts[:k]):
            near = draft.instances[0].sentence - news.instances[-1].sentence <= _BESIDE
            same = set(news.states) == set(draft.states) and GROUP[news.kind] in ("talk", "signing")
            if near and same and news.day and width(news.day) == 0 and (news.status() or "held") == "held":
                draft.day = news.day
                break


def around(drafts: Sequence[Draft]) -> None:
    """A visit now on, with no day of its own, holds the dated talks that its traveller has on it."""
    for visit in drafts:
        if (
            visit.day
            or visit.kind != "visit"
            or not visit.people
            or not any(i.arrival or i.status == "ongoing" for i in visit.instances)
        ):
            continue
        days = [
            d.day
            for d in drafts
            if d is not visit
            and set(visit.people) <= set(d.people)
            and set(d.states) <= set(visit.states)
            and d.day
            and width(d.day) < _CURRENT
            and "~" not in d.day
        ]
        spans = [s for s in map(bounds, days) if s is not None]
        if not spans:
            continue
        first, last = min(s[0] for s in spans), max(s[1] for s in spans)
        if visit.duration:
            visit.day = stay(first.isoformat(), visit.duration)
        elif (last - first).days < _CURRENT:
            visit.day = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def may_hold(a: Draft, b: Draft) -> bool:
    """Whether talks can lie inside a visit: none are held inside a planned one, none planned inside one long over."""
    visit, talks = a.status() or "held", b.status() or "held"
    if talks == "planned":
        return visit in ("planned", "ongoing") or any(i.arrival for i in a.instances)
    return visit == talks or {visit, talks} <= {"held", "ongoing"}
