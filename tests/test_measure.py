"""The measures: what agrees with a label and what does not; the same figures as another scorer, where one is there."""

import importlib.util
import json
import os
from pathlib import Path

import msgspec
import pytest
from agree import alike, date_right, dates_clash, office_right, stretch
from gate import _CEILINGS, changes, compare
from measure import Card

from baithak import read
from baithak.sources import read_paths

ROOT = Path(__file__).parent.parent
SCORER = Path(os.environ.get("BAITHAK_SCORER", ROOT.parent / "shared/score.py"))
TEXT = "भारत और केन्या\nजयशंकर ने मुदावादी से मुलाकात की।\nशेयर करें\n"

MEETING = {
    "kind": "meeting", "status": "held", "date": "2025-10-29", "place": "Nairobi", "place_country": "KE",
    "participants": ["S. Jaishankar", "Musalia Mudavadi"], "countries": ["IN", "KE"], "mechanism": None,
    "ordinal": None, "topics": ["trade"], "salience": "main",
}  # fmt: skip
LABEL = {
    "id": "x", "published": "2025-10-30",
    "people": [
        {"name": "S. Jaishankar", "surface": ["जयशंकर"], "office": "foreign minister", "country": "IN"},
        {"name": "Musalia Mudavadi", "surface": ["मुदावादी"], "office": None, "country": "KE"},
    ],
    "engagements": [MEETING],
    "commitments": [{"what": "a visit", "by": "KE", "to": "IN", "due": None, "engagement": True}],
    "furniture": ["शेयर करें"],
}  # fmt: skip


def reading(**changed):
    """A perfect reading of the label, with changes."""
    mentions = {"जयशंकर": {"start": 15, "end": 22}, "मुदावादी": {"start": 26, "end": 34}}
    people = [p | {"mentions": [mentions[p["surface"][0]]]} for p in LABEL["people"]]
    perfect = {
        "report": {"id": "x", "published": "2025-10-30", "furniture": [{"start": 47, "end": 56}]},
        "people": people,
        "engagements": [MEETING | {"evidence": [{"start": 15, "end": 46}]}],
        "commitments": LABEL["commitments"],
    }
    return perfect | changed


def figures(read_, label=LABEL):
    card = Card()
    card.add(label, read_, TEXT)
    return card.figures(), card.misses


def test_a_perfect_reading():
    found, misses = figures(reading())
    assert misses == []
    assert {parts.get("f1", parts.get("accuracy")) for parts in found.values() if parts["n"]} == {1.0}


def test_no_reading_counts_as_an_empty_one():
    found, misses = figures(None)
    assert found["engagements found"]["recall"] == 0.0
    assert len(misses) == 6


@pytest.mark.parametrize(
    ("changed", "found", "right"),
    [
        ({"status": "planned"}, 1.0, 0.0),
        ({"kind": "session"}, 1.0, 0.0),
        ({"date": "2025-10"}, 1.0, 0.0),
        ({"date": None}, 1.0, 0.0),
        ({"date": "2025-11-15"}, 0.0, 0.0),
        ({"kind": "visit"}, 0.0, 0.0),
        ({"countries": ["IN"]}, 1.0, 0.0),
        ({"ordinal": 3}, 1.0, 1.0),
        ({"place": None}, 1.0, 1.0),
    ],
)
def test_what_makes_an_engagement_wrong(changed, found, right):
    got, _ = figures(reading(engagements=[MEETING | {"evidence": [{"start": 0, "end": 5}]} | changed]))
    assert (got["engagements found"]["f1"], got["engagements right"]["f1"]) == (found, right)


def test_what_is_optional_is_not_asked_for():
    label = LABEL | {"engagements": [MEETING | {"optional": True}]}
    assert figures(reading(), label)[0]["engagements found"]["n"] == 0
    assert figures(reading(engagements=[]), label)[1] == []


def test_engagements_where_there_are_none():
    found, _ = figures(reading(), LABEL | {"engagements": []})
    assert found["false engagements per 100 reports without any"] == {"rate": 100.0, "n": 1}


def test_a_day_that_cannot_be_told_must_not_be_claimed():
    label = LABEL | {"published": None}
    assert figures(reading(), label)[0]["false certainty of the day"]["accuracy"] == 1.0
    vague = reading(report={"published": "2025-10", "furniture": []})
    assert figures(vague, label)[0]["false certainty of the day"]["accuracy"] == 0.0


@pytest.mark.parametrize(
    ("label", "value", "right"),
    [
        (None, None, True),
        (None, "2025", False),
        ("2025-10-29", None, False),
        ("2025-10-29", "2025-10-29", True),
        ("2025-10-29", "2025-10-30~", True),
        ("2025-10-29", "2025-10", False),
        ("2025-10", "2025-10-29", True),
        ("2024-07-08/2024-07-09", "2024-07-08", True),
        ("XXXX-07-15", "XXXX-07-15", True),
        ("XXXX-07-15", "2024-07-15", True),
        ("2024-07-15", "XXXX-07-15", False),
    ],
)
def test_dates(label, value, right):
    assert date_right(label, value) is right


def test_clashes():
    assert dates_clash("2025-10-29", "2025-11-02")
    assert not dates_clash("2025-10-29", "2025-10-30")
    assert not dates_clash("2025-10-29", None)
    assert dates_clash("XXXX-07-15", "2024-08-15")
    assert not dates_clash("2025-01-01/..", "2026")


def test_a_value_that_is_no_date():
    with pytest.raises(ValueError, match="not an EDTF date"):
        stretch("yesterday")


def test_names():
    assert alike("S. Jaishankar", "Subrahmanyam Jaishankar")
    assert alike("Putin Vladimir", "Vladimir Putin")
    assert not alike("Sergey Lavrov", "Sergei Shoigu")
    assert office_right("foreign minister", "first deputy foreign minister")


def test_floors_only_rise():
    now = {"people": {"f1": 0.9}, "false certainty of the day": {"accuracy": 0.1}}
    assert compare(now, {}, raising=False) == ([], {})
    below, kept = compare(now, {"people": 0.95, "false certainty of the day": 0.0}, raising=True)
    assert [b.split(":")[0] for b in below] == ["people", "false certainty of the day"]
    assert kept == {"people": 0.95, "false certainty of the day": 0.0}
    assert compare(now, {"people": 0.8}, raising=True)[1]["people"] == 0.9
    assert "false certainty of the day" in _CEILINGS


def test_gains_and_losses_name_the_label():
    before = ["1 engagement missed: a", "2 engagement not right: label b | read c"]
    now = ["2 engagement not right: label b | read d", "3 person missed: e"]
    assert list(changes(before, now)) == ["  + gained  1 engagement missed: a", "  - lost    3 person missed: e"]


@pytest.mark.skipif(not SCORER.is_file(), reason="no other scorer here; name one with BAITHAK_SCORER")
def test_another_scorer_of_the_contract_agrees():
    spec = importlib.util.spec_from_file_location("other_scorer", SCORER)
    other = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(other)
    gold = ROOT / "examples/gold"
    reports = {r.id: r for r in read_paths([ROOT / "examples/reports"])}
    labels = {i: json.loads((gold / f"{i}.json").read_text("utf-8")) for i in reports if (gold / f"{i}.json").is_file()}
    reads = {i: msgspec.to_builtins(read(reports[i])) for i in labels}
    card = Card()
    for i, label in labels.items():
        card.add(label, reads[i], reports[i].text)
    theirs = other.score(labels, reads, {i: r.text for i, r in reports.items()}, [])
    ours = card.figures()
    for name, value in (theirs | {f"field {k}": v for k, v in theirs["fields"].items()}).items():
        if isinstance(value, dict) and name != "fields":
            assert ours[name] == value, name
