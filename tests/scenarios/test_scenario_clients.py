"""Scenario 20: two clients with one behaviour, and what each owes to its world."""

from __future__ import annotations

import asyncio
import gc
import pickle
import threading
from collections.abc import Coroutine
from typing import Any

import attrs
import httpx
import pytest

from tests.scenarios.both import Settled
from tests.scenarios.conftest import QUICK, Connect
from tests.scenarios.traffic import bad_task, endpoints, task, tasks
from toloka_typed import (
    AsyncTolokaClient,
    ClientClosedError,
    TaskBatchCreateResult,
    TolokaClient,
    UploadLimits,
)
from toloka_typed.sandbox import FIRST_POOL, After, Fault, Sandbox
from toloka_typed.sandbox.faults import Instead, NoAnswer, Nth


def session(client: TolokaClient) -> TaskBatchCreateResult:
    """Do a bit of everything."""
    client.get_requester()
    one = client.create_task(task(), allow_defaults=True)
    client.create_task(task(), allow_defaults=True, async_mode=False)
    list(client.upload_tasks(tasks(3), allow_defaults=True, concurrency=1))
    batch = [task("0.jpg"), bad_task(), task("2.jpg")]
    result = client.create_tasks(batch, allow_defaults=True, skip_invalid_items=True)
    client.patch_task(one.id, overlap=5)
    client.open_pool(FIRST_POOL)
    client.close_pool(FIRST_POOL)
    list(client.get_tasks(pool_id=FIRST_POOL, batch_size=2))
    list(client.get_operations(batch_size=2))
    list(client.get_pools())
    client.wait_operation(client.create_tasks_async(tasks(1), allow_defaults=True))
    return result


def test_both_clients_send_the_same() -> None:
    """A session with lost answers and noise makes the same requests from both clients."""
    faults = [
        Fault("POST /tasks", NoAnswer(), Nth(3)),
        Fault("GET /operations/*", Instead.html(502), Nth(2)),
        Fault("GET /tasks", Instead.error(429, "TOO_MANY_REQUESTS"), Nth(2)),
    ]
    traffic: list[list[str]] = []
    results: list[list[Any]] = []
    with asyncio.Runner() as runner:
        for way in ("blocking", "asyncio"):
            with Sandbox(faults=faults) as sandbox:
                sandbox.settings = attrs.evolve(sandbox.settings, operation_takes=After(looks=1))
                limits = UploadLimits(async_tasks=2)
                client: Any
                if way == "blocking":
                    client = TolokaClient("any", url=sandbox.url, retries=QUICK, limits=limits)
                else:
                    made = AsyncTolokaClient("any", url=sandbox.url, retries=QUICK, limits=limits)
                    client = Settled(made, runner)
                result = session(client)
                client.close()
                results.append([(p, item.input_values) for p, item in result.items.items()])
                traffic.append(
                    sorted(
                        f"{name} {sorted(request.query.keys())} {request.status}"
                        for name, request in zip(endpoints(sandbox), sandbox.requests, strict=True)
                    )
                )
    assert traffic[0] == traffic[1]
    assert results[0] == results[1]


def test_a_closed_client_says_so(connect: Connect, sandbox: Sandbox) -> None:
    """After `close()` every call raises `ClientClosedError`, and closing again does no harm."""
    client = connect()
    client.get_requester()
    client.close()
    client.close()
    for call in (client.get_requester, lambda: client.create_tasks(tasks(1), allow_defaults=True)):
        with pytest.raises(ClientClosedError):
            call()
    assert len(sandbox.requests) == 1


def test_clients_are_not_picklable() -> None:
    """Pickling is refused, and the error says to build one in each process."""
    for client in (TolokaClient("t", "PRODUCTION"), AsyncTolokaClient("t", "PRODUCTION")):
        with pytest.raises(TypeError, match="each process"):
            pickle.dumps(client)


def test_threads_share_a_client(sandbox: Sandbox) -> None:
    """Eight threads create their tasks through one client, and each gets its own result."""
    results: dict[int, TaskBatchCreateResult] = {}
    with TolokaClient("any", url=sandbox.url, retries=QUICK) as client:

        def create(number: int) -> None:
            batch = [task(f"{number}-{place}.jpg") for place in range(5)]
            results[number] = client.create_tasks(batch, allow_defaults=True)

        threads = [threading.Thread(target=create, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    for number, result in results.items():
        found = [item.input_values["image"] for item in result.items.values()]
        assert found == [f"{number}-{place}.jpg" for place in range(5)]
    assert len(sandbox.tasks()) == 40


def test_one_loop_serves_many_calls_at_once(sandbox: Sandbox) -> None:
    """Calls that are gathered do not disturb each other."""

    async def gathered() -> list[TaskBatchCreateResult]:
        async with AsyncTolokaClient("any", url=sandbox.url, retries=QUICK) as client:
            calls = [
                client.create_tasks([task(f"{number}.jpg")], allow_defaults=True)
                for number in range(8)
            ]
            return await asyncio.gather(*calls)

    results = asyncio.run(gathered())
    found = [result.items[0].input_values["image"] for result in results]
    assert found == [f"{number}.jpg" for number in range(8)]


def test_a_client_outlives_its_event_loops(sandbox: Sandbox) -> None:
    """Made outside any loop, a client works in one after another, and leaves no socket open."""
    client = AsyncTolokaClient("any", url=sandbox.url, retries=QUICK)

    async def used() -> str:
        return (await client.get_requester()).id

    assert asyncio.run(used()) == asyncio.run(used())
    asyncio.run(client.aclose())
    gc.collect()


def test_a_loop_that_was_not_shut_down_does_no_harm(sandbox: Sandbox) -> None:
    """A loop closed without ceremony does not spoil the client for the next one."""
    client = AsyncTolokaClient("any", url=sandbox.url, retries=QUICK)

    def run(call: Coroutine[Any, Any, object]) -> None:
        loop = asyncio.new_event_loop()
        loop.run_until_complete(call)
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()

    run(client.get_requester())
    run(client.get_requester())
    run(client.aclose())
    gc.collect()


def test_an_iteration_that_is_left_early_leaves_nothing_open(sandbox: Sandbox) -> None:
    """Breaking out of the asyncio iterators makes no warning."""

    async def left() -> None:
        async with AsyncTolokaClient(
            "any", url=sandbox.url, retries=QUICK, limits=UploadLimits(async_tasks=1)
        ) as client:
            async for _ in client.upload_tasks(tasks(5), allow_defaults=True):
                break
            async for _ in client.get_tasks(pool_id=FIRST_POOL, batch_size=1):
                break

    asyncio.run(left())
    gc.collect()


def test_a_client_that_is_never_closed_leaves_no_warning(sandbox: Sandbox) -> None:
    """Forgetting to close a client is no error at the end of the loop, or of the client."""

    async def forgotten() -> None:
        await AsyncTolokaClient("any", url=sandbox.url).get_requester()

    asyncio.run(forgotten())
    TolokaClient("any", url=sandbox.url).get_requester()
    gc.collect()


def test_an_http_client_of_ones_own_is_not_closed(sandbox: Sandbox) -> None:
    """A given httpx client is used, and left open; url and token are still the client's."""
    with httpx.Client(headers={"x-mine": "1"}) as mine:
        with TolokaClient("any", url=sandbox.url, http_client=mine) as client:
            client.get_requester()
        assert not mine.is_closed
    assert sandbox.requests[-1].headers["x-mine"] == "1"

    async def given() -> None:
        async with httpx.AsyncClient(headers={"x-mine": "2"}) as mine:
            async with AsyncTolokaClient("any", url=sandbox.url, http_client=mine) as client:
                await client.get_requester()
            assert not mine.is_closed

    asyncio.run(given())
    assert sandbox.requests[-1].headers["x-mine"] == "2"


def test_a_given_http_client_has_its_own_certificates() -> None:
    """`verify` beside a client of one's own is refused: it would have no effect."""
    with httpx.Client() as mine:
        for verify in (True, False):
            with pytest.raises(ValueError, match="http_client"):
                TolokaClient("any", "PRODUCTION", http_client=mine, verify=verify)
    other = httpx.AsyncClient()
    with pytest.raises(ValueError, match="http_client"):
        AsyncTolokaClient("any", "PRODUCTION", http_client=other, verify=False)


def test_unverified_certificates_are_warned_of() -> None:
    """`verify=False` says what it gives up."""
    with pytest.warns(UserWarning, match="verify=False") as warned:
        TolokaClient("any", "PRODUCTION", verify=False)
    assert warned[0].filename == __file__
    with pytest.warns(UserWarning, match="verify=False") as warned:
        AsyncTolokaClient("any", "PRODUCTION", verify=False)
    assert warned[0].filename == __file__
