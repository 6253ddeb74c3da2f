"""How alike two words sound, from 0 to 1."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from baithak.names.sounds import Heard, ear

_HOPELESS = 0.5  # below this no likeness is worth telling exactly
_SHORTEST = 180  # hundredths: costs are never measured against less
_ENOUGH = 520  # hundredths: a long word may not be misheard more often than this allows
_LONGEST = 60  # signs; what is longer is no word of a name


@lru_cache(maxsize=1 << 18)
def likeness(a: Heard, b: Heard) -> float:
    """1 where two words may sound the same, less by what must be misheard; 0 where they are plainly unlike.

    Args:
        a: A word as heard.
        b: Another.

    Returns:
        One minus the cheapest hearing's cost over the words' length.
    """
    if a.signs == b.signs:
        return 1.0
    shorter = min(len(a.bones), len(b.bones))
    allowed = 2 if shorter <= 5 else 3
    if Levenshtein.distance(a.bones, b.bones, score_cutoff=allowed) > allowed:
        return 0.0
    if max(len(a.signs), len(b.signs)) > _LONGEST:
        return 0.0
    length = min(max((a.weight + b.weight) / 2, _SHORTEST), _ENOUGH)
    found = 1 - (_cost(a, b, length * (1 - _HOPELESS)) + _endings(a, b)) / length
    return found if found >= _HOPELESS else 0.0


def _endings(a: Heard, b: Heard) -> int:
    """What unlike last vowels cost beyond their unlikeness: they tell Mario from Maria and Nisha from Nishi."""
    last, other = a.ending, b.ending
    return 0 if last is None or other is None else ear().cost(last, other)


def _cost(a: Heard, b: Heard, limit: float) -> float:
    """The cheapest alignment in hundredths, or anything above ``limit``."""
    lost = b.lost
    before = [0]
    for gone in lost:
        before.append(before[-1] + gone)
    columns = list(enumerate(zip(b.signs, lost, strict=True), 1))
    cost, row_of = ear().cost, ear().row
    for sign, gone in zip(a.signs, a.lost, strict=True):
        row = row_of(sign)
        left = before[0] + gone
        now = [left]
        for j, (other, missing) in columns:
            change = row.get(other)
            if change is None:
                change = cost(sign, other)
            best = before[j - 1] + change
            best = min(best, before[j] + gone)
            best = min(best, left + missing)
            left = best
            now.append(best)
        if min(now) > limit:
            return limit + 1
        before = now
    return before[-1]
