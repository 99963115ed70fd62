# Made by scripts/generate from openapi/toloka.yaml: change that, never this file.
from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    NotRequired,
    TypedDict,
    TypeVar,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="OperationLogStep")


@_attrs_define
class OperationLogStep:
    """One step of an operation"""

    type_: str
    """ The kind of step, such as `TASK_CREATE`, `TASK_VALIDATE` or `POOL_OPEN` """
    success: bool
    """ Whether the step went well """
    input_: JsonObject | Unset = UNSET
    """ Any JSON object; what it holds is decided elsewhere """
    output: JsonObject | Unset = UNSET
    """ Any JSON object; what it holds is decided elsewhere """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        success = self.success

        input_: dict[str, Any] | Unset = UNSET
        if not isinstance(self.input_, Unset):
            input_ = self.input_.to_dict()

        output: dict[str, Any] | Unset = UNSET
        if not isinstance(self.output, Unset):
            output = self.output.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "success": success,
            }
        )
        if input_ is not UNSET:
            field_dict["input"] = input_
        if output is not UNSET:
            field_dict["output"] = output

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = d.pop("type")

        success = d.pop("success")

        _input_ = d.pop("input", UNSET)
        input_: JsonObject | Unset
        if isinstance(_input_, Unset):
            input_ = UNSET
        else:
            input_ = JsonObject.from_dict(_input_)

        _output = d.pop("output", UNSET)
        output: JsonObject | Unset
        if isinstance(_output, Unset):
            output = UNSET
        else:
            output = JsonObject.from_dict(_output)

        operation_log_step = cls(
            type_=type_,
            success=success,
            input_=input_,
            output=output,
        )

        operation_log_step.additional_properties = d
        return operation_log_step

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


OperationLogStepDict = TypedDict(
    "OperationLogStepDict",
    {
        "type": "str",
        "success": "bool",
        "input": NotRequired["JsonObjectDict"],
        "output": NotRequired["JsonObjectDict"],
    },
)

from ..models.json_object import JsonObject, JsonObjectDict  # noqa: E402
