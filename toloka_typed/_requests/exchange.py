"""One request until it is answered for good: quota, attempts, waits, and who may watch."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from typing import Final, TypeAlias, TypeVar

import attrs

from toloka_typed._requests.answers import OK, read_body
from toloka_typed._requests.listeners import tell
from toloka_typed._requests.plan import Plan, Request, Response, now, send, sleep
from toloka_typed._requests.quota import Gate
from toloka_typed._requests.retry import (
    Failure,
    RetryPolicy,
    is_fate_unknown,
    is_pool_locked,
    next_delay,
)
from toloka_typed.errors import (
    AccessDeniedError,
    ApiError,
    AuthenticationError,
    DecodeError,
    RateLimitError,
    TolokaError,
    TransportError,
)

__all__ = ["Exchange", "Exchanger", "Observer"]

T = TypeVar("T")

LOG: Final = logging.getLogger("toloka_typed")


@attrs.frozen(kw_only=True)
class Exchange:
    """One attempt at one request, as an observer sees it: never a body, never the token."""

    method: str
    path: str
    status: int | None
    """`None` where no answer arrived."""
    seconds: float
    attempt: int
    """Counted from 1."""
    request_id: str | None
    error: str | None
    """The name of the error that it ended with."""


Observer: TypeAlias = Callable[[Exchange], object]


@attrs.frozen(kw_only=True)
class Exchanger:
    """Sends requests by one client's rules."""

    policy: RetryPolicy
    gate: Gate
    observer: Observer | None = None
    asks_as: str | None = None
    """Where it asks with which credentials, as in `OAuth at toloka.dev`."""

    def exchange(
        self,
        request: Request,
        read: Callable[[bytes], T],
        *,
        expected: frozenset[int] = OK,
        until: float | None = None,
    ) -> Plan[T]:
        """Send a request until it has an answer that `read` can read, or trying is over.

        `until` is a monotonic time after which no further attempt begins. Raises the last
        attempt's `TransportError`, `ApiError` or `DecodeError`.
        """
        attempt = 0
        doubtful = False
        # a plan can stand still for reasons of its caller's: that time is not counted
        elapsed = 0.0
        yield from self._admission(request)
        while True:
            attempt += 1
            begun = yield from now()
            failure: Failure
            try:
                response = yield from send(request)
            except TransportError as error:
                failure = error
                at = yield from now()
                self._report(request, None, attempt, seconds=at - begun, error=error)
            except TolokaError as error:  # the client was closed meanwhile
                _tell_doubt(error, request, doubtful=doubtful or error.fate_unknown)
                raise
            else:
                at = response.at
                try:
                    result = read_body(request, response, read, expected=expected)
                except (ApiError, DecodeError) as error:
                    failure = error
                    if isinstance(error, AuthenticationError | AccessDeniedError):
                        error.asked_as = self.asks_as
                    self._report(request, response, attempt, seconds=response.seconds, error=error)
                else:
                    self._report(request, response, attempt, seconds=response.seconds)
                    return result
            # whatever the last answer says, an attempt before it may have got through
            doubtful = doubtful or is_fate_unknown(failure)
            _tell_doubt(failure, request, doubtful=doubtful)
            elapsed += at - begun
            delay = next_delay(
                self.policy,
                failure,
                attempt,
                elapsed,
                repeatable=request.repeatable,
                jitter=random.random(),  # noqa: S311 - spreads load, guards nothing
            )
            if delay is None or (until is not None and at + delay > until):
                raise failure
            if request.tasks and request.repeatable and is_pool_locked(failure):
                raise failure  # an upload has its own way to wait for its turn
            LOG.info("%s: %s; again in %.1f s", request.endpoint, type(failure).__name__, delay)
            if request.tasks and isinstance(failure, RateLimitError) and failure.interval:
                self.gate.pause(until=at + delay)
            yield from sleep(delay)
            elapsed += delay
            yield from self._admission(request)

    def _admission(self, request: Request) -> Plan[None]:
        """Wait until the quota has room, and no pause holds."""
        at = yield from now()
        while (wait := self.gate.admit(now=at, tasks=request.tasks)) > 0:
            at = yield from sleep(wait)

    def _report(
        self,
        request: Request,
        response: Response | None,
        attempt: int,
        *,
        seconds: float,
        error: Exception | None = None,
    ) -> None:
        exchange = Exchange(
            method=request.method,
            path=request.path,
            status=response.status if response else None,
            seconds=seconds,
            attempt=attempt,
            request_id=response.headers.get("x-request-id") if response else None,
            error=type(error).__name__ if error else None,
        )
        LOG.debug("%s", exchange)
        if self.observer is not None:
            tell(self.observer, exchange)


def _tell_doubt(error: TolokaError, request: Request, *, doubtful: bool) -> None:
    """Note on an error whether the request, or an attempt before it, may have got through."""
    error.fate_unknown = doubtful and not request.repeatable
    error.operation_id = _operation_id(request) if doubtful else None


def _operation_id(request: Request) -> str | None:
    """Give the operation that a request asks for, where it asks for one."""
    operation_id = request.query.get("operation_id")
    return operation_id if isinstance(operation_id, str) else None
