"""Goes on with an upload that a journal knows: what is replayed, looked up, and still to be sent.

A request whose fate is not known is looked up first. One that nobody has seen may still be under
way, so its tasks go out again under its own id, whatever they have become: the service takes an id
once, and its log tells with which tasks.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, Generic, TypeAlias

import attrs

from toloka_typed._fields import In, Out
from toloka_typed._requests.plan import Plan
from toloka_typed._uploads.chunks import Chunk, GrowingChunk
from toloka_typed._uploads.creation import read_log, unseen
from toloka_typed._uploads.encoding import digest_of, encoded_task, refusal_of
from toloka_typed._uploads.limits import UploadLimits, check_size
from toloka_typed._uploads.outcome import ChunkOutcome, RefusedError, judged
from toloka_typed._waiting import wait
from toloka_typed.errors import (
    ConflictError,
    InvalidTaskError,
    JournalError,
    NotFoundError,
    OperationFailedError,
)
from toloka_typed.journal import Journal, JournalRequest, JournalRow, RowState
from toloka_typed.tasks import Task

if TYPE_CHECKING:
    from toloka_typed._endpoints import Api

LOG: Final = logging.getLogger("toloka_typed")
ARCHIVED: Final = "OPERATION_LOGS_ARCHIVED"

Work: TypeAlias = Chunk | ChunkOutcome[In, Out]
"""Tasks to be sent, or the outcome of some that need not be."""
Content: TypeAlias = bytes | InvalidTaskError
"""A task as it would go out, or why it cannot."""


def resolve(api: Api, journal: Journal, *, skip: bool) -> Plan[None]:
    """Find out what became of the requests that were under way when the upload stopped.

    Those that nobody has seen stay as they are, to be sent again; so do those that went out with
    different tasks, for only the new attempt can tell with which they arrived.
    """
    for operation_id, request in journal.unresolved().items():
        if request.altered:
            continue
        blank: ChunkOutcome = ChunkOutcome(operation_id=operation_id)
        try:
            ended = yield from wait(api, unseen(operation_id), timeout=None)
        except NotFoundError:
            continue
        try:
            log = yield from read_log(api, operation_id)
        except ConflictError as error:
            if error.code != ARCHIVED:
                raise
            blank = attrs.evolve(blank, operation=ended)
            note(journal, blank, created_all=ended.status == "SUCCESS")
        else:
            positions = request.positions
            if len(log.inputs) == request.tasks:  # it may have been sent again with less
                positions = [position for position in positions if position in log.inputs]
            note(journal, judged(blank, ended, log, positions=positions, skip=skip))


def sending(journal: Journal, chunk: Chunk, operation_id: str) -> None:
    """Write down what is about to be sent."""
    journal.sending(
        operation_id if chunk.body.tasks else None,
        rows=zip(chunk.positions, chunk.digests, chunk.pool_ids, strict=True),
        refused={position: refusal_of(error) for position, error in chunk.refused.items()},
    )


def note(journal: Journal, outcome: ChunkOutcome[In, Out], *, created_all: bool = False) -> None:
    """Write an outcome down, unless it leaves the fate of the tasks open."""
    settled = outcome.failure is None or isinstance(
        outcome.failure, RefusedError | OperationFailedError
    )
    if outcome.operation_id is None or not settled:
        return
    journal.ended(
        outcome.operation_id,
        ids=outcome.ids,
        errors=outcome.errors,
        request=JournalRequest(
            operation=outcome.operation,
            pool_opened=outcome.pool_opened,
            pool_error=outcome.pool_error,
        ),
        created_all=created_all,
    )


def insist_on(chunk: Chunk, outcome: ChunkOutcome[In, Out]) -> None:
    """Refuse to go on if a request that went out again has arrived as it was before.

    Raises `JournalError`.
    """
    failure = outcome.failure
    if isinstance(failure, ConflictError) and failure.operation:
        raise JournalError(
            f"operation {failure.operation.id} has arrived with other tasks than "
            f"{chunk.positions[0]} to {chunk.positions[-1]} are now: run it again, and if that "
            "says the same, put them back as they were"
        ) from failure
    if failure is None and outcome.ids.keys() | outcome.errors.keys() < set(chunk.positions):
        raise JournalError(
            f"operation {outcome.operation_id} has arrived with fewer tasks than it went out with "
            "now: run it again to send the others"
        )


def work_of(
    tasks: Iterable[Task[In, Out]],
    *,
    journal: Journal,
    limits: UploadLimits,
    skip_invalid_items: bool,
) -> Iterator[Work[In, Out]]:
    """Compare the tasks with the journal: what is settled is replayed, the rest is to be sent.

    Raises `JournalError` for a confirmed row that is not what it was, and `InvalidTaskError`.
    """
    rows = _Rows(journal)
    earlier = _Earlier[In, Out](journal, limits=limits)
    most_tasks = limits.async_tasks
    chunk = GrowingChunk(limits, most_tasks=most_tasks)
    for position, task in enumerate(tasks):
        row = rows.at(position)
        content = _content(task, position=position, limits=limits)
        if row and row.state is RowState.CREATED and not _is_same(row, content):
            raise _changed(row, task)
        if isinstance(content, InvalidTaskError):
            if not skip_invalid_items:
                raise content
            if row and _is_replayed(row, content, skip=True):
                earlier.replay(row)
            else:
                chunk.refuse(position, content)
        elif row and _is_replayed(row, content, skip=skip_invalid_items):
            earlier.replay(row)
        elif not (row and earlier.repeat(row, content, pool_id=task.pool_id)):
            before = row.operation_id if row and row.state is RowState.SENT else None
            if before:
                yield from earlier.cut(before)
            if not chunk.take(position, content, pool_id=task.pool_id):
                yield chunk.cut(digests=True)
                chunk = GrowingChunk(limits, most_tasks=most_tasks)
                chunk.take(position, content, pool_id=task.pool_id)
            if before:
                chunk.after.add(before)
        yield from earlier.ended_at(position)
    rows.insist_on_end()
    yield from earlier.rest()
    if chunk:
        yield chunk.cut(digests=True)


def _content(task: Task[In, Out], *, position: int, limits: UploadLimits) -> Content:
    try:
        content = encoded_task(task, index=position)
        check_size(content, limits=limits)
    except InvalidTaskError as error:
        error.position = position
        return error
    return content


def _is_same(row: JournalRow, content: Content) -> bool:
    """Whether a task is still what it was when it was sent, or refused here."""
    if isinstance(content, InvalidTaskError):
        return row.errors == refusal_of(content)
    return row.digest == digest_of(content)


def _is_replayed(row: JournalRow, content: Content, *, skip: bool) -> bool:
    """Whether there is nothing left to do for a task."""
    refused = row.state is RowState.REFUSED and skip and _is_same(row, content)
    return row.state is RowState.CREATED or refused


def _changed(row: JournalRow, task: Task[In, Out]) -> JournalError:
    """Build the error for a row that has been created and is not what it was."""
    if row.pool_id != task.pool_id:
        reason = f"it was created in pool {row.pool_id}, and is now for {task.pool_id}"
    else:
        reason = "its content is no longer what was created"
    error = JournalError(f"task {row.position} has changed: {reason}")
    error.position = row.position
    return error


class _Rows:
    """The journal's rows, looked up in the order of the input."""

    def __init__(self, journal: Journal) -> None:
        self._rows = journal.rows()
        self._ahead = next(self._rows, None)

    def at(self, position: int) -> JournalRow | None:
        """Give the row at a position that is larger than the one before."""
        row = self._ahead
        if row is None or row.position != position:
            return None
        self._ahead = next(self._rows, None)
        return row

    def insist_on_end(self) -> None:
        """Refuse an input that lacks tasks which have been created. Raises `JournalError`."""
        row = self._ahead
        while row and row.state is not RowState.CREATED:
            row = next(self._rows, None)
        if row:
            error = JournalError(f"task {row.position} has been created, and is no longer there")
            error.position = row.position
            raise error


class _Earlier(Generic[In, Out]):
    """The requests of earlier runs, put together again row by row."""

    def __init__(self, journal: Journal, *, limits: UploadLimits) -> None:
        self._requests = journal.requests()
        self._ends = journal.ends()
        self._rows: dict[str | None, list[JournalRow]] = {}
        self._chunks = {
            operation_id: GrowingChunk(
                limits, most_tasks=limits.async_tasks, operation_id=operation_id
            )
            for operation_id in journal.unresolved()
        }

    def replay(self, row: JournalRow) -> None:
        """Take in a row whose outcome is known."""
        self._rows.setdefault(row.operation_id, []).append(row)

    def repeat(self, row: JournalRow, content: bytes, *, pool_id: str) -> bool:
        """Take a task into the request that it may be in; `False` where that has no room."""
        chunk = self._chunks.get(row.operation_id or "")
        return chunk is not None and chunk.take(row.position, content, pool_id=pool_id)

    def cut(self, operation_id: str) -> Iterator[Chunk]:
        """End a request that is to go out again, if it has not been ended yet."""
        chunk = self._chunks.pop(operation_id, None)
        if chunk:
            yield chunk.cut(digests=True)

    def ended_at(self, position: int) -> Iterator[Work[In, Out]]:
        """Give what is complete with the row at this position."""
        if position in self._ends:
            yield from self._ended(self._ends[position])

    def rest(self) -> Iterator[Work[In, Out]]:
        """Give what will not become complete any more."""
        for operation_id in [*self._rows, *self._chunks]:
            yield from self._ended(operation_id)

    def _ended(self, operation_id: str | None) -> Iterator[Work[In, Out]]:
        if rows := self._rows.pop(operation_id, None):
            yield self._outcome(operation_id, rows)
        if operation_id is not None:
            yield from self.cut(operation_id)

    def _outcome(self, operation_id: str | None, rows: list[JournalRow]) -> ChunkOutcome[In, Out]:
        request = self._requests.get(operation_id or "")
        created = [row for row in rows if row.state is RowState.CREATED]
        forgotten = frozenset(row.position for row in created if row.task_id is None)
        if forgotten:
            LOG.warning(
                "%d tasks of operation %s were created; the service has forgotten their ids",
                len(forgotten),
                operation_id,
            )
        return ChunkOutcome(
            pool_ids={row.position: row.pool_id for row in rows if row.pool_id},
            ids={row.position: row.task_id for row in created if row.task_id},
            forgotten=forgotten,
            errors={row.position: row.errors for row in rows if row.errors},
            operation_id=operation_id,
            operation=request.operation if request else None,
            pool_opened=request.pool_opened if request else None,
            pool_error=request.pool_error if request else None,
        )
