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

from ..models.field_type import FieldType, check_field_type
from ..types import UNSET, Unset

T = TypeVar("T", bound="FieldSpec")


@_attrs_define
class FieldSpec:
    """What one field takes"""

    type_: FieldType | str
    """ What values it takes """
    required: bool | None | Unset = UNSET
    """ Whether a value must be there; true when it is missing """
    hidden: bool | None | Unset = UNSET
    """ Whether Tolokers do not see it; false when it is missing """
    allowed_values: list[bool | float | str] | None | Unset = UNSET
    """ The only values it takes """
    min_length: int | None | Unset = UNSET
    """ The least number of characters """
    max_length: int | None | Unset = UNSET
    """ The greatest number of characters """
    min_value: float | None | Unset = UNSET
    """ The least number """
    max_value: float | None | Unset = UNSET
    """ The greatest number """
    min_size: int | None | Unset = UNSET
    """ The least number of values in an array """
    max_size: int | None | Unset = UNSET
    """ The greatest number of values in an array """
    current_location: bool | None | Unset = UNSET
    """ Whether coordinates are filled in with the Toloker's own """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_: str
        if isinstance(self.type_, str):
            type_ = self.type_
        else:
            type_ = self.type_

        required: bool | None | Unset
        if isinstance(self.required, Unset):
            required = UNSET
        else:
            required = self.required

        hidden: bool | None | Unset
        if isinstance(self.hidden, Unset):
            hidden = UNSET
        else:
            hidden = self.hidden

        allowed_values: list[bool | float | str] | None | Unset
        if isinstance(self.allowed_values, Unset):
            allowed_values = UNSET
        elif isinstance(self.allowed_values, list):
            allowed_values = []
            for allowed_values_type_0_item_data in self.allowed_values:
                allowed_values_type_0_item: bool | float | str
                allowed_values_type_0_item = allowed_values_type_0_item_data
                allowed_values.append(allowed_values_type_0_item)

        else:
            allowed_values = self.allowed_values

        min_length: int | None | Unset
        if isinstance(self.min_length, Unset):
            min_length = UNSET
        else:
            min_length = self.min_length

        max_length: int | None | Unset
        if isinstance(self.max_length, Unset):
            max_length = UNSET
        else:
            max_length = self.max_length

        min_value: float | None | Unset
        if isinstance(self.min_value, Unset):
            min_value = UNSET
        else:
            min_value = self.min_value

        max_value: float | None | Unset
        if isinstance(self.max_value, Unset):
            max_value = UNSET
        else:
            max_value = self.max_value

        min_size: int | None | Unset
        if isinstance(self.min_size, Unset):
            min_size = UNSET
        else:
            min_size = self.min_size

        max_size: int | None | Unset
        if isinstance(self.max_size, Unset):
            max_size = UNSET
        else:
            max_size = self.max_size

        current_location: bool | None | Unset
        if isinstance(self.current_location, Unset):
            current_location = UNSET
        else:
            current_location = self.current_location

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
            }
        )
        if required is not UNSET:
            field_dict["required"] = required
        if hidden is not UNSET:
            field_dict["hidden"] = hidden
        if allowed_values is not UNSET:
            field_dict["allowed_values"] = allowed_values
        if min_length is not UNSET:
            field_dict["min_length"] = min_length
        if max_length is not UNSET:
            field_dict["max_length"] = max_length
        if min_value is not UNSET:
            field_dict["min_value"] = min_value
        if max_value is not UNSET:
            field_dict["max_value"] = max_value
        if min_size is not UNSET:
            field_dict["min_size"] = min_size
        if max_size is not UNSET:
            field_dict["max_size"] = max_size
        if current_location is not UNSET:
            field_dict["current_location"] = current_location

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_type_(data: object) -> FieldType | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                type_type_0 = check_field_type(data)

                return type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("FieldType | str", data)

        type_ = _parse_type_(d.pop("type"))

        def _parse_required(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("bool | None | Unset", data)

        required = _parse_required(d.pop("required", UNSET))

        def _parse_hidden(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("bool | None | Unset", data)

        hidden = _parse_hidden(d.pop("hidden", UNSET))

        def _parse_allowed_values(data: object) -> list[bool | float | str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                allowed_values_type_0 = []
                _allowed_values_type_0 = data
                for allowed_values_type_0_item_data in _allowed_values_type_0:

                    def _parse_allowed_values_type_0_item(data: object) -> bool | float | str:
                        return cast("bool | float | str", data)

                    allowed_values_type_0_item = _parse_allowed_values_type_0_item(
                        allowed_values_type_0_item_data
                    )

                    allowed_values_type_0.append(allowed_values_type_0_item)

                return allowed_values_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[bool | float | str] | None | Unset", data)

        allowed_values = _parse_allowed_values(d.pop("allowed_values", UNSET))

        def _parse_min_length(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | None | Unset", data)

        min_length = _parse_min_length(d.pop("min_length", UNSET))

        def _parse_max_length(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | None | Unset", data)

        max_length = _parse_max_length(d.pop("max_length", UNSET))

        def _parse_min_value(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("float | None | Unset", data)

        min_value = _parse_min_value(d.pop("min_value", UNSET))

        def _parse_max_value(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("float | None | Unset", data)

        max_value = _parse_max_value(d.pop("max_value", UNSET))

        def _parse_min_size(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | None | Unset", data)

        min_size = _parse_min_size(d.pop("min_size", UNSET))

        def _parse_max_size(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | None | Unset", data)

        max_size = _parse_max_size(d.pop("max_size", UNSET))

        def _parse_current_location(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("bool | None | Unset", data)

        current_location = _parse_current_location(d.pop("current_location", UNSET))

        field_spec = cls(
            type_=type_,
            required=required,
            hidden=hidden,
            allowed_values=allowed_values,
            min_length=min_length,
            max_length=max_length,
            min_value=min_value,
            max_value=max_value,
            min_size=min_size,
            max_size=max_size,
            current_location=current_location,
        )

        field_spec.additional_properties = d
        return field_spec

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


FieldSpecDict = TypedDict(
    "FieldSpecDict",
    {
        "type": "FieldType | str",
        "required": NotRequired["bool | None"],
        "hidden": NotRequired["bool | None"],
        "allowed_values": NotRequired["list[str | float | bool] | None"],
        "min_length": NotRequired["int | None"],
        "max_length": NotRequired["int | None"],
        "min_value": NotRequired["float | None"],
        "max_value": NotRequired["float | None"],
        "min_size": NotRequired["int | None"],
        "max_size": NotRequired["int | None"],
        "current_location": NotRequired["bool | None"],
    },
)
