"""Ladders: numbers, gaps, sittings beside, and when the next session is due."""

import random
from datetime import date

import pytest
from msgspec.structs import replace

from baithak.errors import BaithakError
from baithak.follow import naming, sittings
from baithak.follow.cadence import coming
from baithak.follow.ladder import ladder, of_register
from baithak.follow.values import Sat, Source
from baithak.gazetteer import Mechanism, gazetteer


def sat(number, when, **more):
    name = f"{number}@{when}"
    source = Source(kind="report", ref=name, says=when)
    return Sat(**{"line": name, "number": number, "date": when, "sources": (source,), **more})


def known(sides=("IN", "RU"), cadence=None):
    return Mechanism(id="m", name="M", full="M", sides=list(sides), kind="session", cadence=cadence)


def seen(found):
    return [(r.number, r.through, r.date) for r in found.steps]


def test_numbers_gaps_and_what_stands_beside():
    found = ladder([sat(22, "2016-09-13"), sat(None, "2017-12"), sat(23, "2018-09-14"), sat(26, "2025-08-20")])
    assert seen(found) == [
        (1, 21, None), (22, None, "2016-09-13"), (None, None, "2017-12"), (23, None, "2018-09-14"), (24, 25, None),
        (26, None, "2025-08-20"),
    ]  # fmt: skip
    assert found.rungs[0].status == "not in the record"
    assert "after 2018-09-14, before 2025-08-20" in found.rungs[3].reason
    assert "no number is free between no. 22 and no. 23" in found.beside[0].reason


def test_the_only_free_number_between_dated_neighbours_is_inferred():
    found = ladder([sat(19, "2019-11-06"), sat(None, "2021-12-06"), sat(21, "2024-12-10")])
    rung = next(r for r in found.rungs if r.number == 20)
    assert rung.inferred
    assert rung.date == "2021-12-06"
    assert "inferred: the only sitting told between no. 19 and no. 21" in rung.reason


@pytest.mark.parametrize(
    "others",
    [
        [sat(19, "2019-11-06"), sat(22, "2024-12-10")],  # two numbers are free
        [sat(19, "2019-11-06"), sat(None, "2020-12-06"), sat(21, "2024-12-10")],  # two sittings for one number
        [sat(19, "2019-11-06")],  # no neighbour after
        [sat(19, None), sat(21, "2024-12-10")],  # a neighbour without a day
    ],
)
def test_no_number_is_guessed(others):
    found = ladder([*others, sat(None, "2021-12-06")])
    assert not any(r.inferred for r in found.rungs)
    assert "2021-12-06" in [r.date for r in found.beside]


def test_a_review_takes_no_number_though_one_is_free():
    review = sat(None, "2023-03-06", line=None, basis="review by co-chairs, no number")
    assert not any(r.inferred for r in ladder([sat(23, "2018-09-14"), review, sat(25, "2024-11-12")]).rungs)


def test_a_sitting_without_a_number_on_the_days_of_a_numbered_one_is_that_one():
    found = ladder([sat(21, "2024-12-10"), sat(None, "2024-12-10", place="Moscow")])
    assert found.rungs[-1].lines == ("21@2024-12-10", "None@2024-12-10")
    assert not found.beside


def test_a_number_that_cannot_be_is_put_where_its_days_are():
    found = ladder([sat(3, "2002-12-04"), sat(23, "2025-12-04/2025-12-05"), sat(3, "2025-12-05")])
    last = found.rungs[-1]
    assert last.number == 23
    assert [(d.field, d.value) for d in last.differs if d.field == "ordinal"] == [("ordinal", "3")]


def test_register_and_reports_that_differ_are_both_kept():
    register = sat(22, "2016-09-13", line=None, basis="stated", sources=(Source(kind="register", ref="https://x"),))
    last = ladder([register, sat(22, "2016-09-14")]).rungs[-1]
    assert last.date == "2016-09-13"
    assert [(d.field, d.value) for d in last.differs] == [("date", "2016-09-14")]
    assert {s.kind for s in last.sources} == {"register", "report"}


def test_planned_cancelled_and_not_held_are_shown_so():
    found = ladder(
        [sat(1, "2024-01-10"), sat(2, "2025-01-10", status="cancelled"), sat(3, "2026-01-10", status="planned")]
    )
    assert [r.status for r in found.rungs] == ["held", "cancelled", "planned"]
    assert found.known == 1


def test_the_order_of_arrival_does_not_matter():
    sats = [sat(3, "2002-12-04"), sat(5, "2004-12-03"), sat(None, "2003-11-12"), sat(3, "2004-12-03"), sat(None, None)]
    expected = ladder(sats)
    shuffler = random.Random(3)
    for _ in range(10):
        shuffler.shuffle(sats)
        assert ladder(sats) == expected


def test_the_register_holds_the_reference_ladder():
    summit = ladder(of_register(gazetteer().mechanisms["in-ru-annual-summit"]))
    assert [r.number for r in summit.rungs] == list(range(1, 25))
    assert {r.date for r in summit.beside if r.status == "not held"} == {"2020", "2022", "2023"}
    trade = ladder(of_register(gazetteer().mechanisms["irigc-tec"]))
    assert (19, 20) in [(r.number, r.through) for r in trade.rungs if r.gap]
    assert {r.date for r in trade.beside} == {"2013", "2017-12", "2023-03-06"}
    arms = ladder(of_register(gazetteer().mechanisms["irigc-mmtc"]))
    assert [r.number for r in arms.rungs if r.gap] == [2, 11, 15]


def today(day):
    return date.fromisoformat(day).toordinal()


def test_next_by_the_declared_cadence():
    found = coming(ladder([sat(26, "2025-08-20")]), known(cadence="P1Y"), today("2026-01-01"), {})
    assert (found.number, found.due, found.state) == (27, "2026-05/2026-11", "due")
    assert "declared every 12 months" in found.reason
    late = coming(ladder([sat(26, "2025-08-20")]), known(cadence="P1Y"), today("2027-01-01"), {})
    assert late.state == "overdue"
    assert "nothing tells of it" in late.reason


def test_next_by_the_median_of_known_gaps():
    sats = [sat(1, "2020-01-10"), sat(2, "2021-01-10"), sat(3, "2022-03-10"), sat(4, "2023-03-10")]
    found = coming(ladder(sats), known(), today("2023-06-01"), {})
    assert found.number == 5
    assert "median of 3 known gaps" in found.reason
    assert coming(ladder(sats[:2]), known(), today("2023-06-01"), {}) is None


def test_next_is_what_was_announced():
    sats = [sat(22, "2025-12-04"), sat(23, "2026", status="planned", state="RU")]
    found = coming(ladder(sats), known(cadence="P1Y"), today("2026-03-01"), {})
    assert (found.number, found.due, found.place, found.state) == (23, "2026", "RU", "planned")


def test_the_host_by_turns():
    states = {"New Delhi": "IN", "Moscow": "RU"}
    sats = [sat(n, f"{2000 + n}-05-10", place=("New Delhi", "Moscow")[n % 2]) for n in range(1, 6)]
    found = coming(ladder(sats), known(cadence="P1Y"), today("2005-06-01"), states)
    assert found.place == "IN"
    assert "in 4 of 4 consecutive sessions the host changed" in found.place_reason
    stays = [replace(s, place="Moscow") for s in sats]
    assert coming(ladder(stays), known(cadence="P1Y"), today("2005-06-01"), states).place is None


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("IRIGC M&MTC", "IRIGC-M&MTC"),
        ("irigc-mmtc", "IRIGC-M&MTC"),
        ("आईआरआईजीसी-टेक", "IRIGC-TEC"),
        ("आईआरआईजीसी टेक", "IRIGC-TEC"),
        ("tec", "IRIGC-TEC"),
        ("भारत-रूस वार्षिक शिखर सम्‍मेलन", "India–Russia Annual Summit"),
        ("India-Russia annual summit", "India–Russia Annual Summit"),
        ("special mechanism", "India–Russia Special Mechanism on Pakistan and Afghanistan"),
        ("india turkiye foreign office consultations", "India–Türkiye Foreign Office Consultations"),
    ],
)
def test_a_mechanism_by_any_of_its_names(name, shown):
    assert naming.find(name) == shown


def test_names_that_are_of_several_or_of_none():
    with pytest.raises(BaithakError, match="India–Japan Annual Summit, India–Russia Annual Summit"):
        naming.find("annual summit")
    with pytest.raises(BaithakError, match=r"and 6\d more"):
        naming.find("विदेश कार्यालय परामर्श")
    with pytest.raises(BaithakError, match="baithak mechanisms"):
        naming.find("सर्कस")
    assert naming.find("2+2", within=["India–Russia 2+2 Dialogue"]) == "India–Russia 2+2 Dialogue"
    assert naming.find("new forum", others=["India–X New Forum"]) == "India–X New Forum"


def test_the_ladder_of_a_record(store, put):
    put(store, {
        "plan": ("2024-11-28", "रक्षा मंत्री राजनाथ सिंह 10 दिसंबर को मॉस्को में आईआरआईजीसी-एमएंडएमटीसी की 21वीं बैठक में भाग लेंगे।"),
        "told": ("2024-12-11", "रक्षा मंत्री राजनाथ सिंह और रूस के रक्षा मंत्री आंद्रेई बेलौसोव ने मंगलवार को मॉस्को में "
                 "आईआरआईजीसी-एमएंडएमटीसी की 21वीं बैठक की सह-अध्यक्षता की।"),
    })  # fmt: skip
    with store.reading() as connection:
        found = sittings.whole(connection, "IRIGC-M&MTC")
        outline = sittings.outlines(connection, ["IRIGC-M&MTC"])["IRIGC-M&MTC"]
        before = sittings.whole(connection, "IRIGC-M&MTC", until=today("2024-12-01"))
    rung = next(r for r in found.rungs if r.number == 21)
    assert rung.status == "held"
    assert rung.chairs == ("Rajnath Singh", "Andrey Belousov")
    assert {s.ref for s in rung.sources if s.kind == "report"} == {"plan", "told"}
    assert seen(outline) == seen(found)
    assert next(r for r in before.rungs if r.number == 21).status == "planned"
