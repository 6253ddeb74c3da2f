"""Finds the time expressions of a sentence."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from baithak.edtf import weekday_name
from baithak.orthography import Token
from baithak.pack import load
from baithak.times.grammar import Grammar, GrammarTable
from baithak.times.tense import TenseReader
from baithak.times.values import Date, Duration, Found, Range, Timex, Value, Within, kind, relative
from baithak.times.words import Item, Words

_DAYS = {"day": 1, "night": 1, "week": 7, "fortnight": 14}


class TimeLanguage:
    """One language's words and grammar of time, from ``calendar.yaml`` and ``dates.yaml`` of its pack.

    Args:
        code: ISO 639 code of an installed pack.

    Attributes:
        words: The words of time, with the pack's speller and numbers.
        tense: Reader of a clause's direction in time.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self.words = Words(code)
        self.tense = TenseReader(code, self.words.speller)
        self._grammar = Grammar(
            load(f"lang/{code}", "dates.yaml", GrammarTable), self.words.alphabet, f"lang/{code}/dates.yaml"
        )

    def tag(self, tokens: Sequence[Token]) -> tuple[Timex, ...]:
        """The time expressions of one sentence.

        A span holds no postposition (in, on, at); a marker that makes a bound or closes a range (from, until, before,
        after) belongs to it, because the value needs it.

        Args:
            tokens: The sentence's tokens.

        Returns:
            Expressions without overlaps, left to right.
        """
        found: list[Timex] = []
        for items in self.words.islands(tokens):
            for item in self._grammar.read(items, tokens):
                value = item.value
                if isinstance(value, Found) and self._holds(value, tokens, item.last):
                    found.append(_timex(item, value, tokens))
        return tuple(found)

    def _holds(self, found: Found, tokens: Sequence[Token], last: int) -> bool:
        """Whether a finding is whole, and its clause goes on as its rule demands."""
        if found.fragment or (found.arriving and not self.tense.arrives(tokens, last)):
            return False
        return not found.ahead or self.tense.will(tokens, last)


def _timex(item: Item, found: Found, tokens: Sequence[Token]) -> Timex:
    value = found.value
    problem = _problem(value)
    days = round(value.n * _DAYS[value.unit]) if isinstance(value, Duration) and value.unit in _DAYS else None
    return Timex(
        first=item.first,
        last=item.last,
        start=tokens[item.first].start,
        end=tokens[item.last - 1].end,
        rule=found.rule,
        kind=kind(value),
        relative=relative(value),
        value=value,
        days=days,
        weekday=found.weekday,
        bound=found.bound,
        clock=found.clock,
        approximate=found.approximate,
        today=found.today,
        conflict=problem is None and _conflict(value, found.weekday),
        problem=problem,
    )


def _problem(value: Value) -> str | None:
    """Why a told date does not exist, or None."""
    if isinstance(value, Range):
        return _problem(value.first) or _problem(value.last)
    if isinstance(value, Within):
        inner = value.inner
        if isinstance(inner, Date) and isinstance(value.outer, Date) and value.outer.month is None:
            inner = Date(value.outer.year, inner.month, inner.day)
        return _problem(inner)
    if not isinstance(value, Date) or value.day is None or value.month is None:
        return None
    if not 1 <= value.month <= 12:
        return f"there is no month {value.month}"
    longest = monthrange(value.year or 2000, value.month)[1]
    return None if 1 <= value.day <= longest else f"month {value.month} has no day {value.day}"


def _conflict(value: Value, weekday: int | None) -> bool:
    if weekday is None or not isinstance(value, Date) or value.year is None or value.month is None or value.day is None:
        return False
    return date(value.year, value.month, value.day).weekday() != weekday


def contradicts(timex: Timex, day: str | None) -> bool:
    """Whether a weekday was told that a resolved EDTF day is not.

    Args:
        timex: The expression.
        day: EDTF; only a full day can contradict.
    """
    if timex.weekday is None or day is None or len(day) != 10 or not day.replace("-", "").isdigit():
        return False
    return date.fromisoformat(day).weekday() != timex.weekday


def named(timex: Timex, day: str | None) -> str:
    """The rule of an expression, with what is wrong with the date it tells.

    Args:
        timex: The expression.
        day: What it resolves to; a weekday told beside another day is kept, and said here.
    """
    if timex.problem:
        return f"{timex.rule} (no such day: {timex.problem})"
    if day and timex.weekday is not None and contradicts(timex, day):
        real = weekday_name(date.fromisoformat(day).weekday())
        return f"{timex.rule} (told as a {weekday_name(timex.weekday)}, but {day} is a {real})"
    return timex.rule
