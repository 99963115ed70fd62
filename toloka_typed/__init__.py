"""A strictly typed client for uploading tasks to Toloka."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toloka_typed._requests.exchange import Exchange
from toloka_typed._requests.quota import Quota
from toloka_typed._requests.retry import RetryPolicy
from toloka_typed.batches import (
    TaskBatchCreateResult,
    TaskUploadChunk,
    UploadLimits,
    UploadProgress,
)
from toloka_typed.builders import control_task, general_task, training_task
from toloka_typed.client import TolokaClient
from toloka_typed.errors import (
    AccessDeniedError,
    ApiError,
    AuthenticationError,
    BatchError,
    ClientClosedError,
    ConflictError,
    DecodeError,
    FieldValidationError,
    InvalidTaskError,
    JournalError,
    NotFoundError,
    OperationFailedError,
    OperationTimeoutError,
    RateLimitError,
    ServerError,
    TolokaError,
    TransportError,
    ValidationError,
)
from toloka_typed.filters import OperationFilters, PoolFilters, TaskFilters
from toloka_typed.operations import (
    AggregatedSolutionOperation,
    AnalyticsOperation,
    KnownSolutionsGenerateOperation,
    Operation,
    OperationLogItem,
    OperationStatus,
    Parameters,
    PoolArchiveOperation,
    PoolCloneOperation,
    PoolCloseOperation,
    PoolOpenOperation,
    PoolParameters,
    ProjectArchiveOperation,
    ProjectParameters,
    TasksCreateOperation,
    TasksCreateParameters,
    TaskSuitesCreateOperation,
    TrainingArchiveOperation,
    TrainingCloneOperation,
    TrainingCloseOperation,
    TrainingOpenOperation,
    TrainingParameters,
    UserBonusesCreateOperation,
)
from toloka_typed.pages import Page
from toloka_typed.pools import Pool, Requester
from toloka_typed.schema import TaskSchema
from toloka_typed.solutions import BaselineSolution, KnownSolution
from toloka_typed.tasks import CreatedTask, Task

if TYPE_CHECKING:
    from toloka_typed.async_client import AsyncTolokaClient

__all__ = [
    "AccessDeniedError",
    "AggregatedSolutionOperation",
    "AnalyticsOperation",
    "ApiError",
    "AsyncTolokaClient",
    "AuthenticationError",
    "BaselineSolution",
    "BatchError",
    "ClientClosedError",
    "ConflictError",
    "CreatedTask",
    "DecodeError",
    "Exchange",
    "FieldValidationError",
    "InvalidTaskError",
    "JournalError",
    "KnownSolution",
    "KnownSolutionsGenerateOperation",
    "NotFoundError",
    "Operation",
    "OperationFailedError",
    "OperationFilters",
    "OperationLogItem",
    "OperationStatus",
    "OperationTimeoutError",
    "Page",
    "Parameters",
    "Pool",
    "PoolArchiveOperation",
    "PoolCloneOperation",
    "PoolCloseOperation",
    "PoolFilters",
    "PoolOpenOperation",
    "PoolParameters",
    "ProjectArchiveOperation",
    "ProjectParameters",
    "Quota",
    "RateLimitError",
    "Requester",
    "RetryPolicy",
    "ServerError",
    "Task",
    "TaskBatchCreateResult",
    "TaskFilters",
    "TaskSchema",
    "TaskSuitesCreateOperation",
    "TaskUploadChunk",
    "TasksCreateOperation",
    "TasksCreateParameters",
    "TolokaClient",
    "TolokaError",
    "TrainingArchiveOperation",
    "TrainingCloneOperation",
    "TrainingCloseOperation",
    "TrainingOpenOperation",
    "TrainingParameters",
    "TransportError",
    "UploadLimits",
    "UploadProgress",
    "UserBonusesCreateOperation",
    "ValidationError",
    "control_task",
    "general_task",
    "training_task",
]


def __getattr__(name: str) -> object:
    """Import the asyncio client when it is asked for: blocking code should not pay for asyncio."""
    if name == "AsyncTolokaClient":
        from toloka_typed.async_client import AsyncTolokaClient

        return AsyncTolokaClient
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
