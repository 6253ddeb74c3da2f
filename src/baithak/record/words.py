"""Text as words in one spelling, whatever the script: what search files reports under and what it is asked.

Folding follows each language pack's table; Latin and Cyrillic letters lose their accents. A word keeps its place, so
that a hit is shown in the words as they were written.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

import msgspec

from baithak.names.sounds import ear
from baithak.orthography import Orthography, Speller
from baithak.pack import languages, load

LONGEST = 60  # letters of a word that count
_JOINERS = "\u200c\u200d"
_ACCENTS = re.compile("(?<=[A-Za-z])[\u0300-\u036f]+")
_ALIKE: dict[int, int | str] = {0x0451: 0x0435, 0x0131: "i"}  # written for one another in Cyrillic and Latin print


class Word(msgspec.Struct, frozen=True, gc=False):
    """A word of a text: its folded spelling, and where it stands."""

    key: str
    start: int
    end: int


class Sound(msgspec.Struct, frozen=True, gc=False):
    """How a word sounds: its consonants by kin, and its likeliest sounds."""

    bones: str
    sounds: str


def words(text: str, most: int = sys.maxsize) -> Iterator[Word]:
    """The words of a text.

    Args:
        text: Any text.
        most: At most so many.
    """
    for number, m in enumerate(_pattern().finditer(text)):
        if number >= most:
            return
        if key := fold(m[0]):
            yield Word(key, m.start(), m.end())


@lru_cache(maxsize=1 << 17)
def fold(word: str) -> str:
    """The spelling under which a word is filed.

    Args:
        word: As written.

    Returns:
        Letters, digits and vowel signs only; empty where there are none.
    """
    key = word[:LONGEST]
    for speller in _spellers():
        key = speller.fold(key)
    key = _ACCENTS.sub("", unicodedata.normalize("NFD", key.lower()))
    return unicodedata.normalize("NFC", key).translate(_ALIKE)[:LONGEST] if any(map(str.isalnum, key)) else ""


def sound(key: str) -> Sound | None:
    """How a folded word sounds; None for numbers, single letters and scripts that are not known.

    Args:
        key: The folded word.
    """
    if len(key) < 2 or not key[0].isalpha() or any(map(str.isdigit, key)):
        return None
    heard = ear().hear(key)
    return Sound(heard.bones[:LONGEST], heard.sounds[:LONGEST]) if heard and heard.bones else None


@cache
def _spellers() -> list[Speller]:
    return [Speller(load(f"lang/{code}", "orthography.yaml", Orthography)) for code in languages()]


@cache
def _pattern() -> re.Pattern[str]:
    """Letters, digits and the signs that belong to them, which the classes of ``re`` leave out."""
    signs = [c for c in range(0x300, 0xFFFF) if unicodedata.category(chr(c)) in ("Mn", "Mc", "Me")]
    runs: list[list[int]] = []
    for c in signs:
        if runs and runs[-1][1] == c - 1:
            runs[-1][1] = c
        else:
            runs.append([c, c])
    marks = "".join(f"{chr(a)}-{chr(b)}" for a, b in runs)
    return re.compile(rf"(?:[^\W_]|[{marks}{_JOINERS}])+")
