r"""Many-pattern search over tokens: a trie of folded words.

Matching whole tokens makes word boundaries a fact instead of a check (``re``'s ``\b`` breaks Devanagari), and offsets
are the tokens' own. Measured beside an Aho–Corasick pass in ``bench/``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from msgspec.structs import force_setattr

from baithak.orthography import Token

#: Signs that may stand between the words of one pattern: hyphens, the dot of an initial, *2+2*, a set-in abbreviation.
BRIDGES = frozenset("-–‑—.'’‘+&()")


class Entry(msgspec.Struct, frozen=True, gc=False):
    """What a pattern stands for.

    Attributes:
        kind: The lexicon's name for the sort of thing: ``state``, ``person``, ``noun`` …
        id: The thing itself.
        form: Which sort of form this is (``name``, ``demonym``, ``seat``; a verb's form).
        kinds: Under what it is looked up: closed classes by their own name, cues by theirs and as cues.
    """

    kind: str
    id: str
    form: str = ""
    kinds: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Work out once under what it is looked up: a match is sorted far more often than an entry is made."""
        if not self.kinds:
            force_setattr(self, "kinds", self._looked_up())

    def _looked_up(self) -> tuple[str, ...]:
        if self.kind == "word":
            return (self.id,)
        return ("cue", self.id) if self.kind == "cue" else (self.kind,)


class Match(msgspec.Struct, frozen=True, gc=False):
    """One pattern found: token indices half-open, and what it stands for."""

    first: int
    last: int
    entry: Entry


class Lexicon:
    """All patterns of a pack and its reference data, searched together."""

    _END = None

    def __init__(self) -> None:
        self._root: dict[Any, Any] = {}
        self._size = 0

    def __len__(self) -> int:
        """How many pattern-entry pairs it holds."""
        return self._size

    def add(self, keys: Sequence[str], entry: Entry) -> None:
        """File an entry under a pattern.

        Args:
            keys: The pattern's folded words; an empty pattern is ignored.
            entry: What it stands for; the same pair is stored once.
        """
        if not keys:
            return
        node = self._root
        for key in keys:
            node = node.setdefault(key, {})
        entries = node.setdefault(self._END, [])
        if entry not in entries:
            entries.append(entry)
            self._size += 1

    def get(self, keys: Sequence[str]) -> Sequence[Entry]:
        """The entries filed under exactly this pattern."""
        node: dict[Any, Any] | None = self._root
        for key in keys:
            node = node.get(key) if node is not None else None
        if node is None:
            return ()
        found: Sequence[Entry] = node.get(self._END, ())
        return found

    def patterns(self) -> Iterator[tuple[tuple[str, ...], Sequence[Entry]]]:
        """Every pattern with its entries, for checks and for the bench."""
        stack: list[tuple[tuple[str, ...], dict[Any, Any]]] = [((), self._root)]
        while stack:
            keys, node = stack.pop()
            for key, below in node.items():
                if key is self._END:
                    yield keys, below
                else:
                    stack.append(((*keys, key), below))

    def search(self, tokens: Sequence[Token]) -> list[Match]:
        """Every pattern in the tokens, overlapping ones too, by first token, longest first.

        Args:
            tokens: Tokens of one sentence. Between two words of a pattern only :data:`BRIDGES` may stand.
        """
        root, end = self._root, self._END
        out: list[Match] = []
        keys = [token.key for token in tokens]
        follow = _followers(tokens)
        for i, key in enumerate(keys):
            if key not in root:
                continue
            node: dict[Any, Any] | None = root[key]
            here: list[Match] = []
            at = i
            while node is not None:
                if end in node:
                    here += [Match(i, at + 1, e) for e in node[end]]
                at = follow[at]
                if at < 0:
                    break
                node = node.get(keys[at])
            here.reverse()
            out += here
        return out


def _followers(tokens: Sequence[Token]) -> list[int]:
    """For each token the index of the word that may continue a pattern after it, or -1."""
    follow = [-1] * len(tokens)
    after = -1
    for i in range(len(tokens) - 1, -1, -1):
        follow[i] = after
        token = tokens[i]
        if token.kind != "p":
            after = i
        elif token.key not in BRIDGES:
            after = -1
    return follow


def longest(matches: Iterable[Match]) -> list[Match]:
    """Matches of one sort without overlaps: at each place the longest, earlier first."""
    out: list[Match] = []
    edge = 0
    for m in sorted(matches, key=lambda m: (m.first, -m.last)):
        if m.first >= edge:
            out.append(m)
            edge = m.last
    return out
