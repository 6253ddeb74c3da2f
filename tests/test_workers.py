"""Reading on several processes: order, a worker that is killed, a report that kills its worker."""

import os
import signal

import pytest

from baithak.errors import SourceError
from baithak.model import Reading, Report
from baithak.workers import Problem, _Crew, read_many

TEXT = "रूस के राष्ट्रपति व्लादिमीर पुतिन ने भारत के प्रधानमंत्री नरेंद्र मोदी से मुलाकात की।"


class Poison:
    """Ends the process that unpickles it, as a fault in native code would."""

    def __reduce__(self):
        return os._exit, (1,)


def reports(count):
    return [Report(id=str(i), source=f"{i}.txt", text=TEXT) for i in range(count)]


def ids(answers):
    return [a[0].id if a[0] else a[1].source for a in answers]


@pytest.mark.parametrize("jobs", [1, 2])
def test_order_is_kept_and_errors_stay_in_place(jobs):
    items = [*reports(20), SourceError("x.txt", "is empty"), *reports(20)]
    answers = list(read_many(items, jobs=jobs))
    expected = [str(i) for i in range(20)]
    assert ids(answers) == [*expected, "x.txt", *expected]
    assert answers[20][1] == Problem("x.txt", "is empty")
    assert sum(isinstance(a, Reading) for _, a in answers) == 40


def test_a_killed_worker_costs_nothing():
    crew = _Crew(2)
    answers = []
    for answer in crew.run(iter(reports(150))):
        answers.append(answer)
        if len(answers) == 16:
            os.kill(next(iter(crew._pool._processes)), signal.SIGKILL)
    assert ids(answers) == [str(i) for i in range(150)]
    assert all(isinstance(a, Reading) for _, a in answers)


def test_a_report_that_kills_its_reader_is_set_aside():
    some = reports(20)
    some[5] = Report(id="5", source="5.txt", text=Poison())
    answers = list(read_many(some, jobs=2))
    assert ids(answers) == [str(i) for i in range(20)]
    assert [a.source for _, a in answers if isinstance(a, Problem)] == ["5.txt"]


def test_no_more_is_taken_than_is_under_way():
    taken = 0

    def source():
        nonlocal taken
        for report in reports(1000):
            taken += 1
            yield report

    answers = read_many(source(), jobs=2)
    next(answers)
    assert taken <= 16 * 3 * 2
    answers.close()


def test_a_defect_costs_one_report(monkeypatch):
    def broken(report):
        if report.id == "1":
            raise ZeroDivisionError("division by zero")
        return "read"

    monkeypatch.setattr("baithak.workers.read", broken)
    answers = [a for _, a in read_many(reports(3))]
    assert answers[0] == answers[2] == "read"
    assert "ZeroDivisionError" in answers[1].what
