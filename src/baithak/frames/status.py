"""Whether an engagement happened, is on, is to come, or was called off (factuality of the clause)."""

from __future__ import annotations

from baithak.find.marks import Marks
from baithak.frames.triggers import Trigger

_NEAR = 4  # tokens before a trigger in which an adjective such as "proposed" bears on it


def status(marks: Marks, trigger: Trigger) -> str | None:
    """The status that a clause gives to what its trigger tells.

    Args:
        marks: The sentence.
        trigger: The trigger.

    Returns:
        ``held``, ``planned``, ``ongoing``, ``cancelled``; ``none`` where it is denied or merely thought of; None where
        the clause does not say.
    """
    clause = trigger.clause
    end = clause.last
    if _cue(marks, "cancelled", trigger.last, end):
        return "cancelled"
    if any(m.first <= trigger.first < m.last for m in marks.all("next_sitting")) and not clause.negated:
        return "planned"
    if _cue(marks, "planned", max(clause.first, trigger.first - _NEAR), trigger.first) and not trigger.nominal:
        return "none" if clause.negated else "planned"
    if trigger.nominal and _nominal(marks, trigger) == "planned":
        return "planned"
    invitable = trigger.nominal or trigger.frame.event in ("visit", "summit")
    if invitable and trigger.frame.event != "call" and _invited(marks, clause.first, end) and not trigger.frame.weak:
        return "planned" if _cue(marks, "acceptance", clause.first, end) else "none"
    if trigger.nominal:
        return _nominal(marks, trigger)
    if _cue(marks, "denial", trigger.last, end):
        return "none"
    if clause.negated:
        return "cancelled" if trigger.frame.event == "visit" and _cue(marks, "unable", trigger.last, end) else "none"
    if clause.tense == "future":
        return "planned"
    if clause.due:
        return "cancelled" if _cue(marks, "cancelled", end, len(marks.tokens)) else "planned"
    if _cue(marks, "planned", trigger.last, end) or _cue(marks, "resolved", trigger.last, end):
        return "planned"
    if _cue(marks, "hypothetical", trigger.last, end):
        return "none"
    if _cue(marks, "ongoing", trigger.last, end) or (clause.progressive and clause.tense != "past"):
        moving = trigger.frame.event == "visit" and trigger.frame.verbs  # *is going* is a plan, *is visiting* is not
        return "planned" if moving else "ongoing"
    if clause.tense == "present" and trigger.frame.event != "visit":
        return None  # *this is the 115th meeting* says nothing of when
    return "held" if clause.tense is not None else None


def _nominal(marks: Marks, trigger: Trigger) -> str | None:
    clause = trigger.clause
    near = max(trigger.floor, trigger.first - 2 * _NEAR)
    if _cue(marks, "planned", near, trigger.first) or _cue(marks, "planned", trigger.last, min(trigger.last + 3, clause.last)):
        return "planned"
    if trigger.governor == "before":
        return "planned"
    if _returned(marks, trigger):
        return "held"
    if trigger.governor in ("behalf", "following") or clause.negated:
        return None
    if clause.tense == "future":
        return "planned"
    return "held" if trigger.governor in ("during", "locative", "superessive") and clause.tense == "past" else None


def _returned(marks: Marks, trigger: Trigger) -> bool:
    """A perfective right behind the postposition: *back from his visit*, *come on a visit*."""
    marker = marks.markers.get(trigger.last)
    at = marker.last if marker is not None else trigger.last
    return any(m.first == at and m.entry.form == "perfective" for m in marks.all("verb")) and at < trigger.clause.verb


def _invited(marks: Marks, first: int, last: int) -> bool:
    """Whether an invitation is what the clause tells, not only *at the invitation of*."""
    inside = [m for m in marks.all("invitation") if m.first >= first and m.last <= last]
    at = [m for m in marks.markers.values() if m.entry.id == "invitation"]
    return any(not any(a.first <= m.first and m.last <= a.last for a in at) for m in inside)


def _cue(marks: Marks, cue: str, first: int, last: int) -> bool:
    return any(m.first >= first and m.last <= last for m in marks.all(cue))
