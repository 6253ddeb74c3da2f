"""Sums, measures and counts in a sentence: *50 crore dollars*, *2,000 tonnes*, *two*, *the fourth*."""

from __future__ import annotations

import msgspec

from baithak.find.promises import Words

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_BILLION, _MILLION = 10**9, 10**6


class Quantity(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A quantity.

    Attributes:
        first: First token.
        last: Token after it.
        value: The number.
        unit: English currency or measure, or None for a bare number.
        sort: ``sum``, ``measure``, ``count`` or ``ordinal``.
    """

    first: int
    last: int
    value: float
    unit: str | None = None
    sort: str = "count"


def quantities(words: Words, first: int, last: int) -> list[Quantity]:
    """All quantities in a token range, left to right; numbers inside names and times are none.

    Args:
        words: The sentence's promise words.
        first: First token.
        last: Token after the range.
    """
    scene = words.scene
    taken = {i for t in scene.times for i in range(t.first, t.last)}
    out: list[Quantity] = []
    i = first
    while i < last:
        named = words.at("object", i)
        if named is not None:
            i = named.last
            continue
        found = _at(words, i, last) if i not in taken else None
        if found is not None:
            out.append(found)
        i = found.last if found is not None else i + 1
    return out


def _at(words: Words, i: int, last: int) -> Quantity | None:
    before = words.at("currency", i)
    number = _number(words, before.last if before is not None else i)
    if number is None or number[1] > last:
        return None
    value, end, ordinal = number
    if ordinal:
        return Quantity(first=i, last=end, value=value, sort="ordinal")
    currency = before or words.at("currency", end)
    if currency is not None:
        return Quantity(first=i, last=max(end, currency.last), value=value, unit=currency.entry.id, sort="sum")
    measure = words.at("measure", end)
    if measure is not None:
        return Quantity(first=i, last=measure.last, value=value, unit=measure.entry.id, sort="measure")
    return Quantity(first=i, last=end, value=value)


def _number(words: Words, i: int) -> tuple[float, int, bool] | None:
    """Value, token after it, whether it is an ordinal; *one billion 20 crore* is one number."""
    total, at = 0.0, i
    while True:
        part = _part(words, at)
        if part is None:
            return (total, at, False) if at > i else None
        value, end, ordinal = part
        if ordinal:
            return (value, end, True) if at == i else (total, at, False)
        scaled = False
        while (times := words.at("times", end)) is not None:
            value, end, scaled = value * int(times.entry.id), times.last, True
        if at > i and not scaled:
            return total, at, False
        total, at = total + value, end
        if not scaled:
            return total, at, False


def _part(words: Words, i: int) -> tuple[float, int, bool] | None:
    """A number without the words that multiply digits; digits may hold commas and a point."""
    tokens = words.scene.marks.tokens
    if i >= len(tokens):
        return None
    number = words.scene.marks.lang.numbers.at(tokens, i)
    if number is None or number.ordinal or not number.digits:
        return (number.value, number.last, number.ordinal) if number is not None else None
    written, end = tokens[i].key, i + 1
    while end + 1 < len(tokens) and tokens[end].key in ",." and tokens[end + 1].kind == "d" and _tight(words, end):
        written += tokens[end].key + tokens[end + 1].key
        end += 2
    try:
        return float(written.replace(",", "")), end, False
    except ValueError:  # a date with points, a version
        return None


def _tight(words: Words, i: int) -> bool:
    tokens = words.scene.marks.tokens
    return tokens[i].start == tokens[i - 1].end and tokens[i].end == tokens[i + 1].start


def spelt(value: float) -> str:
    """A number in English: words up to ten, millions and billions by name."""
    if value == int(value) and 0 <= value < len(_SMALL):
        return _SMALL[int(value)]
    for size, name in ((_BILLION, "billion"), (_MILLION, "million")):
        if value >= size:
            return f"{round(value / size, 3):g} {name}"
    return f"{value:,.0f}" if value == int(value) else f"{value:g}"


def spelt_ordinal(value: float) -> str:
    """An ordinal in English."""
    n = int(value)
    if n < len(_ORDINALS):
        return _ORDINALS[n]
    tail = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{tail}"
