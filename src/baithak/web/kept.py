"""Answers that are made from the whole record and kept until it changes: all relations, all mechanisms, who met whom.

What is quick is made anew at once when the record has changed. What is slow is given as it was a moment ago, with the
number of the record's state to which it belongs, and made anew meanwhile.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection

from baithak.errors import BaithakError
from baithak.record.news import state
from baithak.record.store import Store

_QUICK = 0.02  # seconds up to which an answer is not kept: others need the room
_SLOW = 0.1  # seconds from which an answer is made anew beside
_REST = 5  # times as long as it takes, an answer is left as it is: where reports pour in, others have their turn
_MOST = 200  # answers kept
T = TypeVar("T")
_log = logging.getLogger("baithak.web")


class _Kept(msgspec.Struct):
    number: int
    at: float
    took: float
    value: Any
    renewing: bool = False


class Shelf:
    """The answers kept for one record.

    Args:
        store: The record.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[object, _Kept] = {}
        self._lock = threading.Lock()
        self._making: dict[object, threading.Lock] = {}

    def get(self, connection: Connection, key: object, make: Callable[[Connection], T]) -> tuple[int, T]:
        """An answer, made if need be.

        Args:
            connection: A transaction.
            key: What is asked for.
            make: Makes it.

        Returns:
            The number of the record's state to which it belongs, and the answer.
        """
        number = state(connection).number
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None and (kept.number == number or kept.renewing):
                return kept.number, kept.value
            if kept is not None and kept.took > _SLOW:
                if time.monotonic() - kept.at > _REST * kept.took:
                    kept.renewing = True
                    threading.Thread(target=self._renew, args=(key, make), daemon=True).start()
                return kept.number, kept.value
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                kept = self._kept.get(key)
            if kept is None or kept.number < number:
                kept = self._make(connection, key, make)
        return kept.number, kept.value

    def _make(self, connection: Connection, key: object, make: Callable[[Connection], T]) -> _Kept:
        began = time.monotonic()
        number = state(connection).number
        value = make(connection)
        now = time.monotonic()
        kept = _Kept(number, now, now - began, value)
        with self._lock:
            self._kept.pop(key, None)
            if kept.took < _QUICK:
                self._making.pop(key, None)
                return kept
            self._kept[key] = kept
            while len(self._kept) > _MOST:
                gone = next(iter(self._kept))
                self._kept.pop(gone)
                self._making.pop(gone, None)
        return kept

    def _renew(self, key: object, make: Callable[[Connection], T]) -> None:
        try:
            with self._store.reading() as connection:
                self._make(connection, key, make)
        except BaithakError as e:
            _log.warning("an answer was not made anew: %s", e)
            with self._lock:
                self._kept.pop(key, None)
