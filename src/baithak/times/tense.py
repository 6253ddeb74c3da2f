"""The direction in time of the clause around an expression, from the first verb after it.

Hindi and its kin end their clauses on the verb.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from baithak.morphology import inflect
from baithak.orthography import Speller, Token
from baithak.pack import Morphology, load, verbs


class TenseTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pack's ``tense.yaml``. Directions are ``past`` and ``future``; ``none`` is a verb that does not tell.

    Attributes:
        cells: Direction to the cells of the verbal paradigms that tell it; ``wish`` is the infinitive.
        endings: Direction to endings of words that are no known verb.
        words: Direction to words and pairs of words (auxiliaries, requests); ``skip`` leaves it to the next word.
        weak: Forms that are commoner as other words and count only where a clause may end after them.
        closers: Words after which a weak form is at a clause's end.
        copulas: Forms of *is*, which make an infinitive an obligation to come.
        participles: Words that turn a habitual form into a participle.
        wishes: Words that put the deed of an infinitive just before them into the future (hope, order).
        arriving: Roots of coming and going.
        arriving_cell: The cell of their paradigms that is never an auxiliary of the passive or the perfect.
        stops: Signs that end the clause.
        former: Words that put an office into the past.
    """

    cells: dict[str, list[str]]
    endings: dict[str, list[str]]
    words: dict[str, list[str]]
    weak: list[str]
    closers: list[str]
    copulas: list[str]
    participles: list[str]
    wishes: list[str]
    arriving: list[str]
    arriving_cell: str
    stops: list[str]
    former: list[str]


class TenseReader:
    """Tells past from future.

    Args:
        code: Code of the language pack.
        speller: Its speller.

    Attributes:
        former: Folded words that put an office into the past.
    """

    _CHAIN = 4  # words a verb group may have after its first

    def __init__(self, code: str, speller: Speller) -> None:
        folder = f"lang/{code}"
        table = load(folder, "tense.yaml", TenseTable)
        fold = speller.fold
        self._forms: dict[str, str] = {}
        self._ahead: set[str] = set()
        self._arriving: set[str] = set()
        direction_of = {cell: direction for direction, cells in table.cells.items() for cell in cells}
        paradigms = load(folder, "morphology.yaml", Morphology).verbal
        for root, verb in verbs(code).items():
            for form, cell in inflect(root, paradigms[verb.paradigm], verb.irregular):
                key = fold(form)
                if self._forms.get(key, "other") == "other":
                    self._forms[key] = direction_of.get(cell, "other")
                if cell == table.arriving_cell:
                    self._ahead.add(key)
                    if root in table.arriving:
                        self._arriving.add(key)
        self._forms |= {
            " ".join(map(fold, w.split())): direction for direction, words in table.words.items() for w in words
        }
        self._endings = [(fold(e), direction) for direction, endings in table.endings.items() for e in endings]
        self._weak, self._closers, self._copulas, self._participles, self._wishes = (
            frozenset(map(fold, words))
            for words in (table.weak, table.closers, table.copulas, table.participles, table.wishes)
        )
        self._stops = frozenset(table.stops)
        self.former = frozenset(map(fold, table.former))

    def after(self, tokens: Sequence[Token], i: int) -> str | None:
        """The tense of the first verb from token ``i`` on.

        Args:
            tokens: A sentence, or a longer row of tokens.
            i: Index after the time expression.

        Returns:
            ``past``, ``future``, or None where no verb tells.
        """
        k = i + 1 if self._key(tokens, i) in self._weak else i  # right after the time it is the genitive
        while k < len(tokens) and not self._stop(tokens, k):
            direction = self._at(tokens, k) if tokens[k].kind == "w" else None
            if direction == "none" and self._key(tokens, k + 1) in self._participles:
                k += 1
            elif direction is not None:
                return None if direction == "none" else direction
            k += 1
        return None

    def _at(self, tokens: Sequence[Token], k: int) -> str | None:
        """What the word at ``k`` tells; None sends the search on."""
        key = tokens[k].key
        direction = self._forms.get(f"{key} {self._key(tokens, k + 1)}") or self._forms.get(key) or self._by_ending(key)
        if direction is None or direction == "other" or (key in self._weak and not self._closes(tokens, k + 1)):
            return None
        if direction == "skip":
            return "past" if self._stop(tokens, k + 1) else None
        if direction == "wish":
            near = {self._key(tokens, j) for j in range(k + 1, k + 4)}
            if self._stop(tokens, k + 1):
                return "future"  # an infinitive that ends the clause asks for the deed
            return "future" if self._key(tokens, k + 1) in self._copulas or near & self._wishes else None
        return "future" if direction == "past" and self._goes_ahead(tokens, k + 1) else direction

    def _goes_ahead(self, tokens: Sequence[Token], k: int) -> bool:
        """Whether the verb group that goes on at ``k`` ends in the future: it is done → it will be done."""
        for j in range(k, min(k + self._CHAIN, len(tokens))):
            key = tokens[j].key
            if key in self._ahead or self._by_ending(key) == "future":
                return True
            known = self._forms.get(key)
            if known == "wish" and (self._key(tokens, j + 1) in self._copulas or self._stop(tokens, j + 1)):
                return True
            if known is None:
                return False
        return False

    def ends(self, tokens: Sequence[Token], i: int, j: int) -> bool:
        """Whether a clause ends between tokens ``i`` and ``j``."""
        return any(self._stop(tokens, k) for k in range(i, j))

    def arrives(self, tokens: Sequence[Token], i: int) -> bool:
        """Whether the clause from token ``i`` on comes to a verb of coming or going that stands for itself."""
        for k in range(i, len(tokens)):
            if self._stop(tokens, k):
                return False
            if tokens[k].key in self._arriving:
                return self._forms.get(tokens[k - 1].key) != "past"
        return False

    def will(self, tokens: Sequence[Token], i: int) -> bool:
        """Whether the clause from token ``i`` on comes to a verb in the future tense itself."""
        for k in range(i, len(tokens)):
            if self._stop(tokens, k):
                return False
            if tokens[k].key in self._ahead or self._by_ending(tokens[k].key) == "future":
                return True
        return False

    def _by_ending(self, key: str) -> str | None:
        return next(
            (direction for ending, direction in self._endings if key.endswith(ending) and len(key) > len(ending)), None
        )

    @staticmethod
    def _key(tokens: Sequence[Token], k: int) -> str:
        return tokens[k].key if k < len(tokens) else ""

    def _closes(self, tokens: Sequence[Token], k: int) -> bool:
        return k >= len(tokens) or tokens[k].kind == "p" or tokens[k].key in self._closers

    def _stop(self, tokens: Sequence[Token], k: int) -> bool:
        """Whether the clause ends at ``k``: at the last token, or at a stop that is no dot of initials or numbers."""
        if k >= len(tokens):
            return True
        if tokens[k].key not in self._stops:
            return False
        letter = k > 0 and tokens[k - 1].end - tokens[k - 1].start <= 2 and tokens[k].key == "."
        return not letter and not (
            k + 1 < len(tokens) and tokens[k + 1].start == tokens[k].end and tokens[k + 1].kind != "p"
        )
