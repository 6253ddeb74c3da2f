"""The pages of the desk on a record of the examples, through a real server."""

import html
import re
import threading
import time
from collections import deque
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote, urldefrag, urljoin

import httpx
import pytest
import uvicorn
from sqlalchemy import select

from baithak.model import Report
from baithak.reading import read
from baithak.record import accounts
from baithak.record.adding import add
from baithak.record.doubtful import doubtful
from baithak.record.judging import judgements
from baithak.record.queries import Wanted, lines
from baithak.record.schema import engagement, report
from baithak.record.store import open_record
from baithak.sources import read_paths
from baithak.web.app import create_app
from baithak.web.desk import Desk
from baithak.web.drawing.calendar import strip
from baithak.web.drawing.scale import ZOOMS, ticks, window
from baithak.web.drawing.timeline import Item, draw, letters
from baithak.web.limits import Limits
from baithak.web.pages.marked import Stretch, cut
from baithak.web.pages.view import flat, said
from baithak.web.pages.words import words

ROOT = Path(__file__).parent.parent
WEB = ROOT / "src/baithak/web"
NOW = "2026-01-15T06:00:00Z"
TODAY = 739631  # 2026-01-15
TEXT = "मॉस्को, {day} मार्च 2024। विदेश मंत्री एस. जयशंकर ने आज यहाँ रूस के विदेश मंत्री सर्गेई लावरोव से मुलाकात की।"
HOSTILE = (
    "नई दिल्ली, 7 मार्च 2024। <script>alert(1)</script><img src=x onerror=alert(2)> विदेश मंत्री एस. जयशंकर ने आज यहाँ "
    "रूस के विदेश मंत्री सर्गेई लावरोव से मुलाकात की। \u202eउलटा\u202c \x07 \"><svg/onload=alert(3)> {{ 7*7 }}"
)
PAGES = [
    "/", "/?all=1", "/pair/IN-RU", "/pair/IN-RU?zoom=25y", "/pair/IN-RU?zoom=week&at=2025-10-29&by=kind", "/pair/FR-NP",
    "/pair/IN-RU?kind=meeting&status=held&level=leaders&zoom=10y", "/mechanisms", "/mechanisms?pair=IN-RU",
    "/mechanism/IRIGC-M%26MTC", "/mechanism/irigc-mmtc", "/person/in-narendra-modi", "/person/in-narendra-modi?all=1",
    "/search", "/search?q=lavrov", "/search?q=%22%22", "/search?part=1&q=modi", "/review", "/review?tab=dates",
    "/review?tab=names", "/judgements", "/add", "/graph", "/graph?pair=IN-RU&since=2020&until=2025", "/graph.json",
    "/engagements", "/engagements?pair=IN-RU&kind=visit&number=2", "/due", "/due?state=overdue&pair=IN-RU",
    "/conflicts", "/conflicts?pair=IN-RU", "/new?since=2020-01-01", "/help", "/favicon.ico",
]  # fmt: skip


@contextmanager
def served(app):
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    base = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    with httpx.Client(base_url=base, follow_redirects=True, timeout=30) as client:
        yield client
    server.should_exit = True
    thread.join(10)


def desk(store, *, guarded=False):
    return create_app(Desk(store, lambda: NOW, guarded=guarded, pack=lambda _: "test"), Limits(writes=10_000))


@pytest.fixture(scope="module")
def examples(tmp_path_factory):
    store = open_record(str(tmp_path_factory.mktemp("pages") / "record.db"), create=True)
    some = [r for r in read_paths([str(ROOT / "examples/reports")]) if isinstance(r, Report)]
    with store.writing() as connection:
        for one in some:
            add(connection, one, read(one), at="2026-01-10T00:00:00Z", pack="test")
    yield store
    store.engine.dispose()


@pytest.fixture(scope="module")
def client(examples):
    with served(desk(examples)) as client:
        yield client


@pytest.fixture
def own(sqlite, put):
    """A record of two reports of one meeting, of two more that may be one, and of a hostile one."""
    put(sqlite, {f"r{day}": (f"2024-03-{day:02}", TEXT.format(day=day)) for day in (5, 6)})
    put(sqlite, {"hostile<b>": ("2024-03-07", HOSTILE)})
    with served(desk(sqlite)) as client:
        yield client, sqlite


def one_line(store):
    with store.reading() as connection:
        return next(iter(lines(connection, Wanted(kind=("meeting",)))))


# ---------------------------------------------------------------------- every page


@pytest.mark.parametrize("language", ["en", "hi"])
@pytest.mark.parametrize("path", PAGES)
def test_pages_are_there_in_both_languages(client, path, language):
    answer = client.get(path, headers={"accept-language": language})
    assert answer.status_code == 200, answer.text[:300]
    if answer.headers["content-type"].startswith("text/html") and "part=1" not in path:
        assert f'<html lang="{language}"' in answer.text
        assert len(re.findall("<h1", answer.text)) == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/pair/XX-YY", 404), ("/pair/IN", 404), ("/pair/<script>", 400), ("/mechanism/none of ours", 404),
        ("/engagement/none", 404), ("/engagement/" + "a" * 300, 404), ("/person/nobody", 404), ("/report/none", 404),
        ("/nowhere", 404), ("/pair/IN-RU?zoom=3y", 422), ("/pair/IN-RU?at=now", 422), ("/pair/IN-RU?number=0", 422),
        ("/engagements?kind=war", 422), ("/engagements?since=soon", 400), ("/engagements?mechanism=none of ours", 400),
        ("/graph?people=100000", 422), ("/new?since=2026-99-99", 422), ("/search?q=" + "a" * 900, 422),
        ("/judgements?before=x", 422), ("/pair/IN-RU?year=0", 422), ("/review?after=nonsense", 200),
        ("/report/none?at=9-1", 404), ("/pair/IN-RU?at=0001-01-01&zoom=25y", 200), ("/pair/IN-RU?at=9999-12-31", 200),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said_on_a_plain_page(client, path, status):
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert "Traceback" not in answer.text


def test_every_link_leads_somewhere(client):
    """The whole site from the first page on, of each sort of page as many as there are up to a bound."""
    waiting, seen, sorts, broken = deque(["/", "/pair/IN-RU?zoom=25y"]), set(), {}, []
    while waiting:
        path = waiting.popleft()
        sort = path.split("?")[0].split("/")[1] + ("?" if "?" in path else "")
        if path in seen or sorts.get(sort, 0) >= 25:
            continue
        seen.add(path)
        sorts[sort] = sorts.get(sort, 0) + 1
        answer = client.get(path)
        if answer.status_code >= 400:
            broken.append((path, answer.status_code))
        if answer.headers.get("content-type", "").startswith("text/html"):
            for link in re.findall(r'(?:href|src)="([^"]+)"', answer.text):
                there = urldefrag(urljoin(f"http://here{path}", html.unescape(link)))[0]
                if there.startswith("http://here"):
                    waiting.append(there.removeprefix("http://here") or "/")
    assert not broken
    assert len(seen) > 250


def test_anchors_are_on_the_page(client, examples):
    key = one_line(examples).reports[0]
    page = client.get(f"/report/{key}").text
    there = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= there


def test_every_fact_is_two_clicks_from_its_words(client, examples):
    with examples.reading() as connection:
        found = list(lines(connection, Wanted()))[:12]
        texts = dict(connection.execute(select(report.c.key, report.c.text)).all())
    for line in found:
        page = client.get(f"/engagement/{line.id}").text
        links = [html.unescape(x) for x in re.findall(r'href="(/report/[^"]+at=[^"]+)"', page)]
        assert links, line
        key, start, end = re.match(r"/report/(\w+)\?at=(\d+)-(\d+)#here", links[0]).groups()
        told = client.get(links[0]).text
        marked = re.search(r'<span id="here" class="[^"]*u-here[^"]*">(.*?)</span>', told, re.DOTALL)[1]
        assert texts[key][int(start) : int(end)].startswith(html.unescape(marked).split("\n")[0][:5])


def test_no_page_has_a_script_a_style_or_an_address_of_elsewhere(client, examples):
    for path in [*PAGES[:-1], f"/engagement/{one_line(examples).id}"]:
        answer = client.get(path)
        page = answer.text
        assert "content-security-policy" in answer.headers
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        assert not re.search(r"<script(?![^>]*\bsrc=)", page)
        assert not re.search(r"<style|\sstyle=|\son\w+=", page)
        assert not re.search(r'(?:src|action)="(?:https?:)?//', page)
        assert not re.search(r'<link[^>]+href="(?:https?:)?//', page)


def test_a_page_is_light(client):
    files = [f for f in (WEB / "static").rglob("*") if f.suffix in (".css", ".js", ".woff2", ".svg")]
    packed = {f.name: len(client.get(f"/static/{f.relative_to(WEB / 'static')}").content) for f in files}
    assert set(packed) >= {"desk.css", "desk.js", "graph.js", "devanagari-400.woff2"}
    assert (WEB / "static/vendor/LICENSES.md").read_text("utf-8").count("Copyright") >= 2


# ---------------------------------------------------------------------- words


def test_both_languages_have_the_same_words():
    english, hindi = words("en"), words("hi")
    assert english.keys() == hindi.keys()
    for key in sorted(english.keys()):
        assert set(re.findall(r"\{\w+", english(key))) == set(re.findall(r"\{\w+", hindi(key))), key
        same = english(key) == hindi(key)
        assert not same or key.startswith(("help.k_", "nav.")), f"{key} is not translated"


def test_every_word_that_a_page_asks_for_is_there():
    there = words("en").keys()
    used = set()
    for file in [*WEB.glob("templates/*"), *WEB.glob("pages/*.py")]:
        used |= set(re.findall(r"""\b(?:t|words)\(["'](\w+\.\w+)["'][,)]""", file.read_text("utf-8")))
        used |= {f"{k}_many" for k in re.findall(r"""\bt\.many\(["'](\w+\.\w+)["']""", file.read_text("utf-8"))}
    assert len(used) > 150
    assert not used - there


def test_language_and_light_are_kept_in_cookies(client):
    answer = client.get("/help?lang=hi&theme=dark")
    assert 'lang="hi" data-theme="dark"' in answer.text
    again = client.get("/help")
    assert 'lang="hi" data-theme="dark"' in again.text
    client.cookies.clear()
    assert 'lang="en" data-theme="auto"' in client.get("/help?lang=xx&theme=pink").text


def test_dates_and_names_are_said_in_hindi(client):
    page = client.get("/pair/IN-RU?zoom=25y&lang=hi").text
    assert "भारत–रूस" in page
    assert "अक्टूबर 2025" in page
    assert "नरेंद्र मोदी" in page
    client.cookies.clear()


# ---------------------------------------------------------------------- hostile text


def test_hostile_text_is_shown_and_does_nothing(own):
    client, store = own
    with store.reading() as connection:
        key = connection.scalar(select(report.c.key).where(report.c.id == "hostile<b>"))
        ids = list(connection.scalars(select(engagement.c.id)))
    for path in [f"/report/{key}", "/", "/search?q=alert", "/new?since=2020-01-01", "/review", "/pair/IN-RU?zoom=5y",
                 *(f"/engagement/{i}" for i in ids)]:  # fmt: skip
        page = client.get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<svg/onload" not in page
        assert "\u202e" not in page
        assert "\x07" not in page
        assert "hostile<b>" not in page
    page = client.get(f"/report/{key}").text
    assert "&lt;script&gt;" in page
    assert "U+202E" in page
    assert "{{ 7*7 }}" in page


def test_what_comes_from_outside_is_isolated():
    assert said("a\u202eb<i>") == '<bdi>a<span class="ctl" title="U+202E">U+202E</span>b&lt;i&gt;</bdi>'
    assert flat("a\u202eb\x00c\nd\u200d") == "abc d\u200d"
    assert said("क्\u200dष") == "<bdi>क्\u200dष</bdi>"


def test_marks_are_cut_at_code_points():
    text = "a😀ख़ मोदी"
    some = cut(text, [Stretch(1, 2, "person"), Stretch(1, 4, "evidence"), Stretch(2, 99, "time")])
    assert "".join(p.text for p in some) == text
    assert [(p.start, p.classes) for p in some] == [
        (0, ""), (1, "k-person u-evidence"), (2, "u-evidence"), (4, ""),
    ]  # fmt: skip


# ---------------------------------------------------------------------- judging


def test_a_judgement_and_its_undo(own):
    client, store = own
    line = one_line(store)
    form = {"subject": line.id, "verdict": "set", "field": "place", "value": "Sochi", "reason": "seen", "by": "Asha"}
    answer = client.post("/judge", data=form | {"back": f"/engagement/{line.id}?x=1#f-place"})
    assert answer.status_code == 200
    assert "Sochi" in answer.text
    assert "set by Asha" in answer.text
    assert 'name="number" value="1"' in answer.text
    undone = client.post("/undo", data={"number": 1, "by": "Asha", "back": f"/engagement/{line.id}"})
    assert "Moscow" in undone.text
    with store.reading() as connection:
        assert judgements(connection) == []
        assert judgements(connection, undone=True)[0].undone_by == "Asha"


def test_two_are_judged_and_leave_the_queue(own):
    client, store = own
    with store.reading() as connection:
        one, two = [line.id for line in lines(connection, Wanted(kind=("meeting",)))][:2]
    for verdict in ("same", "different"):
        form = {"subject": one, "other": two, "verdict": verdict, "back": "/review?tab=dates"}
        answer = client.post("/judge", data=form)
        assert answer.status_code == 200
    assert "different" in client.get("/judgements").text.lower()


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"verdict": "burn", "subject": "x"}, 400), ({"verdict": "right", "subject": "none"}, 400), ({}, 422),
        ({"verdict": "set", "subject": "LINE", "field": "date", "value": "soon"}, 400),
        ({"verdict": "same", "subject": "LINE", "other": "LINE"}, 400),
    ],
)  # fmt: skip
def test_what_cannot_be_judged_is_refused(own, form, status):
    client, store = own
    line = one_line(store)
    form = {k: line.id if v == "LINE" else v for k, v in form.items()}
    assert client.post("/judge", data=form).status_code == status
    assert client.post("/undo", data={"number": 99}).status_code == 400


def test_nobody_is_led_elsewhere(own):
    client, store = own
    line = one_line(store)
    for back in ("//evil.example/x", "https://evil.example", "/\\evil.example", "javascript:alert(1)"):
        answer = client.post(
            "/judge", data={"subject": line.id, "verdict": "right", "back": back}, follow_redirects=False
        )
        assert answer.headers["location"].startswith("/?done=")


def test_another_site_cannot_judge(own):
    client, store = own
    line = one_line(store)
    form = {"subject": line.id, "verdict": "wrong", "back": "/"}
    assert client.post("/judge", data=form, headers={"origin": "https://evil.example"}).status_code == 403


def test_readers_see_no_buttons_and_may_not_judge(sqlite, put):
    put(sqlite, {"r5": ("2024-03-05", TEXT.format(day=5))})
    with sqlite.writing() as connection:
        accounts.add(connection, "asha", "reader", "a long enough word", NOW)
    line = one_line(sqlite)
    with served(desk(sqlite, guarded=True)) as client:
        assert "password" in client.get("/").text
        client.post("/login", data={"name": "asha", "password": "a long enough word"})
        page = client.get(f"/engagement/{line.id}").text
        assert 'action="/judge"' not in page
        assert client.post("/judge", data={"subject": line.id, "verdict": "wrong"}).status_code == 403
        assert "asha" in page
        assert 'action="/add"' not in client.get("/add").text


def test_doubtful_pairs_are_found_and_what_was_judged_is_not_asked_again(examples, tmp_path, put):
    store = open_record(str(tmp_path / "doubt.db"), create=True)
    put(store, {
        "a": ("2024-03-05", TEXT.format(day=5)),
        "b": ("2024-09-01", "नई दिल्ली। रूस के विदेश मंत्री सर्गेई लावरोव ने विदेश मंत्री एस. जयशंकर से मुलाकात की थी।"),
        "c": ("2024-03-20", "नई दिल्ली। विदेश मंत्री एस. जयशंकर और सर्गेई लावरोव की मार्च में मॉस्को में बैठक हुई थी।"),
    })  # fmt: skip
    with store.reading() as connection:
        found, mark = doubtful(connection, None, 50)
        assert mark is None
        first, _ = doubtful(connection, None, 1)
        assert all(2.5 <= d.score < 4 for d in [*found, *first])
    with served(desk(store)) as client:
        for pair in found:
            form = {"subject": pair.first, "other": pair.second, "verdict": "unsure", "back": "/review"}
            assert client.post("/judge", data=form).status_code == 200
    with store.reading() as connection:
        left, _ = doubtful(connection, None, 50)
    assert not {d.lines for d in left} & {d.lines for d in found}
    store.engine.dispose()


# ---------------------------------------------------------------------- adding


def test_a_report_is_seen_before_it_is_kept(own):
    client, store = own
    text = TEXT.format(day=9).replace("\n", "\r\n")
    preview = client.post("/add", data={"text": text, "id": "pasted", "published": "2024-03-09"})
    assert preview.status_code == 200
    assert 'class="k-person' in preview.text
    with store.reading() as connection:
        assert connection.scalar(select(report.c.key).where(report.c.id == "pasted")) is None
    packed = re.search(r'name="packed" value="([^"]+)"', preview.text)[1]
    kept = client.post("/add/keep", data={"packed": packed})
    assert kept.url.path.startswith("/report/")
    with store.reading() as connection:
        assert connection.scalar(select(report.c.text).where(report.c.id == "pasted")) == text.replace("\r\n", "\n")
    again = client.post("/add", data={"text": text, "id": "pasted", "published": "2024-03-09"})
    assert 'name="packed"' not in again.text


def test_files_are_read_and_bad_ones_are_named(own):
    client, _ = own
    page = "<html><body><article><p>" + TEXT.format(day=11) + "</p></article><script>alert(1)</script></body></html>"
    files = [
        ("files", ("../../etc/a.txt", TEXT.format(day=10).encode(), "text/plain")),
        ("files", ("b.html", page.encode(), "text/html")),
        ("files", ("c.txt", bytes(range(256)) * 20, "text/plain")),
        ("files", ("d.exe", b"MZ", "application/octet-stream")),
        ("files", ("e.txt", b"", "text/plain")),
    ]
    answer = client.post("/add", files=files)
    assert answer.status_code == 200
    assert "alert(1)" not in answer.text
    assert answer.text.count('class="preview"') == 2
    assert answer.text.count('role="alert"') >= 2


@pytest.mark.parametrize("packed", ["", "x", "e30=", "W3sibiI6MX1d"])
def test_what_is_to_be_kept_must_be_whole(own, packed):
    client, _ = own
    assert client.post("/add/keep", data={"packed": packed}).status_code == 422


def test_nothing_and_too_much_are_refused(own):
    client, _ = own
    assert client.post("/add", data={"text": " "}).status_code == 422
    assert client.post("/add", data={"text": "क" * 600_000}).status_code == 413


# ---------------------------------------------------------------------- drawings


@pytest.mark.parametrize("zoom", list(ZOOMS))
def test_labels_and_marks_do_not_lie_on_each_other(zoom):
    shown = window(zoom, TODAY, TODAY)
    items = [
        Item(ref=f"/{n}", lane="a", first=day, last=day + n % 3, shape="held", sort="call", title="t",
             label="मोदी–पुतिन " * (n % 4))
        for n in range(60)
        for day in [shown.first + n * n * 7 % shown.days]
    ]  # fmt: skip
    made = draw(items, [("a", "Leaders"), ("b", "none")], shown, [f"M{n}" for n in range(12)], TODAY)
    assert [lane.key for lane in made.lanes] == ["a"]
    rows = {}
    for mark in made.lanes[0].marks:
        end = mark.at + letters(mark.label) * 6.6 if mark.label else mark.x + 7
        rows.setdefault(mark.y, []).append((min(mark.x - 7, mark.left if mark.label else mark.x), end))
    for taken in rows.values():
        taken.sort()
        assert all(b[0] >= a[1] - 6 for a, b in pairwise(taken))
    assert sum(m.item.count for m in made.lanes[0].marks) == 60
    assert 2 <= len([x for x in made.lines if x.tick.label]) <= 32
    assert ticks(shown, ["x"] * 12) == sorted(ticks(shown, ["x"] * 12), key=lambda t: t.day)


def test_a_year_has_all_its_days():
    made = strip(2024, [(738900, 738902, "held"), (738950, 739300, "held")], [f"M{n}" for n in range(12)], TODAY)
    assert len(made.cells) == 366
    assert made.vague == 1
    assert sum(c.count for c in made.cells) == 3
    assert max(c.x for c in made.cells) < made.width


def test_a_mechanism_with_odd_signs_is_found(client):
    assert "IRIGC" in client.get("/mechanism/" + quote("IRIGC-M&MTC", safe="")).text
