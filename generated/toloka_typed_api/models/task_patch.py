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

T = TypeVar("T", bound="TaskPatch")


@_attrs_define
class TaskPatch:
    """What changes in a task; what is not sent stays as it is"""

    overlap: int | None | Unset = UNSET
    """ How many Tolokers do the task; null goes with an infinite overlap """
    infinite_overlap: bool | Unset = UNSET
    """ Give the task to every Toloker """
    known_solutions: list[KnownSolution] | Unset = UNSET
    """ The right answers, instead of those there are """
    message_on_unknown_solution: str | Unset = UNSET
    """ The hint for a wrong answer """
    baseline_solutions: list[BaselineSolution] | Unset = UNSET
    """ Preliminary answers, instead of those there are """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        overlap: int | None | Unset
        if isinstance(self.overlap, Unset):
            overlap = UNSET
        else:
            overlap = self.overlap

        infinite_overlap = self.infinite_overlap

        known_solutions: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.known_solutions, Unset):
            known_solutions = []
            for known_solutions_item_data in self.known_solutions:
                known_solutions_item = known_solutions_item_data.to_dict()
                known_solutions.append(known_solutions_item)

        message_on_unknown_solution = self.message_on_unknown_solution

        baseline_solutions: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.baseline_solutions, Unset):
            baseline_solutions = []
            for baseline_solutions_item_data in self.baseline_solutions:
                baseline_solutions_item = baseline_solutions_item_data.to_dict()
                baseline_solutions.append(baseline_solutions_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if overlap is not UNSET:
            field_dict["overlap"] = overlap
        if infinite_overlap is not UNSET:
            field_dict["infinite_overlap"] = infinite_overlap
        if known_solutions is not UNSET:
            field_dict["known_solutions"] = known_solutions
        if message_on_unknown_solution is not UNSET:
            field_dict["message_on_unknown_solution"] = message_on_unknown_solution
        if baseline_solutions is not UNSET:
            field_dict["baseline_solutions"] = baseline_solutions

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_overlap(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | None | Unset", data)

        overlap = _parse_overlap(d.pop("overlap", UNSET))

        infinite_overlap = d.pop("infinite_overlap", UNSET)

        _known_solutions = d.pop("known_solutions", UNSET)
        known_solutions: list[KnownSolution] | Unset = UNSET
        if _known_solutions is not UNSET:
            known_solutions = []
            for known_solutions_item_data in _known_solutions:
                known_solutions_item = KnownSolution.from_dict(known_solutions_item_data)

                known_solutions.append(known_solutions_item)

        message_on_unknown_solution = d.pop("message_on_unknown_solution", UNSET)

        _baseline_solutions = d.pop("baseline_solutions", UNSET)
        baseline_solutions: list[BaselineSolution] | Unset = UNSET
        if _baseline_solutions is not UNSET:
            baseline_solutions = []
            for baseline_solutions_item_data in _baseline_solutions:
                baseline_solutions_item = BaselineSolution.from_dict(baseline_solutions_item_data)

                baseline_solutions.append(baseline_solutions_item)

        task_patch = cls(
            overlap=overlap,
            infinite_overlap=infinite_overlap,
            known_solutions=known_solutions,
            message_on_unknown_solution=message_on_unknown_solution,
            baseline_solutions=baseline_solutions,
        )

        task_patch.additional_properties = d
        return task_patch

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


TaskPatchDict = TypedDict(
    "TaskPatchDict",
    {
        "overlap": NotRequired["int | None"],
        "infinite_overlap": NotRequired["bool"],
        "known_solutions": NotRequired["list[KnownSolutionDict]"],
        "message_on_unknown_solution": NotRequired["str"],
        "baseline_solutions": NotRequired["list[BaselineSolutionDict]"],
    },
)

from ..models.baseline_solution import BaselineSolution, BaselineSolutionDict  # noqa: E402
from ..models.known_solution import KnownSolution, KnownSolutionDict  # noqa: E402
