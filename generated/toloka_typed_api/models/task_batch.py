# Made by scripts/generate from openapi/toloka.yaml: change that, never this file.
from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    NotRequired,
    TypedDict,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="TaskBatch")


@_attrs_define
class TaskBatch:
    """What became of the tasks of one request. The keys are the decimal positions of the tasks
    in the request, from 0.

    """

    items: TasksByPosition
    """ Created tasks by their position in the request """
    validation_errors: FieldErrorsByPosition | None | Unset = UNSET
    """ The errors of the skipped tasks """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        items = self.items.to_dict()

        validation_errors: dict[str, Any] | None | Unset
        if isinstance(self.validation_errors, Unset):
            validation_errors = UNSET
        elif isinstance(self.validation_errors, FieldErrorsByPosition):
            validation_errors = self.validation_errors.to_dict()
        else:
            validation_errors = self.validation_errors

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "items": items,
            }
        )
        if validation_errors is not UNSET:
            field_dict["validation_errors"] = validation_errors

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        items = TasksByPosition.from_dict(d.pop("items"))

        def _parse_validation_errors(data: object) -> FieldErrorsByPosition | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                validation_errors_type_0 = FieldErrorsByPosition.from_dict(data)

                return validation_errors_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("FieldErrorsByPosition | None | Unset", data)

        validation_errors = _parse_validation_errors(d.pop("validation_errors", UNSET))

        task_batch = cls(
            items=items,
            validation_errors=validation_errors,
        )

        task_batch.additional_properties = d
        return task_batch

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties


TaskBatchDict = TypedDict(
    "TaskBatchDict",
    {
        "items": "TasksByPositionDict",
        "validation_errors": NotRequired["FieldErrorsByPositionDict | None"],
    },
)

from ..models.field_errors_by_position import (  # noqa: E402
    FieldErrorsByPosition,
    FieldErrorsByPositionDict,
)
from ..models.tasks_by_position import TasksByPosition, TasksByPositionDict  # noqa: E402
