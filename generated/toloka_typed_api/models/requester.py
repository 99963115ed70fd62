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

T = TypeVar("T", bound="Requester")


@_attrs_define
class Requester:
    """The account that a token belongs to"""

    id: str
    """ Id of the account """
    balance: float | None | Unset = UNSET
    """ The money on the account, in US dollars """
    public_name: LocalizedText | None | Unset = UNSET
    """ The name that Tolokers see """
    company: JsonObject | None | Unset = UNSET
    """ The company, for an account that belongs to one """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        balance: float | None | Unset
        if isinstance(self.balance, Unset):
            balance = UNSET
        else:
            balance = self.balance

        public_name: dict[str, Any] | None | Unset
        if isinstance(self.public_name, Unset):
            public_name = UNSET
        elif isinstance(self.public_name, LocalizedText):
            public_name = self.public_name.to_dict()
        else:
            public_name = self.public_name

        company: dict[str, Any] | None | Unset
        if isinstance(self.company, Unset):
            company = UNSET
        elif isinstance(self.company, JsonObject):
            company = self.company.to_dict()
        else:
            company = self.company

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
            }
        )
        if balance is not UNSET:
            field_dict["balance"] = balance
        if public_name is not UNSET:
            field_dict["public_name"] = public_name
        if company is not UNSET:
            field_dict["company"] = company

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        def _parse_balance(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("float | None | Unset", data)

        balance = _parse_balance(d.pop("balance", UNSET))

        def _parse_public_name(data: object) -> LocalizedText | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                public_name_type_0 = LocalizedText.from_dict(data)

                return public_name_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("LocalizedText | None | Unset", data)

        public_name = _parse_public_name(d.pop("public_name", UNSET))

        def _parse_company(data: object) -> JsonObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                company_type_0 = JsonObject.from_dict(data)

                return company_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("JsonObject | None | Unset", data)

        company = _parse_company(d.pop("company", UNSET))

        requester = cls(
            id=id,
            balance=balance,
            public_name=public_name,
            company=company,
        )

        requester.additional_properties = d
        return requester

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


RequesterDict = TypedDict(
    "RequesterDict",
    {
        "id": "str",
        "balance": NotRequired["float | None"],
        "public_name": NotRequired["LocalizedTextDict | None"],
        "company": NotRequired["JsonObjectDict | None"],
    },
)

from ..models.json_object import JsonObject, JsonObjectDict  # noqa: E402
from ..models.localized_text import LocalizedText, LocalizedTextDict  # noqa: E402
