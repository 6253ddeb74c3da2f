"""Runs the tables of people: everybody named in a report must be found with office and state, and nobody else."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from baithak.model import Report
from baithak.pipeline import reader

SPECS = Path(__file__).parents[1] / "specs" / "hi"
PUBLISHED = "2025-06-10"
FIELDS = {"name", "surface", "office", "country"}


def table(name: str) -> list[Any]:
    return yaml.load((SPECS / name).read_text("utf-8"), Loader=yaml.SafeLoader)


def param(case: dict[str, Any]) -> Any:
    """A case, marked where today's reading is known to differ."""
    marks = [pytest.mark.xfail(strict=True, raises=AssertionError, reason=case["fails"])] if "fails" in case else []
    return pytest.param(case, id=case["text"][:40], marks=marks)


def read(text: str, published: str | None) -> list[dict[str, Any]]:
    """The people of a report, in the order in which it first names them."""
    reading = reader("hi").read(Report(id="case", source="", text=text, published=published))
    people = sorted(reading.people, key=lambda p: min(m.start for m in p.mentions))
    return [msgspec.to_builtins(p) for p in people]


def check(case: dict[str, Any]) -> None:
    expected = case["people"]
    found = read(case["text"], case.get("published", PUBLISHED))
    assert len(found) == len(expected), [(p["name"], p["surface"]) for p in found]
    assert [{k: p[k] for k in e} for p, e in zip(found, expected, strict=True)] == expected


PEOPLE = table("people.yaml")
NOBODY = [c if isinstance(c, dict) else {"text": c} for c in table("people.no.yaml")]


@pytest.mark.parametrize("case", [param(c) for c in PEOPLE])
def test_people(case: dict[str, Any]) -> None:
    check(case)


@pytest.mark.parametrize("case", [param({"people": [], **c}) for c in NOBODY])
def test_nobody_else(case: dict[str, Any]) -> None:
    check(case)


def test_every_case_is_told_once_and_names_its_people() -> None:
    texts = [c["text"] for c in [*PEOPLE, *NOBODY]]
    assert len(texts) == len(set(texts))
    assert all(c["people"] for c in PEOPLE)
    for case in [*PEOPLE, *NOBODY]:
        assert set(case) <= {"text", "published", "people", "fails"}
        for person in case.get("people", []):
            assert set(person) <= FIELDS
            assert {"name", "surface"} & set(person)
            assert all(form in case["text"] for form in person.get("surface", []))
