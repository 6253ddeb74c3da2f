"""From lemma and paradigm to forms: an inflected word is written once in the pack and never as a list of forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec


class Ending(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One cell of a paradigm.

    Attributes:
        form: The name of the cell (``oblique``, ``perfective`` …).
        add: Endings put on the stem.
        strip: Ending taken off the lemma first; the cell does not apply to a lemma without it.
    """

    form: str
    add: list[str]
    strip: str = ""


class Paradigm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way of inflecting, by the name that the pack's entries use."""

    cells: list[Ending]


class Verb(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A verb's root.

    Attributes:
        paradigm: Name of its paradigm.
        irregular: Cell to forms, in place of the paradigm's.
    """

    paradigm: str
    irregular: dict[str, list[str]] = {}


def inflect(lemma: str, paradigm: Paradigm, irregular: Mapping[str, Sequence[str]] = {}) -> Iterator[tuple[str, str]]:
    """All forms of a lemma.

    Args:
        lemma: Dictionary form (nouns, adjectives) or root (verbs).
        paradigm: How it inflects.
        irregular: Cells whose forms the lemma has of its own.

    Yields:
        ``(form, cell)`` pairs; a phrase inflects in its last word.
    """
    for cell in paradigm.cells:
        if cell.form in irregular or not lemma.endswith(cell.strip):
            continue
        stem = lemma[: len(lemma) - len(cell.strip)] if cell.strip else lemma
        for ending in cell.add:
            yield stem + ending, cell.form
    for form, spellings in irregular.items():
        for spelling in spellings:
            yield spelling, form
