"""The dateline with which a report's first line of prose begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from baithak.clean.rows import Row
from baithak.clean.stamps import Day, days
from baithak.clean.table import Words
from baithak.model import Dateline
from baithak.orthography import Token
from baithak.spans import Span

_LOOK = 26  # tokens within which a dateline ends
_PLACE_WORDS = 5  # two cities of two words, and one over
_DASHES = frozenset("-–—")
_OPEN, _CLOSE = frozenset("([{"), frozenset(")]}")


class _Head(msgspec.Struct):
    """What has been read of a dateline so far: token indices."""

    place_first: int = -1
    place_last: int = -1
    day: Day | None = None
    source: bool = False
    comma: bool = False
    at: int = 0


def dateline(row: Row, words: Words) -> Dateline | None:
    """Read a dateline at the beginning of a row.

    Args:
        row: The first line of prose, or a line of its own before it.
        words: The compiled table.

    Returns:
        The dateline, or None where the row begins otherwise.
    """
    tokens = row.tokens[:_LOOK]
    head = _Head()
    _skip_desk(tokens, row, words, head)
    _read_place(tokens, row, words, head)
    if head.place_first < 0 and not head.source:
        return None
    _read_rest(tokens, row, words, head)
    end = _end(tokens, row, words, head)
    if end is None:
        return None
    place = date = None
    if head.place_first >= 0:
        place = Span(tokens[head.place_first].start, tokens[head.place_last - 1].end)
    if head.day:
        date = Span(tokens[head.day.first].start, tokens[head.day.last - 1].end)
    if place is None and date is None:
        return None
    return Dateline(Span(row.start, end), place, date, head.day.edtf if head.day else None)


def _skip_desk(tokens: Sequence[Token], row: Row, words: Words, head: _Head) -> None:
    """Desk or agency before the place: *digital desk, New Delhi*."""
    first = row.first("desks") or row.first("agency")
    if first is None or first.last >= len(tokens):
        return
    if tokens[first.last].key in ",/|-–—" or tokens[first.last].key in words.stops or first.entry.kind == "desks":
        head.at = first.last + (tokens[first.last].kind == "p")
        head.source = True


def _read_place(tokens: Sequence[Token], row: Row, words: Words, head: _Head) -> None:
    agencies = row.covered(frozenset(("agency", "desks")))
    first = at = head.at
    count = 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind == "d" or token.key in words.months or at in agencies:
            break
        if token.kind == "p" and token.key not in "/-":
            break
        if token.kind == "p" and token.key == "-" and tokens[at - 1].end != token.start:
            break
        if token.key in words.not_places:
            return
        count += token.kind == "w"
        at += 1
        if row.text[token.end - row.start - 1] in words.table.colons:
            break
    if 0 < count <= _PLACE_WORDS and tokens[first].kind == "w":
        head.place_first, head.place_last, head.at = first, at, at


def _read_rest(tokens: Sequence[Token], row: Row, words: Words, head: _Head) -> None:
    """Commas, the day, and the agency in brackets, in any order."""
    agencies = {m.first: m.last for m in row.matches if m.entry.kind in ("agency", "desks")}
    while head.at < len(tokens):
        token = tokens[head.at]
        if token.key in _OPEN:
            close = next((i for i in range(head.at, len(tokens)) if tokens[i].key in _CLOSE), None)
            if close is None or close - head.at > 7:
                return
            head.at, head.source = close + 1, True
        elif _leads_on(tokens, head.at, agencies, words):
            head.at, head.comma = head.at + 1, True
        elif head.day is None and (day := _day(tokens, head.at, words)):
            head.day, head.at = day, day.last
        elif head.at in agencies and tokens[head.at - 1].key == ",":
            head.at, head.source = agencies[head.at], True
        else:
            return


def _leads_on(tokens: Sequence[Token], at: int, agencies: Mapping[int, int], words: Words) -> bool:
    """Whether a sign is followed by more of the dateline: a day, or after a comma or dash a bracket or an agency."""
    if tokens[at].key not in ",-." or at + 1 >= len(tokens):
        return False
    if _is_day(tokens, at + 1, words):
        return True
    return tokens[at].key != "." and (tokens[at + 1].key in _OPEN or at + 1 in agencies)


def _is_day(tokens: Sequence[Token], at: int, words: Words) -> bool:
    return _day(tokens, at, words) is not None


def _day(tokens: Sequence[Token], at: int, words: Words) -> Day | None:
    found = days(tokens[at : at + 6], words)
    if found and found[0].first == 0:
        return Day(at, at + found[0].last, found[0].edtf)
    two = tokens[at : at + 2]
    if len(two) == 2 and two[0].kind == "w" and two[1].key in words.months:  # a day written as a word
        return Day(at, at + 2, f"XXXX-{words.months[two[1].key]:02}")
    return None


def _end(tokens: Sequence[Token], row: Row, words: Words, head: _Head) -> int | None:
    """Offset after the dateline's closing sign; None where nothing closes it."""
    at = head.at
    if at >= len(tokens):
        return row.end
    words_in_place = sum(t.kind == "w" for t in tokens[max(head.place_first, 0) : max(head.place_last, 0)])
    token = tokens[at]
    sure = head.day is not None or head.source
    if token.key in words.stops and (sure or (words_in_place <= 3 and _closes(tokens, at, words))):
        while at + 1 < len(tokens) and tokens[at + 1].key in _DASHES | words.stops:
            at += 1
        return tokens[at].end
    if token.key in _DASHES and (sure or (words_in_place <= 3 and token.start > tokens[at - 1].end)):
        while at + 1 < len(tokens) and tokens[at + 1].key in _DASHES:
            at += 1
        return tokens[at].end
    if sure and ((head.day is not None and head.comma) or _comma_bracket(tokens, at)):
        return tokens[at - 1].end
    if at and row.text[tokens[at - 1].end - row.start - 1] in words.table.colons and words_in_place <= 3:
        return tokens[at - 1].end
    return None


def _comma_bracket(tokens: Sequence[Token], at: int) -> bool:
    """Whether a bracket that follows a comma has just closed: *New Delhi, (agency) …*."""
    opened = next((i for i in range(at - 1, -1, -1) if tokens[i].key in _OPEN), 0)
    return tokens[at - 1].key in _CLOSE and opened > 0 and tokens[opened - 1].key == ","


def _closes(tokens: Sequence[Token], at: int, words: Words) -> bool:
    """Whether a sign after a bare place closes a dateline: it ends no initial, and more than a fragment follows."""
    if words.letter_count(tokens[at - 1].key) == 1:
        return False
    return sum(t.kind == "w" for t in tokens[at + 1 :]) >= 6 or at + 1 == len(tokens)
