"""A noun phrase that can be a party to an engagement: the value that the finding of parties gives."""

from __future__ import annotations

import msgspec

_ENVOYS = ("ambassador", "high commissioner", "charge d'affaires", "permanent representative", "consul general")


class Party(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A noun phrase naming a possible side or participant.

    Attributes:
        first: First token.
        last: Token after the phrase, marker not included.
        kind: ``person``, ``office``, ``state``, ``org``, ``delegation``, ``ministry``, ``counterpart``, ``pronoun``,
            ``both_people`` (*the two leaders*) or ``both_sides`` (*the two countries*).
        name: Token range of the bare name; None where nobody is named.
        known: Register ids the name may stand for.
        office: English title as the report gives it.
        state: State (ISO id) or organisation the phrase itself tells.
        host: For an envoy, the state of accreditation where told.
        role: The case marker's role, ``bare`` where there is none.
        after: Token after the marker.
        group: Parties with the same number are coordinated.
        rule: What found it.
    """

    first: int
    last: int
    kind: str
    name: tuple[int, int] | None = None
    known: tuple[str, ...] = ()
    office: str | None = None
    state: str | None = None
    host: str | None = None
    role: str = "bare"
    after: int = 0
    group: int = 0
    rule: str = ""


def is_envoy(office: str | None) -> bool:
    """Whether an office is that of an envoy, accredited to another state."""
    return office is not None and any(e in office for e in _ENVOYS)
