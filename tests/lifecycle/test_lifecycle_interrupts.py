"""Ctrl-C while the blocking client waits: it ends the call, and nothing else."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.lifecycle.meanwhile import Meanwhile
from tests.scenarios.conftest import QUICK
from tests.scenarios.traffic import task, tasks
from toloka_typed import TolokaClient, UploadLimits
from toloka_typed.sandbox import FIRST_POOL, Fault, Sandbox
from toloka_typed.sandbox.faults import Nth

REQUESTS = range(1, 5)


def press_ctrl_c() -> None:
    """Interrupt the main thread, wherever it waits."""
    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[TolokaClient]:
    limits = UploadLimits(async_tasks=2)
    with TolokaClient("any", url=sandbox.url, retries=QUICK, limits=limits) as client:
        yield client


def interrupt(sandbox: Sandbox, *, at: int) -> None:
    """Press Ctrl-C when a request arrives, counted from 1 and from now."""
    sandbox.faults = [Fault("*", Meanwhile(press_ctrl_c), Nth(at))]


CALLS: dict[str, Callable[[TolokaClient], object]] = {
    "create_task": lambda client: client.create_task(task(), allow_defaults=True),
    "create_tasks": lambda client: client.create_tasks(tasks(2), allow_defaults=True),
    "create_tasks of many": lambda client: client.create_tasks(tasks(6), allow_defaults=True),
    "get_tasks": lambda client: list(client.get_tasks(pool_id=FIRST_POOL, batch_size=1)),
}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.usefixtures("nothing_left")
def test_an_interrupted_client_can_be_used_again(
    sandbox: Sandbox, client: TolokaClient, call: str
) -> None:
    """At whichever request it is interrupted, the next call of the same client works."""
    client.create_tasks(tasks(4), allow_defaults=True)
    for number in REQUESTS:
        interrupt(sandbox, at=number)
        with pytest.raises(KeyboardInterrupt):
            CALLS[call](client)
        sandbox.faults = []
        assert CALLS[call](client)


@pytest.mark.usefixtures("nothing_left")
def test_an_interrupted_batch_is_created_once(sandbox: Sandbox, client: TolokaClient) -> None:
    """With an operation id of the caller's own the same call again is harmless."""
    for number in REQUESTS:
        operation_id = str(uuid4())
        before = len(sandbox.tasks())
        interrupt(sandbox, at=number)
        with pytest.raises(KeyboardInterrupt):
            client.create_tasks(tasks(2), allow_defaults=True, operation_id=operation_id)
        result = client.create_tasks(tasks(2), allow_defaults=True, operation_id=operation_id)
        assert len(result.items) == 2
        assert len(sandbox.tasks()) == before + 2


@pytest.mark.usefixtures("nothing_left")
def test_an_interrupted_upload_goes_on(
    sandbox: Sandbox, client: TolokaClient, tmp_path: Path
) -> None:
    """With a journal every task is created once, however often it is interrupted."""
    sent = tasks(12)
    ids: dict[int, str] = {}
    interruptions = 0
    while not ids:
        interrupt(sandbox, at=interruptions + 1)
        chunks = client.upload_tasks(sent, allow_defaults=True, journal=tmp_path / "journal")
        try:
            ids = {place: id_ for chunk in list(chunks) for place, id_ in chunk.ids.items()}
        except KeyboardInterrupt:
            interruptions += 1
    assert interruptions > 1
    assert sorted(ids) == list(range(12))
    assert len(sandbox.tasks()) == 12
