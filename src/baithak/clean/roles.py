"""The roles of lines: first what a line's own words tell, then what its neighbours tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from baithak.clean.credits import is_credit
from baithak.clean.rows import Row
from baithak.clean.stamps import stamps
from baithak.clean.table import Words

_SHORT = 400  # code points; a longer line is prose whatever it begins with
_FOREIGN_WORDS = 4
_CAPTION_WORDS = 8
_MENU_RUN = 4
_ARROWS = (">", "»", "›", "→")

Rule = Callable[[Row, Words], bool]


def alone(row: Row, words: Words) -> None:
    """Give a row the role that its own words tell, if they do."""
    if not row.words:
        row.give("stamp", "sign")
    elif is_credit(row.tokens, row.matches, words) and not row.long:
        row.give("credit", "credit")
    elif row.end - row.start <= _SHORT:
        for name, rule in _FURNITURE.items():
            if rule(row, words):
                row.give("furniture", name)
                return
        if stamps(row, words) is not None:
            row.give("stamp", "stamp")


def _section(row: Row, words: Words) -> bool:
    return row.whole("sections") and not row.prose


def _line(row: Row, words: Words) -> bool:
    return row.whole("lines") or (len(row.words) <= 8 and _made_of(row, frozenset(("lines", "channel", "call"))))


def _start(row: Row, words: Words) -> bool:
    return row.first("starts") is not None


def _lead(row: Row, words: Words) -> bool:
    lead = row.first("leads")
    if lead is None:
        return False
    after = row.tokens[lead.last].key if lead.last < len(row.tokens) else ""
    return row.count(lead) >= 3 or after in (":", "-", "–", "—", "|", ">") or len(row.words) == row.count(lead)


def _contains(row: Row, words: Words) -> bool:
    return len(row.words) <= 40 and row.has("contains")


def _plea(row: Row, words: Words) -> bool:
    channels = {m.entry.id for m in row.matches if m.entry.kind == "channel"}
    return bool(channels) and any(m.entry.kind == "call" and m.entry.id in channels for m in row.matches)


def _menu(row: Row, words: Words) -> bool:
    return len(row.words) <= 12 and _made_of(row, frozenset(("menu",))) and not row.prose


def _crumbs(row: Row, words: Words) -> bool:
    """A trail such as *Home > World > …*."""
    arrows = sum(row.text.count(a) for a in _ARROWS)
    first = row.first("menu")
    return not row.prose and (arrows >= 2 or (arrows == 1 and first is not None and row.tokens[first.last].key in _ARROWS))


def _bars(row: Row, words: Words) -> bool:
    """A bar of choices such as *A | B | C*."""
    parts = [p.split() for p in row.text.split("|")]
    return len(parts) >= 3 and all(len(p) <= 3 for p in parts) and not any(t.kind == "d" for t in row.tokens)


def _caption(row: Row, words: Words) -> bool:
    """A short picture caption with its mark: *(file photo)*, *Photo: …*."""
    if row.prose or len(row.words) > _CAPTION_WORDS + 2:
        return False
    first = row.first("captions")
    if first and first.last < len(row.tokens) and row.tokens[first.last].key in (":", "|"):
        return True
    last = [m for m in row.matches if m.entry.kind == "captions" and m.last >= len(row.tokens) - 1]
    return any(m.first and row.tokens[m.first - 1].key in "([|:-–—" for m in last)


def _foreign(row: Row, words: Words) -> bool:
    """A scrap wholly in another script than the report's: site names, buttons."""
    return len(row.words) <= _FOREIGN_WORDS and row.text.isascii() and not row.prose and not _dated(row, words)


def _number(row: Row, words: Words) -> bool:
    return len(row.tokens) <= 2 and all(t.kind == "d" for t in row.tokens if t.kind != "p")


def _dated(row: Row, words: Words) -> bool:
    return stamps(row, words) is not None


_FURNITURE: dict[str, Rule] = {
    "section": _section, "line": _line, "start": _start, "lead": _lead, "contains": _contains, "plea": _plea,
    "menu": _menu, "crumbs": _crumbs, "bars": _bars, "caption": _caption, "number": _number, "foreign": _foreign,
}


def _made_of(row: Row, kinds: frozenset[str]) -> bool:
    taken = row.covered(kinds)
    return all(t.kind == "p" or i in taken for i, t in enumerate(row.tokens)) and not row.long


# ---------------------------------------------------------------------- neighbours


def together(rows: Sequence[Row]) -> None:
    """Give the roles that only the neighbours tell: lists under a heading, menus, headlines, the rest."""
    vocabulary = _vocabulary(rows)
    _lists(rows, vocabulary)
    _menus(rows)
    _headlines(rows)


def _vocabulary(rows: Iterable[Row]) -> frozenset[str]:
    return frozenset(key for row in rows if row.prose and not row.role for key in row.words if len(key) > 3)


def _overlap(row: Row, vocabulary: frozenset[str]) -> float:
    keys = [key for key in row.words if len(key) > 3]
    return sum(key in vocabulary for key in keys) / len(keys) if keys else 0.0


def _lists(rows: Sequence[Row], vocabulary: frozenset[str]) -> None:
    """The lines under a heading such as *Related posts*, up to where the report goes on."""
    first_prose = next((i for i, r in enumerate(rows) if r.prose and not r.role), len(rows))
    opened = False
    seen: set[str] = set()
    for i, row in enumerate(rows):
        if row.role == "furniture" and (row.rule == "section" or (row.rule == "lead" and row.whole("leads"))):
            opened = True
        elif opened and row.role in ("", "stamp"):
            if row.prose and i >= first_prose and _resumes(row, seen, first=i == first_prose):
                opened = False
            else:
                row.give("furniture", "listed")
        if row.prose and not row.role:
            seen.update(key for key in row.words if len(key) > 3)
    for i in range(first_prose - 1, -1, -1):  # the report's own headline after a list at the page's top
        if rows[i].rule == "listed" and len(rows[i].words) >= 4 and _overlap(rows[i], vocabulary) >= 0.5:
            rows[i].give("", "")
            break


def _resumes(row: Row, seen: set[str], *, first: bool) -> bool:
    return first or (len(row.words) >= 12 and _overlap(row, frozenset(seen)) >= 0.25)


def _menus(rows: Sequence[Row]) -> None:
    """Runs of one to three words a line, before the report or after it."""
    prose = [i for i, r in enumerate(rows) if r.prose and not r.role]
    for part in (range(prose[0]), range(prose[-1] + 1, len(rows))) if prose else ():
        run: list[Row] = []
        for i in part:
            row = rows[i]
            if len(row.words) <= 3 and row.role in ("", "furniture") and not row.prose:
                run.append(row)
                continue
            _settle(run)
            run = []
        _settle(run)


def _settle(run: Sequence[Row]) -> None:
    if len(run) >= _MENU_RUN:
        for row in run:
            if not row.role:
                row.give("furniture", "menu run")


def _headlines(rows: Sequence[Row]) -> None:
    """Headline before the prose; the same words again later are the headline too; everything else is body."""
    heads: set[tuple[str, ...]] = set()
    before = True
    for row in rows:
        if row.role:
            continue
        if row.prose:
            before = False
        key = tuple(row.words)
        if key in heads or (before and not row.prose):
            heads.add(key)
            row.give("headline", "headline")
        else:
            row.give("body", "body")
