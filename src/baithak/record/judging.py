"""Judgements: a person's word on the record, with author, time and reason; never overwritten, undoable."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, select, update

from baithak.errors import BaithakError
from baithak.reconcile.line import SETTABLE
from baithak.reconcile.values import FAMILIES, Line, Telling, days
from baithak.record import queries
from baithak.record.judged import Anchor, anchor, located
from baithak.record.relate import by_ids, regroup
from baithak.record.schema import journal, judgement, telling

OF_TWO = ("same", "different", "unsure")
OF_ONE = ("right", "wrong", "set")
_NEVER_EMPTY = ("kind", "status")
_STATUSES = ("held", "planned", "ongoing", "cancelled")


class JudgeError(BaithakError):
    """A judgement cannot be taken; the message says why and what can be judged."""


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """Who says something, when, and why."""

    author: str
    at: str
    reason: str = ""


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement as it stands in the record; ids are those that its words have today, None where they are gone."""

    number: int
    verdict: str
    subject: str | None
    other: str | None
    field: str | None
    value: str | None
    author: str
    reason: str
    at: str
    undone: str | None
    undone_by: str | None


def of_two(connection: Connection, verdict: str, first: str, second: str, word: Word) -> list[str]:
    """Say of two engagements, or of two tellings of one line, that they are the same, different, or that it is unsure.

    Args:
        connection: A writing transaction.
        verdict: ``same``, ``different`` or ``unsure``.
        first: Id of an engagement or telling.
        second: Id of another.
        word: Who says so.

    Returns:
        Ids of the lines that changed.

    Raises:
        JudgeError: An id is not in the record, both are one telling, or the verdict is none.
    """
    if verdict not in OF_TWO:
        raise JudgeError(f"{verdict!r} is no verdict on two; there are: {', '.join(OF_TWO)}")
    a, b = _telling(connection, first), _telling(connection, second)
    if a.id == b.id:
        raise JudgeError(f"{first} and {second} are one and the same telling; name two (baithak show gives their ids)")
    _write(connection, verdict, (anchor(a), anchor(b)), None, word)
    return regroup(connection, [a.id, b.id])


def of_one(
    connection: Connection, verdict: str, subject: str, said: tuple[str, str] | str | None, word: Word
) -> list[str]:
    """Say of an engagement, or of one of its fields, that it is right or wrong, or set a field.

    Args:
        connection: A writing transaction.
        verdict: ``right``, ``wrong`` or ``set``.
        subject: Id of the engagement.
        said: The field; with its new value to set it; None to judge the whole.
        word: Who says so.

    Returns:
        Ids of the lines that changed.

    Raises:
        JudgeError: No such engagement, field or value.
    """
    if verdict not in OF_ONE:
        raise JudgeError(f"{verdict!r} is no verdict on one; there are: {', '.join(OF_ONE)}")
    one = _line(connection, subject)
    field, value = said if isinstance(said, tuple) else (said, None)
    if field is not None and field not in SETTABLE:
        raise JudgeError(f"{field!r} cannot be judged; there are: {', '.join(SETTABLE)}")
    if verdict == "set":
        if field is None or value is None:
            raise JudgeError("name a field and its value: baithak judge set ID date 2025-12-05")
        _possible(field, value)
    elif field is not None:
        shown = getattr(one, field)
        if shown is None:
            raise JudgeError(f"{one.id} shows no {field}; set it: baithak judge set {one.id} {field} VALUE")
        if verdict == "wrong" and field in _NEVER_EMPTY:
            raise JudgeError(
                f"an engagement has a {field}; set the right one: baithak judge set {one.id} {field} VALUE"
            )
        value = str(shown)
    members = by_ids(connection, one.tellings)
    wrong = verdict == "wrong"
    act = None
    for key in one.tellings if wrong else one.tellings[:1]:  # each that says it must be struck
        act = _write(connection, verdict, (anchor(members[key]), None), (field, value), word, act)
    return regroup(connection, one.tellings)


def undo(connection: Connection, number: int, word: Word) -> list[str]:
    """Take a judgement back; it stays in the record as undone.

    Args:
        connection: A writing transaction.
        number: Its number.
        word: Who takes it back.

    Returns:
        Ids of the lines that changed.

    Raises:
        JudgeError: There is none of this number, or it is undone already.
    """
    this = judgement.c.act == number
    rows = list(connection.execute(select(judgement).where(this)))
    if not rows:
        raise JudgeError(f"there is no judgement no. {number}; see: baithak judge list")
    if rows[0].undone is not None:
        raise JudgeError(f"judgement no. {number} was undone by {rows[0].undone_by} on {rows[0].undone[:10]}")
    connection.execute(update(judgement).where(this).values(undone=word.at, undone_by=word.author))
    connection.execute(journal.insert(), {"at": word.at, "what": "undone", "report": None, "detail": str(number)})
    reports = {msgspec.json.decode(a, type=Anchor).report for r in rows for a in (r.subject, r.other) if a}
    return regroup(connection, connection.scalars(select(telling.c.id).where(telling.c.report.in_(reports))))


def _line(connection: Connection, key: str) -> Line:
    found = queries.line(connection, key)
    if found is None:
        raise JudgeError(f"the record has no engagement {key!r}; ids stand in: baithak timeline")
    return found


def _telling(connection: Connection, key: str) -> Telling:
    """A telling by its id; an engagement's id is that of its first."""
    found = by_ids(connection, [key])
    if not found:
        raise JudgeError(f"the record has no engagement {key!r}; ids stand in: baithak timeline, baithak show")
    return found[key]


def _possible(field: str, value: str) -> None:
    """Refuse a value that the field cannot have; an empty one takes the value away."""
    if value == "" and field not in _NEVER_EMPTY:
        return
    known: Sequence[str] = {"kind": tuple(FAMILIES), "status": _STATUSES}.get(field, ())
    if known and value not in known:
        raise JudgeError(f"{value!r} is no {field}; there are: {', '.join(known)}")
    if field == "ordinal" and not (value.isdecimal() and len(value) < 5):
        raise JudgeError(f"{value!r} is no number of a session; write 21")
    if field == "date" and not _is_date(value):
        raise JudgeError(f"{value!r} is no date; write 2025-12-05, 2025-12, 2025 or 2025-12-04/2025-12-05 (EDTF)")


def _is_date(value: str) -> bool:
    try:
        return days(value) is not None
    except ValueError:
        return False


def _write(
    connection: Connection, verdict: str, about: tuple[Anchor, Anchor | None],
    said: tuple[str | None, str | None] | None, word: Word, act: int | None = None,
) -> int:  # fmt: skip
    """Write one row; the rows of one word have the number of the first as their act."""
    subject, other = (msgspec.json.encode(a).decode() if a else None for a in about)
    field, value = said or (None, None)
    row = {
        "verdict": verdict, "subject": subject, "other": other, "field": field, "value": value,
        "author": word.author, "reason": word.reason, "at": word.at,
    }  # fmt: skip
    key = connection.execute(judgement.insert().values(**row, act=act or 0)).inserted_primary_key
    number = int(key[0]) if key else 0
    if act is None:
        connection.execute(update(judgement).where(judgement.c.number == number).values(act=number))
    connection.execute(
        journal.insert(), {"at": word.at, "what": "judged", "report": about[0].report, "detail": verdict}
    )
    return act or number


def judgements(
    connection: Connection, *, undone: bool = False, before: int | None = None, limit: int | None = None
) -> list[Judgement]:
    """All judgements, the oldest first; one that strikes several reports' words stands once.

    Args:
        connection: A transaction.
        undone: Whether those that were taken back are listed too.
        before: Only those before this number.
        limit: At most so many, the newest first.
    """
    asked = select(judgement).where(judgement.c.number == judgement.c.act)
    if limit is None:
        asked = asked.order_by(judgement.c.number)
    else:
        asked = asked.order_by(judgement.c.number.desc()).limit(limit)
    if before is not None:
        asked = asked.where(judgement.c.number < before)
    if not undone:
        asked = asked.where(judgement.c.undone.is_(None))
    rows = list(connection.execute(asked))
    anchors = [msgspec.json.decode(a, type=Anchor) for r in rows for a in (r.subject, r.other) if a]
    found = located(connection, anchors)

    def now(value: str | None) -> str | None:
        return found.get(msgspec.json.decode(value, type=Anchor)) if value else None

    return [
        Judgement(
            number=r.number, verdict=r.verdict, subject=now(r.subject), other=now(r.other), field=r.field,
            value=r.value, author=r.author, reason=r.reason, at=r.at, undone=r.undone, undone_by=r.undone_by,
        )
        for r in rows
    ]  # fmt: skip
