"""What each method of the blocking client gives, as type checkers see it."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, assert_type
from uuid import UUID

from tests.typing.projects import CatInput, CatOutput, Place, Rating, cats, places
from toloka_typed import (
    CreatedTask,
    FieldValidationError,
    KnownSolution,
    Operation,
    OperationLogItem,
    Page,
    Pool,
    PoolOpenOperation,
    Requester,
    Task,
    TaskBatchCreateResult,
    TaskSchema,
    TasksCreateOperation,
    TaskUploadChunk,
    TolokaClient,
    UploadProgress,
)

Plain = dict[str, Any]
AUTUMN = datetime(2026, 9, 1, tzinfo=UTC)


def create_plain(client: TolokaClient) -> None:
    task = Task(input_values={"image": "u"}, pool_id="1")
    assert_type(client.create_task(task), CreatedTask[Plain, Plain])
    tasks = [
        Task(input_values={"image": "u"}, pool_id="1"),
        Task(input_values={"image": 3, "n": None}, pool_id="1"),
    ]
    result = client.create_tasks(tasks)
    assert_type(result, TaskBatchCreateResult[Plain, Plain])
    assert_type(result.items[0].input_values["image"], Any)
    client.create_tasks([Task(input_values={"a": 1}, pool_id="1"), task])
    client.create_tasks(
        Task(input_values={"image": f"{n}.png", "tags": ["a"]}, pool_id="1") for n in range(3)
    )


def create_typed(client: TolokaClient) -> None:
    task = cats.control({"image": "u"}, answers=[{"result": "cat"}])
    created = client.create_task(
        task, allow_defaults=True, open_pool=True, async_mode=False, timeout=timedelta(hours=1)
    )
    assert_type(created, CreatedTask[CatInput, CatOutput])
    assert_type(created.to_task(pool_id="2"), Task[CatInput, CatOutput])
    result = client.create_tasks(
        [task], skip_invalid_items=True, operation_id=UUID(int=1), timeout=None, progress=False
    )
    assert_type(result, TaskBatchCreateResult[CatInput, CatOutput])
    assert_type(result.items[0].input_values["image"], str)
    answer = result.items[0].known_solutions[0].output_values
    assert_type(answer["result"], Literal["cat", "dog"])
    assert_type(result.validation_errors, Mapping[int, Mapping[str, FieldValidationError]])
    moved = places.task(Place("a"), pool_id="1")
    assert_type(client.create_tasks(iter([moved])).items[0].input_values.size, float)


def create_in_steps(client: TolokaClient) -> None:
    operation = client.create_tasks_async([cats.task({"image": "u"})], operation_id="id")
    assert_type(operation, TasksCreateOperation)
    assert_type(client.wait_operation(operation, 60), TasksCreateOperation)
    assert_type(client.get_tasks_result(operation), TaskBatchCreateResult[Plain, Plain])
    typed = client.get_tasks_result(operation, schema=cats)
    assert_type(typed, TaskBatchCreateResult[CatInput, CatOutput])


def upload(client: TolokaClient) -> None:
    def watch(progress: UploadProgress) -> None:
        assert_type(progress.total, int | None)

    chunks = client.upload_tasks(
        (cats.task({"image": str(n)}) for n in range(3)),
        journal=Path("journal"),
        concurrency=2,
        progress=watch,
    )
    assert_type(chunks, Generator[TaskUploadChunk, None, None])
    for chunk in chunks:
        assert_type(chunk.ids, Mapping[int, str])
        assert_type(chunk.operation, TasksCreateOperation | None)


def tasks(client: TolokaClient) -> None:
    assert_type(client.get_task("1"), CreatedTask[Plain, Plain])
    assert_type(client.get_task("1", schema=places), CreatedTask[Place, Rating])
    assert_type(client.find_tasks(pool_id="1"), Page[CreatedTask[Plain, Plain]])
    page = client.find_tasks(
        pool_id="1", sort=["-created"], limit=9, overlap_gte=1, created_lt=AUTUMN, schema=cats
    )
    assert_type(page, Page[CreatedTask[CatInput, CatOutput]])
    assert_type(page.items, tuple[CreatedTask[CatInput, CatOutput], ...])
    assert_type(client.get_tasks(pool_id="1"), Iterator[CreatedTask[Plain, Plain]])
    some = client.get_tasks(pool_id="1", batch_size=9, id_gt="1", schema=cats)
    assert_type(some, Iterator[CreatedTask[CatInput, CatOutput]])
    assert_type(client.patch_task("1", overlap=1, open_pool=True), CreatedTask[Plain, Plain])
    known = [KnownSolution(output_values={"result": "cat"})]
    assert_type(client.patch_task("1", known_solutions=known), CreatedTask[Plain, Plain])
    patched = client.patch_task(
        "1", known_solutions=[cats.known_solution({"result": "cat"})], schema=cats
    )
    assert_type(patched, CreatedTask[CatInput, CatOutput])
    assert_type(client.patch_task_overlap_or_min("1", overlap=0), CreatedTask[Plain, Plain])
    stopped = client.patch_task_overlap_or_min("1", overlap=0, infinite_overlap=False, schema=cats)
    assert_type(stopped, CreatedTask[CatInput, CatOutput])


def tasks_of_a_schema_or_none(
    client: TolokaClient, schema: TaskSchema[CatInput, CatOutput] | None
) -> None:
    either = client.get_task("1", schema=schema)
    assert_type(either, CreatedTask[CatInput, CatOutput] | CreatedTask[Plain, Plain])
    page = client.find_tasks(pool_id="1", schema=schema)
    assert_type(page, Page[CreatedTask[CatInput, CatOutput]] | Page[CreatedTask[Plain, Plain]])
    # what is read has no schema, whatever is written
    known = [cats.known_solution({"result": "cat"})]
    patched = client.patch_task("1", known_solutions=known)
    assert_type(patched, CreatedTask[Plain, Plain])


def operations(client: TolokaClient) -> None:
    operation = client.get_operation("1")
    assert_type(operation, Operation)
    assert_type(client.wait_operation(operation, timeout=None), Operation)
    if isinstance(operation, PoolOpenOperation):
        assert_type(client.wait_operation(operation, progress=True), PoolOpenOperation)
        assert_type(operation.parameters.pool_id, str | None)
    page = client.find_operations(type="POOL.OPEN", status="RUNNING", sort=["id"], limit=1)
    assert_type(page, Page[Operation])
    some = client.get_operations(batch_size=9, finished_gte=AUTUMN)
    assert_type(some, Iterator[Operation])
    assert_type(client.get_operation_log("1"), list[OperationLogItem])


def pools(client: TolokaClient) -> None:
    assert_type(client.get_pool("1"), Pool)
    assert_type(client.get_pool("1").created, datetime | None)
    assert_type(client.find_pools(status="OPEN", project_id="1", sort=["id"]), Page[Pool])
    assert_type(client.get_pools(batch_size=9, last_started_gt=AUTUMN), Iterator[Pool])
    assert_type(client.open_pool("1"), Pool)
    assert_type(client.close_pool("1"), Pool)
    assert_type(client.get_requester(), Requester)


def life() -> None:
    with TolokaClient("token", "PRODUCTION", timeout=timedelta(seconds=5), quota=None) as client:
        assert_type(client, TolokaClient)
    assert_type(client.close(), None)
