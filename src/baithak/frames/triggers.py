"""The words of a clause that tell of an engagement, in order, and how each stands in its clause."""

from __future__ import annotations

import msgspec

from baithak.find.clauses import Clause
from baithak.find.marks import Marks
from baithak.find.scene import Scene
from baithak.language import Frame
from baithak.matching import Match


class Trigger(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A trigger.

    Attributes:
        first: First token.
        last: Token after it.
        frame: The frame it belongs to.
        clause: Its clause.
        nominal: Whether a postposition governs it (*during the talks*), so that the clause's verb is another's.
        governor: The role of that postposition.
        leading: Whether no trigger after it in the clause is the clause's own.
        floor: Token after the trigger before it in the clause: the left edge of its own arguments.
    """

    first: int
    last: int
    frame: Frame
    clause: Clause
    nominal: bool
    governor: str | None
    floor: int
    leading: bool = True


def triggers(scene: Scene) -> list[Trigger]:
    """All triggers of a sentence, left to right; at each place the longest."""
    found = _without_named(scene, _matches(scene))
    out: list[Trigger] = []
    for clause in scene.clauses:
        floor = clause.first
        for first, last, frame in found:
            if not clause.first <= first < clause.last:
                continue
            governor = _governor(scene.marks, last, clause)
            out.append(
                Trigger(
                    first=first,
                    last=last,
                    frame=frame,
                    clause=clause,
                    nominal=governor is not None,
                    governor=governor,
                    floor=floor,
                )
            )
            floor = last
    return [_ranked(t, out[k + 1 :]) for k, t in enumerate(out)]


def _ranked(trigger: Trigger, later: list[Trigger]) -> Trigger:
    followed = any(t.clause == trigger.clause and not t.nominal for t in later)
    return msgspec.structs.replace(trigger, leading=not followed)


def _matches(scene: Scene) -> list[tuple[int, int, Frame]]:
    marks = scene.marks
    frames = marks.lang.frames
    found = [(m.first, m.last, frames[m.entry.id]) for kind in ("noun", "phrase") for m in marks.all(kind)]
    for m in marks.all("verb"):
        frame = marks.lang.frame_of_verb.get(m.entry.id)
        if frame is None:
            continue
        compound = marks.has("verb", m.first - 1) and not _in_marker(marks, m.first - 1)
        met = m.first - 1 in marks.markers and marks.markers[m.first - 1].entry.id == "comitative"
        if m.entry.form == "conjunctive" and not met:
            continue  # *together*, not *having met X*
        if m.entry.form == "perfective" and frame.event == "meeting" and _attributive(scene, m):
            continue  # *the news got from …*
        if m.entry.form == "infinitive" and frame.event == "visit" and _coming(scene, m):
            continue  # *the coming elections*
        if not (compound and frame.event == "visit") and (
            m.entry.form != "root" or m.last - m.first == len(m.entry.id) or _carried(marks, m.last)
        ):
            found.append((m.first, m.last, frame))
    void = [(m.first, m.last) for m in marks.all("no_event")]
    void += [(a.party.first, a.party.last) for a in scene.actors if a.party.kind == "delegation"]
    found = [f for f in found if not any(a <= f[0] and f[1] <= b for a, b in void)]
    found += _by_name(scene, found)
    out: list[tuple[int, int, Frame]] = []
    for first, last, frame in sorted(found, key=lambda f: (f[0], -f[1])):
        if not out or first >= out[-1][1]:
            out.append((first, last, frame))
    return out


def _by_name(scene: Scene, found: list[tuple[int, int, Frame]]) -> list[tuple[int, int, Frame]]:
    """*Foreign office consultations were held*: a mechanism's name stands for its sitting where no other word does."""
    frame = next(f for f in scene.marks.lang.frames.values() if f.event == "session")
    out = []
    for m in scene.mechanisms:
        marker = scene.marks.markers.get(m.last)
        named = marker is None and any(c.last == m.last for c in scene.marks.all("sitting_name"))
        chaired = marker is not None and marker.entry.id == "genitive" and scene.marks.has("leading", marker.last)
        free = not any(first < m.last + _SITTING and m.first < last for first, last, _ in found)
        if free and (named or chaired or ((m.forum or len(m.sides) > 1) and _attended(scene.marks, m.last))):
            out.append((m.last - 1, m.last, frame))
    return out


def _attended(marks: Marks, i: int) -> bool:
    """*Took part in the forum*, *opens the forum*: a support noun behind a forum's name and its case marker."""
    marker = marks.markers.get(_behind(marks, i, len(marks.tokens)))
    return marker is not None and _supported(marks, marker.last)


def for_purpose(scene: Scene, trigger: Trigger) -> bool:
    """*Has come to attend …*: the clause tells of a journey whose purpose the trigger is, not that it took place."""
    marks, clause = scene.marks, trigger.clause
    if trigger.governor == "benefactive" and trigger.frame.event in ("summit", "session"):
        return is_journey(scene, trigger)
    moves = _motion(scene, clause)
    return moves is not None and any(
        m.entry.form == "infinitive" and trigger.last <= m.first and m.last <= moves for m in marks.all("verb")
    )


def _attributive(scene: Scene, verb: Match) -> bool:
    """Whether a participle stands before a noun and not in its clause's verb."""
    clause = next((c for c in scene.clauses if c.first <= verb.first < c.last), None)
    if clause is None or scene.marks.sentence.headline or verb.first >= clause.verb:
        return False
    follow = scene.marks.tokens[verb.last] if verb.last < clause.last else None
    return follow is not None and follow.kind == "w" and not scene.marks.has("verb", verb.last)


def _coming(scene: Scene, verb: Match) -> bool:
    """Whether an infinitive with the suffix of *about to* stands before a noun that is no traveller."""
    marks = scene.marks
    if not marks.has("about_to", verb.last) or verb.last + 1 >= len(marks.tokens):
        return False
    i = verb.last + 1
    traveller = any(a.party.first <= i < a.party.last and a.party.kind != "state" for a in scene.actors)
    return marks.tokens[i].kind == "w" and not marks.has("verb", i) and not traveller


def is_journey(scene: Scene, trigger: Trigger) -> bool:
    """Whether the clause's verb is one of motion or of being somewhere."""
    frames, verb = scene.marks.lang.frames, trigger.clause.verb
    if any(frames[m.entry.id].stays and m.first <= verb < m.last for m in scene.marks.all("phrase")):
        return True
    return _motion(scene, trigger.clause) is not None


def _motion(scene: Scene, clause: Clause) -> int | None:
    """The verb of motion that a clause's verb group begins with, over an infinitive of purpose (*came to attend*)."""
    motions = scene.marks.lang.motions
    at = clause.verb
    verbs = scene.marks.all("verb")
    over = any(m.first == at and m.entry.form == "infinitive" and m.entry.id not in motions for m in verbs)
    at += over
    moves = [m for m in verbs if m.first == at and m.entry.id in motions]
    return at if any(m.entry.form != "root" or not over for m in moves) else None  # *is going to take place*


def _in_marker(marks: Marks, i: int) -> bool:
    """Whether a token is part of a postposition, as the verb-like end of *for* in Hindi is."""
    return any(k in marks.markers and marks.markers[k].last > i for k in range(max(0, i - 3), i + 1))


def _carried(marks: Marks, i: int) -> bool:
    """*Has reached*, *will set out*: a bare root is carried by the perfective or future of a verb such as *go*."""
    roots = marks.lang.words.completive
    return any(
        m.entry.form in ("perfective", "future") or (m.entry.form == "root" and _carried(marks, m.last))
        for m in marks.all("verb")
        if m.first == i and m.entry.id in roots
    )


def _without_named(scene: Scene, found: list[tuple[int, int, Frame]]) -> list[tuple[int, int, Frame]]:
    """Leave out a noun inside a mechanism's name whose sitting has its own (*the dialogue's seventh meeting*)."""
    out = []
    for k, (first, last, frame) in enumerate(found):
        named = next((m for m in scene.mechanisms if m.first <= first and last <= m.last), None)
        follow = found[k + 1] if k + 1 < len(found) else None
        chained = follow is not None and frame.event == "session" and frame.nouns and follow[0] - last <= 1
        if chained and last in scene.marks.markers and scene.marks.markers[last].entry.id == "genitive":
            continue  # *the round's meeting*
        if (
            named is None
            or follow is None
            or follow[0] - named.last > _SITTING
            or follow[0] < named.last
            or any(m.entry.id != "genitive" for i, m in scene.marks.markers.items() if named.last <= i < follow[0])
        ):
            out.append((first, last, frame))
    return out


_YEAR = 4  # digits of a year behind a trigger: *the summit 2025*
_BRACKET = 6  # tokens within which a bracket behind a trigger closes
_SITTING = 5  # tokens between a mechanism's name and the noun of its sitting
_GOVERNING = (
    "locative",
    "superessive",
    "behalf",
    "before",
    "following",
    "topic",
    "benefactive",
    "genitive",
    "comitative",
    "dative",
    "invitation",
    "chair",
)


def _governor(marks: Marks, i: int, clause: Clause) -> str | None:
    """The role of the postposition after a trigger noun, or None where the noun belongs to the verb."""
    i = _behind(marks, i, clause.last)
    if i >= clause.last or i >= clause.verb:
        return None
    if marks.has("past_context", i):
        return "during"
    marker = marks.markers.get(i)
    if marker is None or marker.entry.id not in _GOVERNING:
        return None
    if marker.entry.id == "before" and any(m.first == i + 1 for m in marks.all("day_of")):
        return "during"  # *on the first day of the visit* is written like *before the visit*
    if marker.entry.id in ("genitive", "locative", "superessive") and marker.last >= clause.verb:
        return None  # ki before the end of the clause is the light verb; "is on a visit" is the clause's own
    if _supported(marks, marker.last):
        return None
    return marker.entry.id


def _behind(marks: Marks, i: int, last: int) -> int:
    """The token behind a noun, over closing quotes, a year (also behind a hyphen), and an abbreviation in brackets."""
    while i < last and (marks.tokens[i].key in "\"'”’)" or _is_year(marks, i)):
        i += 1 if marks.tokens[i].key != "-" else 2
    if i < last and marks.tokens[i].key == "(":
        close = next((k for k in range(i + 1, min(i + _BRACKET, last)) if marks.tokens[k].key == ")"), None)
        i = close + 1 if close is not None else i
    return i


def _is_year(marks: Marks, i: int) -> bool:
    i += marks.tokens[i].key == "-" and i + 1 < len(marks.tokens)
    return marks.tokens[i].kind == "d" and len(marks.tokens[i].key) == _YEAR


def _supported(marks: Marks, i: int) -> bool:
    """A support noun behind the postposition keeps the trigger the clause's own: *took part in*, *the holding of*."""
    noun = marks.at("support", i) or (marks.at("support", i + 1) if marks.has("stop", i) else None)
    noun = noun or _represents(marks, i)
    if noun is None:
        return False
    marker = marks.markers.get(noun.last)
    return marker is None or marker.entry.id != "benefactive"  # *thanked for the hosting of*


def _represents(marks: Marks, i: int) -> Match | None:
    """*Represents S at the summit*: the support noun behind the state and its case marker."""
    state = next((m for m in marks.spans("state") if m.first == i), None)
    marker = marks.markers.get(state.last) if state is not None else None
    return marks.at("support", marker.last) if marker is not None and marker.entry.id == "genitive" else None
