"""What the description has and the typed layer lacks, where a type checker cannot tell.

A type checker finds a field that is gone or has another type. It does not find one that is new, nor
one that an answer no longer promises: a key of a `TypedDict` may be read even where it may be
missing.

Run as a program it prints the gaps and fails if there are any.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any, Final, get_args

from toloka_typed_api import models
from toloka_typed_api.api.operations import find_operations
from toloka_typed_api.api.pools import find_pools
from toloka_typed_api.api.tasks import create_tasks, find_tasks, patch_task

from toloka_typed import errors, filters, operations, pools, solutions, tasks
from toloka_typed._endpoints import tasks as task_endpoints
from toloka_typed._flags import Flags
from toloka_typed._task_shape import REQUIRED

VALUES: Final[Mapping[str, type[Any]]] = {
    "TaskForm": tasks.Task,
    "TaskView": tasks.CreatedTask,
    "KnownSolution": solutions.KnownSolution,
    "BaselineSolution": solutions.BaselineSolution,
    "Operation": operations.Operation,
    "OperationLogStep": operations.OperationLogItem,
    "Pool": pools.Pool,
    "Requester": pools.Requester,
    "FieldError": errors.FieldValidationError,
    # read without a detour over their TypedDict, because they are many
    "TaskPage": vars(task_endpoints)["_TaskPageShape"],
    "TaskBatch": vars(task_endpoints)["_TaskBatchShape"],
}
NOT_PUBLIC: Final = {"TaskForm.__item_idx"}
PARAMETERS: Final[Mapping[ModuleType, set[str]]] = {
    find_tasks: {"pool_id", "sort", "limit", *inspect.get_annotations(filters.TaskFilters)},
    find_operations: {"sort", "limit", *inspect.get_annotations(filters.OperationFilters)},
    find_pools: {"sort", "limit", *inspect.get_annotations(filters.PoolFilters)},
    create_tasks: {
        "body",
        "async_mode",
        "operation_id",
        *inspect.signature(Flags).parameters,
    },
    patch_task: {"id", "body", "open_pool"},
}
MEMBERS: Final[Mapping[str, set[str]]] = {
    "OperationStatus": set(get_args(operations.OperationStatus)),
    "OperationType": set(operations.CLASSES),
    "PoolStatus": set(get_args(pools.PoolStatus)),
    "PoolCloseReason": set(get_args(pools.CloseReason)),
}


def gaps() -> Iterator[str]:
    """Give a sentence for each thing that is described and not covered."""
    for name, kind in VALUES.items():
        form = getattr(models, f"{name}Dict")
        needed = {
            field: parameter.default is parameter.empty
            for field, parameter in inspect.signature(kind).parameters.items()
        }
        for key in sorted(form.__annotations__.keys() - needed):
            if f"{name}.{key}" not in NOT_PUBLIC:
                yield f"{name}.{key} is described, but {kind.__name__} has no such field"
        for key in sorted(key for key in needed if needed[key] and key in form.__optional_keys__):
            yield f"{name}.{key} may be missing, but {kind.__name__} needs it"
    for key in sorted(models.TaskViewDict.__required_keys__ ^ REQUIRED):
        yield f"TaskView.{key} is not required in the same way by the quick look"
    for module, covered in PARAMETERS.items():
        described = inspect.signature(module.get_kwargs).parameters
        for key in sorted({key.rstrip("_") for key in described} - covered):
            yield f"{module.__name__} takes {key}, which is never given"
    for name, covered in MEMBERS.items():
        for member in sorted(set(get_args(getattr(models, name))) - covered):
            yield f"{name} has the member {member}, which is not listed"


if __name__ == "__main__":
    found = list(gaps())
    print("\n".join(found))
    sys.exit(bool(found))
