"""One pass of the lexicon over a sentence, sorted by kind so that later rules only look up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from baithak.language import Language
from baithak.matching import Match
from baithak.model import Sentence
from baithak.orthography import Token

#: Kinds whose words end a person's name.
_ENDS_NAME = (
    "state",
    "place",
    "org",
    "office",
    "head",
    "domain",
    "noun",
    "phrase",
    "cue",
    "mech",
    "marker",
    "verb",
    "topic",
)
#: Pronoun classes of the pack and the role that each form marks by itself.
PRONOUN_ROLES = {
    "third": "bare",
    "third_ergative": "ergative",
    "third_genitive": "genitive",
    "third_comitative": "comitative",
    "third_dative": "dative",
}
#: Kinds whose words are no part of an unknown name.
_BARS = (*_ENDS_NAME, "stop", "conj", "compound", "possessive", "this", *PRONOUN_ROLES)
#: Kinds whose longer names hide a state or place inside them.
_COVERING = ("state", "place", "org", "person")
#: Kinds at which an office can begin, and those at which a party can.
_OFFICE = ("office", "domain", "body", "modifier")
_PARTY = (
    *_OFFICE,
    "state",
    "place",
    "org",
    "possessive",
    "counterpart",
    "relative",
    "ministry",
    "officials",
    "both_people",
    "both_sides",
    "honorific",
    "rank",
    *PRONOUN_ROLES,
)
_NO_MATCHES: dict[int, Match] = {}


def _before(a: Match, b: Match) -> bool:
    """The longer match; among equals a noun's before an adjective's (*Turkey* and *Turkish* are one word in Hindi)."""
    return a.last > b.last or (a.last == b.last and a.entry.form == "name" and b.entry.form != "name")


def _outermost(matches: list[Match]) -> list[Match]:
    """Leave out a state or place inside a longer name: *Shanghai* in the organisation, *China* in *South China Sea*."""
    wide = [
        m
        for m in matches
        if m.last - m.first > 1
        and (
            m.entry.kind in _COVERING
            or m.entry.id == "not_a_state"
            or (m.entry.kind == "mech" and m.entry.form == "name")
        )
    ]
    if not wide:
        return matches
    return [m for m in matches if m.entry.kind not in ("state", "place", "org") or not any(_hides(w, m) for w in wide)]


def _hides(wide: Match, inner: Match) -> bool:
    inside = wide.first <= inner.first and inner.last <= wide.last and wide.last - wide.first > inner.last - inner.first
    return inside and (wide.entry.kind != "mech" or inner.entry.kind == "org")


def _without_adverbs(markers: dict[int, Match]) -> dict[int, Match]:
    """Leave out the case markers that only make an adverb (*in detail*, *warmly*)."""
    adverbs = [m for m in markers.values() if m.entry.id == "adverb"]
    if not adverbs:
        return markers
    return {i: m for i, m in markers.items() if not any(a.first <= i < a.last for a in adverbs)}


class Marks:
    """A sentence with everything the lexicon knows in it.

    Args:
        sentence: The sentence.
        lang: The language it is in.
        times: Token ranges ``(first, last)`` that tell a time; they end a name too.
        here: Place for which the report's *here* stands, from its dateline.

    Attributes:
        tokens: The sentence's tokens.
        offices: Indices of tokens at which an office can begin, in order.
        parties: Indices of tokens at which a party can begin without a name.
        barred: Indices of tokens that cannot be part of an unknown name.
        timed: Indices of tokens that tell a time.
    """

    __slots__ = (
        *("_all", "_forms", "_longest", "barred", "here", "lang", "markers", "offices", "parties", "sentence"),
        *("timed", "tokens"),
    )

    def __init__(
        self, sentence: Sentence, lang: Language, times: Iterable[tuple[int, int]] = (), here: str | None = None
    ) -> None:
        self.sentence = sentence
        self.tokens: tuple[Token, ...] = sentence.tokens
        self.lang = lang
        self.here = here
        self._all: dict[str, list[Match]] = {}
        self._longest: dict[str, dict[int, Match]] = {}
        self._forms: dict[int, list[tuple[str, str]]] | None = None
        for match in _outermost(lang.lexicon.search(self.tokens)):
            first = match.first
            if match.entry.kind == "marker" and self.is_initial(first):
                continue
            for kind in match.entry.kinds:
                if kind not in self._all:
                    self._all[kind], self._longest[kind] = [match], {first: match}
                    continue
                self._all[kind].append(match)
                firsts = self._longest[kind]
                if first not in firsts or _before(match, firsts[first]):
                    firsts[first] = match
        self.markers = _without_adverbs(self._longest.get("marker", _NO_MATCHES))
        for that in self._longest.get("that", _NO_MATCHES):
            self.markers.pop(that - 1, None)  # *ki* before *that* is the verb: *announced that*
        self.offices = sorted(self.firsts(_OFFICE))
        self.parties = self.firsts(_PARTY)
        self.timed = frozenset(i for first, last in times for i in range(first, last))
        self.barred = self._bar()

    def is_initial(self, i: int) -> bool:
        """Whether a word is a letter of a name, dotted inside the sentence: *K.* is written like the genitive."""
        last = i + 1 >= len(self.tokens) - 1
        if last or self.tokens[i].key not in self.lang.letters:
            return False
        if self.tokens[i + 1].key != ".":
            return self._between_initial_and_surname(i)
        return self.tokens[i + 1].start == self.tokens[i].end and self.tokens[i + 2].kind == "w"

    def _between_initial_and_surname(self, i: int) -> bool:
        """*P K Saxena*: a letter written like the genitive, with another letter before it and a surname behind."""
        before = self.tokens[i - 1] if i else None
        led = before is not None and before.key in self.lang.letters
        return led and self.tokens[i + 1].key in self.lang.home_names

    def firsts(self, kinds: tuple[str, ...]) -> frozenset[int]:
        """Tokens at which a match of any of these kinds begins."""
        return frozenset().union(*[self._longest[kind] for kind in kinds if kind in self._longest])

    def all(self, kind: str) -> list[Match]:
        """All matches of a kind (or of a word class), overlapping ones too, by first token."""
        return self._all.get(kind, [])

    def at(self, kind: str, i: int) -> Match | None:
        """The longest match of a kind that begins at token ``i``."""
        here = self._longest.get(kind)
        return here.get(i) if here is not None else None

    def spans(self, kind: str) -> list[Match]:
        """Matches of a kind without overlaps, the longest at each place."""
        out: list[Match] = []
        edge = 0
        for first, match in self._longest.get(kind, _NO_MATCHES).items():  # in order, as the search was
            if first >= edge:
                out.append(match)
                edge = match.last
        return out

    def has(self, kind: str, i: int) -> bool:
        """Whether a match of this kind begins at token ``i``."""
        here = self._longest.get(kind)
        return here is not None and i in here

    def verb_forms(self, i: int) -> Sequence[tuple[str, str]]:
        """Roots and cells of the verb forms that token ``i`` is or belongs to."""
        if self._forms is None:
            self._forms = {}
            for match in self._all.get("verb", ()):
                for k in range(match.first, match.last):
                    self._forms.setdefault(k, []).append((match.entry.id, match.entry.form))
        return self._forms.get(i, ())

    def told(self, kind: str, first: int, last: int) -> bool:
        """Whether a match of a kind begins in the token range."""
        return any(first <= m.first < last for m in self._all.get(kind, ()))

    def text(self, first: int, last: int) -> str:
        """Folded words of a token range, for display in reasons."""
        return " ".join(t.key for t in self.tokens[first:last])

    def _bar(self) -> frozenset[int]:
        barred = set(self.timed)
        for kind in _BARS:
            for first, match in self._longest.get(kind, _NO_MATCHES).items():
                if match.last - first == 1:
                    barred.add(first)
                else:
                    barred.update(range(first, match.last))
        barred.update(i for i, t in enumerate(self.tokens) if t.kind != "w")
        return frozenset(barred)
