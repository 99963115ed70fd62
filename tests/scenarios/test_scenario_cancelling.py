"""Scenario 19: an upload that is interrupted."""

from __future__ import annotations

import asyncio
import signal
import threading
import time
import traceback
import uuid
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager

import attrs
import pytest

from tests.scenarios.conftest import QUICK, Connect
from tests.scenarios.traffic import endpoints, posts, tasks
from toloka_typed import (
    AsyncTolokaClient,
    Exchange,
    RetryPolicy,
    Task,
    TolokaClient,
    UploadLimits,
)
from toloka_typed.sandbox import After, Fault, Sandbox
from toloka_typed.sandbox.faults import Delay, First, Instead

NEVER = After(looks=1_000_000)


@contextmanager
def interrupted(*, after: float, times: int = 1) -> Generator[None]:
    """Press Ctrl-C in the main thread after so many seconds, and again as often."""
    main = threading.main_thread().ident
    assert main is not None
    presses = [
        threading.Timer(after * (1 + number), signal.pthread_kill, (main, signal.SIGINT))
        for number in range(times)
    ]
    for press in presses:
        press.start()
    try:
        yield
    finally:
        for press in presses:
            press.cancel()
            press.join()


@pytest.fixture(autouse=True)
def no_threads_left() -> Iterator[None]:
    """Make sure that no thread of an upload outlives it for long."""
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        thread.join(timeout=5)
        assert not thread.is_alive()


def test_ctrl_c_ends_a_wait(connect: Connect, sandbox: Sandbox) -> None:
    """Interrupted while it waits, `wait_operation` asks no more; a later call goes on."""
    sandbox.settings = attrs.evolve(sandbox.settings, operation_takes=NEVER)
    client = connect()
    operation = client.create_tasks_async(tasks(1), allow_defaults=True)
    with interrupted(after=0.1), pytest.raises(KeyboardInterrupt):
        client.wait_operation(operation)
    client.get_requester()  # a question that was on its way has arrived before this one
    asked = len(sandbox.requests)
    assert not client.get_operation(operation.id).is_completed()
    assert len(sandbox.requests) == asked + 1


@pytest.mark.parametrize("call", ["create_tasks", "upload_tasks", "create_task"])
def test_ctrl_c_ends_an_upload_that_waits(connect: Connect, sandbox: Sandbox, call: str) -> None:
    """Nothing new is sent after the interruption: no polls, no logs, no further chunks."""
    sandbox.settings = attrs.evolve(sandbox.settings, operation_takes=NEVER)
    client = connect(limits=UploadLimits(async_tasks=1))
    client.get_requester()
    batch = tasks(20)
    uploads: dict[str, Callable[[], object]] = {
        "create_task": lambda: client.create_task(batch[0], allow_defaults=True),
        "create_tasks": lambda: client.create_tasks(batch, allow_defaults=True),
        "upload_tasks": lambda: list(client.upload_tasks(batch, allow_defaults=True)),
    }
    with interrupted(after=0.15), pytest.raises(KeyboardInterrupt):
        uploads[call]()
    client.get_requester()  # what was on its way has arrived before this
    asked = len(sandbox.requests)
    sent = len(posts(sandbox))
    client.get_requester()
    assert len(sandbox.requests) == asked + 1
    assert 1 <= sent <= (1 if call == "create_task" else 4)
    assert "GET /operations/{id}/log" not in endpoints(sandbox)


def test_what_was_interrupted_goes_on_by_its_id(connect: Connect, sandbox: Sandbox) -> None:
    """With an id of one's own, an interrupted POST and its operation are picked up by a re-run."""
    own = str(uuid.uuid4())
    client = connect()
    client.get_requester()
    sandbox.faults = [Fault("POST /tasks", Delay(after_handling=0.3))]
    with interrupted(after=0.1), pytest.raises(KeyboardInterrupt):
        client.create_tasks(tasks(3), allow_defaults=True, operation_id=own)
    assert len(client.create_tasks(tasks(3), allow_defaults=True, operation_id=own).items) == 3
    assert len(sandbox.tasks()) == 3


def test_an_interruption_names_the_operations_it_leaves_open(
    connect: Connect, sandbox: Sandbox
) -> None:
    """What Ctrl-C prints has the ids of the operations that nobody has seen the end of."""
    sandbox.settings = attrs.evolve(sandbox.settings, operation_takes=NEVER)
    client = connect(limits=UploadLimits(async_tasks=1))
    client.get_requester()
    with interrupted(after=0.15), pytest.raises(KeyboardInterrupt) as raised:
        client.create_tasks(tasks(2), allow_defaults=True)
    shown = "".join(traceback.format_exception(raised.value))
    assert posts(sandbox)
    for post in posts(sandbox):
        assert post.query["operation_id"] in shown


def test_ctrl_c_ends_a_retry(connect: Connect, sandbox: Sandbox) -> None:
    """A wait between two attempts is interrupted at once."""
    client = connect(retries=RetryPolicy(first_delay=60, max_delay=60))
    sandbox.faults = [Fault("*", Instead.html(502), First(1_000))]
    started = time.monotonic()
    with interrupted(after=0.3), pytest.raises(KeyboardInterrupt):
        client.get_requester()
    with interrupted(after=0.3), pytest.raises(KeyboardInterrupt):
        client.create_tasks(tasks(2), allow_defaults=True)
    assert time.monotonic() - started < 5
    assert len(sandbox.requests) == 2


def test_an_exchange_under_way_may_end(sandbox: Sandbox) -> None:
    """In blocking code the first Ctrl-C lets the POST end, and nothing follows it."""
    sandbox.faults = [Fault("POST /tasks", Delay(after_handling=0.4))]
    seen: list[Exchange] = []
    with TolokaClient("any", url=sandbox.url, retries=QUICK, on_exchange=seen.append) as client:
        client.get_requester()
        started = time.monotonic()
        with interrupted(after=0.1), pytest.raises(KeyboardInterrupt):
            client.create_tasks(tasks(2), allow_defaults=True)
        assert time.monotonic() - started > 0.35
    assert [exchange.status for exchange in seen] == [200, 202]
    assert endpoints(sandbox) == ["GET /requester", "POST /tasks"]


def test_a_second_ctrl_c_leaves_at_once(sandbox: Sandbox) -> None:
    """In blocking code the second Ctrl-C does not wait for the POST either."""
    sandbox.faults = [Fault("POST /tasks", Delay(after_handling=3.0))]
    with TolokaClient("any", url=sandbox.url, retries=QUICK) as client:
        client.get_requester()
        started = time.monotonic()
        with interrupted(after=0.1, times=2), pytest.raises(KeyboardInterrupt):
            client.create_tasks(tasks(2), allow_defaults=True)
        assert time.monotonic() - started < 2
        sandbox.stop()


def test_an_upload_that_is_not_finished_sends_no_more(connect: Connect, sandbox: Sandbox) -> None:
    """Leaving the loop over an upload ends it: what is under way ends, the rest is never sent."""
    client = connect(limits=UploadLimits(async_tasks=1))
    read = 0

    def counted() -> Iterator[Task]:
        nonlocal read
        for task in tasks(100):
            read += 1
            yield task

    for _ in client.upload_tasks(counted(), allow_defaults=True, concurrency=2):
        break
    assert len(posts(sandbox)) <= 6
    assert read <= 8


def test_a_cancelled_task_ends_at_once(sandbox: Sandbox) -> None:
    """`CancelledError` comes back at once, also while the service holds an answer back."""
    sandbox.faults = [Fault("GET /operations/*", Delay(after_handling=3.0))]

    async def cancelled() -> float:
        async with AsyncTolokaClient("any", url=sandbox.url, retries=QUICK) as client:
            upload = asyncio.ensure_future(client.create_tasks(tasks(1), allow_defaults=True))
            while not posts(sandbox):
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.05)
            started = time.monotonic()
            upload.cancel()
            with pytest.raises(asyncio.CancelledError):
                await upload
            return time.monotonic() - started

    assert asyncio.run(cancelled()) < 2
    sandbox.stop()
    assert endpoints(sandbox)[0] == "POST /tasks"
    assert "GET /operations/{id}/log" not in endpoints(sandbox)
