"""An upload from end to end: which plans to run, and what their outcomes add up to.

The clients only run what an `Upload` gives them, so that both do the same.
"""

from __future__ import annotations

import uuid
from collections.abc import Generator, Iterable, Iterator, Mapping, Sized
from contextlib import contextmanager, nullcontext, suppress
from itertools import chain
from os import PathLike
from typing import Final, Generic

import attrs

from toloka_typed._chunks import Chunk, UploadLimits, chunks_of, refusal_of
from toloka_typed._creation import (
    ChunkOutcome,
    RefusedError,
    Turns,
    create_chunk,
    create_chunk_sync,
)
from toloka_typed._endpoints import Api, Flags
from toloka_typed._fields import In, Out
from toloka_typed._learned import LearnedTypes
from toloka_typed._plan import Plan
from toloka_typed._pool_state import open_pools
from toloka_typed._progress import Progress, Watch, watching_upload
from toloka_typed._readback import insist_on_items, not_read_back, read_back
from toloka_typed._resumption import Work, bind, note, resolve, work_of
from toloka_typed._settings import Identity
from toloka_typed.batches import (
    TaskBatchCreateResult,
    TaskUploadChunk,
    UploadProgress,
    example_of,
)
from toloka_typed.errors import (
    BatchError,
    FieldValidationError,
    InvalidTaskError,
    ServerError,
    TolokaError,
    TransportError,
)
from toloka_typed.journal import Journal
from toloka_typed.tasks import CreatedTask, Task

OPENED: Final = "pools_opened"

__all__ = ["Batch", "Upload", "checked_id"]


class Upload(Generic[In, Out]):
    """Tasks on their way, chunk by chunk; what has been handed out is not kept."""

    def __init__(
        self,
        api: Api,
        tasks: Iterable[Task[In, Out]],
        *,
        flags: Flags,
        limits: UploadLimits,
        async_mode: bool = True,
        operation_id: str | uuid.UUID | None = None,
        timeout: float | None = None,
        journal: str | PathLike[str] | None = None,
        identity: Identity | None = None,
        progress: Progress[UploadProgress] = None,
    ) -> None:
        """Prepare; nothing is read or sent before the plans are asked for."""
        self._api = api
        self._tasks = tasks
        self._flags = flags
        self._limits = limits
        self._async_mode = async_mode
        self._seed = checked_id(operation_id)
        self._timeout = timeout
        self._types = LearnedTypes[In, Out]()
        self._journal_path = journal
        self._journal: Journal | None = None
        self._identity = identity
        self._progress = progress
        self._total = len(tasks) if isinstance(tasks, Sized) else None
        self._watch: Watch[UploadProgress] | None = None
        self._turns = Turns()
        self._read = 0
        self._confirmed = 0
        self._refused = 0
        self._several = False
        self._pool_ids: dict[str, None] = {}
        self._operation_ids: list[str] = []
        self._failed: ChunkOutcome[In, Out] | None = None
        self._broken: Exception | None = None
        self._kept: list[ChunkOutcome[In, Out]] = []

    @contextmanager
    def under_way(self) -> Generator[None]:
        """Hold the journal and show the progress as long as the context lasts."""
        with (
            Journal(self._journal_path) if self._journal_path else nullcontext() as self._journal,
            watching_upload(self._progress, total=self._total) as self._watch,
        ):
            yield

    def prepare(self) -> Plan[None]:
        """Make sure that the journal is of this upload, and clear up what it leaves open."""
        if self._journal and self._identity:
            yield from bind(self._api, self._journal, identity=self._identity, flags=self._flags)
            yield from resolve(self._api, self._journal, skip=self._flags.skip_invalid_items)

    def plans(self) -> Iterator[Plan[ChunkOutcome[In, Out]]]:
        """Give a plan for each chunk, until the input ends or a chunk fails."""
        try:
            works = self._works()
            ahead = [work for work in (next(works, None), next(works, None)) if work]
            self._several = len(ahead) == 2
            for work in chain(ahead, works):
                if self._failed:
                    return
                yield self._plan(work)
        except Exception as error:  # noqa: BLE001 - raised by `finish`, when all under way has ended
            self._broken = error

    def take(self, outcome: ChunkOutcome[In, Out]) -> TaskUploadChunk | None:
        """Take in an outcome; it is handed out unless something before it has failed."""
        self._confirmed += len(outcome.ids)
        self._refused += len(outcome.errors)
        self._pool_ids.update((outcome.pool_ids[position], None) for position in outcome.ids)
        if outcome.operation_id:
            self._operation_ids.append(outcome.operation_id)
        self._show()
        if outcome.failure and not self._failed:
            self._failed = outcome
        if self._failed:
            self._kept.append(outcome)
            return None
        return TaskUploadChunk(
            ids=outcome.ids,
            validation_errors=outcome.errors,
            operation=outcome.operation,
            pool_opened=outcome.pool_opened,
            pool_open_error=outcome.pool_error,
        )

    def finish(self) -> Plan[TaskUploadChunk | None]:
        """Raise what went wrong; otherwise open the pools that are still to be opened."""
        yield from self._check()
        if not (self._flags.open_pool and self._several):
            return None
        if self._journal and OPENED in self._journal.binding():
            return TaskUploadChunk(ids={}, pool_opened=True)
        opened, error = yield from open_pools(self._api, self._pool_ids)
        if self._journal and error is None:
            self._journal.bind(**{OPENED: "yes"})
        return TaskUploadChunk(ids={}, pool_opened=opened, pool_open_error=error)

    def _works(self) -> Iterator[Work[In, Out]]:
        if self._journal:
            return work_of(
                self._counted(),
                journal=self._journal,
                limits=self._limits,
                skip_invalid_items=self._flags.skip_invalid_items,
            )
        return chunks_of(
            self._counted(),
            limits=self._limits,
            most_tasks=self._limits.async_tasks if self._async_mode else self._limits.sync_tasks,
            indexed=self._async_mode,
            skip_invalid_items=self._flags.skip_invalid_items,
        )

    def _counted(self) -> Iterator[Task[In, Out]]:
        for task in self._tasks:
            self._read += 1
            self._types.learn(task)
            yield task

    def _plan(self, work: Work[In, Out]) -> Plan[ChunkOutcome[In, Out]]:
        if isinstance(work, ChunkOutcome):
            return _ended(work)
        operation_id = self._operation_id(work)
        plan = self._creation(work, operation_id)
        return self._journaled(plan, work, operation_id) if self._journal else plan

    def _creation(self, chunk: Chunk, operation_id: str) -> Plan[ChunkOutcome[In, Out]]:
        # with several chunks the pools open at the end: open tasks cost money
        open_now = self._flags.open_pool and not self._several
        flags = attrs.evolve(self._flags, open_pool=open_now)
        if not self._async_mode:
            return create_chunk_sync(self._api, chunk, flags=flags, types=self._types.known())
        return create_chunk(
            self._api,
            chunk,
            flags=flags,
            operation_id=operation_id,
            drawn_here=self._seed is None,
            timeout=self._timeout,
            turns=self._turns,
        )

    def _journaled(
        self, plan: Plan[ChunkOutcome[In, Out]], chunk: Chunk, operation_id: str
    ) -> Plan[ChunkOutcome[In, Out]]:
        """Write down what a plan is about to send, and what came of it."""
        if self._journal is None:
            return (yield from plan)
        self._journal.sending(
            operation_id if chunk.body.tasks else None,
            rows=zip(chunk.positions, chunk.digests, chunk.pool_ids, strict=True),
            refused={position: refusal_of(error) for position, error in chunk.refused.items()},
        )
        outcome = yield from plan
        note(self._journal, outcome)
        return outcome

    def _operation_id(self, chunk: Chunk) -> str:
        if chunk.operation_id:
            return chunk.operation_id
        if self._seed is None:
            return str(uuid.uuid4())
        if not self._several:
            return str(self._seed)
        rows = ",".join(map(str, chunk.positions))
        return str(uuid.uuid5(self._seed, f"{rows}:{chunk.fingerprint}"))

    def _show(self) -> None:
        if self._watch:
            self._watch(
                UploadProgress(
                    read=self._read,
                    confirmed=self._confirmed,
                    refused=self._refused,
                    total=self._total,
                )
            )

    def _check(self) -> Plan[None]:
        """Raise what stopped the upload, with what is known of the tasks all the same."""
        if self._failed and self._failed.failure:
            failure = self._failed.failure
            if not self._confirmed and not isinstance(failure, RefusedError):
                raise failure
            result = yield from self._partial_result()
            error = BatchError(
                f"{failure}{example_of(result)}; {self._confirmed} tasks have been created",
                result=result,
                operation=self._failed.operation,
            )
            error.operation_id = self._failed.operation_id
            raise error from failure
        if self._broken:
            raise self._broken

    def _partial_result(self) -> Plan[TaskBatchCreateResult[In, Out]]:
        yield from ()
        return self._result({})

    def _result(self, items: Mapping[int, CreatedTask[In, Out]]) -> TaskBatchCreateResult[In, Out]:
        ids: dict[int, str] = {}
        errors: dict[int, Mapping[str, FieldValidationError]] = {}
        for outcome in self._kept:
            ids.update(outcome.ids)
            errors.update(outcome.errors)
        return TaskBatchCreateResult(
            items=items,
            validation_errors=dict(sorted(errors.items())),
            ids=ids,
            operation_ids=tuple(self._operation_ids),
        )


class Batch(Upload[In, Out]):
    """An upload whose whole result is wanted, with the created tasks."""

    def _works(self) -> Iterator[Work[In, Out]]:
        # all of them before the first request: a task that can never be right costs nothing then
        return iter(list(super()._works()))

    def take(self, outcome: ChunkOutcome[In, Out]) -> TaskUploadChunk | None:
        """Keep the outcome for the result."""
        chunk = super().take(outcome)
        if chunk is not None:
            self._kept.append(outcome)
        return chunk

    def result(self) -> Plan[TaskBatchCreateResult[In, Out]]:
        """Give the whole result. Raises `BatchError` where it is not what was asked for."""
        last = yield from self.finish()
        opened = last.pool_opened if last else self._kept[-1].pool_opened if self._kept else None
        error = last.pool_open_error if last else self._kept[-1].pool_error if self._kept else None
        try:
            items = yield from self._items()
        except TolokaError as failure:
            raise not_read_back(self._result({}), cause=failure) from failure
        result = attrs.evolve(self._result(items), pool_opened=opened, pool_open_error=error)
        insist_on_items(result)
        return result

    def _partial_result(self) -> Plan[TaskBatchCreateResult[In, Out]]:
        items: Mapping[int, CreatedTask[In, Out]] = {
            position: task for outcome in self._kept for position, task in outcome.items.items()
        }
        failure = self._failed.failure if self._failed else None
        # reading back through a network that has just failed would only take long
        if not isinstance(failure, TransportError | ServerError):
            with suppress(TolokaError):
                items = yield from self._items()
        return self._result(items)

    def _items(self) -> Plan[Mapping[int, CreatedTask[In, Out]]]:
        """Give the created tasks in the order of the input, reading back what is not here."""
        positions: dict[str, dict[str, int]] = {}
        items: dict[int, CreatedTask[In, Out]] = {}
        for outcome in self._kept:
            items.update(outcome.items)
            for position, task_id in outcome.ids.items():
                if position not in outcome.items:
                    positions.setdefault(outcome.pool_ids[position], {})[task_id] = position
        for pool_id, wanted in positions.items():
            found = yield from read_back(
                self._api, pool_id, ids=frozenset(wanted), types=self._types.known()
            )
            items.update((wanted[task_id], task) for task_id, task in found.items())
        return dict(sorted(items.items()))


def _ended(outcome: ChunkOutcome[In, Out]) -> Plan[ChunkOutcome[In, Out]]:
    """Give an outcome that needs no request."""
    yield from ()
    return outcome


def checked_id(operation_id: str | uuid.UUID | None) -> uuid.UUID | None:
    """Read the caller's own operation id. Raises `InvalidTaskError` where it is no UUID."""
    if operation_id is None or isinstance(operation_id, uuid.UUID):
        return operation_id
    try:
        return uuid.UUID(operation_id)
    except (ValueError, AttributeError, TypeError) as error:
        raise InvalidTaskError("must be a UUID", field="operation_id") from error
