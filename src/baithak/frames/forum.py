"""Forums: standing gatherings with a host, which whoever comes attends. Their sides are the host and those who came."""

from __future__ import annotations

import msgspec

from baithak.find.mechanisms import MechanismMention
from baithak.find.scene import Actor, Scene
from baithak.frames.instance import Instance
from baithak.frames.triggers import Trigger, for_purpose
from baithak.gazetteer import Mechanism


def forum_of(scene: Scene, mention: MechanismMention | None) -> Mechanism | None:
    """The forum that a mechanism mention names, or None where it names a dialogue of fixed sides."""
    if mention is None or mention.id is None:
        return None
    known = scene.marks.lang.gazetteer.mechanisms.get(mention.id)
    return known if known is not None and known.forum else None


def attended(scene: Scene, trigger: Trigger, base: Instance, forum: Mechanism) -> list[Instance]:
    """Read a clause that tells of somebody at a forum.

    Args:
        scene: The sentence.
        trigger: The word that stands for the forum's sitting.
        base: What the clause says of it.
        forum: The forum.

    Returns:
        At most one sitting; none where the forum is only mentioned or nobody is told to be there. It may have one side
        only: whether another came, other clauses tell.
    """
    actors = tuple(a for a in base.actors if a.member is not None or a.party.kind in ("office", "delegation"))
    if trigger.nominal or not actors:
        return []
    status = base.status
    if status is None and trigger.clause.tense == "present":
        status = "planned"  # *is the guest of honour*
    if status == "planned" and base.status == "planned" and for_purpose(scene, trigger):
        status = "ongoing" if trigger.clause.tense == "past" else status
    host = forum.sides or _host(scene, trigger, actors)
    sides = tuple(s for s in host if s not in {a.state for a in actors})
    return [msgspec.structs.replace(base, actors=actors, sides=sides, status=status, open=True)]


def _host(scene: Scene, trigger: Trigger, actors: tuple[Actor, ...]) -> list[str]:
    """The state of the city or country named in the clause, where the forum moves from host to host."""
    clause, theirs = trigger.clause, {a.state for a in actors}
    lexicon = scene.marks.lang.gazetteer
    places = [lexicon.places[p].state for _, _, p in scene.places_within(clause.first, clause.last)]
    states = [
        a.state for a in scene.within(clause.first, clause.last) if a.party.kind == "state" and a.state not in theirs
    ]
    return next(([s] for s in (*places, *states) if s), [])
