"""The part of an instance that every frame takes from its sentence and trigger alike."""

from __future__ import annotations

from typing import Any

from baithak.find.scene import Scene
from baithak.frames.instance import Instance
from baithak.frames.triggers import Trigger


def told(scene: Scene, trigger: Trigger, **fields: Any) -> Instance:
    """An instance of a trigger's frame.

    Args:
        scene: The sentence.
        trigger: The trigger.
        fields: What the frame itself found; these win over what the trigger tells.
    """
    clause = trigger.clause
    common: dict[str, Any] = {
        "frame": trigger.frame.id,
        "event": trigger.frame.event,
        "sentence": scene.number,
        "first": clause.first,
        "last": clause.last,
        "trigger": (trigger.first, trigger.last),
        "nominal": trigger.nominal,
        "perfect": clause.perfect,
        "headline": scene.marks.sentence.headline,
        "remote": trigger.frame.remote,
        "before": scene.marks.told("before_this", clause.first, clause.last),
    }
    return Instance(**(common | fields))
