"""Every method of the client once, so that its answers can be recorded, spoilt and played back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypedDict

from toloka_typed import (
    KnownSolution,
    Task,
    TaskSchema,
    TasksCreateOperation,
    TolokaClient,
)
from toloka_typed._endpoints._base import is_path_id
from toloka_typed.sandbox import FIRST_POOL, Sandbox

OPERATION: Final = "0f0a5c1e-7c49-4f8e-9a53-3d1f6a0b7c21"
TOKEN: Final = "a-secret-that-no-error-shows"


class Image(TypedDict):
    image: str


class Result(TypedDict):
    result: str


SCHEMA: Final = TaskSchema(Image, Result, validate=True)
CONTROL: Final = [KnownSolution(output_values={"result": "cat"}, correctness_weight=0.5)]
GENERAL: Final = Task(input_values={"image": "a.jpg"}, pool_id=FIRST_POOL)
TASKS: Final = [
    GENERAL,
    Task(
        input_values={"image": "b.jpg"},
        pool_id=FIRST_POOL,
        known_solutions=CONTROL,
        message_on_unknown_solution="a cat",
        infinite_overlap=True,
    ),
    Task(input_values={"picture": "?"}, pool_id=FIRST_POOL),
]
OPTIONS: Final[Mapping[str, Any]] = {"allow_defaults": True, "progress": False}
BATCH: Final[Mapping[str, Any]] = {**OPTIONS, "skip_invalid_items": True, "open_pool": True}


def started() -> TasksCreateOperation:
    """Give an operation that has not ended, as far as the caller knows."""
    return TasksCreateOperation(id=OPERATION, type=TasksCreateOperation.TYPE, status="RUNNING")


def ended() -> TasksCreateOperation:
    """Give the same operation at its end."""
    return TasksCreateOperation(id=OPERATION, type=TasksCreateOperation.TYPE, status="SUCCESS")


def task_id(client: TolokaClient) -> str:
    """Find the id of a task that is there, or give one that is not."""
    page = client.find_tasks(pool_id=FIRST_POOL, limit=1)
    # an id that no path can hold is refused as the caller's argument, whoever made it up
    return page.items[0].id if page.items and is_path_id(page.items[0].id) else "none"


Call = Callable[[TolokaClient], object]

CALLS: Final[Mapping[str, Call]] = {
    "create_task": lambda client: client.create_task(
        GENERAL, allow_defaults=True, operation_id=OPERATION, timeout=1
    ),
    "create_task at once": lambda client: client.create_task(
        GENERAL, allow_defaults=True, async_mode=False
    ),
    "create_tasks": lambda client: client.create_tasks(
        TASKS, operation_id=OPERATION, timeout=1, **BATCH
    ),
    "create_tasks at once": lambda client: client.create_tasks(TASKS, async_mode=False, **BATCH),
    "create_tasks_async": lambda client: client.create_tasks_async(
        TASKS, allow_defaults=True, operation_id=OPERATION
    ),
    "create_tasks again": lambda client: client.create_tasks(
        [GENERAL], operation_id=OPERATION, timeout=1, **OPTIONS
    ),
    "upload_tasks": lambda client: list(client.upload_tasks(TASKS, **BATCH)),
    "wait_operation": lambda client: client.wait_operation(started(), timeout=1),
    "get_tasks_result": lambda client: client.get_tasks_result(ended(), schema=SCHEMA),
    "get_task": lambda client: client.get_task(task_id(client)),
    "get_task typed": lambda client: client.get_task(task_id(client), schema=SCHEMA),
    "find_tasks": lambda client: client.find_tasks(pool_id=FIRST_POOL, sort=["-created"]),
    "get_tasks": lambda client: list(client.get_tasks(pool_id=FIRST_POOL, batch_size=1)),
    "patch_task": lambda client: client.patch_task(
        task_id(client), known_solutions=CONTROL, open_pool=True
    ),
    "patch_task_overlap_or_min": lambda client: client.patch_task_overlap_or_min(
        task_id(client), overlap=0
    ),
    "get_operation": lambda client: client.get_operation(OPERATION),
    "find_operations": lambda client: client.find_operations(limit=5),
    "get_operations": lambda client: list(client.get_operations(batch_size=1)),
    "get_operation_log": lambda client: client.get_operation_log(OPERATION),
    "get_pool": lambda client: client.get_pool(FIRST_POOL),
    "find_pools": lambda client: client.find_pools(limit=5),
    "get_pools": lambda client: list(client.get_pools(batch_size=1)),
    "open_pool": lambda client: client.open_pool(FIRST_POOL),
    "close_pool": lambda client: client.close_pool(FIRST_POOL),
    "get_requester": lambda client: client.get_requester(),
}


def prepare(name: str, client: TolokaClient, sandbox: Sandbox) -> None:
    """Bring the sandbox into the state that a call expects."""
    sandbox.add_pool("77")
    if name not in ("create_task", "create_tasks", "create_tasks_async"):
        client.create_tasks([GENERAL], allow_defaults=True, operation_id=OPERATION)
        client.create_tasks([GENERAL], allow_defaults=True)
    if name == "close_pool":
        client.open_pool(FIRST_POOL)
