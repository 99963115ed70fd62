# Made by scripts/generate from openapi/toloka.yaml: change that, never this file.
from typing import Literal

FieldType = Literal[
    "array_boolean",
    "array_coordinates",
    "array_file",
    "array_float",
    "array_integer",
    "array_json",
    "array_string",
    "array_url",
    "boolean",
    "coordinates",
    "file",
    "float",
    "integer",
    "json",
    "string",
    "url",
]

FIELD_TYPE_VALUES: set[FieldType] = {
    "array_boolean",
    "array_coordinates",
    "array_file",
    "array_float",
    "array_integer",
    "array_json",
    "array_string",
    "array_url",
    "boolean",
    "coordinates",
    "file",
    "float",
    "integer",
    "json",
    "string",
    "url",
}


def check_field_type(value: str) -> FieldType:
    if value in FIELD_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FIELD_TYPE_VALUES!r}")
