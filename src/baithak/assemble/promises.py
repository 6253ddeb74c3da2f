"""Everything a report says beside its engagements: what is still to come or owed, appointments, measures."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from baithak.assemble.measures import Measures
from baithak.assemble.owed import Owed
from baithak.assemble.times import Clock
from baithak.find.promises import PromiseWords
from baithak.find.scene import Scene
from baithak.frames.undertakings import Undertakings
from baithak.language import Language
from baithak.model import Appointment, Commitment, Engagement, Measure
from baithak.resolve.people import Member
from baithak.spans import Alignment


class Beside(msgspec.Struct, frozen=True):
    """What a report says beside its engagements."""

    commitments: list[Commitment] = []
    appointments: list[Appointment] = []
    measures: list[Measure] = []


class Report(msgspec.Struct, frozen=True):
    """What the stages before know of a report.

    Attributes:
        scenes: Sentences read up to their referents.
        clock: The report's clock.
        published: Day of publication, told or inferred, or None.
        alignment: Leads offsets back to the text as read.
        engagements: The engagements found.
        members: The report's people.
    """

    scenes: Sequence[Scene]
    clock: Clock
    published: str | None
    alignment: Alignment
    engagements: Sequence[Engagement]
    members: Sequence[Member]


class Promises:
    """Reads promises, appointments and measures.

    Args:
        lang: The language.
    """

    def __init__(self, lang: Language) -> None:
        self._home = lang.facts.home
        self._undertakings = Undertakings(PromiseWords(lang), lang.facts.home)

    def __call__(self, report: Report) -> Beside:
        """Read one report.

        Args:
            report: What the stages before know of it.
        """
        told = self._undertakings(list(report.scenes))
        owed = Owed(report.scenes, report.clock, report.published, report.alignment, self._home)
        measures = Measures(report.scenes, report.clock, report.alignment)
        return Beside(commitments=owed(told), measures=measures(told))
