"""Offices, whole or put together: *[modifier…] domain [and domain] [of affairs] [modifier…] head*."""

from __future__ import annotations

import msgspec

from baithak.find.marks import Marks


class Office(msgspec.Struct, frozen=True, gc=False):
    """An office mention: token indices half-open, its English title, and whether it names several holders."""

    first: int
    last: int
    title: str
    plural: bool = False


_MOST_DOMAINS = 4


def office_at(marks: Marks, i: int) -> Office | None:
    """The office that begins at token ``i``, read as far as it goes.

    Args:
        marks: The sentence.
        i: Token index.

    Returns:
        The longest reading, or None where no office begins.
    """
    if i not in marks.offices:
        return None
    readings = [r for r in (_plain(marks, i), _of_body(marks, i)) if r is not None]
    best = max(readings, key=lambda o: o.last, default=None)
    return _qualified(marks, best) if best is not None else None


def _qualified(marks: Marks, office: Office) -> Office:
    """A desk in brackets behind a secretary: *secretary (west)*."""
    desk = marks.at("desk", office.last + 1)
    if (
        desk is None
        or marks.tokens[office.last].key != "("
        or desk.last >= len(marks.tokens)
        or marks.tokens[desk.last].key != ")"
    ):
        return office
    return Office(office.first, desk.last + 1, f"{office.title} ({desk.entry.form})")


def offices(marks: Marks) -> list[Office]:
    """All offices of a sentence, left to right, without overlaps."""
    out: list[Office] = []
    edge = 0
    for i in marks.offices:
        found = office_at(marks, i) if i >= edge else None
        if found is not None:
            out.append(found)
            edge = found.last
    return out


def _modifiers(marks: Marks, i: int) -> tuple[list[str], int]:
    out: list[str] = []
    while (m := marks.at("modifier", i)) is not None and not _before(marks, i):
        if m.entry.id:
            out.append(m.entry.id)
        i = _over_hyphen(marks, m.last)
    return out, i


def _before(marks: Marks, i: int) -> bool:
    """Whether *first* is here the *before* of *before this*: one word in Hindi."""
    if not marks.has("earlier", i) or i == 0:
        return False
    inside = any(m.first < i < m.last for m in marks.markers.values())
    return inside or marks.has("stop", i - 1) or i - 1 in marks.markers


def _over_hyphen(marks: Marks, i: int) -> int:
    return i + 1 if i < len(marks.tokens) - 1 and marks.tokens[i].key in "-–" else i


def _plain(marks: Marks, i: int) -> Office | None:
    before, at = _modifiers(marks, i)
    whole = marks.at("office", at)
    entire = marks.at("office", i)
    if before and entire is not None and (whole is None or entire.last >= whole.last):
        before, whole = [], entire  # *vice president* is an office of its own, no *president* with a modifier
    composed = _composed(marks, at)
    best = None
    if whole is not None:
        best = Office(i, whole.last, _title(before, whole.entry.id), whole.entry.form == "oblique")
    if composed is not None and (best is None or composed.last > best.last):
        best = Office(i, composed.last, _title(before, composed.title), composed.plural)
    return best


def _composed(marks: Marks, i: int) -> Office | None:
    """Domains and a head: ``commerce and industry minister``."""
    domains: list[str] = []
    at = i
    while len(domains) < _MOST_DOMAINS and (d := marks.at("domain", at)) is not None:
        domains.append(d.entry.id)
        at = _over_hyphen(marks, d.last)
        if at in marks.markers and marks.has("affairs", at - 1):
            at = marks.markers[at].last
        head = _headed(marks, at)
        if head is not None:
            modifiers, template, last, plural = head
            shown = [marks.lang.offices.noun_of.get(d, d) for d in domains] if template.endswith("{}") else domains
            return Office(i, last, _title(modifiers, template.format(" and ".join(shown))), plural)
        if marks.has("conj", at) or (at < len(marks.tokens) and marks.tokens[at].key == ","):
            at += 1
    return None


def _headed(marks: Marks, i: int) -> tuple[list[str], str, int, bool] | None:
    affairs = marks.at("affairs", i)
    if affairs is not None and affairs.last in marks.markers:
        i = affairs.last + 1
    modifiers, at = _modifiers(marks, i)
    head = marks.at("head", at)
    return (modifiers, head.entry.id, head.last, head.entry.form == "oblique") if head else None


def _of_body(marks: Marks, i: int) -> Office | None:
    """A head of a named body: ``secretary of the security council``."""
    before, at = _modifiers(marks, i)
    body = marks.at("body", at)
    if body is None:
        return None
    at = body.last
    marker = marks.markers.get(at)
    if marker is not None and marker.entry.id == "genitive":
        at = marker.last
    modifiers, at = _modifiers(marks, at)
    head = marks.at("office", at)
    if head is None or (not before and head.first == body.first):
        return None
    return Office(i, head.last, f"{_title(before + modifiers, head.entry.id)} of the {body.entry.id}")


def _title(modifiers: list[str], title: str) -> str:
    kept = [m for m in dict.fromkeys(modifiers) if not title.startswith(m)]
    return " ".join([*kept, title])
