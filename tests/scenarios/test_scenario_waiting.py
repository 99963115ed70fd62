"""Scenario 18: waiting for operations with a limit."""

from __future__ import annotations

import time
from datetime import timedelta

import attrs
import pytest

from tests.scenarios.conftest import Connect
from tests.scenarios.traffic import endpoints, requests_to, task, tasks
from toloka_typed import (
    BatchError,
    ConflictError,
    NotFoundError,
    Operation,
    OperationTimeoutError,
    TasksCreateOperation,
    TolokaClient,
    UploadLimits,
)
from toloka_typed.sandbox import After, Fault, Sandbox
from toloka_typed.sandbox.faults import First, Instead, Nth

NEVER = After(looks=1_000_000)
POLL = "GET /operations/{id}"


@pytest.fixture
def endless(sandbox: Sandbox) -> None:
    """Let no operation end."""
    sandbox.settings = attrs.evolve(sandbox.settings, operation_takes=NEVER)


@pytest.mark.usefixtures("endless")
def test_the_limit_ends_the_wait(client: TolokaClient) -> None:
    """When the time is up, the error holds the operation as it was seen last, and is timely."""
    operation = client.create_tasks_async(tasks(1), allow_defaults=True)
    started = time.monotonic()
    with pytest.raises(OperationTimeoutError) as raised:
        client.wait_operation(operation, timeout=0.3)
    assert 0.2 < time.monotonic() - started < 2
    assert isinstance(raised.value, TimeoutError)
    assert raised.value.operation.id == operation.id
    assert raised.value.operation.status == "RUNNING"
    assert raised.value.operation.progress is not None
    assert operation.id in str(raised.value)


@pytest.mark.usefixtures("endless")
@pytest.mark.parametrize("limit", [0, 0.0, timedelta(0)])
def test_no_time_is_one_look(
    client: TolokaClient, sandbox: Sandbox, limit: float | timedelta
) -> None:
    """A limit of 0 is exactly one request, and no wait."""
    operation = client.create_tasks_async(tasks(1), allow_defaults=True)
    with pytest.raises(OperationTimeoutError):
        client.wait_operation(operation, limit)
    assert endpoints(sandbox) == ["POST /tasks", POLL]


def test_one_look_is_enough_for_an_operation_that_has_ended(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """With a limit of 0 an operation that has ended is given back."""
    operation = client.create_tasks_async(tasks(1), allow_defaults=True)
    assert client.wait_operation(operation, timeout=0).status == "SUCCESS"
    assert endpoints(sandbox) == ["POST /tasks", POLL]


def test_an_ended_operation_is_given_back_without_a_request(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """Waiting for what has ended, well or not, asks nothing and raises nothing."""
    for status in ("SUCCESS", "FAIL"):
        ended = TasksCreateOperation(id="1", type="TASK.BATCH_CREATE", status=status)
        assert client.wait_operation(ended) is ended
    assert sandbox.requests == ()


def test_a_wait_can_go_on_later(client: TolokaClient, sandbox: Sandbox) -> None:
    """After a timeout the same operation, from the error or by its id, is waited for again."""
    sandbox.settings = attrs.evolve(sandbox.settings, operation_takes=After(looks=2))
    operation = client.create_tasks_async(tasks(1), allow_defaults=True)
    with pytest.raises(OperationTimeoutError) as raised:
        client.wait_operation(operation, timeout=0)
    assert not client.get_operation(operation.id).is_completed()
    ended = client.wait_operation(raised.value.operation)
    assert ended.status == "SUCCESS"
    assert isinstance(ended, TasksCreateOperation)
    assert len(client.get_tasks_result(ended).items) == 1


def test_a_failed_operation_is_returned(client: TolokaClient, sandbox: Sandbox) -> None:
    """Waiting gives a FAIL back; only `raise_on_fail` raises it."""
    sandbox.add_operation("11111111-1111-4111-8111-111111111111", status="FAIL")
    running = TasksCreateOperation(
        id="11111111-1111-4111-8111-111111111111", type="TASK.BATCH_CREATE", status="RUNNING"
    )
    assert client.wait_operation(running).status == "FAIL"


def test_a_status_that_nobody_knows_is_not_the_end(client: TolokaClient, sandbox: Sandbox) -> None:
    """An unknown status is waited through."""
    operation = client.create_tasks_async(tasks(1), allow_defaults=True)
    view = {**operation.to_dict(), "status": "REWINDING", "new_field": 1}
    sandbox.faults = [Fault("GET /operations/*", Instead.json(200, view))]
    seen: list[Operation] = []
    ended = client.wait_operation(operation, progress=seen.append)
    assert [one.status for one in seen] == ["REWINDING", "SUCCESS"]
    assert seen[0].additional_properties == {"new_field": 1}
    assert ended.is_completed()


def test_an_unknown_operation_is_not_found_at_once(client: TolokaClient, sandbox: Sandbox) -> None:
    """`wait_operation` does not wait for an operation that is not there."""
    with pytest.raises(NotFoundError) as raised:
        client.wait_operation(Operation(id="nowhere", type="X", status="RUNNING"))
    assert raised.value.operation_id == "nowhere"
    assert len(sandbox.requests) == 1


def test_an_operation_of_another_type_is_a_conflict(client: TolokaClient, sandbox: Sandbox) -> None:
    """What was waited for as one class cannot come back as another."""
    sandbox.add_operation("op", type="POOL.CLOSE")
    with pytest.raises(ConflictError) as raised:
        client.wait_operation(
            TasksCreateOperation(id="op", type="TASK.BATCH_CREATE", status="RUNNING")
        )
    assert raised.value.operation is not None
    assert raised.value.operation.type == "POOL.CLOSE"


@pytest.mark.usefixtures("endless")
def test_creating_ends_with_its_own_limit(client: TolokaClient) -> None:
    """The creating calls take a limit too, and their error says what to wait for."""
    with pytest.raises(OperationTimeoutError) as batch:
        client.create_tasks(tasks(2), allow_defaults=True, timeout=0.1)
    with pytest.raises(OperationTimeoutError) as one:
        client.create_task(task(), allow_defaults=True, timeout=timedelta(milliseconds=100))
    for raised in (batch, one):
        assert isinstance(raised.value.operation, TasksCreateOperation)
        assert raised.value.operation.status == "RUNNING"


@pytest.mark.parametrize("number", [1, 2])
def test_one_of_several_that_does_not_end_in_time_leaves_the_rest(
    connect: Connect, sandbox: Sandbox, number: int
) -> None:
    """When one request's operation goes on, the error has it, and what the others created."""
    client = connect(limits=UploadLimits(async_tasks=1))
    running = {"id": "endless", "type": "TASK.BATCH_CREATE", "status": "RUNNING"}
    sandbox.faults = [
        Fault("POST /tasks", Instead.json(202, running), Nth(number)),
        Fault("GET /operations/endless", Instead.json(200, running), First(1_000)),
    ]
    with pytest.raises(BatchError) as raised:
        client.create_tasks(tasks(2), allow_defaults=True, timeout=0.3)
    assert len(raised.value.result.items) == 1
    assert raised.value.operation is not None
    assert (raised.value.operation.id, raised.value.operation.status) == ("endless", "RUNNING")
    assert isinstance(raised.value.__cause__, OperationTimeoutError)


def test_the_polls_become_rarer(client: TolokaClient, sandbox: Sandbox) -> None:
    """The time between two looks grows up to a limit."""
    sandbox.settings = attrs.evolve(sandbox.settings, operation_takes=After(seconds=0.4))
    client.create_tasks(tasks(1), allow_defaults=True)
    assert 2 < len(requests_to(sandbox, POLL)) < 40


@pytest.mark.parametrize("limit", [-1, float("nan"), timedelta(seconds=-1)])
def test_a_limit_that_is_none_is_refused(client: TolokaClient, limit: float | timedelta) -> None:
    """Negative limits and NaN are refused before anything is sent."""
    with pytest.raises(ValueError, match="duration"):
        client.wait_operation(Operation(id="1", type="X", status="RUNNING"), limit)
    with pytest.raises(ValueError, match="duration"):
        client.create_tasks(tasks(1), timeout=limit)
