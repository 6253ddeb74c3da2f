"""A text cut into pieces where its marks begin and end, so that marks that overlap can all be seen."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import msgspec

#: Sorts of marks, the ones that win the colour of a piece first.
RANK = ("trigger", "person", "mechanism", "number", "office", "time", "place", "state", "organisation")


class Stretch(msgspec.Struct, frozen=True):
    """A mark: half-open, in code points; its sort."""

    start: int
    end: int
    sort: str


class Piece(msgspec.Struct, frozen=True):
    """A piece of the text.

    Attributes:
        start: Where it begins, in code points.
        text: Its letters.
        classes: For the stylesheet: one mark that gives it its colour, and what lies under it.
        begins: Whether some mark begins there.
        here: Whether it is the first of the words asked for.
    """

    start: int
    text: str
    classes: str
    begins: bool
    here: bool


def cut(text: str, stretches: Iterable[Stretch]) -> list[Piece]:
    """Cut a text at the edges of its marks.

    Args:
        text: The text.
        stretches: The marks, in any order; what lies outside the text is left out.
    """
    some = [s for s in stretches if 0 <= s.start < s.end <= len(text)]
    edges = sorted({0, len(text), *(s.start for s in some), *(s.end for s in some)})
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for s in some:
        opening.setdefault(s.start, []).append(s.sort)
        closing.setdefault(s.end, []).append(s.sort)
    on: dict[str, int] = {}
    out = []
    told = False
    for start, end in pairwise(edges):
        for sort in closing.get(start, ()):
            on[sort] -= 1
        for sort in opening.get(start, ()):
            on[sort] = on.get(sort, 0) + 1
        here = not told and on.get("here", 0) > 0
        told = told or here
        out.append(Piece(start, text[start:end], _classes(on), start in opening, here))
    return out


def _classes(on: dict[str, int]) -> str:
    there = {sort for sort, number in on.items() if number}
    first = next((sort for sort in RANK if sort in there), None)
    under = [sort for sort in ("evidence", "furniture", "here") if sort in there]
    return " ".join([*([f"k-{first}"] if first else []), *(f"u-{sort}" for sort in under)])
