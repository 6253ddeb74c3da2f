"""The part of a relationship that a timeline shows: what is on it, in which lanes, and the same as a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal, get_args

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, func, select

from baithak.ask.levels import levels, levels_of
from baithak.follow.context import measures
from baithak.reconcile.values import Line, days
from baithak.record.queries import Wanted, chosen, count, newest_ids
from baithak.record.schema import engagement
from baithak.web.drawing.scale import ZOOMS, Window, window
from baithak.web.drawing.timeline import Drawing, Item, draw
from baithak.web.pages.common import PAGE, in_order, iso, one_page
from baithak.web.pages.shown import Shown, shown
from baithak.web.pages.view import Look, query

Kind = Literal["meeting", "session", "summit", "visit", "call", "signing"]
Status = Literal["held", "ongoing", "planned", "cancelled"]
Zoom = Literal["week", "month", "quarter", "year", "2y", "5y", "10y", "25y"]
KINDS: Final[tuple[str, ...]] = get_args(Kind)
STATUSES: Final[tuple[str, ...]] = get_args(Status)
MOST: Final = 400  # engagements drawn one by one; of more only how many there are
_BINS: Final = 60  # parts of a window in which more are counted
_ENOUGH = 30  # engagements from which a window is wide enough to begin with
OTHER: Final = "untold"  # the lane of those whose level no report tells
MEASURES: Final = "measures"


class Filter(msgspec.Struct, frozen=True):
    """What is chosen: kinds, statuses and levels; the lanes are levels or kinds."""

    kinds: tuple[str, ...]
    statuses: tuple[str, ...]
    levels: tuple[str, ...]
    by: str

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


def fitting(connection: Connection, asked: Wanted, now: int) -> str:
    """The window to begin with: the narrowest one that has enough in it.

    Args:
        connection: A transaction.
        asked: Which engagements.
        now: Today.
    """
    total = count(connection, replace(asked, dated=True))
    for zoom in ("year", "2y", "5y", "10y"):
        here = window(zoom, None, now)
        if count(connection, replace(asked, since=here.first, until=here.last)) >= min(_ENOUGH, max(1, total // 2)):
            return zoom
    return "25y"


def spanned(
    connection: Connection, asked: Wanted, chosen_: Filter, when: tuple[str, int | None, int], how: Look, number: int
) -> Span:
    """A part of a relationship.

    Args:
        connection: A transaction.
        asked: The sides.
        chosen_: What is chosen of it.
        when: Name of the window, the day in its middle, today.
        how: How pages are shown.
        number: Page of the list.
    """
    zoom, at, now = when
    here = window(zoom, at, now)
    within = replace(
        asked, since=here.first, until=here.last, kind=chosen_.kinds, status=chosen_.statuses, dated=True
    )
    ids = list(newest_ids(connection, replace(within, newest=True, limit=MOST + 1)))
    counted = len(ids) > MOST
    by = "kind" if counted else chosen_.by
    if counted:
        items = _counts(connection, within, here, chosen_, how)
        total = sum(i.count for i in items)
        rows, more = one_page(connection, within, number)
    else:
        found = [x for x in in_order(connection, ids) if _is_chosen(x, chosen_, asked.countries)]
        items = [_item(x, by, asked.countries, how) for x in found]
        total, rows = len(found), found[(number - 1) * PAGE : number * PAGE]
        more = total > number * PAGE
    items += _measures(connection, asked.countries, here, how) if not chosen_.kinds and not chosen_.statuses else []
    drawing = draw(items, _lanes(by, how), here, how.tongue.words.months, now)
    return Span(
        window=here, drawing=_linked(drawing, here, chosen_), rows=[shown(x, how) for x in rows], total=total,
        more=more, counted=counted, by=by, links=_links(here, chosen_, now), said=_said(here, how),
    )  # fmt: skip


def _said(here: Window, how: Look) -> str:
    if here.zoom in ("10y", "25y"):
        return f"{date.fromordinal(here.first).year}–{date.fromordinal(here.last).year}"
    if here.zoom in ("quarter", "year", "2y", "5y"):
        return how.tongue.day(f"{iso(here.first)[:7]}/{iso(here.last)[:7]}")
    return how.tongue.day(f"{iso(here.first)}/{iso(here.last)}")


def _is_chosen(line: Line, chosen_: Filter, sides: Sequence[str]) -> bool:
    return not chosen_.levels or bool({*levels_of(line, sides)} & {*chosen_.levels})


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


def _counts(connection: Connection, within: Wanted, here: Window, chosen_: Filter, how: Look) -> list[Item]:
    """How many there are in each part of the window, by kind and by whether they were held."""
    e = engagement.c
    size = max(1, here.days // _BINS)
    part = ((e.first - here.first) // size).label("part")
    asked = chosen(select(e.kind, e.status, part, func.count().label("n")), within)
    zoom = here.near("in") or here.zoom
    out = []
    for row in connection.execute(asked.group_by(e.kind, e.status, part)):
        first = max(here.first, here.first + int(row.part) * size)
        at = iso(first + size // 2)
        out.append(
            Item(
                ref=query(zoom=zoom, at=at, **chosen_.parameters), lane=row.kind, first=first, last=first + size - 1,
                shape=row.status, sort=row.kind, label="", count=row.n,
                title=f"{how.tongue.day(at[:7])}: {row.n} {how.words(f'status.{row.status}')}",
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


def _links(here: Window, chosen_: Filter, now: int) -> dict[str, str | None]:
    def to(zoom: str | None, at: int | None) -> str | None:
        if zoom is None:
            return None
        return query(zoom=zoom, at=iso(at) if at is not None else None, **chosen_.parameters) + "#timeline"

    out = {"in": to(here.near("in"), here.at), "out": to(here.near("out"), here.at)}
    out |= {"back": to(here.zoom, here.moved(-0.5)), "on": to(here.zoom, here.moved(0.5)), "now": to(here.zoom, None)}
    middle = None if here == window(here.zoom, None, now) else here.at
    return out | {zoom: to(zoom, middle) for zoom in ZOOMS}


def _linked(made: Drawing, here: Window, chosen_: Filter) -> Drawing:
    """The same with counts that lead to the narrower window around them."""

    def led(item: Item) -> Item:
        if item.ref:
            return item
        at = iso((max(item.first, here.first) + min(item.last, here.last)) // 2)
        return replace(item, ref=query(zoom=here.near("in") or here.zoom, at=at, **chosen_.parameters) + "#timeline")

    lanes = tuple(
        replace(lane, marks=tuple(replace(m, item=led(m.item)) for m in lane.marks)) for lane in made.lanes
    )
    return replace(made, lanes=lanes)


