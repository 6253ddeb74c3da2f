"""Topics: what an engagement is said to have covered."""

from __future__ import annotations

from baithak.find.marks import Marks
from baithak.find.scene import Scene

_NAMES = ("office", "body", "mech", "org", "ministry", "domain")


def topics_within(marks: Marks, first: int, last: int) -> tuple[str, ...]:
    """Topic words of a token range, less those inside names of mechanisms, offices and organisations.

    Args:
        marks: The sentence.
        first: First token.
        last: Token after the range.

    Returns:
        Topics of the contract's list, in the order told.
    """
    hidden = [
        (m.first, m.last) for kind in _NAMES for m in marks.all(kind) if kind != "domain" or marks.has("head", m.last)
    ]
    found = [
        m.entry.id
        for m in marks.all("topic")
        if first <= m.first < last and not any(a <= m.first < b for a, b in hidden)
    ]
    return tuple(dict.fromkeys(found))


def discussed(scene: Scene) -> tuple[str, ...]:
    """Topics of a sentence's clauses that say that something was talked over, reviewed or agreed on."""
    told = [c for c in scene.clauses if scene.marks.told("discussed", c.first, c.last)]
    return tuple(dict.fromkeys(t for c in told for t in topics_within(scene.marks, c.first, c.last)))
