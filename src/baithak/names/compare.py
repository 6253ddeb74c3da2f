"""Whether two spellings may name one person, and why."""

from __future__ import annotations

import msgspec

from baithak.names.likeness import likeness
from baithak.names.pairing import Pairing, joined, mean, part_likeness, said
from baithak.names.parts import Form, Part, Role, form
from baithak.names.register import verdict
from baithak.names.tables import roles

SAME_NAME = 0.86  # mean likeness from which two names are one
_NEAR_WORD = 0.70  # likeness from which two words are not surely two
_JOINED = 0.90  # likeness of names written without spaces from which they are one
_ALMOST = 0.76  # likeness of a long word, or of the third of a name, that is one where all else agrees
_LONG = 440  # hundredths of a consonant
_WELL = 0.95  # mean likeness at which all else agrees
_SURE = 0.88  # likeness of a lone word, or of the one word beside initials


class Comparison(msgspec.Struct, frozen=True):
    """What was found.

    Attributes:
        same: True, False, or None where the names alone cannot tell.
        score: 0 to 1; how much speaks for one person.
        reasons: Why; what speaks against first.
    """

    same: bool | None
    score: float
    reasons: tuple[str, ...]


def compare(a: str, b: str, *, register: bool = True) -> Comparison:
    """Compare two names in Devanagari, Latin or Cyrillic letters.

    Args:
        a: A name.
        b: Another.
        register: Whether the known spellings of the register's officials may decide.

    Returns:
        Whether they may be one person's, a score, and the reasons.
    """
    one, two = form(a), form(b)
    if one.plain == two.plain and len(one.plain) > 1:
        return Comparison(same=True, score=1.0, reasons=("the same words",))
    if one.fault or two.fault:
        return Comparison(same=None, score=0.0, reasons=(one.fault or two.fault,))
    if register and (known := verdict(one.plain, two.plain)):
        same, why = known
        return Comparison(same=same, score=1.0 if same else 0.0, reasons=(why,))
    return _compared(one, two)


def _compared(one: Form, two: Form) -> Comparison:
    first, second = sorted((one, two), key=lambda f: f.plain)  # the same whichever name is told first
    found = Pairing(first.parts, second.parts)
    if first is not one:
        found.turn()
    left, right = (_needed(side) for side in (found.left, found.right))
    if left and right:
        return _unlike(found, left, right)
    fathers = [p for p in (*found.left, *found.right) if p.role is Role.FATHER]
    if len(fathers) > 1:
        return _unlike(found, fathers[:1], fathers[1:])
    words, reasons = found.words, tuple(map(str, found.pairs))
    if not words:
        return Comparison(same=None, score=0.3, reasons=(*reasons, "no whole word in common"))
    how = mean(words)
    if how < SAME_NAME:
        return Comparison(same=None, score=round(how / 2, 3), reasons=("near, not the same", *reasons))
    if _of_another_father(found):
        return Comparison(same=False, score=0.2, reasons=("first names differ", *reasons))
    same, why = _enough(found, more=[p for p in (*left, *right) if not _light(p, found)], how=how)
    lone = len(found.left) + len(found.right)
    score = how - 0.03 * lone - 0.03 * (len(found.pairs) - len(words))
    score = score if same else 0.5 if same is None else 0.2
    score = max(score, 0.5) if same else score
    return Comparison(same=same, score=round(score, 3), reasons=(why, *reasons) if why else reasons)


def _needed(parts: list[Part]) -> list[Part]:
    """The words that must have a partner in the other name."""
    return [p for p in parts if p.role is Role.WORD]


def _enough(found: Pairing, more: list[Part], how: float) -> tuple[bool | None, str]:
    """Whether the paired words prove one person, where one name says more than the other, and why not."""
    words, sons = found.words, roles().sons
    telling = sum(p.telling for p in words) + any(p.particle and p.a[0].text in sons for p in found.pairs)
    lone = [p for p in (*found.left, *found.right) if p.role is Role.INITIAL]
    initials = sum(p.initial for p in found.pairs)
    if sum(max(len(p.a), len(p.b)) for p in words) > 1:
        if (more and telling < 1.5) or (lone and telling < 1):
            return None, "frequent or short names, and more beside them"
        return True, ""
    if initials:
        if lone and telling < 1:
            return False, "initials do not agree"
        if not lone and how >= _SURE and (initials > 1 or (telling and not more)) and len(more) < 2:
            return True, "initials agree"
        return None, "initials agree, and nothing else that tells"
    if not more and not lone and how >= _SURE:
        return True, ""
    return None, "one word alone proves nobody"


def _light(part: Part, found: Pairing) -> bool:
    """A word written or left out at will, but not behind."""
    return part.text in roles().light and part is not found.one[-1] and part is not found.two[-1]


def _of_another_father(found: Pairing) -> bool:
    """Among names that go by father and grandfather, the first word must be the first of both."""
    sons = roles().sons
    for name, other in ((found.one, found.two), (found.two, found.one)):
        if any(p.text in sons for p in name):
            first = next((p for p in name if p.role is Role.WORD), None)
            start = next((p for p in other if p.role is Role.WORD), None)
            if first and start and not any(p is start for p in found.partner(first)):
                return True
    return False


def _unlike(found: Pairing, left: list[Part], right: list[Part]) -> Comparison:
    """Both names have a word that the other does not have."""
    if len(found.one) != len(found.two):
        whole = likeness(joined(found.one), joined(found.two))
        if whole >= _JOINED:
            return Comparison(same=True, score=round(whole, 3), reasons=("the same without spaces",))
    apart, reasons = f"{said(left)} ≠ {said(right)}", tuple(map(str, found.pairs))
    near, how = max(part_likeness(a, b) for a in left for b in right), mean(found.words)
    if near >= _NEAR_WORD and len(left) == len(right) == 1 and how >= SAME_NAME:
        long = min(left[0].heard.weight, right[0].heard.weight) >= _LONG
        if near >= _ALMOST and how >= _WELL and (sum(p.telling for p in found.words) >= 2 or long):
            return Comparison(
                same=True, score=round(near, 3), reasons=(f"nearly: {said(left)} = {said(right)}", *reasons)
            )
        return Comparison(same=None, score=round(near / 2, 3), reasons=(apart, *reasons))
    return Comparison(same=False, score=round(min(how, near) / 4, 3), reasons=(apart, *reasons))
