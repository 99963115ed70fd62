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

T = TypeVar("T", bound="BaselineSolution")


@_attrs_define
class BaselineSolution:
    """A preliminary answer, for instance by a model, that dynamic overlap counts in"""

    output_values: JsonObject
    """ Any JSON object; what it holds is decided elsewhere """
    confidence_weight: float | None | Unset = UNSET
    """ How sure this answer is; 1 when it is not given """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        output_values = self.output_values.to_dict()

        confidence_weight: float | None | Unset
        if isinstance(self.confidence_weight, Unset):
            confidence_weight = UNSET
        else:
            confidence_weight = self.confidence_weight

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "output_values": output_values,
            }
        )
        if confidence_weight is not UNSET:
            field_dict["confidence_weight"] = confidence_weight

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        output_values = JsonObject.from_dict(d.pop("output_values"))

        def _parse_confidence_weight(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("float | None | Unset", data)

        confidence_weight = _parse_confidence_weight(d.pop("confidence_weight", UNSET))

        baseline_solution = cls(
            output_values=output_values,
            confidence_weight=confidence_weight,
        )

        baseline_solution.additional_properties = d
        return baseline_solution

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


BaselineSolutionDict = TypedDict(
    "BaselineSolutionDict",
    {
        "output_values": "JsonObjectDict",
        "confidence_weight": NotRequired["float | None"],
    },
)

from ..models.json_object import JsonObject, JsonObjectDict  # noqa: E402
