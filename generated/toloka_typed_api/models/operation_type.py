# Made by scripts/generate from openapi/toloka.yaml: change that, never this file.
from typing import Literal

OperationType = Literal[
    "ANALYTICS",
    "KNOWN_SOLUTIONS.GENERATE",
    "POOL.ARCHIVE",
    "POOL.CLONE",
    "POOL.CLOSE",
    "POOL.OPEN",
    "PROJECT.ARCHIVE",
    "SOLUTION.AGGREGATE",
    "TASK.BATCH_CREATE",
    "TASK_SUITE.BATCH_CREATE",
    "TRAINING.ARCHIVE",
    "TRAINING.CLONE",
    "TRAINING.CLOSE",
    "TRAINING.OPEN",
    "USER_BONUS.BATCH_CREATE",
]

OPERATION_TYPE_VALUES: set[OperationType] = {
    "ANALYTICS",
    "KNOWN_SOLUTIONS.GENERATE",
    "POOL.ARCHIVE",
    "POOL.CLONE",
    "POOL.CLOSE",
    "POOL.OPEN",
    "PROJECT.ARCHIVE",
    "SOLUTION.AGGREGATE",
    "TASK.BATCH_CREATE",
    "TASK_SUITE.BATCH_CREATE",
    "TRAINING.ARCHIVE",
    "TRAINING.CLONE",
    "TRAINING.CLOSE",
    "TRAINING.OPEN",
    "USER_BONUS.BATCH_CREATE",
}


def check_operation_type(value: str) -> OperationType:
    if value in OPERATION_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {OPERATION_TYPE_VALUES!r}")
