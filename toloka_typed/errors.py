"""What can go wrong, as one tree of exceptions.

::

    TolokaError
    ├── InvalidTaskError        refused here, before any request (also a ValueError)
    │   └── TsvError                with the line of the file, in toloka_typed.tsv
    ├── TransportError          no answer: refused, reset, timed out
    ├── ApiError                the service answered with an error
    │   ├── ValidationError         400: fields with wrong values
    │   ├── AuthenticationError     401: bad or missing credentials
    │   ├── AccessDeniedError       403: not yours
    │   ├── NotFoundError           404
    │   ├── ConflictError           409: the state of a pool or an operation forbids it
    │   ├── RateLimitError          429: a quota is used up
    │   └── ServerError             5xx
    ├── DecodeError             an answer, or a mapping, that is not what the API describes
    ├── OperationFailedError    an operation ended with FAIL
    ├── OperationTimeoutError   an operation did not end in time (also a TimeoutError)
    ├── BatchError              a batch was refused, or stopped in the middle
    ├── JournalError            the journal of an upload is in use, or of another upload
    └── ClientClosedError       a client was used after `close()` (also a RuntimeError)

Every error can be pickled, and none holds the token.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from toloka_typed._json import EMPTY, JSON, JsonObject

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toloka_typed.batches import TaskBatchCreateResult
    from toloka_typed.operations import Operation

__all__ = [
    "AccessDeniedError",
    "ApiError",
    "AuthenticationError",
    "BatchError",
    "ClientClosedError",
    "ConflictError",
    "DecodeError",
    "FieldValidationError",
    "InvalidTaskError",
    "JournalError",
    "NotFoundError",
    "OperationFailedError",
    "OperationTimeoutError",
    "RateLimitError",
    "ServerError",
    "TolokaError",
    "TransportError",
    "ValidationError",
]

E = TypeVar("E", bound="TolokaError")


class TolokaError(Exception):
    """The root of everything that this package raises on purpose."""

    operation_id: str | None = None
    """The operation that was asked for, wherever one may exist: its fate can be looked up."""

    fate_unknown: bool = False
    """Whether tasks may have been created all the same: a request that must not be repeated."""

    def __str__(self) -> str:
        return super().__str__() + self._about()

    def _about(self, *notes: str | None) -> str:
        """Give what else is known, in brackets, behind the message."""
        operation = f"operation {self.operation_id}" if self.operation_id else None
        fate = "the tasks may have been created all the same" if self.fate_unknown else None
        known = ", ".join(note for note in (*notes, operation, fate) if note)
        return f" ({known})" if known else ""

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by state: the constructors take keywords, which exceptions do not by default."""
        return _restored, (type(self), self.args, self.__dict__)


def _restored(kind: type[E], args: tuple[object, ...], state: dict[str, object]) -> E:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class InvalidTaskError(TolokaError, ValueError):
    """A task, or another argument, that can never be right; nothing was sent because of it."""

    def __init__(
        self, message: str, *, field: str | None = None, position: int | None = None
    ) -> None:
        """Say what is wrong with which field (a path), of the task at which place in the input."""
        super().__init__(message)
        self.message = message
        self.field = field
        self.position = position

    def __str__(self) -> str:
        place = None if self.position is None else f"task {self.position}"
        return ": ".join(part for part in (place, self.field, self.message) if part)


class TransportError(TolokaError):
    """No answer arrived: the connection was refused or broken, or the time was up."""

    def __init__(self, message: str, *, sent: bool | None, endpoint: str | None = None) -> None:
        """Say what happened; `sent` tells whether the request can have reached the service.

        `False`: certainly not. `True`: it left whole. `None`: nobody can say.
        """
        super().__init__(message)
        self.sent = sent
        self.endpoint = endpoint


class _AnswerError(TolokaError):
    """What errors about one HTTP answer have in common."""

    request_id: str | None = None
    endpoint: str | None = None
    """Method and path, as in `POST /tasks`."""
    body: bytes = b""
    """The first bytes of the answer."""


class ApiError(_AnswerError):
    """The service answered with an error; the subclass follows `code`, then the status."""

    status_code: int
    retry_after: float | None = None
    """Seconds to wait before another attempt, where the service gave them."""
    asked_as: str | None = None
    """Where with which credentials, as in `OAuth at toloka.dev`, if these were refused."""

    def __init__(
        self,
        message: str,
        *,
        status_code: int,
        code: str | None = None,
        request_id: str | None = None,
        payload: JSON = None,
        endpoint: str | None = None,
        body: bytes = b"",
    ) -> None:
        """Hold the service's own words: `code` is kept as it came, also where nobody knows it."""
        super().__init__(message)
        self.message = message
        self.status_code = status_code
        self.code = code
        self.request_id = request_id
        self.payload = payload
        self.endpoint = endpoint
        self.body = body

    def __str__(self) -> str:
        status = f"{self.status_code} {self.code}" if self.code else str(self.status_code)
        request = f"request {self.request_id}" if self.request_id else None
        return f"{status}: {self.message}" + self._about(self.endpoint, self.asked_as, request)


class ValidationError(ApiError):
    """Fields with values that the service refused."""

    errors: Mapping[str, FieldValidationError] = EMPTY
    """The refusals by field path, as in `input_values.image`; empty where it named none."""


class AuthenticationError(ApiError):
    """The token is missing, wrong or expired."""


class AccessDeniedError(ApiError):
    """The account may not do this."""


class NotFoundError(ApiError):
    """No such object, or none that this account may see."""


class ConflictError(ApiError):
    """The state of a pool or of an operation forbids it."""

    operation: Operation | None = None
    """The operation that holds the id already, where that is the conflict."""


class RateLimitError(ApiError):
    """A quota is used up, or requests came too fast."""

    interval: str | None = None
    """Which quota: `MIN`, `HOUR` or `DAY`; `None` where the service did not say."""


class ServerError(ApiError):
    """The service, or a proxy before it, failed."""


class DecodeError(_AnswerError):
    """An answer, or a mapping given to `from_dict`, that is not what the API describes."""

    status_code: int | None = None
    unreadable: bool = False
    """Whether it was not even JSON: a proxy's page, or an answer that was cut off."""

    def __str__(self) -> str:
        status = f"status {self.status_code}" if self.status_code else None
        request = f"request {self.request_id}" if self.request_id else None
        start = f"body starts with {self.body[:80]!r}" if self.body else None
        return Exception.__str__(self) + self._about(self.endpoint, status, request, start)


class OperationFailedError(TolokaError):
    """An operation ended with FAIL."""

    def __init__(self, message: str, *, operation: Operation) -> None:
        """Hold the operation as it ended."""
        super().__init__(message)
        self.operation = operation


class OperationTimeoutError(TolokaError, TimeoutError):
    """An operation had not ended when the time was up; it goes on at the service."""

    def __init__(self, message: str, *, operation: Operation) -> None:
        """Hold the operation as it was seen last: wait for it again to go on."""
        super().__init__(message)
        self.operation = operation


class BatchError(TolokaError):
    """A batch of tasks was refused, or stopped in the middle."""

    def __init__(
        self,
        message: str,
        *,
        result: TaskBatchCreateResult[Any, Any],
        operation: Operation | None = None,
    ) -> None:
        """Hold what was created so far, and the operation that ended it where there is one."""
        super().__init__(message)
        self.result = result
        self.operation = operation


class JournalError(TolokaError):
    """The journal is held by another process, belongs to another upload, or is damaged."""

    position: int | None = None
    """The first task that is not what the journal says was created, where that is it."""


class ClientClosedError(TolokaError, RuntimeError):
    """A client was used after it had been closed."""


@attrs.frozen(kw_only=True)
class FieldValidationError:
    """Why the service refused one field: a value that results hold, not an exception."""

    code: str
    message: str = ""
    params: JSON = None
    additional_properties: Mapping[str, JSON] = EMPTY

    def to_dict(self) -> JsonObject:
        """Give the JSON object as the service would write it."""
        wire: JsonObject = {"code": self.code, "message": self.message}
        if self.params is not None:
            wire["params"] = self.params
        return {**self.additional_properties, **wire}

    @classmethod
    def from_dict(cls, wire: Mapping[str, JSON]) -> FieldValidationError:
        """Read a JSON object. Raises `DecodeError` where it is something else."""
        code, message = wire.get("code"), wire.get("message")
        if not isinstance(code, str) or not isinstance(message, str | None):
            raise DecodeError(f"not a refusal with a code and a message: {wire!r:.80}")
        extra = {k: v for k, v in wire.items() if k not in ("code", "message", "params")}
        return cls(
            code=code,
            message=message or "",
            params=wire.get("params"),
            additional_properties=extra or EMPTY,
        )
