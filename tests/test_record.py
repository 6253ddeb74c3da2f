"""The record: one line an engagement, however many reports tell it, in whatever order they come."""

import itertools
import random

import msgspec
import pytest
from sqlalchemy import select, update

from baithak.ask.rows import told
from baithak.model import Report
from baithak.reading import read
from baithak.record import rereading
from baithak.record.adding import add, remove
from baithak.record.checking import check
from baithak.record.judging import JudgeError, Word, judgements, of_one, of_two, undo
from baithak.record.queries import Wanted, line, lines
from baithak.record.schema import journal, report, statement, telling
from baithak.record.store import open_record

REPORTS = {
    "plan": (
        "2024-11-28",
        "नई दिल्ली, 28 नवंबर 2024: रक्षा मंत्री राजनाथ सिंह दस दिसंबर को मॉस्को में रूसी रक्षा मंत्री आंद्रेई बेलौसोव के साथ "
        "सैन्य एवं सैन्य-तकनीकी सहयोग पर भारत-रूस अंतर-सरकारी आयोग की 21वीं बैठक की सह-अध्यक्षता करेंगे।",
    ),
    "sitting": (
        "2024-12-10",
        "मॉस्को, 10 दिसंबर 2024: रक्षा मंत्री राजनाथ सिंह और रूस के रक्षा मंत्री आंद्रेई बेलौसोव ने मंगलवार को मॉस्को में "
        "सैन्य एवं सैन्य-तकनीकी सहयोग पर भारत-रूस अंतर-सरकारी आयोग की 21वीं बैठक की सह-अध्यक्षता की।",
    ),
    "recalled": (
        "2025-06-27",
        "क़िंगदाओ, 27 जून 2025: रक्षा मंत्री राजनाथ सिंह ने गुरुवार को क़िंगदाओ में रूसी रक्षा मंत्री आंद्रेई बेलौसोव से मुलाकात की। "
        "इससे पहले दोनों मंत्री दिसंबर 2024 में मॉस्को में सैन्य एवं सैन्य-तकनीकी सहयोग पर भारत-रूस अंतर-सरकारी आयोग की "
        "21वीं बैठक में मिले थे।",
    ),
    "call one": (
        "2025-08-08",
        "नई दिल्ली, 8 अगस्त 2025: प्रधानमंत्री नरेंद्र मोदी ने शुक्रवार को रूस के राष्ट्रपति व्लादिमीर पुतिन से फोन पर बात की।",
    ),
    "call two": (
        "2025-08-18",
        "नई दिल्ली, 18 अगस्त 2025: प्रधानमंत्री नरेंद्र मोदी ने सोमवार को रूस के राष्ट्रपति व्लादिमीर पुतिन से फोन पर बात की।",
    ),
    "visit": (
        "2025-08-21",
        "मॉस्को, 21 अगस्त 2025: विदेश मंत्री एस जयशंकर ने गुरुवार को मॉस्को में रूसी विदेश मंत्री सर्गेई लावरोव से मुलाकात की। "
        "इसके बाद जयशंकर ने गुरुवार को ही राष्ट्रपति व्लादिमीर पुतिन से मुलाकात की।",
    ),
}

ME = Word(author="Asha", at="2026-02-01T10:00:00Z", reason="read the page")


def rows(store):
    """Everything that a record tells, without the days on which it was told to it."""
    with store.reading() as connection:
        return sorted(told(connection, lines(connection, Wanted())), key=lambda r: str(r["engagement"]))


def one(store, **wanted):
    with store.reading() as connection:
        found = list(lines(connection, Wanted(**wanted)))
    assert len(found) == 1, [(f.kind, f.status, f.date) for f in found]
    return found[0]


def test_plan_sitting_and_later_mention_are_one_line(store, put):
    put(store, REPORTS)
    session = one(store, kind=("session",))
    assert (session.status, session.date) == ("held", "2024-12-10")
    assert (session.mechanism, session.ordinal) == ("IRIGC-M&MTC", 21)
    assert [step[1] for step in session.history] == ["planned", "held"]
    assert len(session.reports) == 3


def test_near_misses_stay_apart(store, put):
    put(store, REPORTS)
    with store.reading() as connection:
        calls = [f.date for f in lines(connection, Wanted(kind=("call",)))]
        meetings = [{p.name for p in f.people} for f in lines(connection, Wanted(kind=("meeting",), since=739100))]
    assert calls == ["2025-08-08", "2025-08-18"]
    assert {"S. Jaishankar", "Sergey Lavrov"} in meetings
    assert {"S. Jaishankar", "Vladimir Putin"} in meetings


def test_adding_twice_changes_nothing(store, put):
    put(store, REPORTS)
    before = rows(store)
    again = put(store, REPORTS)
    assert {a.outcome for a in again} == {"known"}
    assert rows(store) == before
    with store.reading() as connection:
        assert len(list(connection.execute(select(journal)))) == len(REPORTS)


def test_any_order_of_arrival_gives_the_same_record(sqlite, put, tmp_path):
    put(sqlite, REPORTS)
    expected = rows(sqlite)
    orders = list(itertools.permutations(REPORTS))
    for number, order in enumerate(random.Random(7).sample(orders, 12)):
        other = open_record(str(tmp_path / f"{number}.db"), create=True)
        put(other, {name: REPORTS[name] for name in order})
        assert rows(other) == expected, order
        other.engine.dispose()


def test_taking_a_report_out_leaves_what_the_others_tell(store, put):
    put(store, {k: v for k, v in REPORTS.items() if k != "plan"})
    expected = rows(store)
    put(store, {"plan": REPORTS["plan"]})
    with store.writing() as connection:
        key = connection.scalar(select(report.c.key).where(report.c.id == "plan"))
        remove(connection, key)
    assert rows(store) == expected


def test_a_page_told_otherwise_takes_the_place_of_the_old_one(store, put):
    put(store, {"page": REPORTS["call one"]})
    (done,) = put(store, {"page": REPORTS["call two"]})
    assert done.outcome == "revised"
    assert one(store).date == "2025-08-18"


def test_copies_of_one_story_are_one_source(store, put):
    body = REPORTS["sitting"][1] + " दोनों पक्षों ने रक्षा उत्पादन, वायु रक्षा प्रणाली और संयुक्त अभ्यासों पर भी विस्तार से चर्चा की।"
    copies = {"agency": ("2024-12-10", body), "portal": ("2024-12-10", "ताज़ा ख़बर\n" + body)}
    put(store, {**copies, "other": REPORTS["sitting"]})
    session = one(store, kind=("session",))
    assert len(session.reports) == 3
    assert session.sources < 3


def test_a_contradicted_day_is_kept_and_said(store, put):
    told_so = {
        "a": ("2024-12-10", REPORTS["sitting"][1]),
        "b": ("2024-12-11", REPORTS["sitting"][1].replace("10 दिसंबर", "11 दिसंबर").replace("मंगलवार", "बुधवार")),
        "c": ("2024-12-12", "मॉस्को, 12 दिसंबर 2024: रक्षा मंत्री राजनाथ सिंह और रूसी रक्षा मंत्री आंद्रेई बेलौसोव ने 10 दिसंबर को "
              "सैन्य एवं सैन्य-तकनीकी सहयोग पर भारत-रूस अंतर-सरकारी आयोग की 21वीं बैठक की सह-अध्यक्षता की।"),
    }  # fmt: skip
    put(store, told_so)
    session = one(store, kind=("session",))
    assert session.date == "2024-12-10"
    (shown,) = [s for s in session.conflicts if s.field == "date"]
    assert [o.value for o in shown.others] == ["2024-12-11"]
    assert "2" in shown.rule


# ---------------------------------------------------------------------- statements and their checker


def test_every_fact_stands_on_its_words(store, put):
    put(store, REPORTS)
    with store.reading() as connection:
        texts = {r.key: r.text for r in connection.execute(select(report.c.key, report.c.text))}
        facts = list(connection.execute(select(statement)))
        assert list(check(connection)) == []
    assert facts
    assert all(texts[f.report][f.start : f.end] == f.words and f.words for f in facts)


def test_the_checker_sees_a_changed_text_and_a_lost_line(store, put):
    put(store, REPORTS)
    with store.writing() as connection:
        connection.execute(update(report).where(report.c.id == "visit").values(text="और कुछ"))
        call = select(report.c.key).where(report.c.id == "call one").scalar_subquery()
        connection.execute(update(telling).where(telling.c.report == call).values(engagement="nowhere"))
    with store.reading() as connection:
        faults = [f.where for f in check(connection)]
    assert any(w.startswith("visit:") for w in faults)
    assert "engagement nowhere" in faults


# ---------------------------------------------------------------------- judgements


def test_a_field_set_by_a_person_stays(store, put):
    put(store, REPORTS)
    call = one(store, kind=("call",), until=739471)
    with store.writing() as connection:
        of_one(connection, "set", call.id, ("date", "2025-08-07"), ME)
    assert one(store, kind=("call",), until=739471).date == "2025-08-07"
    with store.writing() as connection:  # re-adding, re-reading and other reports change nothing of it
        key = connection.scalar(select(report.c.key).where(report.c.id == "call one"))
        found = read(rereading.report_of(connection, key))
        rereading.apply(connection, key, found, at="2026-03-01T00:00:00Z", pack="new")
    put(store, {"late": ("2025-08-09", REPORTS["call one"][1] + " बातचीत में यूक्रेन पर भी चर्चा हुई।")})
    call = one(store, kind=("call",), until=739471)
    assert call.date == "2025-08-07"
    (shown,) = [s for s in call.shown if s.field == "date"]
    assert "Asha" in shown.rule
    with store.writing() as connection:
        undo(connection, 1, ME)
    assert one(store, kind=("call",), until=739471).date == "2025-08-08"


def test_different_parts_a_line_and_same_joins_two(store, put):
    put(store, REPORTS)
    session = one(store, kind=("session",))
    with store.writing() as connection:
        of_two(connection, "different", session.tellings[0], session.tellings[-1], ME)
    with store.reading() as connection:
        assert len(list(lines(connection, Wanted(kind=("session",))))) == 2
    with store.writing() as connection:
        undo(connection, 1, ME)
    assert len(one(store, kind=("session",)).reports) == 3
    with store.reading() as connection:
        first, second = lines(connection, Wanted(kind=("call",)))
    with store.writing() as connection:
        of_two(connection, "same", first.id, second.id, ME)
    assert len(one(store, kind=("call",)).reports) == 2


def test_wrong_takes_a_line_away_and_its_undoing_gives_it_back(store, put):
    put(store, REPORTS)
    before = rows(store)
    session = one(store, kind=("session",))
    with store.writing() as connection:
        of_one(connection, "wrong", session.id, None, ME)
    with store.reading() as connection:
        assert line(connection, session.id) is None
        (said,) = judgements(connection)
        assert list(check(connection)) == []
    with store.writing() as connection:
        undo(connection, said.number, ME)
    assert rows(store) == before


def test_a_wrong_value_is_struck_and_a_right_one_is_pinned(store, put):
    put(store, REPORTS)
    session = one(store, kind=("session",))
    with store.writing() as connection:
        of_one(connection, "wrong", session.id, "place", ME)
    assert one(store, kind=("session",)).place is None
    with store.writing() as connection:
        of_one(connection, "right", session.id, "date", ME)
    assert "confirmed by Asha" in next(s.rule for s in one(store, kind=("session",)).shown if s.field == "date")


@pytest.mark.parametrize(
    ("verdict", "subject", "said", "hint"),
    [
        ("set", "nobody", ("date", "2025"), "no engagement"),
        ("set", None, ("colour", "red"), "there are: kind"),
        ("set", None, ("date", "yesterday"), "2025-12-05"),
        ("set", None, ("ordinal", "third"), "21"),
        ("set", None, ("status", "maybe"), "held"),
        ("set", None, "date", "value"),
        ("wrong", None, "kind", "set the right one"),
        ("right", None, "ordinal", "shows no"),
        ("odd", None, None, "right"),
    ],
)
def test_a_judgement_that_cannot_be_taken_says_why(sqlite, put, verdict, subject, said, hint):
    put(sqlite, {"call": REPORTS["call one"]})
    key = subject or one(sqlite).id
    with pytest.raises(JudgeError, match=hint), sqlite.writing() as connection:
        of_one(connection, verdict, key, said, ME)
    with sqlite.reading() as connection:
        assert judgements(connection) == []


def test_a_new_reading_shows_its_difference_first(sqlite, put):
    put(sqlite, REPORTS)
    with sqlite.reading() as connection:
        key = connection.scalar(select(report.c.key).where(report.c.id == "visit"))
        found = read(rereading.report_of(connection, key))
        assert list(rereading.changes(connection, key, found)) == []
        kept = msgspec.structs.replace(found.engagements[0], place="Kazan")
        other = msgspec.structs.replace(found, engagements=[kept])
        seen = list(rereading.changes(connection, key, other))
    assert {(c.what, c.field, c.after) for c in seen} >= {("changed", "place", "Kazan")}
    assert "gone" in {c.what for c in seen}


def test_a_report_with_nothing_in_it_is_kept_as_read(store, put):
    put(store, {"rain": ("2025-07-01", "राजधानी में मंगलवार को तेज़ बारिश हुई और कई सड़कों पर पानी भर गया।")})
    assert rows(store) == []
    again = Report(id="rain", source="rain.txt", text="राजधानी में मंगलवार को तेज़ बारिश हुई और कई सड़कों पर पानी भर गया।")
    with store.writing() as connection:
        assert add(connection, again, read(again), at="x", pack="y").outcome == "known"
