"""Words of promises in a sentence: what is to be done, what it is done with, sums, and the words that bind or unbind.

The words have a lexicon of their own (``promises.yaml``), searched only in sentences that speak of states.
"""

from __future__ import annotations

import msgspec

from baithak.find.scene import Scene
from baithak.language import Language
from baithak.matching import Entry, Lexicon, Match
from baithak.morphology import Verb, inflect
from baithak.numerals import Numerals
from baithak.pack import load, verbs

Nouns = dict[str, list[str]]  # paradigm → lemmas
_NONE: dict[int, list[Match]] = {}


class Action(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that can be promised or done to another state; see ``promises.yaml`` and ``measures.yaml``."""

    id: str
    done: str
    roles: str
    takes: list[str]
    nouns: Nouns = {}
    verbs: list[str] = []
    target: bool = False
    dated: bool = False
    announced: bool = False
    measure: str = ""
    rate: bool = False
    orders: bool = False
    foreign: bool = False
    light: list[str] = []
    beside: list[str] = []
    examples: list[str] = []
    counterexamples: list[str] = []


class PromiseTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``promises.yaml`` as a whole."""

    actions: list[Action]
    verbs: dict[str, str]
    objects: dict[str, dict[str, Nouns]]
    plurals: dict[str, str]
    mass: list[str]
    multipliers: dict[int, list[str]]
    currencies: dict[str, list[str]]
    measures: dict[str, list[str]]
    cues: dict[str, list[str]]
    english: dict[str, str]


class MeasureTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``measures.yaml`` as a whole."""

    actions: list[Action]
    objects: dict[str, dict[str, Nouns]]
    measures: dict[str, list[str]]
    cues: dict[str, list[str]]


class Words:
    """The promise words of one sentence, by kind.

    Args:
        scene: The sentence.
        table: The pack's table.
        matches: All matches of the promise lexicon in the sentence.
    """

    def __init__(self, scene: Scene, table: PromiseTable, matches: list[Match]) -> None:
        self.scene = scene
        self.table = table
        self._at: dict[str, dict[int, list[Match]]] = {}
        for m in matches:
            self._at.setdefault(m.entry.kind, {}).setdefault(m.first, []).append(m)

    def at(self, kind: str, i: int, id_: str | None = None) -> Match | None:
        """The longest match of a kind (and id) that begins at token ``i``."""
        found = self._at.get(kind, _NONE).get(i)
        if found is None:
            return None
        return max((m for m in found if id_ is None or m.entry.id == id_), key=lambda m: m.last, default=None)

    def alternatives(self, kind: str, i: int) -> list[Match]:
        """All matches of a kind that begin at token ``i`` and are as long as the longest."""
        found = self._at.get(kind, _NONE).get(i)
        if found is None:
            return []
        last = max(m.last for m in found)
        return [m for m in found if m.last == last]

    def starts(self, kind: str, first: int, last: int) -> list[int]:
        """Where matches of a kind begin in a token range, left to right."""
        return [i for i in self._at.get(kind, _NONE) if first <= i < last]

    def within(self, kind: str, id_: str, first: int, last: int) -> Match | None:
        """The first match of a kind and id in a token range."""
        starts = self.starts(kind, first, last)
        found = (m for i in starts if (m := self.at(kind, i, id_)) is not None and m.last <= last)
        return next(found, None)

    def forms(self, i: int) -> list[tuple[str, str]]:
        """Roots and cells of the verb forms that token ``i`` is or belongs to."""
        own = [(m.entry.id, m.entry.form) for m in self._at.get("verb", {}).get(i, ())]
        return [*own, *self.scene.marks.verb_forms(i)]


class PromiseWords:
    """Finds promise words; one a language.

    Args:
        lang: The language.

    Attributes:
        lang: The language.
        table: The pack's table.
        actions: Id to action.
    """

    def __init__(self, lang: Language) -> None:
        folder = f"lang/{lang.code}"
        self.lang = lang
        self.table = _joined(load(folder, "promises.yaml", PromiseTable), load(folder, "measures.yaml", MeasureTable))
        self.actions = {a.id: a for a in self.table.actions}
        self._lexicon = Lexicon()
        self._fill()

    def __call__(self, scene: Scene) -> Words:
        """The promise words of a sentence."""
        return Words(scene, self.table, self._lexicon.search(scene.marks.tokens))

    def _fill(self) -> None:
        table = self.table
        own = {root: Verb(paradigm=p) for root, p in table.verbs.items()}
        roots = verbs(self.lang.code) | own
        for root, verb in own.items():
            self._conjugate("verb", root, root, verb)
        for action in table.actions:
            for paradigm, lemmas in action.nouns.items():
                self._decline("noun", action.id, paradigm, lemmas)
            for root in action.verbs:
                self._conjugate("do", action.id, root, roots[root])
        for sort, names in table.objects.items():
            for english, nouns in names.items():
                for paradigm, lemmas in nouns.items():
                    self._decline("object", english, paradigm, lemmas, sort)
        self._list("currency", table.currencies)
        self._list("measure", table.measures)
        self._list("cue", table.cues)
        plain = load(f"lang/{self.lang.code}", "numerals.yaml", Numerals).multipliers
        self._list("times", {str(v): forms for v, forms in (plain | table.multipliers).items()})

    def _list(self, kind: str, lists: dict[str, list[str]]) -> None:
        for name, forms in lists.items():
            for form in forms:
                self._lexicon.add(self.lang.speller.keys(form), Entry(kind, name))

    def _decline(self, kind: str, id_: str, paradigm: str, lemmas: list[str], form: str = "") -> None:
        for lemma in lemmas:
            for surface, _ in inflect(lemma, self.lang.morphology.nominal[paradigm]):
                self._lexicon.add(self.lang.speller.keys(surface), Entry(kind, id_, form))

    def _conjugate(self, kind: str, id_: str, root: str, verb: Verb) -> None:
        for surface, cell in inflect(root, self.lang.morphology.verbal[verb.paradigm], verb.irregular):
            self._lexicon.add(self.lang.speller.keys(surface), Entry(kind, id_, cell))


def _joined(promises: PromiseTable, measures: MeasureTable) -> PromiseTable:
    """Both tables as one: they share the words that bind, hedge and count."""
    return msgspec.structs.replace(
        promises,
        actions=promises.actions + measures.actions,
        objects=promises.objects | measures.objects,
        measures=promises.measures | measures.measures,
        cues=promises.cues | measures.cues,
    )
