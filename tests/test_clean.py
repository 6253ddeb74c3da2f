"""The cleaning specs of every pack, and what specs cannot say."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from baithak.clean import Cleaner, FurnitureTable
from baithak.language import AgencyNames
from baithak.model import Document, Report
from baithak.orthography import Orthography, Speller
from baithak.pack import load
from baithak.repair import Repairer
from baithak.segment import Segmentation

SPECS = Path(__file__).parent.parent / "specs"
CASES = [
    pytest.param(file.parent.name, case, id=f"{file.parent.name}: {case['about']}")
    for file in sorted(SPECS.glob("*/clean.yaml"))
    for case in yaml.safe_load(file.read_text("utf-8"))
]


@cache
def cleaner(code: str) -> Cleaner:
    folder = f"lang/{code}"
    return Cleaner(
        load(folder, "furniture.yaml", FurnitureTable),
        load(folder, "agencies.yaml", dict[str, AgencyNames]),
        Speller(load(folder, "orthography.yaml", Orthography)),
        load(folder, "segmentation.yaml", Segmentation).letters,
        Repairer.of(code),
    )


def clean(text: str, code: str = "hi") -> Document:
    return cleaner(code)(Report(id="x", source="x.txt", text=text))


def pieces(document: Document) -> list[tuple[str, str]]:
    return [(line.role, document.text[line.start : line.end]) for line in document.lines]


@pytest.mark.parametrize(("code", "case"), CASES)
def test_spec(code: str, case: dict[str, Any]) -> None:
    lines = [list(zip(line[::2], line[1::2], strict=True)) for line in case["lines"]]
    text = "\n".join(" ".join(words for _, words in line) for line in lines)
    document = clean(text, code)
    assert pieces(document) == [piece for line in lines for piece in line]
    if "agencies" in case:
        assert list(document.agencies) == case["agencies"]
    if "stamps" in case:
        assert [f"{s.day} {s.kind}" for s in document.stamps] == case["stamps"]
    if "dateline" in case:
        found = document.dateline
        shown = found and {"place": found.place and found.place.cut(text), "date": found.date and found.date.cut(text)}
        assert {k: v for k, v in (shown or {}).items() if v} == (case["dateline"] or {})


def test_blank_lines_separators_and_crlf_do_not_matter() -> None:
    text = "भारत और ओमान की बैठक हुई।\r\n\r\n\r\nRelated posts\r\n"
    assert pieces(clean(text)) == [("body", "भारत और ओमान की बैठक हुई।"), ("furniture", "Related posts")]


def test_lines_broken_at_a_fixed_width_are_joined() -> None:
    text = (
        "भारत और ओमान के अधिकारियों ने मस्कट में\nबैठक की। बैठक में व्यापार पर चर्चा हुई और\n"
        "दोनों पक्षों ने सहमति जताई। अगली बैठक अब\nदिल्ली में होगी। इसकी तारीख अभी तय नहीं\nहुई है।"
    )
    assert [role for role, _ in pieces(clean(text))] == ["body"]
    assert clean(text).lines[0].end == len(text)


def test_an_empty_text_has_no_lines() -> None:
    assert clean("").lines == ()
    assert clean(" \n\u00a0\n").lines == ()


def test_every_line_tells_its_rule() -> None:
    assert [line.rule for line in clean("Related posts\nकोई और खबर यहां").lines] == ["section", "listed"]


def test_a_very_long_line_is_read_in_no_time() -> None:
    text = "भारत और ओमान के बीच बैठक हुई। " * 30_000
    assert [line.role for line in clean(text).lines] == ["body"]
