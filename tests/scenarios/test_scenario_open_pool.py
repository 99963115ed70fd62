"""Scenario 16: pools that open when their tasks are there."""

from __future__ import annotations

from typing import Literal

import attrs
import pytest

from tests.scenarios.conftest import Connect
from tests.scenarios.traffic import bad_task, endpoints, posts, task, tasks
from toloka_typed import (
    BatchError,
    ConflictError,
    OperationFailedError,
    TolokaClient,
    UploadLimits,
)
from toloka_typed.sandbox import FIRST_POOL, After, Fault, Sandbox
from toloka_typed.sandbox.faults import Instead, NoAnswer, Nth, OperationFails

Named = Literal["integer", "string"]


def test_the_pool_opens_with_the_tasks(client: TolokaClient, sandbox: Sandbox) -> None:
    """`open_pool=True` goes out with the one request, and the result says that it worked."""
    result = client.create_tasks(tasks(2), allow_defaults=True, open_pool=True)
    assert result.pool_opened is True
    assert result.pool_open_error is None
    result.raise_for_errors()
    assert posts(sandbox)[0].query["open_pool"] == "true"
    assert "POST /pools/{id}/open" not in endpoints(sandbox)
    assert sandbox.pool()["status"] == "OPEN"


def test_an_open_pool_is_no_news(client: TolokaClient, sandbox: Sandbox) -> None:
    """A pool that is open already, or was not to be opened, gives `None`."""
    assert client.create_tasks(tasks(1), allow_defaults=True).pool_opened is None
    sandbox.turn_pool(FIRST_POOL, status="OPEN")
    result = client.create_tasks(tasks(2), allow_defaults=True, open_pool=True)
    assert (result.pool_opened, result.pool_open_error) == (None, None)


@pytest.mark.parametrize("named", ["integer", "string"])
@pytest.mark.parametrize("code", ["NOT_ENOUGH_BALANCE", "EMPTY_POOL", "SOMETHING_NEW"])
def test_a_pool_that_stays_closed_is_visible(
    client: TolokaClient, sandbox: Sandbox, code: str, named: Named
) -> None:
    """The tasks are there, and the result says why the pool is not open, and raises on demand."""
    sandbox.settings = attrs.evolve(sandbox.settings, open_pool_refusal=code, log_pool_id=named)
    result = client.create_tasks(tasks(2), allow_defaults=True, open_pool=True)
    assert len(result.items) == 2
    assert result.pool_opened is False
    assert result.pool_open_error is not None
    assert result.pool_open_error.code == code
    with pytest.raises(BatchError, match=code):
        result.raise_for_errors()


def test_a_started_batch_and_an_upload_say_it_too(client: TolokaClient, sandbox: Sandbox) -> None:
    """`get_tasks_result` and an upload's chunk carry the pool's fate like `create_tasks`."""
    sandbox.settings = attrs.evolve(sandbox.settings, open_pool_refusal="NOT_ENOUGH_BALANCE")
    operation = client.create_tasks_async(tasks(1), allow_defaults=True, open_pool=True)
    result = client.get_tasks_result(client.wait_operation(operation))
    [chunk] = client.upload_tasks(tasks(1), allow_defaults=True, open_pool=True)
    for told in (result, chunk):
        assert told.pool_opened is False
        assert told.pool_open_error is not None
        assert told.pool_open_error.code == "NOT_ENOUGH_BALANCE"


def test_one_task_with_a_pool_that_stays_closed_is_an_error(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """`create_task` has nowhere to put the refusal: it raises, with the created task."""
    sandbox.settings = attrs.evolve(sandbox.settings, open_pool_refusal="NOT_ENOUGH_BALANCE")
    with pytest.raises(BatchError, match="NOT_ENOUGH_BALANCE") as raised:
        client.create_task(task(), allow_defaults=True, open_pool=True)
    assert raised.value.result.items[0].id == sandbox.tasks()[0]["id"]
    assert raised.value.result.pool_opened is False


def test_of_two_pools_the_closed_one_is_what_counts(client: TolokaClient, sandbox: Sandbox) -> None:
    """Where one pool opens and another does not, the result speaks of the one that did not."""
    steps = [
        {"type": "POOL_OPEN", "success": True, "input": {"pool_id": 1}, "output": {}},
        {"type": "POOL_OPEN", "success": False, "input": {"pool_id": 2}, "output": {"code": "X"}},
        {"type": "POOL_OPEN", "success": True, "input": {"pool_id": 3}, "output": {}},
    ]
    operation = client.create_tasks_async(tasks(1), allow_defaults=True, open_pool=True)
    operation = client.wait_operation(operation)
    log = [step.to_dict() for step in client.get_operation_log(operation.id)]
    for order in (steps, steps[::-1]):
        sandbox.faults = [Fault("GET /operations/*/log", Instead.json(200, [*log, *order]))]
        result = client.get_tasks_result(operation)
        assert result.pool_opened is False
        assert result.pool_open_error is not None
        assert result.pool_open_error.code == "X"


@pytest.mark.parametrize("async_mode", [True, False])
def test_with_several_requests_the_pool_opens_last(
    connect: Connect, sandbox: Sandbox, async_mode: bool
) -> None:
    """Open tasks cost money: no request opens the pool, a call of its own does at the end."""
    client = connect(limits=UploadLimits(async_tasks=1, sync_tasks=1))
    result = client.create_tasks(
        tasks(3), allow_defaults=True, open_pool=True, async_mode=async_mode
    )
    assert result.pool_opened is True
    assert {post.query["open_pool"] for post in posts(sandbox)} == {"false"}
    called = endpoints(sandbox)
    last_post = max(place for place, name in enumerate(called) if name == "POST /tasks")
    assert called.index("POST /pools/{id}/open") > last_post
    assert sandbox.pool()["status"] == "OPEN"


def test_a_failed_request_leaves_the_pool_closed(connect: Connect, sandbox: Sandbox) -> None:
    """When one of several requests fails, no pool is opened."""
    client = connect(limits=UploadLimits(async_tasks=1))
    with pytest.raises(BatchError):
        client.create_tasks([task(), bad_task(), task()], allow_defaults=True, open_pool=True)
    assert "POST /pools/{id}/open" not in endpoints(sandbox)
    assert sandbox.pool()["status"] == "CLOSED"


def test_a_pool_that_cannot_be_opened_at_the_end_is_visible_too(
    connect: Connect, sandbox: Sandbox
) -> None:
    """The refusal of the last call stands in the result like one in the log."""
    sandbox.settings = attrs.evolve(sandbox.settings, open_pool_refusal="NOT_ENOUGH_BALANCE")
    client = connect(limits=UploadLimits(async_tasks=1))
    result = client.create_tasks(tasks(2), allow_defaults=True, open_pool=True)
    assert len(result.items) == 2
    assert result.pool_opened is False
    assert result.pool_open_error is not None
    assert result.pool_open_error.code == "NOT_ENOUGH_BALANCE"
    *_, last = client.upload_tasks(tasks(2), allow_defaults=True, open_pool=True)
    assert last.pool_opened is False


def test_opening_and_closing_a_pool_give_the_pool(client: TolokaClient, sandbox: Sandbox) -> None:
    """Both wait for the operation and read the pool; a pool that is so already takes no wait."""
    client.create_task(task(), allow_defaults=True, async_mode=False)
    sandbox.clear_requests()
    sandbox.settings = attrs.evolve(sandbox.settings, operation_takes=After(looks=1))
    assert client.open_pool(FIRST_POOL).is_open()
    assert endpoints(sandbox) == [
        "POST /pools/{id}/open",
        *["GET /operations/{id}"] * 2,
        "GET /pools/{id}",
    ]
    sandbox.clear_requests()
    assert client.open_pool(FIRST_POOL).is_open()
    assert endpoints(sandbox) == ["POST /pools/{id}/open", "GET /pools/{id}"]
    closed = client.close_pool(FIRST_POOL)
    assert (closed.status, closed.last_close_reason) == ("CLOSED", "MANUAL")


def test_a_pool_that_cannot_be_opened_is_an_error(client: TolokaClient, sandbox: Sandbox) -> None:
    """A refused request is a `ConflictError` with its code, a failed operation holds itself."""
    with pytest.raises(ConflictError) as refused:
        client.open_pool(FIRST_POOL)
    assert refused.value.code == "EMPTY_POOL"
    client.create_task(task(), allow_defaults=True, async_mode=False)
    sandbox.faults = [Fault("POST /pools/*/open", OperationFails())]
    with pytest.raises(OperationFailedError) as failed:
        client.open_pool(FIRST_POOL)
    assert failed.value.operation.type == "POOL.OPEN"


@pytest.mark.parametrize("takes", [After(), After(looks=2), After(seconds=0.05)])
def test_a_lost_answer_to_opening_is_repaired(
    client: TolokaClient, sandbox: Sandbox, takes: After
) -> None:
    """The request is repeated, and the pool is open when the call returns."""
    client.create_task(task(), allow_defaults=True, async_mode=False)
    sandbox.settings = attrs.evolve(sandbox.settings, operation_takes=takes)
    sandbox.faults = [Fault("POST /pools/*/open", NoAnswer(), Nth(1))]
    assert client.open_pool(FIRST_POOL).is_open()
