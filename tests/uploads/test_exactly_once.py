"""Under attack no task is missing and none is there twice, and the journal knows each id."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.both import Way
from tests.uploads.attacks import attack, kill

SEEDS = range(3)


@pytest.mark.parametrize("seed", SEEDS)
def test_broken_answers_create_nothing_twice(way: Way, tmp_path: Path, seed: int) -> None:
    """20,000 tasks are created once each, although every third answer is lost or broken."""
    attack(seed, way=way, folder=tmp_path)


@pytest.mark.parametrize("seed", SEEDS)
def test_killed_processes_create_nothing_twice(way: Way, tmp_path: Path, seed: int) -> None:
    """20,000 tasks are created once each, although a process is killed on the way."""
    kill(seed, way=way, folder=tmp_path)
