"""One line of the record from all tellings of an engagement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from baithak.reconcile.choose import choose, choose_date
from baithak.reconcile.people import same_person
from baithak.reconcile.values import Line, Named, Shown, Telling

_SPECIFIC = ("summit", "session", "meeting")
_NEVER = 10**9

#: Fields that a person may set, and what a set value becomes.
SETTABLE = ("kind", "status", "date", "place", "place_country", "mechanism", "ordinal")


def in_order(tellings: Iterable[Telling]) -> list[Telling]:
    """Tellings as they were told: by day of publication, report and place in it."""
    return sorted(tellings, key=lambda t: (_NEVER if t.published is None else t.published, t.report, t.start, t.id))


def line(tellings: Iterable[Telling], judged: Mapping[str, tuple[str, str]] | None = None) -> Line:
    """Make a line.

    Args:
        tellings: All tellings of one engagement, in any order.
        judged: Fields that a person has set: value, and the words that say who and why.

    Returns:
        The line. Contradictions stand in ``shown``, nothing is averaged.
    """
    told = in_order(tellings)
    shown: list[Shown | None] = []
    kind, why = choose("kind", told, lambda t: t.kind)
    specific = next((k for k in _SPECIFIC if any(t.kind == k for t in told)), kind)
    if specific != kind or (why and why.others):
        sayers = tuple(t.id for t in told if t.kind == specific)
        why = Shown(field="kind", rule="the most specific kind told", tellings=sayers)
    shown.append(why)
    status, why = _status(told)
    shown.append(why)
    date, why = choose_date(_dating(told, status))
    shown.append(why)
    place, why = choose("place", told, lambda t: t.place)
    shown.append(why)
    state, why = choose("place_country", _in_place(told, place), lambda t: t.place_country)
    shown.append(why)
    mechanism, why = choose("mechanism", told, lambda t: t.mechanism)
    shown.append(why)
    ordinal, why = choose("ordinal", [t for t in told if t.mechanism in (mechanism, None)], lambda t: t.ordinal)
    shown.append(why)
    made = Line(
        id=told[0].id, kind=specific or told[0].kind, status=status, date=date, place=place, place_country=state,
        people=people(told), countries=_countries(told), mechanism=mechanism, ordinal=ordinal, topics=_topics(told),
        salience="main" if any(t.salience == "main" for t in told) else "background",
        history=_history(told), tellings=tuple(t.id for t in told),
        reports=tuple(dict.fromkeys(t.report for t in told)),
        sources=len({t.story for t in told}), shown=tuple(s for s in shown if s is not None),
    )  # fmt: skip
    return _as_judged(made, judged or {})


def _as_judged(made: Line, judged: Mapping[str, tuple[str, str]]) -> Line:
    for field, (value, why) in sorted(judged.items()):
        before = next((s for s in made.shown if s.field == field), None)
        others = before.others if before else ()
        shown = Shown(field=field, rule=why, tellings=(), others=others)
        rest = tuple(s for s in made.shown if s.field != field)
        new = int(value) if field == "ordinal" and value else value or None
        made = replace(made, **{field: new}, shown=(*rest, shown))
    return made


def _status(told: Sequence[Telling]) -> tuple[str, Shown]:
    """Held once a report tells it as held; else the newest word."""
    for status, rule in (("held", "a report tells it as held"), ("ongoing", "a report tells it as under way")):
        sayers = [t.id for t in told if t.status == status]
        if sayers:
            return status, Shown(field="status", rule=rule, tellings=tuple(sayers))
    last = told[-1]
    rule = "the newest report's word" if len(told) > 1 else "told by one source"
    return last.status, Shown(field="status", rule=rule, tellings=(last.id,))


def _dating(told: Sequence[Telling], status: str) -> list[Telling]:
    """Those whose date counts: of what was held not the plans, unless only they tell a date."""
    if status in ("held", "ongoing"):
        done = [t for t in told if t.status in ("held", "ongoing")]
        return done if any(t.date for t in done) else list(told)
    newest = max((t.published or 0 for t in told if t.date), default=0)
    return [t for t in told if t.date and (t.published or 0) == newest] or list(told)


def _in_place(told: Sequence[Telling], place: str | None) -> list[Telling]:
    return [t for t in told if t.place == place or t.place is None] if place else list(told)


def _history(told: Sequence[Telling]) -> tuple[tuple[int | None, str, str | None, str], ...]:
    """What was said when, a step for each change of status or, of a plan, of day."""
    steps: list[tuple[int | None, str, str | None, str]] = []
    for t in told:
        plan = t.status in ("planned", "cancelled")
        same = [s for s in steps if s[1] == t.status and (not plan or s[2] == t.date or t.date is None)]
        if not same:
            steps.append((t.published, t.status, t.date, t.id))
    return tuple(steps)


def people(told: Sequence[Telling]) -> tuple[Named, ...]:
    """All who took part, each once, by the fullest entry that any report gives."""
    out: list[list[Named]] = []
    for person in (p for t in told for p in t.people):
        for group in out:
            if any(same_person(person, other) for other in group):
                group.append(person)
                break
        else:
            out.append([person])
    return tuple(_fullest(group) for group in out)


def _fullest(group: Sequence[Named]) -> Named:
    known = next((p for p in group if p.known), None)
    names = Counter(p.name for p in group)
    best = known or max(group, key=lambda p: (len(p.name.split()), names[p.name], p.name))
    offices = Counter(p.office for p in group if p.office)
    office = min(offices, key=lambda o: (-offices[o], o)) if offices else None
    country = best.country or next((p.country for p in group if p.country), None)
    return replace(best, office=office, country=country)


def _countries(told: Sequence[Telling]) -> tuple[str, ...]:
    """The sides; one that a single report adds to what most tell is left out."""
    counts = Counter(c for t in told for c in t.countries)
    whole = [t for t in told if len(t.countries) > 1]
    kept = [c for c in counts if counts[c] > 1 or 2 * counts[c] >= len(whole)]
    return tuple(sorted(kept if len(kept) > 1 else counts))


def _topics(told: Sequence[Telling]) -> tuple[str, ...]:
    counts = Counter(topic for t in told for topic in t.topics)
    named = [t for t in counts if t != "general"] or list(counts)
    return tuple(sorted(named, key=lambda t: (-counts[t], t)))
