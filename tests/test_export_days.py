"""Days that other formats are told are never sharper than those that the record knows."""

from datetime import date

import pytest

from baithak.export.days import exact, reduced, window

D = date.fromisoformat


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2025-12-04", ("2025-12-04", "2025-12-04")),
        ("2025-12-04/2025-12-05", ("2025-12-04", "2025-12-05")),
        ("2024-02-29", ("2024-02-29", "2024-02-29")),
        ("2025-12", None),
        ("2025", None),
        ("2025-10-01~", None),
        ("2025-10/2025-12", None),
        ("2025-01-05/2025-03-20", None),  # a time, not a stay
        ("2025-12-05/2025-12-04", None),
        ("2025-02-30", None),
        ("XXXX-03-19", None),
        (None, None),
        ("", None),
    ],
)
def test_a_day_is_a_day_told(edtf, days):
    assert exact(edtf) == (days and (D(days[0]), D(days[1])))


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2025-12-04", "2025-12-04", None),
        ("2025-12-04/2025-12-05", "2025-12-04", "2025-12-05"),
        ("2025-12", "2025-12", None),
        ("2025", "2025", None),
        ("2025-10/2025-12", "2025-10", "2025-12"),
        ("2025-10-10~", "2025-10", None),
        ("2025-10-01~", "2025", None),  # it may have been the end of September
        ("2025-01-01~", None, None),  # or of the year before
        ("2020/2025", "2020", "2025"),
        ("2025-02-30", None, None),
        ("XXXX-03-19", None, None),
        ("XXXX-08-19/XXXX-08-21", None, None),
        (None, None, None),
    ],
)
def test_reduced_dates_hold_all_days_that_may_be_meant(edtf, start, end):
    assert reduced(edtf) == (start, end)


@pytest.mark.parametrize("edtf", ["../2025-12-04", "2025-12-04/..", "0001-01-01~", "9999-12-31~", "XXXX-03"])
def test_a_time_without_ends_is_no_window(edtf):
    assert window(edtf) is None


def test_about_a_day_is_a_window():
    assert window("2025-10-10~") == (D("2025-10-08"), D("2025-10-12"))
