"""Waiting for an operation: look soon, then less and less often."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

import attrs

from toloka_typed._requests.plan import Plan, now, sleep
from toloka_typed.errors import (
    ConflictError,
    NotFoundError,
    OperationTimeoutError,
    TolokaError,
)
from toloka_typed.operations import Operation

if TYPE_CHECKING:
    from toloka_typed._endpoints import Api

Op = TypeVar("Op", bound=Operation)
Watcher: TypeAlias = Callable[[Operation], object]

VISIBLE_WITHIN: Final = 30.0
"""Seconds that a new operation may take to become visible."""
LAST_LOOK: Final = 0.05
"""Seconds before the limit at which the last look is due."""


@attrs.frozen(kw_only=True)
class Polling:
    """When to look again: seconds, growing by a factor from the first to the longest."""

    first: float = 0.1
    growth: float = 1.4
    longest: float = 5.0


POLLING: Final = Polling()


def wait(
    api: Api,
    operation: Op,
    *,
    timeout: float | None,
    watch: Watcher | None = None,
    visible_within: float = 0.0,
) -> Plan[Op]:
    """Look at an operation until it has ended, well or not, and give it back.

    Raises `OperationTimeoutError` with the last look when `timeout` seconds are over; 0 means
    one look. It may be invisible for `visible_within` seconds, as a new one is at times: longer
    than that is an `OperationTimeoutError` too, for the operation may show up later.
    """
    if operation.is_completed():
        return operation
    started = yield from now()
    deadline = None if timeout is None else started + timeout
    interval = POLLING.first
    at = seen_at = started
    while True:
        left = None if deadline is None else max(0.0, deadline - at - LAST_LOOK)
        at = yield from sleep(interval if left is None else min(interval, left))
        interval = min(interval * POLLING.growth, POLLING.longest)
        seen = yield from _look(api, operation, until=deadline, new=visible_within > 0)
        if seen is None and at >= seen_at + visible_within:
            raise _invisible(operation, seconds=visible_within)
        if seen is not None:
            operation, seen_at = seen, at
            if watch:
                watch(operation)
            if operation.is_completed():
                return operation
        at = yield from now()
        if deadline is not None and at >= deadline - LAST_LOOK:
            raise OperationTimeoutError(
                f"operation {operation.id} is {operation.status} after {timeout:g} s",
                operation=operation,
            )


def wait_for_caller(
    api: Api, operation: Op, *, timeout: float | None, watch: Watcher | None = None
) -> Plan[Op]:
    """Wait for an operation that a caller holds; what the service has just named may be new."""
    patience = VISIBLE_WITHIN if operation.submitted else 0.0
    return wait(api, operation, timeout=timeout, watch=watch, visible_within=patience)


def first_look(api: Api, operation: Op) -> Plan[Op]:
    """Look at a new operation as soon as it is visible; `OperationTimeoutError` if it never is."""
    give_up = (yield from now()) + VISIBLE_WITHIN
    while True:
        seen = yield from _look(api, operation, until=give_up, new=True)
        if seen is not None:
            return seen
        if (yield from sleep(POLLING.first)) >= give_up:
            raise _invisible(operation, seconds=VISIBLE_WITHIN)


def _look(api: Api, operation: Op, *, until: float | None, new: bool) -> Plan[Op | None]:
    """Look once; `None` where a new operation is not visible yet."""
    try:
        seen = yield from api.get_operation(operation.id, until=until)
    except NotFoundError as error:
        if new:
            return None
        error.operation_id = operation.id
        raise
    except TolokaError as error:
        error.operation_id = operation.id
        raise
    if not isinstance(seen, type(operation)):
        raise wrong_type(seen, endpoint="GET /operations/{id}")
    return seen


def _invisible(operation: Operation, *, seconds: float) -> OperationTimeoutError:
    return OperationTimeoutError(
        f"operation {operation.id} was accepted and is not visible after {seconds:g} s: "
        "ask for it later",
        operation=operation,
    )


def wrong_type(operation: Operation, *, endpoint: str) -> ConflictError:
    """Build the error for an id that another kind of operation holds."""
    error = ConflictError(
        f"operation {operation.id}, in answer to {endpoint}, is of another type: {operation.type}",
        status_code=409,
        code="OPERATION_ALREADY_EXISTS",
    )
    error.operation = operation
    error.operation_id = operation.id
    return error
