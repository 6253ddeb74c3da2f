"""Everything a report says beside its engagements: what is still to come or owed, appointments, measures."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from baithak.assemble.appointments import Appointments
from baithak.assemble.invitations import Invitations
from baithak.assemble.measures import Measures
from baithak.assemble.owed import Owed
from baithak.assemble.times import Clock
from baithak.find.promises import PromiseWords
from baithak.find.scene import Scene
from baithak.frames.appointed import Appointing
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
        planned: Commitments that are planned engagements.
        members: The report's people.
    """

    scenes: Sequence[Scene]
    clock: Clock
    published: str | None
    alignment: Alignment
    engagements: Sequence[Engagement]
    planned: Sequence[Commitment]
    members: Sequence[Member]


class Promises:
    """Reads promises, appointments and measures.

    Args:
        lang: The language.
    """

    def __init__(self, lang: Language) -> None:
        words = PromiseWords(lang)
        self._home = lang.facts.home
        self._gazetteer = lang.gazetteer
        self._undertakings = Undertakings(words, lang.facts.home)
        self._invitations = Invitations(lang, words)
        self._appointing = Appointing(lang)

    def __call__(self, report: Report) -> Beside:
        """Read one report.

        Args:
            report: What the stages before know of it.
        """
        scenes, clock, alignment = report.scenes, report.clock, report.alignment
        told = self._undertakings(list(scenes))
        owed = Owed(scenes, clock, report.published, alignment, self._home)
        measures = Measures(scenes, clock, alignment)
        appointments = Appointments(scenes, report.members, clock, alignment, self._gazetteer)
        invited = self._invitations(
            scenes, report.engagements, report.planned, report.members, clock, report.published, alignment
        )
        return Beside([*invited, *owed(told)], appointments(self._appointing(scenes)), measures(told))
