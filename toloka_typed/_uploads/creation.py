"""Creates the tasks of one chunk: the request, the wait, and the log."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

import attrs

from toloka_typed._fields import FieldTypes, In, Out
from toloka_typed._flags import Flags, TasksBody
from toloka_typed._requests.plan import Plan, now, sleep
from toloka_typed._requests.retry import is_pool_locked
from toloka_typed._uploads.chunks import Chunk
from toloka_typed._uploads.echo import same_inputs
from toloka_typed._uploads.learned import LearnedTypes
from toloka_typed._uploads.outcome import ChunkOutcome, blank, complete, judged, refused_outright
from toloka_typed._uploads.steps import CreationLog, read_creation_log
from toloka_typed._uploads.turns import Turns
from toloka_typed._waiting import VISIBLE_WITHIN, Watcher, wait, wrong_type
from toloka_typed.errors import (
    ApiError,
    ConflictError,
    DecodeError,
    OperationTimeoutError,
    TolokaError,
    ValidationError,
)
from toloka_typed.operations import TasksCreateOperation

if TYPE_CHECKING:
    from toloka_typed._endpoints import Api

__all__ = ["check_is_ours", "create_chunk", "create_chunk_sync", "read_log", "start", "unseen"]

LOG: Final = logging.getLogger("toloka_typed")
ALREADY_EXISTS: Final = "OPERATION_ALREADY_EXISTS"
REFUSED: Final = 400
LOCK_PATIENCE: Final = 3600.0
"""Seconds that an upload waits for a pool that another operation works on."""
LOCK_PAUSE: Final = 1.0
"""Seconds after which it asks for that pool again; then longer and longer."""


def create_chunk(
    api: Api,
    chunk: Chunk,
    *,
    flags: Flags,
    operation_id: str,
    drawn_here: bool,
    timeout: float | None,
    turns: Turns,
    watch: Watcher | None = None,
) -> Plan[ChunkOutcome[In, Out]]:
    """Create a chunk's tasks in the background; errors end up in the outcome.

    `drawn_here` says that the id is random and ours, so that nobody else can have used it.
    """
    outcome: ChunkOutcome[In, Out] = blank(chunk)
    if not chunk.body.tasks:
        return outcome
    pool_ids = frozenset(chunk.pool_ids)
    yield from turns.enter(operation_id, pool_ids=pool_ids)
    try:
        if turns.stopped:
            return attrs.evolve(outcome, unsent=True)
        outcome = attrs.evolve(outcome, operation_id=operation_id)
        try:
            operation, adopted = yield from start(
                api,
                chunk.body,
                flags=flags,
                operation_id=operation_id,
                turns=turns,
                pool_ids=pool_ids,
            )
        except ValidationError as error:
            # a status that the API does not give, or a verdict on a repetition: the tasks of an
            # attempt before may be there
            if error.status_code != REFUSED or error.operation_id:
                raise
            return refused_outright(
                outcome, error, positions=chunk.positions, skip=flags.skip_invalid_items
            )
        operation = yield from wait(
            api, operation, timeout=timeout, watch=watch, visible_within=VISIBLE_WITHIN
        )
        outcome = attrs.evolve(outcome, operation=operation)
        log = yield from read_log(api, operation.id)
        if adopted:
            whole = chunk.operation_id is None  # an earlier run may have sent it with less
            check_is_ours(
                operation, log, sent=chunk.body.content, drawn_here=drawn_here, whole=whole
            )
    except OperationTimeoutError as error:
        # an operation that was adopted, or still runs, is what the caller asks about next
        seen = error.operation if isinstance(error.operation, TasksCreateOperation) else None
        return attrs.evolve(outcome, operation=seen, failure=error)
    except TolokaError as error:
        if turns.stopped and is_pool_locked(error) and not error.operation_id:
            return attrs.evolve(outcome, operation_id=None, unsent=True)
        return attrs.evolve(outcome, failure=error)
    finally:
        turns.leave(operation_id)
    positions = chunk.positions
    if adopted and chunk.operation_id and log.inputs:
        positions = [position for position in positions if position in log.inputs]
    return judged(outcome, operation, log, positions=positions, skip=flags.skip_invalid_items)


def create_chunk_sync(
    api: Api, chunk: Chunk, *, flags: Flags, types: LearnedTypes[In, Out]
) -> Plan[ChunkOutcome[In, Out]]:
    """Create a chunk's tasks while the request lasts; errors end up in the outcome."""

    def types_at(index: int) -> FieldTypes[In, Out]:
        return types.at(chunk.positions[index] if index in range(chunk.body.tasks) else -1)

    outcome: ChunkOutcome[In, Out] = blank(chunk)
    if not chunk.body.tasks:
        return outcome
    try:
        items, errors = yield from api.create_tasks(chunk.body, flags=flags, types_at=types_at)
    except TolokaError as error:
        if isinstance(error, ValidationError) and error.status_code == REFUSED:
            return refused_outright(
                outcome, error, positions=chunk.positions, skip=flags.skip_invalid_items
            )
        return attrs.evolve(outcome, failure=error)
    created = {chunk.positions[i]: items[i] for i in range(chunk.body.tasks) if i in items}
    refused = {chunk.positions[i]: errors[i] for i in range(chunk.body.tasks) if i in errors}
    outcome = attrs.evolve(
        outcome,
        items=created,
        ids={position: task.id for position, task in created.items()},
        errors=outcome.errors | refused,
    )
    return complete(
        outcome, positions=chunk.positions, refused=bool(refused), skip=flags.skip_invalid_items
    )


def start(
    api: Api,
    body: TasksBody,
    *,
    flags: Flags,
    operation_id: str,
    turns: Turns,
    pool_ids: frozenset[str] = frozenset(),
) -> Plan[tuple[TasksCreateOperation, bool]]:
    """Start an operation, or adopt the one that an earlier attempt has started.

    The second value tells whether it was adopted. While another operation works on one of the
    pools, it waits for its turn.
    """
    LOG.info("operation %s creates %d tasks", operation_id, body.tasks)
    give_up = (yield from now()) + LOCK_PATIENCE
    pause = LOCK_PAUSE
    doubtful = False
    while True:
        refusal: TolokaError
        try:
            operation = yield from api.start_creation(body, flags=flags, operation_id=operation_id)
        except TolokaError as error:
            # an attempt before this turn, too, may have got through
            doubtful = doubtful or error.operation_id is not None
            error.operation_id = operation_id if doubtful else None
            if (yield from _is_taken(api, operation_id, error)):
                return unseen(operation_id), True
            at = yield from now()
            if not is_pool_locked(error) or at + pause > give_up:
                raise
            refusal = error
        else:
            if not isinstance(operation, TasksCreateOperation):
                raise wrong_type(operation, endpoint="POST /tasks")
            return operation, False
        turns.leave(operation_id, locked=True)
        yield from sleep(pause)
        yield from turns.enter(operation_id, pool_ids=pool_ids)
        if turns.stopped:
            raise refusal
        pause = min(2 * pause, 10 * LOCK_PAUSE)


def _is_taken(api: Api, operation_id: str, error: TolokaError) -> Plan[bool]:
    """Whether the operation is there already, whatever its request was refused for."""
    if isinstance(error, ConflictError) and error.code == ALREADY_EXISTS:
        return True
    # an attempt before this one may have got through; and a conflict without a code was cut off
    in_doubt = error.operation_id or (isinstance(error, ConflictError) and not error.code)
    if not in_doubt or not _is_worth_a_look(error):
        return False
    try:
        yield from api.get_operation(operation_id)
    except TolokaError:
        return False
    return True


def _is_worth_a_look(error: TolokaError) -> bool:
    """Whether the service is well enough to be asked: it answered, if with something strange."""
    if isinstance(error, DecodeError):
        return not error.unreadable
    return isinstance(error, ApiError) and error.status_code < 429


def unseen(operation_id: str) -> TasksCreateOperation:
    """Give an operation of which nothing but the id is known."""
    return TasksCreateOperation(id=operation_id, type=TasksCreateOperation.TYPE, status="PENDING")


def read_log(api: Api, operation_id: str) -> Plan[CreationLog]:
    """Read the outcome of each task."""
    try:
        return read_creation_log((yield from api.get_operation_steps(operation_id)))
    except TolokaError as error:
        error.operation_id = operation_id
        raise


def check_is_ours(
    operation: TasksCreateOperation,
    log: CreationLog,
    *,
    sent: bytes,
    drawn_here: bool,
    whole: bool = True,
) -> None:
    """Refuse an adopted operation that created other tasks, or with `whole` not all of them.

    Raises `ConflictError`, and `DecodeError` for a log that does not tell.
    """
    if drawn_here and not log.inputs:
        return
    try:
        if same_inputs(log, sent, complete=whole and operation.status == "SUCCESS"):
            return
    except DecodeError as unclear:
        unclear.operation_id = operation.id
        raise
    error = ConflictError(
        f"operation {operation.id} ({operation.status}) was for other tasks: use a new id",
        status_code=409,
        code=ALREADY_EXISTS,
    )
    error.operation = operation
    raise error
