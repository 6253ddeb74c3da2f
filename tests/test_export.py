"""What ``baithak export`` writes, read back by other programs' readers; above all where reports say hostile things."""

import csv
import json
import sys
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from io import BytesIO, StringIO

import icalendar
import pytest
from msgspec.structs import replace

from baithak.export import cameo, ftm, ical, linked, parquet, plover, rss, table
from baithak.export.errors import ExportError
from baithak.export.sides import sides
from baithak.export.told import Evidence, Quote, Told
from baithak.export.wording import ordinal, title
from baithak.reconcile.values import Line, Named
from baithak.record.queries import Source

DAY = date(2025, 12, 6).toordinal()
RLO, ZWJ = "\u202e", "\u200d"
HOSTILE = (
    f'=cmd|"/c calc"!A1, "quoted"; semi\r\nsecond line\x00\x1b[31m ]]> </item> <script>alert(1)</script> '
    f"&amp; {RLO}evil क्{ZWJ}ष END:VEVENT \\n \u2028 \ufeff \U0001f600"
)
MODI = Named("Narendra Modi", country="IN", office="prime minister", known="in-narendra-modi")
PUTIN = Named("Vladimir Putin", country="RU", office="president", known="ru-vladimir-putin")


def line(**fields):
    base = Line(
        id="tabcdefghij", kind="summit", status="held", date="2025-12-05", place="New Delhi", place_country="IN",
        people=(MODI, PUTIN), countries=("IN", "RU"), mechanism="India–Russia Annual Summit", ordinal=23,
        topics=("defence", "trade"), salience="main", history=((DAY, "held", "2025-12-05", "t1"),), tellings=("t1",),
        reports=("r1",), sources=1, shown=(),
    )  # fmt: skip
    return replace(base, **fields)


def evidence(*words, key="r1", source="https://example.org/a?b=1&c=2", added="2025-12-06T09:00:00Z", status="held"):
    report = Source(
        key=key, id=f"report-{key}", source=source, language="hi", published="2025-12-06", basis="stated",
        agencies=("PTI",), story=key, added=added,
    )  # fmt: skip
    quotes = tuple(Quote(10 * n, 10 * n + len(w), w) for n, w in enumerate(words or ("दोनों नेता दिल्ली में मिले।",)))
    return Evidence(report, quotes, (status,))


def told(*some, **fields):
    made = line(**fields)
    return Told(line=made, people=tuple(p.known or p.name for p in made.people), evidence=some or (evidence(),))


def written_by(writer, *items, **options):
    out = BytesIO()
    notices = writer.write(iter(items), out, **options)
    return out.getvalue(), notices


HARD = told(
    evidence(HOSTILE, "-2+3", key="r1"),
    evidence("@SUM(A1)", key="r2", source='javascript:alert("x")', added="2025-12-07T10:00:00Z"),
    evidence(key="r3", source="/home/somebody/<x>.txt"),
    people=(MODI, Named('=HYPERLINK("http://x")', country="RU"), Named("A; B\nC", office="+office")),
    reports=("r1", "r2", "r3"), mechanism=None, ordinal=None,
)  # fmt: skip
LONG = told(
    *(evidence(*[f"{n} {'लंबा ' * 400}" for n in range(20)], key=f"r{k}") for k in range(50)),
    people=tuple(Named(f"Person {n} {'x' * 50}", country="IN") for n in range(2000)),
    reports=tuple(f"r{k}" for k in range(50)), mechanism=None, ordinal=None, topics=("trade",) * 500,
)  # fmt: skip


# ---------------------------------------------------------------------- CSV


def rows_of(data):
    return list(csv.DictReader(StringIO(data.decode(), newline="")))


def test_csv_has_a_row_an_engagement():
    data, _ = written_by(table, told(), told(id="t2", date=None, place=None, ordinal=None))
    first, second = rows_of(data)
    assert first["countries"] == "IN; RU"
    assert (first["people"], first["offices"]) == ("Narendra Modi; Vladimir Putin", "prime minister; president")
    assert (first["first"], first["last"]) == ("2025-12-05", "2025-12-05")
    assert (first["reports"], first["addresses"]) == ("report-r1", "https://example.org/a?b=1&c=2")
    assert first["words"] == "दोनों नेता दिल्ली में मिले।"
    assert second["date"] == second["place"] == second["ordinal"] == second["first"] == ""
    assert data.count(b"\r\n") == data.count(b"\n") == 3
    assert not data.startswith(b"\xef\xbb\xbf")


def test_csv_holds_no_formula_and_no_control():
    [row] = rows_of(written_by(table, HARD)[0])
    pieces = [p for cell in row.values() for p in cell.split("; ")]
    assert not [p for p in pieces if p[:1] in set("=+-@\t\r")]
    assert row["words"].startswith("'=cmd|")
    assert "'-2+3; '@SUM(A1)" in row["words"]
    assert row["people"].split("; ")[1] == '\'=HYPERLINK("http://x")'
    assert row["offices"] == "prime minister; ; '+office"
    assert not set("\x00\x1b\n\r\ufeff" + RLO) & set("".join(row.values()))
    assert f"क्{ZWJ}ष" in row["words"], "joiners are letters of Hindi"


# ---------------------------------------------------------------------- Parquet


def test_parquet_nests_the_evidence_and_keeps_the_words():
    pq = pytest.importorskip("pyarrow.parquet")
    data, _ = written_by(parquet, HARD, told(id="t2", date="2025-12"), told(id="t3", date=None))
    rows = pq.read_table(BytesIO(data)).to_pylist()
    assert [r["engagement"] for r in rows] == ["tabcdefghij", "t2", "t3"]
    assert rows[0]["evidence"][0] == {
        "report": "report-r1", "source": "https://example.org/a?b=1&c=2", "published": "2025-12-06", "language": "hi",
        "start": 0, "end": len(HOSTILE), "words": HOSTILE,
    }  # fmt: skip
    assert rows[0]["people"][0]["known"] == "in-narendra-modi"
    assert rows[0]["added"] == datetime(2025, 12, 7, 10, tzinfo=UTC)
    assert (rows[1]["first"], rows[1]["last"]) == (date(2025, 12, 1), date(2025, 12, 31))
    assert rows[2]["first"] is None
    assert rows[0]["history"] == [{"told": date(2025, 12, 6), "status": "held", "date": "2025-12-05"}]


def test_parquet_of_nothing_still_has_its_columns():
    pq = pytest.importorskip("pyarrow.parquet")
    read = pq.read_table(BytesIO(written_by(parquet)[0]))
    assert read.num_rows == 0
    assert "evidence" in read.column_names


def test_without_pyarrow_it_is_said_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExportError, match=r"pip install 'baithak\[parquet\]'"):
        written_by(parquet, told())


# ---------------------------------------------------------------------- JSON-LD


def graph(*items):
    return {node["@id"]: node for node in json.loads(written_by(linked, *items)[0])["@graph"]}


def test_json_ld_is_a_schema_org_event_of_a_series():
    nodes = graph(told())
    event = nodes["urn:baithak:engagement:tabcdefghij"]
    assert (event["@type"], event["name"]) == ("Event", "23rd India–Russia Annual Summit")
    assert event["startDate"] == "2025-12-05"
    assert "endDate" not in event
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["location"]["address"] == {
        "@type": "PostalAddress", "addressLocality": "New Delhi", "addressCountry": "IN",
    }  # fmt: skip
    assert event["organizer"]["name"] == "Government of India"
    assert [a["affiliation"]["identifier"] for a in event["attendee"]] == ["IN", "RU"]
    series = nodes[event["superEvent"]["@id"]]
    assert series["@type"] == "EventSeries"
    assert series["subEvent"] == [{"@id": "urn:baithak:engagement:tabcdefghij"}]
    [report] = event["subjectOf"]
    assert report["url"] == "https://example.org/a?b=1&c=2"
    assert report["hasPart"][0]["text"] == "दोनों नेता दिल्ली में मिले।"


PLAN = {"status": "planned", "kind": "meeting"}


@pytest.mark.parametrize(
    ("fields", "status", "before"),
    [
        ({"status": "cancelled"}, "EventCancelled", None),
        ({**PLAN}, "EventScheduled", None),
        ({**PLAN, "history": ((1, "planned", "2025-11", "t1"), (2, "planned", "2025-12-05", "t2"))}, "EventRescheduled",
         ["2025-11"]),
        ({**PLAN, "history": ((1, "planned", "2025", "t1"), (2, "planned", "2025-12-05", "t2"))}, "EventScheduled",
         None),
        ({"kind": "call", "place": None, "place_country": None}, "EventScheduled", None),
    ],
)  # fmt: skip
def test_json_ld_tells_the_status(fields, status, before):
    event = graph(told(mechanism=None, **fields))["urn:baithak:engagement:tabcdefghij"]
    assert event["eventStatus"] == f"https://schema.org/{status}"
    assert event.get("previousStartDate") == before
    assert event["eventAttendanceMode"].endswith("OnlineEventAttendanceMode") == (fields.get("kind") == "call")


def test_json_ld_is_as_precise_as_the_record_and_keeps_the_words():
    events = graph(told(id="a", date="2025-12"), told(id="b", date="2025-10-01~"), told(id="c", date=None), HARD)
    assert events["urn:baithak:engagement:a"]["startDate"] == "2025-12"
    assert events["urn:baithak:engagement:b"]["startDate"] == "2025"
    assert events["urn:baithak:engagement:b"]["edtf"] == "2025-10-01~"
    assert "startDate" not in events["urn:baithak:engagement:c"]
    reports = events["urn:baithak:engagement:tabcdefghij"]["subjectOf"]
    assert reports[0]["hasPart"][0]["text"] == HOSTILE
    assert ["url" in r for r in reports] == [True, False, False], "only addresses on the web are addresses"


# ---------------------------------------------------------------------- iCalendar


def calendar(*items, **options):
    data, notices = written_by(ical, *items, **options)
    made = icalendar.Calendar.from_ical(data)
    assert not [part.errors for part in made.walk() if part.errors]
    assert all(len(one) <= 75 for one in data.split(b"\r\n"))
    return {str(c["uid"]): c for c in made.walk() if "uid" in c}, notices


def test_a_day_told_is_an_event_of_the_whole_day():
    parts, notices = calendar(told(date="2025-12-04/2025-12-05"))
    event = parts["tabcdefghij@baithak"]
    assert (event.name, event["dtstart"].dt, event["dtend"].dt) == ("VEVENT", date(2025, 12, 4), date(2025, 12, 6))
    assert event["status"] == "CONFIRMED"
    assert event["dtstamp"].dt == datetime(2025, 12, 6, 9, tzinfo=UTC)
    assert event["summary"] == "23rd India–Russia Annual Summit"
    assert event["location"] == "New Delhi, India"
    named = "report-r1, 2025-12-06, PTI, https://example.org/a?b=1&c=2"
    assert f"“दोनों नेता दिल्ली में मिले।”\n— {named}" in event["description"]
    assert notices == []


@pytest.mark.parametrize(
    ("status", "date_told", "name", "stands"),
    [
        ("planned", "2025-12-05", "VEVENT", "TENTATIVE"),
        ("cancelled", "2025-12-05", "VEVENT", "CANCELLED"),
        ("ongoing", "2025-12-05", "VEVENT", "CONFIRMED"),
        ("planned", "2025-12", "VTODO", "NEEDS-ACTION"),
        ("cancelled", "2025-12", "VTODO", "CANCELLED"),
    ],
)
def test_what_is_ahead_is_marked(status, date_told, name, stands):
    [part] = calendar(told(status=status, date=date_told))[0].values()
    assert (part.name, part["status"]) == (name, stands)
    if name == "VTODO":
        assert (part["dtstart"].dt, part["due"].dt) == (date(2025, 12, 1), date(2025, 12, 31))
        assert "dtend" not in part


@pytest.mark.parametrize("fields", [{"date": "2025-12"}, {"date": None}, {"date": "XXXX-12-05", "status": "planned"},
                                    {"date": "2025-12-05~"}])  # fmt: skip
def test_no_day_is_made_up(fields):
    parts, notices = calendar(told(**fields))
    assert parts == {}
    assert notices == ["1 engagement is not on the calendar: no day is known on which it was or will be"]


def test_what_is_due_is_a_to_do():
    due = ical.Due(
        id="m1", title="24th India–Russia Annual Summit", state="open", reason="a year after the last",
        first=date(2026, 11, 1), last=date(2027, 1, 31), added="2025-12-06T09:00:00Z",
    )  # fmt: skip
    [part] = calendar(dues=[due])[0].values()
    assert (part.name, part["due"].dt) == ("VTODO", date(2027, 1, 31))
    assert part["summary"] == "Due: 24th India–Russia Annual Summit"


def test_no_report_breaks_out_of_its_calendar_entry():
    [event] = calendar(HARD)[0].values()
    assert "क्\u200dष END:VEVENT \\n" in event["description"]
    assert event["url"] == "https://example.org/a?b=1&c=2"
    data, _ = written_by(ical, HARD)
    assert data.count(b"\r\nEND:VEVENT\r\n") == 1
    assert not {0, 27} & set(data)
    assert RLO not in data.decode()


# ---------------------------------------------------------------------- RSS


def feed(*items, **options):
    data, notices = written_by(rss, *items, **options)
    return ET.fromstring(data), notices


def test_rss_tells_when_it_came_into_the_record():
    channel, notices = feed(told(status="planned"), feed="https://example.org/feed.xml?a=1&b=2")
    [item] = channel.iter("item")
    assert item.findtext("title") == "Planned: 23rd India–Russia Annual Summit, 2025-12-05"
    assert item.findtext("guid") == "tabcdefghij@baithak"
    assert item.find("guid").get("isPermaLink") == "false"
    assert parsedate_to_datetime(item.findtext("pubDate")) == datetime(2025, 12, 6, 9, tzinfo=UTC)
    assert channel.findtext("channel/lastBuildDate") == item.findtext("pubDate")
    atom = channel.find("channel/{http://www.w3.org/2005/Atom}link")
    assert (atom.get("rel"), atom.get("href")) == ("self", "https://example.org/feed.xml?a=1&b=2")
    assert notices == []
    assert "atom:link" in feed()[1][0]


def test_rss_is_well_formed_whatever_a_report_says():
    channel, _ = feed(HARD)
    [item] = channel.iter("item")
    words = item.findtext("description")
    assert "&lt;script&gt;" in words
    assert "<script" not in words
    assert "]]&gt;" in words
    assert RLO not in words
    assert item.findtext("link") == "https://example.org/a?b=1&c=2"
    parts = ET.fromstring(f"<html>{words}</html>")  # the description is sound markup itself
    assert {p.tag for p in parts.iter()} <= {"html", "p", "br", "blockquote"}


def test_very_long_lists_stay_readable():
    channel, _ = feed(LONG)
    assert len(channel.findtext(".//item/title")) < 400
    assert len(channel.findtext(".//item/description")) < 40_000
    assert "and 988 more quotes" in channel.findtext(".//item/description")
    [row] = rows_of(written_by(table, LONG)[0])
    assert all(len(cell) < 32_767 for cell in row.values()), "a cell that a spreadsheet can hold"
    assert row["people"].endswith(" more")
    assert sum(len(cell.split("; ")) for cell in [row["people"]]) > 400
    assert len(graph(LONG)["urn:baithak:engagement:tabcdefghij"]["attendee"]) == 2001


# ---------------------------------------------------------------------- PLOVER


def events(*items):
    data, notices = written_by(plover, *items)
    return [json.loads(row) for row in data.splitlines()], notices


def codes(entities):
    return [e.get("code") for e in entities or ()]


ENVOY = Named("Vinay Kumar", country="IN", office="ambassador to Russia")
LAVROV = Named("Sergey Lavrov", country="RU", office="foreign minister")
MOSCOW = {"kind": "meeting", "place": "Moscow", "place_country": "RU", "mechanism": None, "ordinal": None}


@pytest.mark.parametrize(
    ("fields", "event", "mode", "actor", "recipient"),
    [
        # host and visitor (3.2)
        ({}, "CONSULT", ["visit"], ["RUS"], ["IND"]),
        ({**MOSCOW}, "CONSULT", ["visit"], ["IND"], ["RUS"]),
        ({"kind": "visit", "people": (PUTIN,)}, "CONSULT", ["visit"], ["RUS"], ["IND"]),
        ({"kind": "visit", "people": (PUTIN,), "place_country": None}, "CONSULT", ["visit"], ["RUS"], ["IND"]),
        ({"kind": "session", "status": "ongoing"}, "CONSULT", ["visit"], ["RUS"], ["IND"]),
        # no host: everybody acts
        ({"place": None, "place_country": None}, "CONSULT", None, ["IND", "RUS"], []),
        ({"place": "Tianjin", "place_country": "CN"}, "CONSULT", ["third-party"], ["IND", "RUS"], []),
        ({"kind": "call", "place_country": "IN"}, "CONSULT", ["phone"], ["IND", "RUS"], []),
        # an ambassador travels nowhere
        ({**MOSCOW, "people": (ENVOY, LAVROV)}, "CONSULT", None, ["IND", "RUS"], []),
        # many sides, and organisations (2.2, 5.1)
        ({"countries": ("CN", "IN", "RU")}, "CONSULT", ["multilateral"], ["IND", "RUS", "CHN"], []),
        ({"countries": ("EU", "IN"), "people": ()}, "CONSULT", ["visit", "multilateral"], ["EUR"], ["IND"]),
        ({"countries": ("IN", "SCO"), "people": (), "place_country": None}, "CONSULT", ["multilateral"], ["IND", "IGO"],
         []),
        ({"countries": ("IN", "XK"), "people": (), "place_country": None}, "CONSULT", None, ["IND", "KOS"], []),
        # what is signed, to come, called off (3.3, 3.1, 3.13)
        ({"kind": "signing"}, "SUPPORT", None, ["IND", "RUS"], []),
        ({"status": "planned"}, "AGREE", None, ["IND", "RUS"], []),
        ({"kind": "signing", "status": "planned"}, "AGREE", None, ["IND", "RUS"], []),
        ({"status": "cancelled"}, "REJECT", ["meet"], ["IND", "RUS"], []),
        ({"kind": "signing", "status": "cancelled"}, "REJECT", None, ["IND", "RUS"], []),
    ],
)  # fmt: skip
def test_plover_codes_by_its_codebook(fields, event, mode, actor, recipient):
    status = fields.get("status", "held")
    [row], _ = events(told(history=((DAY, status, "2025-12-06", "t1"),), **fields))
    assert (row["event"], row.get("mode")) == ([event], mode)
    assert (codes(row["actor"]), codes(row.get("recipient"))) == (actor, recipient)
    assert row["quad_code"] == (3 if event == "REJECT" else 1)
    assert row["context"] == ["diplomatic", "military", "economic"]
    # what is announced happens on the day on which it is announced
    assert row["date"] == ("2025-12-06" if event in ("AGREE", "REJECT") else "2025-12-05")


def test_a_plan_and_its_meeting_are_two_rows_of_one_link():
    history = ((DAY - 90, "planned", "2025-12", "t0"), (DAY, "held", "2025-12-05", "t1"))
    rows, _ = events(told(evidence("कल मिलेंगे", key="r0", status="planned"), evidence(), history=history))
    assert [(r["event"], r["date"]) for r in rows] == [(["AGREE"], "2025-09-07"), (["CONSULT"], "2025-12-05")]
    assert {r["link"] for r in rows} == {"tabcdefghij"}
    assert len({r["id"] for r in rows}) == 2
    assert rows[0]["event_text"] == ["कल मिलेंगे"]
    assert "event_loc" not in rows[0]
    assert rows[1]["event_loc"]["country_code"] == "IND"


def test_plover_rows_have_a_day_or_are_counted():
    rows, notices = events(
        told(date="2025-12"), told(date=None), told(status="planned", history=((None, "planned", "2025-12-05", "t1"),)),
        told(status="cancelled", history=((DAY, "cancelled", "2018-09", "t1"),)),  # looked back on, years later
    )  # fmt: skip
    assert rows == []
    assert notices == ["4 rows left out: PLOVER needs a day, and the record does not know it"]


def test_plover_keeps_the_days_of_a_session_and_the_words():
    [row], _ = events(told(evidence(HOSTILE), date="2025-12-04/2025-12-05"))
    assert (row["date"], row["enddate"], row["event_text"]) == ("2025-12-04", "2025-12-05", [HOSTILE])
    assert row["actor"] == [
        {"code": "RUS", "sector": "GOV", "identifier_text": "Vladimir Putin", "office": "president"}
    ]
    soldier = Named("A. B.", country="IN", office="chief of integrated defence staff")
    [row], _ = events(told(people=(soldier,), place_country=None))
    assert row["actor"][0]["sector"] == "MIL"


@pytest.mark.parametrize(
    ("fields", "rows"),
    [
        ({}, ["RUS IND 042", "IND RUS 043"]),
        ({"kind": "call"}, ["IND RUS 041", "RUS IND 041"]),
        ({"place_country": "CN"}, ["IND RUS 044", "RUS IND 044"]),
        ({"place_country": None}, ["IND RUS 040", "RUS IND 040"]),
        ({"kind": "signing"}, ["IND RUS 057", "RUS IND 057"]),
        ({"status": "planned"}, ["IND RUS 036", "RUS IND 036"]),
        ({"status": "cancelled"}, ["IND RUS 125", "RUS IND 125"]),
        ({"people": (PUTIN,), "countries": ("RU",), "place_country": None}, []),
    ],
)
def test_cameo_has_a_row_for_each_ordered_pair(fields, rows):
    one = told(history=((DAY, fields.get("status", "held"), "2025-12-06", "t1"),), **fields)
    header, *lines = written_by(cameo, one)[0].decode().splitlines()
    assert header.split("\t") == ["date", "source", "target", "code", "link"]
    assert [" ".join(row.split("\t")[1:4]) for row in lines] == rows


def test_cameo_of_twenty_sides_is_its_380_rows():
    twenty = told(countries=tuple(sorted(sides().states)[:20]), people=(), place_country=None)
    assert len(written_by(cameo, twenty)[0].splitlines()) == 381


def test_every_state_has_its_code_of_three_letters():
    assert set(sides().states) == set(sides().alpha3)
    assert len(set(sides().alpha3.values())) == len(sides().alpha3)
    assert all(len(code) == 3 and code.isupper() for code in sides().alpha3.values())
    assert sides().the <= set(sides().states)


# ---------------------------------------------------------------------- FollowTheMoney


def entities(*items):
    found = [json.loads(row) for row in written_by(ftm, *items)[0].splitlines()]
    assert len({e["id"] for e in found}) == len(found), "each entity once"
    return {e["id"]: e for e in found}


CAST = [
    told(),
    told(id="t2", date="2025-12-04/2025-12-05"),
    told(
        id="t3", date="2025-10-01~", countries=("IN", "SCO"), people=(MODI, Named("नया", country="SCO", office="chief"))
    ),
    told(id="t4", date=None, people=(Named("X Y", country="RU", office="former prime minister"),)),
]


def test_ftm_has_events_people_governments_offices_and_reports():
    found = entities(*CAST)
    event = found["baithak-tabcdefghij"]["properties"]
    assert event["date"] == ["2025-12-05"]
    assert event["involved"][:2] == ["baithak-person-in-narendra-modi", "baithak-person-ru-vladimir-putin"]
    assert event["organizer"] == ["baithak-side-in"]
    assert event["proof"] == ["baithak-r1"]
    assert found["baithak-r1"]["properties"]["sourceUrl"] == ["https://example.org/a?b=1&c=2"]
    assert found["baithak-side-ru"]["schema"] == "PublicBody"
    assert found["baithak-side-sco"]["schema"] == "Organization"
    assert found["baithak-post-prime-minister-in"]["properties"]["name"] == ["Prime minister, India"]
    terms = [e for e in found.values() if e["schema"] == "Occupancy"]
    assert ["2014-05-26"] in [t["properties"].get("startDate") for t in terms], "the term as the register has it"
    assert not [t for t in terms if "former" in t["id"]]


def test_ftm_tells_an_interval_by_its_ends_and_no_day_too_many():
    found = entities(*CAST)
    two = found["baithak-t2"]["properties"]
    assert (two["startDate"], two["endDate"], two.get("date")) == (["2025-12-04"], ["2025-12-05"], None)
    assert found["baithak-t3"]["properties"]["date"] == ["2025"]
    assert "date" not in found["baithak-t4"]["properties"]


def test_ftm_entities_are_those_of_its_model():
    model = pytest.importorskip("followthemoney").model
    found = entities(*CAST, replace(HARD, line=replace(HARD.line, id="thard")))
    for entity in found.values():
        schema = model.get(entity["schema"])
        schema.validate(entity)
        proxy = model.get_proxy(entity, cleaned=False)
        for name, values in entity["properties"].items():
            kept = [value.replace(ZWJ, "") for value in values]  # its cleaning takes joiners from every text
            assert proxy.get(name) == kept, "nothing else is dropped or cut"
            if schema.get(name).type.name == "entity":
                assert set(values) <= set(found), "every link leads somewhere"


# ---------------------------------------------------------------------- all formats


@pytest.mark.parametrize("writer", [table, parquet, linked, ical, rss, plover, cameo, ftm])
def test_the_same_record_gives_the_same_bytes(writer):
    if writer is parquet:
        pytest.importorskip("pyarrow")
    items = [*CAST, HARD, told(id="t9", status="planned", date="2026-05")]
    assert written_by(writer, *items) == written_by(writer, *items)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "23rd India–Russia Annual Summit"),
        ({"ordinal": None}, "India–Russia Annual Summit"),
        ({"mechanism": None}, "Summit of Narendra Modi and Vladimir Putin"),
        ({"mechanism": None, "kind": "meeting", "people": (MODI,)}, "Meeting of Narendra Modi and Russia"),
        ({"mechanism": None, "kind": "call"}, "Call between Narendra Modi and Vladimir Putin"),
        ({"mechanism": None, "kind": "signing", "people": ()}, "Signing by India and Russia"),
        ({"mechanism": None, "kind": "visit", "people": (PUTIN,)}, "Visit of Vladimir Putin to India"),
        ({"mechanism": None, "kind": "visit", "people": (), "countries": ("IN", "NL"), "place_country": "NL"},
         "Visit of India to the Netherlands"),
        ({"mechanism": None, "kind": "visit", "people": (), "countries": (), "place_country": None}, "Visit"),
        ({"mechanism": None, "people": tuple(Named(f"N{n}") for n in range(9)), "countries": ()},
         "Summit of N0, N1, N2, N3 and 5 others"),
        ({"mechanism": None, "people": (), "countries": ()}, "Summit"),
    ],
)  # fmt: skip
def test_titles(fields, words):
    assert title(line(**fields)) == words


def test_ordinals():
    numbers = (1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 101, 111, 112)
    said = "1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 23rd 101st 111th 112th"
    assert " ".join(map(ordinal, numbers)) == said
