"""All frame instances of a report's sentences, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from baithak.find.scene import Actor, Scene
from baithak.find.topics import topics_within
from baithak.frames.arguments import subject_of
from baithak.frames.instance import Instance
from baithak.frames.lead import lead
from baithak.frames.sign import sign
from baithak.frames.talk import talk
from baithak.frames.triggers import Trigger, triggers
from baithak.frames.visit import at_building, visit

_AT = ("locative", "superessive")  # in, at


def instances(scenes: Iterable[Scene]) -> list[Instance]:
    """Match every frame in every sentence.

    Args:
        scenes: The report's sentences, read up to their referents.

    Returns:
        Instances in the order told. Each stands for one clause's word; nothing is merged here.
    """
    out: list[Instance] = []
    subject: tuple[Actor, ...] = ()
    for scene in scenes:
        if not _is_sport(scene):
            out.extend(_sentence(scene, () if scene.marks.sentence.headline else subject))
        last = [subject_of(scene, c.first, c.last) for c in scene.clauses]
        subject = next((s for s in last if s), ())
    return out


def _is_sport(scene: Scene) -> bool:
    return bool(scene.marks.all("sport"))


def _sentence(scene: Scene, subject: tuple[Actor, ...]) -> Iterator[Instance]:
    found = triggers(scene)
    for clause in scene.clauses:
        told: set[int] = set()
        for trigger in found:
            if trigger.clause == clause:
                for instance in _dispatch(scene, trigger, subject):
                    if instance.event != "visit":
                        told |= instance.people()
                    inside = any(
                        t.clause == clause and _while(scene, t) and t.frame.event in ("visit", "summit")
                        for t in found
                        if t.last <= trigger.first
                    )
                    same = scene.marks.told("same_day", clause.first, clause.last)
                    instance = msgspec.structs.replace(instance, inside=inside, same_day=same)  # noqa: PLW2901
                    yield msgspec.structs.replace(
                        instance, topics=_topics(scene, trigger), **_place(scene, instance, trigger)
                    )
        yield from lead(scene, clause, frozenset(told))
        subject = subject_of(scene, clause.first, clause.last) or subject


def _while(scene: Scene, trigger: Trigger) -> bool:
    """*During the visit*, *on the first day of the visit*."""
    marker = scene.marks.markers.get(trigger.last)
    return trigger.governor == "during" or any(
        m.first in (trigger.last + 1, marker.last if marker is not None else -1) for m in scene.marks.all("day_of")
    )


def _dispatch(scene: Scene, trigger: Trigger, subject: tuple[Actor, ...]) -> list[Instance]:
    if trigger.frame.event == "visit":
        return visit(scene, trigger, subject)
    if trigger.frame.event == "signing":
        return sign(scene, trigger, subject)
    return talk(scene, trigger, subject)


def _topics(scene: Scene, trigger: Trigger) -> tuple[str, ...]:
    """Topics of the trigger's clause, where the clause is about the engagement itself."""
    if trigger.nominal or trigger.frame.event == "visit":
        return ()
    return topics_within(scene.marks, trigger.clause.first, trigger.clause.last)


def _place(scene: Scene, instance: Instance, trigger: Trigger) -> dict[str, str | None]:
    """A city in the locative in the trigger's stretch, else a state in the locative."""
    if instance.event == "visit":
        return {}
    marks = scene.marks
    first = trigger.floor if trigger.nominal else trigger.clause.first
    last = trigger.first if trigger.nominal else trigger.clause.last
    apart = [
        i for i, m in marks.markers.items() if m.entry.id in ("following", "before") and first <= i < trigger.first
    ]
    for start, end, name in scene.places_within(max([first, *apart]), last):
        marker = marks.markers.get(end)
        here = name == marks.here and marks.has("here", start)
        genitive = marker is not None and marker.entry.id == "genitive"
        behind = marker.last if marker is not None and genitive else end
        free = marker is None or genitive
        if here or (marker is not None and marker.entry.id in _AT) or (free and at_building(marks, behind)):
            return {"place": name, "place_state": marks.lang.gazetteer.places[name].state}
    for m in marks.spans("state"):
        marker = marks.markers.get(m.last)
        if (
            first <= m.first < last
            and marker is not None
            and marker.entry.id in _AT
            and m.entry.form in ("name", "seat")
        ):
            capital = marks.lang.gazetteer.states[m.entry.id].capital if m.entry.form == "seat" else None
            return {"place": capital, "place_state": m.entry.id}
    return {}
