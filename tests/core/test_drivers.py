"""The drivers: the only code that sleeps, sends, and starts threads or tasks."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Generator, Iterator
from typing import Any, TypeAlias

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toloka_typed import TolokaError, TransportError
from toloka_typed._asyncio.driver import run_async, run_many_async
from toloka_typed._blocking.driver import run, run_many
from toloka_typed._requests.plan import Plan, Request, Response, now, send, sleep

Runner: TypeAlias = Callable[[Plan[Any], Callable[[Request], Response]], Any]
ManyRunner: TypeAlias = Callable[..., list[Any]]


def run_in_a_loop(plan: Plan[Any], exchange: Callable[[Request], Response]) -> Any:
    async def answered(request: Request) -> Response:
        return exchange(request)

    return asyncio.run(run_async(plan, answered))


def run_many_here(
    plans: Iterator[Plan[Any]], exchange: Callable[[Request], Response], *, concurrency: int
) -> list[Any]:
    return list(run_many(plans, exchange, concurrency=concurrency))


def run_many_in_a_loop(
    plans: Iterator[Plan[Any]], exchange: Callable[[Request], Response], *, concurrency: int
) -> list[Any]:
    async def answered(request: Request) -> Response:
        await asyncio.sleep(0)
        return exchange(request)

    async def collected() -> list[Any]:
        found = run_many_async(plans, answered, concurrency=concurrency)
        return [result async for result in found]

    return asyncio.run(collected())


ONE = pytest.mark.parametrize("runner", [run, run_in_a_loop])
MANY = pytest.mark.parametrize("runner", [run_many_here, run_many_in_a_loop])


def request(name: str = "x") -> Request:
    return Request(method="GET", path=f"/{name}")


def answered(request: Request) -> Response:
    return Response(status=200, body=request.path.encode())


@attrs.define
class Ending:
    """Whether a plan has begun, and come to its end in whatever way."""

    begun: bool = False
    closed: bool = False

    def of(self, plan: Plan[Any]) -> Plan[Any]:
        self.begun = True
        try:
            return (yield from plan)
        finally:
            self.closed = True


@pytest.fixture
def no_sleep(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Let no time pass; keep what would have been slept."""
    slept: list[float] = []

    async def noted(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(time, "sleep", slept.append)
    monkeypatch.setattr(asyncio, "sleep", noted)
    return slept


@ONE
def test_a_plan_runs_to_its_result(runner: Runner, no_sleep: list[float]) -> None:
    """Answers go in, sleeping takes the time asked for, and what the plan returns comes out."""

    def plan() -> Plan[tuple[bytes, float]]:
        response = yield from send(request("a"))
        before = yield from now()
        after = yield from sleep(2.5)
        yield from sleep(0.0)
        return response.body, after - before

    body, passed = runner(plan(), answered)
    assert body == b"/a"
    assert passed >= 0
    assert no_sleep == [2.5]


@ONE
def test_a_transport_error_is_the_plan_s_to_judge(runner: Runner) -> None:
    """A missing answer is thrown into the plan, which may go on; what it raises comes out."""

    def lost(_: Request) -> Response:
        raise TransportError("gone", sent=False)

    def patient() -> Plan[str]:
        try:
            yield from send(request())
        except TransportError as error:
            return str(error)
        return "answered"

    assert runner(patient(), lost) == "gone"
    with pytest.raises(TransportError):
        runner(send(request()), lost)


@ONE
@pytest.mark.parametrize("kind", [ValueError, KeyboardInterrupt, SystemExit])
def test_other_errors_pass_and_close_the_plan(runner: Runner, kind: type[BaseException]) -> None:
    """Whatever else ends an exchange is not shown to the plan: it is closed, and that raised."""
    ending = Ending()

    def broken(_: Request) -> Response:
        raise kind

    def plan() -> Plan[None]:
        try:
            yield from send(request())
        except Exception as error:
            raise AssertionError from error

    with pytest.raises(kind):
        runner(ending.of(plan()), broken)
    assert ending.closed


@ONE
def test_an_exchange_cannot_end_a_plan(runner: Runner) -> None:
    """A `StopIteration` out of an exchange is an error, and not the plan's result."""

    def stray(_: Request) -> Response:
        raise StopIteration("not a result")

    with pytest.raises((StopIteration, RuntimeError)):
        runner(send(request()), stray)


@ONE
def test_a_plan_s_own_error_comes_out(runner: Runner) -> None:
    """What a plan raises is raised."""

    def failing() -> Plan[None]:
        yield from send(request())
        raise TolokaError("mine")

    with pytest.raises(TolokaError, match="mine"):
        runner(failing(), answered)


STEPS = st.lists(st.sampled_from(["send", "sleep", "lose"]), max_size=4)


def walk(number: int, steps: list[str]) -> Plan[tuple[int, list[str]]]:
    seen: list[str] = []
    for step in steps:
        if step == "sleep":
            yield from sleep(0.0001)
            continue
        try:
            response = yield from send(request(step))
            seen.append(response.body.decode())
        except TransportError as error:
            seen.append(str(error))
    return number, seen


def sometimes(request: Request) -> Response:
    if request.path == "/lose":
        raise TransportError("lost", sent=None)
    return answered(request)


@MANY
@given(many=st.lists(STEPS, max_size=12), concurrency=st.integers(1, 5))
def test_many_plans_give_what_one_after_another_would(
    runner: ManyRunner, many: list[list[str]], concurrency: int
) -> None:
    """Side by side, plans have the results that each has alone, in the order of the plans."""
    plans = (walk(number, steps) for number, steps in enumerate(many))
    alone = [run(walk(number, steps), sometimes) for number, steps in enumerate(many)]
    assert runner(plans, sometimes, concurrency=concurrency) == alone


def test_results_keep_their_order_when_the_first_is_slow() -> None:
    """A result is handed out after all before it, however early it was there."""
    others_done = threading.Event()
    done: list[str] = []

    def exchange(request: Request) -> Response:
        if request.path == "/0":
            assert others_done.wait(5)
        done.append(request.path)
        if len(done) == 2:
            others_done.set()
        return answered(request)

    plans = (send(request(str(number))) for number in range(3))
    results = [response.body for response in run_many(plans, exchange, concurrency=3)]
    assert results == [b"/0", b"/1", b"/2"]
    assert done[-1] == "/0"


@pytest.mark.parametrize("concurrency", [1, 2, 4])
def test_no_more_than_the_concurrency_is_under_way(concurrency: int) -> None:
    """So many exchanges run at once and no more, and plans are taken when they are needed."""
    lock = threading.Lock()
    at_once, most, taken, handed_out = 0, 0, 0, 0
    ahead: list[int] = []

    def exchange(request: Request) -> Response:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        time.sleep(0.002)
        with lock:
            at_once -= 1
        return answered(request)

    def plans() -> Iterator[Plan[Response]]:
        nonlocal taken
        for number in range(30):
            taken += 1
            ahead.append(taken - handed_out)
            yield send(request(str(number)))

    for _ in run_many(plans(), exchange, concurrency=concurrency):
        handed_out += 1
    assert most == concurrency
    assert max(ahead) <= 2 * concurrency


def test_no_more_than_the_concurrency_is_under_way_in_a_loop() -> None:
    """The asyncio driver has the same bounds."""
    at_once, most, taken, handed_out = 0, 0, 0, 0
    ahead: list[int] = []

    async def exchange(request: Request) -> Response:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0.001)
        at_once -= 1
        return answered(request)

    def plans() -> Iterator[Plan[Response]]:
        nonlocal taken
        for number in range(30):
            taken += 1
            ahead.append(taken - handed_out)
            yield send(request(str(number)))

    async def collected() -> None:
        nonlocal handed_out
        async for _ in run_many_async(plans(), exchange, concurrency=3):
            handed_out += 1

    asyncio.run(collected())
    assert most == 3
    assert max(ahead) <= 6


def workers() -> list[threading.Thread]:
    """Give the threads that do exchanges."""
    return [one for one in threading.enumerate() if getattr(one, "_target", None) and one.daemon]


def all_gone(before: list[threading.Thread]) -> bool:
    deadline = time.monotonic() + 5
    while set(workers()) - set(before) and time.monotonic() < deadline:
        time.sleep(0.001)
    return not set(workers()) - set(before)


def test_waiting_takes_no_thread() -> None:
    """Plans that sleep are timers: they need no thread, and sleep side by side."""
    before = workers()
    started = time.monotonic()
    results = list(run_many((sleep(0.1) for _ in range(50)), answered, concurrency=50))
    assert len(results) == 50
    assert time.monotonic() - started < 1.0
    assert workers() == before


def test_no_thread_outlives_its_plans() -> None:
    """When all is done, left early, or broken, the threads end."""
    before = workers()

    def broken(request: Request) -> Response:
        if request.path == "/5":
            raise ValueError("broken")
        return answered(request)

    def plans() -> Iterator[Plan[Response]]:
        return (send(request(str(number))) for number in range(10))

    list(run_many(plans(), answered, concurrency=4))
    assert all_gone(before)
    with pytest.raises(ValueError, match="broken"):
        list(run_many(plans(), broken, concurrency=4))
    assert all_gone(before)
    left: Generator[Response, None, None] = run_many(plans(), answered, concurrency=4)
    next(left)
    left.close()
    assert all_gone(before)


def test_what_is_under_way_is_shown_to_its_plan_when_left() -> None:
    """Left early, nothing more is sent, and the answers that still come reach their plans."""
    sent: list[str] = []
    noted: list[bytes] = []
    endings = [Ending() for _ in range(10)]

    def exchange(request: Request) -> Response:
        sent.append(request.path)
        if request.path != "/first-0":
            time.sleep(0.05)
        return answered(request)

    def plan(number: int) -> Plan[int]:
        response = yield from send(request(f"first-{number}"))
        noted.append(response.body)
        if number:
            yield from send(request(f"second-{number}"))
        return number

    plans = (ending.of(plan(number)) for number, ending in enumerate(endings))
    results = run_many(plans, exchange, concurrency=3)
    assert next(results) == 0
    results.close()
    assert sorted(sent) == [f"/first-{number}" for number in range(len(sent))]
    assert sorted(body.decode() for body in noted) == sorted(sent)
    assert [ending.closed for ending in endings] == [ending.begun for ending in endings]


def test_errors_of_a_plan_end_the_others() -> None:
    """A plan that raises ends the run: the rest is closed, and no other plan is taken."""
    endings = [Ending() for _ in range(6)]
    taken = 0

    def failing(number: int) -> Plan[None]:
        yield from send(request(str(number)))
        if number == 1:
            raise TolokaError("mine")

    def plans() -> Iterator[Plan[None]]:
        nonlocal taken
        for number, ending in enumerate(endings):
            taken += 1
            yield ending.of(failing(number))

    for runner in (run_many_here, run_many_in_a_loop):
        taken = 0
        with pytest.raises(TolokaError, match="mine"):
            runner(plans(), answered, concurrency=2)
        assert taken <= 5
        assert [ending.closed for ending in endings] == [ending.begun for ending in endings]


def test_a_cancelled_run_cancels_its_exchanges() -> None:
    """In asyncio a cancelled or closed run cancels what is under way, and closes the plans."""
    endings = [Ending() for _ in range(4)]
    cancelled: list[str] = []

    async def exchange(request: Request) -> Response:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            cancelled.append(request.path)
            raise
        return answered(request)

    async def collected() -> None:
        plans = (ending.of(send(request(str(n)))) for n, ending in enumerate(endings))
        async for _ in run_many_async(plans, exchange, concurrency=2):
            pass

    async def cancel() -> None:
        work = asyncio.ensure_future(collected())
        await asyncio.sleep(0.01)
        work.cancel()
        with pytest.raises(asyncio.CancelledError):
            await work

    asyncio.run(cancel())
    assert sorted(cancelled) == ["/0", "/1"]
    assert [ending.closed for ending in endings] == [True, True, False, False]


def test_a_cancelled_sleep_closes_the_plan() -> None:
    """A plan that sleeps in asyncio is closed at once when its task is cancelled."""
    ending = Ending()

    async def never(_: Request) -> Response:
        raise AssertionError

    async def cancel() -> None:
        work = asyncio.ensure_future(run_async(ending.of(sleep(60.0)), never))
        await asyncio.sleep(0.01)
        work.cancel()
        with pytest.raises(asyncio.CancelledError):
            await work

    asyncio.run(cancel())
    assert ending.closed
