"""When a value that was read agrees with the label: dates, names, people, engagements, commitments.

The labels' EDTF is level 1 of ISO 8601-2; two values are compared as the stretches of days that they can mean.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from difflib import SequenceMatcher
from typing import Any, TypeAlias

Record: TypeAlias = Mapping[str, Any]
Stretch: TypeAlias = tuple[date, date]
People: TypeAlias = frozenset[object]

#: Kinds of engagement that may stand for one another when looking for the labelled one.
FAMILY = {"meeting": "talk", "session": "talk", "summit": "talk"} | {k: k for k in ("call", "visit", "signing")}
_POINT = re.compile(r"(\d{4}|XXXX)(?:-(\d\d))?(?:-(\d\d))?")
_HEDGES = "~?%"
_SLACK_DAYS = {1: 366, 2: 31, 3: 1}  # what "about" adds on either side, by how many parts the date has


# ---------------------------------------------------------------------- dates


def stretch(edtf: str | None) -> Stretch | None:
    """First and last day that a value can mean.

    Args:
        edtf: A date, month, year or interval; None where nothing was said.

    Returns:
        Inclusive bounds; None where there is no value or its year is not known.

    Raises:
        ValueError: The value is not EDTF as the contract allows it.
    """
    if not edtf:
        return None
    if "/" not in edtf:
        return _point(edtf)
    left, right = edtf.split("/")
    low = (date.min, date.min) if left in ("", "..") else _point(left)
    high = (date.max, date.max) if right in ("", "..") else _point(right)
    return (low[0], high[1]) if low and high else None


def _point(part: str) -> Stretch | None:
    found = _POINT.fullmatch(part.strip(_HEDGES))
    if found is None:
        raise ValueError(f"not an EDTF date: {part!r}")
    said = [x for x in found.groups() if x]
    if said[0] == "XXXX":
        return None
    year, month = int(said[0]), int(said[1]) if len(said) > 1 else 0
    if len(said) == 3:
        first = last = date(year, month, int(said[2]))
    elif 1 <= month <= 12:
        first, last = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    else:
        first, last = date(year, 1, 1), date(year, 12, 31)
    if part[-1] in _HEDGES:
        slack = timedelta(days=_SLACK_DAYS[len(said)])
        first, last = first - slack, last + slack
    return first, last


def _without_year(edtf: str) -> str:
    return edtf.strip(_HEDGES)[4:]


def dates_clash(a: str | None, b: str | None) -> bool:
    """Whether two values cannot mean the same time, a day's difference forgiven; silence clashes with nothing."""
    if not a or not b:
        return False
    if "XXXX" in a or "XXXX" in b:
        if "/" in a + b:
            return False
        x, y = _without_year(a), _without_year(b)
        return bool(x and y) and x[:3] != y[:3]
    one, other = stretch(a), stretch(b)
    if one is None or other is None:
        return False
    return max(one[0], other[0]).toordinal() - min(one[1], other[1]).toordinal() > 1


def date_right(label: str | None, read: str | None) -> bool:
    """Whether a date was read rightly: both silent, or overlapping and not much vaguer than the label."""
    if not label or not read:
        return not label and not read
    if "XXXX" in label:
        return _without_year(label)[:6] == _without_year(read)[:6]
    told, found = stretch(label), stretch(read)
    if told is None or found is None:
        return False
    if found[1] < told[0] or told[1] < found[0]:
        return False
    wide, narrow = (found[1] - found[0]).days, (told[1] - told[0]).days
    return wide <= max(2 * narrow, narrow + 3)


# ---------------------------------------------------------------------- names


def normal(name: str | None) -> str:
    """A name without case, accents (Devanagari's own signs kept) and punctuation."""
    letters = unicodedata.normalize("NFKD", name or "").casefold()
    kept = "".join(c for c in letters if not unicodedata.combining(c) or "\u0900" <= c <= "\u097f")
    return " ".join(re.sub(r"[^\w\u0900-\u097f]+", " ", kept).split())


def alike(a: str, b: str) -> bool:
    """Whether two names may be one: nearly the same letters in any order of words, or one family name."""
    a, b = normal(a), normal(b)
    if not a or not b:
        return False
    one, other = sorted(a.split()), sorted(b.split())
    if SequenceMatcher(None, " ".join(one), " ".join(other)).ratio() >= 0.8:
        return True
    family, its = a.split()[-1], b.split()[-1]
    near = len(family) > 3 and SequenceMatcher(None, family, its).ratio() >= 0.85
    return near and min(len(one), len(other)) <= 2


def office_right(label: str, read: str | None) -> bool:
    """Whether an office was read rightly: alike, or the label's words within it."""
    return alike(label, read or "") or normal(label) in normal(read)


def pair_people(labels: Sequence[Record], reads: Sequence[Record]) -> dict[int, int]:
    """Pair people one to one: first those who share a form as written, then those whose names are alike.

    Returns:
        Place among the read to place among the labelled.
    """
    pairs: dict[int, int] = {}
    for same in (_share_a_form, _share_a_name):
        for j in [j for j in range(len(reads)) if j not in pairs]:
            free = (i for i in range(len(labels)) if i not in pairs.values())
            found = next((i for i in free if same(labels[i], reads[j])), None)
            if found is not None:
                pairs[j] = found
    return pairs


def _share_a_form(label: Record, read: Record) -> bool:
    return bool({normal(s) for s in label.get("surface", [])} & {normal(s) for s in read.get("surface", [])})


def _share_a_name(label: Record, read: Record) -> bool:
    return alike(label["name"], read.get("name", ""))


# ---------------------------------------------------------------------- engagements and commitments


def people_of(engagement: Record, who: Callable[[str], object]) -> People:
    """The participants of an engagement by a common numbering."""
    return frozenset(who(name) for name in engagement.get("participants", []))


def _shared(a: People, b: People) -> float:
    return len(a & b) / len(a | b) if a | b else 1.0


def closeness(label: Record, read: Record, told: People, found: People) -> float:
    """How well an engagement read fits a labelled one; 0 where they cannot be the same.

    Args:
        label: The labelled engagement.
        read: The engagement read.
        told: Participants of the first.
        found: Participants of the second, in the same numbering.
    """
    if FAMILY.get(label["kind"]) != FAMILY.get(read.get("kind", "")) or dates_clash(label["date"], read.get("date")):
        return 0.0
    if told and found:
        parties = _shared(told, found)
        if not parties:
            return 0.0
    else:
        sides = _shared(frozenset(label["countries"]), frozenset(read.get("countries", [])))
        if not frozenset(label["countries"]) & frozenset(read.get("countries", [])):
            return 0.0
        parties = 0.5 * sides
    return float(
        parties
        + 0.3 * (label["kind"] == read.get("kind"))
        + 0.3 * date_right(label["date"], read.get("date"))
        + 0.2 * (label.get("ordinal") == read.get("ordinal"))
        + 0.1 * (label["status"] == read.get("status"))
        + 0.01
    )


def pair_engagements(
    labels: Sequence[Record], reads: Sequence[Record], told: Sequence[People], found: Sequence[People]
) -> list[tuple[int, int]]:
    """Pair engagements one to one, the best fitting first.

    Args:
        labels: Labelled engagements.
        reads: Engagements read.
        told: Participants of each labelled one.
        found: Participants of each read one, in the same numbering.

    Returns:
        Places in the two lists.
    """
    fits = [(closeness(a, b, told[i], found[j]), i, j) for i, a in enumerate(labels) for j, b in enumerate(reads)]
    pairs: list[tuple[int, int]] = []
    for fit, i, j in sorted(fits, reverse=True):
        if fit > 0 and all(i != x and j != y for x, y in pairs):
            pairs.append((i, j))
    return pairs


def engagement_right(label: Record, read: Record, told: People, found: People) -> bool:
    """Whether kind, status, date, people, sides and a labelled ordinal are all right."""
    return (
        all(label[k] == read.get(k) for k in ("kind", "status"))
        and told == found
        and date_right(label["date"], read.get("date"))
        and set(label["countries"]) == set(read.get("countries", []))
        and label.get("ordinal") in (None, read.get("ordinal"))
    )


def _owing(commitment: Record) -> set[str]:
    said = ",".join(commitment.get(k) or "" for k in ("by", "to"))
    return {side.strip() for side in said.split(",") if side.strip()}


def commitment_fits(label: Record, read: Record) -> bool:
    """Whether a commitment read can be the labelled one: its sort, its day, a side in common."""
    a, b = _owing(label), _owing(read)
    return (
        bool(read.get("engagement")) == label["engagement"]
        and not dates_clash(label["due"], read.get("due"))
        and (not a or not b or bool(a & b))
    )
