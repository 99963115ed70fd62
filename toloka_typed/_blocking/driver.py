"""Runs plans in blocking code: with its asyncio twin, the only module that sleeps or sends.

An exchange that fails (no answer, a closed client) is thrown into the plan, which decides what it
means. What interrupts one (Ctrl-C, cancellation) passes straight through, and the plan is closed.
"""

from __future__ import annotations

import contextlib
import heapq
import itertools
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable
from functools import partial
from typing import Generic, TypeAlias, TypeVar

from toloka_typed._requests.plan import Effect, Plan, Request, Response, Send, Sleep
from toloka_typed.errors import TolokaError

T = TypeVar("T")

Exchange: TypeAlias = Callable[[Request], Response]
Step: TypeAlias = Callable[[], Effect]


def run(plan: Plan[T], exchange: Exchange) -> T:
    """Run a plan to its end in this thread."""
    try:
        step: Step = partial(next, plan)
        while True:
            try:
                effect = advance(plan, step)
            except StopIteration as end:
                result: T = end.value
                return result
            if isinstance(effect, Sleep):
                time.sleep(effect.seconds)
                step = partial(plan.send, time.monotonic())
            else:
                step = resumption(plan, _attempt(exchange, effect))
    finally:
        plan.close()


def run_many(
    plans: Iterable[Plan[T]], exchange: Exchange, *, concurrency: int
) -> Generator[T, None, None]:
    """Run plans side by side, and yield their results in the order of the plans.

    The plans are stepped in the caller's thread; worker threads do one exchange at a time. Left
    early (closed, Ctrl-C), it sends nothing more, lets the exchanges under way end and shows
    their answers to the plans, so that these can note them; a second Ctrl-C leaves at once.
    """
    crew = _Crew[T](exchange)
    waiting = iter(plans)
    line: deque[_Run[T]] = deque()
    try:
        while True:
            while crew.busy < concurrency and len(line) < 2 * concurrency:
                plan = next(waiting, None)
                if plan is None:
                    break
                line.append(crew.start(plan))
            if not line:
                return
            while line and line[0].ended:
                yield line.popleft().result
            if crew.busy:
                crew.turn()
    finally:
        try:
            crew.dismiss()
        finally:
            for left in line:
                left.plan.close()


def advance(plan: Plan[T], step: Step) -> Effect:
    """Step a plan to the next effect that takes time; reading the clock takes none."""
    effect = step()
    while isinstance(effect, Sleep) and effect.seconds <= 0:
        effect = plan.send(time.monotonic())
    return effect


def _attempt(exchange: Exchange, effect: Send) -> Response | TolokaError:
    try:
        return exchange(effect.request)
    except TolokaError as error:
        return error


def resumption(plan: Plan[T], answer: Response | TolokaError) -> Step:
    """Give the step that shows an answer, or the lack of one, to a plan."""
    if isinstance(answer, TolokaError):
        return partial(plan.throw, answer)
    return partial(plan.send, answer)


class _Run(Generic[T]):
    """A plan under way, and its result once it has ended."""

    result: T

    def __init__(self, plan: Plan[T]) -> None:
        self.plan = plan
        self.ended = False


class _Crew(Generic[T]):
    """Steps plans in the caller's thread, while threads of its own do one exchange at a time.

    Ctrl-C may come after any call: what has to be waited for then is what the threads say, and
    not what was counted here.
    """

    def __init__(self, exchange: Exchange) -> None:
        self.busy = 0
        self._exchange = exchange
        self._threads: list[threading.Thread] = []
        self._under_way = 0
        self._orders: queue.SimpleQueue[tuple[_Run[T], Send] | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[tuple[_Run[T], Response | BaseException]] = (
            queue.SimpleQueue()
        )
        self._timers: list[tuple[float, int, _Run[T]]] = []
        self._ticks = itertools.count()

    def start(self, plan: Plan[T]) -> _Run[T]:
        run = _Run(plan)
        self.busy += 1
        self._step(run, partial(next, plan))
        return run

    def turn(self) -> None:
        """Wait for the next answer or timer, and step its plan."""
        wait = self._timers[0][0] - time.monotonic() if self._timers else None
        try:
            run, answer = self._answers.get(timeout=None if wait is None else max(0.0, wait))
        except queue.Empty:
            _, _, run = heapq.heappop(self._timers)
            self._step(run, partial(run.plan.send, time.monotonic()))
        else:
            self._under_way -= 1
            if not isinstance(answer, Response | TolokaError):
                raise answer
            self._step(run, resumption(run.plan, answer))

    def dismiss(self) -> None:
        """Let the exchanges under way end, and show their answers to the plans."""
        try:
            self._orders.put(None)
            for thread in self._threads:
                if thread.is_alive():
                    thread.join()
        finally:
            self._orders.put(None)
            with contextlib.suppress(queue.Empty):
                while True:
                    self._show(*self._answers.get_nowait())

    def _show(self, run: _Run[T], answer: Response | BaseException) -> None:
        if isinstance(answer, Response | TolokaError):
            with contextlib.suppress(StopIteration, TolokaError):
                advance(run.plan, resumption(run.plan, answer))

    def _step(self, run: _Run[T], step: Step) -> None:
        try:
            effect = advance(run.plan, step)
        except StopIteration as end:
            self.busy -= 1
            run.result = end.value
            run.ended = True
            return
        if isinstance(effect, Sleep):
            due = time.monotonic() + effect.seconds
            heapq.heappush(self._timers, (due, next(self._ticks), run))
            return
        if self._under_way == len(self._threads):
            # a daemon, so that a second Ctrl-C does not wait for it at the interpreter's end
            self._threads.append(threading.Thread(target=self._work, daemon=True))
            self._threads[-1].start()
        self._under_way += 1
        self._orders.put((run, effect))

    def _work(self) -> None:
        while order := self._orders.get():
            run, effect = order
            try:
                self._answers.put((run, self._exchange(effect.request)))
            except BaseException as error:  # noqa: BLE001 - raised again in the caller's thread
                self._answers.put((run, error))
        self._orders.put(None)  # the others are to end, too
