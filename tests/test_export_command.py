"""``baithak export`` on a record of the example reports: filters, files, faults."""

import csv
import json
import os
import stat
import xml.etree.ElementTree as ET
from io import StringIO
from pathlib import Path

import icalendar
import pytest
from typer.testing import CliRunner

from baithak.cli import app
from baithak.export.errors import ExportError
from baithak.export.files import written
from baithak.export.formats import Name

REPORTS = Path(__file__).parent.parent / "examples/reports"


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    path = tmp_path_factory.mktemp("record") / "baithak.db"
    done = CliRunner().invoke(app, ["add", str(REPORTS), "--record", str(path)])
    assert done.exit_code == 0, done.output
    return str(path)


def export(record, *arguments):
    return CliRunner().invoke(app, ["export", *arguments, "--record", record])


@pytest.mark.parametrize("name", list(Name))
def test_every_format_is_written_and_the_same_twice(name, record, tmp_path):
    for file in ("a", "b"):
        done = export(record, name, "--out", str(tmp_path / file))
        assert (done.exit_code, done.stdout) == (0, ""), done.output
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert (tmp_path / "a").stat().st_size > 1000
    assert export(record, name).stdout_bytes == (tmp_path / "a").read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b"]


def test_jsonl_is_what_engagements_gives(record):
    engagements = CliRunner().invoke(app, ["engagements", "--record", record])
    assert export(record, "jsonl").stdout == engagements.stdout


def test_csv_tells_the_timeline_with_its_words(record):
    rows = list(csv.DictReader(StringIO(export(record, "csv").stdout_bytes.decode(), newline="")))
    timeline = CliRunner().invoke(app, ["timeline", "--record", record, "--format", "json"])
    assert [r["engagement"] for r in rows] == [r["engagement"] for r in json.loads(timeline.stdout)]
    assert all(r["words"] and r["reports"] for r in rows)
    texts = {p.stem: p.read_text("utf-8") for p in REPORTS.glob("*.txt")}
    single = [r for r in rows if r["reports"] in texts]
    assert single
    for row in single:
        flat = " ".join(texts[row["reports"]].split())
        assert row["words"].split("; ")[0].lstrip("'") in flat


def test_filters_are_those_of_the_timeline(record):
    asked = ("--pair", "IN,RU", "--status", "held", "--since", "2025")
    timeline = CliRunner().invoke(app, ["timeline", *asked, "--record", record, "--format", "json"])
    wanted = [r["engagement"] for r in json.loads(timeline.stdout)]
    assert wanted
    assert [json.loads(row)["engagement"] for row in export(record, "jsonl", *asked).stdout.splitlines()] == wanted
    wrong = export(record, "csv", "--status", "hold")
    assert wrong.exit_code == 2
    assert "held" in wrong.stderr


def test_a_feed_is_short_and_newest_first(record):
    done = export(record, "rss", "--limit", "5", "--address", "https://example.org/feed.xml")
    assert len(ET.fromstring(done.stdout_bytes).findall(".//item")) == 5
    assert "--limit" in done.stderr


def test_a_calendar_says_how_much_it_leaves_out(record):
    done = export(record, "ics")
    total = len(export(record, "jsonl").stdout.splitlines())
    parts = [c for c in icalendar.Calendar.from_ical(done.stdout_bytes).walk() if "uid" in c]
    left = int(done.stderr.split()[0])
    dues = [c for c in parts if str(c["uid"]).startswith("due-")]
    assert len(parts) - len(dues) + left == total


def test_a_calendar_holds_what_is_due(record):
    def dues(*more):
        data = export(record, "ics", "--pair", "IN,RU", *more).stdout_bytes
        return {
            str(c["uid"]): c for c in icalendar.Calendar.from_ical(data).walk() if str(c.get("uid")).startswith("due-")
        }

    [summit] = [c for uid, c in dues("--on", "2026-06-01").items() if uid.startswith("due-in-ru-annual-summit")]
    assert (summit.name, summit["status"]) == ("VTODO", "NEEDS-ACTION")
    assert "due: India–Russia Annual Summit" in str(summit["summary"]).replace("Due", "due")
    assert summit["due"].dt >= summit.get("dtstart", summit["due"]).dt
    assert dues("--person", "Narendra Modi") == {}
    assert {uid.split("-")[1] for uid in dues("--mechanism", "India–Russia Annual Summit")} <= {"in"}
    assert export(record, "ics", "--on", "someday").exit_code == 2


def test_an_empty_record_gives_empty_files(record):
    none = ("--since", "3000")
    assert export(record, "jsonl", *none).stdout == ""
    assert len(export(record, "csv", *none).stdout.splitlines()) == 1
    assert json.loads(export(record, "json-ld", *none).stdout)["@graph"] == []
    assert icalendar.Calendar.from_ical(export(record, "ics", *none).stdout_bytes).walk()
    assert ET.fromstring(export(record, "rss", *none).stdout_bytes).findall(".//item") == []


# ---------------------------------------------------------------------- faults


def test_an_unknown_format_names_the_formats(record):
    done = export(record, "xlsx")
    assert done.exit_code == 2
    assert all(f"'{name}'" in done.stderr for name in Name)


def test_what_cannot_be_written_is_said(record, tmp_path):
    done = export(record, "csv", "--out", str(tmp_path))
    assert (done.exit_code, done.stderr) == (2, f"{tmp_path} is a folder; name a file in it\n")
    done = export(record, "csv", "--out", str(tmp_path / "none" / "x.csv"))
    assert (done.exit_code, "its folder is not there" in done.stderr) == (2, True)
    done = export(str(tmp_path / "none.db"), "csv", "--out", str(tmp_path / "x.csv"))
    assert done.exit_code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize("name", list(Name))
def test_a_full_disk_is_said(name, record):
    done = export(record, name, "--out", "/dev/full")
    assert (done.exit_code, "the disk is full" in done.stderr) == (2, True), done.output


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_said(record, tmp_path):
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    done = export(record, "csv", "--out", str(tmp_path / "x.csv"))
    assert (done.exit_code, "cannot be written here" in done.stderr) == (2, True)


def test_a_failed_export_leaves_the_old_file(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("before")

    def half(fault):
        with written(path) as file:
            file.write(b"half")
            raise fault

    with pytest.raises(ExportError, match="disk is full"):
        half(OSError(28, "No space left on device"))
    with pytest.raises(KeyboardInterrupt):
        half(KeyboardInterrupt())
    assert [p.name for p in tmp_path.iterdir()] == ["x.csv"]
    assert path.read_text() == "before"


def test_a_link_stays_a_link_and_the_mode_stays(tmp_path):
    path, link = tmp_path / "x.csv", tmp_path / "latest.csv"
    path.write_text("before")
    path.chmod(0o600)
    link.symlink_to(path.name)
    with written(link) as file:
        file.write(b"after")
    assert link.is_symlink()
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("after", 0o600)


def test_postgresql_gives_the_same_bytes(record, postgres):
    done = CliRunner().invoke(app, ["add", str(REPORTS), "--record", postgres])
    assert done.exit_code == 0, done.output
    assert export(postgres, "jsonl").stdout_bytes == export(record, "jsonl").stdout_bytes
    assert len(export(postgres, "json-ld").stdout_bytes) == len(export(record, "json-ld").stdout_bytes)
