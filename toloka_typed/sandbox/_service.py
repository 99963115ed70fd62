"""The state of the service: pools, operations, the clock, and the settings in force."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Mapping

import attrs

from toloka_typed.sandbox._access import Access
from toloka_typed.sandbox._operations import Operation, Work
from toloka_typed.sandbox._pools import Pool
from toloka_typed.sandbox._problems import ApiError, not_found
from toloka_typed.sandbox._traffic import Exchange
from toloka_typed.sandbox.faults import FaultPlan
from toloka_typed.sandbox.settings import SandboxSettings


@attrs.define(kw_only=True, eq=False)
class Service:
    """Everything the sandbox knows. Who reads or writes it holds its lock meanwhile."""

    settings: SandboxSettings
    access: Access
    clock: Callable[[], float]
    plan: FaultPlan
    records: list[Exchange] | None
    lock: threading.RLock = attrs.field(factory=threading.RLock)
    pools: dict[str, Pool] = attrs.field(factory=dict[str, Pool])
    operations: dict[str, Operation] = attrs.field(factory=dict[str, Operation])
    _running: list[Operation] = attrs.field(factory=list[Operation])
    _number: int = 0

    def now(self) -> int:
        """Give the moment in microseconds."""
        return round(self.clock() * 1_000_000)

    def next_number(self, now: int) -> int:
        """Give the number of a new task: ever larger, its upper half the seconds of an id."""
        self._number = max(self._number + 1, (now // 1_000_000) << 32)
        return self._number

    def pool(self, pool_id: str) -> Pool:
        """Give the requester's pool; an unknown or foreign one is an error."""
        pool = self.pools.get(pool_id)
        if pool is None:
            raise not_found("pool")
        if pool.foreign:
            raise ApiError(403, "ACCESS_DENIED", "the pool belongs to another requester")
        return pool

    def start(
        self,
        kind: str,
        work: Work,
        *,
        operation_id: str | None = None,
        parameters: Mapping[str, object],
        items: int = 0,
    ) -> Operation:
        """Start an operation; it ends by itself, as the settings say."""
        settings, now = self.settings, self.now()
        starts = now + _microseconds(settings.operation_waits.seconds)
        lasts = settings.operation_takes.seconds + settings.seconds_per_task * items
        waits = settings.operation_waits.looks
        operation = Operation(
            id=operation_id or str(uuid.uuid4()),
            type=kind,
            parameters=parameters,
            work=work,
            submitted=now,
            starts=starts,
            ends=starts + _microseconds(lasts),
            looks_before_start=waits,
            looks_before_end=waits + settings.operation_takes.looks,
        )
        self.operations[operation.id] = operation
        self._running.append(operation)
        return operation

    def put(self, kind: str, work: Work, *, operation_id: str) -> None:
        """Put an operation there that has ended."""
        now = self.now()
        operation = Operation(
            id=operation_id,
            type=kind,
            parameters={},
            work=work,
            submitted=now,
            starts=now,
            ends=now,
        )
        operation.finish(self, at=now)
        self.operations[operation_id] = operation

    def settle(self) -> None:
        """Finish what is due, the earliest first."""
        now = self.now()
        due = sorted((one for one in self._running if one.is_due(now)), key=lambda one: one.ends)
        for operation in due:
            operation.finish(self, at=operation.ends if operation.looks_before_end == 0 else now)
        if due:
            self._running = [one for one in self._running if one.finished is None]

    def busy_pools(self) -> frozenset[str]:
        """Give the ids of the pools that an unfinished operation works on."""
        return frozenset(pool_id for one in self._running for pool_id in one.work.pool_ids)


def _microseconds(seconds: float) -> int:
    return round(seconds * 1_000_000)
