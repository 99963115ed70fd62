"""A cancelled asyncio task: at whichever of its waits, nothing is left, and the state is known."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Generator
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import pytest

from tests.lifecycle.meanwhile import Meanwhile, closed_down_to_async
from tests.scenarios.conftest import QUICK
from tests.scenarios.traffic import images, task, tasks
from toloka_typed import AsyncTolokaClient, Task, TolokaClient, UploadLimits
from toloka_typed._options import CONCURRENCY
from toloka_typed.sandbox import FIRST_POOL, Fault, Sandbox
from toloka_typed.sandbox.faults import Delay, First

pytestmark = pytest.mark.usefixtures("nothing_left")

T = TypeVar("T")
Call = Callable[[AsyncTolokaClient], Coroutine[Any, Any, object]]


class Waits:
    """Counts the waits of a task and of those that it starts, and cancels it at one of them."""

    def __init__(self, *, cancel_at: int | None = None) -> None:
        self.count = 0
        self._cancel_at = cancel_at
        self._main: asyncio.Task[Any] | None = None

    async def run(self, work: Coroutine[Any, Any, object]) -> None:
        """Do the work in a task of its own."""
        loop = asyncio.get_running_loop()
        loop.set_task_factory(self._task)
        try:
            self._main = loop.create_task(work)
            await self._main
        finally:
            loop.set_task_factory(None)

    def _task(
        self, loop: asyncio.AbstractEventLoop, work: Any, **options: Any
    ) -> asyncio.Task[Any]:
        return asyncio.Task(_Counted(work, self), loop=loop, **options)

    def add(self) -> None:
        """Count one more."""
        self.count += 1
        if self.count == self._cancel_at and self._main:
            self._main.cancel()


class _Counted(Coroutine[Any, Any, Any]):
    """A coroutine whose waits are counted."""

    def __init__(self, work: Coroutine[Any, Any, Any], waits: Waits) -> None:
        self._work = work
        self._waits = waits

    def __await__(self) -> Generator[Any, Any, Any]:
        return self._work.__await__()

    def send(self, value: Any, /) -> Any:
        return self._counted(self._work.send(value))

    def throw(self, *error: Any) -> Any:
        return self._counted(self._work.throw(*error))

    def close(self) -> None:
        self._work.close()

    def _counted(self, waited_for: Any) -> Any:
        self._waits.add()
        return waited_for


async def all_of(items: AsyncIterator[T]) -> list[T]:
    return [item async for item in items]


CALLS: dict[str, Call] = {
    "get_requester": lambda client: client.get_requester(),
    "create_task": lambda client: client.create_task(task(), allow_defaults=True),
    "create_tasks": lambda client: client.create_tasks(tasks(5), allow_defaults=True),
    "create_tasks at once": lambda client: client.create_tasks(
        tasks(5), allow_defaults=True, async_mode=False
    ),
    "upload_tasks": lambda client: all_of(client.upload_tasks(tasks(5), allow_defaults=True)),
    "get_tasks": lambda client: all_of(client.get_tasks(pool_id=FIRST_POOL, batch_size=2)),
    "open_pool": lambda client: client.open_pool(FIRST_POOL),
}


def new_client(sandbox: Sandbox) -> AsyncTolokaClient:
    limits = UploadLimits(async_tasks=3, sync_tasks=3)
    return AsyncTolokaClient("any", url=sandbox.url, retries=QUICK, limits=limits)


@pytest.mark.parametrize("call", CALLS)
def test_a_call_can_be_cancelled_anywhere(sandbox: Sandbox, call: str) -> None:
    """Cancelled at each of its waits in turn, a call leaves no task, and a client that works."""

    async def work() -> None:
        async with new_client(sandbox) as client:
            await client.create_tasks(tasks(4), allow_defaults=True)
            cancelled = await cancel_everywhere(lambda: CALLS[call](client))
            assert cancelled >= 4
            assert await closed_down_to_async(CONCURRENCY, sandbox.url)

    asyncio.run(work())


@pytest.mark.parametrize("call", ["get_requester", "create_tasks at once", "get_tasks"])
def test_a_client_that_was_just_made_can_be_cancelled_anywhere(sandbox: Sandbox, call: str) -> None:
    """Cancelled before, while and after it connects, a call leaves no connection behind."""
    with TolokaClient("any", url=sandbox.url) as client:
        client.create_tasks(tasks(4), allow_defaults=True)

    async def work() -> None:
        async def once() -> None:
            async with new_client(sandbox) as client:
                await CALLS[call](client)

        async def left() -> None:
            assert await closed_down_to_async(0, sandbox.url)

        await cancel_everywhere(once, after=left)

    asyncio.run(work())


def test_the_other_calls_of_a_client_go_on(sandbox: Sandbox) -> None:
    """Whoever shares the client with a call that is cancelled notices nothing."""

    async def work() -> None:
        loop = asyncio.get_running_loop()
        async with new_client(sandbox) as client:
            await client.create_tasks(tasks(4), allow_defaults=True)
            asked = asyncio.gather(*(client.get_requester() for _ in range(3)))
            victim = loop.create_task(client.open_pool(FIRST_POOL))
            cancel = Meanwhile(lambda: loop.call_soon_threadsafe(victim.cancel))
            sandbox.faults = [
                Fault("GET /requester", Delay(after_handling=0.2), First(3)),
                Fault("POST /pools/*/open", cancel),
            ]
            sandbox.clear_requests()
            with pytest.raises(asyncio.CancelledError):
                await victim
            assert not asked.done()
            assert len(await asked) == 3
            assert len([one for one in sandbox.requests if one.path == "/requester"]) == 3
            await client.get_requester()
            assert await closed_down_to_async(1, sandbox.url)

    asyncio.run(work())


def test_a_cancelled_batch_is_created_once(sandbox: Sandbox) -> None:
    """With an operation id of the caller's own the same call again is harmless."""

    async def work() -> None:
        ids: list[str] = []

        async def create() -> None:
            await client.create_tasks([task(ids[-1])], allow_defaults=True, operation_id=ids[-1])

        async def again() -> None:
            await create()
            assert images(sandbox.tasks()) == ids
            ids.append(str(uuid4()))

        ids.append(str(uuid4()))
        async with new_client(sandbox) as client:
            await cancel_everywhere(create, after=again)

    asyncio.run(work())


def test_a_cancelled_upload_goes_on(sandbox: Sandbox, tmp_path: Path) -> None:
    """With a journal every task is created once, wherever it was cancelled."""

    async def work() -> None:
        names: list[str] = ["a"]

        def sent() -> list[Task]:
            return [task(f"{names[-1]}{number}") for number in range(5)]

        async def upload() -> set[int]:
            journal = tmp_path / names[-1]
            chunks = client.upload_tasks(sent(), allow_defaults=True, journal=journal)
            return {place for chunk in await all_of(chunks) for place in chunk.ids}

        async def again() -> None:
            assert await upload() == set(range(5))
            assert len(sandbox.tasks()) == 5 * len(names)
            names.append(f"{names[-1]}a")

        async with new_client(sandbox) as client:
            await cancel_everywhere(upload, after=again, step=3)

    asyncio.run(work())


async def cancel_everywhere(
    call: Callable[[], Coroutine[Any, Any, object]],
    *,
    after: Callable[[], Coroutine[Any, Any, None]] | None = None,
    step: int = 1,
) -> int:
    """Cancel a call at its first wait, at one after that, and so on, until it ends before it.

    Gives how often it was cancelled. Between two rounds, whatever it started must have ended.
    """
    number = 0
    while True:
        waits = Waits(cancel_at=1 + number * step)
        try:
            await waits.run(call())
        except asyncio.CancelledError:
            number += 1
        else:
            return number
        finally:
            assert asyncio.all_tasks() == {asyncio.current_task()}
        for _ in range(3):  # what asyncio closes is closed a little later
            await asyncio.sleep(0)
        if after:
            await after()
