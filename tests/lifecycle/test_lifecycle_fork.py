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

# threads ask without a pause while the main thread forks: their locks are nobody's in the child
FORKING_BESIDE_CALLS = """\
import os, signal, sys, threading, warnings
from toloka_typed import TolokaClient

client = TolokaClient(url=sys.argv[1])
warnings.simplefilter("ignore", DeprecationWarning)  # of forking beside threads
held, over = threading.Event(), threading.Event()

def hold(lock):
    with lock:
        held.set()
        over.wait()

def ask():
    while not over.is_set():
        client.get_pool("1")

client.get_pool("1")  # what is imported late has locks as well
locks = [vars(client)["_transport"]._lock, vars(client)["_api"].exchanger.gate._lock]
for number in range(8):
    over.clear()
    held.clear()
    target, args = (hold, (locks[number],)) if number < 2 else (ask, ())
    thread = threading.Thread(target=target, args=args)
    thread.start()
    if number < 2:
        held.wait()
    child = os.fork()
    if child == 0:
        signal.alarm(10)
        assert client.get_pool("2").id == "2"
        client.close()
        os._exit(0)
    over.set()
    thread.join()
    _, status = os.waitpid(child, 0)
    assert status == 0, status
print("done")
"""


def forked(script: str, sandbox: Sandbox) -> tuple[int, str, str]:
    """Run a program with warnings as errors, and give how it ended and what it wrote."""
    ended = subprocess.run(  # noqa: S603 - this interpreter, a program above
        [sys.executable, "-X", "dev", "-W", "error", "-c", script, sandbox.url],
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'generated'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stdout, ended.stderr


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_child_has_connections_of_its_own(sandbox: Sandbox) -> None:
    """Parent and child get the answers to their own questions, and no request is tried twice."""
    for number in range(1, 7):
        sandbox.add_pool(str(number))
    sandbox.faults = [Fault("*", Delay(after_handling=0.001), Every(1))]
    assert forked(FORKING, sandbox) == (0, "done\n", "")
    assert len(sandbox.requests) == 4 * 2 * 5 + 3


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_child_waits_for_no_lock_of_its_parent_s_threads(sandbox: Sandbox) -> None:
    """Forked while other threads are inside calls, or hold a lock, the child can ask at once."""
    for number in range(1, 3):
        sandbox.add_pool(str(number))
    assert forked(FORKING_BESIDE_CALLS, sandbox) == (0, "done\n", "")
