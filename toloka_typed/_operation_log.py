"""The steps of an operation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import attrs

from toloka_typed._json import EMPTY, JSON, JsonObject
from toloka_typed._shapes import operation_log_step_shape
from toloka_typed._wire import unlisted

if TYPE_CHECKING:
    from toloka_typed_api.models.operation_log_step import OperationLogStepDict


@attrs.frozen(kw_only=True)
class OperationLogItem:
    """One step of an operation: what it was given, and what came of it."""

    type: str
    success: bool
    input: JsonObject | None = None
    output: JsonObject | None = None
    additional_properties: Mapping[str, JSON] = EMPTY

    def to_dict(self) -> JsonObject:
        """Give the JSON object as the service would write it."""
        wire: OperationLogStepDict = {"type": self.type, "success": self.success}
        if self.input is not None:
            wire["input"] = self.input
        if self.output is not None:
            wire["output"] = self.output
        return {**self.additional_properties, **wire}

    @classmethod
    def from_dict(cls, wire: Mapping[str, JSON]) -> OperationLogItem:
        """Read a JSON object. Raises `DecodeError` where it is something else."""
        return read_log_item(operation_log_step_shape(wire))


LISTED_STEP: Final = frozenset(attrs.fields_dict(OperationLogItem)) - {"additional_properties"}


def read_log_item(wire: OperationLogStepDict) -> OperationLogItem:
    """Read a step of a log from a checked wire shape."""
    return OperationLogItem(
        type=wire["type"],
        success=wire["success"],
        input=wire.get("input"),
        output=wire.get("output"),
        additional_properties=unlisted(wire, listed=LISTED_STEP),
    )
