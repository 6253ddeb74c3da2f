"""Every reading of the examples keeps the extraction contract: shape, offsets, names, determinism."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import msgspec
import pytest

from baithak import Report, read
from baithak.edtf import bounds
from baithak.sources import read_paths

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "docs/contract.schema.json").read_text("utf-8"))
REPORTS = [r for r in read_paths([ROOT / "examples/reports"]) if isinstance(r, Report)]
READINGS = {r.id: read(r) for r in REPORTS}

UNREASONED = {"evidence", "mentions", "surface", "known", "reasons", "quantity"}

every_report = pytest.mark.parametrize("report", REPORTS, ids=lambda r: r.id)


def spans_of(value):
    """Every span anywhere in a reading."""
    if isinstance(value, dict):
        if value.keys() == {"start", "end"}:
            yield value
        for part in value.values():
            yield from spans_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans_of(part)


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_there_are_examples():
    assert len(REPORTS) >= 14


@every_report
def test_a_line_of_jsonl_validates(report):
    line = json.loads(msgspec.json.encode(READINGS[report.id]))
    jsonschema.Draft202012Validator(SCHEMA).validate(line)


@every_report
def test_every_span_lies_in_the_text(report):
    for span in spans_of(msgspec.to_builtins(READINGS[report.id])):
        assert 0 <= span["start"] < span["end"] <= len(report.text)


@every_report
def test_mentions_are_the_surfaces(report):
    for person in READINGS[report.id].people:
        said = {span.cut(report.text) for span in person.mentions}
        assert said <= set(person.surface) | {" ".join(s.split()) for s in said}
        assert person.mentions == sorted(person.mentions)


@every_report
def test_participants_are_people_of_the_report(report):
    reading = READINGS[report.id]
    names = {p.name for p in reading.people}
    for engagement in reading.engagements:
        assert set(engagement.participants) <= names


@every_report
def test_a_person_is_listed_once(report):
    names = [p.name for p in READINGS[report.id].people]
    assert len(names) == len(set(names))


@every_report
def test_dates_can_be_compared(report):
    reading = READINGS[report.id]
    dates = [e.date for e in reading.engagements] + [c.due for c in reading.commitments] + [reading.report.published]
    for edtf in dates:
        assert edtf is None or "XXXX" in edtf or bounds(edtf) is not None


@every_report
def test_reasons_point_into_the_text(report):
    reading = READINGS[report.id]
    for record in (*reading.people, *reading.engagements, *reading.commitments):
        for reason in record.reasons:
            assert reason.rule
            assert 0 <= reason.start <= reason.end <= len(report.text)
            assert reason.field in record.__struct_fields__


@every_report
def test_every_field_has_a_reason(report):
    """Rule 1 of the record: no words, no fact; a conclusion names its rule."""
    reading = READINGS[report.id]
    for record in (*reading.people, *reading.engagements, *reading.commitments):
        fields = [f for f in record.__struct_fields__ if f not in UNREASONED and getattr(record, f) not in (None, [])]
        assert not set(fields) - {r.field for r in record.reasons}


@every_report
def test_the_text_travels_where_it_stands_in_no_file(report):
    carried = READINGS[report.id].report.text is not msgspec.UNSET
    assert carried == report.carried


def test_reading_twice_gives_the_same():
    assert [msgspec.json.encode(read(r)) for r in REPORTS] == [msgspec.json.encode(READINGS[r.id]) for r in REPORTS]


def test_the_order_of_sets_decides_nothing():
    """Python orders sets of words anew in every process; a reading must not follow it."""
    command = [sys.executable, "-m", "baithak", "read", str(ROOT / "examples/reports"), "--format", "jsonl"]
    seeds = [os.environ | {"PYTHONHASHSEED": seed} for seed in ("1", "2")]
    one, other = (subprocess.run(command, capture_output=True, check=False, env=env).stdout for env in seeds)
    assert one == other != b""


def test_a_bare_text_is_read_too():
    reading = read("रूस के राष्ट्रपति व्लादिमीर पुतिन ने भारत के प्रधानमंत्री नरेंद्र मोदी से मुलाकात की।", published="2025-12-05")
    assert reading.report.published == "2025-12-05"
    assert reading.engagements[0].countries == ["IN", "RU"]
