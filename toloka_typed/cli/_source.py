"""The file to be uploaded: looked through first, then read as it is needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import attrs

from toloka_typed.tasks import Task
from toloka_typed.tsv import TsvError
from toloka_typed.tsv._reading import read_task_rows

PROBLEMS_SHOWN: Final = 10


@attrs.frozen(kw_only=True)
class Inspection:
    """What a file holds, and what is wrong with it."""

    general: int
    control: int
    training: int
    problems: Sequence[TsvError] = ()
    """The first of them."""
    more_problems: int = 0
    """How many there are beside these."""

    @property
    def rows(self) -> int:
        """How many tasks there are."""
        return self.general + self.control + self.training

    def kinds(self) -> str:
        """Say how many there are of each kind."""
        return f"{self.general:,} general, {self.control:,} control, {self.training:,} training"


def inspect(path: Path) -> Inspection:
    """Read the whole file once, so that nothing is sent if any of it cannot be right.

    Raises `TsvError` where the rest cannot be read, and `OSError`.
    """
    problems: list[TsvError] = []
    general = control = training = more = 0

    def note(problem: TsvError) -> None:
        nonlocal more
        if len(problems) < PROBLEMS_SHOWN:
            problems.append(problem)
        else:
            more += 1

    for row in read_task_rows(path, types=None, pool_id="unknown", on_error=note):
        if row.task.message_on_unknown_solution is not None:
            training += 1
        elif row.task.known_solutions:
            control += 1
        else:
            general += 1
    return Inspection(
        general=general,
        control=control,
        training=training,
        problems=problems,
        more_problems=more,
    )


class Source:
    """The tasks of a file for one pool; it remembers the lines of those nobody has reported on."""

    def __init__(self, path: Path, *, pool_id: str, rows: int) -> None:
        """Prepare to read; `rows` is how many tasks there are."""
        self._path = path
        self._pool_id = pool_id
        self._rows = rows
        self.lines: dict[int, int] = {}
        """The lines of the tasks that have been read, by position; take out what is settled."""

    def __len__(self) -> int:
        """Give the number of tasks."""
        return self._rows

    def __iter__(self) -> Iterator[Task]:
        """Read the tasks."""
        rows = read_task_rows(self._path, types=None, pool_id=self._pool_id)
        for position, row in enumerate(rows):
            self.lines[position] = row.line
            yield row.task
