"""One method an endpoint: the generated request, the expected statuses, the decoder.

This is the only module that calls the generated package's endpoint modules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias, TypeVar

import attrs
import msgspec
from toloka_typed_api.api.operations import find_operations, get_operation, get_operation_log
from toloka_typed_api.api.pools import close_pool, find_pools, get_pool, open_pool
from toloka_typed_api.api.requesters import get_requester
from toloka_typed_api.api.tasks import (
    create_tasks,
    find_tasks,
    get_task,
    patch_task,
    set_task_overlap_or_min,
)
from toloka_typed_api.models.operation import OperationDict
from toloka_typed_api.models.operation_log_step import OperationLogStepDict
from toloka_typed_api.models.operation_page import OperationPageDict
from toloka_typed_api.models.pool import PoolDict
from toloka_typed_api.models.pool_page import PoolPageDict
from toloka_typed_api.models.requester import RequesterDict
from toloka_typed_api.models.task_overlap_patch import TaskOverlapPatch, TaskOverlapPatchDict
from toloka_typed_api.models.task_patch import TaskPatch, TaskPatchDict

from toloka_typed._answers import read_field_errors, read_json
from toloka_typed._exchange import Exchanger
from toloka_typed._fields import FieldTypes, In, Out
from toloka_typed._json import JSON, decode, encode
from toloka_typed._plan import Plan, QueryValue, Request
from toloka_typed._wire import shaped, unset_if_none
from toloka_typed.errors import FieldValidationError
from toloka_typed.filters import (
    OperationFilters,
    OperationSort,
    PoolFilters,
    PoolSort,
    TaskFilters,
    TaskSort,
    moment,
    sort_text,
)
from toloka_typed.operations import (
    Operation,
    OperationLogItem,
    read_log_item,
    read_operation,
)
from toloka_typed.pages import Page
from toloka_typed.pools import Pool, Requester, read_pool, read_requester
from toloka_typed.tasks import CreatedTask, read_task_view

T = TypeVar("T")

ACCEPTED: Final = frozenset({200, 201, 202})
CREATED: Final = frozenset({200, 201})
ACCEPTED_OR_ALREADY: Final = frozenset({200, 201, 202, 204})

FieldErrors: TypeAlias = Mapping[str, FieldValidationError]


@attrs.frozen(kw_only=True)
class Flags:
    """What an upload asks of the service."""

    allow_defaults: bool = False
    open_pool: bool = False
    skip_invalid_items: bool = False


@attrs.frozen(kw_only=True)
class TasksBody:
    """The encoded body of a request that creates tasks."""

    content: bytes = attrs.field(repr=False)
    tasks: int


class StepShape(msgspec.Struct):
    """A step of an operation's log; what it was given is left undecoded."""

    type: str
    success: bool
    input: msgspec.Raw = msgspec.Raw(b"{}")
    output: JSON = None


class _TaskPageShape(msgspec.Struct):
    items: list[msgspec.Raw]
    has_more: bool


class _TaskBatchShape(msgspec.Struct):
    items: dict[int, msgspec.Raw]
    validation_errors: dict[int, JSON] | None = None


_read_task_page: Final = msgspec.json.Decoder(_TaskPageShape).decode
_read_task_batch: Final = msgspec.json.Decoder(_TaskBatchShape).decode
_read_steps: Final = msgspec.json.Decoder(list[StepShape]).decode


@attrs.frozen
class Api:
    """The endpoints, as plans."""

    exchanger: Exchanger

    def create_task(
        self, body: TasksBody, *, flags: Flags, types: FieldTypes[In, Out]
    ) -> Plan[CreatedTask[In, Out]]:
        """`POST /tasks`, one task, answered with it."""
        request = _creation(body, flags=flags)
        read = _task_reader(types)
        return self.exchanger.exchange(request, read, expected=CREATED)

    def create_tasks(
        self, body: TasksBody, *, flags: Flags, types: FieldTypes[In, Out]
    ) -> Plan[tuple[dict[int, CreatedTask[In, Out]], dict[int, FieldErrors]]]:
        """`POST /tasks`, answered with the created tasks and the refusals by index."""

        def read(
            content: bytes,
        ) -> tuple[dict[int, CreatedTask[In, Out]], dict[int, FieldErrors]]:
            batch = _read_task_batch(content)
            items = {
                index: read_task_view(decode(raw), types) for index, raw in batch.items.items()
            }
            refused = batch.validation_errors or {}
            return items, {index: read_field_errors(wire) for index, wire in refused.items()}

        return self.exchanger.exchange(_creation(body, flags=flags), read, expected=CREATED)

    def start_creation(
        self, body: TasksBody, *, flags: Flags, operation_id: str
    ) -> Plan[Operation]:
        """`POST /tasks` in the background, answered with the operation."""
        request = _creation(body, flags=flags, operation_id=operation_id)
        return self.exchanger.exchange(request, _read_operation, expected=ACCEPTED)

    def get_task(self, task_id: str, *, types: FieldTypes[In, Out]) -> Plan[CreatedTask[In, Out]]:
        """`GET /tasks/{id}`."""
        return self.exchanger.exchange(_request(get_task.get_kwargs(task_id)), _task_reader(types))

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
        request = _request(
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
        return self.exchanger.exchange(_request(kwargs, body=encode(patch)), _task_reader(types))

    def set_task_overlap_or_min(
        self, task_id: str, *, patch: TaskOverlapPatchDict, types: FieldTypes[In, Out]
    ) -> Plan[CreatedTask[In, Out]]:
        """`PATCH /tasks/{id}/set-overlap-or-min`."""
        kwargs = set_task_overlap_or_min.get_kwargs(task_id, body=TaskOverlapPatch(overlap=0))
        return self.exchanger.exchange(_request(kwargs, body=encode(patch)), _task_reader(types))

    def get_operation(self, operation_id: str, *, until: float | None = None) -> Plan[Operation]:
        """`GET /operations/{id}`."""
        request = _request(get_operation.get_kwargs(operation_id))
        return self.exchanger.exchange(request, _read_operation, until=until)

    def find_operations(
        self, *, sort: Sequence[OperationSort] | None, limit: int | None, filters: OperationFilters
    ) -> Plan[Page[Operation]]:
        """`GET /operations`, one page."""
        request = _request(
            find_operations.get_kwargs(
                type_=unset_if_none(filters.get("type")),
                status=unset_if_none(filters.get("status")),
                sort=unset_if_none(sort_text(sort, fields=OperationSort)),
                limit=unset_if_none(limit),
                id_gt=unset_if_none(filters.get("id_gt")),
                id_gte=unset_if_none(filters.get("id_gte")),
                id_lt=unset_if_none(filters.get("id_lt")),
                id_lte=unset_if_none(filters.get("id_lte")),
                submitted_gt=unset_if_none(moment(filters.get("submitted_gt"))),
                submitted_gte=unset_if_none(moment(filters.get("submitted_gte"))),
                submitted_lt=unset_if_none(moment(filters.get("submitted_lt"))),
                submitted_lte=unset_if_none(moment(filters.get("submitted_lte"))),
                finished_gt=unset_if_none(moment(filters.get("finished_gt"))),
                finished_gte=unset_if_none(moment(filters.get("finished_gte"))),
                finished_lt=unset_if_none(moment(filters.get("finished_lt"))),
                finished_lte=unset_if_none(moment(filters.get("finished_lte"))),
            )
        )

        def read(content: bytes) -> Page[Operation]:
            page = shaped(read_json(content), OperationPageDict)
            items = tuple([read_operation(item) for item in page["items"]])
            return Page(items=items, has_more=page["has_more"])

        return self.exchanger.exchange(request, read)

    def get_operation_log(self, operation_id: str) -> Plan[list[OperationLogItem]]:
        """`GET /operations/{id}/log`."""
        request = _request(get_operation_log.get_kwargs(operation_id))

        def read(content: bytes) -> list[OperationLogItem]:
            steps = shaped(read_json(content), list[OperationLogStepDict])
            return [read_log_item(step) for step in steps]

        return self.exchanger.exchange(request, read)

    def get_operation_steps(self, operation_id: str) -> Plan[list[StepShape]]:
        """`GET /operations/{id}/log`, with what the steps were given left undecoded."""
        request = _request(get_operation_log.get_kwargs(operation_id))
        return self.exchanger.exchange(request, _read_steps)

    def get_pool(self, pool_id: str) -> Plan[Pool]:
        """`GET /pools/{id}`."""

        def read(content: bytes) -> Pool:
            return read_pool(shaped(read_json(content), PoolDict))

        return self.exchanger.exchange(_request(get_pool.get_kwargs(pool_id)), read)

    def find_pools(
        self, *, sort: Sequence[PoolSort] | None, limit: int | None, filters: PoolFilters
    ) -> Plan[Page[Pool]]:
        """`GET /pools`, one page."""
        request = _request(
            find_pools.get_kwargs(
                status=unset_if_none(filters.get("status")),
                project_id=unset_if_none(filters.get("project_id")),
                sort=unset_if_none(sort_text(sort, fields=PoolSort)),
                limit=unset_if_none(limit),
                id_gt=unset_if_none(filters.get("id_gt")),
                id_gte=unset_if_none(filters.get("id_gte")),
                id_lt=unset_if_none(filters.get("id_lt")),
                id_lte=unset_if_none(filters.get("id_lte")),
                created_gt=unset_if_none(moment(filters.get("created_gt"))),
                created_gte=unset_if_none(moment(filters.get("created_gte"))),
                created_lt=unset_if_none(moment(filters.get("created_lt"))),
                created_lte=unset_if_none(moment(filters.get("created_lte"))),
                last_started_gt=unset_if_none(moment(filters.get("last_started_gt"))),
                last_started_gte=unset_if_none(moment(filters.get("last_started_gte"))),
                last_started_lt=unset_if_none(moment(filters.get("last_started_lt"))),
                last_started_lte=unset_if_none(moment(filters.get("last_started_lte"))),
            )
        )

        def read(content: bytes) -> Page[Pool]:
            page = shaped(read_json(content), PoolPageDict)
            return Page(
                items=tuple([read_pool(item) for item in page["items"]]), has_more=page["has_more"]
            )

        return self.exchanger.exchange(request, read)

    def open_pool(self, pool_id: str) -> Plan[Operation | None]:
        """`POST /pools/{id}/open`; `None` where it is open already."""
        request = _request(open_pool.get_kwargs(pool_id))
        return self.exchanger.exchange(
            request, _read_operation_or_none, expected=ACCEPTED_OR_ALREADY
        )

    def close_pool(self, pool_id: str) -> Plan[Operation | None]:
        """`POST /pools/{id}/close`; `None` where it is closed already."""
        request = _request(close_pool.get_kwargs(pool_id))
        return self.exchanger.exchange(
            request, _read_operation_or_none, expected=ACCEPTED_OR_ALREADY
        )

    def get_requester(self) -> Plan[Requester]:
        """`GET /requester`."""

        def read(content: bytes) -> Requester:
            return read_requester(shaped(read_json(content), RequesterDict))

        return self.exchanger.exchange(_request(get_requester.get_kwargs()), read)


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
        _request(kwargs, body=body.content),
        repeatable=operation_id is not None,
        tasks=body.tasks,
    )


def _request(kwargs: Mapping[str, JSON], *, body: bytes | None = None) -> Request:
    """Take method, path and query from what the generated function gives."""
    query: Mapping[str, QueryValue] = kwargs.get("params", {})
    method: str = kwargs["method"]
    path: str = kwargs["url"]
    return Request(method=method.upper(), path=path, query=query, body=body)


def _task_reader(types: FieldTypes[In, Out]) -> Callable[[bytes], CreatedTask[In, Out]]:
    def read(content: bytes) -> CreatedTask[In, Out]:
        return read_task_view(read_json(content), types)

    return read


def _read_operation(content: bytes) -> Operation:
    return read_operation(shaped(read_json(content), OperationDict))


def _read_operation_or_none(content: bytes) -> Operation | None:
    return _read_operation(content) if content.strip() else None
