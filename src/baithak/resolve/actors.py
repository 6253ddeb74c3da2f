"""Parties → actors: whom each noun phrase of the report stands for, and for which state it acts.

Two passes: full names make the cast, then short forms, bare offices, counterparts and pronouns are led to it.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from baithak.find.marks import Marks
from baithak.find.offices import offices
from baithak.find.parties import Parties
from baithak.find.party import Party, is_envoy
from baithak.find.people import names, short_names
from baithak.find.scene import Actor
from baithak.language import Language
from baithak.resolve.people import Cast, Member
from baithak.resolve.romanize import Romanizer

_NEAR = 3  # tokens between a pronoun, or the agent behind it, and the noun it owns
_PHRASE = 10  # tokens that an agent between them may take


class Referents:
    """The actors of one report.

    Args:
        lang: The language.
        romanizer: For names outside the register.
        text: The document's text.
        marks: Marks of each sentence, in order.
        day: Day of publication if known.

    Attributes:
        cast: The report's people.
        actors: Actors of each sentence, in order.
        abroad: The foreign state named last, None where there is none.
    """

    def __init__(
        self, lang: Language, romanizer: Romanizer, text: str, marks: Sequence[Marks], day: str | None
    ) -> None:
        self._lang = lang
        self._text = text
        self._marks = marks
        self.cast = Cast(lang, romanizer, day)
        full = [names(m, offices(m)) for m in marks]
        built = [Parties(m, f).build() for m, f in zip(marks, full, strict=True)]
        self._first_pass(built)
        self.cast.settle()
        words = self.cast.short_words()
        self.actors: list[tuple[Actor, ...]] = []
        self._subject: Actor | None = None
        self._mates: list[Actor] = []  # those who share the subject's place and state: *they* means all of them
        self._opened: Actor | None = None  # the subject when the sentence began
        self._last_person: dict[str, Actor] = {}
        self._last_state: dict[str, None] = {}
        self._seat_of: dict[str, str] = {}  # office told without a name → its state
        runs, together = self.cast.runs(), self.cast.together()
        for m, found, first in zip(marks, full, built, strict=True):
            short = short_names(m, found, words, runs, together)
            parties = Parties(m, [*found, *short]).build() if short else first
            self.actors.append(self._sentence(m, parties))
        self.cast.settle()
        self.cast.finish()
        self.abroad = next((s for s in reversed(self._last_state) if s != lang.facts.home), None)

    def _first_pass(self, built: Sequence[tuple[Party, ...]]) -> None:
        """Announced full names first, in the body before the headlines, for short forms to lean on."""
        order = sorted(range(len(built)), key=lambda i: (self._marks[i].sentence.headline, i))
        for several_words in (True, False):
            for i in order:
                parties = built[i]
                for k, party in enumerate(parties):
                    if party.name is None or (party.name[1] - party.name[0] > 1) != several_words:
                        continue
                    self._add(self._marks[i], party, self._state(self._marks[i], parties, k))

    def _add(self, marks: Marks, party: Party, state: str | None) -> int | None:
        if party.name is None:
            return None
        first, last = party.name
        tokens = marks.tokens
        keys = [t.key for t in tokens[first:last] if t.kind == "w"]
        words = (*(w for key in keys[:-1] for w in self._lang.spelt(key)), *keys[-1:])
        span = (tokens[first].start, tokens[last - 1].end)
        if party.rule.endswith("(short)"):
            known = self.cast.add_short(words, self._text[slice(*span)], span)
            if known is not None:
                return known
            if party.office is None:
                return None
        return self.cast.add(party, words, self._text[slice(*span)], span, state)

    def _state(self, marks: Marks, parties: Sequence[Party], k: int) -> str | None:
        """The state a phrase tells, or that of the phrase it is coordinated with."""
        party = parties[k]
        if party.state in self._lang.gazetteer.organisations and marks.told("leading", 0, party.first):
            led = (p.state for p in reversed(parties[:k]) if p.kind == "delegation" and p.state)
            return next(led, party.state)  # *S's delegation was led by its director and head of …*
        if party.state is not None:
            return party.state
        if marks.has("there", party.first):  # *its* minister, of the foreign state just spoken of
            return next((p.state for p in reversed(parties[:k]) if p.state not in (None, self._lang.facts.home)), None)
        if party.office and marks.has("its", party.first - 1):  # *Y's team was led by its deputy minister*
            return next((p.state for p in reversed(parties[:k]) if p.state), None)
        if party.rule == "relative":  # *X and his wife*
            return next((p.state for p in reversed(parties[:k]) if p.kind == "person" and p.state), None)
        if party.known and self._lang.gazetteer.state_of[party.known[0]] in self._lang.gazetteer.states:
            return self._lang.gazetteer.state_of[party.known[0]]
        for other in reversed(parties[:k]):
            if other.group == party.group and other.state and other.kind in ("person", "office"):
                return other.state
        sender = next((p for p in reversed(parties[:k]) if p.role == "behalf" and p.state), None)
        return sender.state if sender is not None and _listed(marks, sender, party, parties[:k]) else None

    # ------------------------------------------------------------------ second pass

    def _sentence(self, marks: Marks, parties: Sequence[Party]) -> tuple[Actor, ...]:
        out: list[Actor] = []
        self._opened = self._subject
        for k, party in enumerate(parties):
            if party.kind in ("both_people", "both_sides"):
                out.extend(self._both(party))
                continue
            if party.kind in ("office", "delegation") and party.state is None and k and _of_both(parties[k - 1], party):
                out.extend(self._of_each(parties[k - 1], party))
                continue
            actor = self._actor(marks, parties, k, out)
            if actor is not None:
                self._remember(actor)
                out.append(actor)
                if party.kind == "pronoun" and party.role in ("ergative", "bare"):
                    out.extend(msgspec.structs.replace(a, party=party) for a in self._mates)
                if self._leads(marks, actor, out):
                    self._subject = actor
        if self._subject in out:
            self._mates = [a for a in out if self._subject is not None and _is_mate(a, self._subject)]
        opening = out[0] if out and not any(a.party.role in ("ergative", "bare") for a in out if a.member) else None
        if opening is not None and opening.member is not None and opening.party.role == "genitive":
            self._subject = opening  # *the emir's visit …*: he is whom the next sentence calls *he*
        return tuple(self._abroad(marks, out))

    def _leads(self, marks: Marks, actor: Actor, told: Sequence[Actor]) -> bool:
        """Whether an actor is the subject from here on: not the second of a group, nor one in a clause of place."""
        party, now = actor.party, self._subject
        if party.role not in ("ergative", "bare") or actor.member is None or party.kind != "person":
            return False
        if told[0].party.kind == "pronoun" and told[0].party.role == "comitative" and now is not None:
            return False  # *with him were X and Y*
        if now is None or now not in told:
            return True
        return now.party.group != party.group and not marks.told("where", 0, party.first)

    def _abroad(self, marks: Marks, actors: list[Actor]) -> list[Actor]:
        """Somebody whom the home side meets, and whose state nobody told, is of the state that the report is about."""
        home = self._lang.facts.home
        foreign = [s for s in self._last_state if s != home]
        actors = self._delegated(marks, actors)
        guest = next((a for a in actors if a.party.kind == "pronoun" and _received(marks, a.party.last)), None)
        if foreign and guest is not None and guest.state == home:  # ours, welcomed abroad
            hosts = [a for a in actors if a.party.role == "ergative" and self._untold(a)]
            actors = [self._moved(a, foreign[-1]) if a in hosts else a for a in actors]
        doers = [
            a.state
            for a in actors
            if a.state and not self._assumed(a) and a.party.role in ("ergative", "bare", "genitive")
        ]
        if not foreign or not doers:
            return actors
        other = foreign[-1] if home in doers else home
        return [self._moved(a, other) if a.party.role == "comitative" and self._untold(a) else a for a in actors]

    def _delegated(self, marks: Marks, actors: list[Actor]) -> list[Actor]:
        """Those listed as of a delegation are of the state of whoever leads it."""
        word = next(iter(marks.all("delegation")), None)
        if word is None or not marks.told("attending", word.last, len(marks.tokens)):
            return actors
        told = [a for a in actors if a.party.first <= word.first and a.state and not self._assumed(a)]
        leader = told[-1] if told else self._opened
        state = leader.state if leader is not None else None
        listed = [a for a in actors if a.party.first >= word.last and a.member is not None and self._untold(a)]
        return [self._moved(a, state) if a in listed and state else a for a in actors]

    def _untold(self, actor: Actor) -> bool:
        if actor.party.kind not in ("person", "office", "counterpart", "pronoun") or actor.party.state is not None:
            return False
        return actor.state is None or self._assumed(actor) or (actor.member is None and actor.party.kind == "office")

    def _moved(self, actor: Actor, state: str) -> Actor:
        if actor.member is not None:
            member = self.cast.members[actor.member]
            member.state, member.assumed = state, False
        return msgspec.structs.replace(actor, state=state)

    def _assumed(self, actor: Actor) -> bool:
        return actor.member is not None and self.cast.members[actor.member].assumed

    def _actor(self, marks: Marks, parties: Sequence[Party], k: int, before: Sequence[Actor]) -> Actor | None:
        party = parties[k]
        if party.name is not None:
            return self._named(marks, party, self._state(marks, parties, k), before)
        if party.kind == "office":
            office = self._office(marks, party, self._state(marks, parties, k))
            if party.state is not None and office.member is None and party.office is not None:
                self._seat_of[party.office] = party.state
            return office
        if party.kind == "pronoun":
            return self._pronoun(marks, parties, k, before)
        if party.kind == "counterpart":
            return self._unnamed_counterpart(party, before)
        if party.kind == "ministry":
            return Actor(party=party, state=self._seat(marks, party) or self._lang.facts.home)
        return Actor(party=party, state=party.state)

    def _seat(self, marks: Marks, party: Party) -> str | None:
        """*In Islamabad the foreign ministry …*: a ministry is of the state of the capital named right before it."""
        at = next((m for i, m in marks.markers.items() if m.last == party.first and m.entry.id == "locative"), None)
        named = (m.entry.id for m in marks.spans("place") if at is not None and m.last == at.first)
        return next((s for s in map(self._lang.gazetteer.capital_state, named) if s), None)

    def _named(self, marks: Marks, party: Party, state: str | None, before: Sequence[Actor]) -> Actor | None:
        """A named person; a counterpart holds the office of the one whose counterpart it is."""
        subject = next((a for a in before if a.member is not None), self._subject)
        theirs = party.office == "counterpart"  # never of the state at home by default
        if theirs and subject is not None and subject.member is not None:
            party = msgspec.structs.replace(party, office=self.cast.members[subject.member].office or "counterpart")
        member = self._add(marks, party, state)
        if member is None:
            return None
        person = self.cast.members[member]
        seat = self._seat_of.get(party.office or "")
        if seat is not None and party.state is None and (person.state is None or person.assumed):
            person.state, person.assumed = seat, False  # *S's deputy commissioner … deputy commissioner X*
        if party.rule == "relative":
            self._related(marks, party, person, subject)
        kin = [self.cast.members[a.member] for a in before if a.party.group == party.group and a.member is not None]
        if person.state is None:  # *the president and Mrs X*
            person.state = next((k.state for k in kin if set(person.words) & set(k.words)), None)
        home = None if theirs else self._default(party)
        return Actor(party=party, member=member, state=person.state or home, office=person.office)

    def _related(self, marks: Marks, party: Party, person: Member, whose: Actor | None) -> None:
        """Somebody called by whose they are is of that one's state; a president's wife is the first lady."""
        if whose is None or whose.member is None or party.name is None:
            return
        person.state = person.state or whose.state
        if marks.has("wife", party.name[0] - 1) and self.cast.members[whose.member].office == "president":
            person.office = person.office or "first lady"

    def _office(self, marks: Marks, party: Party, state: str | None) -> Actor:
        """An office without a name; *the visiting minister* is the foreign one."""
        if party.rule == "offices":
            return Actor(party=party, state=state, office=party.office)
        foreign = [s for s in self._last_state if s != self._lang.facts.home]
        guest = foreign and marks.has("guest", party.first - 1)
        return self._by_office(party, foreign[-1] if guest else state)

    def _pronoun(self, marks: Marks, parties: Sequence[Party], k: int, before: Sequence[Actor]) -> Actor | None:
        """With whom or whom: not the subject; so too *his welcome*, or *his meeting* with one of its state."""
        party = parties[k]
        if party.role == "comitative" and any(p.rule == "relative" for p in parties[k + 1 : k + 2]):
            return self._same(party, self._subject)  # *with him came his wife*
        if party.role == "genitive" and _received(marks, party.last):
            return self._welcomed(party, before)
        met = self._subject is not None and any(
            a.party.role == "comitative" and a.state == self._subject.state for a in before
        )
        if party.role in ("comitative", "dative") or (party.role == "genitive" and met):
            return self._other_person(party)
        return self._same(party, self._subject)

    def _welcomed(self, party: Party, before: Sequence[Actor]) -> Actor | None:
        """*S, whom X and Y welcomed*: the subject till now, unless those who welcome are surely of the same state."""
        hosts = [a for a in before if a.party.role == "ergative" and a.member is not None]
        guest = self._opened if hosts else self._subject
        if guest is None or any(a.member == guest.member for a in hosts):
            return self._other_person(party)
        surely = any(a.state == guest.state and not self._assumed(a) for a in hosts)
        return self._other_person(party) if surely else self._same(party, guest)

    @staticmethod
    def _same(party: Party, actor: Actor | None) -> Actor | None:
        return msgspec.structs.replace(actor, party=party) if actor is not None else None

    def _remember(self, actor: Actor) -> None:
        """Keep the last person named and the last mention of each state, for *the two leaders* to mean."""
        if actor.state is None:
            return
        if actor.member is not None:
            self._last_person.pop(actor.state, None)
            self._last_person[actor.state] = actor
        if actor.party.kind != "org":
            self._last_state.pop(actor.state, None)
            self._last_state[actor.state] = None

    def _both(self, party: Party) -> list[Actor]:
        """*The two leaders* are the last person named of each of the last two states."""
        if party.kind == "both_people":
            recent = list(self._last_person.values())[-2:]
            return [msgspec.structs.replace(a, party=party) for a in recent] if len(recent) == 2 else []
        home = self._lang.facts.home
        states = list(self._last_state)
        pair = [home, *[s for s in states if s != home][-1:]] if home in states else states[-2:]
        return [Actor(party=party, state=s) for s in pair] if len(pair) == 2 else []

    def _of_each(self, both: Party, party: Party) -> list[Actor]:
        """*The leaders of the two countries* are the two leaders; other offices, whoever of the report holds them."""
        if party.office in self._lang.offices.weak:
            people = self._both(msgspec.structs.replace(party, kind="both_people"))
            return people or [
                msgspec.structs.replace(a, party=msgspec.structs.replace(party, kind="both_sides", office=None))
                for a in self._both(both)
            ]
        sides = [a.state for a in self._both(both)]
        return [msgspec.structs.replace(self._by_office(party, s), state=s) for s in sides]

    def _other_person(self, party: Party) -> Actor | None:
        """*With him*: the last person named who is not the subject, of another state if there is one."""
        subject = self._subject
        others = [a for s, a in self._last_person.items() if subject is None or s != subject.state]
        found = others[-1] if others else subject
        return msgspec.structs.replace(found, party=party) if found is not None else None

    def _by_office(self, party: Party, state: str | None) -> Actor:
        """An office without a name stands for the person of this report who holds it, if exactly one does."""
        holders = [
            i
            for i, m in enumerate(self.cast.members)
            if _holds(m.office, party.office) and (state is None or m.state is None or m.state == state)
        ]
        if not holders and state is not None:
            holders = self.cast.registered(party.office, state)
        if len(holders) > 1 and state is None:
            holders = [i for i in holders if self.cast.members[i].state == self._lang.facts.home]
        if len(holders) > 1:
            last = self._last_person.get(self.cast.members[holders[0]].state or "")
            holders = [last.member] if last is not None and last.member in holders else []
        if len(holders) == 1:
            self.cast.members[holders[0]].office = self.cast.members[holders[0]].office or party.office
            return Actor(
                party=party, member=holders[0], state=self.cast.members[holders[0]].state or state, office=party.office
            )
        return Actor(party=party, state=state or self._default(party), office=party.office)

    def _unnamed_counterpart(self, party: Party, before: Sequence[Actor]) -> Actor | None:
        """A counterpart named only by office is a side without a name, never a wrong name."""
        subject = next((a for a in before if a.member is not None), self._subject)
        office = self.cast.members[subject.member].office if subject and subject.member is not None else None
        holders = [
            i for i, m in enumerate(self.cast.members) if office and m.office == office and m.state == party.state
        ]
        if party.state and len(holders) == 1:
            return Actor(party=party, member=holders[0], state=party.state)
        return Actor(party=msgspec.structs.replace(party, office=office), state=party.state, office=office)

    def _default(self, party: Party) -> str | None:
        """An office without any state belongs to the state at home in this language's press."""
        vague = party.office in self._lang.offices.weak or is_envoy(party.office)
        untold = party.office is None or party.office == "counterpart" or vague or party.known
        return None if untold else self._lang.facts.home


def _is_mate(actor: Actor, subject: Actor) -> bool:
    joined = actor.party.group == subject.party.group and actor.state == subject.state
    return joined and actor.member not in (None, subject.member)


def _received(marks: Marks, i: int) -> bool:
    """Whether a noun that takes its other side in the genitive, as *welcome* does, stands close or behind an agent."""
    frames = marks.lang.frames
    agent = next((k for k, m in sorted(marks.markers.items()) if k >= i and m.entry.id == "ergative"), i)
    reach = agent + 2 * _NEAR if i < agent <= i + _PHRASE else i + _NEAR
    return any(i <= m.first < reach and "genitive" in frames[m.entry.id].partner for m in marks.all("noun"))


def _holds(office: str | None, named: str | None) -> bool:
    """Whether the office named is the one held, or one of two held together."""
    return office == named or (office is not None and named is not None and named in office.split(" and "))


def _listed(marks: Marks, sender: Party, party: Party, before: Sequence[Party]) -> bool:
    """*On behalf of S, A, B and C*: whether nothing but the list stands between the state and the party."""
    if party.kind not in ("person", "office"):
        return False
    inside = {i for p in before for i in range(p.first, p.last)}
    return not any(
        i not in inside and (i in marks.markers or marks.has("verb", i)) for i in range(sender.after, party.first)
    )


def _of_both(before: Party, party: Party) -> bool:
    """*The foreign secretaries of the two countries*: the office then stands for one holder on either side."""
    return before.kind == "both_sides" and before.role == "genitive" and before.after == party.first
