"""Opening a record: one SQLite file, or a PostgreSQL database by its address; both with the same tables.

A record is never left half-written: everything is written in transactions that begin by taking the writers' turn
(``BEGIN IMMEDIATE``, or an advisory lock), so that two writers wait for each other and a killed one leaves nothing
behind.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import StaticPool

from baithak.record.errors import RecordError, explained

_CACHE: Final = 16_384  # KiB of pages a connection keeps: a large record's indexes are written all over
_MAPPED: Final = 1 << 28  # bytes of the file read through memory
PATIENCE: Final = 30.0  # seconds a writer waits for its turn
#: Connections that are kept, and how many more there may be at one time: a served record is read by many.
_POOL: Final = {"pool_size": 8, "max_overflow": 56}
_TURN: Final = 0x6261697468616B  # advisory lock of the writers
#: The newest revision of ``migrations/versions``; a test holds it to the folder.
HEAD: Final = "0001"


class Store:
    """An open record.

    Args:
        engine: The database.
        name: How to name it to a person.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine = engine
        self.name = name

    @property
    def is_sqlite(self) -> bool:
        """Whether it is one file."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads.

        Raises:
            RecordError: The record cannot be read (gone, locked, damaged).
        """
        with self._errors(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes: all of it is kept, or nothing.

        Raises:
            RecordError: Nothing was written (locked, read-only, full disk, gone).
        """
        connected = self.engine.connect().execution_options(writing=True)
        with self._errors(), connected as connection, connection.begin():
            if not self.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
            yield connection

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as e:
            raise explained(self.name, e) from e


def open_record(where: str, *, create: bool = False, patience: float = PATIENCE) -> Store:
    """Open a record.

    Args:
        where: Path of a SQLite file, or the address of a PostgreSQL database (``postgresql://user@host/name``).
        create: Whether to make it where there is none, and to bring an older one up to date.
        patience: Seconds that a writer waits for another before it gives up.

    Raises:
        RecordError: There is none, it is of a newer version, or it is no record.
    """
    store = _address(where, patience) if "://" in where else _file(where, patience, create=create)
    try:
        version = _version(store)
        if version != HEAD:
            _bring_up(store, version, create=create)
    except BaseException:
        store.engine.dispose()
        raise
    return store


def _address(where: str, patience: float) -> Store:
    try:
        url = make_url(where)
        if url.get_backend_name() == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
        elif url.get_backend_name() != "sqlite":
            raise RecordError(where, "a record is a SQLite file or a PostgreSQL database (postgresql://…)")
        if url.get_backend_name() == "sqlite":
            return _file(url.database, patience, create=True) if url.database else _in_memory()
        engine = create_engine(url, pool_pre_ping=True, **_POOL)
    except (ArgumentError, NoSuchModuleError) as e:
        raise RecordError(where, "no address of a database; write postgresql://user@host/name or a file's path") from e
    except ImportError as e:
        raise RecordError(where, "PostgreSQL needs its driver: pip install 'baithak[postgres]'") from e
    return Store(engine, url.render_as_string(hide_password=True))


def _file(where: str, patience: float, *, create: bool) -> Store:
    path = Path(where)
    if path.is_dir():
        raise RecordError(where, "is a folder; name a file, such as baithak.db")
    if not path.exists() and not create:
        raise RecordError(where, "there is no record yet; make one with: baithak add PATH…")
    if not path.parent.is_dir():
        raise RecordError(where, f"there is no folder {path.parent}; make it first")
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": patience}, **_POOL)
    event.listen(engine, "connect", _settle)
    event.listen(engine, "begin", _begin)
    return Store(engine, where)


def _in_memory() -> Store:
    """A record that is gone when the program ends: ``sqlite://``."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    event.listen(engine, "connect", _settle)
    event.listen(engine, "begin", _begin)
    return Store(engine, "sqlite://")


def _settle(connection: sqlite3.Connection, _: Any) -> None:
    """Settings of every connection to a file; transactions are begun by us, not by the driver."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    with suppress(sqlite3.OperationalError):  # read-only, or locked: whoever writes will be told so
        cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute(f"PRAGMA cache_size=-{_CACHE}")
    cursor.execute(f"PRAGMA mmap_size={_MAPPED}")
    cursor.close()


def _begin(connection: Connection) -> None:
    turn = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if turn else "BEGIN")


def _version(store: Store) -> str | None:
    """The revision of a record's tables, None where it has none.

    Raises:
        RecordError: It cannot be read, or is some other database.
    """
    with store.reading() as connection:
        names = set(inspect(connection).get_table_names())
        if "alembic_version" in names:
            return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    if names and store.is_sqlite:
        raise RecordError(store.name, "is a database of something else; name another file for the record")
    return None


def _bring_up(store: Store, version: str | None, *, create: bool) -> None:
    from baithak.record.migrations.run import known, upgrade  # noqa: PLC0415 - slow to load, seldom needed

    if version is not None and not known(version):
        raise RecordError(store.name, f"was written by a newer Baithak (revision {version}); update Baithak to read it")
    if not create:
        problem = "there is no record yet; make one with: baithak add PATH…"
        if version is not None:
            problem = f"is of an older version ({version}); baithak add brings it up to date"
        raise RecordError(store.name, problem)
    with store.writing() as connection:
        upgrade(connection)
