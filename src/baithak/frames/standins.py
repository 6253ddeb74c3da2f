"""What stands for a state without being a party: a capital that acts, a company or fund named by its state."""

from __future__ import annotations

from baithak.find.clauses import Clause
from baithak.find.party import Party
from baithak.find.promises import Words
from baithak.find.scene import Actor

_NEAR = 3  # tokens between a state and the company named by it


def standins(words: Words, clause: Clause) -> list[Actor]:
    """The stand-ins of a clause, as actors.

    Args:
        words: The sentence's promise words.
        clause: The clause.
    """
    return [*_capitals(words, clause), *_companies(words, clause)]


def _capitals(words: Words, clause: Clause) -> list[Actor]:
    """Capitals that act or receive stand for their governments."""
    marks = words.scene.marks
    out = []
    for first, last, name in words.scene.places_within(clause.first, clause.last):
        marker, state = marks.markers.get(last), marks.lang.gazetteer.places[name].state
        known = marks.lang.gazetteer.states.get(state)
        if (
            known is not None
            and known.capital == name
            and marker is not None
            and marker.entry.id in ("ergative", "dative")
        ):
            party = Party(
                first=first,
                last=last,
                kind="state",
                state=state,
                role=marker.entry.id,
                after=marker.last,
                rule="capital",
            )
            out.append(Actor(party=party, state=state))
    return out


def _companies(words: Words, clause: Clause) -> list[Actor]:
    """A company, bank or fund stands for the state named before it: *the Singapore group*, *Kuwait's fund*."""
    marks = words.scene.marks
    out = []
    for m in marks.spans("state"):
        marker = marks.markers.get(m.last)
        at = marker.last if marker is not None and marker.entry.id == "genitive" else m.last
        word = next((c for i in range(at, at + _NEAR) if (c := words.at("cue", i, "company")) is not None), None)
        if word is None or not clause.first <= m.first < clause.last:
            continue
        case = marks.markers.get(word.last)
        role = case.entry.id if case is not None else "bare"
        party = Party(
            first=m.first,
            last=word.last,
            kind="org",
            state=m.entry.id,
            role=role,
            after=case.last if case is not None else word.last,
            rule="company of the state",
        )
        out.append(Actor(party=party, state=m.entry.id))
    return out
