# Made by scripts/generate from openapi/toloka.yaml: change that, never this file.
from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    TypeAlias,
    TypeVar,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="TasksByPosition")


@_attrs_define
class TasksByPosition:
    """Created tasks by their position in the request"""

    additional_properties: dict[str, TaskView] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:

        field_dict: dict[str, Any] = {}
        for prop_name, prop in self.additional_properties.items():
            field_dict[prop_name] = prop.to_dict()

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        tasks_by_position = cls()

        additional_properties = {}
        for prop_name, prop_dict in d.items():
            additional_property = TaskView.from_dict(prop_dict)

            additional_properties[prop_name] = additional_property

        tasks_by_position.additional_properties = additional_properties
        return tasks_by_position

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> TaskView:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: TaskView) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties


TasksByPositionDict: TypeAlias = dict[str, "TaskViewDict"]

from ..models.task_view import TaskView, TaskViewDict  # noqa: E402
