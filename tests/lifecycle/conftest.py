"""A sandbox and both clients in turn, as scenarios have them, and a look at what is left open."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lifecycle.meanwhile import closed_down_to
from tests.scenarios.conftest import client, connect, sandbox, short_waits, way
from toloka_typed.sandbox import Sandbox

__all__ = ["client", "connect", "nothing_left", "sandbox", "short_waits", "way"]


@pytest.fixture
def nothing_left(sandbox: Sandbox) -> Iterator[None]:
    """Insist that a test leaves no connection, no thread and no file open, nor a warning."""
    threads, files = set(threading.enumerate()), _open_files()
    yield
    gc.collect()
    assert closed_down_to(0, sandbox.url)
    for thread in set(threading.enumerate()) - threads:
        thread.join(10)
        assert not thread.is_alive()
    sandbox.stop()
    assert _open_files() <= files


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))
