"""An engagement while its clauses are being gathered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from baithak.edtf import clash, width
from baithak.find.mechanisms import MechanismMention
from baithak.find.party import is_envoy
from baithak.find.scene import Actor
from baithak.frames.instance import Instance
from baithak.gazetteer import Mechanism
from baithak.resolve.mechanisms import mechanism_of

GROUP = {"meeting": "talk", "session": "talk", "summit": "talk", "call": "call", "visit": "visit", "signing": "signing"}
_VAGUE = 20  # days; a month or year told of the past is no date of the news
_RANK = {"meeting": 0, "session": 1, "summit": 2}


@dataclass(slots=True)
class Dated:
    """A date that a clause gives: EDTF value, rule, code points of the words, and whether the clause asserts it."""

    value: str
    rule: str
    span: tuple[int, int]
    asserted: bool


@dataclass(slots=True)
class Draft:
    """An engagement in the making."""

    kind: str
    instances: list[Instance] = field(default_factory=list)
    people: dict[int, str | None] = field(default_factory=dict)  # member → state
    offices: dict[int, str | None] = field(default_factory=dict)
    states: dict[str, None] = field(default_factory=dict)
    dates: list[Dated] = field(default_factory=list)
    mechanism: Mechanism | None = None
    mechanism_name: str | None = None
    ordinal: int | None = None
    place: str | None = None
    place_state: str | None = None
    topics: dict[str, None] = field(default_factory=dict)
    duration: int | None = None
    day: str | None = None  # best date so far
    current: bool = False  # whether it holds the talks that are the news
    begun: bool = False  # whether the guest of a visit told as one to come was met in it already

    def absorb(self, instance: Instance, dates: list[Dated], *, parties: bool = True) -> None:
        """Take in one more clause.

        Args:
            instance: The clause's word.
            dates: Its dates, resolved.
            parties: Whether its actors take part (not where it only leans on this engagement).
        """
        self.instances.append(instance)
        named = not instance.anaphoric and GROUP[instance.event] == GROUP[self.kind] == "talk"
        if named and _RANK[instance.event] > _RANK[self.kind]:
            self.kind = instance.event
        if instance.event == "call" and self.kind == "meeting" and not instance.anaphoric:
            self.kind = "call"
        if parties:
            for actor in instance.actors:
                if actor.member is not None:
                    self.people.setdefault(actor.member, actor.state)
                    self.offices[actor.member] = actor.office
                if actor.state:
                    self.states.setdefault(actor.state)
            self.states |= dict.fromkeys(instance.sides)
        self.dates.extend(dates)
        self.ordinal = self.ordinal if self.ordinal is not None else instance.ordinal
        if self.place is None and instance.place and (self.place_state in (None, instance.place_state)):
            self.place, self.place_state = instance.place, instance.place_state
        self.place_state = self.place_state or instance.place_state
        self.topics |= dict.fromkeys(instance.topics)
        self.duration = self.duration or instance.duration

    def status(self) -> str | None:
        """The status by the strongest clause: asserted before nominal, body before headline, cancelled before all."""
        told = [i.status for i in self.instances if i.status and not self._leg_done(i)]
        if "cancelled" in told:
            return "cancelled"
        asserted = [i for i in self.instances if i.status and not i.nominal and not self._leg_done(i)]
        pool = [i.status for i in asserted if not i.headline] or [i.status for i in asserted] or told
        order = ("held", "planned", "ongoing") if self.kind != "visit" else ("held", "ongoing", "planned")
        if "planned" in pool and self._held_since():
            return "held"
        for status in order:
            if status in pool:
                return status
        return None

    def _held_since(self) -> bool:
        """Whether a plan is followed by a word of the same talks as held: *will meet Y … after talks with Y*."""
        plans = [i.sentence for i in self.instances if i.status == "planned" and not i.nominal]
        return self.kind in ("meeting", "session") and any(
            i.nominal
            and i.status == "held"
            and i.people() == frozenset(self.people)
            and i.sentence > min(plans, default=0)
            for i in self.instances
            if len(i.people()) > 1
        )

    def _leg_done(self, instance: Instance) -> bool:
        """Whether a clause tells, in the tense of background, of the first legs of a trip that is still on."""
        on = self.kind == "visit" and any(i.status == "ongoing" and not i.nominal for i in self.instances)
        return on and instance.perfect and instance.status == "held"

    def may_be(self, instance: Instance, dates: list[Dated], register: Mapping[str, Mechanism]) -> bool:
        """Whether a clause can speak of this engagement.

        The same people in another month, the same mechanism with another number, a plan and another's sitting: all of
        these stay apart (rule 4 of the record).
        """
        if not self._same_group(instance) or self.dates_clash(dates) or self._status_clash(instance):
            return False
        if instance.ordinal is not None and self.ordinal is not None and instance.ordinal != self.ordinal:
            return False
        if self._same_forum(instance):
            return True  # whoever comes
        moved = instance.place and self.place and instance.place != self.place and instance.event != "visit"
        if moved and not (instance.nominal or instance.headline):
            return False
        if (
            self._other_occasion(instance)
            or self._other_time(instance, dates)
            or self._other_mechanism(instance, register)
        ):
            return False
        return self._parties_fit(instance)

    def _same_forum(self, instance: Instance) -> bool:
        """Whether both tell of somebody at one forum: people of one sitting are told one after the other."""
        theirs = instance.mechanism
        return theirs is not None and theirs.forum and any(m and m.id == theirs.id for m in self.mentions())

    def mentions(self) -> list[MechanismMention | None]:
        """The mechanism mentions of its clauses."""
        return [i.mechanism for i in self.instances]

    def _other_occasion(self, instance: Instance) -> bool:
        """A numbered sitting told without people is not some meeting of the same states, told without a number."""
        last = self.instances[-1]
        pair = instance.event == "meeting" and (instance.personal or len(instance.people()) > 1)
        if self.kind in ("summit", "session") and pair and set(self.states) - instance.states():
            return True  # two who talk are not the sitting of many
        together = last.nominal and last.sentence == instance.sentence  # a summit *for which* one receives the other
        if {self.kind, instance.event} <= {"meeting"} or self.kind == instance.event or together:
            return False
        received = any(a.party.kind == "delegation" for a in instance.actors) and instance.personal
        if received and instance.people() and instance.people() <= frozenset(self.people):
            return False  # one who chairs greets the other delegation
        if {self.kind, instance.event} & {"session", "summit"} and self.people and instance.people():
            return frozenset(self.people) != instance.people() and not instance.headline
        if instance.personal and self.kind in ("session", "summit") and not self.people:
            return True
        return instance.event in ("session", "summit") and bool(self.people) and not instance.people()

    def _other_mechanism(self, instance: Instance, register: Mapping[str, Mechanism]) -> bool:
        """Whether the clause names another mechanism of the same sides."""
        sides = frozenset(self.states) | instance.states()
        mine = mechanism_of(self.mentions(), sides, register)
        theirs = mechanism_of((instance.mechanism,), sides, register)
        return (
            mine is not None
            and theirs is not None
            and mine.id not in (theirs.id, theirs.parent)
            and mine.parent != theirs.id
        )

    def _other_time(self, instance: Instance, dates: list[Dated]) -> bool:
        """Background with a date of its own is not the undated news: *had come in 2015* beside *has come*."""
        past = all(i.perfect for i in self.instances if not i.nominal)
        unread = not dates and any(t.kind in ("month", "year") for t in instance.times)  # *in June last year*
        apart = instance.perfect != past or (instance.before and not self.dates)
        if not apart or instance.nominal or (not unread and bool(dates) == bool(self.dates)):
            return False
        return unread or all(width(d.value) > _VAGUE for d in (dates or self.dates))

    def _legs(self, instance: Instance) -> bool:
        """Whether one of two destinations is a leg of the other trip, with the same days."""
        return self.place_state in instance.sides or instance.place_state in {
            s for i in self.instances for s in i.sides
        }

    def _same_group(self, instance: Instance) -> bool:
        a, b = GROUP[self.kind], GROUP[instance.event]
        if a == b:
            return True
        talks = {self.kind, instance.event} == {"call", "meeting"}
        return talks and instance.people() == frozenset(self.people) and (a == "call" or self._may_be_call())

    def _may_be_call(self) -> bool:
        """Whether only words that fit a talk from afar tell of it, and no place."""
        if self.place is not None or self.status() == "planned":
            return False
        return all(i.remote or i.anaphoric for i in self.instances)

    def dates_clash(self, dates: list[Dated]) -> bool:
        """Whether a date of a clause cannot be one of this engagement's."""
        slack = 0 if self.kind != "visit" else 1
        return any(clash(d.value, e.value, slack) for d in dates for e in self.dates)

    def _status_clash(self, instance: Instance) -> bool:
        mine = self.status()
        if mine is None or instance.status is None or instance.nominal or mine == instance.status:
            return False
        if self.kind == "visit" and {mine, instance.status} == {"held", "planned"}:
            return not any(i.arrival for i in self.instances)  # a visit now on is still told as one to come
        return {mine, instance.status} not in ({"held", "ongoing"}, {"planned", "ongoing"}, {"cancelled", "planned"})

    def _held_by_others(self, actor: Actor) -> bool:
        """Whether an unnamed office is none of those that this engagement's people of that state hold."""
        return _is_none_of(actor, [self.offices.get(m) for m, s in self.people.items() if s == actor.state])

    def names_another(self, instance: Instance) -> bool:
        """Whether somebody is named who is none of the offices that this engagement has without a name."""
        named = [(a.state, a.office) for a in instance.actors if a.member is not None]
        return any(_is_none_of(a, [o for s, o in named if s == a.state]) for i in self.instances for a in i.actors)

    def _parties_fit(self, instance: Instance) -> bool:
        mine, theirs = frozenset(self.people), instance.people()
        my_states, their_states = frozenset(self.states), instance.states()
        if self.kind == "visit":
            ends = {self.place_state, instance.place_state}
            same_end = None in ends or len(ends) == 1 or self._legs(instance)
            return same_end and (
                mine == theirs or bool(mine & theirs) or ((not theirs or not mine) and my_states == their_states)
            )
        if any(self._held_by_others(a) for a in instance.actors) or self.names_another(instance):
            return False
        if mine and theirs:
            return (mine <= theirs or theirs <= mine) and (my_states <= their_states or their_states <= my_states)
        if not my_states & their_states:
            return False
        return my_states <= their_states or their_states <= my_states


def _is_none_of(actor: Actor, offices: list[str | None]) -> bool:
    """Whether an office without a name is surely another than each of these."""
    if actor.member is not None or actor.party.kind != "office" or actor.office is None or not offices:
        return False
    if is_envoy(actor.office) and any(is_envoy(o) for o in offices):
        return False  # the press calls one envoy ambassador and high commissioner
    return all(o is not None and actor.office not in o and o not in actor.office for o in offices)
