"""Scenarios 6 and 7: batches with tasks that the service refuses."""

from __future__ import annotations

from typing import Literal, TypeAlias

import attrs
import pytest

from tests.scenarios.conftest import Connect
from tests.scenarios.traffic import bad_task, images, task, tasks
from toloka_typed import (
    BatchError,
    OperationFailedError,
    Task,
    TolokaClient,
    UploadLimits,
)
from toloka_typed.sandbox import Fault, Sandbox
from toloka_typed.sandbox.faults import First, Instead, Nth, OperationFails

Shape: TypeAlias = Literal["flat", "wrapped"]
End: TypeAlias = Literal["SUCCESS", "FAIL"]


def one_bad_of_three() -> list[Task]:
    return [task("0.jpg"), bad_task(), task("2.jpg")]


MODES = pytest.mark.parametrize("async_mode", [True, False])
SHAPES = pytest.mark.parametrize("log_output", ["flat", "wrapped"])


@MODES
@SHAPES
def test_refused_tasks_are_skipped_and_told(
    client: TolokaClient, sandbox: Sandbox, async_mode: bool, log_output: Shape
) -> None:
    """Skipping gives the created tasks and the refusals by position, whatever the log's shape."""
    sandbox.settings = attrs.evolve(sandbox.settings, log_output=log_output)
    result = client.create_tasks(
        one_bad_of_three(), allow_defaults=True, skip_invalid_items=True, async_mode=async_mode
    )
    assert [(p, item.input_values["image"]) for p, item in result.items.items()] == [
        (0, "0.jpg"),
        (2, "2.jpg"),
    ]
    assert list(result.validation_errors) == [1]
    assert list(result.validation_errors[1]) == ["input_values.image"]
    assert result.validation_errors[1]["input_values.image"].code == "VALUE_REQUIRED"
    with pytest.raises(BatchError, match="VALUE_REQUIRED") as raised:
        result.raise_for_errors()
    assert raised.value.result is result


def test_an_upload_tells_refusals_in_its_chunks(client: TolokaClient) -> None:
    """A chunk holds the ids and the refusals of its tasks by their positions in the input."""
    [chunk] = client.upload_tasks(one_bad_of_three(), allow_defaults=True, skip_invalid_items=True)
    assert list(chunk.ids) == [0, 2]
    assert list(chunk.validation_errors) == [1]


def test_a_step_with_a_code_alone_is_a_refusal_without_a_field(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """A step that holds a code, a message and a request id refuses the task as a whole."""
    sandbox.settings = attrs.evolve(sandbox.settings, log_output="bare")
    result = client.create_tasks(one_bad_of_three(), allow_defaults=True, skip_invalid_items=True)
    assert list(result.validation_errors[1]) == [""]
    assert result.validation_errors[1][""].code == "VALUE_REQUIRED"


@MODES
@pytest.mark.parametrize("all_refused", ["SUCCESS", "FAIL"])
def test_skipping_every_task_is_a_result_with_all_errors(
    client: TolokaClient, sandbox: Sandbox, async_mode: bool, all_refused: End
) -> None:
    """When every task was skipped the result is empty and explained, also if the end is FAIL."""
    sandbox.settings = attrs.evolve(sandbox.settings, all_refused=all_refused)
    result = client.create_tasks(
        [bad_task()] * 3, allow_defaults=True, skip_invalid_items=True, async_mode=async_mode
    )
    assert result.items == {}
    assert list(result.validation_errors) == [0, 1, 2]


@MODES
def test_a_status_that_refuses_every_task_is_skipping_too(
    client: TolokaClient, sandbox: Sandbox, async_mode: bool
) -> None:
    """A 400 that names every task is, with skipping, the same result as a log that does."""
    wrong = {"code": "VALUE_REQUIRED", "message": "m"}
    payload = {f"{index}.input_values.image": wrong for index in range(2)}
    sandbox.faults = [
        Fault("POST /tasks", Instead.error(400, "VALIDATION_ERROR", payload=payload), First(2))
    ]
    result = client.create_tasks([bad_task()] * 2, skip_invalid_items=True, async_mode=async_mode)
    assert result.items == {}
    assert [list(errors) for errors in result.validation_errors.values()] == [
        ["input_values.image"]
    ] * 2
    with pytest.raises(BatchError) as raised:
        client.create_tasks([bad_task()] * 3, skip_invalid_items=True, async_mode=async_mode)
    assert list(raised.value.result.validation_errors) == [0, 1]


def test_what_is_refused_here_is_skipped_as_well(client: TolokaClient, sandbox: Sandbox) -> None:
    """With skipping, local refusals stand among the service's, and are not sent."""
    wrong = task(overlap=0)
    batch = [wrong, task("1.jpg"), bad_task(), wrong]
    result = client.create_tasks(batch, allow_defaults=True, skip_invalid_items=True)
    assert list(result.items) == [1]
    assert [list(errors) for errors in result.validation_errors.values()] == [
        ["overlap"],
        ["input_values.image"],
        ["overlap"],
    ]
    assert result.validation_errors[0]["overlap"].code == "REFUSED_BEFORE_SENDING"
    sandbox.clear_requests()
    result = client.create_tasks([wrong] * 3, skip_invalid_items=True)
    assert list(result.validation_errors) == [0, 1, 2]
    assert sandbox.requests == ()


@pytest.mark.parametrize("all_refused", ["SUCCESS", "FAIL"])
def test_the_result_of_a_started_batch_tells_refusals(
    client: TolokaClient, sandbox: Sandbox, all_refused: End
) -> None:
    """`get_tasks_result` gives the refusals as `create_tasks` does."""
    sandbox.settings = attrs.evolve(sandbox.settings, all_refused=all_refused)
    for batch, positions in ((one_bad_of_three(), [1]), ([bad_task()] * 2, [0, 1])):
        operation = client.create_tasks_async(batch, allow_defaults=True, skip_invalid_items=True)
        result = client.get_tasks_result(client.wait_operation(operation))
        assert list(result.validation_errors) == positions
        assert len(result.items) == len(batch) - len(positions)


@SHAPES
@pytest.mark.parametrize("log_valid", [False, True])
def test_one_refused_task_cancels_its_batch(
    client: TolokaClient, sandbox: Sandbox, log_output: Shape, log_valid: bool
) -> None:
    """Without skipping nothing is created, and the error holds operation, counts and reasons."""
    sandbox.settings = attrs.evolve(
        sandbox.settings, log_output=log_output, log_valid_of_failed=log_valid
    )
    with pytest.raises(BatchError) as raised:
        client.create_tasks(one_bad_of_three(), allow_defaults=True)
    error = raised.value
    assert error.operation is not None
    assert error.operation.status == "FAIL"
    assert error.operation.details is not None
    assert error.operation.details["not_valid_count"] == 1
    assert error.operation.id in str(error)
    assert "0 tasks have been created" in str(error)
    assert list(error.result.validation_errors) == [1]
    assert error.result.validation_errors[1]["input_values.image"].code == "VALUE_REQUIRED"
    assert error.result.items == {}
    assert sandbox.tasks() == []


@pytest.mark.parametrize(
    "field", ["{index}.{field}", "items.{index}.{field}", "tasks.{index}.{field}"]
)
def test_a_refused_batch_looks_the_same_when_the_status_tells(
    client: TolokaClient, sandbox: Sandbox, field: str
) -> None:
    """In sync mode a 400 with indexed fields is the same `BatchError` by position and field."""
    sandbox.settings = attrs.evolve(sandbox.settings, batch_error_field=field)
    with pytest.raises(BatchError) as raised:
        client.create_tasks(one_bad_of_three(), allow_defaults=True, async_mode=False)
    assert list(raised.value.result.validation_errors) == [1]
    assert list(raised.value.result.validation_errors[1]) == ["input_values.image"]
    assert sandbox.tasks() == []


def test_a_refused_batch_whose_fields_name_no_task_is_one_all_the_same(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """A 400 that does not say which task it means is a `BatchError` too, and gives the reason."""
    sandbox.settings = attrs.evolve(sandbox.settings, batch_error_field="{field}")
    with pytest.raises(BatchError, match="VALIDATION_ERROR") as raised:
        client.create_tasks(one_bad_of_three(), allow_defaults=True, async_mode=False)
    assert raised.value.result.items == {}


def test_a_refused_upload_raises_too(client: TolokaClient) -> None:
    """`upload_tasks` raises the `BatchError` when it gets to the chunk."""
    with pytest.raises(BatchError) as raised:
        list(client.upload_tasks(one_bad_of_three(), allow_defaults=True))
    assert list(raised.value.result.validation_errors) == [1]


@pytest.mark.parametrize("skip", [True, False])
def test_an_unexplained_failure_is_an_error(
    client: TolokaClient, sandbox: Sandbox, skip: bool
) -> None:
    """FAIL with an empty log is an `OperationFailedError` with the operation, never a result."""
    fails = [Fault("POST /tasks", OperationFails(details={"failed_count": 3}))]
    batch = tasks(3)
    sandbox.faults = fails
    with pytest.raises(OperationFailedError) as created:
        client.create_tasks(batch, allow_defaults=True, skip_invalid_items=skip)
    sandbox.faults = fails
    with pytest.raises(OperationFailedError) as uploaded:
        list(client.upload_tasks(batch, allow_defaults=True, skip_invalid_items=skip))
    sandbox.faults = fails
    with pytest.raises(OperationFailedError) as one:
        client.create_task(task(), allow_defaults=True)
    sandbox.faults = fails
    operation = client.wait_operation(client.create_tasks_async(batch, allow_defaults=True))
    with pytest.raises(OperationFailedError) as started:
        client.get_tasks_result(operation)
    for raised in (created, uploaded, one, started):
        assert raised.value.operation.status == "FAIL"
        assert raised.value.operation.id in str(raised.value)


@MODES
def test_only_the_request_with_the_refused_task_is_cancelled(
    connect: Connect, sandbox: Sandbox, async_mode: bool
) -> None:
    """All or nothing holds for one request: the error's result holds what the others created."""
    client = connect(limits=UploadLimits(async_tasks=2, sync_tasks=2))
    batch = [*tasks(2), bad_task(), task("3.jpg")]
    with pytest.raises(BatchError) as raised:
        client.create_tasks(batch, allow_defaults=True, async_mode=async_mode)
    assert list(raised.value.result.items) == [0, 1]
    assert list(raised.value.result.ids) == [0, 1]
    assert list(raised.value.result.validation_errors) == [2]
    assert images(sandbox.tasks()) == ["0.jpg", "1.jpg"]


def test_a_chunk_that_fails_in_the_middle_leaves_the_rest_in_the_error(
    connect: Connect, sandbox: Sandbox
) -> None:
    """When one of several batches fails, the error has the failed operation and all that exists."""
    client = connect(limits=UploadLimits(async_tasks=1))
    sandbox.faults = [Fault("POST /tasks", OperationFails(), Nth(2))]
    with pytest.raises(BatchError) as raised:
        client.create_tasks(tasks(3), allow_defaults=True)
    error = raised.value
    assert error.operation is not None
    assert error.operation.status == "FAIL"
    assert {item.id for item in error.result.items.values()} == {
        one["id"] for one in sandbox.tasks()
    }
    assert len(error.result.items) == 2
    assert isinstance(error.__cause__, OperationFailedError)
