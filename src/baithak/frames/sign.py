"""Signings: agreements, memoranda and joint statements between sides."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from baithak.find.scene import Actor, Scene
from baithak.frames.arguments import arguments
from baithak.frames.instance import Instance
from baithak.frames.status import status
from baithak.frames.talk import times_for
from baithak.frames.told import told
from baithak.frames.triggers import Trigger


def sign(scene: Scene, trigger: Trigger, subject: Sequence[Actor]) -> list[Instance]:
    """Read a trigger of signing.

    Args:
        scene: The sentence.
        trigger: The trigger.
        subject: Subject handed on by the clause before.

    Returns:
        At most one signing; without two sides in the clause it leans on the engagement told before.
    """
    found = status(scene.marks, trigger)
    if found == "none" or not _signed_thing(scene, trigger):
        return []
    clause = trigger.clause
    args = arguments(scene, trigger, ("comitative",), subject)
    witnesses = [a for a in scene.within(clause.first, clause.last) if a.party.role == "presence"]
    doers = args.between or (*args.agents, *args.partners)
    actors = tuple(dict.fromkeys((*doers, *witnesses)))
    states = [
        a.state for a in scene.within(clause.first, trigger.first) if a.state and a.party.kind in ("state", "org")
    ]
    instance = told(
        scene,
        trigger,
        actors=actors,
        status=found,
        times=times_for(scene, trigger),
        tense="future" if clause.tense == "future" else "past",
        sides=tuple(dict.fromkeys(states)),
    )
    if len(instance.states()) >= 2:
        return [instance]
    return [msgspec.structs.replace(instance, anaphoric=True, actors=(), sides=())]


def _signed_thing(scene: Scene, trigger: Trigger) -> bool:
    """Whether the clause names something that states sign."""
    clause = trigger.clause
    return scene.marks.told("agreement", clause.first, clause.last)
