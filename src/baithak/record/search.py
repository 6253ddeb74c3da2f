"""Keeps the search index of a record in step with its reports, in the same transaction.

Words are folded here (``words.py``) and handed to the database as they are, so that SQLite (FTS5, which would split
Hindi at its vowel signs unless told otherwise) and PostgreSQL (a stored ``tsvector``) hold the same. Spelling-blindness
is no second column but a vocabulary: what is asked for is first led to the words of the record that sound alike.

The SQLite index keeps no text. What is taken out of ``filed`` is no longer found; its entries stay behind until
:func:`rebuild`. A report's entry outlives it: the same text has the same key whenever it is added again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, and_, delete, select, text
from sqlalchemy.dialects import postgresql, sqlite

from baithak.reconcile.values import Telling
from baithak.record import spellings
from baithak.record.schema import filed, lexeme, mention, namesake, naming, report, statement, telling
from baithak.record.words import Word, sound, words

_MOST = 20_000  # words of a text that are filed
_BYTES = 1_000_000  # of one vector of PostgreSQL
_POSITIONS = 16_383  # the last that PostgreSQL keeps
_CHUNK = 500
_REF = 160
_decode = msgspec.json.Decoder(Telling).decode


def create_search(connection: Connection) -> None:
    """Make the index; the tables of the schema are there.

    Args:
        connection: A writing transaction.
    """
    if connection.dialect.name == "sqlite":
        tokens = "unicode61 remove_diacritics 0 categories ''L* N* Co Mn Mc''"
        made = f"CREATE VIRTUAL TABLE search USING fts5(report, telling, content='', tokenize='{tokens}')"
        connection.execute(text(made))
        return
    number = "number integer PRIMARY KEY REFERENCES filed (number) ON DELETE CASCADE"
    connection.execute(text(f"CREATE TABLE search ({number}, sort varchar(8) NOT NULL, words tsvector NOT NULL)"))
    connection.execute(text("CREATE INDEX ix_search_words ON search USING gin (words)"))


def index(connection: Connection, key: str, body: str, told: Sequence[Telling]) -> None:
    """File a report that is being added.

    Args:
        connection: A writing transaction; the report's rows are there.
        key: Key of the report.
        body: Its text.
        told: Its tellings.
    """
    found = list(words(body, _MOST))
    heard = {w.key for w in found}
    _file(connection, "report", key, key, found)
    for one in told:
        own = list(words(_said(one, body)))
        heard |= {w.key for w in own}
        _file(connection, "telling", one.id, key, own)
    heard |= _name(connection, "person", _people(connection, key))
    heard |= _name(connection, "place", {t.place: spellings.of_place(t.place) for t in told if t.place})
    standing = sorted({t.mechanism for t in told if t.mechanism})
    heard |= _name(connection, "mechanism", {m: spellings.of_mechanism(m) for m in standing})
    states = sorted({s for t in told for s in t.countries})
    heard |= _name(connection, "state", {s: spellings.of_state(s) for s in states})
    _hear(connection, heard)


def unindex(connection: Connection, key: str) -> None:
    """Take a report out of the index, before its rows go.

    Args:
        connection: A writing transaction.
        key: Key of the report.
    """
    connection.execute(delete(filed).where(filed.c.report == key, filed.c.sort == "telling"))


def rebuild(connection: Connection) -> None:
    """Make the index anew from the record's reports.

    Args:
        connection: A writing transaction.
    """
    connection.execute(text("DROP TABLE search"))
    for table in (filed, lexeme, naming):
        connection.execute(delete(table))
    create_search(connection)
    for key in connection.scalars(select(report.c.key).order_by(report.c.added, report.c.key)).all():
        body = str(connection.scalar(select(report.c.text).where(report.c.key == key)))
        told = connection.scalars(select(telling.c.value).where(telling.c.report == key).order_by(telling.c.item))
        index(connection, key, body, [_decode(value) for value in told])


def _said(one: Telling, body: str) -> str:
    """What an engagement is found by: who, where, in what, of which kind, and the words that tell it."""
    parts = [one.kind, *(p.name for p in one.people), *one.topics]
    parts += spellings.of_place(one.place) if one.place else ()
    parts += [name for state in one.countries for name in (state, *spellings.of_state(state))]
    parts += [one.mechanism] if one.mechanism else []
    parts += [body[start:end] for start, end in one.evidence]
    return " ".join(parts)


# ---------------------------------------------------------------------- the text index


def _file(connection: Connection, sort: str, ref: str, key: str, found: Sequence[Word]) -> None:
    if connection.execute(select(filed.c.number).where(filed.c.ref == ref)).first() is not None:
        return
    made = connection.execute(filed.insert(), {"sort": sort, "ref": ref, "report": key})
    number = made.inserted_primary_key[0] if made.inserted_primary_key else None
    if connection.dialect.name == "sqlite":
        line = text(f"INSERT INTO search (rowid, {sort}) VALUES (:number, :words)")
        connection.execute(line, {"number": number, "words": " ".join(w.key for w in found)})
    else:
        line = text("INSERT INTO search (number, sort, words) VALUES (:number, :sort, CAST(:words AS tsvector))")
        connection.execute(line, {"number": number, "sort": sort, "words": _vector(found)})


def _vector(found: Sequence[Word]) -> str:
    """As many words as a vector of PostgreSQL can hold."""
    out, left = [], _BYTES
    for n, word in enumerate(found, 1):
        left -= len(word.key.encode()) + 4
        if left < 0:
            break
        out.append(f"'{word.key}':{min(n, _POSITIONS)}")
    return " ".join(out)


# ---------------------------------------------------------------------- names


def _people(connection: Connection, key: str) -> dict[str, list[str]]:
    """The people whom a report names, with all their names, as shown and as written."""
    out: dict[str, list[str]] = {}
    m, s = mention.c, statement.c
    name = and_(s.report == m.report, s.subject == "person", s.item == m.item, s.field == "name")
    asked_of = select(m.person, m.name, m.known, s.words).outerjoin(statement, name).where(m.report == key)
    for row in connection.execute(asked_of):
        names = out.setdefault(row.person, spellings.of_person(row.known) if row.known else [])
        names += [row.name, *([row.words] if row.words and not row.known else [])]
    asked = select(namesake.c.person, namesake.c.name).distinct().where(namesake.c.person.in_(sorted(out)))
    for who, name in connection.execute(asked):
        out[who].append(name)
    return out


def _name(connection: Connection, sort: str, names: dict[str, list[str]]) -> set[str]:
    """File names that are not filed yet.

    Returns:
        Their words.
    """
    wanted: dict[tuple[str, str], bool] = {}
    for ref, forms in names.items():
        for form in dict.fromkeys(forms):
            parts = [w.key for w in words(form)]
            for part in parts:
                alone = part == parts[-1] and (sort == "person" or len(parts) == 1)
                wanted[ref[:_REF], part] = wanted.get((ref[:_REF], part), False) or alone
    refs = sorted({ref for ref, _ in wanted})
    asked = select(naming.c.ref, naming.c.word).where(naming.c.sort == sort, naming.c.ref.in_(refs))
    there = set(connection.execute(asked)) if refs else set()
    rows = [
        {"word": word, "sort": sort, "ref": ref, "alone": alone}
        for (ref, word), alone in wanted.items()
        if (ref, word) not in there
    ]
    _insert_new(connection, naming, rows)
    return {str(r["word"]) for r in rows}


# ---------------------------------------------------------------------- the vocabulary


def _hear(connection: Connection, heard: Iterable[str]) -> None:
    wanted = sorted(heard)
    for at in range(0, len(wanted), _CHUNK):
        some = wanted[at : at + _CHUNK]
        there = set(connection.scalars(select(lexeme.c.word).where(lexeme.c.word.in_(some))))
        sounds = [(word, sound(word)) for word in some if word not in there]
        rows = [{"word": w, "bones": s and s.bones, "sounds": s and s.sounds} for w, s in sounds]
        _insert_new(connection, lexeme, rows)


def _insert_new(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows; one that another writer has brought meanwhile stays as it is."""
    if not rows:
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    line = dialect.insert(table)
    connection.execute(line.on_conflict_do_nothing(), list(rows))
