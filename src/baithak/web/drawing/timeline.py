"""A timeline: lanes with marks that do not lie on each other, labels where there is room, else counts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from baithak.web.drawing.scale import Tick, Window, ticks

GUTTER: Final = 168  # left of the days: names of the lanes
WIDTH: Final = 1000  # of the whole
_ROW = 20  # height of a row of marks
_ROOM = 15  # width that a mark takes
_ROWS = 6  # rows of a lane at most
_FEW = 30  # marks of a lane up to which labels are placed before the next mark
_VAST = 0.3  # of the whole: days that reach farther take no room of their own
_CROWD = 0.4  # of the marks of a lane: where more find no row, all of them are counted
_LETTER = 6.6  # width of a letter of a label
_LABEL = 34  # letters of a label at most
_NAME = 24  # letters of a line of a lane's name
_TOP = 34  # above the lanes: the years


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """Something to be drawn.

    Attributes:
        ref: Where it leads.
        lane: Key of its lane.
        first: First day that its date can mean (proleptic ordinal).
        last: Last day.
        shape: ``held``, ``ongoing``, ``planned``, ``cancelled``, ``measure``.
        sort: What colours it: its kind.
        label: A few words beside it.
        title: What is said of it when it is pointed at.
        count: How many it stands for.
    """

    ref: str
    lane: str
    first: int
    last: int
    shape: str
    sort: str
    label: str
    title: str
    count: int = 1


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """An item on the drawing: the middle of its mark, from where to where its days reach, where its label begins."""

    item: Item
    x: float
    y: float
    left: float
    right: float
    label: str
    at: float


class Lane(msgspec.Struct, frozen=True, kw_only=True):
    """A lane: its name in lines, and where it lies."""

    key: str
    names: tuple[str, ...]
    y: float
    height: float
    marks: tuple[Mark, ...]


class Line(msgspec.Struct, frozen=True):
    """A tick on the drawing."""

    x: float
    tick: Tick


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """A timeline with everything in its place.

    Attributes:
        today: Where today begins; None where it lies outside.
        ahead: Where what is ahead begins; None where all of it has passed.
    """

    width: int
    height: float
    gutter: int
    top: int
    lines: tuple[Line, ...]
    lanes: tuple[Lane, ...]
    today: float | None
    ahead: float | None


def draw(
    items: Iterable[Item], lanes: Sequence[tuple[str, str]], shown: Window, months: Sequence[str], today: int
) -> Drawing:
    """Draw a timeline.

    Args:
        items: What is on it, in any order.
        lanes: Keys and names of the lanes, from above; those with nothing in them are left out.
        shown: The days shown.
        months: Names of the months.
        today: The day (proleptic ordinal).
    """
    found: dict[str, list[Item]] = {key: [] for key, _ in lanes}
    for item in items:
        if item.last >= shown.first and item.first <= shown.last and item.lane in found:
            found[item.lane].append(item)
    out: list[Lane] = []
    y = float(_TOP)
    for key, name in lanes:
        if not found[key]:
            continue
        made = _lane(key, name, found[key], shown, y)
        out.append(made)
        y += made.height
    room = WIDTH - GUTTER
    lines = tuple(Line(GUTTER + shown.place(t.day, room), t) for t in ticks(shown, months))
    inside = shown.first <= today <= shown.last
    ahead = GUTTER + shown.place(max(today, shown.first), room) if today <= shown.last else None
    at = GUTTER + shown.place(today + 0.5, room) if inside else None
    return Drawing(
        width=WIDTH, height=y + 8, gutter=GUTTER, top=_TOP, lines=lines, lanes=tuple(out), today=at, ahead=ahead
    )


def _lane(key: str, name: str, items: Sequence[Item], shown: Window, y: float) -> Lane:
    ordered = sorted(items, key=lambda i: (_middle(i, shown), i.ref))
    placed = _placed(ordered, shown, labelled=len(ordered) <= _FEW)
    rows = 1 + max(row for _, row, _ in placed)
    names = tuple(_wrapped(name))
    height = max(rows * _ROW, 15 * len(names)) + 10
    marks = tuple(_mark(item, row, label, shown, y) for item, row, label in placed)
    return Lane(key=key, names=names, y=y, height=height, marks=marks)


def _mark(item: Item, row: int, label: str, shown: Window, y: float) -> Mark:
    room = WIDTH - GUTTER
    left = max(shown.place(item.first, room), 0.0)
    right = min(shown.place(item.last + 1, room), float(room))
    return Mark(
        item=item, x=round(GUTTER + _middle(item, shown), 1), y=y + 5 + row * _ROW + _ROW / 2, left=GUTTER + left,
        right=GUTTER + right, label=label, at=round(GUTTER + _reach(item, shown)[1] + 3, 1),
    )  # fmt: skip


def _middle(item: Item, shown: Window) -> float:
    room = WIDTH - GUTTER
    at = shown.place((max(item.first, shown.first) + min(item.last, shown.last) + 1) / 2, room)
    return min(max(at, _ROOM / 2), room - _ROOM / 2)


def _placed(items: Sequence[Item], shown: Window, *, labelled: bool) -> list[tuple[Item, int, str]]:
    """Items with their rows and labels, from the left; what finds no row is counted in the last one."""
    ends = [0.0] * (_ROWS - 1)  # where each row is free from
    out: list[tuple[Item, int, str]] = []
    left: list[Item] = []
    for item in items:
        start, end = _reach(item, shown)
        row = next((n for n, free in enumerate(ends) if free <= start), None)
        if row is None:
            left.append(item)
            continue
        label = _cut(item.label)
        far = end + 3 + letters(label) * _LETTER
        shows = labelled and bool(label) and far < WIDTH - GUTTER
        ends[row] = far + 4 if shows else end
        out.append((item, row, label if shows else ""))
    if left and labelled:
        return _placed(items, shown, labelled=False)
    if len(left) > _CROWD * len(items):
        return [(one, 0, "") for one in _binned(items, shown)]
    placed = out if labelled else _with_labels(out, shown)
    return placed + [(one, _ROWS - 1, "") for one in _binned(left, shown)]


def _reach(item: Item, shown: Window) -> tuple[float, float]:
    """From where to where an item takes room: its mark, and its days where they are not most of what is shown."""
    x, room = _middle(item, shown), float(WIDTH - GUTTER)
    left, right = max(shown.place(item.first, room), 0.0), min(shown.place(item.last + 1, room), room)
    if right - left > _VAST * room or item.count > 1:
        left = right = x
    return min(left, x - _ROOM / 2), max(right, x + _ROOM / 2)


def _with_labels(placed: Sequence[tuple[Item, int, str]], shown: Window) -> list[tuple[Item, int, str]]:
    """The same with the labels for which there is room before the next mark of the row."""
    nexts: dict[int, float] = {}
    out: list[tuple[Item, int, str]] = []
    for item, row, _ in reversed(placed):
        start, end = _reach(item, shown)
        label = _cut(item.label)
        far = end + 6 + letters(label) * _LETTER
        fits = far < nexts.get(row, float(WIDTH - GUTTER))
        out.append((item, row, label if fits else ""))
        nexts[row] = start
    return out[::-1]


def _binned(items: Sequence[Item], shown: Window) -> list[Item]:
    """Where there are too many to tell apart: counts of what lies close together."""
    groups: list[list[Item]] = []
    start = -1e9
    for item in items:
        x = _middle(item, shown)
        if x - start > 1.6 * _ROOM:
            groups.append([])
            start = x
        groups[-1].append(item)
    return [_sum(group) for group in groups]


def _sum(group: Sequence[Item]) -> Item:
    if len(group) == 1:
        return group[0]
    planned = all(i.shape == "planned" for i in group)
    middle = group[len(group) // 2]
    return msgspec.structs.replace(
        middle, shape="planned" if planned else "held", count=sum(i.count for i in group), label="",
        first=min(i.first for i in group), last=max(i.last for i in group), ref="",
        sort=middle.sort if all(i.sort == middle.sort for i in group) else "several", title="",
    )  # fmt: skip


# ---------------------------------------------------------------------- letters


def letters(words: str) -> float:
    """How many letters wide some words are: signs above and below take no room, wide scripts more.

    Args:
        words: The words.
    """
    return sum(_wide(c) for c in words)


def _wide(letter: str) -> float:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    if letter.isascii():
        return 1.25 if letter.isupper() else 1.0
    return 2.0 if unicodedata.east_asian_width(letter) in "WF" else 1.2


def _cut(label: str) -> str:
    if len(label) <= _LABEL:
        return label
    cut = label.rfind(" ", 0, _LABEL)
    return label[: cut if cut > _LABEL // 2 else _LABEL].rstrip() + "…"


def _wrapped(name: str) -> Iterator[str]:
    line = ""
    for word in name.split():
        if line and letters(line) + 1 + letters(word) > _NAME:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line
