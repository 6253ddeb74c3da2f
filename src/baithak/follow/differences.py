"""Where reports, or reports and the register, differ: the value shown, why, and who says otherwise. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from baithak.edtf import clash
from baithak.follow.dues import Told, said
from baithak.follow.values import Difference, Rung, Source
from baithak.reconcile.choose import differ
from baithak.reconcile.promised import thing
from baithak.reconcile.values import Line

_NEWS = 1  # days between reports of the same news


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """One field on which sources differ.

    Attributes:
        subject: What it is of, in words.
        sort: ``engagement``, ``session``, ``person`` or ``promise``.
        field: The field.
        shown: The value that the record shows; None where it shows none.
        why: Why this one.
        by: Who says it.
        others: The other values and who says them.
        ref: Id of the engagement or promise.
    """

    subject: str
    sort: str
    field: str
    shown: str | None
    why: str
    by: tuple[Source, ...]
    others: tuple[Difference, ...]
    ref: str | None = None


def of_line(line: Line, sources: Mapping[str, Source]) -> list[Conflict]:
    """The fields of an engagement on which its reports differ.

    Args:
        line: The line.
        sources: Id of a telling to its report.
    """
    return [
        Conflict(
            subject=said(line), sort="engagement", field=shown.field, shown=_text(getattr(line, shown.field)),
            why=shown.rule, by=_of(shown.tellings, sources),
            others=tuple(
                Difference(field=shown.field, value=o.value, sources=_of(o.tellings, sources)) for o in shown.others
            ),
            ref=line.id,
        )
        for line_shown in (line.conflicts,)
        for shown in line_shown
    ]  # fmt: skip


def _of(tellings: Iterable[str], sources: Mapping[str, Source]) -> tuple[Source, ...]:
    return tuple(sources[t] for t in tellings if t in sources)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


# ---------------------------------------------------------------------- sessions


def of_rungs(mechanism: str, rungs: Sequence[Rung]) -> list[Conflict]:
    """Sessions whose days, places or numbers differ between reports, or between reports and the register.

    Args:
        mechanism: Its name.
        rungs: All steps of its ladder, those beside too.
    """
    out = []
    for one in rungs:
        name = mechanism if one.number is None else f"{mechanism} no. {one.number}"
        for field in dict.fromkeys(d.field for d in one.differs):
            value = {"date": one.date, "place": one.place, "ordinal": _text(one.number)}.get(field)
            others = tuple(d for d in one.differs if d.field == field)
            against = {source for d in others for source in d.sources}
            by = tuple(s for s in one.sources if s not in against)
            why = one.shown or (
                "its days are those of that number" if field == "ordinal" else "told by more, or by the register"
            )
            out.append(
                Conflict(
                    subject=name, sort="session", field=field, shown=value, why=why, by=by, others=others,
                    ref=one.lines[0] if one.lines else None,
                )
            )  # fmt: skip
        if one.number is None and one.lines and "no number is free" in one.reason:
            out.append(_uncounted(mechanism, one, rungs))
    return out


def _uncounted(mechanism: str, one: Rung, rungs: Sequence[Rung]) -> Conflict:
    """A sitting that is told between two that follow one another by number."""
    at = list(rungs).index(one)
    before = next((r for r in reversed(rungs[:at]) if r.number is not None and not r.gap), None)
    after = next((r for r in rungs[at:] if r.number is not None and not r.gap), None)
    others = tuple(
        Difference(field="ordinal", value=f"no. {r.number} on {r.date}", sources=r.sources)
        for r in (before, after)
        if r
    )
    return Conflict(
        subject=f"{mechanism}, sitting of {one.date}", sort="session", field="ordinal", shown=None, why=one.reason,
        by=one.sources, others=others, ref=one.lines[0],
    )  # fmt: skip


def of_firsts(lines: Sequence[Line], sources: Mapping[str, Source]) -> list[Conflict]:
    """Engagements outside any mechanism that bear one number with other days: the same first visit told twice.

    Args:
        lines: Lines of one kind, number, pair of sides and host, with somebody in common.
        sources: Id of a telling to its report.
    """
    dated = [line for line in lines if line.date]
    best = max(dated, key=lambda line: (line.sources, _early(line)), default=None)
    if best is None or best.date is None:
        return []
    rest = [line for line in dated if line.date and line is not best and differ(best.date, line.date)]
    if not rest:
        return []
    others = tuple(Difference(field="date", value=str(r.date), sources=_of(r.tellings, sources)) for r in rest)
    most = "told by most sources" if all(r.sources < best.sources for r in rest) else "the earliest told"
    return [
        Conflict(
            subject=f"{said(best)}, no. {best.ordinal}", sort="engagement", field="date", shown=best.date, why=most,
            by=_of(best.tellings, sources), others=others, ref=best.id,
        )
    ]  # fmt: skip


def _early(line: Line) -> tuple[int, ...]:
    """Earlier days rank higher."""
    return tuple(-ord(c) for c in line.date or "~")


# ---------------------------------------------------------------------- promises


def of_promise(id: str, told: Sequence[Told], sources: Mapping[str, Source]) -> list[Conflict]:  # noqa: A002
    """Numbers, sums or days of a promise that reports of the same days tell otherwise.

    Args:
        id: Id of its line.
        told: Its promises with their reports, in the order told.
        sources: Id of a promise to its report.
    """
    out = []
    for field, value in (("quantity", _quantity), ("amount", _amount), ("due", _due)):
        said_: dict[str, list[Told]] = {}
        for t in told:
            if (found := value(t)) is not None:
                said_.setdefault(found, []).append(t)
        rivals = [v for v in said_ if any(_rival(field, said_, v, w) for w in said_ if w != v)]
        if not rivals:
            continue
        best = max(rivals, key=lambda v: (len({t.report for t in said_[v]}), max(t.day or 0 for t in said_[v]), v))
        what = next(t.owed.what for t in said_[best] if t.owed)
        others = tuple(
            Difference(field=field, value=v, sources=_of([t.ref for t in said_[v]], sources))
            for v in rivals
            if v != best
        )
        why = (
            "told by more reports"
            if all(len(said_[v]) < len(said_[best]) for v in rivals if v != best)
            else "the newest word"
        )
        out.append(
            Conflict(
                subject=what, sort="promise", field=field, shown=best, why=why,
                by=_of([t.ref for t in said_[best]], sources), others=others, ref=id,
            )
        )  # fmt: skip
    return out


def _quantity(t: Told) -> str | None:
    return None if t.quantity is None else str(t.quantity)


def _amount(t: Told) -> str | None:
    amount = thing(t.owed.what).amount if t.owed else None
    return f"{amount[0]:.15g} {amount[1]}".strip() if amount else None


def _due(t: Told) -> str | None:
    return t.due


def _rival(field: str, told: Mapping[str, Sequence[Told]], a: str, b: str) -> bool:
    near = any(
        p.day is not None and q.day is not None and abs(p.day - q.day) <= _NEWS for p in told[a] for q in told[b]
    )
    return near and (field != "due" or clash(a, b))
