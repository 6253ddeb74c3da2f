"""Which mechanism an engagement is a sitting of, once its sides are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from baithak.find.mechanisms import MechanismMention, known
from baithak.gazetteer import Mechanism


def mechanism_of(
    mentions: Iterable[MechanismMention | None], sides: frozenset[str], register: Mapping[str, Mechanism]
) -> Mechanism | None:
    """The register's mechanism that an engagement's clauses name.

    Args:
        mentions: Mechanism mentions of its clauses.
        sides: Its sides.
        register: Known mechanisms by id.

    Returns:
        The first that the register knows under these sides, a child before its parent; None otherwise.
    """
    found = [m for m in (known(x, sides, register) for x in mentions if x is not None) if m is not None]
    children = [m for m in found if any(m.parent == other.id for other in found)]
    return next(iter(children or found), None)
