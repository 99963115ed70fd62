"""What one HTTP answer means: a value, an `ApiError`, or a `DecodeError`."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Final, TypeAlias, TypeVar

import msgspec

from toloka_typed._json import JSON, UNREADABLE, JsonObject, decode, is_list, is_object
from toloka_typed._requests.plan import Request, Response
from toloka_typed.errors import (
    AccessDeniedError,
    ApiError,
    AuthenticationError,
    ConflictError,
    DecodeError,
    FieldValidationError,
    NotFoundError,
    RateLimitError,
    ServerError,
    ValidationError,
)

T = TypeVar("T")

FieldErrors: TypeAlias = Mapping[str, FieldValidationError]
"""Refusals by field path."""

SHOWN: Final = 500
"""How many bytes of a strange body an error keeps."""
MOST_NESTED: Final = 100
"""Levels of a payload: errors travel between processes."""
LARGEST_ERROR: Final = 1024 * 1024
"""Bytes of an error that are read as JSON: as values they can take twenty times the memory."""
OK: Final = frozenset({200})

BY_CODE: Final[Mapping[str, type[ApiError]]] = {
    "VALIDATION_ERROR": ValidationError,
    "AUTHENTICATION_ERROR": AuthenticationError,
    "OAUTH_AUTHENTICATION_ERROR": AuthenticationError,
    "ACCESS_DENIED": AccessDeniedError,
    "DOES_NOT_EXIST": NotFoundError,
    "NOT_FOUND": NotFoundError,
    "CONFLICT_STATE": ConflictError,
    "OPERATION_ALREADY_EXISTS": ConflictError,
    "TOO_MANY_REQUESTS": RateLimitError,
    "INTERNAL_ERROR": ServerError,
    "REMOTE_SERVICE_UNAVAILABLE": ServerError,
}
BY_STATUS: Final[Mapping[int, type[ApiError]]] = {
    400: ValidationError,
    401: AuthenticationError,
    403: AccessDeniedError,
    404: NotFoundError,
    409: ConflictError,
    429: RateLimitError,
}


def read_body(
    request: Request,
    response: Response,
    read: Callable[[bytes], T],
    *,
    expected: frozenset[int] = OK,
) -> T:
    """Give what `read` makes of the body.

    Raises `ApiError` for a status that was not expected, and `DecodeError`, with where and what
    it came from, for a body that `read` cannot read.
    """
    if response.status not in expected:
        raise error_of(request, response)
    try:
        try:
            return read(response.body)
        except DecodeError:
            raise
        except msgspec.ValidationError as error:
            raise DecodeError(f"the answer is not what the API describes: {error}") from error
        except UNREADABLE as error:
            raise _unreadable(error) from error
    except DecodeError as error:
        error.status_code = response.status
        error.request_id = _request_id(response, {})
        error.endpoint = request.endpoint
        error.body = response.body[:SHOWN]
        raise


def read_json(body: bytes) -> JSON:
    """Read a body as JSON. Raises `DecodeError` where it is none."""
    try:
        return decode(body)
    except UNREADABLE as error:
        raise _unreadable(error) from error


def error_of(request: Request, response: Response) -> ApiError:
    """Build the error that an answer means, whatever its body is."""
    body = _error_body(response.body)
    code = _text(body.get("code"))
    status = response.status
    by_status = ServerError if status >= 500 else BY_STATUS.get(status, ApiError)
    kind = BY_CODE.get(code or "", by_status)
    message = _text(body.get("message")) or _excerpt(response.body)
    if status == 413:
        message += f"; the request held {len(request.body or b'')} bytes"
    error = kind(
        message,
        status_code=status,
        code=code,
        request_id=_request_id(response, body),
        payload=_shallow(body.get("payload"), levels=MOST_NESTED),
        endpoint=request.endpoint,
        body=response.body[:SHOWN],
    )
    error.retry_after = _retry_after(response.headers.get("retry-after"))
    if isinstance(error, ValidationError):
        error.errors = read_field_errors(error.payload)
    if isinstance(error, RateLimitError) and is_object(error.payload):
        error.interval = _text(error.payload.get("interval"))
    return error


def read_field_errors(wire: JSON) -> Mapping[str, FieldValidationError]:
    """Read refusals by field, or by task and field; what else stands in their place is left out."""
    found: dict[str, FieldValidationError] = {}
    for field, refusal in wire.items() if is_object(wire) else ():
        if is_refusal(refusal):
            found[field] = FieldValidationError.from_dict(refusal)
        elif is_object(refusal):
            inner = ((f"{field}.{name}", one) for name, one in refusal.items())
            found |= {path: FieldValidationError.from_dict(x) for path, x in inner if is_refusal(x)}
    return found


def is_refusal(wire: JSON) -> bool:
    """Whether it has the shape of one refused field."""
    return (
        is_object(wire)
        and isinstance(wire.get("code"), str)
        and isinstance(wire.get("message"), str | None)
    )


def _unreadable(cause: Exception) -> DecodeError:
    error = DecodeError(f"the answer is not JSON: {cause}")
    error.unreadable = True
    return error


def _error_body(body: bytes) -> JsonObject:
    if len(body) > LARGEST_ERROR:
        return {}
    try:
        decoded = decode(body)
    except UNREADABLE:
        return {}
    return decoded if is_object(decoded) else {}


def _shallow(payload: JSON, *, levels: int) -> JSON:
    """Give a payload, or nothing where it is nested so deeply that it could not be pickled."""
    return payload if _is_shallow(payload, levels) else None


def _is_shallow(value: JSON, levels: int) -> bool:
    inner = value.values() if is_object(value) else value if is_list(value) else ()
    return levels > 0 and all(_is_shallow(one, levels - 1) for one in inner)


def _request_id(response: Response, body: JsonObject) -> str | None:
    return _text(body.get("request_id")) or response.headers.get("x-request-id")


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _excerpt(body: bytes) -> str:
    return f"the body is {body[:100]!r}" if body else "the body is empty"


def _retry_after(value: str | None) -> float | None:
    """Read a `Retry-After` header, seconds or a date; nonsense counts as none."""
    if value is None:
        return None
    try:
        delay = float(value)
    except ValueError:
        try:
            moment = parsedate_to_datetime(value)
        except (ValueError, TypeError, OverflowError):
            return None
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        delay = aware.timestamp() - time.time()
    return max(0.0, delay) if delay == delay else None
