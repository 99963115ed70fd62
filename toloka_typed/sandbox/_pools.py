"""A pool and its project, as the sandbox holds and shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

import attrs

from toloka_typed.sandbox._fields import Specification
from toloka_typed.sandbox._problems import ApiError
from toloka_typed.sandbox._store import TaskStore
from toloka_typed.sandbox._times import text_of

PoolStatus: TypeAlias = Literal["OPEN", "CLOSED", "ARCHIVED", "LOCKED"]

OWNER: Mapping[str, object] = {"id": "c5a1d0b07e9f4c3d8a6b2e1f00000001", "myself": True}


@attrs.define(kw_only=True, eq=False)
class Pool:
    """One pool with its tasks, and what its project says of their fields."""

    id: str
    project_id: str
    name: str
    created: int
    input_spec: Specification
    output_spec: Specification
    default_overlap: int | None
    mixer: bool
    foreign: bool
    most_tasks: int
    status: PoolStatus
    tasks: TaskStore
    last_close_reason: str | None = None
    last_started: int | None = None
    last_stopped: int | None = None

    def problem(self, *, adding: int) -> ApiError | None:
        """Give why the pool does not take so many more tasks, or `None` where it does."""
        if self.foreign:
            return ApiError(403, "ACCESS_DENIED", "the pool belongs to another requester")
        if self.status == "ARCHIVED":
            return self.inappropriate_status()
        if self.status == "LOCKED":
            return locked()
        if not self.mixer:
            message = "the pool has no mixer_config, so it takes task suites only"
            return ApiError(409, "MIXER_CONFIG_REQUIRED", message)
        if len(self.tasks) + adding > self.most_tasks:
            message = f"the pool holds at most {self.most_tasks} tasks"
            return ApiError(409, "POOL_TASKS_COUNT_EXCEEDED", message)
        return None

    def opening_problem(self, refusal: str | None) -> ApiError | None:
        """Give why the pool cannot be opened, or `None` where it can."""
        if self.status == "LOCKED":
            return locked()
        if self.status == "ARCHIVED":
            return self.inappropriate_status()
        if not len(self.tasks):
            return ApiError(409, "EMPTY_POOL", "the pool contains no tasks")
        if refusal:
            return ApiError(409, refusal, "the pool cannot be opened")
        return None

    def inappropriate_status(self) -> ApiError:
        """Give the error of a request that a pool in this status does not take."""
        payload = {"appropriate_statuses": ["OPEN", "CLOSED"]}
        message = f"the pool is {self.status}"
        return ApiError(409, "INAPPROPRIATE_STATUS", message, payload=payload)

    def turn(self, status: PoolStatus, *, now: int, reason: str = "MANUAL") -> None:
        """Give the pool another status; nothing where it has it already."""
        if status == self.status:
            return
        self.status = status
        if status == "OPEN":
            self.last_started, self.last_close_reason = now, None
        else:
            self.last_stopped, self.last_close_reason = now, reason

    def view(self) -> dict[str, object]:
        """Give the pool as the wire shows it; what it does not have is left out."""
        defaults: dict[str, object] = {"default_overlap_for_new_task_suites": 3}
        if self.default_overlap is not None:
            defaults["default_overlap_for_new_tasks"] = self.default_overlap
        view: dict[str, object] = {
            "id": self.id,
            "project_id": self.project_id,
            "private_name": self.name,
            "may_contain_adult_content": False,
            "will_expire": "2099-01-01T00:00:00",
            "auto_close_after_complete_delay_seconds": 0,
            "reward_per_assignment": 0.05,
            "metadata": {},
            "assignment_max_duration_seconds": 600,
            "auto_accept_solutions": True,
            "assignments_issuing_config": {"issue_task_suites_in_creation_order": False},
            "quality_control": {"configs": []},
            "defaults": defaults,
            "priority": 0,
            "owner": OWNER,
            "type": "REGULAR",
            "status": self.status,
            "created": text_of(self.created),
        }
        if self.mixer:
            view["mixer_config"] = _MIXER
        if self.last_close_reason:
            view["last_close_reason"] = self.last_close_reason
        if self.last_started is not None:
            view["last_started"] = text_of(self.last_started)
        if self.last_stopped is not None:
            view["last_stopped"] = text_of(self.last_stopped)
        return view

    def project_view(self) -> dict[str, object]:
        """Give the pool's project as the wire shows it."""
        return {
            "id": self.project_id,
            "public_name": self.name,
            "public_description": "",
            "task_spec": {
                "input_spec": self.input_spec,
                "output_spec": self.output_spec,
                "view_spec": {"type": "classic", "markup": "", "settings": {}},
            },
            "assignments_issuing_type": "AUTOMATED",
            "assignments_automerge_enabled": False,
            "owner": OWNER,
            "status": "ACTIVE",
            "created": text_of(self.created, digits=0),
        }


def locked() -> ApiError:
    """Give the error of a pool that something else is working on."""
    message = "another operation works on the pool"
    return ApiError(409, "POOL_LOCKED_BY_ANOTHER_OPERATION", message)


_MIXER: Mapping[str, object] = {
    "real_tasks_count": 10,
    "golden_tasks_count": 0,
    "training_tasks_count": 0,
    "min_golden_tasks_count": 0,
    "min_real_tasks_count": 1,
    "min_training_tasks_count": 0,
    "force_last_assignment": True,
    "force_last_assignment_delay_seconds": 10,
    "mix_tasks_in_creation_order": False,
    "shuffle_tasks_in_task_suite": True,
}
