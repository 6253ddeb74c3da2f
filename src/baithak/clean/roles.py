"""The roles of lines: first what a line's own words tell, then what its neighbours tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set

from baithak.clean.credits import is_credit
from baithak.clean.rows import Row
from baithak.clean.stamps import stamps
from baithak.clean.table import Words

_SHORT = 400  # code points; a longer line is prose whatever it begins with
_FOREIGN_WORDS = 4
_CAPTION_WORDS = 8
_MENU_RUN = 4
_BAG = 2000  # code points of a line whose words are compared
_SIGNS = ".,:;!?()[]'\"“”‘’-–—"
_TICKER = "||"
_ARROWS = (">", "»", "›", "→")

Rule = Callable[[Row, Words], bool]


def alone(row: Row, words: Words) -> None:
    """Give a row the role that its own words tell, if they do."""
    if not row.words:
        row.give("stamp", "sign")
    elif not row.long and is_credit(row.tokens, row.matches, words):
        row.give("credit", "credit")
    elif row.text.count(_TICKER) >= 2:
        row.give("furniture", "ticker")
    elif row.end - row.start <= _SHORT:
        rules = _FURNITURE[:_FOR_PROSE] if row.prose else _FURNITURE
        for name, kind, rule in rules:
            if (not kind or kind in row.kinds) and rule(row, words):
                row.give("furniture", name)
                return
        if not row.prose and stamps(row, words) is not None:
            row.give("stamp", "stamp")


def _section(row: Row, words: Words) -> bool:
    return row.whole("sections")


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
    return len(row.words) <= 40


def _plea(row: Row, words: Words) -> bool:
    channels = {m.entry.id for m in row.matches if m.entry.kind == "channel"}
    return bool(channels) and any(m.entry.kind == "call" and m.entry.id in channels for m in row.matches)


def _menu(row: Row, words: Words) -> bool:
    return len(row.words) <= 12 and _made_of(row, frozenset(("menu",)))


def _crumbs(row: Row, words: Words) -> bool:
    """A trail such as *Home > World > …*, with or without its arrows."""
    if sum(row.text.count(a) for a in _ARROWS) >= 2:
        return True
    first = row.first("menu")
    if first is None or first.last >= len(row.tokens):
        return False
    after = row.tokens[first.last].key
    follow = {m.first for m in row.matches if m.entry.kind == "menu"}
    if after in _ARROWS or (after == "/" and first.last + 1 in follow):
        return True
    return first.first == 0 and row.words[0] in words.home and first.last in follow


def _marked(row: Row, words: Words) -> bool:
    """A copyright notice, or a row of hashtags."""
    if row.text[0] == "©":
        return True
    return row.text[0] == "#" and all(w.startswith("#") for w in row.text.split()) and not row.prose


def _bars(row: Row, words: Words) -> bool:
    """A bar of choices such as *A | B | C*."""
    parts = [p.split() for p in row.text.split("|")]
    return len(parts) >= 3 and all(len(p) <= 3 for p in parts) and not any(t.kind == "d" for t in row.tokens)


def _caption(row: Row, words: Words) -> bool:
    """A short picture caption with its mark: *(file photo)*, *Photo: …*."""
    if len(row.words) > _CAPTION_WORDS + 2:
        return False
    if row.whole("captions"):
        return True
    first = row.first("captions")
    if first and first.last < len(row.tokens) and row.tokens[first.last].key in (":", "|"):
        return True
    last = [m for m in row.matches if m.entry.kind == "captions" and m.last >= len(row.tokens) - 1]
    return any(m.first and row.tokens[m.first - 1].key in "([|:-–—" for m in last)


def _foreign(row: Row, words: Words) -> bool:
    """A scrap wholly in another script than the report's: site names, buttons."""
    return len(row.words) <= _FOREIGN_WORDS and row.text.isascii() and stamps(row, words) is None


def _number(row: Row, words: Words) -> bool:
    return len(row.tokens) <= 2 and all(t.kind == "d" for t in row.tokens if t.kind != "p")


#: Name of a rule, the kind of phrase without which it cannot hold, and its test; those for lines of prose come first.
_FURNITURE: tuple[tuple[str, str, Rule], ...] = (
    ("start", "starts", _start),
    ("lead", "leads", _lead),
    ("contains", "contains", _contains),
    ("plea", "call", _plea),
    ("line", "", _line),
    ("section", "sections", _section),
    ("menu", "menu", _menu),
    ("crumbs", "", _crumbs),
    ("marked", "", _marked),
    ("bars", "", _bars),
    ("caption", "captions", _caption),
    ("number", "", _number),
    ("foreign", "", _foreign),
)
_FOR_PROSE = 4


def _made_of(row: Row, kinds: frozenset[str]) -> bool:
    taken = row.covered(kinds)
    return bool(taken) and all(t.kind != "w" or i in taken for i, t in enumerate(row.tokens)) and not row.long


# ---------------------------------------------------------------------- neighbours


def together(rows: Sequence[Row]) -> None:
    """Give the roles that only the neighbours tell: lists under a heading, menus, headlines, the rest."""
    if any(_opens(row) for row in rows):
        _lists(rows, _vocabulary(rows))
    _menus(rows)
    _headlines(rows)


def _opens(row: Row) -> bool:
    """Whether a row heads a list of other reports."""
    return row.role == "furniture" and (row.rule == "section" or (row.rule == "lead" and row.whole("leads")))


def _vocabulary(rows: Iterable[Row]) -> frozenset[str]:
    return frozenset(word for row in rows if row.prose and not row.role for word in _bag(row))


def _bag(row: Row) -> set[str]:
    """The longer words of a row, as written: rows of one report share them."""
    return {word.strip(_SIGNS) for word in row.text[:_BAG].split() if len(word) > 3}


def _overlap(row: Row, vocabulary: Set[str]) -> float:
    bag = _bag(row)
    return len(bag & vocabulary) / len(bag) if bag else 0.0


def _lists(rows: Sequence[Row], vocabulary: Set[str]) -> None:
    """The lines under a heading such as *Related posts*, up to where the report goes on."""
    prose = next((i for i, r in enumerate(rows) if r.prose and not r.role), len(rows))
    head = _own_headline(rows[:prose], vocabulary) if prose < len(rows) else -1
    opened = False
    seen: set[str] = set()
    for i, row in enumerate(rows):
        if i in (head, prose) or (0 <= head < i < prose and row.role == "stamp"):
            opened = False
        if _opens(row):
            opened = True
        elif opened and row.role in ("", "stamp"):
            if row.prose and _resumes(row, seen):
                opened = False
            else:
                row.give("furniture", "listed")
        if row.prose and not row.role:
            seen |= _bag(row)


def _own_headline(rows: Sequence[Row], vocabulary: Set[str]) -> int:
    """Which of the lines before the prose is the report's own headline: the one most like it, or else the last."""
    lines = [i for i, row in enumerate(rows) if not row.role and len(row.words) >= 4]
    if not lines:
        return len(rows)
    best = max(lines, key=lambda i: (_overlap(rows[i], vocabulary), i))
    return best if _overlap(rows[best], vocabulary) >= 0.3 else lines[-1]


def _resumes(row: Row, seen: Set[str]) -> bool:
    return (row.long or len(row.words) >= 12) and _overlap(row, seen) >= 0.25


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
