"""Offices that one person holds at a time: data, not code (``reference/single_offices.yaml``)."""

from __future__ import annotations

from functools import cache

import msgspec

from baithak.pack import load


class Single(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whole titles, and how others begin."""

    whole: list[str]
    begins: list[str]


@cache
def _known() -> Single:
    return load("reference", "single_offices.yaml", Single)


def single(office: str) -> bool:
    """Whether one person of a state holds an office at a time.

    Args:
        office: English title, lower case.
    """
    return office in _known().whole or office.startswith(tuple(_known().begins))
