"""Clauses of appointment: who is to take, or has taken, which office."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from baithak.find.clauses import Clause
from baithak.find.marks import Marks
from baithak.find.offices import Office, offices
from baithak.find.party import is_envoy
from baithak.find.scene import Actor, Scene
from baithak.language import Language
from baithak.pack import load
from baithak.times import Timex

_ADJECTIVES = 3  # words between *of the state* and the office
_LIGHT = 4  # tokens between a noun and its light verb
_REACH = 6  # tokens between the word that says so and an office behind it, as headlines have it


class Way(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way to tell of an appointment; see ``appointments.yaml``."""

    id: str
    person: list[str]
    cells: list[str]
    nouns: list[str] = []
    verbs: list[str] = []
    light: list[str] = []
    next: bool = False
    own: bool = False
    place: bool = False
    examples: list[str] = []
    counterexamples: list[str] = []


class AppointmentTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``appointments.yaml`` as a whole."""

    ways: list[Way]
    next: list[str]
    between: list[str]


class Appointed(msgspec.Struct, frozen=True, kw_only=True):
    """One clause's word about an appointment.

    Attributes:
        way: How it is told.
        sentence: Place of the sentence in the report.
        trigger: Token range of the word that tells it.
        person: The new holder.
        office: English title.
        state: State served, or None.
        host: For an envoy, the state of accreditation, or None.
        office_span: Token range of the office; empty where it is the person's own.
        times: Times of the clause.
        tense: Tense of the clause.
    """

    way: Way
    sentence: int
    trigger: tuple[int, int]
    person: Actor
    office: str
    state: str | None
    host: str | None
    office_span: tuple[int, int]
    times: tuple[Timex, ...]
    tense: str


class _Told(msgspec.Struct, frozen=True):
    first: int
    last: int
    way: Way
    future: bool


class Appointing:
    """Reads the appointments of a report.

    Args:
        lang: The language.
    """

    def __init__(self, lang: Language) -> None:
        self._table = load(f"lang/{lang.code}", "appointments.yaml", AppointmentTable)
        fold = lang.speller.fold
        self._nouns = {fold(n): w for w in self._table.ways for n in w.nouns}
        self._verbs = {v: w for w in self._table.ways for v in w.verbs}
        self._next = frozenset(fold(w) for w in self._table.next)
        self._between = frozenset(fold(w) for w in self._table.between)

    def __call__(self, scenes: Sequence[Scene]) -> list[Appointed]:
        """All appointments told, in order, the headlines last."""
        ordered = sorted(scenes, key=lambda s: (s.marks.sentence.headline, s.number))
        return [a for s in ordered if not s.marks.all("sport") for c in s.clauses for a in self._clause(s, c)]

    def _clause(self, scene: Scene, clause: Clause) -> Iterator[Appointed]:
        people = [a for a in scene.within(clause.first, clause.last) if a.member is not None]
        if not people or clause.negated:
            return
        for told in self._told(scene.marks, clause):
            new = self._holder(told, people)
            found = self._office(scene, clause, told, new, people) if new is not None else None
            if new is not None and found is not None:
                office, state, host, span = found
                yield Appointed(
                    way=told.way,
                    sentence=scene.number,
                    trigger=(told.first, told.last),
                    person=new,
                    office=office,
                    state=state,
                    host=host,
                    office_span=span,
                    times=tuple(scene.times_within(clause.first, clause.last)),
                    tense="future" if told.future else "past",
                )
                return

    def _told(self, marks: Marks, clause: Clause) -> Iterator[_Told]:
        verbs = [m for m in marks.all("verb") if m.entry.id in self._verbs and m.first not in marks.markers]
        for i in range(clause.first, clause.last):
            way = self._nouns.get(marks.tokens[i].key)
            if way is not None:
                at = _light(marks, i + 1, clause.last, way)
                cells = _cells(marks, at, clause.last)
                if at < clause.last and cells & set(way.cells) and "infinitive" not in cells:
                    yield _Told(i, i + 1, way, "future" in cells)
                elif at >= clause.last and marks.sentence.headline and way.id == "appointed":
                    yield _Told(i, i + 1, way, future=False)
                continue
            for m in verbs:
                way = self._verbs[m.entry.id]
                if m.first == i and m.entry.form in way.cells:
                    yield _Told(i, m.last, way, m.entry.form == "future")

    @staticmethod
    def _holder(told: _Told, people: Sequence[Actor]) -> Actor | None:
        for role in told.way.person:
            fits = [a for a in people if a.party.role == role and a.party.kind in ("person", "pronoun", "office")]
            before = [a for a in fits if a.party.last <= told.first] or fits
            if before:
                return before[-1]
        return None

    def _office(
        self, scene: Scene, clause: Clause, told: _Told, new: Actor, people: Sequence[Actor]
    ) -> tuple[str, str | None, str | None, tuple[int, int]] | None:
        """The office taken: title, state served, state of accreditation, words."""
        if told.way.place:
            old = [
                a
                for a in people
                if a is not new and a.party.role == "genitive" and a.party.last <= told.first and a.office
            ]
            return (old[-1].office or "", old[-1].state, old[-1].party.host, (0, 0)) if old else None
        own = range(new.party.first, new.party.last)
        weak = scene.marks.lang.offices.weak
        for office in reversed([o for o in offices(scene.marks) if clause.first <= o.first < clause.last]):
            if office.first in own or any(
                a is not new and a.party.name and a.party.first <= office.first < a.party.last for a in people
            ):
                continue
            gap = [i for i in range(office.last, told.first) if i not in range(new.party.first, new.party.after)]
            near = office.last <= told.first and all(scene.marks.tokens[i].key in self._between for i in gap)
            near = near or (scene.marks.sentence.headline and told.last <= office.first <= told.last + _REACH)
            state, host, called_next = self._around(scene, office)
            if near and office.title in weak:
                return None
            if near and (called_next or not told.way.next):
                return office.title, state or new.state, host, (office.first, office.last)
        if told.way.own and new.office and new.office not in weak:
            return new.office, new.state, new.party.host, (0, 0)
        return None

    def _around(self, scene: Scene, office: Office) -> tuple[str | None, str | None, bool]:
        """State served, state of accreditation, and whether it is called the next or the new one."""
        marks = scene.marks
        called = any(marks.tokens[k].key in self._next for k in range(office.first, office.last))
        i, again = self._over_next(marks, office.first)
        served = next((m for m in marks.spans("state") if m.last == i and m.entry.form == "demonym"), None)
        if served is not None:  # South Korea's next Indian ambassador
            i, later = self._over_next(marks, served.first)
            again = again or later
        at = _before(marks, i, "genitive")
        owner = next((m for m in marks.spans("state") if m.last == at), None)
        if served is not None and owner is not None and is_envoy(office.title):
            return served.entry.id, owner.entry.id, called or again
        i = owner.first if owner is not None else max(at - 1, 0) if at != i else i
        state = served or owner
        return state.entry.id if state else None, self._host(scene, i, office), called or again

    def _over_next(self, marks: Marks, i: int) -> tuple[int, bool]:
        """Over the words that call an office the next one, leftwards."""
        start = i
        while i > max(0, start - _ADJECTIVES) and marks.tokens[i - 1].key in self._next:
            i -= 1
        return i, i < start

    @staticmethod
    def _host(scene: Scene, i: int, office: Office) -> str | None:
        """The state of an envoy's accreditation: named in the locative before *of the state*."""
        at = _before(scene.marks, i, "locative")
        if at == i or not is_envoy(office.title):
            return None
        register = scene.marks.lang.gazetteer.places
        places = [(b, register[n].state) for _, b, n in scene.places_within(0, at)]
        places += [(m.last, m.entry.id) for m in scene.marks.spans("state")]
        return next((s for b, s in places if 0 <= at - b <= 1), None)


def _before(marks: Marks, i: int, role: str) -> int:
    """Token after the word before a case marker that ends at ``i``; ``i`` itself where none does."""
    for m in marks.markers.values():
        if m.last == i and m.entry.id == role:
            return m.first
    return i


def _light(marks: Marks, i: int, last: int, way: Way) -> int:
    """The first light verb of a way behind its noun, or the clause's end."""
    for at in range(i, min(last, i + _LIGHT)):
        if any(m.first == at and m.entry.id in way.light for m in marks.all("verb")):
            return at
    return last


def _cells(marks: Marks, first: int, last: int) -> set[str]:
    return {m.entry.form for m in marks.all("verb") if first <= m.first < last and m.entry.form != "root"}
