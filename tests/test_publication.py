"""The day of publication: told, stamped, or left by the evidence as the only one."""

from datetime import date

import pytest

from baithak.gazetteer import Mechanism, Sitting
from baithak.model import Report, ReportFacts
from baithak.pipeline import reader
from baithak.resolve.constraints import Constraint, candidates, deciding, derive, told, window
from baithak.resolve.evidence import Event, Evidence, of_sessions

READER = reader("hi")
BODY = (
    "विदेश मंत्री ने केन्या के विदेश मंत्री से मुलाकात की और व्यापार तथा निवेश पर लंबी बातचीत की। बैठक में कई अधिकारी भी मौजूद थे।\n"
    "दोनों पक्षों ने आगे भी संपर्क में रहने की बात कही और अगली बैठक की तैयारी पर सहमति जताई।"
)


def facts(text: str, published: str | None = None) -> ReportFacts:
    return READER.read(Report(id="x", source="", text=text, language="hi", published=published)).report


def rules(found: ReportFacts) -> list[str]:
    return [r.rule for r in found.published_reasons]


STAMPS = [
    "प्रकाशित: 12 मार्च 2024, 10:30 AM",
    "Published: March 12, 2024",
    "Updated Tue, 12 Mar 2024 10:30 IST",
    "12 मार्च 2024, 05:30 PM IST",
    "Publish Date: 12/03/2024",
    "First Published : March 12, 2024, 10:30 IST",
    "By एजेंसी | Updated: Mar 12, 2024, 10:30",
    "अपडेटेड 12 मार्च 2024",
    "मंगलवार, 12 मार्च 2024",
    "2024-03-12T10:30:00+05:30",
    "प्रविष्टि तिथि: 12 MAR 2024 5:30PM by PIB Delhi",
    "12.03.2024",
    "12 मार्च '24",
    "१२ मार्च २०२४",
    "10:30 AM IST · Mar 12, 2024",
    "12 मार्च 2024 को प्रकाशित",
    "Tuesday, March 12, 2024",
    "मंगलवार , 12 मार्च 2024",
]
RELATIVE = [
    "2 घंटे पहले",
    "Updated 3 hours ago",
    "1 दिन पहले",
    "कल, 10:30",
    "3 days ago",
    "अभी-अभी",
    "आज, 09:15 AM",
    "Yesterday",
]


@pytest.mark.parametrize("stamp", STAMPS)
def test_stamp_of_the_page(stamp: str) -> None:
    found = facts(f"केन्या के साथ रिश्ते और मजबूत करने पर जोर\n{stamp}\n{BODY}")
    assert (found.published, found.published_basis) == ("2024-03-12", "stated")


@pytest.mark.parametrize(
    "stamp",
    [*RELATIVE, "Sat. Sep 27th, 2025", "Sunday , July 27 2025", "31 अप्रैल 2024", "प्रकाशित: 30/02/2024", "12/13/14/15"],
)
def test_stamp_that_tells_no_day(stamp: str) -> None:
    found = facts(f"केन्या के साथ रिश्ते और मजबूत करने पर जोर\n{stamp}\n{BODY}")
    assert (found.published, found.published_basis) == (None, "none")


def test_told_by_the_caller_before_all_else() -> None:
    found = facts(f"प्रकाशित: 12 मार्च 2024\n{BODY}", "2024-03-13")
    assert (found.published, found.published_basis) == ("2024-03-13", "stated")


def test_dateline_weekday_and_year_leave_one_day() -> None:
    found = facts(
        "नई दिल्ली, 12 मार्च (भाषा) विदेश मंत्री ने मंगलवार को केन्या के विदेश मंत्री से मुलाकात की।\n"
        "दोनों देशों ने 2024 में एक समझौता किया था।"
    )
    assert (found.published, found.published_basis) == ("2024-03-12", "inferred")
    assert rules(found)[0] == "dateline: XXXX-03-12"
    assert any(r.startswith("weekday of the news: Tuesday: leaves") for r in rules(found))


def test_without_a_year_the_derivation_says_what_would_decide() -> None:
    found = facts("नई दिल्ली, 12 मार्च (भाषा) विदेश मंत्री ने मंगलवार को केन्या के विदेश मंत्री से मुलाकात की।")
    assert (found.published, found.published_basis) == (None, "none")
    assert rules(found)[-1].startswith("would decide: the year")


def test_the_register_excludes_and_decides_nothing() -> None:
    text = "नई दिल्ली, 7 नवंबर (भाषा) विदेश मंत्री एस जयशंकर ने मंगलवार को मलेशिया के विदेश मंत्री जाम्ब्री अब्दुल कादिर से मुलाकात की।"
    found = facts(text)
    assert found.published is None
    assert any("Zambry Abdul Kadir" in r and r.endswith("leaves 2023-11-07") for r in rules(found))
    assert "only the register" in rules(found)[-1]


def test_years_since_the_last_time_add_up() -> None:
    text = (
        "बारह साल बाद फिर मिले दोनों देशों के मंत्री\n\n"
        "नई दिल्ली, 7 नवंबर (भाषा) विदेश मंत्री ने मंगलवार को मलेशिया के विदेश मंत्री से मुलाकात की।\nपिछली मुलाकात 2011 में हुई थी।"
    )
    assert facts(text).published == "2023-11-07"


def test_former_office_holders_bound_nothing() -> None:
    text = (
        "नई दिल्ली, 12 मार्च (भाषा) विदेश मंत्री ने मंगलवार को केन्या के विदेश मंत्री से मुलाकात की।\n"
        "तत्कालीन प्रधानमंत्री मनमोहन सिंह ने इसकी नींव रखी थी।\nदोनों देशों ने 2024 में एक समझौता किया था।"
    )
    found = facts(text)
    assert found.published == "2024-03-12"
    assert not any("Manmohan" in r for r in rules(found))
    former = facts(text.replace("तत्कालीन", "पूर्व"))
    assert former.published == "2024-03-12"


def test_office_holders_of_a_sentence_with_a_year_bound_nothing() -> None:
    text = (
        "नई दिल्ली, 12 मार्च (भाषा) विदेश मंत्री ने मंगलवार को केन्या के विदेश मंत्री से मुलाकात की।\n"
        "प्रधानमंत्री मनमोहन सिंह 2009 में वहां गए थे। दोनों देशों ने 2024 में एक समझौता किया था।"
    )
    assert facts(text).published == "2024-03-12"


def test_evidence_that_contradicts_itself_gives_no_day() -> None:
    text = (
        "नई दिल्ली, 12 मार्च (भाषा) विदेश मंत्री ने मंगलवार को केन्या के विदेश मंत्री से मुलाकात की।\n"
        "शुक्रवार को मंत्रालय ने बयान जारी किया। दोनों देशों ने 2024 में एक समझौता किया था।"
    )
    found = facts(text)
    assert (found.published, found.published_basis) == (None, "none")
    assert any(r.endswith("leaves no day") for r in rules(found))


def test_what_is_past_and_still_to_come_of_one_day_is_told_on_it() -> None:
    told_on = "राष्ट्रपति ने शनिवार (16 दिसंबर, 2023) को ओमान के सुल्तान की अगवानी की। शनिवार शाम को दोनों साथ भोजन करेंगे।"
    assert facts(told_on).published == "2023-12-16"
    assert facts(told_on.replace("शनिवार शाम", "रविवार शाम")).published is None
    assert facts(told_on.replace("शनिवार (", "रविवार (")).published is None  # that day was no Sunday


def test_a_page_without_evidence_says_what_is_missing() -> None:
    found = facts("प्रधानमंत्री ने कतर के अमीर का स्वागत किया।")
    assert found.published is None
    assert rules(found)[-1] == "would decide: a date stamp or a dateline"


FEBRUARY = "नई दिल्ली, 18 फरवरी (भाषा) विदेश मंत्री ने सोमवार को केन्या के विदेश मंत्री से मुलाकात की।"


@pytest.mark.parametrize(
    ("stamp", "body", "published", "basis"),
    [
        ("Sat. Sep 27th, 2025", FEBRUARY, None, "none"),  # the day on which the page was fetched
        ("Updated: 27 Sep 2025", FEBRUARY, None, "none"),
        ("Published: 27 Sep 2025", FEBRUARY, "2025-09-27", "stated"),
        ("Feb 19, 2019", FEBRUARY, "2019-02-19", "stated"),
        ("Sat. Sep 27th, 2025", f"{FEBRUARY}\nदोनों 2018 में भी मिले थे।", "2019-02-18", "inferred"),
    ],
)
def test_a_stamp_far_from_the_dateline_is_not_of_the_report(
    stamp: str, body: str, published: str | None, basis: str
) -> None:
    found = facts(f"केन्या के साथ रिश्ते और मजबूत करने पर जोर\n{stamp}\n{body}")
    assert (found.published, found.published_basis) == (published, basis)
    if basis != "stated":
        assert any(r.startswith("later stamp of the page: not after 2025-09-27") for r in rules(found))


# ---------------------------------------------------------------------- sessions against their ladder

LADDER = Mechanism(
    id="m", name="Dialogue", full="A dialogue", sides=["IN", "OM"], kind="session",
    sessions=[Sitting(number=n, start=start, end=end) for n, start, end in (
        (8, "2018-02-11", None), (9, "2020", None), (10, "2022-03-01", "2022-03-02"), (12, "2024-12-05", None))],
)  # fmt: skip


@pytest.mark.parametrize(
    ("number", "status", "news", "window_"),
    [
        (10, "held", True, ("2022-03-01", "2022-04-02")),  # the press tells of it within a month
        (10, "held", False, ("2022-03-01", None)),
        (10, "planned", True, (None, "2022-03-02")),
        (9, "held", False, ("2020-01-01", None)),
        (11, "held", True, ("2022-03-01", "2024-12-05")),  # between its neighbours
        (11, "planned", True, (None, "2024-12-05")),
        (13, "held", True, ("2024-12-05", None)),
        (10, "cancelled", True, None),
        (None, "held", True, None),
    ],
)
def test_a_sitting_lies_between_its_neighbours(
    number: int | None, status: str, news: bool, window_: tuple[str | None, str | None] | None
) -> None:
    event = Event(status=status, news=news, times=(), mechanism="m", number=number, span=(0, 1))
    evidence = Evidence(
        text="", spans=[], times=[], background=[], told=[], ahead=[], events=[event], members=[], filed=None,
        mechanisms={"m": LADDER}, former=frozenset(), speller=READER.lang.speller,
    )  # fmt: skip
    found = [(c.first and c.first.isoformat(), c.last and c.last.isoformat()) for c in of_sessions(evidence)]
    assert found == ([window_] if window_ else [])
    assert all(c.register for c in of_sessions(evidence))


# ---------------------------------------------------------------------- the solver alone


def constraint(**fields: object) -> Constraint:
    return Constraint(rule="r", value="v", span=(0, 0), **fields)  # type: ignore[arg-type]


def test_candidates_are_the_years_that_have_the_day() -> None:
    assert len(candidates("XXXX-03-12")) == 60
    assert all(d.year % 4 == 0 for d in candidates("XXXX-02-29"))
    assert candidates("XXXX-04-31") == ()


def test_weak_constraints_never_leave_nothing() -> None:
    days = candidates("XXXX-03-12")
    early = constraint(last=date(2000, 12, 31))
    late = constraint(first=date(2040, 1, 1), weak=True)
    steps = derive(days, [early, late])
    assert steps[-1].aside
    assert steps[-1].left == steps[0].left
    assert "set aside" in steps[-1].said
    assert derive(days, [early, constraint(first=date(2040, 1, 1))])[-1].said == "v: leaves no day"


@pytest.mark.parametrize(
    ("ahead", "day", "allowed"),
    [
        (False, date(2025, 11, 24), True),  # 29 October 2025 was a Wednesday
        (False, date(2026, 3, 1), True),  # and still is the latest one in March
        (False, date(2025, 10, 1), False),  # then the latest was that of 2024
        (True, date(2025, 10, 1), True),
        (True, date(2025, 11, 24), False),
    ],
)
def test_a_weekday_told_with_its_date_looks_back_or_ahead(ahead: bool, day: date, allowed: bool) -> None:
    assert constraint(weekday=2, event=(10, 29), ahead=ahead).allows(day) is allowed


def test_29_february_is_no_error() -> None:
    assert constraint(weekday=2, event=(2, 29)).allows(date(2023, 5, 5))
    assert constraint(weekday=3, event=(2, 29)).allows(date(2024, 5, 5))


def test_what_is_left_is_told_shortly() -> None:
    days = candidates("XXXX-03-12")
    assert told(days) == "leaves 60 years, 1990 to 2049"
    assert told(days[:2]) == "leaves 1990-03-12, 1991-03-12"
    assert deciding(days[:2]) == "the weekday of the dateline, or the year"
    assert deciding(days) == "the year"
    assert window([constraint(first=date(2001, 1, 1)), constraint(last=date(2002, 1, 1)), constraint()]) == (
        date(2001, 1, 1),
        date(2002, 1, 1),
    )


@pytest.mark.parametrize(
    ("lead", "published", "basis"),
    [
        ("विदेश मंत्री ने आज (12 मार्च 2024) केन्या के विदेश मंत्री से मुलाकात की।", "2024-03-12", "stated"),
        ("विदेश मंत्री ने आज यानी 12 मार्च 2024 को केन्या के विदेश मंत्री से मुलाकात की।", "2024-03-12", "stated"),
        ("विदेश मंत्री ने आज, मंगलवार को केन्या के विदेश मंत्री से मुलाकात की।", None, "none"),
        ("विदेश मंत्री ने कल यानी 12 मार्च 2024 को केन्या के विदेश मंत्री से मुलाकात की।", None, "none"),
        ("विदेश मंत्री ने आज यानी 12 मार्च को केन्या के विदेश मंत्री से मुलाकात की।", None, "none"),
    ],
)
def test_a_date_that_the_text_calls_today(lead: str, published: str | None, basis: str) -> None:
    found = facts(lead)
    assert (found.published, found.published_basis) == (published, basis)


def test_a_yearless_today_dates_relative_words() -> None:
    text = "विदेश मंत्री एस जयशंकर ने आज यानी 12 मार्च को ओमान के विदेश मंत्री बद्र अलबुसैदी से मुलाकात की।"
    reading = READER.read(Report(id="x", source="", text=text, language="hi"))
    assert [e.date for e in reading.engagements] == ["XXXX-03-12"]
    assert rules(reading.report)[0] == "told as today: XXXX-03-12"


def test_office_holders_of_the_past_perfect_bound_nothing() -> None:
    text = (
        "नई दिल्ली, 12 मार्च (भाषा) विदेश मंत्री ने मंगलवार को केन्या के विदेश मंत्री से मुलाकात की।\n"
        "इससे पहले उपराष्ट्रपति हामिद अंसारी वहां गए थे। दोनों देशों ने 2024 में एक समझौता किया था।"
    )
    found = facts(text)
    assert found.published == "2024-03-12"
    assert not any("Ansari" in r for r in rules(found))
