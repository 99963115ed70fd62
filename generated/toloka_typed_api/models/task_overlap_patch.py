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

T = TypeVar("T", bound="TaskOverlapPatch")


@_attrs_define
class TaskOverlapPatch:
    """The overlap that a task shall get, or come near to"""

    overlap: int
    """ The wanted overlap; 0 stops the task from being given out """
    infinite_overlap: bool | Unset = UNSET
    """ False ends an infinite overlap """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        overlap = self.overlap

        infinite_overlap = self.infinite_overlap

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "overlap": overlap,
            }
        )
        if infinite_overlap is not UNSET:
            field_dict["infinite_overlap"] = infinite_overlap

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        overlap = d.pop("overlap")

        infinite_overlap = d.pop("infinite_overlap", UNSET)

        task_overlap_patch = cls(
            overlap=overlap,
            infinite_overlap=infinite_overlap,
        )

        task_overlap_patch.additional_properties = d
        return task_overlap_patch

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


TaskOverlapPatchDict = TypedDict(
    "TaskOverlapPatchDict",
    {
        "overlap": "int",
        "infinite_overlap": NotRequired["bool"],
    },
)
