"""People of the record: the register's by their id, others by names that are spellings of one name in one state."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, func, select, update

from baithak.names import folded, keys
from baithak.reconcile.people import same_person
from baithak.reconcile.values import Named
from baithak.record.ids import digest
from baithak.record.schema import mention, namesake, person, taking_part

_NEAREST = 64  # names that share the most keys; one that shares fewer than all of these is another name
_NAME = 160  # letters of a name that are kept to find it again


def settle(connection: Connection, people: Iterable[Named]) -> dict[Named, str]:
    """The record's id of each person, made where there is none.

    People who turn out to be spellings of one name become one, by the smallest of their ids.

    Args:
        connection: A writing transaction.
        people: As reports name them.
    """
    return {p: _of_register(connection, p) if p.known else _of_names(connection, p) for p in dict.fromkeys(people)}


def _of_register(connection: Connection, who: Named) -> str:
    key = str(who.known)
    if connection.execute(select(person.c.id).where(person.c.id == key)).first() is None:
        _write(connection, key, who.name, who.country)
    return key


def _write(connection: Connection, key: str, name: str, country: str | None) -> None:
    connection.execute(person.insert(), {"id": key, "name": name, "country": country, "folded": folded(name)})


def _of_names(connection: Connection, who: Named) -> str:
    state = who.country or ""
    own = f"p{digest(who.name[:_NAME], state)}"
    shared = select(namesake.c.name, namesake.c.person, func.count().label("keys"))
    shared = shared.where(namesake.c.key.in_(sorted(_keys(who.name))), namesake.c.country == state)
    nearest = shared.group_by(namesake.c.name, namesake.c.person).order_by(func.count().desc(), namesake.c.name)
    rows = {(row.name, row.person) for row in connection.execute(nearest.limit(_NEAREST))}
    if here := [p for name, p in rows if name == who.name[:_NAME]]:
        return str(here[0])
    alike = {
        p for name, p in rows if same_person(Named(name, country=who.country), Named(who.name, country=who.country))
    }
    chosen = min({own, *alike})
    for other in sorted(alike - {chosen}):
        _merge(connection, other, chosen)
    connection.execute(
        namesake.insert(),
        [{"key": k, "name": who.name[:_NAME], "country": state, "person": chosen} for k in sorted(_keys(who.name))],
    )
    _name(connection, chosen, who)
    return str(chosen)


def _keys(name: str) -> set[str]:
    return {k[:64] for k in keys(name)} or {name[:64]}


def _merge(connection: Connection, old: str, new: str) -> None:
    connection.execute(update(namesake).where(namesake.c.person == old).values(person=new))
    connection.execute(update(mention).where(mention.c.person == old).values(person=new))
    there = select(taking_part.c.engagement).where(taking_part.c.person == new)
    both = taking_part.c.person == old
    connection.execute(delete(taking_part).where(both, taking_part.c.engagement.in_(there)))
    connection.execute(update(taking_part).where(both).values(person=new))
    connection.execute(delete(person).where(person.c.id == old))


def _name(connection: Connection, key: str, who: Named) -> None:
    """Show somebody by the fullest of their names."""
    names = set(connection.scalars(select(namesake.c.name).where(namesake.c.person == key)))
    best = max(names, key=lambda n: (len(n.split()), len(n), n))
    row = connection.execute(select(person.c.name).where(person.c.id == key)).first()
    if row is None:
        _write(connection, key, best, who.country)
    elif row.name != best:
        connection.execute(update(person).where(person.c.id == key).values(name=best, folded=folded(best)))
