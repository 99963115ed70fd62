"""Whatever happens between two runs, each task is created once, and a later run ends the upload."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenarios.both import Settled, Way
from tests.scenarios.traffic import bad_task, task
from tests.uploads.journeys import ONCE, ids_of
from tests.uploads.late import Arrives, UnderWay
from toloka_typed import (
    AsyncTolokaClient,
    JournalError,
    Task,
    TaskUploadChunk,
    TolokaClient,
    TolokaError,
    UploadLimits,
    _waiting,
)
from toloka_typed._uploads import turns as _turns
from toloka_typed.sandbox import Fault, Sandbox
from toloka_typed.sandbox.faults import Act, Instead, NoAnswer, OperationFails

Harm: TypeAlias = Literal[
    "none", "lost", "swallowed", "late", "unseen", "unread", "failed", "denied", "left"
]
Arrival: TypeAlias = Literal["before", "after the look-up", "before the next", "after the next"]
EXAMPLES = (settings.default or settings()).max_examples * 2 // 3
WRONG = "wrong"
"""What is refused here."""
BAD = "bad"
"""What the service refuses."""


@attrs.frozen
class From:
    """This occurrence and all after it."""

    number: int

    def selects(self, occurrence: int) -> bool:
        return occurrence >= self.number


@attrs.frozen
class Edit:
    """A task of the input is another one now."""

    position: int
    content: str


@attrs.frozen
class Resize:
    """The input has grown or shrunk."""

    by: int


@attrs.frozen
class Run:
    """The same call, with something that goes wrong from some request on."""

    harm: Harm = "none"
    number: int = 1
    arrival: Arrival = "before"
    async_tasks: int = 10
    concurrency: int = 1


CONTENTS = st.sampled_from(["a", "b", "c", BAD, WRONG])
STEPS = st.lists(
    st.one_of(
        st.builds(Edit, st.integers(0, 5), CONTENTS),
        st.builds(Resize, st.sampled_from([-2, -1, 1, 2, 3])),
        st.builds(
            Run,
            st.sampled_from(get_args(Harm)),
            st.integers(1, 3),
            st.sampled_from(get_args(Arrival)),
            st.integers(1, 4),
            st.integers(1, 3),
        ),
    ),
    max_size=9,
)


class Story:
    """One upload, its input as it changes, and a pool of its own."""

    def __init__(
        self, sandbox: Sandbox, connect: Connect, *, pool_id: str, journal: Path, skip: bool
    ) -> None:
        self.contents = ["a", "a", "a"]
        self._sandbox = sandbox
        self._connect = connect
        self._pool_id = pool_id
        self._journal = journal
        self._skip = skip
        self._under_way = UnderWay()
        sandbox.add_pool(pool_id)

    def take(self, step: Edit | Resize | Run) -> None:
        if isinstance(step, Edit):
            self.contents[step.position : step.position + 1] = [step.content]
        elif isinstance(step, Resize):
            kept = self.contents[: len(self.contents) + min(0, step.by)]
            self.contents = [*kept, *["a"] * step.by]
        else:
            self.run(step)

    def run(self, run: Run) -> bool:
        """Upload, and insist on what must hold then; whether it came to its end."""
        changed = self._changed()
        arrives = bool(self._under_way.requests)
        self._sandbox.faults = self._faults(run)
        client = self._connect(UploadLimits(async_tasks=run.async_tasks))
        chunks: list[TaskUploadChunk] = []
        error: TolokaError | None = None
        iterator: Any = client.upload_tasks(
            self._tasks(),
            allow_defaults=True,
            skip_invalid_items=self._skip,
            journal=self._journal,
            concurrency=run.concurrency,
        )
        try:
            for chunk in iterator:
                chunks.append(chunk)
                if run.harm == "left" and len(chunks) == run.number:
                    break
        except TolokaError as raised:
            error = raised
        iterator.close()
        created = self._created()
        assert len({position for position, _ in created}) == len(created), "created twice"
        if isinstance(error, JournalError):
            assert changed or self._changed() or arrives, error
        if error is None and run.harm != "left":
            self._check(chunks)
            return True
        return False

    def end(self) -> None:
        """Put back what must not change, mend the rest, and insist that the upload ends."""
        self.run(Run())
        created = dict(self._created())
        last = max([len(self.contents) - 1, *created])
        self.contents = [
            created.get(position) or (self.contents[position : position + 1] or ["a"])[0]
            for position in range(last + 1)
        ]
        if not self._skip:
            self.contents = ["d" if it in (BAD, WRONG) else it for it in self.contents]
        assert any(self.run(Run()) for _ in range(2))

    def _faults(self, run: Run) -> list[Fault]:
        posts: dict[str, Act] = {
            "lost": NoAnswer(),
            "swallowed": NoAnswer(handled=False),
            "late": self._under_way,
            "failed": OperationFails(),
            "denied": Instead.error(403, "ACCESS_DENIED"),
        }
        where = {
            "before": ("GET /requester", True),
            "after the look-up": ("GET /operations/*", False),
            "before the next": ("POST /tasks", True),
            "after the next": ("POST /tasks", False),
        }
        gets = {"unseen": "GET /operations/*", "unread": "GET /operations/*/log"}
        faults: list[Fault] = []
        if self._under_way.requests:
            on, first = where[run.arrival]
            faults.append(Fault(on, Arrives(self._under_way, first), From(1)))
        if run.harm in posts:
            faults.append(Fault("POST /tasks", posts[run.harm], From(run.number)))
        if run.harm in gets:
            faults.append(Fault(gets[run.harm], Instead.html(502), From(run.number)))
        return faults

    def _tasks(self) -> Iterator[Task]:
        for position, content in enumerate(self.contents):
            if content == BAD:
                yield bad_task(pool_id=self._pool_id)
            else:
                overlap = 0 if content == WRONG else None
                yield task(f"{position}/{content}", pool_id=self._pool_id, overlap=overlap)

    def _created(self) -> list[tuple[int, str]]:
        found = [item["input_values"]["image"] for item in self._sandbox.tasks(self._pool_id)]
        return [
            (int(position), content) for position, _, content in (i.partition("/") for i in found)
        ]

    def _changed(self) -> bool:
        return any(
            position >= len(self.contents) or self.contents[position] != content
            for position, content in self._created()
        )

    def _check(self, chunks: Sequence[TaskUploadChunk]) -> None:
        """Insist that all is there as the input has it, and that the ids are right."""
        images = {i["id"]: i["input_values"]["image"] for i in self._sandbox.tasks(self._pool_id)}
        refused = {p for chunk in chunks for p in chunk.validation_errors}
        wanted = {p: f"{p}/{it}" for p, it in enumerate(self.contents) if it not in (BAD, WRONG)}
        assert {p: images[task_id] for p, task_id in ids_of(chunks).items()} == wanted
        assert refused == set(range(len(self.contents))) - wanted.keys()
        assert len(images) == len(wanted)


class Connect:
    """Makes clients, one for each set of limits."""

    def __init__(self, url: str, *, way: Way, stack: ExitStack) -> None:
        self._url = url
        self._stack = stack
        self._runner = stack.enter_context(asyncio.Runner()) if way == "asyncio" else None
        self._clients: dict[UploadLimits, Any] = {}

    def __call__(self, limits: UploadLimits) -> Any:
        if limits not in self._clients:
            options: dict[str, Any] = {"url": self._url, "limits": limits, "retries": ONCE}
            if self._runner is None:
                client: Any = self._stack.enter_context(TolokaClient("any", **options))
            else:
                client = Settled(AsyncTolokaClient("any", **options), self._runner)
                self._stack.callback(client.close)
            self._clients[limits] = client
        return self._clients[limits]


def test_every_story_ends_well(way: Way, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through edits, lost and late requests and runs left early, no task is created twice.

    A run that comes to its end has created what the input holds then. A change is refused only
    where a created task would have to change, and with that task put back a later run succeeds.
    """
    monkeypatch.setattr(_waiting, "POLLING", _waiting.Polling(first=0.001, longest=0.004))
    monkeypatch.setattr(_turns, "PAUSE", 0.002)
    numbers = itertools.count(1)
    with ExitStack() as stack:
        sandbox = stack.enter_context(Sandbox(record=False))
        connect = Connect(sandbox.url, way=way, stack=stack)

        @settings(max_examples=EXAMPLES)
        @given(STEPS, st.booleans())
        def tell(steps: list[Edit | Resize | Run], skip: bool) -> None:
            number = next(numbers)
            story = Story(
                sandbox,
                connect,
                pool_id=str(number),
                journal=tmp_path / f"{number}.journal",
                skip=skip,
            )
            for step in steps:
                story.take(step)
            story.end()

        tell()
