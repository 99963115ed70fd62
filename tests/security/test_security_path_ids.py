"""An id is one part of a path, whatever it holds, and never more than that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from toloka_typed import InvalidTaskError, NotFoundError, TolokaClient, TolokaError
from toloka_typed.operations import Operation, TasksCreateOperation
from toloka_typed.sandbox import Sandbox

Ask = Callable[[TolokaClient, str], object]


def finished(operation_id: str) -> TasksCreateOperation:
    """Give an operation that has ended, with an id that somebody made up."""
    return TasksCreateOperation(id=operation_id, type="TASK.BATCH_CREATE", status="SUCCESS")


BY_ID: dict[str, tuple[Ask, str]] = {
    "get_task": (lambda client, id_: client.get_task(id_), "/tasks/{}"),
    "patch_task": (lambda client, id_: client.patch_task(id_, overlap=2), "/tasks/{}"),
    "patch_task_overlap_or_min": (
        lambda client, id_: client.patch_task_overlap_or_min(id_, overlap=2),
        "/tasks/{}/set-overlap-or-min",
    ),
    "get_operation": (lambda client, id_: client.get_operation(id_), "/operations/{}"),
    "get_operation_log": (
        lambda client, id_: client.get_operation_log(id_),
        "/operations/{}/log",
    ),
    "wait_operation": (
        lambda client, id_: client.wait_operation(Operation(id=id_, type="X", status="RUNNING")),
        "/operations/{}",
    ),
    "get_tasks_result": (
        lambda client, id_: client.get_tasks_result(finished(id_)),
        "/operations/{}/log",
    ),
    "get_pool": (lambda client, id_: client.get_pool(id_), "/pools/{}"),
    "open_pool": (lambda client, id_: client.open_pool(id_), "/pools/{}/open"),
    "close_pool": (lambda client, id_: client.close_pool(id_), "/pools/{}/close"),
}

HOSTILE = (
    "a/../../pools/1/archive",
    "/",
    "//example.com/",
    "../1",
    "..\\1",
    "%2e%2e",
    "%2F",
    "?open_pool=true",
    "#",
    "1;x",
    "1 2",
    "1\n2",
    "1\r\nHost: example.com",
    "\0",
    "é①",
    "...",
)

by_id = pytest.mark.parametrize("method", BY_ID)


@by_id
def test_an_id_is_one_part_of_the_path(client: TolokaClient, sandbox: Sandbox, method: str) -> None:
    """Every character that could mean something in a URL arrives as itself."""
    ask, path = BY_ID[method]
    for identifier in HOSTILE:
        sandbox.clear_requests()
        with pytest.raises(NotFoundError):
            ask(client, identifier)
        [request] = sandbox.requests
        assert request.path == path.format(quote(identifier, safe=""))
        assert not request.query


@by_id
def test_an_id_that_is_no_part_of_a_path_is_refused(
    client: TolokaClient, sandbox: Sandbox, method: str
) -> None:
    """What a URL cannot hold as a part of its path makes no request."""
    for identifier in ("", ".", "..", "\ud800"):
        with pytest.raises(ValueError, match=r"id|surrogates"):
            BY_ID[method][0](client, identifier)
    assert not sandbox.requests


@pytest.mark.parametrize("identifier", [None, 1, b"1", ["1"]])
def test_an_id_is_text(client: TolokaClient, sandbox: Sandbox, identifier: Any) -> None:
    """A missing id, or a number, does not become part of a path by accident."""
    with pytest.raises(TypeError, match="id"):
        client.get_task(identifier)
    assert not sandbox.requests


@pytest.mark.parametrize("pool_id", ["1&sort=-id", "1#", "é", "1&pool_id=2", "\0", "a=b"])
def test_an_id_in_a_query_is_one_value(
    client: TolokaClient, sandbox: Sandbox, pool_id: str
) -> None:
    """A filter's value cannot add a parameter."""
    with pytest.raises(TolokaError):
        client.find_tasks(pool_id=pool_id, limit=7)
    [request] = sandbox.requests
    assert request.query == {"pool_id": pool_id, "limit": "7"}


def test_an_id_without_end_is_refused(client: TolokaClient, sandbox: Sandbox) -> None:
    """Arguments that make a URL too long are an error of this library's own."""
    for ask in (
        lambda: client.get_task("1" * 100_000),
        lambda: client.find_tasks(pool_id="1" * 100_000),
    ):
        with pytest.raises(InvalidTaskError, match="too long"):
            ask()
    assert not sandbox.requests
