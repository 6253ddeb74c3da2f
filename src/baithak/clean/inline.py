"""Links to other reports inside a line of prose: *also read: …* up to the end of that sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from baithak.clean.table import FurnitureTable
from baithak.orthography import Speller
from baithak.spans import Span

_CAP = 220  # code points that a link's title may take; beyond it only the lead itself is marked
_BRACKETS = {"(": ")", "[": "]"}


class Inline:
    """Finds leads inside prose, whatever their spelling.

    Args:
        table: The pack's furniture table.
        speller: The pack's speller, which knows what spellings are the same.
    """

    def __init__(self, table: FurnitureTable, speller: Speller) -> None:
        phrases = [p for p in table.leads if len(p.split()) > 1]
        pattern = "|".join(sorted(_tolerant(phrases, speller), key=len, reverse=True))
        before = re.escape(table.sentence_ends + "([*>»-–")
        self._lead = re.compile(
            rf"(?P<open>[(\[]\s*)?(?<![^\s{before}])(?:{pattern})\s*(?P<colon>[:：\-–—]+)?", re.IGNORECASE
        )
        self._ends = re.compile(f"[{re.escape(table.sentence_ends)}][{re.escape(table.closers)}]*(?=\\s|$)")

    def __call__(self, text: str, start: int, end: int) -> Iterator[Span]:
        """Spans of links inside ``text[start:end]``."""
        at = start
        while m := self._lead.search(text, at, end):
            at = m.end()
            if m["open"] or m["colon"]:
                stop = self._stop(text, m, end)
                yield Span(m.start(), stop)
                at = stop

    def _stop(self, text: str, m: re.Match[str], end: int) -> int:
        limit = min(end, m.end() + _CAP)
        if m["open"]:
            close = text.find(_BRACKETS[m["open"][0]], m.end(), limit)
            return close + 1 if close >= 0 else m.end()
        if found := self._ends.search(text, m.end(), limit):
            return found.end()
        return end if end <= limit else m.end()


def _tolerant(phrases: Sequence[str], speller: Speller) -> Iterator[str]:
    """A pattern for each phrase that accepts every spelling the speller folds together, sign by sign."""
    blocks = {ord(c) & ~0x7F for phrase in phrases for c in phrase if ord(c) > 0x7F}
    classes: dict[str, set[str]] = {}
    dropped = set()
    for block in blocks:
        for sign in map(chr, range(block, block + 0x80)):
            folded = speller.fold(sign)
            (classes.setdefault(folded, set()) if folded else dropped).add(sign)
    optional = f"[{re.escape(''.join(sorted(dropped)))}]*" if dropped else ""
    for phrase in phrases:
        words = ("".join(_sign(c, classes, optional) for c in speller.fold(w)) for w in phrase.split())
        yield r"\s+".join(words)


def _sign(sign: str, classes: dict[str, set[str]], optional: str) -> str:
    if ord(sign) <= 0x7F:
        return re.escape(sign)
    return f"[{re.escape(''.join(sorted(classes.get(sign, {sign}) | {sign})))}]{optional}"
