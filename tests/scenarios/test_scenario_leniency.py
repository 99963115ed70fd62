"""What the sources of the API leave open: either answer is understood."""

from __future__ import annotations

import re
from typing import Any

import attrs
import pytest

from tests.scenarios.conftest import Connect
from tests.scenarios.traffic import bad_task, endpoints, posts, task, tasks
from toloka_typed import (
    BatchError,
    InvalidTaskError,
    KnownSolution,
    NotFoundError,
    OperationTimeoutError,
    Task,
    TolokaClient,
    TolokaError,
    UploadLimits,
    ValidationError,
)
from toloka_typed._uploads import results as _results
from toloka_typed.sandbox import FIRST_POOL, After, Fault, Sandbox
from toloka_typed.sandbox.faults import Every, First, Instead, NoAnswer

OWN = "0f0a5c1e-7c49-4f8e-9a53-3d1f6a0b7c21"
NOT_THERE = Instead.error(404, "DOES_NOT_EXIST")
NO_IMAGE = {"code": "VALUE_REQUIRED", "message": "m"}


def refused(payload: Any) -> Fault:
    """Let the service refuse a request that creates tasks, in such words."""
    return Fault("POST /tasks", Instead.error(400, "VALIDATION_ERROR", payload=payload))


def test_every_change_has_a_content_type(client: TolokaClient, sandbox: Sandbox) -> None:
    """A POST without a body has one too: the service wants it from all."""
    client.create_task(task(), allow_defaults=True)
    client.open_pool(FIRST_POOL)
    client.close_pool(FIRST_POOL)
    sent = [one for one in sandbox.requests if one.method == "POST"]
    assert [one.headers["content-type"] for one in sent] == ["application/json"] * 3


@pytest.mark.parametrize("async_mode", [True, False])
@pytest.mark.parametrize("payload", [None, [], {}, {"1": {"input_values.image": NO_IMAGE}}])
def test_a_refusal_of_tasks_is_a_batch_error(
    connect: Connect, sandbox: Sandbox, payload: Any, async_mode: bool
) -> None:
    """However little, or in whatever form, the service says of the tasks that it refuses."""
    sandbox.faults = [refused(payload)]
    with pytest.raises(BatchError) as raised:
        connect().create_tasks(tasks(2), allow_defaults=True, async_mode=async_mode)
    assert isinstance(raised.value.__cause__, TolokaError)
    errors = raised.value.result.validation_errors
    assert list(errors) == ([1] if payload else [])
    assert sandbox.tasks() == []


@pytest.mark.parametrize("async_mode", [True, False])
def test_one_refused_task_is_told_in_the_service_s_words(
    connect: Connect, sandbox: Sandbox, async_mode: bool
) -> None:
    """Message and payload of a 400 are the service's own, in both modes."""
    sandbox.faults = [refused({"input_values.image": NO_IMAGE})]
    with pytest.raises(ValidationError) as raised:
        connect().create_task(bad_task(), allow_defaults=True, async_mode=async_mode)
    assert raised.value.message == "validation_error"
    assert raised.value.payload == {"input_values.image": NO_IMAGE}
    assert raised.value.request_id == "ao_fault"
    assert raised.value.errors["input_values.image"].code == "VALUE_REQUIRED"


def test_a_step_that_refuses_a_task_keeps_its_code(client: TolokaClient, sandbox: Sandbox) -> None:
    """A refusal in the log that names no field has its own code, message and request id."""
    sandbox.settings = attrs.evolve(sandbox.settings, log_output="bare")
    with pytest.raises(ValidationError) as raised:
        client.create_task(bad_task(), allow_defaults=True)
    [step] = client.get_operation_log(raised.value.operation_id or "")
    assert step.output is not None
    assert raised.value.code == step.output["code"]
    assert raised.value.message == step.output["message"]
    assert raised.value.request_id == step.output.get("request_id")


def test_an_operation_that_was_just_named_may_be_invisible(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """`wait_operation` looks again for one that the service named; one made up is not there."""
    operation = client.create_tasks_async(tasks(1), allow_defaults=True)
    sandbox.faults = [Fault("GET /operations/*", NOT_THERE, First(2))]
    assert client.wait_operation(operation).status == "SUCCESS"
    sandbox.clear_requests()
    with pytest.raises(NotFoundError):
        client.wait_operation(attrs.evolve(operation, id="made-up", submitted=None))
    assert endpoints(sandbox) == ["GET /operations/{id}"]


def test_a_start_that_is_repeated_does_not_wait_for_ever(
    client: TolokaClient, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`create_tasks_async` waits a while for the log of a taken id, and gives what it has seen."""
    monkeypatch.setattr(_results, "VISIBLE_WITHIN", 0.1)
    sandbox.settings = attrs.evolve(sandbox.settings, operation_takes=After(looks=10_000))
    first = client.create_tasks_async(tasks(2), allow_defaults=True, operation_id=OWN)
    again = client.create_tasks_async(tasks(2), allow_defaults=True, operation_id=OWN)
    assert (again.id, again.status) == (first.id, "RUNNING")
    sandbox.faults = [Fault("GET /operations/*", NOT_THERE, Every(1))]
    with pytest.raises(OperationTimeoutError):
        client.create_tasks_async(tasks(2), allow_defaults=True, operation_id=OWN)


@pytest.mark.parametrize("strange", [{"id": OWN}, {"type": "TASK.BATCH_CREATE"}, {}])
def test_an_accepted_start_is_looked_up_where_its_answer_is_strange(
    connect: Connect, sandbox: Sandbox, strange: dict[str, str]
) -> None:
    """The id is ours: what else the answer lacks can be asked for."""
    sandbox.faults = [Fault("POST /tasks", Instead.json(202, strange, handled=True))]
    result = connect().create_tasks(tasks(2), allow_defaults=True, operation_id=OWN)
    assert len(result.items) == len(sandbox.tasks()) == 2


@pytest.mark.parametrize("items", [{}, {"items": None}, {"items": {}}])
def test_a_batch_of_which_all_was_refused_may_have_no_items(
    connect: Connect, sandbox: Sandbox, items: dict[str, Any]
) -> None:
    """An answer that only tells of refusals is a result without items."""
    errors = {"0": {"input_values.image": NO_IMAGE}}
    sandbox.faults = [
        Fault("POST /tasks", Instead.json(201, {**items, "validation_errors": errors}))
    ]
    result = connect().create_tasks(
        [bad_task()], allow_defaults=True, skip_invalid_items=True, async_mode=False
    )
    assert (dict(result.items), list(result.validation_errors)) == ({}, [0])


def test_a_parameter_that_is_an_id_may_be_a_number(client: TolokaClient, sandbox: Sandbox) -> None:
    """An operation is understood although it names its pool by a number."""
    operation = client.create_tasks_async(tasks(1), allow_defaults=True)
    wire = {**operation.to_dict(), "parameters": {"pool_id": 22, "open_pool": True}}
    sandbox.faults = [Fault("GET /operations/*", Instead.json(200, wire))]
    assert client.get_operation(operation.id).parameters.to_dict()["pool_id"] == "22"


def test_every_missing_task_is_looked_for_by_its_id(connect: Connect, sandbox: Sandbox) -> None:
    """Of tasks that are never listed, those that can be read one by one are in the result."""
    sandbox.settings = attrs.evolve(sandbox.settings, listed_after=After(looks=10_000))
    sandbox.faults = [Fault("GET /tasks/*", NOT_THERE)]
    with pytest.raises(BatchError) as raised:
        connect().create_tasks(tasks(3), allow_defaults=True)
    assert (len(raised.value.result.items), len(raised.value.result.ids)) == (2, 3)


WRONG: dict[str, tuple[Any, str | None]] = {
    "no task": ({"input_values": {}}, None),
    "nothing": (None, None),
    "no known solution": (task(known_solutions=[{"output_values": {}}]), "known_solutions.0"),
    "no baseline": (
        task(baseline_solutions=[KnownSolution(output_values={})]),
        "baseline_solutions.0",
    ),
    "no name": (task(reserved_for=["x", 5]), "reserved_for.1"),
    "no trait": (task(traits_any_of=[None]), "traits_any_of.0"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_no_task_holds_is_refused_with_its_place(
    connect: Connect, sandbox: Sandbox, wrong: str
) -> None:
    """A wrong type, too, is refused before anything is sent, whichever call it is given to."""
    strange, field = WRONG[wrong]
    batch: list[Task] = [task(), strange]
    client = connect(limits=UploadLimits(async_tasks=2))
    for create in (
        lambda: client.create_tasks(batch, allow_defaults=True),
        lambda: client.create_tasks_async(batch, allow_defaults=True),
        lambda: list(client.upload_tasks(batch, allow_defaults=True)),
    ):
        with pytest.raises(InvalidTaskError) as raised:
            create()
        assert (raised.value.position, raised.value.field) == (1, field)
    skipped = client.create_tasks(batch, allow_defaults=True, skip_invalid_items=True)
    assert (list(skipped.items), list(skipped.validation_errors)) == ([0], [1])
    assert len(posts(sandbox)) == 1


def test_what_cannot_be_gone_through_is_refused_at_the_call(client: TolokaClient) -> None:
    """An upload of nothing iterable fails where it is asked for, not at its first chunk."""
    nothing: Any = None
    with pytest.raises(TypeError, match=re.escape("not iterable")):
        client.upload_tasks(nothing)


def test_a_lost_answer_is_repaired_although_the_log_says_more(
    connect: Connect, sandbox: Sandbox
) -> None:
    """What the service completes in the inputs that it echoes makes them no other tasks."""
    sandbox.faults = [Fault("POST /tasks", NoAnswer())]
    control = task(known_solutions=[KnownSolution(output_values={"result": "cat"})])
    client = connect()
    result = client.create_tasks([control], allow_defaults=True, operation_id=OWN)
    steps = [step.to_dict() for step in client.get_operation_log(OWN)]
    for step in steps:
        step["input"] |= {"id": "x", "created": "2024-01-01T00:00:00", "pool_id": int(FIRST_POOL)}
        step["input"]["known_solutions"][0]["correctness_weight"] = 1.0
    sandbox.faults = [Fault("GET /operations/*/log", Instead.json(200, steps), Every(1))]
    again = client.create_tasks([control], allow_defaults=True, operation_id=OWN)
    assert again.ids == result.ids
    assert len(sandbox.tasks()) == 1
