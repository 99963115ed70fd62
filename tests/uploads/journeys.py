"""Uploads with a journal, in short words for tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from tests.scenarios.traffic import task
from toloka_typed import RetryPolicy, Task, TaskUploadChunk, TolokaClient, TolokaError, UploadLimits
from toloka_typed.journal import JournalRow, journal_rows
from toloka_typed.sandbox import Fault, Sandbox
from toloka_typed.sandbox.faults import First, NoAnswer

ONCE: Final = RetryPolicy(attempts=1)
"""A client that gives up at the first failure."""
PAIRS: Final = UploadLimits(async_tasks=2)
ALWAYS: Final = First(1_000_000)


def upload(
    client: TolokaClient, tasks: Iterable[Task], journal: Path | None, **options: Any
) -> list[TaskUploadChunk]:
    """Upload to the end, one request at a time unless told otherwise."""
    options = {"allow_defaults": True, "concurrency": 1, **options}
    return list(client.upload_tasks(tasks, journal=journal, **options))


def until_failure(
    client: TolokaClient, tasks: Iterable[Task], journal: Path | None, **options: Any
) -> tuple[list[TaskUploadChunk], TolokaError]:
    """Upload until it fails, and give the chunks before that, and the error."""
    options = {"allow_defaults": True, "concurrency": 1, **options}
    chunks: list[TaskUploadChunk] = []
    try:
        for chunk in client.upload_tasks(tasks, journal=journal, **options):
            chunks.append(chunk)
    except TolokaError as error:
        return chunks, error
    raise AssertionError("it did not fail")


def fail(
    client: TolokaClient, tasks: Iterable[Task], journal: Path | None, **options: Any
) -> TolokaError:
    """Upload until it fails, and give the error."""
    return until_failure(client, tasks, journal, **options)[1]


def ids_of(chunks: Iterable[TaskUploadChunk]) -> dict[int, str]:
    """Put the ids of all chunks together."""
    return {position: task_id for chunk in chunks for position, task_id in chunk.ids.items()}


def rows_of(journal: Path) -> Sequence[JournalRow]:
    """Give what a journal holds."""
    return list(journal_rows(journal))


def named(*images: str) -> list[Task]:
    """Give tasks with these images."""
    return [task(image) for image in images]


def lose(sandbox: Sandbox, *, handled: bool) -> None:
    """Let the answer to every POST be lost, after the service has heard of it or before."""
    sandbox.faults = [Fault("POST /tasks", NoAnswer(handled=handled), ALWAYS)]
