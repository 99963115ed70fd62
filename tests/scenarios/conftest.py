"""A sandbox for each scenario, both clients in turn, and waits short enough for tests."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, Protocol

import pytest

from tests.scenarios.both import Settled, Way
from toloka_typed import AsyncTolokaClient, RetryPolicy, TolokaClient, _waiting
from toloka_typed._uploads import creation as _creation
from toloka_typed._uploads import readback as _readback
from toloka_typed.sandbox import Sandbox

QUICK = RetryPolicy(first_delay=0.01, max_delay=0.02, max_retry_after=0.05)


class Connect(Protocol):
    """Makes a client of the sandbox, by default one that soon tries again."""

    def __call__(self, **options: Any) -> TolokaClient: ...


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorten the waits that belong to the library and not to a policy."""
    monkeypatch.setattr(_waiting, "POLLING", _waiting.Polling(first=0.005, longest=0.02))
    monkeypatch.setattr(_creation, "LOCK_PAUSE", 0.02)
    monkeypatch.setattr(_readback, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(_readback, "LISTED_WITHIN", 0.2)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.fixture(params=["blocking", "asyncio"])
def way(request: pytest.FixtureRequest) -> Way:
    chosen: Way = request.param
    return chosen


@pytest.fixture
def connect(way: Way, sandbox: Sandbox) -> Iterator[Connect]:
    with ExitStack() as stack:
        runner = stack.enter_context(asyncio.Runner()) if way == "asyncio" else None

        def connected(**options: Any) -> TolokaClient:
            options = {"token": "any", "url": sandbox.url, "retries": QUICK, **options}
            if runner is None:
                return stack.enter_context(TolokaClient(**options))
            settled: Any = Settled(AsyncTolokaClient(**options), runner)
            stack.callback(settled.close)
            client: TolokaClient = settled
            return client

        yield connected


@pytest.fixture
def client(connect: Connect) -> TolokaClient:
    return connect()
