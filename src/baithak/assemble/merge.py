"""Which clauses speak of one engagement (event coreference inside a report)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from baithak.assemble.draft import GROUP, Dated, Draft
from baithak.find.scene import Actor
from baithak.frames.instance import Instance
from baithak.gazetteer import Mechanism

_SIDES = 2
_ANAPHOR_REACH = 4  # sentences over which "this meeting" may look back


def gather(told: Iterable[tuple[Instance, list[Dated]]], register: Mapping[str, Mechanism]) -> list[Draft]:
    """Gather a report's frame instances into drafts of engagements.

    Args:
        told: Instances in the order told, each with its dates resolved.
        register: Known mechanisms by id.

    Returns:
        Drafts in the order first told. A headline is read after the body, as its short forms lean on it.
    """
    drafts: list[Draft] = []
    for instance, dates in sorted(told, key=lambda t: (t[0].headline, t[0].sentence, t[0].trigger[0])):
        _place(instance, dates, drafts, register)
    drafts = [d for d in drafts if not _is_open(d)]
    for draft in drafts:
        draft.instances.sort(key=lambda i: i.sentence)
    drafts.sort(key=lambda d: (d.instances[0].sentence, d.instances[0].trigger))
    return drafts


def _is_open(draft: Draft) -> bool:
    """Whether only one side is told of what may have had but one: a guest received, a forum's host."""
    return len(draft.states) < _SIDES and any(i.open for i in draft.instances)


def _place(instance: Instance, dates: list[Dated], drafts: list[Draft], register: Mapping[str, Mechanism]) -> None:
    told: Draft | None = None
    if instance.anaphoric:
        told = _antecedent(instance, drafts) or _pair(instance, drafts, register)
        if told is None:
            return
        if instance.lead or not _new_occasion(instance, dates, told):
            told.absorb(instance, dates, parties=instance.lead)
            return
        instance = _with_parties_of(instance, told)
    own = [] if instance.leg else dates  # those of a leg at home are not the trip's
    fits = [d for d in drafts if d.may_be(instance, own, register) and not (instance.other and d is told)]
    if fits:
        best = max(fits, key=lambda d: _closeness(d, instance))
        if instance.leg and best.place != instance.place:
            instance, dates = msgspec.structs.replace(instance, place=None), []
        best.absorb(instance, dates)
        return
    draft = Draft(kind=instance.event)
    draft.absorb(instance, dates)
    drafts.append(draft)


def _closeness(draft: Draft, instance: Instance) -> tuple[int, int, int]:
    same = len(frozenset(draft.people) & instance.people())
    return (same, int(draft.kind == instance.event), -abs(draft.instances[-1].sentence - instance.sentence))


def _antecedent(instance: Instance, drafts: list[Draft]) -> Draft | None:
    """The engagement that an anaphoric clause leans on: the last told of its sort within reach."""
    group = GROUP[instance.event]
    for draft in sorted(drafts, key=lambda d: (d.instances[-1].sentence, d.instances[-1].trigger), reverse=True):
        sitting = instance.mechanism is not None or instance.event == "session"  # *the third round* is one of a series
        reach = 2 * _ANAPHOR_REACH if group == "visit" or sitting else _ANAPHOR_REACH
        near = 0 <= instance.sentence - draft.instances[-1].sentence <= reach
        same = GROUP[draft.kind] == group or {GROUP[draft.kind], group} == {"talk", "call"}
        told = instance.status == "held" or (instance.lead and instance.tense == "past")
        if told and not instance.nominal and draft.status() == "planned":
            continue
        if sitting and draft.kind not in ("session", "summit"):
            continue
        if instance.event == "signing":
            same = GROUP[draft.kind] in ("talk", "visit", "signing")
        if _is_open(draft) and not instance.lead:
            continue
        if instance.partial and not instance.people() <= frozenset(draft.people):
            continue
        if near and same and not (instance.lead and draft.names_another(instance)):
            return draft
    return None


def _pair(instance: Instance, drafts: list[Draft], register: Mapping[str, Mechanism]) -> Draft | None:
    """A mechanism named without its sides is one of the pair of states that the report was last about."""
    if instance.mechanism is None:
        return None
    mention = instance.mechanism
    sides = {frozenset(register[i].sides) for i in (mention.id, *mention.ids) if i is not None and i in register}
    counted = instance.ordinal is not None
    return next((d for d in reversed(drafts) if len(d.states) == 2 and (counted or frozenset(d.states) in sides)), None)


def _new_occasion(instance: Instance, dates: list[Dated], told: Draft) -> bool:
    """Whether *the two leaders* met on an occasion of its own: another time, place or sort of engagement."""
    if instance.event == "signing":
        return GROUP[told.kind] != "signing"
    if instance.event == "visit":
        return False
    if instance.other:
        return True
    if instance.mechanism is not None and told.kind not in ("session", "summit"):
        return True
    if instance.nominal:
        return False
    if told.dates_clash(dates) or (instance.ordinal and told.ordinal and instance.ordinal != told.ordinal):
        return True
    if instance.place and told.place and instance.place != told.place:
        return True
    return GROUP[instance.event] == "call" and GROUP[told.kind] != "call"


def _with_parties_of(instance: Instance, told: Draft) -> Instance:
    actors: tuple[Actor, ...] = ()
    if instance.again:
        actors = tuple(dict.fromkeys(a for i in told.instances for a in i.actors))
    event, mechanism = instance.event, instance.mechanism
    if instance.other and GROUP[event] == GROUP[told.kind] == "talk":
        event = told.kind
        mechanism = mechanism or next((i.mechanism for i in told.instances if i.mechanism is not None), None)
    return msgspec.structs.replace(
        instance, actors=actors, sides=tuple(told.states), anaphoric=False, event=event, mechanism=mechanism
    )
