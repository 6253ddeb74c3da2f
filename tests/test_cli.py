"""The command line: formats, exit statuses, and inputs that are not what they should be."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from baithak import __version__
from baithak.cli import app

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples/reports"
HINDI = (
    "नई दिल्ली, 5 दिसंबर 2025: रूस के राष्ट्रपति व्लादिमीर पुतिन ने शुक्रवार को भारत के प्रधानमंत्री नरेंद्र मोदी से मुलाकात की। "
    "दोनों नेताओं ने व्यापार पर बातचीत की।\n"
)
MARATHI = "दोन्ही देशांच्या मंत्र्यांनी काल मुंबईत भेट घेतली आणि त्यांनी व्यापार वाढवण्यावर चर्चा केली आहे. ही बैठक महत्त्वाची होती."
ALL_READ, SOME_PROBLEMS, NOTHING_READ = 0, 1, 2


def run(*arguments, given=None):
    return CliRunner().invoke(app, [str(a) for a in arguments], input=given)


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "001.txt"
    path.write_text(HINDI, "utf-8")
    return path


# ---------------------------------------------------------------------- what comes out


def test_version():
    assert run("--version").stdout.strip() == f"baithak {__version__}"


def test_table_says_who_when_where_and_the_words(report):
    shown = run("read", report)
    assert shown.exit_code == ALL_READ
    for words in ("Vladimir Putin", "Narendra Modi", "5 Dec 2025", "held", "meeting", "IN–RU", "मुलाकात की"):
        assert words in shown.stdout
    assert "\x1b" not in shown.stdout


def test_jsonl_is_one_object_a_line(report):
    shown = run("read", report, EXAMPLES, "--format", "jsonl")
    assert lines(shown)[0]["report"]["id"] == "001"
    assert len(lines(shown)) > 14


def test_json_is_one_list(report):
    shown = run("read", report, report, "--format", "json")
    assert [x["report"]["id"] for x in json.loads(shown.stdout)] == ["001", "001-2"]


def test_json_of_nothing_is_an_empty_list(tmp_path):
    assert json.loads(run("read", tmp_path / "none.txt", "--format", "json").stdout) == []


def test_standard_input(report):
    shown = run("read", "-", "--format", "jsonl", given=HINDI)
    (from_file,) = lines(run("read", report, "--format", "jsonl"))
    (found,) = lines(shown)
    assert found["engagements"] == from_file["engagements"]


def test_the_day_can_be_told():
    said = "रूस के राष्ट्रपति व्लादिमीर पुतिन ने बुधवार को नई दिल्ली में प्रधानमंत्री नरेंद्र मोदी से मुलाकात की।"
    (found,) = lines(run("read", "-", "--published", "2025-10-30", "--format", "jsonl", given=said))
    assert (found["report"]["published"], found["report"]["published_basis"]) == ("2025-10-30", "stated")
    assert found["engagements"][0]["date"] == "2025-10-29"


def test_a_record_keeps_its_own_day(tmp_path):
    path = tmp_path / "some.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"id": "a", "text": HINDI, "published": "2025-12-06"}).encode()))
    (found,) = lines(run("read", path, "--published", "2020-01-01", "--format", "jsonl"))
    assert found["report"]["published"] == "2025-12-06"


def test_processes_give_the_same_in_the_same_order():
    alone = run("read", EXAMPLES, "--format", "jsonl")
    together = run("read", EXAMPLES, "--format", "jsonl", "--jobs", 2)
    assert together.exit_code == ALL_READ
    assert together.stdout == alone.stdout


# ---------------------------------------------------------------------- what goes wrong


BAD = {
    "empty.txt": (b"", "empty"),
    "binary.txt": (bytes(range(256)) * 40, "binary"),
    "line.txt": (HINDI.replace("\n", " ").encode() * 25_000, "split"),
    "marathi.txt": (MARATHI.encode(), "mr"),
    "blank.txt": (b" \n\n", "blank"),
    "broken.jsonl": (b'{"id": "a", "text": \n', "broken.jsonl:1"),
    "table.xlsx": (b"PK\x03\x04", "not read"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_and_the_rest_is_read(tmp_path, report, name):
    content, word = BAD[name]
    (tmp_path / name).write_bytes(content)
    shown = run("read", tmp_path / name, report, "--format", "jsonl")
    assert shown.exit_code == SOME_PROBLEMS
    assert [x["report"]["id"] for x in lines(shown)] == ["001"]
    assert name in shown.stderr
    assert word in shown.stderr


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-broken"])
def test_other_encodings_are_read_and_named(tmp_path, encoding):
    path = tmp_path / "odd.txt"
    path.write_bytes(HINDI.encode() + b"\xff\xfe \xe0\xa4" if encoding == "utf-8-broken" else HINDI.encode(encoding))
    shown = run("read", path, "--format", "jsonl")
    assert shown.exit_code == SOME_PROBLEMS
    assert "odd.txt" in shown.stderr
    (found,) = lines(shown)
    assert "मुलाकात" in found["report"]["text"]
    assert found["engagements"]


def test_nothing_but_furniture_is_named(tmp_path):
    path = tmp_path / "menu.txt"
    path.write_text("You may also like\nशेयर करें\nFollow us on Facebook\nHome | Contact Us\n", "utf-8")
    shown = run("read", path, "--format", "jsonl")
    assert shown.exit_code in (SOME_PROBLEMS, NOTHING_READ)
    assert "menu.txt" in shown.stderr


def test_a_broken_line_costs_only_itself(tmp_path):
    path = tmp_path / "some.jsonl"
    good = [json.dumps({"id": i, "text": HINDI}, ensure_ascii=False) for i in ("a", "b")]
    path.write_text("\n".join([good[0], '{"id": "x", "te', good[1], '{"id": "y"}']), "utf-8")
    shown = run("read", path, "--format", "jsonl")
    assert [x["report"]["id"] for x in lines(shown)] == ["a", "b"]
    assert shown.exit_code == SOME_PROBLEMS
    assert "some.jsonl:2" in shown.stderr
    assert "some.jsonl:4" in shown.stderr


def test_a_missing_path(tmp_path):
    shown = run("read", tmp_path / "none.txt")
    assert shown.exit_code == NOTHING_READ
    assert "none.txt" in shown.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file(tmp_path, report):
    locked = tmp_path / "locked.txt"
    locked.write_text(HINDI, "utf-8")
    locked.chmod(0)
    shown = run("read", locked, report)
    assert shown.exit_code == SOME_PROBLEMS
    assert "locked.txt" in shown.stderr


def test_an_empty_folder(tmp_path):
    assert run("read", tmp_path).exit_code == NOTHING_READ


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", "x.txt", "--format", "xml"],
        ["read", "x.txt", "--published", "yesterday"],
        ["read", "x.txt", "--published", "2025-02-30"],
        ["read", "x.txt", "--jobs", "0"],
        ["pack", "check", "xx"],
        ["dates", "--language", "xx"],
        ["nothing"],
    ],
)
def test_wrong_use(arguments):
    shown = run(*arguments)
    assert shown.exit_code == NOTHING_READ
    assert shown.stdout == ""


def test_a_closed_pipe_is_no_error():
    command = f'"{sys.executable}" -m baithak read "{EXAMPLES}" --format jsonl | head -c 10'
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stderr == b""


def test_hindi_comes_out_whatever_the_locale():
    some = next(EXAMPLES.glob("*.txt"))
    env = os.environ | {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "baithak", "read", str(some)]
    done = subprocess.run(command, capture_output=True, check=True, env=env)
    assert "ा" in done.stdout.decode("utf-8")


# ---------------------------------------------------------------------- explain, dates, packs


def test_explain_shows_marks_causes_and_silence(report):
    report.write_text(HINDI + "उन्होंने कहा कि अगली बैठक पर चर्चा होनी चाहिए।\n", "utf-8")
    shown = run("explain", report)
    assert shown.exit_code == ALL_READ
    marks = ("[मुलाकात|trigger]", "पुतिन|person]", "[राष्ट्रपति|office]", "[शुक्रवार|time]")
    for words in (*marks, "hi.talk.encounter", "engagement 1", "told of no engagement"):
        assert words in shown.stdout


def test_explain_for_programs(report):
    (found,) = lines(run("explain", report, "--format", "json"))
    assert {m["kind"] for m in found["marks"]} >= {"trigger", "person", "office", "time"}
    text = found["text"]
    for cause in (c for record in found["records"] for c in record["causes"]):
        assert cause["words"] == text[cause["start"] : cause["end"]]
    assert found["reading"]["report"]["id"] == "001"


def test_explain_says_why_a_trigger_told_nothing():
    said = "भारत के विदेश मंत्री एस जयशंकर ने पाकिस्तान के विदेश मंत्री से मुलाकात नहीं की।"
    (found,) = lines(run("explain", "-", "--format", "json", given=said))
    assert [s["why"] for s in found["silent"]] == ["denied, or merely thought of (नहीं)"]


def test_dates():
    asked = [
        {"id": "1", "text": "बैठक 5 मार्च 2024 को हुई।", "reference": None},
        {"id": "2", "text": "वे कल पहुंचेंगे।", "reference": "2025-10-30"},
    ]
    shown = run("dates", given="\n".join(json.dumps(x) for x in asked))
    assert shown.exit_code == ALL_READ
    first, second = lines(shown)
    rule = first["dates"][0]["rule"]
    assert first == {"id": "1", "dates": [{"start": 5, "end": 17, "edtf": "2024-03-05", "rule": rule}]}
    assert second["dates"][0]["edtf"] == "2025-10-31"


NO_DAYS = ["2025-02-30", "today", "2025-02", "2025-02-03T10:00", ""]


@pytest.mark.parametrize(
    "line", ["{", '{"id": "1"}', "[]", "7", *(json.dumps({"id": "1", "text": "x", "reference": r}) for r in NO_DAYS)]
)
def test_dates_of_a_bad_line(line):
    good = json.dumps({"id": "2", "text": "5 मार्च 2024"})
    shown = run("dates", given=f"{line}\n{good}\n")
    assert shown.exit_code == SOME_PROBLEMS
    assert [x["id"] for x in lines(shown)] == ["2"]
    assert "-:1" in shown.stderr


def test_the_pack_proves_itself():
    shown = run("pack", "check", "hi")
    assert shown.exit_code == 0, shown.stdout
