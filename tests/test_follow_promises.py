"""Promises of many reports that are one, in whatever order they come."""

import itertools
import random
from datetime import date

import pytest
from sqlalchemy import select

from baithak.reconcile.promised import thing
from baithak.reconcile.promises import Promise, compare, components, groups, keys
from baithak.record.adding import remove
from baithak.record.schema import promise, promise_component, promise_key, report, telling

TABLE = [
    # what, by, to, due, quantity, told, and the same of another report: one promise?
    ("two remaining S-400 regiments to be supplied", "RU", "IN", None, 2, "2025-06-28",
     "two remaining S-400 missile system units to be given", "RU", "IN", "2026", 2, "2025-09-01", True),
    ("five S-400 regiments to be supplied", "RU", "IN", None, 5, "2018-10-06",
     "two remaining S-400 regiments to be supplied", "RU", "IN", "2026", 2, "2025-06-28", True),
    ("fourth regiment to be given", "RU", "IN", "2026", None, "2025-12-03",
     "fifth regiment to be given", "RU", "IN", "2027", None, "2025-12-04", False),
    ("free trade agreement to be concluded", "IN,OM", None, "2025", None, "2025-06-10",
     "free trade agreement to be concluded", "IN,OM", None, "2026-03", None, "2025-11-10", True),
    ("free trade agreement to be concluded", "IN,OM", None, "2025", None, "2025-06-10",
     "free trade agreement to be concluded", "IN,QA", None, "2025", None, "2025-06-10", False),
    ("20 fishermen to be released", "PK", "IN", "2025-06-16", 20, "2025-06-10",
     "22 fishermen to be released", "PK", "IN", "2025-06-16", 22, "2025-06-10", True),
    ("20 fishermen to be released", "PK", "IN", "2025-06-16", 20, "2025-06-10",
     "30 fishermen to be released", "PK", "IN", "2025-12-01", 30, "2025-11-25", False),
    ("credit line of 500 million dollars to be given", "IN", "MU", None, None, "2024-03-01",
     "loan of 250 million dollars to be given", "IN", "MU", None, None, "2024-11-01", False),
    ("credit line of 500 million dollars to be given", "IN", "MU", None, None, "2024-03-01",
     "credit line of 500 million dollars to be given", "IN", "MU", None, None, "2024-03-02", True),
    ("two new consulates to be opened", "IN", "RU", None, 2, "2024-07-09",
     "two consulates to be opened", "IN", "RU", None, 2, "2024-07-10", True),
    ("hospital to be built", "IN", "MU", None, None, "2024-07-09",
     "new consulate to be opened", "IN", "MU", None, None, "2024-07-09", False),
    ("loan of 200 million dollars to be given", "IN", "KE", None, None, "2016-07-09",
     "loan of 200 million dollars to be given", "IN", "KE", None, None, "2023-12-05", False),
]  # fmt: skip


def told(name, what, by, to, due, quantity, day):
    return Promise(
        id=name, report=f"report {name}", published=date.fromisoformat(day).toordinal(), what=what,
        by=tuple(by.split(",")), to=tuple(to.split(",")) if to else (), due=due, quantity=quantity, engagement=False,
    )  # fmt: skip


@pytest.mark.parametrize("case", TABLE, ids=lambda c: f"{c[0]} | {c[6]}")
def test_pairs(case):
    a, b = told("a", *case[:6]), told("b", *case[6:12])
    found = compare(a, b)
    assert found.same == case[12], found
    assert compare(b, a) == found
    assert found.veto or found.reasons
    if found.same:
        assert keys(a, asking=True) & keys(b)
        assert keys(b, asking=True) & keys(a)


def test_one_report_tells_its_promises_apart():
    a = told("a", *TABLE[0][:6])
    assert compare(a, told("a", *TABLE[0][6:12])).veto == "one report tells them apart"


def test_what_a_promise_is_about():
    found = thing("two remaining S-400 missile system units to be supplied")
    assert found.named == {"s-400"}
    assert found.remaining
    assert found.actions == {"deliver"}
    assert thing("fourth regiment to be given").ordinal == 4
    assert thing("credit line of 500 million dollars to be given").amount == (500e6, "dollar")
    assert thing("90 thousand crore rupees to be invested").amount == (900e9, "rupee")


def test_groups_do_not_depend_on_the_order():
    every = [told(f"{n}a", *c[:6]) for n, c in enumerate(TABLE)] + [
        told(f"{n}b", *c[6:12]) for n, c in enumerate(TABLE)
    ]
    expected, together = groups(every), components(every)
    shuffler = random.Random(5)
    for _ in range(10):
        shuffler.shuffle(every)
        assert groups(every) == expected
        assert components(every) == together


REPORTS = {
    "deal": ("2018-10-06", "रूस भारत को एस-400 की पांच रेजिमेंट की आपूर्ति करेगा।"),
    "summer": ("2025-06-28", "रूस भारत को एस-400 की बाकी दो रेजिमेंट की आपूर्ति 2026 तक करेगा।"),
    "autumn": ("2025-10-04", "रूस ने भारत को एस-400 की बाकी दो रेजिमेंट 2027 तक देने का भरोसा दिया है।"),
    "fish": ("2025-06-10", "पाकिस्तान 20 भारतीय मछुआरों को सोमवार को रिहा करेगा।"),
}


def lines(store):
    with store.reading() as connection:
        asked = select(report.c.id, promise.c.line, promise.c.id.label("own")).join(
            promise, promise.c.report == report.c.key
        )
        return sorted((r.id, r.line) for r in connection.execute(asked))


def test_promises_of_many_reports_are_one_line(store, put):
    put(store, REPORTS)
    found = dict(lines(store))
    assert found["deal"] == found["summer"] == found["autumn"] != found["fish"]


def test_lines_do_not_depend_on_the_order_of_arrival(tmp_path, put):
    from baithak.record.store import open_record  # noqa: PLC0415

    seen = set()
    for n, order in enumerate(itertools.permutations(REPORTS)):
        found = open_record(str(tmp_path / f"{n}.db"), create=True)
        put(found, {name: REPORTS[name] for name in order})
        seen.add(tuple(lines(found)))
        found.engine.dispose()
    assert len(seen) == 1


def test_a_report_taken_out_leaves_what_it_never_told(sqlite, tmp_path, put):
    from baithak.record.store import open_record  # noqa: PLC0415

    put(sqlite, REPORTS)
    with sqlite.writing() as connection:
        first = min(lines(sqlite), key=lambda r: r[1])
        key = connection.scalar(select(report.c.key).where(report.c.id == first[0]))
        remove(connection, key)
        left = set(connection.scalars(select(promise.c.id)))
        assert set(connection.scalars(select(promise_component.c.promise))) == left
        assert set(connection.scalars(select(promise_key.c.promise))) == left
    never = open_record(str(tmp_path / "never.db"), create=True)
    put(never, {k: v for k, v in REPORTS.items() if k != first[0]})
    assert lines(sqlite) == lines(never)
    never.engine.dispose()


def test_a_planned_engagement_stands_on_its_telling(sqlite, put):
    put(
        sqlite,
        {"plan": ("2025-08-12", "विदेश मंत्री एस. जयशंकर 20 अगस्त को मॉस्को में रूस के विदेश मंत्री सर्गेई लावरोव से मुलाकात करेंगे।")},
    )
    with sqlite.reading() as connection:
        assert connection.scalar(select(promise.c.line)) == connection.scalar(select(telling.c.id))
        assert connection.scalar(select(promise_component.c.promise)) is None
