"""What following up works on: sittings as reports and the register tell them, rungs of a ladder, chains of reports."""

from __future__ import annotations

import msgspec


class Source(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who says something.

    Attributes:
        kind: ``report`` of the record, or ``register``.
        ref: Id of the report, or address of the register's source.
        published: Day of publication of a report, EDTF.
        says: What it says of the field or sitting at hand.
        words: The words, where they are at hand.
        report: Key of the report in the record.
        telling: Id of what it tells there.
    """

    kind: str
    ref: str
    published: str | None = None
    says: str | None = None
    words: tuple[str, ...] = ()
    report: str | None = None
    telling: str | None = None


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """A value beside the one shown, and who says it."""

    field: str
    value: str
    sources: tuple[Source, ...]


class Sat(msgspec.Struct, frozen=True, kw_only=True):
    """One sitting of a mechanism as the record or the register has it.

    Attributes:
        line: Id of the engagement, None for the register's.
        status: ``held``, ``ongoing``, ``planned``, ``cancelled``, ``announced`` or ``not held``.
        basis: How the register knows it; None for the record's.
        voices: How many independent sources tell it.
        differs: Values of its line that some of its reports tell otherwise.
    """

    line: str | None
    number: int | None
    date: str | None
    place: str | None = None
    state: str | None = None
    chairs: tuple[str, ...] = ()
    status: str = "held"
    kind: str = "session"
    basis: str | None = None
    note: str | None = None
    voices: int = 1
    sources: tuple[Source, ...] = ()
    differs: tuple[Difference, ...] = ()

    @property
    def happened(self) -> bool:
        """Whether somebody says that it took place."""
        return self.status in ("held", "ongoing")


class Rung(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a ladder.

    Attributes:
        number: Its number; None beside the ladder.
        through: Last number of a gap; None where it is none.
        inferred: Whether the number follows from the neighbours.
        reason: Why the number, the gap or the place beside.
        shown: Why these values, where sources differ.
        differs: Values that contradict those shown.
        lines: Ids of the engagements of the record.
    """

    number: int | None
    date: str | None
    status: str
    through: int | None = None
    place: str | None = None
    state: str | None = None
    chairs: tuple[str, ...] = ()
    inferred: bool = False
    reason: str = ""
    shown: str = ""
    differs: tuple[Difference, ...] = ()
    sources: tuple[Source, ...] = ()
    lines: tuple[str, ...] = ()

    @property
    def gap(self) -> bool:
        """Whether nothing is known of it."""
        return self.status == MISSING

    @property
    def happened(self) -> bool:
        """Whether somebody says that it took place."""
        return self.status in ("held", "ongoing")


MISSING = "not in the record"


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One report in the chain that tells of a promise.

    Attributes:
        report: Id of the report.
        published: Its day of publication, EDTF.
        status: What it says became of the thing: planned, held, cancelled, owed, …
        due: The day that it gives.
        quantity: The number that it gives.
        words: The words that say it.
        superseded: Whether a later report says otherwise.
        key: Key of the report in the record.
        ref: Id of the telling or promise.
    """

    report: str
    published: str | None
    status: str
    due: str | None = None
    quantity: int | None = None
    what: str | None = None
    words: tuple[str, ...] = ()
    superseded: bool = False
    key: str = ""
    ref: str = ""


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """Something ahead or owed, and what became of it.

    Attributes:
        id: Of the engagement, the promise, or the mechanism.
        sort: ``engagement``, ``commitment``, ``invitation`` or ``session``.
        what: What it is.
        by: Who owes it; all sides of a joint one.
        to: To whom.
        due: By when, EDTF.
        state: ``open``, ``overdue``, ``contradicted``, ``superseded``, ``cancelled`` or ``reported kept``.
        reason: Why this state.
        quantity: How many are owed.
        delivered: How many of how many have come, as far as the numbers told say so.
        engagement: Id of the engagement that it is or became.
        chain: The reports that tell it, in the order told.
    """

    id: str
    sort: str
    what: str
    by: str | None
    to: str | None
    due: str | None
    state: str
    reason: str
    place: str | None = None
    quantity: int | None = None
    delivered: str | None = None
    mechanism: str | None = None
    number: int | None = None
    engagement: str | None = None
    chain: tuple[Link, ...] = ()
