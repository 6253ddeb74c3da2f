"""Whether two participants are one person."""

from __future__ import annotations

from collections.abc import Iterable
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


def strangers(xs: Iterable[Named], ys: Iterable[Named]) -> bool:
    """Whether both name people, and nobody of the one may be somebody of the other.

    Args:
        xs: Those who took part in one engagement.
        ys: Those of another.
    """
    here, there = list(xs), list(ys)
    return bool(here and there) and all(same_person(a, b) is False for a in here for b in there)
