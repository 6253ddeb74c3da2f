"""Places that drafts without one take over: from the visit around them, or from where the report was filed."""

from __future__ import annotations

from collections.abc import Sequence

from baithak.assemble.dates import may_hold
from baithak.assemble.draft import GROUP, Draft

_LEAD = 2  # sentences within which the news was made where it was filed


def lend_places(drafts: Sequence[Draft], filed: tuple[str, str] | None) -> None:
    """Give talks and signings the place of the visit in which they lie, and the news the place of the dateline.

    Args:
        drafts: The report's drafts, their kinds settled.
        filed: Place of the dateline and its state, or None.
    """
    visits = [d for d in drafts if d.kind == "visit" and d.place_state]
    if filed is not None:
        for visit in visits:
            here = visit.place is None and visit.place_state == filed[1]
            if here and any(i.arrival or i.status == "ongoing" for i in visit.instances):
                visit.place = filed[0]
    for draft in drafts:
        if draft.place or draft.place_state or GROUP[draft.kind] not in ("talk", "signing"):
            continue
        around = next((v for v in visits if _lies_in(draft, v)), None)
        if around is not None:
            draft.place, draft.place_state = around.place, around.place_state
        elif filed is not None and filed[1] in draft.states and _is_news(draft):
            draft.place, draft.place_state = filed


def _lies_in(talks: Draft, visit: Draft) -> bool:
    sides = set(talks.states) <= set(visit.states) and len(talks.states) > 1
    taking = not talks.people or bool(set(talks.people) & set(visit.people))
    return sides and taking and may_hold(visit, talks)


def _is_news(draft: Draft) -> bool:
    told = [i for i in draft.instances if not i.nominal and not i.perfect]
    return bool(told) and min(i.sentence for i in told) <= _LEAD and draft.status() in ("held", "ongoing", None)
