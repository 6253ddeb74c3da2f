"""What an action is done with: the noun phrase before it, its number or sum, and how the record writes it."""

from __future__ import annotations

import msgspec

from baithak.find.promises import Words
from baithak.find.quantities import Quantity, quantities, spelt, spelt_ordinal
from baithak.matching import Match

_REACH = 14  # tokens before an action within which its object may stand
_PHRASE = 12  # tokens of a noun phrase


class Thing(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The object of an action.

    Attributes:
        first: First token of its phrase.
        last: Token after its head.
        head: English name of its head, or None where a sum stands alone.
        sort: Sort of the head; ``sum`` where a sum stands alone.
        names: English names in the phrase, head last.
        quantity: How many or how much.
        remaining: Whether the phrase says that this is what remains.
        new: Whether it is called new.
        out_of: The whole of which ``quantity`` is a part.
    """

    first: int
    last: int
    head: str | None
    sort: str
    names: tuple[str, ...] = ()
    quantity: Quantity | None = None
    remaining: bool = False
    new: bool = False
    out_of: Quantity | None = None


def thing(words: Words, first: int, head: int, takes: list[str]) -> Thing | None:
    """The object that stands before an action.

    Args:
        words: The sentence's promise words.
        first: Left edge of the clause.
        head: First token of the action's word.
        takes: Sorts of object that the action takes.

    Returns:
        The object nearest to the action, or None where nothing fits.
    """
    for i in range(head - 1, max(first, head - _REACH) - 1, -1):
        for match in words.alternatives("object", i):
            if match.entry.form in takes and match.last <= head and _reaches(words, match.last, head):
                return _phrase(words, first, _widest(words, match, takes))
    return _bare_sum(words, first, head) if "sum" in takes else None


def _widest(words: Words, match: Match, takes: list[str]) -> Match:
    """The longest object that ends where a match ends: *joint working group* before *working group*."""
    best = match
    for i in range(max(0, match.first - 4), match.first):
        longer = words.at("object", i)
        if (
            longer is not None
            and longer.last == match.last
            and longer.entry.form in takes
            and longer.first < best.first
        ):
            best = longer
    return best


def _reaches(words: Words, at: int, head: int) -> bool:
    """Whether only case markers, times, numbers, adverbs, and the receiver stand between an object and its action."""
    scene = words.scene
    free = {i for t in scene.times for i in range(t.first, t.last + 1)}
    for a in scene.actors:
        if a.party.role in ("dative", "benefactive", "comitative", "agent", "ergative", "genitive"):
            free |= set(range(a.party.first, a.party.after))
    i = at
    while i < head:
        step = _step(words, i, free)
        if step is None:
            return False
        i = step
    return True


def _step(words: Words, i: int, free: set[int]) -> int | None:
    marks = words.scene.marks
    marker = marks.markers.get(i)
    if marker is not None and marker.entry.id in ("genitive", "dative"):
        return marker.last
    for found in (words.at("object", i), words.at("cue", i, "adverb"), words.at("cue", i, "remaining")):
        if found is not None:
            return found.last
    number = quantities(words, i, min(i + 6, len(marks.tokens)))
    if number and number[0].first == i:
        return number[0].last
    if i in free or marks.has("conj", i) or marks.has("particle", i) or marks.tokens[i].key in ",-\"'“”‘’":
        return i + 1
    return None


def _bare_sum(words: Words, first: int, head: int) -> Thing | None:
    sums = [q for q in quantities(words, max(first, head - _REACH), head) if q.sort == "sum"]
    if not sums or not _reaches(words, sums[-1].last, head):
        return None
    return Thing(first=sums[-1].first, last=sums[-1].last, head=None, sort="sum", quantity=sums[-1])


def _phrase(words: Words, floor: int, match: Match) -> Thing:
    left = _left(words, floor, match.first)
    found = quantities(words, left, match.first)
    parts = [q for q in found if words.at("cue", q.last, "out_of") is not None]
    rest = [q for q in found if q not in parts]
    names = _names(words, left, match)
    remaining = any(words.at("cue", i, "remaining") for i in range(left, match.last))
    new = any(words.at("cue", i, "new") for i in range(max(left, match.first - 3), match.first))
    return Thing(
        first=left,
        last=match.last,
        head=match.entry.id,
        sort=match.entry.form,
        names=names,
        quantity=rest[-1] if rest else None,
        remaining=remaining,
        new=new,
        out_of=parts[-1] if parts else None,
    )


def _left(words: Words, floor: int, i: int) -> int:
    """The left edge of a noun phrase: behind a case marker other than the genitive, a sign, a verb or another party."""
    scene, low = words.scene, max(floor, i - _PHRASE)
    timed = {k for t in scene.times for k in range(t.first, t.last)}
    ended = {k for a in scene.actors for k in range(a.party.first, a.party.after) if a.party.role != "genitive"}
    while i > low and not _stops(words, i - 1, timed | ended):
        i -= 1
    return i


def _stops(words: Words, i: int, ended: set[int]) -> bool:
    marks = words.scene.marks
    if i in ended:
        return True
    token = marks.tokens[i]
    if token.kind == "p":
        return not (token.key in "-,.$₹" and i + 1 < len(marks.tokens) and marks.tokens[i + 1].start == token.end)
    covering = [m for m in marks.markers.values() if m.first <= i < m.last]
    if any(m.entry.id != "genitive" for m in covering):
        return words.at("cue", i, "out_of") is None and words.at("cue", i - 1, "out_of") is None
    return not covering and any(c not in ("root",) for _, c in words.forms(i)) and not words.at("cue", i, "remaining")


def _names(words: Words, left: int, head: Match) -> tuple[str, ...]:
    out: list[str] = []
    i = left
    while i < head.first:
        found = words.at("object", i)
        if found is not None and found.last <= head.first and found.entry.form in ("arms", "goods", "unit"):
            out.append(found.entry.id)
        i = found.last if found is not None else i + 1
    return tuple(dict.fromkeys((*out, head.entry.id)))


def wording(words: Words, found: Thing) -> str:
    """An object as the record writes it.

    Args:
        words: The sentence's promise words; their table tells plurals.
        found: The object.
    """
    table, quantity = words.table, found.quantity
    if found.head is None:
        return _amount(quantity) if quantity else ""
    lead = " ".join(
        w for w, told in ((table.english["remaining"], found.remaining), (table.english["new"], found.new)) if told
    )
    name = " ".join(found.names)
    if quantity is None or quantity.sort == "ordinal":
        number = spelt_ordinal(quantity.value) if quantity else ""
        many = found.remaining and quantity is None
        return _joined(number, lead, _plural(words, found.names) if many else name)
    if quantity.sort in ("sum", "measure"):
        of = f"{_amount(quantity)} of {name}" if quantity.sort == "measure" else f"{name} of {_amount(quantity)}"
        return _joined(lead, of)
    if found.head in table.mass:
        return _joined(lead, name)
    return _joined(spelt(quantity.value), lead, name if quantity.value == 1 else _plural(words, found.names))


def _plural(words: Words, names: tuple[str, ...]) -> str:
    head = names[-1]
    many = head if head in words.table.mass else words.table.plurals.get(head, f"{head}s")
    return " ".join((*names[:-1], many))


def _amount(quantity: Quantity) -> str:
    unit = quantity.unit or ""
    if quantity.sort == "measure" and quantity.value != 1:
        unit = f"{unit}s"
    return f"{spelt(quantity.value)} {unit}".strip()


def _joined(*parts: str) -> str:
    return " ".join(p for p in parts if p)
