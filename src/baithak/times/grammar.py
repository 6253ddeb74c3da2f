"""The grammar: rules in stages over the alphabet of :mod:`baithak.times.words`, read from a pack's ``dates.yaml``.

A pattern is a row of elements: ``d:n=1..31 of? m:month (comma? y:year)?``. An element is a class or a macro, with
values after ``=`` and a name for the builder before ``:``; ``?`` makes it optional, brackets group, ``|`` separates
alternatives. At each place the longest match wins, then the rule that stands first. Later stages see what earlier ones
have found as classes of their own, ``date=month`` and so on: a cascade of finite automata, as in FASTUS
(Hobbs et al. 1997).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from baithak.errors import DataError
from baithak.orthography import Token
from baithak.times.build import BUILDERS
from baithak.times.values import Found, shape
from baithak.times.words import NOTHING, SIGN, Alphabet, Item

SHAPES = [
    "dom",
    "year",
    "month",
    "monthday",
    "day",
    "weekday",
    "feast",
    "week",
    "weekend",
    "night",
    "fortnight",
    "quarter",
    "half",
    "fiscal",
    "decade",
    "century",
    "season",
    "nth",
    "range",
    "stretch",
    "rest",
    "dayof",
    "duration",
    "repeat",
    "clock",
    "hour",
    "minute",
    "second",
    "offset",
    "edge",
]


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One rule.

    Attributes:
        rule: Its name, which travels into every result.
        pattern: What it matches.
        build: Name of the builder that makes the value.
        give: Constants for the builder.
        before: Elements of which one must stand directly before the match.
        not_before: Elements of which none may stand directly before the match.
        not_after: Elements of which none may stand directly after it.
        after: Elements of which one must stand directly after it.
        touching: Whether no white space may stand inside the match.
        fragment: Whether the result is good only as a part of something larger.
        arriving: Whether the clause must go on to a verb of coming or going; a bare number is a day only then.
        ahead: Whether the clause must be told of the future; a length of time is a stretch to come only then.
        example: An expression that the rule reads; tests hold every rule to it.
    """

    rule: str
    pattern: str
    build: str
    give: dict[str, str] = {}
    before: str = ""
    not_before: str = ""
    not_after: str = ""
    after: str = ""
    touching: bool = False
    fragment: bool = False
    arriving: bool = False
    ahead: bool = False
    example: str = ""


class GrammarTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pack's ``dates.yaml``: macros and the stages of rules."""

    macros: dict[str, str]
    stages: list[list[Rule]]


class _Compiled(msgspec.Struct, frozen=True, gc=False):
    rule: Rule
    regex: re.Pattern[str]
    order: int


class _Stage(msgspec.Struct, frozen=True, gc=False):
    """A stage's rules by the letter that begins them; ``starts`` and ``any_of`` say quickly where none can match."""

    starts: re.Pattern[str]
    any_of: dict[str, re.Pattern[str]]
    rules: dict[str, list[_Compiled]]


#: Classes whose letter does not tell the value, and signs that some rules want without white space around them.
_OPEN = ("year", "hundred", "big", "fraction", "blocked", "dash", "slash", "dot", "colon")
_MOST_KNOWN = 20_000  # rows of words whose findings are kept
_ELEMENT = re.compile(r"(?:(?P<name>\w+):)?(?P<cls>\w+)(?:=(?P<values>[\w./-]+))?$")


class Grammar:
    """Applies the rules of a pack.

    Args:
        table: The pack's rules.
        alphabet: The alphabet of its words.
        label: File name for errors.
    """

    def __init__(self, table: GrammarTable, alphabet: Alphabet, label: str) -> None:
        self._macros = table.macros
        self._alphabet = alphabet
        self._shape_letter = {s: alphabet.letter("date", s) for s in SHAPES}
        self._open = frozenset("".join(alphabet.letters(cls) for cls in _OPEN))
        self._known: dict[str, list[tuple[int, int, str, Found]]] = {}
        self._stages = [self._compile(stage, f"{label}$.stages[{n}]") for n, stage in enumerate(table.stages)]

    def _compile(self, stage: Sequence[Rule], label: str) -> _Stage:
        index: dict[str, list[_Compiled]] = {}
        for order, rule in enumerate(stage):
            where = f"{label}[{order}] ({rule.rule})"
            if rule.build not in BUILDERS:
                raise DataError(where, f"unknown builder {rule.build!r}; there are {', '.join(sorted(BUILDERS))}")
            try:
                compiled = _Compiled(rule, re.compile(self._regex(rule)), order)
                for letter in self._first(rule.pattern):
                    index.setdefault(letter, []).append(compiled)
            except (KeyError, re.error) as e:
                raise DataError(where, f"pattern cannot be read: {e}") from e
        return _Stage(re.compile(f"[{''.join(sorted(index))}]"), {}, index)

    # ------------------------------------------------------------------ patterns

    def _letters(self, element: str) -> str:
        m = _ELEMENT.match(element)
        if not m:
            raise KeyError(element)
        cls = m["cls"]
        if cls in self._macros:
            return "".join(self._letters(e) for e in self._macros[cls].split())
        if cls in ("nothing", "sign"):
            return NOTHING if cls == "nothing" else SIGN
        return self._alphabet.letters(cls, m["values"] or "")

    def _class(self, elements: str) -> str:
        return f"[{''.join(self._letters(e) for e in elements.split())}]"

    def _regex(self, rule: Rule) -> str:
        out = f"(?<!{self._class(rule.not_before)})" if rule.not_before else ""
        out += f"(?<={self._class(rule.before)})" if rule.before else ""
        for part in _parts(rule.pattern):
            if part == "(":
                out += "(?:"
            elif part in ("|", ")", "?"):
                out += part
            else:
                m = _ELEMENT.match(part)
                out += f"(?P<{m['name']}>{self._class(part)})" if m and m["name"] else self._class(part)
        out += f"(?={self._class(rule.after)})" if rule.after else ""
        return out + (f"(?!{self._class(rule.not_after)})" if rule.not_after else "")

    def _first(self, pattern: str) -> set[str]:
        """The letters with which a match may begin."""
        first, _, _ = self._first_of(_parts(pattern), 0)
        return first

    def _first_of(self, parts: Sequence[str], i: int) -> tuple[set[str], bool, int]:
        """First letters of the alternatives from ``parts[i]`` on, whether they may be empty, and where they end."""
        result: set[str] = set()
        empty_somewhere, open_ = False, True
        while i < len(parts):
            part = parts[i]
            if part == ")":
                break
            if part == "|":
                empty_somewhere, open_, i = empty_somewhere or open_, True, i + 1
                continue
            if part == "(":
                here, empty, i = self._first_of(parts, i + 1)
            else:
                here, empty = set(self._letters(part)), False
            i += 1
            if i < len(parts) and parts[i] == "?":
                empty, i = True, i + 1
            if open_:
                result |= here
                open_ = empty
        return result, empty_somewhere or open_, i

    # ------------------------------------------------------------------ reading

    def read(self, items: list[Item], tokens: Sequence[Token]) -> list[Item]:
        """Apply all stages.

        Args:
            items: The items of one row of tokens.
            tokens: The tokens.

        Returns:
            Items, those of a finding replaced by one whose value is a :class:`~baithak.times.values.Found`; those of
            no finding may be left out.
        """
        text = "".join([item.letter for item in items])
        told = self._open.isdisjoint(text)  # then the letters alone decide what is found
        known = self._known.get(text) if told else None
        if known is not None:
            return [Item(items[i].first, items[j].last, letter, found) for i, j, letter, found in known]
        out = self._read(items, tokens, text)
        if told and len(self._known) < _MOST_KNOWN:
            first, last = (
                {item.first: i for i, item in enumerate(items)},
                {item.last: i for i, item in enumerate(items)},
            )
            self._known[text] = [
                (first[x.first], last[x.last], x.letter, x.value) for x in out if isinstance(x.value, Found)
            ]
        return out

    def _read(self, items: list[Item], tokens: Sequence[Token], text: str) -> list[Item]:
        for number, stage in enumerate(self._stages):
            new = self._apply(stage, items, tokens, text)
            if new is not items:
                items, text = new, "".join([item.letter for item in new])
            elif not number:
                return []  # later stages only join what the first has found
        return items

    def _apply(self, stage: _Stage, items: list[Item], tokens: Sequence[Token], text: str) -> list[Item]:
        at, out, found = 0, [], stage.starts.search(text)
        while found:
            i = found.start()
            new = None
            letter = text[i]
            if (stage.any_of.get(letter) or _any_of(stage, letter)).match(text, i):
                new = self._longest(items, tokens, text, i, stage.rules[letter])
            if new:
                item, after = new
                out += items[at:i]
                out.append(item)
                at = after
            found = stage.starts.search(text, at if new else i + 1)
        if not out:
            return items
        return out + items[at:]

    def _longest(
        self, items: list[Item], tokens: Sequence[Token], text: str, i: int, rules: Sequence[_Compiled]
    ) -> tuple[Item, int] | None:
        matches = [(m, c) for c in rules if (m := c.regex.match(text, i)) and m.end() > i]
        matches.sort(key=lambda mc: (-mc[0].end(), mc[1].order))
        for m, compiled in matches:
            j = m.end()
            if compiled.rule.touching and not _touching(tokens, items[i].first, items[j - 1].last):
                continue
            found = self._build(compiled.rule, items, m)
            if found:
                return Item(items[i].first, items[j - 1].last, self._shape_letter[shape(found.value)], found), j
        return None

    @staticmethod
    def _build(rule: Rule, items: list[Item], m: re.Match[str]) -> Found | None:
        captured = {name: items[m.start(name)].value for name, letter in m.groupdict().items() if letter}
        built = BUILDERS[rule.build]({**rule.give, **captured})
        if built is None:
            return None
        if isinstance(built, Found):
            return msgspec.structs.replace(
                built, rule=rule.rule, fragment=rule.fragment, arriving=rule.arriving, ahead=rule.ahead
            )
        return Found(built, rule=rule.rule, fragment=rule.fragment, arriving=rule.arriving, ahead=rule.ahead)


def _any_of(stage: _Stage, letter: str) -> re.Pattern[str]:
    """All of a letter's rules in one pattern, compiled when the letter is first met: most of them never are."""
    found = stage.any_of.get(letter)
    if found is None:
        rules = (re.sub(r"\(\?P<\w+>", "(?:", c.regex.pattern) for c in stage.rules[letter])
        found = stage.any_of[letter] = re.compile("|".join(rules))
    return found


def _parts(pattern: str) -> list[str]:
    return re.findall(r"[()|?]|[^\s()|?]+", pattern)


def _touching(tokens: Sequence[Token], first: int, last: int) -> bool:
    return all(tokens[k].end == tokens[k + 1].start for k in range(first, last - 1))
