"""Speed, memory and start-up of reading, beside two passes of comparison over the same texts in the same run.

    python bench/run.py [--reports N]

The comparisons are (a) one Aho–Corasick pass of the same lexicon, the floor under anything that looks words up, and
(b) dateparser's ``search_dates``, what a reader of dates alone costs today.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).parent.parent
REPORTS = ROOT / "examples/reports"
_TRIES = 3  # the best counts: other work on the machine only ever slows a run
_SLOW_SAMPLE = 40  # reports given to dateparser
_USUAL = 2500  # characters of a usual report, to which speeds are brought


def texts(most: int) -> list[str]:
    """So many texts of the examples, over and over."""
    own = [p.read_text("utf-8") for p in sorted(REPORTS.glob("*.txt"))]
    return list(islice(cycle(own), most))


def best(work: Callable[[], object]) -> float:
    """Seconds of the fastest try."""
    seconds = []
    for _ in range(_TRIES):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def child(part: str, most: int) -> dict[str, float]:
    """Measure a part in a process of its own, so that its memory is its own."""
    command = [sys.executable, __file__, "--part", part, "--reports", str(most)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def startup(code: str) -> float:
    """Seconds from nothing until a program has run on an example, the interpreter's own start included."""
    command = [sys.executable, "-c", code, str(min(REPORTS.glob("*.txt")))]
    return best(lambda: subprocess.run(command, check=True, capture_output=True))


# ---------------------------------------------------------------------- the parts


def reading(most: int) -> dict[str, float]:
    """Whole readings: seconds a report, peak memory in MB."""
    from baithak import Report, read  # noqa: PLC0415

    reports = [Report(id=str(i), source="bench", text=t) for i, t in enumerate(texts(most))]
    read(reports[0])  # the pack is loaded once a process; start-up is measured apart
    seconds = best(lambda: [read(r) for r in reports]) / most
    return {"seconds": seconds, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def tagging(most: int) -> dict[str, float]:
    """Dates alone, found and resolved: seconds a report."""
    from baithak.times import TimeLanguage, read_dates  # noqa: PLC0415

    language, some = TimeLanguage("hi"), texts(most)
    day = date(2025, 1, 1)
    return {"seconds": best(lambda: [read_dates(t, day, language) for t in some]) / most}


def automaton(most: int) -> dict[str, float]:
    """One pass of pyahocorasick over the folded text with every pattern of the lexicon: seconds a report."""
    import ahocorasick  # noqa: PLC0415

    from baithak.language import language  # noqa: PLC0415

    hindi = language("hi")
    machine = ahocorasick.Automaton()
    for keys, entries in hindi.lexicon.patterns():
        machine.add_word(" ".join(keys), entries)
    machine.make_automaton()
    folded = [" ".join(t.key for t in hindi.speller.tokens(text)) for text in texts(most)]
    seconds = best(lambda: [sum(1 for _ in machine.iter(text)) for text in folded]) / most
    return {"seconds": seconds, "patterns": float(len(machine))}


def peer(most: int) -> dict[str, float]:
    """What ``search_dates`` of dateparser takes: seconds a report."""
    from dateparser.search import search_dates  # noqa: PLC0415

    some = texts(min(most, _SLOW_SAMPLE))
    search_dates(some[0], languages=["hi"])
    began = time.perf_counter()
    for text in some:
        search_dates(text, languages=["hi"])
    return {"seconds": (time.perf_counter() - began) / len(some)}


PARTS = {"reading": reading, "tagging": tagging, "automaton": automaton, "peer": peer}


def main() -> int:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--reports", type=int, default=600, metavar="N", help="reports to read (600)")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        print(json.dumps(PARTS[options.part](options.reports)))
        return 0
    some = texts(options.reports)
    size = sum(map(len, some)) / len(some)
    found = {part: child(part, options.reports) for part in PARTS}
    show(found, size)
    return 0


def show(found: dict[str, dict[str, float]], size: float) -> None:
    """Print the figures.

    Args:
        found: Part to its figures.
        size: Mean length of a report in characters.
    """
    whole = found["reading"]["seconds"]
    print(f"Python {platform.python_version()}, one process; reports of {size:.0f} characters on average\n")
    for name, part in (("whole reading", "reading"), ("dates alone", "tagging")):
        seconds = found[part]["seconds"]
        usual = f"{size / seconds / _USUAL:7.0f}/s at {_USUAL} characters"
        print(f"{name:<36}{seconds * 1e3:8.2f} ms   {1 / seconds:7.0f} reports/s   {usual}")
    patterns = f"{found['automaton']['patterns']:.0f} patterns"
    others = (
        (f"(a) pyahocorasick {version('pyahocorasick')}, {patterns}", "automaton"),
        (f"(b) dateparser {version('dateparser')}, search_dates", "peer"),
    )
    for name, part in others:
        seconds = found[part]["seconds"]
        print(f"{name:<48}{seconds * 1e3:8.2f} ms   a reading takes {whole / seconds:.2f} times as long")
    print(f"{'dates alone to (a)':<48}{found['tagging']['seconds'] / found['automaton']['seconds']:8.2f} times as long")
    print(f"{'peak memory':<36}{found['reading']['memory']:8.0f} MB")
    print(f"{'start-up, baithak --version':<36}{startup('import baithak.cli'):8.2f} s")
    first = "import sys, baithak; baithak.read(open(sys.argv[1], encoding='utf-8').read())"
    print(f"{'start-up until the first reading':<36}{startup(first):8.2f} s")


if __name__ == "__main__":
    sys.exit(main())
