"""Which plans an upload runs: one a chunk, under an id of its own, noted in a journal."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Generic

import attrs

from toloka_typed._fields import In, Out
from toloka_typed._flags import Flags
from toloka_typed._requests.plan import Plan
from toloka_typed._uploads.chunks import Chunk, chunks_of
from toloka_typed._uploads.creation import create_chunk, create_chunk_sync
from toloka_typed._uploads.learned import LearnedTypes
from toloka_typed._uploads.limits import UploadLimits
from toloka_typed._uploads.outcome import ChunkOutcome, blank
from toloka_typed._uploads.resumption import Work, insist_on, note, sending, work_of
from toloka_typed._uploads.turns import Turns
from toloka_typed.errors import JournalError
from toloka_typed.journal import Journal
from toloka_typed.tasks import Task

if TYPE_CHECKING:
    from toloka_typed._endpoints import Api

__all__ = ["Sending"]


@attrs.define(kw_only=True, eq=False)
class Sending(Generic[In, Out]):
    """How one upload's tasks go out."""

    api: Api
    flags: Flags
    limits: UploadLimits
    async_mode: bool
    seed: uuid.UUID | None
    """The caller's own operation id."""
    timeout: float | None
    types: LearnedTypes[In, Out]
    journal: Journal | None = None
    several: bool = False
    """Whether there is more than one chunk."""
    operation_ids: list[str] = attrs.field(factory=list[str])
    """Of the chunks that have begun."""
    _turns: Turns = attrs.field(factory=Turns)

    def works(self, tasks: Iterable[Task[In, Out]]) -> Iterator[Work[In, Out]]:
        """Cut the tasks into chunks, and leave out what the journal knows the outcome of."""
        if self.journal:
            return work_of(
                tasks,
                journal=self.journal,
                limits=self.limits,
                skip_invalid_items=self.flags.skip_invalid_items,
            )
        return chunks_of(
            tasks,
            limits=self.limits,
            most_tasks=self.limits.async_tasks if self.async_mode else self.limits.sync_tasks,
            indexed=self.async_mode,
            skip_invalid_items=self.flags.skip_invalid_items,
        )

    def plans(self, works: Iterator[Work[In, Out]]) -> Iterator[Plan[ChunkOutcome[In, Out]]]:
        """Give a plan for each chunk, until the input ends or a chunk fails."""
        ahead = [work for work in (next(works, None), next(works, None)) if work]
        self.several = len(ahead) == 2
        for work in chain(ahead, works):
            if self._turns.stopped:
                return
            yield self._plan(work)

    def _plan(self, work: Work[In, Out]) -> Plan[ChunkOutcome[In, Out]]:
        if isinstance(work, ChunkOutcome):
            return _ended(work)
        operation_id = self._operation_id(work)
        if work.body.tasks and self.async_mode:
            self.operation_ids.append(operation_id)
        if work.operation_id:
            self._turns.repeat(operation_id)
        return self._noted(work, operation_id)

    def _noted(self, chunk: Chunk, operation_id: str) -> Plan[ChunkOutcome[In, Out]]:
        """Create a chunk's tasks, and write down before and after it what there is to know."""
        outcome: ChunkOutcome[In, Out] = blank(chunk)
        yield from self._turns.await_settled(chunk.after)
        if self._turns.stopped:
            return attrs.evolve(outcome, unsent=True)
        try:
            if self.journal:
                sending(self.journal, chunk, operation_id)
            outcome = yield from self._creation(chunk, operation_id)
            if self.journal:
                note(self.journal, outcome)
                insist_on(chunk, outcome)
        except JournalError as error:
            outcome = attrs.evolve(outcome, failure=error)
        if outcome.failure:
            self._turns.stop()
        else:
            self._turns.settle(operation_id)
        return outcome

    def _creation(self, chunk: Chunk, operation_id: str) -> Plan[ChunkOutcome[In, Out]]:
        # with several chunks the pools open at the end: open tasks cost money
        flags = attrs.evolve(self.flags, open_pool=self.flags.open_pool and not self.several)
        if not self.async_mode:
            return create_chunk_sync(self.api, chunk, flags=flags, types=self.types)
        return create_chunk(
            self.api,
            chunk,
            flags=flags,
            operation_id=operation_id,
            drawn_here=self.seed is None,
            timeout=self.timeout,
            turns=self._turns,
        )

    def _operation_id(self, chunk: Chunk) -> str:
        if chunk.operation_id:
            return chunk.operation_id
        if self.seed is None:
            return str(uuid.uuid4())
        if not self.several:
            return str(self.seed)
        rows = ",".join(map(str, chunk.positions))
        return str(uuid.uuid5(self.seed, f"{rows}:{chunk.fingerprint}"))


def _ended(outcome: ChunkOutcome[In, Out]) -> Plan[ChunkOutcome[In, Out]]:
    """Give an outcome that needs no request."""
    yield from ()
    return outcome
