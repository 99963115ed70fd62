"""Defects of toloka-kit that are a trap in a plausible run (D-10 to D-28).

Each test is named after its defect and fails with the code that has it.
"""

from __future__ import annotations

import asyncio
import gc
import json
import weakref
from collections.abc import Callable
from typing import Any

import attrs
import httpx
import pytest

from tests.scenarios.conftest import QUICK, Connect
from tests.scenarios.traffic import bad_task, endpoints, posts, requests_to, task, tasks
from toloka_typed import (
    AsyncTolokaClient,
    BatchError,
    ClientClosedError,
    OperationTimeoutError,
    RateLimitError,
    Task,
    TolokaClient,
    ValidationError,
)
from toloka_typed.sandbox import FIRST_POOL, After, Fault, Sandbox
from toloka_typed.sandbox.faults import First, Instead, NoAnswer

TASK = {"id": "t", "pool_id": "1", "input_values": {"image": "a"}, "created": "2024-01-01T00:00:00"}


def answer(sandbox: Sandbox, value: Any, *, on: str = "GET /tasks/*") -> None:
    """Let the sandbox give this JSON once."""
    sandbox.faults = [Fault(on, Instead.json(200, value))]


def test_d10_the_result_takes_one_page(client: TolokaClient, sandbox: Sandbox) -> None:
    """However many tasks are created, and others beside them, they are read in one request."""
    client.create_tasks(tasks(200), allow_defaults=True)
    sandbox.clear_requests()
    assert len(client.create_tasks(tasks(500), allow_defaults=True).items) == 500
    assert len(requests_to(sandbox, "GET /tasks")) == 1
    assert len(requests_to(sandbox, "GET /operations/{id}/log")) == 1


def test_d11_a_task_not_listed_yet_is_not_forgotten(client: TolokaClient, sandbox: Sandbox) -> None:
    """What is listed late is looked for again; what is never shown is an error with its id."""
    sandbox.settings = attrs.evolve(sandbox.settings, listed_after=After(looks=2))
    assert len(client.create_tasks(tasks(3), allow_defaults=True).items) == 3
    sandbox.settings = attrs.evolve(sandbox.settings, listed_after=After(looks=9_999))
    hidden = Instead.error(404, "DOES_NOT_EXIST")
    sandbox.faults = [Fault("GET /tasks/*", hidden, First(99))]
    with pytest.raises(BatchError) as raised:
        client.create_tasks(tasks(3), allow_defaults=True)
    assert len(raised.value.result.ids) == 3


def test_d12_the_page_size_is_kept(client: TolokaClient, sandbox: Sandbox) -> None:
    """Every page of an iteration is asked for with the same limit."""
    client.create_tasks(tasks(7), allow_defaults=True)
    sandbox.clear_requests()
    assert len(list(client.get_tasks(pool_id=FIRST_POOL, batch_size=3))) == 7
    assert [seen.query["limit"] for seen in requests_to(sandbox, "GET /tasks")] == ["3"] * 3


def test_d13_the_caller_s_tasks_stay_as_they_are(client: TolokaClient, sandbox: Sandbox) -> None:
    """The same object twice is two tasks and two results, and carries nothing into later calls."""
    one = task()
    before = one.to_dict()
    result = client.create_tasks([one, one], allow_defaults=True)
    assert len(set(result.ids.values())) == 2
    assert one.to_dict() == before
    client.create_tasks([one], allow_defaults=True, async_mode=False)
    assert "__item_idx" not in json.dumps(posts(sandbox)[-1].json())


def test_d14_any_iterable_will_do(client: TolokaClient) -> None:
    """A tuple, an iterator or a generator is as good as a list."""
    for some in (tuple(tasks(3)), iter(tasks(3)), (one for one in tasks(3))):
        assert len(client.create_tasks(some, allow_defaults=True).items) == 3


def test_d14_no_tasks_are_no_request(client: TolokaClient, sandbox: Sandbox) -> None:
    """An empty list is an empty result, not a POST without a body."""
    result = client.create_tasks([], allow_defaults=True)
    assert (dict(result.items), dict(result.validation_errors)) == ({}, {})
    assert endpoints(sandbox) == []


def test_d15_nothing_is_printed_where_nobody_looks(
    client: TolokaClient, capfd: pytest.CaptureFixture[str]
) -> None:
    """Without a terminal there is no progress bar, whatever is called."""
    client.create_tasks(tasks(3), allow_defaults=True)
    list(client.upload_tasks(tasks(3), allow_defaults=True))
    client.open_pool(FIRST_POOL)
    assert capfd.readouterr() == ("", "")


def test_d16_the_limit_is_the_caller_s_and_leaves_the_operation(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """A wait that was too short is a `TimeoutError` that says for what, and can go on."""
    sandbox.settings = attrs.evolve(sandbox.settings, operation_takes=After(looks=5))
    with pytest.raises(OperationTimeoutError, match="RUNNING") as raised:
        client.create_tasks(tasks(3), allow_defaults=True, timeout=0)
    assert isinstance(raised.value, TimeoutError)
    ended = client.wait_operation(raised.value.operation)
    assert ended.status == "SUCCESS"


def test_d17_no_limit_is_no_limit() -> None:
    """`timeout=None` waits for as long as it takes, not for the five seconds of httpx."""
    limits: list[Any] = []

    def respond(request: httpx.Request) -> httpx.Response:
        limits.append(request.extensions["timeout"])
        return httpx.Response(200, json={"id": "me"})

    with httpx.Client(transport=httpx.MockTransport(respond)) as http:
        TolokaClient("any", url="http://127.0.0.1", timeout=None, http_client=http).get_requester()
    assert [set(found.values()) for found in limits] == [{None}]


def test_d18_a_client_needs_no_event_loop_to_be_made(sandbox: Sandbox) -> None:
    """An asyncio client can be made when no loop runs, and after one has been closed."""

    async def asked(client: AsyncTolokaClient) -> str:
        async with client:
            return (await client.get_requester()).id

    for _ in range(2):
        assert asyncio.run(asked(AsyncTolokaClient("any", url=sandbox.url)))


def test_d19_a_client_can_be_closed_and_is_not_kept(sandbox: Sandbox) -> None:
    """It closes its connections, refuses to be used then, and nothing else holds on to it."""
    with TolokaClient("any", url=sandbox.url) as client:
        client.get_requester()
    with pytest.raises(ClientClosedError):
        client.get_requester()
    trace = weakref.ref(client)
    del client
    gc.collect()
    assert trace() is None


@pytest.mark.parametrize(
    "overlaps",
    [
        {"infinite_overlap": False},
        {"infinite_overlap": True, "overlap": None},
        {"infinite_overlap": True, "overlap": 3},
        {"overlap": 3},
        {},
    ],
)
def test_d20_any_overlap_the_service_gives_is_read(
    client: TolokaClient, sandbox: Sandbox, overlaps: dict[str, Any]
) -> None:
    """An infinite overlap and a number may come alone, together, or not at all."""
    answer(sandbox, {**TASK, **overlaps})
    read = client.get_task("t")
    assert read.infinite_overlap is bool(overlaps.get("infinite_overlap"))
    assert read.overlap == overlaps.get("overlap")


def test_d21_numbers_come_back_as_they_went(client: TolokaClient, sandbox: Sandbox) -> None:
    """A float is a float, equal to what was sent, and can be written as JSON."""
    sandbox.add_pool("5", input_spec={"x": "float"})
    values = {"x": 0.1}
    created = client.create_task(Task(input_values=values, pool_id="5"), allow_defaults=True)
    assert created.input_values == values
    assert json.loads(json.dumps(created.input_values)) == values
    assert type(created.input_values["x"]) is float


def test_d22_an_id_stays_one_part_of_the_path(client: TolokaClient, sandbox: Sandbox) -> None:
    """What is inside an id never changes which endpoint is called; what is none is refused."""
    calls: list[Callable[[str], object]] = [
        client.get_task,
        client.get_pool,
        client.get_operation,
        lambda task_id: client.patch_task(task_id, overlap=2),
    ]
    for call in calls:
        with pytest.raises(Exception, match=r"404|DOES_NOT_EXIST"):
            call("a/../../pools/1238218/close?x=1#")
        for none in ("", ".", ".."):
            with pytest.raises(ValueError, match="id"):
                call(none)
    assert all(request.path.count("/") == 2 for request in sandbox.requests)


def test_d23_a_misspelt_name_is_refused(client: TolokaClient, sandbox: Sandbox) -> None:
    """A sort field or a filter that does not exist is an error at the call, not a request."""
    misspelt: Any = client
    with pytest.raises(ValueError, match="-creatd"):
        misspelt.find_tasks(pool_id=FIRST_POOL, sort=["-creatd"])
    with pytest.raises(TypeError, match="creatd_gt"):
        misspelt.get_tasks(pool_id=FIRST_POOL, creatd_gt="x")
    assert endpoints(sandbox) == []


def test_d23_an_unlisted_status_is_kept_as_it_came(client: TolokaClient, sandbox: Sandbox) -> None:
    """A status that nobody has listed is text, and equal to nothing else."""
    answer(sandbox, {"id": "1", "project_id": "2", "status": "THAWING"}, on="GET /pools/*")
    pool = client.get_pool("1")
    assert pool.status == "THAWING"
    assert not pool.is_open()
    assert not pool.is_closed()


@pytest.mark.parametrize("async_mode", [True, False])
def test_d24_a_refused_task_is_the_same_error_in_both_modes(
    client: TolokaClient, async_mode: bool
) -> None:
    """The error has a status, names the field and the code, and reads in one line."""
    with pytest.raises(ValidationError) as raised:
        client.create_task(bad_task(), allow_defaults=True, async_mode=async_mode)
    assert raised.value.status_code == 400
    assert raised.value.errors["input_values.image"].code == "VALUE_REQUIRED"
    assert "\n" not in str(raised.value)


def test_d25_an_error_of_the_whole_task_is_one_error(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """A step that fails with a code and no field is one refusal without a field."""
    sandbox.settings = attrs.evolve(sandbox.settings, log_output="bare")
    result = client.create_tasks([task(), bad_task()], allow_defaults=True, skip_invalid_items=True)
    [(field, error)] = result.validation_errors[1].items()
    assert (field, error.code) == ("", "VALUE_REQUIRED")


def test_d26_an_operation_that_is_there_already_may_not_be_visible(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """After a 409 the operation is asked for again as long as it is a 404."""
    hidden = Instead.error(404, "DOES_NOT_EXIST")
    sandbox.faults = [
        Fault("POST /tasks", NoAnswer()),
        Fault("GET /operations/*", hidden, First(3)),
    ]
    assert len(client.create_tasks(tasks(3), allow_defaults=True).items) == 3
    assert len(sandbox.tasks()) == 3


def test_d27_a_used_up_day_is_not_tried_again(connect: Connect, sandbox: Sandbox) -> None:
    """A quota that lasts longer than anybody waits is an error at once, and says which it is."""
    for interval in ("DAY", "HOUR"):
        sandbox.clear_requests()
        refusal = Instead.error(429, "TOO_MANY_REQUESTS", payload={"interval": interval})
        sandbox.faults = [Fault("POST /tasks", refusal, First(99))]
        with pytest.raises(RateLimitError) as raised:
            connect(retries=QUICK, quota=None).create_tasks(tasks(3), allow_defaults=True)
        assert raised.value.interval == interval
        assert len(posts(sandbox)) == 1


def test_d28_an_answer_in_http_1_0_is_an_answer(client: TolokaClient, sandbox: Sandbox) -> None:
    """An old proxy's error is tried again like any other."""
    page = attrs.evolve(Instead.html(503), version="1.0")
    sandbox.faults = [Fault("GET /requester", page, First(2))]
    assert client.get_requester().id
