"""Days of engagements that a report tells by their order, beside one another, or by what they come before."""

import pytest

from baithak.edtf import shifted, stay
from baithak.model import Report
from baithak.pipeline import reader

READER = reader("hi")
VISIT = "विदेश मंत्री एस जयशंकर 8 जुलाई 2024 को मस्कट पहुंचे।"


def dates(text: str, published: str | None = "2025-06-10") -> list[tuple[str, str | None]]:
    reading = READER.read(Report(id="x", source="", text=text, language="hi", published=published))
    return [(e.kind, e.date) for e in reading.engagements]


@pytest.mark.parametrize(
    ("next_", "day"),
    [
        ("अगले दिन उन्होंने ओमान के विदेश मंत्री बद्र अलबुसैदी से मुलाकात की।", "2024-07-09"),
        ("दो दिन बाद उन्होंने ओमान के विदेश मंत्री बद्र अलबुसैदी से मुलाकात की।", "2024-07-10"),
        ("उसी दिन उन्होंने ओमान के विदेश मंत्री बद्र अलबुसैदी से मुलाकात की।", "2024-07-08"),
        ("इसके तीन दिन बाद उन्होंने ओमान के विदेश मंत्री बद्र अलबुसैदी से मुलाकात की।", "2024-07-11"),
        ("इससे एक दिन पहले उन्होंने ओमान के विदेश मंत्री बद्र अलबुसैदी से मुलाकात की थी।", "2024-07-07"),
    ],
)
def test_counted_from_what_was_told_before(next_: str, day: str) -> None:
    assert ("meeting", day) in dates(f"{VISIT} {next_}")


def test_a_count_ahead_is_from_the_day_of_publication() -> None:
    text = "विदेश मंत्री एस जयशंकर दो दिन बाद मस्कट में ओमान के विदेश मंत्री बद्र अलबुसैदी से मिलेंगे।"
    assert dates(text) == [("meeting", "2025-06-12")]


@pytest.mark.parametrize("bound", ["15 अगस्त के बाद", "15 अगस्त से पहले", "15 अगस्त तक"])
def test_a_bound_is_no_day_on_which_it_was(bound: str) -> None:
    text = f"विदेश मंत्री एस जयशंकर {bound} ओमान के विदेश मंत्री बद्र अलबुसैदी से मुलाकात करेंगे।"
    assert dates(text) == [("meeting", None)]


def test_planned_before_the_end_of_the_year_is_of_that_year() -> None:
    text = "विदेश मंत्री एस जयशंकर इस साल के अंत से पहले ओमान के विदेश मंत्री बद्र अलबुसैदी से मुलाकात करेंगे।"
    assert dates(text) == [("meeting", "2025")]


def test_a_stay_counts_without_the_year_too() -> None:
    text = "विदेश मंत्री एस जयशंकर 2 अक्टूबर से ओमान की तीन दिवसीय यात्रा पर हैं।"
    assert dates(text, None) == [("visit", "XXXX-10-02/XXXX-10-04")]
    assert stay("XXXX-12-30", 5) == "XXXX-12-30"
    assert stay("XXXX-02-27", 3) == "XXXX-02-27"
    assert stay("2024-02-28", 3) == "2024-02-28/2024-03-01"
    assert (shifted("XXXX-10-31", 1), shifted("XXXX-12-31", 1), shifted("2024-12-31", 1)) == (
        "XXXX-11-01",
        None,
        "2025-01-01",
    )
    assert (shifted("2024-12", 1), shifted("XXXX-02-28", 1)) == (None, None)


def test_signing_is_of_the_day_of_the_sitting_told_before_it() -> None:
    text = (
        "रक्षा सचिव गिरिधर अरमाने 30 और 31 जनवरी 2024 को ओमान की यात्रा पर थे। "
        "उन्होंने 31 जनवरी 2024 को मस्कट में भारत-ओमान संयुक्त सैन्य सहयोग समिति की 12वीं बैठक की सह-अध्यक्षता की। "
        "इस अवसर पर भारत और ओमान ने एक समझौता ज्ञापन पर हस्ताक्षर किए।"
    )
    assert ("signing", "2024-01-31") in dates(text)


def test_a_visit_for_which_one_went_has_the_days_of_the_summit() -> None:
    text = "22वां भारत-रूस वार्षिक शिखर सम्मेलन 8-9 जुलाई 2024 को मॉस्को में हुआ, जिसके लिए प्रधानमंत्री नरेंद्र मोदी रूस गए थे।"
    assert ("visit", "2024-07-08/2024-07-09") in dates(text)


def test_a_weekday_that_contradicts_its_day_is_kept_and_said() -> None:
    text = "विदेश मंत्री एस जयशंकर ने मंगलवार, 29 अक्टूबर 2025 को ओमान के विदेश मंत्री बद्र अलबुसैदी से मुलाकात की।"
    reading = READER.read(Report(id="x", source="", text=text, language="hi", published="2025-10-30"))
    (meeting,) = reading.engagements
    assert meeting.date == "2025-10-29"
    assert any(
        "told as a Tuesday, but 2025-10-29 is a Wednesday" in r.rule for r in meeting.reasons if r.field == "date"
    )


def test_a_day_that_does_not_exist_is_no_date() -> None:
    text = "विदेश मंत्री एस जयशंकर ने 31 अप्रैल को ओमान के विदेश मंत्री बद्र अलबुसैदी से मुलाकात की।"
    assert dates(text) == [("meeting", None)]


def test_plans_lend_one_another_their_year_and_the_past_lends_none() -> None:
    plan = "ओमान के विदेश मंत्री बद्र अलबुसैदी 21-22 फरवरी को भारत आएंगे।"
    assert dates(f"{plan} वे 2024 में नई दिल्ली में होने वाले सम्मेलन को संबोधित करेंगे।", None)[0] == (
        "visit",
        "2024-02-21/2024-02-22",
    )
    assert dates(f"{plan} वे 2008 में भी भारत आए थे।", None)[0] == ("visit", "XXXX-02-21/XXXX-02-22")
    assert dates(f"{plan} 2030 तक व्यापार दोगुना होगा।", None)[0] == ("visit", "XXXX-02-21/XXXX-02-22")


@pytest.mark.parametrize(
    ("when", "date"),
    [
        ("दिसंबर के पहले हफ्ते में", "XXXX-12-01/XXXX-12-07"),
        ("जुलाई के आखिरी सप्ताह में", "XXXX-07-25/XXXX-07-31"),
        ("फरवरी के आखिरी सप्ताह में", None),
        ("अगस्त के दूसरे सोमवार को", None),
    ],
)
def test_a_part_of_a_month_without_its_year(when: str, date: str | None) -> None:
    text = f"ओमान के विदेश मंत्री बद्र अलबुसैदी ने {when} भारत की यात्रा की थी।"
    assert dates(text, None) == [("visit", date)]


def test_a_dateline_set_with_a_dot() -> None:
    text = "मस्कट.11 दिसंबर, विदेश मंत्री एस जयशंकर ने आज ओमान के विदेश मंत्री बद्र अलबुसैदी से मुलाकात की।"
    assert dates(text, None) == [("meeting", "XXXX-12-11")]


def test_months_named_together_are_two_occasions() -> None:
    text = "प्रधानमंत्री नरेंद्र मोदी ने जुलाई 2015 तथा जून 2017 में कजाकिस्तान का दौरा किया था।"
    assert dates(text, "2018-05-05") == [("visit", "2015-07"), ("visit", "2017-06")]
    text = "प्रधानमंत्री नरेंद्र मोदी ने पिछले साल जुलाई में और इस साल फरवरी में कजाकिस्तान का दौरा किया था।"
    assert dates(text, "2018-05-05") == [("visit", "2017-07"), ("visit", "2018-02")]
    one = "प्रधानमंत्री नरेंद्र मोदी ने 8 और 9 जुलाई 2024 को रूस का दौरा किया था।"
    assert dates(one) == [("visit", "2024-07-08/2024-07-09")]


@pytest.mark.parametrize(
    ("clause", "date"),
    [
        ("मंगलवार को मॉरीशस जाएंगे", "XXXX-03-11~"),
        ("शुक्रवार को मॉरीशस जाएंगे", "XXXX-03-14~"),
        ("गुरुवार को मॉरीशस गए थे", "XXXX-03-06~"),
        ("अगले मंगलवार को मॉरीशस जाएंगे", None),
    ],
)
def test_weekday_beside_a_dateline_without_its_year(clause: str, date: str | None) -> None:
    text = f"नयी दिल्ली, सात मार्च (भाषा) विदेश मंत्रालय ने शुक्रवार को बताया कि विदेश मंत्री एस जयशंकर {clause}।"
    assert dates(text, None) == [("visit", date)]


def test_years_by_arithmetic() -> None:
    text = "ग्रीस के प्रधानमंत्री क्यरियाकोस मित्सोताकिस 2008 के 15 साल बाद भारत की यात्रा पर आए।"
    assert dates(text, None) == [("visit", "2023")]


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("यात्रा के दूसरे दिन", "2023-12-17"),
        ("पहले दिन", "2023-12-16"),
        ("तीसरे दिन", "2023-12-18"),
        ("यात्रा के आखिरी दिन", "2023-12-18"),
    ],
)
def test_days_of_a_visit(when: str, day: str) -> None:
    text = (
        "ओमान के सुल्तान हैथम बिन तारिक 16 दिसंबर 2023 को तीन दिवसीय यात्रा पर भारत पहुंचे। "
        f"{when} उन्होंने प्रधानमंत्री नरेंद्र मोदी से मुलाकात की।"
    )
    assert ("meeting", day) in dates(text, "2023-12-20")


def test_a_day_of_something_untold_is_none() -> None:
    text = "दूसरे दिन प्रधानमंत्री नरेंद्र मोदी ने ओमान के सुल्तान हैथम बिन तारिक से मुलाकात की।"
    assert dates(text, None) == [("meeting", None)]


def test_talks_in_one_state_are_not_inside_a_visit_to_another() -> None:
    text = (
        "ग्रीस के विदेश मंत्री निकोस डेंडियास ने बुधवार को नई दिल्ली में विदेश मंत्री एस जयशंकर से मुलाकात की। "
        "जयशंकर 26 जून 2021 को एथेंस गए थे।"
    )
    assert ("meeting", None) in dates(text, None)


def test_talks_after_an_arrival_are_about_its_day() -> None:
    assert dates(f"{VISIT} वे ओमान के विदेश मंत्री बद्र अलबुसैदी से मिले।") == [
        ("visit", "2024-07-08"),
        ("meeting", "2024-07-08~"),
    ]


@pytest.mark.parametrize(
    ("weekday", "day"), [("मंगलवार", "XXXX-08-20"), ("बुधवार", "XXXX-08-21"), ("रविवार", "XXXX-08-19/XXXX-08-21")]
)
def test_talks_told_by_weekday_in_a_visit_that_begins_on_a_told_one(weekday: str, day: str) -> None:
    text = (
        "मलेशिया के प्रधानमंत्री अनवर इब्राहिम सोमवार को भारत आएंगे। वे 19 से 21 अगस्त तक भारत की यात्रा पर रहेंगे। "
        f"अनवर इब्राहिम {weekday} को प्रधानमंत्री नरेंद्र मोदी से मुलाकात करेंगे।"
    )
    assert ("meeting", day) in dates(text, None)
