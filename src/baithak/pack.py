"""A language pack: the folder of data files that teaches Baithak a language, loaded, typed and checked.

Every file is YAML read as plain strings and converted by a typed struct, so that ``no`` stays a word, an unknown key is
refused, and an error names the file and the place in it.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import msgspec
import yaml

from baithak.errors import DataError
from baithak.morphology import Paradigm, Verb

T = TypeVar("T")
_Base: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Loader(_Base):  # type: ignore[misc]
    """Composes nodes without asking at each which type its spelling suggests: here all are plain strings."""

    def resolve(self, kind: object, value: object, implicit: object) -> str:
        """Every node has the same, unused tag."""
        return ""


class PackFacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``pack.yaml``: what the pack says of itself.

    Attributes:
        code: ISO 639 code.
        name: The language's own name.
        script: ISO 15924 code of the script.
        home: ISO 3166-1 state to which an office named without any state belongs in this language's press.
        capabilities: Stage to ``full``, ``partial`` or ``none``.
        typical: Frequent function words by which the language is told from others of its script.
    """

    code: str
    name: str
    script: str
    home: str
    capabilities: dict[str, str]
    typical: list[str]


class Morphology(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``morphology.yaml``: paradigms by name."""

    nominal: dict[str, Paradigm]
    verbal: dict[str, Paradigm]


class Offices(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``offices.yaml``: whole forms and the parts offices are put together from; English to forms."""

    offices: dict[str, list[str]]
    domains: dict[str, list[str]]
    heads: dict[str, list[str]]
    noun_of: dict[str, str]
    heads_of_state: list[str]
    weak: list[str]
    regional: list[str]
    home_titles: dict[str, str]
    desks: dict[str, list[str]]
    affairs: list[str]
    royal: list[str]
    consorts: list[str]
    bodies: dict[str, list[str]]
    modifiers: dict[str, list[str]]
    paradigm: dict[str, str]
    compounds: list[str]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``words.yaml``: markers, pronouns, honorifics, and the words that are never part of a name."""

    markers: dict[str, list[str]]
    conjunctions: list[str]
    pronouns: dict[str, list[str]]
    progressive: list[str]
    completive: list[str]
    impersonal: list[str]
    light: list[str]
    openers: list[str]
    honorifics: list[str]
    kept_honorifics: list[str]
    ranks: list[str]
    name_particles: list[str]
    home_surnames: list[str]
    surnames: list[str]
    stop: dict[str, list[str]]


def load(folder: str, name: str, shape: type[T]) -> T:
    """Load one data file of the package.

    Args:
        folder: Folder inside the package: ``lang/hi`` or ``reference``.
        name: File name.
        shape: The type it must have.

    Returns:
        The typed content.

    Raises:
        DataError: The file is missing, is not YAML, or does not have the shape.
    """
    return load_file(files("baithak").joinpath(folder, name), f"{folder}/{name}", shape)


def load_file(file: Traversable, label: str, shape: type[T]) -> T:
    """Load one data file from anywhere; ``label`` names it in errors."""
    try:
        raw = _plain(_Loader(file.read_text("utf-8")).get_single_node())
    except OSError as e:
        raise DataError(label, f"cannot be read ({e.strerror}); is the package complete?") from e
    except (yaml.YAMLError, TypeError, RecursionError) as e:  # the last two: a list as a key, an anchor inside itself
        raise DataError(label, f"is not YAML: {e}") from e
    try:
        return msgspec.convert(raw, shape, strict=False)
    except msgspec.ValidationError as e:
        raise DataError(label, str(e)) from e


def _plain(node: Any) -> Any:
    """The value of a YAML node; ``null`` and ``~`` are the only words with a meaning of their own."""
    if isinstance(node, yaml.ScalarNode):
        return None if node.value in ("null", "~") else node.value
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    return None if node is None else [_plain(item) for item in node.value]


@cache
def verbs(code: str) -> dict[str, Verb]:
    """The verbs of a pack, root to paradigm."""
    return load(f"lang/{code}", "verbs.yaml", dict[str, Verb])


def languages() -> list[str]:
    """Codes of the packs that are installed."""
    return list(_installed())


@cache
def _installed() -> tuple[str, ...]:
    there = files("baithak").joinpath("lang").iterdir()
    return tuple(sorted(p.name for p in there if p.joinpath("pack.yaml").is_file()))
