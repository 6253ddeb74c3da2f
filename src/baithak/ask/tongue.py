"""The words in which a page is written: wording from ``words/<language>.yaml``, names from register and packs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from importlib.resources import files

import msgspec

from baithak.ask.wanted import AskError
from baithak.edtf import bounds
from baithak.gazetteer import gazetteer
from baithak.pack import Offices, languages, load
from baithak.reconcile.values import Line, Named
from baithak.record import spellings

_HEDGES = "~?%"


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``words/<language>.yaml``; its patterns are filled in by name."""

    language: str
    dash: str
    title: str
    period: dict[str, str]
    made: str
    cut: str
    nothing: str
    headings: dict[str, str]
    numbers: dict[str, str]
    counts: dict[str, dict[str, str]]
    kinds: dict[str, str]
    statuses: dict[str, str]
    states: dict[str, str]
    levels: dict[str, str]
    fields: dict[str, str]
    topics: dict[str, str]
    ordinals: dict[str, str]
    sitting: dict[str, str]
    topics_line: str
    participants: str
    office_in: str
    office_of: str
    joined: str
    months: list[str]
    dates: dict[str, str]
    phrases: dict[str, str]
    measures: dict[str, str]


class Tongue:
    """Says things in one language.

    Args:
        code: ISO 639 code of a language that pages are written in.

    Raises:
        AskError: There is no wording in that language.
    """

    def __init__(self, code: str) -> None:
        if code not in written():
            raise AskError(f"no page can be written in {code!r}; there are: {', '.join(written())}")
        self.code = code
        self.words = load("ask/words", f"{code}.yaml", Wording)

    # ------------------------------------------------------------------ counts, days, numbers

    def counted(self, number: int, what: str) -> str:
        """``3 meetings``."""
        return self.words.counts[what]["one" if number == 1 else "many"].format(n=number)

    def day(self, edtf: str | None) -> str:
        """A date (EDTF) in words."""
        dates = self.words.dates
        if not edtf:
            return dates["undated"]
        if "/" not in edtf:
            return self._point(edtf)
        a, b = edtf.split("/", 1)
        if a in ("", ".."):
            return dates["until"].format(date=self._point(b))
        if b in ("", ".."):
            return dates["from"].format(date=self._point(a))
        return self._between(a, b)

    def _point(self, value: str) -> str:
        dates = self.words.dates
        parts = value.rstrip(_HEDGES).split("-")
        unknown = parts[0] == "XXXX"
        said = parts[0] if parts[0].count("X") != 1 else dates["decade"].format(year=parts[0].replace("X", "0"))
        if len(parts) > 1:
            if not (parts[1].isdigit() and 1 <= int(parts[1]) <= 12):
                said = value
            else:
                month = self.words.months[int(parts[1]) - 1]
                single = len(parts) > 2 and parts[2].isdigit()
                shape = dates["day_only" if unknown else "day"] if single else "{month}" if unknown else dates["month"]
                said = shape.format(day=int(parts[2]) if single else "", month=month, year=parts[0])
        said = dates["yearless"].format(date=said) if unknown else said
        return dates["about"].format(date=said) if value[-1] in _HEDGES else said

    def _between(self, a: str, b: str) -> str:
        x, y = a.split("-"), b.split("-")
        whole = len(x) == len(y) == 3 and a[-1] not in _HEDGES and b[-1] not in _HEDGES
        if whole and x[:2] == y[:2] and x[0] != "XXXX":
            days = f"{int(x[2])}{self.words.dash}{int(y[2])}"
            return self.words.dates["day"].format(day=days, month=self.words.months[int(x[1]) - 1], year=x[0])
        return self.words.dates["range"].format(a=self._point(a), b=self._point(b))

    def ordinal(self, number: int) -> str:
        """``21st``."""
        return self.words.ordinals.get(str(number), self.words.ordinals["other"]).format(n=number)

    # ------------------------------------------------------------------ names

    def person(self, who: Named, written: str | None = None) -> str:
        """Somebody's name: the register's in this language, else as a report writes it, else as the record shows it.

        Args:
            who: The person.
            written: How a report writes the name.
        """
        return self._own([*(spellings.of_person(who.known) if who.known else ()), written or ""]) or who.name

    def place(self, name: str) -> str:
        """A place."""
        return self._own(spellings.of_place(name)) or name

    def state(self, code: str) -> str:
        """A state or organisation."""
        names = spellings.of_state(code)
        return self._own(names) or (names[0] if names else code)

    def mechanism(self, name: str) -> str:
        """A mechanism."""
        return self._own(spellings.of_mechanism(name)) or name

    def sides(self, codes: Iterable[str]) -> str:
        """Sides with a dash between."""
        return self.words.dash.join(map(self.state, codes))

    def where(self, line: Line) -> str:
        """Place and state of an engagement; a state alone where no place is told."""
        place = self.place(line.place) if line.place else ""
        state = self.state(line.place_country) if line.place_country else ""
        return ", ".join(x for x in (place, state) if x)

    def title(self, line: Line) -> str:
        """What sort of engagement it is, with its number."""
        if line.mechanism is None and line.ordinal is None:
            return self.words.kinds[line.kind]
        name = self.mechanism(line.mechanism) if line.mechanism else self.words.kinds[line.kind]
        return f"{name}, {self.sitting(line.kind, line.ordinal)}" if line.ordinal is not None else name

    def sitting(self, kind: str, number: int) -> str:
        """A number as it is said of a sort of sitting."""
        shape = self.words.sitting.get(kind, self.words.sitting["other"])
        return shape.format(n=number, ordinal=self.ordinal(number))

    def participant(self, who: Named, written: str | None = None) -> str:
        """Somebody with their office."""
        name = self.person(who, written)
        return self.words.participants.format(name=name, office=self.office(who.office)) if who.office else name

    def topics(self, topics: Iterable[str]) -> str:
        """Topics in a row; nothing where only relations in general were talked of."""
        named = [self.words.topics.get(t, t) for t in topics if t != "general"]
        return self.words.topics_line.format(topics=", ".join(named)) if named else ""

    def _own(self, names: Iterable[str]) -> str:
        """The first of some names that is in this language's script; empty where none is, or the language is Latin."""
        return next((n for n in names if self._script and n[:1] and self._script[0] <= n[0] <= self._script[1]), "")

    @cached_property
    def _script(self) -> str:
        """First and last letter of the script, where it is not Latin."""
        first = self.words.months[0][0]
        block = ord(first) & ~0x7F
        return "" if first.isascii() else chr(block) + chr(block | 0x7F)

    # ------------------------------------------------------------------ offices

    def office(self, office: str) -> str:
        """An office, put together as the pack puts it together; in English where the pack does not know it."""
        return (self._office(office) or office) if self._offices else office

    @cached_property
    def _offices(self) -> Offices | None:
        return load(f"lang/{self.code}", "offices.yaml", Offices) if self.code in languages() else None

    def _office(self, office: str) -> str:
        table = self._offices
        if table is None:
            return ""
        if whole := self._own(table.offices.get(office, ())):
            return whole
        for word, shape in ((" to the ", self.words.office_in), (" to ", self.words.office_in)):
            head, found, state = office.partition(word)
            if found and (code := _state_of(state)) and (own := self._office(head)):
                return shape.format(office=own, state=self.state(code))
        head, found, body = office.partition(" of the ")
        if found and (own := self._own(table.bodies.get(body, ()))) and (of := self._office(head)):
            return self.words.office_of.format(office=of, body=own)
        return self._modified(office) or self._headed(office) or self._desk(office)

    def _headed(self, office: str) -> str:
        table = self._offices
        for template, forms in table.heads.items() if table else ():
            before, _, after = template.partition("{}")
            if table and office.startswith(before) and office.endswith(after):
                domain = office[len(before) : len(office) - len(after)]
                domain = next((d for d, noun in table.noun_of.items() if noun == domain), domain)
                parts = [domain] if domain in table.domains else domain.split(" and ")
                own = [self._own(table.domains.get(part, ())) for part in parts]
                if all(own):
                    return f"{self.words.joined.join(own)} {self._own(forms)}"
        return ""

    def _desk(self, office: str) -> str:
        head, _, desk = office.rstrip(")").partition(" (")
        own = self._own(self._offices.desks.get(desk, ())) if self._offices else ""
        base = self._office(head) if own else ""
        return f"{base} ({own})" if base else ""

    def _modified(self, office: str) -> str:
        first, _, rest = office.partition(" ")
        own = self._own(self._offices.modifiers.get(first, ())) if self._offices else ""
        base = self._office(rest) if rest and own else ""
        return f"{own} {base}" if base else ""


@cache
def written() -> tuple[str, ...]:
    """Languages in which pages are written."""
    names = (f.name for f in files("baithak").joinpath("ask/words").iterdir())
    return tuple(sorted(n.removesuffix(".yaml") for n in names if n.endswith(".yaml")))


def years(lines: Iterable[Line]) -> Iterator[tuple[str, list[Line]]]:
    """Lines by the year in which they begin, in the order given; undated ones under an empty year.

    Args:
        lines: The lines.
    """
    out: dict[str, list[Line]] = {}
    for line in lines:
        span = bounds(line.date)
        out.setdefault(str(span[0].year) if span else "", []).append(line)
    yield from out.items()


@cache
def _state_of(name: str) -> str:
    found = (s.id for s in gazetteer().states.values() if s.name == name)
    return next(found, "")
