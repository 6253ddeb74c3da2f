"""The gate: reads the labelled reports, compares the figures with their floors, says what was gained and lost.

    python eval/gate.py            compare, exit status 1 below a floor
    python eval/gate.py --raise    compare, then raise the floors to what was reached
    python eval/gate.py --misses   name everything that is not right

A suite whose texts are not on this machine is named and passed over; ``eval/README.md`` says how to get them.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from measure import Card
from msgspec import to_builtins
from msgspec.structs import replace

if TYPE_CHECKING:
    from baithak import Report

HERE = Path(__file__).parent
ROOT = HERE.parent
FLOORS = HERE / "floors.json"
LAST = HERE / "last.json"

#: Label files say where their text came from; records of these archives tell the day of publication themselves.
_DATED = frozenset({"newsonair-2020"})
_READ = re.compile(r" \| read | read as ")  # stands in a miss between the label and what was read
MARGIN = 0.0005  # figures are rounded to three digits
#: Measure to the figure that has a floor. Those with a ceiling are lower the better.
_HELD = {
    "published": "accuracy", "people": "f1", "country": "accuracy", "office": "accuracy", "engagements found": "f1",
    "engagements right": "f1", "field date": "accuracy", "field mechanism": "accuracy", "commitments": "f1",
    "furniture": "f1", "evidence valid": "accuracy", "mentions valid": "accuracy",
}  # fmt: skip
_CEILINGS = {"false certainty of the day": "accuracy", "false engagements per 100 reports without any": "rate"}

Figures = Mapping[str, Mapping[str, float | None]]


@dataclass(frozen=True, slots=True)
class Suite:
    """A set of labelled reports.

    Attributes:
        name: Its name in the floors.
        gold: The folder of labels, ``<id>.json``.
        texts: The folders and files in which the reports lie.
        dated: Whether it takes only labels of archives that tell the day, or only the others; None takes all.
    """

    name: str
    gold: Path
    texts: tuple[Path, ...]
    dated: bool | None = None

    def pairs(self) -> Iterator[tuple[Report, dict[str, Any]]]:
        """The labelled reports that are on this machine, each with its label."""
        from baithak.errors import SourceError  # noqa: PLC0415 - --help must not need the package
        from baithak.sources import read_paths  # noqa: PLC0415

        labels = {p.stem: json.loads(p.read_text("utf-8")) for p in sorted(self.gold.glob("*.json"))}
        for report in read_paths([p for p in self.texts if p.exists()]):
            if isinstance(report, SourceError) or report.id not in labels:
                continue
            label = labels[report.id]
            told = label.get("made_from") in _DATED
            if self.dated in (None, told):
                yield (replace(report, published=label["published"]) if told else report), label


def suites() -> Iterator[Suite]:
    """The suites, those of the project first."""
    texts = tuple(Path(p) for p in os.environ.get("BAITHAK_GOLD_TEXTS", "").split(os.pathsep) if p)
    yield Suite("examples", ROOT / "examples/gold", (ROOT / "examples/reports",))
    yield Suite("pages", HERE / "gold", texts, dated=False)
    yield Suite("radio", HERE / "gold", texts, dated=True)
    yield Suite("outside", ROOT.parent / "shared/gold", (ROOT.parent / "shared/reports",))


def card_of(suite: Suite) -> Card:
    """Read a suite's reports and count them."""
    from baithak import read  # noqa: PLC0415

    card = Card()
    for report, label in suite.pairs():
        card.add(label, to_builtins(read(report)), report.text)
    return card


def compare(figures: Figures, floors: Mapping[str, float], *, raising: bool) -> tuple[list[str], dict[str, float]]:
    """Hold figures against floors.

    Args:
        figures: What was reached.
        floors: What must be reached; a measure without a floor passes.
        raising: Whether floors rise to what was reached.

    Returns:
        The measures below, in words, and the floors from now on.
    """
    below, kept = [], dict(floors)
    for name, part in (_HELD | _CEILINGS).items():
        value = figures.get(name, {}).get(part)
        if value is None:
            continue
        floor, sign = floors.get(name), -1 if name in _CEILINGS else 1
        if floor is not None and sign * (value - floor) < -MARGIN:
            below.append(f"{name}: {value} {'above the ceiling' if sign < 0 else 'below the floor'} {floor}")
        elif raising:
            kept[name] = value
    return below, kept


def changes(before: list[str], now: list[str]) -> Iterator[str]:
    """What was not right before and is now, and the other way round.

    Two misses are the same where they speak of the same label, whatever was read for it.
    """
    old, new = ({_READ.split(m)[0]: m for m in misses} for misses in (before, now))
    yield from (f"  + gained  {old[key]}" for key in sorted(old.keys() - new.keys()))
    yield from (f"  - lost    {new[key]}" for key in sorted(new.keys() - old.keys()))


def table(figures: Figures, floors: Mapping[str, float]) -> Iterator[str]:
    """A suite's figures, one line a measure, the floor behind those that have one."""
    for name, parts in figures.items():
        if not parts.get("n"):
            continue
        said = "  ".join(f"{k} {v}" for k, v in parts.items() if v is not None)
        floor = floors.get(name)
        bound = "ceiling" if name in _CEILINGS else "floor"
        yield f"  {name:<46} {said}" + (f"   [{bound} {floor}]" if floor is not None else "")


def load(path: Path) -> dict[str, Any]:
    """A stored JSON object, empty where the file is not there."""
    return dict(json.loads(path.read_text("utf-8"))) if path.is_file() else {}


def store(path: Path, value: object) -> None:
    """Write a JSON object for a person to read."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n", "utf-8")


def run(*, raising: bool, misses: bool) -> int:
    """Score every suite that is here.

    Args:
        raising: Whether floors rise to what was reached.
        misses: Whether to name everything that is not right.

    Returns:
        Exit status: 1 below a floor.
    """
    floors, last, now = load(FLOORS), load(LAST), {}
    below: list[str] = []
    for suite in suites():
        card = card_of(suite)
        if not card.reports:
            print(f"{suite.name}: its texts are not on this machine, passed over (eval/README.md)\n")
            continue
        figures = card.figures()
        print(f"{suite.name}: {card.reports} reports", *table(figures, floors.get(suite.name, {})), sep="\n")
        for line in changes(last[suite.name], card.misses) if suite.name in last else ():
            print(line)
        if misses:
            print(*(f"  ! {m}" for m in card.misses), sep="\n")
        missed, kept = compare(figures, floors.get(suite.name, {}), raising=raising)
        below += [f"{suite.name}: {m}" for m in missed]
        floors[suite.name] = kept
        now[suite.name] = card.misses
        print()
    if not below:  # a run that failed is no point of comparison
        store(LAST, last | now)
    if raising:
        store(FLOORS, {name: values for name, values in floors.items() if values})
    print(*below, sep="\n") if below else print("no figure below its floor")
    return bool(below)


def main() -> int:
    """Parse the arguments and run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--raise", dest="raising", action="store_true", help="raise the floors to what was reached")
    parser.add_argument("--misses", action="store_true", help="name everything that is not right")
    options = parser.parse_args()
    return run(raising=options.raising, misses=options.misses)


if __name__ == "__main__":
    sys.exit(main())
