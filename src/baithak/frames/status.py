"""Whether an engagement happened, is on, is to come, or was called off (factuality of the clause)."""

from __future__ import annotations

from collections.abc import Callable

from baithak.find.marks import Marks
from baithak.frames.triggers import Trigger

_NEAR = 4  # tokens before a trigger in which an adjective such as "proposed" bears on it


def status(marks: Marks, trigger: Trigger) -> str | None:
    """The status that a clause gives to what its trigger tells: the first rule that speaks.

    Args:
        marks: The sentence.
        trigger: The trigger.

    Returns:
        ``held``, ``planned``, ``ongoing``, ``cancelled``; ``none`` where it is denied or merely thought of; None where
        the clause does not say.
    """
    for rule in _RULES:
        found = rule(marks, trigger)
        if found is not None:
            return None if found == _SILENT else found
    return None


def _called_off(marks: Marks, trigger: Trigger) -> str | None:
    return "cancelled" if _cue(marks, "cancelled", trigger.last, trigger.clause.last) else None


def _still_to_come(marks: Marks, trigger: Trigger) -> str | None:
    """*The next round*; *the proposed visit*."""
    clause = trigger.clause
    if any(m.first <= trigger.first < m.last for m in marks.all("next_sitting")) and not clause.negated:
        return "planned"
    if trigger.nominal or not _ahead(marks, max(clause.first, trigger.first - _NEAR), trigger.first):
        return None
    return "none" if clause.negated else "planned"


def _ahead(marks: Marks, first: int, last: int) -> bool:
    return _cue(marks, "planned", first, last) or _cue(marks, "upcoming", first, last)


def _only_invited(marks: Marks, trigger: Trigger) -> str | None:
    """An invitation is a plan once it is accepted."""
    clause = trigger.clause
    if trigger.nominal and _nominal(marks, trigger) == "planned":
        return "planned"
    invitable = trigger.nominal or trigger.frame.event in ("visit", "summit")
    if trigger.nominal and trigger.governor == "benefactive" and _invited(marks, clause.first, clause.last):
        return "planned" if _cue(marks, "acceptance", clause.first, clause.last) else "none"  # invited *for talks*
    apart = trigger.frame.event == "call" or trigger.frame.weak
    if apart or not invitable or not _invited(marks, clause.first, clause.last):
        return None
    return "planned" if _cue(marks, "acceptance", clause.first, clause.last) else "none"


def _mentioned(marks: Marks, trigger: Trigger) -> str | None:
    return (_nominal(marks, trigger) or _SILENT) if trigger.nominal else None


def _done_before(trigger: Trigger) -> bool:
    """*After talks with Y, X said …*; *on reaching Y, X said …*: over when what the clause tells of happened."""
    after = trigger.governor == "following" or (trigger.governor == "superessive" and bool(trigger.frame.verbs))
    return after and trigger.clause.tense == "past" and not trigger.clause.negated


def _denied(marks: Marks, trigger: Trigger) -> str | None:
    clause = trigger.clause
    if _cue(marks, "denial", trigger.last, clause.last):
        return "none"
    if not clause.negated:
        return None
    fell_through = trigger.frame.event == "visit" and _cue(marks, "unable", trigger.last, clause.last)
    return "cancelled" if fell_through else "none"


def _to_be(marks: Marks, trigger: Trigger) -> str | None:
    clause = trigger.clause
    if clause.tense == "future":
        return "none" if marks.tokens[-1].key == "?" else "planned"
    if clause.tense is None and any(
        m.first == clause.verb and m.entry.form == "subjunctive" for m in marks.all("verb")
    ):
        return "none"  # *that talks be held*
    if clause.due or _about_to(marks, trigger):
        return "cancelled" if _cue(marks, "cancelled", clause.last, len(marks.tokens)) else "planned"
    planned = _cue(marks, "planned", trigger.last, clause.last) or _cue(marks, "resolved", trigger.last, clause.last)
    if planned:
        return "planned"
    return "none" if _cue(marks, "hypothetical", trigger.last, clause.last) else None


def _about_to(marks: Marks, trigger: Trigger) -> bool:
    """An infinitive with the suffix of *about to*, right before the copula."""
    ends = {m.last for m in marks.all("verb") if m.entry.form == "infinitive" and m.first >= trigger.first}
    return any(m.first in ends and m.last >= trigger.clause.verb for m in marks.all("about_to"))


def _under_way(marks: Marks, trigger: Trigger) -> str | None:
    clause = trigger.clause
    if not (_cue(marks, "ongoing", trigger.last, clause.last) or (clause.progressive and clause.tense != "past")):
        return None
    moving = trigger.frame.event == "visit" and trigger.frame.verbs  # *is going* is a plan, *is visiting* is not
    return "planned" if moving else "ongoing"


def _begun(marks: Marks, trigger: Trigger) -> str | None:
    clause = trigger.clause
    talks = trigger.frame.event in ("meeting", "session", "summit") and clause.tense == "past" and not clause.perfect
    return "ongoing" if talks and _cue(marks, "begun", trigger.last, clause.last) else None


def _by_tense(marks: Marks, trigger: Trigger) -> str | None:
    tense, visit = trigger.clause.tense, trigger.frame.event == "visit"
    if tense is None or (tense == "present" and not visit) or (visit and _identified(marks, trigger)):
        return _SILENT  # *this is the 115th meeting* says nothing of when
    return "held"


def _identified(marks: Marks, trigger: Trigger) -> bool:
    """*This is his first visit*: the clause says what the visit is, and not that it takes place."""
    clause = trigger.clause
    return clause.verb == trigger.last and any(clause.first <= m.first <= clause.first + 1 for m in marks.all("this"))


#: A rule's word for: the clause does not say, and no later rule is asked.
_SILENT = "silent"
_RULES: tuple[Callable[[Marks, Trigger], str | None], ...] = (
    _called_off,
    _still_to_come,
    _only_invited,
    _mentioned,
    _denied,
    _to_be,
    _under_way,
    _begun,
    _by_tense,
)


def _nominal(marks: Marks, trigger: Trigger) -> str | None:
    return "held" if _done_before(trigger) else _governed(marks, trigger)


def _governed(marks: Marks, trigger: Trigger) -> str | None:
    clause = trigger.clause
    if clause.negated and trigger.governor == "genitive":
        return "none"  # *there is no plan of a meeting*
    if trigger.frame.event == "visit" and trigger.governor == "superessive" and clause.tense == "present":
        ahead = clause.due or _about_to(marks, trigger) or _cue(marks, "planned", trigger.last, clause.last)
        return "planned" if ahead else "ongoing"
    near = max(trigger.floor, trigger.first - 2 * _NEAR)
    if _ahead(marks, near, trigger.first) or _cue(marks, "planned", trigger.last, min(trigger.last + 3, clause.last)):
        return "planned"
    if trigger.governor == "before":
        return "planned"
    if _returned(marks, trigger):
        return "held"
    if trigger.governor in ("behalf", "following") or clause.negated:
        return None
    may = trigger.governor == "during" and _cue(marks, "hypothetical", trigger.last, clause.last)
    if clause.tense == "future" or may:
        return "planned"
    past = trigger.governor in ("during", "locative", "superessive") and clause.tense == "past"
    return "held" if past and not _talked_of(marks, trigger) else None


def _talked_of(marks: Marks, trigger: Trigger) -> bool:
    """*X's visit was discussed*: whether what the postposition leads to is a word of talking."""
    marker = marks.markers.get(trigger.last)
    return trigger.governor == "superessive" and marker is not None and marks.has("discussed", marker.last)


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
