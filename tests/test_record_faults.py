"""Whatever goes wrong, a record is whole, and the message says what to do."""

import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import event, func, select, text

from baithak.model import Report
from baithak.reading import read
from baithak.record import adding
from baithak.record.adding import add
from baithak.record.checking import check
from baithak.record.errors import RecordError
from baithak.record.schema import engagement, metadata, report, telling
from baithak.record.store import HEAD, open_record

ROOT = Path(__file__).parent.parent
CALL = "नई दिल्ली, {day} अगस्त 2025: प्रधानमंत्री नरेंद्र मोदी ने {day} अगस्त को रूस के राष्ट्रपति व्लादिमीर पुतिन से फोन पर बात की।"


def call(day):
    told, words = f"2025-08-{day:02}", CALL.format(day=day)
    return Report(id=f"call {day}", source=f"{day}.txt", text=words, language="hi", published=told)


def add_one(store, day):
    one = call(day)
    with store.writing() as connection:
        add(connection, one, read(one), at="2026-01-01T00:00:00Z", pack="test")


def _add_some(store, days):
    for day in days:
        add_one(store, day)


def counted(store, table=report):
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def whole(store):
    with store.reading() as connection:
        return list(check(connection)) == []


def command(*words, record, **more):
    env = {**os.environ, "BAITHAK_RECORD": str(record)}
    return subprocess.run(
        [sys.executable, "-m", "baithak.cli", *words], capture_output=True, text=True, env=env, check=False, **more
    )


def test_a_file_that_another_writes_too_long(tmp_path):
    place = str(tmp_path / "record.db")
    store = open_record(place, create=True, patience=0.2)
    add_one(store, 1)
    other = sqlite3.connect(place, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(RecordError, match="another process"):
        add_one(store, 2)
    assert counted(store) == 1  # readers are not kept out
    other.execute("ROLLBACK")
    other.close()
    add_one(store, 2)
    assert counted(store) == 2
    store.engine.dispose()


def test_a_full_disk_leaves_what_was_there(sqlite):
    add_one(sqlite, 1)
    with sqlite.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    sqlite.engine.dispose()
    event.listen(sqlite.engine, "connect", lambda raw, _: raw.execute(f"PRAGMA max_page_count={pages + 1}"))
    with pytest.raises(RecordError, match="disk is full"):
        _add_some(sqlite, range(2, 29))
    kept = counted(sqlite)
    assert 1 <= kept < 28
    assert whole(sqlite)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anything")
def test_a_read_only_file(tmp_path):
    place = tmp_path / "record.db"
    store = open_record(str(place), create=True)
    add_one(store, 1)
    store.engine.dispose()
    place.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        store = open_record(str(place))
        assert counted(store) == 1
        with pytest.raises(RecordError, match="read-only"):
            add_one(store, 2)
    finally:
        tmp_path.chmod(0o755)


def test_a_record_opened_only_to_read(tmp_path):
    place = tmp_path / "record.db"
    store = open_record(str(place), create=True)
    add_one(store, 1)
    event.listen(store.engine, "connect", lambda raw, _: raw.execute("PRAGMA query_only=ON"))
    store.engine.dispose()
    with pytest.raises(RecordError, match="read-only"):
        add_one(store, 2)
    assert counted(store) == 1
    store.engine.dispose()


def test_a_record_of_a_newer_version(tmp_path):
    place = str(tmp_path / "record.db")
    store = open_record(place, create=True)
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'f00d'"))
    store.engine.dispose()
    with pytest.raises(RecordError, match="newer Baithak"):
        open_record(place)


def test_what_is_no_record(tmp_path):
    (tmp_path / "notes.txt").write_text("a note, not a database" * 100)
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE stamps (id)")
    other.close()
    hints = {"notes.txt": "no record", "other.db": "something else", "none.db": "baithak add", ".": "folder"}
    for name, hint in hints.items():
        with pytest.raises(RecordError, match=hint):
            open_record(str(tmp_path / name))
    with pytest.raises(RecordError, match="no folder"):
        open_record(str(tmp_path / "gone" / "record.db"), create=True)
    with pytest.raises(RecordError, match="PostgreSQL"):
        open_record("mysql://root@localhost/x")


def test_no_server_answers():
    with pytest.raises(RecordError, match=r"is it running|cannot be"):
        open_record("postgresql://nobody@127.0.0.1:9/none", create=True)


def test_a_killed_process_leaves_a_whole_record(tmp_path):
    place = tmp_path / "record.db"
    store = open_record(str(place), create=True)
    add_one(store, 1)
    script = (
        "import os, sys; sys.path.insert(0, sys.argv[2])\n"
        "import test_record_faults as t\n"
        "from baithak.record import adding\n"
        "adding.relate = lambda *a: os.kill(os.getpid(), 9)\n"  # after the statements are written, before the lines are
        "t.add_one(t.open_record(sys.argv[1]), 2)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(place), str(ROOT / "tests")], check=False)
    assert done.returncode == -signal.SIGKILL
    assert counted(store) == 1
    assert whole(store)
    add_one(store, 2)
    assert counted(store, engagement) == 2
    store.engine.dispose()


def test_an_error_in_mid_write_keeps_nothing_of_the_report(store, monkeypatch):
    add_one(store, 1)

    def broken(*_):
        raise ValueError("in mid-write")

    monkeypatch.setattr(adding, "keep", broken)
    with pytest.raises(ValueError, match="mid-write"):
        add_one(store, 2)
    monkeypatch.undo()
    assert (counted(store), counted(store, telling)) == (1, 1)
    assert whole(store)
    add_one(store, 2)
    assert counted(store) == 2


def _writer(place, days):
    _add_some(open_record(place), days)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_writers_at_once_lose_nothing(kind, tmp_path, request):
    place = str(tmp_path / "record.db") if kind == "sqlite" else request.getfixturevalue("postgres")
    store = open_record(place, create=True)
    store.engine.dispose()
    spawn = multiprocessing.get_context("spawn")
    both = [spawn.Process(target=_writer, args=(place, days)) for days in (range(1, 14), range(10, 25))]
    for one in both:
        one.start()
    for one in both:
        one.join(120)
    assert [one.exitcode for one in both] == [0, 0]
    assert (counted(store), counted(store, engagement)) == (24, 24)
    assert whole(store)
    store.engine.dispose()


def _cut_off(store, killer, one):
    """Lose the server after something was written and before the rest is."""
    with store.writing() as connection:
        pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
        connection.execute(report.delete())
        with killer.engine.connect() as other:
            other.exec_driver_sql(f"SELECT pg_terminate_backend({pid})")
        time.sleep(0.2)
        add(connection, one, read(one), at="2026-01-01T00:00:00Z", pack="test")


def test_postgresql_gone_in_mid_write(postgres):
    store = open_record(postgres, create=True)
    add_one(store, 1)
    killer = open_record(postgres)
    with pytest.raises(RecordError, match="PostgreSQL"):
        _cut_off(store, killer, call(2))
    assert counted(store) == 1
    add_one(store, 2)
    assert counted(store) == 2
    store.engine.dispose()
    killer.engine.dispose()


def test_the_revisions_make_the_tables_of_the_program(store):
    def ours(thing, name, kind, reflected, _):
        return not (kind == "table" and reflected and name not in metadata.tables) and kind != "index"

    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        assert context.get_current_revision() == HEAD
        assert compare_metadata(context, metadata) == []


def test_commands_say_what_is_wrong(tmp_path):
    place = tmp_path / "record.db"
    assert "baithak add" in command("timeline", record=place).stderr
    (tmp_path / "call.txt").write_text(call(8).text, "utf-8")
    done = command("add", str(tmp_path / "call.txt"), str(tmp_path / "gone.txt"), record=place)
    assert done.returncode == 1
    assert "gone.txt" in done.stderr
    assert "1 added" in done.stdout
    assert "1 known already" in command("add", str(tmp_path / "call.txt"), record=place).stdout
    assert command("check", record=place).returncode == 0
    wrong = command("judge", "set", "nobody", "date", "2025", "--by", "Asha", record=place)
    assert wrong.returncode == 2
    assert "Traceback" not in wrong.stderr
    assert "no engagement" in wrong.stderr
