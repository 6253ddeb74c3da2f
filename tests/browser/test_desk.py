"""The desk in a real browser: what somebody does on a first visit, and what every page must be."""

import shutil
import threading
import time
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

import pytest
import uvicorn

from baithak.model import Report
from baithak.reading import read
from baithak.record.adding import add
from baithak.record.queries import Wanted, lines
from baithak.record.store import open_record
from baithak.sources import read_paths
from baithak.web.app import create_app
from baithak.web.desk import Desk
from baithak.web.limits import Limits

ROOT = Path(__file__).parents[2]
NOW = "2026-01-15T06:00:00Z"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
TEXT = "मॉस्को, 5 मार्च 2024। विदेश मंत्री एस. जयशंकर ने आज यहाँ रूस के विदेश मंत्री सर्गेई लावरोव से मुलाकात की।"
LATER = "नई दिल्ली। विदेश मंत्री एस. जयशंकर और सर्गेई लावरोव की मार्च में मॉस्को में बैठक हुई थी।"
HEAVIEST = 400_000  # bytes of a page with all its files, as they come over the wire
SLOWEST = 1000  # milliseconds until a page is painted first
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


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


@pytest.fixture(scope="module")
def browser():
    api = pytest.importorskip("playwright.sync_api", reason="the desk was not tried in a browser: no playwright here")
    found = next((there for name in BROWSERS if (there := shutil.which(name))), None)
    if found is None:
        pytest.skip("the desk was not tried in a browser: no Chromium or Chrome here")
    with api.sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    store = open_record(str(tmp_path_factory.mktemp("desk") / "record.db"), create=True)
    some = [r for r in read_paths([str(ROOT / "examples/reports")]) if isinstance(r, Report)]
    some.append(Report(id="talks", source="talks.txt", text=TEXT, language="hi", published="2024-03-05"))
    some.append(Report(id="looked-back", source="back.txt", text=LATER, language="hi", published="2024-03-20"))
    with store.writing() as connection:
        for one in some:
            add(connection, one, read(one), at="2026-01-10T00:00:00Z", pack="test")
    app = create_app(Desk(store, lambda: NOW, guarded=False, pack=lambda _: "test"), Limits(writes=10_000))
    with served(app) as base:
        yield base, store
    store.engine.dispose()


@pytest.fixture(scope="module")
def paths(desk):
    with desk[1].reading() as connection:
        found = list(lines(connection, Wanted(countries=("IN", "RU"), newest=True, limit=8)))
    one = max(found, key=lambda line: len(line.tellings))
    return [
        "/", "/pair/IN-RU?zoom=25y&by=kind", "/engagement/none", "/graph", f"/engagement/{one.id}",
        "/person/in-narendra-modi", f"/report/{one.reports[0]}?at=10-30", "/mechanism/IRIGC-M%26MTC", "/search?q=modi",
        "/pair/IN-RU?zoom=5y", "/mechanisms", "/review", "/review?tab=dates", "/judgements", "/add", "/engagements",
        "/due", "/conflicts", "/new?since=2020-01-01", "/help",
    ]  # fmt: skip


@contextmanager
def visit(browser, base, *, problems=None, **more):
    """A page of a fresh visitor; whatever the browser complains of, and any request to elsewhere, is noted."""
    noted = [] if problems is None else problems
    context = browser.new_context(base_url=base, **{"viewport": DESK, "locale": "en-GB", **more})
    page = context.new_page()
    page.on("console", lambda m: noted.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: noted.append(str(e)))
    page.on("request", lambda r: None if r.url.startswith((base, "data:")) else noted.append(f"request to {r.url}"))
    yield page
    context.close()
    if problems is None:
        assert not noted


# ---------------------------------------------------------------------- what somebody does


def test_a_first_visit_leads_to_the_words(browser, desk):
    with visit(browser, desk[0]) as page:
        page.goto("/")
        page.get_by_role("link", name="India–Russia").first.click()
        assert page.get_by_role("heading", level=1).inner_text() == "India–Russia"
        page.get_by_role("navigation", name="Zoom and move").get_by_role("link", name="25 years").click()
        page.locator("#timeline .lines a").first.click()
        page.locator(".quote a").first.click()
        assert page.locator("#here").is_visible()
        assert page.locator("#here").bounding_box()["y"] < DESK["height"]


def test_marks_of_the_timeline_lead_to_engagements_and_keys_zoom(browser, desk):
    with visit(browser, desk[0]) as page:
        page.goto("/pair/IN-RU?zoom=5y")
        for key, address in (("-", "**zoom=10y**"), ("ArrowLeft", "**at=**")):
            with page.expect_navigation(url=address, wait_until="load"):  # the next key belongs to the next page
                page.keyboard.press(key)
        page.goto("/pair/IN-RU?zoom=5y")
        page.locator("svg.timeline .mark[href^='/engagement/'] circle").first.click()
        page.wait_for_url("**/engagement/**")


@pytest.mark.parametrize(
    ("words", "found"), [("लावरोव", "Sergey Lavrov"), ("lavrof", "Sergey Lavrov"), ("मोदी", "Narendra Modi")]
)
def test_search_as_one_types_in_any_script(browser, desk, words, found):
    with visit(browser, desk[0]) as page:
        page.goto("/help")
        page.keyboard.press("/")
        page.keyboard.type(words, delay=15)
        page.locator("#suggest").get_by_role("link", name=found).first.click()
        assert page.get_by_role("heading", level=1).inner_text() == found


def test_search_works_without_scripts(browser, desk):
    with visit(browser, desk[0], java_script_enabled=False) as page:
        page.goto("/")
        page.get_by_role("searchbox").fill("लावरोव")
        page.get_by_role("button", name="Search").click()
        assert page.get_by_role("link", name="Sergey Lavrov").first.is_visible()


def test_a_judgement_and_its_undo(browser, desk):
    with visit(browser, desk[0]) as page:
        page.goto("/search?q=" + quote("जयशंकर लावरोव मॉस्को"))
        page.locator("#found ol.lines a").first.click()
        place = page.locator("#f-place .value")
        before = place.inner_text()
        page.locator("#f-place summary").first.click()
        page.locator("#f-place").get_by_label("Value").fill("Sochi")
        page.locator("#f-place").get_by_label("Your name").fill("Asha")
        page.locator("#f-place").get_by_role("button", name="Set", exact=True).click()
        page.wait_for_url("**done=**")
        assert "Sochi" in place.inner_text()
        page.keyboard.press("z")
        page.wait_for_url("**undone=**")
        assert place.inner_text() == before


def test_the_queue_is_decided_by_one_key_and_undone_by_another(browser, desk):
    with visit(browser, desk[0]) as page:
        page.goto("/review")
        items = page.locator("#queue .item")
        number = items.count()
        assert number > 0
        page.keyboard.press("u")
        page.wait_for_url("**done=**")
        assert items.count() == number - 1
        page.keyboard.press("z")
        page.wait_for_url("**undone=**")
        assert items.count() == number


def test_a_report_is_pasted_seen_and_kept(browser, desk):
    text = TEXT.replace("5 मार्च 2024", "9 अप्रैल 2024")
    with visit(browser, desk[0]) as page:
        page.goto("/add")
        page.get_by_label("Paste a report").fill(text)
        page.get_by_label("Name of the report").fill("pasted-here")
        page.get_by_role("button", name="Read it").click()
        assert page.locator(".preview .k-person").count() >= 2
        page.get_by_role("button", name="Keep in the record").click()
        page.wait_for_url("**/report/**")
        assert page.get_by_role("heading", level=1).inner_text() == "pasted-here"
        page.goto("/search?q=pasted")
        page.goto("/new")
        assert page.get_by_text("9 April 2024").first.is_visible()


def test_the_graph_is_drawn(browser, desk):
    with visit(browser, desk[0]) as page:
        page.goto("/graph?people=300")
        page.wait_for_selector("#graph[data-drawn]")
        assert int(page.locator("#graph").get_attribute("data-drawn")) > 20
        assert page.locator("table tbody tr").count() > 10


def test_hindi_and_dark_are_chosen_and_kept(browser, desk):
    with visit(browser, desk[0]) as page:
        page.goto("/")
        light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        page.get_by_role("link", name="हिन्दी").click()
        assert page.locator("html").get_attribute("lang") == "hi"
        assert page.evaluate("document.fonts.check('16px \"Noto Sans Devanagari\"', 'क्ष')")
        page.locator(".looks a").nth(1).click()
        page.goto("/pair/IN-RU")
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != light
        assert page.get_by_role("heading", level=1).inner_text() == "भारत–रूस"


def test_dark_as_the_system_has_it(browser, desk):
    with visit(browser, desk[0], color_scheme="dark") as page:
        page.goto("/")
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(228, 226, 220)"


def test_the_keyboard_reaches_the_content(browser, desk):
    with visit(browser, desk[0]) as page:
        page.goto("/pair/IN-RU")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.keyboard.press("?")
        page.wait_for_url("**/help")


# ---------------------------------------------------------------------- what every page must be


@pytest.mark.parametrize("language", ["en", "hi"])
def test_pages_fit_a_phone(browser, desk, paths, language):
    problems = []
    locale = "hi-IN" if language == "hi" else "en"
    with visit(browser, desk[0], problems=problems, viewport=PHONE, locale=locale) as page:
        for path in paths:
            page.goto(path)
            assert page.locator("html").get_attribute("lang") == language
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
    assert not [p for p in problems if "404" not in p]  # one of the pages is the one that is not there


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_finding(browser, desk, paths, scheme):
    """axe; it is put into the page from outside, which the page's own policy would forbid."""
    pytest.importorskip("axe_playwright_python", reason="accessibility was not checked: no axe_playwright_python here")
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    found = []
    with visit(browser, desk[0], problems=[], bypass_csp=True, color_scheme=scheme) as page:
        for path in paths:
            page.goto(path + ("&" if "?" in path else "?") + ("lang=hi" if scheme == "dark" else "lang=en"))
            page.evaluate(axe)
            result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            found += [
                (path, v["id"], [n["html"][:150] for n in v["nodes"][:3]])
                for v in result["violations"]
                if v["impact"] in ("serious", "critical")
            ]
    assert not found


def test_pages_are_light_and_painted_soon(browser, desk, paths):
    slow, heavy = [], []
    for path in paths[:10]:
        with visit(browser, desk[0], problems=[]) as page:
            cdp = page.context.new_cdp_session(page)
            cdp.send("Network.enable")
            sizes = []
            cdp.on("Network.loadingFinished", lambda e, sizes=sizes: sizes.append(e["encodedDataLength"]))
            page.goto(path, wait_until="networkidle")
            paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
            heavy += [(path, sum(sizes))] if sum(sizes) > HEAVIEST else []
            slow += [(path, paint)] if paint is None or paint > SLOWEST else []
            assert sizes
    assert not heavy
    assert len(slow) <= 1, slow  # a machine that does other things may hold up one of them
