# Made by scripts/generate from openapi/toloka.yaml: change that, never this file.
from typing import Literal

PoolStatus = Literal["ARCHIVED", "CLOSED", "LOCKED", "OPEN"]

POOL_STATUS_VALUES: set[PoolStatus] = {
    "ARCHIVED",
    "CLOSED",
    "LOCKED",
    "OPEN",
}


def check_pool_status(value: str) -> PoolStatus:
    if value in POOL_STATUS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {POOL_STATUS_VALUES!r}")
