"""Other names of what a record tells of: the register's spellings, and what language packs call places."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from baithak.gazetteer import gazetteer
from baithak.language import MechanismNames, StateNames
from baithak.pack import languages, load, load_file


def of_person(id_: str) -> list[str]:
    """All spellings of an official's name.

    Args:
        id_: Id of the register.
    """
    official = gazetteer().people.get(id_)
    if official is None:
        return []
    own = [form for code in languages() for form in _people(code, gazetteer().state_of[id_]).get(id_, ())]
    return [official.name, *official.latin, *official.cyrillic, *own]


def of_place(name: str) -> list[str]:
    """What a place of the register is called.

    Args:
        name: Its English name.
    """
    return [name, *(form for code in languages() for form in _places(code).get(name, ()))]


def of_state(code: str) -> list[str]:
    """What a state or organisation is called: its names, not its adjectives.

    Args:
        code: ISO 3166-1, or the id of an organisation.
    """
    known = gazetteer()
    found = known.states.get(code) or known.organisations.get(code)
    own = [form for pack in languages() for form in _states(pack).get(code, ())]
    return [*([found.name] if found else []), *own]


def of_mechanism(name: str) -> list[str]:
    """What a mechanism of the register is called; of any other the name alone.

    Args:
        name: Its name as printed.
    """
    found = next((m for m in gazetteer().mechanisms.values() if m.name == name), None)
    if found is None:
        return [name]
    own = [form for code in languages() for form in _mechanisms(code).get(found.id, ())]
    return [name, found.full, *own]


@cache
def _people(code: str, state: str) -> dict[str, list[str]]:
    folder = f"lang/{code}/people"
    file = files("baithak").joinpath(folder, f"{state}.yaml")
    return load_file(file, f"{folder}/{state}.yaml", dict[str, list[str]]) if file.is_file() else {}


@cache
def _places(code: str) -> dict[str, list[str]]:
    return load(f"lang/{code}", "places.yaml", dict[str, list[str]])


@cache
def _states(code: str) -> dict[str, list[str]]:
    states = load(f"lang/{code}", "states.yaml", dict[str, StateNames])
    return {k: v.names for k, v in states.items()} | load(f"lang/{code}", "organisations.yaml", dict[str, list[str]])


@cache
def _mechanisms(code: str) -> dict[str, list[str]]:
    return load(f"lang/{code}", "mechanisms.yaml", MechanismNames).names
