"""Noun phrases that can be a party to an engagement, each with the case marker that gives its role.

A party is *[state] [office…] [honorific] [name]*, a state, an organisation, a delegation, a counterpart named only by
its office, or a pronoun. Coordinated parties share the marker of the last one, as Hindi marks case once.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from baithak.find.case import beside, coordinate, with_marker
from baithak.find.chains import part_of, reach_left
from baithak.find.marks import PRONOUN_ROLES, Marks
from baithak.find.offices import Office, office_at
from baithak.find.party import Party, is_envoy
from baithak.find.people import Name, over_titles

_FILLERS = 3  # words such as adjectives that may stand between "of the state" and the office
_NO_FILLER = ("marker", "state", "place", "org", "noun", "cue", "verb", "phrase", "conj", "third")


class Parties:
    """Builds the parties of one sentence.

    Args:
        marks: The sentence.
        names: Full and short names found in it.
    """

    def __init__(self, marks: Marks, names: Sequence[Name]) -> None:
        self._marks = marks
        self._names = {n.first: n for n in names}
        self._tokens = marks.tokens

    def build(self) -> tuple[Party, ...]:
        """All parties, left to right, with roles and groups."""
        out: list[Party] = []
        edge = 0
        for i in sorted(self._marks.parties.union(self._names)):
            party = self._party(i) if i >= edge else None
            if party is not None and party.kind == "org" and beside(self._marks, party.last):
                party = None  # *on the margins of the General Assembly*
            if party is None or (out and self._repeats(out[-1], party)):
                continue
            if out and part_of(self._marks, out[-1], party):
                holder = out.pop()
                party = msgspec.structs.replace(party, first=holder.first, state=party.state or holder.state)
            floor = out[-1].after if out else 0
            out.append(with_marker(self._marks, reach_left(self._marks, party, floor)))
            edge = party.last
        return tuple(coordinate(self._marks, out))

    def _repeats(self, before: Party, party: Party) -> bool:
        """*The United Arab Emirates (UAE)*: a short form in brackets is no second party."""
        bracketed = party.first > 0 and self._tokens[party.first - 1].key == "(" and before.last == party.first - 1
        if not bracketed or before.kind != party.kind:
            return False
        if party.name is None:
            return before.state == party.state
        return self._tokens[party.first].key.isascii() and party.office is None  # the name once more in Latin letters

    # ------------------------------------------------------------------ one phrase

    def _party(self, i: int) -> Party | None:
        marks = self._marks
        for kind in ("both_people", "both_sides"):
            m = marks.at(kind, i)
            if m is not None:
                return Party(first=i, last=m.last, kind=kind, rule=kind)
        possessive = marks.at("possessive", i)
        if possessive is not None:
            return self._counterpart(i, possessive.last) or self._relative(i, possessive.last)
        if marks.has("third_genitive", i):
            found = self._counterpart(i, i + 1) or self._relative(i, i + 1)
            if found is not None:
                return found
        for word, role in PRONOUN_ROLES.items():
            pronoun = marks.at(word, i)
            if pronoun is not None and (role == "comitative" or not marks.has("third_comitative", i)):
                return Party(first=i, last=pronoun.last, kind="pronoun", role=role, rule="pronoun")
        return (
            self._of_state(i)
            or self._of_post(i)
            or self._of_org(i)
            or self._titled(i, i, None, None)
            or self._counterpart(i, i)
            or self._relative(i, i)
            or self._ministry(i)
        )

    def _relative(self, first: int, i: int) -> Party | None:
        """*His wife X*."""
        word = self._marks.at("relative", i)
        name = self._names.get(over_titles(self._marks, word.last)) if word is not None else None
        return _person(name, first, name.last, rule="relative") if name is not None else None

    def _ministry(self, i: int) -> Party | None:
        """A ministry, or officials, without a state of their own in the phrase."""
        for kind in ("ministry", "officials"):
            m = self._marks.at(kind, i)
            if m is not None and not self._marks.has("honorific", i):
                return Party(first=i, last=m.last, kind="ministry" if kind == "ministry" else "delegation", rule=kind)
        return None

    def _of_state(self, i: int) -> Party | None:
        m = self._marks.at("state", i)
        if m is None or m.entry.form == "ambiguous":
            return None
        state, at = m.entry.id, m.last
        polity = self._marks.at("polity", at)
        at = polity.last if polity is not None else at
        if m.entry.form == "demonym":
            found = (
                self._titled(i, at, state, None) or self._counterpart(i, at, state) or self._delegation(i, at, state)
            )
            if found is not None or not self._is_noun_too(i, state):
                return found
        marker = self._marks.markers.get(at)
        if marker is not None and marker.entry.id == "genitive":
            found = self._after_filler(i, marker.last, state)
            if found is not None:
                return found
        if marker is not None and marker.entry.id == "comitative" and self._marks.has("verb", marker.last):
            come = self._delegation(i, marker.last + 1, state)  # *the delegation come from S*
            if come is not None:
                return come
        if marker is not None and marker.entry.id in ("locative", "benefactive"):
            envoy = self._envoy(i, marker.last, state)
            if envoy is not None:
                return envoy
        found = self._titled(i, at, state, None) or self._delegation(i, at, state)
        return found or Party(first=i, last=at, kind="state", state=state, rule=m.entry.form)

    def _is_noun_too(self, i: int, state: str) -> bool:
        return any(m.first == i and m.entry.id == state and m.entry.form != "demonym" for m in self._marks.all("state"))

    def _after_filler(self, first: int, i: int, state: str) -> Party | None:
        """After *of the state*: an office at once or behind a few adjectives, a delegation, a counterpart."""
        for skip in range(_FILLERS + 1):
            at = i + skip
            if at >= len(self._tokens) or (self._tokens[at].kind == "p" and self._tokens[at].key not in "-"):
                return None
            found = (
                self._titled(first, at, state, None)
                or self._delegation(first, at, state)
                or (self._counterpart(first, at, state) if self._marks.has("counterpart", at) else None)
            )
            if found is not None:
                return found
            if any(self._marks.has(kind, at) for kind in _NO_FILLER):
                return None
        return None

    def _envoy(self, first: int, i: int, host: str) -> Party | None:
        """*In Russia, India's ambassador …*: the first state hosts, the second sends."""
        m = self._marks.at("state", i)
        if m is None:
            office = self._titled(first, i, None, host)
            return office if office is not None and is_envoy(office.office) else None
        at = m.last
        marker = self._marks.markers.get(at)
        if marker is not None and marker.entry.id == "genitive":
            at = marker.last
        for skip in range(_FILLERS):
            found = self._titled(first, at + skip, m.entry.id, host)
            if found is not None:
                return found if is_envoy(found.office) else None
            if at + skip in self._marks.markers:
                return None
        return None

    def _of_post(self, i: int) -> Party | None:
        """*In Muscat, India's ambassador …*: the city of the post tells the host."""
        m = self._marks.at("place", i)
        marker = self._marks.markers.get(m.last) if m is not None else None
        if m is None or marker is None or marker.entry.id != "locative" or not self._marks.has("state", marker.last):
            return None
        return self._envoy(i, marker.last, self._marks.lang.gazetteer.places[m.entry.id].state)

    def _of_org(self, i: int) -> Party | None:
        m = self._marks.at("org", i)
        if m is None:
            return None
        at = m.last
        marker = self._marks.markers.get(at)
        if marker is not None and marker.entry.id == "genitive":
            found = self._titled(i, marker.last, m.entry.id, None)
            if found is not None:
                return found
        found = self._titled(i, at, m.entry.id, None)
        return found or Party(first=i, last=at, kind="org", state=m.entry.id, rule="org")

    def _titled(self, first: int, i: int, state: str | None, host: str | None) -> Party | None:
        """Offices (one or coordinated) and the name they announce, or a name alone."""
        if i >= len(self._tokens):
            return None
        office = office_at(self._marks, i) if i not in self._names else None
        if office is None:
            return self._named(first, i, state)
        title = self._with_region(office, i)
        start = self._name_after(office)
        follow = self._second_office(office) if start is None else None
        if follow is not None:
            title = f"{title} and {follow.title}"
            start = self._name_after(follow)
        if start is None:
            if self._marks.has("compound", office.last) or self._is_adjective_only(office, i, state):
                return None
            return Party(
                first=first,
                last=office.last,
                kind="office",
                office=title,
                state=state,
                host=host,
                rule="offices" if office.plural else "office",
            )
        name = self._names[start]
        return _person(
            name,
            first,
            name.last,
            office=title,
            state=state,
            host=host,
            rule=f"office + name ({name.rule})",
        )

    def _with_region(self, office: Office, i: int) -> str:
        """*Governor of Maharashtra*: a regional office takes the place before it into its title."""
        if office.title not in self._marks.lang.offices.regional or i - 1 not in self._marks.markers:
            return office.title
        place = next((m.entry.id for m in self._marks.all("place") if m.last == i - 1), None)
        return f"{office.title} of {place}" if place is not None else office.title

    def _name_after(self, office: Office) -> int | None:
        """Index of the name that the office announces, over titles and at most a comma."""
        start = over_titles(self._marks, office.last)
        if start in self._names:
            return start
        if start < len(self._tokens) and self._tokens[start].key == ",":
            start = over_titles(self._marks, start + 1)
            return start if start in self._names and self._closed(start) else None
        return None

    def _is_adjective_only(self, office: Office, i: int, state: str | None) -> bool:
        """A word such as *chief* is an office only with a name, or with a state before and a case or a time behind."""
        closed = office.last in self._marks.markers or office.last in self._marks.timed
        return office.last - office.first == 1 and self._marks.has("stop", i) and not (state and closed)

    def _closed(self, i: int) -> bool:
        name = self._names[i]
        return name.last < len(self._tokens) and (
            self._tokens[name.last].key == "," or name.last in self._marks.markers
        )

    def _second_office(self, office: Office) -> Office | None:
        """*Deputy prime minister and foreign minister X*: one person, unless the first is a head of its own."""
        if not self._marks.has("conj", office.last) or office.title in self._marks.lang.offices.heads_of_state:
            return None
        follow = office_at(self._marks, office.last + 1)
        return follow if follow is not None and self._name_after(follow) is not None else None

    def _named(self, first: int, i: int, state: str | None) -> Party | None:
        start = over_titles(self._marks, i)
        name = self._names.get(start)
        if name is None:
            return None
        office = self._apposed(name.last)
        if office is None:
            return _person(
                name,
                first,
                name.last,
                state=state,
                rule=f"name ({name.rule})",
            )
        return _person(
            name,
            first,
            office.last,
            office=office.office,
            state=office.state or state,
            host=office.host,
            rule="name, office",
        )

    def _apposed(self, i: int) -> Party | None:
        """An office set behind the name: *X, the ambassador of …,* or *X (…)*."""
        if i >= len(self._tokens) or self._tokens[i].key not in (",", "(", "–", "-"):
            return None
        found = self._party_without_name(i + 1)
        if found is None or found.last >= len(self._tokens):
            return None
        closes = self._tokens[found.last].key in (",", ")", "–", "-") or found.last in self._marks.markers
        if not closes:
            return None
        extra = 1 if self._tokens[found.last].key in ")," else 0
        return msgspec.structs.replace(found, last=found.last + extra)

    def _party_without_name(self, i: int) -> Party | None:
        if i >= len(self._tokens):
            return None
        found = self._of_state(i) or (self._titled(i, i, None, None) if office_at(self._marks, i) else None)
        return found if found is not None and found.kind == "office" and found.name is None else None

    def _counterpart(self, first: int, i: int, state: str | None = None) -> Party | None:
        """*His Russian counterpart X*, *his counterpart from Russia X*; with or without a name."""
        marks = self._marks
        if state is None and (m := marks.at("state", i)) is not None:
            state, i = m.entry.id, m.last
            marker = marks.markers.get(i)
            if marker is not None and marker.entry.id == "genitive":
                i = marker.last
        word = marks.at("counterpart", i)
        if word is None:
            return None
        start = over_titles(marks, word.last)
        name = self._names.get(start)
        if name is None:
            return Party(first=first, last=word.last, kind="counterpart", state=state, rule="counterpart")
        return _person(
            name,
            first,
            name.last,
            office="counterpart",
            state=state,
            rule="counterpart + name",
        )

    def _delegation(self, first: int, i: int, state: str) -> Party | None:
        m = next(
            (x for kind in ("delegation", "side", "ministry", "officials") if (x := self._marks.at(kind, i))), None
        )
        if m is None or (self._marks.has("honorific", i) and m.last not in self._marks.markers):
            return None  # *diplomatic* is written like *diplomat*
        return Party(first=first, last=m.last, kind="delegation", state=state, rule="delegation")


def _person(
    name: Name,
    first: int,
    last: int,
    *,
    rule: str,
    office: str | None = None,
    state: str | None = None,
    host: str | None = None,
) -> Party:
    return Party(
        first=first,
        last=last,
        kind="person",
        name=(name.first, name.last),
        known=name.known,
        office=office,
        state=state,
        host=host,
        rule=rule,
    )
