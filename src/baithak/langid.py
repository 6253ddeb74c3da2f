"""The language of a text: by its script, and inside a script by function words.

Function words decide between Hindi, Marathi and Nepali better than trained models do on short headlines, and they cost
nothing.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache

import msgspec

from baithak.pack import PackFacts, languages, load

UNKNOWN = "und"
_LATIN = "Latn"
_BESIDE_LATIN = 0.3
_SAMPLE = 2000  # code points of a text that are looked at
_EDGES = ".,;:!?()[]{}\"'“”‘’|…/–—-\u0964\u0965"
_LEAST = 0.03  # share of a text's words that must be function words of its language


class Script(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A script's code points, ``hhhh-hhhh``, and its language where it writes only one here."""

    ranges: list[str]
    only: str | None = None


class Typical(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A language's script and its function words."""

    script: str
    words: list[str]


class Languages(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``reference/languages.yaml``."""

    scripts: dict[str, Script]
    languages: dict[str, Typical]


class Guesser:
    """Tells languages.

    Args:
        table: Scripts and function words.
        packs: Installed packs, whose own words are added.
    """

    def __init__(self, table: Languages, packs: list[PackFacts]) -> None:
        self._scripts = [
            (int(a, 16), int(b, 16), name)
            for name, script in table.scripts.items()
            for a, b in (r.split("-") for r in script.ranges)
        ]
        self._known: dict[str, str | None] = {}
        self._only = {name: s.only for name, s in table.scripts.items() if s.only}
        words: dict[str, tuple[str, set[str]]] = {
            code: (t.script, set(map(_fold, t.words))) for code, t in table.languages.items()
        }
        for pack in packs:
            words.setdefault(pack.code, (pack.script, set()))[1].update(map(_fold, pack.typical))
        self._weights = self._weigh(words)

    @staticmethod
    def _weigh(words: dict[str, tuple[str, set[str]]]) -> dict[str, dict[str, dict[str, float]]]:
        """Script → word → language → weight: a word that languages share counts for each of them less."""
        out: dict[str, dict[str, dict[str, float]]] = {}
        for code, (script, forms) in words.items():
            for form in forms:
                out.setdefault(script, {}).setdefault(form, {})[code] = 1.0
        for forms_ in out.values():
            for codes in forms_.values():
                for code in codes:
                    codes[code] = 1.0 / len(codes)
        return out

    def __call__(self, text: str) -> str:
        """The language of a text, BCP 47.

        Args:
            text: Any text; its first some thousand signs are looked at.

        Returns:
            The language, ``und`` where nothing tells it.
        """
        sample = _fold(text[:_SAMPLE])
        script = self._main_script(sample)
        if script is None:
            return UNKNOWN
        if script in self._only:
            return self._only[script]
        weights = self._weights.get(script, {})
        scores: dict[str, float] = {}
        words = [w for w in (raw.strip(_EDGES) for raw in sample.split()) if w and self._script(w[0]) == script]
        for word in words:
            for code, weight in weights.get(word, {}).items():
                scores[code] = scores.get(code, 0.0) + weight
        best = sorted(scores.items(), key=lambda item: -item[1])[:2]
        if not best or best[0][1] < max(1.0, _LEAST * len(words)):
            return UNKNOWN
        if len(best) > 1 and best[0][1] == best[1][1]:
            return UNKNOWN
        return best[0][0]

    def _main_script(self, text: str) -> str | None:
        """The script of most letters; beside Latin a good share of another will do (pages swap words for English)."""
        counts: Counter[str] = Counter()
        for sign, n in Counter(text).items():
            if name := self._script(sign):
                counts[name] += n
        best = counts.most_common(2)
        if not best:
            return None
        if len(best) > 1 and best[0][0] == _LATIN and best[1][1] >= _BESIDE_LATIN * best[0][1]:
            return best[1][0]
        return best[0][0]

    def _script(self, sign: str) -> str | None:
        if sign not in self._known:
            code = ord(sign)
            self._known[sign] = next((name for first, last, name in self._scripts if first <= code <= last), None)
        return self._known[sign]


def _fold(text: str) -> str:
    """Spelling variants that no language distinguishes: case, nukta, joiners, the two nasal signs."""
    plain = unicodedata.normalize("NFD", text).translate(_DROP)
    return unicodedata.normalize("NFC", plain).casefold()


_DROP: dict[int, str | None] = {0x093C: None, 0x200C: None, 0x200D: None, 0x0901: "\u0902"}


@cache
def guesser() -> Guesser:
    """The guesser over all installed packs, made once a process."""
    packs = [load(f"lang/{code}", "pack.yaml", PackFacts) for code in languages()]
    return Guesser(load("reference", "languages.yaml", Languages), packs)


def identify(text: str) -> str:
    """The language of a text, BCP 47; ``und`` where nothing tells it."""
    return guesser()(text)
