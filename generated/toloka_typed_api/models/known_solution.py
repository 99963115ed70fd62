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

T = TypeVar("T", bound="KnownSolution")


@_attrs_define
class KnownSolution:
    """A right answer to a control or training task"""

    output_values: JsonObject
    """ Any JSON object; what it holds is decided elsewhere """
    correctness_weight: float | None | Unset = UNSET
    """ How right this answer is; 1 when it is not given """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        output_values = self.output_values.to_dict()

        correctness_weight: float | None | Unset
        if isinstance(self.correctness_weight, Unset):
            correctness_weight = UNSET
        else:
            correctness_weight = self.correctness_weight

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "output_values": output_values,
            }
        )
        if correctness_weight is not UNSET:
            field_dict["correctness_weight"] = correctness_weight

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        output_values = JsonObject.from_dict(d.pop("output_values"))

        def _parse_correctness_weight(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("float | None | Unset", data)

        correctness_weight = _parse_correctness_weight(d.pop("correctness_weight", UNSET))

        known_solution = cls(
            output_values=output_values,
            correctness_weight=correctness_weight,
        )

        known_solution.additional_properties = d
        return known_solution

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


KnownSolutionDict = TypedDict(
    "KnownSolutionDict",
    {
        "output_values": "JsonObjectDict",
        "correctness_weight": NotRequired["float | None"],
    },
)

from ..models.json_object import JsonObject, JsonObjectDict  # noqa: E402
