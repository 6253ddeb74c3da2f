"""One language's whole knowledge, ready for reading: tables, speller, numbers, and the lexicon of all its words.

The lexicon joins the language-neutral reference data with the pack's names for it. Entry kinds:

======== ======================================= ==================================
kind     id                                      form
======== ======================================= ==================================
state    ISO 3166-1 alpha-2                      name, demonym, seat, ambiguous
place    English name
org      organisation id
person   register id
mech     mechanism id                            name, generic
office   English title
domain   English domain of an office
head     English template of an office
body     English name of a body
modifier English modifier of an office
marker   role                                    the number of words it spans is the match's
verb     root                                    cell of the paradigm
noun     frame id                                cell
phrase   frame id
cue      cue name
word     closed class: conj, honorific, rank, surname, stop, compound, possessive …
======== ======================================= ==================================
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import msgspec

from baithak.gazetteer import Gazetteer, gazetteer
from baithak.matching import Entry, Lexicon
from baithak.morphology import inflect
from baithak.numerals import NumberReader, Numerals
from baithak.orthography import Orthography, Speller
from baithak.pack import Morphology, Offices, PackFacts, Words, load, load_file, verbs
from baithak.segment import Segmentation


class StateNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a language names a state: nouns, adjectives, seats of government, and forms that are ordinary words too."""

    names: list[str] = []
    demonyms: list[str] = []
    seats: list[str] = []
    ambiguous: list[str] = []


class MechanismNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``names`` identify a mechanism alone, ``generic`` only together with its sides."""

    names: dict[str, list[str]]
    generic: dict[str, list[str]]


class AgencyNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A news agency's credits; ``credit_only`` forms are ordinary words elsewhere."""

    forms: list[str] = []
    credit_only: list[str] = []


class Frame(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A case frame: what tells of an engagement and what it needs; see ``frames.yaml``."""

    id: str
    event: str
    needs: str
    nouns: dict[str, list[str]] = {}
    verbs: list[str] = []
    phrases: list[str] = []
    partner: list[str] = []
    weak: bool = False
    apart: bool = False
    remote: bool = False
    stays: bool = False
    personal: bool = False
    examples: list[str] = []
    counterexamples: list[str] = []


class Language:
    """A language pack joined with the reference data.

    Args:
        code: ISO 639 code of an installed pack.

    Attributes:
        facts: What the pack says of itself.
        speller: Folding and tokenising.
        letters: Folded names of letters, as they stand in initials.
        home_names: Folded surnames borne at home and hardly elsewhere.
        numbers: Reader of numbers.
        frames: Frame id to frame.
        frame_of_verb: Root of a verb to the frame that it triggers.
        motions: Roots of the verbs of motion.
        lexicon: Every word and name.
        gazetteer: The reference data.
        mononyms: Folded name to the person whom the press calls by it alone.
        by_name_word: Folded word of a person's name to the ids of the register's people who bear it.
    """

    def __init__(self, code: str) -> None:
        folder = f"lang/{code}"
        self.code = code
        self.facts = load(folder, "pack.yaml", PackFacts)
        self.speller = Speller(load(folder, "orthography.yaml", Orthography))
        self.segmentation = load(folder, "segmentation.yaml", Segmentation)
        self.letters = frozenset(map(self.speller.fold, self.segmentation.letters))
        self.numbers = NumberReader(load(folder, "numerals.yaml", Numerals), self.speller)
        self.morphology = load(folder, "morphology.yaml", Morphology)
        self.words = load(folder, "words.yaml", Words)
        self.home_names = frozenset(map(self.speller.fold, self.words.home_surnames))
        self.offices = load(folder, "offices.yaml", Offices)
        self.cues = load(folder, "cues.yaml", dict[str, list[str]])
        self.topics = load(folder, "topics.yaml", dict[str, list[str]])
        self.agencies = load(folder, "agencies.yaml", dict[str, AgencyNames])
        self.frames = {f.id: f for f in load(folder, "frames.yaml", list[Frame])}
        self.frame_of_verb = {root: frame for frame in self.frames.values() for root in frame.verbs}
        self.motions = frozenset(v for f in self.frames.values() if f.event == "visit" for v in f.verbs)
        self.gazetteer: Gazetteer = gazetteer()
        self.lexicon = Lexicon()
        self.by_name_word: dict[str, set[str]] = {}
        self.mononyms: dict[str, str] = {}
        self._fill(folder)

    def spelt(self, word: str) -> tuple[str, ...]:
        """The letters of initials written as one word (*PK*), else the word itself.

        Args:
            word: A folded word of a name.
        """
        for cut in range(1, len(word)):
            if word[:cut] in self.letters and word[cut:] in self.letters:
                return word[:cut], word[cut:]
        return (word,)

    # ------------------------------------------------------------------ filling the lexicon

    def _fill(self, folder: str) -> None:
        self._add_names(folder)
        self._add_people(folder)
        self._add_offices()
        self._add_words()
        self._add_verbs()
        for frame in self.frames.values():
            for paradigm, lemmas in frame.nouns.items():
                self._add_inflected("noun", frame.id, paradigm, lemmas)
            self._add_all("phrase", frame.id, frame.phrases)
        for cue, forms in self.cues.items():
            self._add_all("cue", cue, forms)
        for topic, forms in self.topics.items():
            self._add_all("topic", topic, forms)

    def _add(self, kind: str, id_: str, form: str, surface: str) -> None:
        self.lexicon.add(self.speller.keys(surface), _entry(kind, id_, form))

    def _add_all(self, kind: str, id_: str, surfaces: Iterable[str], form: str = "") -> None:
        for surface in surfaces:
            self._add(kind, id_, form, surface)

    def _add_inflected(self, kind: str, id_: str, paradigm: str, lemmas: Iterable[str]) -> None:
        for lemma in lemmas:
            for surface, cell in inflect(lemma, self.morphology.nominal[paradigm]):
                self._add(kind, id_, cell, surface)

    def _add_names(self, folder: str) -> None:
        for id_, names in load(folder, "states.yaml", dict[str, StateNames]).items():
            self._add_all("state", id_, names.names, "name")
            self._add_all("state", id_, names.demonyms, "demonym")
            self._add_all("state", id_, names.seats, "seat")
            self._add_all("state", id_, names.ambiguous, "ambiguous")
        for id_, forms in load(folder, "places.yaml", dict[str, list[str]]).items():
            self._add_all("place", id_, forms)
        for id_, forms in load(folder, "organisations.yaml", dict[str, list[str]]).items():
            self._add_all("org", id_, forms)
        mechanisms = load(folder, "mechanisms.yaml", MechanismNames)
        for id_, forms in mechanisms.names.items():
            self._add_all("mech", id_, forms, "name")
        for id_, forms in mechanisms.generic.items():
            self._add_all("mech", id_, forms, "generic")

    def _add_people(self, folder: str) -> None:
        for file in files("baithak").joinpath(folder, "people").iterdir():
            if not file.name.endswith(".yaml"):
                continue
            for id_, forms in load_file(file, f"{folder}/people/{file.name}", dict[str, list[str]]).items():
                official = self.gazetteer.people.get(id_)
                if official is None:
                    continue
                for surface in (*forms, official.name, *official.latin):
                    keys = self.speller.keys(surface)
                    if len(keys) > 1:
                        self.lexicon.add(keys, _entry("person", id_))
                    for key in keys:
                        self.by_name_word.setdefault(key, set()).add(id_)
        for id_, alone in load(folder, "mononyms.yaml", dict[str, list[str]]).items():
            self.mononyms |= {self.speller.fold(word): id_ for word in alone}

    def _add_offices(self) -> None:
        table = self.offices
        for title, forms in table.offices.items():
            for form in forms:
                self._add_inflected("office", title, self._office_paradigm(form), [form])
        for template, forms in table.heads.items():
            for form in forms:
                self._add_inflected("head", template, self._office_paradigm(form), [form])
        for domain, forms in table.domains.items():
            self._add_all("domain", domain, forms)
        for body, forms in table.bodies.items():
            self._add_all("body", body, forms)
        for modifier, forms in table.modifiers.items():
            self._add_all("modifier", modifier, forms)
        for desk, forms in table.desks.items():
            self._add_all("word", "desk", forms, desk)
            self._add_all("word", "stop", forms)
        self._add_all("word", "affairs", table.affairs)
        self._add_all("word", "compound", table.compounds)

    def _office_paradigm(self, form: str) -> str:
        return next(
            (p for ending, p in self.offices.paradigm.items() if form.endswith(ending)),
            self.offices.paradigm["default"],
        )

    def _add_words(self) -> None:
        words = self.words
        for role, forms in words.markers.items():
            self._add_all("marker", role, forms)
        for name, forms in words.pronouns.items():
            self._add_all("word", name, forms)
        for paradigm, lemmas in words.stop.items():
            self._add_inflected("word", "stop", paradigm, lemmas)
        common = load(f"lang/{self.code}", "common.yaml", dict[str, list[str]])
        self._add_all("word", "stop", common["forms"], "common")
        classes = {
            "conj": words.conjunctions,
            "honorific": words.honorifics,
            "kept": words.kept_honorifics,
            "rank": words.ranks,
            "opener": words.openers,
            "name_particle": words.name_particles,
            "surname": words.surnames,
            "home_surname": words.home_surnames,
        }
        for name, forms in classes.items():
            self._add_all("word", name, forms)

    def _add_verbs(self) -> None:
        for root, verb in verbs(self.code).items():
            for surface, cell in inflect(root, self.morphology.verbal[verb.paradigm], verb.irregular):
                self._add("verb", root, cell, surface)


@cache
def _entry(kind: str, id_: str, form: str = "") -> Entry:
    """One entry for all the spellings that stand for the same: they are many."""
    return Entry(kind, id_, form)


@cache
def language(code: str) -> Language:
    """The language of an installed pack, loaded once a process."""
    return Language(code)
