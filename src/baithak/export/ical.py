"""iCalendar (RFC 5545): a day on the calendar is a day told; a plan known by its month is a to-do.

A desk officer looks at a calendar for what was on a day, and for what is still to come. So an engagement known by its
days is an event; a plan known by its month or year only is a to-do that falls due when that time is over; what was
held at a time not known by its days is left out, and counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, BinaryIO

import msgspec

from baithak import __version__
from baithak.export.days import exact, window
from baithak.export.told import Told
from baithak.export.wording import address, facts, plain, quotes, source, title, unquoted, where

_STATUS = {"held": "CONFIRMED", "ongoing": "CONFIRMED", "planned": "TENTATIVE", "cancelled": "CANCELLED"}


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """Something that should come, and the time in which.

    Attributes:
        id: The same whenever the same thing is due.
        title: What is due.
        state: ``open`` or ``overdue``.
        reason: Why, with the sources.
        first: First day on which it may come.
        last: Last day.
        added: When the record came to know it (ISO 8601, UTC).
    """

    id: str
    title: str
    state: str
    reason: str
    first: date
    last: date
    added: str


def write(told: Iterator[Told], out: BinaryIO, dues: Iterable[Due] = (), name: str = "Baithak") -> list[str]:
    """Write a calendar.

    Args:
        told: The engagements.
        out: Where to.
        dues: What is due beside what is planned.
        name: What a subscriber's program calls the calendar.

    Returns:
        What a person should know: how many engagements have no place on a calendar.
    """
    from icalendar import Event, Parameters, Todo, vText  # noqa: PLC0415
    from icalendar.parser import Contentline  # noqa: PLC0415

    out.write(_lines(["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Baithak//baithak {__version__}//EN"]))
    out.write(_lines(["CALSCALE:GREGORIAN", "METHOD:PUBLISH"]))
    out.write(Contentline.from_parts("X-WR-CALNAME", Parameters(), vText(plain(name))).to_ical() + b"\r\n")
    left = 0
    for one in told:
        component = _event(one, Event()) or _todo(one, Todo())
        if component is None:
            left += 1
        else:
            out.write(component.to_ical())
    for due in dues:
        out.write(_due(due, Todo()).to_ical())
    out.write(_lines(["END:VCALENDAR"]))
    are = "engagement is" if left == 1 else "engagements are"
    return [f"{left} {are} not on the calendar: no day is known on which it was or will be"] if left else []


def _event(told: Told, made: Any) -> Any | None:
    days = exact(told.line.date)
    if days is None or days[1] == date.max:  # no day ends it
        return None
    _common(told, made)
    made.add("dtstart", days[0])
    made.add("dtend", days[1] + timedelta(days=1))  # exclusive
    made.add("status", _STATUS[told.line.status])
    made.add("transp", "TRANSPARENT")  # others' meetings leave the officer's day free
    return made


def _todo(told: Told, made: Any) -> Any | None:
    days = window(told.line.date)
    if days is None or told.line.status not in ("planned", "cancelled"):
        return None
    _common(told, made)
    _time(made, *days)
    made.add("status", "NEEDS-ACTION" if told.line.status == "planned" else "CANCELLED")
    return made


def _due(due: Due, made: Any) -> Any:
    _stamped(made, due.id, due.added)
    made.add("summary", f"{'Overdue' if due.state == 'overdue' else 'Due'}: {plain(due.title)}")
    made.add("description", due.reason)
    _time(made, due.first, due.last)
    made.add("status", "NEEDS-ACTION")
    made.add("categories", ["due"])
    return made


def _time(made: Any, first: date, last: date) -> None:
    if first < last:  # RFC 5545 3.8.2.3: DUE lies after DTSTART
        made.add("dtstart", first)
    made.add("due", last)


def _common(told: Told, made: Any) -> None:
    line = told.line
    _stamped(made, line.id, told.added)
    made.add("created", datetime.fromisoformat(told.first_added))
    made.add("sequence", len(line.reports) - 1)  # grows with every report that tells it
    state = {"planned": "Planned: ", "cancelled": "Cancelled: "}.get(line.status, "")
    made.add("summary", f"{state}{title(line)}")
    made.add("description", _description(told))
    if where(line):
        made.add("location", where(line))
    made.add("categories", [line.kind, *line.countries])
    link = next((a for e in told.evidence if (a := address(e.report.source))), None)
    if link:
        made.add("url", link)


def _stamped(made: Any, id: str, added: str) -> None:  # noqa: A002
    made.add("uid", f"{id}@baithak")
    made.add("dtstamp", datetime.fromisoformat(added))


def _description(told: Told) -> str:
    said = [f"“{words}”\n— {source(e)}" for words, e in quotes(told)]
    more = [f"and {unquoted(told)} more quotes in the record"] if unquoted(told) else []
    return "\n\n".join(["\n".join(facts(told)), *said, *more])


def _lines(lines: list[str]) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode()
