"""A word of a name as the sounds that its letters may stand for, whatever the script.

A sign is heard as one of several sounds, each at a cost; two signs differ by the cheapest way to hear them alike. So
the ambiguity of Latin spelling (c, g, j, x, vowels) stays with the sign that has it, and clear signs stay clear.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

import msgspec

from baithak.names.tables import NameFacts, ScriptFacts, facts, scripts

_WORDS = 200_000  # kept at once
_AS_WRITTEN = "="
_RUN = 20  # hundredths that a vowel beside another vowel costs at most where it is not written
_LIKELY = 30  # hundredths that a hearing costs at most which gives a key
_SCHWA = 10  # hundredths that a vowel costs at most which is hardly heard
_TWICE = 20
_TRAILING = 50  # what one costs that ends the word behind another vowel: Viktor, Viktoria
_GLIDES = frozenset("iy")
_VOWELS = frozenset("aeiouy")
_UNLIKE = 100


class Sign(msgspec.Struct, frozen=True):
    """What one written sign may be heard as.

    Attributes:
        sounds: Sound and what it costs to hear it so, in hundredths; the likeliest first.
        silent: What it costs not to hear it at all.
    """

    sounds: tuple[tuple[str, int], ...]
    silent: int

    @property
    def first(self) -> str:
        """The likeliest sound."""
        return self.sounds[0][0]


class Heard(msgspec.Struct, frozen=True, eq=False):
    """A word as heard; one word is heard once, so that it is known by being the same object.

    Attributes:
        signs: Numbers of its signs in order.
        lost: What each costs where the other spelling does not write it.
        weight: Length against which costs are measured.
        ending: Number of the vowel that ends it, not counting one that is hardly heard; None where a consonant does.
        bones: Its consonants by kin, for a first look.
        sounds: Its likeliest sounds.
    """

    signs: tuple[int, ...]
    lost: tuple[int, ...]
    weight: int
    ending: int | None
    bones: str
    sounds: str


class Script(msgspec.Struct, frozen=True):
    """How one script is read: a pattern with one group a rule, and the signs of each rule (None: as written)."""

    pattern: re.Pattern[str]
    rules: tuple[tuple[Sign, ...] | None, ...]
    inherent: re.Pattern[str] | None = None


class Ear:
    """Reads words of every known script as sounds."""

    def __init__(self, base: NameFacts, own: Mapping[str, ScriptFacts]) -> None:
        self._base = base
        self._near = {tuple(pair.split()): cost for pair, cost in base.near.items()}
        self._near |= {(b, a): cost for (a, b), cost in list(self._near.items())}
        self._kin = {sound: str(n) for n, family in enumerate(base.kin) for sound in family if sound != "h"}
        self._numbers: dict[Sign, int] = {}
        self._signs: list[Sign] = []
        self._rows: dict[int, dict[int, int]] = {}
        self._words: dict[str, Heard | None] = {}
        self._latin = self._script(base.latin)
        self._cyrillic = self._script(base.cyrillic)
        self._own = [(re.compile(f"[{s.script}]"), self._script(s.readings, s)) for s in own.values()]
        self.initials = {letter: self._number(self._sign(said)) for letter, said in base.initials.items()}

    def cost(self, a: int, b: int) -> int:
        """What it costs to take two signs for one, in hundredths of a wrong consonant."""
        row = self._rows.setdefault(a, {})
        found = row.get(b)
        if found is None:
            found = row[b] = self._cheapest(self._signs[a], self._signs[b])
        return found

    def kin(self, number: int) -> set[str]:
        """The families of consonants to which a sign may belong; empty among them where it may be none."""
        sign = self._signs[number]
        near = {self._kin.get(sound, "") for sound, cost in sign.sounds if cost <= _LIKELY}
        return near | {""} if sign.silent <= _LIKELY and sign.first not in _VOWELS else near

    def row(self, a: int) -> dict[int, int]:
        """The costs known so far between a sign and others."""
        return self._rows.setdefault(a, {})

    def hear(self, word: str) -> Heard | None:
        """A word in lower case as sounds; None where a letter belongs to a script that is not known."""
        if word not in self._words:
            if len(self._words) > _WORDS:
                self._words.clear()
            self._words[word] = self._hear(word)
        return self._words[word]

    def _hear(self, word: str) -> Heard | None:
        signs: list[Sign] = []
        for script, run in self._runs(word):
            if script is None:
                return None
            signs += self._read(script, run)
        return self._heard(signs)

    def _cheapest(self, a: Sign, b: Sign) -> int:
        near = self._near
        return min(p + q + (0 if s == t else near.get((s, t), _UNLIKE)) for s, p in a.sounds for t, q in b.sounds)

    def _runs(self, word: str) -> list[tuple[Script | None, str]]:
        runs: list[tuple[Script | None, str]] = []
        for c in word:
            script = self._script_of(c)
            if runs and (runs[-1][0] is script or unicodedata.category(c)[0] == "M"):
                runs[-1] = (runs[-1][0], runs[-1][1] + c)
            else:
                runs.append((script, c))
        return runs

    def _script_of(self, c: str) -> Script | None:
        if c.isascii() or "\u00c0" <= c <= "\u024f" or "\u1e00" <= c <= "\u1eff":
            return self._latin
        if "\u0400" <= c <= "\u052f":
            return self._cyrillic
        return next((script for letters, script in self._own if letters.match(c)), None)

    def _read(self, script: Script, word: str) -> list[Sign]:
        if script.inherent:
            word = script.inherent.sub(r"\g<0>*", word)
        elif not word.isascii():
            word = "".join(c if script.pattern.match(c) else _bare(c) for c in word)
        signs: list[Sign] = []
        for m in script.pattern.finditer(word):
            rule = script.rules[(m.lastindex or 1) - 1]
            signs += [self._sign(m[0])] if rule is None else rule
        return signs

    def _heard(self, read: list[Sign]) -> Heard:
        signs = [s for i, s in enumerate(read) if not i or s.first in _VOWELS or s.first != read[i - 1].first]
        lost = []
        for i, sign in enumerate(signs):
            beside = signs[max(i - 1, 0) : i] + signs[i + 1 : i + 2]
            silent = sign.silent
            if i > 1 and signs[i - 1].silent <= _SCHWA and signs[i - 2].first == sign.first:
                silent = min(silent, _TWICE)  # a consonant said twice around a vowel that is hardly heard
            in_run = i > 0 and sign.first in _VOWELS and any(n.first in _VOWELS for n in beside)
            if in_run and (i < len(signs) - 1 or sign.first in _GLIDES):
                silent = min(silent, _RUN)
            elif in_run:
                silent = max(silent, _TRAILING) if silent > _RUN else silent
            elif i in (0, len(signs) - 1) and silent == self._base.lost.get(sign.first):
                silent = self._base.edge.get(sign.first, silent)
            lost.append(silent)
        weights = self._base.weight
        weight = sum(min(weights.get(s.first, _UNLIKE), s.silent * 2) for s in signs)
        return Heard(
            signs=tuple(map(self._number, signs)),
            lost=tuple(lost),
            weight=weight,
            ending=self._ending(signs),
            bones="".join(self._kin.get(s.first, "") for s in signs if s.silent > _RUN * 2),
            sounds="".join(s.first for s in signs),
        )

    def _ending(self, signs: list[Sign]) -> int | None:
        last = next((s for s in reversed(signs) if s.silent > _SCHWA), None)
        return self._number(last) if last and last.first in _VOWELS else None

    def _number(self, sign: Sign) -> int:
        if sign not in self._numbers:
            self._numbers[sign] = len(self._signs)
            self._signs.append(sign)
        return self._numbers[sign]

    def _script(self, readings: Mapping[str, str], own: ScriptFacts | None = None) -> Script:
        rules = tuple(
            None if said == _AS_WRITTEN else tuple(map(self._sign, said.split())) for said in readings.values()
        )
        pattern = re.compile("|".join(f"({unicodedata.normalize('NFC', signs)})" for signs in readings))
        inherent = re.compile(f"{own.inherent.after}(?!{own.inherent.unless})") if own else None
        return Script(pattern, rules, inherent)

    def _sign(self, said: str) -> Sign:
        sounds, silent = [], None
        for one in said.split("/"):
            sound, _, cost = one.partition(":")
            if sound == "-":
                silent = int(cost or 0)
            else:
                sounds.append((sound, int(cost or 0)))
        if silent is None:
            silent = self._base.lost.get(sounds[0][0], _UNLIKE)
        return Sign(tuple(sounds), silent)


def _bare(c: str) -> str:
    """A letter without its accents."""
    return unicodedata.normalize("NFD", c)[0]


@cache
def ear() -> Ear:
    """The ear for all installed packs."""
    return Ear(facts(), scripts())
