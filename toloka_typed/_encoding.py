"""A task as the bytes that go onto the wire."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

from toloka_typed._checks import checked_wire, unwritable
from toloka_typed._fields import In, Out
from toloka_typed._json import UNWRITABLE, encode
from toloka_typed._limits import UploadLimits, check_size
from toloka_typed.errors import FieldValidationError, InvalidTaskError
from toloka_typed.tasks import Task

__all__ = ["admitted", "digest_of", "encoded_task", "refusal_of"]

REFUSED_HERE: Final = "REFUSED_BEFORE_SENDING"


def encoded_task(task: Task[In, Out], *, index: int | None) -> bytes:
    """Encode a task. Raises `InvalidTaskError` for what can never be right.

    With an `index` it goes onto the wire copy as `__item_idx`, which the operation's log echoes.
    """
    wire = checked_wire(task)
    if index is not None:
        wire["__item_idx"] = str(index)
    additional = task.additional_properties
    try:
        return encode({**additional, **wire} if additional else wire)
    except UNWRITABLE as error:
        raise unwritable({**additional, **wire}, error) from error


def admitted(
    task: Task[In, Out], *, position: int, index: int | None, limits: UploadLimits
) -> bytes:
    """Encode a task that a request can hold. Raises `InvalidTaskError` with its position."""
    try:
        content = encoded_task(task, index=index)
        size = len(content)
        if size > limits.input_bytes or size > limits.output_bytes:
            check_size(content, limits=limits)
    except InvalidTaskError as error:
        error.position = position
        raise
    return content


def digest_of(content: bytes) -> bytes:
    """Give a digest of a task's bytes."""
    return hashlib.blake2b(content, digest_size=16).digest()


def refusal_of(error: InvalidTaskError) -> Mapping[str, FieldValidationError]:
    """Give a local refusal the form of the service's."""
    return {error.field or "": FieldValidationError(code=REFUSED_HERE, message=error.message)}
