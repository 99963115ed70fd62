"""What a log says about each task."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import JSON
from toloka_typed import FieldValidationError
from toloka_typed._uploads.steps import CreationLog, StepShape, read_creation_log

REQUIRED = {"code": "VALUE_REQUIRED", "message": "m"}


def step(kind: str, success: bool, given: Any = None, output: Any = None) -> StepShape:
    raw = msgspec.Raw(json.dumps(given).encode())
    return StepShape(type=kind, success=success, input=raw, output=output)


def created(index: Any, task_id: str = "t", **given: Any) -> StepShape:
    echo: dict[str, Any] = {"__item_idx": index, "pool_id": "7", "input_values": {}, **given}
    return step("TASK_CREATE", True, echo, {"task_id": task_id})


def refused(index: Any, output: Any) -> StepShape:
    return step("TASK_VALIDATE", False, {"__item_idx": index, "pool_id": "7"}, output)


def read(*steps: StepShape) -> CreationLog:
    return read_creation_log(steps)


def test_the_order_of_the_log_means_nothing() -> None:
    """Each outcome is found by the index that the service echoes."""
    steps = [created(str(number), f"t{number}") for number in range(30)]
    steps = steps[1::2] + steps[-2::-2]
    log = read(*steps)
    assert log.ids == {number: f"t{number}" for number in range(30)}
    assert log.pool_ids == dict.fromkeys(range(30), "7")
    assert log.errors == {}


@pytest.mark.parametrize(
    ("output", "errors"),
    [
        pytest.param({"input_values.image": REQUIRED}, {"input_values.image": REQUIRED}, id="flat"),
        pytest.param(
            {"code": "VALIDATION_ERROR", "message": "m", "payload": {"image": REQUIRED}},
            {"image": REQUIRED},
            id="wrapped",
        ),
        pytest.param(
            {**REQUIRED, "request_id": "r"}, {"": {**REQUIRED, "request_id": "r"}}, id="bare"
        ),
        pytest.param(
            {"code": "VALIDATION_ERROR", "message": "m", "payload": {}},
            {"": {"code": "VALIDATION_ERROR", "message": "m", "payload": {}}},
            id="wrapped, empty",
        ),
        pytest.param(
            {"a": REQUIRED, "b": {"code": "X"}, "c": 5},
            {"a": REQUIRED, "b": {"code": "X"}},
            id="flat, several",
        ),
        pytest.param({"code": {"code": "X"}}, {"code": {"code": "X"}}, id="a field named code"),
    ],
)
def test_both_shapes_of_a_refusal_are_read(output: Any, errors: dict[str, Any]) -> None:
    """Flat, wrapped and bare refusals give the same kind of errors by field."""
    found = read(refused("1", output)).errors[1]
    assert found == {field: FieldValidationError.from_dict(wire) for field, wire in errors.items()}


@pytest.mark.parametrize("output", [None, {}, [], "text", 5, {"x": 1}, {"code": 5}])
def test_a_refusal_without_a_reason_is_one(output: Any) -> None:
    """A failed step that explains nothing refuses its task all the same."""
    [(field, error)] = read(refused("0", output)).errors[0].items()
    assert field == ""
    assert error.code == "UNKNOWN"


def test_indexes_may_be_numbers() -> None:
    """An index is read whether it comes back as text or as a number."""
    assert read(created(3)).ids == {3: "t"}


@pytest.mark.parametrize("index", [None, "x", "", 1.5, [], {}])
def test_steps_without_an_index_are_no_task_s(index: Any) -> None:
    """What does not say which task it means is counted, and not guessed."""
    log = read(created(index), created("0"))
    assert log.ids == {0: "t"}
    assert log.unplaced == 1


def test_a_valid_task_of_a_failed_batch_is_neither_created_nor_refused() -> None:
    """A successful step without a task id creates nothing."""
    log = read(step("TASK_VALIDATE", True, {"__item_idx": "0"}, {}), refused("1", REQUIRED))
    assert log.ids == {}
    assert list(log.errors) == [1]
    assert list(log.inputs) == [0, 1]


def test_a_created_task_is_created() -> None:
    """Of two steps that disagree about a task, the one with its id counts."""
    for steps in ([created("0"), refused("0", REQUIRED)], [refused("0", REQUIRED), created("0")]):
        log = read(*steps)
        assert log.ids == {0: "t"}
        assert log.errors == {}


@pytest.mark.parametrize("pool_id", [22, "22"])
def test_a_pool_s_fate_is_read(pool_id: Any) -> None:
    """`POOL_OPEN` has no index; its pool may be a number; its failure has a code."""
    assert read(created("0")).pool_opened is None
    opened = read(step("POOL_OPEN", True, {"pool_id": pool_id}, {}))
    assert (opened.pool_opened, opened.pool_error, opened.unplaced) == (True, None, 0)
    assert read(*[step("POOL_OPEN", True, {"pool_id": pool_id})] * 3).pool_opened is True
    failed = read(step("POOL_OPEN", False, {"pool_id": pool_id}, {"code": "EMPTY_POOL"}))
    assert failed.pool_opened is False
    assert failed.pool_error == FieldValidationError(code="EMPTY_POOL")


@given(
    st.lists(
        st.builds(
            step, st.sampled_from(["TASK_CREATE", "POOL_OPEN", "NEW"]), st.booleans(), JSON, JSON
        )
    )
)
def test_no_log_breaks_the_reader(steps: list[StepShape]) -> None:
    """Whatever JSON the steps hold, reading them raises nothing."""
    read(*steps)
