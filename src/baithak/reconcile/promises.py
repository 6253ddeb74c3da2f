"""Which promises of many reports are one: weights of agreement with their reasons, and groups that follow from them.

Pure, and the outcome depends on the set of promises alone. Promises told in the same words within one month or year are
one node; nodes are compared pair by pair and joined greedily, never those of which a report tells both apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations

import msgspec

from baithak.edtf import clash
from baithak.reconcile.evidence import Reason
from baithak.reconcile.promised import Thing, thing

#: Sum of weights from which two promises are one.
SAME = 3.0
_NEAR = 3  # days between reports of the same news
_FEW = 4  # sides that are keys
_SPAN = 30  # days of one node
_YEAR = 365  # of one whose numbers do not depend on the days of the news
_NEVER = float("-inf")


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """A commitment as one report tells it; ``published`` is a proleptic ordinal or None."""

    id: str
    report: str
    published: int | None
    what: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    due: str | None
    quantity: int | None
    engagement: bool


class Comparison(msgspec.Struct, frozen=True):
    """The outcome: ``veto`` says why the two cannot be one; without it the score counts."""

    score: float
    veto: str | None
    reasons: tuple[Reason, ...]

    @property
    def same(self) -> bool:
        """Whether the two are one promise."""
        return self.veto is None and self.score >= SAME


def compare(a: Promise, b: Promise) -> Comparison:
    """Compare two promises; the same in both orders.

    Args:
        a: A promise.
        b: Another.
    """
    if a.report == b.report:
        return Comparison(0.0, "one report tells them apart", ())
    return _compared(*sorted((_signed(a), _signed(b))), _nearness(a.published, b.published))


def _nearness(a: int | None, b: int | None) -> str:
    """How far apart two reports are, as far as it matters; those whose years are no neighbours never meet by a key."""
    if a is None or b is None:
        return "unknown"
    if abs(a // _YEAR - b // _YEAR) > 1:
        return "far"
    return "near" if abs(a - b) <= _NEAR else "apart"


_Signature = tuple[str, tuple[str, ...], tuple[str, ...], str, int, bool]


def _signed(p: Promise) -> _Signature:
    return p.what, p.by, p.to, p.due or "", -1 if p.quantity is None else p.quantity, p.engagement


@lru_cache(maxsize=1 << 18)
def _compared(a: _Signature, b: _Signature, nearness: str) -> Comparison:
    reasons: list[Reason] = []
    x, y = thing(a[0]), thing(b[0])
    for reason in (*_sides(a, b), *_things(x, y), *_numbers(a, b, nearness), *_when(a, b, nearness)):
        if reason.weight == _NEVER:
            return Comparison(0.0, reason.what, tuple(reasons))
        reasons.append(reason)
    return Comparison(round(sum(r.weight for r in reasons), 2), None, tuple(reasons))


# ---------------------------------------------------------------------- evidence


def _sides(a: _Signature, b: _Signature) -> Iterator[Reason]:
    if a[5] != b[5]:
        yield Reason("an engagement and a thing", _NEVER)
    for name, mine, theirs in (("by", a[1], b[1]), ("to", a[2], b[2])):
        if not mine or not theirs:
            if name == "by" and (mine or theirs):
                yield Reason("nobody is told to owe one of them", _NEVER)
            continue
        if mine == theirs:
            yield Reason(f"both {name} {','.join(mine)}", 0.5)
        elif {*mine} <= {*theirs} or {*theirs} <= {*mine}:
            yield Reason(f"{name} {','.join(mine)} and {name} {','.join(theirs)}", -0.5)
        else:
            yield Reason(f"{name} {','.join(mine)}, {name} {','.join(theirs)}", _NEVER)


def _things(x: Thing, y: Thing) -> Iterator[Reason]:
    if x.ordinal is not None and y.ordinal is not None and x.ordinal != y.ordinal:
        yield Reason(f"no. {x.ordinal} and no. {y.ordinal}", _NEVER)
    elif (x.ordinal is None) != (y.ordinal is None):
        yield Reason("one of several, and several", -2.0)
    if x.actions and y.actions:
        same = bool(x.actions & y.actions)
        done = "/".join(sorted(x.actions | y.actions))
        yield Reason(f"both to {done}" if same else f"{done}: two actions", 1.0 if same else -1.5)
    both, least = x.stems & y.stems, min(len(x.stems), len(y.stems))
    if not both and (least or not (x.amount and y.amount)):
        yield Reason("other things", _NEVER)
    elif both:
        share = len(both) / least
        yield Reason("both of " + ", ".join(sorted(both)), round(3.0 * share - 1.0, 2))
        if x.named & y.named:
            yield Reason("named " + ", ".join(sorted(x.named & y.named)), 1.0)
    if x.named and y.named and not x.named & y.named:
        yield Reason(f"{'/'.join(sorted(x.named))} and {'/'.join(sorted(y.named))}", -2.0)


def _numbers(a: _Signature, b: _Signature, nearness: str) -> Iterator[Reason]:
    x, y = thing(a[0]), thing(b[0])
    left = x.remaining or y.remaining or bool(x.named & y.named)
    pairs = (("number", a[4] if a[4] >= 0 else None, b[4] if b[4] >= 0 else None), ("sum", x.amount, y.amount))
    for name, mine, theirs in pairs:
        if mine is None or theirs is None:
            continue
        if mine == theirs:
            yield Reason(f"the same {name}", 1.0)
        else:
            weight = -0.5 if nearness == "near" or left else -2.0
            yield Reason(f"another {name}", weight)


def _when(a: _Signature, b: _Signature, nearness: str) -> Iterator[Reason]:
    if a[3] and b[3]:
        if a[3] == b[3]:
            yield Reason(f"both by {a[3]}", 1.0)
        elif clash(a[3], b[3]):
            counted = a[4] >= 0 and b[4] >= 0 and not thing(a[0]).named & thing(b[0]).named
            yield Reason("another day", -2.0 if counted else -0.5)
        else:
            yield Reason("days that agree", 0.5)
    if nearness == "near":
        yield Reason("news of the same days", 0.5)
    elif nearness == "far" and not thing(a[0]).named & thing(b[0]).named:
        yield Reason("years apart", -9.0)


# ---------------------------------------------------------------------- keys and groups


def keys(p: Promise, *, asking: bool = False) -> frozenset[str]:
    """The keys under which promises meet that may be one: who owes, a word of the thing, and the year it was told.

    A thing with a name or type is told of for years, and meets all others of that name.

    Args:
        p: The promise.
        asking: Whether these are for finding others (the years beside it too) or for being found.
    """
    about = thing(p.what)
    words = about.stems or {f"{about.amount}"}
    years: list[object]
    if p.published is None:
        years = ["any"] if asking else ["any", "*"]
    else:
        year = p.published // _YEAR
        years = [year - 1, year, year + 1, "*"] if asking else [year, "any"]
    owing = [f"{'e' if p.engagement else 't'}:{who}" for who in p.by[:_FEW] or ("",)]
    named = {f"{sort}:{word[:20]}" for sort in owing for word in about.named}
    return frozenset({f"{sort}:{word[:20]}:{year}" for sort in owing for word in words for year in years} | named)


def groups(promises: Iterable[Promise]) -> list[list[str]]:
    """The ids of the promises that are one, sorted.

    Args:
        promises: Promises of one or more components, in any order.
    """
    nodes = _nodes(promises)
    group = {n: [n] for n in range(len(nodes))}
    reports = {n: {p.report for p in nodes[n]} for n in group}
    edges = []
    vetoes: set[tuple[int, int]] = set()
    for m, n in combinations(range(len(nodes)), 2):
        found = compare(nodes[m][0], nodes[n][0])
        if found.same:
            edges.append((-found.score, m, n))
        elif found.veto:
            vetoes.add((m, n))
    for _, m, n in sorted(edges):
        x, y = group[m], group[n]
        if x is y or any((min(p, q), max(p, q)) in vetoes or reports[p] & reports[q] for p in x for q in y):
            continue
        x.extend(y)
        for member in y:
            group[member] = x
    found_groups = {id(g): sorted(p.id for n in g for p in nodes[n]) for g in group.values()}
    return sorted(found_groups.values())


def _nodes(promises: Iterable[Promise]) -> list[list[Promise]]:
    """Promises told in the same words within a month, or a year; of one report each its own."""
    alike: dict[tuple[object, ...], list[Promise]] = defaultdict(list)
    taken: set[tuple[object, ...]] = set()
    for p in sorted(promises, key=lambda p: (p.published or 0, p.id)):
        about = thing(p.what)
        span = _SPAN if not about.named and (p.quantity is not None or about.amount) else _YEAR
        place = (*_signed(p), None if p.published is None else p.published // span)
        nth = 0
        while (*place, nth, p.report) in taken:
            nth += 1
        taken.add((*place, nth, p.report))
        alike[*place, nth].append(p)
    return sorted(alike.values(), key=lambda n: n[0].id)


def components(promises: Sequence[Promise]) -> list[list[str]]:
    """The ids that hang together by any pair that is alike: what must be judged together.

    Args:
        promises: Promises, in any order.
    """
    nodes = _nodes(promises)
    root = list(range(len(nodes)))

    def find(n: int) -> int:
        while root[n] != n:
            root[n] = root[root[n]]
            n = root[n]
        return n

    for m, n in combinations(range(len(nodes)), 2):
        if compare(nodes[m][0], nodes[n][0]).same:
            x, y = sorted((find(m), find(n)))
            root[y] = x
    out: dict[int, list[str]] = defaultdict(list)
    for n, members in enumerate(nodes):
        out[find(n)] += [p.id for p in members]
    return sorted(sorted(ids) for ids in out.values())
