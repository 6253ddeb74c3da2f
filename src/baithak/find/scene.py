"""Everything found in one sentence, together."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from baithak.find.clauses import Clause, clauses
from baithak.find.marks import Marks
from baithak.find.mechanisms import MechanismMention, mechanisms
from baithak.find.party import Party
from baithak.numerals import Number
from baithak.times import Timex


class Actor(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A party with its referent.

    Attributes:
        party: The phrase.
        member: Number of the person in the report's cast, or None.
        state: State or organisation it belongs to, or None where nothing tells.
        office: Office of the person, told here or elsewhere in the report.
    """

    party: Party
    member: int | None = None
    state: str | None = None
    office: str | None = None


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence, read up to its referents.

    Attributes:
        number: Place of the sentence in the report.
        marks: Lexicon matches.
        actors: Parties with referents, left to right.
        times: Time expressions.
        clauses: Clauses.
        mechanisms: Mechanism mentions.
        ordinals: Ordinal numbers.
    """

    number: int
    marks: Marks
    actors: tuple[Actor, ...]
    times: tuple[Timex, ...]
    clauses: tuple[Clause, ...]
    mechanisms: tuple[MechanismMention, ...]
    ordinals: tuple[Number, ...]

    def within(self, first: int, last: int) -> list[Actor]:
        """Actors whose phrase lies in a token range."""
        return [a for a in self.actors if a.party.first >= first and a.party.last <= last]

    def times_within(self, first: int, last: int) -> list[Timex]:
        """Time expressions in a token range."""
        return [t for t in self.times if t.first >= first and t.last <= last]

    def places_within(self, first: int, last: int) -> list[tuple[int, int, str]]:
        """Place names in a token range: first token, token after, English name."""
        found = [(m.first, m.last, m.entry.id) for m in self.marks.spans("place")]
        if self.marks.here:
            found += [(m.first, m.last, self.marks.here) for m in self.marks.spans("here")]
        return [p for p in sorted(found) if p[0] >= first and p[1] <= last]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Code points of a token range."""
        tokens = self.marks.tokens
        return (tokens[first].start, tokens[max(first, last - 1)].end)


def scene(number: int, marks: Marks, actors: Sequence[Actor], times: tuple[Timex, ...]) -> Scene:
    """Put a sentence's findings together.

    Args:
        number: Place of the sentence in the report.
        marks: Lexicon matches.
        actors: Parties with referents.
        times: Time expressions.
    """
    parties = tuple(a.party for a in actors)
    return Scene(
        number=number,
        marks=marks,
        actors=tuple(actors),
        times=times,
        clauses=clauses(marks),
        mechanisms=mechanisms(marks, parties),
        ordinals=tuple(_ordinals(marks, times)),
    )


def _ordinals(marks: Marks, times: Sequence[Timex]) -> list[Number]:
    """Ordinals outside time expressions."""
    timed = {i for t in times for i in range(t.first, t.last)}
    numbers = marks.lang.numbers
    out: list[Number] = []
    edge = 0
    for i, token in enumerate(marks.tokens):
        if i < edge or i in timed or (token.kind != "d" and token.key not in numbers.starts):
            continue
        number = numbers.at(marks.tokens, i)
        if number is not None and number.ordinal and not marks.has("earlier", i):
            out.append(number)
        edge = number.last if number is not None else edge
    return out
