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

T = TypeVar("T", bound="TaskForm")


@_attrs_define
class TaskForm:
    """A task to create"""

    pool_id: str
    """ The pool, or the training, that gets the task """
    input_values: JsonObject
    """ Any JSON object; what it holds is decided elsewhere """
    known_solutions: list[KnownSolution] | Unset = UNSET
    """ The right answers, any of which counts; they make it a control task """
    message_on_unknown_solution: str | Unset = UNSET
    """ The hint for a wrong answer; it makes a control task a training task """
    baseline_solutions: list[BaselineSolution] | Unset = UNSET
    """ Preliminary answers """
    overlap: int | None | Unset = UNSET
    """ How many Tolokers do the task. Needed unless `allow_defaults` is true and the pool has
    a default; null goes with an infinite overlap.
     """
    infinite_overlap: bool | Unset = UNSET
    """ Give the task to every Toloker; false when it is not given """
    reserved_for: list[str] | Unset = UNSET
    """ Ids of the only Tolokers who may do the task """
    unavailable_for: list[str] | Unset = UNSET
    """ Ids of Tolokers who may not do the task """
    traits_all_of: list[str] | Unset = UNSET
    """ A Toloker needs all of these traits """
    traits_any_of: list[str] | Unset = UNSET
    """ A Toloker needs one of these traits """
    traits_none_of_any: list[str] | Unset = UNSET
    """ A Toloker may have none of these traits """
    localization_config: JsonObject | Unset = UNSET
    """ Any JSON object; what it holds is decided elsewhere """
    field_item_idx: str | Unset = UNSET
    """ The task's place in the request. The service does not document it, ignores it and
    repeats it in the operation log, where it ties a step to its task.
     """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        pool_id = self.pool_id

        input_values = self.input_values.to_dict()

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

        overlap: int | None | Unset
        if isinstance(self.overlap, Unset):
            overlap = UNSET
        else:
            overlap = self.overlap

        infinite_overlap = self.infinite_overlap

        reserved_for: list[str] | Unset = UNSET
        if not isinstance(self.reserved_for, Unset):
            reserved_for = self.reserved_for

        unavailable_for: list[str] | Unset = UNSET
        if not isinstance(self.unavailable_for, Unset):
            unavailable_for = self.unavailable_for

        traits_all_of: list[str] | Unset = UNSET
        if not isinstance(self.traits_all_of, Unset):
            traits_all_of = self.traits_all_of

        traits_any_of: list[str] | Unset = UNSET
        if not isinstance(self.traits_any_of, Unset):
            traits_any_of = self.traits_any_of

        traits_none_of_any: list[str] | Unset = UNSET
        if not isinstance(self.traits_none_of_any, Unset):
            traits_none_of_any = self.traits_none_of_any

        localization_config: dict[str, Any] | Unset = UNSET
        if not isinstance(self.localization_config, Unset):
            localization_config = self.localization_config.to_dict()

        field_item_idx = self.field_item_idx

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "pool_id": pool_id,
                "input_values": input_values,
            }
        )
        if known_solutions is not UNSET:
            field_dict["known_solutions"] = known_solutions
        if message_on_unknown_solution is not UNSET:
            field_dict["message_on_unknown_solution"] = message_on_unknown_solution
        if baseline_solutions is not UNSET:
            field_dict["baseline_solutions"] = baseline_solutions
        if overlap is not UNSET:
            field_dict["overlap"] = overlap
        if infinite_overlap is not UNSET:
            field_dict["infinite_overlap"] = infinite_overlap
        if reserved_for is not UNSET:
            field_dict["reserved_for"] = reserved_for
        if unavailable_for is not UNSET:
            field_dict["unavailable_for"] = unavailable_for
        if traits_all_of is not UNSET:
            field_dict["traits_all_of"] = traits_all_of
        if traits_any_of is not UNSET:
            field_dict["traits_any_of"] = traits_any_of
        if traits_none_of_any is not UNSET:
            field_dict["traits_none_of_any"] = traits_none_of_any
        if localization_config is not UNSET:
            field_dict["localization_config"] = localization_config
        if field_item_idx is not UNSET:
            field_dict["__item_idx"] = field_item_idx

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        pool_id = d.pop("pool_id")

        input_values = JsonObject.from_dict(d.pop("input_values"))

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

        def _parse_overlap(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | None | Unset", data)

        overlap = _parse_overlap(d.pop("overlap", UNSET))

        infinite_overlap = d.pop("infinite_overlap", UNSET)

        reserved_for = cast("list[str]", d.pop("reserved_for", UNSET))

        unavailable_for = cast("list[str]", d.pop("unavailable_for", UNSET))

        traits_all_of = cast("list[str]", d.pop("traits_all_of", UNSET))

        traits_any_of = cast("list[str]", d.pop("traits_any_of", UNSET))

        traits_none_of_any = cast("list[str]", d.pop("traits_none_of_any", UNSET))

        _localization_config = d.pop("localization_config", UNSET)
        localization_config: JsonObject | Unset
        if isinstance(_localization_config, Unset):
            localization_config = UNSET
        else:
            localization_config = JsonObject.from_dict(_localization_config)

        field_item_idx = d.pop("__item_idx", UNSET)

        task_form = cls(
            pool_id=pool_id,
            input_values=input_values,
            known_solutions=known_solutions,
            message_on_unknown_solution=message_on_unknown_solution,
            baseline_solutions=baseline_solutions,
            overlap=overlap,
            infinite_overlap=infinite_overlap,
            reserved_for=reserved_for,
            unavailable_for=unavailable_for,
            traits_all_of=traits_all_of,
            traits_any_of=traits_any_of,
            traits_none_of_any=traits_none_of_any,
            localization_config=localization_config,
            field_item_idx=field_item_idx,
        )

        task_form.additional_properties = d
        return task_form

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


TaskFormDict = TypedDict(
    "TaskFormDict",
    {
        "pool_id": "str",
        "input_values": "JsonObjectDict",
        "known_solutions": NotRequired["list[KnownSolutionDict]"],
        "message_on_unknown_solution": NotRequired["str"],
        "baseline_solutions": NotRequired["list[BaselineSolutionDict]"],
        "overlap": NotRequired["int | None"],
        "infinite_overlap": NotRequired["bool"],
        "reserved_for": NotRequired["list[str]"],
        "unavailable_for": NotRequired["list[str]"],
        "traits_all_of": NotRequired["list[str]"],
        "traits_any_of": NotRequired["list[str]"],
        "traits_none_of_any": NotRequired["list[str]"],
        "localization_config": NotRequired["JsonObjectDict"],
        "__item_idx": NotRequired["str"],
    },
)

from ..models.baseline_solution import BaselineSolution, BaselineSolutionDict  # noqa: E402
from ..models.json_object import JsonObject, JsonObjectDict  # noqa: E402
from ..models.known_solution import KnownSolution, KnownSolutionDict  # noqa: E402
