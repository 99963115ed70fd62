"""The endpoints of tasks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import attrs
import msgspec
from toloka_typed_api.api.tasks import (
    create_tasks,
    find_tasks,
    get_task,
    patch_task,
    set_task_overlap_or_min,
)
from toloka_typed_api.models.task_overlap_patch import TaskOverlapPatch, TaskOverlapPatchDict
from toloka_typed_api.models.task_patch import TaskPatch, TaskPatchDict

from toloka_typed._endpoints._base import (
    ACCEPTED,
    CREATED,
    Endpoints,
    read_one_operation,
    request_of,
    unset_if_none,
)
from toloka_typed._fields import FieldTypes, In, Out
from toloka_typed._flags import Flags, TasksBody
from toloka_typed._json import JSON, decode, encode
from toloka_typed._requests.answers import FieldErrors, read_field_errors, read_json
from toloka_typed._requests.plan import Plan, Request
from toloka_typed.filters import (
    TaskFilters,
    TaskSort,
    moment,
    sort_text,
)
from toloka_typed.operations import (
    Operation,
)
from toloka_typed.pages import Page
from toloka_typed.tasks import CreatedTask, read_task_view


class _TaskPageShape(msgspec.Struct):
    items: list[msgspec.Raw]
    has_more: bool


class _TaskBatchShape(msgspec.Struct):
    items: dict[int, msgspec.Raw] | None = None
    validation_errors: dict[int, JSON] | None = None


_read_task_page: Final = msgspec.json.Decoder(_TaskPageShape).decode
_read_task_batch: Final = msgspec.json.Decoder(_TaskBatchShape).decode


class TaskEndpoints(Endpoints):
    """The endpoints of tasks."""

    def create_task(
        self, body: TasksBody, *, flags: Flags, types: FieldTypes[In, Out]
    ) -> Plan[CreatedTask[In, Out]]:
        """`POST /tasks`, one task, answered with it."""
        request = _creation(body, flags=flags)
        read = _task_reader(types)
        return self.exchanger.exchange(request, read, expected=CREATED)

    def create_tasks(
        self, body: TasksBody, *, flags: Flags, types_at: Callable[[int], FieldTypes[In, Out]]
    ) -> Plan[tuple[dict[int, CreatedTask[In, Out]], dict[int, FieldErrors]]]:
        """`POST /tasks`, answered with the created tasks and the refusals by index.

        `types_at` gives the types of a task by its index.
        """

        def read(
            content: bytes,
        ) -> tuple[dict[int, CreatedTask[In, Out]], dict[int, FieldErrors]]:
            batch = _read_task_batch(content)
            items = {
                index: read_task_view(decode(raw), types_at(index))
                for index, raw in (batch.items or {}).items()
            }
            refused = batch.validation_errors or {}
            return items, {index: read_field_errors(wire) for index, wire in refused.items()}

        return self.exchanger.exchange(_creation(body, flags=flags), read, expected=CREATED)

    def start_creation(
        self, body: TasksBody, *, flags: Flags, operation_id: str
    ) -> Plan[Operation]:
        """`POST /tasks` in the background, answered with the operation."""
        request = _creation(body, flags=flags, operation_id=operation_id)
        read = partial(read_one_operation, asked_for=operation_id)
        return self.exchanger.exchange(request, read, expected=ACCEPTED)

    def get_task(self, task_id: str, *, types: FieldTypes[In, Out]) -> Plan[CreatedTask[In, Out]]:
        """`GET /tasks/{id}`."""
        return self.exchanger.exchange(
            request_of(get_task.get_kwargs(task_id)), _task_reader(types)
        )

    def find_tasks(
        self,
        *,
        pool_id: str,
        sort: Sequence[TaskSort] | None,
        limit: int | None,
        filters: TaskFilters,
        types: FieldTypes[In, Out],
    ) -> Plan[Page[CreatedTask[In, Out]]]:
        """`GET /tasks`, one page."""
        request = request_of(
            find_tasks.get_kwargs(
                pool_id=pool_id,
                sort=unset_if_none(sort_text(sort, fields=TaskSort)),
                limit=unset_if_none(limit),
                overlap=unset_if_none(filters.get("overlap")),
                overlap_gt=unset_if_none(filters.get("overlap_gt")),
                overlap_gte=unset_if_none(filters.get("overlap_gte")),
                overlap_lt=unset_if_none(filters.get("overlap_lt")),
                overlap_lte=unset_if_none(filters.get("overlap_lte")),
                id_gt=unset_if_none(filters.get("id_gt")),
                id_gte=unset_if_none(filters.get("id_gte")),
                id_lt=unset_if_none(filters.get("id_lt")),
                id_lte=unset_if_none(filters.get("id_lte")),
                created_gt=unset_if_none(moment(filters.get("created_gt"))),
                created_gte=unset_if_none(moment(filters.get("created_gte"))),
                created_lt=unset_if_none(moment(filters.get("created_lt"))),
                created_lte=unset_if_none(moment(filters.get("created_lte"))),
            )
        )

        def read(content: bytes) -> Page[CreatedTask[In, Out]]:
            page = _read_task_page(content)
            # one at a time: a page of dicts kept alive is what makes the collector slow
            items = tuple([read_task_view(decode(raw), types) for raw in page.items])
            return Page(items=items, has_more=page.has_more)

        return self.exchanger.exchange(request, read)

    def patch_task(
        self,
        task_id: str,
        *,
        patch: TaskPatchDict,
        open_pool: bool | None,
        types: FieldTypes[In, Out],
    ) -> Plan[CreatedTask[In, Out]]:
        """`PATCH /tasks/{id}`."""
        kwargs = patch_task.get_kwargs(
            task_id, body=TaskPatch(), open_pool=unset_if_none(open_pool)
        )
        return self.exchanger.exchange(request_of(kwargs, body=encode(patch)), _task_reader(types))

    def set_task_overlap_or_min(
        self, task_id: str, *, patch: TaskOverlapPatchDict, types: FieldTypes[In, Out]
    ) -> Plan[CreatedTask[In, Out]]:
        """`PATCH /tasks/{id}/set-overlap-or-min`."""
        kwargs = set_task_overlap_or_min.get_kwargs(task_id, body=TaskOverlapPatch(overlap=0))
        return self.exchanger.exchange(request_of(kwargs, body=encode(patch)), _task_reader(types))


def _creation(body: TasksBody, *, flags: Flags, operation_id: str | None = None) -> Request:
    """Build the request that creates tasks; without an operation id it must not be repeated."""
    kwargs = create_tasks.get_kwargs(
        body=[],
        async_mode=operation_id is not None,
        operation_id=unset_if_none(operation_id),
        skip_invalid_items=flags.skip_invalid_items,
        allow_defaults=flags.allow_defaults,
        open_pool=flags.open_pool,
    )
    return attrs.evolve(
        request_of(kwargs, body=body.content),
        repeatable=operation_id is not None,
        tasks=body.tasks,
    )


def _task_reader(types: FieldTypes[In, Out]) -> Callable[[bytes], CreatedTask[In, Out]]:
    def read(content: bytes) -> CreatedTask[In, Out]:
        return read_task_view(read_json(content), types)

    return read
