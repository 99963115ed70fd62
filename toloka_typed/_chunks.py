"""Cuts any number of tasks into requests that break no limit of the service."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import attrs

from toloka_typed._checks import check_task, unwritable
from toloka_typed._fields import In, Out
from toloka_typed._flags import TasksBody
from toloka_typed._json import EMPTY, UNWRITABLE, encode
from toloka_typed.errors import FieldValidationError, InvalidTaskError
from toloka_typed.tasks import Task, task_wire

__all__ = ["Chunk", "UploadLimits", "chunks_of", "encoded_task"]

REFUSED_HERE: Final = "REFUSED_BEFORE_SENDING"


@attrs.frozen(kw_only=True)
class UploadLimits:
    """How much one request that creates tasks may hold; lower them where a proxy is stricter."""

    async_tasks: int = attrs.field(default=10_000, validator=attrs.validators.in_(range(1, 10_001)))
    sync_tasks: int = attrs.field(default=5_000, validator=attrs.validators.in_(range(1, 5_001)))
    input_bytes: int = attrs.field(
        default=1_048_576, validator=attrs.validators.in_(range(1, 1_048_577))
    )
    output_bytes: int = attrs.field(
        default=4_194_304, validator=attrs.validators.in_(range(1, 4_194_305))
    )


@attrs.frozen(kw_only=True)
class EncodedTask:
    """A task as it goes onto the wire, and what the limits count of it."""

    content: bytes
    pool_id: str
    input_bytes: int
    output_bytes: int

    @property
    def digest(self) -> bytes:
        """A digest of the content."""
        return hashlib.blake2b(self.content, digest_size=16).digest()


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


def encoded_task(task: Task[In, Out], *, index: int | None) -> EncodedTask:
    """Encode a task that has been checked. Raises `InvalidTaskError`.

    With an `index` it goes onto the wire copy as `__item_idx`, which the operation's log echoes.
    """
    if not _is_task(task):
        raise InvalidTaskError(f"must be a Task, not {type(task).__name__}")
    check_task(task)
    wire = task_wire(task)
    if index is not None:
        wire["__item_idx"] = str(index)
    known = wire.get("known_solutions", ())
    baseline = wire.get("baseline_solutions", ())
    try:
        return EncodedTask(
            content=encode(
                {**task.additional_properties, **wire} if task.additional_properties else wire
            ),
            pool_id=task.pool_id,
            input_bytes=len(encode(wire["input_values"])),
            output_bytes=sum(len(encode(item["output_values"])) for item in (*known, *baseline)),
        )
    except UNWRITABLE as error:
        raise unwritable({**task.additional_properties, **wire}, error) from error


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
    chunk = GrowingChunk()
    for position, task in enumerate(tasks):
        index = position if indexed else None
        try:
            encoded = admitted(task, position=position, index=index, limits=limits)
        except InvalidTaskError as error:
            if not skip_invalid_items:
                raise
            chunk.refuse(position, error)
            continue
        if not chunk.has_room(encoded, limits=limits, most_tasks=most_tasks):
            yield chunk.cut()
            chunk = GrowingChunk()
        chunk.add(position, encoded)
    if chunk:
        yield chunk.cut()


def _is_task(value: object) -> bool:
    """Whether it is a task: not every caller uses a type checker."""
    return isinstance(value, Task)


def admitted(
    task: Task[In, Out], *, position: int, index: int | None, limits: UploadLimits
) -> EncodedTask:
    """Encode a task that a request can hold. Raises `InvalidTaskError` with its position."""
    try:
        encoded = encoded_task(task, index=index)
        check_size(encoded, limits=limits)
    except InvalidTaskError as error:
        error.position = position
        raise
    return encoded


def check_size(encoded: EncodedTask, *, limits: UploadLimits) -> None:
    """Refuse a task that no request can hold. Raises `InvalidTaskError`."""
    for field, size, limit in (
        ("input_values", encoded.input_bytes, limits.input_bytes),
        ("output_values", encoded.output_bytes, limits.output_bytes),
    ):
        if size > limit:
            raise InvalidTaskError(
                f"{size} bytes of JSON, and a request holds at most {limit}", field=field
            )


def refusal_of(error: InvalidTaskError) -> Mapping[str, FieldValidationError]:
    """Give a local refusal the form of the service's."""
    return {error.field or "": FieldValidationError(code=REFUSED_HERE, message=error.message)}


class GrowingChunk:
    """A chunk that still takes tasks."""

    def __init__(self, *, operation_id: str | None = None) -> None:
        """Start empty; an `operation_id` is the one under which it went out already."""
        self.after: set[str] = set()
        self._operation_id = operation_id
        self._content = bytearray(b"[")
        self._positions: list[int] = []
        self._pool_ids: list[str] = []
        self._digests: list[bytes] = []
        self._refused: dict[int, InvalidTaskError] = {}
        self._input_bytes = 0
        self._output_bytes = 0

    def __len__(self) -> int:
        """Count the tasks, with those that were left out of the body."""
        return len(self._positions) + len(self._refused)

    def has_room(self, task: EncodedTask, *, limits: UploadLimits, most_tasks: int) -> bool:
        """Whether the task fits in as well."""
        return (
            len(self._positions) < most_tasks
            and self._input_bytes + task.input_bytes <= limits.input_bytes
            and self._output_bytes + task.output_bytes <= limits.output_bytes
        )

    def add(self, position: int, task: EncodedTask, *, digest: bytes | None = None) -> None:
        """Take the task in."""
        if self._positions:
            self._content += b","
        self._content += task.content
        self._positions.append(position)
        self._pool_ids.append(task.pool_id)
        if digest is not None:
            self._digests.append(digest)
        self._input_bytes += task.input_bytes
        self._output_bytes += task.output_bytes

    def refuse(self, position: int, error: InvalidTaskError) -> None:
        """Leave a task out of the body, and keep the reason."""
        self._refused[position] = error

    def cut(self) -> Chunk:
        """End the chunk."""
        self._content += b"]"
        return Chunk(
            positions=self._positions,
            pool_ids=self._pool_ids,
            body=TasksBody(content=bytes(self._content), tasks=len(self._positions)),
            digests=self._digests,
            refused=self._refused,
            operation_id=self._operation_id,
            after=frozenset(self.after),
        )
