"""What a `TaskSchema` and the plain builders give, as type checkers see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, assert_type

from tests.typing.projects import (
    CatInput,
    CatOutput,
    EveryField,
    Place,
    Rating,
    cats,
    every,
    places,
)
from toloka_typed import (
    BaselineSolution,
    CreatedTask,
    KnownSolution,
    Task,
    TaskBatchCreateResult,
    TaskSchema,
    control_task,
    general_task,
    training_task,
)

Plain = dict[str, Any]


def typed_dicts() -> None:
    assert_type(cats, TaskSchema[CatInput, CatOutput])
    assert_type(cats.task({"image": "u"}), Task[CatInput, CatOutput])
    assert_type(cats.task({"image": "u"}).input_values["image"], str)
    answer = cats.known_solution({"result": "dog"}, correctness_weight=0.5)
    assert_type(answer, KnownSolution[CatOutput])
    baseline = cats.baseline_solution({"result": "dog"}, confidence_weight=0.5)
    assert_type(baseline, BaselineSolution[CatOutput])
    control = cats.control(
        {"image": "u"},
        answers=[{"result": "cat"}, answer],
        baseline_solutions=[baseline],
        reserved_for=["toloker"],
    )
    assert_type(control, Task[CatInput, CatOutput])
    result = control.known_solutions[0].output_values["result"]
    assert_type(result, Literal["cat", "dog"])
    training = cats.training({"image": "u"}, answers=[{"result": "cat"}], hint="The ears!")
    assert_type(training, Task[CatInput, CatOutput])
    assert_type(cats.tasks_from([{"image": 1}]), Iterator[Task[CatInput, CatOutput]])


def instances() -> None:
    task = places.control(Place("a"), answers=[Rating(5)], pool_id="1")
    assert_type(task, Task[Place, Rating])
    assert_type(task.input_values.size, float)
    assert_type(task.known_solutions[0].output_values.stars, int)


def every_kind_of_field() -> None:
    task = every.task(
        {
            "text": "a",
            "url": "https://example.com/1.png",
            "whole": 1,
            "number": 1,
            "flag": True,
            "anything": {"a": [None]},
            "coordinates": "55.7,37.6",
            "file": "id",
            "texts": ["a"],
            "numbers": [1],
        }
    )
    assert_type(task, Task[EveryField, EveryField])
    assert_type(task.input_values["numbers"], list[int])
    assert_type(task.input_values.get("choice"), Literal["a", "b"] | None)


def reading(maybe: TaskSchema[CatInput, CatOutput] | None) -> None:
    assert_type(CreatedTask.from_dict({}), CreatedTask[Plain, Plain])
    assert_type(CreatedTask.from_dict({}, schema=cats), CreatedTask[CatInput, CatOutput])
    assert_type(
        CreatedTask.from_dict({}, schema=maybe),
        CreatedTask[CatInput, CatOutput] | CreatedTask[Plain, Plain],
    )
    # the schema decides what is read, and not what the class was made generic in
    assert_type(CreatedTask[CatInput, CatOutput].from_dict({}), CreatedTask[Plain, Plain])
    created = CreatedTask[CatInput, CatOutput].from_dict({}, schema=cats)
    assert_type(created, CreatedTask[CatInput, CatOutput])
    assert_type(Task.from_dict({}), Task[Plain, Plain])
    assert_type(Task.from_dict({}, schema=places), Task[Place, Rating])
    assert_type(Task[CatInput, CatOutput].from_dict({}, schema=cats), Task[CatInput, CatOutput])
    assert_type(KnownSolution.from_dict({}), KnownSolution[Plain])
    assert_type(KnownSolution.from_dict({}, schema=cats), KnownSolution[CatOutput])
    assert_type(BaselineSolution.from_dict({}), BaselineSolution[Plain])
    assert_type(BaselineSolution.from_dict({}, schema=places), BaselineSolution[Rating])
    assert_type(TaskBatchCreateResult.from_dict({}), TaskBatchCreateResult[Plain, Plain])
    result = TaskBatchCreateResult.from_dict({}, schema=cats)
    assert_type(result, TaskBatchCreateResult[CatInput, CatOutput])


def plain() -> None:
    assert_type(general_task({"image": "u"}, pool_id="1"), Task[Plain, Plain])
    weighted = KnownSolution(output_values={"a": None}, correctness_weight=0.5)
    control = control_task({"n": 1}, pool_id="1", answers=[{"a": 1}, weighted])
    assert_type(control, Task[Plain, Plain])
    training = training_task({"n": 1}, pool_id="1", answers=[{"a": "b"}], hint="h")
    assert_type(training, Task[Plain, Plain])
    bare: Task = Task(input_values={"image": "u"}, pool_id="1")
    assert_type(bare, Task[Plain, Plain])
