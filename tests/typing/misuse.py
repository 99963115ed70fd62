"""Mistakes that type checkers must report: an ignored error that is none fails the check.

Each line is wrong on purpose, for the reason beside it.
"""

from __future__ import annotations

from tests.typing.projects import CatInput, CatOutput, Place, Rating, cats, places
from toloka_typed import (
    AsyncTolokaClient,
    CreatedTask,
    KnownSolution,
    Operation,
    Task,
    TaskSchema,
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


def wrong_calls(client: TolokaClient, operation: Operation, created: CreatedTask) -> None:
    # one task in place of several
    client.create_tasks(Task(input_values={}, pool_id="1"))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    # a task that exists already
    client.create_task(created)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    # a sort order that the API does not have
    client.find_tasks(pool_id="1", sort=["overlap"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    # a filter that the API does not have
    client.get_tasks(pool_id="1", status="OPEN")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    # a listing of no pool
    client.get_tasks()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    # the result of an operation that creates no tasks
    client.get_tasks_result(operation)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    # a positional flag
    client.create_tasks([], True)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    # a schema that is not one
    client.get_task("1", schema=CatInput)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    # a status that the API does not have
    client.find_pools(status="OPENED")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    # an overlap of words
    client.patch_task("1", overlap="3")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


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
