"""Numbers and ordinals read from tokens, by a pack's ``numerals.yaml``."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from baithak.orthography import Speller, Token


class Numerals(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pack's number words: value (as written in the file) to spellings."""

    cardinals: dict[int, list[str]]
    multipliers: dict[int, list[str]]
    fractions: dict[str, list[str]]
    ordinal_suffixes: list[str]
    irregular_ordinals: dict[int, list[str]]


class Number(msgspec.Struct, frozen=True, gc=False):
    """A number found: token indices half-open, value, whether it counts a place in a row, whether in digits."""

    first: int
    last: int
    value: float
    ordinal: bool
    digits: bool


class NumberReader:
    """Reads cardinals and ordinals at a place in a row of tokens.

    Args:
        table: The pack's number words.
        speller: The pack's speller.

    Attributes:
        starts: Keys of all words with which a number may begin.
        words: Keys of all words that a number may hold.
        multipliers: Keys of the words for a hundred, a thousand and so on.
    """

    def __init__(self, table: Numerals, speller: Speller) -> None:
        fold = speller.fold
        self._cardinal = {fold(w): v for v, words in table.cardinals.items() for w in words}
        self._multiplier = {fold(w): v for v, words in table.multipliers.items() for w in words}
        self._fraction = {fold(w): v for v, words in table.fractions.items() for w in words}
        self._suffixes = frozenset(map(fold, table.ordinal_suffixes))
        self._ordinal = {fold(w): v for v, words in table.irregular_ordinals.items() for w in words}
        self._ordinal |= {word + s: v for word, v in self._cardinal.items() for s in self._suffixes}
        self.multipliers = frozenset(self._multiplier)
        self.starts = frozenset({*self._ordinal, *self._cardinal, *self._multiplier, *self._fraction})
        self.words = self.starts | self._suffixes

    def at(self, tokens: Sequence[Token], i: int) -> Number | None:
        """The number that begins at token ``i``, the longest reading, or None."""
        token = tokens[i]
        if token.kind == "d":
            return self._digits(tokens, i)
        if token.kind != "w" or token.key not in self.starts:
            return None
        if token.key in self._ordinal:
            return Number(i, i + 1, self._ordinal[token.key], ordinal=True, digits=False)
        return self._words(tokens, i)

    def _digits(self, tokens: Sequence[Token], i: int) -> Number:
        value = float(int(tokens[i].key))
        after = i + 1
        if after < len(tokens):
            suffix = tokens[after]
            spaced = suffix.start > tokens[i].end  # as the press often sets it; *st* and *th* only touch
            if suffix.key in self._suffixes and not (spaced and suffix.key.isascii()):
                return Number(i, after + 1, value, ordinal=True, digits=True)
            if suffix.key == "-" and after + 1 < len(tokens) and tokens[after + 1].key in self._suffixes:
                return Number(i, after + 2, value, ordinal=True, digits=True)
        return Number(i, after, value, ordinal=False, digits=True)

    def _words(self, tokens: Sequence[Token], i: int) -> Number | None:
        total, current, at, shift = 0.0, None, i, 0.0
        while at < len(tokens):
            key = tokens[at].key
            if key in self._fraction and current is None:
                mark = self._fraction[key]
                if mark[0] in "+-":
                    shift = float(mark)
                else:
                    current = float(mark)
            elif key in self._multiplier and (current is not None or (at == i and self._multiplier[key] == 100)):
                total += (1 if current is None else current) * self._multiplier[key]
                current = 0.0
            elif key in self._cardinal and not current:
                current = self._cardinal[key] + shift
                shift = 0.0
            else:
                break
            at += 1
        if current is None:
            return None
        ordinal = False
        if at < len(tokens) and tokens[at].key in self._suffixes and at > i:
            ordinal, at = True, at + 1
        return Number(i, at, total + current, ordinal=ordinal, digits=False)
