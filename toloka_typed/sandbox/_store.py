"""The tasks of one pool, kept compactly and in the order of their ids: a million fit in memory.

A task is its JSON in pieces that are mostly shared, and its id is a number until somebody asks.
Ids and creation times ascend together, so both bisect.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from toloka_typed.sandbox._query import Bound, is_within
from toloka_typed.sandbox._times import Created
from toloka_typed.sandbox.settings import After

T = TypeVar("T", str, int)

LARGEST_POOL_ID = 16**10 - 1
"""A task's id begins with its pool's, in ten hex digits."""

_ID_END = "5e1f0000"  # fills a task's number, 16 hex digits, up to the usual 24


class TaskForm(NamedTuple):
    """A valid task in pieces of JSON, each the inside of an object."""

    form: bytes
    """What the requester gave, with the overlap settled; the operation's log shows it too."""
    tail: bytes
    """What the service adds, with a leading comma."""
    overlap: int
    """The overlap, -1 where it has none."""
    echo: bytes
    """What only the log shows, such as `__item_idx`, with a comma at the end; or nothing."""


class TaskStore:
    """The tasks of one pool. Positions count from 0 in the order of creation."""

    def __init__(self, pool_id: str) -> None:
        self._id_start = f"{int(pool_id):010x}--"
        self._numbers = array("Q")
        self._created: list[Created] = []
        self._forms: list[bytes] = []
        self._tails: list[bytes] = []
        self._overlaps = array("l")
        self._assigned: dict[int, int] = {}
        self._unlisted: deque[tuple[int, int, list[int]]] = deque()
        self._listed = 0

    def __len__(self) -> int:
        return len(self._numbers)

    def append(self, number: int, *, created: Created, task: TaskForm) -> None:
        """Add a task; its number is larger than any before, its creation not earlier."""
        self._numbers.append(number)
        self._created.append(created)
        self._forms.append(task.form)
        self._tails.append(task.tail)
        self._overlaps.append(task.overlap)

    def replace(self, position: int, *, task: TaskForm) -> None:
        """Give a task another form; its id and creation time stay."""
        self._forms[position] = task.form
        self._tails[position] = task.tail
        self._overlaps[position] = task.overlap

    @property
    def last_created(self) -> int:
        """The moment of the latest creation."""
        return self._created[-1].moment if self._created else 0

    def position(self, task_id: str) -> int | None:
        """Give the place of a task, or `None` where the pool has no such task."""
        place = bisect_left(range(len(self)), task_id, key=self.id_at)
        return place if place < len(self) and self.id_at(place) == task_id else None

    def id_at(self, position: int) -> str:
        """Give a task's id."""
        return self.id_of(self._numbers[position])

    def id_of(self, number: int) -> str:
        """Give the id of a task by its number."""
        return f"{self._id_start}{number:016x}{_ID_END}"

    def form_at(self, position: int) -> bytes:
        """Give a task's form: the inside of a JSON object."""
        return self._forms[position]

    def view_of(self, number: int) -> bytes:
        """Give a task by its number as the wire shows it."""
        return self.view_at(bisect_left(self._numbers, number))

    def view_at(self, position: int) -> bytes:
        """Give a task as the wire shows it."""
        return b'{"id":"%b","created":"%b",%b%b}' % (
            self.id_at(position).encode(),
            self._created[position].text.encode(),
            self._forms[position],
            self._tails[position],
        )

    def assigned_at(self, position: int) -> int:
        """Give how many performers have the task already."""
        return self._assigned.get(position, 0)

    def assign(self, position: int, times: int) -> None:
        """Record that so many more performers have the task."""
        self._assigned[position] = self.assigned_at(position) + times

    def delay_listing(self, start: int, *, now: int, delay: After) -> None:
        """Keep the tasks from `start` on out of the lists for a while."""
        if self._listed == start and delay == After():
            self._listed = len(self)
        else:
            due = now + round(delay.seconds * 1_000_000)
            self._unlisted.append((len(self), due, [delay.looks]))

    def look(self, now: int) -> None:
        """Note that somebody lists the tasks: what is due shows up, the rest is a look nearer."""
        while self._unlisted and self._unlisted[0][1] <= now and self._unlisted[0][2][0] <= 0:
            self._listed = self._unlisted.popleft()[0]
        for _, _, looks in self._unlisted:
            looks[0] -= 1

    def span(
        self, *, ids: Iterable[tuple[Bound, str]], created: Iterable[tuple[Bound, int]]
    ) -> range:
        """Give the listed positions within bounds on id and creation time."""
        span = range(self._listed)
        for bound, text in ids:
            span = _cut(span, bound, text, self.id_at)
        for bound, moment in created:
            span = _cut(span, bound, moment, self._moment_at)
        return span

    def with_overlaps(
        self, positions: Sequence[int], bounds: Iterable[tuple[Bound, int]]
    ) -> Sequence[int]:
        """Give those of the positions whose task has an overlap within the bounds."""
        for bound, limit in bounds:
            positions = [
                place
                for place in positions
                if self._overlaps[place] >= 0 and is_within(self._overlaps[place], bound, limit)
            ]
        return positions

    def ordered(self, positions: Sequence[int], sort: Sequence[tuple[str, bool]]) -> Sequence[int]:
        """Give the positions in the order asked for; ascending by id where that leaves a tie."""
        if not sort:
            return positions
        if sort[0][0] == "id":
            return positions[::-1] if sort[0][1] else positions
        for field, descending in reversed(sort):
            key = self._moment_at if field == "created" else None
            positions = sorted(positions, key=key, reverse=descending)
        return positions

    def _moment_at(self, position: int) -> int:
        return self._created[position].moment


def _cut(span: range, bound: Bound, limit: T, key: Callable[[int], T]) -> range:
    cut = bisect_right if bound in {"gt", "lte"} else bisect_left
    place = cut(span, limit, key=key)
    return span[place:] if bound in {"gt", "gte"} else span[:place]
