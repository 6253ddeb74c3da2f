"""Runs the table of promises: every report must give what it promises, and the others nothing."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from baithak.find.promises import MeasureTable, PromiseTable
from baithak.frames.appointed import AppointmentTable
from baithak.model import Reading, Report
from baithak.pack import load
from baithak.pipeline import reader

SPECS = Path(__file__).parents[1] / "specs" / "hi"
PUBLISHED = "2025-06-10"
FOLDER = "lang/hi"


def table(name: str) -> list[Any]:
    return yaml.load((SPECS / name).read_text("utf-8"), Loader=yaml.SafeLoader)


def read(text: str, published: str | None = PUBLISHED) -> Reading:
    return reader("hi").read(Report(id="case", source="", text=text, published=published))


def found(reading: Reading, name: str, expected: list[dict[str, Any]]) -> list[Any]:
    """The records of a kind; of the commitments those that are no engagement, or are asked for."""
    records = list(getattr(reading, name))
    asked = any(e.get("engagement") for e in expected)
    return [r for r in records if name != "commitments" or r.engagement == asked]


@pytest.mark.parametrize("case", table("promises.yaml"), ids=lambda c: c["text"][:40])
def test_promise(case: dict[str, Any]) -> None:
    reading = read(case["text"], case.get("published", PUBLISHED))
    for name in ("commitments", "appointments", "measures"):
        expected = case.get(name, [])
        records = found(reading, name, expected)
        told = [{k: getattr(r, k) for k in e} for r, e in zip(records, expected, strict=False)]
        assert told == expected
        assert len(records) == len(expected)


@pytest.mark.parametrize("text", table("promises.no.yaml"))
def test_no_promise(text: str) -> None:
    reading = read(text)
    assert [c for c in reading.commitments if not c.engagement] == []
    assert reading.appointments == []
    assert reading.measures == []


ACTIONS = [
    *load(FOLDER, "promises.yaml", PromiseTable).actions,
    *load(FOLDER, "measures.yaml", MeasureTable).actions,
    *load(FOLDER, "appointments.yaml", AppointmentTable).ways,
]


def told(text: str) -> set[str]:
    """Ids of the actions and ways by which the records of a report are told."""
    reading = read(text)
    records = [*reading.commitments, *reading.appointments, *reading.measures]
    return {r.rule.split(":")[0] for record in records for r in record.reasons if r.field in ("what", "kind", "person")}


@pytest.mark.parametrize(("id_", "text"), [(a.id, x) for a in ACTIONS for x in a.examples])
def test_the_example_is_read_by_its_rule(id_: str, text: str) -> None:
    assert id_ in told(text)


@pytest.mark.parametrize(("id_", "text"), [(a.id, x) for a in ACTIONS for x in a.counterexamples])
def test_the_counterexample_is_not_read(id_: str, text: str) -> None:
    assert id_ not in told(text)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda a: a.id)
def test_every_rule_proves_itself(action: Any) -> None:
    assert action.examples
    assert action.counterexamples


def test_every_field_of_a_promise_has_its_reason() -> None:
    for case in table("promises.yaml"):
        reading = read(case["text"])
        for record in [c for c in reading.commitments if not c.engagement]:
            fields = {r.field for r in record.reasons}
            assert {k for k in ("what", "by", "to", "due", "quantity") if getattr(record, k) is not None} <= fields
            for reason in record.reasons:
                assert 0 <= reason.start <= reason.end <= len(case["text"])
