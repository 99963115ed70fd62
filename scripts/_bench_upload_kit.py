"""Contestant: toloka-kit 1.2.3, as its users call it; more than 10,000 tasks in several calls."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from typing import Any, Final

import _bench_tasks

# Imported by name, for type checkers run where toloka-kit is not installed.
kit = importlib.import_module("toloka.client")

CALL: Final = 10_000


def create(url: str, count: int) -> Callable[[], int]:
    """Create tasks that are there, and have them back."""
    client = kit.TolokaClient("any", url=url)
    tasks = list(_tasks(range(count)))
    return lambda: len(client.create_tasks(tasks, allow_defaults=True).items)


def upload(url: str, count: int) -> Callable[[], int]:
    """Create tasks that are built as they go out."""
    client = kit.TolokaClient("any", url=url)

    def work() -> int:
        created = 0
        for start in range(0, count, CALL):
            tasks = list(_tasks(range(start, min(start + CALL, count))))
            created += len(client.create_tasks(tasks, allow_defaults=True).items)
        return created

    return work


def _tasks(indices: range) -> Iterator[Any]:
    return (kit.Task(**form) for form in map(_bench_tasks.general, indices))
