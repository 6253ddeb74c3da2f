"""Who promises and who receives: the parties of a clause sorted by case around an action."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from baithak.find.clauses import Clause
from baithak.find.promises import Words
from baithak.find.scene import Actor, Scene
from baithak.frames.arguments import subject_of
from baithak.frames.stance import Head, Stance
from baithak.frames.standins import standins
from baithak.frames.things import Thing

_SUBJECT = ("ergative", "agent")
_STRUCK = 3  # tokens between a state's adjective and the case marker: *on Indian steel*
_RECEIVING = ("dative", "benefactive")
_BARE = ("state", "org", "person", "office", "delegation", "ministry", "both_sides", "both_people", "pronoun")


class Sides(msgspec.Struct, frozen=True, gc=False):
    """States by which and to which something is promised.

    Attributes:
        by: Who is to do it; two for what both do.
        to: Who receives it.
        actors: The parties that tell so.
    """

    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    actors: tuple[Actor, ...] = ()


class Setting(msgspec.Struct, frozen=True, gc=False):
    """What the sentences before say, for clauses that leave a side out.

    Attributes:
        home: State of this language's press.
        near: States told in this sentence and the two before it.
        report: States told anywhere in the report.
        subject: Subject of the sentence before.
        goods: Goods named in the sentences before.
    """

    home: str
    near: tuple[str, ...] = ()
    report: tuple[str, ...] = ()
    subject: tuple[Actor, ...] = ()
    goods: Thing | None = None

    def pair(self) -> tuple[str, ...]:
        """The one pair of states that the sentences around speak of, home first, else none."""
        foreign = [s for s in dict.fromkeys(self.near) if s != self.home]
        if len(foreign) == 1 and self.home in self.report:
            return (self.home, foreign[0])
        return ()


def sides(words: Words, clause: Clause, head: Head, found: Thing, told: Stance, setting: Setting) -> Sides | None:
    """The sides of a promise.

    Args:
        words: The sentence's promise words.
        clause: The clause.
        head: The action's word.
        found: The action's object.
        told: The stance.
        setting: What the sentences around say.

    Returns:
        The sides; None where fewer than two states can be told.
    """
    scene = words.scene
    inside = [a for a in scene.within(clause.first, clause.last) if a.state and not _within(a, found)]
    inside += standins(words, clause)
    rule = head.action.roles
    subject = _subject(words, clause, inside, rule, told, setting)
    if rule == "both":
        return _both(inside, subject, setting)
    if rule == "against":
        return _against(words, clause, inside, subject, setting)
    if rule == "member":
        return _member(words, clause, inside, subject)
    from_, to = _roles(rule, inside, subject)
    if not from_ and found.sort == "right":
        from_ = _clubs(words, clause)
    from_, to = _completed(
        list(dict.fromkeys(from_)), list(dict.fromkeys(to)), inside, setting, arms=found.sort in ("arms", "unit")
    )
    to = [s for s in to if s not in from_]
    if not from_ or not to:
        return None
    return Sides(tuple(from_), tuple(to), tuple(a for a in (*subject, *inside) if a.state in (*from_, *to)))


def _within(actor: Actor, found: Thing) -> bool:
    """A bare state inside the object's own phrase is part of its name."""
    inside = found.first <= actor.party.first and actor.party.last <= found.last
    return inside and actor.party.role == "bare"


def _subject(
    words: Words, clause: Clause, inside: Sequence[Actor], rule: str, told: Stance, setting: Setting
) -> list[Actor]:
    """Who does it: ergative or agent, else the bare party, else the owner of a word of promise, else handed on."""
    if told.sort == "owed" and told.rule == "remaining":
        return []  # whoever speaks of what remains need not owe it
    marked = [a for a in inside if a.party.role == "ergative"] or [a for a in inside if a.party.role == "agent"]
    if marked:
        return [a for a in marked if a.party.group == marked[-1].party.group]
    bare = [a for a in inside if a.party.role == "bare" and a.party.kind in _BARE]
    if bare:
        return [a for a in bare if a.party.group == bare[0].party.group]
    if rule == "receiver" or (told.passive and rule != "against"):
        return []
    owner = [
        a
        for a in inside
        if a.party.role == "genitive"
        and a.party.first > clause.first
        and told.announced
        and words.at("cue", a.party.after, "promise") is not None
    ]
    if owner:
        return owner
    for c in reversed([c for c in words.scene.clauses if c.last <= clause.first]):
        handed = doer(words.scene, c.first, c.last)
        if handed:
            return handed
    return [a for a in setting.subject if a.state]


def doer(scene: Scene, first: int, last: int) -> list[Actor]:
    """Who does what a stretch of a sentence tells: its ergative or agent, states too, else its subject."""
    marked = [a for a in scene.within(first, last) if a.state and a.party.role in _SUBJECT]
    return [a for a in marked if a.party.group == marked[0].party.group] or [
        a for a in subject_of(scene, first, last) if a.state
    ]


def _states(actors: Iterable[Actor]) -> list[str]:
    return [a.state for a in actors if a.state]


def _roles(rule: str, inside: Sequence[Actor], subject: Sequence[Actor]) -> tuple[list[str], list[str]]:
    """Giver's and receiver's states by case, as the action takes them."""
    rest = [a for a in inside if a not in subject]
    given = _states(a for a in rest if a.party.role in _RECEIVING)
    source = _states(a for a in rest if a.party.role == "comitative")
    if rule == "receiver":
        return source, given or _states(subject)
    if rule == "buyer":
        return _states(subject), source
    if rule == "host":
        return _states(subject), _states(a for a in rest if a.party.role == "locative") or given
    return _states(subject), given


def _completed(
    by: list[str], to: list[str], inside: Sequence[Actor], setting: Setting, *, arms: bool
) -> tuple[list[str], list[str]]:
    """Fill a side that the clause leaves out from its genitives, else from the pair that the sentences around tell."""
    loose = [
        s for s in _states(a for a in inside if a.party.role in ("genitive", "locative", "bare")) if s not in (*by, *to)
    ]
    if by and not [s for s in to if s not in by]:
        to = loose[-1:] or [s for s in setting.pair() if s not in by and by[0] in setting.pair()][:1]
        if not to and by[0] != setting.home and setting.home in setting.report:
            to = [setting.home]
    elif not to and not by and arms:  # what is owed without a word of who: bought abroad by the home state
        by, to = list(setting.pair()[1:]), list(setting.pair()[:1])
    elif to and not by:
        by = [s for s in setting.pair() if s not in to and to[0] in setting.pair()][:1]
        if not by and to[0] != setting.home and setting.home in setting.report:
            by = [setting.home]
    return by, to


def _clubs(words: Words, clause: Clause) -> list[str]:
    """The organisation last named before the end of a clause, itself or by its summit: whose membership is granted."""
    register = words.scene.marks.lang.gazetteer
    told = [
        (a.party.first, a.state or "") for a in words.scene.within(0, clause.last) if a.state in register.organisations
    ]
    for m in words.scene.mechanisms:
        known = register.mechanisms.get(m.id or "")
        if known is not None and m.last <= clause.last:
            told.extend((m.first, s) for s in known.sides if s in register.organisations)
    return [s for _, s in sorted(told) if s][-1:]


def _both(inside: Sequence[Actor], subject: Sequence[Actor], setting: Setting) -> Sides | None:
    between = [a for a in inside if a.party.role == "between" or a.party.kind in ("both_sides", "both_people")]
    states = list(dict.fromkeys(_states(between)))
    if len(states) < 2:
        states = list(dict.fromkeys(_states(subject)))
        others = _states(a for a in inside if a not in subject and a.party.role in ("comitative", "between"))
        states += [s for s in dict.fromkeys(others) if s not in states]
    if len(states) < 2:
        others = _states(a for a in inside if a.party.role in ("locative", "dative", "benefactive", "genitive", "bare"))
        states += [s for s in dict.fromkeys(others) if s not in states]
    if len(states) < 2 and set(states) <= set(setting.pair()):
        states = list(setting.pair())
    if len(states) < 2:
        return None
    return Sides(tuple(sorted(states)), (), tuple(inside))


def _against(
    words: Words, clause: Clause, inside: Sequence[Actor], subject: Sequence[Actor], setting: Setting
) -> Sides | None:
    """Who does it, and the state whose goods, people or name the clause holds beside."""
    by = list(dict.fromkeys(_states(subject)))[:1]
    if not by:
        return None
    rest = [a for a in inside if a not in subject]
    others = [s for s in (*_struck(words, clause), *_states(rest)) if s not in by]
    if not others and by[0] in setting.pair():
        others = [s for s in setting.pair() if s not in by]
    return Sides(tuple(by), tuple(others[:1]), (*subject, *rest)) if others else None


def _struck(words: Words, clause: Clause) -> list[str]:
    """States whose goods, people or name a case marker sets the measure against, the nearest to the verb first."""
    marks = words.scene.marks
    out: list[str] = []
    named = [m for m in marks.spans("state") if clause.first <= m.first < clause.last]
    for i in sorted((i for i in marks.markers if clause.first <= i < clause.verb), reverse=True):
        if marks.markers[i].entry.id in (
            "superessive",
            "locative",
            "behalf",
            "dative",
            "benefactive",
            "comitative",
            "genitive",
        ):
            out.extend(m.entry.id for m in reversed(named) if 0 <= i - m.last <= _STRUCK)
    return out + [m.entry.id for m in reversed(named)]


def _member(words: Words, clause: Clause, inside: Sequence[Actor], subject: Sequence[Actor]) -> Sides | None:
    register = words.scene.marks.lang.gazetteer.organisations
    clubs = [a for a in inside if a.state in register and a.party.role in ("genitive", "ergative", "bare", "locative")]
    joining = [
        a for a in inside if a.state and a.state not in register and a.party.role in (*_RECEIVING, *_SUBJECT, "bare")
    ]
    if not clubs or not joining:
        return None
    by, to = dict.fromkeys(_states(clubs)), dict.fromkeys(_states(joining))
    return Sides(tuple(by), tuple(to), (*clubs, *joining))
