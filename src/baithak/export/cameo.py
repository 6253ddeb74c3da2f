"""CAMEO rows (tab-separated): one row for each ordered pair of sides, as datasets of the older kind have them.

Made from the PLOVER rows, by the table of codes that PLOVER's repository gives (``CAMEO2PLOVER-2021.txt``): 036 intent
to meet, 040 consult, 041 telephone, 042 make a visit, 043 host one, 044 meet in a third place, 057 sign, 125 reject a
meeting. A meeting of twenty sides is 380 rows: PLOVER has one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import Any, BinaryIO

from baithak.export.plover import rows
from baithak.export.told import Told

COLUMNS = ("date", "source", "target", "code", "link")


def write(told: Iterator[Told], out: BinaryIO) -> list[str]:
    """Write a header and the rows.

    Args:
        told: The engagements.
        out: Where to.

    Returns:
        What a person should know: how much has no day.
    """
    left = 0
    out.write(_line(COLUMNS))
    for one in told:
        for row in rows(one):
            if row is None:
                left += 1
                continue
            for source, target, code in _pairs(row, one.line.kind):
                out.write(_line((str(row["date"]), source, target, code, one.line.id)))
    return [f"{left} events left out: CAMEO needs a day, and the record does not know it"] if left else []


def _pairs(row: dict[str, Any], kind: str) -> Iterator[tuple[str, str, str]]:
    actors, recipients = _codes(row["actor"]), _codes(row.get("recipient", ()))
    if recipients:
        for guest in actors:
            for host in recipients:
                yield guest, host, "042"
                yield host, guest, "043"
        return
    for source, target in permutations(actors, 2):
        yield source, target, _code(row, kind)


def _code(row: dict[str, Any], kind: str) -> str:
    match row["event"][0]:
        case "AGREE":
            return "030" if kind == "signing" else "036"
        case "REJECT":
            return "120" if kind == "signing" else "125"
        case "SUPPORT":
            return "057"
        case _:
            modes = row.get("mode", ())
            return "041" if "phone" in modes else "044" if "third-party" in modes else "040"


def _codes(entities: Any) -> list[str]:
    return list(dict.fromkeys(e["code"] for e in entities if "code" in e))


def _line(cells: tuple[str, ...]) -> bytes:
    return "\t".join(cells).encode() + b"\n"
