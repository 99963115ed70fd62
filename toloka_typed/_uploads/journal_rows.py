"""What a journal knows of rows and of requests, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

import attrs

from toloka_typed.errors import FieldValidationError
from toloka_typed.operations import TasksCreateOperation

__all__ = ["JournalRequest", "JournalRow", "OpenRequest", "RequestState", "RowState"]


class RowState(StrEnum):
    """What is known of a row."""

    SENT = "sent"
    """Its request went out, and its fate is not known yet."""
    CREATED = "created"
    REFUSED = "refused"
    FAILED = "failed"
    """Its request came to nothing; it can be sent again, changed or not."""


class RequestState(StrEnum):
    """What is known of a request."""

    SENT = "sent"
    ALTERED = "altered"
    """It went out again with different tasks."""
    ENDED = "ended"


@attrs.frozen(kw_only=True)
class JournalRow:
    """What a journal knows of one task, by its position in the input."""

    position: int
    state: RowState
    operation_id: str | None
    pool_id: str | None
    task_id: str | None
    """`None` where it was not created, or the service had forgotten the id."""
    errors: Mapping[str, FieldValidationError]
    digest: bytes | None = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class JournalRequest:
    """What a journal knows of one request that has ended."""

    operation: TasksCreateOperation | None
    pool_opened: bool | None
    pool_error: FieldValidationError | None


@attrs.frozen(kw_only=True)
class OpenRequest:
    """A request whose fate is not known."""

    positions: Sequence[int]
    """The rows that may be in it."""
    tasks: int
    """How many it held when it was sent last."""
    altered: bool
    """Whether it has been sent with different tasks, so that only the service knows its own."""
