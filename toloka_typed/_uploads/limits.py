"""What one request that creates tasks may hold, and what a task takes of it."""

from __future__ import annotations

from typing import Final

import attrs
import msgspec

from toloka_typed.errors import InvalidTaskError

__all__ = ["FRAME", "UploadLimits", "check_size", "sizes_of"]

FRAME: Final = len('{"pool_id":"","input_values":}')
"""Bytes of every task that no limit counts."""


@attrs.frozen(kw_only=True)
class UploadLimits:
    """How much one request that creates tasks may hold; lower them where a proxy is stricter."""

    async_tasks: int = attrs.field(default=10_000, validator=attrs.validators.in_(range(1, 10_001)))
    sync_tasks: int = attrs.field(default=5_000, validator=attrs.validators.in_(range(1, 5_001)))
    input_bytes: int = attrs.field(
        default=1_048_576, validator=attrs.validators.in_(range(1, 1_048_577))
    )
    output_bytes: int = attrs.field(
        default=4_194_304, validator=attrs.validators.in_(range(1, 4_194_305))
    )


class _Answer(msgspec.Struct):
    output_values: msgspec.Raw


class _Measured(msgspec.Struct):
    """The parts of a task's JSON that the limits count, as they stand there."""

    input_values: msgspec.Raw
    known_solutions: list[_Answer] = []
    baseline_solutions: list[_Answer] = []


_measure: Final = msgspec.json.Decoder(_Measured).decode


def sizes_of(content: bytes) -> tuple[int, int]:
    """Give the bytes of a task's input values, and of its answers that are known."""
    task = _measure(content)
    answers = [*task.known_solutions, *task.baseline_solutions]
    return len(task.input_values), sum(len(answer.output_values) for answer in answers)


def check_size(content: bytes, *, limits: UploadLimits) -> None:
    """Refuse a task that no request can hold. Raises `InvalidTaskError`."""
    if len(content) <= min(limits.input_bytes, limits.output_bytes):
        return  # what it holds is shorter still
    inputs, outputs = sizes_of(content)
    for field, size, limit in (
        ("input_values", inputs, limits.input_bytes),
        ("output_values", outputs, limits.output_bytes),
    ):
        if size > limit:
            raise InvalidTaskError(
                f"{size} bytes of JSON, and a request holds at most {limit}", field=field
            )
