"""Whether two participants are one person."""

from __future__ import annotations

from functools import lru_cache

from baithak.names import compare
from baithak.reconcile.values import Named


@lru_cache(maxsize=65536)
def same_person(a: Named, b: Named) -> bool | None:
    """Compare two participants by the register, their states and their names.

    Args:
        a: A participant.
        b: Another.

    Returns:
        Whether they are one person; None where the names do not tell.
    """
    if a.known and b.known:
        return a.known == b.known
    if a.country and b.country and a.country != b.country:
        return False
    if a.name == b.name:
        return True
    return compare(a.name, b.name).same
