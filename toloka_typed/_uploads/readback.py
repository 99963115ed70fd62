"""Reads created tasks back: one pass over the range of their ids, in the largest pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from toloka_typed._fields import PLAIN, FieldTypes, In, Out
from toloka_typed._json import JSON
from toloka_typed._paging import next_start
from toloka_typed._requests.plan import Plan, now, sleep
from toloka_typed.batches import TaskBatchCreateResult
from toloka_typed.errors import (
    BatchError,
    NotFoundError,
    TolokaError,
    ValidationError,
)
from toloka_typed.filters import TaskFilters
from toloka_typed.pages import Page
from toloka_typed.tasks import CreatedTask

if TYPE_CHECKING:
    from toloka_typed._endpoints import Api

LARGEST_PAGE: Final = 100_000
SAFE_PAGE: Final = 300
LISTED_WITHIN: Final = 10.0
"""Seconds that a created task may take to be listed."""
FIRST_PAUSE: Final = 0.25
MOST_MISSES: Final = 10
"""Tasks that are not there by their ids either, until it is clear that the rest is not."""


def read_back(api: Api, pool_id: str, *, ids: frozenset[str]) -> Plan[Mapping[str, CreatedTask]]:
    """Read the tasks with these ids; those that the service does not show yet are missing.

    They are plain: the range of their ids can hold others, of any types.
    """
    found: dict[str, CreatedTask] = {}
    deadline = (yield from now()) + LISTED_WITHIN
    pause = FIRST_PAUSE
    while True:
        missing = ids - found.keys()
        found.update((yield from _read_range(api, pool_id, ids=missing)))
        missing = ids - found.keys()
        at = yield from now()
        if not missing or at + pause > deadline:
            break
        yield from sleep(pause)
        pause *= 2
    misses = 0
    for task_id in sorted(missing):
        try:
            found[task_id] = yield from api.get_task(task_id, types=PLAIN)
        except NotFoundError:
            misses += 1
            if misses == MOST_MISSES:
                break
    return found


def read_one(api: Api, task_id: str, *, types: FieldTypes[In, Out]) -> Plan[CreatedTask[In, Out]]:
    """Read a task that has just been created, and may not be visible yet."""
    deadline = (yield from now()) + LISTED_WITHIN
    pause = FIRST_PAUSE
    while True:
        try:
            return (yield from api.get_task(task_id, types=types))
        except NotFoundError:
            at = yield from now()
            if at + pause > deadline:
                raise
        yield from sleep(pause)
        pause *= 2


def typed_as(task: CreatedTask, types: FieldTypes[In, Out]) -> CreatedTask[In, Out]:
    """Give a task that was read plainly with values of these types. Raises `DecodeError`."""
    if types.are_plain:
        plain: JSON = task
        same: CreatedTask[In, Out] = plain
        return same
    return CreatedTask.from_dict(task.to_dict(), schema=types)


def _read_range(api: Api, pool_id: str, *, ids: frozenset[str]) -> Plan[Mapping[str, CreatedTask]]:
    found: dict[str, CreatedTask] = {}
    filters: TaskFilters = {"id_gte": min(ids), "id_lte": max(ids)}
    limit = LARGEST_PAGE
    after: str | None = None
    while True:
        page: Page[CreatedTask]
        try:
            page = yield from api.find_tasks(
                pool_id=pool_id, sort=["id"], limit=limit, filters=filters, types=PLAIN
            )
        except ValidationError:
            if limit == SAFE_PAGE:
                raise
            limit = SAFE_PAGE
            continue
        found.update((task.id, task) for task in page.items if task.id in ids)
        if len(found) == len(ids):
            return found
        after = next_start(page, after=after, endpoint="GET /tasks")
        if after is None:
            return found
        if len(page.items) < limit:
            limit = SAFE_PAGE
        filters = {"id_gt": after, "id_lte": max(ids)}


def not_read_back(result: TaskBatchCreateResult[In, Out], *, cause: TolokaError) -> BatchError:
    """Build the error for tasks that have been created, and whose reading went wrong."""
    return BatchError(f"the created tasks cannot be read back: {cause}", result=result)


def insist_on_items(result: TaskBatchCreateResult[In, Out]) -> None:
    """Raise `BatchError` where a task has been created and could not be read back."""
    lost = result.ids.keys() - result.items.keys()
    if lost:
        raise BatchError(
            f"{len(lost)} created tasks cannot be read back yet: their ids are in the result",
            result=result,
        )
