"""What operations were asked to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

import attrs

from toloka_typed._json import EMPTY, JSON, JsonObject
from toloka_typed._wire import converted, unlisted


@attrs.frozen(kw_only=True)
class Parameters:
    """What an operation was asked to do."""

    additional_properties: Mapping[str, JSON] = EMPTY

    def to_dict(self) -> JsonObject:
        """Give the JSON object, without the fields that are not there."""
        fields = attrs.asdict(self, recurse=False, filter=_is_given)
        return {**self.additional_properties, **fields}

    @classmethod
    def from_dict(cls, wire: Mapping[str, JSON]) -> Self:
        """Read a JSON object. Raises `DecodeError` where a listed field has a wrong type."""
        listed = frozenset(attrs.fields_dict(cls)) - {"additional_properties"}
        # an id may come as a number
        given = {
            name: str(value) if type(value) is int else value
            for name, value in wire.items()
            if name in listed
        }
        return attrs.evolve(
            converted(given, cls), additional_properties=unlisted(wire, listed=listed)
        )


@attrs.frozen(kw_only=True)
class PoolParameters(Parameters):
    """The parameters of an operation on one pool."""

    pool_id: str | None = None


@attrs.frozen(kw_only=True)
class TrainingParameters(Parameters):
    """The parameters of an operation on one training."""

    training_id: str | None = None


@attrs.frozen(kw_only=True)
class ProjectParameters(Parameters):
    """The parameters of an operation on one project."""

    project_id: str | None = None


@attrs.frozen(kw_only=True)
class TasksCreateParameters(PoolParameters):
    """The flags of an upload; `None` where the service does not repeat one."""

    skip_invalid_items: bool | None = None
    allow_defaults: bool | None = None
    open_pool: bool | None = None


def _is_given(field: attrs.Attribute[object], value: object) -> bool:
    return field.name != "additional_properties" and value is not None
