"""Keys under which spellings of one name are found together, and a form of a name for search."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise, product

from baithak.names.pairing import joined
from baithak.names.parts import Form, Part, Role, form
from baithak.names.sounds import Heard, ear

_MOST = 24  # hearings of one word that become keys
_OPEN = ("'", "")  # a word that begins with no consonant says so; elsewhere a vowel says nothing
_BLIND = (  # what a search does not tell apart, applied in order
    (re.compile(r"(?<=\w)a+\b"), ""),
    (re.compile(r"(?<=\w)a"), ""),
    (re.compile("[eiy]+"), "i"),
    (re.compile("[ou]+"), "u"),
    (re.compile("[zZ]"), "j"),
    (re.compile("S"), "s"),
    (re.compile("(.)\\1+"), r"\1"),
)


@lru_cache(maxsize=1 << 17)
def keys(name: str) -> frozenset[str]:
    """Blocking keys: two spellings of one name share one.

    Every word that tells gives the consonants that may be heard in it, by kin, and the names that it is known to equal;
    a name of frequent words alone gives them with its first letter.

    Args:
        name: A name in Devanagari, Latin or Cyrillic letters.

    Returns:
        The keys; none where there is nothing to read.
    """
    read = form(name)
    words = [p for p in read.parts if p.role in (Role.WORD, Role.KEPT)]
    telling = [p for p in words if not p.frequent and len(p.heard.bones) > 1]
    found = {key for part in telling for key in _of(part)}
    found |= {key for pair in pairwise(read.parts) if _joinable(pair) for key in _bones(joined(pair))}
    if len(telling) < 2:
        found |= {key for part in words if not part.frequent or len(words) == 1 for key in _of(part)}
    if words and words[-1].frequent:
        found |= {f"{start}~{end}" for start in _starts(read) for end in _of(words[-1])}
    return frozenset(found)


def folded(name: str) -> str:
    """A name as search sees it: Latin letters without what spellings and scripts tell differently.

    Args:
        name: A name in any known script.

    Returns:
        Its words in order; empty where there is nothing to read.
    """
    text = " ".join(p.heard.sounds for p in form(name).parts)
    for written, blind in _BLIND:
        text = written.sub(blind, text)
    return text


def _joinable(parts: tuple[Part, Part]) -> bool:
    return all(p.role is not Role.INITIAL and len(p.text) > 1 for p in parts)


def _of(part: Part) -> frozenset[str]:
    known = frozenset(f"={n}" for n in part.alike)
    bare = _bones(part.bare) if part.bare else frozenset()
    return known | bare | _bones(part.heard)


def _starts(read: Form) -> set[str]:
    """The kin of the consonants with which the first word may begin; of an initial, of its letter."""
    first, hearing = read.parts[0], ear()
    sign = hearing.initials.get(first.letters) if first.role is Role.INITIAL else None
    return hearing.kin(first.heard.signs[0] if sign is None else sign)


@lru_cache(maxsize=1 << 16)
def _bones(heard: Heard) -> frozenset[str]:
    """The likeliest hearings of a word's consonants."""
    kin = ear().kin
    out, hearings = [], 1
    for i, sign in enumerate(heard.signs):
        some = sorted(bone or _OPEN[i > 0] for bone in kin(sign))
        hearings *= len(some)
        out.append(some if hearings <= _MOST else some[-1:])
    return frozenset(re.sub(r"(.)\1+", r"\1", "".join(bones)) or "-" for bones in product(*out))
