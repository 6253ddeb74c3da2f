"""Sides of talks told besides those who take part: the mechanism's, an organisation, a joined pair of states."""

from __future__ import annotations

from baithak.find.mechanisms import MechanismMention
from baithak.find.scene import Scene
from baithak.frames.arguments import Arguments, subject_of
from baithak.frames.triggers import Trigger


def told_sides(scene: Scene, trigger: Trigger, mechanism: MechanismMention | None, args: Arguments) -> tuple[str, ...]:
    """Sides beyond the arguments'.

    Args:
        scene: The sentence.
        trigger: The trigger.
        mechanism: The mechanism of which it tells a sitting, or None.
        args: The parties around the trigger.
    """
    sides: list[str] = list(mechanism.sides) if mechanism else []
    if mechanism is not None and mechanism.id is not None:
        sides = list(scene.marks.lang.gazetteer.mechanisms[mechanism.id].sides)
    if not sides and mechanism is not None and args.sides() and not args.agents and not args.between:
        sides = [scene.marks.lang.facts.home]  # the press at home tells of *the joint commission with Y*
    if not sides and mechanism is not None:
        sides = _body(scene, trigger, mechanism)
    if not sides:
        sides = ([] if trigger.frame.verbs else _pair(scene, trigger)) or _doers_of(scene, trigger, mechanism)
    if trigger.frame.event == "summit" and not sides:
        sides = [a.state for a in scene.within(trigger.floor, trigger.first) if a.party.kind == "org" and a.state][-1:]
    return tuple(s for s in dict.fromkeys(sides) if s not in args.sides())


def _body(scene: Scene, trigger: Trigger, mechanism: MechanismMention) -> list[str]:
    """*The defence ministers' meeting of the SCO*: the organisation told right before the mechanism or at its start."""
    bodies = scene.marks.lang.gazetteer.organisations
    near = [
        a.state
        for a in scene.within(trigger.clause.first, trigger.first)
        if a.state in bodies and a.party.first < mechanism.first <= a.party.after + 1
    ]
    return [s for s in near[-1:] if s]


def _doers_of(scene: Scene, trigger: Trigger, mechanism: MechanismMention | None) -> list[str]:
    """*The two countries, during the committee's 12th meeting, …*: the clause's subject where it is just the sides."""
    if mechanism is None or not trigger.nominal or trigger.governor not in ("during", "locative"):
        return []
    first, last = trigger.clause.first, trigger.clause.last
    doers = {a.state for a in subject_of(scene, first, last) if a.state}
    doers = doers or {a.state for a in scene.within(first, trigger.first) if a.party.role == "ergative" and a.state}
    register = scene.marks.lang.gazetteer.mechanisms
    return sorted(doers) if any(frozenset(register[i].sides) == doers for i in mechanism.ids) else []


def _pair(scene: Scene, trigger: Trigger) -> list[str]:
    """*India-Russia talks*: two joined states before the trigger with no case marker but the genitive between."""
    states = [a for a in scene.within(trigger.floor, trigger.first) if a.party.kind == "state" and a.state]
    if len(states) < 2 or states[-1].party.group != states[-2].party.group:
        return []
    last = states[-1].party
    if last.role not in ("bare", "genitive") or trigger.first - last.last > 6:
        return []
    between = [m for i, m in scene.marks.markers.items() if last.last <= i < trigger.first]
    return [] if any(m.entry.id != "genitive" for m in between) else [a.state for a in states[-2:] if a.state]
