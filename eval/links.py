"""How well engagements told by many reports become one line: B-cubed over labelled links, measured after reading.

B-cubed after Bagga & Baldwin, "Algorithms for scoring coreference chains" (LREC 1998), in the form for system mentions
of Cai & Strube (SIGDIAL 2010): a labelled engagement that was not read counts as a miss in recall, a read one that is
not labelled as a fault in precision.

    python eval/links.py            compare with the floors; texts as for gate.py (BAITHAK_GOLD_TEXTS)
    python eval/links.py --raise    raise the floors to what was reached
    python eval/links.py --misses   list links torn apart and lines wrongly merged
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from agree import normal, pair_engagements, pair_people, people_of
from gate import FLOORS, HERE, MARGIN, store, suites
from gate import load as stored
from msgspec import to_builtins

Record = Mapping[str, Any]
#: A labelled engagement: id of its report and its place there.
Item = tuple[str, int]


def lines_of(readings: Sequence[tuple[Any, Any]]) -> dict[Item, str]:
    """The line of every engagement read, when all reports are put into one record.

    Args:
        readings: Reports with their readings.
    """
    from baithak.record.adding import add  # noqa: PLC0415 - --help must not need the package
    from baithak.record.schema import report, telling  # noqa: PLC0415
    from baithak.record.store import open_record  # noqa: PLC0415

    store = open_record("sqlite://", create=True)
    with store.writing() as connection:
        for one, reading in readings:
            add(connection, one, reading, at="2000-01-01T00:00:00Z", pack="eval")
        rows = connection.execute(telling.join(report).select()).mappings()
        return {(row[report.c.id], row[telling.c.item]): row[telling.c.engagement] for row in rows}


def aligned(label: Record, reading: Record) -> list[tuple[int, int]]:
    """Labelled and read engagements of a report, paired as the scorer pairs them.

    Args:
        label: The label.
        reading: The reading.
    """
    pairs = pair_people(label["people"], reading["people"])
    number = {normal(p["name"]): i for i, p in enumerate(label["people"])}
    place = {normal(p["name"]): j for j, p in enumerate(reading["people"])}
    told = [people_of(e, lambda n: number[normal(n)]) for e in label["engagements"]]
    found = [
        people_of(e, lambda n: pairs.get(place.get(normal(n), -1), "?" + normal(n))) for e in reading["engagements"]
    ]
    return pair_engagements(label["engagements"], reading["engagements"], told, found)


class Links:
    """Labelled links beside the lines of a record.

    Args:
        gold: Link of every labelled engagement; one that is linked with nothing has a link of its own.
        lines: Line of every engagement read.
        read: Labelled engagement → the one read for it.
        optional: Labelled engagements that need not be read.
    """

    def __init__(self, gold: Mapping[Item, str], lines: Mapping[Item, str], read: Mapping[Item, Item]) -> None:
        self._gold = gold
        self._read = read
        self._line = {item: lines[other] for item, other in read.items()}
        self._sizes: dict[str, int] = defaultdict(int)
        for line in lines.values():
            self._sizes[line] += 1
        self._strays = len(set(lines) - set(read.values()))
        self._members: dict[str, set[Item]] = defaultdict(set)
        for item, line in self._line.items():
            self._members[line].add(item)

    def figures(self, *, linked_only: bool = False) -> dict[str, float]:
        """Precision, recall and F1.

        Args:
            linked_only: Whether only engagements that several reports tell are counted.
        """
        groups: dict[str, set[Item]] = defaultdict(set)
        for item, link in self._gold.items():
            groups[link].add(item)
        counted = [i for i, link in self._gold.items() if not linked_only or len(groups[link]) > 1]
        precision = recall = 0.0
        for item in counted:
            if item in self._line:
                line, group = self._line[item], groups[self._gold[item]]
                both = len(self._members[line] & group)
                precision += both / self._sizes[line]
                recall += both / len(group)
        read = [i for i in counted if i in self._line]
        claimed = len(read) + (0 if linked_only else self._strays)
        p, r = precision / max(claimed, 1), recall / max(len(counted), 1)
        f1 = 2 * p * r / max(p + r, 1e-9)
        return {"precision": round(p, 3), "recall": round(r, 3), "f1": round(f1, 3), "n": len(counted)}

    def merged(self, near: Sequence[tuple[Item, Item]]) -> tuple[list[tuple[Item, Item]], int]:
        """Near misses that became one line, and how many there are of which both were read.

        Args:
            near: Pairs of labelled engagements that are not the same.
        """
        seen = [(a, b) for a, b in near if a in self._line and b in self._line]
        return [(a, b) for a, b in seen if self._line[a] == self._line[b]], len(seen)

    def misses(self) -> Iterator[str]:
        """Links that were torn apart, and lines that hold what is not one."""
        for link in sorted(set(self._gold.values())):
            items = [i for i, other in self._gold.items() if other == link]
            lines = {self._line.get(i, f"not read: {i[0]}[{i[1]}]") for i in items}
            if len(lines) > 1:
                yield f"apart  {link}: " + ", ".join(f"{i[0]}[{i[1]}]={self._line.get(i, '-')}" for i in items)
        for line, members in sorted(self._members.items()):
            if len({self._gold[i] for i in members}) > 1:
                yield f"merged {line}: " + ", ".join(f"{i[0]}[{i[1]}]={self._gold[i]}" for i in sorted(members))


def load(wanted: Sequence[str]) -> tuple[Links, list[tuple[Item, Item]]]:
    """Read labelled reports that are on this machine into one record and lay the labels beside it.

    Args:
        wanted: The suites whose reports count.
    """
    from baithak import read  # noqa: PLC0415

    said = json.loads((HERE / "links.json").read_text("utf-8"))
    link = {(i, n): name for name, items in said["links"].items() for i, n in items}
    gold: dict[Item, str] = {}
    pairs: dict[Item, Item] = {}
    readings = []
    for suite in suites():
        for report, label in suite.pairs() if suite.name in wanted else ():
            reading = read(report)
            readings.append((report, reading))
            matched = dict(aligned(label, to_builtins(reading)))
            pairs |= {(report.id, n): (report.id, m) for n, m in matched.items()}
            counted = [n for n, e in enumerate(label["engagements"]) if n in matched or not e.get("optional")]
            gold |= {(report.id, n): link.get((report.id, n), f"{report.id}[{n}]") for n in counted}
    near = [((a[0], a[1]), (b[0], b[1])) for a, b in said["near_misses"]]
    return Links(gold, lines_of(readings), pairs), near


def measured(name: str, suites: Sequence[str], floors: dict[str, float], options: argparse.Namespace) -> list[str]:
    """Print the figures of some suites together; what is below its floor is returned, in words.

    Args:
        name: How the figures are called.
        suites: The suites.
        floors: What must be reached; raised where that is wanted.
        options: Of the command line.
    """
    links, near = load(suites)
    figures = {"all engagements": links.figures(), "told by several": links.figures(linked_only=True)}
    merged, seen = links.merged(near)
    print(name)
    below = []
    for measure, parts in figures.items():
        floor = floors.get(measure)
        said = "  ".join(f"{k} {v}" for k, v in parts.items())
        print(f"  {measure:<18} {said}" + (f"   [floor {floor}]" if floor is not None else ""))
        if floor is not None and parts["f1"] < floor - MARGIN:
            below.append(f"{name}, {measure}: {parts['f1']} below the floor {floor}")
        elif options.raising:
            floors[measure] = parts["f1"]
    ceiling = floors.get("near misses merged")
    bound = f"   [ceiling {ceiling}]" if ceiling is not None else ""
    print(f"  near misses        {len(merged)} of {seen} merged{bound}")
    if ceiling is not None and len(merged) > ceiling:
        below.append(f"{name}: {len(merged)} near misses merged, ceiling {ceiling}")
    elif options.raising:
        floors["near misses merged"] = len(merged)
    if options.misses:
        print(*(f"  ! {m}" for m in [*links.misses(), *(f"near miss merged: {a} {b}" for a, b in merged)]), sep="\n")
    print()
    return below


def main() -> int:
    """Print the figures; exit status 1 below a floor."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--raise", dest="raising", action="store_true", help="raise the floors to what was reached")
    parser.add_argument("--misses", action="store_true", help="list links torn apart and lines wrongly merged")
    options = parser.parse_args()
    floors: dict[str, dict[str, float]] = stored(FLOORS)
    below = measured("links, examples", ("examples",), floors.setdefault("links, examples", {}), options)
    if os.environ.get("BAITHAK_GOLD_TEXTS"):
        everything = [s.name for s in suites()]
        below += measured("links, all texts", everything, floors.setdefault("links, all texts", {}), options)
    if options.raising:
        store(FLOORS, {name: values for name, values in floors.items() if values})
    print(*below, sep="\n") if below else print("no figure below its floor")
    return bool(below)


if __name__ == "__main__":
    sys.exit(main())
