"""News agencies and the initials of those who edited the copy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from baithak.clean.rows import Row
from baithak.clean.table import Words
from baithak.matching import Match
from baithak.orthography import Token
from baithak.spans import Span

_DASHES = frozenset("-–—")
_OPEN, _CLOSE = frozenset("([{"), frozenset(")]}")
_TAIL = 90  # code points before a line's end in which a closing credit is looked for
_CREDIT_LENGTH = 14
_CREDIT_WORDS = frozenset(("agency", "credits", "stamp_words"))


class Credit(msgspec.Struct, frozen=True):
    """An agency credited: canonical name and the words that credit it."""

    agency: str
    span: Span


def is_credit(tokens: Sequence[Token], matches: Sequence[Match], words: Words) -> bool:
    """Whether these tokens say nothing but a credit: agencies with the words of credits, or initials.

    Args:
        tokens: Tokens of a short line or of a bracket.
        matches: Known phrases in them.
        words: The compiled table.
    """
    texts = [t for t in tokens if t.kind != "p"]
    if not texts or len(texts) > _CREDIT_LENGTH:
        return False
    if is_initials(tokens, words):
        return True
    agencies = [m for m in matches if m.entry.kind == "agency"]
    taken = {i for m in matches if m.entry.kind in _CREDIT_WORDS for i in range(m.first, m.last)}
    rest = sum(t.kind != "p" and i not in taken for i, t in enumerate(tokens))
    if agencies:  # beside an agency the names or numbers of its editors may stand: "Bhasha <name> <name>"
        return rest == 0 or (rest <= 4 and agencies[0].first <= 2 and len(texts) <= 8 and _bare(tokens))
    return rest == 0 and any(m.entry.kind == "credits" for m in matches)


def _bare(tokens: Sequence[Token]) -> bool:
    return all(t.key in "-–—/()[]._" for t in tokens if t.kind == "p")


def is_initials(tokens: Sequence[Token], words: Words) -> bool:
    """Whether these tokens are editors' initials: words made of names of letters, with a slash."""
    texts = [t for t in tokens if t.kind != "p"]
    signs = [t.key for t in tokens if t.kind == "p"]
    if not 1 <= len(texts) <= 4 or any(s not in "/-–—._" for s in signs):
        return False
    if "/" not in signs:
        return False
    return all(
        words.letter_count(t.key) >= 1 or (t.key.isascii() and t.key.isalpha() and len(t.key) <= 4) for t in texts
    )


def in_row(row: Row) -> Iterator[Credit]:
    """Every agency that a credit line names."""
    for match in row.matches:
        if match.entry.kind == "agency":
            yield _credit(row.tokens, match)


def closing(text: str, row: Row, words: Words) -> tuple[int, tuple[Credit, ...]] | None:
    """A credit at the end of a line of prose.

    Args:
        text: The document's text.
        row: A line of prose.
        words: The compiled table.

    Returns:
        The offset at which the credit begins and the agencies it names, or None.
    """
    if not words.may_close.search(row.text[-_TAIL:]):
        return None
    tokens = words.speller.tokens(text, max(row.start, row.end - _TAIL), row.end)
    begin = _closing_begin(tokens, words)
    if begin is None or begin == 0:
        return None
    part = tokens[begin:]
    matches = words.search(part)
    if not is_credit(part, matches, words):
        return None
    found = tuple(_credit(part, m) for m in matches if m.entry.kind == "agency")
    return part[0].start, found


def _closing_begin(tokens: Sequence[Token], words: Words) -> int | None:
    """Index of the sign with which a closing credit begins: its bracket, or the dashes after the last sentence."""
    last = len(tokens) - 1
    while last >= 0 and tokens[last].kind == "p" and tokens[last].key in words.sentence_ends:
        last -= 1
    if last < 0:
        return None
    if tokens[last].key in _CLOSE:
        return next((i for i in range(last, -1, -1) if tokens[i].key in _OPEN), None)
    for i in range(last, -1, -1):
        if tokens[i].key in words.sentence_ends and (i + 1 < len(tokens)):
            return i + 1 if i + 1 <= last and tokens[i + 1].key in _DASHES else None
    return None


def attributed(row: Row, words: Words) -> Iterator[Credit]:
    """Agencies that a sentence names as its source: *PTI reports*."""
    sources = [m for m in row.matches if m.entry.kind == "attributions"]
    for match in row.matches:
        entry = match.entry
        if (
            entry.kind == "agency"
            and entry.form == "form"
            and entry.id in words.attributed
            and any(s.first == match.last for s in sources)
        ):
            yield _credit(row.tokens, match)


def bracketed(tokens: Sequence[Token], words: Words) -> Iterator[Credit]:
    """Agencies named alone in brackets among these tokens, as in a dateline."""
    opened = None
    for i, token in enumerate(tokens):
        if token.key in _OPEN:
            opened = i
        elif token.key in _CLOSE and opened is not None:
            part = tokens[opened : i + 1]
            matches = words.search(part)
            if is_credit(part, matches, words):
                yield from (_credit(part, m) for m in matches if m.entry.kind == "agency")
            opened = None


def _credit(tokens: Sequence[Token], match: Match) -> Credit:
    return Credit(match.entry.id, Span(tokens[match.first].start, tokens[match.last - 1].end))
