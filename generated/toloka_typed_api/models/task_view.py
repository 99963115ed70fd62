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

T = TypeVar("T", bound="TaskView")


@_attrs_define
class TaskView:
    """A task as the service holds it"""

    id: str
    """ Id of the task """
    created: str
    """ A moment in UTC, without an offset and with up to six fraction digits """
    pool_id: str
    """ The pool, or the training, that holds the task """
    input_values: JsonObject
    """ Any JSON object; what it holds is decided elsewhere """
    known_solutions: list[KnownSolution] | None | Unset = UNSET
    """ The right answers of a control or training task """
    message_on_unknown_solution: None | str | Unset = UNSET
    """ The hint for a wrong answer """
    baseline_solutions: list[BaselineSolution] | None | Unset = UNSET
    """ Preliminary answers """
    overlap: int | None | Unset = UNSET
    """ How many Tolokers do the task; null with an infinite overlap """
    infinite_overlap: bool | None | Unset = UNSET
    """ The task is given to every Toloker; false when it is missing """
    remaining_overlap: int | None | Unset = UNSET
    """ How many Tolokers the task can still be given to """
    origin_task_id: None | str | Unset = UNSET
    """ The task of another pool that this one was copied from """
    reserved_for: list[str] | None | Unset = UNSET
    """ Ids of the only Tolokers who may do the task """
    unavailable_for: list[str] | None | Unset = UNSET
    """ Ids of Tolokers who may not do the task """
    traits_all_of: list[str] | None | Unset = UNSET
    """ A Toloker needs all of these traits """
    traits_any_of: list[str] | None | Unset = UNSET
    """ A Toloker needs one of these traits """
    traits_none_of_any: list[str] | None | Unset = UNSET
    """ A Toloker may have none of these traits """
    localization_config: JsonObject | None | Unset = UNSET
    """ Translations of the task """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        created = self.created

        pool_id = self.pool_id

        input_values = self.input_values.to_dict()

        known_solutions: list[dict[str, Any]] | None | Unset
        if isinstance(self.known_solutions, Unset):
            known_solutions = UNSET
        elif isinstance(self.known_solutions, list):
            known_solutions = []
            for known_solutions_type_0_item_data in self.known_solutions:
                known_solutions_type_0_item = known_solutions_type_0_item_data.to_dict()
                known_solutions.append(known_solutions_type_0_item)

        else:
            known_solutions = self.known_solutions

        message_on_unknown_solution: None | str | Unset
        if isinstance(self.message_on_unknown_solution, Unset):
            message_on_unknown_solution = UNSET
        else:
            message_on_unknown_solution = self.message_on_unknown_solution

        baseline_solutions: list[dict[str, Any]] | None | Unset
        if isinstance(self.baseline_solutions, Unset):
            baseline_solutions = UNSET
        elif isinstance(self.baseline_solutions, list):
            baseline_solutions = []
            for baseline_solutions_type_0_item_data in self.baseline_solutions:
                baseline_solutions_type_0_item = baseline_solutions_type_0_item_data.to_dict()
                baseline_solutions.append(baseline_solutions_type_0_item)

        else:
            baseline_solutions = self.baseline_solutions

        overlap: int | None | Unset
        if isinstance(self.overlap, Unset):
            overlap = UNSET
        else:
            overlap = self.overlap

        infinite_overlap: bool | None | Unset
        if isinstance(self.infinite_overlap, Unset):
            infinite_overlap = UNSET
        else:
            infinite_overlap = self.infinite_overlap

        remaining_overlap: int | None | Unset
        if isinstance(self.remaining_overlap, Unset):
            remaining_overlap = UNSET
        else:
            remaining_overlap = self.remaining_overlap

        origin_task_id: None | str | Unset
        if isinstance(self.origin_task_id, Unset):
            origin_task_id = UNSET
        else:
            origin_task_id = self.origin_task_id

        reserved_for: list[str] | None | Unset
        if isinstance(self.reserved_for, Unset):
            reserved_for = UNSET
        elif isinstance(self.reserved_for, list):
            reserved_for = self.reserved_for

        else:
            reserved_for = self.reserved_for

        unavailable_for: list[str] | None | Unset
        if isinstance(self.unavailable_for, Unset):
            unavailable_for = UNSET
        elif isinstance(self.unavailable_for, list):
            unavailable_for = self.unavailable_for

        else:
            unavailable_for = self.unavailable_for

        traits_all_of: list[str] | None | Unset
        if isinstance(self.traits_all_of, Unset):
            traits_all_of = UNSET
        elif isinstance(self.traits_all_of, list):
            traits_all_of = self.traits_all_of

        else:
            traits_all_of = self.traits_all_of

        traits_any_of: list[str] | None | Unset
        if isinstance(self.traits_any_of, Unset):
            traits_any_of = UNSET
        elif isinstance(self.traits_any_of, list):
            traits_any_of = self.traits_any_of

        else:
            traits_any_of = self.traits_any_of

        traits_none_of_any: list[str] | None | Unset
        if isinstance(self.traits_none_of_any, Unset):
            traits_none_of_any = UNSET
        elif isinstance(self.traits_none_of_any, list):
            traits_none_of_any = self.traits_none_of_any

        else:
            traits_none_of_any = self.traits_none_of_any

        localization_config: dict[str, Any] | None | Unset
        if isinstance(self.localization_config, Unset):
            localization_config = UNSET
        elif isinstance(self.localization_config, JsonObject):
            localization_config = self.localization_config.to_dict()
        else:
            localization_config = self.localization_config

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "created": created,
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
        if remaining_overlap is not UNSET:
            field_dict["remaining_overlap"] = remaining_overlap
        if origin_task_id is not UNSET:
            field_dict["origin_task_id"] = origin_task_id
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

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        created = d.pop("created")

        pool_id = d.pop("pool_id")

        input_values = JsonObject.from_dict(d.pop("input_values"))

        def _parse_known_solutions(data: object) -> list[KnownSolution] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                known_solutions_type_0 = []
                _known_solutions_type_0 = data
                for known_solutions_type_0_item_data in _known_solutions_type_0:
                    known_solutions_type_0_item = KnownSolution.from_dict(
                        known_solutions_type_0_item_data
                    )

                    known_solutions_type_0.append(known_solutions_type_0_item)

                return known_solutions_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[KnownSolution] | None | Unset", data)

        known_solutions = _parse_known_solutions(d.pop("known_solutions", UNSET))

        def _parse_message_on_unknown_solution(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        message_on_unknown_solution = _parse_message_on_unknown_solution(
            d.pop("message_on_unknown_solution", UNSET)
        )

        def _parse_baseline_solutions(data: object) -> list[BaselineSolution] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                baseline_solutions_type_0 = []
                _baseline_solutions_type_0 = data
                for baseline_solutions_type_0_item_data in _baseline_solutions_type_0:
                    baseline_solutions_type_0_item = BaselineSolution.from_dict(
                        baseline_solutions_type_0_item_data
                    )

                    baseline_solutions_type_0.append(baseline_solutions_type_0_item)

                return baseline_solutions_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[BaselineSolution] | None | Unset", data)

        baseline_solutions = _parse_baseline_solutions(d.pop("baseline_solutions", UNSET))

        def _parse_overlap(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | None | Unset", data)

        overlap = _parse_overlap(d.pop("overlap", UNSET))

        def _parse_infinite_overlap(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("bool | None | Unset", data)

        infinite_overlap = _parse_infinite_overlap(d.pop("infinite_overlap", UNSET))

        def _parse_remaining_overlap(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | None | Unset", data)

        remaining_overlap = _parse_remaining_overlap(d.pop("remaining_overlap", UNSET))

        def _parse_origin_task_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        origin_task_id = _parse_origin_task_id(d.pop("origin_task_id", UNSET))

        def _parse_reserved_for(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                reserved_for_type_0 = cast("list[str]", data)

                return reserved_for_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[str] | None | Unset", data)

        reserved_for = _parse_reserved_for(d.pop("reserved_for", UNSET))

        def _parse_unavailable_for(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                unavailable_for_type_0 = cast("list[str]", data)

                return unavailable_for_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[str] | None | Unset", data)

        unavailable_for = _parse_unavailable_for(d.pop("unavailable_for", UNSET))

        def _parse_traits_all_of(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                traits_all_of_type_0 = cast("list[str]", data)

                return traits_all_of_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[str] | None | Unset", data)

        traits_all_of = _parse_traits_all_of(d.pop("traits_all_of", UNSET))

        def _parse_traits_any_of(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                traits_any_of_type_0 = cast("list[str]", data)

                return traits_any_of_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[str] | None | Unset", data)

        traits_any_of = _parse_traits_any_of(d.pop("traits_any_of", UNSET))

        def _parse_traits_none_of_any(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                traits_none_of_any_type_0 = cast("list[str]", data)

                return traits_none_of_any_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[str] | None | Unset", data)

        traits_none_of_any = _parse_traits_none_of_any(d.pop("traits_none_of_any", UNSET))

        def _parse_localization_config(data: object) -> JsonObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                localization_config_type_0 = JsonObject.from_dict(data)

                return localization_config_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("JsonObject | None | Unset", data)

        localization_config = _parse_localization_config(d.pop("localization_config", UNSET))

        task_view = cls(
            id=id,
            created=created,
            pool_id=pool_id,
            input_values=input_values,
            known_solutions=known_solutions,
            message_on_unknown_solution=message_on_unknown_solution,
            baseline_solutions=baseline_solutions,
            overlap=overlap,
            infinite_overlap=infinite_overlap,
            remaining_overlap=remaining_overlap,
            origin_task_id=origin_task_id,
            reserved_for=reserved_for,
            unavailable_for=unavailable_for,
            traits_all_of=traits_all_of,
            traits_any_of=traits_any_of,
            traits_none_of_any=traits_none_of_any,
            localization_config=localization_config,
        )

        task_view.additional_properties = d
        return task_view

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


TaskViewDict = TypedDict(
    "TaskViewDict",
    {
        "id": "str",
        "created": "str",
        "pool_id": "str",
        "input_values": "JsonObjectDict",
        "known_solutions": NotRequired["list[KnownSolutionDict] | None"],
        "message_on_unknown_solution": NotRequired["str | None"],
        "baseline_solutions": NotRequired["list[BaselineSolutionDict] | None"],
        "overlap": NotRequired["int | None"],
        "infinite_overlap": NotRequired["bool | None"],
        "remaining_overlap": NotRequired["int | None"],
        "origin_task_id": NotRequired["str | None"],
        "reserved_for": NotRequired["list[str] | None"],
        "unavailable_for": NotRequired["list[str] | None"],
        "traits_all_of": NotRequired["list[str] | None"],
        "traits_any_of": NotRequired["list[str] | None"],
        "traits_none_of_any": NotRequired["list[str] | None"],
        "localization_config": NotRequired["JsonObjectDict | None"],
    },
)

from ..models.baseline_solution import BaselineSolution, BaselineSolutionDict  # noqa: E402
from ..models.json_object import JsonObject, JsonObjectDict  # noqa: E402
from ..models.known_solution import KnownSolution, KnownSolutionDict  # noqa: E402
