"""Clauses of a sentence: Hindi closes a clause with its finite verb, so verbs are where sentences come apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from baithak.find.marks import Marks

_FINITE = ("perfective", "habitual", "future", "present", "past", "subjunctive")
_QUOTED = 12  # tokens that a quoted name may take
_CUTTING = ("conj", "this", "opener")
_SIGNS = frozenset((*",;:–—-|“‘", ""))  # the empty key is that of a sign whose spelling does not count


class Clause(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A stretch of a sentence with one finite verb group.

    Attributes:
        first: First token.
        last: Token after the clause.
        verb: First token of the closing verb group; equal to ``last`` where there is none.
        tense: ``future``, ``past``, ``present`` or None.
        progressive: Whether the verb group says that it is under way (or about to be, with verbs of motion).
        negated: Whether a negation stands before or in the verb group.
        due: Whether the group says that something is or was to happen (*was to be held*).
        perfect: Whether the group is a past perfect (*had done*), the tense of background.
    """

    first: int
    last: int
    verb: int
    tense: str | None
    progressive: bool = False
    negated: bool = False
    perfect: bool = False
    due: bool = False


def clauses(marks: Marks) -> tuple[Clause, ...]:
    """Split a sentence into clauses.

    Args:
        marks: The sentence.

    Returns:
        At least one clause for a sentence with tokens, in order, without gaps.
    """
    cuts = [0, *_cuts(marks), len(marks.tokens)]
    return tuple(_clause(marks, a, b) for a, b in pairwise(cuts) if b > a)


def _cuts(marks: Marks) -> Iterator[int]:
    words = marks.firsts(_CUTTING)
    for i, token in enumerate(marks.tokens):
        if i == 0 or (token.key not in _SIGNS and i not in words):
            continue
        spaced = token.key != "-" or token.start > marks.tokens[i - 1].end  # a tight hyphen joins a word
        if (
            (token.key in ",;:–—-|" and spaced and _after_verb(marks, i))
            or (token.key in ";|" and marks.sentence.headline)
            or (token.key == "," and marks.sentence.headline and _headline_ends(marks, i))
            or (token.key in "“‘" and not _names(marks, i))
            or (marks.has("conj", i) and _after_verb(marks, i))
            or (marks.has("this", i) and i - 1 in marks.markers and _after_verb(marks, i))
            or (marks.has("opener", i) and (marks.tokens[i - 1].key == "," or _after_verb(marks, i)))
        ):
            yield i


def _after_verb(marks: Marks, i: int) -> bool:
    """Whether a finite verb stands right before token ``i``, quotes aside."""
    i -= 1
    while i > 0 and marks.tokens[i].key in "\"'”’)":
        i -= 1
    cells = _cells(marks, i)
    if not any(c in _FINITE for _, c in cells):
        return False
    genitive = marks.markers.get(i)
    if genitive is None or genitive.entry.id != "genitive":
        return True
    return marks.has("noun", i - 1) or (
        i - 2 >= 0 and marks.has("noun", i - 2)
    )  # ki after a trigger noun is the verb, not the genitive


def _names(marks: Marks, i: int) -> bool:
    """Whether a quotation that opens at token ``i`` is a name or a phrase and no speech: short, without a verb."""
    close = next((k for k in range(i + 1, min(i + _QUOTED, len(marks.tokens))) if marks.tokens[k].key in "”’"), None)
    return close is not None and not any(_finite_at(marks, k) for k in range(i + 1, close))


def _headline_ends(marks: Marks, i: int) -> bool:
    """Headlines set the verb before its last words: *X will be Y, Z (ergative) met W*."""
    ends = any(_finite_at(marks, k) for k in range(max(1, i - 3), i))
    return ends and any(k > i and m.entry.id == "ergative" for k, m in marks.markers.items())


def _cells(marks: Marks, i: int) -> Sequence[tuple[str, str]]:
    return marks.verb_forms(i)


def _clause(marks: Marks, first: int, last: int) -> Clause:
    end = last
    while end > first and marks.tokens[end - 1].kind == "p":
        end -= 1
    verb = end
    while verb > first and (_is_verbal(marks, verb - 1)):
        verb -= 1
    if verb + 1 < end and verb in marks.markers and all(c == "infinitive" for _, c in _cells(marks, verb + 1)):
        verb += 1  # *ki* before a verbal noun is the genitive
    if verb == end:  # verb-medial (headlines): take the last verb anywhere
        verb = next((i for i in range(end - 1, first - 1, -1) if _finite_at(marks, i)), end)
        group = range(verb, min(verb + 3, end))
    else:
        group = range(verb, end)
    cells = [c for i in group for c in _cells(marks, i)]
    forms = {c for _, c in cells}
    negated = any(m.first >= max(first, verb - 2) and m.last <= end for m in marks.all("negation"))
    progressive = _is_progressive(marks, group)
    tense = "present" if progressive and "present" in forms else _tense(forms)
    return Clause(
        first=first,
        last=last,
        verb=verb,
        tense=tense,
        negated=negated,
        progressive=progressive,
        perfect="perfective" in forms and "past" in forms,
        due=_is_due(marks, group),
    )


def _is_verbal(marks: Marks, i: int) -> bool:
    if marks.has("negation", i) or marks.has("particle", i):
        return True
    cells = _cells(marks, i)
    if not cells:
        return False
    marker = marks.markers.get(i)
    return marker is None or marker.entry.id == "genitive"


def _finite_at(marks: Marks, i: int) -> bool:
    marker = marks.markers.get(i)
    return marker is None and any(c in _FINITE for _, c in _cells(marks, i))


def _tense(forms: set[str]) -> str | None:
    if "future" in forms:
        return "future"
    if "perfective" in forms or "past" in forms:
        return "past"
    if "present" in forms or "habitual" in forms:
        return "present"
    return None


def _is_due(marks: Marks, group: range) -> bool:
    """An infinitive before the copula: it is, or was, to be."""
    return any(
        any(c == "infinitive" for _, c in _cells(marks, i))
        and any(c in ("present", "past") for _, c in _cells(marks, i + 1))
        for i in group
    )


def _is_progressive(marks: Marks, group: range) -> bool:
    """A root followed by the perfective of *remain*: *kar rahe hain*."""
    roots = marks.lang.words.progressive
    return any(
        any(c == "root" for _, c in _cells(marks, i - 1))
        and any(r in roots and c == "perfective" for r, c in _cells(marks, i))
        for i in group
    )
