"""Builders of plain tasks, for projects whose fields nobody has declared as a `TaskSchema`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from typing_extensions import Unpack

from toloka_typed._json import JsonObject
from toloka_typed.schema import TaskSchema
from toloka_typed.solutions import BaselineSolution, KnownSolution
from toloka_typed.tasks import Task, TaskOptions

__all__ = ["control_task", "general_task", "training_task"]

_PLAIN: Final = TaskSchema(JsonObject, JsonObject)


def general_task(
    input_values: JsonObject,
    *,
    pool_id: str,
    baseline_solutions: Iterable[BaselineSolution] = (),
    **options: Unpack[TaskOptions],
) -> Task:
    """Give a general task: one whose answer nobody knows."""
    return _PLAIN.task(
        input_values, pool_id=pool_id, baseline_solutions=baseline_solutions, **options
    )


def control_task(
    input_values: JsonObject,
    *,
    pool_id: str,
    answers: Iterable[JsonObject | KnownSolution],
    baseline_solutions: Iterable[BaselineSolution] = (),
    **options: Unpack[TaskOptions],
) -> Task:
    """Give a control task: each of the answers is right, and a Toloker's is compared with them.

    Its overlap is infinite, so that every Toloker can get it, unless `overlap` or
    `infinite_overlap` is given. An answer that is less than wholly right is a `KnownSolution`
    with its weight.
    """
    return _PLAIN.control(
        input_values,
        pool_id=pool_id,
        answers=answers,
        baseline_solutions=baseline_solutions,
        **options,
    )


def training_task(
    input_values: JsonObject,
    *,
    pool_id: str,
    answers: Iterable[JsonObject | KnownSolution],
    hint: str,
    **options: Unpack[TaskOptions],
) -> Task:
    """Give a training task: a control task whose `hint` is shown after a wrong answer."""
    return _PLAIN.training(input_values, pool_id=pool_id, answers=answers, hint=hint, **options)
