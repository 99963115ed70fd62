"""One asyncio client for any number of event loops: in turn, and at the same time."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.lifecycle.meanwhile import connections
from tests.scenarios.traffic import task, tasks
from toloka_typed import AsyncTolokaClient, ClientClosedError
from toloka_typed.sandbox import FIRST_POOL, Sandbox

pytestmark = pytest.mark.usefixtures("nothing_left")


def test_a_client_can_be_made_outside_a_loop(sandbox: Sandbox) -> None:
    """A client needs no event loop to be built, also where one has been closed before."""
    asyncio.run(asyncio.sleep(0))
    client = AsyncTolokaClient("any", url=sandbox.url)
    assert asyncio.run(client.get_pool(FIRST_POOL)).id == FIRST_POOL


def test_a_client_serves_one_loop_after_another(sandbox: Sandbox) -> None:
    """Each event loop makes connections of its own, and closes them when it ends."""
    client = AsyncTolokaClient("any", url=sandbox.url)

    async def work() -> int:
        await asyncio.gather(*(client.get_pool(FIRST_POOL) for _ in range(3)))
        await client.create_tasks(tasks(2), allow_defaults=True)
        return connections(sandbox.url)

    for _ in range(3):
        assert asyncio.run(work()) >= 1
        assert connections(sandbox.url) == 0
    assert len(sandbox.tasks()) == 6


def test_a_closed_client_serves_no_loop(sandbox: Sandbox) -> None:
    """Closing is for all event loops, those to come included."""
    client = AsyncTolokaClient("any", url=sandbox.url)
    asyncio.run(client.get_requester())
    asyncio.run(client.aclose())
    with pytest.raises(ClientClosedError):
        asyncio.run(client.get_requester())


def test_loops_that_take_turns_keep_their_connections(sandbox: Sandbox) -> None:
    """What one event loop does leaves the connections of another one as they are."""
    client = AsyncTolokaClient("any", url=sandbox.url)
    with asyncio.Runner() as one, asyncio.Runner() as other:
        for _ in range(3):
            for runner in (one, other):
                runner.run(client.get_requester())
                assert connections(sandbox.url) <= 2
        assert connections(sandbox.url) == 2
        other.run(client.aclose())
        assert connections(sandbox.url) == 1
        one.run(asyncio.sleep(0))
        one.run(asyncio.sleep(0))
        assert connections(sandbox.url) == 0


def test_loops_of_several_threads_share_a_client(sandbox: Sandbox) -> None:
    """Event loops that run at the same time do not get into each other's connections."""
    client = AsyncTolokaClient("any", url=sandbox.url)
    together = threading.Barrier(4)

    async def work(number: int) -> list[str]:
        together.wait()
        for _ in range(10):
            await asyncio.gather(*(client.get_pool(FIRST_POOL) for _ in range(3)))
        created = await client.create_tasks([task(f"{number}.jpg")], allow_defaults=True)
        return [one.input_values["image"] for one in created.items.values()]

    def run(number: int) -> list[str]:
        return asyncio.run(work(number))

    with ThreadPoolExecutor(4) as threads:
        results = list(threads.map(run, range(4)))
    assert results == [[f"{number}.jpg"] for number in range(4)]
    asked = [request.path for request in sandbox.requests if request.path.startswith("/pools")]
    assert len(asked) == 4 * 10 * 3  # so none was tried twice


def test_closing_in_one_loop_ends_the_client_in_all(sandbox: Sandbox) -> None:
    """The other event loop closes its own connections, and gets no further answer."""
    client = AsyncTolokaClient("any", url=sandbox.url)
    connected, closed = threading.Event(), threading.Event()

    async def other() -> int:
        await client.get_requester()
        connected.set()
        await asyncio.to_thread(closed.wait)
        with pytest.raises(ClientClosedError):
            await client.get_requester()
        await asyncio.sleep(0)
        return connections(sandbox.url)

    async def one() -> None:
        await client.get_requester()
        await client.aclose()

    with ThreadPoolExecutor(1) as thread:
        left = thread.submit(asyncio.run, other())
        connected.wait()
        asyncio.run(one())
        closed.set()
        assert left.result() == 0


def test_a_client_that_nobody_holds_is_closed_by_its_loop(sandbox: Sandbox) -> None:
    """Forgotten without being closed, a client leaves no connection and no warning."""

    async def work() -> int:
        client = AsyncTolokaClient("any", url=sandbox.url)
        await client.get_requester()
        assert connections(sandbox.url) == 1
        del client
        gc.collect()
        for _ in range(10):
            await asyncio.sleep(0)
        return connections(sandbox.url)

    assert asyncio.run(work()) == 0


def test_a_client_that_ends_with_its_loop_is_closed_by_it(sandbox: Sandbox) -> None:
    """Forgotten in the last moment of an event loop, a client leaves nothing either."""

    async def work() -> None:
        client = AsyncTolokaClient("any", url=sandbox.url)
        await asyncio.gather(*(client.get_requester() for _ in range(4)))

    for _ in range(2):
        asyncio.run(work())
        assert connections(sandbox.url) == 0


def test_a_loop_that_ends_while_a_client_is_closed_is_silent(
    sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    """An event loop closes what is left; a forgotten client may do so at the same time."""

    async def work() -> None:
        loop = asyncio.get_running_loop()
        client = AsyncTolokaClient("any", url=sandbox.url)
        await asyncio.gather(*(client.get_requester() for _ in range(4)))
        loop.call_soon(lambda: asyncio.ensure_future(client.aclose()))

    asyncio.run(work())
    assert connections(sandbox.url) == 0
    assert [record.getMessage() for record in caplog.records if record.name == "asyncio"] == []


async def abandon_tasks(client: AsyncTolokaClient) -> object:
    async for found in client.get_tasks(pool_id=FIRST_POOL, batch_size=1):
        return found
    raise AssertionError


async def abandon_upload(client: AsyncTolokaClient) -> object:
    async for chunk in client.upload_tasks(tasks(3), allow_defaults=True):
        return chunk
    raise AssertionError


@pytest.mark.parametrize("work", [abandon_tasks, abandon_upload])
def test_a_loop_over_results_may_be_left(
    sandbox: Sandbox, work: Callable[[AsyncTolokaClient], Coroutine[Any, Any, object]]
) -> None:
    """An iteration that is left early leaves nothing behind when its event loop has ended."""
    client = AsyncTolokaClient("any", url=sandbox.url)
    asyncio.run(client.create_tasks(tasks(3), allow_defaults=True))
    assert asyncio.run(work(client))
