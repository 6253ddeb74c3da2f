"""What belongs to an office on its left: the genitive chain before it and the body in which it lies."""

from __future__ import annotations

import msgspec

from baithak.find.marks import Marks
from baithak.find.party import Party

_CHAIN = 14  # tokens that a genitive chain before an office may take
_FILLERS = 3  # words such as adjectives that may stand between the chain and the office


def part_of(marks: Marks, holder: Party, party: Party) -> bool:
    """*The ministry's joint secretary*, *head of a department in the ministry*: the body before it holds it."""
    within = (party.kind in ("person", "office") and party.office is not None) or party.rule == "officials"
    if holder.kind not in ("delegation", "ministry") or not within:
        return False
    if holder.role not in ("genitive", "locative") or party.first - holder.after > _CHAIN:
        return False
    between = range(holder.after, party.first)
    adjacent = party.first == holder.after
    if holder.role == "locative" and not adjacent and not any(_chains(marks, i) for i in between):
        return False
    stops = ("ergative", "comitative", "dative", "between")
    blocked = any(i in marks.markers and marks.markers[i].entry.id in stops for i in between)
    return not blocked and (holder.role == "locative" or not any(marks.tokens[i].key == "," for i in between))


def reach_left(marks: Marks, party: Party, floor: int) -> Party:
    """Take in the genitive chain before an office: *of the Russian armed forces' general staff*, with its state."""
    if party.kind not in ("person", "office") or party.office is None:
        return party
    first, state = party.first, party.state
    i = next((j for j in range(party.first - 1, max(floor, party.first - _FILLERS) - 1, -1) if _chains(marks, j)), -1)
    if i < floor or any(
        (k in marks.markers and k != i) or marks.tokens[k].kind == "p" for k in range(i + 1, party.first)
    ):
        return party
    while i >= max(floor, party.first - _CHAIN) and _chain_word(marks, i):
        m = marks.at("state", i)
        if m is not None:
            state, first = state or m.entry.id, i
        i -= 1
    return msgspec.structs.replace(party, first=first if state is not None else i + 1, state=state)


def _chains(marks: Marks, i: int) -> bool:
    marker = marks.markers.get(i)
    return marker is not None and marker.entry.id == "genitive" and marker.last == i + 1


def _chain_word(marks: Marks, i: int) -> bool:
    token = marks.tokens[i]
    if token.kind != "w" or any(marks.has(k, i) for k in ("conj", "opener", "noun")):
        return token.key == "-"
    if any(m.first <= i < m.last for m in marks.all("past_context")):
        return False
    marker = marks.markers.get(i)
    if marker is not None:
        return marker.entry.id == "genitive"
    return not marks.has("verb", i)
