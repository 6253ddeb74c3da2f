"""Who fills a frame's roles: parties sorted by case marker around a trigger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from baithak.find.marks import Marks
from baithak.find.scene import Actor, Scene
from baithak.frames.triggers import Trigger, is_journey

_OWNED = 5  # tokens that may stand between an owner and what it owns
_SUBJECTS = ("ergative", "agent")
_PEOPLE = ("person", "office", "counterpart", "pronoun", "both_people", "both_sides", "delegation", "ministry", "org")


class Arguments(msgspec.Struct, frozen=True, kw_only=True):
    """The parties around a trigger.

    Attributes:
        agents: Who does it: ergative, agentive or bare subject, or the genitive before a nominal trigger.
        partners: With whom: comitative (dative for calls, genitive for receptions).
        between: Those between whom it took place.
        chairs: Those who chaired or led it.
    """

    agents: tuple[Actor, ...] = ()
    partners: tuple[Actor, ...] = ()
    between: tuple[Actor, ...] = ()
    chairs: tuple[Actor, ...] = ()

    def sides(self) -> set[str]:
        """States of all of them."""
        return {a.state for a in (*self.agents, *self.partners, *self.between, *self.chairs) if a.state}


def arguments(scene: Scene, trigger: Trigger, partner: Sequence[str], subject: Sequence[Actor]) -> Arguments:
    """Sort a clause's parties into a frame's roles.

    Args:
        scene: The sentence.
        trigger: The trigger.
        partner: Roles in which this frame takes its partner.
        subject: Subject of the clause before, taken over where this clause has none.

    Returns:
        The filled roles.
    """
    clause = trigger.clause
    inside = scene.within(clause.first, clause.last)
    near = [a for a in inside if a.party.first >= trigger.floor and a.party.last <= trigger.first]
    late = [a for a in inside if a.party.first >= trigger.last]
    partners = [a for a in near if a.party.role in partner and _may_partner(a)]
    if not partners and not trigger.nominal:
        partners = [a for a in late if a.party.role in partner and _may_partner(a)]
        if not partners:
            partners = [
                a for a in inside if a.party.role in partner and a.party.last <= trigger.first and _may_partner(a)
            ]
    between = [a for a in (near or inside) if a.party.role == "between" and a.party.last <= trigger.first]
    between = [] if trigger.frame.verbs else between  # *ties between the two will gain*
    chairs = [a for a in inside if a.party.role == "chair"]
    bound_for = trigger.governor == "benefactive" and is_journey(scene, trigger)  # *came for S's summit*
    owned = "genitive" not in partner and (partners or not trigger.frame.verbs) and not bound_for  # nobody owns a verb
    owners = _owners(scene, near, trigger, partners) if owned else []
    agents = owners or _subjects(scene.marks, inside, late, trigger, partners)
    if trigger.nominal and not owners and scene.marks.all("invitation"):  # the host and the guest of what is to come
        agents = [a for a in inside if a.party.role in ("ergative", "dative") and a.party.kind in _PEOPLE]
        return Arguments(agents=_without_anaphors(agents))
    if trigger.nominal and not owners and not _speaks_of_own(scene, trigger, agents, partners):
        agents = []
    if trigger.nominal and trigger.frame.verbs and trigger.governor == "genitive" and not agents:
        agents = _of_plan(near, partners)
    if not agents and not between and not partners and not trigger.frame.verbs:  # *the two countries' ties will gain*
        agents = [
            a
            for a in inside
            if a.party.kind in ("both_people", "both_sides")
            and a.party.role == "genitive"
            and a.party.last <= trigger.first
        ]
    if not agents and not between and _needs_subject(scene, trigger, partners):
        agents = [a for a in subject if a not in partners]
    keep = _without_anaphors
    return Arguments(agents=keep(agents), partners=keep(partners), between=keep(between), chairs=keep(chairs))


def _of_plan(near: Sequence[Actor], partners: Sequence[Actor]) -> list[Actor]:
    """*X's programme of meeting Y*: whose it is stands in the genitive before the partner, whatever is between."""
    named = [a for a in near if a.party.role == "genitive" and a.party.kind in ("person", "office", "pronoun")]
    before = [a for a in named if partners and a.party.last <= partners[0].party.first]
    return [a for a in before if a.party.group == before[0].party.group]


def _speaks_of_own(scene: Scene, trigger: Trigger, agents: Sequence[Actor], partners: Sequence[Actor]) -> bool:
    """*In talks with Y, X said …*: the clause's subject is the other party, unless another trigger claims it."""
    if trigger.governor == "benefactive" and is_journey(scene, trigger):
        return True  # *came for the summit*
    if not trigger.leading or trigger.governor not in ("during", "locative", "following", "before"):
        return False
    return bool(partners) or len({a.state for a in agents}) > 1


def _may_partner(actor: Actor) -> bool:
    if actor.party.kind in _PEOPLE:
        return True
    return (
        actor.party.kind == "state" and actor.party.after - actor.party.last > 1
    )  # "with the state", not "from the state"


def _owners(scene: Scene, near: Iterable[Actor], trigger: Trigger, partners: Sequence[Actor]) -> list[Actor]:
    """Genitive parties that own the trigger: directly before it or before the partner."""
    near = list(near)
    owned = [a for a in near if a.party.role == "genitive" and not _in_mechanism(scene, a)]
    edges = {trigger.first, *(p.party.first for p in partners)}
    owners = [a for a in owned if a.party.after in edges or owns(scene.marks, near, a, min(edges))]
    theirs = {p.state for p in partners}
    owners = [
        a for a in owners if a.party.kind != "state" or a.state not in theirs
    ]  # a state inside the partner's phrase
    if not owners:
        return []
    group = owners[-1].party.group
    return [a for a in owned if a.party.group == group]


def _in_mechanism(scene: Scene, actor: Actor) -> bool:
    """A side inside a mechanism's name owns nothing: *the India-Singapore defence ministers' dialogue*."""
    body = actor.state in scene.marks.lang.gazetteer.organisations
    plural = actor.party.rule == "offices" and body  # *the defence ministers of the SCO*, the end of which is the name
    return any(
        (m.first <= actor.party.first or plural) and m.first < actor.party.after <= m.last for m in scene.mechanisms
    )


def owns(marks: Marks, near: Sequence[Actor], owner: Actor, edge: int) -> bool:
    """Whether a genitive reaches the edge over a few other tokens (adjectives, a length, a time, a place)."""
    if not 0 <= edge - owner.party.after <= _OWNED or any(
        a is not owner and a.party.first >= owner.party.after and a.party.last <= edge for a in near
    ):
        return False
    places = {m.last for m in marks.all("place")} if owner.party.kind != "state" else set()  # not *of S's capital*
    return not any(
        owner.party.after <= i < edge
        and m.entry.id not in ("genitive", "dative")
        and not (m.entry.id == "locative" and (i in places or i - 1 in marks.timed))
        for i, m in marks.markers.items()
    )


def _subjects(
    marks: Marks, inside: Sequence[Actor], late: Sequence[Actor], trigger: Trigger, partners: Sequence[Actor]
) -> list[Actor]:
    before = [a for a in inside if a.party.last <= trigger.first and a not in partners]
    marked = [a for a in before if a.party.role in _SUBJECTS]
    if marked:
        return [a for a in marked if a.party.group == marked[-1].party.group]
    bare = [
        a
        for a in before
        if a.party.role == "bare"
        and not (a.party.kind == "state" and marks.has("noun", a.party.last))  # *on a visit to S*
        and (a.party.first <= trigger.clause.first + 2 if a.party.kind in ("state", "org") else a.party.kind in _PEOPLE)
    ]
    if bare:
        people = [a for a in bare if a.party.kind in _PEOPLE] or bare
        return [a for a in people if a.party.group == people[0].party.group]
    after = [a for a in late if a.party.role in ("bare", *_SUBJECTS) and a.party.kind in _PEOPLE]
    return [a for a in after if a.party.group == after[0].party.group] if after else []


def _needs_subject(scene: Scene, trigger: Trigger, partners: Sequence[Actor]) -> bool:
    """A clause without a subject takes over the one before it; a nominal mention does so through *his*."""
    if trigger.frame.weak and trigger.clause.first and trigger.clause.tense is None:
        return False  # *said: a warm welcome to Y*
    if trigger.frame.verbs:
        return bool(partners)  # *ties will gain*: the verb of meeting is also that of getting
    if "genitive" in trigger.frame.partner and _impersonal(scene, trigger):
        return False  # *X was welcomed*
    if not trigger.nominal:
        return bool(partners) or not _impersonal(scene, trigger)
    window = range(trigger.floor, trigger.first)
    return bool(partners) or any(scene.marks.has("possessive", i) for i in window)


def _impersonal(scene: Scene, trigger: Trigger) -> bool:
    """A passive or *took place*: the clause has no doer whom it could take over."""
    group = range(trigger.clause.verb, trigger.clause.last)
    cells = [(m.entry.id, m.entry.form) for m in scene.marks.all("verb") if m.first in group]
    roots = scene.marks.lang.words.impersonal
    expected = [m for m in scene.marks.all("verb") if trigger.last == m.first and m.entry.form == "infinitive"]
    return any(root in roots for root in [*(r for r, _ in cells), *(m.entry.id for m in expected)])


def _without_anaphors(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    return tuple(dict.fromkeys(a for a in actors if a.member is not None or a.state))


def subject_of(scene: Scene, clause_first: int, clause_last: int) -> tuple[Actor, ...]:
    """The subject that a clause hands on to the next: its ergative, else its first bare party."""
    inside = scene.within(clause_first, clause_last)
    for roles in (_SUBJECTS, ("bare",)):
        found = [
            a for a in inside if a.party.role in roles and (a.member is not None or a.state) and a.party.kind != "state"
        ]
        if found:
            return tuple(a for a in found if a.party.group == found[0].party.group)
    return ()
