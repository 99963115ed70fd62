"""One limit of time for a whole exchange: httpx limits each of its reads and writes alone."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Generator, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, Protocol, runtime_checkable

__all__ = ["keep_to_deadline", "time_limit"]

PIECE: Final = 64 * 1024
"""Bytes that are written at once: a limit holds from one piece to the next."""
ENDS_AT: Final = ContextVar("ENDS_AT", default=math.inf)
"""The monotonic time at which this thread's exchange has to be over."""


@runtime_checkable
class Stream(Protocol):
    """A connection, as httpcore hands it out."""

    read: Callable[[int, float | None], bytes]
    write: Callable[[bytes, float | None], None]


@contextmanager
def time_limit(seconds: float | None) -> Generator[None]:
    """Limit the time of what this thread does with connections that keep to deadlines."""
    before = ENDS_AT.set(math.inf if seconds is None else time.monotonic() + seconds)
    try:
        yield
    finally:
        ENDS_AT.reset(before)


def keep_to_deadline(event: str, info: MutableMapping[str, object]) -> None:
    """Have a connection keep to deadlines from its beginning, which this event may be."""
    step = event.partition(".")[2]
    if step in ("connect_tcp.started", "start_tls.started"):
        # httpcore calls with these arguments next
        timeout = info.get("timeout")
        info["timeout"] = _left(timeout if isinstance(timeout, float | int) else None)
    elif step in ("connect_tcp.complete", "start_tls.complete"):
        stream = info.get("return_value")
        if isinstance(stream, Stream):
            _limit(stream)


def _limit(stream: Stream) -> None:
    read, write = stream.read, stream.write

    def read_in_time(max_bytes: int, timeout: float | None = None) -> bytes:
        return read(max_bytes, _left(timeout))

    def write_in_time(buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), PIECE):
            write(buffer[start : start + PIECE], _left(timeout))

    stream.read, stream.write = read_in_time, write_in_time


def _left(timeout: float | None) -> float | None:
    """Give what is left of the time, or `timeout` if that is less. Raises `TimeoutError`."""
    left = ENDS_AT.get() - time.monotonic()
    if left <= 0:
        raise TimeoutError
    if math.isinf(left):
        return timeout
    return left if timeout is None else min(timeout, left)
