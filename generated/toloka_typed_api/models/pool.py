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

from ..models.pool_close_reason import PoolCloseReason, check_pool_close_reason
from ..models.pool_status import PoolStatus, check_pool_status
from ..models.pool_type import PoolType, check_pool_type
from ..types import UNSET, Unset

T = TypeVar("T", bound="Pool")


@_attrs_define
class Pool:
    """A pool as the service holds it"""

    id: str
    """ Id of the pool """
    project_id: str
    """ The project that the pool belongs to """
    status: PoolStatus | str
    """ Its state """
    private_name: None | str | Unset = UNSET
    """ Its name, for the requester only """
    private_comment: None | str | Unset = UNSET
    """ A comment, for the requester only """
    public_description: None | str | Unset = UNSET
    """ The text that Tolokers see instead of the project's description """
    public_instructions: None | str | Unset = UNSET
    """ The instructions that Tolokers see, in HTML """
    may_contain_adult_content: bool | None | Unset = UNSET
    """ Whether the tasks are for adults only """
    type_: None | PoolType | str | Unset = UNSET
    """ Whether it is a training """
    training: bool | None | Unset = UNSET
    """ Whether it serves as a training """
    last_close_reason: None | PoolCloseReason | str | Unset = UNSET
    """ Why it was closed the last time """
    created: None | str | Unset = UNSET
    """ When it was created """
    last_started: None | str | Unset = UNSET
    """ When it was opened the last time """
    last_stopped: None | str | Unset = UNSET
    """ When it was closed the last time """
    will_expire: None | str | Unset = UNSET
    """ When it closes by itself """
    priority: int | None | Unset = UNSET
    """ Its rank among the project's pools; the highest goes first """
    reward_per_assignment: float | None | Unset = UNSET
    """ What a Toloker earns with one task suite, in US dollars """
    assignment_max_duration_seconds: int | None | Unset = UNSET
    """ How long a Toloker may take for one task suite """
    auto_accept_solutions: bool | None | Unset = UNSET
    """ Whether answers are accepted without a review """
    auto_accept_period_day: int | None | Unset = UNSET
    """ Days until an answer without a review is accepted """
    auto_close_after_complete_delay_seconds: int | None | Unset = UNSET
    """ How long it stays open after the last answer """
    defaults: JsonObject | None | Unset = UNSET
    """ Overlaps for tasks and task suites that come without one """
    filter_: JsonObject | None | Unset = UNSET
    """ Which Tolokers are let in """
    quality_control: JsonObject | None | Unset = UNSET
    """ Rules that act on Tolokers by the quality of their answers """
    mixer_config: JsonObject | None | Unset = UNSET
    """ How tasks are mixed into suites """
    dynamic_overlap_config: JsonObject | None | Unset = UNSET
    """ How an overlap grows with disagreement """
    dynamic_pricing_config: JsonObject | None | Unset = UNSET
    """ How the reward grows with a skill """
    assignments_issuing_config: JsonObject | None | Unset = UNSET
    """ How task suites are given out """
    speed_quality_balance: JsonObject | None | Unset = UNSET
    """ Which part of the Tolokers is let in, by their quality """
    training_config: JsonObject | None | Unset = UNSET
    """ Settings of a training """
    metadata: JsonObject | None | Unset = UNSET
    """ The requester's own notes """
    owner: JsonObject | None | Unset = UNSET
    """ The account that the pool belongs to """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        project_id = self.project_id

        status: str
        if isinstance(self.status, str):
            status = self.status
        else:
            status = self.status

        private_name: None | str | Unset
        if isinstance(self.private_name, Unset):
            private_name = UNSET
        else:
            private_name = self.private_name

        private_comment: None | str | Unset
        if isinstance(self.private_comment, Unset):
            private_comment = UNSET
        else:
            private_comment = self.private_comment

        public_description: None | str | Unset
        if isinstance(self.public_description, Unset):
            public_description = UNSET
        else:
            public_description = self.public_description

        public_instructions: None | str | Unset
        if isinstance(self.public_instructions, Unset):
            public_instructions = UNSET
        else:
            public_instructions = self.public_instructions

        may_contain_adult_content: bool | None | Unset
        if isinstance(self.may_contain_adult_content, Unset):
            may_contain_adult_content = UNSET
        else:
            may_contain_adult_content = self.may_contain_adult_content

        type_: None | str | Unset
        if isinstance(self.type_, Unset):
            type_ = UNSET
        elif isinstance(self.type_, str):
            type_ = self.type_
        else:
            type_ = self.type_

        training: bool | None | Unset
        if isinstance(self.training, Unset):
            training = UNSET
        else:
            training = self.training

        last_close_reason: None | str | Unset
        if isinstance(self.last_close_reason, Unset):
            last_close_reason = UNSET
        elif isinstance(self.last_close_reason, str):
            last_close_reason = self.last_close_reason
        else:
            last_close_reason = self.last_close_reason

        created: None | str | Unset
        if isinstance(self.created, Unset):
            created = UNSET
        else:
            created = self.created

        last_started: None | str | Unset
        if isinstance(self.last_started, Unset):
            last_started = UNSET
        else:
            last_started = self.last_started

        last_stopped: None | str | Unset
        if isinstance(self.last_stopped, Unset):
            last_stopped = UNSET
        else:
            last_stopped = self.last_stopped

        will_expire: None | str | Unset
        if isinstance(self.will_expire, Unset):
            will_expire = UNSET
        else:
            will_expire = self.will_expire

        priority: int | None | Unset
        if isinstance(self.priority, Unset):
            priority = UNSET
        else:
            priority = self.priority

        reward_per_assignment: float | None | Unset
        if isinstance(self.reward_per_assignment, Unset):
            reward_per_assignment = UNSET
        else:
            reward_per_assignment = self.reward_per_assignment

        assignment_max_duration_seconds: int | None | Unset
        if isinstance(self.assignment_max_duration_seconds, Unset):
            assignment_max_duration_seconds = UNSET
        else:
            assignment_max_duration_seconds = self.assignment_max_duration_seconds

        auto_accept_solutions: bool | None | Unset
        if isinstance(self.auto_accept_solutions, Unset):
            auto_accept_solutions = UNSET
        else:
            auto_accept_solutions = self.auto_accept_solutions

        auto_accept_period_day: int | None | Unset
        if isinstance(self.auto_accept_period_day, Unset):
            auto_accept_period_day = UNSET
        else:
            auto_accept_period_day = self.auto_accept_period_day

        auto_close_after_complete_delay_seconds: int | None | Unset
        if isinstance(self.auto_close_after_complete_delay_seconds, Unset):
            auto_close_after_complete_delay_seconds = UNSET
        else:
            auto_close_after_complete_delay_seconds = self.auto_close_after_complete_delay_seconds

        defaults: dict[str, Any] | None | Unset
        if isinstance(self.defaults, Unset):
            defaults = UNSET
        elif isinstance(self.defaults, JsonObject):
            defaults = self.defaults.to_dict()
        else:
            defaults = self.defaults

        filter_: dict[str, Any] | None | Unset
        if isinstance(self.filter_, Unset):
            filter_ = UNSET
        elif isinstance(self.filter_, JsonObject):
            filter_ = self.filter_.to_dict()
        else:
            filter_ = self.filter_

        quality_control: dict[str, Any] | None | Unset
        if isinstance(self.quality_control, Unset):
            quality_control = UNSET
        elif isinstance(self.quality_control, JsonObject):
            quality_control = self.quality_control.to_dict()
        else:
            quality_control = self.quality_control

        mixer_config: dict[str, Any] | None | Unset
        if isinstance(self.mixer_config, Unset):
            mixer_config = UNSET
        elif isinstance(self.mixer_config, JsonObject):
            mixer_config = self.mixer_config.to_dict()
        else:
            mixer_config = self.mixer_config

        dynamic_overlap_config: dict[str, Any] | None | Unset
        if isinstance(self.dynamic_overlap_config, Unset):
            dynamic_overlap_config = UNSET
        elif isinstance(self.dynamic_overlap_config, JsonObject):
            dynamic_overlap_config = self.dynamic_overlap_config.to_dict()
        else:
            dynamic_overlap_config = self.dynamic_overlap_config

        dynamic_pricing_config: dict[str, Any] | None | Unset
        if isinstance(self.dynamic_pricing_config, Unset):
            dynamic_pricing_config = UNSET
        elif isinstance(self.dynamic_pricing_config, JsonObject):
            dynamic_pricing_config = self.dynamic_pricing_config.to_dict()
        else:
            dynamic_pricing_config = self.dynamic_pricing_config

        assignments_issuing_config: dict[str, Any] | None | Unset
        if isinstance(self.assignments_issuing_config, Unset):
            assignments_issuing_config = UNSET
        elif isinstance(self.assignments_issuing_config, JsonObject):
            assignments_issuing_config = self.assignments_issuing_config.to_dict()
        else:
            assignments_issuing_config = self.assignments_issuing_config

        speed_quality_balance: dict[str, Any] | None | Unset
        if isinstance(self.speed_quality_balance, Unset):
            speed_quality_balance = UNSET
        elif isinstance(self.speed_quality_balance, JsonObject):
            speed_quality_balance = self.speed_quality_balance.to_dict()
        else:
            speed_quality_balance = self.speed_quality_balance

        training_config: dict[str, Any] | None | Unset
        if isinstance(self.training_config, Unset):
            training_config = UNSET
        elif isinstance(self.training_config, JsonObject):
            training_config = self.training_config.to_dict()
        else:
            training_config = self.training_config

        metadata: dict[str, Any] | None | Unset
        if isinstance(self.metadata, Unset):
            metadata = UNSET
        elif isinstance(self.metadata, JsonObject):
            metadata = self.metadata.to_dict()
        else:
            metadata = self.metadata

        owner: dict[str, Any] | None | Unset
        if isinstance(self.owner, Unset):
            owner = UNSET
        elif isinstance(self.owner, JsonObject):
            owner = self.owner.to_dict()
        else:
            owner = self.owner

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "project_id": project_id,
                "status": status,
            }
        )
        if private_name is not UNSET:
            field_dict["private_name"] = private_name
        if private_comment is not UNSET:
            field_dict["private_comment"] = private_comment
        if public_description is not UNSET:
            field_dict["public_description"] = public_description
        if public_instructions is not UNSET:
            field_dict["public_instructions"] = public_instructions
        if may_contain_adult_content is not UNSET:
            field_dict["may_contain_adult_content"] = may_contain_adult_content
        if type_ is not UNSET:
            field_dict["type"] = type_
        if training is not UNSET:
            field_dict["training"] = training
        if last_close_reason is not UNSET:
            field_dict["last_close_reason"] = last_close_reason
        if created is not UNSET:
            field_dict["created"] = created
        if last_started is not UNSET:
            field_dict["last_started"] = last_started
        if last_stopped is not UNSET:
            field_dict["last_stopped"] = last_stopped
        if will_expire is not UNSET:
            field_dict["will_expire"] = will_expire
        if priority is not UNSET:
            field_dict["priority"] = priority
        if reward_per_assignment is not UNSET:
            field_dict["reward_per_assignment"] = reward_per_assignment
        if assignment_max_duration_seconds is not UNSET:
            field_dict["assignment_max_duration_seconds"] = assignment_max_duration_seconds
        if auto_accept_solutions is not UNSET:
            field_dict["auto_accept_solutions"] = auto_accept_solutions
        if auto_accept_period_day is not UNSET:
            field_dict["auto_accept_period_day"] = auto_accept_period_day
        if auto_close_after_complete_delay_seconds is not UNSET:
            field_dict["auto_close_after_complete_delay_seconds"] = (
                auto_close_after_complete_delay_seconds
            )
        if defaults is not UNSET:
            field_dict["defaults"] = defaults
        if filter_ is not UNSET:
            field_dict["filter"] = filter_
        if quality_control is not UNSET:
            field_dict["quality_control"] = quality_control
        if mixer_config is not UNSET:
            field_dict["mixer_config"] = mixer_config
        if dynamic_overlap_config is not UNSET:
            field_dict["dynamic_overlap_config"] = dynamic_overlap_config
        if dynamic_pricing_config is not UNSET:
            field_dict["dynamic_pricing_config"] = dynamic_pricing_config
        if assignments_issuing_config is not UNSET:
            field_dict["assignments_issuing_config"] = assignments_issuing_config
        if speed_quality_balance is not UNSET:
            field_dict["speed_quality_balance"] = speed_quality_balance
        if training_config is not UNSET:
            field_dict["training_config"] = training_config
        if metadata is not UNSET:
            field_dict["metadata"] = metadata
        if owner is not UNSET:
            field_dict["owner"] = owner

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        project_id = d.pop("project_id")

        def _parse_status(data: object) -> PoolStatus | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                status_type_0 = check_pool_status(data)

                return status_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("PoolStatus | str", data)

        status = _parse_status(d.pop("status"))

        def _parse_private_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        private_name = _parse_private_name(d.pop("private_name", UNSET))

        def _parse_private_comment(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        private_comment = _parse_private_comment(d.pop("private_comment", UNSET))

        def _parse_public_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        public_description = _parse_public_description(d.pop("public_description", UNSET))

        def _parse_public_instructions(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        public_instructions = _parse_public_instructions(d.pop("public_instructions", UNSET))

        def _parse_may_contain_adult_content(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("bool | None | Unset", data)

        may_contain_adult_content = _parse_may_contain_adult_content(
            d.pop("may_contain_adult_content", UNSET)
        )

        def _parse_type_(data: object) -> None | PoolType | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                type_type_0 = check_pool_type(data)

                return type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | PoolType | str | Unset", data)

        type_ = _parse_type_(d.pop("type", UNSET))

        def _parse_training(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("bool | None | Unset", data)

        training = _parse_training(d.pop("training", UNSET))

        def _parse_last_close_reason(data: object) -> None | PoolCloseReason | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_close_reason_type_0 = check_pool_close_reason(data)

                return last_close_reason_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | PoolCloseReason | str | Unset", data)

        last_close_reason = _parse_last_close_reason(d.pop("last_close_reason", UNSET))

        def _parse_created(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        created = _parse_created(d.pop("created", UNSET))

        def _parse_last_started(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        last_started = _parse_last_started(d.pop("last_started", UNSET))

        def _parse_last_stopped(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        last_stopped = _parse_last_stopped(d.pop("last_stopped", UNSET))

        def _parse_will_expire(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        will_expire = _parse_will_expire(d.pop("will_expire", UNSET))

        def _parse_priority(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | None | Unset", data)

        priority = _parse_priority(d.pop("priority", UNSET))

        def _parse_reward_per_assignment(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("float | None | Unset", data)

        reward_per_assignment = _parse_reward_per_assignment(d.pop("reward_per_assignment", UNSET))

        def _parse_assignment_max_duration_seconds(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | None | Unset", data)

        assignment_max_duration_seconds = _parse_assignment_max_duration_seconds(
            d.pop("assignment_max_duration_seconds", UNSET)
        )

        def _parse_auto_accept_solutions(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("bool | None | Unset", data)

        auto_accept_solutions = _parse_auto_accept_solutions(d.pop("auto_accept_solutions", UNSET))

        def _parse_auto_accept_period_day(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | None | Unset", data)

        auto_accept_period_day = _parse_auto_accept_period_day(
            d.pop("auto_accept_period_day", UNSET)
        )

        def _parse_auto_close_after_complete_delay_seconds(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | None | Unset", data)

        auto_close_after_complete_delay_seconds = _parse_auto_close_after_complete_delay_seconds(
            d.pop("auto_close_after_complete_delay_seconds", UNSET)
        )

        def _parse_defaults(data: object) -> JsonObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                defaults_type_0 = JsonObject.from_dict(data)

                return defaults_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("JsonObject | None | Unset", data)

        defaults = _parse_defaults(d.pop("defaults", UNSET))

        def _parse_filter_(data: object) -> JsonObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                filter_type_0 = JsonObject.from_dict(data)

                return filter_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("JsonObject | None | Unset", data)

        filter_ = _parse_filter_(d.pop("filter", UNSET))

        def _parse_quality_control(data: object) -> JsonObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                quality_control_type_0 = JsonObject.from_dict(data)

                return quality_control_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("JsonObject | None | Unset", data)

        quality_control = _parse_quality_control(d.pop("quality_control", UNSET))

        def _parse_mixer_config(data: object) -> JsonObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                mixer_config_type_0 = JsonObject.from_dict(data)

                return mixer_config_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("JsonObject | None | Unset", data)

        mixer_config = _parse_mixer_config(d.pop("mixer_config", UNSET))

        def _parse_dynamic_overlap_config(data: object) -> JsonObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                dynamic_overlap_config_type_0 = JsonObject.from_dict(data)

                return dynamic_overlap_config_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("JsonObject | None | Unset", data)

        dynamic_overlap_config = _parse_dynamic_overlap_config(
            d.pop("dynamic_overlap_config", UNSET)
        )

        def _parse_dynamic_pricing_config(data: object) -> JsonObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                dynamic_pricing_config_type_0 = JsonObject.from_dict(data)

                return dynamic_pricing_config_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("JsonObject | None | Unset", data)

        dynamic_pricing_config = _parse_dynamic_pricing_config(
            d.pop("dynamic_pricing_config", UNSET)
        )

        def _parse_assignments_issuing_config(data: object) -> JsonObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                assignments_issuing_config_type_0 = JsonObject.from_dict(data)

                return assignments_issuing_config_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("JsonObject | None | Unset", data)

        assignments_issuing_config = _parse_assignments_issuing_config(
            d.pop("assignments_issuing_config", UNSET)
        )

        def _parse_speed_quality_balance(data: object) -> JsonObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                speed_quality_balance_type_0 = JsonObject.from_dict(data)

                return speed_quality_balance_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("JsonObject | None | Unset", data)

        speed_quality_balance = _parse_speed_quality_balance(d.pop("speed_quality_balance", UNSET))

        def _parse_training_config(data: object) -> JsonObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                training_config_type_0 = JsonObject.from_dict(data)

                return training_config_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("JsonObject | None | Unset", data)

        training_config = _parse_training_config(d.pop("training_config", UNSET))

        def _parse_metadata(data: object) -> JsonObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                metadata_type_0 = JsonObject.from_dict(data)

                return metadata_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("JsonObject | None | Unset", data)

        metadata = _parse_metadata(d.pop("metadata", UNSET))

        def _parse_owner(data: object) -> JsonObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                owner_type_0 = JsonObject.from_dict(data)

                return owner_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("JsonObject | None | Unset", data)

        owner = _parse_owner(d.pop("owner", UNSET))

        pool = cls(
            id=id,
            project_id=project_id,
            status=status,
            private_name=private_name,
            private_comment=private_comment,
            public_description=public_description,
            public_instructions=public_instructions,
            may_contain_adult_content=may_contain_adult_content,
            type_=type_,
            training=training,
            last_close_reason=last_close_reason,
            created=created,
            last_started=last_started,
            last_stopped=last_stopped,
            will_expire=will_expire,
            priority=priority,
            reward_per_assignment=reward_per_assignment,
            assignment_max_duration_seconds=assignment_max_duration_seconds,
            auto_accept_solutions=auto_accept_solutions,
            auto_accept_period_day=auto_accept_period_day,
            auto_close_after_complete_delay_seconds=auto_close_after_complete_delay_seconds,
            defaults=defaults,
            filter_=filter_,
            quality_control=quality_control,
            mixer_config=mixer_config,
            dynamic_overlap_config=dynamic_overlap_config,
            dynamic_pricing_config=dynamic_pricing_config,
            assignments_issuing_config=assignments_issuing_config,
            speed_quality_balance=speed_quality_balance,
            training_config=training_config,
            metadata=metadata,
            owner=owner,
        )

        pool.additional_properties = d
        return pool

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


PoolDict = TypedDict(
    "PoolDict",
    {
        "id": "str",
        "project_id": "str",
        "status": "PoolStatus | str",
        "private_name": NotRequired["str | None"],
        "private_comment": NotRequired["str | None"],
        "public_description": NotRequired["str | None"],
        "public_instructions": NotRequired["str | None"],
        "may_contain_adult_content": NotRequired["bool | None"],
        "type": NotRequired["PoolType | str | None"],
        "training": NotRequired["bool | None"],
        "last_close_reason": NotRequired["PoolCloseReason | str | None"],
        "created": NotRequired["str | None"],
        "last_started": NotRequired["str | None"],
        "last_stopped": NotRequired["str | None"],
        "will_expire": NotRequired["str | None"],
        "priority": NotRequired["int | None"],
        "reward_per_assignment": NotRequired["float | None"],
        "assignment_max_duration_seconds": NotRequired["int | None"],
        "auto_accept_solutions": NotRequired["bool | None"],
        "auto_accept_period_day": NotRequired["int | None"],
        "auto_close_after_complete_delay_seconds": NotRequired["int | None"],
        "defaults": NotRequired["JsonObjectDict | None"],
        "filter": NotRequired["JsonObjectDict | None"],
        "quality_control": NotRequired["JsonObjectDict | None"],
        "mixer_config": NotRequired["JsonObjectDict | None"],
        "dynamic_overlap_config": NotRequired["JsonObjectDict | None"],
        "dynamic_pricing_config": NotRequired["JsonObjectDict | None"],
        "assignments_issuing_config": NotRequired["JsonObjectDict | None"],
        "speed_quality_balance": NotRequired["JsonObjectDict | None"],
        "training_config": NotRequired["JsonObjectDict | None"],
        "metadata": NotRequired["JsonObjectDict | None"],
        "owner": NotRequired["JsonObjectDict | None"],
    },
)

from ..models.json_object import JsonObject, JsonObjectDict  # noqa: E402
