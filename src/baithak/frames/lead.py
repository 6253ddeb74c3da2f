"""Chairing and leading: those who lead a side or chair a sitting took part in the engagement told beside it."""

from __future__ import annotations

from baithak.find.clauses import Clause
from baithak.find.scene import Scene
from baithak.frames.instance import Instance
from baithak.matching import Match

_ROLES = ("ergative", "agent", "bare", "comitative", "behalf", "chair")


def lead(scene: Scene, clause: Clause, told: frozenset[int]) -> list[Instance]:
    """Read a clause of chairing or leading.

    Args:
        scene: The sentence.
        clause: One of its clauses.
        told: People whom an engagement of this clause already names.

    Returns:
        At most one instance, anaphoric: it adds its people to the engagement told beside it.
    """
    words = _attending(scene, clause) + [
        m
        for m in scene.marks.all("leading")
        if clause.first <= m.first < clause.last
        and (m.last not in scene.marks.markers or m.last >= clause.verb)  # the genitive *ki* is also *did*
        and m.first - 1 not in _chaired(scene)
    ]
    if not words or clause.negated:
        return []
    actors = tuple(
        a for a in scene.within(clause.first, clause.last) if a.member is not None and a.party.role in _ROLES
    )
    if not actors or frozenset(a.member for a in actors) <= told:
        return []
    word = words[-1]
    return [
        Instance(
            frame="lead",
            event="meeting",
            sentence=scene.number,
            first=clause.first,
            last=clause.last,
            trigger=(word.first, word.last),
            actors=actors,
            status=None,
            tense=clause.tense,
            anaphoric=True,
            lead=True,
        )
    ]


def _attending(scene: Scene, clause: Clause) -> list[Match]:
    """Words of being there, where the clause says at what, or on whose side."""
    marks = scene.marks
    words = [m for m in marks.all("attending") if clause.first <= m.first < clause.last and m.last >= clause.verb - 1]
    if not words:
        return []
    first = 0 if marks.told("attending", 0, clause.first) else clause.first  # *…, while Y was present*
    at = marks.told("occasion", first, clause.last) or any(
        first <= m.first < clause.last and m.last in marks.markers and marks.markers[m.last].entry.id == "locative"
        for m in marks.all("noun")
    )
    behalf = any(
        m.entry.id == "agent" and m.last - m.first > 1 and clause.first <= i < clause.last
        for i, m in marks.markers.items()
    )
    return words if at or behalf or _beside(scene, clause) else []


def _beside(scene: Scene, clause: Clause) -> bool:
    """*With him was Y, too*: a clause that opens with the pronoun of company."""
    first = next(iter(scene.within(clause.first, clause.last)), None)
    alone = first is not None and first.party.kind == "pronoun" and first.party.role == "comitative"
    return alone and first is not None and first.party.first <= clause.first + 1


def _chaired(scene: Scene) -> frozenset[int]:
    """First tokens of chair markers (*under the chairmanship of*): their noun is no clause of its own."""
    return frozenset(i for i, m in scene.marks.markers.items() if m.entry.id == "chair")
