"""Pools, and the requester who owns them, as an upload needs to see them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import attrs

from toloka_typed._json import EMPTY, JSON, JsonObject
from toloka_typed._shapes import pool_shape, requester_shape
from toloka_typed._wire import read_optional_datetime, unlisted, write_datetime

if TYPE_CHECKING:
    from toloka_typed_api.models.pool import PoolDict
    from toloka_typed_api.models.requester import RequesterDict

__all__ = ["CloseReason", "Pool", "PoolStatus", "Requester"]

PoolStatus: TypeAlias = Literal["OPEN", "CLOSED", "ARCHIVED", "LOCKED"]
CloseReason: TypeAlias = Literal[
    "MANUAL",
    "EXPIRED",
    "COMPLETED",
    "NOT_ENOUGH_BALANCE",
    "ASSIGNMENTS_LIMIT_EXCEEDED",
    "BLOCKED",
    "FOR_UPDATE",
]


@attrs.frozen(kw_only=True)
class Pool:
    """A pool of tasks. Only `id`, `project_id` and `status` can be taken for granted."""

    id: str
    project_id: str
    status: PoolStatus | str
    private_name: str | None = None
    private_comment: str | None = None
    public_description: str | None = None
    public_instructions: str | None = None
    may_contain_adult_content: bool | None = None
    type: str | None = None
    training: bool | None = None
    last_close_reason: CloseReason | str | None = None
    created: datetime | None = None
    last_started: datetime | None = None
    last_stopped: datetime | None = None
    will_expire: datetime | None = None
    priority: int | None = None
    """0 to 100."""
    reward_per_assignment: float | None = None
    """US dollars a task suite."""
    assignment_max_duration_seconds: int | None = None
    auto_accept_solutions: bool | None = None
    auto_accept_period_day: int | None = None
    auto_close_after_complete_delay_seconds: int | None = None
    defaults: JsonObject | None = None
    filter: JsonObject | None = None
    quality_control: JsonObject | None = None
    mixer_config: JsonObject | None = None
    """How control and general tasks are mixed; without it a pool takes no single tasks."""
    dynamic_overlap_config: JsonObject | None = None
    dynamic_pricing_config: JsonObject | None = None
    assignments_issuing_config: JsonObject | None = None
    speed_quality_balance: JsonObject | None = None
    training_config: JsonObject | None = None
    metadata: JsonObject | None = None
    owner: JsonObject | None = None
    additional_properties: Mapping[str, JSON] = EMPTY

    def is_open(self) -> bool:
        """Whether Tolokers get its tasks."""
        return self.status == "OPEN"

    def is_closed(self) -> bool:
        """Whether it is closed, and could be opened."""
        return self.status == "CLOSED"

    def to_dict(self) -> JsonObject:
        """Give the JSON object as the service would write it."""
        wire = {name: getattr(self, name) for name in LISTED if getattr(self, name) is not None}
        for name in MOMENTS.intersection(wire):
            wire[name] = write_datetime(wire[name])
        return {**self.additional_properties, **wire}

    @classmethod
    def from_dict(cls, wire: Mapping[str, JSON]) -> Pool:
        """Read a JSON object. Raises `DecodeError` where it is something else."""
        return read_pool(pool_shape(wire))


@attrs.frozen(kw_only=True)
class Requester:
    """The account that a token belongs to."""

    id: str
    balance: float | None = None
    """US dollars."""
    public_name: Mapping[str, str] | None = None
    """The name by language."""
    company: JsonObject | None = None
    additional_properties: Mapping[str, JSON] = EMPTY

    def to_dict(self) -> JsonObject:
        """Give the JSON object as the service would write it."""
        wire: RequesterDict = {"id": self.id}
        if self.balance is not None:
            wire["balance"] = self.balance
        if self.public_name is not None:
            wire["public_name"] = dict(self.public_name)
        if self.company is not None:
            wire["company"] = self.company
        return {**self.additional_properties, **wire}

    @classmethod
    def from_dict(cls, wire: Mapping[str, JSON]) -> Requester:
        """Read a JSON object. Raises `DecodeError` where it is something else."""
        return read_requester(requester_shape(wire))


_OURS: Final = {"additional_properties"}
LISTED: Final = frozenset(attrs.fields_dict(Pool)) - _OURS
LISTED_REQUESTER: Final = frozenset(attrs.fields_dict(Requester)) - _OURS
MOMENTS: Final = frozenset({"created", "last_started", "last_stopped", "will_expire"})


def read_pool(wire: PoolDict) -> Pool:
    """Read a pool from a checked wire shape."""
    return Pool(
        id=wire["id"],
        project_id=wire["project_id"],
        status=wire["status"],
        private_name=wire.get("private_name"),
        private_comment=wire.get("private_comment"),
        public_description=wire.get("public_description"),
        public_instructions=wire.get("public_instructions"),
        may_contain_adult_content=wire.get("may_contain_adult_content"),
        type=wire.get("type"),
        training=wire.get("training"),
        last_close_reason=wire.get("last_close_reason"),
        created=read_optional_datetime(wire.get("created")),
        last_started=read_optional_datetime(wire.get("last_started")),
        last_stopped=read_optional_datetime(wire.get("last_stopped")),
        will_expire=read_optional_datetime(wire.get("will_expire")),
        priority=wire.get("priority"),
        reward_per_assignment=wire.get("reward_per_assignment"),
        assignment_max_duration_seconds=wire.get("assignment_max_duration_seconds"),
        auto_accept_solutions=wire.get("auto_accept_solutions"),
        auto_accept_period_day=wire.get("auto_accept_period_day"),
        auto_close_after_complete_delay_seconds=wire.get("auto_close_after_complete_delay_seconds"),
        defaults=wire.get("defaults"),
        filter=wire.get("filter"),
        quality_control=wire.get("quality_control"),
        mixer_config=wire.get("mixer_config"),
        dynamic_overlap_config=wire.get("dynamic_overlap_config"),
        dynamic_pricing_config=wire.get("dynamic_pricing_config"),
        assignments_issuing_config=wire.get("assignments_issuing_config"),
        speed_quality_balance=wire.get("speed_quality_balance"),
        training_config=wire.get("training_config"),
        metadata=wire.get("metadata"),
        owner=wire.get("owner"),
        additional_properties=unlisted(wire, listed=LISTED),
    )


def read_requester(wire: RequesterDict) -> Requester:
    """Read a requester from a checked wire shape."""
    return Requester(
        id=wire["id"],
        balance=wire.get("balance"),
        public_name=wire.get("public_name"),
        company=wire.get("company"),
        additional_properties=unlisted(wire, listed=LISTED_REQUESTER),
    )
