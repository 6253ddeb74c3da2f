"""Clauses → undertakings: what one clause says that a state is to do or still owes, sides and object filled."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from baithak.find.clauses import Clause
from baithak.find.promises import Action, PromiseWords, Words
from baithak.find.quantities import Quantity, quantities
from baithak.find.scene import Actor, Scene
from baithak.frames.pledge_sides import Setting, Sides, doer, sides
from baithak.frames.stance import Head, Stance, stance
from baithak.frames.things import GOODS, Thing, goods, left_out, thing, wording
from baithak.times import Timex

_NEAR = 2  # sentences before in which a side left out may be told
_OWING = ("supply", "receive", "give", "await")
_TIMELESS = ("set", "time")


class Undertaking(msgspec.Struct, frozen=True, kw_only=True):
    """One clause's word about something to be done.

    Attributes:
        action: What is to be done.
        sentence: Place of the sentence in the report.
        trigger: Token range of the action's word.
        thing: Its object.
        what: Object as the record writes it.
        sides: Who and to whom; None where the clause does not tell (only for what is owed or done).
        stance: How the clause stands to it.
        owed: Whether it is said to be still owed.
        times: Times that may tell by when.
    """

    action: Action
    sentence: int
    trigger: tuple[int, int]
    thing: Thing
    what: str
    sides: Sides | None
    stance: Stance
    owed: bool = False
    times: tuple[Timex, ...] = ()


class Undertakings:
    """Reads the undertakings of a report.

    Args:
        words: The pack's promise words.
        home: State of this language's press.
    """

    def __init__(self, words: PromiseWords, home: str) -> None:
        self._words = words
        self._home = home

    def __call__(self, scenes: list[Scene]) -> list[Undertaking]:
        """All undertakings of the sentences, in the order told; headlines, which the body repeats, are left out."""
        report = _states(scenes)
        if len(report) < 2:
            return []
        out: list[Undertaking] = []
        subject: tuple[Actor, ...] = ()
        before: Thing | None = None
        body = [s for s in scenes if not s.marks.sentence.headline] or scenes
        for k, scene in enumerate(body):
            near = _states(body[max(0, k - _NEAR) : k + 1])
            if (near or _states(body[k + 1 : k + 2])) and not scene.marks.all("sport"):
                setting = Setting(self._home, near, report, subject, before)
                words = self._words(scene)
                out.extend(_read(words, self._words.actions, setting))
                before = goods(words, len(scene.marks.tokens)) or before
            subject = tuple(doer(scene, 0, len(scene.marks.tokens))) or subject
        return out


def _states(scenes: list[Scene]) -> tuple[str, ...]:
    """States that sentences tell, by actors or by name."""
    actors = (a.state for s in scenes for a in s.actors if a.state)
    return tuple(dict.fromkeys((*actors, *(m.entry.id for s in scenes for m in s.marks.spans("state")))))


def _read(words: Words, actions: dict[str, Action], setting: Setting) -> Iterator[Undertaking]:
    for clause in words.scene.clauses:
        used = clause.first
        for head in _heads(words, clause, actions):
            if head.first < used:
                continue
            for undertaking in _undertaken(words, clause, head, setting):
                yield undertaking
                used = max(undertaking.stance.last, head.last)


def _heads(words: Words, clause: Clause, actions: dict[str, Action]) -> list[Head]:
    """Every reading of every action word of a clause, nouns before verbs at one place."""
    nouns = words.starts("noun", clause.first, clause.last)
    verbs = [i for i in words.starts("do", clause.first, clause.last) if i not in words.scene.marks.markers]
    found = [Head(m.first, m.last, actions[m.entry.id]) for i in nouns for m in words.alternatives("noun", i)]
    found += [
        Head(m.first, m.last, actions[m.entry.id], m.entry.form) for i in verbs for m in words.alternatives("do", i)
    ]
    return sorted((h for h in found if h.last <= clause.last), key=lambda h: (h.first, bool(h.cell)))


def _undertaken(words: Words, clause: Clause, head: Head, setting: Setting) -> Iterator[Undertaking]:
    found = thing(words, clause.first, head.first, head.action.takes)
    if found is None and head.action.id in _OWING:
        found = left_out(words, clause.first, head.first, setting.goods)
        if found is not None and _owed(words, clause, head, found) is None:
            return
    if found is None or not _filled(words, clause, head.action, found):
        return
    owing = _owed(words, clause, head, found)
    told = owing or stance(words, clause, head)
    if told is None or told.sort == "open" or head.action.target != (told.sort == "target"):
        return
    if told.sort == "done" and head.action.id not in _OWING and not head.action.measure:
        return
    where = sides(words, clause, head, found, told, setting)
    if where is None and (head.action.measure or (told.sort != "done" and owing is None)):
        return
    for part, times in _parts(words, head, found, told, clause):
        yield Undertaking(
            action=head.action,
            sentence=words.scene.number,
            trigger=(head.first, head.last),
            thing=part,
            what=wording(words, part),
            sides=where,
            stance=told,
            owed=owing is not None,
            times=times,
        )


def _filled(words: Words, clause: Clause, action: Action, found: Thing) -> bool:
    """Whether the action has what it needs: a sum for help and investment, a number for training, a day."""
    if found.sort == "help" or action.id == "invest":
        return found.quantity is not None and found.quantity.sort == "sum"
    if found.sort == "training":
        return any(q.sort == "count" and q.value > 1 for q in quantities(words, clause.first, found.first))
    if action.rate and not any(q.unit == "percent" for q in quantities(words, clause.first, clause.last)):
        return False
    if action.foreign and any(words.scene.marks.has("possessive", i) for i in range(found.first, found.last)):
        return False
    if action.beside and not any(
        m.entry.form in action.beside for i in range(clause.first, clause.last) for m in words.alternatives("object", i)
    ):
        return False
    if action.target:
        return any(q.sort == "sum" for q in quantities(words, clause.first, clause.last))
    return True


def _owed(words: Words, clause: Clause, head: Head, found: Thing) -> Stance | None:
    """What remains of a whole: *the two remaining*, *two are still to come*, *three of five have come*."""
    if head.action.id not in _OWING or found.sort not in GOODS:
        return None
    told = stance(words, clause, head)
    done = told is not None and told.sort == "done"
    delayed = words.within("cue", "delay", head.last, clause.last) is not None
    if found.remaining and (not done or delayed):
        return Stance("owed", "remaining", clause.last, announced=True)
    if found.out_of is not None and found.quantity is not None and done:
        return Stance("owed", "part of a whole", clause.last, announced=True)
    if (
        delayed
        and found.quantity is not None
        and "present" in [c for i in range(head.last, clause.last) for _, c in words.forms(i)]
    ):
        return Stance("owed", "still to come", clause.last, announced=True)
    return None


def _parts(
    words: Words, head: Head, found: Thing, told: Stance, clause: Clause
) -> list[tuple[Thing, tuple[Timex, ...]]]:
    """One undertaking for each ordinal with a time of its own (*the fourth in 2026, the fifth in 2027*), else one."""
    times = _times(words, clause, head, told)
    ordinals = [q for q in quantities(words, found.first, head.first) if q.sort == "ordinal"]
    edges = [*(q.first for q in ordinals), head.first]
    owned = [(q, [t for t in times if q.last <= t.first < edges[k + 1]]) for k, q in enumerate(ordinals)]
    if len(ordinals) > 1 and all(ts for _, ts in owned):
        return [(msgspec.structs.replace(found, quantity=q), tuple(ts)) for q, ts in owned]
    if found.out_of is not None and found.quantity is not None and told.rule == "part of a whole":
        rest = msgspec.structs.replace(found.quantity, value=found.out_of.value - found.quantity.value)
        return [(msgspec.structs.replace(found, quantity=rest, remaining=True), ())] if rest.value > 0 else []
    if len(ordinals) > 1:
        count = Quantity(first=ordinals[0].first, last=ordinals[-1].last, value=len(ordinals))
        return [(msgspec.structs.replace(found, quantity=count), times)]
    return [(found, times)]


def _times(words: Words, clause: Clause, head: Head, told: Stance) -> tuple[Timex, ...]:
    """Times that tell by when: of an announced promise only bounds, years and what stands behind the last party."""
    scene = words.scene
    inside = [t for t in scene.times_within(clause.first, clause.last) if t.kind not in _TIMELESS]
    inside = [t for t in inside if t.kind != "duration" or _within_which(words, t)]
    if not told.announced:
        return tuple(inside)
    edge = max(
        (a.party.after for a in scene.within(clause.first, head.first) if a.party.role in ("ergative", "agent")),
        default=clause.first,
    )
    return tuple(
        t
        for t in inside
        if t.bound == "until" or t.kind in ("year", "range", "duration") or edge < t.first < head.first
    )


def _within_which(words: Words, time: Timex) -> bool:
    """A length of time before *in* or *within* is a deadline."""
    return words.at("cue", time.last, "within") is not None
