"""Speed of the time tagger beside one Aho–Corasick pass over the words of the same lexicon.

Usage: ``python bench/times.py [TEXTS.jsonl]`` with one ``{"text": …}`` a line; without it, texts of a report's length
are put together from the spec tables at the density of dates that reports have (one in about 250 characters).
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import ahocorasick
import yaml

from baithak.times import TimeLanguage, resolve

SPECS = Path(__file__).parents[1] / "specs" / "hi"
DANDA = "\u0964"
LENGTH, COUNT = 2561, 200
PLAIN = (Path(__file__).parent / "plain.hi.txt").read_text("utf-8").splitlines()  # sentences without a date


def texts(argument: str | None) -> list[str]:
    """The texts to read, one a report."""
    if argument:
        return [json.loads(line)["text"] for line in Path(argument).read_text("utf-8").splitlines()]
    dated = [f for e in yaml.safe_load((SPECS / "dates.yaml").read_text("utf-8")) for f in e["forms"]]
    out, i = [], 0
    for _ in range(COUNT):
        text = ""
        while len(text) < LENGTH:
            sentence = dated[i % len(dated)].replace("[", "").replace("]", "")
            sentences = [PLAIN[(i + k) % len(PLAIN)] for k in range(4)] + [sentence]
            text += f"{DANDA} ".join(sentences) + f"{DANDA} "
            i += 7
        out.append(text[:LENGTH])
    return out


def best(work: Callable[[], object], rounds: int = 5) -> float:
    """Shortest of some rounds, in seconds of this process."""
    spans = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        spans.append(time.process_time() - start)
    return min(spans)


def main() -> None:
    """Measure and print."""
    language = TimeLanguage("hi")
    corpus = texts(sys.argv[1] if len(sys.argv) > 1 else None)
    automaton = ahocorasick.Automaton()
    for pattern in language.words.patterns():
        automaton.add_word(pattern, pattern)
    automaton.make_automaton()
    tokens = [[language.words.speller.tokens(s) for s in re.split(f"[{DANDA}\n]", t)] for t in corpus]
    tagged = [[x for s in t for x in language.tag(s)] for t in tokens]
    found = sum(map(len, tagged))
    seconds = {
        "Aho-Corasick pass": best(lambda: [list(automaton.iter(t)) for t in corpus]),
        "tag (tokens given)": best(lambda: [language.tag(s) for t in tokens for s in t]),
        "tokenise": best(lambda: [language.words.speller.tokens(t) for t in corpus]),
        "resolve": best(lambda: [[resolve(x, None) for x in ts] for ts in tagged]),
    }
    length, rate = sum(map(len, corpus)) / len(corpus), found / len(corpus)
    print(f"{len(corpus)} texts of {length:.0f} code points, {rate:.1f} expressions each")
    print(f"{len(language.words.patterns())} patterns")
    for name, span in seconds.items():
        print(f"{name:20s} {len(corpus) / span:9,.0f} texts/s  {span / seconds['Aho-Corasick pass']:5.2f} × the pass")


if __name__ == "__main__":
    main()
