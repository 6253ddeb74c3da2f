"""What is known of names: how signs sound, which words are no part of a name, which spellings are one name.

``reference/names.yaml`` holds Latin and Cyrillic, ``names.yaml`` of each language pack its own script; here they meet.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import msgspec

from baithak.pack import Words, languages, load


class WordFacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every table of names says of words, in any script."""

    letters: dict[str, str]
    trailing: list[str]
    aliases: list[str]
    sons: list[str]
    tails: list[str]
    titles: list[str]
    offices: list[str]
    kept: list[str]
    particles: list[str]
    light: list[str]
    patronymics: list[str]
    frequent: list[str]


class NameFacts(WordFacts, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``reference/names.yaml``; its head explains the notation of readings."""

    near: dict[str, int]
    lost: dict[str, int]
    edge: dict[str, int]
    weight: dict[str, int]
    kin: list[str]
    latin: dict[str, str]
    cyrillic: dict[str, str]
    initials: dict[str, str]
    alike: list[list[str]]


class Inherent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which consonants carry a vowel that is not written: ``after`` one, ``unless`` one of these signs follows."""

    after: str
    unless: str


class ScriptFacts(WordFacts, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``lang/<code>/names.yaml``: the same for one language's own script."""

    script: str
    inherent: Inherent
    readings: dict[str, str]
    alike: dict[str, list[str]]


class Roles(msgspec.Struct, frozen=True):
    """Plain spellings of words by what they are in a name, over all languages.

    Attributes:
        titles: Never part of the name, before it.
        trailing: The same, behind it.
        aliases: Words before another name of the same person.
        offices: Words of an office; no name stands before one.
        sons: Particles before the father's name.
        tails: Endings of respect.
        kept: Written into the name by some.
        particles: Of no weight of their own.
        light: Words before a whole name, written or left out.
        patronymics: Endings of a word that names the father.
        frequent: Words that alone tell nobody.
        letters: Spelled letter to the Latin letter.
        alike: Spelling to the numbers of its groups of equal names.
    """

    titles: frozenset[str]
    trailing: frozenset[str]
    aliases: frozenset[str]
    offices: frozenset[str]
    sons: frozenset[str]
    tails: tuple[str, ...]
    kept: frozenset[str]
    particles: frozenset[str]
    light: frozenset[str]
    patronymics: tuple[str, ...]
    frequent: frozenset[str]
    letters: dict[str, str]
    alike: dict[str, frozenset[int]]


@cache
def facts() -> NameFacts:
    """What holds in every language."""
    return load("reference", "names.yaml", NameFacts)


@cache
def scripts() -> dict[str, ScriptFacts]:
    """Code of each language whose pack knows how its names sound, to what it knows."""
    folder = files("baithak").joinpath("lang")
    known = (code for code in languages() if folder.joinpath(code, "names.yaml").is_file())
    return {code: load(f"lang/{code}", "names.yaml", ScriptFacts) for code in known}


@cache
def roles() -> Roles:
    """The words of all languages, by what they are in a name."""
    base, own = facts(), list(scripts().values())
    words = [load(f"lang/{code}", "words.yaml", Words) for code in scripts()]
    kept = _set(base.kept, *(s.kept for s in own), *(w.kept_honorifics for w in words))
    titles = _set(base.titles, *(s.titles for s in own), *(w.honorifics for w in words), *(w.ranks for w in words))
    letters = {c: c for c in base.initials} | base.letters
    for script in own:
        letters |= script.letters
    return Roles(
        titles=titles - kept,
        trailing=_set(base.trailing, *(s.trailing for s in own)),
        aliases=_set(base.aliases, *(s.aliases for s in own)),
        offices=_set(base.offices, *(s.offices for s in own)),
        sons=_set(base.sons, *(s.sons for s in own)),
        tails=(*base.tails, *(e for s in own for e in s.tails)),
        kept=kept,
        particles=_set(base.particles, *(s.particles for s in own)),
        light=_set(base.light, *(s.light for s in own)),
        patronymics=(*base.patronymics, *(e for s in own for e in s.patronymics)),
        frequent=_set(base.frequent, *(s.frequent for s in own)),
        letters=letters,
        alike=_groups(base, own),
    )


def _set(*lists: Iterable[str]) -> frozenset[str]:
    """Single words; of a title of several words each stands for itself."""
    return frozenset(word for words in lists for phrase in words for word in phrase.split())


def _groups(base: NameFacts, own: Iterable[ScriptFacts]) -> dict[str, frozenset[int]]:
    of: dict[str, frozenset[int]] = {}
    for number, spellings in enumerate(base.alike):
        of |= {s: of.get(s, frozenset()) | {number} for s in spellings}
    fresh = len(base.alike)
    for script in own:
        for number, (spelling, more) in enumerate(script.alike.items(), fresh):
            group = of.setdefault(spelling, frozenset([number]))
            of |= {s: of.get(s, frozenset()) | group for s in more}
        fresh += len(script.alike)
    return of
