"""Contestant: toloka_typed, the blocking client."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import _bench_tasks

from toloka_typed import Quota, Task, TolokaClient


def create(url: str, count: int) -> Callable[[], int]:
    """Create tasks that are there, and have them back."""
    client = TolokaClient("any", url=url)
    given = list(tasks(count))
    return lambda: len(client.create_tasks(given, allow_defaults=True, progress=False).items)


def upload(url: str, count: int) -> Callable[[], int]:
    """Create tasks that are built as they go out."""
    client = TolokaClient("any", url=url)

    def work() -> int:
        chunks = client.upload_tasks(tasks(count), allow_defaults=True, progress=False)
        return sum(len(chunk.ids) for chunk in chunks)

    return work


def upload_with_journal(url: str, count: int) -> Callable[[], int]:
    """Create them with a journal, within the service's quota."""
    return _upload_with_journal(url, count, quota=Quota())


def upload_with_journal_without_quota(url: str, count: int) -> Callable[[], int]:
    """Create them with a journal, as fast as the service takes them."""
    return _upload_with_journal(url, count, quota=None)


def tasks(count: int) -> Iterator[Task]:
    """Give tasks one by one."""
    for form in _bench_tasks.forms("general", count=count):
        yield Task(input_values=form["input_values"], pool_id=form["pool_id"])


def _upload_with_journal(url: str, count: int, *, quota: Quota | None) -> Callable[[], int]:
    client = TolokaClient("any", url=url, quota=quota)

    def work() -> int:
        with tempfile.TemporaryDirectory() as folder:
            chunks = client.upload_tasks(
                tasks(count),
                allow_defaults=True,
                journal=Path(folder) / "upload.journal",
                progress=False,
            )
            return sum(len(chunk.ids) for chunk in chunks)

    return work
