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

T = TypeVar("T", bound="TaskSpec")


@_attrs_define
class TaskSpec:
    """The fields of a project's tasks, and how they look"""

    input_spec: FieldSpecs
    """ Fields by name """
    output_spec: FieldSpecs
    """ Fields by name """
    view_spec: JsonObject | None | Unset = UNSET
    """ How a task looks to a Toloker """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        input_spec = self.input_spec.to_dict()

        output_spec = self.output_spec.to_dict()

        view_spec: dict[str, Any] | None | Unset
        if isinstance(self.view_spec, Unset):
            view_spec = UNSET
        elif isinstance(self.view_spec, JsonObject):
            view_spec = self.view_spec.to_dict()
        else:
            view_spec = self.view_spec

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "input_spec": input_spec,
                "output_spec": output_spec,
            }
        )
        if view_spec is not UNSET:
            field_dict["view_spec"] = view_spec

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        input_spec = FieldSpecs.from_dict(d.pop("input_spec"))

        output_spec = FieldSpecs.from_dict(d.pop("output_spec"))

        def _parse_view_spec(data: object) -> JsonObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                view_spec_type_0 = JsonObject.from_dict(data)

                return view_spec_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("JsonObject | None | Unset", data)

        view_spec = _parse_view_spec(d.pop("view_spec", UNSET))

        task_spec = cls(
            input_spec=input_spec,
            output_spec=output_spec,
            view_spec=view_spec,
        )

        task_spec.additional_properties = d
        return task_spec

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


TaskSpecDict = TypedDict(
    "TaskSpecDict",
    {
        "input_spec": "FieldSpecsDict",
        "output_spec": "FieldSpecsDict",
        "view_spec": NotRequired["JsonObjectDict | None"],
    },
)

from ..models.field_specs import FieldSpecs, FieldSpecsDict  # noqa: E402
from ..models.json_object import JsonObject, JsonObjectDict  # noqa: E402
