"""The part of a relationship that a timeline shows: what is on it, in which lanes, and the same as a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final, Literal, get_args

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection

from baithak.ask.levels import levels, levels_of
from baithak.ask.outline import Outlined
from baithak.follow.context import measures
from baithak.reconcile.values import Line, days
from baithak.web.drawing.scale import ZOOMS, Window, window
from baithak.web.drawing.timeline import Drawing, Item, draw
from baithak.web.pages.common import PAGE, in_order, iso
from baithak.web.pages.shown import Shown, shown
from baithak.web.pages.view import Look, query, segment

Kind = Literal["meeting", "session", "summit", "visit", "call", "signing"]
Status = Literal["held", "ongoing", "planned", "cancelled"]
Zoom = Literal["week", "month", "quarter", "year", "2y", "5y", "10y", "25y"]
KINDS: Final[tuple[str, ...]] = get_args(Kind)
STATUSES: Final[tuple[str, ...]] = get_args(Status)
MOST: Final = 400  # engagements drawn one by one; of more only how many there are
_BINS: Final = 34  # parts of a window in which more are counted
_ENOUGH = 30  # engagements from which a window is wide enough to begin with
OTHER: Final = "untold"  # the lane of those whose level no report tells
MEASURES: Final = "measures"


class Filter(msgspec.Struct, frozen=True):
    """What is chosen: kinds, statuses and levels; the lanes are levels or kinds."""

    kinds: tuple[str, ...]
    statuses: tuple[str, ...]
    levels: tuple[str, ...]
    by: str

    def has(self, one: Outlined) -> bool:
        """Whether an engagement's kind and status are chosen.

        Args:
            one: The engagement.
        """
        return (not self.kinds or one.kind in self.kinds) and (not self.statuses or one.status in self.statuses)

    @property
    def parameters(self) -> dict[str, object]:
        """The same for an address."""
        by = None if self.by == "level" else self.by
        return {"kind": self.kinds, "status": self.statuses, "level": self.levels, "by": by}


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a relationship.

    Attributes:
        window: The days.
        drawing: The timeline.
        rows: The same as a list, the newest first: a page of it.
        total: How many there are.
        more: Whether there is another page.
        counted: Whether they are too many to be drawn one by one.
        by: What the lanes are.
        links: Where zooming and moving lead: ``in``, ``out``, ``back``, ``on``, ``now`` and each zoom by name.
        said: From when to when, in words.
    """

    window: Window
    drawing: Drawing
    rows: list[Shown]
    total: int
    more: bool
    counted: bool
    by: str
    links: dict[str, str | None]
    said: str


def fitting(found: Sequence[Outlined], now: int) -> str:
    """The window to begin with: the narrowest one that has enough in it.

    Args:
        found: The engagements.
        now: Today.
    """
    total = sum(o.last is not None for o in found)
    for zoom in ("year", "2y", "5y", "10y"):
        here = window(zoom, None, now)
        if sum(_lies(o, here) for o in found) >= min(_ENOUGH, max(1, total // 2)):
            return zoom
    return "25y"


def _lies(one: Outlined, here: Window) -> bool:
    return one.first is not None and one.last is not None and one.last >= here.first and one.first <= here.last


def spanned(
    connection: Connection, every: Sequence[Outlined], sides: Sequence[str], chosen: Filter,
    when: tuple[str, int | None, int], how: Look, number: int,
) -> Span:  # fmt: skip
    """A part of a relationship.

    Args:
        connection: A transaction.
        every: All engagements of the sides, the newest first.
        sides: The sides.
        chosen: What is chosen of it.
        when: Name of the window, the day in its middle, today.
        how: How pages are shown.
        number: Page of the list.
    """
    zoom, at, now = when
    here = window(zoom, at, now)
    within = [o for o in every if _lies(o, here) and chosen.has(o)]
    counted = len(within) > MOST
    by = "kind" if counted else chosen.by
    first = (number - 1) * PAGE
    if counted:
        items = _counts(within, here, chosen, how)
        total, mine = len(within), in_order(connection, [o.id for o in within[first : first + PAGE]])
    else:
        found = in_order(connection, [o.id for o in within])
        found = [x for x in found if not chosen.levels or {*levels_of(x, sides)} & {*chosen.levels}]
        items = [_item(x, by, sides, how) for x in found]
        total, mine = len(found), found[first : first + PAGE]
    items += _measures(connection, sides, here, how) if not chosen.kinds and not chosen.statuses else []
    drawing = draw(items, _lanes(by, how), here, how.tongue.words.months, now)
    return Span(
        window=here, drawing=_linked(drawing, here, chosen), rows=[shown(x, how) for x in mine], total=total,
        more=total > first + PAGE, counted=counted, by=by, links=_links(here, chosen, now), said=_said(here, how),
    )  # fmt: skip


def _said(here: Window, how: Look) -> str:
    if here.zoom in ("10y", "25y"):
        return f"{date.fromordinal(here.first).year}–{date.fromordinal(here.last).year}"
    if here.zoom in ("quarter", "year", "2y", "5y"):
        return how.tongue.day(f"{iso(here.first)[:7]}/{iso(here.last)[:7]}")
    return how.tongue.day(f"{iso(here.first)}/{iso(here.last)}")


def _item(line: Line, by: str, sides: Sequence[str], how: Look) -> Item:
    one = shown(line, how)
    span = days(line.date) or (0, 0)
    lane = line.kind if by == "kind" else next(iter(levels_of(line, sides)), OTHER)
    said = [one.when, one.said, one.title, one.who, one.where]
    return Item(
        ref=one.href, lane=lane, first=span[0], last=span[1], shape=line.status, sort=line.kind, label=one.short,
        title=" · ".join(x for x in said if x),
    )  # fmt: skip


def _lanes(by: str, how: Look) -> list[tuple[str, str]]:
    words = how.tongue.words
    if by == "kind":
        lanes = [(kind, how.words(f"kinds.{kind}")) for kind in KINDS]
    else:
        lanes = [(level.id, words.levels[level.id]) for level in levels()]
        lanes.append((OTHER, how.words("pair.untold")))
    return [*lanes, (MEASURES, how.words("pair.measures"))]


def _counts(within: Sequence[Outlined], here: Window, chosen: Filter, how: Look) -> list[Item]:
    """How many there are in each part of the window, by kind; one alone leads to itself."""
    size = max(1, -(-here.days // _BINS))
    parts: dict[tuple[str, int], list[Outlined]] = {}
    for o in within:
        parts.setdefault((o.kind, (max(o.first or 0, here.first) - here.first) // size), []).append(o)
    zoom = here.near("in") or here.zoom
    out = []
    for (kind, part), some in sorted(parts.items(), key=lambda p: p[0]):
        first = here.first + part * size
        at = iso(first + size // 2)
        tally = Counter(o.status for o in some)
        said = ", ".join(f"{n} {how.words(f'status.{status}')}" for status, n in tally.most_common())
        alone = f"/engagement/{segment(some[0].id)}" if len(some) == 1 else ""
        out.append(
            Item(
                ref=alone or query(zoom=zoom, at=at, **chosen.parameters) + "#timeline", lane=kind, first=first,
                last=min(first + size - 1, here.last), shape=tally.most_common(1)[0][0], sort=kind, label="",
                count=len(some), title=f"{how.tongue.day(at[:7])}: {said}",
            )
        )  # fmt: skip
    return out


def _measures(connection: Connection, sides: Sequence[str], here: Window, how: Look) -> list[Item]:
    out = []
    for one in measures(connection, sides, here.first, here.last)[:MOST]:
        span = days(one.date)
        if span is None:
            continue
        name = how.tongue.words.measures.get(one.kind, one.kind)
        parties = " → ".join(how.tongue.sides(x.split(",")) for x in (one.by, one.against) if x)
        key = next((s.report for s in one.sources if s.report), None)
        label = f"{name} {one.quantity or ''}".strip()
        out.append(
            Item(
                ref=f"/report/{key}" if key else "", lane=MEASURES, first=span[0], last=span[1], shape="measure",
                sort="measure", label=label, title=" · ".join([how.tongue.day(one.date), label, parties]),
            )
        )  # fmt: skip
    return out


# ---------------------------------------------------------------------- where zooming leads


def _links(here: Window, chosen: Filter, now: int) -> dict[str, str | None]:
    def to(zoom: str | None, at: int | None) -> str | None:
        if zoom is None:
            return None
        return query(zoom=zoom, at=iso(at) if at is not None else None, **chosen.parameters) + "#timeline"

    out = {"in": to(here.near("in"), here.at), "out": to(here.near("out"), here.at)}
    out |= {"back": to(here.zoom, here.moved(-0.5)), "on": to(here.zoom, here.moved(0.5)), "now": to(here.zoom, None)}
    middle = None if here == window(here.zoom, None, now) else here.at
    return out | {zoom: to(zoom, middle) for zoom in ZOOMS}


def _linked(made: Drawing, here: Window, chosen: Filter) -> Drawing:
    """The same with counts that lead to the narrower window around them."""

    def led(item: Item) -> Item:
        if item.ref:
            return item
        at = iso((max(item.first, here.first) + min(item.last, here.last)) // 2)
        return replace(item, ref=query(zoom=here.near("in") or here.zoom, at=at, **chosen.parameters) + "#timeline")

    lanes = tuple(
        replace(lane, marks=tuple(replace(m, item=led(m.item)) for m in lane.marks)) for lane in made.lanes
    )
    return replace(made, lanes=lanes)


