"""Scenario 11: more tasks than fit into one request, or into memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.scenarios.conftest import Connect
from tests.scenarios.traffic import bad_task, endpoints, images, posts, requests_to, task, tasks
from toloka_typed import InvalidTaskError, Quota, Task, TolokaClient, UploadLimits
from toloka_typed.sandbox import Sandbox


def test_twenty_five_thousand_rows_are_three_requests(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """Chunks are as large as the limits let them be, and come in the order of the input."""
    rows = (task(f"{number}") for number in range(25_000))
    chunks = list(client.upload_tasks(rows, allow_defaults=True))
    assert [len(chunk.ids) for chunk in chunks] == [10_000, 10_000, 5_000]
    assert [position for chunk in chunks for position in chunk.ids] == list(range(25_000))
    created = {one["id"]: one["input_values"]["image"] for one in sandbox.tasks()}
    for chunk in chunks:
        assert all(created[task_id] == str(position) for position, task_id in chunk.ids.items())
    assert len(requests_to(sandbox, "GET /operations/{id}/log")) == 3
    assert "GET /tasks" not in endpoints(sandbox)


def test_bytes_cut_requests_too(client: TolokaClient, sandbox: Sandbox) -> None:
    """A request holds at most a mebibyte of input values, however few tasks that are."""
    rows = [task(f"{number:04}" + "x" * 100_000) for number in range(25)]
    chunks = list(client.upload_tasks(rows, allow_defaults=True))
    assert [len(chunk.ids) for chunk in chunks] == [10, 10, 5]
    assert all(post.body_bytes < 1_060_000 for post in posts(sandbox))


def test_the_input_is_read_no_further_than_needed(connect: Connect) -> None:
    """However long the input is, only a few requests' worth of it is held at any time."""
    client = connect(limits=UploadLimits(async_tasks=10))
    read = given = 0
    most_ahead = 0

    def rows() -> Iterator[Task]:
        nonlocal read, most_ahead
        for number in range(500):
            read += 1
            most_ahead = max(most_ahead, read - given)
            yield task(str(number))

    for chunk in client.upload_tasks(rows(), allow_defaults=True, concurrency=2):
        given += len(chunk.ids)
    assert given == read == 500
    assert most_ahead <= 10 * (2 * 2 + 2)


@pytest.mark.parametrize("concurrency", [1, 3])
def test_few_operations_are_under_way_at_once(
    connect: Connect, sandbox: Sandbox, concurrency: int
) -> None:
    """No more operations are started and not yet read than `concurrency` says."""
    client = connect(limits=UploadLimits(async_tasks=2))
    list(client.upload_tasks(tasks(40), allow_defaults=True, concurrency=concurrency))
    under_way: set[str] = set()
    most = 0
    for request in sandbox.requests:
        if request.method == "POST":
            under_way.add(request.query["operation_id"])
        elif request.path.endswith("/log"):
            under_way.remove(request.path.split("/")[2])
        most = max(most, len(under_way))
    assert most == concurrency


@pytest.mark.parametrize("concurrency", [0, -1])
def test_a_concurrency_is_at_least_one(
    client: TolokaClient, sandbox: Sandbox, concurrency: int
) -> None:
    """No concurrency at all is refused at the call."""
    with pytest.raises(ValueError, match="concurrency"):
        client.upload_tasks(tasks(1), concurrency=concurrency)
    assert sandbox.requests == ()


def test_a_task_that_no_request_holds_is_told_by_its_row(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """A task that is larger than a request is an error with its row, or skipped with one."""
    rows = [task("0"), task("x" * 1_048_576), task("2")]
    with pytest.raises(InvalidTaskError) as raised:
        list(client.upload_tasks(rows, allow_defaults=True))
    assert (raised.value.position, raised.value.field) == (1, "input_values")
    assert sandbox.requests == ()
    [chunk] = client.upload_tasks(rows, allow_defaults=True, skip_invalid_items=True)
    assert list(chunk.ids) == [0, 2]
    assert list(chunk.validation_errors) == [1]


def test_bad_rows_are_told_without_losing_the_rest(connect: Connect, sandbox: Sandbox) -> None:
    """Rows that are wrong here or there are told by their positions, and all others created."""
    client = connect(limits=UploadLimits(async_tasks=10))
    gap = Task(input_values={"image": float("nan")}, pool_id=task().pool_id)
    rows = [
        gap if number % 10 == 3 else bad_task() if number % 10 == 7 else task(str(number))
        for number in range(100)
    ]
    created: list[int] = []
    refused: dict[int, str] = {}
    for chunk in client.upload_tasks(rows, allow_defaults=True, skip_invalid_items=True):
        created += chunk.ids
        for position, errors in chunk.validation_errors.items():
            [(field, error)] = errors.items()
            refused[position] = f"{field} {error.code}"
    assert created == [number for number in range(100) if number % 10 not in (3, 7)]
    assert refused == {
        number: f"input_values.image {code}"
        for number in range(100)
        for digit, code in ((3, "REFUSED_BEFORE_SENDING"), (7, "VALUE_REQUIRED"))
        if number % 10 == digit
    }
    assert sorted(images(sandbox.tasks()), key=int) == [str(number) for number in created]


def test_the_first_bad_row_stops_an_upload_after_what_is_under_way(connect: Connect) -> None:
    """Without skipping, what was sent before a wrong row is handed out, then comes its error."""
    client = connect(limits=UploadLimits(async_tasks=10))
    rows = [*tasks(35), task(overlap=0), *tasks(10)]
    created: list[int] = []
    upload = client.upload_tasks(rows, allow_defaults=True)
    with pytest.raises(InvalidTaskError) as raised:
        created.extend(position for chunk in upload for position in chunk.ids)
    assert raised.value.position == 35
    assert created == list(range(30))


def test_an_error_of_the_input_comes_out(connect: Connect) -> None:
    """What the caller's own iterator raises is raised, after what is under way has ended."""
    client = connect(limits=UploadLimits(async_tasks=2))

    def rows() -> Iterator[Task]:
        yield from tasks(7)
        raise LookupError("the file has gone")

    found: list[int] = []
    upload = client.upload_tasks(rows(), allow_defaults=True)
    with pytest.raises(LookupError, match="the file has gone"):
        found.extend(position for chunk in upload for position in chunk.ids)
    assert found == [0, 1, 2, 3, 4, 5]
    with pytest.raises(LookupError):
        client.create_tasks(rows(), allow_defaults=True)


def test_a_quota_of_tasks_spaces_the_requests(connect: Connect, sandbox: Sandbox) -> None:
    """Small uploads do not notice the quota, and `None` turns it off."""
    for quota in (Quota(tasks_per_minute=100), None):
        client = connect(limits=UploadLimits(async_tasks=10), quota=quota)
        assert len(list(client.upload_tasks(tasks(100), allow_defaults=True))) == 10
    assert len(sandbox.tasks()) == 200
