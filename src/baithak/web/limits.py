"""How much one client may do: tries at a password, changes a minute, requests at work at one time."""

from __future__ import annotations

import threading
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

import anyio
import msgspec

Message = MutableMapping[str, Any]
_KEPT: Final = 20_000  # clients remembered; of more the oldest are forgotten
_LEAVE: Final = 5  # failures of which none has to wait
_LONGEST: Final = 900.0  # seconds that anybody waits after a failure
#: Requests at work at one time. Each may hold two connections to the record (it reads, then writes).
AT_WORK: Final = 16


class _State(msgspec.Struct):
    count: float
    at: float


class Rate:
    """So many acts at once, refilled by so many a second.

    Args:
        burst: Acts at once.
        refill: Acts a second.
        clock: Seconds that only grow.
    """

    def __init__(self, burst: float, refill: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst, self._refill, self._clock = burst, refill, clock
        self._of: dict[str, _State] = {}
        self._lock = threading.Lock()

    def wait(self, who: str) -> float:
        """Count an act.

        Args:
            who: The client.

        Returns:
            0 where it may be done, else the seconds after which it may.
        """
        now = self._clock()
        with self._lock:
            state = self._of.pop(who, None) or _State(self._burst, now)
            state.count = min(self._burst, state.count + (now - state.at) * self._refill)
            state.at = now
            self._of[who] = state
            _forget(self._of)
            if state.count >= 1:
                state.count -= 1
                return 0.0
            return (1 - state.count) / self._refill


class Backoff:
    """After some failures each one makes the next try wait twice as long; a success, or some hours, wipe them out.

    Args:
        clock: Seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._of: dict[str, _State] = {}
        self._lock = threading.Lock()

    def wait(self, who: str) -> float:
        """Seconds until somebody may try again; 0 for now.

        Args:
            who: The client, or the account that is tried.
        """
        with self._lock:
            state = self._of.get(who)
            if state is None or state.count < _LEAVE:
                return 0.0
            pause = min(_LONGEST, float(2.0 ** (state.count - _LEAVE + 1)))
            return max(0.0, state.at + pause - self._clock())

    def failed(self, who: str) -> None:
        """Count a failure.

        Args:
            who: As before.
        """
        now = self._clock()
        with self._lock:
            state = self._of.pop(who, None) or _State(0, now)
            state.count = 1 if now - state.at > 4 * _LONGEST else min(state.count + 1, 60)
            state.at = now
            self._of[who] = state
            _forget(self._of)

    def clear(self, who: str) -> None:
        """A success.

        Args:
            who: As before.
        """
        with self._lock:
            self._of.pop(who, None)


def _forget(of: dict[str, _State]) -> None:
    while len(of) > _KEPT:
        of.pop(next(iter(of)))


class Limits:
    """The limits of one desk.

    Args:
        writes: Changes that one client may make at once.
        a_second: Changes a second after that.
        clock: Seconds that only grow.
    """

    def __init__(
        self, writes: float = 120, a_second: float = 2, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.writes = Rate(writes, a_second, clock)
        self.logins = Backoff(clock)
        self.hashing = threading.Lock()
        self.reading = threading.Lock()


class Turns:
    """ASGI middleware: only so many requests are at work, the others wait for their turn.

    Args:
        app: The application inside.
        most: How many.
    """

    def __init__(self, app: Callable[..., Awaitable[None]], most: int = AT_WORK) -> None:
        self._app = app
        self._most = most
        self._limiter: anyio.CapacityLimiter | None = None

    async def __call__(self, scope: Message, receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        """Answer one request when its turn has come; the turn is over when the answer begins."""
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            await self._app(scope, receive, send)
            return
        if self._limiter is None:
            self._limiter = anyio.CapacityLimiter(self._most)
        limiter, turn = self._limiter, object()
        await limiter.acquire_on_behalf_of(turn)
        held = True

        async def sending(message: Message) -> None:
            nonlocal held
            if held and message["type"] == "http.response.start":
                held = False
                limiter.release_on_behalf_of(turn)
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            if held:
                limiter.release_on_behalf_of(turn)
