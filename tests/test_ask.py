"""Asking a record: timelines, one engagement whole, a person, the last time they met."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from baithak.ask.levels import last, level_id, levels_of
from baithak.ask.people import profile
from baithak.ask.wanted import AskError, wanted
from baithak.ask.whole import whole
from baithak.cli import app
from baithak.reconcile.values import Line, Named
from baithak.record.queries import Wanted, lines

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
    "ministers": (
        "2025-08-21",
        "मॉस्को, 21 अगस्त 2025: विदेश मंत्री एस जयशंकर ने गुरुवार को मॉस्को में रूसी विदेश मंत्री सर्गेई लावरोव से मुलाकात की।",
    ),
    "leaders": (
        "2025-12-05",
        "नई दिल्ली, 5 दिसंबर 2025: प्रधानमंत्री नरेंद्र मोदी ने शुक्रवार को नई दिल्ली में रूस के राष्ट्रपति व्लादिमीर पुतिन से मुलाकात की।",
    ),
    "undated": (
        None,
        "मॉस्को में भारतीय राजदूत विनय कुमार की रूसी उप विदेश मंत्री आंद्रे रुडेंको से मुलाकात हुई।",
    ),
}


@pytest.fixture
def full(store, put):
    put(store, REPORTS)
    return store


@pytest.fixture
def run(sqlite, put):
    """The command line on a record of the reports."""
    put(sqlite, REPORTS)

    def runs(*arguments):
        done = CliRunner().invoke(app, [*map(str, arguments), "--record", sqlite.name])
        assert done.exit_code in (0, 2), done.output
        return done

    return runs


def of(store, **asked):
    with store.reading() as connection:
        return list(lines(connection, wanted(connection, **asked)))


# ---------------------------------------------------------------------- one engagement


def session(store):
    return next(line for line in of(store, pair="IN,RU") if line.mechanism)


def test_show_has_every_field_with_the_words_that_say_it(full):
    with full.reading() as connection:
        found = whole(connection, session(full).id)
    fields = {f.field: f for f in found.fields}
    assert {"kind", "status", "date", "place", "people", "countries", "mechanism", "ordinal"} <= set(fields)
    assert fields["status"].value == "held"
    assert {s.report for s in fields["place"].said} == {"plan", "sitting"}
    assert any("21वीं" in s.words for s in fields["ordinal"].said)
    for field in found.fields:
        for said in field.said:
            text = REPORTS[said.report][1]
            assert text[said.start : said.end] == said.words


def test_show_tells_the_history(full):
    with full.reading() as connection:
        found = whole(connection, session(full).id)
    assert [(s.told, s.status, s.report) for s in found.history] == [
        ("2024-11-28", "planned", "plan"),
        ("2024-12-10", "held", "sitting"),
    ]
    assert [o.report.id for o in found.sources] == ["plan", "sitting"]


def test_any_id_of_a_telling_leads_to_the_line(full):
    line = session(full)
    with full.reading() as connection:
        assert {whole(connection, telling).line.id for telling in line.tellings} == {line.id}
        with pytest.raises(AskError, match="no engagement"):
            whole(connection, "nobody")


def test_contradicting_values_are_shown_with_their_words(full, put):
    other = (
        "दोनों पक्षों के बीच लंबी बातचीत चली। रक्षा मंत्री राजनाथ सिंह और उनके रूसी समकक्ष आंद्रेई बेलौसोव ने 11 दिसंबर 2024 को मॉस्को में "
        "सैन्य एवं सैन्य-तकनीकी सहयोग पर भारत-रूस अंतर-सरकारी आयोग की 21वीं बैठक की अध्यक्षता की।"
    )
    put(full, {"late": ("2024-12-12", other)})
    with full.reading() as connection:
        found = whole(connection, session(full).id)
    date = next(f for f in found.fields if f.field == "date")
    assert {date.value, *(a.value for a in date.against)} == {"2024-12-10", "2024-12-11"}
    assert all(a.said and "दिसंबर" in a.said[0].words for a in date.against)


# ---------------------------------------------------------------------- a person


def test_a_person(full):
    with full.reading() as connection:
        found = profile(connection, "Раджнатх Сингх")
        assert found.id == "in-rajnath-singh"
        office = found.offices[0]
        assert (office.office, office.country, office.sources) == ("defence minister", "IN", 2)
        assert (office.first, office.last) == ("2024-11-28", "2024-12-10")
        assert "राजनाथ सिंह" in office.said[0].words
        assert [(m.id, m.times) for m in found.met] == [("ru-andrey-belousov", 1)]
        assert "defence minister" in {t.office for t in found.register}
        assert found.total == 1


# ---------------------------------------------------------------------- the last time


def test_the_last_time_at_each_level(full):
    with full.reading() as connection:
        found = {one.level: one.line.date for one in last(connection, Wanted(countries=("IN", "RU")))}
        assert found == {"leaders": "2025-12-05", "foreign-minister": "2025-08-21", "defence-minister": "2024-12-10"}
        before = last(connection, wanted(connection, pair="IN-RU", until="2025-09"), "leaders")
        assert before == []


def test_levels_by_office_or_by_the_register():
    def line(*people):
        return Line(
            id="t", kind="meeting", status="held", date="2025-06-01", place=None, place_country=None, people=people,
            countries=("IN", "RU"), mechanism=None, ordinal=None, topics=(), salience="main", history=(), tellings=(),
            reports=(), sources=1, shown=(),
        )  # fmt: skip

    lavrov = Named("Sergey Lavrov", country="RU", known="ru-sergey-lavrov")
    minister = Named("A", country="IN", office="foreign minister")
    assert levels_of(line(lavrov, minister)) == ["foreign-minister"]
    assert levels_of(line(lavrov, Named("B", country="IN", office="ambassador to Russia"))) == []
    assert levels_of(line(lavrov, minister), ("IN", "US")) == []
    assert level_id("Foreign ministers") == "foreign-minister"
    with pytest.raises(AskError, match="there are: leaders"):
        level_id("kings of old")


# ---------------------------------------------------------------------- the command line


def test_timeline_reads_well(run):
    shown = run("timeline").stdout
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) <= 100
    assert "10 Dec 2024" in shown
    assert "21st IRIGC-M&MTC (session)" in shown
    assert "Rajnath Singh, Andrey Belousov · IN–RU" in shown
    assert "2 sources" in shown
    assert shown.index("5 Dec 2025") < shown.index("undated")


def test_timeline_is_parted_by_years_where_it_is_long(sqlite, put):
    text = REPORTS["leaders"][1].replace("5 दिसंबर 2025", "{day}").replace(" शुक्रवार को", "")
    months = ("जनवरी", "मार्च", "मई", "जुलाई", "सितंबर", "नवंबर")
    days = [f"5 {month} {year}" for year in (2024, 2025) for month in months]
    put(sqlite, {str(n): (None, text.format(day=day)) for n, day in enumerate(days)})
    shown = CliRunner().invoke(app, ["timeline", "--record", sqlite.name]).stdout
    assert "━━ 2024" in shown
    assert "━━ 2025" in shown


def test_the_newest_come_in_the_order_of_their_days(run):
    rows = json.loads(run("timeline", "--limit", "2", "--format", "json").stdout)
    assert [r["date"] for r in rows] == ["2025-08-21", "2025-12-05"]


def test_programs_get_the_same_rows(run):
    as_json = json.loads(run("timeline", "--format", "json").stdout)
    as_csv = list(csv.DictReader(io.StringIO(run("timeline", "--format", "csv").stdout)))
    assert [r["engagement"] for r in as_json] == [r["engagement"] for r in as_csv]


def test_show_person_search_and_last_for_a_person_and_a_program(run):
    id_ = json.loads(run("timeline", "--mechanism", "mmtc", "--format", "json").stdout)[0]["engagement"]
    shown = run("show", id_).stdout
    for words in ("told by", "History", "planned for 10 Dec 2024", "2 sources in 2 reports", "“21वीं”"):
        assert words in shown
    as_json = json.loads(run("show", id_, "--format", "json").stdout)
    assert as_json["engagement"] == id_
    assert {"fields", "history", "sources"} <= set(as_json)
    assert "foreign minister, RU" in run("person", "лавров").stdout
    assert json.loads(run("person", "лавров", "--format", "json").stdout)["id"] == "ru-sergey-lavrov"
    assert "«लावरोव»" in run("search", "Lavrov").stdout
    assert json.loads(run("search", "Lavrov", "--format", "json").stdout)["people"][0]["id"] == "ru-sergey-lavrov"
    assert "S. Jaishankar, Sergey Lavrov" in run("last", "IN", "RU", "--level", "foreign-minister").stdout
    assert json.loads(run("last", "IN,RU", "--format", "json").stdout)[0]["level"] == "leaders"


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "tnothing"), ("person", "Zhou Enlai"), ("search", "***"), ("timeline", "--since", "soon"),
        ("timeline", "--kind", "party"), ("last", "India", "Russia!"), ("last", "IN", "RU", "--level", "kings"),
        ("brief", "--pair", "IN,RU", "--language", "xx"), ("brief", "--pair", "?"), ("timeline", "--mechanism", "q"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_said_in_words(run, arguments):
    done = run(*arguments)
    assert done.exit_code == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_nothing_found_is_said(run):
    assert "nothing in the record" in run("search", "qqqqqq").stderr
    assert "no report" in run("last", "IN", "FR").stderr
