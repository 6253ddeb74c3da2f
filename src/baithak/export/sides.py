"""What other formats call states and organisations."""

from __future__ import annotations

from functools import cache

import msgspec

from baithak.gazetteer import Organisation, State
from baithak.pack import load


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``sides.yaml``."""

    alpha3: dict[str, str]
    the: list[str]


class Sides(msgspec.Struct, frozen=True):
    """Names of states and organisations by their ids.

    Attributes:
        states: Id to English name.
        organisations: Id to English name.
        alpha3: Id of a state to its ISO 3166-1 alpha-3 code.
        the: States whose names take an article.
    """

    states: dict[str, str]
    organisations: dict[str, str]
    alpha3: dict[str, str]
    the: frozenset[str]

    def name(self, side: str) -> str:
        """The English name; the code where nothing else is known.

        Args:
            side: Id.
        """
        return self.states.get(side) or self.organisations.get(side) or side

    def phrase(self, side: str) -> str:
        """The name as it stands in a sentence: *the Netherlands*.

        Args:
            side: Id.
        """
        return f"the {self.name(side)}" if side in self.the or side in self.organisations else self.name(side)

    def government(self, side: str) -> str:
        """What acts: the government of a state, or the organisation itself.

        Args:
            side: Id.
        """
        return f"Government of {self.phrase(side)}" if side in self.states else self.name(side)


@cache
def sides() -> Sides:
    """The names, loaded once."""
    table = load("export", "sides.yaml", _Table)
    return Sides(
        states={s.id: s.name for s in load("reference", "states.yaml", list[State])},
        organisations={o.id: o.name for o in load("reference", "organisations.yaml", list[Organisation])},
        alpha3=table.alpha3,
        the=frozenset(table.the),
    )
