"""The REST interface on a record of the examples, through a real server."""

import threading
import time
from contextlib import contextmanager, suppress
from datetime import datetime
from email.utils import parsedate_to_datetime
from itertools import pairwise
from pathlib import Path
from unittest import SkipTest
from xml.etree import ElementTree as ET

import httpx
import icalendar
import msgspec
import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, given, seed, settings
from hypothesis.errors import Unsatisfiable

from baithak.model import Report
from baithak.reading import read
from baithak.record.adding import add
from baithak.record.queries import Wanted, lines
from baithak.record.store import open_record
from baithak.sources import read_paths
from baithak.web.app import create_app
from baithak.web.desk import Desk
from baithak.web.limits import Limits

EXAMPLES = Path(__file__).parent.parent / "examples/reports"
NOW = "2026-01-15T06:00:00Z"
TEXT = "मॉस्को, 5 मार्च 2024। विदेश मंत्री एस. जयशंकर ने आज यहाँ रूस के विदेश मंत्री सर्गेई लावरोव से मुलाकात की।"
TALKS = {"text": TEXT, "id": "own-talks", "published": "2024-03-05"}


@contextmanager
def served(app):
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def made(folder, **more):
    store = open_record(str(folder / "record.db"), create=True)
    reports = [r for r in read_paths([str(EXAMPLES)]) if isinstance(r, Report)]
    with store.writing() as connection:
        for n, one in enumerate(reports):
            add(connection, one, read(one), at=f"2026-01-{1 + n * 9 // len(reports):02}T00:00:00Z", pack="test")
    desk = Desk(store, lambda: NOW, guarded=False, pack=lambda _: "test", **more)
    return store, create_app(desk, Limits(writes=100_000))


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    store, app = made(tmp_path_factory.mktemp("api"))
    yield store, app
    store.engine.dispose()


@pytest.fixture(scope="module")
def client(record):
    with served(record[1]) as base, httpx.Client(base_url=f"{base}/api/v1") as client:
        yield client


def every(client, path, **params):
    """All items of a listing, page by page."""
    answer = client.get(path, params=params).raise_for_status()
    while True:
        yield from answer.json()["items"]
        link = answer.json()["next"]
        if link is None:
            return
        assert answer.headers["link"] == f'<{link}>; rel="next"'
        answer = client.get(httpx.URL(str(client.base_url)).join(link)).raise_for_status()


def some(client, **params):
    return client.get("/engagements", params={"limit": 1, **params}).json()["items"][0]


# ---------------------------------------------------------------------- reading


def test_every_engagement_is_reached_page_by_page(client, record):
    with record[0].reading() as connection:
        there = [line.id for line in lines(connection, Wanted(newest=True))]
    assert [e["engagement"] for e in every(client, "/engagements", limit=7)] == there
    assert client.get("/").json()["engagements"] == len(there)


def test_a_page_stays_where_it_was_when_reports_are_added(tmp_path):
    store, app = made(tmp_path)
    with served(app) as base, httpx.Client(base_url=f"{base}/api/v1") as client:
        before = [e["engagement"] for e in every(client, "/engagements")]
        first = client.get("/engagements", params={"limit": 3}).json()
        newer = TALKS | {"text": TEXT.replace("2024", "2026"), "published": "2026-03-05"}
        assert client.post("/reports", json=newer).status_code == 201
        second = client.get(httpx.URL(base).join(first["next"])).json()
    found = [e["engagement"] for e in first["items"] + second["items"]]
    assert found == before[: len(found)]
    store.engine.dispose()


def test_filters_are_those_of_the_timeline(client):
    pair = list(every(client, "/engagements", pair="IN,RU", since="2020", kind=["summit", "session"]))
    assert pair
    assert all({"IN", "RU"} <= set(e["countries"]) and e["kind"] in ("summit", "session") for e in pair)
    told = list(every(client, "/engagements", q="लावरोव"))
    assert told
    assert [e["engagement"] for e in told] == [e["engagement"] for e in every(client, "/engagements", q="lavrov")]
    assert not client.get("/engagements", params={"q": "नामुमकिनशब्द"}).json()["items"]


def test_an_engagement_stands_on_words_two_steps_away(client):
    for one in every(client, "/engagements", limit=50):
        whole = client.get(f"/engagements/{one['engagement']}").json()
        assert {k: whole[k] for k in one} == one
        said = [s for f in whole["fields"] for s in f["said"]] + [s for o in whole["origins"] for s in o["said"]]
        assert said
        for s in said[:3]:
            report = client.get(f"/reports/{s['key']}").json()
            assert report["text"][s["start"] : s["end"]] == s["words"]
    statements = client.get(f"/engagements/{one['engagement']}/statements").json()["items"]
    assert any(s["field"] == "kind" and s["value"] == one["kind"] for s in statements)


def test_any_telling_leads_to_its_engagement(client):
    whole = next(
        w
        for e in every(client, "/engagements")
        if len((w := client.get(f"/engagements/{e['engagement']}").json())["tellings"]) > 1
    )
    answer = client.get(f"/engagements/{whole['tellings'][-1]['id']}")
    assert answer.json()["engagement"] == whole["engagement"]
    assert answer.headers["content-location"] == f"/api/v1/engagements/{whole['engagement']}"
    dated = next(f for f in whole["fields"] if f["field"] == "date")
    assert {d["words"] for d in whole["derivation"]} >= {s["words"] for s in dated["said"]}


def test_people_mechanisms_and_what_is_due(client):
    found = client.get("/people", params={"q": "लावरोव"}).json()["items"]
    profile = client.get(f"/people/{found[0]['id']}").json()
    assert profile["name"] == "Sergey Lavrov"
    assert profile["total"] == found[0]["engagements"]
    assert [p["id"] for p in every(client, "/people", limit=5)] == [p["id"] for p in every(client, "/people")]
    known = list(every(client, "/mechanisms", known=True, pair="IN,RU", limit=2))
    assert all(a["mechanism"] < b["mechanism"] for a, b in pairwise(known))
    one = next(m for m in known if m["in_record"])
    ladder = client.get(f"/mechanisms/{one['id'] or one['mechanism']}").json()
    assert ladder["mechanism"]["mechanism"] == one["mechanism"]
    assert any(step["engagements"] for step in ladder["steps"])
    due = list(every(client, "/due", limit=3))
    assert due == list(every(client, "/due", limit=100))
    assert all(d["state"] == "overdue" for d in every(client, "/due", state="overdue"))


def test_relations_and_who_met_whom(client):
    pairs = list(every(client, "/pairs", limit=2))
    relation = next(r for r in pairs if r["sides"] == ["IN", "RU"])
    assert relation["engagements"] == len(list(every(client, "/engagements", pair="IN,RU")))
    assert client.get(f"/engagements/{relation['last_engagement']}").json()["date"] == relation["last"]
    graph = client.get("/graph", params={"pair": "IN,RU"}).json()
    ids = {p["id"] for p in graph["people"]}
    assert graph["edges"]
    assert all(e["a"] in ids and e["b"] in ids and e["times"] > 0 for e in graph["edges"])


def test_search_and_changes(client):
    found = client.get("/search", params={"q": "modi"}).json()
    assert found["people"][0]["id"] == "in-narendra-modi"
    journal = list(every(client, "/changes", limit=5))
    assert [c["number"] for c in journal] == sorted(c["number"] for c in journal)
    since = list(every(client, "/changes", since="2026-01-05"))
    assert all(c["at"] >= "2026-01-05" for c in since)
    assert 0 < len(since) < len(journal)


def test_contradictions_give_both_sides(client):
    for one in every(client, "/conflicts", limit=4):
        assert one["others"]
        assert all(o["sources"] for o in one["others"])


# ---------------------------------------------------------------------- entity tags, formats, feeds


def test_an_entity_tag_holds_until_the_record_changes(client):
    paths = ["/engagements?limit=2", "/pairs", "/due", "/mechanisms", "/calendar.ics", "/feed.rss", "/"]
    tags = {}
    for path in paths:
        first = client.get(path)
        tags[path] = first.headers["etag"]
        again = client.get(path, headers={"if-none-match": f'"other", {tags[path]}'})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tags[path]
    changed = client.post("/judgements", json={"verdict": "right", "subject": some(client)["engagement"]}).json()
    for path in paths:  # what is slow to make is made anew beside, while the old is still given
        until = time.monotonic() + 10
        while client.get(path, headers={"if-none-match": tags[path]}).status_code != 200:
            assert time.monotonic() < until, path
            time.sleep(0.05)
    client.delete(f"/judgements/{changed['number']}")


def test_linked_data_on_request(client):
    one = some(client)["engagement"]
    for asked in ({"params": {"format": "json-ld"}}, {"headers": {"accept": "application/ld+json"}}):
        answer = client.get(f"/engagements/{one}", **asked)
        assert answer.headers["content-type"] == "application/ld+json"
        assert answer.json()["@graph"][0]["identifier"] == one
    browser = client.get("/engagements", headers={"accept": "text/html,*/*;q=0.8"})
    assert browser.headers["content-type"] == "application/json"


@pytest.mark.parametrize("where", ["/pairs/IN-RU", "/people/ru-sergey-lavrov", "/mechanisms/MECHANISM", ""])
def test_calendars_and_news_are_whole_and_stable(client, where):
    held = next(m for m in every(client, "/mechanisms", known=True) if m["in_record"] and m["id"])
    where = where.replace("MECHANISM", held["id"])
    answer = client.get(f"{where}/calendar.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert parsedate_to_datetime(answer.headers["last-modified"]) <= datetime.fromisoformat(NOW)
    calendar = icalendar.Calendar.from_ical(answer.content)
    ids = [str(c["uid"]) for c in calendar.walk() if "uid" in c]
    assert ids
    assert len(set(ids)) == len(ids)
    assert str(calendar["x-wr-calname"]).startswith("Baithak: ")
    assert client.get(f"{where}/calendar.ics").content == answer.content
    news = client.get(f"{where}/feed.rss")
    assert news.headers["content-type"] == "application/rss+xml; charset=utf-8"
    channel = ET.fromstring(news.content)[0]
    guids = [item.findtext("guid") for item in channel.iter("item")]
    assert guids
    assert len(set(guids)) == len(guids)
    assert channel.find("{http://www.w3.org/2005/Atom}link").get("href").endswith(f"/api/v1{where}/feed.rss")
    since = {"if-modified-since": news.headers["last-modified"]}
    assert client.get(f"{where}/feed.rss", headers=since).status_code == 304


def test_head_and_options(client):
    got, head = client.get("/engagements"), client.head("/engagements")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == got.headers["etag"]
    assert client.options("/judgements").headers["allow"] == "GET, POST, HEAD, OPTIONS"
    assert client.request("DELETE", "/engagements").headers["allow"] == "GET, HEAD, OPTIONS"
    assert "access-control-allow-origin" not in client.get("/", headers={"origin": "https://elsewhere.example"}).headers


# ---------------------------------------------------------------------- writing


def test_a_judgement_is_made_and_undone(client):
    one = next(e for e in every(client, "/engagements") if e["place"])
    path = f"/engagements/{one['engagement']}"
    said = {"verdict": "set", "subject": one["engagement"], "field": "place", "value": "Kazan", "author": "Asha"}
    answer = client.post("/judgements", json=said | {"reason": "seen there"})
    assert answer.status_code == 201
    assert client.get(path).json()["place"] == "Kazan"
    told = client.get(httpx.URL(str(client.base_url)).join(answer.headers["location"])).json()
    assert (told["author"], told["reason"], told["undone"]) == ("Asha", "seen there", None)
    number = answer.json()["number"]
    assert client.delete(f"/judgements/{number}", params={"by": "Ravi"}).json()["changed"] == answer.json()["changed"]
    assert client.get(path).json()["place"] == one["place"]
    assert client.delete(f"/judgements/{number}").status_code == 409
    assert client.get("/judgements", params={"undone": True}).json()["items"][0]["undone_by"] == "Ravi"


def test_a_report_is_read_then_added_once(client):
    seen = client.post("/readings", json=TALKS).json()
    assert seen["reading"]["engagements"][0]["kind"] == "meeting"
    assert any(m["kind"] == "person" for m in seen["marks"])
    before = client.get("/").json()["reports"]
    first, again = client.post("/reports", json=TALKS), client.post("/reports", json=TALKS)
    assert (first.status_code, again.status_code) == (201, 200)
    assert (first.json()["outcome"], again.json()["outcome"]) == ("added", "known")
    report = client.get(httpx.URL(str(client.base_url)).join(first.headers["location"])).json()
    assert report["text"] == TEXT
    assert report["engagements"][0]["engagement"] in first.json()["lines"]
    assert client.get("/").json()["reports"] == before + 1


# ---------------------------------------------------------------------- bad input

BAD = [
    ("GET", "/engagements/nothing", 404), ("GET", "/reports/nothing", 404), ("GET", "/people/nobody", 404),
    ("GET", "/mechanisms/none%20such", 404), ("GET", "/judgements/99999", 404), ("GET", "/nowhere", 404),
    ("GET", "/judgements/0", 422), ("GET", "/judgements/99999999999999999999", 422),
    ("DELETE", "/judgements/7777", 404), ("GET", "/engagements?limit=100000", 422),
    ("GET", "/engagements?limit=x", 422), ("GET", "/engagements?limit=-1", 422),
    ("GET", "/engagements?kind=party", 422), ("GET", "/engagements?pair=INDIA1", 400),
    ("GET", "/engagements?pair=,", 400), ("GET", "/engagements?since=yesterday", 400),
    ("GET", "/engagements?since=99999-01-01", 400), ("GET", "/engagements?person=nobody%20such", 404),
    ("GET", "/engagements?q=%22%22", 400), ("GET", "/engagements?knd=meeting", 422),
    ("GET", "/engagements?cursor=AAAA", 422), ("GET", "/engagements?cursor=%C3%A9", 422),
    ("GET", "/engagements?cursor=WzFlOTksMSwieCJd", 422), ("GET", "/due?on=2026-02-30", 422),
    ("GET", "/due?state=gone", 422), ("GET", "/search", 422), ("GET", "/search?q=", 422),
    ("GET", "/search?q=%00", 400), ("GET", "/search?q=%FF%FE", 400), ("GET", "/people/%00", 400),
    ("GET", "/people/%ED%A0%80", 400), ("GET", f"/search?q={'a' * 9000}", 414), ("PUT", "/engagements", 405),
    ("POST", "/engagements", 405), ("PATCH", "/judgements/1", 405), ("GET", "/pairs/%3Cscript%3E/calendar.ics", 400),
    ("GET", "/changes?since=0000-00-00", 422),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path", "status"), BAD, ids=[f"{m} {p[:40]}" for m, p, _ in BAD])
def test_what_cannot_be_understood_is_said(client, method, path, status):
    answer = client.request(method, path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["detail"]
    assert "Traceback" not in answer.text


JSON = {"content-type": "application/json"}
BODIES = [
    (b"", JSON, 400), (b"{", JSON, 400), (b"[" * 200_000, JSON, 422), (b'{"text": "\\ud800"}', JSON, 400),
    (b'{"text": "a\\u0000b"}', JSON, 422), (b'{"text": "\xff"}', JSON, 400), (b'{"text": 1}', JSON, 422),
    (b'{"text": "x", "id": ' + b"[" * 200_000, JSON, 422), (b'{"text": ""}', JSON, 422), (b"null", JSON, 422),
    (b'{"text": "x", "more": 1}', JSON, 422), (b"[]", JSON, 422), (b'{"text": "xyz"}', JSON, 422),
    (b'{"text": "x", "published": "2025-02-30"}', JSON, 422), (b'{"text": "x", "id": "../x"}', JSON, 422),
    (b'{"text": "x", "source": "\\u202eevil"}', JSON, 422), (b'{"text": "x"}', {"content-type": "text/plain"}, 415),
    (b"a=b", {}, 415), (b'{"text": "' + b"a" * 300_000 + b'"}', JSON, 422), (b"x" * 2_000_001, JSON, 413),
]  # fmt: skip


@pytest.mark.parametrize("path", ["/readings", "/reports"])
@pytest.mark.parametrize(("body", "headers", "status"), BODIES, ids=[repr(b[:30]) for b, _, _ in BODIES])
def test_bodies_that_cannot_be(client, path, body, headers, status):
    answer = client.post(path, content=body, headers=headers)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_body_without_a_length_is_cut_off(client):
    answer = client.post("/readings", content=(b"x" * 100_000 for _ in range(30)), headers=JSON)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "said",
    [
        {"verdict": "same", "subject": "ID"}, {"verdict": "same", "subject": "ID", "other": "ID"},
        {"verdict": "same", "subject": "ID", "other": "nothing"}, {"verdict": "wrong", "subject": "nothing"},
        {"verdict": "set", "subject": "ID", "field": "date", "value": "yesterday"},
        {"verdict": "set", "subject": "ID", "field": "date"}, {"verdict": "set", "subject": "ID"},
        {"verdict": "set", "subject": "ID", "field": "ordinal", "value": "99999999999999999999"},
        {"verdict": "set", "subject": "ID", "field": "place", "value": "a\u202eb"},
        {"verdict": "set", "subject": "ID", "field": "place", "value": "x" * 1000},
        {"verdict": "right", "subject": "ID", "field": "place", "value": "x"}, {"verdict": "maybe", "subject": "ID"},
    ],
)  # fmt: skip
def test_judgements_that_cannot_be(client, said):
    before = len(client.get("/judgements", params={"undone": True}).json()["items"])
    one = some(client)["engagement"]
    body = {k: one if v == "ID" else v for k, v in said.items()}
    assert client.post("/judgements", json=body).status_code == 422
    assert len(client.get("/judgements", params={"undone": True}).json()["items"]) == before


def test_hostile_text_is_only_text(client):
    hostile = TEXT + "\n<script>alert(1)</script>\u202eevil\u0007 ]]> <!-- \u2028"
    key = client.post("/reports", json={"text": hostile, "published": "2024-03-05"}).json()["key"]
    answer = client.get(f"/reports/{key}")
    assert answer.json()["text"] == hostile
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    ET.fromstring(client.get("/feed.rss?limit=200").content)
    icalendar.Calendar.from_ical(client.get("/calendar.ics?limit=500").content)


def test_the_description_is_real(client):
    told = client.get("/openapi.json").json()
    assert told["openapi"] == "3.1.0"
    assert len(told["paths"]) > 25
    loose = [
        (path, method)
        for path, operations in told["paths"].items()
        for method, operation in operations.items()
        if not next(iter(operation["responses"].values()))["content"]
    ]
    assert not loose
    assert told["components"]["schemas"]["Engagement"]["properties"]["kind"]["enum"]


# ---------------------------------------------------------------------- schemathesis

CHECKS = schemathesis.checks
#: Words can be well formed and mean nothing here; the others follow one answer to another.
SENSELESS = [CHECKS.positive_data_acceptance, CHECKS.use_after_free, CHECKS.ensure_resource_availability]


@pytest.mark.filterwarnings("ignore")
def test_whatever_is_asked(tmp_path):
    store, app = made(tmp_path)
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers={"host": "localhost"})
    refusals = ["400", "404", "405", "409", "413", "414", "415", "422"]
    schema.config.checks.negative_data_rejection.expected_statuses = refusals
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 30
    for operation in operations:
        for mode in schemathesis.GenerationMode:

            @given(case=operation.as_strategy(generation_mode=mode))
            @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), database=None)
            @seed(1)
            def asked(case):
                case.call_and_validate(headers={"host": "localhost"}, excluded_checks=SENSELESS)

            with suppress(Unsatisfiable, SkipTest):
                asked()
    store.engine.dispose()


def test_shapes_are_what_is_answered(client):
    """The rows that commands print are dicts: their shape is held to the description here."""
    told = client.get("/openapi.json").json()["components"]["schemas"]["Engagement"]
    assert set(told["required"]) == set(some(client))
    assert msgspec.json.decode(client.get("/engagements").content)["items"]
