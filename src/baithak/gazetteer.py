"""The reference data: states, places, organisations, people with terms of office, mechanisms with their sessions.

Ids are language-neutral; the names by which a language knows them stand in its pack and are joined in
:mod:`baithak.language`.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, cached_property
from importlib.resources import files

import msgspec

from baithak.pack import load, load_file


class State(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A state: ISO 3166-1 alpha-2 id, English name, capital as in ``places.yaml``."""

    id: str
    name: str
    capital: str | None = None


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A city or region and the state it lies in."""

    name: str
    state: str


class Organisation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An international organisation.

    ``acts`` where it may stand as a side, ``like_state`` where its officials serve it as others serve a state.
    """

    id: str
    name: str
    acts: bool = False
    like_state: bool = False


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One term of office, EDTF bounds (end None: still in office as far as known), and the page that says so."""

    office: str
    start: str | None = None
    end: str | None = None
    source: str | None = None
    note: str | None = None


class Official(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person of the register."""

    id: str
    name: str
    latin: list[str] = []
    cyrillic: list[str] = []
    terms: list[Term] = []
    note: str | None = None


class Sitting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A known session of a mechanism; number None where the sitting carries none, state where no place is known."""

    number: int | None = None
    start: str | None = None
    end: str | None = None
    place: str | None = None
    state: str | None = None
    basis: str | None = None
    source: str | None = None
    note: str | None = None


class Mechanism(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A standing dialogue between sides, or a forum, which whoever comes attends: its one side is a fixed host."""

    id: str
    name: str
    full: str
    sides: list[str]
    kind: str
    parent: str | None = None
    level: str | None = None
    cadence: str | None = None
    note: str | None = None
    forum: bool = False
    sessions: list[Sitting] = []


class Gazetteer:
    """All reference data, indexed.

    Attributes:
        states: Id to state.
        places: English name to place.
        organisations: Id to organisation.
        people: Id to official.
        state_of: Id of an official to the state (or organisation) served.
        mechanisms: Id to mechanism.
    """

    def __init__(self) -> None:
        folder = "reference"
        self.states = {s.id: s for s in load(folder, "states.yaml", list[State])}
        self.places = {p.name: p for p in load(folder, "places.yaml", list[Place])}
        self.organisations = {o.id: o for o in load(folder, "organisations.yaml", list[Organisation])}
        self.mechanisms = {m.id: m for m in load(folder, "mechanisms.yaml", list[Mechanism])}
        self.people: dict[str, Official] = {}
        self.state_of: dict[str, str] = {}
        for file in sorted(files("baithak").joinpath(folder, "people").iterdir(), key=lambda f: f.name):
            if file.name.endswith(".yaml"):
                for official in load_file(file, f"{folder}/people/{file.name}", list[Official]):
                    self.people[official.id] = official
                    self.state_of[official.id] = file.name.removesuffix(".yaml")
        self._serving: dict[str, list[Official]] = defaultdict(list)
        for official in self.people.values():
            self._serving[self.state_of[official.id]].append(official)
        self._sides: dict[frozenset[str], list[Mechanism]] = defaultdict(list)
        for mechanism in self.mechanisms.values():
            self._sides[frozenset(mechanism.sides)].append(mechanism)

    def serving(self, state: str) -> list[Official]:
        """The register's people who serve a state or organisation."""
        return self._serving.get(state, [])

    def holders(self, office: str, state: str | None) -> list[Official]:
        """The register's people who have held the very office, of one state or of any."""
        return self._holders.get((office, state or None), [])

    @cached_property
    def _holders(self) -> dict[tuple[str, str | None], list[Official]]:
        out: dict[tuple[str, str | None], list[Official]] = {}
        for official in self.people.values():
            for office in dict.fromkeys(t.office for t in official.terms):
                for state in (self.state_of[official.id], None):
                    out.setdefault((office, state), []).append(official)
        return out

    def between(self, sides: frozenset[str]) -> list[Mechanism]:
        """The mechanisms whose sides are exactly these."""
        return self._sides.get(sides, [])

    def capital_state(self, place: str) -> str | None:
        """The state whose capital this place is, or None."""
        found = self.places.get(place)
        if found and self.states.get(found.state) and self.states[found.state].capital == place:
            return found.state
        return None


@cache
def gazetteer() -> Gazetteer:
    """The reference data that comes with the package, loaded once."""
    return Gazetteer()
