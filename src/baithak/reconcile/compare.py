"""Whether two tellings are one engagement: weights of agreement, each with its reason, and what forbids it.

The weights are log-odds in the manner of Fellegi & Sunter, "A theory for record linkage" (JASA 64, 1969), set by hand:
what is rare among the engagements of two states (the number of a session, a day, the same two people) weighs much,
what is common (the pair itself) nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from baithak.reconcile.people import same_person
from baithak.reconcile.values import Named, Telling
from baithak.reconcile.window import Window, window

#: Sum of weights from which two tellings are one engagement, and from which a person should look.
SAME, DOUBTFUL = 4.0, 2.5
_SLACK = 1  # days by which two reports of one engagement may miss each other
_LATER = 45  # days by which a plan may miss its sitting
_NEAR = 2  # days between reports of the same news
_YEAR = 366
_AHEAD = ("planned", "cancelled")


class Reason(msgspec.Struct, frozen=True):
    """A piece of evidence: what agrees or differs, and its weight."""

    what: str
    weight: float


class Comparison(msgspec.Struct, frozen=True):
    """The outcome: ``veto`` says why the two cannot be one; without it the score counts."""

    score: float
    veto: str | None
    reasons: tuple[Reason, ...]

    @property
    def same(self) -> bool:
        """Whether the two are one engagement."""
        return self.veto is None and self.score >= SAME

    @property
    def doubtful(self) -> bool:
        """Whether a person should say."""
        return self.veto is None and DOUBTFUL <= self.score < SAME


def compare(a: Telling, b: Telling) -> Comparison:
    """Compare two tellings; the same in both orders.

    Args:
        a: A telling.
        b: Another.
    """
    veto = _veto(a, b)
    if veto:
        return Comparison(0.0, veto, ())
    reasons: list[Reason] = []
    for found in (_mechanism(a, b), _when(a, b), _people(a, b), _place(a, b), _rest(a, b)):
        for reason in found:
            if reason.weight == float("-inf"):
                return Comparison(0.0, reason.what, tuple(reasons))
            reasons.append(reason)
    return Comparison(round(sum(r.weight for r in reasons), 2), None, tuple(reasons))


def _never(what: str) -> Reason:
    return Reason(what, float("-inf"))


def numbered_alike(a: Telling, b: Telling) -> bool:
    """Whether both are the same numbered sitting of one mechanism."""
    return a.mechanism is not None and a.mechanism == b.mechanism and a.ordinal is not None and a.ordinal == b.ordinal


def _veto(a: Telling, b: Telling) -> str | None:
    if a.report == b.report:
        return "one report tells them apart"
    if a.family != b.family:
        return f"a {a.kind} and a {b.kind}"
    if a.mechanism and b.mechanism and a.mechanism != b.mechanism:
        return "two mechanisms"
    if a.mechanism and b.mechanism and None not in (a.ordinal, b.ordinal) and a.ordinal != b.ordinal:
        return "two numbers of one mechanism"
    if not _sides_meet(a, b):
        return "other sides"
    return None


def _sides_meet(a: Telling, b: Telling) -> bool:
    x, y = set(a.countries), set(b.countries)
    if not x or not y or (a.mechanism and a.mechanism == b.mechanism):
        return True
    few = min(len(x), len(y), 2)
    if len(x) == len(y) == 2:
        return x == y
    return len(x & y) >= few


# ---------------------------------------------------------------------- mechanism, time


def _mechanism(a: Telling, b: Telling) -> Iterator[Reason]:
    if numbered_alike(a, b):
        yield Reason(f"both no. {a.ordinal} of {a.mechanism}", 5.0)
    elif a.mechanism and a.mechanism == b.mechanism:
        yield Reason(f"both {a.mechanism}", 2.0)


def _when(a: Telling, b: Telling) -> Iterator[Reason]:
    x, y = window(a), window(b)
    if x is None or y is None:
        yield from _yearless(a, b)
        return
    gap = max(x.first, y.first) - min(x.last, y.last)
    if gap > 0:
        yield from _apart(a, b, gap)
        return
    if not (x.told and y.told):
        yield from _undated(a, b, x, y)
        return
    # how much of a chance there was to agree: the wider of the two says how much they agree upon
    width = max(x.width, y.width) if a.kind != "visit" else min(x.width, y.width) + abs(x.first - y.first)
    yield Reason("the same day" if width == 0 else f"days that overlap, {width + 1} left open", _agreement(width))


def _agreement(width: int) -> float:
    for limit, weight in ((0, 3.0), (2, 2.5), (8, 2.0), (31, 1.0), (92, 0.6), (_YEAR, 0.3)):
        if width <= limit:
            return weight
    return 0.0


def _yearless(a: Telling, b: Telling) -> Iterator[Reason]:
    if not a.date or not b.date:
        return
    p, q = a.date[5:10], b.date[5:10]
    if "/" in a.date + b.date or len(p) < 2 or len(q) < 2:
        return
    if p == q:
        yield Reason("the same day of some year", 2.5 if len(p) == 5 else 0.5)
    elif p[:2] != q[:2] or len(p) == len(q):
        yield _never("other days")


def _apart(a: Telling, b: Telling, gap: int) -> Iterator[Reason]:
    """Dates that contradict each other: a slip of a day, a plan that moved, or another engagement."""
    if numbered_alike(a, b) and gap <= _YEAR:
        yield Reason(f"days differ by {gap}", -0.5 if gap <= _SLACK else -1.0)
    elif gap <= _LATER and _plan_first(a, b):
        yield Reason(f"a plan, and a day {gap} days off", 0.5 if gap <= _SLACK else -1.0)
    elif gap <= _SLACK and (a.kind == "visit" or _same_news(a, b)):
        yield Reason(f"days differ by {gap}", 1.0)
    else:
        yield _never("other days")


def _plan_first(a: Telling, b: Telling) -> bool:
    """Whether one still plans what the other, told later, reports."""
    plan, other = (a, b) if a.status in _AHEAD else (b, a)
    if plan.status not in _AHEAD or other.status == "planned" or plan.published is None or other.published is None:
        return False
    return plan.published <= other.published


def _same_news(a: Telling, b: Telling) -> bool:
    """Whether two reports of the same days have it as their news."""
    near = a.published is not None and b.published is not None and abs(a.published - b.published) <= _NEAR
    return near and a.salience == b.salience == "main"


def _undated(a: Telling, b: Telling, x: Window, y: Window) -> Iterator[Reason]:
    """At least one tells no date: the days of publication bound it, and say less."""
    if a.published is not None and b.published is not None and a.salience == b.salience == "main":
        far = abs(a.published - b.published)
        if far <= _NEAR and a.status == b.status:
            yield Reason(f"news of days {far} apart", 2.0)
            return
    yield Reason("may be the same days", 0.3 if max(x.width, y.width) > 31 else 0.8)


# ---------------------------------------------------------------------- people, place, topics


def _people(a: Telling, b: Telling) -> Iterator[Reason]:
    if not a.people or not b.people:
        if {*a.countries} == {*b.countries} and len(a.countries) > 1:
            yield Reason("the same sides", 0.5)
        return
    shared, doubtful = _matched(a.people, b.people)
    if shared:
        states = {p.country for p in shared}
        sole = a.family == "visit" or len(a.people) == len(b.people) == 1
        weight = 3.0 if len(states) > 1 else 2.0 if sole else 1.5
        yield Reason("with " + ", ".join(p.name for p in shared), weight)
    left = [p for p in a.people if p not in shared and p not in doubtful]
    rivals = [(p, q) for p in left for q in b.people if _rival(p, q, b.people, shared)]
    if rivals:
        p, q = rivals[0]
        if len(a.countries) <= 3 and not (numbered_alike(a, b)):
            yield Reason(f"{p.name} there, {q.name} here", -3.0 if shared else -5.0)
        else:
            yield Reason(f"{p.name} there, {q.name} here", -0.5)
    elif not shared:
        yield Reason("no person in common", -0.5)


def _matched(xs: tuple[Named, ...], ys: tuple[Named, ...]) -> tuple[list[Named], list[Named]]:
    """Those of the first that are in the second, and those that may be."""
    shared, doubtful = [], []
    for person in xs:
        answers = [same_person(person, other) for other in ys]
        if True in answers:
            shared.append(person)
        elif None in answers:
            doubtful.append(person)
    return shared, doubtful


def _rival(p: Named, q: Named, others: tuple[Named, ...], shared: list[Named]) -> bool:
    """Whether one side sent somebody else: both name one of the same state, and nobody of that state is in both."""
    if p.country is None or p.country != q.country or same_person(p, q) is not False:
        return False
    return all(s.country != p.country for s in shared) and all(same_person(p, other) is False for other in others)


def _place(a: Telling, b: Telling) -> Iterator[Reason]:
    if a.place and b.place:
        if a.place == b.place:
            yield Reason(f"both in {a.place}", 1.0)
        elif a.family != "visit":
            yield Reason(f"{a.place} there, {b.place} here", -2.5 if not numbered_alike(a, b) else -0.5)
    if a.place_country and b.place_country:
        if a.place_country != b.place_country:
            far = numbered_alike(a, b)
            yield Reason("in two states", -1.0 if far else -3.0)
        elif not (a.place and b.place):
            yield Reason(f"both in {a.place_country}", 0.5)


def _rest(a: Telling, b: Telling) -> Iterator[Reason]:
    if a.kind == b.kind:
        yield Reason(f"both a {a.kind}", 0.5)
    elif "session" in (a.kind, b.kind) and not numbered_alike(a, b):
        yield Reason(f"a {a.kind} and a {b.kind}", -0.5)
    own = ({*a.topics} - {"general"}, {*b.topics} - {"general"})
    if own[0] and own[1]:
        both = own[0] & own[1]
        yield Reason("topics " + ", ".join(sorted(both)), 0.3) if both else Reason("other topics", -0.3)
    if a.story == b.story:
        yield Reason("copies of one story", 0.5)
