"""The service's quotas, kept by the client itself: a window that slides, and pauses for all."""

from __future__ import annotations

import threading
from collections import deque

import attrs

__all__ = ["Gate", "Quota"]


@attrs.frozen(kw_only=True)
class Quota:
    """How fast one client may be; the defaults are the service's documented limits."""

    requests_per_second: int = 300
    tasks_per_minute: int = 200_000


class Gate:
    """Tells each request of one client when it may go. It never sleeps, and threads can share it.

    Small uploads never wait: what was taken comes back a second (requests) or a minute (tasks)
    later, and all of it is there at the start.
    """

    def __init__(self, quota: Quota | None) -> None:
        """Keep to `quota`; `None` keeps no count, and still pauses when the service says so."""
        self._lock = threading.Lock()
        self._paused_until = 0.0
        self._requests = _Window(quota.requests_per_second, seconds=1.0) if quota else None
        self._tasks = _Window(quota.tasks_per_minute, seconds=60.0) if quota else None

    def reserve(self, *, now: float, tasks: int) -> float:
        """Take a place in the line: the seconds until this request may go."""
        with self._lock:
            start = now
            if self._requests:
                start = self._requests.take(1, now=start)
            if self._tasks and tasks:
                start = self._tasks.take(tasks, now=start)
            return start - now

    def pause(self, *, until: float) -> None:
        """Hold every request back until then: the service said that the quota is used up."""
        with self._lock:
            self._paused_until = max(self._paused_until, until)

    def pause_left(self, *, now: float) -> float:
        """Tell how many seconds of a pause are left; 0 where there is none."""
        with self._lock:
            return max(0.0, self._paused_until - now)


class _Window:
    """At most `limit` in any stretch of `seconds`, first come, first served."""

    def __init__(self, limit: int, *, seconds: float) -> None:
        self._limit = limit
        self._seconds = seconds
        self._taken: deque[tuple[float, int]] = deque()
        self._used = 0

    def take(self, amount: int, *, now: float) -> float:
        """Book `amount` at the earliest time that has room for it, and give that time."""
        start = max(now, self._taken[-1][0]) if self._taken else now
        while self._taken and (
            self._taken[0][0] + self._seconds <= start or self._used + amount > self._limit
        ):
            taken_at, given_back = self._taken.popleft()
            self._used -= given_back
            start = max(start, taken_at + self._seconds)
        self._taken.append((start, amount))
        self._used += amount
        return start
