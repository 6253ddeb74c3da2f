"""One rung of a ladder from all that tell of it: which value is shown, what contradicts it, who says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from baithak.follow.values import MISSING, Difference, Rung, Sat, Source
from baithak.reconcile.choose import differ
from baithak.reconcile.values import days

_ORDER = ("held", "ongoing", "announced", "planned", "cancelled", "not held")
_SURE = "stated"
_STAY = 4  # days of a sitting told to the day


def rung(number: int | None, sats: Sequence[Sat], astray: Sequence[Sat], reason: str) -> Rung:
    """Make a rung.

    Args:
        number: Its number, None beside the ladder.
        sats: All that tell of it.
        astray: Those of them that give another number.
        reason: Why sittings without a number are among them.
    """
    if len(sats) == 1 and not astray:
        return _sole(number, sats[0], reason)
    status = min((s.status for s in sats), key=_ORDER.index)
    dating = [s for s in sats if s.status == status] if status != "cancelled" else list(sats)
    date, shown = _date(dating if any(s.date for s in dating) else sats)
    place, differs = _place(dating)
    differs = [*_dates(date, dating), *differs]
    differs += [
        Difference(field="ordinal", value=str(s.number), sources=s.sources) for s in astray if s.number != number
    ]
    differs += [d for s in dating for d in s.differs if d.value not in (date, place, str(number))]
    lines = tuple(dict.fromkeys(s.line for s in sats if s.line))
    state = next((s.state for s in dating if s.state and (place is None or s.place in (place, None))), None)
    return Rung(
        number=number, date=date, status=status, place=place, state=state,
        chairs=tuple(dict.fromkeys(c for s in _newest(sats, status) for c in s.chairs)),
        reason=reason or _reason(number, sats), shown=shown, differs=tuple(differs),
        sources=_sources(sats), lines=lines,
    )  # fmt: skip


def _sole(number: int | None, sat: Sat, reason: str) -> Rung:
    """A rung of which one alone tells."""
    return Rung(
        number=number, date=sat.date, status=sat.status, place=sat.place, state=sat.state, chairs=sat.chairs,
        reason=reason or _reason(number, (sat,)), sources=sat.sources, lines=(sat.line,) if sat.line else (),
        differs=sat.differs,
    )  # fmt: skip


def _newest(sats: Sequence[Sat], status: str) -> list[Sat]:
    """Those whose people count: of what was held not the plans."""
    return [s for s in sats if s.status == status and s.chairs] or [s for s in sats if s.chairs]


def _reason(number: int | None, sats: Sequence[Sat]) -> str:
    if number is None:
        return ""
    numbered = [s for s in sats if s.number == number]
    if numbered and all(s.line is None for s in numbered):
        basis = next((s.basis for s in numbered if s.basis), "")
        own = f"number by the register ({basis})"
        return own if len(sats) == len(numbered) else f"{own}; the reports tell the day without a number"
    return ""


def _sources(sats: Iterable[Sat]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(source for s in sats for source in s.sources))


# ---------------------------------------------------------------------- when and where


def _date(sats: Sequence[Sat]) -> tuple[str | None, str]:
    """The date with which most voices agree; among equals the one told to the day, by more, by the register."""
    dated = [s for s in sats if s.date]
    told = {s.date for s in dated}
    if len(told) < 2:
        return (dated[0].date if dated else None), ""
    spans = {value: days(value) for value in told}

    def rank(s: Sat) -> tuple[int, int, int, int, int, str]:
        own = spans[s.date]
        wide = own[1] - own[0] if own else 10**6
        agreeing = sum(o.voices for o in dated if _overlap(own, spans[o.date]))
        said = sum(o.voices for o in dated if o.date == s.date)
        sure = s.basis is None or s.basis.startswith(_SURE)
        return agreeing, wide <= _STAY, said, sure and s.line is None, -wide, s.date or ""

    best = max(dated, key=rank)
    if best.line is None:
        return best.date, f"the register's day, of {len(told)} told"
    agreeing = sum(o.voices for o in dated if o.date == best.date)
    return best.date, f"told by {agreeing} of {sum(o.voices for o in dated)} sources"


def _overlap(a: tuple[int, int] | None, b: tuple[int, int] | None) -> bool:
    return a is None or b is None or (a[0] <= b[1] and b[0] <= a[1])


def _dates(date: str | None, sats: Sequence[Sat]) -> list[Difference]:
    out: dict[str, list[Source]] = {}
    own = days(date)
    for s in sats if len(sats) > 1 else ():
        if not date or not s.date or s.date == date:
            continue
        at = days(s.date)
        within = _overlap(own, at) and at and own and max(at[1] - at[0], own[1] - own[0]) > _STAY
        if not within and differ(date, s.date):
            out.setdefault(s.date, []).extend(s.sources)
    return [Difference(field="date", value=v, sources=tuple(dict.fromkeys(who))) for v, who in out.items()]


def _place(sats: Sequence[Sat]) -> tuple[str | None, list[Difference]]:
    said: dict[str, list[Sat]] = {}
    for s in sats:
        if s.place:
            said.setdefault(s.place, []).append(s)
    if not said:
        return None, []
    best = max(said, key=lambda p: (sum(s.voices for s in said[p]), any(s.line is None for s in said[p]), p))
    others = [Difference(field="place", value=p, sources=_sources(who)) for p, who in sorted(said.items()) if p != best]
    return best, others


# ---------------------------------------------------------------------- gaps


def gap(first: int, last: int, before: Rung | None, after: Rung) -> Rung:
    """Numbers of which nothing is known.

    Args:
        first: First of them.
        last: Last of them.
        before: The rung before, if any.
        after: The rung after.
    """
    low, high = days(before.date) if before else None, days(after.date)
    since = f"after {before.date}" if before and low else ""
    until = f"before {after.date}" if high else ""
    when = ", ".join(x for x in (since, until) if x)
    return Rung(
        number=first, through=last if last > first else None, date=None, status=MISSING,
        reason=f"follows from no. {after.number}" + (f"; {when}" if when else ""),
    )  # fmt: skip
