"""A process that forks: the child may use its parent's clients, over connections of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from toloka_typed.sandbox import Fault, Sandbox
from toloka_typed.sandbox.faults import Delay, Every

ROOT = Path(__file__).parents[2]

# the parent and the child ask at the same time, each for pools that the other one does not ask for
FORKING = """\
import asyncio, logging, os, sys
from toloka_typed import AsyncTolokaClient, TolokaClient

logging.getLogger("asyncio").setLevel(logging.ERROR)  # not: that something took its time
url = sys.argv[1]
blocking, asynchronous = TolokaClient(url=url), AsyncTolokaClient(url=url)
ROUNDS = 5

def ask(pool_id):
    for _ in range(ROUNDS):
        assert blocking.get_pool(pool_id).id == pool_id
    async def work():
        for _ in range(ROUNDS):
            assert (await asynchronous.get_pool(pool_id)).id == pool_id
    asyncio.run(work())

ask("1")
child = os.fork()
if child == 0:
    ask("2")
    asyncio.run(asynchronous.aclose())
    blocking.close()
    sys.exit()
ask("3")
_, status = os.waitpid(child, 0)
assert status == 0, status
ask("4")

async def forking():
    # the child of a running event loop begins with one of its own
    await asynchronous.get_pool("5")
    child = os.fork()
    if child == 0:
        os._exit(other_loop())
    _, status = os.waitpid(child, 0)
    assert status == 0, status
    await asynchronous.get_pool("5")

def other_loop():
    loop = asyncio.new_event_loop()
    found = loop.run_until_complete(asynchronous.get_pool("6"))
    return 0 if found.id == "6" else 1

asyncio.run(forking())
print("done")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_child_has_connections_of_its_own(sandbox: Sandbox) -> None:
    """Parent and child get the answers to their own questions, and no request is tried twice."""
    for number in range(1, 7):
        sandbox.add_pool(str(number))
    sandbox.faults = [Fault("*", Delay(after_handling=0.001), Every(1))]
    ended = subprocess.run(  # noqa: S603 - this interpreter, the program above
        [sys.executable, "-X", "dev", "-W", "error", "-c", FORKING, sandbox.url],
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'generated'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "done\n", "")
    assert len(sandbox.requests) == 4 * 2 * 5 + 3
