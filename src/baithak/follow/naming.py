"""A mechanism by any of its names, in any installed language, whatever the spelling."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

import msgspec

from baithak.follow.errors import FollowError
from baithak.gazetteer import gazetteer
from baithak.language import MechanismNames
from baithak.orthography import Orthography, Speller
from baithak.pack import languages, load

_SHOWN = 8  # candidates that an error names
_SHORTEST = 4  # letters of a part of a word by which a name is found
_EMPTY = {"and", "on", "of", "the", "for"}


class Named(msgspec.Struct, frozen=True):
    """A mechanism's name: the one shown, and a spelling as it is compared."""

    shown: str
    words: tuple[str, ...]

    @property
    def joined(self) -> str:
        """The spelling without spaces."""
        return "".join(self.words)


def find(name: str, others: Iterable[str] = (), within: Iterable[str] | None = None) -> str:
    """The mechanism called so.

    Args:
        name: Its name or abbreviation in any language, or a part that is of one only.
        others: Names of mechanisms outside the register.
        within: Names among which to choose; all by default.

    Returns:
        Its name as shown.

    Raises:
        FollowError: None, or more than one, is called so.
    """
    asked = _words(name)
    allowed = None if within is None else set(within)
    known = [*_register(), *(Named(o, _words(o)) for o in sorted(set(others)))]
    if allowed is not None:
        known = [k for k in known if k.shown in allowed]
    found = _best(asked, known)
    if len(found) == 1:
        return found[0]
    if not found:
        raise FollowError(f"no mechanism is called {name!r}; see: baithak mechanisms")
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    raise FollowError(f"{name!r} may be {', '.join(found[:_SHOWN])}{more}; write more of the name, or give its --pair")


def _best(asked: tuple[str, ...], known: list[Named]) -> list[str]:
    """The names that fit best: the same, all words in it, a part of it."""
    joined = "".join(asked)
    ways = (
        lambda k: k.joined == joined,
        lambda k: {*asked} <= {*k.words},
        lambda k: len(joined) >= _SHORTEST and joined in k.joined,
    )
    for fits in ways:
        found = sorted({k.shown for k in known if asked and fits(k)})
        if found:
            parents = [one for one in found if all({*_words(one)} <= {*_words(other)} for other in found)]
            return parents or found  # the whole before its working groups, which bear its name
    return []


@cache
def _register() -> tuple[Named, ...]:
    """Every spelling of every mechanism of the register."""
    mechanisms = gazetteer().mechanisms
    out = [
        Named(m.name, _words(spelling))
        for m in mechanisms.values()
        for spelling in dict.fromkeys((m.id, m.name, m.full))
    ]
    for code in languages():
        names = load(f"lang/{code}", "mechanisms.yaml", MechanismNames)
        for table in (names.names, names.generic):
            for id_, spellings in table.items():
                if id_ in mechanisms:
                    out += [Named(mechanisms[id_].name, _words(s)) for s in spellings]
    return tuple(out)


@cache
def _spellers() -> tuple[Speller, ...]:
    return tuple(Speller(load(f"lang/{code}", "orthography.yaml", Orthography)) for code in languages())


def _words(name: str) -> tuple[str, ...]:
    """The words of a name in one spelling: letters, digits and vowel signs, lower case, without accents."""
    plain = "".join(c if unicodedata.category(c)[0] in "LMN" or c in "\u200c\u200d" else " " for c in name)
    return tuple(w for part in plain.split() if (w := _folded(part)) and w not in _EMPTY)


def _folded(word: str) -> str:
    for speller in _spellers():
        word = speller.fold(word)
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if not "\u0300" <= c <= "\u036f")
    return unicodedata.normalize("NFC", bare).lower()
