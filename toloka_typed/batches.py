"""The results of creating many tasks at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, TypeAlias, overload

import attrs
import msgspec

from toloka_typed._fields import FieldTypes, In, Out, SchemaIn, SchemaOut, types_or_plain
from toloka_typed._json import EMPTY, JSON, JsonObject
from toloka_typed._uploads.limits import UploadLimits
from toloka_typed._wire import converted, unlisted
from toloka_typed.errors import BatchError, FieldValidationError
from toloka_typed.operations import TasksCreateOperation
from toloka_typed.tasks import CreatedTask, read_task_view

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
    additional_properties: Mapping[str, JSON] = EMPTY

    def to_dict(self) -> JsonObject:
        """Give a JSON object, in the form of the service's answer to a batch, and more."""
        return {
            **self.additional_properties,
            "items": {str(index): task.to_dict() for index, task in self.items.items()},
            **_outcome_wire(self),
            "operation_ids": list(self.operation_ids),
        }

    @overload
    @classmethod
    def from_dict(
        cls, wire: Mapping[str, JSON], *, schema: None = None
    ) -> TaskBatchCreateResult: ...
    @overload
    @classmethod
    def from_dict(
        cls, wire: Mapping[str, JSON], *, schema: FieldTypes[SchemaIn, SchemaOut]
    ) -> TaskBatchCreateResult[SchemaIn, SchemaOut]: ...
    @classmethod
    def from_dict(
        cls, wire: Mapping[str, JSON], *, schema: FieldTypes[SchemaIn, SchemaOut] | None = None
    ) -> TaskBatchCreateResult[SchemaIn, SchemaOut]:
        """Read a JSON object, `to_dict`'s or the service's own.

        Raises `DecodeError` where it is something else.
        """
        shape = converted(wire, _ResultShape)
        types = types_or_plain(schema)
        items = {index: read_task_view(item, types) for index, item in shape.items.items()}
        return TaskBatchCreateResult(
            items=items,
            validation_errors=_read_errors(shape.validation_errors),
            # the service's own form has none
            ids={i: task.id for i, task in items.items()} if shape.ids is None else shape.ids,
            operation_ids=tuple(shape.operation_ids),
            pool_opened=shape.pool_opened,
            pool_open_error=_read_error(shape.pool_open_error),
            additional_properties=unlisted(wire, listed=frozenset(_ResultShape.__struct_fields__)),
        )

    def raise_for_errors(self) -> None:
        """Raise `BatchError` if a task was refused or the pool could not be opened."""
        problems: list[str] = []
        if self.validation_errors:
            problems.append(f"{len(self.validation_errors)} tasks were refused{example_of(self)}")
        if self.pool_opened is False:
            problems.append(f"the pool was not opened: {self.pool_open_error}")
        if problems:
            raise BatchError("; ".join(problems), result=self)

    def __repr__(self) -> str:
        return (
            f"{type(self).__name__}(items=<{len(self.items)}>, "
            f"validation_errors=<{len(self.validation_errors)}>, "
            f"operation_ids={self.operation_ids!r}, pool_opened={self.pool_opened!r})"
        )


def example_of(result: TaskBatchCreateResult[In, Out]) -> str:
    """Name the first refused task, for a message; nothing where none was refused."""
    for position, fields in result.validation_errors.items():
        return f" (task {position}: {reasons_of(fields)})"
    return ""


def reasons_of(errors: Mapping[str, FieldValidationError]) -> str:
    """Say why a task was refused, for a message."""
    return ", ".join(
        f"{field or 'the task'}: {error.code} {error.message}".rstrip()
        for field, error in errors.items()
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
    additional_properties: Mapping[str, JSON] = EMPTY

    def to_dict(self) -> JsonObject:
        """Give a JSON object."""
        operation = self.operation.to_dict() if self.operation else None
        return {**self.additional_properties, **_outcome_wire(self), "operation": operation}

    @classmethod
    def from_dict(cls, wire: Mapping[str, JSON]) -> TaskUploadChunk:
        """Read a JSON object. Raises `DecodeError` where it is something else."""
        shape = converted(wire, _ChunkShape)
        operation = shape.operation
        return cls(
            ids=shape.ids or {},
            validation_errors=_read_errors(shape.validation_errors),
            operation=None if operation is None else TasksCreateOperation.from_dict(operation),
            pool_opened=shape.pool_opened,
            pool_open_error=_read_error(shape.pool_open_error),
            additional_properties=unlisted(wire, listed=frozenset(_ChunkShape.__struct_fields__)),
        )

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


class _OutcomeShape(msgspec.Struct, kw_only=True):
    ids: dict[int, str] | None = None
    validation_errors: dict[int, dict[str, JsonObject]] | None = None
    pool_opened: bool | None = None
    pool_open_error: JsonObject | None = None


class _ResultShape(_OutcomeShape, kw_only=True):
    items: dict[int, JsonObject]
    operation_ids: list[str] = []


class _ChunkShape(_OutcomeShape, kw_only=True):
    operation: JsonObject | None = None


def _outcome_wire(outcome: TaskBatchCreateResult[In, Out] | TaskUploadChunk) -> JsonObject:
    error = outcome.pool_open_error
    return {
        "ids": {str(index): task_id for index, task_id in outcome.ids.items()},
        "validation_errors": {
            str(index): {field: refusal.to_dict() for field, refusal in fields.items()}
            for index, fields in outcome.validation_errors.items()
        },
        "pool_opened": outcome.pool_opened,
        "pool_open_error": error.to_dict() if error else None,
    }


def _read_errors(
    wire: Mapping[int, Mapping[str, JsonObject]] | None,
) -> Mapping[int, Mapping[str, FieldValidationError]]:
    return {
        index: {field: FieldValidationError.from_dict(error) for field, error in fields.items()}
        for index, fields in (wire or {}).items()
    }


def _read_error(wire: JsonObject | None) -> FieldValidationError | None:
    return None if wire is None else FieldValidationError.from_dict(wire)
