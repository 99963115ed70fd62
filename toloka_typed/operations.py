"""Operations: work that the service does in the background, and the log of what it did."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Final, Literal, Self, TypeAlias

import attrs
from toloka_typed_api.models.operation import OperationDict
from toloka_typed_api.models.operation_log_step import OperationLogStepDict

from toloka_typed._json import EMPTY, JSON, JsonObject
from toloka_typed._wire import (
    converted,
    read_optional_datetime,
    shaped,
    unlisted,
    write_datetime,
)
from toloka_typed.errors import DecodeError, OperationFailedError

__all__ = [
    "AggregatedSolutionOperation",
    "AnalyticsOperation",
    "KnownSolutionsGenerateOperation",
    "Operation",
    "OperationLogItem",
    "OperationStatus",
    "Parameters",
    "PoolArchiveOperation",
    "PoolCloneOperation",
    "PoolCloseOperation",
    "PoolOpenOperation",
    "PoolParameters",
    "ProjectArchiveOperation",
    "ProjectParameters",
    "TaskSuitesCreateOperation",
    "TasksCreateOperation",
    "TasksCreateParameters",
    "TrainingArchiveOperation",
    "TrainingCloneOperation",
    "TrainingCloseOperation",
    "TrainingOpenOperation",
    "TrainingParameters",
    "UserBonusesCreateOperation",
]

OperationStatus: TypeAlias = Literal["PENDING", "RUNNING", "SUCCESS", "FAIL"]


@attrs.frozen(kw_only=True)
class Parameters:
    """What an operation was asked to do."""

    additional_properties: Mapping[str, JSON] = EMPTY

    def to_dict(self) -> JsonObject:
        """Give the JSON object, without the fields that are not there."""
        fields = attrs.asdict(self, recurse=False, filter=_is_given)
        return {**self.additional_properties, **fields}

    @classmethod
    def from_dict(cls, wire: Mapping[str, JSON]) -> Self:
        """Read a JSON object. Raises `DecodeError` where a listed field has a wrong type."""
        listed = frozenset(attrs.fields_dict(cls)) - {"additional_properties"}
        given = {name: value for name, value in wire.items() if name in listed}
        return attrs.evolve(
            converted(given, cls), additional_properties=unlisted(wire, listed=listed)
        )


@attrs.frozen(kw_only=True)
class PoolParameters(Parameters):
    """The parameters of an operation on one pool."""

    pool_id: str | None = None


@attrs.frozen(kw_only=True)
class TrainingParameters(Parameters):
    """The parameters of an operation on one training."""

    training_id: str | None = None


@attrs.frozen(kw_only=True)
class ProjectParameters(Parameters):
    """The parameters of an operation on one project."""

    project_id: str | None = None


@attrs.frozen(kw_only=True)
class TasksCreateParameters(PoolParameters):
    """The flags of an upload; `None` where the service does not repeat one."""

    skip_invalid_items: bool | None = None
    allow_defaults: bool | None = None
    open_pool: bool | None = None


@attrs.frozen(kw_only=True)
class Operation:
    """Work that the service does in the background.

    Types that nobody has listed are plain `Operation`s, and a status that nobody has listed means
    that the work goes on.
    """

    TYPE: ClassVar[str] = ""
    PARAMETERS: ClassVar[type[Parameters]] = Parameters

    id: str
    type: str
    status: OperationStatus | str
    submitted: datetime | None = None
    started: datetime | None = None
    finished: datetime | None = None
    progress: int | None = None
    """How far it is, 0 to 100."""
    parameters: Parameters = attrs.field(
        default=attrs.Factory(lambda self: self.PARAMETERS(), takes_self=True)
    )
    details: JsonObject | None = None
    additional_properties: Mapping[str, JSON] = EMPTY

    def is_completed(self) -> bool:
        """Whether it has ended, well or not."""
        return self.status in ("SUCCESS", "FAIL")

    def raise_on_fail(self) -> None:
        """Raise `OperationFailedError` if it ended with FAIL."""
        if self.status == "FAIL":
            counts = f": {self.details}" if self.details else ""
            raise OperationFailedError(
                f"operation {self.id} ({self.type}) failed{counts}", operation=self
            )

    def to_dict(self) -> JsonObject:
        """Give the JSON object as the service would write it."""
        wire: OperationDict = {"id": self.id, "type": self.type, "status": self.status}
        if self.submitted is not None:
            wire["submitted"] = write_datetime(self.submitted)
        if self.started is not None:
            wire["started"] = write_datetime(self.started)
        if self.finished is not None:
            wire["finished"] = write_datetime(self.finished)
        if self.progress is not None:
            wire["progress"] = self.progress
        if parameters := self.parameters.to_dict():
            wire["parameters"] = parameters
        if self.details is not None:
            wire["details"] = self.details
        return {**self.additional_properties, **wire}

    @classmethod
    def from_dict(cls, wire: Mapping[str, JSON]) -> Self:
        """Read a JSON object as the class of its type.

        Raises `DecodeError` where it is no operation, or not one of this class.
        """
        operation = read_operation(shaped(wire, OperationDict))
        if not isinstance(operation, cls):
            raise DecodeError(f"a {operation.type} operation is no {cls.__name__}")
        return operation


class TasksCreateOperation(Operation):
    """Creates tasks."""

    __slots__ = ()

    TYPE: ClassVar[str] = "TASK.BATCH_CREATE"
    PARAMETERS: ClassVar[type[Parameters]] = TasksCreateParameters

    parameters: TasksCreateParameters


class TaskSuitesCreateOperation(Operation):
    """Creates task suites."""

    __slots__ = ()

    TYPE: ClassVar[str] = "TASK_SUITE.BATCH_CREATE"
    PARAMETERS: ClassVar[type[Parameters]] = TasksCreateParameters

    parameters: TasksCreateParameters


class PoolOpenOperation(Operation):
    """Opens a pool."""

    __slots__ = ()

    TYPE: ClassVar[str] = "POOL.OPEN"
    PARAMETERS: ClassVar[type[Parameters]] = PoolParameters

    parameters: PoolParameters


class PoolCloseOperation(Operation):
    """Closes a pool."""

    __slots__ = ()

    TYPE: ClassVar[str] = "POOL.CLOSE"
    PARAMETERS: ClassVar[type[Parameters]] = PoolParameters

    parameters: PoolParameters


class PoolArchiveOperation(Operation):
    """Archives a pool."""

    __slots__ = ()

    TYPE: ClassVar[str] = "POOL.ARCHIVE"
    PARAMETERS: ClassVar[type[Parameters]] = PoolParameters

    parameters: PoolParameters


class PoolCloneOperation(Operation):
    """Copies a pool; `details` names the new one."""

    __slots__ = ()

    TYPE: ClassVar[str] = "POOL.CLONE"
    PARAMETERS: ClassVar[type[Parameters]] = PoolParameters

    parameters: PoolParameters


class ProjectArchiveOperation(Operation):
    """Archives a project."""

    __slots__ = ()

    TYPE: ClassVar[str] = "PROJECT.ARCHIVE"
    PARAMETERS: ClassVar[type[Parameters]] = ProjectParameters

    parameters: ProjectParameters


class TrainingOpenOperation(Operation):
    """Opens a training."""

    __slots__ = ()

    TYPE: ClassVar[str] = "TRAINING.OPEN"
    PARAMETERS: ClassVar[type[Parameters]] = TrainingParameters

    parameters: TrainingParameters


class TrainingCloseOperation(Operation):
    """Closes a training."""

    __slots__ = ()

    TYPE: ClassVar[str] = "TRAINING.CLOSE"
    PARAMETERS: ClassVar[type[Parameters]] = TrainingParameters

    parameters: TrainingParameters


class TrainingArchiveOperation(Operation):
    """Archives a training."""

    __slots__ = ()

    TYPE: ClassVar[str] = "TRAINING.ARCHIVE"
    PARAMETERS: ClassVar[type[Parameters]] = TrainingParameters

    parameters: TrainingParameters


class TrainingCloneOperation(Operation):
    """Copies a training."""

    __slots__ = ()

    TYPE: ClassVar[str] = "TRAINING.CLONE"
    PARAMETERS: ClassVar[type[Parameters]] = TrainingParameters

    parameters: TrainingParameters


class AggregatedSolutionOperation(Operation):
    """Aggregates the answers of a pool."""

    __slots__ = ()

    TYPE: ClassVar[str] = "SOLUTION.AGGREGATE"
    PARAMETERS: ClassVar[type[Parameters]] = PoolParameters

    parameters: PoolParameters


class AnalyticsOperation(Operation):
    """Computes figures; `details` holds them."""

    __slots__ = ()

    TYPE: ClassVar[str] = "ANALYTICS"


class UserBonusesCreateOperation(Operation):
    """Pays bonuses."""

    __slots__ = ()

    TYPE: ClassVar[str] = "USER_BONUS.BATCH_CREATE"


class KnownSolutionsGenerateOperation(Operation):
    """Turns answers into known solutions."""

    __slots__ = ()

    TYPE: ClassVar[str] = "KNOWN_SOLUTIONS.GENERATE"
    PARAMETERS: ClassVar[type[Parameters]] = PoolParameters

    parameters: PoolParameters


@attrs.frozen(kw_only=True)
class OperationLogItem:
    """One step of an operation: what it was given, and what came of it."""

    type: str
    success: bool
    input: JsonObject | None = None
    output: JsonObject | None = None
    additional_properties: Mapping[str, JSON] = EMPTY

    def to_dict(self) -> JsonObject:
        """Give the JSON object as the service would write it."""
        wire: OperationLogStepDict = {"type": self.type, "success": self.success}
        if self.input is not None:
            wire["input"] = self.input
        if self.output is not None:
            wire["output"] = self.output
        return {**self.additional_properties, **wire}

    @classmethod
    def from_dict(cls, wire: Mapping[str, JSON]) -> OperationLogItem:
        """Read a JSON object. Raises `DecodeError` where it is something else."""
        return read_log_item(shaped(wire, OperationLogStepDict))


LISTED: Final = frozenset(attrs.fields_dict(Operation)) - {"additional_properties"}
LISTED_STEP: Final = frozenset(attrs.fields_dict(OperationLogItem)) - {"additional_properties"}
CLASSES: Final[Mapping[str, type[Operation]]] = {
    kind.TYPE: kind for kind in Operation.__subclasses__()
}


def read_operation(wire: OperationDict) -> Operation:
    """Read an operation, as the class of its type, from a checked wire shape."""
    kind = CLASSES.get(wire["type"], Operation)
    return kind(
        id=wire["id"],
        type=wire["type"],
        status=wire["status"],
        submitted=read_optional_datetime(wire.get("submitted")),
        started=read_optional_datetime(wire.get("started")),
        finished=read_optional_datetime(wire.get("finished")),
        progress=wire.get("progress"),
        parameters=kind.PARAMETERS.from_dict(wire.get("parameters") or {}),
        details=wire.get("details"),
        additional_properties=unlisted(wire, listed=LISTED),
    )


def read_log_item(wire: OperationLogStepDict) -> OperationLogItem:
    """Read a step of a log from a checked wire shape."""
    return OperationLogItem(
        type=wire["type"],
        success=wire["success"],
        input=wire.get("input"),
        output=wire.get("output"),
        additional_properties=unlisted(wire, listed=LISTED_STEP),
    )


def _is_given(field: attrs.Attribute[object], value: object) -> bool:
    return field.name != "additional_properties" and value is not None
