"""What is compared of the inputs that a log echoes."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from toloka_typed import DecodeError
from toloka_typed._uploads.echo import same_inputs
from toloka_typed._uploads.steps import CreationLog, StepShape, read_creation_log


def read(*steps: StepShape) -> CreationLog:
    return read_creation_log(steps)


def sent(*tasks: dict[str, Any]) -> bytes:
    numbered = [{**task, "__item_idx": str(number)} for number, task in enumerate(tasks)]
    return json.dumps(numbered).encode()


A = {"pool_id": "7", "input_values": {"image": "a"}}
B = {"pool_id": "7", "input_values": {"image": "b"}}


def echo(index: int, task: dict[str, Any], **filled_in: Any) -> StepShape:
    raw = msgspec.Raw(json.dumps({**task, **filled_in, "__item_idx": str(index)}).encode())
    return StepShape(type="TASK_CREATE", success=True, input=raw, output={"task_id": "t"})


def test_an_echo_of_the_same_tasks_is_ours() -> None:
    """What the service fills in, or gives back as null or empty, makes no difference."""
    for log in (
        read(echo(0, A), echo(1, B)),
        read(echo(1, B, overlap=3, infinite_overlap=False), echo(0, A, overlap=3)),
        read(echo(0, A, known_solutions=None), echo(1, B, reserved_for=[])),
        read(echo(0, A, pool_id=7), echo(1, B, created="2024-01-01T00:00:00", id="t", new={})),
    ):
        assert same_inputs(log, sent(A, B), complete=True)
    assert same_inputs(
        read(echo(0, A)), json.dumps({**A, "__item_idx": "0"}).encode(), complete=True
    )


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([], id="nothing"),
        pytest.param([echo(0, A)], id="fewer"),
        pytest.param([echo(0, A), echo(1, B), echo(2, B)], id="more"),
        pytest.param([echo(0, B), echo(1, A)], id="another order"),
        pytest.param([echo(0, A), echo(1, {**B, "pool_id": "8"})], id="another pool"),
        pytest.param([echo(0, A), echo(1, B, message_on_unknown_solution="h")], id="a hint more"),
        pytest.param([echo(0, A), echo(1, B, input_values={"image": "b", "x": 0})], id="a field"),
    ],
)
def test_an_echo_of_other_tasks_is_not_ours(steps: list[StepShape]) -> None:
    """Any difference in number, order, pool or content makes it another batch."""
    assert not same_inputs(read(*steps), sent(A, B), complete=True)


def test_an_overlap_of_ones_own_is_compared() -> None:
    """The overlap is the service's to fill in only where the task had none."""
    own = {**A, "overlap": 2}
    assert same_inputs(read(echo(0, own)), sent(own), complete=True)
    assert not same_inputs(read(echo(0, {**A, "overlap": 3})), sent(own), complete=True)


def test_a_failed_batch_may_show_a_part() -> None:
    """A failed batch logs what was refused: that part must be ours, and there must be one."""
    log = read(echo(1, B))
    assert same_inputs(log, sent(A, B), complete=False)
    assert not same_inputs(log, sent(A, A), complete=False)
    assert not same_inputs(read(), sent(A, B), complete=False)


OUT = {"output_values": {"result": "cat"}}
FULL = {
    **A,
    "known_solutions": [OUT, {**OUT, "correctness_weight": 0.5}],
    "baseline_solutions": [OUT],
    "reserved_for": ["x", "y"],
    "traits_all_of": ["p", "q"],
    "longitude": 1.5,
}


def test_an_echo_may_complete_and_reorder() -> None:
    """Weights are 1 where none was given, and Tolokers and traits are sets."""
    came_back = {
        **FULL,
        "known_solutions": [
            {**OUT, "correctness_weight": 1.0},
            {**OUT, "correctness_weight": 0.5, "id": "s"},
        ],
        "baseline_solutions": [{**OUT, "confidence_weight": 1}],
        "reserved_for": ["y", "x"],
        "traits_all_of": ["q", "p"],
    }
    assert same_inputs(read(echo(0, came_back)), sent(FULL), complete=True)


@pytest.mark.parametrize(
    "change",
    [
        {"known_solutions": [OUT, OUT]},
        {"known_solutions": [OUT]},
        {"known_solutions": [{"output_values": {"result": "dog"}}, OUT]},
        {"known_solutions": "x"},
        {"known_solutions": ["x", "y"]},
        {"baseline_solutions": None},
        {"reserved_for": ["x"]},
        {"traits_all_of": ["p", "r"]},
        {"traits_any_of": ["p"]},
        {"longitude": 2.5},
        {"input_values": {"image": ["b", "a"]}},
    ],
)
def test_no_content_is_overlooked(change: dict[str, Any]) -> None:
    """What a task is made of is compared whole, fields that nobody has listed included."""
    assert same_inputs(read(echo(0, FULL)), sent(FULL), complete=True)
    assert not same_inputs(read(echo(0, FULL, **change)), sent(FULL), complete=True)


@pytest.mark.parametrize(
    "garbage", [b'{"__item_idx":"0","a":1e999}', b'{"__item_idx":"0","a":"\xff"}']
)
def test_an_echo_that_cannot_be_read_is_an_error(garbage: bytes) -> None:
    """An echo that is no JSON is neither ours nor another's."""
    log = read(StepShape(type="TASK_CREATE", success=True, input=msgspec.Raw(garbage)))
    with pytest.raises(DecodeError, match="task 0"):
        same_inputs(log, sent(A), complete=True)
