"""Operations: work that the service does in the background, and the log of what it did."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Final, Literal, Self, TypeAlias

import attrs

from toloka_typed._json import EMPTY, JSON, JsonObject
from toloka_typed._operation_log import OperationLogItem
from toloka_typed._parameters import (
    Parameters,
    PoolParameters,
    ProjectParameters,
    TasksCreateParameters,
    TrainingParameters,
)
from toloka_typed._shapes import operation_shape
from toloka_typed._wire import read_optional_datetime, unlisted, write_datetime
from toloka_typed.errors import DecodeError, OperationFailedError

if TYPE_CHECKING:
    from toloka_typed_api.models.operation import OperationDict

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
        operation = read_operation(operation_shape(wire))
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


LISTED: Final = frozenset(attrs.fields_dict(Operation)) - {"additional_properties"}
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
