"""Defects of toloka-kit that lose data, or break an ordinary run (D-01 to D-09).

Each test is named after its defect and fails with the code that has it.
"""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import attrs
import pytest

from tests.scenarios.conftest import Connect
from tests.scenarios.traffic import bad_task, posts, requests_to, task, tasks
from toloka_typed import (
    ApiError,
    BatchError,
    ConflictError,
    DecodeError,
    OperationFailedError,
    ServerError,
    TolokaClient,
    TolokaError,
    TransportError,
)
from toloka_typed.sandbox import FIRST_POOL, Fault, Sandbox
from toloka_typed.sandbox.faults import Delay, First, Instead, OperationFails


def test_d01_the_package_is_imported_with_what_is_installed() -> None:
    """Nothing private or removed is needed: not a warning, and no setuptools."""
    code = "import sys, toloka_typed as t; t.TolokaClient, t.AsyncTolokaClient; "
    code += "assert not {'pkg_resources', 'setuptools', 'cattrs'} & sys.modules.keys()"
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)  # noqa: S603


@pytest.mark.parametrize(
    "refusal",
    [
        Instead.error(429, "TOO_MANY_REQUESTS", payload={"interval": "MIN"}),
        Instead.error(429, "TOO_MANY_REQUESTS", headers={"retry-after": "1"}),
        Instead.error(503, "REMOTE_SERVICE_UNAVAILABLE", headers={"retry-after": "1"}),
    ],
    ids=["minute", "429 Retry-After", "503 Retry-After"],
)
def test_d02_a_quota_is_waited_for(
    client: TolokaClient, sandbox: Sandbox, refusal: Instead
) -> None:
    """An answer that says how long to wait is followed by the same request, not by a crash."""
    sandbox.faults = [Fault("POST /tasks", refusal)]
    assert len(client.create_tasks(tasks(3), allow_defaults=True).items) == 3
    first, second = posts(sandbox)
    assert (first.query, first.body) == (second.query, second.body)


def test_d03_options_used_again_create_again(client: TolokaClient, sandbox: Sandbox) -> None:
    """One set of options for three calls is three operations with six tasks."""
    options: dict[str, Any] = {"allow_defaults": True, "skip_invalid_items": True}
    results = [client.create_tasks(tasks(2), **options) for _ in range(3)]
    assert len({result.operation_ids for result in results}) == 3
    assert len(sandbox.tasks()) == 6


def test_d03_a_used_id_is_no_success(client: TolokaClient, sandbox: Sandbox) -> None:
    """The id of an operation that had other tasks is a conflict, and nothing is created."""
    operation_id = "0f0a5c1e-7c49-4f8e-9a53-3d1f6a0b7c21"
    client.create_tasks(tasks(2), allow_defaults=True, operation_id=operation_id)
    with pytest.raises(ConflictError):
        client.create_tasks([task("other.jpg")], allow_defaults=True, operation_id=operation_id)
    assert len(sandbox.tasks(FIRST_POOL)) == 2


def test_d04_a_failed_operation_with_an_empty_log_is_an_error(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """FAIL without a reason is never an empty success, of a batch or of one task."""
    sandbox.faults = [Fault("POST /tasks", OperationFails(), First(2))]
    with pytest.raises(OperationFailedError) as raised:
        client.create_tasks(tasks(3), allow_defaults=True)
    assert raised.value.operation.status == "FAIL"
    with pytest.raises(OperationFailedError):
        client.create_task(task(), allow_defaults=True)
    assert sandbox.tasks() == []


def test_d04_the_refusals_of_a_failed_operation_are_told(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """FAIL because of one task names the task, the field and the code."""
    with pytest.raises(BatchError, match="VALUE_REQUIRED") as raised:
        client.create_tasks([task(), bad_task()], allow_defaults=True)
    assert list(raised.value.result.validation_errors) == [1]
    assert sandbox.tasks() == []


def test_d05_a_pool_that_stays_closed_is_seen(client: TolokaClient, sandbox: Sandbox) -> None:
    """Tasks are created and their pool is not opened: the result says both."""
    refused = attrs.evolve(sandbox.settings, open_pool_refusal="NOT_ENOUGH_BALANCE")
    sandbox.settings = refused
    result = client.create_tasks(tasks(3), allow_defaults=True, open_pool=True)
    assert len(result.items) == 3
    assert result.pool_opened is False
    assert result.pool_open_error is not None
    assert result.pool_open_error.code == "NOT_ENOUGH_BALANCE"
    with pytest.raises(BatchError):
        result.raise_for_errors()
    with pytest.raises(BatchError, match="NOT_ENOUGH_BALANCE"):
        client.create_task(task(), allow_defaults=True, open_pool=True)


def test_d06_a_request_that_cannot_be_repeated_is_not(connect: Connect, sandbox: Sandbox) -> None:
    """A synchronous POST whose answer is too late is sent once, and the error says what may be."""
    sandbox.faults = [Fault("POST /tasks", Delay(after_handling=1.0))]
    with pytest.raises(TransportError, match="may have been created"):
        connect(timeout=0.3).create_task(task(), allow_defaults=True, async_mode=False)
    assert len(posts(sandbox)) == 1
    assert len(sandbox.tasks()) == 1


@pytest.mark.parametrize("status", [502, 503, 504])
def test_d07_a_proxy_s_page_is_a_passing_fault(
    client: TolokaClient, sandbox: Sandbox, status: int
) -> None:
    """An error whose body is HTML is tried again, and is an `ApiError` when that is over."""
    sandbox.faults = [Fault("GET /requester", Instead.html(status), First(2))]
    assert client.get_requester().id
    sandbox.faults = [Fault("GET /requester", Instead.html(status), First(99))]
    with pytest.raises(ServerError, match=f"{status}.*nginx.*GET /requester"):
        client.get_requester()


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"message":"no code"}', b"null", b"\xff"])
def test_d07_an_error_need_not_have_a_code(
    client: TolokaClient, sandbox: Sandbox, body: bytes
) -> None:
    """Whatever stands in the body of an error, it is an error of its status."""
    sandbox.faults = [Fault("GET /requester", Instead(status=418, body=body))]
    with pytest.raises(ApiError) as raised:
        client.get_requester()
    assert (raised.value.status_code, raised.value.code) == (418, None)


def test_d07_a_page_with_status_200_is_no_answer(client: TolokaClient, sandbox: Sandbox) -> None:
    """HTML with status 200 is tried again, and is a `DecodeError` when that is over."""
    sandbox.faults = [Fault("GET /requester", Instead.html(200), First(99))]
    with pytest.raises(DecodeError, match=r"GET /requester, status 200.*nginx"):
        client.get_requester()
    assert len(requests_to(sandbox, "GET /requester")) > 1


def test_d08_noise_while_waiting_does_not_lose_the_batch(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """A 502 between two looks is nothing, and one without end leaves the operation's id."""
    sandbox.faults = [Fault("GET /operations/*", Instead.html(502), First(2))]
    assert len(client.create_tasks(tasks(3), allow_defaults=True).items) == 3
    sandbox.clear_requests()
    sandbox.faults = [Fault("GET /operations/*", Instead.html(502), First(99))]
    with pytest.raises(TolokaError) as raised:
        client.create_tasks(tasks(3), allow_defaults=True)
    assert raised.value.operation_id == posts(sandbox)[0].query["operation_id"]


@pytest.mark.parametrize("kind", ["KNOWN_SOLUTIONS.GENERATE", "NEVER.SEEN.BEFORE", "", "import.x"])
def test_d09_an_unknown_type_spoils_no_page(
    client: TolokaClient, sandbox: Sandbox, kind: str
) -> None:
    """An operation of any type is read, and the others on its page with it."""
    client.create_tasks(tasks(1), allow_defaults=True)
    sandbox.add_operation("ffffffff-ffff-4fff-8fff-ffffffffffff", type=kind)
    assert [operation.type for operation in client.get_operations()][-1] == kind
    assert len(client.find_operations().items) == 2
