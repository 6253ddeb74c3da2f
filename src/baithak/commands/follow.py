"""Commands that follow up: mechanisms, mechanism, due, conflicts, last."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from baithak.commands.out import Listing, ListingFormat, RecordPlace, Row, listing, put, say, stop
from baithak.commands.record import now, reading

if TYPE_CHECKING:
    from baithak.gazetteer import Mechanism

STATES = ("open", "overdue", "contradicted", "superseded", "cancelled", "reported kept")
_WORDS = 150  # letters of a report's words that a person is shown
Pair = Annotated[str | None, typer.Option("--pair", metavar="IN,RU", help="Only what is between these sides.")]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DAY", help="As seen on this day (YYYY-MM-DD); today by default."),
]


def _today(on: str | None) -> int:
    """The day as seen on which things are asked for (proleptic ordinal)."""
    try:
        return date.fromisoformat(on or now()[:10]).toordinal()
    except ValueError:
        raise typer.BadParameter(f"{on!r} is no day; write it as YYYY-MM-DD", param_hint="--on") from None


def _sides(pair: str | None) -> tuple[str, ...]:
    from baithak.ask.wanted import AskError, sides  # noqa: PLC0415

    try:
        return sides(pair) if pair else ()
    except AskError as e:
        stop(str(e))


# ---------------------------------------------------------------------- mechanisms


def mechanisms(
    record: RecordPlace = None,
    pair: Pair = None,
    on: On = None,
    known: Annotated[bool, typer.Option("--known", help="Only those of which a sitting is known.")] = False,
    format: ListingFormat = Listing.TABLE,  # noqa: A002
) -> None:
    """List the standing mechanisms of the record and the register: sessions known, the last, when the next is due."""
    from baithak.follow import sittings  # noqa: PLC0415
    from baithak.follow.cadence import coming  # noqa: PLC0415
    from baithak.follow.rows import overview  # noqa: PLC0415
    from baithak.gazetteer import gazetteer  # noqa: PLC0415

    today, wanted = _today(on), _sides(pair)
    with reading(record) as connection:
        every = sorted({*sittings.names(connection), *(m.name for m in gazetteer().mechanisms.values())})
        sides = sittings.sides_of(connection, every)
        chosen = sittings.between(wanted, sides) if wanted else every
        ladders = sittings.outlines(connection, chosen, until=today if on else None)
    states = sittings.states()
    rows = []
    for name in chosen:
        entry = sittings.registered(name)
        found = ladders[name]
        if not known or found.known:
            rows.append(overview(name, sides.get(name, ()), entry, found, coming(found, entry, today, states)))
    listing(
        rows if format is not Listing.TABLE else [_overview(r) for r in rows], format,
        {"sessions": "known", "mechanism": "mechanism"},
        empty="no mechanism is known between them",
    )  # fmt: skip


def _overview(row: Row) -> Row:
    from baithak.render.wording import day  # noqa: PLC0415

    about = [
        ", ".join(_strings(row["sides"])),
        str(row["level"] or ""),
        f"part of {row['parent']}" if row["parent"] else "",
    ]
    known = []
    if row["last_date"]:
        known.append(f"last {_numbered(row['last_no'])}{day(_text(row['last_date']))}")
    if row["next_due"]:
        passed = ", which has passed untold" if row["next_state"] == "overdue" else ""
        known.append(f"next {_numbered(row['next_no'])}{day(_text(row['next_due']))}{passed}")
    lines = [f"{row['mechanism']} ({'; '.join(a for a in about if a)})", "; ".join(known)]
    return {"sessions": row["sessions"] or "–", "mechanism": "\n  ".join(x for x in lines if x)}


def _numbered(number: object) -> str:
    return "" if number is None else f"no. {number}, "


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _strings(value: object) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list | tuple) else []


# ---------------------------------------------------------------------- mechanism


def mechanism(
    name: Annotated[str, typer.Argument(help="Any of its names, in any language, or a part of one.")],
    record: RecordPlace = None,
    pair: Pair = None,
    on: On = None,
    format: ListingFormat = Listing.TABLE,  # noqa: A002
) -> None:
    """Show the ladder of a mechanism: sessions by number, gaps, sittings beside, and when the next is due."""
    from baithak.follow import naming, sittings  # noqa: PLC0415
    from baithak.follow.cadence import coming  # noqa: PLC0415
    from baithak.follow.rows import steps  # noqa: PLC0415

    today, wanted = _today(on), _sides(pair)
    with reading(record) as connection:
        told = sittings.names(connection)
        within = None
        if wanted:
            every = sorted({*told, *(m.name for m in _register())})
            within = sittings.between(wanted, sittings.sides_of(connection, every))
        shown = naming.find(name, told, within)
        found = sittings.whole(connection, shown, until=today if on else None)
    entry = sittings.registered(shown)
    ahead = coming(found, entry, today, sittings.states())
    rows = steps(found, ahead)
    if format is Listing.TABLE:
        put(_heading(shown, entry))
        rows = [_rung(r) for r in rows]
    listing(
        rows, format, {"no": "no.", "date": "when", "status": "status", "more": "where, told by, who"},
        empty="no session of it is known",
    )  # fmt: skip


def _register() -> list[Mechanism]:
    from baithak.gazetteer import gazetteer  # noqa: PLC0415

    return list(gazetteer().mechanisms.values())


def _heading(name: str, entry: Mechanism | None) -> str:
    if entry is None:
        return f"{name} (not in the register)\n"
    about = [", ".join(entry.sides), entry.level or "", f"part of {entry.parent}" if entry.parent else ""]
    about.append(f"cadence {entry.cadence}" if entry.cadence else "no cadence declared")
    full = f"{entry.full}\n" if entry.full != entry.name else ""
    note = f"{entry.note}\n" if entry.note else ""
    return f"{name}\n{full}{'; '.join(a for a in about if a)}\n{note}"


def _rung(row: dict[str, Any]) -> dict[str, Any]:
    number = "–" if row["no"] is None else f"{row['no']}–{row['through']}" if row["through"] else str(row["no"])
    lines = [
        " · ".join(x for x in (", ".join(x for x in (row["place"], row["country"]) if x), _who(row["sources"])) if x),
        ", ".join(row["chairs"]),
        row["reason"] if row["reason"] != "number by the register (stated)" else "",
        *(f"but {other['field']} {other['value']}: {_who(other['sources'])}" for other in row["differs"]),
    ]
    return {
        "no": number + "*" * bool(row["inferred"]), "date": _day(row["date"]),
        "status": "missing" if row["status"] == "not in the record" else row["status"],
        "more": "\n".join(x for x in lines if x),
    }  # fmt: skip


def _who(sources: list[dict[str, Any]]) -> str:
    """Reports by id and day, the register by the host of its address."""
    out = []
    for s in sources:
        if s["kind"] == "register":
            host = s["ref"].split("//")[-1].split("/")[0]
            out.append(f"register: {host}")
        else:
            out.append(f"{s['ref']} of {s['published']}" if s.get("published") else s["ref"])
    return "; ".join(dict.fromkeys(out))


# ---------------------------------------------------------------------- due


def due(
    record: RecordPlace = None,
    on: On = None,
    pair: Pair = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what has passed its day untold.")] = False,
    state: Annotated[list[str] | None, typer.Option(help=f"Only in this state: {', '.join(STATES)}.")] = None,
    limit: Annotated[int, typer.Option(min=0, help="At most so many; 0 for all.")] = 100,
    format: ListingFormat = Listing.TABLE,  # noqa: A002
) -> None:
    """List what is ahead, owed or due: plans, deadlines, deliveries, invitations, sessions; and what became of it.

    Nothing is kept by silence: overdue says that a day has passed and no report tells it, no more.
    """
    from baithak.follow.agenda import Wanted  # noqa: PLC0415
    from baithak.follow.agenda import due as agenda  # noqa: PLC0415
    from baithak.follow.rows import due as as_row  # noqa: PLC0415

    states = ("overdue",) if overdue else tuple(state or ())
    wrong = [s for s in states if s not in STATES]
    if wrong:
        raise typer.BadParameter(f"{wrong[0]!r} is no state; there are: {', '.join(STATES)}", param_hint="--state")
    asked = Wanted(today=_today(on), sides=_sides(pair), states=states, limit=limit + 1 if limit else None)
    with reading(record) as connection:
        found = [as_row(d) for d in agenda(connection, asked)]
    if limit and len(found) > limit:
        found = found[:limit]
        say(f"there is more; shown are {limit} (--limit 0 for all, --pair to narrow)")
    listing(
        [_due(r) for r in found] if format is Listing.TABLE else found, format,
        {"due": "due", "state": "state", "what": "what, who, why, told by"}, empty="nothing is ahead or owed",
    )  # fmt: skip


def _due(row: dict[str, Any]) -> dict[str, Any]:
    parties = " → ".join(x for x in (row["by"], row["to"]) if x)
    lines = [row["what"] + (f" ({parties})" if parties else ""), row["reason"]]
    if row["delivered"]:
        lines.append(f"{row['delivered']} delivered, as far as the numbers told say so")
    for link in row["chain"]:
        stale = ", no longer the word" if link["superseded"] else ""
        when = f" of {link['published']}" if link["published"] else ""
        lines += [f"{link['report']}{when}: {link['status']}{stale}", *_quoted(link["words"], 58)]
    return {"due": _day(row["due"]), "state": row["state"], "what": "\n".join([*lines, ""])}


def _day(edtf: str | None) -> str:
    from baithak.render.wording import day  # noqa: PLC0415

    if not edtf:
        return "–"
    return day(edtf).replace(", year unknown –", " –").replace(", year unknown", ", year ?")


def _quoted(words: list[str], width: int, label: str = "") -> list[str]:
    """The first of some words in quotation marks, wrapped by how wide screens show them, with a label before."""
    from baithak.render.wording import excerpt, wrapped  # noqa: PLC0415

    said = f"{label}“{excerpt(words[0], _WORDS)}”" if words else label.rstrip(": ")
    return [f"  {line}" for line in wrapped(said, width)]


# ---------------------------------------------------------------------- conflicts


def conflicts(
    record: RecordPlace = None,
    pair: Pair = None,
    field: Annotated[str | None, typer.Option(help="Only this field: date, place, ordinal, office, …")] = None,
    limit: Annotated[int, typer.Option(min=0, help="At most so many of each sort; 0 for all.")] = 50,
    format: ListingFormat = Listing.TABLE,  # noqa: A002
) -> None:
    """List where reports differ, or reports and the register: the value shown and why, and the words of each side."""
    from baithak.follow.conflicts import conflicts as contradictions  # noqa: PLC0415
    from baithak.follow.rows import conflict as as_row  # noqa: PLC0415

    with reading(record) as connection:
        found = contradictions(connection, _sides(pair), limit or None)
    rows = [as_row(c) for c in found if field in (None, c.field)]
    listing(
        [_conflict(r) for r in rows] if format is Listing.TABLE else rows, format,
        {"field": "field", "what": "of what, shown and why, against"}, empty="no reports contradict each other",
    )  # fmt: skip


def _conflict(row: dict[str, Any]) -> dict[str, Any]:
    lines = [row["subject"], f"shown: {row['shown'] or 'none'} ({row['why']})", *_quotes(row["by"])]
    for other in row["others"]:
        lines += [f"against: {other['value']}", *_quotes(other["sources"])]
    return {"field": row["field"], "what": "\n".join([*lines, ""])}


def _quotes(sources: list[dict[str, Any]]) -> list[str]:
    told = dict.fromkeys("\n".join(_quoted(s.get("words", []), 84, f"{_who([s])}: ")) for s in sources)
    return list(told)


COMMANDS = (mechanisms, mechanism, due, conflicts)
