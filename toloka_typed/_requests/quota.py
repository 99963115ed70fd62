"""The service's quotas, kept by the client itself: a window that slides, and pauses for all."""

from __future__ import annotations

import math
import threading
from collections import deque

import attrs

from toloka_typed._requests.forking import renewed_in_children

__all__ = ["Gate", "Quota"]


@attrs.frozen(kw_only=True)
class Quota:
    """How fast one client may be; the defaults are the service's documented limits."""

    requests_per_second: int = attrs.field(default=300, validator=attrs.validators.ge(1))
    tasks_per_minute: int = attrs.field(default=200_000, validator=attrs.validators.ge(1))


class Gate:
    """Tells each request of one client when it may go. It never sleeps, and threads can share it.

    Small uploads never wait: what was taken comes back a second (requests) or a minute (tasks)
    later, and all of it is there at the start.
    """

    def __init__(self, quota: Quota | None) -> None:
        """Keep to `quota`; `None` keeps no count, and still pauses when the service says so."""
        self.renew()
        renewed_in_children(self)
        self._paused_until = -math.inf
        self._requests = _Window(quota.requests_per_second, seconds=1.0) if quota else None
        self._tasks = _Window(quota.tasks_per_minute, seconds=60.0) if quota else None

    def renew(self) -> None:
        """Begin with a lock that nobody holds."""
        self._lock = threading.Lock()

    def admit(self, *, now: float, tasks: int) -> float:
        """Let a request go, which counts from now, or give the seconds after which to ask again.

        0 lets it go.
        """
        with self._lock:
            wait = self._paused_until - now if tasks else 0.0
            if self._requests:
                wait = max(wait, self._requests.wait(1, now=now))
            if self._tasks and tasks:
                wait = max(wait, self._tasks.wait(tasks, now=now))
            if wait > 0:
                return wait
            if self._requests:
                self._requests.take(1, now=now)
            if self._tasks and tasks:
                self._tasks.take(tasks, now=now)
            return 0.0

    def pause(self, *, until: float) -> None:
        """Hold all requests with tasks back until then: the service said that it has enough.

        Others go on: what has been started is still waited for, and within its own limit.
        """
        with self._lock:
            self._paused_until = max(self._paused_until, until)


class _Window:
    """At most `limit` in any stretch of `seconds`; more than that goes with nothing beside it."""

    def __init__(self, limit: int, *, seconds: float) -> None:
        self._limit = limit
        self._seconds = seconds
        self._taken: deque[tuple[float, int]] = deque()
        self._used = 0

    def wait(self, amount: int, *, now: float) -> float:
        """Give the seconds until there is room for `amount`."""
        while self._taken and self._taken[0][0] + self._seconds <= now:
            self._used -= self._taken.popleft()[1]
        used, wait = self._used, 0.0
        for taken_at, given_back in self._taken:
            if used + amount <= self._limit:
                break
            used -= given_back
            wait = taken_at + self._seconds - now
        return wait

    def take(self, amount: int, *, now: float) -> None:
        """Count `amount` from now on."""
        self._taken.append((now, amount))
        self._used += amount
