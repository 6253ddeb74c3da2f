"""Standing mechanisms in a sentence: known by name, known by generic form and sides, or told by form alone."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from baithak.find.marks import Marks
from baithak.find.party import Party
from baithak.gazetteer import Mechanism
from baithak.matching import Match


class MechanismMention(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A mechanism mention.

    Attributes:
        first: First token.
        last: Token after it.
        id: Register id, or None for one outside the register.
        ids: Register candidates that need the sides to decide (generic forms).
        sides: States told beside it (``India-Russia …``).
        rule: ``name``, ``generic`` or ``form``.
        forum: Whether the register knows it as a forum.
    """

    first: int
    last: int
    id: str | None = None
    ids: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    rule: str = "name"
    forum: bool = False


_REACH = 8  # tokens before the head within which the sides of a mechanism are told


def mechanisms(marks: Marks, parties: tuple[Party, ...]) -> tuple[MechanismMention, ...]:
    """All mechanisms of a sentence, left to right.

    Args:
        marks: The sentence.
        parties: Its parties; adjacent states tell a mechanism's sides.

    Returns:
        Mentions without overlaps, specific names before generic forms before bare forms.
    """
    register = marks.lang.gazetteer.mechanisms
    found = [
        MechanismMention(
            first=m.first,
            last=m.last,
            id=m.entry.id,
            sides=_sides(marks, parties, m.first),
            forum=m.entry.id in register and register[m.entry.id].forum,
        )
        for m in _longest([x for x in marks.all("mech") if x.entry.form == "name"])
    ]
    for first, last, ids in _generic(marks):
        if not _covered(found, first, last):
            found.append(
                MechanismMention(first=first, last=last, ids=ids, sides=_sides(marks, parties, first), rule="generic")
            )
    for m in marks.spans("mechanism_head"):
        if not _covered(found, m.first, m.last):
            found.append(
                MechanismMention(first=m.first, last=m.last, sides=_sides(marks, parties, m.first), rule="form")
            )
    return tuple(sorted(found, key=lambda f: f.first))


def known(mention: MechanismMention, sides: frozenset[str], register: Mapping[str, Mechanism]) -> Mechanism | None:
    """The register's mechanism that a mention stands for, given the sides of the engagement.

    Args:
        mention: The mention.
        sides: Sides of the engagement it belongs to.
        register: Id to mechanism.

    Returns:
        The one mechanism that fits, or None where none or several do.
    """
    if mention.id is not None:
        return register.get(mention.id)
    fits = [register[i] for i in mention.ids if i in register and frozenset(register[i].sides) == sides]
    fits = fits or [  # an organisation's own, whoever came
        register[i]
        for i in mention.ids
        if i in register and len(register[i].sides) == 1 and register[i].sides[0] in sides
    ]
    return fits[0] if len(fits) == 1 else None


def _longest(matches: list[Match]) -> list[Match]:
    out: list[Match] = []
    for m in sorted(matches, key=lambda m: (m.first - m.last, m.first)):
        if not any(m.first < o.last and o.first < m.last for o in out):
            out.append(m)
    return out


def _generic(marks: Marks) -> list[tuple[int, int, tuple[str, ...]]]:
    spans: dict[tuple[int, int], list[str]] = {}
    for m in marks.all("mech"):
        if m.entry.form == "generic":
            spans.setdefault((m.first, m.last), []).append(m.entry.id)
    widest = _longest([m for m in marks.all("mech") if m.entry.form == "generic"])
    return [(m.first, m.last, tuple(spans[(m.first, m.last)])) for m in widest]


def _covered(found: list[MechanismMention], first: int, last: int) -> bool:
    return any(first < f.last and f.first < last for f in found)


def _sides(marks: Marks, parties: tuple[Party, ...], first: int) -> tuple[str, ...]:
    """States named close before the mechanism's head, as nouns or adjectives (*Indo-Russian*)."""
    near = [
        p
        for p in parties
        if first - _REACH <= p.first < first
        and p.kind == "state"
        and p.state
        and p.role in ("bare", "genitive", "between", "ergative")
    ]
    states = list(dict.fromkeys(p.state for p in near if p.state))
    for m in marks.all("state"):
        if first - _REACH <= m.first < first and m.entry.form == "demonym" and m.entry.id not in states and near:
            states.append(m.entry.id)
    return tuple(states)
