"""How tasks are cut into requests."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toloka_typed import BaselineSolution, InvalidTaskError, KnownSolution, Task, UploadLimits
from toloka_typed._uploads.chunks import Chunk, chunks_of
from toloka_typed._uploads.encoding import encoded_task, refusal_of
from toloka_typed._uploads.limits import check_size, sizes_of

TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
VALUES = st.dictionaries(st.sampled_from("abc"), TEXT | st.integers(0, 10**20), max_size=3)
TASKS = st.builds(
    Task,
    input_values=VALUES,
    pool_id=st.sampled_from("12"),
    known_solutions=st.lists(st.builds(KnownSolution, output_values=VALUES), max_size=2),
    baseline_solutions=st.lists(st.builds(BaselineSolution, output_values=VALUES), max_size=1),
    overlap=st.none() | st.integers(1, 30_000),
)
LIMITS = st.builds(
    UploadLimits,
    async_tasks=st.integers(1, 6),
    input_bytes=st.integers(120, 400),
    output_bytes=st.integers(350, 600),
)


def cut(tasks: list[Task], limits: UploadLimits, *, skip: bool = False) -> list[Chunk]:
    return list(
        chunks_of(
            tasks,
            limits=limits,
            most_tasks=limits.async_tasks,
            indexed=True,
            skip_invalid_items=skip,
        )
    )


def sizes(task: dict[str, Any]) -> tuple[int, int, int]:
    """Count what the limits count: the task, its input bytes, and its output bytes."""
    outputs = [*task.get("known_solutions", []), *task.get("baseline_solutions", [])]
    return (
        1,
        length(task["input_values"]),
        sum(length(solution["output_values"]) for solution in outputs),
    )


def length(value: Any) -> int:
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def total(tasks: list[dict[str, Any]]) -> tuple[int, int, int]:
    counted = [sizes(task) for task in tasks]
    return (len(counted), sum(one[1] for one in counted), sum(one[2] for one in counted))


def fits(count: tuple[int, int, int], limits: UploadLimits) -> bool:
    most = limits.async_tasks, limits.input_bytes, limits.output_bytes
    return all(found <= limit for found, limit in zip(count, most, strict=True))


@given(st.lists(TASKS, max_size=20), LIMITS)
def test_chunks_are_full_and_hold_everything(tasks: list[Task], limits: UploadLimits) -> None:
    """In order and without loss, within every limit, and none could have taken the next task."""
    chunks = cut(tasks, limits)
    bodies: list[list[dict[str, Any]]] = [json.loads(chunk.body.content) for chunk in chunks]
    flat = [task for body in bodies for task in body]
    assert [task.pop("__item_idx") for task in flat] == [str(n) for n in range(len(tasks))]
    assert flat == [task.to_dict() for task in tasks]
    assert [p for chunk in chunks for p in chunk.positions] == list(range(len(tasks)))
    assert [p for chunk in chunks for p in chunk.pool_ids] == [task.pool_id for task in tasks]
    for chunk, body in zip(chunks, bodies, strict=True):
        assert chunk.body.tasks == len(body) > 0
        assert fits(total(body), limits)
    for body, after in itertools.pairwise(bodies):
        assert not fits(total([*body, after[0]]), limits)


@given(st.lists(TASKS, max_size=12), st.lists(st.booleans(), max_size=12), LIMITS)
def test_refused_tasks_are_left_out_and_told(
    tasks: list[Task], wrong: list[bool], limits: UploadLimits
) -> None:
    """With skipping, tasks that can never be right are in no body, and in one chunk's refusals."""
    bad = {position for position, is_wrong in enumerate(wrong) if is_wrong}
    tasks = [
        attrs.evolve(task, overlap=0) if position in bad else task
        for position, task in enumerate(tasks)
    ]
    chunks = cut(tasks, limits, skip=True)
    refused = {p: error for chunk in chunks for p, error in chunk.refused.items()}
    assert set(refused) == bad & set(range(len(tasks)))
    assert all((e.position, e.field) == (p, "overlap") for p, e in refused.items())
    sent = [position for chunk in chunks for position in chunk.positions]
    assert sent == [position for position in range(len(tasks)) if position not in refused]
    assert [json.loads(c.body.content) == [] for c in chunks] == [not c.positions for c in chunks]


def test_the_first_wrong_task_ends_the_cutting() -> None:
    """Without skipping, the chunks before a wrong task come, and then its error by position."""
    good = Task(input_values={}, pool_id="1")
    chunks = chunks_of(
        [good, good, good, attrs.evolve(good, overlap=0)],
        limits=UploadLimits(async_tasks=2),
        most_tasks=2,
        indexed=True,
        skip_invalid_items=False,
    )
    assert next(chunks).positions == [0, 1]
    with pytest.raises(InvalidTaskError) as raised:
        next(chunks)
    assert (raised.value.position, raised.value.field) == (3, "overlap")


def test_the_input_is_read_as_it_is_needed() -> None:
    """A chunk is cut as soon as the next task does not fit: nothing further is read."""
    read = 0

    def endless() -> Iterator[Task]:
        nonlocal read
        while True:
            read += 1
            yield Task(input_values={}, pool_id="1")

    chunks = chunks_of(
        endless(), limits=UploadLimits(), most_tasks=10, indexed=False, skip_invalid_items=False
    )
    next(chunks)
    assert read == 11


def test_bytes_are_those_of_the_wire() -> None:
    """Text counts as UTF-8, without blanks: that is what is sent."""
    task = Task(
        input_values={"имя": "кот"},
        pool_id="1",
        known_solutions=[KnownSolution(output_values={"a": 1})] * 2,
        baseline_solutions=[BaselineSolution(output_values={"b": "я"})],
    )
    content = encoded_task(task, index=None)
    outputs = 2 * len(b'{"a":1}') + len('{"b":"я"}'.encode())
    assert sizes_of(content) == (len('{"имя":"кот"}'.encode()), outputs)
    assert "кот".encode() in content
    assert b"__item_idx" not in content


@pytest.mark.parametrize(
    ("limits", "field"),
    [
        (UploadLimits(input_bytes=16), "input_values"),
        (UploadLimits(output_bytes=16), "output_values"),
    ],
)
def test_a_task_that_no_request_holds_is_refused(limits: UploadLimits, field: str) -> None:
    """A task larger than a whole request is refused, and the error names size and limit."""
    task = Task(
        input_values={"a": "123456789"},
        pool_id="1",
        known_solutions=[KnownSolution(output_values={"a": "123456789"})],
    )
    content = encoded_task(task, index=None)
    with pytest.raises(InvalidTaskError, match="17 bytes") as raised:
        check_size(content, limits=limits)
    assert raised.value.field == field
    with pytest.raises(InvalidTaskError) as raised:
        cut([Task(input_values={}, pool_id="1"), task], limits)
    assert raised.value.position == 1


def test_the_default_limits_are_the_service_s() -> None:
    """10,000 tasks (5,000 sync), 1 MiB of input and 4 MiB of output, and never more."""
    assert attrs.astuple(UploadLimits()) == (10_000, 5_000, 1_048_576, 4_194_304)
    for field, limit in attrs.asdict(UploadLimits()).items():
        for wrong in (0, -1, limit + 1):
            with pytest.raises(ValueError, match=field):
                UploadLimits(**{field: wrong})


def test_what_is_no_task_is_refused() -> None:
    """Other objects in the input are refused by their position."""
    wrong: list[Any] = [Task(input_values={}, pool_id="1"), {"pool_id": "1", "input_values": {}}]
    with pytest.raises(InvalidTaskError, match="Task") as raised:
        cut(wrong, UploadLimits())
    assert raised.value.position == 1


def test_a_fingerprint_is_the_content_s() -> None:
    """The same tasks at the same positions have the same fingerprint, and no others."""
    tasks = [Task(input_values={"n": n}, pool_id="1") for n in (1, 1, 2)]
    limits = UploadLimits(async_tasks=1)
    first, second, third = cut(tasks, limits)
    assert first.fingerprint == cut(tasks, limits)[0].fingerprint
    assert len({first.fingerprint, second.fingerprint, third.fingerprint}) == 3


def test_a_local_refusal_looks_like_the_service_s() -> None:
    """What was refused here has a code of its own, under the field that it names."""
    [(field, error)] = refusal_of(InvalidTaskError("too bad", field="overlap")).items()
    assert (field, error.code, error.message) == ("overlap", "REFUSED_BEFORE_SENDING", "too bad")
    assert list(refusal_of(InvalidTaskError("too bad"))) == [""]
