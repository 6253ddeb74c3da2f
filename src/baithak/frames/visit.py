"""Visits: somebody travels to another state."""

from __future__ import annotations

from collections.abc import Sequence

from baithak.find.case import behind
from baithak.find.marks import Marks
from baithak.find.party import is_envoy
from baithak.find.scene import Actor, Scene
from baithak.frames.arguments import owns, subject_of
from baithak.frames.instance import Instance
from baithak.frames.status import status
from baithak.frames.talk import times_for
from baithak.frames.told import told
from baithak.frames.triggers import Trigger
from baithak.times import Timex

_AT = ("locative", "superessive")  # in, at
_NAMED = 4  # tokens of a building's name between its city and the word that says what it is
_REACH = 10  # tokens before the trigger within which the destination is told


def visit(scene: Scene, trigger: Trigger, subject: Sequence[Actor]) -> list[Instance]:
    """Read a trigger of travel.

    Args:
        scene: The sentence.
        trigger: A noun (*visit*) or a verb of motion.
        subject: Subject handed on by the clause before.

    Returns:
        A visit for each state whose people travel; none without a destination abroad or without a traveller's state.
    """
    found = status(scene.marks, trigger)
    if found == "none":
        return []
    destination = _destination(scene, trigger)
    if destination is None:
        return _again(scene, trigger)
    first, place, state = destination
    travellers = _travellers(scene, trigger, subject, first, state)
    if trigger.frame.stays:
        travellers = _staying(scene, trigger)
        found = "ongoing" if trigger.clause.tense == "present" else found
    travellers = [a for a in travellers if a.party.kind not in ("state", "both_sides", "org")]  # people travel
    abroad = tuple(a for a in travellers if a.state is not None and a.state != state)
    if not abroad:
        return []
    clause = trigger.clause
    times = times_for(scene, trigger)
    lasting = (t for t in scene.times_within(clause.first, clause.last) if t.kind == "duration" and t.days)
    duration = next((t.days for t in lasting if not _of_the_last(scene, t, trigger)), None)
    tense = "past" if found == "held" else "future" if clause.tense == "future" or found == "planned" else "past"
    trips = (tuple(a for a in abroad if a.state == home) for home in dict.fromkeys(a.state for a in abroad))
    return [
        told(
            scene,
            trigger,
            actors=party,
            status=found,
            times=times,
            tense=tense,
            place=place,
            place_state=state,
            sides=_legs(scene, first, state),
            duration=duration,
            arrival=_is_arrival(scene, trigger),
            over=_is_over(scene, trigger),
            leg=_is_leg(scene, place, state) and bool(trigger.frame.nouns),
        )
        for party in trips
    ]


def _of_the_last(scene: Scene, time: Timex, trigger: Trigger) -> bool:
    """*After a two-day visit to Y has come to Z*: whether a time stands with what was before the trigger's journey."""
    markers = scene.marks.markers
    return any(m.entry.id == "following" and time.last <= i < trigger.first for i, m in markers.items())


def _is_leg(scene: Scene, place: str | None, state: str) -> bool:
    known = scene.marks.lang.gazetteer.states.get(state)
    return place is not None and known is not None and place != known.capital


def _legs(scene: Scene, first: int, state: str) -> tuple[str, ...]:
    """The state visited and those joined to it: a trip has one visit, whatever its legs."""
    here = next((a for a in scene.actors if a.party.first == first), None)
    joined = [
        a.state
        for a in scene.actors
        if here is not None and a.party.group == here.party.group and a.party.kind == "state"
    ]
    return tuple(dict.fromkeys([state, *[s for s in joined if s is not None]]))


def _again(scene: Scene, trigger: Trigger) -> list[Instance]:
    """*This visit*, *during the visit*: more about the visit told before, chiefly its days."""
    if trigger.frame.verbs:
        return []
    clause = trigger.clause
    times = tuple(t for t in times_for(scene, trigger) if t.kind in ("day", "range"))
    window = range(max(trigger.floor, trigger.first - 4), trigger.first)
    definite = any(scene.marks.has(k, i) for i in window for k in ("this", "possessive", "third_genitive"))
    if not times or not definite:
        return []
    return [
        told(
            scene,
            trigger,
            times=times,
            tense="future" if clause.tense == "future" else "past",
            anaphoric=True,
            nominal=True,
        )
    ]


def _is_arrival(scene: Scene, trigger: Trigger) -> bool:
    """Whether the clause tells that the traveller has come or gone, and not in the tense of background."""
    clause = trigger.clause
    aside = trigger.nominal and trigger.governor not in ("superessive", "locative", "benefactive")
    if clause.tense not in ("past", "present") or aside or _is_over(scene, trigger):
        return False
    marks = scene.marks
    if clause.perfect and not any(_is_near(t) for t in scene.times_within(clause.first, clause.last)):
        return False
    if marks.told("begun", trigger.first, clause.last):
        return True
    motions = scene.marks.lang.motions
    return any(
        m.entry.id in motions and (m.entry.form == "perfective" or m.first == trigger.first)  # *on reaching Y*
        for m in marks.all("verb")
        if trigger.first <= m.first < clause.last
        and not _is_light(marks, m.first, motions)
        and not any(a.party.first < m.first < a.party.last for a in scene.actors)
    )


def _is_light(marks: Marks, i: int, motions: frozenset[str]) -> bool:
    """*Was made* is put with *go* in Hindi: a verb of motion behind another verb tells of no motion."""
    before = [m for m in marks.all("verb") if m.last == i]
    return bool(before) and not any(m.entry.id in motions for m in before)


def _destination(scene: Scene, trigger: Trigger) -> tuple[int, str | None, str] | None:
    """The nearest state or place before the trigger: first token, place, state."""
    marks = scene.marks
    reach = _REACH if not trigger.frame.verbs or _to_building(scene, trigger) else 4
    low = max(trigger.clause.first, trigger.first - reach)
    candidates: list[tuple[int, int, str | None, str]] = []
    for first, last, name in scene.places_within(low, trigger.first):
        candidates.append((first, last, name, marks.lang.gazetteer.places[name].state))
    states = [m for m in marks.spans("state") if low <= m.first and m.last <= trigger.first]
    named = [a.party for a in scene.actors if a.party.kind == "person" or _owns_office(a)]
    states = [m for m in states if not any(p.first <= m.first and m.last < p.last for p in named)]  # *S's president X*
    candidates += [(m.first, m.last, None, m.entry.id) for m in states if m.entry.form == "name"]
    for first, last, place, state in sorted(candidates, key=lambda c: c[:2], reverse=True):
        if _reaches(scene, last, trigger, verbal=bool(trigger.frame.verbs)):
            return first, place, state
    return _goal(scene, trigger)


def _owns_office(actor: Actor) -> bool:
    """*The visit of S's emir*: S is where he comes from."""
    return actor.party.kind == "office" and actor.party.role == "genitive"


def _to_building(scene: Scene, trigger: Trigger) -> bool:
    before = next((m for i, m in scene.marks.markers.items() if m.last == trigger.first and m.entry.id in _AT), None)
    return before is not None and any(m.last == before.first for m in scene.marks.all("building"))


def _goal(scene: Scene, trigger: Trigger) -> tuple[int, str | None, str] | None:
    """*On a visit has reached Y*: the place right before the verb of motion that governs the noun."""
    if not trigger.nominal or trigger.governor != "superessive" or trigger.clause.perfect:
        return None
    marks, verb = scene.marks, trigger.clause.verb
    for first, last, name in scene.places_within(trigger.last, verb):
        at = marks.markers.get(last)
        if at is not None and at.entry.id == "locative" and at.last == verb and trigger.clause.tense == "present":
            return first, name, marks.lang.gazetteer.places[name].state  # *is in Y on a visit*
    for m in marks.spans("state"):
        at = marks.markers.get(m.last)
        inside = at is not None and at.entry.id == "locative" and at.last == verb and trigger.clause.tense == "present"
        if inside and trigger.last <= m.first and m.entry.form == "name":
            return m.first, None, m.entry.id
    if not any(m.first == verb and m.entry.id in scene.marks.lang.motions for m in marks.all("verb")):
        return None
    for first, last, name in scene.places_within(trigger.last, verb):
        if last == verb:
            return first, name, marks.lang.gazetteer.places[name].state
    found = [m for m in marks.spans("state") if trigger.last <= m.first and m.last == verb]
    return next(((m.first, None, m.entry.id) for m in found if m.entry.form == "name"), None)


def _reaches(scene: Scene, last: int, trigger: Trigger, *, verbal: bool) -> bool:
    """Whether the place is the trigger's own: adjacent, or a genitive or goal with no other party between."""
    marks = scene.marks
    last = behind(marks, last) if marks.tokens[last].key == "(" else last
    marker = marks.markers.get(last)
    role = marker.entry.id if marker is not None else None
    at = marker.last if marker is not None else last
    if trigger.frame.stays:
        return last == trigger.first
    between = [a for a in scene.actors if a.party.first >= at and a.party.last <= trigger.first]
    if any(a.member is not None and not _is_own(a) for a in between):
        return False
    if verbal:
        if role in (None, "genitive") and at_building(marks, at):
            return True  # *reached Y's airport*
        if role is None and any(_parts(marks, i) for i in range(last, trigger.first)):
            return False
        here = any(m.last == last for m in marks.spans("here"))
        into = role == "locative" and at == trigger.first
        return (here or into or role in (None, "dative", "benefactive")) and not (
            role is None and trigger.first - last > 3
        )
    if role is None:
        return trigger.first - last <= 2
    if role == "locative" and trigger.last in marks.markers:  # *in Y on a visit of two days*
        return any(t.kind == "duration" and t.first == at for t in scene.times_within(at, trigger.first))
    return role == "genitive" or (role == "benefactive" and trigger.first - at <= 3)


def _parts(marks: Marks, i: int) -> bool:
    """Whether a token parts a place from the verb of motion: *and*, a comma, *in* (*in S-T ties has come …*)."""
    marker = marks.markers.get(i)
    inner = marker is not None and marker.entry.id in ("locative", "genitive")
    return inner or marks.has("conj", i) or marks.tokens[i].key == ","


def at_building(marks: Marks, last: int) -> bool:
    """*At Muscat's palace*, *at Muscat airport*: a city before a building in the locative.

    Args:
        marks: The sentence.
        last: Token behind the city and its case marker.
    """
    built = next((m for m in marks.all("building") if 0 <= m.first - last <= _NAMED), None)
    if built is None or any(i in marks.markers or marks.has("verb", i) for i in range(last, built.first)):
        return False
    at = marks.markers.get(built.last)
    return at is not None and at.entry.id in _AT


def _is_own(actor: Actor) -> bool:
    """*Y's visit of his*: the pronoun may stand behind the destination."""
    return actor.party.kind == "pronoun" and actor.party.role == "genitive"


def _travellers(scene: Scene, trigger: Trigger, subject: Sequence[Actor], destination: int, state: str) -> list[Actor]:
    clause = trigger.clause
    inside = [a for a in scene.within(clause.first, clause.last) if a.state != state or a.member is not None]
    arriving = _arriving(scene, trigger)
    if arriving is not None:
        return [arriving]
    near = [a for a in inside if a.party.first >= trigger.floor and a.party.last <= trigger.first]
    owners = [
        a for a in near if a.party.role == "genitive" and a.party.last <= destination and a.party.first != destination
    ]
    his = [a for a in near if _is_own(a) and a.party.first > destination]
    if his:
        return his
    owners = [a for a in owners if owns(scene.marks, near, a, destination)] or [
        a for a in owners if trigger.frame.nouns and a.party.kind == "person"
    ]
    if owners:
        return [a for a in owners if a.party.group == owners[-1].party.group]
    own = list(subject_of(scene, clause.first, clause.last))
    invited = [a for a in inside if a.party.role == "invitation"]
    own = [a for a in own if a not in invited]
    along = [a for a in inside if a.party.role == "comitative" and a.party.kind == "pronoun" and a.member is not None]
    along = [a for a in along if any(o.state == a.state for o in own) and a not in own]  # *with him his wife*
    return [*own, *along] or list(subject)


def _staying(scene: Scene, trigger: Trigger) -> list[Actor]:
    """*X is in Y these days*: persons told in the clause itself, and not those who live there for their work."""
    own = subject_of(scene, trigger.clause.first, trigger.first)
    return [a for a in own if a.member is not None and not (a.office and is_envoy(a.office))]


def _arriving(scene: Scene, trigger: Trigger) -> Actor | None:
    """*… on a visit [has come] X*: the party right behind the participle that follows the trigger."""
    marks = scene.marks
    i = trigger.last
    marker = marks.markers.get(i)
    if marker is not None and (trigger.frame.nouns or trigger.governor == "superessive"):
        i = marker.last  # *on reaching Y, X was welcomed*
    seen_verb = bool(trigger.frame.verbs)
    while i < len(marks.tokens) and marks.has("verb", i) and i not in marks.markers:
        seen_verb = True
        i += 1
    if not seen_verb or i > trigger.last + 4:
        return None
    return next((a for a in scene.actors if a.party.first == i and a.party.kind in ("person", "office")), None)


def _is_near(time: Timex) -> bool:
    """Whether a time lies within a week of the report: a weekday or a word such as *yesterday*."""
    return time.kind == "day" and (time.weekday is not None or time.rule == "<day word>")


def _is_over(scene: Scene, trigger: Trigger) -> bool:
    """Whether the traveller is told to be back, or to have *been* on the visit."""
    clause = trigger.clause
    if scene.marks.told("ended", trigger.last, clause.last):
        return True
    if _made(scene, trigger):
        return True
    return any(m.first == clause.verb and m.entry.form == "past" for m in scene.marks.all("verb"))


def _made(scene: Scene, trigger: Trigger) -> bool:
    """*X made a visit*: told whole, by somebody named."""
    clause, light = trigger.clause, scene.marks.lang.words.light
    done = any(
        m.first == clause.verb and trigger.last <= m.first and m.entry.id in light and m.entry.form == "perfective"
        for m in scene.marks.all("verb")
    )
    who = [a for a in scene.within(clause.first, trigger.first) if a.party.role == "ergative"]
    return done and not trigger.nominal and any(a.member is not None for a in who)
