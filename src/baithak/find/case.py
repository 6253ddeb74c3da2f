"""Case markers and coordination: which role each phrase has, and which phrases share one."""

from __future__ import annotations

import msgspec

from baithak.find.marks import Marks
from baithak.find.party import Party

_SHARED = " of each"  # while a list is read: the office is that of the party behind
_LONG = 12  # tokens of a phrase that begins with *including*
_PHRASE = 8  # tokens that a phrase owned by a pronoun may take up to its case marker


def with_marker(marks: Marks, party: Party) -> Party:
    """Give a phrase the role of the case marker behind it."""
    i = behind(marks, party.last)
    marker = marks.markers.get(i)
    if marker is None or (party.kind == "pronoun" and party.role != "bare"):
        return msgspec.structs.replace(party, after=party.last)
    return msgspec.structs.replace(party, role=marker.entry.id, after=marker.last)


def beside(marks: Marks, i: int) -> bool:
    """Whether what ends at token ``i`` is only what something else took place beside or during."""
    return marks.has("past_context", behind(marks, i))


def coordinate(marks: Marks, parties: list[Party]) -> list[Party]:
    """Group phrases joined by *and* or a comma; Hindi marks the case of a group once, on its last member."""
    out: list[Party] = []
    group = 0
    aside: list[Party] = []
    for k in range(len(parties) - 1, -1, -1):
        party = parties[k]
        if k and _in_brackets(marks, parties[k - 1], party):
            aside.append(party)
            continue
        if out and party.role == "bare" and _joined(marks, party.last, out[-1].first):
            role, after = _owned_role(marks, out[-1])
            party = msgspec.structs.replace(party, role=role, after=after, group=group)
        else:
            group += 1
            party = msgspec.structs.replace(party, group=group, role=_with_others(marks, party))
        out.append(party)
    out.reverse()
    joined = _shared_office(marks, _without_titles(marks, out))
    apart = [msgspec.structs.replace(p, group=group + n) for n, p in enumerate(aside, 1)]
    return sorted([*joined, *apart], key=lambda p: p.first)


def _in_brackets(marks: Marks, before: Party, party: Party) -> bool:
    """Whether a phrase stands in brackets right behind another, as a name given once more in other letters does."""
    opened = before.last < len(marks.tokens) and marks.tokens[before.last].key == "("
    return opened and party.last <= behind(marks, before.last)


def _with_others(marks: Marks, party: Party) -> str:
    """*X including others*: the case of the whole phrase, which stands behind the others."""
    i = behind(marks, party.last)
    if party.role != "bare" or not marks.has("including", i):
        return party.role
    roles = (m.entry.id for k, m in sorted(marks.markers.items()) if i < k <= i + _LONG and m.entry.id != "genitive")
    return next(roles, party.role)


def _owned_role(marks: Marks, party: Party) -> tuple[str, int]:
    """The role that a phrase hands to what is joined before it; *X and his ministers* share that of the ministers."""
    if party.kind != "pronoun" or party.role != "genitive":
        return party.role, party.after
    after = [(i, m) for i, m in sorted(marks.markers.items()) if party.after <= i < party.after + _PHRASE]
    found = next(((m.entry.id, m.last) for _, m in after if m.entry.id != "genitive"), None)
    return found if found is not None else ("bare", party.after)


def _shared_office(marks: Marks, parties: list[Party]) -> list[Party]:
    """*The foreign ministers of S and T*: a state joined to another's unnamed office stands for its own holder."""
    for k in range(len(parties) - 2, -1, -1):
        party, follow = parties[k], parties[k + 1]
        joined = marks.has("conj", party.last) or (
            marks.tokens[party.last].key == "," and follow.rule.endswith(_SHARED)
        )
        if (
            party.kind != "state"
            or follow.kind not in ("office", "delegation")
            or follow.state in (None, party.state)
            or follow.first != party.last + 1
            or not joined
        ):
            continue
        rule = follow.rule.removesuffix(_SHARED)
        if follow.office in marks.lang.offices.weak:
            rule = "offices"  # *the leaders of S and T*
            parties[k + 1] = msgspec.structs.replace(follow, rule=rule)
        parties[k] = msgspec.structs.replace(party, kind=follow.kind, office=follow.office, rule=rule + _SHARED)
    return [msgspec.structs.replace(p, rule=p.rule.removesuffix(_SHARED)) for p in parties]


def _without_titles(marks: Marks, parties: list[Party]) -> list[Party]:
    """*The head of the delegation, General X*: an office before a comma and a name of its state is that person's."""
    out = []
    for k, party in enumerate(parties):
        follow = parties[k + 1] if k + 1 < len(parties) else None
        apposed = (
            party.kind == "office"
            and follow is not None
            and follow.kind == "person"
            and follow.office is None
            and follow.group == party.group
            and party.state in (follow.state, None)
            and marks.tokens[party.last].key == ","
            and party.last + 1 == follow.first
        )
        if not apposed:
            out.append(party)
        elif follow is not None:
            parties[k + 1] = msgspec.structs.replace(follow, first=party.first, office=party.office)
    return out


def _joined(marks: Marks, last: int, first: int) -> bool:
    """Whether only *and*, a comma, a hyphen or an aside stands between two phrases."""
    i = behind(marks, last)
    joins = 0
    while i < first:
        if marks.has("conj", i) or marks.tokens[i].key in ",-–/":
            joins += 1
        elif not (marks.has("honorific", i) or marks.has("filler", i)):
            return False
        i += 1
    return joins > 0


def behind(marks: Marks, i: int) -> int:
    """The token behind a phrase, over a parenthesis, closing quotes and emphatic particles.

    Args:
        marks: The sentence.
        i: Token after the phrase.
    """
    tokens = marks.tokens
    while i < len(tokens):
        if tokens[i].key == "(":
            close = next((j for j in range(i, min(i + 25, len(tokens))) if tokens[j].key == ")"), None)
            if close is None:
                return i
            i = close + 1
        elif tokens[i].key in "\"'”’“‘" or marks.has("particle", i):
            i += 1
        else:
            return i
    return i
