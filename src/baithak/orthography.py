"""Folding of spelling variants and the cutting of text into tokens, both driven by a pack's table.

Nothing is ever rewritten in the text itself: a token keeps its place in the text as read and carries the folded *key*
under which the lexicon knows it, so every offset found later leads back by itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

import msgspec


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word, a run of digits, or one other visible sign.

    Attributes:
        start: Offset of its first code point.
        end: Offset after its last code point.
        key: Folded spelling.
        kind: ``w`` word, ``d`` digits, ``p`` any other sign.
    """

    start: int
    end: int
    key: str
    kind: str


class Orthography(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A script's spelling rules, as the pack's ``orthography.yaml`` gives them.

    Attributes:
        word: Character ranges that make up a word, in the syntax of a regular expression's class.
        drop: Characters that do not distinguish words (nukta, joiners).
        map: Single characters written for one another, variant to chosen form.
        digits: The script's digits, nought to nine.
        nasals: Written nasal plus virama, to the consonants before which it equals the nasal sign.
        nasal_sign: The sign that stands for all of them.
        final_drop: Characters dropped at the end of a word (visarga).
    """

    word: list[str]
    drop: list[str]
    map: dict[str, str]
    digits: str
    nasals: dict[str, str]
    nasal_sign: str
    final_drop: list[str]


class Speller:
    """Folds and tokenises by one orthography; caches every word it has folded.

    Args:
        orthography: The pack's table.
    """

    _CACHE_LIMIT = 200_000  # words; a pathological input must not fill the memory

    def __init__(self, orthography: Orthography) -> None:
        table: dict[int, str | None] = {ord(c): None for c in orthography.drop}
        table |= {ord(k): v for k, v in orthography.map.items()}
        table |= {ord(c): str(i) for i, c in enumerate(orthography.digits)}
        self._table = table
        self._nasal = self._nasal_pattern(orthography.nasals)
        self._nasal_sign = orthography.nasal_sign
        self._final = tuple(orthography.final_drop)
        self._cache: dict[str, str] = {}
        digits = f"0-9{orthography.digits[0]}-{orthography.digits[-1]}" if orthography.digits else "0-9"
        word = "".join(orthography.word)
        self._token = re.compile(rf"(?P<w>[{word}]+)|(?P<d>[{digits}]+)|(?P<p>\S)")
        self._word = re.compile(rf"[{word}]+|[{digits}]+")

    @staticmethod
    def _nasal_pattern(nasals: Mapping[str, str]) -> re.Pattern[str] | None:
        parts = [f"{re.escape(n)}(?=[{re.escape(after)}])" for n, after in nasals.items()]
        return re.compile("|".join(parts)) if parts else None

    def fold(self, word: str) -> str:
        """The key under which all accepted spellings of a word meet."""
        key = self._cache.get(word)
        if key is None:
            key = unicodedata.normalize("NFD", word).translate(self._table)
            if self._nasal:
                key = self._nasal.sub(self._nasal_sign, key)
            for sign in self._final:
                key = key.rstrip(sign)
            key = unicodedata.normalize("NFC", key).lower()
            if len(self._cache) < self._CACHE_LIMIT:
                self._cache[word] = key
        return key

    def tokens(self, text: str, start: int = 0, end: int | None = None) -> list[Token]:
        """Cut a text into tokens.

        Args:
            text: The text.
            start: Offset at which to begin.
            end: Offset at which to stop; the text's end by default.

        Returns:
            Tokens in order; offsets count from the beginning of ``text``.
        """
        fold, known, out = self.fold, self._cache.get, []
        for m in self._token.finditer(text, start, len(text) if end is None else end):
            a, b = m.span()
            word = m[0]
            key = known(word)
            out.append(Token(a, b, fold(word) if key is None else key, m.lastgroup or "p"))
        return out

    def keys(self, phrase: str) -> tuple[str, ...]:
        """The keys of a phrase's words and digits, signs left out: what the lexicon files it under."""
        return tuple(map(self.fold, self._word.findall(phrase)))
