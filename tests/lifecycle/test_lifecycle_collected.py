"""Clients that nobody closes, and many of them: nothing piles up."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.lifecycle.meanwhile import closed_down_to_async, connections
from tests.scenarios.traffic import tasks
from toloka_typed import AsyncTolokaClient, TolokaClient
from toloka_typed.sandbox import Sandbox

ROOT = Path(__file__).parents[2]
MANY = 30

FORGOTTEN = """\
import asyncio, logging, sys
from toloka_typed import AsyncTolokaClient, Task, TolokaClient

logging.getLogger("asyncio").setLevel(logging.ERROR)  # not: that something took its time
url = sys.argv[1]
kept = TolokaClient(url=url)
given_up = TolokaClient(url=url)
asynchronous = AsyncTolokaClient(url=url)
tasks = [Task(input_values={"image": "a.jpg"}, pool_id="1238218")]

async def work():
    await asynchronous.create_tasks(tasks, allow_defaults=True)
    async for task in asynchronous.get_tasks(pool_id="1238218", batch_size=1):
        break

for client in (kept, given_up):
    client.create_tasks(tasks, allow_defaults=True)
del given_up, client
pages = kept.get_tasks(pool_id="1238218", batch_size=1)
next(pages)
for _ in range(3):
    asyncio.run(work())
print("done")
"""


@pytest.mark.usefixtures("nothing_left")
def test_a_client_that_nobody_holds_closes_its_connections(sandbox: Sandbox) -> None:
    """Forgotten without being closed, a client leaves no connection and no warning."""
    client = TolokaClient("any", url=sandbox.url)
    client.create_tasks(tasks(2), allow_defaults=True)
    assert connections(sandbox.url) >= 1
    del client
    assert connections(sandbox.url) == 0


@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.usefixtures("nothing_left")
def test_many_clients_leave_nothing(sandbox: Sandbox, closed: bool) -> None:
    """Neither connections nor threads grow with the number of clients that there have been."""
    threads = threading.active_count()
    for _ in range(MANY):
        client = TolokaClient("any", url=sandbox.url)
        client.create_tasks(tasks(2), allow_defaults=True)
        if closed:
            client.close()
    assert connections(sandbox.url) <= (0 if closed else 4)
    assert threading.active_count() <= threads + 4


@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.usefixtures("nothing_left")
def test_many_asyncio_clients_leave_nothing(sandbox: Sandbox, closed: bool) -> None:
    """Within one event loop, too, connections do not grow with the number of clients."""

    async def work() -> None:
        async def once() -> None:
            client = AsyncTolokaClient("any", url=sandbox.url)
            await client.get_requester()
            if closed:
                await client.aclose()

        for _ in range(MANY):
            await once()
        assert await closed_down_to_async(0, sandbox.url)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(work())


def test_a_program_may_end_without_closing(sandbox: Sandbox) -> None:
    """With every warning switched on, the interpreter's end finds nothing to complain about."""
    ended = subprocess.run(  # noqa: S603 - this interpreter, the program above
        [sys.executable, "-X", "dev", "-W", "error", "-c", FORGOTTEN, sandbox.url],
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'generated'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "done\n", "")
    assert len(sandbox.tasks()) == 5
