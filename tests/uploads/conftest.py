"""A sandbox for each test, both clients in turn, waits short enough for tests, and journals."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.conftest import client, connect, sandbox, short_waits, way
from toloka_typed._uploads.journal_file import JournalFile

__all__ = ["client", "connect", "journal", "sandbox", "short_waits", "steady_power", "way"]


@pytest.fixture(autouse=True)
def steady_power(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the disk what only a power cut could show: tests kill processes, not machines."""
    prepare = JournalFile.prepare

    def prepared(file: JournalFile) -> None:
        file.rows("PRAGMA synchronous = OFF")
        prepare(file)
        file.rows("PRAGMA synchronous = OFF")

    monkeypatch.setattr(JournalFile, "prepare", prepared)


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """Name a journal that is not there yet."""
    return tmp_path / "upload.journal"
