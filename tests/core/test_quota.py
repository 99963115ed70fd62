"""The client's own count of what the service's quotas leave."""

from __future__ import annotations

import heapq
import threading

from hypothesis import given
from hypothesis import strategies as st

from toloka_typed import Quota
from toloka_typed._requests.quota import Gate

GAPS = st.lists(
    st.tuples(st.sampled_from([0.0, 0.001, 0.1, 0.99, 1.0, 7.0, 59.0, 61.0]), st.integers(0, 40)),
    max_size=60,
)


def most_within(taken: list[tuple[float, int]], *, seconds: float) -> int:
    """Give the most that was taken in any stretch of so many seconds."""
    # a window as full as can be begins with something taken; the clock's rounding is not a breach
    return max(
        (
            sum(amount for at, amount in taken if start <= at < start + seconds - 1e-6)
            for start, _ in taken
        ),
        default=0,
    )


def went(gate: Gate, asked: list[tuple[float, int]]) -> list[tuple[float, int]]:
    """Let each request ask until it may go; give when each went, with its tasks."""
    now = 0.0
    line: list[tuple[float, int, int]] = []
    for number, (gap, amount) in enumerate(asked):
        now += gap
        line.append((now, number, amount))
    found: list[tuple[float, int]] = []
    while line:
        at, number, amount = heapq.heappop(line)
        wait = gate.admit(now=at, tasks=amount)
        assert wait >= 0
        if wait:
            heapq.heappush(line, (at + wait, number, amount))
        else:
            found.append((at, amount))
    return found


@given(GAPS, st.integers(1, 5), st.integers(40, 100))
def test_no_window_holds_more_than_its_limit(
    asked: list[tuple[float, int]], requests: int, tasks: int
) -> None:
    """However requests come in, no second and no minute has more than the quota allows."""
    gate = Gate(Quota(requests_per_second=requests, tasks_per_minute=tasks))
    found = went(gate, asked)
    assert len(found) == len(asked)
    assert most_within([(at, 1) for at, _ in found], seconds=1.0) <= requests
    assert most_within(found, seconds=60.0) <= tasks


@given(GAPS)
def test_small_uploads_never_wait(asked: list[tuple[float, int]]) -> None:
    """As long as all requests and tasks together are within the quota, none waits."""
    gate = Gate(Quota(requests_per_second=len(asked) + 1, tasks_per_minute=40 * len(asked) + 1))
    now = 0.0
    for gap, amount in asked:
        now += gap
        assert gate.admit(now=now, tasks=amount) == 0


def test_the_default_quota_is_the_service_s() -> None:
    """Twenty full requests go at once, and the next one a minute after the first."""
    gate = Gate(Quota())
    waits = [gate.admit(now=float(number), tasks=10_000) for number in range(21)]
    assert waits[:20] == [0.0] * 20
    assert waits[20] == 40.0
    assert gate.admit(now=60.0, tasks=10_000) == 0


def test_polls_take_nothing_of_the_tasks() -> None:
    """Requests without tasks wait for no task quota, and overtake those that do."""
    gate = Gate(Quota(tasks_per_minute=1))
    gate.admit(now=0.0, tasks=1)
    assert gate.admit(now=1.0, tasks=1) == 59.0
    assert gate.admit(now=1.0, tasks=0) == 0


def test_what_waits_takes_nothing() -> None:
    """A request that has to wait counts only from when it goes."""
    gate = Gate(Quota(requests_per_second=2, tasks_per_minute=1))
    gate.admit(now=0.0, tasks=1)
    for _ in range(9):
        assert gate.admit(now=0.5, tasks=1) == 59.5
    assert gate.admit(now=0.5, tasks=0) == 0


def test_more_than_the_limit_goes_alone() -> None:
    """A request larger than a whole window's limit still goes, with the window to itself."""
    gate = Gate(Quota(tasks_per_minute=5))
    assert gate.admit(now=0.0, tasks=8) == 0
    assert gate.admit(now=0.0, tasks=1) == 60.0
    assert gate.admit(now=60.0, tasks=1) == 0
    assert gate.admit(now=61.0, tasks=8) == 59.0


def test_without_a_quota_nothing_waits_and_pauses_hold() -> None:
    """`quota=None` counts nothing; a pause that the service asked for holds all the same."""
    gate = Gate(None)
    assert [gate.admit(now=0.0, tasks=1_000_000) for _ in range(1_000)] == [0.0] * 1_000
    gate.pause(until=5.0)
    gate.pause(until=3.0)
    assert gate.admit(now=1.0, tasks=1) == 4.0
    assert gate.admit(now=1.0, tasks=0) == 0.0
    assert gate.admit(now=5.0, tasks=1) == 0.0


def test_threads_share_a_gate() -> None:
    """Places taken in many threads at once are counted as those of one are."""
    gate = Gate(Quota(requests_per_second=10))
    waits: list[float] = []

    def ask() -> None:
        waits.extend(gate.admit(now=0.0, tasks=0) for _ in range(100))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert waits.count(0.0) == 10
