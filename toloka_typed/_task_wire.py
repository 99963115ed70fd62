"""How tasks are written: what goes onto the wire of a task, before and after it was created."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toloka_typed._fields import In, Out, to_wire
from toloka_typed._wire import write_datetime
from toloka_typed.solutions import baseline_wire, known_wire

if TYPE_CHECKING:
    from toloka_typed_api.models.task_form import TaskFormDict
    from toloka_typed_api.models.task_view import TaskViewDict

    from toloka_typed.tasks import CreatedTask, Task


def task_wire(task: Task[In, Out]) -> TaskFormDict:
    """Write a task's listed fields, without those that are at their defaults.

    Raises `InvalidTaskError` for values that are no JSON object and become none.
    """
    wire: TaskFormDict = {
        "pool_id": task.pool_id,
        "input_values": to_wire(task.input_values, field="input_values"),
    }
    _write_options(task, wire)
    return wire


def created_task_wire(task: CreatedTask[In, Out]) -> TaskViewDict:
    """Write a created task's listed fields, without those that are at their defaults."""
    wire: TaskViewDict = {
        "id": task.id,
        "created": write_datetime(task.created),
        "pool_id": task.pool_id,
        "input_values": to_wire(task.input_values, field="input_values"),
    }
    _write_options(task, wire)
    if task.remaining_overlap is not None:
        wire["remaining_overlap"] = task.remaining_overlap
    if task.origin_task_id is not None:
        wire["origin_task_id"] = task.origin_task_id
    return wire


def _write_options(
    task: Task[In, Out] | CreatedTask[In, Out], wire: TaskFormDict | TaskViewDict
) -> None:
    if task.known_solutions:
        wire["known_solutions"] = [known_wire(known) for known in task.known_solutions]
    if task.baseline_solutions:
        wire["baseline_solutions"] = [baseline_wire(known) for known in task.baseline_solutions]
    if task.message_on_unknown_solution is not None:
        wire["message_on_unknown_solution"] = task.message_on_unknown_solution
    if task.overlap is not None:
        wire["overlap"] = task.overlap
    if task.infinite_overlap:
        wire["infinite_overlap"] = True
    if task.reserved_for:
        wire["reserved_for"] = list(task.reserved_for)
    if task.unavailable_for:
        wire["unavailable_for"] = list(task.unavailable_for)
    if task.traits_all_of:
        wire["traits_all_of"] = list(task.traits_all_of)
    if task.traits_any_of:
        wire["traits_any_of"] = list(task.traits_any_of)
    if task.traits_none_of_any:
        wire["traits_none_of_any"] = list(task.traits_none_of_any)
    if task.localization_config is not None:
        wire["localization_config"] = task.localization_config
