"""What is due beside what is planned, made ready for a calendar: sessions by cadence, promises, invitations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import quote

from sqlalchemy import Connection, func, select

from baithak.export.days import window
from baithak.export.ical import Due
from baithak.export.wording import plain, short
from baithak.follow import agenda
from baithak.follow.values import Due as Owed
from baithak.record.queries import Wanted, sources
from baithak.record.schema import report

_STATES = ("open", "overdue")
_QUOTED = 12  # reports quoted
_BEFORE_ALL = "1970-01-01T00:00:00Z"


def seen_on(connection: Connection) -> date:
    """The day on which the newest report came into the record: as seen from it, the same record is due the same.

    Args:
        connection: A transaction.
    """
    return date.fromisoformat(_newest(connection)[:10])


def owed(connection: Connection, sides: tuple[str, ...], today: date) -> list[Owed]:
    """All that is open or overdue between some sides.

    Args:
        connection: A transaction.
        sides: The sides; none for all.
        today: As seen on this day.
    """
    return agenda.due(connection, agenda.Wanted(today=today.toordinal(), sides=sides, states=_STATES))


def due(
    connection: Connection, asked: Wanted, today: date, known: Sequence[Owed] | None = None
) -> tuple[list[Due], int]:
    """What is open or overdue by what is asked for.

    Args:
        connection: A transaction.
        asked: What is asked for; what is due has sides, a mechanism and days, but no people and no topics.
        today: As seen on this day.
        known: What is ``owed`` between the sides asked for, where it is at hand.

    Returns:
        What is due, and how much more there is without a day by which it should come.
    """
    if asked.people or asked.topic:
        return [], 0
    known = owed(connection, asked.countries, today) if known is None else known
    found = [one for one in known if _is_asked(one, asked)]
    added = sources(connection, {link.key for one in found for link in one.chain if link.key})
    newest = _newest(connection)
    made, undated = [], 0
    for one in found:
        days = window(one.due)
        if days is None:
            undated += one.due is None and asked.since is None and asked.until is None
        elif _overlaps(days, asked):
            times = [added[link.key].added for link in one.chain if link.key in added]
            made.append(
                Due(
                    id=_id(one), title=one.what, state=one.state, reason=_reason(one), first=days[0], last=days[1],
                    added=max(times, default=newest),
                )
            )  # fmt: skip
    return sorted(made, key=lambda one: (one.last, one.first, one.id)), undated


def _newest(connection: Connection) -> str:
    return connection.scalar(select(func.max(report.c.added))) or _BEFORE_ALL


def _is_asked(one: Owed, asked: Wanted) -> bool:
    """Planned engagements stand on the calendar themselves."""
    if one.sort == "engagement" or asked.people or asked.topic or (asked.status and "planned" not in asked.status):
        return False
    if asked.mechanism and one.mechanism != asked.mechanism:
        return False
    return not asked.kind or (one.sort == "session" and bool({"session", "summit"} & {*asked.kind}))


def _overlaps(days: tuple[date, date], asked: Wanted) -> bool:
    after = asked.since is None or days[1].toordinal() >= asked.since
    return after and (asked.until is None or days[0].toordinal() <= asked.until)


def _id(one: Owed) -> str:
    number = "" if one.number is None else f"-{one.number}"
    return f"due-{quote(one.id, safe='')}{number}"


def _reason(one: Owed) -> str:
    lines: Sequence[str] = [f"{one.sort.capitalize()}, {one.state}: {plain(one.reason)}", *_told(one)]
    return "\n\n".join(lines)


def _told(one: Owed) -> Iterator[str]:
    for link in one.chain[:_QUOTED]:
        said = " … ".join(f"“{short(words)}”" for words in link.words[:2])
        yield f"{said}\n— {plain(link.report)}, {link.published or 'day unknown'}".lstrip()
