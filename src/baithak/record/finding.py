"""What is looked for in the search index: words of a person's query led to the words of the record that sound alike.

A query has no syntax that can be wrong. Words in quotation marks stand together; the last word may be only begun;
everything else is words, all of which are wanted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein
from sqlalchemy import Connection, func, or_, select, text

from baithak.names.likeness import likeness
from baithak.names.sounds import ear
from baithak.names.tables import roles
from baithak.record.schema import filed, lexeme, naming, report
from baithak.record.words import Sound, fold, sound, words

_TERMS = 12  # words of a query that count
_OTHERS = 40  # words of the record that one word of a query may stand for
_NEAREST = 80  # words of the record that are heard closely
_NEWEST = 500  # entries looked at: the last added of those that match
_BEGUN = 3  # letters from which the last word may be only begun
_BEARERS = 3  # people of one surname up to whom it is led to its other spellings
_ALIKE = {2: 0.93, 3: 0.88}  # likeness from which words of so few consonants are one
_ALIKE_LONG = 0.84
_OTHER_BONES = 0.93  # the same, where one has a consonant more
_NEAR = 0.92  # the same, in one script, where the writer could have written the other word
_KIN = "0123456"
_LAST_ADDED_SQLITE = "SELECT rowid FROM search WHERE search MATCH :query ORDER BY rowid DESC LIMIT :many"
_AMONG_NEWEST_POSTGRES = (
    "SELECT number FROM search WHERE number > (SELECT max(number) FROM search) - :window AND sort = :sort"
    " AND words @@ CAST(:query AS tsquery) ORDER BY number DESC LIMIT :many"
)
_LAST_ADDED_POSTGRES = (
    "WITH found AS MATERIALIZED (SELECT number FROM search WHERE sort = :sort AND words @@ CAST(:query AS tsquery))"
    " SELECT number FROM found ORDER BY number DESC LIMIT :many"
)
_RANKED_SQLITE = (
    "SELECT filed.ref, found.rank FROM"
    " (SELECT rowid, rank FROM search WHERE search MATCH :query AND rowid >= :low) AS found"
    " JOIN filed ON filed.number = found.rowid ORDER BY found.rank, found.rowid DESC LIMIT :most"
)
_RANKED_POSTGRES = (
    "SELECT filed.ref, ts_rank(search.words, CAST(:query AS tsquery)) AS rank FROM search"
    " JOIN filed ON filed.number = search.number"
    " WHERE search.number = ANY(CAST(:numbers AS integer[]))"
    " ORDER BY rank DESC, search.number DESC LIMIT :most"
)
_WINDOW = 6000  # of the entries added last, among which frequent words are found without the index
_QUOTED = re.compile('["\u00ab\u00bb\u201c\u201d\u201e\u201f]')


class Term(msgspec.Struct, frozen=True):
    """One thing that is wanted.

    Attributes:
        words: Its folded words; several stand together.
        others: Words of the record for which it may stand too.
        begun: Whether its last word may be only begun.
    """

    words: tuple[str, ...]
    others: tuple[str, ...] = ()
    begun: bool = False

    def means(self, key: str) -> bool:
        """Whether a folded word of a text is a hit.

        Args:
            key: The word.
        """
        return key in self.words or key in self.others or (self.begun and key.startswith(self.words[-1]))


def terms(connection: Connection, query: str, *, begun: bool = True) -> list[Term]:
    """Understand a query.

    Args:
        connection: A transaction.
        query: Anything.
        begun: Whether the last word may be only begun.

    Returns:
        What is wanted; empty where the query has no word.
    """
    found: list[tuple[str, ...]] = []
    for number, part in enumerate(_QUOTED.split(query[:4000])):
        keys = tuple(w.key for w in words(part, _TERMS))
        found += [keys] if number % 2 and keys else [(k,) for k in keys]
    out = []
    chosen = list(dict.fromkeys(found))[:_TERMS]
    for number, keys in enumerate(chosen):
        last = begun and number == len(chosen) - 1 and len(keys[-1]) >= _BEGUN
        others = _others(connection, keys[0], begun=last) if len(keys) == 1 else ()
        out.append(Term(keys, others, last))
    return out


def exact(wanted: Sequence[Term]) -> list[Term]:
    """Terms without the words that only sound alike.

    Args:
        wanted: The terms.
    """
    return [Term(term.words) for term in wanted]


def entries(connection: Connection, wanted: Sequence[Term], sort: str, most: int, *, every: bool = True) -> list[str]:
    """What is filed under the words wanted.

    Args:
        connection: A transaction.
        wanted: The terms.
        sort: ``report`` or ``telling``.
        most: At most so many.
        every: Whether all terms are wanted, or any.

    Returns:
        Their keys or ids: reports the best first; of five hundred or more, which words so frequent do not tell apart,
        the newest first. Tellings in no order that matters.
    """
    if not wanted:
        return []
    sqlite = connection.dialect.name == "sqlite"
    query = _match(wanted, sort, every=every) if sqlite else _tsquery(wanted, every=every)
    given = {"query": query, "sort": sort, "many": _NEWEST}
    numbers = list(connection.scalars(text(_LAST_ADDED_SQLITE), given)) if sqlite else _of_postgres(connection, given)
    f = filed.c
    if sort == "report" and 0 < len(numbers) < _NEWEST:
        ranked = text(_RANKED_SQLITE if sqlite else _RANKED_POSTGRES)
        among = {"low": numbers[-1]} if sqlite else {"numbers": numbers}
        rows = connection.execute(ranked, {"query": query, **among, "most": most})
        return [str(ref) for ref, _ in rows]
    asked = select(f.ref).where(f.number.in_(numbers)).order_by(f.number.desc()).limit(most)
    if sort == "report":
        r = report.c
        newest = (r.day.is_(None), r.day.desc(), f.number.desc())
        asked = asked.join(report, r.key == f.ref).order_by(None).order_by(*newest)
    return list(connection.scalars(asked))


def named(connection: Connection, wanted: Sequence[Term], sort: str, *, every: bool = True) -> dict[str, int]:
    """People, places or mechanisms whose names have the words wanted.

    Args:
        connection: A transaction.
        wanted: The terms.
        sort: ``person``, ``place`` or ``mechanism``.
        every: Whether all terms are wanted, or any.

    Returns:
        Id or name, and how many of the terms it has.
    """
    tally: dict[str, int] = {}
    for term in wanted:
        n = naming.c
        some = [n.word.in_([*term.words, *term.others])]
        some += [n.word.like(f"{term.words[-1]}%")] if term.begun else []
        asked = select(n.ref, func.count(n.word.distinct())).where(n.sort == sort, or_(*some)).group_by(n.ref)
        for ref, count in connection.execute(asked):
            if len(term.words) == 1 or count >= len(term.words):
                tally[ref] = tally.get(ref, 0) + 1
    return {ref: count for ref, count in tally.items() if count == len(wanted) or not every}


# ---------------------------------------------------------------------- words that sound alike


def _others(connection: Connection, key: str, *, begun: bool) -> tuple[str, ...]:
    called, known = _called(connection, key)
    found = dict.fromkeys([*_equals(key), *called])
    heard = sound(key)
    if heard and len(heard.bones) > 1 and not known:
        found |= dict.fromkeys(_sounding(connection, key, heard))
        if begun and len(heard.bones) > 2:
            found |= dict.fromkeys(_begun(connection, key, heard))
    found.pop(key, None)
    return tuple(found)[:_OTHERS]


def _equals(key: str) -> list[str]:
    """Spellings of one name that no ear would take for one another."""
    return [fold(word) for group in sorted(roles().alike.get(key, ())) for word in _groups().get(group, ())]


@cache
def _groups() -> dict[int, list[str]]:
    out: dict[int, list[str]] = {}
    for word, groups in sorted(roles().alike.items()):
        for group in groups:
            out.setdefault(group, []).append(word)
    return out


def _called(connection: Connection, key: str) -> tuple[list[str], bool]:
    """Other words by which what this word names is called: spellings of a surname, a place in another language.

    Returns:
        The words, and whether the register knows all of them (of a place or state), so that none is to be guessed.
    """
    n = naming.c
    asked = select(n.sort, n.ref).where(n.word == key, n.alone)
    rows = list(connection.execute(asked))
    people = [ref for sort, ref in rows if sort == "person" and "-" in ref]  # the register's
    refs = people if len(people) <= _BEARERS else []
    standing = [ref for sort, ref in rows if sort != "person"]
    asked = select(n.word).distinct().where(n.ref.in_([*refs, *standing]), n.alone).order_by(n.word)
    found = list(connection.scalars(asked)) if refs or standing else []
    return [word for word in found if standing or _as_long(word, key)], bool(standing)


def _as_long(word: str, key: str) -> bool:
    """Whether a surname is as long as another: half of one that is written in two words tells of others too."""
    if key.endswith(word) or word.endswith(key):
        return False
    a, b = sound(word), sound(key)
    return a is None or b is None or abs(len(a.bones) - len(b.bones)) <= 1


def _sounding(connection: Connection, key: str, heard: Sound) -> list[str]:
    c = lexeme.c
    rows = connection.execute(select(c.word, c.sounds).where(c.bones.in_(_near_bones(heard.bones))))
    there = {word: sounds for word, sounds in rows if word != key}
    own = ear().hear(key)
    out = []
    for word in _nearest(heard.sounds, there):
        other = ear().hear(word)
        how = likeness(own, other) if own and other else 0.0
        if other and how >= _enough(heard.bones, other.bones, one_script=_one_script(word, key)):
            out.append((-how, word))
    return [word for _, word in sorted(out)]


def _enough(bones: str, other: str, *, one_script: bool) -> float:
    enough = _ALIKE.get(len(bones), _ALIKE_LONG)
    if bones != other:
        return 2.0 if one_script else max(enough, _OTHER_BONES)
    return max(enough, _NEAR) if one_script else enough


def _one_script(a: str, b: str) -> bool:
    return a[0].isascii() == b[0].isascii() and abs(ord(a[0]) - ord(b[0])) < 0x80


def _begun(connection: Connection, key: str, heard: Sound) -> list[str]:
    c = lexeme.c
    asked = select(c.word, c.sounds).where(c.bones.like(f"{heard.bones}%"))
    rows = connection.execute(asked)
    there = {word: sounds[: len(heard.sounds) + 2] for word, sounds in rows if not _one_script(word, key)}
    own = ear().hear(key)
    out = []
    for word in _nearest(heard.sounds, there)[:_OTHERS]:
        cuts = [ear().hear(word[:n]) for n in range(max(2, len(key) - 3), min(len(word), len(key) + 4) + 1)]
        if own and any(cut and likeness(own, cut) >= _NEAR for cut in cuts):
            out.append(word)
    return out


def _nearest(sounds: str, there: dict[str, str]) -> list[str]:
    best = process.extract(sounds, there, scorer=Levenshtein.distance, limit=_NEAREST, score_cutoff=len(sounds))
    return [str(word) for _, _, word in best]


def _near_bones(bones: str) -> list[str]:
    """The bones of a word, and those with one consonant more or less where there are enough of them."""
    out = {bones}
    if len(bones) > 2:
        out |= {bones[:at] + kin + bones[at:] for at in range(len(bones) + 1) for kin in _KIN}
    if len(bones) > 3:
        out |= {bones[:at] + bones[at + 1 :] for at in range(len(bones))}
    return sorted(out)


# ---------------------------------------------------------------------- SQLite


def _match(wanted: Sequence[Term], sort: str, *, every: bool) -> str:
    parts = []
    for term in wanted:
        phrase = f'"{" ".join(term.words)}"' + (" *" if term.begun else "")
        parts.append("(" + " OR ".join([phrase, *(f'"{w}"' for w in term.others)]) + ")")
    return f"{{{sort}}} : ({(' AND ' if every else ' OR ').join(parts)})"


# ---------------------------------------------------------------------- PostgreSQL


def _tsquery(wanted: Sequence[Term], *, every: bool) -> str:
    parts = []
    for term in wanted:
        phrase = " <-> ".join(f"'{w}'" for w in term.words) + (":*" if term.begun else "")
        parts.append("(" + " | ".join([phrase, *(f"'{w}'" for w in term.others)]) + ")")
    return (" & " if every else " | ").join(parts)


def _of_postgres(connection: Connection, given: dict[str, object]) -> list[int]:
    """The last added of those that match.

    The planner cannot tell rare words from frequent ones, and reading the vectors of all entries takes seconds. So
    frequent words are looked for among the newest entries alone, all others by the index.
    """
    newest = list(connection.scalars(text(_AMONG_NEWEST_POSTGRES), {**given, "window": _WINDOW}))
    if len(newest) == _NEWEST:
        return newest
    return list(connection.scalars(text(_LAST_ADDED_POSTGRES), given))
