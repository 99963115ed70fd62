"""A sandbox to ask and a clock to move, for each test."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import pytest

from tests.sandbox.api import Api
from toloka_typed.sandbox import Sandbox


@attrs.define
class Clock:
    """A clock that stands until a test moves it."""

    seconds: float = 1_700_000_000.25

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sandbox(clock: Clock) -> Iterator[Sandbox]:
    with Sandbox(clock=clock) as running:
        yield running


@pytest.fixture
def api(sandbox: Sandbox) -> Iterator[Api]:
    api = Api(sandbox.url)
    with api.http:
        yield api
