"""The body of a request: JSON of the right kind, or an error that says what it is instead."""

from __future__ import annotations

from collections.abc import Mapping

from toloka_typed.sandbox._http import Request
from toloka_typed.sandbox._json import decode, is_array, is_object
from toloka_typed.sandbox._problems import ApiError, malformed, problem, refusal


def read_object(request: Request) -> dict[str, object]:
    """Give the object in the body."""
    value = _read(request)
    if not is_object(value):
        raise malformed("an object is expected")
    if not value:
        raise refusal({"": problem("EMPTY_OBJECT_NOT_ALLOWED")})
    return value


def read_items(request: Request) -> tuple[list[Mapping[str, object]], bool]:
    """Give the objects in the body, and whether it is a single one, not in an array."""
    value = _read(request)
    if is_object(value):
        return [value], True
    if not is_array(value):
        raise malformed("an object or an array is expected")
    if not value:
        raise refusal({"": problem("ARRAY_SIZE_LESS_THAN_MIN", 1)})
    items = [item for item in value if is_object(item)]
    if len(items) < len(value):
        raise malformed("an array of objects is expected")
    return [*items], False


def _read(request: Request) -> object:
    if not request.body:
        raise refusal({"": problem("NOT_NULL_BODY")})
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        message = "the body must be application/json"
        raise ApiError(415, "UNSUPPORTED_MEDIA_TYPE", message)
    try:
        return decode(request.body)
    except ValueError as error:
        raise malformed("it is not JSON") from error
