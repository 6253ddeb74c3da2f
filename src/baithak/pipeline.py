"""The order of the stages; nothing else knows it. No database, no network, no clock."""

from __future__ import annotations

from datetime import date
from functools import cache

from baithak.assemble.commitments import planned
from baithak.assemble.draft import Dated
from baithak.assemble.engagements import Finisher
from baithak.assemble.merge import gather
from baithak.find.marks import Marks
from baithak.find.scene import scene
from baithak.frames.instance import Instance
from baithak.frames.read import instances
from baithak.language import Language, language
from baithak.model import Document, Person, Reading, Report, ReportFacts
from baithak.pack import load
from baithak.resolve.actors import Referents
from baithak.resolve.people import Cast
from baithak.resolve.romanize import Romanization, Romanizer
from baithak.segment import Segmenter
from baithak.spans import Span
from baithak.times import TimeLanguage, resolve


class Reader:
    """Reads reports of one language.

    Args:
        code: ISO 639 code of an installed pack.
    """

    def __init__(self, code: str) -> None:
        self.lang: Language = language(code)
        self._segment = Segmenter(self.lang.segmentation, self.lang.speller)
        self._times = TimeLanguage(code)
        self._romanizer = Romanizer(load(f"lang/{code}", "romanization.yaml", Romanization))

    def read(self, report: Report, document: Document) -> Reading:
        """Read one report.

        Args:
            report: The report as it came.
            document: The report cleaned.

        Returns:
            The reading, by the extraction contract.
        """
        sentences = self._segment(document)
        times = [self._times.tag(s.tokens) for s in sentences]
        marks = [Marks(s, self.lang, [(t.first, t.last) for t in ts]) for s, ts in zip(sentences, times, strict=True)]
        published = report.published
        referents = Referents(self.lang, self._romanizer, document.text, marks, published)
        scenes = [scene(i, m, a, t) for i, (m, a, t) in enumerate(zip(marks, referents.actors, times, strict=True))]
        found = instances(scenes)
        spans = [(s.start, s.end) for s in sentences]
        drafts = gather(found, lambda i: self._dates(i, published))
        finish = Finisher(referents.cast.members, self.lang.gazetteer, spans, document.alignment, published)
        engagements = finish(drafts)
        return Reading(
            report=self._facts(report, document, published, "stated" if published else "none"),
            people=self._people(referents.cast, document),
            engagements=engagements, commitments=planned(engagements),
        )

    def _dates(self, instance: Instance, published: str | None) -> list[Dated]:
        reference = date.fromisoformat(published) if published else None
        out = []
        for timex in instance.times:
            value = resolve(timex, reference, tense=instance.tense)
            if value:
                out.append(Dated(value, timex.rule, (timex.start, timex.end), asserted=not instance.nominal))
        return out

    def _people(self, cast: Cast, document: Document) -> list[Person]:
        out = []
        for m in cast.members:
            mentions = [document.alignment.to_source(Span(*s)) for s in m.spans]
            office = m.office
            if office and m.host and office in ("ambassador", "high commissioner"):
                office = f"{office} to {self.lang.gazetteer.states[m.host].name}"
            out.append(Person(name=m.name, surface=m.surfaces, office=office, country=m.state, mentions=mentions,
                              known=m.known.id if m.known else None))
        return out

    @staticmethod
    def _facts(report: Report, document: Document, published: str | None, basis: str) -> ReportFacts:
        furniture = [document.alignment.to_source(Span(x.start, x.end)) for x in document.lines if x.role == "furniture"]
        return ReportFacts(id=report.id, source=report.source, language=report.language or "hi", published=published,
                           published_basis=basis, agencies=list(document.agencies), furniture=furniture)


@cache
def reader(code: str) -> Reader:
    """The reader of a language, loaded once a process."""
    return Reader(code)


