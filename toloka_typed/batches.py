"""The results of creating many tasks at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, TypeAlias

import attrs

from toloka_typed._chunks import UploadLimits
from toloka_typed._fields import In, Out
from toloka_typed._json import EMPTY
from toloka_typed.errors import BatchError, FieldValidationError
from toloka_typed.operations import TasksCreateOperation
from toloka_typed.tasks import CreatedTask

__all__ = [
    "TaskBatchCreateResult",
    "TaskUploadChunk",
    "UploadLimits",
    "UploadProgress",
    "UploadWatcher",
]


@attrs.frozen(kw_only=True, repr=False)
class TaskBatchCreateResult(Generic[In, Out]):
    """What became of a batch; the keys are positions in the input, in its order."""

    items: Mapping[int, CreatedTask[In, Out]]
    """The created tasks."""
    validation_errors: Mapping[int, Mapping[str, FieldValidationError]] = EMPTY
    """The refused tasks: their errors by field path, the empty path meaning the whole task."""
    ids: Mapping[int, str] = EMPTY
    """The ids of the created tasks, also of those that could not be read back."""
    operation_ids: tuple[str, ...] = ()
    """The operations that created them, in the order of the input; none in sync mode."""
    pool_opened: bool | None = None
    """Whether the upload opened the pool. `None`: it was not asked to, or it was open already."""
    pool_open_error: FieldValidationError | None = None
    """Why the pool could not be opened."""

    def raise_for_errors(self) -> None:
        """Raise `BatchError` if a task was refused or the pool could not be opened."""
        problems: list[str] = []
        if self.validation_errors:
            problems.append(f"{len(self.validation_errors)} tasks were refused{self._example()}")
        if self.pool_opened is False:
            problems.append(f"the pool was not opened: {self.pool_open_error}")
        if problems:
            raise BatchError("; ".join(problems), result=self)

    def _example(self) -> str:
        position, fields = next(iter(self.validation_errors.items()))
        reasons = ", ".join(
            f"{field or 'the task'}: {error.code} {error.message}".rstrip()
            for field, error in fields.items()
        )
        return f" (task {position}: {reasons})"

    def __repr__(self) -> str:
        return (
            f"{type(self).__name__}(items=<{len(self.items)}>, "
            f"validation_errors=<{len(self.validation_errors)}>, "
            f"operation_ids={self.operation_ids!r}, pool_opened={self.pool_opened!r})"
        )


@attrs.frozen(kw_only=True, repr=False)
class TaskUploadChunk:
    """What became of one request of an upload; the keys are positions in the input."""

    ids: Mapping[int, str]
    """The ids of the created tasks."""
    validation_errors: Mapping[int, Mapping[str, FieldValidationError]] = EMPTY
    """The refused tasks: their errors by field path, the empty path meaning the whole task."""
    operation: TasksCreateOperation | None = None
    """The operation that created them; `None` where nothing had to be sent."""
    pool_opened: bool | None = None
    """Whether the upload opened the pool. `None`: it was not asked to, or it was open already."""
    pool_open_error: FieldValidationError | None = None
    """Why the pool could not be opened."""

    def __repr__(self) -> str:
        operation = self.operation.id if self.operation else None
        return (
            f"{type(self).__name__}(ids=<{len(self.ids)}>, "
            f"validation_errors=<{len(self.validation_errors)}>, operation={operation!r})"
        )


@attrs.frozen(kw_only=True)
class UploadProgress:
    """How far an upload is, in tasks."""

    read: int
    """Taken from the input so far."""
    confirmed: int
    """Created for sure."""
    refused: int
    total: int | None
    """All there are; `None` where the input does not say."""


UploadWatcher: TypeAlias = Callable[[UploadProgress], object]
