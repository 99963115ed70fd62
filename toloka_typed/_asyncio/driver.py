"""Runs plans in asyncio: the twin of `_blocking.driver`."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import Generic, Self, TypeAlias, TypeVar

from toloka_typed._blocking.driver import Step, advance, resumption
from toloka_typed._requests.plan import Plan, Request, Response, Sleep
from toloka_typed.errors import TolokaError

T = TypeVar("T")

AsyncExchange: TypeAlias = Callable[[Request], Awaitable[Response]]


async def run_async(plan: Plan[T], exchange: AsyncExchange) -> T:
    """Run a plan to its end in the running event loop."""
    try:
        step: Step = partial(next, plan)
        while True:
            try:
                effect = advance(plan, step)
            except StopIteration as end:
                result: T = end.value
                return result
            if isinstance(effect, Sleep):
                await asyncio.sleep(effect.seconds)
                step = partial(plan.send, time.monotonic())
            else:
                answer: Response | TolokaError
                try:
                    answer = await exchange(effect.request)
                except TolokaError as error:
                    answer = error
                step = resumption(plan, answer)
    finally:
        plan.close()


def run_many_async(
    plans: Iterable[Plan[T]], exchange: AsyncExchange, *, concurrency: int
) -> Results[T]:
    """Run plans side by side, and give their results in the order of the plans.

    Left early (closed, cancelled), it cancels the exchanges under way.
    """
    return Results(plans, exchange, concurrency=concurrency)


class Results(Generic[T]):
    """The results of plans under way.

    It is no generator: an event loop that ends closes all of those at once, this one and the one
    that goes through it.
    """

    def __init__(
        self, plans: Iterable[Plan[T]], exchange: AsyncExchange, *, concurrency: int
    ) -> None:
        """Prepare; nothing is begun before the first result is asked for."""
        self._waiting = iter(plans)
        self._exchange = exchange
        self._concurrency = concurrency
        self._line: deque[asyncio.Task[T]] = deque()
        self._busy: set[asyncio.Task[T]] = set()

    def __aiter__(self) -> Self:
        """Give itself."""
        return self

    async def __anext__(self) -> T:
        """Give the next result."""
        while True:
            self._begin()
            if not self._line:
                raise StopAsyncIteration
            if self._line[0].done():
                return self._line.popleft().result()
            _, self._busy = await asyncio.wait(self._busy, return_when=asyncio.FIRST_COMPLETED)

    async def aclose(self) -> None:
        """Cancel what is under way, and see the end of it."""
        for task in self._line:
            task.cancel()
        await asyncio.gather(*self._line, return_exceptions=True)
        self._line.clear()

    def _begin(self) -> None:
        """Begin as many plans as there is room for."""
        self._busy = {task for task in self._busy if not task.done()}
        while len(self._busy) < self._concurrency and len(self._line) < 2 * self._concurrency:
            plan = next(self._waiting, None)
            if plan is None:
                return
            task = asyncio.ensure_future(run_async(plan, self._exchange))
            self._line.append(task)
            self._busy.add(task)
