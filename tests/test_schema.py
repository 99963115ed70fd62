"""`TaskSchema` and the plain builders: what they build, what they refuse, what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NotRequired, TypedDict

import attrs
import pytest

from tests.strategies import exact
from toloka_typed import (
    InvalidTaskError,
    KnownSolution,
    Task,
    TaskSchema,
    TolokaClient,
    control_task,
    general_task,
    training_task,
)
from toloka_typed.sandbox import FIRST_POOL, Sandbox


class CatInput(TypedDict):
    image: str


class CatOutput(TypedDict):
    result: Literal["cat", "dog"]


@attrs.frozen
class Place:
    name: str
    size: float = 1.0


@dataclass
class Answer:
    result: Literal["cat", "dog"]
    sure: bool | None = None


class EveryField(TypedDict):
    text: str
    whole: int
    number: float
    flag: bool
    anything: Any
    numbers: list[int]
    maybe: NotRequired[str]


CATS = TaskSchema(CatInput, CatOutput, pool_id=FIRST_POOL)
CHECKED = TaskSchema(CatInput, CatOutput, pool_id=FIRST_POOL, validate=True)
EVERY = TaskSchema(EveryField, EveryField, pool_id="1", validate=True)
RIGHT: EveryField = {
    "text": "a",
    "whole": 1,
    "number": 0.5,
    "flag": True,
    "anything": [None],
    "numbers": [1, 2],
}


def test_a_typed_task_is_the_plain_one() -> None:
    """A `TypedDict` is a dict at run time: the schema adds nothing to what is sent."""
    assert CATS.task({"image": "u"}, overlap=2) == Task(
        input_values={"image": "u"}, pool_id=FIRST_POOL, overlap=2
    )


def test_the_plain_builders_build_what_a_schema_does() -> None:
    """The same tasks can be built without declaring types."""
    values, answer = {"image": "u"}, {"result": "cat"}
    assert general_task(values, pool_id=FIRST_POOL) == CATS.task({"image": "u"})
    assert control_task(values, pool_id=FIRST_POOL, answers=[answer]) == CATS.control(
        {"image": "u"}, answers=[{"result": "cat"}]
    )
    assert training_task(values, pool_id=FIRST_POOL, answers=[answer], hint="h") == CATS.training(
        {"image": "u"}, answers=[{"result": "cat"}], hint="h"
    )


def test_every_toloker_can_get_a_control_task() -> None:
    """Its overlap is infinite."""
    task = CATS.control({"image": "u"}, answers=[{"result": "cat"}])
    assert (task.overlap, task.infinite_overlap) == (None, True)
    assert task.known_solutions == (KnownSolution(output_values={"result": "cat"}),)


@pytest.mark.parametrize(
    ("overlap", "infinite"), [(3, None), (3, False), (None, False), (None, True)]
)
def test_a_control_task_has_the_overlap_that_it_is_given(
    overlap: int | None, infinite: bool | None
) -> None:
    """A number, or no infinity, is taken at its word."""
    task = CATS.control({"image": "u"}, answers=[{"result": "cat"}], overlap=overlap)
    if infinite is not None:
        task = CATS.control(
            {"image": "u"},
            answers=[{"result": "cat"}],
            overlap=overlap,
            infinite_overlap=infinite,
        )
    assert (task.overlap, task.infinite_overlap) == (overlap, infinite or False)


def test_an_answer_can_have_a_weight() -> None:
    """Answers are plain values or known solutions with a weight, in one list."""
    task = CATS.control(
        {"image": "u"},
        answers=[{"result": "cat"}, CATS.known_solution({"result": "dog"}, correctness_weight=0.5)],
        baseline_solutions=[CATS.baseline_solution({"result": "dog"}, confidence_weight=0.1)],
    )
    assert [known.correctness_weight for known in task.known_solutions] == [None, 0.5]
    assert [baseline.confidence_weight for baseline in task.baseline_solutions] == [0.1]


def test_a_control_task_needs_an_answer() -> None:
    """Without an answer it would be a general task: it is refused."""
    with pytest.raises(InvalidTaskError, match="at least one answer"):
        CATS.control({"image": "u"}, answers=[])


def test_a_call_names_the_pool_before_the_schema_does() -> None:
    """The schema's pool is where tasks go unless a call says otherwise; without either, nowhere."""
    homeless = TaskSchema(CatInput, CatOutput)
    assert CATS.task({"image": "u"}, pool_id="7").pool_id == "7"
    assert homeless.task({"image": "u"}, pool_id="7").pool_id == "7"
    with pytest.raises(InvalidTaskError) as refusal:
        homeless.task({"image": "u"})
    assert refusal.value.field == "pool_id"


@pytest.mark.parametrize(
    ("values", "field", "reason"),
    [
        ({"imgae": "u"}, "input_values.image", "a value is needed"),
        ({"image": "u", "x": 1}, "input_values.x", "no such field"),
        ({"image": 1}, "input_values.image", "Expected `str`"),
    ],
)
def test_a_checking_schema_refuses_input_that_does_not_fit(
    values: Any, field: str, reason: str
) -> None:
    """With `validate`, wrong values that no type checker saw are refused by field and reason."""
    assert CATS.task(values).input_values == values
    with pytest.raises(InvalidTaskError, match=reason) as refusal:
        CHECKED.task(values)
    assert refusal.value.field == field


def test_a_checking_schema_refuses_answers_that_do_not_fit() -> None:
    """The error names the answer by its place, whether it is a known or a baseline solution."""
    cow: Any = {"result": "cow"}
    with pytest.raises(InvalidTaskError, match="Invalid enum value") as refusal:
        CHECKED.control({"image": "u"}, answers=[{"result": "cat"}, cow])
    assert refusal.value.field == "known_solutions.1.output_values.result"
    with pytest.raises(InvalidTaskError, match="Invalid enum value") as refusal:
        CHECKED.task({"image": "u"}, baseline_solutions=[CATS.baseline_solution(cow)])
    assert refusal.value.field == "baseline_solutions.0.output_values.result"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("text", 1),
        ("whole", "1"),
        ("whole", 1.5),
        ("whole", True),
        ("number", "0.5"),
        ("flag", 1),
        ("numbers", [1, "2"]),
        ("numbers", 1),
        ("maybe", None),
        ("text", None),
    ],
)
def test_each_type_of_field_is_checked(name: str, value: object) -> None:
    """Text is not a number, a number is not a truth value, and null is neither."""
    EVERY.task(RIGHT)
    EVERY.task({**RIGHT, "maybe": "a", "number": 1})
    wrong: Any = {**RIGHT, name: value}
    with pytest.raises(InvalidTaskError) as refusal:
        EVERY.task(wrong)
    assert refusal.value.field is not None
    assert refusal.value.field.startswith(f"input_values.{name}")


def test_rows_from_outside_are_checked_one_by_one() -> None:
    """Every row is checked, the error says which one is wrong, and those before it are there."""
    rows: list[dict[str, Any]] = [{"image": "a"}, {"image": "b"}, {"image": 3}]
    tasks = CATS.tasks_from(rows, overlap=1)
    assert next(tasks) == CATS.task({"image": "a"}, overlap=1)
    assert next(tasks).input_values == {"image": "b"}
    with pytest.raises(InvalidTaskError) as refusal:
        next(tasks)
    assert (refusal.value.position, refusal.value.field) == (2, "input_values.image")


def test_instances_go_out_as_json_and_come_back_as_instances(toloka_sandbox: Sandbox) -> None:
    """Values may be instances of attrs classes and dataclasses, both ways."""
    toloka_sandbox.add_pool(
        "7",
        input_spec={"name": "string", "size": "float"},
        output_spec={"result": "string", "sure": {"type": "boolean", "required": False}},
    )
    places = TaskSchema(Place, Answer, pool_id="7")
    task = places.control(Place("Moscow"), answers=[Answer("cat", sure=True)])
    assert task.to_dict()["input_values"] == {"name": "Moscow", "size": 1.0}
    with TolokaClient("token", url=toloka_sandbox.url) as client:
        result = client.create_tasks([task])
        read = next(client.get_tasks(pool_id="7", schema=places))
    for created in (result.items[0], read):
        assert created.input_values == Place("Moscow")
        assert created.known_solutions[0].output_values == Answer("cat", sure=True)


@attrs.frozen
class Picture:
    image: str


@attrs.frozen
class NamedPicture(Picture):
    name: str


@attrs.frozen
class SizedPicture(Picture):
    width: int


@pytest.mark.parametrize("async_mode", [True, False])
def test_each_task_comes_back_as_what_it_was(toloka_sandbox: Sandbox, async_mode: bool) -> None:
    """A schema's type may be the base of several: each instance is of its own class again."""
    fields = {"image": "string", "name": "string", "width": "integer"}
    specs = {name: {"type": kind, "required": name == "image"} for name, kind in fields.items()}
    toloka_sandbox.add_pool("88", input_spec=specs)
    pictures = TaskSchema(Picture, CatOutput, pool_id="88")
    values = [NamedPicture("a", "A"), SizedPicture("b", 5), Picture("c")]
    with TolokaClient("any", url=toloka_sandbox.url) as client:
        # whatever else is in the range of their ids
        client.create_tasks(
            [Task(input_values={"image": "x", "width": 1}, pool_id="88")], allow_defaults=True
        )
        result = client.create_tasks(
            [pictures.task(one) for one in values], allow_defaults=True, async_mode=async_mode
        )
    assert [one.input_values for one in result.items.values()] == values


def test_rows_become_instances() -> None:
    """Rows from outside are converted to the classes of the schema."""
    places = TaskSchema(Place, Answer, pool_id="7")
    assert [task.input_values for task in places.tasks_from([{"name": "a", "size": 2}])] == [
        Place("a", 2.0)
    ]


def test_what_comes_back_through_a_typed_dict_is_what_was_sent(toloka_sandbox: Sandbox) -> None:
    """Numbers keep their kinds on the way there and back."""
    toloka_sandbox.add_pool(
        "1",
        input_spec={
            "text": "string",
            "whole": "integer",
            "number": "float",
            "flag": "boolean",
            "anything": "json",
            "numbers": "array_integer",
            "maybe": {"type": "string", "required": False},
        },
        output_spec={},
    )
    with TolokaClient("token", url=toloka_sandbox.url) as client:
        result = client.create_tasks([EVERY.task(RIGHT, overlap=1)])
    assert exact(result.items[0].input_values) == exact(RIGHT)


def test_one_call_can_ask_for_the_check() -> None:
    """`validate` of a call counts before the schema's own."""
    trusting = TaskSchema(CatInput, CatOutput, pool_id="1")
    wrong: Any = {"imgae": "url"}
    assert trusting.task(wrong).input_values == wrong
    with pytest.raises(InvalidTaskError) as raised:
        trusting.task(wrong, validate=True)
    assert raised.value.field == "input_values.image"
    assert attrs.evolve(trusting, validate=True).task(wrong, validate=False).input_values == wrong
