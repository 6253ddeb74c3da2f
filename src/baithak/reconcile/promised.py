"""What a promise is about, from the words in which readings put it: the thing, the action, number, sum and ordinal."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec

from baithak.pack import load

_WORD = re.compile(r"\w[\w.\-+]*")
_FIGURE = re.compile(r"\d[\d,]*(\.\d+)?")
_ORDINAL = re.compile(r"(\d+)(st|nd|rd|th)")


class Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``reference/promise_words.yaml``; the file says what each list is for."""

    ignored: list[str]
    remaining: list[str]
    actions: dict[str, list[str]]
    fillers: list[str]
    alike: dict[str, list[str]]
    plurals: dict[str, str]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    scales: dict[str, int]
    units: list[str]

    def action(self, word: str) -> str | None:
        """What a participle comes to, None for any other word."""
        return next((name for name, words in self.actions.items() if word in words), None)

    def stem(self, word: str) -> str:
        """A word without its plural, as the one of its kin that stands for all."""
        bare = self.plurals.get(word, word)
        if bare == word and len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
            bare = word[:-1]
        return next((name for name, words in self.alike.items() if bare in words), bare)


class Thing(msgspec.Struct, frozen=True):
    """What a promise is about.

    Attributes:
        stems: The words that tell the thing, without number and plural.
        named: Those that are a name or a type (S-400): rare, so that sharing one says much.
        actions: What is to be done with it.
        ordinal: Which of several (the fourth regiment).
        amount: A sum or measure with its unit.
        remaining: Whether it is what is left of more.
    """

    stems: frozenset[str]
    named: frozenset[str]
    actions: frozenset[str]
    ordinal: int | None = None
    amount: tuple[float, str] | None = None
    remaining: bool = False


@cache
def vocabulary() -> Vocabulary:
    """The words, loaded once."""
    return load("reference", "promise_words.yaml", Vocabulary)


@lru_cache(maxsize=65536)
def thing(what: str) -> Thing:
    """Read what a promise is about.

    Args:
        what: A commitment's ``what``.
    """
    v = vocabulary()
    stems: set[str] = set()
    named: set[str] = set()
    actions: set[str] = set()
    ordinal = None
    remaining = False
    words = _WORD.findall(what.replace("–", " "))
    amount, used = _amount(words, v)
    for at, written in enumerate(words):
        word = written.lower().strip(".")
        remaining = remaining or word in v.remaining
        if at in used or word in v.ignored or word in v.numbers or _FIGURE.fullmatch(word):
            continue
        if (rank := v.ordinals.get(word) or _rank(word)) is not None:
            ordinal = rank
        elif (doing := v.action(word)) is not None:
            actions.add(doing)
        elif word not in v.fillers:
            stems.add(v.stem(word))
            if any(c.isdigit() for c in word) or written[:1].isupper():
                named.add(v.stem(word))
    return Thing(frozenset(stems), frozenset(named), frozenset(actions), ordinal, amount, remaining)


def _rank(word: str) -> int | None:
    found = _ORDINAL.fullmatch(word)
    return int(found[1]) if found else None


def _amount(words: list[str], v: Vocabulary) -> tuple[tuple[float, str] | None, set[int]]:
    """The first figure that has a scale or a unit behind it, and the places of its words."""
    for at, word in enumerate(words):
        if not _FIGURE.fullmatch(word):
            continue
        value, used, end = float(word.replace(",", "")), {at}, at + 1
        while end < len(words) and words[end].lower() in v.scales:
            value *= v.scales[words[end].lower()]
            used.add(end)
            end += 1
        unit = v.stem(words[end].lower()) if end < len(words) else ""
        if unit in v.units:
            return (value, unit), used | {end}
        if len(used) > 1:
            return (value, ""), used
    return None, set()
