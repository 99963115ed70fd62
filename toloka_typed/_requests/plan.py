"""I/O as data: a plan yields what it wants done, and a driver does it.

A plan is a generator that yields `Send` or `Sleep` and returns its result. The same plan serves
the blocking and the asyncio client, and a test steps it without a socket or a clock.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TypeAlias, TypeVar

import attrs

from toloka_typed._json import EMPTY

T = TypeVar("T")

QueryValue: TypeAlias = str | int | float | bool


@attrs.frozen(kw_only=True)
class Request:
    """One HTTP request, relative to the API's root."""

    method: str
    path: str
    query: Mapping[str, QueryValue] = EMPTY
    body: bytes | None = attrs.field(default=None, repr=False)
    repeatable: bool = True
    """Whether sending it twice does the same as sending it once."""
    tasks: int = 0
    """How many tasks it creates, for the task quota."""

    @property
    def endpoint(self) -> str:
        """Method and path, as errors and logs name it."""
        return f"{self.method} {self.path}"


@attrs.frozen(kw_only=True)
class Response:
    """One HTTP answer, read to its end."""

    status: int
    headers: Mapping[str, str] = EMPTY
    """Header values by lower-case name."""
    body: bytes = attrs.field(default=b"", repr=False)
    seconds: float = 0.0
    """How long the exchange took."""
    at: float = 0.0
    """The monotonic time at its end."""


@attrs.frozen
class Send:
    """Exchange a request for a `Response`; a `TolokaError` is thrown where none arrived."""

    request: Request


@attrs.frozen
class Sleep:
    """Let some seconds pass; the answer is the monotonic time after them."""

    seconds: float


Effect: TypeAlias = Send | Sleep
Plan: TypeAlias = Generator[Effect, Response | float, T]


def send(request: Request) -> Plan[Response]:
    """Exchange one request for its answer."""
    answer = yield Send(request)
    if not isinstance(answer, Response):
        raise TypeError(f"a driver answered Send with {answer!r}")
    return answer


def sleep(seconds: float) -> Plan[float]:
    """Let some seconds pass, and learn the monotonic time after them."""
    answer = yield Sleep(seconds)
    if isinstance(answer, Response):
        raise TypeError("a driver answered Sleep with a response")
    return answer


def now() -> Plan[float]:
    """Learn the monotonic time."""
    return (yield from sleep(0.0))
