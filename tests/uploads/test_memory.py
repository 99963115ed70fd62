"""However many tasks there are, only a few requests' worth of them is in memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterable
from pathlib import Path

import attrs

from tests.uploads.onslaught import numbered_tasks
from toloka_typed import UploadLimits
from toloka_typed._uploads.chunks import Chunk, chunks_of
from toloka_typed._uploads.outcome import blank
from toloka_typed._uploads.resumption import note, sending, work_of
from toloka_typed.journal import Journal


def peak(items: Iterable[object]) -> int:
    """Go through the items, and give the most bytes that this took."""
    tracemalloc.start()
    try:
        assert sum(1 for _ in items) > 1
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_cutting_takes_no_more_memory_for_more_tasks() -> None:
    """30,000 tasks are cut in the memory of 6,000."""
    limits = UploadLimits(async_tasks=2_000)

    def cut(count: int) -> int:
        return peak(
            chunks_of(
                numbered_tasks(count),
                limits=limits,
                most_tasks=limits.async_tasks,
                indexed=True,
                skip_invalid_items=False,
            )
        )

    assert cut(30_000) < 1.2 * cut(6_000)


def test_going_on_takes_no_more_memory_for_more_tasks(tmp_path: Path) -> None:
    """8,000 tasks that a journal knows are replayed in little more than the memory of 2,000."""
    limits = UploadLimits(async_tasks=250)

    def replay(count: int) -> int:
        with Journal(tmp_path / f"{count}.journal") as journal:
            for number, chunk in enumerate(works(count, journal)):
                assert isinstance(chunk, Chunk)
                name = f"operation {number}"
                sending(journal, chunk, name)
                ids = {position: f"task {position}" for position in chunk.positions}
                note(journal, attrs.evolve(blank(chunk), ids=ids, operation_id=name))
            return peak(works(count, journal))

    def works(count: int, journal: Journal) -> Iterable[object]:
        return work_of(
            numbered_tasks(count), journal=journal, limits=limits, skip_invalid_items=False
        )

    assert replay(8_000) < 1.5 * replay(2_000)
