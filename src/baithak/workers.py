"""Many reports, one after another or on several processes, in the order given; no report stops the others.

A worker that dies takes its batch with it, not the run: the batches that were under way are read again by themselves,
in halves where that fails too, until the report that kills its reader stands alone and is set aside by name.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import TypeAlias

import msgspec

from baithak.errors import BaithakError, SourceError
from baithak.model import Reading, Report
from baithak.reading import read


class Problem(msgspec.Struct, frozen=True):
    """An input that could not be read: where it is, what is wrong and what to do."""

    source: str
    what: str


Item: TypeAlias = Report | SourceError
Outcome: TypeAlias = Reading | Problem
Answer: TypeAlias = tuple[Report | None, Outcome]

_BATCH = 16  # reports; small enough that the first readings come soon and a dead worker costs little
_AHEAD = 3  # batches under way for each worker


def read_one(report: Report) -> Outcome:
    """Read a report; whatever goes wrong becomes a problem with its name."""
    try:
        return read(report)
    except SourceError as e:
        return Problem(e.source, e.problem)
    except BaithakError as e:
        return Problem(report.source, str(e))
    except Exception as e:  # a defect of ours must not cost the other reports
        what = f"could not be read ({type(e).__name__}: {e}); this is a defect, please report it with the text"
        return Problem(report.source, what)


def read_many(items: Iterable[Item], *, jobs: int = 1) -> Iterator[Answer]:
    """Read reports in order.

    Args:
        items: Reports, and errors where one could not be had, as the sources give them.
        jobs: Processes; 1 reads in this one.

    Yields:
        Each report with its reading or problem, in the order of the items; None for the report of an error.
    """
    if jobs > 1:
        yield from _Crew(jobs).run(iter(items))
        return
    for item in items:
        yield _error(item) if isinstance(item, SourceError) else (item, read_one(item))


def _error(item: SourceError) -> Answer:
    return None, Problem(item.source, item.problem)


def _read_batch(reports: Sequence[Report]) -> list[Outcome]:
    return [read_one(r) for r in reports]


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _pool(size: int) -> ProcessPoolExecutor:
    # spawn: a forked copy of a process with threads (the progress bar's) can hang
    return ProcessPoolExecutor(size, mp_context=get_context("spawn"), initializer=_leave_interrupts_to_the_parent)


class _Batch:
    """Items in order, and the reading of the reports among them."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self.reports = [i for i in items if isinstance(i, Report)]
        self.future: Future[list[Outcome]] | None = None

    def outcomes(self) -> list[Outcome] | None:
        """What the workers answered; None where theirs died."""
        if self.future is None:
            return None
        try:
            return self.future.result()
        except BrokenProcessPool:
            return None

    def answers(self, outcomes: Iterable[Outcome]) -> Iterator[Answer]:
        """Outcomes put back between the errors."""
        rest = iter(outcomes)
        for item in self.items:
            yield _error(item) if isinstance(item, SourceError) else (item, next(rest))


class _Crew:
    """Worker processes with a bounded row of batches before them."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool = _pool(jobs)
        self._row: deque[_Batch] = deque()

    def run(self, items: Iterator[Item]) -> Iterator[Answer]:
        """Read everything; at most a few batches for each worker are held at a time."""
        try:
            while True:
                while len(self._row) < self._jobs * _AHEAD and (some := list(islice(items, _BATCH))):
                    self._send(_Batch(some))
                if not self._row:
                    return
                batch = self._row.popleft()
                outcomes = batch.outcomes()
                if outcomes is None:
                    outcomes = _alone(batch.reports)
                    self._mend()
                yield from batch.answers(outcomes)
        finally:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def _send(self, batch: _Batch) -> None:
        try:
            batch.future = self._pool.submit(_read_batch, batch.reports)
        except BrokenProcessPool:  # it is read alone when its turn comes
            batch.future = None
        self._row.append(batch)

    def _mend(self) -> None:
        """Make the pool anew; what it still owed is read alone, as one of those may have killed it."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = _pool(self._jobs)


def _alone(reports: Sequence[Report]) -> list[Outcome]:
    """Read a batch in a process of its own, in halves where it dies, down to the report that kills it."""
    with _pool(1) as pool:
        try:
            return pool.submit(_read_batch, reports).result()
        except BrokenProcessPool:
            pass
    if len(reports) == 1:
        return [Problem(reports[0].source, "its reader died twice (out of memory?); set aside, the rest is read")]
    half = len(reports) // 2
    return _alone(reports[:half]) + _alone(reports[half:])
