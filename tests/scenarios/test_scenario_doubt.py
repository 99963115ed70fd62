"""Failures after an attempt that may have got through: its operation is always named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.lifecycle.meanwhile import Meanwhile
from tests.scenarios.conftest import QUICK, Connect
from tests.scenarios.traffic import posts, task, tasks
from toloka_typed import (
    AccessDeniedError,
    BatchError,
    TolokaClient,
    TolokaError,
    UploadLimits,
    ValidationError,
)
from toloka_typed.journal import RowState, journal_rows
from toloka_typed.sandbox import Fault, Sandbox
from toloka_typed.sandbox.faults import Every, First, Instead, NoAnswer, Nth

LOST = Fault("POST /tasks", NoAnswer(), Nth(1))
"""The first attempt gets through, and its answer does not come back."""
INVISIBLE = Fault("GET /operations/*", Instead.error(404, "DOES_NOT_EXIST"), First(99))
BAD_IMAGE = {"0.input_values.image": {"code": "VALUE_REQUIRED", "message": "m"}}


CREATING: dict[str, Callable[[TolokaClient], object]] = {
    "create_task": lambda client: client.create_task(task(), allow_defaults=True),
    "create_tasks": lambda client: client.create_tasks(tasks(6), allow_defaults=True),
    "upload_tasks": lambda client: list(client.upload_tasks(tasks(6), allow_defaults=True)),
}


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("call", CREATING)
def test_closing_forgets_no_operation(sandbox: Sandbox, call: str, number: int) -> None:
    """A client that is closed meanwhile names the operations that it has started."""
    client = TolokaClient("any", url=sandbox.url, retries=QUICK, limits=UploadLimits(async_tasks=2))
    sandbox.faults = [Fault("*", Meanwhile(client.close), Nth(number))]
    with pytest.raises(TolokaError) as raised:
        CREATING[call](client)
    started = {post.query["operation_id"] for post in posts(sandbox)}
    assert started
    assert started <= named_in(raised.value)


def named_in(error: TolokaError) -> set[str | None]:
    """Give the operations that an error names."""
    result = error.result.operation_ids if isinstance(error, BatchError) else ()
    return {error.operation_id, *result}


@pytest.mark.parametrize("then", [("ACCESS_DENIED", 403), ("TOO_MANY_REQUESTS", 429)])
def test_a_lock_after_a_lost_answer_leaves_the_doubt(
    connect: Connect, sandbox: Sandbox, then: tuple[str, int]
) -> None:
    """The pool may be locked by the very operation: whatever follows, it is named."""
    code, status = then
    sandbox.faults = [
        LOST,
        Fault("POST /tasks", Instead.error(409, "POOL_LOCKED_BY_ANOTHER_OPERATION"), Nth(2)),
        Fault("POST /tasks", Instead.error(status, code, payload={"interval": "DAY"}), First(99)),
        INVISIBLE,
    ]
    with pytest.raises(TolokaError) as raised:
        connect().create_tasks(tasks(1), allow_defaults=True)
    assert raised.value.operation_id == posts(sandbox)[0].query["operation_id"]


def test_one_chunk_in_doubt_is_named_when_another_is_refused(
    connect: Connect, sandbox: Sandbox
) -> None:
    """A chunk that waits for a lock after a lost answer is not counted as one never sent."""
    sandbox.add_pool("77")
    sandbox.faults = [
        LOST,
        Fault("POST /tasks", Instead.error(409, "POOL_LOCKED_BY_ANOTHER_OPERATION"), Nth(2)),
        Fault("POST /tasks", Instead.error(403, "ACCESS_DENIED"), First(99)),
        INVISIBLE,
    ]
    client = connect(limits=UploadLimits(async_tasks=1))
    batch = [task("a.jpg"), task("b.jpg", pool_id="77")]
    with pytest.raises((BatchError, AccessDeniedError)) as raised:
        client.create_tasks(batch, allow_defaults=True)
    lost = posts(sandbox)[0].query["operation_id"]
    assert lost in named_in(raised.value)


def test_one_request_in_doubt_is_told_when_another_is_refused(
    connect: Connect, sandbox: Sandbox
) -> None:
    """Without operations, too, the doubt about one request outlives the refusal of another."""
    sandbox.faults = [
        Fault("POST /tasks", Instead.error(401, "AUTHENTICATION_ERROR"), Nth(1)),
        Fault("POST /tasks", Instead.json(202, {"code": "NEVER_SEEN"}, handled=True), Every(1)),
    ]
    client = connect(limits=UploadLimits(sync_tasks=1))
    with pytest.raises(BatchError) as raised:
        client.create_tasks(tasks(2), allow_defaults=True, async_mode=False)
    assert len(sandbox.tasks()) == 1
    assert raised.value.fate_unknown


def test_a_refusal_after_a_lost_answer_settles_nothing(
    connect: Connect, sandbox: Sandbox, tmp_path: Path
) -> None:
    """A 400 to a repetition says nothing of the attempt before: the journal keeps it open."""
    journal = tmp_path / "journal"
    sandbox.faults = [
        LOST,
        Fault("POST /tasks", Instead.error(400, "VALIDATION_ERROR", payload=BAD_IMAGE), Nth(2)),
        Fault("GET /operations/*", Instead.error(404, "DOES_NOT_EXIST"), First(1)),
    ]
    client = connect()
    with pytest.raises(ValidationError) as raised:
        list(client.upload_tasks(tasks(1), allow_defaults=True, journal=journal))
    assert raised.value.operation_id == posts(sandbox)[0].query["operation_id"]
    assert [row.state for row in journal_rows(journal)] == [RowState.SENT]
    [chunk] = client.upload_tasks(tasks(1), allow_defaults=True, journal=journal)
    assert list(chunk.ids) == [0]
    assert len(sandbox.tasks()) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_an_error_says_that_the_pool_is_open(
    connect: Connect, sandbox: Sandbox, count: int
) -> None:
    """A pool that was opened costs money: the result says so also where reading back fails."""
    sandbox.faults = [Fault("GET /tasks", Instead.error(403, "ACCESS_DENIED"), Every(1))]
    client = connect(limits=UploadLimits(async_tasks=2))
    with pytest.raises(BatchError) as raised:
        client.create_tasks(tasks(count), allow_defaults=True, open_pool=True)
    assert raised.value.result.pool_opened is True
    assert sandbox.pool()["status"] == "OPEN"
