"""A brief as a page: what is told of the sides, each fact with a note to the words that say it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from baithak.ask.brief import Beside, Brief, Owed, Standing, Words, conflicts
from baithak.ask.tongue import Tongue, years
from baithak.ask.whole import Against, Field, Origin, Saying, Step, Whole
from baithak.edtf import bounds
from baithak.follow.cadence import Next
from baithak.gazetteer import Sitting
from baithak.model import Appointment
from baithak.reconcile.values import Named
from baithak.record.queries import Source
from baithak.render.page import BREAK, Block, Inline, Link, Note, Page, Ref, Run
from baithak.render.wording import excerpt

_CLAUSES = 2  # clauses quoted of a report
_WORDS = 320  # characters of one
_YEARS = 12  # engagements from which a list is parted by years
_KINDS = ("summit", "session", "meeting", "call", "visit", "signing")
_AHEAD = ("announced", "invited", "not held")  # how the register knows sittings that it does not know as held
_OWN_WORDS = ("date", "place", "ordinal")  # fields whose words are quoted where they stand outside the clauses


def page(found: Brief, tongue: Tongue) -> Page:
    """Lay a brief out.

    Args:
        found: The brief.
        tongue: The language it is written in.
    """
    writer = _Writer(tongue, found)
    blocks = tuple(writer.blocks())
    title = tongue.words.title.format(sides=tongue.sides(found.sides))
    return Page(
        lang=tongue.code, title=title, notes_title=tongue.words.headings["notes"], blocks=blocks,
        notes=tuple(writer.notes.values()),
    )  # fmt: skip


class _Writer:
    """Writes the parts of a brief; notes are numbered in the order in which they are referred to."""

    def __init__(self, tongue: Tongue, found: Brief) -> None:
        self._t = tongue
        self._w = tongue.words
        self._brief = found
        self._sources = {o.report.key: o.report for one in found.everything for o in one.sources}
        self.notes: dict[tuple[str, tuple[tuple[str, str], ...]], Note] = {}

    def blocks(self) -> Iterator[Block]:
        """All parts, those that there are."""
        found = self._brief
        yield _text(Run(self._period(), soft=True))
        yield _text(Run(self._made(), soft=True))
        if found.everything:
            yield from self._section("numbers", self._numbers())
        else:
            yield _text(Run(self._w.nothing))
        yield from self._section("last", (self._latest(x.level, x.met) for x in found.last))
        yield from self._section("held", self._engagements(found.held))
        yield from self._section("planned", map(self._engagement, found.planned))
        yield from self._section("standing", map(self._standing, found.standing))
        yield from self._section("owed", map(self._owed, found.owed))
        yield from self._section("conflicts", map(self._conflict, conflicts(found.everything)))
        yield from self._section("undated", map(self._engagement, found.undated))
        yield from self._section("appointments", map(self._beside, found.appointments))
        yield from self._section("measures", map(self._beside, found.measures))

    def _section(self, name: str, parts: Iterable[Block]) -> Iterator[Block]:
        for number, part in enumerate(parts):
            if number == 0:
                yield Block("section", (Run(self._w.headings[name]),))
            yield part

    # ------------------------------------------------------------------ head

    def _period(self) -> str:
        found = self._brief
        shape = {(True, True): "both", (True, False): "since", (False, True): "until"}
        name = shape.get((bool(found.since), bool(found.until)), "none")
        return self._w.period[name].format(since=self._t.day(found.since), until=self._t.day(found.until))

    def _made(self) -> str:
        found, t = self._brief, self._t
        told = {"sources": t.counted(found.sources, "source"), "reports": t.counted(found.reports, "report")}
        return self._w.made.format(on=t.day(found.on), **told)

    def _numbers(self) -> Iterator[Block]:
        found, t = self._brief, self._t
        shown = len(found.everything)
        states = Counter(one.line.status for one in found.everything)
        told = [s for s in ("held", "ongoing", "planned", "cancelled") if states[s]]
        said = [self._w.numbers[s].format(n=states[s]) for s in told]
        if differing := len(conflicts(found.everything)):
            said.append(self._w.numbers["conflicts"].format(n=differing))
        yield _text(Run(t.counted(shown, "engagement"), strong=True), Run(f": {', '.join(said)}"))
        kinds = Counter(one.line.kind for one in found.held)
        if kinds:
            yield _text(Run(", ".join(t.counted(kinds[k], k) for k in _KINDS if kinds[k]), soft=True))
        if found.total > shown:
            yield _text(Run(self._w.cut.format(shown=shown, total=found.total), soft=True))

    # ------------------------------------------------------------------ engagements

    def _engagements(self, some: Sequence[Whole]) -> Iterator[Block]:
        of = {one.line.id: one for one in some}
        for year, lines in years(one.line for one in some):
            if len(some) > _YEARS and year:
                yield Block("part", (Run(year),))
            for line in lines:
                yield self._engagement(of[line.id])

    def _latest(self, level: str, met: Whole) -> Block:
        return Block("item", (Run(self._w.levels[level], strong=True), BREAK, *self._said(met, strong=False)))

    def _engagement(self, one: Whole) -> Block:
        return Block("item", (*self._said(one), *self._more(one)))

    def _said(self, one: Whole, *, strong: bool = True) -> Iterator[Inline]:
        """Day, sort, place, state; whom; and the notes."""
        line, t = one.line, self._t
        yield Run(t.day(line.date), strong=strong)
        parts = [t.title(line), t.where(line)]
        if line.status != "held":
            parts.append(self._w.statuses[line.status])
        yield Run("".join(f" · {part}" for part in parts if part))
        yield from self._refs(one)
        others = [c for c in line.countries if c not in self._brief.sides]
        who = ", ".join(t.participant(p, self._brief.called.get(p.name)) for p in line.people)
        sides = t.sides(line.countries) if others else ""
        if who or sides:
            yield BREAK
            yield Run(" · ".join(x for x in (who, sides) if x))

    def _more(self, one: Whole) -> Iterator[Inline]:
        if topics := self._t.topics(one.line.topics):
            yield BREAK
            yield Run(topics, soft=True)
        if steps := _before(one):
            yield BREAK
            yield Run(self._history(steps), soft=True)
        state = self._brief.states.get(one.line.id, "open")
        if state != "open" and one.line.status == "planned":
            yield BREAK
            yield Run(self._w.states[state], strong=True)

    def _history(self, told: Sequence[Step]) -> str:
        steps = []
        for step in told:
            shape = self._w.phrases["step" if step.date else "step_plain"]
            when = self._t.day(step.told) if step.told else self._w.phrases["not_told"]
            steps.append(shape.format(status=self._w.statuses[step.status], date=self._t.day(step.date), told=when))
        return self._w.phrases["history"].format(steps=", ".join(steps))

    # ------------------------------------------------------------------ the other parts

    def _standing(self, one: Standing) -> Block:
        out: list[Inline] = [Run(self._t.mechanism(one.name), strong=True)]
        if one.sittings:
            before, _, after = self._w.phrases["in_record"].partition("{sittings}")
            out += [BREAK, Run(before)]
            for number, sitting in enumerate(one.sittings):
                line = sitting.line
                numbered = line.ordinal is not None
                name = self._t.sitting(line.kind, line.ordinal or 0) if numbered else self._w.kinds[line.kind]
                parts = (name, self._t.day(line.date), self._t.where(line))
                state = f" ({self._w.statuses[line.status]})" if line.status != "held" else ""
                out += [Run(("; " if number else "") + ", ".join(x for x in parts if x) + state), *self._refs(sitting)]
            out += [Run(after)] if after else []
        held = [s for s in one.mechanism.sessions if s.basis not in _AHEAD] if one.mechanism else []
        kind = "summit" if one.mechanism and one.mechanism.kind == "summit" else "session"
        if held:
            out += [BREAK, *self._register(held[-1], kind)]
        if one.ahead and one.ahead.due:
            out += [BREAK, Run(self._ahead(one.ahead, kind), strong=one.ahead.state == "overdue")]
        return Block("item", tuple(out))

    def _ahead(self, ahead: Next, kind: str) -> str:
        number = self._t.sitting(kind, ahead.number) if ahead.number is not None else self._w.kinds[kind]
        said = ", ".join(x for x in (number, self._t.day(ahead.due)) if x)
        return self._w.phrases[f"next_{ahead.state}"].format(sitting=said)

    def _register(self, sitting: Sitting, kind: str) -> Iterator[Inline]:
        number = self._t.sitting(kind, sitting.number) if sitting.number is not None else self._w.kinds[kind]
        same = sitting.end in (None, sitting.start)
        day = self._t.day(sitting.start if same else f"{sitting.start}/{sitting.end}")
        place = self._t.place(sitting.place) if sitting.place else ""
        said = ", ".join(x for x in (number, day, place) if x)
        yield Run(self._w.phrases["by_register"].format(sitting=said), soft=True)
        if sitting.source:
            yield Run(" · ")
            yield Link(self._w.phrases["register_source"], sitting.source)

    def _owed(self, one: Owed) -> Block:
        told, phrases = one.due, self._w.phrases
        day = phrases["due"].format(date=self._t.day(told.due)) if told.due else phrases["no_due"]
        by, to = self._parties(told.by), self._parties(told.to)
        who = phrases["owes" if to else "owes_all"].format(by=by, to=to) if by else to
        state = self._w.states[told.state]
        own = self._t.code == "en" or not one.said
        what = told.what if own else excerpt(one.said[0].words, _WORDS)
        out: list[Inline] = [Run(" · ".join(x for x in (who, day, state) if x), strong=True), BREAK]
        out += [Run(what, lang=None if own else one.said[0].report.language)]
        if told.delivered:
            out.append(Run(f" ({told.delivered})", soft=True))
        return Block("item", (*out, *map(self._ref_words, one.said)))

    def _beside(self, one: Beside) -> Block:
        told = one.told
        if isinstance(told, Appointment):
            office = self._t.office(told.office) if told.office else self._w.phrases["office_unknown"]
            person = self._t.person(Named(told.person), self._brief.called.get(told.person))
            said = self._w.phrases["appointed"].format(person=person, office=office)
            when = self._w.phrases["from"].format(date=self._t.day(told.date)) if told.date else ""
        else:
            kind = self._w.measures.get(told.kind, told.kind)
            by, to = self._parties(told.by), self._parties(told.against)
            who = self._w.phrases["owes"].format(by=by, to=to) if by and to else by or to
            said = " · ".join(x for x in (who, kind, told.quantity) if x)
            when = self._t.day(told.date) if told.date else ""
        line = " · ".join(x for x in (said, when) if x)
        return Block("item", (Run(line), *map(self._ref_words, one.said)))

    def _parties(self, codes: str | None) -> str:
        return ", ".join(self._t.state(c) for c in (codes or "").split(",") if c)

    def _conflict(self, one: Whole) -> Block:
        line = one.line
        out: list[Inline] = [Run(f"{self._t.day(line.date)} · {self._t.title(line)}", strong=True)]
        for field in one.fields:
            if field.against:
                out += [BREAK, *self._differing(field)]
        return Block("item", tuple(out))

    def _differing(self, field: Field) -> Iterator[Inline]:
        stories = len({self._story(s) for s in field.said})
        told = {"value": self._value(field.field, field.value), "sources": self._t.counted(stories, "source")}
        name = self._w.fields.get(field.field, field.field)
        yield Run(f"{name} · {self._w.phrases['shows'].format(**told)}")
        yield from self._ref_sayings(field.field, field.said)
        for other in field.against:
            yield Run(f"; {self._other(field, other)}")
            yield from self._ref_sayings(field.field, other.said)

    def _other(self, field: Field, other: Against) -> str:
        return self._w.phrases["says"].format(value=self._value(field.field, other.value))

    def _story(self, said: Saying) -> str:
        source = self._sources.get(said.key)
        return source.story if source else said.key

    def _value(self, field: str, value: object) -> str:
        said = str(value)
        match field:
            case "date":
                return self._t.day(said)
            case "place":
                return self._t.place(said)
            case "place_country":
                return self._t.state(said)
            case "mechanism":
                return self._t.mechanism(said)
            case "kind":
                return self._w.kinds.get(said, said)
            case "status":
                return self._w.statuses.get(said, said)
            case _:
                return said

    # ------------------------------------------------------------------ notes

    def _refs(self, one: Whole) -> Iterator[Ref]:
        """A note for each source that tells the engagement."""
        for origin in one.sources:
            clauses = [excerpt(s.words, _WORDS) for s in origin.said[:_CLAUSES]]
            quotes = [("", c) for c in clauses]
            quotes += list(self._own_words(one, origin))
            yield self._ref(origin.report, tuple(quotes), len(origin.copies))

    def _own_words(self, one: Whole, origin: Origin) -> Iterator[tuple[str, str]]:
        """Words of fields that stand outside the clauses quoted."""
        spans = [(s.start, s.end) for s in origin.said[:_CLAUSES]]
        for field in one.fields:
            if field.field in _OWN_WORDS:
                said = next((s for s in field.said if s.key == origin.report.key and not s.concluded), None)
                if said and not any(a <= said.start and said.end <= b for a, b in spans):
                    yield self._w.fields[field.field], excerpt(said.words, _WORDS)

    def _ref_sayings(self, field: str, said: Sequence[Saying]) -> Iterator[Ref]:
        of = {s.key: s for s in reversed(said)}
        for key, one in reversed(of.items()):
            if key in self._sources:
                yield self._ref(self._sources[key], ((self._w.fields.get(field, ""), excerpt(one.words, _WORDS)),))

    def _ref_words(self, words: Words) -> Ref:
        return self._ref(words.report, (("", excerpt(words.words, _WORDS)),))

    def _ref(self, source: Source, quotes: tuple[tuple[str, str], ...], copies: int = 0) -> Ref:
        key = (source.key, quotes)
        if key not in self.notes:
            phrases = self._w.phrases
            told = phrases["published" if source.published else "unpublished"]
            day = told.format(date=self._t.day(source.published))
            about = [*source.agencies, day]
            about += [phrases["copies"].format(n=copies)] if copies else []
            self.notes[key] = Note(
                number=len(self.notes) + 1, report=source.id, about=", ".join(about), source=source.source,
                quotes=quotes, lang=source.language,
            )  # fmt: skip
        return Ref(self.notes[key].number)


def _before(one: Whole) -> list[Step]:
    """What was told before the state and day shown: plans told before they came, days given up."""
    span = bounds(one.line.date)
    told = [s for s in one.history if (s.status, s.date) != (one.line.status, one.line.date)]
    done = one.line.status in ("held", "ongoing")
    return [s for s in told if not (done and span and (s.told or "9999") >= span[0].isoformat())]


def _text(*inlines: Inline) -> Block:
    return Block("text", inlines)
