"""A name outside the register in Latin letters: a pack's table with schwa deletion.

The press spelling of a foreign name cannot be known from Devanagari alone; this gives the reader something to say and
search for. Rules after Narasimhan, Sproat & Kiraz, "Schwa-deletion in Hindi text-to-speech synthesis" (2004).
"""

from __future__ import annotations

import msgspec

#: Latin letters and digraphs that one name's spellings exchange, applied in order.
_HEARD = (
    ("ph", "f"),
    ("bh", "v"),
    ("kh", "k"),
    ("gh", "g"),
    ("th", "t"),
    ("dh", "d"),
    ("sh", "s"),
    ("ch", "c"),
    ("ck", "k"),
    ("w", "v"),
    ("x", "ks"),
    ("q", "k"),
    ("z", "j"),
    ("y", "i"),
    ("ee", "i"),
    ("oo", "u"),
    ("ei", "e"),
    ("ou", "u"),
    ("h", ""),
)


class Romanization(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pack's table: consonants and vowels to Latin, signs, and whole words (initials, particles)."""

    consonants: dict[str, str]
    vowels: dict[str, str]
    signs: dict[str, str]
    virama: str
    nasals: dict[str, str]
    words: dict[str, str]


class Romanizer:
    """Romanises names by one table; caches the keys of names, which are compared over and over.

    Args:
        table: The pack's letters.
    """

    _CACHE_LIMIT = 20_000  # names

    def __init__(self, table: Romanization) -> None:
        self._table = table
        self._keys: dict[str, str] = {}

    def name(self, words: str) -> str:
        """Romanise a name, each word capitalised; Latin words stay as they are."""
        out: list[str] = []
        for word in words.replace("-", " - ").split():
            if word == "-" and out:
                out.append("-")
                continue
            latin = self._table.words.get(word) or self._word(word)
            out.append(latin[:1].upper() + latin[1:])
        return " ".join(out).replace(" - ", "-").strip(" -")

    def key(self, words: str) -> str:
        """A rough key for comparing spellings: Latin letters without the distinctions that the press does not keep."""
        known = self._keys.get(words)
        if known is not None:
            return known
        key = self.name(words).lower().replace("-", " ").replace(".", "")
        for written, heard in _HEARD:
            key = key.replace(written, heard)
        key = "".join(c for i, c in enumerate(key) if i == 0 or c != key[i - 1])
        if len(self._keys) < self._CACHE_LIMIT:
            self._keys[words] = key
        return key

    def _word(self, word: str) -> str:
        units = self._units(word)
        last = len(units) - 1
        parts = []
        for i, (consonant, vowel) in enumerate(units):
            silent = vowel == "a*" and consonant != "" and ((i == last and i > 0) or self._medial_schwa(units, i))
            parts.append(consonant + ("" if silent else vowel.rstrip("*")))
        return "".join(parts)

    @staticmethod
    def _medial_schwa(units: list[tuple[str, str]], i: int) -> bool:
        """A schwa between *vowel consonant _ consonant vowel* is not spoken."""
        if not 0 < i < len(units) - 1:
            return False
        before, after = units[i - 1], units[i + 1]
        return (
            before[1] not in ("", "a*")
            and after[1] not in ("", "a*")
            and after[0] != ""
            and not before[1].endswith("n")
        )

    def _units(self, word: str) -> list[tuple[str, str]]:
        """Consonant and vowel pairs; ``a*`` is the inherent vowel."""
        t = self._table
        units: list[tuple[str, str]] = []
        for c in word:
            if c in t.consonants:
                units.append((t.consonants[c], "a*"))
            elif c in t.vowels:
                units.append(("", t.vowels[c]))
            elif c in t.signs and units:
                units[-1] = (units[-1][0], t.signs[c])
            elif c == t.virama and units:
                units[-1] = (units[-1][0], "")
            elif c in t.nasals and units:
                consonant, vowel = units[-1]
                units[-1] = (consonant, vowel.rstrip("*") + t.nasals[c])
            elif c.isalnum():
                units.append((c, ""))
        return units
