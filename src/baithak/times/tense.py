"""The direction in time of the clause around an expression, from the first verb after it (Hindi and its kin end on the verb)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from baithak.morphology import inflect
from baithak.orthography import Speller, Token
from baithak.pack import Morphology, load, verbs


class TenseTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pack's ``tense.yaml``.

    Attributes:
        cells: Direction to the cells of the verbal paradigms that tell it.
        endings: Direction to endings of words that are no known verb.
        words: Direction to whole words and pairs of words (auxiliaries, requests); ``none`` is a verb that does not tell, ``skip``
            one that leaves the telling to the next.
        weak: Forms that are commoner as other words and count only where a clause may end after them.
        closers: Words and signs after which a weak form is at a clause's end.
        stops: Signs that end the clause.
    """

    cells: dict[str, list[str]]
    endings: dict[str, list[str]]
    words: dict[str, list[str]]
    weak: list[str]
    closers: list[str]
    stops: list[str]


class TenseReader:
    """Tells past from future.

    Args:
        code: Code of the language pack.
        speller: Its speller.
    """

    def __init__(self, code: str, speller: Speller) -> None:
        folder = f"lang/{code}"
        table = load(folder, "tense.yaml", TenseTable)
        fold = speller.fold
        paradigms = load(folder, "morphology.yaml", Morphology).verbal
        direction_of = {cell: direction for direction, cells in table.cells.items() for cell in cells}
        self._forms: dict[str, str] = {}
        for root, verb in verbs(code).items():
            for form, cell in inflect(root, paradigms[verb.paradigm], verb.irregular):
                if cell in direction_of and " " not in form:
                    self._forms[fold(form)] = direction_of[cell]
        self._forms |= {" ".join(map(fold, w.split())): direction for direction, words in table.words.items() for w in words}
        self._endings = [(fold(e), direction) for direction, endings in table.endings.items() for e in endings]
        self._weak = frozenset(map(fold, table.weak))
        self._closers = frozenset(map(fold, table.closers))
        self._stops = frozenset(table.stops)

    def after(self, tokens: Sequence[Token], i: int) -> str | None:
        """The tense of the first verb from token ``i`` on.

        Args:
            tokens: A sentence, or a longer row of tokens.
            i: Index after the time expression.

        Returns:
            ``past``, ``future``, or None where no verb tells.
        """
        for k in range(i, len(tokens)):
            token = tokens[k]
            if token.key in self._stops and not self._inside_number(tokens, k):
                return None
            if token.kind != "w":
                continue
            direction = self._pairs(tokens, k) or self._forms.get(token.key) or self._by_ending(token.key)
            if direction and direction != "skip" and (token.key not in self._weak or self._closes(tokens, k + 1)):
                return None if direction == "none" else direction
        return None

    def _pairs(self, tokens: Sequence[Token], k: int) -> str | None:
        return self._forms.get(f"{tokens[k].key} {tokens[k + 1].key}") if k + 1 < len(tokens) else None

    def _by_ending(self, key: str) -> str | None:
        return next((direction for ending, direction in self._endings if key.endswith(ending) and len(key) > len(ending)), None)

    def _closes(self, tokens: Sequence[Token], k: int) -> bool:
        return k >= len(tokens) or tokens[k].kind == "p" or tokens[k].key in self._closers

    @staticmethod
    def _inside_number(tokens: Sequence[Token], k: int) -> bool:
        return 0 < k < len(tokens) - 1 and tokens[k - 1].end == tokens[k].start and tokens[k + 1].start == tokens[k].end
