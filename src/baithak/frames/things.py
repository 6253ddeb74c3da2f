"""What an action is done with: the noun phrase before it, its number or sum, and how the record writes it."""

from __future__ import annotations

import msgspec

from baithak.find.promises import Words
from baithak.find.quantities import Quantity, quantities, spelt, spelt_ordinal
from baithak.matching import Match

_REACH = 14  # tokens before an action within which its object may stand
_PHRASE = 12  # tokens of a noun phrase
_PASSED = ("dative", "benefactive", "comitative", "agent", "ergative")  # parties that may stand behind an object
GOODS = ("unit", "arms", "goods")


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
    for i in reversed(words.starts("object", max(first, head - _REACH), head)):
        for match in words.alternatives("object", i):
            if match.entry.form in takes and match.last <= head and _reaches(words, match.last, head):
                return _phrase(words, first, _widest(words, match, takes), head)
    return _bare_sum(words, first, head) if "sum" in takes else None


def _widest(words: Words, match: Match, takes: list[str]) -> Match:
    """The longest object that ends where a match ends: *joint working group* before *working group*."""
    for i in range(max(0, match.first - 4), match.first):
        for longer in words.alternatives("object", i):
            if longer.last == match.last and longer.entry.form in takes:
                return longer
    return match


def _reaches(words: Words, at: int, head: int, roles: tuple[str, ...] = (*_PASSED, "genitive")) -> bool:
    """Whether only case markers, times, numbers, adverbs, and the receiver stand between an object and its action."""
    scene = words.scene
    free = {i for t in scene.times for i in range(t.first, t.last + 1)}
    for a in scene.actors:
        if a.party.role in roles:
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
    passed = (words.at("cue", i, c) for c in ("adverb", "remaining", "land", "out_of"))
    for found in (words.at("object", i), marks.at("state", i), *passed):
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


def _phrase(words: Words, floor: int, match: Match, head: int) -> Thing:
    left = _left(words, floor, match.first)
    found = quantities(words, left, match.first)
    parts = [q for q in found if words.at("cue", q.last, "out_of") is not None]
    remaining = any(words.at("cue", i, "remaining") for i in range(left, match.last))
    rest = [q for q in found if q not in parts and _counts(words, q, match, remaining=remaining)]
    behind = quantities(words, match.last, head)
    measures = [q for q in behind if q.sort == "measure" and q.first == match.last + 1]
    among = words.at("cue", match.last, "out_of")
    if among is not None:  # of five regiments, three
        parts, rest = rest[-1:], [q for q in behind if q.first == among.last and q.sort == "count"]
    new = any(words.at("cue", i, "new") for i in range(max(left, match.first - 3), match.first))
    return Thing(
        first=left,
        last=match.last,
        head=match.entry.id,
        sort=match.entry.form,
        names=_names(words, left, match),
        quantity=next(reversed([*rest, *measures]), None),
        remaining=remaining,
        new=new,
        out_of=parts[-1] if parts else None,
    )


def goods(words: Words, last: int) -> Thing | None:
    """The last arms or goods named before a token, for a number that leaves them out.

    Args:
        words: The sentence's promise words.
        last: Token before which they stand.
    """
    for i in reversed(words.starts("object", 0, last)):
        for match in words.alternatives("object", i):
            if match.entry.form in GOODS and match.last <= last:
                match = _widest(words, match, [*GOODS])  # noqa: PLW2901
                return Thing(
                    first=match.first,
                    last=match.last,
                    head=match.entry.id,
                    sort=match.entry.form,
                    names=_names(words, max(0, match.first - _PHRASE), match),
                )
    return None


def left_out(words: Words, first: int, head: int, before: Thing | None) -> Thing | None:
    """An object told only by its number: *the remaining two will be supplied*, *two are still to come*.

    Args:
        words: The sentence's promise words.
        first: Left edge of the clause.
        head: First token of the action's word.
        before: Goods named in the sentences before.
    """
    counts = [q for q in quantities(words, max(first, head - _REACH), head) if q.sort == "count"]
    named = goods(words, head) or before
    if not counts or named is None or not _reaches(words, counts[-1].last, head, _PASSED):
        return None
    count = counts[-1]
    around = range(max(first, count.first - 2), min(head, count.last + 2))
    remaining = any(words.at("cue", i, "remaining") for i in around)
    return msgspec.structs.replace(
        named, first=count.first, last=count.last, quantity=count, remaining=remaining, out_of=None
    )


def _counts(words: Words, quantity: Quantity, match: Match, *, remaining: bool) -> bool:
    """Whether a number counts the object: *500 buses*, but not *a hospital of 500 beds* and not *a working group*."""
    if quantity.sort != "count":
        return True
    if quantity.value == 1 and not remaining:
        return False
    genitives = [
        i for i, m in words.scene.marks.markers.items() if quantity.last <= i < match.first and m.entry.id == "genitive"
    ]
    return all(any(words.at("object", k) for k in range(max(quantity.last, i - 4), i)) for i in genitives)


def _left(words: Words, floor: int, i: int) -> int:
    """The left edge of a noun phrase: behind a case marker other than the genitive, a sign, a verb or another party."""
    scene, low = words.scene, max(floor, i - _PHRASE)
    timed = {k for t in scene.times for k in range(t.first, t.last)}
    ended = {k for a in scene.actors for k in range(a.party.first, a.party.after) if a.party.role != "genitive"}
    rest = (m for k in range(low, i) if (m := words.at("cue", k, "remaining")) is not None)
    held = {k for m in rest for k in range(m.first, m.last)}
    while i > low and (i - 1 in held or not _stops(words, i - 1, timed | ended)):
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
    return not covering and any(c not in ("root",) for _, c in words.forms(i))


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
    if found.head in table.mass and found.sort != "arms":
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
