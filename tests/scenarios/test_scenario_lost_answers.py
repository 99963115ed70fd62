"""Scenarios 8 and 9: the answer to a POST is lost, or its operation id is taken."""

from __future__ import annotations

import uuid
from typing import Literal

import attrs
import pytest

from tests.scenarios.conftest import Connect
from tests.scenarios.traffic import endpoints, images, posts, requests_to, task, tasks
from toloka_typed import (
    ConflictError,
    DecodeError,
    OperationTimeoutError,
    ServerError,
    TolokaClient,
    TolokaError,
    TransportError,
    UploadLimits,
)
from toloka_typed._uploads import creation as _creation
from toloka_typed.sandbox import After, Fault, Sandbox
from toloka_typed.sandbox.faults import (
    Act,
    CutAnswer,
    Delay,
    First,
    Instead,
    NoAnswer,
    OperationTaken,
)

LOST = [
    pytest.param(NoAnswer(), id="closed"),
    pytest.param(NoAnswer(end="reset"), id="reset"),
    pytest.param(CutAnswer(), id="cut"),
    pytest.param(CutAnswer(end="open"), id="cut JSON"),
    *[
        pytest.param(attrs.evolve(Instead.html(status), handled=True), id=f"{status} HTML")
        for status in (200, 500, 502, 503, 504)
    ],
    pytest.param(Instead(status=504, handled=True), id="504 empty"),
]


@pytest.mark.parametrize("loss", LOST)
def test_a_lost_answer_creates_nothing_twice(
    client: TolokaClient, sandbox: Sandbox, loss: Act
) -> None:
    """The same POST goes out again under the same id, and the 409 leads to the normal result."""
    sandbox.faults = [Fault("POST /tasks", loss)]
    result = client.create_tasks(tasks(3), allow_defaults=True)
    assert [item.input_values["image"] for item in result.items.values()] == [
        "0.jpg",
        "1.jpg",
        "2.jpg",
    ]
    assert len(sandbox.tasks()) == 3
    first, second = posts(sandbox)
    assert second.status == 409
    assert (first.query, first.body) == (second.query, second.body)
    assert endpoints(sandbox)[2:] == [
        "GET /operations/{id}",
        "GET /operations/{id}/log",
        "GET /tasks",
    ]


def test_a_lost_request_is_sent_again(client: TolokaClient, sandbox: Sandbox) -> None:
    """A POST that the service never handled creates its tasks the second time."""
    sandbox.faults = [Fault("POST /tasks", NoAnswer(handled=False))]
    assert len(client.create_tasks(tasks(3), allow_defaults=True).items) == 3
    assert [post.status for post in posts(sandbox)] == [None, 202]


def test_a_read_timeout_creates_nothing_twice(connect: Connect, sandbox: Sandbox) -> None:
    """A POST whose answer is too late is repeated under its id."""
    client = connect(timeout=0.3)
    sandbox.faults = [Fault("POST /tasks", Delay(after_handling=1.0))]
    assert len(client.create_tasks(tasks(3), allow_defaults=True).items) == 3
    assert len(sandbox.tasks()) == 3


@pytest.mark.parametrize("call", ["create_task", "create_tasks_async", "upload_tasks"])
def test_every_way_to_create_survives_a_lost_answer(
    client: TolokaClient, sandbox: Sandbox, call: str
) -> None:
    """One task, a started batch and an upload are repaired as `create_tasks` is."""
    sandbox.faults = [Fault("POST /tasks", NoAnswer())]
    if call == "create_task":
        assert client.create_task(task("0.jpg"), allow_defaults=True).id
    elif call == "create_tasks_async":
        operation = client.create_tasks_async(tasks(1), allow_defaults=True)
        assert operation.id == posts(sandbox)[0].query["operation_id"]
        assert len(client.get_tasks_result(client.wait_operation(operation)).items) == 1
    else:
        [chunk] = client.upload_tasks(tasks(1), allow_defaults=True)
        assert len(chunk.ids) == 1
    assert images(sandbox.tasks()) == ["0.jpg"]


def test_an_answer_that_never_comes_says_which_operation_to_ask_for(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """When trying is over, the error holds the operation id: the tasks may exist."""
    sandbox.faults = [Fault("POST /tasks", NoAnswer(handled=False), First(100))]
    with pytest.raises(TransportError) as raised:
        client.create_tasks(tasks(3), allow_defaults=True)
    asked_for = posts(sandbox)[0].query["operation_id"]
    assert raised.value.operation_id == asked_for
    assert asked_for in str(raised.value)
    assert len(posts(sandbox)) == 8


def test_a_new_operation_may_take_a_while_to_be_visible(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """A 404 for an operation that was accepted, or is there by the 409, is asked again."""
    for lost in ([], [Fault("POST /tasks", NoAnswer())]):
        hidden = Instead.error(404, "DOES_NOT_EXIST")
        sandbox.faults = [*lost, Fault("GET /operations/*", hidden, First(3))]
        assert len(client.create_tasks(tasks(2), allow_defaults=True).items) == 2
    assert len(requests_to(sandbox, "GET /operations/{id}")) == 8


def test_an_operation_that_stays_invisible_is_an_error_with_its_id(
    client: TolokaClient, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a bounded time the error says that the batch was accepted and cannot be seen."""
    monkeypatch.setattr(_creation, "VISIBLE_WITHIN", 0.05)
    hidden = Instead.error(404, "DOES_NOT_EXIST")
    sandbox.faults = [Fault("GET /operations/*", hidden, First(1000))]
    with pytest.raises(OperationTimeoutError, match="accepted") as raised:
        client.create_tasks(tasks(2), allow_defaults=True)
    assert raised.value.operation.id == posts(sandbox)[0].query["operation_id"]
    assert raised.value.operation.id in str(raised.value)


@pytest.mark.parametrize("kind", ["POOL.CLOSE", "TASK_SUITE.BATCH_CREATE", "SOMETHING.NEW"])
def test_an_id_of_another_type_of_operation_is_a_conflict(
    client: TolokaClient, sandbox: Sandbox, kind: str
) -> None:
    """A 409 for an operation of another type is a `ConflictError` with it, and no result."""
    sandbox.faults = [Fault("POST /tasks", OperationTaken(type=kind))]
    with pytest.raises(ConflictError) as raised:
        client.create_tasks(tasks(2), allow_defaults=True, operation_id=str(uuid.uuid4()))
    assert raised.value.operation is not None
    assert raised.value.operation.type == kind
    assert raised.value.operation.id in str(raised.value)


@pytest.mark.parametrize("status", ["SUCCESS", "FAIL"])
def test_an_id_of_other_tasks_is_a_conflict(
    client: TolokaClient, sandbox: Sandbox, status: Literal["SUCCESS", "FAIL"]
) -> None:
    """A 409 for a batch of other tasks, ended well or not, says to use a new id."""
    other = {"__item_idx": "0", "pool_id": task().pool_id, "input_values": {"image": "other.jpg"}}
    log = [
        {"type": "TASK_CREATE", "success": True, "input": other, "output": {"task_id": "t"}}
        if status == "SUCCESS"
        else {"type": "TASK_VALIDATE", "success": False, "input": other, "output": {}}
    ]
    for calls in (client.create_tasks, client.create_tasks_async):
        sandbox.faults = [Fault("POST /tasks", OperationTaken(status=status, log=log))]
        with pytest.raises(ConflictError, match="new id") as raised:
            calls(tasks(1), allow_defaults=True, operation_id=str(uuid.uuid4()))
        assert raised.value.operation is not None
        assert raised.value.operation.status == status
    sandbox.faults = [Fault("POST /tasks", OperationTaken(status=status, log=log))]
    with pytest.raises(ConflictError, match="new id"):
        client.create_task(task(), allow_defaults=True, operation_id=str(uuid.uuid4()))


def test_an_id_of_a_failed_operation_without_a_log_is_a_conflict(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """A failed operation that echoes nothing cannot be this call's, if the id is the caller's."""
    sandbox.faults = [Fault("POST /tasks", OperationTaken(status="FAIL"))]
    with pytest.raises(ConflictError, match="new id"):
        client.create_tasks(tasks(1), allow_defaults=True, operation_id=str(uuid.uuid4()))


def test_a_rerun_with_the_same_id_is_harmless(connect: Connect, sandbox: Sandbox) -> None:
    """A second call with the same id and the same tasks gives the first one's result."""
    own = str(uuid.uuid4())
    for limits in (UploadLimits(), UploadLimits(async_tasks=2)):
        client = connect(limits=limits)
        own = str(uuid.uuid4())
        first = client.create_tasks(tasks(4), allow_defaults=True, operation_id=own)
        again = client.create_tasks(tasks(4), allow_defaults=True, operation_id=own)
        assert first == again
    assert len(sandbox.tasks()) == 8


def test_a_rerun_of_one_task_and_of_a_started_batch_is_harmless(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """The other two calls that take an id are idempotent as well."""
    own, other = str(uuid.uuid4()), uuid.uuid4()
    created = [client.create_task(task(), allow_defaults=True, operation_id=own) for _ in range(2)]
    assert created[0] == created[1]
    started = [
        client.create_tasks_async(tasks(2), allow_defaults=True, operation_id=other)
        for _ in range(2)
    ]
    assert started[0].id == started[1].id == str(other)
    assert len(sandbox.tasks()) == 3


def test_a_rerun_with_other_tasks_is_a_conflict(client: TolokaClient, sandbox: Sandbox) -> None:
    """The same id with tasks that differ in anything is refused, and creates nothing."""
    own = str(uuid.uuid4())
    client.create_tasks([task(overlap=2)], operation_id=own)
    changed = [
        [task("b.jpg", overlap=2)],
        [task(overlap=3)],
        [task(overlap=2, message_on_unknown_solution="hint")],
        [task(overlap=2)] * 2,
    ]
    for batch in changed:
        with pytest.raises(ConflictError) as raised:
            client.create_tasks(batch, operation_id=own)
        assert raised.value.operation is not None
        assert raised.value.operation.id == own
    assert len(sandbox.tasks()) == 1


def test_a_rerun_of_a_refused_batch_is_refused_again(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """The id of a batch that was refused stays used up: the same call gives the same refusal."""
    sandbox.settings = attrs.evolve(sandbox.settings, operation_takes=After(looks=1))
    own = str(uuid.uuid4())
    for _ in range(2):
        with pytest.raises(TolokaError) as raised:
            client.create_tasks(
                [task(), task(reserved_for=["a", "a"])], allow_defaults=True, operation_id=own
            )
        assert "DUPLICATE_VALUE_IN_ARRAY" in repr(raised.value.__dict__["result"].validation_errors)


def test_an_id_that_is_no_uuid_is_refused_here(client: TolokaClient, sandbox: Sandbox) -> None:
    """The caller's own id must be a UUID, and a wrong one is refused before any request."""
    for wrong in ("", "1", "not-a-uuid"):
        with pytest.raises(ValueError, match="UUID"):
            client.create_tasks(tasks(1), operation_id=wrong)
        with pytest.raises(ValueError, match="UUID"):
            client.create_task(task(), operation_id=wrong)
    assert sandbox.requests == ()


def test_a_lost_log_says_which_operation_to_ask_for(client: TolokaClient, sandbox: Sandbox) -> None:
    """When the log cannot be read the error holds the operation id, so that nothing is lost."""
    for wrong, kind in ((Instead.html(500), ServerError), (Instead.html(200), DecodeError)):
        sandbox.faults = [Fault("GET /operations/*/log", wrong, First(1000))]
        with pytest.raises(kind) as raised:
            client.create_tasks(tasks(2), allow_defaults=True)
        asked_for = posts(sandbox)[-1].query["operation_id"]
        assert raised.value.operation_id == asked_for
        assert asked_for in str(raised.value)
