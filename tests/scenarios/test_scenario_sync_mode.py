"""Scenario 21: tasks that are created while the request lasts."""

from __future__ import annotations

import attrs
import pytest

from tests.scenarios.conftest import Connect
from tests.scenarios.traffic import bad_task, posts, task, tasks
from toloka_typed import (
    ApiError,
    BatchError,
    DecodeError,
    TolokaClient,
    TolokaError,
    TransportError,
    UploadLimits,
)
from toloka_typed.sandbox import Fault, Sandbox
from toloka_typed.sandbox.faults import Act, CutAnswer, Delay, First, Instead, NoAnswer, Nth


def test_a_hundred_tasks_are_one_request(client: TolokaClient, sandbox: Sandbox) -> None:
    """The answer holds the created tasks: one POST, without an operation id or indexes."""
    result = client.create_tasks(tasks(100), allow_defaults=True, async_mode=False)
    assert list(result.items) == list(range(100))
    assert [item.input_values["image"] for item in result.items.values()] == [
        f"{number}.jpg" for number in range(100)
    ]
    assert result.operation_ids == ()
    [post] = sandbox.requests
    assert post.query["async_mode"] == "false"
    assert "operation_id" not in post.query
    assert all("__item_idx" not in item for item in post.json())


def test_five_thousand_and_one_tasks_are_two_requests(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """A sync request holds at most 5,000 tasks."""
    result = client.create_tasks([task()] * 5_001, allow_defaults=True, async_mode=False)
    assert list(result.items) == list(range(5_001))
    assert sorted(len(post.json()) for post in posts(sandbox)) == [1, 5_000]


def test_positions_of_later_requests_are_the_input_s(connect: Connect) -> None:
    """Each answer counts from 0; the result counts from the start of the input."""
    client = connect(limits=UploadLimits(sync_tasks=2))
    batch = [task("0.jpg"), task("1.jpg"), task("2.jpg"), bad_task(), task("4.jpg")]
    result = client.create_tasks(
        batch, allow_defaults=True, skip_invalid_items=True, async_mode=False
    )
    assert {p: item.input_values["image"] for p, item in result.items.items()} == {
        0: "0.jpg",
        1: "1.jpg",
        2: "2.jpg",
        4: "4.jpg",
    }
    assert list(result.validation_errors) == [3]


UNKNOWN = [
    pytest.param(NoAnswer(), id="closed"),
    pytest.param(NoAnswer(end="reset"), id="reset"),
    pytest.param(CutAnswer(), id="cut"),
    pytest.param(CutAnswer(end="open"), id="cut JSON"),
    *[
        pytest.param(attrs.evolve(Instead.html(status), handled=True), id=f"{status} HTML")
        for status in (200, 500, 502, 504)
    ],
]


@pytest.mark.parametrize("loss", UNKNOWN)
def test_a_post_whose_fate_is_unknown_is_not_repeated(
    client: TolokaClient, sandbox: Sandbox, loss: Act
) -> None:
    """Without an operation id a second POST could be a second batch: the error says so."""
    for call in (
        lambda: client.create_tasks(tasks(2), allow_defaults=True, async_mode=False),
        lambda: client.create_task(task(), allow_defaults=True, async_mode=False),
    ):
        sandbox.clear_requests()
        sandbox.faults = [Fault("POST /tasks", loss, First(1_000))]
        with pytest.raises(TolokaError, match="may have been created") as raised:
            call()
        assert raised.value.fate_unknown
        assert len(posts(sandbox)) == 1


def test_a_read_timeout_is_not_repeated(connect: Connect, sandbox: Sandbox) -> None:
    """A sync POST without an answer in time goes out once, and its tasks may exist."""
    client = connect(timeout=0.2)
    sandbox.faults = [Fault("POST /tasks", Delay(after_handling=0.6))]
    with pytest.raises(TransportError, match="may have been created") as raised:
        client.create_tasks(tasks(2), allow_defaults=True, async_mode=False)
    assert raised.value.sent is True
    assert len(posts(sandbox)) == 1
    assert len(sandbox.tasks()) == 2


@pytest.mark.parametrize(
    "refusal",
    [
        pytest.param(Instead.error(429, "TOO_MANY_REQUESTS"), id="429"),
        pytest.param(Instead.error(503, "REMOTE_SERVICE_UNAVAILABLE"), id="503"),
        pytest.param(Instead.html(503), id="503 HTML"),
    ],
)
def test_a_post_that_was_certainly_refused_is_repeated(
    client: TolokaClient, sandbox: Sandbox, refusal: Act
) -> None:
    """429 and 503 say that nothing happened, so that the POST can go out again."""
    sandbox.faults = [Fault("POST /tasks", refusal, First(2))]
    result = client.create_tasks(tasks(2), allow_defaults=True, async_mode=False)
    assert len(result.items) == len(sandbox.tasks()) == 2
    assert len(posts(sandbox)) == 3


def test_a_certain_refusal_is_no_unknown_fate(client: TolokaClient, sandbox: Sandbox) -> None:
    """An error that says what happened does not raise doubts about it."""
    sandbox.faults = [Fault("POST /tasks", Instead.error(403, "ACCESS_DENIED"))]
    with pytest.raises(ApiError) as raised:
        client.create_tasks(tasks(2), allow_defaults=True, async_mode=False)
    assert not raised.value.fate_unknown
    assert "may have been" not in str(raised.value)


@pytest.mark.parametrize("number", [1, 2])
def test_what_other_requests_created_is_in_the_error(
    connect: Connect, sandbox: Sandbox, number: int
) -> None:
    """When one of several POSTs is lost, the error holds the tasks that are known to exist."""
    client = connect(limits=UploadLimits(sync_tasks=1))
    sandbox.faults = [Fault("POST /tasks", NoAnswer(), Nth(number))]
    with pytest.raises(BatchError, match="may have been created") as raised:
        client.create_tasks(tasks(2), allow_defaults=True, async_mode=False)
    assert len(raised.value.result.items) == 1
    assert isinstance(raised.value.__cause__, TransportError)


@pytest.mark.parametrize(
    "body",
    [
        {"items": {"0": {"id": "t"}}},
        {"items": {"7": {}}},
        {"items": {}},
        {"items": [], "has_more": False},
        {},
    ],
)
def test_an_answer_that_accounts_for_nothing_is_an_error(
    client: TolokaClient, sandbox: Sandbox, body: object
) -> None:
    """A 201 that does not say what became of each task is a `DecodeError`, never a result."""
    sandbox.faults = [Fault("POST /tasks", Instead.json(201, body))]
    with pytest.raises(DecodeError):
        client.create_tasks(tasks(1), allow_defaults=True, async_mode=False)
