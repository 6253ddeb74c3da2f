"""Why a trigger told of no engagement, in words that name what was missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from baithak.find.scene import Actor, Scene
from baithak.frames.arguments import arguments
from baithak.frames.status import status
from baithak.frames.triggers import Trigger

_DENYING = ("negation", "hypothetical")


def why_silent(scene: Scene, trigger: Trigger) -> str:
    """The first thing that stood in a trigger's way.

    Args:
        scene: The sentence.
        trigger: A trigger that gave no instance.

    Returns:
        A clause in English.
    """
    for test in (_nobody, _sport, _denied, _of_its_frame(trigger)):
        why = test(scene, trigger)
        if why is not None:
            return why
    return "its frame refused it"


def _of_its_frame(trigger: Trigger) -> Callable[[Scene, Trigger], str | None]:
    return {"visit": _travel, "signing": _paper}.get(trigger.frame.event, _sides)


def _words(scene: Scene, cue: str, first: int, last: int) -> str:
    found = [m for m in scene.marks.all(cue) if first <= m.first and m.last <= last]
    return ", ".join(dict.fromkeys(scene.marks.text(m.first, m.last) for m in found))


def _nobody(scene: Scene, trigger: Trigger) -> str | None:
    del trigger
    return None if scene.actors else "no person, office, state or organisation was found in its sentence"


def _sport(scene: Scene, trigger: Trigger) -> str | None:
    del trigger
    words = _words(scene, "sport", 0, len(scene.marks.tokens))
    return f"the sentence is about sport ({words})" if words else None


def _denied(scene: Scene, trigger: Trigger) -> str | None:
    if status(scene.marks, trigger) != "none":
        return None
    clause = trigger.clause
    cues = ", ".join(w for cue in _DENYING if (w := _words(scene, cue, clause.first, clause.last)))
    return f"denied, or merely thought of ({cues})" if cues else "denied, or merely thought of"


def _travel(scene: Scene, trigger: Trigger) -> str | None:
    clause = trigger.clause
    told = [name for _, _, name in scene.places_within(clause.first, clause.last)]
    told += [m.entry.id for m in scene.marks.spans("state") if clause.first <= m.first < clause.last]
    if not told:
        return "no state or place in its clause to travel to"
    travellers = [a for a in scene.within(clause.first, clause.last) if a.party.kind not in ("state", "org")]
    if not travellers:
        return f"nobody travels; named in its clause: {', '.join(told)}"
    return f"no traveller from one state to another ({_list(travellers)}; named in its clause: {', '.join(told)})"


def _paper(scene: Scene, trigger: Trigger) -> str | None:
    clause = trigger.clause
    if not _words(scene, "agreement", clause.first, clause.last):
        return "nothing that states sign is named in its clause"
    return None


def _sides(scene: Scene, trigger: Trigger) -> str | None:
    args = arguments(scene, trigger, trigger.frame.partner or ("comitative",), ())
    roles = {"agents": args.agents, "partners": args.partners, "between": args.between, "chairs": args.chairs}
    found = "; ".join(f"{role}: {_list(actors)}" for role, actors in roles.items() if actors) or "no party around it"
    if len(args.sides()) < 2:
        return f"needs two sides, has {' and '.join(sorted(args.sides())) or 'none'} ({found})"
    if trigger.frame.weak:
        return f"a weak trigger: it needs named parties on either side ({found})"
    return None


def _list(actors: Iterable[Actor]) -> str:
    return ", ".join(f"{a.party.office or a.party.kind} {a.state or 'of no state'} [{a.party.role}]" for a in actors)
