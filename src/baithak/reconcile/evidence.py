"""A piece of evidence for or against two tellings being one."""

from __future__ import annotations

import msgspec

from baithak.reconcile.values import Telling


class Reason(msgspec.Struct, frozen=True):
    """What agrees or differs, and its weight; minus infinity forbids."""

    what: str
    weight: float


def never(what: str) -> Reason:
    """What forbids that two tellings are one.

    Args:
        what: What differs.
    """
    return Reason(what, float("-inf"))


def numbered_alike(a: Telling, b: Telling) -> bool:
    """Whether both are the same numbered sitting of one mechanism.

    Args:
        a: A telling.
        b: Another.
    """
    return a.mechanism is not None and a.mechanism == b.mechanism and a.ordinal is not None and a.ordinal == b.ordinal
