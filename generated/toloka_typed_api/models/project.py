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

from ..models.project_status import ProjectStatus, check_project_status
from ..types import UNSET, Unset

T = TypeVar("T", bound="Project")


@_attrs_define
class Project:
    """A project as the service holds it; most settings are not listed here"""

    id: str
    """ Id of the project """
    task_spec: TaskSpec
    """ The fields of a project's tasks, and how they look """
    public_name: None | str | Unset = UNSET
    """ The name that Tolokers see """
    public_description: None | str | Unset = UNSET
    """ The description that Tolokers see """
    private_comment: None | str | Unset = UNSET
    """ A comment, for the requester only """
    status: None | ProjectStatus | str | Unset = UNSET
    """ Its state """
    created: None | str | Unset = UNSET
    """ When it was created """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        task_spec = self.task_spec.to_dict()

        public_name: None | str | Unset
        if isinstance(self.public_name, Unset):
            public_name = UNSET
        else:
            public_name = self.public_name

        public_description: None | str | Unset
        if isinstance(self.public_description, Unset):
            public_description = UNSET
        else:
            public_description = self.public_description

        private_comment: None | str | Unset
        if isinstance(self.private_comment, Unset):
            private_comment = UNSET
        else:
            private_comment = self.private_comment

        status: None | str | Unset
        if isinstance(self.status, Unset):
            status = UNSET
        elif isinstance(self.status, str):
            status = self.status
        else:
            status = self.status

        created: None | str | Unset
        if isinstance(self.created, Unset):
            created = UNSET
        else:
            created = self.created

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "task_spec": task_spec,
            }
        )
        if public_name is not UNSET:
            field_dict["public_name"] = public_name
        if public_description is not UNSET:
            field_dict["public_description"] = public_description
        if private_comment is not UNSET:
            field_dict["private_comment"] = private_comment
        if status is not UNSET:
            field_dict["status"] = status
        if created is not UNSET:
            field_dict["created"] = created

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        task_spec = TaskSpec.from_dict(d.pop("task_spec"))

        def _parse_public_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        public_name = _parse_public_name(d.pop("public_name", UNSET))

        def _parse_public_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        public_description = _parse_public_description(d.pop("public_description", UNSET))

        def _parse_private_comment(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        private_comment = _parse_private_comment(d.pop("private_comment", UNSET))

        def _parse_status(data: object) -> None | ProjectStatus | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                status_type_0 = check_project_status(data)

                return status_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | ProjectStatus | str | Unset", data)

        status = _parse_status(d.pop("status", UNSET))

        def _parse_created(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        created = _parse_created(d.pop("created", UNSET))

        project = cls(
            id=id,
            task_spec=task_spec,
            public_name=public_name,
            public_description=public_description,
            private_comment=private_comment,
            status=status,
            created=created,
        )

        project.additional_properties = d
        return project

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


ProjectDict = TypedDict(
    "ProjectDict",
    {
        "id": "str",
        "task_spec": "TaskSpecDict",
        "public_name": NotRequired["str | None"],
        "public_description": NotRequired["str | None"],
        "private_comment": NotRequired["str | None"],
        "status": NotRequired["ProjectStatus | str | None"],
        "created": NotRequired["str | None"],
    },
)

from ..models.task_spec import TaskSpec, TaskSpecDict  # noqa: E402
