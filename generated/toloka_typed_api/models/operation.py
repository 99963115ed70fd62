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

from ..models.operation_status import OperationStatus, check_operation_status
from ..models.operation_type import OperationType, check_operation_type
from ..types import UNSET, Unset

T = TypeVar("T", bound="Operation")


@_attrs_define
class Operation:
    """Work that the service does in the background"""

    id: str
    """ Id of the operation """
    type_: OperationType | str
    """ What it does """
    status: OperationStatus | str
    """ How far it is """
    submitted: None | str | Unset = UNSET
    """ When it was asked for """
    started: None | str | Unset = UNSET
    """ When it began; missing while it is pending """
    finished: None | str | Unset = UNSET
    """ When it ended; missing until then """
    progress: int | None | Unset = UNSET
    """ The finished part in percent """
    parameters: JsonObject | None | Unset = UNSET
    """ What it was asked to do; depends on the type """
    details: JsonObject | None | Unset = UNSET
    """ What came of it; depends on the type """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        type_: str
        if isinstance(self.type_, str):
            type_ = self.type_
        else:
            type_ = self.type_

        status: str
        if isinstance(self.status, str):
            status = self.status
        else:
            status = self.status

        submitted: None | str | Unset
        if isinstance(self.submitted, Unset):
            submitted = UNSET
        else:
            submitted = self.submitted

        started: None | str | Unset
        if isinstance(self.started, Unset):
            started = UNSET
        else:
            started = self.started

        finished: None | str | Unset
        if isinstance(self.finished, Unset):
            finished = UNSET
        else:
            finished = self.finished

        progress: int | None | Unset
        if isinstance(self.progress, Unset):
            progress = UNSET
        else:
            progress = self.progress

        parameters: dict[str, Any] | None | Unset
        if isinstance(self.parameters, Unset):
            parameters = UNSET
        elif isinstance(self.parameters, JsonObject):
            parameters = self.parameters.to_dict()
        else:
            parameters = self.parameters

        details: dict[str, Any] | None | Unset
        if isinstance(self.details, Unset):
            details = UNSET
        elif isinstance(self.details, JsonObject):
            details = self.details.to_dict()
        else:
            details = self.details

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "type": type_,
                "status": status,
            }
        )
        if submitted is not UNSET:
            field_dict["submitted"] = submitted
        if started is not UNSET:
            field_dict["started"] = started
        if finished is not UNSET:
            field_dict["finished"] = finished
        if progress is not UNSET:
            field_dict["progress"] = progress
        if parameters is not UNSET:
            field_dict["parameters"] = parameters
        if details is not UNSET:
            field_dict["details"] = details

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        def _parse_type_(data: object) -> OperationType | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                type_type_0 = check_operation_type(data)

                return type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("OperationType | str", data)

        type_ = _parse_type_(d.pop("type"))

        def _parse_status(data: object) -> OperationStatus | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                status_type_0 = check_operation_status(data)

                return status_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("OperationStatus | str", data)

        status = _parse_status(d.pop("status"))

        def _parse_submitted(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        submitted = _parse_submitted(d.pop("submitted", UNSET))

        def _parse_started(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        started = _parse_started(d.pop("started", UNSET))

        def _parse_finished(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        finished = _parse_finished(d.pop("finished", UNSET))

        def _parse_progress(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | None | Unset", data)

        progress = _parse_progress(d.pop("progress", UNSET))

        def _parse_parameters(data: object) -> JsonObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                parameters_type_0 = JsonObject.from_dict(data)

                return parameters_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("JsonObject | None | Unset", data)

        parameters = _parse_parameters(d.pop("parameters", UNSET))

        def _parse_details(data: object) -> JsonObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                details_type_0 = JsonObject.from_dict(data)

                return details_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("JsonObject | None | Unset", data)

        details = _parse_details(d.pop("details", UNSET))

        operation = cls(
            id=id,
            type_=type_,
            status=status,
            submitted=submitted,
            started=started,
            finished=finished,
            progress=progress,
            parameters=parameters,
            details=details,
        )

        operation.additional_properties = d
        return operation

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


OperationDict = TypedDict(
    "OperationDict",
    {
        "id": "str",
        "type": "OperationType | str",
        "status": "OperationStatus | str",
        "submitted": NotRequired["str | None"],
        "started": NotRequired["str | None"],
        "finished": NotRequired["str | None"],
        "progress": NotRequired["int | None"],
        "parameters": NotRequired["JsonObjectDict | None"],
        "details": NotRequired["JsonObjectDict | None"],
    },
)

from ..models.json_object import JsonObject, JsonObjectDict  # noqa: E402
