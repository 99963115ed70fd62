"""A network of the worst kind, and the question whether all tasks are there, each of them once."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import attrs

from toloka_typed import RetryPolicy, Task, UploadLimits
from toloka_typed.journal import RowState, journal_rows
from toloka_typed.sandbox import FIRST_POOL, Fault, Sandbox
from toloka_typed.sandbox.faults import Act, CutAnswer, Delay, Instead, NoAnswer, SlowAnswer

TASKS: Final = 20_000
LIMITS: Final = UploadLimits(async_tasks=900)
STUBBORN: Final = RetryPolicy(
    attempts=100, total=None, first_delay=0.001, max_delay=0.004, max_retry_after=0.002
)

HARM: Final[tuple[Act, ...]] = (
    NoAnswer(),
    NoAnswer(end="reset"),
    NoAnswer(handled=False, end="reset"),
    Instead.error(429, "TOO_MANY_REQUESTS"),
    Instead.error(429, "TOO_MANY_REQUESTS", payload={"interval": "MIN"}),
    Instead.error(500, "INTERNAL_ERROR"),
    Instead.error(500, "INTERNAL_ERROR", handled=True),
    Instead.html(502),
    Instead.html(502, handled=True),
    Instead.error(503, "REMOTE_SERVICE_UNAVAILABLE", handled=True),
    Instead(status=504),
    CutAnswer(body_bytes=20, end="open"),
    CutAnswer(body_bytes=20),
    SlowAnswer(piece=40_000, pause=0.001),
    Delay(before_handling=0.02),
)


@attrs.frozen
class Third:
    """Every third request on average, and of those the ones that one kind of harm is drawn for."""

    kind: int
    seed: int

    def selects(self, occurrence: int) -> bool:
        """Whether it is this kind's turn; the same for each run with one seed."""
        chance = random.Random(f"{self.seed}/{occurrence}")  # noqa: S311 - no secret
        return chance.random() < 1 / 3 and chance.randrange(len(HARM)) == self.kind


def onslaught(seed: int) -> list[Fault]:
    """Give faults that break or lose every third answer."""
    return [Fault("*", act, Third(kind, seed)) for kind, act in enumerate(HARM)]


def numbered_tasks(count: int = TASKS) -> Iterator[Task]:
    """Give tasks that say at which place of the input they are."""
    for number in range(count):
        yield Task(input_values={"image": f"{number}.jpg"}, pool_id=FIRST_POOL)


def check_exactly_once(
    sandbox: Sandbox, *, ids: Mapping[int, str] | None, journal: Path, count: int = TASKS
) -> None:
    """Insist that no task is missing or twice, and that each id is the one of its position.

    `ids` are those that an upload has handed out, the journal's must be the same.
    """
    images = {task["id"]: task["input_values"]["image"] for task in sandbox.tasks()}
    created = Counter(images.values())
    assert max(created.values()) == 1, "a task was created twice"
    assert len(created) == count, "a task is missing"
    rows = list(journal_rows(journal))
    assert {row.state for row in rows} == {RowState.CREATED}
    known = {row.position: row.task_id for row in rows}
    assert ids is None or ids == known
    assert [images[task_id or ""] for _, task_id in sorted(known.items())] == [
        f"{number}.jpg" for number in range(count)
    ]
