"""The gist of a report's own words: without page furniture, and without words that stand in most reports."""

from __future__ import annotations

from functools import cache

import msgspec

from baithak.errors import DataError
from baithak.model import ReportFacts
from baithak.pack import load
from baithak.reconcile.gist import gist
from baithak.record.words import fold, words

_SHORT = 2  # letters of a word that says nothing


class Frequent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``frequent.yaml`` of a pack: words too frequent in its press to tell reports apart."""

    forms: list[str]


def gist_of(text: str, facts: ReportFacts) -> str:
    """The gist of a report.

    Args:
        text: The text as read.
        facts: What its reading says of the report.
    """
    cut = [(s.start, s.end) for s in facts.furniture]
    frequent = _frequent(facts.language)
    return gist(
        w.key
        for w in words(text)
        if len(w.key) > _SHORT and w.key not in frequent and not any(a <= w.start < b for a, b in cut)
    )


@cache
def _frequent(code: str) -> frozenset[str]:
    try:
        return frozenset(fold(w) for w in load(f"lang/{code}", "frequent.yaml", Frequent).forms)
    except (DataError, FileNotFoundError):
        return frozenset()  # a pack without the list: every word counts
