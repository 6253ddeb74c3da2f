"""The order of the stages; nothing else knows it. No database, no network, no clock."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from functools import cache

import msgspec
from msgspec.structs import replace

from baithak.assemble.commitments import planned
from baithak.assemble.draft import Dated
from baithak.assemble.engagements import Finisher
from baithak.assemble.merge import gather
from baithak.assemble.promises import Promises
from baithak.assemble.promises import Report as Told
from baithak.assemble.reasons import Reasons
from baithak.assemble.times import Clock
from baithak.assemble.topics import lend_topics
from baithak.clean import Cleaner, FurnitureTable
from baithak.find.marks import Marks
from baithak.find.scene import Scene, scene
from baithak.find.topics import discussed
from baithak.frames.instance import Instance
from baithak.frames.read import instances
from baithak.language import Language, language
from baithak.model import Document, Person, Reading, Reason, Report, ReportFacts, Sentence
from baithak.pack import load
from baithak.repair import Repairer
from baithak.resolve.actors import Referents
from baithak.resolve.evidence import Event, Evidence
from baithak.resolve.people import Cast, accredited
from baithak.resolve.publication import Publication, publication
from baithak.resolve.romanize import Romanization, Romanizer
from baithak.segment import Segmenter
from baithak.spans import Span
from baithak.times import TimeLanguage, Timex, resolve

_LEAD = 3  # sentences in which the news is told


class Trace(msgspec.Struct, frozen=True):
    """A reading with what it was made of: the cleaned report and its sentences read up to their referents."""

    document: Document
    scenes: list[Scene]
    reading: Reading


class Reader:
    """Reads reports of one language.

    Args:
        code: ISO 639 code of an installed pack.
    """

    def __init__(self, code: str) -> None:
        self.lang: Language = language(code)
        self.clean = Cleaner(
            load(f"lang/{code}", "furniture.yaml", FurnitureTable),
            self.lang.agencies,
            self.lang.speller,
            self.lang.segmentation.letters,
            Repairer.of(code),
        )
        self._promises = Promises(self.lang)
        self._segment = Segmenter(self.lang.segmentation, self.lang.speller)
        self._times = TimeLanguage(code)
        self._romanizer = Romanizer(load(f"lang/{code}", "romanization.yaml", Romanization))

    def read(self, report: Report) -> Reading:
        """Read one report.

        Args:
            report: The report as it came.

        Returns:
            The reading, by the extraction contract.
        """
        return self.trace(report).reading

    def trace(self, report: Report) -> Trace:
        """Read one report and keep the stages, for those who explain a reading.

        Args:
            report: The report as it came.
        """
        document = self.clean(report)
        sentences = _without_dateline(self._segment(document), document)
        times = [self._times.tag(s.tokens) for s in sentences]
        here = self._here(document)
        marks = [
            Marks(s, self.lang, [(t.first, t.last) for t in ts], here) for s, ts in zip(sentences, times, strict=True)
        ]
        referents = Referents(self.lang, self._romanizer, document.text, marks, report.published)
        scenes = [scene(i, m, a, t) for i, (m, a, t) in enumerate(zip(marks, referents.actors, times, strict=True))]
        found = instances(scenes)
        spans = [(s.start, s.end) for s in sentences]
        evidence = Evidence(
            text=document.text,
            spans=spans,
            times=times,
            background=[any(c.perfect for c in s.clauses) for s in scenes],
            told=_past(scenes),
            ahead=_ahead(scenes),
            events=[_event(i, scenes[i.sentence]) for i in found],
            members=referents.cast.members,
            filed=self._filed(document),
            mechanisms=self.lang.gazetteer.mechanisms,
            former=self._times.tense.former,
            speller=self.lang.speller,
        )
        told = publication(document, evidence)
        clock = Clock(told, document.stamps, times, evidence.ahead)
        dated = (_settled(i, clock.dates(i), referents.cast) for several in found for i in clock.apart(several))
        drafts = gather(dated, self.lang.gazetteer.mechanisms)
        lend_topics(drafts, [discussed(s) for s in scenes])
        finish = Finisher(referents.cast.members, spans, document.alignment, told.day, here, self.lang)
        why = Reasons(scenes, document.alignment)
        engagements = [replace(e, reasons=why.engagement(e, d)) for e, d in zip(finish(drafts), drafts, strict=True)]
        promised = planned(engagements)
        beside = self._promises(
            Told(scenes, clock, told.day, document.alignment, engagements, promised, referents.cast.members)
        )
        people = self._people(referents.cast, document, referents.abroad)
        reading = Reading(
            report=self._facts(report, document, told),
            people=[
                replace(p, reasons=why.person(p, i, m))
                for i, (p, m) in enumerate(zip(people, referents.cast.members, strict=True))
            ],
            engagements=engagements,
            commitments=[*promised, *beside.commitments],
            appointments=beside.appointments,
            measures=beside.measures,
        )
        return Trace(document, scenes, reading)

    def _filed(self, document: Document) -> str | None:
        """The day of the dateline, number words read too."""
        line = document.dateline
        if line is None or line.date is None:
            return None
        tokens = self.lang.speller.tokens(document.text, line.date.start, line.date.end)
        return next((day for t in self._times.tag(tokens) if t.kind == "day" and (day := resolve(t, None))), None)

    def _here(self, document: Document) -> str | None:
        """The one place of the dateline, for which the report's *here* stands."""
        line = document.dateline
        if line is None or line.place is None:
            return None
        keys = self.lang.speller.keys(line.place.cut(document.text))
        return next((e.id for e in self.lang.lexicon.get(keys) if e.kind == "place"), None)

    def _people(self, cast: Cast, document: Document, abroad: str | None) -> list[Person]:
        out = []
        for m in cast.members:
            mentions = [document.alignment.to_source(Span(*s)) for s in m.spans]
            office = accredited(m, cast.members, self.lang, abroad)
            out.append(
                Person(
                    name=m.name,
                    surface=m.surfaces,
                    office=office,
                    country=m.state,
                    mentions=mentions,
                    known=m.known.id if m.known else None,
                )
            )
        return out

    @staticmethod
    def _facts(report: Report, document: Document, told: Publication) -> ReportFacts:
        furniture = [
            document.alignment.to_source(Span(x.start, x.end)) for x in document.lines if x.role == "furniture"
        ]
        clues = [(c, document.alignment.to_source(Span(*c.span))) for c in told.clues]
        reasons = [Reason(field="published", rule=f"{c.rule}: {c.value}", start=s.start, end=s.end) for c, s in clues]
        return ReportFacts(
            id=report.id,
            source=report.source,
            language=report.language or "hi",
            published=told.whole,
            published_basis=told.basis,
            agencies=list(document.agencies),
            furniture=furniture,
            text=report.text if report.carried else msgspec.UNSET,
            published_reasons=reasons,
        )


def _without_dateline(sentences: Sequence[Sentence], document: Document) -> list[Sentence]:
    """Sentences less the words of the dateline, which dates and places the report and not what it tells."""
    if document.dateline is None:
        return list(sentences)
    span = document.dateline.span
    out = []
    for s in sentences:
        tokens = tuple(t for t in s.tokens if not (span.start <= t.start and t.end <= span.end))
        if tokens:
            out.append(msgspec.structs.replace(s, tokens=tokens, start=tokens[0].start, end=tokens[-1].end))
    return out


def _event(instance: Instance, scene: Scene) -> Event:
    """What an instance says that bears on the day of publication."""
    news = instance.sentence < _LEAD and not (instance.perfect or instance.other or instance.nominal)
    return Event(
        status=instance.status,
        news=news,
        times=instance.times,
        mechanism=instance.mechanism.id if instance.mechanism else None,
        number=instance.ordinal,
        span=scene.span(*instance.trigger),
    )


def _past(scenes: Sequence[Scene]) -> list[Timex]:
    """Time expressions in clauses of the past, in order; those of the past perfect tell of what was before."""
    clauses = ((s, c) for s in scenes for c in s.clauses if c.tense == "past" and not c.perfect)
    return [t for s, c in clauses for t in s.times_within(c.first, c.last)]


def _ahead(scenes: Sequence[Scene]) -> list[Timex]:
    """Time expressions in clauses of the future: their years are no sign of the report's own."""
    clauses = ((s, c) for s in scenes for c in s.clauses if c.tense == "future" or c.due)
    return [t for s, c in clauses for t in s.times_within(c.first, c.last)]


def _settled(instance: Instance, dates: list[Dated], cast: Cast) -> tuple[Instance, list[Dated]]:
    """Take back the name behind a bare office where the register says that another held it then."""
    actors = tuple(
        msgspec.structs.replace(a, member=None)
        if a.member is not None
        and a.party.kind == "office"
        and not all(cast.held(a.member, a.party.office, d.value) for d in dates)
        else a
        for a in instance.actors
    )
    return msgspec.structs.replace(instance, actors=actors), dates


@cache
def reader(code: str) -> Reader:
    """The reader of a language, loaded once a process."""
    collecting = gc.isenabled()
    gc.disable()  # all that loading makes is kept, so a collection in its course only costs time
    try:
        found = Reader(code)
    finally:
        if collecting:
            gc.enable()
    gc.freeze()  # the lexicon lives as long as the process: without this every collection walks through it
    return found
