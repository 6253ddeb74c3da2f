"""What a report says is still to come or still owed."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from baithak.assemble.reasons import of_planned
from baithak.edtf import clash
from baithak.model import Commitment, Engagement

_WORDS = {
    "visit": "visit",
    "summit": "summit",
    "session": "session",
    "meeting": "meeting",
    "call": "call",
    "signing": "signing",
}


def planned(engagements: Sequence[Engagement]) -> list[Commitment]:
    """A commitment for each planned engagement; a visit made for a planned summit is one with it.

    Args:
        engagements: The report's engagements.

    Returns:
        Commitments with ``engagement`` true, in the order told.
    """
    out: list[Commitment] = []
    for e in engagements:
        if e.status not in ("planned",):
            continue
        if e.kind == "visit" and any(_for_summit(e, other) for other in engagements):
            continue
        by, to = _parties(e)
        who = " and ".join(e.participants) or " and ".join(e.countries)
        where = f" in {e.place or e.place_country}" if e.place or e.place_country else ""
        what = f"{e.mechanism or _WORDS[e.kind]} of {who}{where}"
        owed = Commitment(what=what, by=by, to=to, due=e.date, engagement=True, evidence=e.evidence)
        out.append(replace(owed, reasons=of_planned(e, owed)))
    return out


def _parties(e: Engagement) -> tuple[str | None, str | None]:
    if e.kind == "visit" and e.place_country in e.countries and len(e.countries) == 2:
        other = next(c for c in e.countries if c != e.place_country)
        return other, e.place_country
    return ",".join(e.countries) or None, None


def _for_summit(visit: Engagement, other: Engagement) -> bool:
    """Whether a planned visit is made for a planned summit of the same people: one promise, not two."""
    same = other.kind == "summit" and other.status == "planned" and set(visit.participants) <= set(other.participants)
    return same and not clash(visit.date, other.date)
