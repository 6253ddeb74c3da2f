"""Dates of a plain text: tokens, expressions, the tense of each clause, EDTF."""

from __future__ import annotations

import re
from datetime import date
from typing import TypedDict

from baithak.orthography import Token
from baithak.times.resolve import resolve
from baithak.times.tagger import TimeLanguage, named
from baithak.times.values import Timex

_LINE = re.compile(r"[^\n\r\u2028]+")
_LEFT_OUT = ("stay", "duration", "set", "time")


class DateFound(TypedDict):
    """One date: code points of the text, EDTF or None where it cannot be told, and the rule that read it."""

    start: int
    end: int
    edtf: str | None
    rule: str


def read_dates(text: str, reference: date | None, tl: TimeLanguage) -> list[DateFound]:
    """All dates of a text.

    Bounds become open intervals (``2014/..``). Durations, sets and bare times of day are no dates and are left out.

    Args:
        text: Any text in the language.
        reference: Day against which relative words are read; None leaves them open.
        tl: The language.

    Returns:
        Dates in the order of the text; ``edtf`` is None for one that cannot be told, or that does not exist.
    """
    out: list[DateFound] = []
    for line in _LINE.finditer(text):
        tokens = tl.words.speller.tokens(text, line.start(), line.end())
        near, seen = None, 0
        for t in tl.tag(tokens):
            if tl.tense.ends(tokens, seen, t.first):
                near = None
            if t.kind not in _LEFT_OUT:
                out.append(_dated(t, tokens, reference, near if reference is None else None, tl))
            near, seen = _year_of(t) or near, t.last
    return out


def _dated(t: Timex, tokens: list[Token], reference: date | None, near: str | None, tl: TimeLanguage) -> DateFound:
    tense = tl.tense.after(tokens, t.last)
    edtf = resolve(t, reference, tense=tense, near=near, open_ends=True)
    ahead = ""
    if edtf is None and tense is None and reference is not None and t.problem is None:
        edtf = resolve(t, reference, tense="future", open_ends=True)  # speech without a verb looks ahead
        ahead = " (no tense: ahead)" if edtf else ""
    return DateFound(start=t.start, end=t.end, edtf=edtf, rule=named(t, edtf) + ahead)


def _year_of(t: Timex) -> str | None:
    """The year that an expression tells, to lend to the dates after it in its sentence."""
    edtf = None if t.relative else resolve(t, None)
    return edtf if edtf and edtf[:4].isdigit() else None
