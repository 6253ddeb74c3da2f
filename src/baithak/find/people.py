"""Names of people in a sentence: announced by an office or an honorific, known to the register, or told by a surname.

People outside the register are the rule, not the exception: *office + state + name* finds them, and nothing here asks
whether anybody knows them.
"""

from __future__ import annotations

from itertools import pairwise

import msgspec
from rapidfuzz.distance.Levenshtein import distance

from baithak.find.marks import Marks
from baithak.find.offices import Office, office_at

_SPELT = 5  # letters from which one wrong letter does not make another name
_REALM = 8  # tokens before a royal title within which its state is told
_MOST_ARABIC = 8  # words of a name with particles: forefathers and house
_LISTED = 4  # words of a name in a list
_MOST_WORDS = 5  # of an unknown name; longer runs are prose


class Name(msgspec.Struct, frozen=True, gc=False):
    """A name mention.

    Attributes:
        first: First token of the bare name, honorifics left out.
        last: Token after the name.
        rule: What announced it: ``office``, ``honorific``, ``rank``, ``register``, ``surname`` or ``short``.
        known: Register ids that the whole words stand for; empty where nobody is known.
    """

    first: int
    last: int
    rule: str
    known: tuple[str, ...] = ()


def names(marks: Marks, offices: list[Office]) -> list[Name]:
    """All full names of a sentence, left to right, without overlaps.

    Args:
        marks: The sentence.
        offices: Its offices.

    Returns:
        Names; short forms of people named elsewhere are not among them (see :func:`short_names`).
    """
    found = _told_names(marks, offices)
    for office in offices:
        _under_title(marks, office, found)
    for name in _by_surname(marks):
        found.setdefault(name.first, name)
    for name in _mononyms(marks, frozenset(found)):
        found.setdefault(name.first, name)
    for name in _in_list(marks, found):
        found.setdefault(name.first, name)
    for name in [n for n in found.values() if marks.has("namesake", n.last)]:
        del found[name.first]  # a road, a prize, an airport
    out: list[Name] = []
    edge = 0
    for name in sorted(found.values(), key=lambda n: (n.first, -n.last)):
        if name.first >= edge:
            out.append(name)
            edge = name.last
    return out


def _told_names(marks: Marks, offices: list[Office]) -> dict[int, Name]:
    """Names that an office, an honorific or a counterpart announces, and names of the register, by first token."""
    found: dict[int, Name] = {}
    for office in offices:
        weak = office.title in marks.lang.offices.weak and not _royal(marks, office)
        _announced(marks, office.last, "weak office" if weak else "office", found)
    for rule in ("honorific", "rank"):
        for m in marks.spans(rule):
            _announced(marks, m.first, rule, found)
    for m in marks.spans("relative"):
        _announced(marks, m.last, "weak office", found)
    for m in marks.spans("counterpart"):
        _announced(marks, m.last, "office", found)
    for m in marks.all("person"):
        held = found.get(m.first)
        if held is None or held.last <= m.last:
            ids = tuple(x.entry.id for x in marks.all("person") if (x.first, x.last) == (m.first, m.last))
            found[m.first] = Name(m.first, m.last, "register", ids)
    return found


def _royal(marks: Marks, office: Office) -> bool:
    """*S's queen X*: royalty goes by one name, told with its state and a case marker behind."""
    i = office.last
    told = any(office.first - _REALM <= m.first < office.first for m in marks.all("state"))
    told = told or marks.has("conj", office.first - 1)  # *the king … and queen X*
    return told and office.title in marks.lang.offices.royal and _free(marks, i) and i + 1 in marks.markers


def _under_title(marks: Marks, office: Office, found: dict[int, Name]) -> None:
    """A title that is part of a known form of the name (*Sultan Haitham*) is the office all the same."""
    whole, bare = found.get(office.first), found.get(office.last)
    if whole is None or bare is None or not whole.known or whole.last <= office.last:
        return
    people = marks.lang.gazetteer.people
    if not any(t.office == office.title for known in whole.known for t in people[known].terms):
        return  # *Shah* is a name, too
    del found[office.first]
    found[bare.first] = Name(bare.first, max(bare.last, whole.last), "register", whole.known)


def _announced(marks: Marks, i: int, rule: str, found: dict[int, Name]) -> None:
    start = over_titles(marks, i)
    if not rule.endswith("office") and start == i:
        return
    if start < len(marks.tokens) and office_at(marks, start) is not None and not marks.has("person", start):
        return  # another office follows: it announces the name itself
    name = name_at(marks, start, rule)
    if (
        name is not None
        and rule in ("weak office", "rank")
        and (start == i or rule == "rank")
        and not name.known
        and name.last - name.first < 2
    ):
        return
    if name is not None and name.first not in found:
        found[name.first] = name


def over_titles(marks: Marks, i: int) -> int:
    """Skip honorifics, ranks and their dots, and a short parenthesis (*secretary (West)*), from token ``i``."""
    while True:
        if i < len(marks.tokens) and marks.tokens[i].key == "(":
            close = next((j for j in range(i + 1, min(i + 6, len(marks.tokens))) if marks.tokens[j].key == ")"), None)
            if close is None:
                return i
            i = close + 1
            continue
        m = marks.at("rank", i) or marks.at("honorific", i)
        if m is None or marks.has("person", i):
            return i
        kept = marks.at("kept", i)
        if kept is not None and kept.last >= m.last:
            return i
        i = m.last
        if i < len(marks.tokens) and marks.tokens[i].key == ".":
            i += 1


def name_at(marks: Marks, i: int, rule: str) -> Name | None:
    """The name that begins at token ``i`` after an announcement, or None.

    A name of the register is taken as the register has it; an unknown one runs to the next case marker, sign or word
    that cannot be part of a name.
    """
    tokens = marks.tokens
    if i >= len(tokens) or marks.has("compound", i):
        return None
    known = marks.at("person", i)
    end = i
    words, most = 0, _MOST_WORDS
    while end < len(tokens) and words < most and _may_continue(marks, i, end):
        particle = marks.has("name_particle", end)
        words += tokens[end].kind == "w" and not particle
        most = _MOST_ARABIC if particle and end > i else most
        end += 1
    while end > i and tokens[end - 1].kind != "w":
        end -= 1
    if known is not None and known.last >= min(end, i + 2):
        ids = tuple(x.entry.id for x in marks.all("person") if (x.first, x.last) == (known.first, known.last))
        return Name(i, known.last, rule, ids)
    if end == i:
        return None
    alone = marks.lang.mononyms.get(tokens[i].key) if rule == "honorific" and end == i + 1 else None
    return Name(i, _trim(marks, i, end, words), rule, (alone,) if alone else ())


def _may_continue(marks: Marks, first: int, i: int) -> bool:
    token = marks.tokens[i]
    if token.kind == "p":
        joins = token.key in ".-–'’" and i + 1 < len(marks.tokens) and marks.tokens[i + 1].kind == "w"
        tight = joins and i > first and token.start == marks.tokens[i - 1].end
        if token.key == "-" and tight and i + 2 in marks.markers and (_free(marks, i + 1) or _hyphened(marks, i)):
            return True  # *Han- ku*: a space that slipped in; *Nam-ki*: written like the genitive
        if token.key == ".":  # the dot of an initial, not a full stop
            short = tight and marks.tokens[i - 1].end - marks.tokens[i - 1].start <= 4
            return short and (i + 1 not in marks.barred or marks.is_initial(i + 1))
        return tight and token.end == marks.tokens[i + 1].start
    if token.kind != "w":
        return False
    hyphened = i > first + 1 and marks.tokens[i - 1].key == "-" and token.start == marks.tokens[i - 1].end
    before = i > first and i + 1 < len(marks.tokens) and _hyphened(marks, i + 1)
    another = i > first and marks.has("honorific", i) and not (marks.has("kept", i) or _borne(marks, i))
    if not another and (i not in marks.barred or hyphened or before or marks.is_initial(i)):
        return True
    if another or i in marks.markers or marks.has("conj", i):
        return False  # *Mr X Mr Y invited*
    if marks.has("name_particle", i):
        return i > first or not (marks.has("verb", i) or marks.has("stop", i))
    return (i == first and _given(marks, i)) or (_borne(marks, i) and (i > first or not marks.has("office", i)))


def _hyphened(marks: Marks, i: int) -> bool:
    """Whether a tight hyphen joins a word to one written like a case marker, with the name's own case behind it."""
    tokens = marks.tokens
    if tokens[i].key != "-" or i + 2 >= len(tokens) or i + 1 not in marks.markers:
        return False
    tight = tokens[i].start == tokens[i - 1].end and tokens[i].end == tokens[i + 1].start
    return tight and (i + 2 in marks.markers or marks.has("conj", i + 2) or tokens[i + 2].kind == "p")


def _given(marks: Marks, i: int) -> bool:
    """A common word right before a surname borne at home is a given name: *Pooja*, worship, *Kapur*."""
    word = marks.at("stop", i)
    common = word is not None and word.entry.form == "common" and word.last == i + 1
    return common and marks.has("home_surname", i + 1) and not marks.has("verb", i) and not marks.has("office", i)


def _borne(marks: Marks, i: int) -> bool:
    """Whether a word that ends other names may stand inside one, as people of the register bear it."""
    inside = marks.at("surname", i) is not None or marks.tokens[i].key in marks.lang.by_name_word
    return inside and i not in marks.timed and not marks.has("stop", i) and not marks.has("state", i)


def _trim(marks: Marks, first: int, end: int, words: int) -> int:
    """Cut an unknown name that ran to the limit: without a right edge only its first two words are sure."""
    closed = end >= len(marks.tokens) or end in marks.markers or marks.tokens[end].kind == "p" or marks.has("conj", end)
    if words < _MOST_WORDS or closed:
        return end
    cut, kept = first, 0
    while cut < end and kept < 2:
        kept += marks.tokens[cut].kind == "w"
        cut += 1
    return cut


def _by_surname(marks: Marks) -> list[Name]:
    """Unannounced names that end in a frequent surname: one or two free words before it."""
    out = []
    for m in marks.spans("surname"):
        first, last = m.first, m.last
        while (
            first > 0
            and m.first - first < 3
            and ((_free(marks, first - 1) and m.first - first < 2) or _name_word(marks, first - 1))
            and not (first < m.first and marks.tokens[first - 1].key in marks.lang.mononyms)
        ):
            first -= 1
        while last < len(marks.tokens) and _name_word(marks, last):
            last += 1
        if first < m.first and (last in marks.markers or last >= len(marks.tokens) or not _free(marks, last)):
            out.append(Name(first, last, "surname"))
    return out


def _in_list(marks: Marks, found: dict[int, Name]) -> list[Name]:
    """Unannounced names between the commas of a list that two names have opened: *A B, C D, E F and G H took part*."""
    out: list[Name] = []
    names = sorted(found.values(), key=lambda n: n.first)
    for before, name in pairwise(names):
        if not (_comma(marks, before.last) and before.last + 1 == name.first):
            continue
        at = name.last
        while _comma(marks, at) or marks.has("conj", at):
            final, first, at = marks.has("conj", at), at + 1, at + 1
            while at < len(marks.tokens) and at - first < _LISTED and _free(marks, at):
                at += 1
            ends = _comma(marks, at) or marks.has("conj", at) or marks.has("attending", at)
            ends = ends or (final and at in marks.markers)
            if ends and at - first > 1 and first not in found:
                out.append(Name(first, at, "list"))
    return out


def _comma(marks: Marks, i: int) -> bool:
    return i < len(marks.tokens) and marks.tokens[i].key == ","


def _mononyms(marks: Marks, names: frozenset[int]) -> list[Name]:
    """Holders of high office called by one name alone, with a case marker, a sign or another name behind it."""
    out = []
    for i, token in enumerate(marks.tokens):
        known = marks.lang.mononyms.get(token.key)
        if (
            known is None
            or i in marks.barred
            or (i and _free(marks, i - 1) and marks.tokens[i - 1].key in marks.lang.by_name_word)
        ):
            continue
        after = i + 1
        if (
            after >= len(marks.tokens)
            or after in marks.markers
            or marks.tokens[after].kind == "p"
            or after in marks.barred
            or after in names
        ):
            out.append(Name(i, after, "register", (known,)))
    return out


def _name_word(marks: Marks, i: int) -> bool:
    """A word that people bear, whatever else it means."""
    if marks.tokens[i].kind != "w" or i in marks.markers or marks.has("stop", i) or marks.has("conj", i):
        return False
    return marks.has("surname", i) or (marks.tokens[i].key in marks.lang.by_name_word and i not in marks.barred)


def _free(marks: Marks, i: int) -> bool:
    if i >= len(marks.tokens) or i in marks.barred or marks.tokens[i].kind != "w":
        return False
    return not any(marks.has(k, i) for k in ("honorific", "rank"))


def _nearly(word: str, words: frozenset[str]) -> bool:
    """Whether a word is one of the names but for a letter: reports do not spell a foreign name twice alike."""
    return len(word) >= _SPELT and any(
        abs(len(w) - len(word)) <= 1 and w[0] == word[0] and distance(w, word, score_cutoff=1) <= 1
        for w in words
        if len(w) >= _SPELT
    )


def short_names(
    marks: Marks,
    taken: list[Name],
    words: frozenset[str],
    runs: frozenset[tuple[str, str]],
    together: frozenset[tuple[str, str]],
) -> list[Name]:
    """Short forms: single words (or a run of them) by which people of this report are called later.

    Args:
        marks: The sentence.
        taken: Full names already found in it.
        words: Folded words of the names of this report's people.
        runs: Neighbouring words of those names.
        together: Words that one person bears, in their order.

    Returns:
        One name for each run of such words outside the full names.
    """
    used = {i for n in taken for i in range(n.first, n.last)}
    out: list[Name] = []
    for i, token in enumerate(marks.tokens):
        if i in used:
            continue
        inside = bool(out) and out[-1].last == i and (marks.tokens[i - 1].key, token.key) in runs
        begins = i + 1 < len(marks.tokens) and (token.key, marks.tokens[i + 1].key) in runs  # words too short alone
        known = token.key in words or begins or (i not in marks.barred and _nearly(token.key, words))
        plain = known and i not in marks.markers and not marks.has("conj", i) and not marks.has("stop", i)
        if not (inside or plain):
            continue
        if out and out[-1].last == i and (marks.tokens[i - 1].key, token.key) in together:
            out[-1] = Name(out[-1].first, i + 1, "short")
            continue
        led = i >= 2 and marks.tokens[i - 1].key == "-" and marks.has("name_particle", i - 2)
        out.append(Name(i - 2 if led else i, i + 1, "short"))
    return out
