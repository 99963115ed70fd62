# Made by scripts/generate from openapi/toloka.yaml: change that, never this file.
from typing import Literal

PoolType = Literal["REGULAR", "TRAINING"]

POOL_TYPE_VALUES: set[PoolType] = {
    "REGULAR",
    "TRAINING",
}


def check_pool_type(value: str) -> PoolType:
    if value in POOL_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {POOL_TYPE_VALUES!r}")
