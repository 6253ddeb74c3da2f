"""Reports on their way into a record: those it has are passed over unread, the rest is written in whole batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from baithak.errors import SourceError
from baithak.model import Reading, Report
from baithak.record.adding import Added, add, known
from baithak.record.ids import report_key
from baithak.record.store import Store

_BATCH = 50  # reports of one transaction: what a killed run must read again at most
Item = Report | SourceError


class Intake:
    """Adds reports to a record.

    Args:
        store: The record.
        at: Now, ISO 8601 UTC.
        pack: Version of the program and of the pack of a language.
    """

    def __init__(self, store: Store, at: str, pack: Callable[[str], str]) -> None:
        self._store = store
        self._at = at
        self._pack = pack
        self._batch: list[tuple[Report, Reading]] = []
        self.known: list[Added] = []

    def unread(self, items: Iterable[Item]) -> Iterator[Item]:
        """What is left to read; reports that the record has go to ``known``.

        Args:
            items: Reports, and inputs that could not be opened.
        """
        for item in items:
            if isinstance(item, Report):
                with self._store.reading() as connection:
                    if known(connection, item):
                        self.known.append(Added(id=item.id, key=report_key(item.id, item.text), outcome="known"))
                        continue
            yield item

    def take(self, report: Report, reading: Reading) -> list[Added]:
        """Take one reading; once a batch is full, it is written.

        Args:
            report: The report.
            reading: What it says.

        Returns:
            What became of the reports written by this call.

        Raises:
            RecordError: The batch could not be written; those before it are kept.
        """
        self._batch.append((report, reading))
        return self.flush() if len(self._batch) >= _BATCH else []

    def flush(self) -> list[Added]:
        """Write what waits.

        Returns:
            What became of each report.

        Raises:
            RecordError: Nothing of the batch was written.
        """
        if not self._batch:
            return []
        with self._store.writing() as connection:
            done = [
                add(connection, report, reading, at=self._at, pack=self._pack(reading.report.language))
                for report, reading in self._batch
            ]
        self._batch.clear()
        return done
