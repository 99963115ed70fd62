"""Goes on with an upload that a journal knows: what is replayed, looked up, and still to be sent."""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Generic, TypeAlias

import attrs

from toloka_typed._chunks import Chunk, GrowingChunk, UploadLimits, admitted
from toloka_typed._creation import ChunkOutcome, RefusedError, judged, read_log, unseen
from toloka_typed._endpoints import Api, Flags
from toloka_typed._fields import In, Out
from toloka_typed._plan import Plan
from toloka_typed._settings import Identity
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

LOG: Final = logging.getLogger("toloka_typed")
ARCHIVED: Final = "OPERATION_LOGS_ARCHIVED"

Work: TypeAlias = Chunk | ChunkOutcome[In, Out]
"""Tasks to be sent, or the outcome of some that need not be."""


def bind(api: Api, journal: Journal, *, identity: Identity, flags: Flags) -> Plan[None]:
    """Bind a new journal, or make sure that an old one is of this service, account and flags.

    The account is asked for only if the credentials are not the ones of the last time: of those
    the journal keeps a salted digest, too short to be of any other use. Raises `JournalError`.
    """
    bound = journal.binding()
    fixed = {"host": identity.host, "flags": _flags_text(flags)}
    for name, value in fixed.items():
        if bound.get(name, value) != value:
            raise JournalError(f"{journal.path} is for another {name}: {bound[name]}, not {value}")
    salt = bound.get("salt") or secrets.token_hex(8)
    seal = hashlib.sha256(f"{salt}{identity.credentials}".encode()).hexdigest()[:12]
    if bound.get("seal") == seal:
        return
    account = (yield from api.get_requester()).id
    if bound.get("account", account) != account:
        raise JournalError(
            f"{journal.path} is for another account: {bound['account']}, not {account}"
        )
    journal.bind(**fixed, salt=salt, seal=seal, account=account)


def resolve(api: Api, journal: Journal, *, skip: bool) -> Plan[None]:
    """Find out what became of the requests that were under way when the upload stopped.

    Those that never arrived stay as they are: they go out again under the same id.
    """
    for operation_id, positions in journal.unresolved().items():
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
            note(journal, judged(blank, ended, log, positions=positions, skip=skip))


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
    sent_before = {operation_id: len(found) for operation_id, found in journal.unresolved().items()}
    replay = _Replay[In, Out](journal)
    chunk = GrowingChunk()
    for position, task in enumerate(tasks):
        row = rows.at(position)
        try:
            encoded = admitted(task, position=position, index=position, limits=limits)
        except InvalidTaskError as error:
            if row and row.state is RowState.CREATED:
                raise _changed(row, task) from error
            if not skip_invalid_items:
                raise
            chunk.refuse(position, error)
            continue
        digest = encoded.digest
        if row and row.digest != digest:
            if row.state is RowState.CREATED:
                raise _changed(row, task)
            row = None
        if row and (row.state is RowState.CREATED or (row.errors and skip_invalid_items)):
            if replay and not replay.continues_with(row):
                yield replay.cut()
            replay.add(row)
            continue
        operation_id = row.operation_id if row and row.state is RowState.SENT else None
        fits = chunk.has_room(encoded, limits=limits, most_tasks=limits.async_tasks)
        if chunk and (not fits or chunk.operation_id != operation_id):
            yield _whole_or_new(chunk.cut(), sent_before)
            chunk = GrowingChunk()
        chunk.operation_id = operation_id
        chunk.add(position, encoded, digest=digest)
    rows.insist_on_end()
    if replay:
        yield replay.cut()
    if chunk:
        yield _whole_or_new(chunk.cut(), sent_before)


def _whole_or_new(chunk: Chunk, sent_before: Mapping[str, int]) -> Chunk:
    """Let a request go out under its old id only if it holds the very tasks it held before."""
    if sent_before.get(chunk.operation_id or "") == chunk.body.tasks:
        return chunk
    return attrs.evolve(chunk, operation_id=None)


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
        while self._ahead and self._ahead.position < position:
            self._ahead = next(self._rows, None)
        return self._ahead if self._ahead and self._ahead.position == position else None

    def insist_on_end(self) -> None:
        """Refuse an input that lacks tasks which have been created. Raises `JournalError`."""
        row = next(self._rows, None)
        while row and row.state is not RowState.CREATED:
            row = next(self._rows, None)
        if row:
            error = JournalError(f"task {row.position} has been created, and is no longer there")
            error.position = row.position
            raise error


class _Replay(Generic[In, Out]):
    """The outcome of one request as the journal has it, as far as its rows have been seen."""

    def __init__(self, journal: Journal) -> None:
        self._requests = journal.requests()
        self._rows: list[JournalRow] = []

    def __len__(self) -> int:
        return len(self._rows)

    def continues_with(self, row: JournalRow) -> bool:
        return self._rows[-1].operation_id == row.operation_id

    def add(self, row: JournalRow) -> None:
        self._rows.append(row)

    def cut(self) -> ChunkOutcome[In, Out]:
        """Give the outcome, and start over."""
        rows, self._rows = self._rows, []
        operation_id = rows[0].operation_id
        request = self._requests.get(operation_id or "")
        forgotten = sum(row.state is RowState.CREATED and row.task_id is None for row in rows)
        if forgotten:
            LOG.warning(
                "%d tasks of operation %s were created; the service has forgotten their ids",
                forgotten,
                operation_id,
            )
        return ChunkOutcome(
            pool_ids={row.position: row.pool_id for row in rows if row.pool_id},
            ids={row.position: row.task_id for row in rows if row.task_id},
            errors={row.position: row.errors for row in rows if row.errors},
            operation_id=operation_id,
            operation=request.operation if request else None,
            pool_opened=request.pool_opened if request else None,
            pool_error=request.pool_error if request else None,
        )


def _flags_text(flags: Flags) -> str:
    return ",".join(name for name, on in attrs.asdict(flags).items() if on) or "none"
