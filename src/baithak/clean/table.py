"""A pack's ``furniture.yaml`` and the lexicon compiled from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import msgspec

from baithak.matching import Entry, Lexicon, Match
from baithak.orthography import Speller, Token


class Agency(Protocol):
    """What cleaning needs of a news agency: its forms, and the forms that credit only where a credit may stand."""

    @property
    def forms(self) -> Sequence[str]:
        """Forms that always name the agency."""

    @property
    def credit_only(self) -> Sequence[str]:
        """Forms that are ordinary words elsewhere."""


class Plea(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line that names one of ``channels`` and makes one of ``calls`` begs the reader for something."""

    channels: list[str]
    calls: list[str]


class FurnitureTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``furniture.yaml``; the comments there say what each list is for."""

    prose_ends: str
    sentence_ends: str
    closers: str
    colons: str
    alarms: list[str]
    sections: list[str]
    leads: list[str]
    lines: list[str]
    starts: list[str]
    contains: list[str]
    pleas: list[Plea]
    menu: list[str]
    home: list[str]
    captions: list[str]
    published: list[str]
    updated: list[str]
    ago: list[str]
    spans: list[str]
    stamp_words: list[str]
    bylines: list[str]
    desks: list[str]
    credits: list[str]
    attributed: list[str]
    attributions: list[str]
    months: dict[int, list[str]]
    weekdays: list[str]
    not_places: list[str]


#: Lists of the table whose words go into the lexicon under the list's own name.
_LISTS = (
    *("sections", "leads", "lines", "starts", "contains", "menu", "captions"),
    *("published", "updated", "ago", "spans", "stamp_words", "weekdays"),
    *("bylines", "desks", "credits", "attributions", "not_places"),
)


class Words:
    """The table compiled: everything that cleaning looks up.

    Args:
        table: The pack's furniture table.
        agencies: Canonical agency name to its forms.
        speller: The pack's speller.
        letters: Names of letters, of which initials such as a sub-editor's are made.
    """

    def __init__(
        self, table: FurnitureTable, agencies: Mapping[str, Agency], speller: Speller, letters: Iterable[str] = ()
    ) -> None:
        self.table = table
        self.speller = speller
        self.letters = frozenset(map(speller.fold, letters))
        self.months = {speller.fold(form): number for number, forms in table.months.items() for form in forms}
        self.prose_ends = frozenset(table.prose_ends)
        self.sentence_ends = frozenset(table.sentence_ends)
        self.stops = self.prose_ends - {"|"} | {":"}
        self.closers = table.closers + " \t\u00a0\ufeff"
        tail, before = re.escape(table.sentence_ends + " \t\u00a0"), re.escape(table.sentence_ends + table.closers)
        # a bracket at the end, or a dash that joins no words
        self.may_close = re.compile(rf"[)\]}}][{tail}]*$|[\s{before}][-–—]")
        self.alarms = tuple(a.lower() for a in table.alarms)
        self.home = frozenset(map(speller.fold, table.home))
        self.attributed = frozenset(table.attributed)
        self.not_places = frozenset(map(speller.fold, table.not_places))
        self.lexicon = Lexicon()
        for name in _LISTS:
            for phrase in getattr(table, name):
                self.lexicon.add(speller.keys(phrase), Entry(name, name))
        for number, plea in enumerate(table.pleas):
            for phrase in plea.channels:
                self.lexicon.add(speller.keys(phrase), Entry("channel", str(number)))
            for phrase in plea.calls:
                self.lexicon.add(speller.keys(phrase), Entry("call", str(number)))
        for name, agency in agencies.items():
            for phrase in agency.forms:
                self.lexicon.add(speller.keys(phrase), Entry("agency", name, "form"))
            for phrase in agency.credit_only:
                self.lexicon.add(speller.keys(phrase), Entry("agency", name, "credit"))

    def search(self, tokens: Sequence[Token]) -> list[Match]:
        """Every phrase of the table in these tokens."""
        return self.lexicon.search(tokens)

    def letter_count(self, key: str) -> int:
        """Of how many names of letters a word is made up, 0 where it is not made of them."""
        best: list[int] = [0] + [-1] * len(key)
        for end in range(1, len(key) + 1):
            for start in range(max(0, end - 8), end):
                if best[start] >= 0 and key[start:end] in self.letters:
                    best[end] = max(best[end], best[start] + 1)
        return max(best[-1], 0)
