"""What the register knows: whose exact spelling a name is."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from baithak.gazetteer import gazetteer
from baithak.names.parts import form
from baithak.pack import languages, load, load_file


def verdict(a: str, b: str) -> tuple[bool, str] | None:
    """Whether two names are known spellings of one official, or of two.

    Args:
        a: A name as :attr:`Form.plain`.
        b: Another.

    Returns:
        Whether they are one official's, and whose; None where the register cannot say.
    """
    known = _spellings()
    one, two = known.get(a), known.get(b)
    if not one or not two:
        return None
    if not one & two:
        return False, f"register: {_ids(one)} and {_ids(two)}"
    if len(one) == len(two) == 1:
        return True, f"register: {_ids(one)}"
    return None


def _ids(ids: frozenset[str]) -> str:
    return ", ".join(sorted(ids))


@cache
def _spellings() -> dict[str, frozenset[str]]:
    """Every exact spelling of an official's name to the ids of those who bear it."""
    found: dict[str, set[str]] = {}
    people = gazetteer().people
    for official in people.values():
        for spelling in (official.name, *official.latin, *official.cyrillic):
            found.setdefault(form(spelling).plain, set()).add(official.id)
    for id_, spellings in _packs():
        if id_ in people:
            for spelling in spellings:
                found.setdefault(form(spelling).plain, set()).add(id_)
    found.pop("", None)
    return {spelling: frozenset(ids) for spelling, ids in found.items()}


def _packs() -> list[tuple[str, list[str]]]:
    out: list[tuple[str, list[str]]] = []
    for code in languages():
        folder = f"lang/{code}"
        for file in sorted(files("baithak").joinpath(folder, "people").iterdir(), key=lambda f: f.name):
            if file.name.endswith(".yaml"):
                out += load_file(file, f"{folder}/people/{file.name}", dict[str, list[str]]).items()
        out += load(folder, "mononyms.yaml", dict[str, list[str]]).items()
    return out
