"""Whether two tellings are one engagement: weights of agreement, each with its reason, and what forbids it.

The weights are log-odds in the manner of Fellegi & Sunter, "A theory for record linkage" (JASA 64, 1969), set by hand:
what is rare among the engagements of two states (the number of a session, a day, the same two people) weighs much,
what is common (the pair itself) nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from baithak.reconcile.evidence import Reason, numbered_alike
from baithak.reconcile.people import same_person
from baithak.reconcile.timing import when
from baithak.reconcile.values import Named, Telling
from baithak.reconcile.window import window

#: Sum of weights from which two tellings are one engagement, and from which a person should look.
SAME, DOUBTFUL = 4.0, 2.5


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
    for found in (_mechanism(a, b), when(a, b), _people(a, b), _place(a, b), _rest(a, b)):
        for reason in found:
            if reason.weight == float("-inf"):
                return Comparison(0.0, reason.what, tuple(reasons))
            reasons.append(reason)
    return Comparison(round(sum(r.weight for r in reasons), 2), None, tuple(reasons))


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


# ---------------------------------------------------------------------- what agrees


def _mechanism(a: Telling, b: Telling) -> Iterator[Reason]:
    if numbered_alike(a, b):
        yield Reason(f"both no. {a.ordinal} of {a.mechanism}", 5.0)
    elif a.mechanism and a.mechanism == b.mechanism:
        timed = window(a) is not None and window(b) is not None
        yield Reason(f"both {a.mechanism}", 3.0 if timed else 1.0)
    elif a.ordinal is not None and a.ordinal == b.ordinal and len(a.countries) > 1:
        yield Reason(f"both no. {a.ordinal} of something", 2.0)


def _people(a: Telling, b: Telling) -> Iterator[Reason]:
    if not a.people or not b.people:
        if {*a.countries} == {*b.countries} and len(a.countries) > 1:
            yield Reason("the same sides", 0.5)
        return
    shared, doubtful = _matched(a.people, b.people)
    if shared:
        states = {p.country for p in shared}
        sole = a.family == "visit" or len(a.people) == len(b.people) == 1
        weight = 3.0 if len(states) > 1 else 2.5 if a.family == "visit" else 2.0 if sole else 1.5
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
