"""Links to other reports inside a line of prose: *also read: …* up to the end of that sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from baithak.clean.table import FurnitureTable
from baithak.orthography import Speller
from baithak.spans import Span

_CAP = 220  # code points that a link's title may take; beyond it only the lead itself is marked
_BACK = 60  # code points before a colon in which its lead stands
_SIGN = re.compile(r"[(\[]|[:：–—]|-(?!\w)|(?<=\s)-")
_BRACKETS = {"(": ")", "[": "]"}


class Inline:
    """Finds leads inside prose, whatever their spelling.

    Only a lead after an opening bracket or before a colon or dash counts, so those rare signs are looked for first.

    Args:
        table: The pack's furniture table.
        speller: The pack's speller, which knows what spellings are the same.
    """

    def __init__(self, table: FurnitureTable, speller: Speller) -> None:
        phrases = [p for p in table.leads if len(p.split()) > 1]
        pattern = "|".join(sorted(_tolerant(phrases, speller), key=len, reverse=True))
        before = re.escape(table.sentence_ends + "([*>»-–\"'”’")
        self._before_sign = re.compile(rf"(?<![^\s{before}])(?:{pattern})\s*\Z", re.IGNORECASE)
        self._in_bracket = re.compile(rf"[(\[]\s*(?:{pattern})(?![^\W\d_])", re.IGNORECASE)
        self._ends = re.compile(f"[{re.escape(table.sentence_ends)}][{re.escape(table.closers)}]*(?=\\s|$)")

    def __call__(self, text: str, start: int, end: int) -> Iterator[Span]:
        """Spans of links inside ``text[start:end]``, ascending."""
        at = start
        for sign in _SIGN.finditer(text, start, end):
            if sign.start() < at:
                continue
            found = self._at(text, sign, at, end)
            if found:
                yield found
                at = found.end

    def _at(self, text: str, sign: re.Match[str], start: int, end: int) -> Span | None:
        if sign.group() in _BRACKETS:
            lead = self._in_bracket.match(text, sign.start(), end)
            if not lead:
                return None
            close = text.find(_BRACKETS[sign.group()], lead.end(), min(end, lead.end() + _CAP))
            return Span(lead.start(), close + 1 if close >= 0 else lead.end())
        back = max(start, sign.start() - _BACK)
        lead = self._before_sign.search(text[back : sign.start()])
        return Span(back + lead.start(), self._stop(text, sign.end(), end)) if lead else None

    def _stop(self, text: str, at: int, end: int) -> int:
        limit = min(end, at + _CAP)
        if found := self._ends.search(text, at, limit):
            return found.end()
        return end if end <= limit else at


def _tolerant(phrases: Sequence[str], speller: Speller) -> Iterator[str]:
    """A pattern for each phrase that accepts every spelling the speller folds together, sign by sign."""
    blocks = {ord(c) & ~0x7F for phrase in phrases for c in phrase if ord(c) > 0x7F}
    classes: dict[str, set[str]] = {}
    dropped: set[str] = set()
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
