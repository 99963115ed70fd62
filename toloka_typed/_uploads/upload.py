"""An upload from end to end: what the outcomes of its plans add up to.

The clients only run what an `Upload` gives them, so that both do the same.
"""

from __future__ import annotations

import uuid
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence, Sized
from contextlib import contextmanager, nullcontext
from os import PathLike
from typing import TYPE_CHECKING, Generic

from toloka_typed._fields import In, Out
from toloka_typed._flags import Flags
from toloka_typed._json import decode, encode
from toloka_typed._progress import Progress, Watch, watching_upload
from toloka_typed._requests.plan import Plan
from toloka_typed._requests.settings import Identity
from toloka_typed._uploads.binding import bind
from toloka_typed._uploads.learned import LearnedTypes
from toloka_typed._uploads.limits import UploadLimits
from toloka_typed._uploads.outcome import ChunkOutcome, RefusedError
from toloka_typed._uploads.pool_state import open_pools
from toloka_typed._uploads.resumption import Work, resolve
from toloka_typed._uploads.sending import Sending
from toloka_typed.batches import (
    TaskBatchCreateResult,
    TaskUploadChunk,
    UploadProgress,
    example_of,
)
from toloka_typed.errors import (
    ApiError,
    BatchError,
    ClientClosedError,
    FieldValidationError,
    InvalidTaskError,
    ServerError,
    TolokaError,
)
from toloka_typed.journal import POOLS_OPENED, Journal
from toloka_typed.tasks import CreatedTask, Task

if TYPE_CHECKING:
    from toloka_typed._endpoints import Api

__all__ = ["Upload", "checked_id"]


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
        self._tasks = iter(tasks)  # raises at the call for what cannot be gone through
        self._flags = flags
        self._types = LearnedTypes[In, Out]()
        self._sending = Sending(
            api=api,
            flags=flags,
            limits=limits,
            async_mode=async_mode,
            seed=checked_id(operation_id),
            timeout=timeout,
            types=self._types,
        )
        self._journal_path = journal
        self._identity = identity
        self._progress = progress
        self._total = len(tasks) if isinstance(tasks, Sized) else None
        self._watch: Watch[UploadProgress] | None = None
        self._read = 0
        self._confirmed = 0
        self._refused = 0
        self._pool_ids: dict[str, None] = {}
        self._operation_ids: dict[str, None] = {}
        self._ended_early = False
        self._broken: Exception | None = None
        self._pool_opened: bool | None = None
        self._pool_open_error: FieldValidationError | None = None
        self._kept: list[ChunkOutcome[In, Out]] = []

    @contextmanager
    def under_way(self) -> Generator[None]:
        """Hold the journal and show the progress as long as the context lasts."""
        with (
            Journal(self._journal_path) if self._journal_path else nullcontext() as journal,
            watching_upload(self._progress, total=self._total) as self._watch,
        ):
            self._sending.journal = journal
            try:
                yield
            except BaseException as error:
                self._name_operations(error)
                raise

    def prepare(self) -> Plan[None]:
        """Make sure that the journal is of this upload, and clear up what it leaves open."""
        journal = self._sending.journal
        if journal and self._identity:
            yield from bind(self._api, journal, identity=self._identity, flags=self._flags)
            yield from resolve(self._api, journal, skip=self._flags.skip_invalid_items)

    def plans(self) -> Iterator[Plan[ChunkOutcome[In, Out]]]:
        """Give a plan for each chunk, until the input ends or a chunk fails."""
        try:
            yield from self._sending.plans(self._works())
        except Exception as error:  # noqa: BLE001 - raised by `finish`, when all under way has ended
            self._broken = error

    def take(self, outcome: ChunkOutcome[In, Out]) -> TaskUploadChunk | None:
        """Take in an outcome; it is handed out unless something before it has failed."""
        self._confirmed += len(outcome.ids) + len(outcome.forgotten)
        self._refused += len(outcome.errors)
        created = outcome.ids.keys() | outcome.forgotten
        self._pool_ids.update((outcome.pool_ids[position], None) for position in created)
        if outcome.operation_id:
            self._operation_ids[outcome.operation_id] = None
        if outcome.pool_opened is not None:
            self._pool_opened, self._pool_open_error = outcome.pool_opened, outcome.pool_error
        self._ended_early = self._ended_early or outcome.unsent or outcome.failure is not None
        self._show()
        if self._ended_early:
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
        if not (self._flags.open_pool and self._sending.several):
            return None
        journal = self._sending.journal
        if journal and (known := journal.binding().get(POOLS_OPENED)):
            return TaskUploadChunk(ids={}, pool_opened=decode(known))
        opened, error = yield from open_pools(self._api, self._pool_ids)
        self._pool_opened, self._pool_open_error = opened, error
        if journal and error is None:
            journal.bind(**{POOLS_OPENED: encode(opened).decode()})
        return TaskUploadChunk(ids={}, pool_opened=opened, pool_open_error=error)

    def _name_operations(self, interruption: BaseException) -> None:
        """Note on Ctrl-C and its like what it leaves open; errors of ours say it themselves."""
        unknown = [one for one in self._sending.operation_ids if one not in self._operation_ids]
        if unknown and not isinstance(interruption, TolokaError):
            interruption.add_note(f"operations that may have created tasks: {', '.join(unknown)}")

    def _works(self) -> Iterator[Work[In, Out]]:
        return self._sending.works(self._counted())

    def _counted(self) -> Iterator[Task[In, Out]]:
        for task in self._tasks:
            self._read += 1
            yield task

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
        if failed := self._failed():
            failures = [outcome.failure for outcome in failed if outcome.failure]
            if not self._confirmed and _say_all(failures):
                raise failures[0]
            result = yield from self._partial_result()
            error = BatchError(
                f"{failures[0]}{example_of(result)}; {self._confirmed} tasks have been created",
                result=result,
                operation=failed[0].operation,
            )
            error.operation_id = failed[0].operation_id
            # of any request that was under way: nobody else will ever tell
            error.fate_unknown = any(failure.fate_unknown for failure in failures)
            raise error from failures[0]
        if self._broken:
            raise self._broken

    def _failed(self) -> list[ChunkOutcome[In, Out]]:
        return [outcome for outcome in self._kept if outcome.failure]

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
            pool_opened=self._pool_opened,
            pool_open_error=self._pool_open_error,
        )


def _say_all(failures: Sequence[TolokaError]) -> bool:
    """Whether the first failure says all there is to say."""
    if len(failures) == 1:
        return not isinstance(failures[0], RefusedError)
    return all(
        isinstance(one, ApiError | ClientClosedError)
        and not isinstance(one, ServerError)
        and not (one.operation_id or one.fate_unknown)
        for one in failures
    )


def checked_id(operation_id: str | uuid.UUID | None) -> uuid.UUID | None:
    """Read the caller's own operation id. Raises `InvalidTaskError` where it is no UUID."""
    if operation_id is None or isinstance(operation_id, uuid.UUID):
        return operation_id
    try:
        return uuid.UUID(operation_id)
    except (ValueError, AttributeError, TypeError) as error:
        raise InvalidTaskError("must be a UUID", field="operation_id") from error
