"""Document → sentences with their tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from baithak.model import Document, Line, Sentence
from baithak.orthography import Speller, Token


class Segmentation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pack's ``segmentation.yaml``: what ends a sentence, and what only looks like it."""

    terminators: list[str]
    dot: str
    closers: str
    letters: list[str]
    letters_that_are_words: list[str]
    abbreviations: list[str]


class Segmenter:
    """Cuts a document's report lines into sentences.

    Args:
        table: The pack's segmentation table.
        speller: The pack's speller.
    """

    def __init__(self, table: Segmentation, speller: Speller) -> None:
        self._speller = speller
        self._ends = frozenset(table.terminators)
        self._dot = table.dot
        self._closers = frozenset(table.closers)
        self._letters = frozenset(map(speller.fold, table.letters))
        self._wordlike = frozenset(map(speller.fold, table.letters_that_are_words))
        self._abbreviations = frozenset(map(speller.fold, table.abbreviations))

    def __call__(self, document: Document) -> tuple[Sentence, ...]:
        """Cut a document.

        Args:
            document: Cleaned report; only its headline and body lines are read.

        Returns:
            Sentences in reading order, offsets in the document's text.
        """
        out: list[Sentence] = []
        for number, line in enumerate(document.lines):
            if line.role in ("headline", "body"):
                out.extend(self._cut(document.text, line, number))
        return tuple(out)

    def _cut(self, text: str, line: Line, number: int) -> Iterator[Sentence]:
        tokens = self._speller.tokens(text, line.start, line.end)
        first = 0
        for i in range(len(tokens)):
            if i < first or not self._ends_here(tokens, i):
                continue
            last = i + 1
            while (
                last < len(tokens) and tokens[last].key in self._closers and tokens[last].start == tokens[last - 1].end
            ):
                last += 1
            yield self._sentence(tokens[first:last], line, number)
            first = last
        if first < len(tokens):
            yield self._sentence(tokens[first:], line, number)

    @staticmethod
    def _sentence(tokens: Sequence[Token], line: Line, number: int) -> Sentence:
        return Sentence(tokens[0].start, tokens[-1].end, tuple(tokens), number, line.role == "headline")

    def _ends_here(self, tokens: Sequence[Token], i: int) -> bool:
        token = tokens[i]
        if token.kind != "p":
            return False
        if token.key in self._ends:
            return True
        return token.key == self._dot and not self._is_abbreviation(tokens, i)

    def _is_abbreviation(self, tokens: Sequence[Token], dot: int) -> bool:
        before = tokens[dot - 1] if dot else None
        after = tokens[dot + 1] if dot + 1 < len(tokens) else None
        if before is None or before.kind == "p":
            return dot > 0 and tokens[dot - 1].key == self._dot  # an ellipsis ends with its last dot
        if after is None:
            return False
        touching = after.start == tokens[dot].end
        if before.kind == "d":
            return touching and after.kind == "d"
        if before.key in self._letters and before.end == tokens[dot].start:
            return before.key not in self._wordlike or self._continues(tokens, dot)
        latin_initial = len(before.key) == 1 and before.key.isascii()
        if before.key in self._abbreviations or latin_initial:
            return True
        return touching and after.kind == "w" and before.end - before.start <= 2

    def _continues(self, tokens: Sequence[Token], dot: int) -> bool:
        """Whether initials stand on either side of this dot: *K. P.*."""
        two_on = dot + 2 < len(tokens) and tokens[dot + 1].key in self._letters and tokens[dot + 2].key == self._dot
        two_back = dot >= 3 and tokens[dot - 2].key == self._dot and tokens[dot - 3].key in self._letters
        return two_on or two_back
