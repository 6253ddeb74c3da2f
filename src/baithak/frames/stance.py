"""How a clause stands to an action: promised, due, done, or only wished for (factuality of promises)."""

from __future__ import annotations

import msgspec

from baithak.find.clauses import Clause
from baithak.find.promises import Action, Words

_CHAIN = 4  # tokens between an action's noun and its light verb
_BINDING = 8  # tokens between an infinitive and the word that binds it
_FINITE = ("future", "perfective", "present", "past", "habitual", "subjunctive")


class Head(msgspec.Struct, frozen=True, gc=False):
    """The word that names an action.

    Attributes:
        first: First token.
        last: Token after it.
        action: The action.
        cell: Cell of the verb form; empty for a noun.
    """

    first: int
    last: int
    action: Action
    cell: str = ""


class Stance(msgspec.Struct, frozen=True, gc=False):
    """What a clause says of an action.

    Attributes:
        sort: ``promised``, ``due``, ``target``, ``done`` or ``open`` (named without saying any of these).
        rule: How it is said, for the reason.
        last: Token after the words that say it.
        announced: Whether a word of promise binds it, so that the clause's own time may be that of the promise.
        passive: Whether nobody needs to be named who does it.
    """

    sort: str
    rule: str
    last: int
    announced: bool = False
    passive: bool = False


def stance(words: Words, clause: Clause, head: Head) -> Stance | None:
    """Read the stance of a clause to the action named in it.

    Args:
        words: The sentence's promise words.
        clause: The clause.
        head: The action's word.

    Returns:
        The stance; None where the action is hedged, denied or asked for.
    """
    if _hedged(words, clause, head) or _negated(words, clause, head):
        return None
    chain = _chain(words, clause, head)
    if head.action.light and not any(r in head.action.light for i in chain[:1] for r, _ in words.forms(i)):
        return None
    cells = [c for i in chain for _, c in words.forms(i)]
    if head.action.announced:
        done = "habitual" in cells or ("perfective" in cells and "past" not in cells)
        return Stance("promised", "announced", chain.stop, announced=True) if done else None
    return _bound(words, clause, head, chain, cells) or _finite(words, head, chain, cells)


def _finite(words: Words, head: Head, chain: range, cells: list[str]) -> Stance:
    """The stance that the action's own verb forms tell."""
    end, passive = chain.stop, _passive(words, chain)
    if "future" in cells:
        return Stance("promised", "future", end, passive=passive)
    if "infinitive" in cells and "present" in cells and "perfective" not in _own(words, chain):
        return Stance("due", "is to", end, passive=passive)
    if ("perfective" in cells or "past" in cells) and "infinitive" not in cells:
        return Stance("done", "past", end, passive=passive)
    if passive and "habitual" in cells and head.action.measure:
        return Stance("done", "hereby", end, passive=passive)  # *is suspended*: said, it is done
    return Stance("open", "named", end)


def _own(words: Words, chain: range) -> list[str]:
    """Cells of the last verb but the copula: *has been given* against *is to be given*."""
    verbal = [i for i in chain if any(c not in ("present", "past") for _, c in words.forms(i))]
    return [c for _, c in words.forms(verbal[-1])] if verbal else []


def _chain(words: Words, clause: Clause, head: Head) -> range:
    """The verb forms that belong to the action: its own form, or the light verb behind its noun, and what follows."""
    start = head.first if head.cell else _light(words, clause, head)
    end = start
    while end < clause.last and (words.forms(end) or _weak(words, end)):
        if end > start and end in words.scene.marks.markers and not _is_verb_ki(words, end):
            break
        end += 1
    return range(start, max(end, head.last if head.cell else start))


def _weak(words: Words, i: int) -> bool:
    return words.scene.marks.has("particle", i) or words.scene.marks.has("negation", i)


def _light(words: Words, clause: Clause, head: Head) -> int:
    """The first verb form behind a noun, over its case marker and adverbs."""
    i = head.last
    while i < min(clause.last, head.last + _CHAIN):
        if words.forms(i) and (i not in words.scene.marks.markers or _is_verb_ki(words, i)):
            return i
        if words.scene.marks.tokens[i].kind == "p" or words.at("cue", i, "promise") is not None:
            break
        i += 1
    return head.last


def _is_verb_ki(words: Words, i: int) -> bool:
    """*ki* is the light verb, not the genitive, where a verb or the end of the sentence follows."""
    marks = words.scene.marks
    marker = marks.markers.get(i)
    if marker is None or marker.entry.id != "genitive":
        return False
    after = i + 1
    return (
        after >= len(marks.tokens)
        or marks.tokens[after].kind == "p"
        or (
            any(c in ("future", "present", "past", "perfective", "infinitive") for _, c in words.forms(after))
            and after not in marks.markers
        )
    )


def _passive(words: Words, chain: range) -> bool:
    """A perfective followed by a form of *go*: *will be given*; or an intransitive light verb: *will be*."""
    light = words.scene.marks.lang.words.impersonal
    return any(root in light for i in chain for root, cell in words.forms(i) if cell != "root")


def _bound(words: Words, clause: Clause, head: Head, chain: range, cells: list[str]) -> Stance | None:
    """An infinitive, or the action's noun in the genitive, bound by a word of promise behind it."""
    nominal = not head.cell and chain.start == chain.stop
    infinitive = "infinitive" in cells and not any(c in ("present", "future", "past") for c in cells)
    if not (nominal or infinitive):
        return None
    start = max(chain.stop, head.last)
    for i in range(start, min(clause.last, start + _BINDING)):
        for sort in ("target", "promise", "order") if head.action.orders else ("target", "promise"):
            cue = words.at("cue", i, sort)
            if cue is not None and _settled(words, clause, cue.last):
                said = words.scene.marks.text(cue.first, cue.last)
                return Stance(
                    "target" if sort == "target" else "promised", f"bound by {said}", cue.last, announced=True
                )
        if any(c in _FINITE for _, c in words.forms(i)) and i not in words.scene.marks.markers:
            return None
    return None


def _settled(words: Words, clause: Clause, i: int) -> bool:
    """Whether the promise was made, and not in the tense of background: perfective or present, no past copula."""
    rest = [c for k in range(i, clause.last) for _, c in words.forms(k)]
    if "past" in rest:
        return False
    return "perfective" in rest or "present" in rest or "habitual" in rest


def _hedged(words: Words, clause: Clause, head: Head) -> bool:
    if words.within("cue", "hedge", head.last, clause.last) is not None:
        return True
    if words.within("cue", "lead", clause.first, head.first) is not None:
        return True
    before = [c for c in words.scene.clauses if c.last <= clause.first]
    return bool(before) and words.within("cue", "lead", before[-1].first, before[-1].last) is not None


def _negated(words: Words, clause: Clause, head: Head) -> bool:
    marks = words.scene.marks
    asked = any(t.key == "?" for t in marks.tokens[head.last :])
    return asked or any(head.first - 1 <= m.first and m.last <= clause.last for m in marks.all("negation"))
