"""Creating one task, starting a batch, and reading the result of one that has ended."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import attrs

from toloka_typed._fields import FieldTypes, In, Out
from toloka_typed._flags import Flags, TasksBody
from toloka_typed._requests.answers import FieldErrors
from toloka_typed._requests.plan import Plan
from toloka_typed._uploads.chunks import Chunk, chunks_of
from toloka_typed._uploads.creation import check_is_ours, create_chunk, read_log, start
from toloka_typed._uploads.encoding import encoded_task
from toloka_typed._uploads.learned import LearnedTypes
from toloka_typed._uploads.limits import UploadLimits, check_size
from toloka_typed._uploads.outcome import ChunkOutcome, RefusedError, judged
from toloka_typed._uploads.readback import (
    insist_on_items,
    not_read_back,
    read_back,
    read_one,
    typed_as,
)
from toloka_typed._uploads.turns import Turns
from toloka_typed._uploads.upload import checked_id
from toloka_typed._waiting import VISIBLE_WITHIN, first_look, wait
from toloka_typed.batches import TaskBatchCreateResult, reasons_of
from toloka_typed.errors import (
    DecodeError,
    InvalidTaskError,
    OperationFailedError,
    OperationTimeoutError,
    TolokaError,
    ValidationError,
)
from toloka_typed.operations import TasksCreateOperation
from toloka_typed.tasks import CreatedTask, Task

if TYPE_CHECKING:
    from toloka_typed._endpoints import Api


def create_one(
    api: Api,
    task: Task[In, Out],
    *,
    flags: Flags,
    limits: UploadLimits,
    async_mode: bool,
    operation_id: str | uuid.UUID | None,
    timeout: float | None,
) -> Plan[CreatedTask[In, Out]]:
    """Create one task and read it back. Raises `ValidationError` where it was refused."""
    seed = checked_id(operation_id)
    content = encoded_task(task, index=0 if async_mode else None)
    check_size(content, limits=limits)
    body = TasksBody(content=content, tasks=1)
    learned = LearnedTypes[In, Out]()
    learned.learn(0, task)
    if not async_mode:
        return (yield from api.create_task(body, flags=flags, types=learned.at(0)))
    plan: Plan[ChunkOutcome[In, Out]] = create_chunk(
        api,
        Chunk(positions=[0], pool_ids=[task.pool_id], body=body),
        flags=flags,
        operation_id=str(seed or uuid.uuid4()),
        drawn_here=seed is None,
        timeout=timeout,
        turns=Turns(),
    )
    outcome = yield from plan
    if isinstance(outcome.failure, RefusedError):
        raise _refusal(outcome)
    if outcome.failure:
        raise outcome.failure
    result = _result(outcome)
    try:
        created = yield from read_one(api, outcome.ids[0], types=learned.at(0))
    except TolokaError as error:
        raise not_read_back(result, cause=error) from error
    # a pool that stayed closed must not go unnoticed
    attrs.evolve(result, items={0: created}).raise_for_errors()
    return created


def start_batch(
    api: Api,
    tasks: Iterable[Task[In, Out]],
    *,
    flags: Flags,
    limits: UploadLimits,
    operation_id: str | uuid.UUID | None,
) -> Plan[TasksCreateOperation]:
    """Start to create what one request holds, and give the operation."""
    seed = checked_id(operation_id)
    chunks = list(
        chunks_of(
            tasks,
            limits=limits,
            most_tasks=limits.async_tasks,
            indexed=True,
            skip_invalid_items=False,
        )
    )
    if len(chunks) != 1:
        reason = "more than one request holds" if chunks else "no tasks at all"
        raise InvalidTaskError(f"{reason}: one operation cannot create that", field="tasks")
    chosen = str(seed or uuid.uuid4())
    operation, adopted = yield from start(
        api, chunks[0].body, flags=flags, operation_id=chosen, turns=Turns()
    )
    if not adopted:
        return operation
    if seed is None:
        return (yield from first_look(api, operation))
    # its log, which tells whose it is, is there only when it has ended: worth a while, no more
    try:
        operation = yield from wait(
            api, operation, timeout=VISIBLE_WITHIN, visible_within=VISIBLE_WITHIN
        )
    except OperationTimeoutError as error:
        if not isinstance(seen := error.operation, TasksCreateOperation) or seen == operation:
            raise
        return seen
    log = yield from read_log(api, chosen)
    check_is_ours(operation, log, sent=chunks[0].body.content, drawn_here=False)
    return operation


def result_of(
    api: Api, operation: TasksCreateOperation, *, types: FieldTypes[In, Out]
) -> Plan[TaskBatchCreateResult[In, Out]]:
    """Give the result of a batch that has ended, by the positions in its input."""
    log = yield from read_log(api, operation.id)
    positions = sorted(log.ids.keys() | log.errors.keys())
    blank: ChunkOutcome[In, Out] = ChunkOutcome(operation_id=operation.id)
    outcome = judged(blank, operation, log, positions=positions, skip=True)
    if isinstance(outcome.failure, OperationFailedError) and not outcome.errors:
        raise outcome.failure
    if log.unplaced and not positions:
        raise DecodeError(
            f"operation {operation.id} does not tell the positions of its tasks, because they were "
            "sent without: its log is all there is"
        )
    result = _result(outcome)
    pool_ids = {p: log.pool_ids.get(p) or operation.parameters.pool_id for p in outcome.ids}
    try:
        found = yield from _found(api, outcome.ids, pool_ids=pool_ids, types=types)
    except TolokaError as error:
        raise not_read_back(result, cause=error) from error
    items = {p: found[task_id] for p, task_id in outcome.ids.items() if task_id in found}
    result = attrs.evolve(result, items=items)
    insist_on_items(result)
    return result


def _found(
    api: Api,
    ids: Mapping[int, str],
    *,
    pool_ids: Mapping[int, str | None],
    types: FieldTypes[In, Out],
) -> Plan[Mapping[str, CreatedTask[In, Out]]]:
    """Read created tasks: pool by pool, and one by one where the log does not name the pool."""
    found: dict[str, CreatedTask[In, Out]] = {}
    by_pool: dict[str, set[str]] = {}
    for position, task_id in ids.items():
        pool_id = pool_ids[position]
        if pool_id is None:
            found[task_id] = yield from read_one(api, task_id, types=types)
        else:
            by_pool.setdefault(pool_id, set()).add(task_id)
    for pool_id, wanted in by_pool.items():
        listed = yield from read_back(api, pool_id, ids=frozenset(wanted))
        found.update((task_id, typed_as(task, types)) for task_id, task in listed.items())
    return found


def _result(outcome: ChunkOutcome[In, Out]) -> TaskBatchCreateResult[In, Out]:
    """Give what one request came to, the created tasks still unread."""
    return TaskBatchCreateResult(
        items=outcome.items,
        validation_errors=outcome.errors,
        ids=outcome.ids,
        operation_ids=(outcome.operation_id,) if outcome.operation_id else (),
        pool_opened=outcome.pool_opened,
        pool_open_error=outcome.pool_error,
    )


def _refusal(outcome: ChunkOutcome[In, Out]) -> ValidationError:
    """Build the error of a refused task: the service's own words, wherever it said them."""
    errors = outcome.errors.get(0, {})
    cause = outcome.failure.__cause__ if outcome.failure else None
    error = cause if isinstance(cause, ValidationError) else _refusal_of_step(errors)
    error.errors = errors
    error.operation_id = outcome.operation_id
    return error


def _refusal_of_step(errors: FieldErrors) -> ValidationError:
    whole = errors.get("")  # it is the task that was refused, and no field of it
    return ValidationError(
        whole.message if whole else reasons_of(errors),
        status_code=400,
        code=whole.code if whole else "VALIDATION_ERROR",
        request_id=whole.additional_properties.get("request_id") if whole else None,
        payload={field: error.to_dict() for field, error in errors.items()},
        endpoint="POST /tasks",
    )
