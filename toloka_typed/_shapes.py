"""The shapes of single values, checked.

The generated modules are imported when the first value is read: together they take as long to
import as httpx does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toloka_typed._json import JSON
from toloka_typed._wire import shaped

if TYPE_CHECKING:
    from toloka_typed_api.models.baseline_solution import BaselineSolutionDict
    from toloka_typed_api.models.known_solution import KnownSolutionDict
    from toloka_typed_api.models.operation import OperationDict
    from toloka_typed_api.models.operation_log_step import OperationLogStepDict
    from toloka_typed_api.models.pool import PoolDict
    from toloka_typed_api.models.requester import RequesterDict
    from toloka_typed_api.models.task_form import TaskFormDict
    from toloka_typed_api.models.task_view import TaskViewDict


def task_form_shape(wire: JSON) -> TaskFormDict:
    """Give `wire` back as a task form. Raises `DecodeError`."""
    from toloka_typed_api.models.task_form import TaskFormDict

    return shaped(wire, TaskFormDict)


def task_view_shape(wire: JSON) -> TaskViewDict:
    """Give `wire` back as a task view. Raises `DecodeError`."""
    from toloka_typed_api.models.task_view import TaskViewDict

    return shaped(wire, TaskViewDict)


def known_solution_shape(wire: JSON) -> KnownSolutionDict:
    """Give `wire` back as a known solution. Raises `DecodeError`."""
    from toloka_typed_api.models.known_solution import KnownSolutionDict

    return shaped(wire, KnownSolutionDict)


def baseline_solution_shape(wire: JSON) -> BaselineSolutionDict:
    """Give `wire` back as a baseline solution. Raises `DecodeError`."""
    from toloka_typed_api.models.baseline_solution import BaselineSolutionDict

    return shaped(wire, BaselineSolutionDict)


def operation_shape(wire: JSON) -> OperationDict:
    """Give `wire` back as an operation. Raises `DecodeError`."""
    from toloka_typed_api.models.operation import OperationDict

    return shaped(wire, OperationDict)


def operation_log_step_shape(wire: JSON) -> OperationLogStepDict:
    """Give `wire` back as an operation log step. Raises `DecodeError`."""
    from toloka_typed_api.models.operation_log_step import OperationLogStepDict

    return shaped(wire, OperationLogStepDict)


def pool_shape(wire: JSON) -> PoolDict:
    """Give `wire` back as a pool. Raises `DecodeError`."""
    from toloka_typed_api.models.pool import PoolDict

    return shaped(wire, PoolDict)


def requester_shape(wire: JSON) -> RequesterDict:
    """Give `wire` back as a requester. Raises `DecodeError`."""
    from toloka_typed_api.models.requester import RequesterDict

    return shaped(wire, RequesterDict)
