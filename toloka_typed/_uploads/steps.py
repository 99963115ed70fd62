"""What the log of an operation that creates tasks says about each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import attrs
import msgspec

from toloka_typed._json import JSON, UNREADABLE, is_object
from toloka_typed._requests.answers import FieldErrors, is_refusal, read_field_errors
from toloka_typed.errors import FieldValidationError

__all__ = ["CreationLog", "StepShape", "read_creation_log"]

UNEXPLAINED: Final = FieldValidationError(code="UNKNOWN", message="refused without a reason")


@attrs.frozen(kw_only=True)
class CreationLog:
    """The outcome of each task, by the index that it was sent with."""

    ids: Mapping[int, str]
    errors: Mapping[int, FieldErrors]
    pool_ids: Mapping[int, str]
    inputs: Mapping[int, msgspec.Raw] = attrs.field(repr=False)
    """The echoed inputs, undecoded."""
    pool_opened: bool | None
    pool_error: FieldValidationError | None
    unplaced: int
    """How many steps name no index: those of tasks that were sent without."""


class StepShape(msgspec.Struct):
    """A step of an operation's log; what it was given is left undecoded."""

    type: str
    success: bool
    input: msgspec.Raw = msgspec.Raw(b"{}")
    output: JSON = None


class _InputShape(msgspec.Struct, rename={"index": "__item_idx"}):
    index: str | int | None = None
    pool_id: str | int | None = None


_read_input: Final = msgspec.json.Decoder(_InputShape).decode


def read_creation_log(steps: Iterable[StepShape]) -> CreationLog:
    """Sort the steps by task: their order in the log means nothing."""
    ids: dict[int, str] = {}
    errors: dict[int, FieldErrors] = {}
    pool_ids: dict[int, str] = {}
    inputs: dict[int, msgspec.Raw] = {}
    pool_opened: bool | None = None
    pool_error: FieldValidationError | None = None
    unplaced = 0
    for step in steps:
        if step.type == "POOL_OPEN":
            # of several pools, one that stayed closed is what the caller must hear of
            pool_opened = step.success and pool_opened is not False
            pool_error = pool_error if step.success else _refusal(step.output)
            continue
        index, pool_id = _index_of(step)
        if index is None:
            unplaced += 1
            continue
        inputs[index] = step.input
        if pool_id is not None:
            pool_ids[index] = pool_id
        if not step.success:
            errors[index] = _refusals(step.output)
        elif is_object(step.output) and isinstance(step.output.get("task_id"), str):
            ids[index] = step.output["task_id"]
    for index in errors.keys() & ids.keys():
        del errors[index]
    return CreationLog(
        ids=ids,
        errors=errors,
        pool_ids=pool_ids,
        inputs=inputs,
        pool_opened=pool_opened,
        pool_error=pool_error,
        unplaced=unplaced,
    )


def _index_of(step: StepShape) -> tuple[int | None, str | None]:
    try:
        shape = _read_input(step.input)
        index = None if shape.index is None else int(shape.index)
    except UNREADABLE:
        return None, None
    return index, None if shape.pool_id is None else str(shape.pool_id)


def _refusals(output: JSON) -> FieldErrors:
    """Read why a task was refused: by field, wrapped in an error, or as an error of the whole."""
    if is_object(output):
        wrapped = read_field_errors(output.get("payload"))
        if wrapped:
            return wrapped
        if not is_refusal(output) and (flat := read_field_errors(output)):
            return flat
    return {"": _refusal(output)}


def _refusal(output: JSON) -> FieldValidationError:
    return FieldValidationError.from_dict(output) if is_refusal(output) else UNEXPLAINED
