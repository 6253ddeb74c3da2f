"""The words of two names put side by side."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Self

import msgspec

from baithak.names.likeness import likeness
from baithak.names.parts import Part, Role
from baithak.names.sounds import Heard, ear

SAME_WORD = 0.80  # likeness from which two words may be one
_INITIAL = 30  # hundredths: an initial and the beginning of a word may differ by so much
_TAIL = 0.03  # what an ending of respect counts for that one spelling has
_HEAVIEST = 500  # hundredths: a long word counts no more than this among the others

Parts = tuple[Part, ...]


class Pair(msgspec.Struct, frozen=True):
    """Words of one name that stand for words of the other, and how alike they are."""

    a: Parts
    b: Parts
    likeness: float

    @property
    def initial(self) -> bool:
        """One of them is but a letter."""
        return any(p.role is Role.INITIAL for p in (*self.a, *self.b))

    @property
    def particle(self) -> bool:
        """Both are of no weight."""
        return all(p.role is Role.PARTICLE for p in (*self.a, *self.b))

    @property
    def weight(self) -> int:
        """What it counts among the pairs."""
        return min(max(sum(p.heard.weight for p in side) for side in (self.a, self.b)), _HEAVIEST)

    @property
    def telling(self) -> float:
        """1 where both are rare and long enough to tell one person from another, less where they are short."""
        sides = [[p for p in side if not p.frequent] for side in (self.a, self.b)]
        if not all(sides):
            return 0.0
        return 1.0 if all(any(len(p.heard.bones) > 1 for p in side) for side in sides) else 0.5

    def __str__(self) -> str:
        return f"{said(self.a)} = {said(self.b)}"


class Pairing:
    """Two names side by side; ``left`` and ``right`` are the words without a partner.

    Args:
        one: The parts of a name.
        two: Those of another.
    """

    def __init__(self, one: Parts, two: Parts) -> None:
        self.one, self.two = one, two
        self.pairs: list[Pair] = []
        self.left, self.right = list(one), list(two)
        self._pair_words()
        for pair in (self._pair_joined, self._pair_initials):
            for turned in (False, True):
                if self.left and self.right:
                    pair(turned=turned)

    def turn(self) -> Self:
        """The same pairing with the names exchanged."""
        self.one, self.two, self.left, self.right = self.two, self.one, self.right, self.left
        self.pairs = [Pair(p.b, p.a, p.likeness) for p in self.pairs]
        return self

    @property
    def words(self) -> list[Pair]:
        """The pairs that say who it is: neither initials nor particles."""
        return [p for p in self.pairs if not p.initial and not p.particle]

    def partner(self, part: Part) -> Parts:
        """The words of the other name that stand for a word; empty where none does."""
        for pair in self.pairs:
            if any(p is part for p in pair.a):
                return pair.b
            if any(p is part for p in pair.b):
                return pair.a
        return ()

    def _pair_words(self) -> None:
        """The likest words first; among equals, those in the same place."""
        ranked = []
        for i, a in enumerate(self.left):
            for j, b in enumerate(self.right):
                how = part_likeness(a, b)
                if how >= SAME_WORD:
                    ranked.append((-how, abs(i - j), i, j))
        rows, columns = dict(enumerate(self.left)), dict(enumerate(self.right))
        for less, _, i, j in sorted(ranked):
            if i in rows and j in columns:
                self.pairs.append(Pair((rows.pop(i),), (columns.pop(j),), -less))
        self.left, self.right = list(rows.values()), list(columns.values())

    def _sides(self, *, turned: bool) -> tuple[list[Part], list[Part]]:
        return (self.right, self.left) if turned else (self.left, self.right)

    def _pair(self, a: Iterable[Part], b: Iterable[Part], how: float, *, turned: bool) -> None:
        """Take words that stand for one another from those without a partner."""
        first, second = tuple(a), tuple(b)
        for side, taken in zip(self._sides(turned=turned), (first, second), strict=True):
            side[:] = [p for p in side if not any(p is t for t in taken)]
        self.pairs.append(Pair(second, first, how) if turned else Pair(first, second, how))

    def _pair_joined(self, *, turned: bool) -> None:
        """One word that the other name writes as two or three."""
        many, few = self._sides(turned=turned)
        for whole in [w for w in few if w.role is not Role.INITIAL]:
            for some in _runs(many):
                how = likeness(joined(some), whole.heard)
                if how >= SAME_WORD:
                    self._pair(some, (whole,), how, turned=turned)
                    break

    def _pair_initials(self, *, turned: bool) -> None:
        """Initials with what they may stand for; a first letter does not stand for a last name."""
        letters, words = self._sides(turned=turned)
        own, other = (self.two, self.one) if turned else (self.one, self.two)
        if any(p.initial and not _letters_alone(p) for p in self.pairs):
            return  # letters of one name beside words of the other and the reverse: two full names
        place = -1
        for initial in [p for p in letters if p.role is Role.INITIAL]:
            barred = None if initial is own[-1] else other[-1]
            for word in words:
                at = next(i for i, p in enumerate(other) if p is word)
                if word is not barred and at > place and _begins(initial, word):
                    self._pair((initial,), (word,), 1.0, turned=turned)
                    place = at
                    break


def said(parts: Iterable[Part]) -> str:
    """Words as written."""
    return " ".join(p.text for p in parts)


def mean(pairs: list[Pair]) -> float:
    """How alike the pairs are together, long words counting more."""
    weight = sum(p.weight for p in pairs)
    return sum(p.weight * p.likeness for p in pairs) / weight if weight else 0.0


def part_likeness(a: Part, b: Part) -> float:
    """How alike two words are, by what is known of them and by their sounds."""
    if a.role is Role.INITIAL and b.role is Role.INITIAL:
        return 0.0
    if a.text == b.text or a.alike & b.alike:
        return 1.0
    if a.alike and b.alike:
        return 0.0  # two names that are known, and not as one
    how = likeness(a.heard, b.heard)
    if a.bare or b.bare:
        how = max(how, likeness(a.bare or a.heard, b.bare or b.heard) - _TAIL)
    return how


@lru_cache(maxsize=1 << 14)
def joined(parts: Parts) -> Heard:
    """Words as they sound written without spaces."""
    heard = ear().hear("".join(p.text for p in parts))
    return heard or parts[0].heard  # each was heard alone, so all can be


def _runs(parts: list[Part]) -> list[Parts]:
    return [tuple(parts[i : i + size]) for size in (2, 3) for i in range(len(parts) - size + 1)]


def _letters_alone(pair: Pair) -> bool:
    return all(p.role is Role.INITIAL for p in (*pair.a, *pair.b))


def _begins(initial: Part, word: Part) -> bool:
    if word.role is Role.INITIAL:
        return initial.letters == word.letters
    sign = ear().initials.get(initial.letters)
    return sign is not None and ear().cost(sign, word.heard.signs[0]) <= _INITIAL
