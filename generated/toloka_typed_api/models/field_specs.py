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

T = TypeVar("T", bound="FieldSpecs")


@_attrs_define
class FieldSpecs:
    """Fields by name"""

    additional_properties: dict[str, FieldSpec] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:

        field_dict: dict[str, Any] = {}
        for prop_name, prop in self.additional_properties.items():
            field_dict[prop_name] = prop.to_dict()

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        field_specs = cls()

        additional_properties = {}
        for prop_name, prop_dict in d.items():
            additional_property = FieldSpec.from_dict(prop_dict)

            additional_properties[prop_name] = additional_property

        field_specs.additional_properties = additional_properties
        return field_specs

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> FieldSpec:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: FieldSpec) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties


FieldSpecsDict: TypeAlias = dict[str, "FieldSpecDict"]

from ..models.field_spec import FieldSpec, FieldSpecDict  # noqa: E402
