"""Runs the table of date expressions: every form must give its value, its span and nothing else."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from baithak.times import TimeLanguage, read_dates

SPECS = Path(__file__).parents[2] / "specs"
REFERENCE = "2025-11-24"
TL = TimeLanguage("hi")


def cases(name: str) -> list[tuple[str, str | None, str | None]]:
    out = []
    for entry in yaml.load((SPECS / name).read_text("utf-8"), Loader=yaml.SafeLoader):
        reference: Any = entry.get("reference", REFERENCE)
        out += [(form, reference, entry["edtf"]) for form in entry["forms"]]
    return out


def read(form: str, reference: str | None) -> tuple[list[Any], list[Any]]:
    """What is marked in the form and what is found in it, both as (start, end)."""
    text, marked, shift = "", [], 0
    for m in re.finditer(r"\[([^\]]*)\]", form):
        marked.append((m.start() - shift, m.end() - 2 - shift))
        shift += 2
    text = form.replace("[", "").replace("]", "")
    return marked, [
        (d["start"], d["end"], d["edtf"])
        for d in read_dates(text, date.fromisoformat(reference) if reference else None, TL)
    ]


@pytest.mark.parametrize(("form", "reference", "edtf"), cases("hi/dates.yaml"))
def test_date(form: str, reference: str | None, edtf: str | None) -> None:
    marked, found = read(form, reference)
    assert found == [(a, b, edtf) for a, b in marked]


@pytest.mark.parametrize("text", yaml.load((SPECS / "hi/dates.no.yaml").read_text("utf-8"), Loader=yaml.SafeLoader))
def test_no_date(text: str) -> None:
    assert read_dates(text, date.fromisoformat(REFERENCE), TL) == []
