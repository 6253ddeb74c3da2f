"""Contradictions that reports of these relations really carry, each told here in a few words of our own."""

from datetime import date

import pytest

from baithak.follow.conflicts import conflicts
from baithak.follow.terms import holder
from baithak.model import Commitment, Engagement, Person, Reading, Report, ReportFacts
from baithak.record.adding import add
from baithak.spans import Span

AT = "2026-01-01T00:00:00Z"


def found(store, field, *sides):
    with store.reading() as connection:
        return [c for c in conflicts(connection, sides) if c.field == field]


def only(store, field, *sides):
    some = found(store, field, *sides)
    assert len(some) == 1, [(c.subject, c.shown, [o.value for o in c.others]) for c in some]
    return some[0]


def told_by(sources):
    return {s.ref for s in sources if s.kind == "report"}


def others(conflict):
    return {o.value: told_by(o.sources) for o in conflict.others}


def write(store, name, day, words, **parts):
    """A report read as given, where its construction is not yet read."""
    facts = ReportFacts(
        id=name, source=f"{name}.txt", language="hi", published=day, published_basis="stated", agencies=[], furniture=[]
    )
    given = {"people": [], "engagements": [], "commitments": [], **parts}
    one = Report(id=name, source=f"{name}.txt", text=words, language="hi", published=day)
    with store.writing() as connection:
        add(connection, one, Reading(report=facts, **given), at=AT, pack="test")


def test_place_and_day_of_the_first_summit(sqlite, put):
    put(sqlite, {
        "weekly": ("2018-09-11", "भारत और रूस का पहला वार्षिक शिखर सम्मेलन अक्टूबर 2000 में नई दिल्ली में हुआ था।"),
        "channel": ("2023-01-05", "भारत और रूस के बीच पहला वार्षिक शिखर सम्मेलन नवंबर 2001 में मॉस्को में आयोजित हुआ था।"),
    })  # fmt: skip
    conflict = only(sqlite, "ordinal", "IN", "RU")  # the day of November 2001 is that of no. 2
    assert conflict.subject == "India–Russia Annual Summit no. 2"
    assert others(conflict) == {"1": {"channel"}}
    assert "पहला" in conflict.others[0].sources[0].words[0]
    assert {s.kind for s in conflict.by} == {"register"}


def test_place_and_day_of_a_first_session_that_the_register_has_not(sqlite, put):
    put(sqlite, {
        "a": ("2018-09-11", "भारत और ओमान के रणनीतिक परामर्श समूह की पहली बैठक मई 2004 में मस्कट में हुई थी।"),
        "b": ("2018-09-11", "भारत और ओमान के रणनीतिक परामर्श समूह की पहली बैठक 10 नवंबर 2005 को नई दिल्ली में हुई थी।"),
    })  # fmt: skip
    assert {c.field for c in found(sqlite, "date", "IN", "OM")} == {"date"}


def test_first_visit_in_office(sqlite):
    for name, when in (("archive", "2000-10"), ("palace", "2000-10"), ("paper", "2000-12")):
        visit = Engagement(
            kind="visit", status="held", date=when, place=None, place_country="IN", participants=["Vladimir Putin"],
            countries=["IN", "RU"], mechanism=None, ordinal=1, topics=[], salience="background", evidence=[Span(0, 20)],
        )  # fmt: skip
        putin = Person(
            name="Vladimir Putin", surface=[], office="president", country="RU", mentions=[Span(0, 6)],
            known="ru-vladimir-putin",
        )  # fmt: skip
        write(
            sqlite,
            name,
            "2021-10-03",
            f"राष्ट्रपति के रूप में पुतिन की पहली भारत यात्रा ({when})",
            people=[putin],
            engagements=[visit],
        )
    conflict = only(sqlite, "date", "IN", "RU")
    assert conflict.shown == "2000-10"
    assert others(conflict) == {"2000-12": {"paper"}}
    assert told_by(conflict.by) == {"archive", "palace"}


def test_number_of_the_summit_of_december_2025(sqlite, put):
    put(sqlite, {
        "one": ("2025-12-06", "भारत और रूस का 23वां वार्षिक शिखर सम्मेलन शुक्रवार को नई दिल्ली में हुआ।"),
        "two": ("2025-12-07", "भारत और रूस का 23वां वार्षिक शिखर सम्मेलन 5 दिसंबर को नई दिल्ली में संपन्न हुआ।"),
        "slip": ("2025-12-06", "भारत और रूस का तीसरा वार्षिक शिखर सम्मेलन 5 दिसंबर 2025 को नई दिल्ली में हुआ।"),
    })  # fmt: skip
    conflict = only(sqlite, "ordinal", "IN", "RU")
    assert conflict.subject == "India–Russia Annual Summit no. 23"
    assert conflict.shown == "23"
    assert others(conflict) == {"3": {"slip"}}
    assert {"one", "two"} <= told_by(conflict.by)


def test_days_of_the_fifth_working_group(sqlite, put):
    words = "आईआरआईजीसी-एमएंडएमटीसी के सैन्य सहयोग कार्य समूह की पांचवीं बैठक {} नई दिल्ली में हुई।"
    put(sqlite, {
        "ministry": ("2025-10-30", words.format("28-29 अक्टूबर को")),
        "agency": ("2025-10-31", words.format("28 और 29 अक्टूबर को") + " दोनों पक्षों ने सहयोग की समीक्षा की।"),
        "other": ("2025-10-30", words.format("बुधवार को")),
    })  # fmt: skip
    some = found(sqlite, "date", "IN", "RU")
    assert some
    for conflict in some:
        assert conflict.shown == "2025-10-28/2025-10-29"
        assert others(conflict) == {"2025-10-29": {"other"}}


def test_a_sitting_between_two_numbers_takes_none(sqlite, put):
    put(sqlite, {
        "embassy": (
            "2018-09-20",
            "आईआरआईजीसी-टेक की 22वीं बैठक 13 सितंबर 2016 को नई दिल्ली में हुई थी। "
            "आईआरआईजीसी-टेक की 23वीं बैठक 14 सितंबर 2018 को मॉस्को में हुई।",
        ),
        "agency": ("2018-09-14", "आईआरआईजीसी-टेक की पिछली बैठक दिसंबर 2017 में नई दिल्ली में हुई थी।"),
    })  # fmt: skip
    conflict = only(sqlite, "ordinal", "IN", "RU")
    assert conflict.shown is None
    assert "no number is free between no. 22 and no. 23" in conflict.why
    assert told_by(conflict.by) == {"agency"}
    assert {k: v for k, v in others(conflict).items() if v} == {
        "no. 22 on 2016-09-13": {"embassy"}, "no. 23 on 2018-09-14": {"embassy"},
    }  # fmt: skip


def test_day_of_a_call_on_a_president(sqlite, put):
    words = "रक्षा मंत्री राजनाथ सिंह ने {} को मॉस्को में रूस के राष्ट्रपति व्लादिमीर पुतिन से मुलाकात की।"
    put(sqlite, {
        "one": ("2024-12-11", words.format("मंगलवार")),
        "two": ("2024-12-11", words.format("10 दिसंबर") + " दोनों ने रक्षा सहयोग पर बात की।"),
        "slip": ("2024-12-12", words.format("बुधवार")),
    })  # fmt: skip
    conflict = only(sqlite, "date", "IN", "RU")
    assert conflict.shown == "2024-12-10"
    assert others(conflict) == {"2024-12-11": {"slip"}}
    assert "बुधवार" in conflict.others[0].sources[0].words[0]


def test_name_of_an_ambassador(sqlite, put):
    words = "मॉस्को में रक्षा मंत्री राजनाथ सिंह की अगवानी रूस में भारत के राजदूत {} ने की।"
    put(sqlite, {
        "one": ("2024-12-09", words.format("विनय कुमार")),
        "slip": ("2024-12-09", words.format("वेंकटेश कुमार")),
    })  # fmt: skip
    conflict = only(sqlite, "holder")
    assert conflict.shown == "Vinay Kumar"
    assert others(conflict) == {"Venkatesh Kumar": {"slip"}}
    with sqlite.reading() as connection:
        name, reason = holder(connection, "ambassador to Russia", "IN", date(2024, 12, 9).toordinal())
    assert name == "Vinay Kumar"
    assert "register" in reason


def test_office_of_a_president_by_what_he_was_later(sqlite, put):
    put(sqlite, {
        "daily": (
            "2011-11-17",
            "अक्टूबर 2000 में प्रधानमंत्री व्लादिमीर पुतिन ने नई दिल्ली में प्रधानमंत्री अटल बिहारी वाजपेयी से मुलाकात की थी।",
        ),
    })  # fmt: skip
    conflict = only(sqlite, "office", "IN", "RU")
    assert conflict.shown == "president"
    assert others(conflict) == {"prime minister": {"daily"}}
    assert all(s.kind == "register" for s in conflict.by)


def test_length_of_a_visit(sqlite, put):
    put(sqlite, {
        "two days": ("2020-01-09", "श्रीलंका के विदेश मंत्री दिनेश गुणवर्धने गुरुवार से दो दिन की यात्रा पर भारत में हैं।"),
        "three days": ("2020-01-09", "श्रीलंका के विदेश मंत्री दिनेश गुणवर्धने गुरुवार से भारत की तीन दिवसीय यात्रा पर हैं।"),
    })  # fmt: skip
    conflict = only(sqlite, "date", "IN", "LK")
    assert {conflict.shown, *others(conflict)} == {"2020-01-09/2020-01-10", "2020-01-09/2020-01-11"}


def test_number_of_envoys(sqlite):
    for name, number in (("more", 16), ("fewer", 15), ("list", 15)):
        trip = Commitment(
            what=f"visit of envoys of {number} countries to Jammu and Kashmir", by="IN", to=None, due="2020-01-09",
            engagement=True, evidence=[Span(0, 15)], quantity=number,
        )  # fmt: skip
        write(sqlite, name, "2020-01-09", f"{number} देशों के राजनयिक जम्मू-कश्मीर जाएंगे", commitments=[trip])
    conflict = only(sqlite, "quantity", "IN")
    assert conflict.shown == "15"
    assert others(conflict) == {"16": {"more"}}
    assert conflict.others[0].sources[0].words == ("16 देशों के राज",)


def test_no_contradiction_is_made_up(sqlite, put):
    put(sqlite, {
        "month": ("2025-09-01", "विदेश मंत्री एस. जयशंकर ने अगस्त 2025 में मॉस्को में रूस के विदेश मंत्री सर्गेई लावरोव से मुलाकात की थी।"),
        "day": ("2025-08-21", "विदेश मंत्री एस. जयशंकर ने गुरुवार को मॉस्को में रूस के विदेश मंत्री सर्गेई लावरोव से मुलाकात की।"),
    })  # fmt: skip
    with sqlite.reading() as connection:
        assert conflicts(connection) == []


@pytest.mark.parametrize("pair", [("IN", "US"), ("PK", "CN")])
def test_other_pairs_have_their_own(sqlite, put, pair):
    words = "रक्षा मंत्री राजनाथ सिंह ने {} को मॉस्को में रूस के राष्ट्रपति व्लादिमीर पुतिन से मुलाकात की।"
    put(sqlite, {"one": ("2024-12-11", words.format("मंगलवार")), "two": ("2024-12-12", words.format("बुधवार"))})
    assert found(sqlite, "date", *pair) == []
