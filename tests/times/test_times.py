"""The library calls: kinds, bounds, lengths, contradictions, tense, and that nothing breaks."""

from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baithak.pack import load
from baithak.times import TimeLanguage, Timex, contradicts, read_dates, resolve
from baithak.times.grammar import GrammarTable

TL = TimeLanguage("hi")
REFERENCE = date(2025, 11, 24)  # a Monday
RULES = [r for stage in load("lang/hi", "dates.yaml", GrammarTable).stages for r in stage]


def tag(text: str) -> tuple[Timex, ...]:
    return TL.tag(TL.words.speller.tokens(text))


def one(text: str) -> Timex:
    found = tag(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("rule", [r for r in RULES if r.example], ids=lambda r: f"{r.rule}: {r.example}")
def test_every_rule_reads_its_example(rule: object) -> None:
    assert rule.rule in [t.rule for t in tag(rule.example)]  # type: ignore[attr-defined]


def test_every_rule_that_stands_alone_has_an_example() -> None:
    assert [r.rule for r in RULES if not r.example and not r.fragment] == []


@pytest.mark.parametrize(
    ("text", "kind", "days"),
    [
        ("तीन दिवसीय यात्रा", "duration", 3),
        ("दो दिन की यात्रा", "duration", 2),
        ("दो सप्ताह की यात्रा", "duration", 14),
        ("20 साल से अधिक पुरानी", "duration", None),
        ("तीन महीने की", "duration", None),
        ("हर साल", "set", None),
        ("शाम 5 बजे", "time", None),
        ("अगले सप्ताह", "week", None),
        ("वित्त वर्ष 2024-25", "year", None),
        ("1990 के दशक", "decade", None),
        ("21वीं सदी", "century", None),
        ("इस तिमाही", "quarter", None),
        ("इस गर्मी", "season", None),
        ("8-9 जुलाई 2024", "range", None),
        ("अगस्त 2024", "month", None),
        ("4 दिसंबर", "day", None),
    ],
)
def test_kind_and_days(text: str, kind: str, days: int | None) -> None:
    timex = one(text)
    assert (timex.kind, timex.days) == (kind, days)
    if kind in ("duration", "set", "time"):
        assert resolve(timex, REFERENCE) is None


@pytest.mark.parametrize(
    ("text", "bound", "plain", "opened"),
    [
        ("दिसंबर 2025 तक", "until", "2025-12", "../2025-12"),
        ("2014 से", "from", "2014", "2014/.."),
        ("15 अगस्त 2025 के बाद", "after", "2025-08-15", "2025-08-15/.."),
        ("दिसंबर 2025 से पहले", "before", "2025-12", "../2025-12"),
        ("अगले सप्ताह तक", "until", "2025-12-01/2025-12-07", "../2025-12-07"),
        ("अगले सप्ताह से", "from", "2025-12-01/2025-12-07", "2025-12-01/.."),
    ],
)
def test_bounds(text: str, bound: str, plain: str, opened: str) -> None:
    timex = one(text)
    assert timex.bound == bound
    assert resolve(timex, REFERENCE) == plain
    assert resolve(timex, REFERENCE, open_ends=True) == opened
    assert text[timex.start : timex.end] == text


@pytest.mark.parametrize(
    ("text", "tense", "expected"),
    [
        ("कल", "past", "2025-11-23"),
        ("कल", "future", "2025-11-25"),
        ("कल", None, None),
        ("परसों", "past", "2025-11-22"),
        ("परसों", "future", "2025-11-26"),
        ("मंगलवार", "past", "2025-11-18"),
        ("मंगलवार", "future", "2025-11-25"),
        ("मंगलवार", None, "2025-11-18"),
        ("सोमवार", None, "2025-11-24"),
        ("दिसंबर में", "past", "2024-12"),
        ("दिसंबर में", None, "2025-12"),
        ("मार्च में", None, "2025-03"),
        ("18 अगस्त", None, "2025-08-18"),
        ("18 अगस्त", "future", "2026-08-18"),
        ("15 तारीख", "past", "2025-11-15"),
        ("15 तारीख", "future", "2025-12-15"),
        ("दो दिन बाद", "past", None),
        ("दो दिन बाद", "future", "2025-11-26"),
        ("43 साल बाद", None, None),
    ],
)
def test_tense(text: str, tense: str | None, expected: str | None) -> None:
    assert resolve(one(text), REFERENCE, tense=tense) == expected


@pytest.mark.parametrize(
    ("text", "near", "expected"),
    [
        ("18 अगस्त", None, "XXXX-08-18"),
        ("18 अगस्त", "2019", "2019-08-18"),
        ("18 अगस्त", "2019-03-04", "2019-08-18"),
        ("8 से 9 जुलाई", None, "XXXX-07-08/XXXX-07-09"),
        ("अगस्त", None, "XXXX-08"),
        ("गणतंत्र दिवस", None, "XXXX-01-26"),
        ("दिवाली", None, None),
        ("बुधवार", None, None),
        ("आज", None, None),
        ("पिछले महीने", "2019", None),
        ("2014 में", None, "2014"),
    ],
)
def test_without_reference(text: str, near: str | None, expected: str | None) -> None:
    assert resolve(one(text), None, near=near) == expected


def test_weekday_that_does_not_fit_is_kept_and_told() -> None:
    wrong, right = one("मंगलवार, 29 अक्टूबर 2025"), one("बुधवार, 29 अक्टूबर 2025")
    assert (wrong.conflict, right.conflict) == (True, False)
    assert wrong.weekday == 1
    assert resolve(wrong, REFERENCE) == resolve(right, REFERENCE) == "2025-10-29"
    slip = one("मंगलवार, 29 अक्टूबर")
    assert contradicts(slip, resolve(slip, REFERENCE))
    assert not contradicts(one("बुधवार, 29 अक्टूबर"), "2025-10-29")
    assert not contradicts(slip, "2025-10")


@pytest.mark.parametrize("text", ["31 अप्रैल", "30 फरवरी 2024", "29 फरवरी 2023", "31 जून 2024"])
def test_impossible_dates_have_a_problem_and_no_place(text: str) -> None:
    timex = one(text)
    assert timex.problem
    assert resolve(timex, REFERENCE) is None


@pytest.mark.parametrize(
    ("text", "edtf", "said"),
    [
        ("31 अप्रैल को बैठक हुई", None, "month 4 has no day 31"),
        ("30-02-2024 को बैठक हुई", None, "month 2 has no day 30"),
        ("2024-13-45 को बैठक हुई", None, "there is no month 13"),
        ("1 से 31 अप्रैल तक बैठक हुई", None, "month 4 has no day 31"),
        ("31 अप्रैल से 5 मई तक बैठक हुई", None, "month 4 has no day 31"),
        ("मंगलवार, 29 अक्टूबर 2025 को बैठक हुई", "2025-10-29", "told as a Tuesday, but 2025-10-29 is a Wednesday"),
        ("मंगलवार, 29 अक्टूबर को बैठक हुई", "2025-10-29", "told as a Tuesday, but 2025-10-29 is a Wednesday"),
    ],
)
def test_what_is_wrong_with_a_date_is_said(text: str, edtf: str | None, said: str) -> None:
    (found,) = read_dates(text, REFERENCE, TL)
    assert found["edtf"] == edtf
    assert said in found["rule"]


@pytest.mark.parametrize(
    "text",
    [
        "32 मार्च को",
        "0 मई को",
        "00/00/0000",
        "31/31/2024 को",
        "25:61 बजे",
        "साल 0 में",
        "99999 साल पहले",
        "ईस्टर 1",
        "दिवाली 1500",
    ],
)
@pytest.mark.parametrize("reference", [None, date.min, REFERENCE, date.max])
def test_what_is_no_date_gets_no_day(text: str, reference: date | None) -> None:
    assert [d["edtf"] for d in read_dates(text, reference, TL) if d["edtf"]] == []


def test_distance_from_something_told_has_no_place() -> None:
    assert resolve(one("यात्रा से दो दिन पहले"), REFERENCE) is None
    assert resolve(one("15 अगस्त 2025 से दो दिन पहले"), REFERENCE) == "2025-08-13"


def test_far_years_are_no_error() -> None:
    assert resolve(one("900 दशक बाद"), REFERENCE, tense="future") is None
    assert resolve(one("300 दशक पहले"), REFERENCE, tense="past") is None


def test_offsets_count_code_points_of_the_text() -> None:
    text = "पहला वाक्य।\nवे बुधवार को मिले। फिर 4 दिसंबर 2024 को मिले।"
    assert [text[d["start"] : d["end"]] for d in read_dates(text, REFERENCE, TL)] == ["बुधवार", "4 दिसंबर 2024"]


def test_a_year_is_lent_inside_its_sentence_only() -> None:
    assert [d["edtf"] for d in read_dates("2019 में वे 18 अगस्त को मिले। 5 मई को फिर मिले।", None, TL)] == [
        "2019",
        "2019-08-18",
        "XXXX-05-05",
    ]


def test_same_text_same_result() -> None:
    text = "सोमवार, 8 दिसंबर 2025 को और फिर अगले महीने की 15 तारीख को"
    assert msgspec.json.encode(tag(text)) == msgspec.json.encode(TimeLanguage("hi").tag(TL.words.speller.tokens(text)))


WORDS = {w for p in TL.words.patterns() for w in p.split()}
PIECES = sorted(WORDS | {"15", "2024", "31", "00", "99999", "बैठक", "।", "\n"})


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from(["", " "]), st.dates())
def test_no_row_of_words_breaks_it(words: list[str], joint: str, reference: date) -> None:
    text = (joint or " ").join(words)
    end = 0
    for t in tag(text):
        assert end <= t.start < t.end <= len(text)
        end = t.end
        for tense in ("past", "future", None):
            resolve(t, reference, tense=tense, open_ends=True)
            resolve(t, None, tense=tense)
    read_dates(text, reference, TL)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8))
def test_what_is_kept_of_a_row_of_words_is_what_was_found(words: list[str]) -> None:
    text = " ".join(words)
    first, again = tag(text), tag(text)
    assert msgspec.json.encode(first) == msgspec.json.encode(again)
    shifted = tag(f"अज्ञातशब्द {text}")
    if [t.rule for t in shifted] == [t.rule for t in first]:
        assert [t.start - len("अज्ञातशब्द ") for t in shifted] == [t.start for t in first]
