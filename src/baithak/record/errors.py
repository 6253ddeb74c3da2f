"""What can go wrong with a record, in words that say what to do."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from baithak.errors import BaithakError

#: Words of a database's own message → what is wrong and what to do.
_MEANINGS = (
    ("database is locked", "another process has been writing to it for too long; try again when it is done"),
    ("readonly", "is read-only here; nothing was written"),
    ("read-only", "is read-only here; nothing was written"),
    ("disk is full", "the disk is full; nothing was written. Make room and add again: what is there is whole"),
    ("no space left", "the disk is full; nothing was written. Make room and add again: what is there is whole"),
    ("disk i/o error", "the disk gave an error; nothing was written. Check the disk, then: baithak check"),
    ("malformed", "is damaged; restore it from a copy, or add its reports to a new record"),
    ("not a database", "is no record (no SQLite file); name another file"),
    ("unable to open", "cannot be opened; is its folder there and readable?"),
    ("connection refused", "no PostgreSQL answers there; is it running?"),
    ("terminating connection", "PostgreSQL ended the connection; nothing was written. Add again when it is back"),
    ("server closed the connection", "PostgreSQL went away; nothing was written. Add again when it is back"),
    ("connection is lost", "PostgreSQL went away; nothing was written. Add again when it is back"),
    ("password authentication failed", "PostgreSQL refuses the name or the password"),
    ("does not exist", "PostgreSQL knows no such database or user; make it first (createdb)"),
)


class RecordError(BaithakError):
    """A record cannot be opened, read or written.

    Args:
        name: The record, as a person names it.
        problem: What is wrong and what to do.
    """

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}")
        self.name = name
        self.problem = problem


def explained(name: str, error: DBAPIError) -> RecordError:
    """A database's error as one of ours.

    Args:
        name: The record.
        error: What the database said.
    """
    said = str(error.orig or error)
    for words, meaning in _MEANINGS:
        if words in said.lower():
            return RecordError(name, meaning)
    return RecordError(name, f"the database says: {' '.join(said.split())}")
