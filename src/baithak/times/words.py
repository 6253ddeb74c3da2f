"""From tokens to the words of time: the first step of the grammar, driven by a pack's ``calendar.yaml``.

Every pair of class and value (``month`` 10, ``unit`` week, the number 15) has a letter of its own in a private
alphabet, so that a sentence becomes a string over which the grammar's patterns are ordinary regular expressions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from baithak.morphology import inflect
from baithak.numerals import Number, NumberReader, Numerals
from baithak.orthography import Orthography, Speller, Token
from baithak.pack import Morphology, load

NOTHING, SIGN = "\x00", "\x01"  # an unknown word, an unknown sign
_FIRST = 0xE000  # private use area: letters of the alphabet never meet real text
YEARS = range(1000, 2200)  # four-figure numbers that may be a year

Forms = list[str] | dict[str, list[str]]


class CalendarTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pack's ``calendar.yaml``.

    Attributes:
        words: Class to value to forms, bare or by paradigm.
        signs: Class to punctuation signs.
        masculine: Ordinals by their gender, which never count a day of a month.
        plural: Endings that make a unit's form a plural one, filed as class ``units``.
        cold: Classes that occur everywhere and alone never begin a search for dates.
    """

    words: dict[str, dict[str, Forms]]
    signs: dict[str, list[str]]
    masculine: list[str]
    plural: list[str]
    cold: list[str]


class Item(msgspec.Struct, frozen=True, gc=False):
    """A word of time, a number, or (later) a value: token indices half-open, its letter, what it stands for."""

    first: int
    last: int
    letter: str
    value: Any


class Alphabet:
    """Letters for pairs of class and value."""

    def __init__(self) -> None:
        self._letters: dict[str, dict[str, str]] = {}
        self._next = _FIRST

    def letter(self, cls: str, value: str) -> str:
        """The letter of a pair; made on first use."""
        values = self._letters.setdefault(cls, {})
        if value not in values:
            values[value] = chr(self._next)
            self._next += 1
        return values[value]

    def letters(self, cls: str, values: str = "") -> str:
        """All letters of a class, or those of some values: ``day/week`` or ``1..31``."""
        known = self._letters.get(cls)
        if known is None:
            raise KeyError(cls)
        if not values:
            return "".join(known.values())
        low, dots, high = values.partition("..")
        wanted = map(str, range(int(low), int(high) + 1)) if dots else iter(values.split("/"))
        return "".join(known[v] for v in wanted if v in known)


class Words:
    """Turns tokens into items.

    Args:
        code: Code of the language pack.
    """

    def __init__(self, code: str) -> None:
        folder = f"lang/{code}"
        self.speller = Speller(load(folder, "orthography.yaml", Orthography))
        self.numbers = NumberReader(load(folder, "numerals.yaml", Numerals), self.speller)
        self.alphabet = Alphabet()
        self._nominal = load(folder, "morphology.yaml", Morphology).nominal
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        self._warm: list[tuple[str, ...]] = []
        table = load(folder, "calendar.yaml", CalendarTable)
        self._plural = tuple(table.plural)
        for cls, values in table.words.items():
            for value, forms in values.items():
                for form in self._forms(forms):
                    self._add(cls, value, form, hot=cls not in table.cold)
        for cls, signs in table.signs.items():
            for sign in signs:
                self._file((sign,), cls, cls)
        for entries in self._by_first.values():
            entries.sort(key=lambda e: -len(e[0]))
        self._after_dotted = frozenset(self._keys_of("oclock", "to"))
        self._hot = set(self.numbers.multipliers) | {keys[0] for keys in self._warm if len(keys) == 1}
        self._hot |= {keys[-1] for keys in self._warm if self._hot.isdisjoint(keys)}
        self._figures = frozenset({*map(str, range(100)), *(f"0{n}" for n in range(10))})
        self._openers = frozenset(self._keys_of("slash", "dot", "dash", "to"))
        self._hot |= self._figures | set(map(str, YEARS))
        inner = {key for entries in self._by_first.values() for keys, _, _ in entries for key in keys}
        self._known = frozenset(self._hot | inner | self.numbers.words)
        self._currency = frozenset(table.signs.get("currency", ()))
        self._small = {n: self.alphabet.letter("n", str(n)) for n in range(100)}
        self._ordinal = {n: self.alphabet.letter("o", str(n)) for n in range(1, 100)}
        self._rank = {n: self.alphabet.letter("rank", str(n)) for n in range(1, 100)}
        self._masculine = frozenset(map(self.speller.fold, table.masculine))
        self._sizes = {
            name: self.alphabet.letter(name, name) for name in ("year", "hundred", "big", "fraction", "blocked")
        }

    def _forms(self, forms: Forms) -> list[str]:
        if isinstance(forms, list):
            return forms
        return [
            form
            for paradigm, lemmas in forms.items()
            for lemma in lemmas
            for form, _ in inflect(lemma, self._nominal[paradigm])
        ]

    def _add(self, cls: str, value: str, form: str, *, hot: bool) -> None:
        keys = tuple(t.key for t in self.speller.tokens(form))
        if cls == "unit" and form.endswith(self._plural):
            cls = "units"
        self._file(keys, cls, value)
        if hot:
            self._warm.append(keys)

    def _file(self, keys: tuple[str, ...], cls: str, value: str) -> None:
        entry = (keys, self.alphabet.letter(cls, value), value)
        entries = self._by_first.setdefault(keys[0], [])
        if all(e[0] != keys for e in entries):  # the class named first in the file has the word
            entries.append(entry)

    def _keys_of(self, *classes: str) -> list[str]:
        letters = "".join(map(self.alphabet.letters, classes))
        return [keys[0] for entries in self._by_first.values() for keys, letter, _ in entries if letter in letters]

    def patterns(self) -> list[str]:
        """Every pattern of the lexicon as one string of keys, for the bench."""
        return [" ".join(keys) for entries in self._by_first.values() for keys, _, _ in entries]

    def islands(self, tokens: Sequence[Token]) -> Iterator[list[Item]]:
        """The stretches of tokens that may hold time expressions, as items, with one neighbour on either side.

        Args:
            tokens: Tokens of one sentence, or of any row.

        Yields:
            Items in order; what is no word of time has the letter of nothing.
        """
        keys = [t.key for t in tokens]
        hot, known = self._hot, self._known
        if hot.isdisjoint(keys):
            return
        edge = 0
        for i in [i for i, key in enumerate(keys) if key in hot]:
            if i < edge or (keys[i] in self._figures and (i + 1 == len(keys) or keys[i + 1] not in self._openers)):
                continue
            first, last = i, i + 1
            while first > edge and keys[first - 1] in known:
                first -= 1
            while last < len(keys) and keys[last] in known:
                last += 1
            edge = last
            yield self._items(tokens, max(first - 1, 0), min(last + 1, len(keys)))

    def _items(self, tokens: Sequence[Token], first: int, last: int) -> list[Item]:
        out: list[Item] = []
        by_first, number_words = self._by_first, self.numbers.starts
        i = first
        while i < last:
            token = tokens[i]
            item = self._word(tokens, i) if token.key in by_first else None
            if item is None and (token.kind == "d" or token.key in number_words):
                item = self._number(tokens, i, out)
            if item is None:
                item = Item(i, i + 1, NOTHING if token.kind == "w" else SIGN, token.key)
            out.append(item)
            i = item.last
        return out

    def _word(self, tokens: Sequence[Token], i: int) -> Item | None:
        for keys, letter, value in self._by_first[tokens[i].key]:
            if len(keys) == 1:
                return Item(i, i + 1, letter, value)
            last = i + len(keys)
            if last <= len(tokens) and tuple([t.key for t in tokens[i:last]]) == keys:
                return Item(i, last, letter, value)
        return None

    def _number(self, tokens: Sequence[Token], i: int, before: Sequence[Item]) -> Item | None:
        number = self.numbers.at(tokens, i)
        if number is None:
            return None
        if number.digits:
            blocked = 0 if self._is_dotted(tokens, i) else self._blocked_until(tokens, i, before)
            if blocked:
                return Item(i, blocked, self._sizes["blocked"], number.value)
        letter = self._rank.get(int(number.value)) if tokens[i].key in self._masculine else None
        return Item(
            i, number.last, letter or self._letter(number), number.value if number.value % 1 else int(number.value)
        )

    def _is_dotted(self, tokens: Sequence[Token], i: int) -> bool:
        """Whether digits with a dot are a time (``10.30`` before o'clock) or a day and month (``22.5 to``)."""
        return i + 3 < len(tokens) and tokens[i + 3].key in self._after_dotted

    def _letter(self, number: Number) -> str:
        if number.value % 1:
            return self._sizes["fraction"]
        value = int(number.value)
        if number.ordinal:
            return self._ordinal.get(value, self._sizes["big"])
        if value < 100:
            return self._small[value]
        if value in YEARS:
            return self._sizes["year"]
        return self._sizes["hundred" if value < 1000 else "big"]

    def _blocked_until(self, tokens: Sequence[Token], i: int, before: Sequence[Item]) -> int:
        """Where digits that are no number of a date end (grouped sums, parts of names), or 0."""
        if _is_grouped(tokens, i):
            last = i + 1
            while (
                last + 1 < len(tokens)
                and tokens[last].kind == "p"
                and _touch(tokens, last)
                and tokens[last + 1].kind == "d"
            ):
                last += 2
            return last
        if not i or tokens[i - 1].end != tokens[i].start:
            return 0
        left = tokens[i - 1]
        if left.kind == "w":
            return i + 1 if before and before[-1].letter in (NOTHING, SIGN) else 0
        if left.key in self._currency:
            return i + 1
        touching_word = left.key in "-–‑" and i > 1 and tokens[i - 2].kind == "w" and tokens[i - 2].end == left.start
        unknown = touching_word and len(before) > 1 and before[-2].letter == NOTHING
        return i + 1 if unknown and len(tokens[i].key) != 4 else 0


def _touch(tokens: Sequence[Token], i: int) -> bool:
    """Whether a token touches both neighbours."""
    return 0 < i < len(tokens) - 1 and tokens[i - 1].end == tokens[i].start and tokens[i].end == tokens[i + 1].start


def _is_grouped(tokens: Sequence[Token], i: int) -> bool:
    """Whether digits begin a sum in groups (``1,50,000``, ``2,155``) or a decimal fraction (``3.5``)."""
    if i + 2 >= len(tokens) or tokens[i + 2].kind != "d" or not _touch(tokens, i + 1):
        return False
    if i > 1 and tokens[i - 2].kind == "d" and _touch(tokens, i - 1):
        return False  # inside a date written with dots
    sign, after = tokens[i + 1].key, len(tokens[i + 2].key)
    more = i + 4 < len(tokens) and tokens[i + 3].key == sign and _touch(tokens, i + 3) and tokens[i + 4].kind == "d"
    if sign == ",":
        return after == 3 or (after == 2 and more and len(tokens[i + 4].key) == 3)
    return sign == "." and not more
