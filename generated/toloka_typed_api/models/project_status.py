# Made by scripts/generate from openapi/toloka.yaml: change that, never this file.
from typing import Literal

ProjectStatus = Literal["ACTIVE", "ARCHIVED"]

PROJECT_STATUS_VALUES: set[ProjectStatus] = {
    "ACTIVE",
    "ARCHIVED",
}


def check_project_status(value: str) -> ProjectStatus:
    if value in PROJECT_STATUS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PROJECT_STATUS_VALUES!r}")
