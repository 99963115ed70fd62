"""What stands in a journal's tables, checked to be what an upload writes, and made into values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, Literal, NamedTuple, TypeAlias

import msgspec

from toloka_typed._json import EMPTY, JsonObject, decode, encode
from toloka_typed._uploads.journal_rows import JournalRequest, JournalRow, RequestState, RowState
from toloka_typed.errors import DecodeError, FieldValidationError
from toloka_typed.operations import TasksCreateOperation

__all__ = [
    "Binding",
    "EndedRequest",
    "RowDigest",
    "RowRecord",
    "RowRequest",
    "SentRequest",
    "errors_text",
]

Position: TypeAlias = Annotated[int, msgspec.Meta(ge=0)]
FIELDS: Final = msgspec.json.Decoder(dict[str, JsonObject])


class Binding(NamedTuple):
    """One thing that a journal is bound to."""

    name: str
    value: str


class RowRequest(NamedTuple):
    """Which request a row belongs to, if any."""

    position: Position
    operation_id: str | None


class RowDigest(NamedTuple):
    """What a row held when it was sent."""

    position: Position
    digest: bytes


class SentRequest(NamedTuple):
    """A request that has not ended."""

    operation_id: str
    state: RequestState
    tasks: Annotated[int, msgspec.Meta(ge=0)]


class EndedRequest(NamedTuple):
    """A request that has ended."""

    operation_id: str
    operation: str | None
    pool_opened: Literal[0, 1] | None
    pool_error: str | None

    def value(self) -> JournalRequest:
        """Read what is JSON. Raises `DecodeError`, or one of `UNREADABLE`."""
        operation = None
        if self.operation is not None:
            operation = TasksCreateOperation.from_dict(decode(self.operation))
        return JournalRequest(
            operation=operation,
            pool_opened=None if self.pool_opened is None else bool(self.pool_opened),
            pool_error=_errors(self.pool_error).get(""),
        )


class RowRecord(NamedTuple):
    """A row."""

    position: Position
    state: RowState
    operation_id: str | None
    pool_id: str | None
    task_id: str | None
    errors: str | None
    digest: bytes | None

    def value(self) -> JournalRow:
        """Read what is JSON. Raises `DecodeError`, or one of `UNREADABLE`."""
        if self._lacks_something():
            raise DecodeError(f"row {self.position} is {self.state}, and not all of it is there")
        return JournalRow(
            position=self.position,
            state=self.state,
            operation_id=self.operation_id,
            pool_id=self.pool_id,
            task_id=self.task_id,
            errors=_errors(self.errors),
            digest=self.digest,
        )

    def _lacks_something(self) -> bool:
        match self.state:
            case RowState.SENT | RowState.CREATED:
                return None in (self.operation_id, self.pool_id, self.digest)
            case RowState.REFUSED:
                return self.errors is None
            case RowState.FAILED:
                return False


def errors_text(errors: Mapping[str, FieldValidationError]) -> str:
    """Write refusals by field as a journal holds them."""
    return encode({field: error.to_dict() for field, error in errors.items()}).decode()


def _errors(text: str | None) -> Mapping[str, FieldValidationError]:
    """Read them back."""
    if text is None:
        return EMPTY
    fields = FIELDS.decode(text)
    return {field: FieldValidationError.from_dict(error) for field, error in fields.items()}
