"""The commands that follow up, as a person and a program see them."""

import csv
import io
import json
import random
from pathlib import Path

import pytest
from typer.testing import CliRunner

from baithak.cli import app
from baithak.model import Report
from baithak.reading import read
from baithak.record.adding import add
from baithak.record.store import open_record
from baithak.render.wording import cells
from baithak.sources import read_paths

EXAMPLES = Path(__file__).parents[1] / "examples" / "reports"
WIDE = 100  # columns of a screen

REPORTS = {
    "plan": ("2025-08-12", "विदेश मंत्री एस. जयशंकर 20 अगस्त को मॉस्को में रूस के विदेश मंत्री सर्गेई लावरोव से मुलाकात करेंगे।"),
    "owed": ("2025-06-28", "रूस भारत को एस-400 की बाकी दो रेजिमेंट की आपूर्ति 2026 तक करेगा।"),
    "sat": (
        "2024-12-11",
        "रक्षा मंत्री राजनाथ सिंह और रूस के रक्षा मंत्री आंद्रेई बेलौसोव ने मंगलवार को मॉस्को में "
        "आईआरआईजीसी-एमएंडएमटीसी की 21वीं बैठक की सह-अध्यक्षता की।",
    ),
    "slip": ("2024-12-12", "भारत और रूस के आईआरआईजीसी-एमएंडएमटीसी की 21वीं बैठक 11 दिसंबर 2024 को मॉस्को में हुई।"),
}


@pytest.fixture
def record(tmp_path, put):
    where = str(tmp_path / "record.db")
    store = open_record(where, create=True)
    put(store, REPORTS)
    store.engine.dispose()
    return where


def run(record, *words, status=0):
    done = CliRunner().invoke(app, [*words, "--record", record])
    assert done.exit_code == status, done.output
    return done.stdout if not status else done.output


def data(record, *words):
    return json.loads(run(record, *words, "--format", "json"))


COMMANDS = [
    ("mechanisms", "--pair", "IN,RU"),
    ("mechanism", "IRIGC M&MTC"),
    ("due", "--on", "2025-09-01", "--pair", "IN,RU"),
    ("conflicts",),
    ("last", "IN", "RU"),
]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda w: w[0])
def test_tables_fit_a_screen(record, words):
    lines = run(record, *words).splitlines()
    assert lines
    too_wide = [line for line in lines if cells(line.rstrip()) > WIDE]
    assert not [line for line in too_wide if "Inter-Governmental" not in line]  # a full name stands on its own line


@pytest.mark.parametrize("words", COMMANDS, ids=lambda w: w[0])
def test_formats_say_the_same(record, words):
    rows = data(record, *words)
    assert rows
    lines = [json.loads(line) for line in run(record, *words, "--format", "jsonl").splitlines()]
    assert lines == rows
    table = list(csv.DictReader(io.StringIO(run(record, *words, "--format", "csv"))))
    assert len(table) == len(rows)
    assert set(table[0]) >= set(rows[0])


def test_mechanisms(record):
    rows = {r["mechanism"]: r for r in data(record, "mechanisms", "--on", "2026-03-01")}
    arms = rows["IRIGC-M&MTC"]
    assert (arms["last_no"], arms["next_no"], arms["next_due"]) == (22, 23, "2026")
    assert arms["in_record"] > 0
    assert rows["India–Japan Annual Summit"]["in_record"] == 0
    pair = data(record, "mechanisms", "--pair", "IN,RU", "--known")
    assert {"RU"} <= set.intersection(*({*r["sides"]} for r in pair))
    assert all(r["sessions"] for r in pair)


def test_mechanism(record):
    rows = data(record, "mechanism", "आईआरआईजीसी-एमएमटीसी")
    rung = next(r for r in rows if r["no"] == 21)
    assert rung["chairs"] == ["Rajnath Singh", "Andrey Belousov"]
    assert {s["kind"] for s in rung["sources"]} == {"register", "report"}
    assert [(d["field"], d["value"]) for d in rung["differs"]] == [("date", "2024-12-11")]
    assert [(r["no"], r["through"]) for r in rows if r["status"] == "not in the record"] == [
        (2, 7),
        (11, None),
        (15, None),
    ]
    assert rows[-1]["next"] in ("planned", "overdue", "due")


def test_due(record):
    rows = data(record, "due", "--on", "2025-08-15", "--pair", "IN,RU")
    plan = next(r for r in rows if r["sort"] == "engagement")
    assert (plan["state"], plan["due"], plan["chain"][0]["report"]) == ("open", "2025-08-20", "plan")
    owed = next(r for r in rows if r["sort"] == "commitment")
    assert (owed["by"], owed["to"], owed["quantity"]) == ("RU", "IN", 2)
    late = data(record, "due", "--on", "2025-09-01", "--overdue")
    assert [r["chain"][0]["report"] for r in late if r["chain"]] == ["plan"]
    assert {r["state"] for r in data(record, "due", "--state", "open")} <= {"open"}
    assert len(data(record, "due", "--limit", "1")) == 1


def test_conflicts(record):
    rows = data(record, "conflicts", "--pair", "IN,RU")
    found = next(r for r in rows if r["field"] == "date")
    assert found["shown"] == "2024-12-10"
    assert found["others"][0]["value"] == "2024-12-11"
    assert found["others"][0]["sources"][0]["ref"] == "slip"
    assert "11 दिसंबर" in found["others"][0]["sources"][0]["words"][0]
    assert data(record, "conflicts", "--pair", "IN,JP") == []


def test_last(record):
    found = data(record, "last", "IN", "RU", "--level", "defence-minister")
    assert [(r["date"], r["place"], r["mechanism"], r["ordinal"]) for r in found] == [
        ("2024-12-10", "Moscow", "IRIGC-M&MTC", 21)
    ]
    assert found[0]["people"] == ["Rajnath Singh", "Andrey Belousov"]
    assert "सह-अध्यक्षता की" in found[0]["said"][0]["words"][0]
    shown = run(record, "last", "IN", "RU", "--on", "2025-08-15")
    assert "next planned" not in shown  # at the level of defence ministers nothing is
    assert "no report" in CliRunner().invoke(app, ["last", "IN", "RU", "--on", "2024-01-01", "--record", record]).output


def test_the_next_time_planned(record, put):
    store = open_record(record)
    words = "विदेश मंत्री एस. जयशंकर ने गुरुवार को नई दिल्ली में रूस के विदेश मंत्री सर्गेई लावरोव से मुलाकात की।"
    put(store, {"met": ("2025-03-07", words)})
    store.engine.dispose()
    found = data(record, "last", "IN", "RU", "--level", "foreign-minister", "--on", "2025-08-15")
    assert (found[0]["date"], found[0]["next"]["date"]) == ("2025-03-06", "2025-08-20")
    late = data(record, "last", "IN", "RU", "--level", "foreign-minister", "--on", "2025-09-15")
    assert late[0]["next"] is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("mechanism", "annual summit"), "India–Russia Annual Summit"),
        (("mechanism", "no such forum"), "see: baithak mechanisms"),
        (("due", "--on", "someday"), "YYYY-MM-DD"),
        (("due", "--state", "late"), "open, overdue"),
        (("due", "--pair", "7,8"), "ISO 3166-1"),
        (("conflicts", "--pair", "7,8"), "ISO 3166-1"),
        (("mechanisms", "--pair", "7,8"), "ISO 3166-1"),
    ],
)
def test_what_cannot_be_understood_is_said(record, words, said):
    found = " ".join(run(record, *words, status=2).replace("│", " ").split())
    assert said in found


def test_the_order_of_arrival_does_not_matter(tmp_path):
    """What follows from the example reports is the same in whatever order they are added."""
    reports = [r for r in read_paths([str(EXAMPLES)]) if isinstance(r, Report)]
    seen = set()
    for seed in range(3):
        shuffled = sorted(reports, key=lambda r: r.id)
        random.Random(seed).shuffle(shuffled)
        where = str(tmp_path / f"{seed}.db")
        store = open_record(where, create=True)
        for one in shuffled:
            with store.writing() as connection:
                add(connection, one, read(one), at="2026-01-01T00:00:00Z", pack="test")
        store.engine.dispose()
        asked = (("due", "--on", "2026-01-01"), ("conflicts",), ("mechanism", "India-Russia annual summit"))
        seen.add("".join(run(where, *words, "--format", "json") for words in asked))
    assert len(seen) == 1
