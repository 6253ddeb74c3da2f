"""What a record costs as it grows: adding one report, and the listings a desk asks for.

Readings are made up from the register (people, states, mechanisms), so that only the record is measured; each
engagement is told by one to twelve reports, some of them undated or months later.

    python bench/record.py [SIZE …]    numbers of reports; 1,000 and 10,000 by default (100,000 takes some minutes)
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from baithak.ask.wanted import wanted
from baithak.gazetteer import Official, gazetteer
from baithak.model import Engagement, Person, Reading, Report, ReportFacts
from baithak.record.adding import add
from baithak.record.queries import Wanted, line, lines
from baithak.record.store import Store, open_record
from baithak.spans import Span

_FIRST = date(2001, 1, 1)
_DAYS = 9000
_AT = "2026-01-01T00:00:00Z"
_KINDS = ("meeting", "meeting", "call", "session", "visit", "signing")
_LAST = 40  # reports over which the cost of adding one is taken


class World:
    """Made-up engagements of real office-holders.

    Args:
        seed: The same seed gives the same world.
    """

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        register = gazetteer()
        self._states = sorted(s for s in register.states if len(register.serving(s)) > 2)
        self._register = register
        self._count = 0

    def reports(self) -> Iterator[tuple[Report, Reading]]:
        """Reports without end, those of one engagement after each other with others between."""
        waiting: list[tuple[Report, Reading]] = []
        while True:
            waiting += list(self._engagement())
            self._random.shuffle(waiting)
            while len(waiting) > 200:
                yield waiting.pop()

    def _engagement(self) -> Iterator[tuple[Report, Reading]]:
        rng = self._random
        a, b = ("IN", rng.choice(self._states)) if rng.random() < 0.7 else tuple(rng.sample(self._states, 2))
        if a == b:
            return
        people = [self._person(rng.choice(self._register.serving(s)), s) for s in (a, b)]
        day = _FIRST + timedelta(days=rng.randrange(_DAYS))
        kind = rng.choice(_KINDS)
        mechanisms = self._register.between(frozenset((a, b)))
        mechanism = rng.choice(mechanisms).name if kind == "session" and mechanisms else None
        place = self._register.states[rng.choice((a, b))].capital
        for _ in range(min(12, 1 + int(rng.expovariate(0.5)))):
            later = 0 if rng.random() < 0.7 else rng.randrange(400)
            told = {0: day.isoformat(), 1: f"{day:%Y-%m}", 2: None}[rng.choice((0, 0, 0, 0, 1, 2))]
            yield self._report(people, day + timedelta(days=later), Engagement(
                kind=kind, status="held", date=told, place=place, place_country=None,
                participants=[p.name for p in people], countries=[a, b], mechanism=mechanism, ordinal=None,
                topics=["trade"],
                salience="main" if not later else "background", evidence=[Span(0, 40)],
            ))  # fmt: skip

    def _person(self, who: Official, state: str) -> Person:
        office = who.terms[0].office if who.terms else None
        seen = [Span(0, 8)]
        return Person(name=who.name, surface=[who.name], office=office, country=state, mentions=seen, known=who.id)

    def _report(self, people: list[Person], day: date, told: Engagement) -> tuple[Report, Reading]:
        self._count += 1
        words = " ".join(f"{self._random.randrange(10**5):05}" for _ in range(60))
        name = f"made-{self._count:07}"
        facts = ReportFacts(
            id=name, source=name, language="hi", published=day.isoformat(), published_basis="stated", agencies=[],
            furniture=[],
        )  # fmt: skip
        report = Report(id=name, source=name, text=words, language="hi", published=day.isoformat())
        return report, Reading(report=facts, people=people, engagements=[told], commitments=[])


def _timed(what: Callable[[], object], times: int = 5) -> float:
    """Milliseconds, the median of some runs."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        what()
        took.append(1000 * (time.perf_counter() - began))
    return statistics.median(took)


def _listings(store: Store) -> dict[str, float]:
    with store.reading() as c:
        some = next(iter(lines(c, Wanted(limit=1, newest=True))))
        asked = wanted(c, pair="IN,RU", limit=50)
        person = wanted(c, person=some.people[0].name, limit=50)
        period = wanted(c, pair="IN,RU", since="2015", until="2016")
        return {
            "pair, newest 50": _timed(lambda: list(lines(c, asked))),
            "person, newest 50": _timed(lambda: list(lines(c, person))),
            "finding the person": _timed(lambda: wanted(c, person=some.people[0].name)),
            "pair, two years": _timed(lambda: list(lines(c, period))),
            "one engagement": _timed(lambda: line(c, some.id)),
        }


def main(sizes: list[int]) -> None:
    """Grow one record and print its costs at each size."""
    folder = Path(tempfile.mkdtemp(prefix="baithak-bench-"))
    store = open_record(str(folder / "record.db"), create=True)
    stream = World().reports()
    done = 0
    for size in sorted(sizes):
        began = time.perf_counter()
        while done < size:
            with store.writing() as connection:
                for _ in range(min(200, size - done)):
                    one, reading = next(stream)
                    add(connection, one, reading, at=_AT, pack="bench")
                    done += 1
        took = time.perf_counter() - began
        single = []
        for _ in range(_LAST):
            one, reading = next(stream)
            begun = time.perf_counter()
            with store.writing() as connection:
                add(connection, one, reading, at=_AT, pack="bench")
            single.append(1000 * (time.perf_counter() - begun))
            done += 1
        single.sort()
        print(f"\n{done:,} reports ({took:.0f} s), {(folder / 'record.db').stat().st_size / 1e6:.0f} MB")
        high = single[int(0.95 * _LAST)]
        print(f"  {'add, one report':22} {statistics.median(single):8.1f} ms   (95th percentile {high:.1f})")
        for name, ms in _listings(store).items():
            print(f"  {name:22} {ms:8.1f} ms")
    store.engine.dispose()


if __name__ == "__main__":
    main([int(a.replace(",", "")) for a in sys.argv[1:]] or [1_000, 10_000])
