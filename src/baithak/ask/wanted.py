"""What a person asks for, from words as they are written on a command line or in an address."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from baithak.edtf import bounds
from baithak.errors import BaithakError
from baithak.names import compare
from baithak.reconcile.values import FAMILIES
from baithak.record.finding import exact, named, terms
from baithak.record.queries import Wanted
from baithak.record.schema import engagement, mention, person

STATUSES = ("held", "planned", "ongoing", "cancelled")


class AskError(BaithakError):
    """What is asked for cannot be understood, or is not in the record; the message says what can be asked."""


def wanted(  # noqa: PLR0913 - one argument for each thing that can be asked
    connection: Connection, *, pair: str | None = None, person: str | None = None, mechanism: str | None = None,
    topic: str | None = None, kind: Sequence[str] = (), status: Sequence[str] = (), since: str | None = None,
    until: str | None = None, limit: int | None = None,
) -> Wanted:  # fmt: skip
    """Read what is asked for.

    Args:
        connection: A transaction on the record.
        pair: Sides, with commas or a hyphen between.
        person: A name in any script.
        mechanism: Its name, or a part of it that is of one only.
        topic: A topic.
        kind: Kinds.
        status: Statuses.
        since: First day, month or year (EDTF).
        until: Last.
        limit: At most so many, the newest.

    Raises:
        AskError: Something cannot be understood or is not in the record.
    """
    _among("kind", kind, tuple(FAMILIES))
    _among("status", status, STATUSES)
    return Wanted(
        countries=sides(pair) if pair else (), people=(person_id(connection, person),) if person else (),
        mechanism=mechanism_name(connection, mechanism) if mechanism else None, topic=topic, kind=tuple(kind),
        status=tuple(status), since=_day("since", since, 0), until=_day("until", until, 1), limit=limit,
        newest=limit is not None,
    )  # fmt: skip


def sides(pair: str) -> tuple[str, ...]:
    """Sides as written: ``IN,RU``, ``in-ru``, ``IN RU``.

    Args:
        pair: The words.

    Raises:
        AskError: One is no code of a state or organisation.
    """
    found = tuple(dict.fromkeys(pair.upper().replace("-", ",").replace(" ", ",").split(",")))
    found = tuple(s for s in found if s)
    wrong = [s for s in found if not (s.isalpha() and s.isascii() and 2 <= len(s) <= 8)]
    if wrong or not found:
        raise AskError(f"{pair!r}: write sides as codes of states (ISO 3166-1), such as IN,RU")
    return found


def _among(what: str, said: Sequence[str], known: Sequence[str]) -> None:
    for word in said:
        if word not in known:
            raise AskError(f"{word!r} is no {what}; there are: {', '.join(known)}")


def _day(what: str, edtf: str | None, end: int) -> int | None:
    if edtf is None:
        return None
    try:
        span = bounds(edtf)
    except ValueError:
        span = None
    if span is None:
        raise AskError(f"{what}: {edtf!r} is no day, month or year; write 2025-12-04, 2025-12 or 2025")
    return span[end].toordinal()


def person_id(connection: Connection, name: str) -> str:
    """Somebody of the record by a name in any script.

    Args:
        connection: A transaction.
        name: The name, or an id.

    Raises:
        AskError: Nobody, or more than one, is called so.
    """
    known = connection.scalar(select(person.c.id).where(person.c.id == name))
    if known is not None:
        return str(known)
    wanted = terms(connection, name, begun=False)
    ids = sorted(named(connection, exact(wanted), "person") or named(connection, wanted, "person"))
    there = select(mention.c.person).where(mention.c.person == person.c.id).exists()
    asked = select(person.c.id, person.c.name, person.c.country).where(person.c.id.in_(ids), there)
    found = list(connection.execute(asked.order_by(person.c.name, person.c.id)))
    found = [r for r in found if r.name == name] or [r for r in found if compare(r.name, name).same] or found
    if len(found) == 1:
        return str(found[0].id)
    if not found:
        raise AskError(f"nobody in the record is called {name[:60]!r}; try: baithak search {name[:60]}")
    several = ", ".join(f"{r.name} ({r.country or '?'}, {r.id})" for r in found[:6])
    raise AskError(f"{name!r} may be {several}; ask by the id")


def mechanism_name(connection: Connection, name: str) -> str:
    """A mechanism of the record by its name or a part of it.

    Args:
        connection: A transaction.
        name: The words.

    Raises:
        AskError: None, or more than one, is called so.
    """
    known = sorted(m for m in connection.scalars(select(engagement.c.mechanism).distinct()) if m)
    part = [m for m in known if name.lower() in m.lower()]
    found = [m for m in known if m.lower() == name.lower()] or part
    if not found:
        called = named(connection, terms(connection, name), "mechanism")
        found = [m for m in known if m in called]
    if len(found) == 1:
        return str(found[0])
    if not found:
        raise AskError(f"no mechanism of the record is called {name!r}; see: baithak mechanisms")
    raise AskError(f"{name!r} may be {', '.join(found[:6])}")
