"""What became of a chunk: the verdict on an operation and its log, or on an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, Generic

import attrs

from toloka_typed._fields import In, Out
from toloka_typed._json import EMPTY
from toloka_typed._requests.answers import FieldErrors
from toloka_typed._uploads.chunks import Chunk
from toloka_typed._uploads.encoding import refusal_of
from toloka_typed._uploads.steps import CreationLog
from toloka_typed.errors import (
    DecodeError,
    FieldValidationError,
    OperationFailedError,
    TolokaError,
    ValidationError,
)
from toloka_typed.operations import TasksCreateOperation
from toloka_typed.tasks import CreatedTask

__all__ = ["ChunkOutcome", "RefusedError", "blank", "complete", "judged", "refused_outright"]

PREFIX: Final = re.compile(r"^(?:tasks\.|items\.)?\[?(\d+)\]?\.(.+)$")
"""How a field path may name the index of its task."""
VALIDATION_ERROR: Final = "VALIDATION_ERROR"


class RefusedError(TolokaError):
    """Tasks were refused that were not to be skipped; the outcome holds the reasons."""


@attrs.frozen(kw_only=True)
class ChunkOutcome(Generic[In, Out]):
    """What became of a chunk; the keys are positions in the caller's input."""

    pool_ids: Mapping[int, str] = attrs.field(repr=False, default=EMPTY)
    ids: Mapping[int, str] = attrs.field(repr=False, default=EMPTY)
    items: Mapping[int, CreatedTask[In, Out]] = attrs.field(repr=False, default=EMPTY)
    forgotten: frozenset[int] = attrs.field(repr=False, default=frozenset())
    """What has been created under ids that the service has forgotten."""
    errors: dict[int, FieldErrors] = attrs.field(repr=False, factory=dict)
    operation_id: str | None = None
    operation: TasksCreateOperation | None = None
    pool_opened: bool | None = None
    pool_error: FieldValidationError | None = None
    unsent: bool = False
    """Whether the upload was stopped before it was its turn."""
    failure: TolokaError | None = None
    """Why it did not end well; what is known all the same stands in the other fields."""


def judged(
    outcome: ChunkOutcome[In, Out],
    operation: TasksCreateOperation,
    log: CreationLog,
    *,
    positions: Sequence[int],
    skip: bool,
) -> ChunkOutcome[In, Out]:
    """Say what an ended operation and its log mean; the final status always counts."""
    refused = {position: log.errors[position] for position in positions if position in log.errors}
    outcome = attrs.evolve(
        outcome,
        operation=operation,
        ids={position: log.ids[position] for position in positions if position in log.ids},
        errors=outcome.errors | refused,
        pool_opened=log.pool_opened,
        pool_error=log.pool_error,
    )
    if operation.status == "SUCCESS":
        return complete(outcome, positions=positions, refused=bool(refused), skip=skip)
    if skip and refused and len(refused) == len(positions):
        return outcome
    failure: TolokaError
    if refused and not skip:
        failure = RefusedError(f"operation {operation.id} failed: tasks were refused")
    else:
        failure = OperationFailedError(
            f"operation {operation.id} failed without saying why: {operation.details}",
            operation=operation,
        )
    return attrs.evolve(outcome, failure=failure)


def complete(
    outcome: ChunkOutcome[In, Out], *, positions: Sequence[int], refused: bool, skip: bool
) -> ChunkOutcome[In, Out]:
    """Insist that every task is accounted for, and none was refused that must not be."""
    lost = [p for p in positions if p not in outcome.ids and p not in outcome.errors]
    if lost:
        failure = DecodeError(f"the service does not say what became of task {lost[0]}")
        if outcome.operation:
            failure.operation_id = outcome.operation.id
            failure.endpoint = f"GET /operations/{outcome.operation.id}/log"
        else:
            failure.endpoint = "POST /tasks"
            failure.fate_unknown = True
        return attrs.evolve(outcome, failure=failure)
    if refused and not skip:
        return attrs.evolve(outcome, failure=RefusedError("tasks were refused"))
    return outcome


def blank(chunk: Chunk) -> ChunkOutcome[In, Out]:
    """Give the outcome of a chunk before anything has come of it."""
    return ChunkOutcome(
        pool_ids=dict(zip(chunk.positions, chunk.pool_ids, strict=True)),
        errors={position: refusal_of(error) for position, error in chunk.refused.items()},
    )


def refused_outright(
    outcome: ChunkOutcome[In, Out],
    error: ValidationError,
    *,
    positions: Sequence[int],
    skip: bool,
) -> ChunkOutcome[In, Out]:
    """Read a 400 about tasks as what it is: refusals of these tasks."""
    refused: dict[int, dict[str, FieldValidationError]] = {}
    for path, problem in error.errors.items():
        match = PREFIX.match(path)
        if match and int(match[1]) < len(positions):
            refused.setdefault(positions[int(match[1])], {})[match[2]] = problem
        elif len(positions) == 1:
            refused.setdefault(positions[0], {})[path] = problem
    if not error.errors and error.code != VALIDATION_ERROR:
        return attrs.evolve(outcome, failure=error)  # a proxy's: of tasks it says nothing
    outcome = attrs.evolve(outcome, errors=outcome.errors | refused)
    if skip and len(refused) == len(positions):
        return outcome
    failure = RefusedError(str(error))
    failure.__cause__ = error
    return attrs.evolve(outcome, failure=failure)
