"""A task as the bytes that go onto the wire."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from toloka_typed._fields import In, Out
from toloka_typed._json import UNWRITABLE, encode, survives
from toloka_typed._task_wire import task_wire
from toloka_typed._uploads.checks import check_overlap, check_task, unwritable
from toloka_typed._wire import with_unlisted
from toloka_typed.errors import FieldValidationError, InvalidTaskError
from toloka_typed.solutions import KnownSolution
from toloka_typed.tasks import Task

if TYPE_CHECKING:
    from toloka_typed_api.models.known_solution import KnownSolutionDict
    from toloka_typed_api.models.task_form import TaskFormDict

__all__ = ["digest_of", "encoded_task", "refusal_of"]

REFUSED_HERE: Final = "REFUSED_BEFORE_SENDING"


def encoded_task(task: Task[In, Out], *, index: int | None) -> bytes:
    """Encode a task. Raises `InvalidTaskError` for what can never be right.

    With an `index` it goes onto the wire copy as `__item_idx`, which the operation's log echoes.
    """
    wire: TaskFormDict
    if type(task) is not Task or (
        task.overlap is not None
        or task.baseline_solutions
        or task.message_on_unknown_solution is not None
        or task.reserved_for
        or task.unavailable_for
        or task.traits_all_of
        or task.traits_any_of
        or task.traits_none_of_any
        or task.localization_config is not None
        or task.additional_properties
    ):
        wire = _checked_wire(task)
    elif type(pool_id := task.pool_id) is str and pool_id and survives(values := task.input_values):
        # a glance is enough: nearly all tasks are plain ones, or plain control tasks
        wire = {"pool_id": pool_id, "input_values": values}
        if task.known_solutions or task.infinite_overlap is not False:
            wire = _with_control(task, wire)
    else:
        wire = _checked_wire(task)
    if index is not None:
        wire["__item_idx"] = str(index)
    try:
        return encode(wire)
    except UNWRITABLE as error:
        raise unwritable(wire, error) from error


def digest_of(content: bytes) -> bytes:
    """Give a digest of a task's bytes."""
    return hashlib.blake2b(content, digest_size=16).digest()


def refusal_of(error: InvalidTaskError) -> Mapping[str, FieldValidationError]:
    """Give a local refusal the form of the service's."""
    return {error.field or "": FieldValidationError(code=REFUSED_HERE, message=error.message)}


def _checked_wire(task: Task[In, Out]) -> TaskFormDict:
    check_task(task)
    return with_unlisted(task_wire(task), task.additional_properties)


def _with_control(task: Task[In, Out], wire: TaskFormDict) -> TaskFormDict:
    """Add what makes a control task, if a glance shows that it is right."""
    solutions: list[KnownSolutionDict] = []
    for known in task.known_solutions:
        if type(known) is not KnownSolution:
            return _checked_wire(task)
        values, weight = known.output_values, known.correctness_weight
        if known.additional_properties or not survives(values):
            return _checked_wire(task)
        if weight is None:
            solutions.append({"output_values": values})
        elif (type(weight) is float or type(weight) is int) and 0 <= weight <= 1:
            solutions.append({"output_values": values, "correctness_weight": weight})
        else:
            return _checked_wire(task)
    if solutions:
        wire["known_solutions"] = solutions
    if task.infinite_overlap is not False:
        check_overlap(task.overlap, task.infinite_overlap)
        wire["infinite_overlap"] = bool(task.infinite_overlap)
    return wire
