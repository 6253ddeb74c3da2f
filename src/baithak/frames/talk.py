"""Meetings, calls, sessions and summits: everything in which sides talk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from baithak.find.mechanisms import MechanismMention
from baithak.find.party import is_envoy
from baithak.find.scene import Actor, Scene
from baithak.frames.arguments import Arguments, arguments
from baithak.frames.forum import attended, forum_of
from baithak.frames.instance import Instance
from baithak.frames.sides import told_sides
from baithak.frames.status import status
from baithak.frames.told import told
from baithak.frames.triggers import Trigger, for_purpose
from baithak.gazetteer import Mechanism
from baithak.times import Timex

_PARTNER = {"call": ("comitative", "dative"), "receive": ("genitive", "dative", "comitative")}
_OTHER = 5  # tokens before a trigger within which *next* or *last* bears on it
_DEFAULT_PARTNER = ("comitative",)


def talk(scene: Scene, trigger: Trigger, subject: Sequence[Actor]) -> list[Instance]:
    """Read a trigger that tells of talks.

    Args:
        scene: The sentence.
        trigger: A trigger of a meeting, call, session or summit frame.
        subject: Subject handed on by the clause before.

    Returns:
        One instance a meeting; several where one person meets several counterparts in turn; none where it is denied
        or the parties all stand on one side.
    """
    found = status(scene.marks, trigger)
    if found == "none":
        return []
    frame = trigger.frame
    args = arguments(scene, trigger, frame.partner or _DEFAULT_PARTNER, subject)
    base = _fitted(scene, trigger, _as_told(scene, trigger, found, args))
    if found != "cancelled" and not trigger.clause.perfect and for_purpose(scene, trigger):
        base = msgspec.structs.replace(base, status="planned", times=(), tense=None)  # the day is that of the journey
    event, mechanism = base.event, base.mechanism
    forum = forum_of(scene, mechanism)
    if forum is not None:
        return attended(scene, trigger, base, forum)
    states = base.states()
    bodies = len(states) > 1 and not states & scene.marks.lang.gazetteer.states.keys()
    if bodies and (event == "meeting" or trigger.governor == "during"):
        return []  # names of organisations side by side
    last_time = scene.marks.told("last_time", trigger.clause.first, trigger.first) and not base.people()
    if last_time or (frame.needs == "antecedent" and mechanism is None):  # *last time the two countries met in Y*
        return _incomplete(scene, trigger, msgspec.structs.replace(base, actors=(), sides=()), args)
    if len(states) < 2 and not (event == "summit" and states and not trigger.nominal):
        return _received(scene, base, args) or _incomplete(scene, trigger, base, args)
    if event == "session" and mechanism is None and (base.ordinal is None or trigger.nominal):
        return _incomplete(scene, trigger, base, args)
    sitting = mechanism is not None and bool(mechanism.id or mechanism.ids or mechanism.sides or base.ordinal)
    if frame.weak and not sitting and not _well_told(args):
        return _incomplete(scene, trigger, base, args)
    return _split(scene, base, args) if frame.apart and event in ("meeting", "call") else [base]


def _as_told(scene: Scene, trigger: Trigger, found: str | None, args: Arguments) -> Instance:
    """What the clause says, before it is held against the register and the sides."""
    frame = trigger.frame
    mechanism = _mechanism(scene, trigger)
    ordinal = ordinal_before(scene, trigger, mechanism)
    event = _event(scene, trigger, mechanism, ordinal)
    actors = _actors(args)
    sides = told_sides(scene, trigger, mechanism, args)
    return told(
        scene,
        trigger,
        event=event,
        actors=actors,
        status=found,
        tense="past" if found == "held" else _tense(trigger, found),
        mechanism=mechanism,
        ordinal=ordinal,
        sides=sides,
        times=times_for(scene, trigger),
        personal=frame.personal,
        face_to_face=scene.marks.told("face_to_face", trigger.clause.first, trigger.clause.last),
        duration=next(
            (t.days for t in scene.times if t.kind == "duration" and t.days and 0 <= trigger.first - t.last <= 1), None
        ),
    )


def _fitted(scene: Scene, trigger: Trigger, base: Instance) -> Instance:
    """Hold a generic mechanism against the sides, and take over the sitting in which the talks took place.

    *A meeting on defence cooperation* is no sitting of another pair's mechanism of that name; *talks at the 21st
    India-Russia summit* are that summit.
    """
    register = scene.marks.lang.gazetteer.mechanisms
    states = base.states()
    mention = base.mechanism
    loose = mention is not None and mention.rule == "generic" and base.ordinal is None and len(states) > 1
    if loose and mention is not None and not _of(register, mention, states):
        named = any(m.last == mention.last for m in scene.marks.all("sitting_name"))
        if named or (len(mention.sides) > 1 and set(mention.sides) <= states):  # of a pair not on record
            told = msgspec.structs.replace(mention, ids=(), rule="form", sides=tuple(sorted(states)))
            kept = "summit" if base.event == "summit" else "session"
            return msgspec.structs.replace(base, mechanism=told, event=kept)
        return msgspec.structs.replace(base, mechanism=None, event="meeting" if base.event == "session" else base.event)
    if mention is None and base.event == "meeting" and not trigger.nominal and len(states) > 1:
        for other in scene.mechanisms:
            marker = scene.marks.markers.get(other.last)
            sides = {frozenset(register[i].sides) for i in (other.id, *other.ids) if i in register}
            inside = trigger.clause.first <= other.first and other.last <= trigger.first
            if inside and marker is not None and marker.entry.id == "locative" and states in sides:
                return msgspec.structs.replace(
                    base, mechanism=other, event=_kind(scene, other), ordinal=ordinal_before(scene, trigger, other)
                )
    return base


def _of(register: Mapping[str, Mechanism], mention: MechanismMention, states: frozenset[str]) -> bool:
    """Whether a generic mention can be of a mechanism of these sides, or of an organisation that is among them."""
    sides = [register[i].sides for i in mention.ids]
    return any(frozenset(s) == states or (len(s) == 1 and s[0] in states) for s in sides)


def _event(scene: Scene, trigger: Trigger, mechanism: MechanismMention | None, ordinal: int | None) -> str:
    if mechanism is not None and mechanism.first <= trigger.first and trigger.last <= mechanism.last:
        return _kind(scene, mechanism)
    if trigger.frame.event == "meeting":
        if not trigger.frame.personal and _by_phone(scene, trigger):
            return "call"
        if mechanism is not None and (ordinal is not None or mechanism.rule != "form" or mechanism.sides):
            return _kind(scene, mechanism)
        if ordinal is not None and ordinal > 1 and not trigger.frame.personal and not trigger.frame.remote:
            return "session"
    return trigger.frame.event


def _kind(scene: Scene, mechanism: MechanismMention) -> str:
    register = scene.marks.lang.gazetteer.mechanisms
    kinds = {register[i].kind for i in (mechanism.id, *mechanism.ids) if i in register}
    return "summit" if kinds == {"summit"} else "session"


def _by_phone(scene: Scene, trigger: Trigger) -> bool:
    clause = trigger.clause
    return any(
        scene.marks.lang.frames[m.entry.id].event == "call" and clause.first <= m.first < clause.last
        for m in scene.marks.all("phrase")
    )


def _mechanism(scene: Scene, trigger: Trigger) -> MechanismMention | None:
    """The mechanism whose sitting the trigger is: the last one named in the clause before (or as) the trigger."""
    clause = trigger.clause
    floor = trigger.floor if any(m.first >= trigger.floor for m in scene.mechanisms) else clause.first
    before = [m for m in scene.mechanisms if floor <= m.first < trigger.last and not _spent(m, trigger)]
    if not before:
        set_in = scene.marks.tokens[trigger.last].key == "(" if trigger.last < clause.last else False
        return next((m for m in scene.mechanisms if set_in and trigger.last < m.first < trigger.last + 6), None)
    last = before[-1]
    last = next((m for m in reversed(before) if m.id is not None and _alike(m, last)), last)
    stray = any(last.last <= i < trigger.first and m.entry.id != "genitive" for i, m in scene.marks.markers.items())
    if stray or scene.marks.told("past_context", last.last, trigger.first):
        return None
    people_between = [
        a for a in scene.within(last.last, trigger.first) if a.member is not None and a.party.role != "chair"
    ]
    return (
        None
        if people_between and trigger.frame.event != "summit" and not scene.marks.has("sitting", trigger.first)
        else last
    )


def _spent(mention: MechanismMention, trigger: Trigger) -> bool:
    """Whether the mechanism's own sitting is told by the trigger before this one (*met during the summit*)."""
    return mention.last <= trigger.floor and trigger.floor > trigger.clause.first


def ordinal_before(scene: Scene, trigger: Trigger, mechanism: MechanismMention | None) -> int | None:
    """The ordinal that counts the sitting: the last one between the mechanism's states and the trigger."""
    heads = [m.first for m in scene.mechanisms if mechanism and _alike(m, mechanism) and m.first <= trigger.first]
    start = max(trigger.clause.first, min(heads, default=trigger.first) - 8)
    for number in reversed(scene.ordinals):
        if not (start <= number.first and number.last <= trigger.first) or number.value > 400:
            continue
        if mechanism is None and trigger.first - number.last > 4:
            continue
        after = number.last
        if scene.marks.has("counted_else", after):
            continue
        if number.value in (1, 2) and not number.digits and mechanism is None and trigger.frame.event != "summit":
            continue
        return int(number.value)
    return None


def _alike(a: MechanismMention, b: MechanismMention) -> bool:
    """Whether two mentions can name one mechanism."""
    return a.id == b.id or a.id in b.ids or b.id in a.ids


def _actors(args: Arguments) -> tuple[Actor, ...]:
    if args.between and not (args.agents and args.partners):
        people = [a for a in args.agents if a.member is not None and a.state in {b.state for b in args.between}]
        return tuple(
            dict.fromkeys((*args.between, *(people if not any(b.member for b in args.between) else ()), *args.chairs))
        )
    return tuple(dict.fromkeys((*args.agents, *args.partners, *args.chairs)))


def _well_told(args: Arguments) -> bool:
    """A weak trigger needs named parties on either side, by case."""
    told = ("state", "org", "both_sides", "both_people")
    if len({a.state for a in args.agents if a.party.kind in ("person", "office")}) > 1 and not args.partners:
        return True  # *the foreign ministers of the two countries will talk*
    if args.between and not (args.agents and args.partners):
        return any(a.party.kind not in told for a in args.between)
    return bool(args.agents) and any(a.party.kind not in told for a in args.partners)


def _received(scene: Scene, base: Instance, args: Arguments) -> list[Instance]:
    """*X was welcomed*: by whom, others may tell. *The envoy of S was summoned*: by the state where he serves."""
    home = scene.marks.lang.facts.home
    if "genitive" not in scene.marks.lang.frames[base.frame].partner or base.status != "held" or args.agents:
        return []
    envoys = [a for a in args.partners if is_envoy(a.office) and a.state not in (None, home)]
    if envoys:
        return [msgspec.structs.replace(base, sides=(home,))]
    return [msgspec.structs.replace(base, open=True)] if base.people() else []


def _incomplete(scene: Scene, trigger: Trigger, base: Instance, args: Arguments) -> list[Instance]:
    """A trigger without two sides speaks at most of an engagement told before."""
    marks = scene.marks
    if base.event == "summit" and base.states():
        return []  # a multilateral summit only mentioned in passing
    opens = trigger.first == trigger.clause.first
    definite = opens or any(marks.has("this", i) for i in range(max(trigger.floor, trigger.first - 3), trigger.first))
    other = marks.told("last_time", trigger.clause.first, trigger.first) or any(
        trigger.first - _OTHER <= m.first <= trigger.first and not marks.has("possessive", m.first - 1)
        for m in marks.all("other_sitting")
    )
    again = any(a.party.kind == "pronoun" and a.party.role == "genitive" for a in args.agents)
    during = trigger.nominal and trigger.governor == "during"
    partial = trigger.nominal and trigger.governor == "locative" and any(a.member is not None for a in args.partners)
    if not (partial or definite or again or other or during or base.ordinal is not None or base.mechanism is not None):
        return []
    series = marks.has("this", trigger.first - 1) and marks.has("sitting_name", trigger.first)  # *this dialogue*
    event = "session" if series and base.event == "meeting" else base.event
    return [msgspec.structs.replace(base, event=event, anaphoric=True, again=again, other=other, partial=partial)]


def _split(scene: Scene, base: Instance, args: Arguments) -> list[Instance]:
    """One person who meets several people of another side in turn has as many meetings."""
    separately = scene.marks.told("separately", base.first, base.last)
    partners = [
        a
        for a in args.partners
        if a.member is not None or (separately and a.state and a.party.kind in ("office", "delegation"))
    ]
    if len({a.member for a in args.agents}) != 1 or len(partners) < 2 or args.between:
        return [base]
    others = tuple(a for a in base.actors if a not in partners)
    if not separately and any(a.office in scene.marks.lang.offices.consorts for a in partners[1:]):
        return [base]
    met = [msgspec.structs.replace(base, actors=(*others, p)) for p in partners]
    return [m for m in met if len(m.states()) > 1] or [base]


def _tense(trigger: Trigger, status: str | None) -> str | None:
    ahead = trigger.clause.tense == "future" or (status == "planned" and trigger.clause.tense != "past")
    return "future" if ahead else "past" if trigger.clause.tense == "past" else None


def times_for(scene: Scene, trigger: Trigger) -> tuple[Timex, ...]:
    """Time expressions that date a trigger: its own stretch for a nominal mention, else the clause's."""
    clause = trigger.clause
    if trigger.nominal:
        behind = tuple(t for t in scene.times if t.first == trigger.last and t.kind == "year")
        for_it = scene.marks.markers.get(
            trigger.floor
        )  # *in May for the summit on a visit*: the time is the visit's, too
        floor = clause.first if for_it is not None and for_it.entry.id == "benefactive" else trigger.floor
        near = scene.times_within(floor, trigger.first)
        return tuple(t for t in near if not _of_deed(scene, t, trigger)) + behind
    own = tuple(t for t in scene.times_within(trigger.floor + 1, clause.last) if not _of_another(scene, t, trigger))
    if trigger.floor > clause.first and own:
        return own
    here = tuple(t for t in scene.times_within(clause.first, clause.last) if not _of_another(scene, t, trigger))
    return here if any(t.kind not in ("time", "duration", "set") for t in here) else here + _inherited(scene, trigger)


def _inherited(scene: Scene, trigger: Trigger) -> tuple[Timex, ...]:
    """A clause without a time of its own happened when the clause before it did, unless it is reported speech."""
    before = [c for c in scene.clauses if c.last <= trigger.clause.first]
    spoken = scene.marks.has("that", trigger.clause.first) or scene.marks.tokens[trigger.clause.first].key in '“‘"'
    if not before or spoken:
        return ()
    last = before[-1]
    if last.tense != trigger.clause.tense:
        return ()
    return tuple(t for t in scene.times_within(last.first, last.last) if not _of_another(scene, t, trigger))


def _adjunct(scene: Scene, i: int) -> bool:
    marker = scene.marks.markers.get(i)
    return (marker is not None and marker.entry.id in ("following", "before")) or scene.marks.has("past_context", i)


def _of_deed(scene: Scene, time: Timex, trigger: Trigger) -> bool:
    """*After taking office in 2016*: the time is that of the deed told by an infinitive before the trigger."""
    return any(
        m.entry.form == "infinitive" and time.last <= m.first < trigger.first and _adjunct(scene, m.last)
        for m in scene.marks.all("verb")
    )


def _of_another(scene: Scene, time: Timex, trigger: Trigger) -> bool:
    """Whether a time expression stands as a genitive before some other noun."""
    marks = scene.marks
    if any(
        m.entry.form == "infinitive" and time.last <= m.first < trigger.first and _adjunct(scene, m.last)
        for m in marks.all("verb")
    ):
        return True  # *after taking office in 2016*
    marker = scene.marks.markers.get(time.last)
    return marker is not None and marker.entry.id == "genitive" and marker.last != trigger.first
