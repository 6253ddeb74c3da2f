"""The first tables, as they were then: a change of the schema is a revision of its own, and this one stays as it is."""

from __future__ import annotations

from typing import Final

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

NAMING: Final = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

metadata: Final = MetaData(naming_convention=NAMING)


def _of_report(*, key: bool = False, index: bool = False) -> Column[str]:
    there = ForeignKey("report.key", ondelete="CASCADE")
    return Column("report", String(16), there, nullable=False, primary_key=key, index=index or None)


report: Final = Table(
    "report",
    metadata,
    Column("key", String(16), primary_key=True),
    Column("id", Text, nullable=False, index=True),
    Column("source", Text, nullable=False),
    Column("language", String(16), nullable=False),
    Column("published", Text),
    Column("basis", String(8), nullable=False),
    Column("told", String(10)),  # day of publication as the caller told it
    Column("day", Integer),  # day of publication where it is one
    Column("agencies", Text, nullable=False),
    Column("furniture", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("gist", Text, nullable=False),  # its rarer words, by which reports of one event are told
    Column("sketch", Text, nullable=False),  # MinHash of the text's body, by which copies are found
    Column("story", String(16), nullable=False, index=True),  # the first of its copies: one source
    Column("pack", Text, nullable=False),  # version of program and language pack that read it
    Column("added", String(32), nullable=False),  # ISO 8601, UTC
)

statement: Final = Table(
    "statement",
    metadata,
    _of_report(key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("subject", String(16), nullable=False),  # report, person, engagement, commitment, appointment, measure
    Column("item", Integer, nullable=False),  # place among the report's subjects of the sort
    Column("field", String(16), nullable=False),
    Column("value", Text, nullable=False),  # JSON
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("concluded", Boolean, nullable=False),  # the words are the subject's; the value follows from other fields
)

#: One engagement as one report tells it.
telling: Final = Table(
    "telling",
    metadata,
    Column("id", String(16), primary_key=True),
    _of_report(index=True),
    Column("item", Integer, nullable=False),
    Column("value", Text, nullable=False),  # JSON of a reconcile Telling
    Column("engagement", String(16), index=True),
    Column("component", String(16), index=True),
)

block: Final = Table(
    "block",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("telling", String(16), ForeignKey("telling.id", ondelete="CASCADE"), primary_key=True, index=True),
)

#: One engagement of the record, however many reports tell it; ``value`` is the JSON of a reconcile Line.
engagement: Final = Table(
    "engagement",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("status", String(10), nullable=False),
    Column("first", Integer),
    Column("last", Integer),
    Column("mechanism", Text),
    Column("ordinal", Integer),
    Column("salience", String(10), nullable=False),
    Column("conflicts", Integer, nullable=False),
    Column("value", Text, nullable=False),
    Index("ix_engagement_first", "first", "id"),
    Index("ix_engagement_mechanism", "mechanism", "ordinal", "status", "kind", "first", "last"),  # ladders in outline
)

side: Final = Table(
    "side",
    metadata,
    Column("country", String(8), primary_key=True),
    Column("engagement", String(16), ForeignKey("engagement.id", ondelete="CASCADE"), primary_key=True, index=True),
)

topic: Final = Table(
    "topic",
    metadata,
    Column("topic", String(16), primary_key=True),
    Column("engagement", String(16), ForeignKey("engagement.id", ondelete="CASCADE"), primary_key=True, index=True),
)

person: Final = Table(
    "person",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("country", String(8)),
    Column("folded", Text, nullable=False, index=True),
)

#: One person as one report names them.
mention: Final = Table(
    "mention",
    metadata,
    _of_report(key=True),
    Column("item", Integer, primary_key=True, autoincrement=False),
    Column("person", String(64), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("office", Text),
    Column("country", String(8)),
    Column("known", String(64)),
)

#: Distinct names of people outside the register, by the keys under which spellings of one name meet.
namesake: Final = Table(
    "namesake",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("name", String(160), primary_key=True),
    Column("country", String(8), primary_key=True),  # "" where none is told
    Column("person", String(64), nullable=False, index=True),
)

taking_part: Final = Table(
    "taking_part",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("engagement", String(16), ForeignKey("engagement.id", ondelete="CASCADE"), primary_key=True, index=True),
)

#: Promises, appointments and measures: one line however many reports tell it; ``value`` is JSON.
promise: Final = Table(
    "promise",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("sort", String(12), nullable=False, index=True),  # commitment, appointment, measure
    Column("line", String(16), nullable=False, index=True),
    _of_report(index=True),
    Column("item", Integer, nullable=False),
    Column("sides", String(32), nullable=False, index=True),
    Column("due", Integer),
    Column("value", Text, nullable=False),
)

judgement: Final = Table(
    "judgement",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("act", Integer, nullable=False, index=True),  # number of the first row of one word of a person
    Column("verdict", String(10), nullable=False),  # same, different, unsure, right, wrong, set
    Column("subject", Text, nullable=False),  # JSON anchor: report, kind, span
    Column("other", Text),  # JSON anchor of the second of two
    Column("field", String(16)),
    Column("value", Text),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("undone", String(32)),
    Column("undone_by", Text),
)

journal: Final = Table(
    "journal",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("at", String(32), nullable=False),
    Column("what", String(16), nullable=False),  # added, revised, reread, judged, undone
    Column("report", String(16)),
    Column("detail", Text, nullable=False),
)

#: Near copies of one agency story meet in a band of their sketches.
band: Final = Table(
    "band",
    metadata,
    Column("key", String(24), primary_key=True),
    _of_report(key=True),
)

# ---------------------------------------------------------------------- search (``search.py``)

#: What is filed for search: a report by its text, a telling by its names and words. The index itself, which each
#: database keeps in its own way, is made below. A number is never given twice.
filed: Final = Table(
    "filed",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("sort", String(8), nullable=False),  # report, telling
    Column("ref", String(16), nullable=False, unique=True),  # key of the report, id of the telling
    Column("report", String(16), nullable=False, index=True),
    sqlite_autoincrement=True,
)

#: Every word that is filed, with its consonants by kin, by which words that sound alike are found.
lexeme: Final = Table(
    "lexeme",
    metadata,
    Column("word", String(64), primary_key=True),
    Column("bones", String(64), index=True),
    Column("sounds", String(64)),
)

#: Words of the names of people, places, mechanisms and states.
naming: Final = Table(
    "naming",
    metadata,
    Column("word", String(64), primary_key=True),
    Column("sort", String(10), primary_key=True),  # person, place, mechanism, state
    Column("ref", String(160), primary_key=True),  # id of the person or state, name of the place or mechanism
    Column("alone", Boolean, nullable=False),  # it may stand alone for the whole: a surname, a name of one word
    Index("ix_naming_ref", "sort", "ref"),
)

# ---------------------------------------------------------------------- promises and what follows (``promises.py``)

#: Promises that may be one meet under these keys; ``component`` holds together what must be judged together.
promise_key: Final = Table(
    "promise_key",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("promise", String(16), ForeignKey("promise.id", ondelete="CASCADE"), primary_key=True, index=True),
)

promise_component: Final = Table(
    "promise_component",
    metadata,
    Column("promise", String(16), ForeignKey("promise.id", ondelete="CASCADE"), primary_key=True),
    Column("component", String(16), nullable=False, index=True),
)

#: Plans ahead, contradictions and sessions are asked for without going through all engagements.
Index("ix_engagement_status", engagement.c.status, engagement.c.last)
Index("ix_engagement_last", engagement.c.last, engagement.c.first)  # the newest of all, or of some
Index("ix_engagement_conflicts", engagement.c.conflicts, engagement.c.first)
Index("ix_promise_due", promise.c.sort, promise.c.due)

#: Offices that a report gives and the register contradicts (``doubts.py``).
doubt: Final = Table(
    "doubt",
    metadata,
    _of_report(key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("sort", String(8), nullable=False),  # office: not held then; holder: held by another
    Column("person", String(64)),
    Column("name", Text, nullable=False),
    Column("country", String(8), nullable=False, index=True),
    Column("told", Text, nullable=False),  # the office that the report gives
    Column("held", Text, nullable=False),  # the offices held then; the other holder
    Column("day", Text),  # EDTF of the engagement
    Column("sides", String(32), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

Index("ix_engagement_ordinal", engagement.c.ordinal, engagement.c.mechanism)

# ---------------------------------------------------------------------- access to the desk (``accounts.py``)

account: Final = Table(
    "account",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("role", String(8), nullable=False),  # reader, editor
    Column("password", Text, nullable=False),  # Argon2, with its own salt and costs
    Column("added", String(32), nullable=False),
)


def _of_account() -> Column[str]:
    there = ForeignKey("account.name", ondelete="CASCADE")
    return Column("account", String(64), there, nullable=False, index=True)


#: What programs come in with; of the secret only its hash is kept.
token: Final = Table(
    "token",
    metadata,
    Column("id", String(8), primary_key=True),
    Column("secret", String(64), nullable=False, unique=True),  # SHA-256
    _of_account(),
    Column("role", String(8), nullable=False),
    Column("label", Text, nullable=False),
    Column("added", String(32), nullable=False),
)

session: Final = Table(
    "session",
    metadata,
    Column("secret", String(64), primary_key=True),  # SHA-256
    _of_account(),
    Column("added", String(32), nullable=False),
    Column("until", String(32), nullable=False),
)

#: What the desk asks for: what is new since a day, the reports that came last.
Index("ix_journal_at", journal.c.at, journal.c.number)
Index("ix_report_added", report.c.added, report.c.key)


revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables and the index of words."""
    connection = op.get_bind()
    metadata.create_all(connection)
    if connection.dialect.name == "sqlite":
        tokens = "unicode61 remove_diacritics 0 categories ''L* N* Co Mn Mc''"
        op.execute(f"CREATE VIRTUAL TABLE search USING fts5(report, telling, content='', tokenize='{tokens}')")
        return
    number = "number integer PRIMARY KEY REFERENCES filed (number) ON DELETE CASCADE"
    op.execute(f"CREATE TABLE search ({number}, sort varchar(8) NOT NULL, words tsvector NOT NULL)")
    op.execute("CREATE INDEX ix_search_words ON search USING gin (words)")
