"""A sandbox to ask and a clock to move, for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sandbox.api import Api
from tests.sandbox.clock import Clock
from toloka_typed.sandbox import Sandbox


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sandbox(clock: Clock) -> Iterator[Sandbox]:
    with Sandbox(clock=clock) as running:
        yield running


@pytest.fixture
def api(sandbox: Sandbox) -> Iterator[Api]:
    with Api(sandbox.url) as api:
        yield api
