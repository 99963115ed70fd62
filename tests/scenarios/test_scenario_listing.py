"""Scenario 22: pages and iteration."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from tests.scenarios.traffic import endpoints, images, requests_to, task, tasks
from toloka_typed import DecodeError, NotFoundError, Operation, Pool, TolokaClient
from toloka_typed.sandbox import FIRST_POOL, Fault, Sandbox
from toloka_typed.sandbox.faults import First, Instead, ShortPage


@pytest.fixture
def seven(client: TolokaClient) -> list[str]:
    """Create seven tasks, and give their ids."""
    result = client.create_tasks(tasks(7), allow_defaults=True, async_mode=False)
    return [item.id for item in result.items.values()]


def test_iterating_follows_the_ids(
    client: TolokaClient, sandbox: Sandbox, seven: list[str]
) -> None:
    """Each page is asked for behind the last id, with the same limit, until there is no more."""
    sandbox.clear_requests()
    found = [one.id for one in client.get_tasks(pool_id=FIRST_POOL, batch_size=3)]
    assert found == seven
    asked = [dict(request.query) for request in requests_to(sandbox, "GET /tasks")]
    every = {"pool_id": FIRST_POOL, "sort": "id", "limit": "3"}
    assert asked == [every, {**every, "id_gt": seven[2]}, {**every, "id_gt": seven[5]}]


def test_a_page_size_is_asked_for_explicitly(
    client: TolokaClient, sandbox: Sandbox, seven: list[str]
) -> None:
    """Without a `batch_size` every listing asks for pages of 300: all sources allow as much."""
    sandbox.clear_requests()
    assert [one.id for one in client.get_tasks(pool_id=FIRST_POOL)] == seven
    assert [one.id for one in client.get_pools()] == [FIRST_POOL]
    assert list(client.get_operations()) == []
    assert {request.query["limit"] for request in sandbox.requests} == {"300"}
    assert len(sandbox.requests) == 3


def test_short_pages_are_not_the_end(
    client: TolokaClient, sandbox: Sandbox, seven: list[str]
) -> None:
    """`has_more` decides, and not how many items a page holds."""
    sandbox.faults = [Fault("GET /tasks", ShortPage(items=1), First(3))]
    assert [one.id for one in client.get_tasks(pool_id=FIRST_POOL, batch_size=5)] == seven


def test_an_empty_page_with_more_behind_it_is_an_error(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """A page without items that promises more is a `DecodeError`, not a loop."""
    empty = Instead.json(200, {"items": [], "has_more": True})
    sandbox.faults = [Fault("*", empty, First(1_000))]
    for listing in (
        client.get_tasks(pool_id=FIRST_POOL),
        client.get_pools(),
        client.get_operations(),
    ):
        sandbox.clear_requests()
        with pytest.raises(DecodeError, match="empty page"):
            list(listing)
        assert len(sandbox.requests) == 1


def test_nothing_is_asked_before_iterating(client: TolokaClient, sandbox: Sandbox) -> None:
    """Making an iterator sends nothing; each page is asked for when it is needed."""
    client.create_tasks(tasks(4), allow_defaults=True, async_mode=False)
    sandbox.clear_requests()
    found = client.get_tasks(pool_id=FIRST_POOL, batch_size=2)
    assert sandbox.requests == ()
    assert len(list(itertools.islice(found, 2))) == 2
    assert len(sandbox.requests) == 1


def test_tasks_that_are_added_meanwhile_never_appear_twice(client: TolokaClient) -> None:
    """Keyset pages neither repeat nor skip what was there at the start."""
    client.create_tasks(tasks(4), allow_defaults=True, async_mode=False)
    found: list[str] = []
    for one in client.get_tasks(pool_id=FIRST_POOL, batch_size=2):
        found.append(one.id)
        if len(found) < 4:
            client.create_task(task(), allow_defaults=True, async_mode=False)
    assert len(found) == len(set(found)) >= 4


def test_an_iteration_can_start_behind_an_id(client: TolokaClient, seven: list[str]) -> None:
    """The caller's own bounds hold on every page."""
    found = client.get_tasks(pool_id=FIRST_POOL, batch_size=2, id_gt=seven[1], id_lte=seven[5])
    assert [one.id for one in found] == seven[2:6]


def test_filters_go_out_as_the_service_reads_them(client: TolokaClient, sandbox: Sandbox) -> None:
    """Datetimes travel as naive UTC, numbers as digits, and a sort order as names and commas."""
    east = timezone(timedelta(hours=3))
    client.find_tasks(
        pool_id=FIRST_POOL,
        sort=["-created", "id"],
        limit=7,
        overlap_gte=3,
        created_gt=datetime(2024, 1, 1, 3, tzinfo=east),
        created_lte=datetime(2024, 1, 1, 0, 0, 0, 120_000),
    )
    assert dict(sandbox.requests[-1].query) == {
        "pool_id": FIRST_POOL,
        "sort": "-created,id",
        "limit": "7",
        "overlap_gte": "3",
        "created_gt": "2024-01-01T00:00:00",
        "created_lte": "2024-01-01T00:00:00.120",
    }


def test_filters_hold_on_every_page(client: TolokaClient, sandbox: Sandbox) -> None:
    """A filtered iteration gives only what fits."""
    client.create_tasks([task(overlap=1 + n % 3) for n in range(9)], async_mode=False)
    sandbox.clear_requests()
    found = list(client.get_tasks(pool_id=FIRST_POOL, batch_size=1, overlap_gte=3))
    assert [one.overlap for one in found] == [3, 3, 3]
    assert {request.query["overlap_gte"] for request in sandbox.requests} == {"3"}


def test_a_page_says_whether_there_is_more(client: TolokaClient, seven: list[str]) -> None:
    """`find_tasks` gives one page in the order asked for."""
    page = client.find_tasks(pool_id=FIRST_POOL, sort=["-id"], limit=2)
    assert [one.id for one in page.items] == [seven[6], seven[5]]
    assert page.has_more
    assert not client.find_tasks(pool_id=FIRST_POOL, limit=7).has_more


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("tasks", {"pool_id": FIRST_POOL, "batch_size": 0}),
    ("tasks", {"pool_id": FIRST_POOL, "overlapp": 3}),
    ("tasks", {"pool_id": FIRST_POOL, "created_gt": "2024-01-01"}),
    ("tasks", {"pool_id": ""}),
    ("tasks", {"pool_id": None}),
    ("tasks", {}),
    ("pools", {"batch_size": -1}),
    ("pools", {"pool_id": FIRST_POOL}),
    ("operations", {"batch_size": 0}),
    ("operations", {"finished_gt": 5}),
]


@pytest.mark.parametrize(("what", "arguments"), WRONG)
def test_bad_arguments_raise_at_the_call(
    client: TolokaClient, sandbox: Sandbox, what: str, arguments: dict[str, Any]
) -> None:
    """A wrong filter, size or pool is refused when the iterator is made, and nothing is sent."""
    listing: Callable[..., Iterator[object]] = getattr(client, f"get_{what}")
    with pytest.raises((TypeError, ValueError)):
        listing(**arguments)
    assert sandbox.requests == ()


def test_a_sort_order_that_does_not_exist_is_refused(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """Sorting by a field that cannot be sorted by names those that can."""
    wrong: list[Any] = ["overlap"]
    for find in (client.find_pools, client.find_operations):
        with pytest.raises(ValueError, match="-id"):
            find(sort=wrong)
    with pytest.raises(ValueError, match="-id"):
        client.find_tasks(pool_id=FIRST_POOL, sort=wrong)
    assert sandbox.requests == ()


@pytest.mark.parametrize(
    ("text", "microsecond"),
    [
        ("2024-01-01T10:00:00", 0),
        ("2024-01-01T10:00:00.827", 827_000),
        ("2024-01-01T10:00:00.12345", 123_450),
        ("2024-01-01T10:00:00.862001", 862_001),
    ],
)
def test_datetimes_come_back_aware(
    client: TolokaClient, sandbox: Sandbox, text: str, microsecond: int
) -> None:
    """The service's naive UTC with 0, 3, 5 or 6 digits is read as an aware datetime."""
    view: dict[str, Any] = {
        "id": "1",
        "created": text,
        "pool_id": "7",
        "input_values": {},
    }
    sandbox.faults = [Fault("GET /tasks/*", Instead.json(200, view))]
    created = client.get_task("1").created
    assert created == datetime(2024, 1, 1, 10, 0, 0, microsecond, tzinfo=UTC)
    assert created.utcoffset() == timedelta(0)


def test_operations_and_pools_are_listed_alike(client: TolokaClient, sandbox: Sandbox) -> None:
    """The other two listings go through their pages by id, as values of their own classes."""
    for number in range(5):
        sandbox.add_pool(str(10 + number))
        sandbox.add_operation(f"op{number}", type="POOL.CLOSE" if number else "SOMETHING.NEW")
    pools = list(client.get_pools(batch_size=2, status="CLOSED"))
    assert [type(pool) for pool in pools] == [Pool] * 6
    operations = list(client.get_operations(batch_size=2))
    assert [operation.id for operation in operations] == [f"op{number}" for number in range(5)]
    assert type(operations[0]) is Operation
    assert [one.id for one in client.find_operations(type="SOMETHING.NEW").items] == ["op0"]
    assert {request.query["limit"] for request in sandbox.requests[:-1]} == {"2"}


def test_a_task_that_is_not_there_is_not_found(client: TolokaClient, sandbox: Sandbox) -> None:
    """An unknown id is a `NotFoundError` at once; what cannot be an id is never sent."""
    with pytest.raises(NotFoundError):
        client.get_task("nowhere")
    assert len(sandbox.requests) == 1
    none: Any = None
    for wrong in ("", ".", "..", none):
        with pytest.raises((TypeError, ValueError)):
            client.get_task(wrong)
    assert len(sandbox.requests) == 1


def test_ids_are_quoted(client: TolokaClient, sandbox: Sandbox) -> None:
    """An id is one segment of the path, whatever it holds."""
    for hostile in ("a/../../pools/1", "a?b=c", "ä b", "%2e%2e"):
        with pytest.raises(NotFoundError):
            client.get_task(hostile)
    paths = [request.path for request in sandbox.requests]
    assert all(path.startswith("/tasks/") and path.count("/") == 2 for path in paths)
    assert all(request.query == {} for request in sandbox.requests)


def test_logs_are_read_as_steps(client: TolokaClient, sandbox: Sandbox) -> None:
    """`get_operation_log` gives each step with its input and output."""
    operation = client.wait_operation(client.create_tasks_async(tasks(2), allow_defaults=True))
    log = client.get_operation_log(operation.id)
    assert [(step.type, step.success) for step in log] == [("TASK_CREATE", True)] * 2
    assert sorted(images(step.input or {} for step in log)) == ["0.jpg", "1.jpg"]
    assert {(step.output or {})["task_id"] for step in log} == {
        one["id"] for one in sandbox.tasks()
    }
    assert endpoints(sandbox)[-1] == "GET /operations/{id}/log"
