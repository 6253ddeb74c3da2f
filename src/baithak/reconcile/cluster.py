"""Judging: tellings that were compared pair by pair become groups in which nothing is forbidden.

Greedy agglomeration with cannot-link constraints (Davidson & Ravi, "Agglomerative hierarchical clustering with
constraints", PKDD 2005): the best pairs are joined first, a join that would bring a forbidden pair together is left
out. Ties go by the ids, so the outcome depends on the tellings alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from baithak.reconcile.compare import Comparison, compare
from baithak.reconcile.values import Telling

Pair = tuple[str, str]


def pair(a: str, b: str) -> Pair:
    """Two ids in order."""
    return (a, b) if a < b else (b, a)


class Clustering:
    """The groups of a set of tellings.

    Args:
        tellings: All tellings of one or more components.
        judged: What people have said of pairs: True the same, False different.
    """

    def __init__(self, tellings: Sequence[Telling], judged: Mapping[Pair, bool]) -> None:
        self._tellings = sorted(tellings, key=lambda t: t.id)
        self._judged = judged
        self.compared: dict[Pair, Comparison] = {
            (a.id, b.id): compare(a, b) for a, b in combinations(self._tellings, 2)
        }
        self._group: dict[str, list[str]] = {t.id: [t.id] for t in self._tellings}

    def groups(self) -> list[list[str]]:
        """The ids of the tellings of each engagement, sorted."""
        for rank, _, (a, b) in sorted(self._edges()):
            self._join(a, b, judged=rank == 0)
        seen = {id(group): sorted(group) for group in self._group.values()}
        return sorted(seen.values())

    def components(self) -> list[list[str]]:
        """The ids that hang together by any pair that is alike, forbidden or not: what must be judged together."""
        root = {t.id: t.id for t in self._tellings}

        def find(x: str) -> str:
            while root[x] != x:
                root[x] = root[root[x]]
                x = root[x]
            return x

        for _, _, (a, b) in self._edges():
            x, y = sorted((find(a), find(b)))
            root[y] = x
        out: dict[str, list[str]] = {}
        for telling in self._tellings:
            out.setdefault(find(telling.id), []).append(telling.id)
        return list(out.values())

    def doubts(self) -> list[Pair]:
        """Pairs that a person should look at."""
        return [p for p, found in self.compared.items() if found.doubtful and p not in self._judged]

    def _edges(self) -> list[tuple[int, float, Pair]]:
        """Judged pairs first, then by falling score."""
        said = [(0, 0.0, p) for p, same in self._judged.items() if same and {*p} <= self._group.keys()]
        alike = [(1, -c.score, p) for p, c in self.compared.items() if c.same and p not in self._judged]
        return said + alike

    def _join(self, a: str, b: str, *, judged: bool) -> None:
        """Join two groups unless that is forbidden; what a person has joined only another word of a person forbids."""
        x, y = self._group[a], self._group[b]
        forbidden = self._parted if judged else self._forbidden
        if x is y or any(forbidden(pair(p, q)) for p in x for q in y):
            return
        x.extend(y)
        for member in y:
            self._group[member] = x

    def _parted(self, both: Pair) -> bool:
        return self._judged.get(both) is False

    def _forbidden(self, both: Pair) -> bool:
        if both in self._judged:
            return not self._judged[both]
        return self.compared[both].veto is not None
