# Made by scripts/generate from openapi/toloka.yaml: change that, never this file.
"""Contains all the data models used in inputs/outputs; each module is imported at first use"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .baseline_solution import BaselineSolution, BaselineSolutionDict
    from .error_body import ErrorBody, ErrorBodyDict
    from .field_error import FieldError, FieldErrorDict
    from .field_errors import FieldErrors, FieldErrorsDict
    from .field_errors_by_position import (
        FieldErrorsByPosition,
        FieldErrorsByPositionDict,
    )
    from .field_spec import FieldSpec, FieldSpecDict
    from .field_specs import FieldSpecs, FieldSpecsDict
    from .field_type import FieldType
    from .json_object import JsonObject, JsonObjectDict
    from .known_solution import KnownSolution, KnownSolutionDict
    from .localized_text import LocalizedText, LocalizedTextDict
    from .operation import Operation, OperationDict
    from .operation_log_step import OperationLogStep, OperationLogStepDict
    from .operation_page import OperationPage, OperationPageDict
    from .operation_status import OperationStatus
    from .operation_type import OperationType
    from .pool import Pool, PoolDict
    from .pool_close_reason import PoolCloseReason
    from .pool_page import PoolPage, PoolPageDict
    from .pool_status import PoolStatus
    from .pool_type import PoolType
    from .project import Project, ProjectDict
    from .project_status import ProjectStatus
    from .requester import Requester, RequesterDict
    from .task_batch import TaskBatch, TaskBatchDict
    from .task_form import TaskForm, TaskFormDict
    from .task_overlap_patch import TaskOverlapPatch, TaskOverlapPatchDict
    from .task_page import TaskPage, TaskPageDict
    from .task_patch import TaskPatch, TaskPatchDict
    from .task_spec import TaskSpec, TaskSpecDict
    from .task_view import TaskView, TaskViewDict
    from .tasks_by_position import TasksByPosition, TasksByPositionDict

_MODULES = {
    "JsonObject": "json_object",
    "JsonObjectDict": "json_object",
    "LocalizedText": "localized_text",
    "LocalizedTextDict": "localized_text",
    "KnownSolution": "known_solution",
    "KnownSolutionDict": "known_solution",
    "BaselineSolution": "baseline_solution",
    "BaselineSolutionDict": "baseline_solution",
    "TaskForm": "task_form",
    "TaskFormDict": "task_form",
    "TaskView": "task_view",
    "TaskViewDict": "task_view",
    "TaskPatch": "task_patch",
    "TaskPatchDict": "task_patch",
    "TaskOverlapPatch": "task_overlap_patch",
    "TaskOverlapPatchDict": "task_overlap_patch",
    "TaskPage": "task_page",
    "TaskPageDict": "task_page",
    "TaskBatch": "task_batch",
    "TaskBatchDict": "task_batch",
    "TasksByPosition": "tasks_by_position",
    "TasksByPositionDict": "tasks_by_position",
    "FieldErrorsByPosition": "field_errors_by_position",
    "FieldErrorsByPositionDict": "field_errors_by_position",
    "FieldErrors": "field_errors",
    "FieldErrorsDict": "field_errors",
    "FieldError": "field_error",
    "FieldErrorDict": "field_error",
    "Operation": "operation",
    "OperationDict": "operation",
    "OperationPage": "operation_page",
    "OperationPageDict": "operation_page",
    "OperationLogStep": "operation_log_step",
    "OperationLogStepDict": "operation_log_step",
    "Pool": "pool",
    "PoolDict": "pool",
    "PoolPage": "pool_page",
    "PoolPageDict": "pool_page",
    "Requester": "requester",
    "RequesterDict": "requester",
    "Project": "project",
    "ProjectDict": "project",
    "TaskSpec": "task_spec",
    "TaskSpecDict": "task_spec",
    "FieldSpecs": "field_specs",
    "FieldSpecsDict": "field_specs",
    "FieldSpec": "field_spec",
    "FieldSpecDict": "field_spec",
    "ErrorBody": "error_body",
    "ErrorBodyDict": "error_body",
    "OperationType": "operation_type",
    "OperationStatus": "operation_status",
    "PoolStatus": "pool_status",
    "PoolCloseReason": "pool_close_reason",
    "PoolType": "pool_type",
    "ProjectStatus": "project_status",
    "FieldType": "field_type",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)


__all__ = (
    "JsonObject",
    "JsonObjectDict",
    "LocalizedText",
    "LocalizedTextDict",
    "KnownSolution",
    "KnownSolutionDict",
    "BaselineSolution",
    "BaselineSolutionDict",
    "TaskForm",
    "TaskFormDict",
    "TaskView",
    "TaskViewDict",
    "TaskPatch",
    "TaskPatchDict",
    "TaskOverlapPatch",
    "TaskOverlapPatchDict",
    "TaskPage",
    "TaskPageDict",
    "TaskBatch",
    "TaskBatchDict",
    "TasksByPosition",
    "TasksByPositionDict",
    "FieldErrorsByPosition",
    "FieldErrorsByPositionDict",
    "FieldErrors",
    "FieldErrorsDict",
    "FieldError",
    "FieldErrorDict",
    "Operation",
    "OperationDict",
    "OperationPage",
    "OperationPageDict",
    "OperationLogStep",
    "OperationLogStepDict",
    "Pool",
    "PoolDict",
    "PoolPage",
    "PoolPageDict",
    "Requester",
    "RequesterDict",
    "Project",
    "ProjectDict",
    "TaskSpec",
    "TaskSpecDict",
    "FieldSpecs",
    "FieldSpecsDict",
    "FieldSpec",
    "FieldSpecDict",
    "ErrorBody",
    "ErrorBodyDict",
    "OperationType",
    "OperationStatus",
    "PoolStatus",
    "PoolCloseReason",
    "PoolType",
    "ProjectStatus",
    "FieldType",
)
