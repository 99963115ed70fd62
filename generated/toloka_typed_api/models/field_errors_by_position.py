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

T = TypeVar("T", bound="FieldErrorsByPosition")


@_attrs_define
class FieldErrorsByPosition:
    """Errors of skipped tasks by their position in the request"""

    additional_properties: dict[str, FieldErrors] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:

        field_dict: dict[str, Any] = {}
        for prop_name, prop in self.additional_properties.items():
            field_dict[prop_name] = prop.to_dict()

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        field_errors_by_position = cls()

        additional_properties = {}
        for prop_name, prop_dict in d.items():
            additional_property = FieldErrors.from_dict(prop_dict)

            additional_properties[prop_name] = additional_property

        field_errors_by_position.additional_properties = additional_properties
        return field_errors_by_position

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> FieldErrors:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: FieldErrors) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties


FieldErrorsByPositionDict: TypeAlias = dict[str, "FieldErrorsDict"]

from ..models.field_errors import FieldErrors, FieldErrorsDict  # noqa: E402
