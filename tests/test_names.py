"""Runs the tables of names: spellings of one person are the same, two persons stay apart, and the rest stays open."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from baithak.cli import app
from baithak.names import compare, folded, keys

SPECS = Path(__file__).parents[1] / "specs"


def table(name: str) -> Any:
    return yaml.load((SPECS / name).read_text("utf-8"), Loader=yaml.SafeLoader)


def param(a: str, b: str, fails: str | None) -> Any:
    """A pair, marked where today's answer is known to be wrong."""
    marks = [pytest.mark.xfail(strict=True, raises=AssertionError, reason=fails)] if fails else []
    return pytest.param(a, b, id=f"{a}|{b}"[:50], marks=marks)


SAME = [(row["name"], form, row.get("fails")) for row in table("names.yaml") for form in row["forms"]]
NOT = table("names.no.yaml")
TWO, NEAR, OPEN = (
    [(*pair[:2], pair[2] if len(pair) > 2 else None) for pair in NOT[k]] for k in ("two", "near", "open")
)


@pytest.mark.parametrize(("a", "b"), [param(*pair) for pair in SAME])
def test_the_same(a: str, b: str) -> None:
    found = compare(a, b, register=False)
    assert found.same is True, found


@pytest.mark.parametrize(("a", "b"), [param(*pair) for pair in TWO])
def test_two_persons(a: str, b: str) -> None:
    found = compare(a, b, register=False)
    assert found.same is False, found


@pytest.mark.parametrize(("a", "b"), [param(*pair) for pair in NEAR])
def test_near_is_not_the_same(a: str, b: str) -> None:
    found = compare(a, b, register=False)
    assert found.same is not True, found


@pytest.mark.parametrize(("a", "b"), [param(*pair) for pair in OPEN])
def test_open(a: str, b: str) -> None:
    found = compare(a, b, register=False)
    assert found.same is None, found
    assert found.reasons


def test_every_pair_is_told_once() -> None:
    pairs = [frozenset(p[:2]) for p in (*SAME, *TWO, *NEAR, *OPEN)]
    assert len(pairs) == len(set(pairs))
    assert len(pairs) > 250


def test_the_order_of_the_names_does_not_matter() -> None:
    for a, b, _ in (*SAME, *TWO, *NEAR, *OPEN):
        one, two = compare(a, b, register=False), compare(b, a, register=False)
        assert (one.same, one.score) == (two.same, two.score), (a, b)
        assert 0 <= one.score <= 1


def test_spellings_of_one_name_share_a_key() -> None:
    assert not [(a, b) for a, b, fails in SAME if not fails and not keys(a) & keys(b)]


def test_keys_are_selective() -> None:
    names = [row["name"] for row in table("names.yaml")]
    shared = sum(bool(keys(a) & keys(b)) for i, a in enumerate(names) for b in names[:i])
    assert shared < 0.04 * len(names) ** 2 / 2


def test_the_search_form_is_blind_to_script_and_spelling() -> None:
    assert {folded(n) for n in ("जयशंकर", "jaishankar", "Jayashankar", "Джайшанкар")} == {"jisnkr"}


def test_the_register_decides_where_sounds_cannot() -> None:
    assert compare("पुतिन", "Vladimir Putin").same is True
    assert compare("Vladimir Putin", "व्लादिमीर पुतिन").reasons[0].startswith("register: ru-vladimir-putin")
    assert compare("Igor Ivanov", "सर्गेई इवानोव").reasons[0].startswith("register: ")


ODD = ["न" * 10_000, "a b " * 5_000, "क्" * 90, "\ud800", "ABC अआइ Жук", "१२३", "\u200d", "O'"]
BAD = ["{", '{"a": "x", "b": "y"}', '{"id": 1, "a": "x"}', '{"id": 1, "a": 5, "b": "x"}', "[]"]


@pytest.mark.parametrize("name", ODD)
def test_no_name_is_a_surprise(name: str) -> None:
    assert compare(name, "Narendra Modi").same in (False, None)
    assert compare(name, name).same in (True, None)
    assert isinstance(keys(name), frozenset)
    assert isinstance(folded(name), str)


# ---------------------------------------------------------------------- the command


def run(*arguments: str, given: str) -> Any:
    return CliRunner().invoke(app, ["names", *arguments], input=given)


def test_the_command() -> None:
    asked = [{"id": "1", "a": "नरेंद्र मोदी", "b": "Narendra Modi"}, {"id": 2, "a": "मोदी", "b": ""}]
    shown = run("--no-register", given="\n".join(json.dumps(x) for x in asked))
    assert shown.exit_code == 0
    first, second = map(json.loads, shown.stdout.splitlines())
    assert (first["id"], first["same"]) == ("1", True)
    assert second == {"id": 2, "same": None, "score": 0.0, "reasons": ["no letters"]}


@pytest.mark.parametrize("line", BAD)
def test_a_bad_line_is_named_and_the_rest_goes_on(line: str) -> None:
    shown = run(given=f'{line}\n{{"id": 2, "a": "x", "b": "y"}}\n')
    assert shown.exit_code == 1
    assert [json.loads(x)["id"] for x in shown.stdout.splitlines()] == [2]
    assert "-:1" in shown.stderr
    assert run(given=line).exit_code == 2
