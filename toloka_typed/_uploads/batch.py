"""A batch: an upload whose whole result is wanted, with the created tasks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress

from toloka_typed._fields import In, Out
from toloka_typed._requests.plan import Plan
from toloka_typed._uploads.outcome import ChunkOutcome
from toloka_typed._uploads.readback import insist_on_items, not_read_back, read_back, typed_as
from toloka_typed._uploads.resumption import Work
from toloka_typed._uploads.upload import Upload
from toloka_typed.batches import TaskBatchCreateResult, TaskUploadChunk
from toloka_typed.errors import ServerError, TolokaError, TransportError
from toloka_typed.tasks import CreatedTask, Task

__all__ = ["Batch"]


class Batch(Upload[In, Out]):
    """An upload whose whole result is wanted, with the created tasks."""

    def _works(self) -> Iterator[Work[In, Out]]:
        # all of them before the first request: a task that can never be right costs nothing then
        return iter(list(super()._works()))

    def _counted(self) -> Iterator[Task[In, Out]]:
        for position, task in enumerate(super()._counted()):
            self._types.learn(position, task)
            yield task

    def take(self, outcome: ChunkOutcome[In, Out]) -> TaskUploadChunk | None:
        """Keep the outcome for the result."""
        chunk = super().take(outcome)
        if chunk is not None:
            self._kept.append(outcome)
        return chunk

    def result(self) -> Plan[TaskBatchCreateResult[In, Out]]:
        """Give the whole result. Raises `BatchError` where it is not what was asked for."""
        yield from self.finish()
        try:
            items = yield from self._items()
        except TolokaError as failure:
            raise not_read_back(self._result({}), cause=failure) from failure
        result = self._result(items)
        insist_on_items(result)
        return result

    def _partial_result(self) -> Plan[TaskBatchCreateResult[In, Out]]:
        items: Mapping[int, CreatedTask[In, Out]] = {
            position: task for outcome in self._kept for position, task in outcome.items.items()
        }
        # reading back through a network that has just failed would only take long
        if not isinstance(self._failed()[0].failure, TransportError | ServerError):
            with suppress(TolokaError):
                items = yield from self._items()
        return self._result(items)

    def _items(self) -> Plan[Mapping[int, CreatedTask[In, Out]]]:
        """Give the created tasks in the order of the input, reading back what is not here."""
        positions: dict[str, dict[str, int]] = {}
        items: dict[int, CreatedTask[In, Out]] = {}
        for outcome in self._kept:
            items.update(outcome.items)
            for position, task_id in outcome.ids.items():
                if position not in outcome.items:
                    positions.setdefault(outcome.pool_ids[position], {})[task_id] = position
        for pool_id, wanted in positions.items():
            found = yield from read_back(self._api, pool_id, ids=frozenset(wanted))
            for task_id, task in found.items():
                items[wanted[task_id]] = typed_as(task, self._types.at(wanted[task_id]))
        return dict(sorted(items.items()))
