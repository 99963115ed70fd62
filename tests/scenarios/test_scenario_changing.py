"""Scenario 23: changing tasks."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scenarios.traffic import endpoints, task
from toloka_typed import (
    BaselineSolution,
    CreatedTask,
    InvalidTaskError,
    KnownSolution,
    NotFoundError,
    Task,
    TolokaClient,
    ValidationError,
)
from toloka_typed.sandbox import FIRST_POOL, Fault, Sandbox
from toloka_typed.sandbox.faults import Instead


@pytest.fixture
def created(client: TolokaClient, sandbox: Sandbox) -> CreatedTask:
    """Create a task with the overlap 3."""
    found = client.create_task(task(overlap=3), async_mode=False)
    sandbox.clear_requests()
    return found


def test_an_overlap_is_changed_alone(
    client: TolokaClient, sandbox: Sandbox, created: CreatedTask
) -> None:
    """Only what is given is sent, and the changed task comes back."""
    assert client.patch_task(created.id, overlap=5).overlap == 5
    [request] = sandbox.requests
    assert (request.method, request.path) == ("PATCH", f"/tasks/{created.id}")
    assert request.json() == {"overlap": 5}
    assert request.query == {}


def test_a_change_can_open_the_pool(
    client: TolokaClient, sandbox: Sandbox, created: CreatedTask
) -> None:
    """`open_pool` travels in the query."""
    client.patch_task(created.id, overlap=5, open_pool=True)
    assert dict(sandbox.requests[0].query) == {"open_pool": "true"}
    assert sandbox.pool()["status"] == "OPEN"


def test_infinity_clears_the_overlap(
    client: TolokaClient, sandbox: Sandbox, created: CreatedTask
) -> None:
    """`infinite_overlap=True` also writes `overlap: null`; going back needs a number."""
    changed = client.patch_task(created.id, infinite_overlap=True)
    assert (changed.overlap, changed.infinite_overlap) == (None, True)
    assert sandbox.requests[-1].json() == {"overlap": None, "infinite_overlap": True}
    back = client.patch_task(created.id, overlap=4, infinite_overlap=False)
    assert (back.overlap, back.infinite_overlap) == (4, False)
    assert sandbox.requests[-1].json() == {"overlap": 4, "infinite_overlap": False}


def test_a_general_task_becomes_a_control_task(
    client: TolokaClient, sandbox: Sandbox, created: CreatedTask
) -> None:
    """Known solutions and a hint turn a general task into a control or training task."""
    changed = client.patch_task(
        created.id,
        known_solutions=iter([KnownSolution(output_values={"result": "cat"})]),
        message_on_unknown_solution="Ears!",
    )
    assert changed.known_solutions[0].output_values == {"result": "cat"}
    assert changed.message_on_unknown_solution == "Ears!"
    assert changed.overlap == 3
    assert sandbox.requests[-1].json() == {
        "known_solutions": [{"output_values": {"result": "cat"}}],
        "message_on_unknown_solution": "Ears!",
    }


def test_baseline_solutions_are_changed_too(
    client: TolokaClient, sandbox: Sandbox, created: CreatedTask
) -> None:
    """Baseline solutions travel with their weights."""
    baseline = BaselineSolution(output_values={"result": "cat"}, confidence_weight=0.5)
    changed = client.patch_task(created.id, baseline_solutions=(baseline,))
    assert changed.baseline_solutions == (baseline,)
    assert sandbox.requests[-1].json() == {
        "baseline_solutions": [{"output_values": {"result": "cat"}, "confidence_weight": 0.5}]
    }


def test_handing_out_can_be_stopped(
    client: TolokaClient, sandbox: Sandbox, created: CreatedTask
) -> None:
    """Stopping gives the overlap that is still possible, and not the one asked for."""
    sandbox.assign(created.id, times=2)
    assert client.patch_task_overlap_or_min(created.id, overlap=0).overlap == 2
    [request] = sandbox.requests
    assert request.path == f"/tasks/{created.id}/set-overlap-or-min"
    assert request.json() == {"overlap": 0}


def test_infinity_is_stopped_by_saying_so(
    client: TolokaClient, sandbox: Sandbox, created: CreatedTask
) -> None:
    """A task of infinite overlap is stopped with `infinite_overlap=False` as well."""
    client.patch_task(created.id, infinite_overlap=True)
    changed = client.patch_task_overlap_or_min(created.id, overlap=0, infinite_overlap=False)
    assert sandbox.requests[-1].json() == {"overlap": 0, "infinite_overlap": False}
    assert (changed.overlap, changed.infinite_overlap) == (0, False)


@pytest.mark.parametrize(
    ("patch", "field"),
    [
        ({}, None),
        ({"open_pool": True}, None),
        ({"overlap": 0}, "overlap"),
        ({"overlap": -1}, "overlap"),
        ({"overlap": 30_001}, "overlap"),
        ({"overlap": 2.0}, "overlap"),
        ({"overlap": True}, "overlap"),
        ({"overlap": "3"}, "overlap"),
        ({"overlap": 3, "infinite_overlap": True}, "overlap"),
        ({"infinite_overlap": 1}, "infinite_overlap"),
        ({"message_on_unknown_solution": 5}, "message_on_unknown_solution"),
        (
            {"known_solutions": [KnownSolution(output_values={}, correctness_weight=2)]},
            "known_solutions.0.correctness_weight",
        ),
        (
            {"baseline_solutions": [BaselineSolution(output_values={"x": float("nan")})]},
            "baseline_solutions.0.output_values.x",
        ),
    ],
)
def test_what_can_never_be_right_is_refused_here(
    client: TolokaClient, sandbox: Sandbox, patch: dict[str, Any], field: str | None
) -> None:
    """An empty patch, and values out of bounds, are refused without a request."""
    with pytest.raises(InvalidTaskError) as raised:
        client.patch_task("t", **patch)
    assert raised.value.field == field
    assert sandbox.requests == ()


@pytest.mark.parametrize("overlap", [-1, 30_001, 1.5])
def test_a_least_overlap_has_bounds_too(
    client: TolokaClient, sandbox: Sandbox, overlap: Any
) -> None:
    """The overlap to stop at is 0 to 30,000."""
    with pytest.raises(InvalidTaskError):
        client.patch_task_overlap_or_min("t", overlap=overlap)
    assert sandbox.requests == ()


def test_ids_are_quoted_in_changes(client: TolokaClient, sandbox: Sandbox) -> None:
    """An id with a slash stays one segment: nothing else can be changed by it."""
    with pytest.raises(NotFoundError):
        client.patch_task("a/../../pools/1", overlap=1)
    with pytest.raises(NotFoundError):
        client.patch_task_overlap_or_min("a/../../pools/1", overlap=1)
    assert [request.path for request in sandbox.requests] == [
        "/tasks/a%2F..%2F..%2Fpools%2F1",
        "/tasks/a%2F..%2F..%2Fpools%2F1/set-overlap-or-min",
    ]


def test_the_service_s_refusal_names_the_field(
    client: TolokaClient, sandbox: Sandbox, created: CreatedTask
) -> None:
    """What only the service can know is a `ValidationError` by field, and not repeated."""
    unknown = KnownSolution(output_values={"nonsense": 1})
    with pytest.raises(ValidationError) as raised:
        client.patch_task(created.id, known_solutions=[unknown])
    assert raised.value.errors
    assert endpoints(sandbox) == ["PATCH /tasks/{id}"]


def test_a_change_whose_answer_is_lost_is_repeated(
    client: TolokaClient, sandbox: Sandbox, created: CreatedTask
) -> None:
    """A patch sets values: sending it twice does what sending it once does."""
    sandbox.faults = [Fault("PATCH /tasks/*", Instead(status=502, handled=True))]
    assert client.patch_task(created.id, overlap=7).overlap == 7
    assert len(sandbox.requests) == 2


def test_a_created_task_goes_to_another_pool(
    client: TolokaClient, sandbox: Sandbox, created: CreatedTask
) -> None:
    """One call turns a created task back into one to create, without what is the service's."""
    sandbox.add_pool("77")
    again = created.to_task(pool_id="77")
    assert isinstance(again, Task)
    copied = client.create_task(again)
    assert copied.pool_id == "77"
    assert copied.id != created.id
    assert copied.input_values == created.input_values
    assert "id" not in sandbox.requests[0].json()
    assert created.to_task().pool_id == FIRST_POOL
