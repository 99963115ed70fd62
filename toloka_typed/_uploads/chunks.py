"""Cuts any number of tasks into requests that break no limit of the service."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from toloka_typed._fields import In, Out
from toloka_typed._flags import TasksBody
from toloka_typed._json import EMPTY
from toloka_typed._uploads.encoding import digest_of, encoded_task
from toloka_typed._uploads.limits import FRAME, UploadLimits, check_size, sizes_of
from toloka_typed.errors import InvalidTaskError
from toloka_typed.tasks import Task

__all__ = ["Chunk", "GrowingChunk", "chunks_of"]


@attrs.frozen(kw_only=True)
class Chunk:
    """The tasks of one request."""

    positions: Sequence[int]
    """Where the tasks in the body stand in the caller's input, in the body's order."""
    pool_ids: Sequence[str] = attrs.field(repr=False)
    body: TasksBody
    digests: Sequence[bytes] = attrs.field(default=(), repr=False)
    """A digest of each task in the body, where a journal wants to know."""
    refused: Mapping[int, InvalidTaskError] = EMPTY
    """What was left out of the body, by position."""
    operation_id: str | None = None
    """The id under which it went out already, where it did."""
    after: frozenset[str] = frozenset()
    """The requests that some of the tasks may be in: these must be settled first."""

    @property
    def fingerprint(self) -> str:
        """A digest of the content."""
        return hashlib.sha256(self.body.content).hexdigest()


def chunks_of(
    tasks: Iterable[Task[In, Out]],
    *,
    limits: UploadLimits,
    most_tasks: int,
    indexed: bool,
    skip_invalid_items: bool,
) -> Iterator[Chunk]:
    """Cut tasks into chunks, each as large as the limits let it be.

    Raises `InvalidTaskError` with the position of a task that can never be right; with
    `skip_invalid_items` its chunk carries that error instead, and goes out without it.
    """
    chunk = GrowingChunk(limits, most_tasks=most_tasks)
    for position, task in enumerate(tasks):
        try:
            content = encoded_task(task, index=position if indexed else None)
            if chunk.take(position, content, pool_id=task.pool_id):
                continue
            check_size(content, limits=limits)
        except InvalidTaskError as error:
            error.position = position
            if not skip_invalid_items:
                raise
            chunk.refuse(position, error)
        else:
            yield chunk.cut()
            chunk = GrowingChunk(limits, most_tasks=most_tasks)
            chunk.take(position, content, pool_id=task.pool_id)
    if chunk:
        yield chunk.cut()


class GrowingChunk:
    """A chunk that still takes tasks."""

    def __init__(
        self, limits: UploadLimits, *, most_tasks: int, operation_id: str | None = None
    ) -> None:
        """Start empty; an `operation_id` is the one under which it went out already."""
        self.after: set[str] = set()
        self._operation_id = operation_id
        self._contents: list[bytes] = []
        self._positions: list[int] = []
        self._pool_ids: list[str] = []
        self._refused: dict[int, InvalidTaskError] = {}
        self._most_tasks = most_tasks
        self._limits = limits
        self._measured = self._inputs = self._outputs = 0
        # bytes that surely fit in: a task's values are shorter than its JSON by the frame at least
        self._slack = min(limits.input_bytes, limits.output_bytes)

    def __len__(self) -> int:
        """Count the tasks, with those that were left out of the body."""
        return len(self._positions) + len(self._refused)

    def take(self, position: int, content: bytes, *, pool_id: str) -> bool:
        """Take the task in; `False` where there is no room for it."""
        if len(self._contents) == self._most_tasks:
            return False
        slack = self._slack - len(content) + FRAME
        if slack < 0:
            slack = self._exact_slack(content)
            if slack < 0:
                return False
        self._slack = slack
        self._contents.append(content)
        self._positions.append(position)
        self._pool_ids.append(pool_id)
        return True

    def refuse(self, position: int, error: InvalidTaskError) -> None:
        """Leave a task out of the body, and keep the reason."""
        self._refused[position] = error

    def cut(self, *, digests: bool = False) -> Chunk:
        """End the chunk."""
        return Chunk(
            positions=self._positions,
            pool_ids=self._pool_ids,
            body=TasksBody(content=_array(self._contents), tasks=len(self._contents)),
            digests=[digest_of(content) for content in self._contents] if digests else (),
            refused=self._refused,
            operation_id=self._operation_id,
            after=frozenset(self.after),
        )

    def _exact_slack(self, content: bytes) -> int:
        """Measure what has not been measured; give what would be left with one task more."""
        for unmeasured in self._contents[self._measured :]:
            inputs, outputs = sizes_of(unmeasured)
            self._inputs += inputs
            self._outputs += outputs
        self._measured = len(self._contents)
        inputs, outputs = sizes_of(content)
        return min(
            self._limits.input_bytes - self._inputs - inputs,
            self._limits.output_bytes - self._outputs - outputs,
        )


def _array(items: Sequence[bytes]) -> bytes:
    """Join the JSON of items to an array; what may be a megabyte is copied once."""
    if not items:
        return b"[]"
    pieces = [b"[" + items[0], *items[1:]]
    pieces[-1] += b"]"
    return b",".join(pieces)
