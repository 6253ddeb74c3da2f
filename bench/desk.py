"""What the desk's interface costs: server time of every endpoint, and many readers while reports come in.

    python bench/desk.py [RECORD | SIZE]    a record, or how many reports a made-up one has (20,000 by default)

A record that is named is read only, unless it lies in the temporary folder: then reports are added meanwhile.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import httpx
import uvicorn
from fastapi import FastAPI
from msgspec.structs import replace
from record import World  # type: ignore[import-not-found]
from sqlalchemy import func, select

from baithak.record.adding import add
from baithak.record.schema import engagement, report, taking_part, telling
from baithak.record.store import Store, open_record
from baithak.web.app import create_app
from baithak.web.desk import Desk

_AT = "2026-01-15T00:00:00Z"
_TIMES = 20
_READERS, _ASKED = 200, 2000
_MOST = 150.0  # milliseconds at the 95th percentile that are allowed


def _paths(store: Store) -> list[str]:
    """Every endpoint, on the busiest of each sort, which is the worst."""
    with store.reading() as c:
        number = func.count().desc()
        one = c.scalar(select(telling.c.engagement).group_by(telling.c.engagement).order_by(number).limit(1))
        who = c.scalar(select(taking_part.c.person).group_by(taking_part.c.person).order_by(number).limit(1))
        told = select(engagement.c.mechanism).where(engagement.c.mechanism.is_not(None))
        mechanism = quote(str(c.scalar(told.group_by(engagement.c.mechanism).order_by(number).limit(1))), safe="")
        key = c.scalar(select(report.c.key).limit(1))
    return [
        "/", "/engagements", "/engagements?pair=IN,RU", "/engagements?pair=IN,RU&since=2015&kind=visit",
        f"/engagements?person={who}", "/engagements?q=modi", "/engagements?format=json-ld", f"/engagements/{one}",
        f"/engagements/{one}/statements", "/people", "/people?q=modi", f"/people/{who}", "/mechanisms",
        f"/mechanisms/{mechanism}", "/reports", f"/reports/{key}", "/due", "/due?pair=IN,RU", "/conflicts", "/pairs",
        "/graph", "/graph?pair=IN,RU", "/search?q=modi", "/search?q=russia", "/changes?since=2020-01-01", "/judgements",
        "/calendar.ics", "/pairs/IN-RU/calendar.ics", f"/mechanisms/{mechanism}/calendar.ics",
        f"/people/{who}/calendar.ics", "/feed.rss", "/pairs/IN-RU/feed.rss", f"/people/{who}/feed.rss",
    ]  # fmt: skip


async def _times(app: FastAPI, paths: list[str]) -> bool:
    """Server time without a network: the first answer, then the middle and the 95th percentile of those after it."""
    fine = True
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://localhost/api/v1") as client:
        print(f"{'first':>9} {'p50':>8} {'p95':>8}   milliseconds")
        for path in paths:
            took = []
            for _ in range(_TIMES + 1):
                began = time.perf_counter()
                answer = await client.get(path)
                took.append(1000 * (time.perf_counter() - began))
                assert answer.status_code == 200, f"{path}: {answer.text[:200]}"
            first, *rest = took
            rest.sort()
            high = rest[int(0.95 * len(rest))]
            fine = fine and high <= _MOST
            print(f"{first:9.1f} {rest[len(rest) // 2]:8.1f} {high:8.1f}{' !' if high > _MOST else '  '} {path}")
    return fine


def _many(store: Store, app: FastAPI, paths: list[str], *, writes: bool) -> int:
    """Many readers at one time, while reports are added; how many got no answer."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", access_log=False, timeout_keep_alive=65))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.01)
    base = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/api/v1"
    stop = threading.Event()
    writer = threading.Thread(target=_adding, args=(store, stop))
    if writes:
        writer.start()
    limits = httpx.Limits(max_connections=_READERS, max_keepalive_connections=_READERS)
    took: list[float] = []
    codes: list[int] = []
    with httpx.Client(timeout=120, limits=limits) as client, ThreadPoolExecutor(_READERS) as pool:

        def ask(n: int) -> None:
            began = time.perf_counter()
            codes.append(client.get(base + paths[n % len(paths)]).status_code)
            took.append(1000 * (time.perf_counter() - began))

        began = time.perf_counter()
        list(pool.map(ask, range(_ASKED)))
        whole = time.perf_counter() - began
    stop.set()
    if writes:
        writer.join()
    server.should_exit = True
    took.sort()
    wrong = sum(code != 200 for code in codes)
    print(f"{_READERS} readers, {_ASKED} requests{' while reports were added' if writes else ''}: {wrong} errors, "
          f"{_ASKED / whole:.0f} a second, waiting p50 {took[_ASKED // 2]:.0f} ms, "
          f"p95 {took[int(0.95 * _ASKED)]:.0f} ms")  # fmt: skip
    return wrong


def _adding(store: Store, stop: threading.Event) -> None:
    done = 0
    for one, reading in World(seed=7).reports():
        if stop.is_set():
            break
        late = replace(one, id=f"late-{one.id}", source=f"late-{one.id}")  # none takes the place of another
        with store.writing() as connection:
            add(connection, late, reading, at=_AT, pack="bench")
        done += 1
    print(f"{done} reports added meanwhile")


def _made(size: int) -> Store:
    store = open_record(str(Path(tempfile.mkdtemp(prefix="baithak-desk-")) / "record.db"), create=True)
    stream = World().reports()
    done = 0
    while done < size:
        with store.writing() as connection:
            for _ in range(min(200, size - done)):
                one, reading = next(stream)
                add(connection, one, reading, at=_AT, pack="bench")
                done += 1
    return store


def main(wanted: str) -> int:
    """Measure, and say by the exit status whether all is as quick as it should be and nobody went without an answer."""
    named = not wanted.replace(",", "").isdecimal()
    store = open_record(wanted) if named else _made(int(wanted.replace(",", "")))
    writes = not named or Path(wanted).resolve().is_relative_to(Path(tempfile.gettempdir()).resolve())
    app = create_app(Desk(store, lambda: _AT, guarded=False, pack=lambda _: "bench"))
    with store.reading() as connection:
        size = connection.scalar(select(func.count()).select_from(engagement))
    print(f"{size:,} engagements")
    paths = _paths(store)
    fine = asyncio.run(_times(app, paths))
    wrong = _many(store, app, paths, writes=writes)
    store.engine.dispose()
    return int(wrong > 0 or not fine)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "20,000"))
