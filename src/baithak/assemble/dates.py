"""Dates that drafts lend one another: talks inside a visit, what is told beside the news, a visit around its talks."""

from __future__ import annotations

from collections.abc import Sequence

from baithak.assemble.draft import GROUP, Draft
from baithak.edtf import bounds, shifted, stay, width
from baithak.frames.instance import Instance
from baithak.times.values import DayOf, Offset, Shift, Weekday

_LAST = 10**6  # stands for the last day of a stay
_WEEK = 7
_YEARLESS = 10  # signs of a day without a year
_DAYS = {"day": 1, "week": 7}
_INSIDE = 4  # sentences between a past visit and talks that still belong to it
_BESIDE = 3  # sentences after dated news within which its day still holds
_CURRENT = 7  # days before publication within which an engagement is still the news


def inside_visits(drafts: Sequence[Draft]) -> None:
    """Talks told inside a visit, with no day of their own, took place within its days."""
    visits = [d for d in drafts if d.kind == "visit" and d.day and width(d.day) < 40]
    summits = [d for d in drafts if d.kind == "summit" and d.day and width(d.day) < 40]
    for k, draft in enumerate(drafts):
        if draft.day or GROUP[draft.kind] not in ("talk", "signing"):
            continue
        if draft.kind == "signing" and (draft.status() or "held") == "held":
            draft.day = _day_beside(drafts, k)
        for visit in sorted(visits, key=lambda v: _apart(v, draft)) if draft.day is None else []:
            if abs(visit.instances[0].sentence - draft.instances[0].sentence) > _INSIDE and not any(
                i.arrival or i.status == "ongoing" for i in visit.instances
            ):
                continue
            if draft.place_state is not None and visit.place_state not in (None, draft.place_state):
                continue  # held at home, not on the trip abroad
            if _is_bygone(visit) and not _is_bygone(draft):
                continue  # *had come in 2015* lends the news no day
            same = frozenset(draft.states) <= frozenset(visit.states) and len(draft.states) > 1
            taking = not draft.people or bool(frozenset(visit.people) & frozenset(draft.people))
            told = any(i.inside for i in draft.instances) and bool(draft.people)  # others met there, too
            if (same or told) and taking and may_hold(visit, draft):
                draft.day = _by_weekday(visit, draft) or _within(visit)
                break
        if draft.day is None and any(i.inside for i in draft.instances):
            near = [s for s in summits if s is not draft and set(s.people) & set(draft.people)]
            draft.day = near[-1].day if near else None


def _is_bygone(draft: Draft) -> bool:
    """Whether all is told in the tense of background, as what was before this."""
    return all(i.perfect and i.before for i in draft.instances)


def years_of_visits(drafts: Sequence[Draft]) -> None:
    """A day told without its year, of talks within the days of a visit told with it, is of that year."""
    for draft in drafts:
        if draft.day is None or not draft.day.startswith("XXXX-") or len(draft.day) != _YEARLESS:
            continue
        for visit in drafts:
            days = bounds(visit.day) if visit.kind == "visit" and set(visit.people) & set(draft.people) else None
            if days is None or (days[1] - days[0]).days > _CURRENT or set(visit.states) != set(draft.states):
                continue
            told = {f"{d.year}{draft.day[4:]}" for d in days}
            within = [t for t in told if days[0].isoformat() <= t <= days[1].isoformat()]
            draft.day = within[0] if within else draft.day


def _by_weekday(visit: Draft, draft: Draft) -> str | None:
    """The day of talks told by their weekday, in a visit whose first day and its weekday are told."""
    first, own = _weekdays(visit), _weekdays(draft)
    if visit.day is None or len(first) != 1 or len(own) != 1:
        return None
    begins, _, ends = visit.day.partition("/")
    days = (own.pop() - first.pop()) % _WEEK
    return shifted(begins, days) if ends and days <= width(visit.day) else None


def _weekdays(draft: Draft) -> set[int]:
    return {t.value.day for i in draft.instances for t in i.times if isinstance(t.value, Weekday) and not t.value.which}


def _within(visit: Draft) -> str | None:
    """When talks of a visit were: in its days; about the day of an arrival whose stay has no end told."""
    day = visit.day
    open_ended = day is not None and width(day) == 0 and visit.duration is None and "~" not in day
    return f"{day}~" if open_ended and any(i.arrival for i in visit.instances) else day


def _apart(visit: Draft, draft: Draft) -> int:
    """Sentences between a visit and what may belong to it, at their nearest."""
    return min(abs(v.sentence - i.sentence) for v in visit.instances for i in draft.instances)


def same_day(drafts: Sequence[Draft]) -> None:
    """*On the same day*, *two days later*: counted from what was told last before; of a stay, from its first day."""
    for draft in drafts:
        for told in draft.instances if draft.day is None else []:
            days = 0 if told.same_day else _counted(told)
            if days is None:
                continue
            before = [
                (i.sentence, i.first, d.day)
                for d in drafts
                for i in d.instances
                if d is not draft and (i.sentence, i.first) < (told.sentence, told.first)
            ]
            last = max(before, key=lambda b: b[:2])[2] if before else None
            if last and width(last) < _CURRENT and "~" not in last:
                first, _, end = last.partition("/")
                draft.day = shifted(first, days) if days != _LAST else end or first
            break


def _counted(instance: Instance) -> int | None:
    """Days that a clause counts from the first one told before it (its last as ``_LAST``), None where it does not."""
    for timex in instance.times:
        value = timex.value
        if isinstance(value, DayOf):
            return value.n - 1 if value.n > 0 else _LAST
        unit = _DAYS.get(value.unit) if isinstance(value, Shift | Offset) else None
        narrated = isinstance(value, Offset) and value.base is None
        if isinstance(value, Shift):
            narrated = value.counted and value.n > 0 and instance.tense == "past"
        if narrated and unit and isinstance(value, Shift | Offset):
            return round(value.n * unit)
    return None


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
        draft.day = _day_beside(drafts, k)


def _day_beside(drafts: Sequence[Draft], k: int) -> str | None:
    """The day of the latest dated news of the same sides told shortly before the ``k``-th draft."""
    draft = drafts[k]
    for news in reversed(drafts[:k]):
        near = draft.instances[0].sentence - news.instances[-1].sentence <= _BESIDE
        same = set(news.states) == set(draft.states) and GROUP[news.kind] in ("talk", "signing")
        if near and same and news.day and width(news.day) == 0 and (news.status() or "held") == "held":
            return news.day
    return None


def for_which(drafts: Sequence[Draft]) -> None:
    """A visit told in one sentence with a dated summit or talks abroad (*for which he went*) has their days."""
    for visit in drafts:
        if visit.day or visit.kind != "visit" or (visit.status() or "held") != "held":
            continue
        for held in drafts:
            together = {i.sentence for i in held.instances} & {i.sentence for i in visit.instances if not i.nominal}
            fits = GROUP[held.kind] == "talk" and set(visit.states) == set(held.states) and held.status() == "held"
            if together and fits and held.day and width(held.day) < _CURRENT:
                visit.day = held.day
                break


def around(drafts: Sequence[Draft]) -> None:
    """A visit now on, with no day of its own, holds the dated talks that its traveller has on it."""
    for_which(drafts)
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
