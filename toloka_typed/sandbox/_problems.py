"""What the service refuses: errors of a whole request, and problems with one field."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

import attrs

from toloka_typed.sandbox._http import Answer, json_answer

Problem: TypeAlias = Mapping[str, object]
"""A problem with one field, as the wire shows it: `code`, `message` and perhaps `params`."""

_MESSAGES = {
    "ARRAY_EXPECTED": "an array is expected here",
    "ARRAY_SIZE_LESS_THAN_MIN": "the array holds too few elements",
    "BLANK_STRING_NOT_ALLOWED": "the string must not be blank",
    "BOOLEAN_EXPECTED": "true or false is expected here",
    "DUPLICATE_VALUE_IN_ARRAY": "the array names one value twice",
    "EMPTY_OBJECT_NOT_ALLOWED": "the object must hold something",
    "ENTITY_ACCESS_DENIED": "this belongs to another requester",
    "ENTITY_DOES_NOT_EXIST": "there is nothing with this id",
    "FLOAT_EXPECTED": "a number is expected here",
    "INTEGER_EXPECTED": "an integer is expected here",
    "INVALID_COORDINATES_SYNTAX": "a latitude and a longitude are expected here",
    "INVALID_DATE_TIME_SYNTAX": "a date as YYYY-MM-DDThh:mm:ss is expected here",
    "INVALID_URL_SYNTAX": "a URL is expected here",
    "NOT_NULL_BODY": "the request needs a body",
    "OBJECT_EXPECTED": "an object is expected here",
    "STRING_EXPECTED": "a string is expected here",
    "STRING_LENGTH_GREATER_THAN_MAX": "the string is too long",
    "STRING_LENGTH_LESS_THAN_MIN": "the string is too short",
    "UNKNOWN_ENUM_VALUE": "this is none of the known names",
    "UUID_EXPECTED": "a UUID is expected here",
    "VALUE_GREATER_THAN_MAX": "the value is too large",
    "VALUE_LESS_THAN_MIN": "the value is too small",
    "VALUE_NOT_ALLOWED": "this value is not allowed here",
    "VALUE_REQUIRED": "a value is required here",
}


def problem(code: str, *params: object) -> Problem:
    """Give a field's problem with the code's message; `params` are the bounds it broke."""
    found: dict[str, object] = {"code": code, "message": _MESSAGES[code]}
    if params:
        found["params"] = list(params)
    return found


class ApiError(Exception):
    """A request that is refused as a whole."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        payload: Mapping[str, object] | None = None,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message
        self.payload = payload
        self.headers = headers

    def answer(self, request_id: str) -> Answer:
        """Give the refusal as the service words it."""
        body: dict[str, object] = {
            "request_id": request_id,
            "code": self.code,
            "message": self.message,
        }
        if self.payload is not None:
            body["payload"] = self.payload
        answer = json_answer(self.status, body)
        return attrs.evolve(answer, headers={**answer.headers, **self.headers})

    def as_field(self) -> Problem:
        """Give the error as a problem of one item."""
        return {"code": self.code, "message": self.message}


def refusal(fields: Mapping[str, Problem]) -> ApiError:
    """Give the error of a request whose fields are at fault."""
    return ApiError(400, "VALIDATION_ERROR", "validation failed", payload=fields)


def malformed(reason: str) -> ApiError:
    """Give the error of a body that cannot be read."""
    return ApiError(400, "VALIDATION_ERROR", f"the body cannot be read: {reason}")


def not_found(thing: str) -> ApiError:
    """Give the error of an id that leads nowhere."""
    return ApiError(404, "DOES_NOT_EXIST", f"there is no such {thing}")
