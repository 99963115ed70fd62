# Made by scripts/generate from openapi/toloka.yaml: change that, never this file.
from typing import Literal

OperationStatus = Literal["FAIL", "PENDING", "RUNNING", "SUCCESS"]

OPERATION_STATUS_VALUES: set[OperationStatus] = {
    "FAIL",
    "PENDING",
    "RUNNING",
    "SUCCESS",
}


def check_operation_status(value: str) -> OperationStatus:
    if value in OPERATION_STATUS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {OPERATION_STATUS_VALUES!r}")
