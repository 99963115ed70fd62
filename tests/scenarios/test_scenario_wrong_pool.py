"""Scenario 17: pools that do not take the tasks."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from tests.scenarios.conftest import Connect
from tests.scenarios.traffic import posts, task, tasks
from toloka_typed import (
    AccessDeniedError,
    ApiError,
    BatchError,
    ConflictError,
    FieldValidationError,
    RetryPolicy,
    TolokaClient,
    UploadLimits,
    ValidationError,
)
from toloka_typed.sandbox import After, Fault, Sandbox
from toloka_typed.sandbox.faults import First, Instead

POOLS: dict[str, dict[str, Any]] = {
    "MIXER_CONFIG_REQUIRED": {"mixer": False},
    "INAPPROPRIATE_STATUS": {"status": "ARCHIVED"},
    "POOL_TASKS_COUNT_EXCEEDED": {"most_tasks": 1},
    "ACCESS_DENIED": {"foreign": True},
}


def codes(errors: dict[str, FieldValidationError]) -> list[str]:
    return [error.code for error in errors.values()]


@pytest.mark.parametrize("code", POOLS)
@pytest.mark.parametrize("async_mode", [True, False])
def test_a_refused_request_keeps_its_code(
    client: TolokaClient, sandbox: Sandbox, code: str, async_mode: bool
) -> None:
    """Where the status refuses the pool, the error is the code's class, and is raised at once."""
    sandbox.add_pool("7", **POOLS[code])
    kind = AccessDeniedError if code == "ACCESS_DENIED" else ConflictError
    batch = tasks(2, pool_id="7")
    with pytest.raises(kind) as raised:
        client.create_tasks(batch, allow_defaults=True, async_mode=async_mode)
    assert raised.value.code == code
    assert code in str(raised.value)
    assert len(posts(sandbox)) == 1
    if code == "INAPPROPRIATE_STATUS":
        assert raised.value.payload == {"appropriate_statuses": ["OPEN", "CLOSED"]}
    if code != "POOL_TASKS_COUNT_EXCEEDED":
        with pytest.raises(kind):
            client.create_task(batch[0], allow_defaults=True, async_mode=async_mode)


@pytest.mark.parametrize("code", POOLS)
def test_refused_steps_keep_their_code(client: TolokaClient, sandbox: Sandbox, code: str) -> None:
    """Where the log refuses a pool's tasks, each refusal and the error's text have the code."""
    sandbox.settings = attrs.evolve(sandbox.settings, pool_problems="steps")
    sandbox.add_pool("7", **POOLS[code])
    batch = tasks(2, pool_id="7")
    if code == "ACCESS_DENIED":
        code = "ENTITY_ACCESS_DENIED"
    with pytest.raises(BatchError, match=code) as raised:
        client.create_tasks(batch, allow_defaults=True)
    refused = raised.value.result.validation_errors
    assert [codes({**errors}) for errors in refused.values()] == [[code], [code]]
    result = client.create_tasks(batch, allow_defaults=True, skip_invalid_items=True)
    assert list(result.validation_errors) == [0, 1]
    if code != "POOL_TASKS_COUNT_EXCEEDED":
        with pytest.raises(ValidationError, match=code):
            client.create_task(batch[0], allow_defaults=True)


@pytest.mark.parametrize("async_mode", [True, False])
def test_an_unknown_pool_is_an_item_s_error(client: TolokaClient, async_mode: bool) -> None:
    """A pool that does not exist refuses its own tasks, and no others."""
    batch = [task(), task(pool_id="404")]
    result = client.create_tasks(
        batch, allow_defaults=True, skip_invalid_items=True, async_mode=async_mode
    )
    assert list(result.items) == [0]
    assert codes({**result.validation_errors[1]}) == ["ENTITY_DOES_NOT_EXIST"]
    with pytest.raises(BatchError):
        client.create_tasks(batch, allow_defaults=True, async_mode=async_mode)
    with pytest.raises(ValidationError) as raised:
        client.create_task(batch[1], allow_defaults=True, async_mode=async_mode)
    assert codes({**raised.value.errors}) == ["ENTITY_DOES_NOT_EXIST"]


def test_codes_that_nobody_has_listed_are_kept(client: TolokaClient, sandbox: Sandbox) -> None:
    """A new code on a known status is that status's class, on an unknown one an `ApiError`."""
    for status, kind in ((409, ConflictError), (403, AccessDeniedError), (423, ApiError)):
        sandbox.faults = [Fault("POST /tasks", Instead.error(status, "POOL_IS_HAUNTED"))]
        with pytest.raises(kind) as raised:
            client.create_tasks(tasks(1), allow_defaults=True)
        assert raised.value.code == "POOL_IS_HAUNTED"


@pytest.mark.parametrize("async_mode", [True, False])
def test_a_locked_pool_is_waited_for(connect: Connect, sandbox: Sandbox, async_mode: bool) -> None:
    """A pool that another operation works on is tried again until it is free."""
    lock = Instead.error(409, "POOL_LOCKED_BY_ANOTHER_OPERATION")
    sandbox.faults = [Fault("POST /tasks", lock, First(1))]
    client = connect()
    result = client.create_tasks(tasks(2), allow_defaults=True, async_mode=async_mode)
    assert len(result.items) == 2
    assert [post.status for post in posts(sandbox)] == [409, 202 if async_mode else 201]


def test_chunks_take_turns_at_a_locked_pool(connect: Connect, sandbox: Sandbox) -> None:
    """Where the service allows one operation a pool, the chunks go one after another."""
    sandbox.settings = attrs.evolve(
        sandbox.settings, one_operation_per_pool=True, operation_takes=After(looks=1)
    )
    client = connect(limits=UploadLimits(async_tasks=1))
    result = client.create_tasks(tasks(4), allow_defaults=True)
    assert [item.input_values["image"] for item in result.items.values()] == [
        f"{number}.jpg" for number in range(4)
    ]
    assert len(sandbox.tasks()) == 4


def test_a_pool_that_stays_locked_is_an_error_in_the_end(
    connect: Connect, sandbox: Sandbox
) -> None:
    """Sync requests are tried at a locked pool as often as the policy says."""
    sandbox.add_pool("7", status="LOCKED")
    client = connect(retries=RetryPolicy(attempts=3, first_delay=0.01))
    with pytest.raises(ConflictError) as raised:
        client.create_tasks(tasks(1, pool_id="7"), allow_defaults=True, async_mode=False)
    assert raised.value.code == "POOL_LOCKED_BY_ANOTHER_OPERATION"
    assert len(posts(sandbox)) == 3
