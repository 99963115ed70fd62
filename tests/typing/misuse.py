"""Mistakes that type checkers must report: an ignored error that is none fails the check.

Each line is wrong on purpose, for the reason beside it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from tests.typing.projects import CatInput, CatOutput, Place, Rating, cats, places
from toloka_typed import (
    AsyncTolokaClient,
    BaselineSolution,
    CreatedTask,
    KnownSolution,
    Operation,
    Page,
    Task,
    TaskBatchCreateResult,
    TaskSchema,
    TasksCreateOperation,
    TolokaClient,
)


def wrong_values() -> None:
    # a misspelt field
    cats.task({"imgae": "u"})  # type: ignore[typeddict-item, typeddict-unknown-key]  # pyright: ignore[reportArgumentType]
    # a field too many
    cats.task({"image": "u", "size": 1})  # type: ignore[typeddict-unknown-key]  # pyright: ignore[reportArgumentType]
    # a missing field
    cats.task({})  # type: ignore[typeddict-item]  # pyright: ignore[reportArgumentType]
    # a wrong type
    cats.task({"image": 1})  # type: ignore[typeddict-item]  # pyright: ignore[reportArgumentType]
    # a value that is not allowed
    cats.control({"image": "u"}, answers=[{"result": "cow"}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    # an answer without its field
    cats.control({"image": "u"}, answers=[{}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    # one answer in place of several
    cats.control({"image": "u"}, answers={"result": "cat"})  # type: ignore[dict-item]  # pyright: ignore[reportArgumentType]
    # a training task without a hint
    cats.training({"image": "u"}, answers=[{"result": "cat"}])  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    # an answer of another project
    cats.control({"image": "u"}, answers=[places.known_solution(Rating(1))])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    # a plain object where instances are declared
    places.task({"name": "a"}, pool_id="1")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    # a wrong type in an instance
    places.task(Place(1), pool_id="1")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def wrong_tasks() -> None:
    # a field that is the service's
    Task(input_values={}, pool_id="1", id="1")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    # a task without a pool
    Task(input_values={})  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    # a positional argument
    Task({}, pool_id="1")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    # a misspelt option
    cats.task({"image": "u"}, overlapp=1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    # a value is not changed in place
    cats.task({"image": "u"}).overlap = 1  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    # an answer that is no object
    KnownSolution(output_values=[1])  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    # a field of the values that is not there
    print(cats.task({"image": "u"}).input_values["imgae"])  # type: ignore[typeddict-item]  # pyright: ignore[reportGeneralTypeIssues, reportUnknownArgumentType]
    # tasks of one project for another
    wrong: Task[CatInput, CatOutput] = places.task(Place("a"), pool_id="1")  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
    print(wrong)


def wrong_claims(client: TolokaClient, operation: TasksCreateOperation) -> None:
    # values of a project's types that nobody reads as such: each call needs the schema
    one: CreatedTask[CatInput, CatOutput] = client.get_task("1")  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
    page: Page[CreatedTask[CatInput, CatOutput]] = client.find_tasks(pool_id="1")  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
    some: Iterator[CreatedTask[CatInput, CatOutput]] = client.get_tasks(pool_id="1")  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
    known = [cats.known_solution({"result": "cat"})]
    patched: CreatedTask[CatInput, CatOutput] = client.patch_task("1", known_solutions=known)  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
    stopped: CreatedTask[Place, Rating] = client.patch_task_overlap_or_min("1", overlap=0)  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
    result: TaskBatchCreateResult[Place, Rating] = client.get_tasks_result(operation)  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
    task: Task[CatInput, CatOutput] = Task.from_dict({})  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
    created: CreatedTask[Place, Rating] = CreatedTask[Place, Rating].from_dict({})  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
    answer: KnownSolution[Rating] = KnownSolution.from_dict({})  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
    baseline: BaselineSolution[Rating] = BaselineSolution.from_dict({})  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
    batch: TaskBatchCreateResult[Place, Rating] = TaskBatchCreateResult.from_dict({})  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
    print(one, page, some, patched, stopped, result, task, created, answer, baseline, batch)


async def wrong_claims_in_asyncio(client: AsyncTolokaClient) -> None:
    # the same of the other client
    one: CreatedTask[CatInput, CatOutput] = await client.get_task("1")  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
    page: Page[CreatedTask[CatInput, CatOutput]] = await client.find_tasks(pool_id="1")  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
    some: AsyncIterator[CreatedTask[CatInput, CatOutput]] = client.get_tasks(pool_id="1")  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
    patched: CreatedTask[Place, Rating] = await client.patch_task("1", overlap=1)  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
    print(one, page, some, patched)


def wrong_calls(client: TolokaClient, operation: Operation, created: CreatedTask) -> None:
    # one task in place of several
    client.create_tasks(Task(input_values={}, pool_id="1"))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    # a task that exists already
    client.create_task(created)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    # a sort order that the API does not have
    client.find_tasks(pool_id="1", sort=["overlap"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    # a filter that the API does not have
    client.get_tasks(pool_id="1", status="OPEN")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    # a listing of no pool
    client.get_tasks()  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    # the result of an operation that creates no tasks
    client.get_tasks_result(operation)  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType]
    # a positional flag
    client.create_tasks([], True)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    # a schema that is not one
    client.get_task("1", schema=CatInput)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    # a status that the API does not have
    client.find_pools(status="OPENED")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    # an overlap of words
    client.patch_task("1", overlap="3")  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType]


async def wrong_waiting(client: AsyncTolokaClient) -> None:
    # a coroutine is not its result
    print(client.get_task("1").id)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownArgumentType, reportUnknownMemberType]
    # an asyncio client in a blocking context
    with client:  # type: ignore[attr-defined]  # pyright: ignore[reportGeneralTypeIssues]
        pass
    # an iterator is not awaited
    await client.get_tasks(pool_id="1")  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]


# a schema of one type
TaskSchema(CatInput)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
