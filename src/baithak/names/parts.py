"""A name taken apart: which of its words say who it is, and which are titles, initials, particles."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import lru_cache

import msgspec

from baithak.names.sounds import Heard, ear
from baithak.names.tables import roles

_LONGEST = 200  # letters; what is longer is a text, not a name
_MOST = 12  # words; as above
_INSIDE = re.compile("[\u2018\u2019\u02bb\u02bc\u02be\u02bf'`\u00b4\u200c\u200d]")  # O'Brien, Ma'ruf; joiners
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_CAPITALS = 3  # letters in capitals that stand for as many words: SM Krishna


class Role(Enum):
    """What a word is in a name."""

    WORD = "word"
    INITIAL = "initial"
    PARTICLE = "particle"
    KEPT = "kept"
    FATHER = "father"


class Part(msgspec.Struct, frozen=True):
    """One word of a name.

    Attributes:
        text: As written, in lower case.
        role: What it is.
        heard: How it sounds.
        bare: How it sounds without an ending of respect, if it has one.
        letters: Latin letters for which it may stand as an initial.
        alike: Groups of equal names to which it belongs.
        frequent: It tells nobody alone.
    """

    text: str
    role: Role
    heard: Heard
    bare: Heard | None = None
    letters: str = ""
    alike: frozenset[int] = frozenset()
    frequent: bool = False


class Form(msgspec.Struct, frozen=True):
    """A name ready to be compared.

    Attributes:
        plain: Its words in lower case, one space between them.
        parts: Its words without titles.
        fault: Why it cannot be compared, or empty.
    """

    plain: str
    parts: tuple[Part, ...]
    fault: str = ""


@lru_cache(maxsize=1 << 17)
def form(name: str) -> Form:
    """Take a name apart.

    Args:
        name: Anything; a name in Devanagari, Latin or Cyrillic letters.

    Returns:
        Its parts, or the fault for which there are none.
    """
    if len(name) > _LONGEST:
        return Form("", (), "too long for a name")
    text = _INSIDE.sub("", unicodedata.normalize("NFC", name))
    words = _words(_ASIDE.sub(" ", text)) or _words(text)
    plain = " ".join(w.lower() for w in words)
    if not words:
        return Form(plain, (), "no letters")
    if len(words) > _MOST:
        return Form(plain, (), "too many words for a name")
    shouted = all(w.upper() == w for w in words)
    own, aside = _without_titles(words)
    parts: list[Part] = []
    for i, word in enumerate(own):
        heard = ear().hear(word.lower())
        if heard is None:
            return Form(plain, (), "written in letters that are not known here")
        if heard.signs:
            parts += _of_word(word, heard, last=0 < i == len(own) - 1, shouted=shouted)
    if len(parts) == 1:
        parts = [_part(w, h, Role.KEPT) for w in aside if (h := ear().hear(w.lower())) and h.signs] + parts
    return Form(plain, _told(parts), "" if parts else "no letters")


def _words(text: str) -> list[str]:
    """The runs of letters with their marks, which no character class of regular expressions holds together."""
    apart = "".join(c if unicodedata.category(c)[0] in "LM" else " " for c in text)
    return [word for word in apart.split() if unicodedata.category(word[0])[0] == "L"]


def _without_titles(words: list[str]) -> tuple[list[str], list[str]]:
    """The words of the name, and the titles around it."""
    known, lower = roles(), [w.lower() for w in words]
    start = 0
    end = next((i for i, w in enumerate(lower) if i and w in known.aliases), len(words))
    for i, word in enumerate(lower[: end - 1]):
        if word in known.offices or (i == start and word in known.titles):
            start = i + 1
    if end - start > 1 and lower[end - 1] in known.trailing:
        return words[start : end - 1], [*words[:start], words[end - 1]]
    return words[start:end], words[:start]


def _of_word(word: str, heard: Heard, *, last: bool, shouted: bool) -> list[Part]:
    known, lower = roles(), word.lower()
    letters = _letters(word, shouted=shouted)
    if len(letters) > 1 and not last:
        sounds = [(c, ear().hear(c)) for c in letters]
        return [_part(c, h, Role.INITIAL, c) for c, h in sounds if h]
    sung = last and not lower.isascii() and heard.bones == ""  # a lone vowel behind is a name
    if (len(lower) == 1 and not sung) or (letters and not last):
        return [_part(word, heard, Role.INITIAL, letters)]
    if lower in known.particles:
        return [_part(word, heard, Role.PARTICLE, letters)]
    return [_part(word, heard, Role.KEPT if lower in known.kept and not last else Role.WORD, letters)]


def _part(word: str, heard: Heard, role: Role, letters: str = "") -> Part:
    known, lower = roles(), word.lower()
    tail = next((t for t in known.tails if lower.endswith(t) and len(lower) > len(t) + 2), "")
    return Part(
        text=lower,
        role=role,
        heard=heard,
        bare=ear().hear(lower.removesuffix(tail)) if tail else None,
        letters=letters,
        alike=known.alike.get(lower, frozenset()),
        frequent=lower in known.frequent,
    )


def _letters(word: str, *, shouted: bool) -> str:
    """The Latin letters that a word spells: one letter, the name of one, several capitals or names; or empty."""
    spelled = roles().letters
    lower = word.lower()
    if lower in spelled and (len(lower) == 1 or not lower.isascii()):
        return spelled[lower]
    if len(lower) == 1 and not lower.isascii():
        sound = ear().hear(lower)
        return sound.sounds[:1] if sound else ""
    if word.isascii():
        return lower if word.isupper() and not shouted and len(word) <= _CAPITALS else ""
    return _spelled(lower)


def _spelled(word: str) -> str:
    """The letters of a word that is nothing but names of letters."""
    known = roles().letters
    for size in range(len(word), 0, -1):
        letter = known.get(word[:size])
        if letter and not word[:size].isascii():
            rest = _spelled(word[size:])
            if rest or size == len(word):
                return letter + rest
    return ""


def _told(parts: list[Part]) -> tuple[Part, ...]:
    """The parts with the father's name marked, where two other words stand beside it."""
    words = [i for i, p in enumerate(parts) if p.role is Role.WORD]
    if len(words) >= 3:
        for i in words[1:]:
            if parts[i].text.endswith(roles().patronymics) and len(parts[i].heard.signs) > 5:
                parts[i] = msgspec.structs.replace(parts[i], role=Role.FATHER)
                break
    return tuple(parts)
