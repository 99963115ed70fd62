# Made by scripts/generate from openapi/toloka.yaml: change that, never this file.
from typing import Literal

PoolCloseReason = Literal[
    "ASSIGNMENTS_LIMIT_EXCEEDED",
    "BLOCKED",
    "COMPLETED",
    "EXPIRED",
    "FOR_UPDATE",
    "MANUAL",
    "NOT_ENOUGH_BALANCE",
]

POOL_CLOSE_REASON_VALUES: set[PoolCloseReason] = {
    "ASSIGNMENTS_LIMIT_EXCEEDED",
    "BLOCKED",
    "COMPLETED",
    "EXPIRED",
    "FOR_UPDATE",
    "MANUAL",
    "NOT_ENOUGH_BALANCE",
}


def check_pool_close_reason(value: str) -> PoolCloseReason:
    if value in POOL_CLOSE_REASON_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {POOL_CLOSE_REASON_VALUES!r}")
