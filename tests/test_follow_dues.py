"""What is ahead, owed and due, and what became of it: never kept by silence."""

from datetime import date

import pytest

from baithak.follow.agenda import Wanted, due
from baithak.follow.context import measures
from baithak.follow.dues import STATES
from baithak.follow.terms import Tenure, holder, on_day


def on(store, day, *sides, **more):
    with store.reading() as connection:
        return due(connection, Wanted(today=date.fromisoformat(day).toordinal(), sides=sides, **more))


def only(store, day, *sides, sort=None):
    found = [d for d in on(store, day, *sides) if sort in (None, d.sort) and d.sort != "session"]
    assert len(found) == 1, [(d.what, d.state) for d in found]
    return found[0]


PLAN = ("2025-08-12", "विदेश मंत्री एस. जयशंकर 20 अगस्त को मॉस्को में रूस के विदेश मंत्री सर्गेई लावरोव से मुलाकात करेंगे।")
HELD = ("2025-08-21", "विदेश मंत्री एस. जयशंकर ने बुधवार को मॉस्को में रूस के विदेश मंत्री सर्गेई लावरोव से मुलाकात की।")


def test_a_plan_is_open_then_overdue_and_kept_only_when_a_report_says_so(store, put):
    put(store, {"plan": PLAN})
    ahead = only(store, "2025-08-15", "IN", "RU")
    assert (ahead.state, ahead.due) == ("open", "2025-08-20")
    late = only(store, "2025-09-01", "IN", "RU")
    assert late.state == "overdue"
    assert "no report tells it" in late.reason
    put(store, {"held": HELD})
    kept = only(store, "2025-09-01", "IN", "RU")
    assert kept.state == "reported kept"
    assert [(link.report, link.status) for link in kept.chain] == [("plan", "planned"), ("held", "held")]
    assert "मुलाकात करेंगे" in kept.chain[0].words[0]


def test_as_seen_on_a_day_what_was_told_later_does_not_count(sqlite, put):
    put(sqlite, {"plan": PLAN, "held": HELD})
    assert [d for d in on(sqlite, "2025-08-01", "IN", "RU") if d.sort != "session"] == []
    assert only(sqlite, "2025-08-15", "IN", "RU").state == "open"
    assert only(sqlite, "2025-08-20", "IN", "RU").state == "open"
    assert only(sqlite, "2025-08-21", "IN", "RU").state == "reported kept"


def test_a_plan_called_off_is_superseded_by_the_newer_plan(sqlite, put):
    put(sqlite, {
        "plan": ("2025-05-02", "प्रधानमंत्री नरेन्द्र मोदी 13 मई को नीदरलैंड की यात्रा पर जाएंगे।"),
        "off": ("2025-05-07", "प्रधानमंत्री नरेन्द्र मोदी ने 13 मई को होने वाली नीदरलैंड की यात्रा स्थगित कर दी है।"),
    })  # fmt: skip
    off = [d for d in on(sqlite, "2025-05-08", "IN", "NL") if d.due == "2025-05-13"]
    assert [d.state for d in off] == ["cancelled"]
    assert "called off or put off, by off of 2025-05-07" in off[0].reason
    put(sqlite, {"anew": ("2025-05-20", "प्रधानमंत्री नरेन्द्र मोदी 16 जुलाई को नीदरलैंड की यात्रा पर जाएंगे।")})
    found = {d.due: d for d in on(sqlite, "2025-05-21", "IN", "NL") if d.sort == "engagement"}
    assert found["2025-07-16"].state == "open"
    assert found["2025-05-13"].state == "superseded"
    assert "planned anew: visit of Narendra Modi in NL, 2025-07-16" in found["2025-05-13"].reason


def test_an_overdue_plan_names_the_newer_one(sqlite, put):
    put(sqlite, {
        "plan": ("2025-05-02", "प्रधानमंत्री नरेन्द्र मोदी 13 मई को नीदरलैंड की यात्रा पर जाएंगे।"),
        "anew": ("2025-05-20", "प्रधानमंत्री नरेन्द्र मोदी 16 जुलाई को नीदरलैंड की यात्रा पर जाएंगे।"),
    })  # fmt: skip
    found = {d.due: d for d in on(sqlite, "2025-05-21", "IN", "NL") if d.sort == "engagement"}
    assert found["2025-05-13"].state == "overdue"
    assert "a newer plan: visit of Narendra Modi in NL, 2025-07-16" in found["2025-05-13"].reason


def test_a_delivery_in_parts(sqlite, put):
    put(sqlite, {
        "deal": ("2018-10-06", "रूस भारत को एस-400 की पांच रेजिमेंट की आपूर्ति करेगा।"),
        "summer": ("2025-06-28", "रूस भारत को एस-400 की बाकी दो रेजिमेंट की आपूर्ति 2026 तक करेगा।"),
    })  # fmt: skip
    owed = only(sqlite, "2025-07-01", "IN", "RU", sort="commitment")
    assert (owed.by, owed.to, owed.quantity, owed.due, owed.state) == ("RU", "IN", 2, "2026", "open")
    assert owed.delivered == "3 of 5"
    assert [link.superseded for link in owed.chain] == [True, False]
    assert only(sqlite, "2027-01-01", "IN", "RU", sort="commitment").state == "overdue"


def test_a_deadline_told_again_with_another_day(sqlite, put):
    put(sqlite, {
        "first": ("2025-06-10", "भारत और ओमान मुक्त व्यापार समझौते को इस साल के अंत तक अंतिम रूप देंगे।"),
        "again": ("2025-11-10", "भारत और ओमान अगले साल मार्च तक मुक्त व्यापार समझौते को अंतिम रूप देंगे।"),
    })  # fmt: skip
    found = only(sqlite, "2026-02-01", "IN", "OM", sort="commitment")
    assert (found.due, found.state) == ("2026-03", "open")
    assert "before free trade agreement to be concluded by 2025 (first of 2025-06-10)" in found.reason
    assert only(sqlite, "2025-10-01", "IN", "OM", sort="commitment").due == "2025"


def test_two_numbers_of_one_day_contradict_each_other(sqlite, put):
    put(sqlite, {
        "one": ("2025-06-10", "पाकिस्तान 20 भारतीय मछुआरों को सोमवार को रिहा करेगा।"),
        "two": ("2025-06-10", "पाकिस्तान सोमवार को 22 भारतीय मछुआरों को रिहा करेगा।"),
    })  # fmt: skip
    found = only(sqlite, "2025-06-11", "IN", "PK")
    assert found.state == "contradicted"
    assert "one of 2025-06-10: 20" in found.reason
    assert "two of 2025-06-10: 22" in found.reason


INVITED = (
    "2025-06-10",
    "ओमान के सुल्तान हैथम बिन तारिक ने प्रधानमंत्री नरेन्द्र मोदी को मस्कट आने का न्योता दिया। मोदी ने न्योता स्वीकार कर लिया।",
)


def test_an_invitation_is_kept_by_the_visit(sqlite, put):
    put(sqlite, {"asked": INVITED})
    assert only(sqlite, "2025-07-01", "IN", "OM", sort="invitation").state == "open"
    put(sqlite, {"came": ("2025-12-19", "प्रधानमंत्री नरेन्द्र मोदी 18 दिसंबर को ओमान की यात्रा पर मस्कट पहुंचे।")})
    kept = only(sqlite, "2025-12-20", "IN", "OM", sort="invitation")
    assert kept.state == "reported kept"
    assert "came of 2025-12-19 tells the visit" in kept.reason
    assert only(sqlite, "2025-12-01", "IN", "OM", sort="invitation").state == "open"


def test_somebody_elses_visit_keeps_no_invitation(sqlite, put):
    put(sqlite, {
        "asked": INVITED,
        "came": ("2025-12-19", "विदेश मंत्री एस. जयशंकर 18 दिसंबर को ओमान की यात्रा पर मस्कट पहुंचे।"),
    })  # fmt: skip
    assert only(sqlite, "2025-12-20", "IN", "OM", sort="invitation").state == "open"


def test_the_register_knows_of_a_session_that_reports_only_planned(sqlite, put):
    put(sqlite, {
        "plan": ("2021-12-01", "भारत और रूस का 21वां वार्षिक शिखर सम्मेलन 6 दिसंबर को नई दिल्ली में होगा।"),
    })  # fmt: skip
    kept = next(d for d in on(sqlite, "2021-12-20", "IN", "RU") if d.number == 21)
    assert kept.state == "reported kept"
    assert "the register has it as held, 2021-12-06: https://" in kept.reason
    assert next(d for d in on(sqlite, "2021-12-02", "IN", "RU") if d.number == 21).state == "open"


def test_sessions_are_due_by_cadence_once_a_pair_is_asked_for(sqlite, put):
    put(sqlite, {"plan": PLAN})
    sessions = {d.what: d for d in on(sqlite, "2026-03-01", "IN", "RU") if d.sort == "session"}
    trade = sessions["IRIGC-TEC no. 27"]
    assert (trade.due, trade.state, trade.by) == ("2026-05/2026-11", "open", "IN,RU")
    assert "no. 26 was on 2025-08-20" in trade.reason
    assert [d for d in on(sqlite, "2026-03-01") if d.sort == "session"] == []  # none of the record's own


def test_what_is_asked_for(sqlite, put):
    put(sqlite, {"plan": PLAN, "fish": ("2025-06-10", "पाकिस्तान 20 भारतीय मछुआरों को सोमवार को रिहा करेगा।")})
    assert {d.state for d in on(sqlite, "2025-09-01", states=("overdue",))} == {"overdue"}
    assert len(on(sqlite, "2025-09-01", limit=1)) == 1
    assert [d.by for d in on(sqlite, "2025-09-01", "IN", "PK") if d.sort != "session"] == ["PK"]
    order = [STATES.index(d.state) for d in on(sqlite, "2025-06-11")]
    assert order == sorted(order)


# ---------------------------------------------------------------------- terms of office, measures


def day(text):
    return date.fromisoformat(text).toordinal()


def test_an_appointment_told_in_a_report_opens_a_term(sqlite, put):
    with sqlite.reading() as connection:
        assert holder(connection, "ambassador to Oman", "IN", day("2030-01-01")) is None
    put(
        sqlite,
        {
            "named": (
                "2029-03-19",
                "विदेश मंत्रालय ने मंगलवार को बताया कि विनय कुमार को ओमान में भारत का अगला राजदूत नियुक्त किया गया है।",
            )
        },
    )
    with sqlite.reading() as connection:
        name, reason = holder(connection, "ambassador to Oman", "IN", day("2030-01-01"))
        assert name == "Vinay Kumar"
        assert reason.startswith("report named: appointed ambassador to Oman")
        assert holder(connection, "ambassador to Oman", "IN", day("2029-01-01")) is None
        assert holder(connection, "ambassador to Oman", "OM", day("2030-01-01")) is None


@pytest.mark.parametrize(
    ("when", "name"),
    [("2019-06-01", "D. B. Venkatesh Varma"), ("2023-01-01", "Pavan Kapoor"), ("2024-12-09", "Vinay Kumar")],
)
def test_terms_of_the_register(sqlite, when, name):
    with sqlite.reading() as connection:
        found = holder(connection, "ambassador to Russia", "IN", day(when))
    assert found is not None
    assert found[0] == name
    assert "register: ambassador to Russia from" in found[1]


def test_a_term_without_an_end_ends_with_the_next():
    terms = [
        Tenure(name="Ann Field", first=10, last=None, reason="a"),
        Tenure(name="Bert Hill", first=20, last=None, reason="b"),
    ]
    assert on_day(terms, "foreign minister", 15) == ("Ann Field", "a")
    assert on_day(terms, "foreign minister", 25) == ("Bert Hill", "b")
    assert on_day(terms, "minister of state", 25) is None  # there may be several
    assert on_day(terms, "foreign minister", 5) is None


def test_measures_stand_beside_a_relationship(sqlite, put):
    put(sqlite, {
        "call": (
            "2025-08-30",
            "अमेरिका ने भारतीय सामान पर 50 प्रतिशत शुल्क लगाया है। "
            "प्रधानमंत्री नरेन्द्र मोदी ने शुक्रवार को रूस के राष्ट्रपति व्लादिमीर पुतिन से फोन पर बात की।",
        ),
        "again": ("2025-09-01", "अमेरिका ने भारतीय सामान पर 50 प्रतिशत शुल्क लगाया है।"),
    })  # fmt: skip
    with sqlite.reading() as connection:
        beside = measures(connection, ("IN", "RU"))
        assert [(m.kind, m.by, m.against, m.quantity) for m in beside] == [("tariff", "US", "IN", "50%")]
        assert [s.ref for s in beside[0].sources] == ["call"]
        assert [s.ref for s in measures(connection, ("IN", "US"))[0].sources] == ["call", "again"]
        assert measures(connection, ("IN", "RU"), since=day("2026-01-01")) == []
        assert measures(connection, ("PK", "RU")) == []
