"""Runs the tables of engagements: every report must give those told in it, and no others."""

from itertools import permutations
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from baithak.model import Report
from baithak.pipeline import reader

SPECS = Path(__file__).parents[1] / "specs" / "hi"
PUBLISHED = "2025-06-10"
FIELDS = {
    "kind",
    "status",
    "date",
    "place",
    "place_country",
    "participants",
    "countries",
    "mechanism",
    "ordinal",
    "topics",
    "salience",
}
UNORDERED = ("participants", "countries", "topics")


def table(name: str) -> list[Any]:
    return yaml.load((SPECS / name).read_text("utf-8"), Loader=yaml.SafeLoader)


def param(case: dict[str, Any]) -> Any:
    """A case, marked where today's reading is known to differ."""
    marks = [pytest.mark.xfail(strict=True, raises=AssertionError, reason=case["fails"])] if "fails" in case else []
    return pytest.param(case, id=case["text"][:40], marks=marks)


def plain(record: dict[str, Any]) -> dict[str, Any]:
    return {k: sorted(v) if k in UNORDERED else v for k, v in record.items()}


def read(text: str, published: str | None) -> list[dict[str, Any]]:
    reading = reader("hi").read(Report(id="case", source="", text=text, published=published))
    return [plain(msgspec.to_builtins(e)) for e in reading.engagements]


def paired(found: list[dict[str, Any]], expected: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is found, cut to the keys that each expectation states, in the order that agrees most."""
    orders = [
        [{k: f[k] for k in e} for f, e in zip(order, expected, strict=True)]
        for order in permutations(found, len(expected))
    ]
    return max(orders, key=lambda order: sum(a == b for a, b in zip(order, expected, strict=True)))


@pytest.mark.parametrize("case", [param(c) for c in table("engagements.yaml")])
def test_engagements(case: dict[str, Any]) -> None:
    expected = [plain(e) for e in case["engagements"]]
    found = read(case["text"], case.get("published", PUBLISHED))
    assert len(found) == len(expected), found
    assert paired(found, expected) == expected


NONE = [c if isinstance(c, dict) else {"text": c} for c in table("engagements.no.yaml")]


@pytest.mark.parametrize("case", [param(c) for c in NONE])
def test_no_engagement(case: dict[str, Any]) -> None:
    assert read(case["text"], PUBLISHED) == []


def test_every_case_is_told_once_and_states_its_kind_or_status() -> None:
    cases = table("engagements.yaml")
    texts = [c["text"] for c in [*cases, *NONE]]
    assert len(texts) == len(set(texts))
    for case in cases:
        assert set(case) <= {"text", "published", "engagements", "fails"}
        assert case["engagements"]
        for expected in case["engagements"]:
            assert {"kind", "status"} & set(expected)
            assert set(expected) <= FIELDS
