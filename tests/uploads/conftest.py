"""A sandbox for each test, both clients in turn, waits short enough for tests, and journals."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.conftest import client, connect, sandbox, short_waits, way

__all__ = ["client", "connect", "journal", "sandbox", "short_waits", "way"]


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """Name a journal that is not there yet."""
    return tmp_path / "upload.journal"
