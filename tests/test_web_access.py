"""Who may come to the desk and from where; many at one time."""

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx
import pytest
import uvicorn
from typer.testing import CliRunner

from baithak.cli import app as cli
from baithak.model import Report
from baithak.reading import read
from baithak.record import accounts
from baithak.record.adding import add
from baithak.record.store import open_record
from baithak.web.app import create_app
from baithak.web.desk import Desk
from baithak.web.limits import Backoff, Limits, Rate

NOW = "2026-01-15T06:00:00Z"
WORD = "पासवर्ड बहुत लंबा"
TEXT = "मॉस्को, {day} मार्च 2024। विदेश मंत्री एस. जयशंकर ने आज यहाँ रूस के विदेश मंत्री सर्गेई लावरोव से मुलाकात की। संख्या {day}।"
BODY = {"text": TEXT.format(day=5), "published": "2024-03-05"}


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


@contextmanager
def served(app):
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", access_log=False, timeout_keep_alive=65))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def desk(folder, *, guarded, clock=None, writes=1000, now=lambda: NOW, **more):
    store = open_record(str(folder / "record.db"), create=True)
    with store.writing() as connection:
        for day in (5, 6):
            one = Report(id=f"r{day}", source="x", text=TEXT.format(day=day), published=f"2024-03-{day:02}")
            add(connection, one, read(one), at="2026-01-01T00:00:00Z", pack="test")
        if guarded:
            for name, role in (("asha", "reader"), ("ravi", "editor")):
                accounts.add(connection, name, role, WORD, NOW)
    made = Desk(store, now, guarded=guarded, pack=lambda _: "test", **more)
    return store, create_app(made, Limits(writes, 1, clock or time.monotonic))


@pytest.fixture
def closed(tmp_path):
    store, app = desk(tmp_path, guarded=True)
    with served(app) as base, httpx.Client(base_url=base) as client:
        yield client, store
    store.engine.dispose()


@pytest.fixture
def here(tmp_path):
    store, app = desk(tmp_path, guarded=False)
    with served(app) as base, httpx.Client(base_url=base) as client:
        yield client
    store.engine.dispose()


def log_in(client, name, word=WORD, **more):
    return client.post("/login", data={"name": name, "password": word, **more})


def token(store, name, role=None):
    with store.writing() as connection:
        return accounts.issue(connection, name, role, "test", NOW)


def bearer(secret):
    return {"authorization": f"Bearer {secret}"}


# ---------------------------------------------------------------------- without accounts


@pytest.mark.parametrize("host", ["localhost", "localhost:8765", "127.0.0.1:1", "[::1]:8765", "127.3.2.1"])
def test_this_machine_is_answered(here, host):
    assert here.get("/api/v1/", headers={"host": host}).status_code == 200


NOT_HERE = ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "10.0.0.1", "[::2]", ""]


@pytest.mark.parametrize("host", NOT_HERE)
def test_a_name_that_was_led_here_is_not(here, host):
    answer = here.get("/api/v1/", headers={"host": host})
    assert answer.status_code == 421
    assert answer.headers["content-type"] == "application/problem+json"


HOSTILE = [
    {"origin": "https://evil.example"}, {"origin": "null"}, {"origin": "http://127.0.0.1:1"},
    {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "http://["},
    {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"},
]  # fmt: skip


@pytest.mark.parametrize("headers", HOSTILE, ids=str)
def test_a_page_of_elsewhere_cannot_write(here, headers):
    for kind in ("application/json", "text/plain"):
        answer = here.post("/api/v1/reports", json=BODY, headers={**headers, "content-type": kind})
        assert answer.status_code == 403
    assert here.get("/api/v1/").json()["reports"] == 2


def test_nor_read_but_links_to_the_desk_work(here):
    there = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}
    assert here.get("/api/v1/engagements", headers=there).status_code == 403
    there["sec-fetch-mode"] = "navigate"
    answer = here.get("/api/v1/engagements", headers=there)
    assert answer.status_code == 200
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_our_own_pages_and_programs_can_write(here):
    own = [{"origin": str(here.base_url).rstrip("/")}, {"sec-fetch-site": "same-origin"}, {}]
    for headers in own:
        assert here.post("/api/v1/readings", json=BODY, headers=headers).status_code == 200
    assert here.get("/login").status_code == 303


# ---------------------------------------------------------------------- with accounts


def test_nobody_comes_in_without_an_account(closed):
    client, _ = closed
    answer = client.get("/api/v1/engagements")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.headers["content-type"] == "application/problem+json"
    page = client.get("/?since=2020")
    assert (page.status_code, page.headers["location"]) == (303, "/login?next=/%3Fsince%3D2020")
    for path in ("/api/v1/reports", "/api/v1/judgements", "/api/v1/readings"):
        assert client.post(path, json=BODY).status_code == 401
    assert client.get("/api/v1/feed.rss").status_code == 401
    assert client.get("/login").status_code == 200


def test_a_browser_logs_in_and_out(closed):
    client, _ = closed
    answer = log_in(client, "asha", next="/api/v1/engagements?limit=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/api/v1/engagements?limit=1")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    answer = client.get("/api/v1/engagements")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "private, no-cache"
    assert "Cookie" in answer.headers["vary"]
    kept = dict(client.cookies)
    assert client.post("/logout").headers["location"] == "/login"
    client.cookies.update(kept)
    assert client.get("/api/v1/engagements").status_code == 401, "the session itself is over"


@pytest.mark.parametrize("goal", ["//evil.example", "https://evil.example", "/\\evil.example", "/login", "/a\nb", ""])
def test_nobody_is_led_astray(closed, goal):
    assert log_in(closed[0], "asha", next=goal).headers["location"] == "/"


def test_a_wrong_password_tells_nothing(closed):
    client, _ = closed
    known, unknown = log_in(client, "asha", "wrong wrong"), log_in(client, "nobody", "wrong wrong")
    assert known.status_code == unknown.status_code == 401
    assert "set-cookie" not in known.headers
    assert known.text.replace("asha", "") == unknown.text.replace("nobody", "")
    assert log_in(client, "<script>", "x" * 399).status_code == 401
    assert "<script>" not in log_in(client, "<script>", "x").text
    assert log_in(client, "asha", "x" * 5000).status_code == 422


def test_another_page_cannot_use_the_session(closed):
    client, _ = closed
    log_in(client, "ravi")
    for headers in HOSTILE:
        assert client.post("/api/v1/reports", json=BODY, headers=headers).status_code == 403
    assert client.post("/api/v1/reports", json=BODY, headers={"sec-fetch-site": "same-origin"}).status_code == 201


def test_readers_read_and_editors_judge_in_their_name(closed):
    client, store = closed
    reader, editor = bearer(token(store, "asha")[1]), bearer(token(store, "ravi")[1])
    one = client.get("/api/v1/engagements", headers=reader).json()["items"][0]["engagement"]
    said = {"verdict": "right", "subject": one, "author": "somebody else"}
    assert client.post("/api/v1/judgements", json=said, headers=reader).status_code == 403
    assert client.post("/api/v1/reports", json=BODY, headers=reader).status_code == 403
    made = client.post("/api/v1/judgements", json=said, headers=editor)
    told = client.get(made.headers["location"], headers=reader).json()
    assert told["author"] == "ravi"
    assert client.delete(made.headers["location"], headers=reader).status_code == 403
    assert client.delete(made.headers["location"], headers=editor).status_code == 200


def test_tokens_are_shown_once_and_end(closed):
    client, store = closed
    id_, secret = token(store, "ravi", "reader")
    with store.reading() as connection:
        tables = [connection.exec_driver_sql(f"SELECT * FROM {t}").all() for t in ("token", "session", "account")]
        kept = [str(row) for rows in tables for row in rows]
    assert not any(secret in row or WORD in row for row in kept)
    assert client.post("/api/v1/reports", json=BODY, headers=bearer(secret)).status_code == 403, "of a reader's role"
    assert client.get("/api/v1/feed.rss", params={"token": secret}).status_code == 200
    assert client.get("/api/v1/feed.rss", auth=("whoever", secret)).status_code == 200
    assert client.get("/api/v1/engagements", params={"token": secret}).status_code == 401, "in feeds' addresses alone"
    assert secret not in client.get("/api/v1/feed.rss", params={"token": secret}).text
    for wrong in ("Bearer", "Bearer x", "Basic !!!", "Digest x", "Bearer bt_" + "a" * 43):
        assert client.get("/api/v1/", headers={"authorization": wrong}).status_code == 401
    with store.writing() as connection:
        accounts.revoke(connection, id_)
    assert client.get("/api/v1/", headers=bearer(secret)).status_code == 401
    with pytest.raises(accounts.AccountError, match="can do no more"):
        token(store, "asha", "editor")


def test_what_is_taken_away_ends_at_once(closed):
    client, store = closed
    log_in(client, "ravi")
    secret = token(store, "ravi")[1]
    with store.writing() as connection:
        accounts.change_password(connection, "ravi", "another word")
    assert client.get("/api/v1/").status_code == 401
    assert client.get("/api/v1/", headers=bearer(secret)).status_code == 200
    assert log_in(client, "ravi", "another word").status_code == 303
    with store.writing() as connection:
        accounts.remove(connection, "ravi")
    assert client.get("/api/v1/").status_code == 401
    client.cookies.clear()
    assert client.get("/api/v1/", headers=bearer(secret)).status_code == 401


def test_a_session_is_over_some_day(tmp_path):
    today = [NOW]
    store, app = desk(tmp_path, guarded=True, now=lambda: today[0], address="https://desk.example.org")
    with served(app) as base, httpx.Client(base_url=base) as client:
        cookie = log_in(client, "asha").headers["set-cookie"]
        assert "Secure" in cookie, "a proxy speaks TLS for us"
        sent = {"cookie": cookie.partition(";")[0], "host": "desk.example.org"}
        assert client.get("/api/v1/", headers=sent).status_code == 200
        assert "https://desk.example.org/api/v1/feed.rss" in client.get("/api/v1/feed.rss", headers=sent).text
        today[0] = "2026-01-29T06:00:00Z"
        assert client.get("/api/v1/", headers=sent).status_code == 401
    store.engine.dispose()


# ---------------------------------------------------------------------- limits


def test_guessing_is_slow(tmp_path):
    clock = Clock()
    store, app = desk(tmp_path, guarded=True, clock=clock)
    with served(app) as base, httpx.Client(base_url=base) as client:
        assert [log_in(client, "asha", f"wrong number {n}").status_code for n in range(5)] == [401] * 5
        refused = log_in(client, "asha")
        assert refused.status_code == 429, "the right one too must wait"
        assert int(refused.headers["retry-after"]) > 0
        clock.now += 5
        assert log_in(client, "asha").status_code == 303
    store.engine.dispose()


def test_waits_double_up_to_a_quarter_of_an_hour():
    clock = Clock()
    tries = Backoff(clock)
    waits = []
    for _ in range(20):
        tries.failed("a")
        waits.append(tries.wait("a"))
    assert waits[:7] == [0, 0, 0, 0, 2, 4, 8]
    assert waits[-1] == 900
    assert tries.wait("b") == 0
    clock.now += 4000
    tries.failed("a")
    assert tries.wait("a") == 0


def test_a_rate_is_refilled():
    clock = Clock()
    rate = Rate(2, 0.5, clock)
    assert [rate.wait("a"), rate.wait("a"), rate.wait("b")] == [0, 0, 0]
    assert rate.wait("a") == 2
    clock.now += 2
    assert rate.wait("a") == 0


def test_changes_are_limited_reading_is_not(tmp_path):
    store, app = desk(tmp_path, guarded=False, writes=3, clock=Clock())
    with served(app) as base, httpx.Client(base_url=base) as client:
        codes = [client.post("/api/v1/readings", json=BODY).status_code for _ in range(4)]
        assert codes == [200, 200, 200, 429]
        assert client.get("/api/v1/engagements").status_code == 200
    store.engine.dispose()


# ---------------------------------------------------------------------- many at one time


def test_two_hundred_readers_while_reports_are_added(tmp_path):
    store, app = desk(tmp_path, guarded=False)
    paths = ["/engagements", "/people", "/pairs", "/due", "/mechanisms?limit=5", "/search?q=lavrov", "/graph", "/"]
    done = threading.Event()

    def adding():
        for n in range(40):
            one = Report(id=f"more{n}", source="x", text=TEXT.format(day=1 + n % 28), published="2024-03-29")
            with store.writing() as connection:
                add(connection, one, read(one), at=NOW, pack="test")
        done.set()

    with served(app) as base:
        limits = httpx.Limits(max_connections=200, max_keepalive_connections=200)
        api = httpx.Client(base_url=f"{base}/api/v1", timeout=60, limits=limits)
        with api as client, ThreadPoolExecutor(200) as pool:
            writer = threading.Thread(target=adding)
            writer.start()
            answers = list(pool.map(lambda n: client.get(paths[n % len(paths)]).status_code, range(600)))
            writer.join()
            assert client.get("/").json()["reports"] == 42
    assert answers == [200] * 600
    assert done.is_set()
    store.engine.dispose()


def test_one_who_sends_slowly_holds_nobody_up(here):
    host, port = here.base_url.host, here.base_url.port
    slow = [socket.create_connection((host, port)) for _ in range(40)]
    for one in slow:
        one.sendall(b"POST /api/v1/readings HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000\r\n\r\n{")
    assert here.get("/api/v1/", timeout=5).status_code == 200
    for one in slow:
        one.close()


# ---------------------------------------------------------------------- the command line


def run(*arguments, **more):
    return CliRunner().invoke(cli, arguments, **more)


def test_accounts_and_tokens_are_made_on_the_command_line(tmp_path):
    record = ("--record", str(tmp_path / "record.db"))
    made = run("account", "add", "asha", "--role", "editor", *record, input=f"{WORD}\n")
    assert made.exit_code == 0, made.output
    assert run("account", "add", "asha", *record, input=f"{WORD}\n").exit_code == 2
    assert run("account", "add", "ravi", *record, input="short\n").exit_code == 2
    assert run("account", "add", "ra vi", *record, input=f"{WORD}\n").exit_code == 2
    assert run("account", "add", "ravi", "--role", "king", *record, input=f"{WORD}\n").exit_code == 2
    issued = run("token", "add", "asha", "--label", "calendar", *record)
    secret = issued.stdout.strip().splitlines()[-1]
    assert secret.startswith("bt_")
    listed = run("token", "list", *record, "--format", "json").stdout
    assert "calendar" in listed
    assert secret not in listed
    assert run("account", "password", "asha", *record, input="another word\n").exit_code == 0
    store = open_record(record[1])
    with store.reading() as connection:
        assert accounts.verified(connection, "asha", "another word").edits
        assert accounts.verified(connection, "asha", WORD) is None
        id_ = accounts.tokens(connection)[0].id
    store.engine.dispose()
    assert run("token", "revoke", id_, *record).exit_code == 0
    assert run("token", "revoke", id_, *record).exit_code == 2
    assert run("account", "remove", "asha", *record).exit_code == 0
    assert run("account", "remove", "asha", *record).exit_code == 2
    assert "no account" in run("account", "list", *record).stderr


def test_the_desk_is_not_opened_to_others_unguarded(tmp_path):
    record = ("--record", str(tmp_path / "record.db"))
    open_record(record[1], create=True).engine.dispose()
    for arguments in (["--host", "0.0.0.0"], ["--host", "::"], ["--host", "desk.example.org"], ["--address", "https://x"]):
        answer = run("serve", *arguments, *record)
        assert answer.exit_code == 2
        assert "--auth" in answer.stderr
    assert "account add" in run("serve", "--auth", *record).stderr
    assert run("serve", "--auth", "--address", "nowhere", *record).exit_code == 2


def test_the_same_on_postgresql(postgres):
    store = open_record(postgres, create=True)
    with store.writing() as connection:
        one = Report(id="r5", source="x", text=TEXT.format(day=5), published="2024-03-05")
        add(connection, one, read(one), at="2026-01-01T00:00:00Z", pack="test")
        accounts.add(connection, "ravi", "editor", WORD, NOW)
        secret = accounts.issue(connection, "ravi", None, "", NOW)[1]
    app = create_app(Desk(store, lambda: NOW, guarded=True, pack=lambda _: "test"))
    with served(app) as base, httpx.Client(base_url=f"{base}/api/v1", headers=bearer(secret)) as client:
        paths = ["/", "/engagements?limit=1", "/engagements?q=lavrov", "/people", "/people/in-s-jaishankar", "/due"]
        paths += ["/mechanisms", "/conflicts", "/pairs", "/graph", "/search?q=lavrov", "/changes?since=2026-01-01"]
        paths += ["/reports", "/feed.rss", "/calendar.ics", "/pairs/IN-RU/feed.rss", "/judgements"]
        for path in paths:
            answer = client.get(path)
            assert answer.status_code == 200, (path, answer.text)
        relation = client.get("/pairs").json()["items"][0]
        assert (relation["sides"], relation["engagements"]) == (["IN", "RU"], 1)
        assert client.get(f"/engagements/{relation['last_engagement']}").json()["date"] == "2024-03-05"
        assert client.post("/reports", json={"text": TEXT.format(day=6), "published": "2024-03-06"}).status_code == 201
    store.engine.dispose()
