"""What became of something ahead or owed: pure, from what reports told by a day.

Nothing is ever kept by silence: that a day has passed says only that no report tells it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from baithak.edtf import clash
from baithak.follow.values import Due, Link
from baithak.model import Commitment
from baithak.reconcile.choose import differ
from baithak.reconcile.promised import thing
from baithak.reconcile.values import Line, Telling, days

#: States in the order in which a desk wants them.
STATES = ("open", "overdue", "contradicted", "superseded", "cancelled", "reported kept")
_NEWS = 1  # days between reports of the same news
_HAPPENED = ("held", "ongoing")


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One telling of a plan, or one promise, with its report.

    Attributes:
        report: Id of the report; ``key`` its key, ``published`` its day (EDTF) and ``day`` the same as an ordinal.
        ref: Id of the telling or promise.
        status: What it says.
        due: The day that it gives.
        owed: The commitment, where it is one.
    """

    report: str
    key: str
    published: str | None
    day: int | None
    ref: str
    status: str
    due: str | None = None
    quantity: int | None = None
    owed: Commitment | None = None


def in_order(told: Sequence[Told]) -> list[Told]:
    """As it was told; what no day is known of comes first.

    Args:
        told: In any order.
    """
    return sorted(told, key=lambda t: (t.day or 0, t.report, t.ref))


def iso(day: int) -> str:
    """A day as it is written.

    Args:
        day: Proleptic ordinal.
    """
    return date.fromordinal(day).isoformat()


def passed(due: str | None, today: int) -> bool:
    """Whether all days that a value can mean lie before a day.

    Args:
        due: EDTF.
        today: The day (proleptic ordinal).
    """
    at = days(due)
    return at is not None and at[1] < today


def _when(t: Told) -> str:
    return f"{t.report} of {t.published}" if t.published else t.report


def _ahead(due: str | None, today: int, last: Told) -> tuple[str, str]:
    """Open or overdue, and why."""
    if not due:
        return "open", f"no day told; last word: {_when(last)}"
    if days(due) is None:
        return "open", f"due {due}: the year is not told"
    if passed(due, today):
        return "overdue", f"{due} has passed and no report tells it"
    return "open", f"due {due}"


def _chain(told: Sequence[Told], due: str | None, quantity: int | None) -> tuple[Link, ...]:
    return tuple(
        Link(
            report=t.report, published=t.published, status=t.status, due=t.due, quantity=t.quantity,
            what=t.owed.what if t.owed else None, key=t.key, ref=t.ref,
            superseded=t is not told[-1] and _changed(t, due, quantity),
        )
        for t in told
    )  # fmt: skip


def _changed(t: Told, due: str | None, quantity: int | None) -> bool:
    """Whether what was told is no longer the word."""
    return (bool(t.due and due) and differ(t.due or "", due or "")) or (
        t.quantity is not None and quantity is not None and t.quantity != quantity
    )


# ---------------------------------------------------------------------- planned engagements


def of_plan(
    line: Line, told: Sequence[Told], owed: Commitment | None, today: int, elsewhere: tuple[str, str] | None = None
) -> Due | None:
    """What became of a planned engagement.

    Args:
        line: Its line.
        told: Its tellings with their reports.
        owed: The newest commitment made of it.
        today: As seen on this day; what was told later does not count.
        elsewhere: Where another line or the register tells that it was held: its id, and the words for why.

    Returns:
        What is due; None where nothing had been told by then, or no report ever planned it.
    """
    known = in_order([t for t in told if t.day is None or t.day <= today])
    plans = [t for t in known if t.status == "planned"]
    if not plans:
        return None
    done = [t for t in known if t.status in _HAPPENED]
    dated = [t for t in plans if t.due]
    due = dated[-1].due if dated else None
    off = [t for t in known if t.status == "cancelled"]
    rivals = _rivals(dated)
    if done:
        verb = "tells it as held" if any(t.status == "held" for t in done) else "tells it as under way"
        day = f", {line.date}" if line.date else ""
        state, reason = "reported kept", f"{_when(done[0])} {verb}{day}"
        due = due or line.date
    elif elsewhere:
        state, reason = "reported kept", elsewhere[1]
    elif off and (off[-1].day or 0) >= (plans[-1].day or 0):
        state, reason = "cancelled", f"called off or put off, by {_when(off[-1])}"
    elif rivals:
        state, reason = "contradicted", "; ".join(f"{_when(t)}: {t.due}" for t in rivals)
    else:
        state, reason = _ahead(due, today, known[-1])
        earlier = [t for t in dated if t.due and due and differ(t.due, due)]
        reason += "".join(f"; before {t.due} ({_when(t)})" for t in earlier[-1:])
    return Due(
        id=line.id, sort="engagement", what=said(line), by=owed.by if owed else ",".join(line.countries) or None,
        to=owed.to if owed else None, due=due, state=state, reason=reason,
        place=", ".join(x for x in (line.place, line.place_country) if x) or None,
        mechanism=line.mechanism, number=line.ordinal, engagement=(elsewhere[0] if elsewhere else "") or line.id,
        chain=_chain(known, due, None),
    )  # fmt: skip


def said(line: Line) -> str:
    """An engagement in words.

    Args:
        line: Its line.
    """
    number = f" no. {line.ordinal}" if line.ordinal is not None else ""
    who = ", ".join(p.name for p in line.people) or "–".join(line.countries)
    where = line.place or line.place_country
    return f"{line.mechanism or line.kind}{number} of {who}" + (f" in {where}" if where else "")


def _rivals(dated: Sequence[Told]) -> list[Told]:
    """Plans told on the same days with days that exclude each other, where they are the newest word."""
    newest = [t for t in dated if t.day is not None and (dated[-1].day or 0) - t.day <= _NEWS]
    values = {t.due: t for t in newest}
    return list(values.values()) if any(clash(a, b) for a in values for b in values) else []


# ---------------------------------------------------------------------- things owed


def of_promise(id: str, told: Sequence[Told], today: int, kept: Told | None = None) -> Due | None:  # noqa: A002
    """What became of a promise.

    Args:
        id: Id of its line.
        told: Every report's commitment.
        today: As seen on this day; what was told later does not count.
        kept: The telling of an engagement that keeps it (an invitation's visit), where there is one.

    Returns:
        What is due; None where nothing had been told by then.
    """
    known = in_order([t for t in told if t.day is None or t.day <= today])
    if not known or known[-1].owed is None:
        return None
    owed = known[-1].owed
    dated = [t for t in known if t.due]
    counted = [t for t in known if t.quantity is not None]
    due = dated[-1].due if dated else None
    quantity = counted[-1].quantity if counted else None
    rivals = _contradicting(known)
    if kept is not None and (kept.day is None or kept.day <= today):
        state, reason = "reported kept", f"{_when(kept)} tells the visit, {kept.due or 'no day told'}"
    elif rivals:
        state, reason = "contradicted", "; ".join(f"{_when(t)}: {_value(t)}" for t in rivals)
    else:
        state, reason = _ahead(due, today, known[-1])
        changed = [t for t in known[:-1] if _changed(t, due, quantity)]
        reason += "".join(f"; before {_value(t)} ({_when(t)})" for t in changed[-1:])
    return Due(
        id=id, sort="invitation" if owed.engagement else "commitment", what=owed.what, by=owed.by, to=owed.to, due=due,
        state=state, reason=reason, quantity=quantity, delivered=_delivered(known),
        engagement=kept.ref if kept else None, chain=_chain(known, due, quantity),
    )  # fmt: skip


def _value(t: Told) -> str:
    number = f"{t.quantity} " if t.quantity is not None else ""
    return f"{number}{t.owed.what if t.owed else ''}" + (f" by {t.due}" if t.due else "")


def _contradicting(known: Sequence[Told]) -> list[Told]:
    """The newest words where they come on the same days and exclude each other."""
    last = known[-1].day
    newest = [t for t in known if t.day is not None and last is not None and last - t.day <= _NEWS]
    numbers = {t.quantity: t for t in newest if t.quantity is not None}
    if len(numbers) > 1:
        return list(numbers.values())
    sums = {thing(t.owed.what).amount: t for t in newest if t.owed}
    sums.pop(None, None)
    if len(sums) > 1:
        return list(sums.values())
    dues = {t.due: t for t in newest if t.due}
    return list(dues.values()) if any(clash(a, b) for a in dues for b in dues) else []


def _delivered(known: Sequence[Told]) -> str | None:
    """How many of how many have come: a whole promised once, and what is told to be left of it."""
    counted = [t for t in known if t.quantity is not None and t.owed]
    left = next((t for t in reversed(counted) if t.owed and thing(t.owed.what).remaining), None)
    whole = max((t.quantity or 0 for t in counted if t.owed and not thing(t.owed.what).remaining), default=0)
    if left is None or left.quantity is None or whole <= left.quantity:
        return None
    return f"{whole - left.quantity} of {whole}"


def by_state(one: Due, today: int) -> tuple[int, int, int, str]:
    """The order in which a desk wants them: what is ahead by its day, then overdue, the newest first.

    Args:
        one: What is due.
        today: The day (proleptic ordinal).
    """
    at = days(one.due)
    if at is None:
        told = max((found[1] for link in one.chain if (found := days(link.published))), default=0)
        return STATES.index(one.state), 1, -told, one.id
    return STATES.index(one.state), 0, at[1] if at[1] >= today else today - at[1], one.id


def replaced(one: Due, by: str) -> Due:
    """A plan with the one that was told after it: what was called off is superseded, what has passed is not judged.

    Args:
        one: What was due.
        by: The newer plan, in words.
    """
    if one.state != "cancelled":
        return msgspec.structs.replace(one, reason=f"{one.reason}; a newer plan: {by}")
    return msgspec.structs.replace(one, state="superseded", reason=f"{one.reason}; planned anew: {by}")


def with_words(one: Due, words: Mapping[str, tuple[str, ...]]) -> Due:
    """What is due with the words of its chain.

    Args:
        one: What is due.
        words: Id of a telling or promise to its words.
    """
    chain = tuple(msgspec.structs.replace(link, words=words.get(link.ref, ())) for link in one.chain)
    return msgspec.structs.replace(one, chain=chain)


def told_of(telling: Telling, report: str, published: str | None) -> Told:
    """A telling as a part of a chain.

    Args:
        telling: The telling.
        report: Id of its report.
        published: The report's day, EDTF.
    """
    return Told(
        report=report, key=telling.report, published=published, day=telling.published, ref=telling.id,
        status=telling.status, due=telling.date,
    )  # fmt: skip
