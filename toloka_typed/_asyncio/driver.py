"""Runs plans in asyncio: the twin of `_blocking.driver`."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from functools import partial
from typing import TypeAlias, TypeVar

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


async def run_many_async(
    plans: Iterable[Plan[T]], exchange: AsyncExchange, *, concurrency: int
) -> AsyncGenerator[T, None]:
    """Run plans side by side, and yield their results in the order of the plans.

    Left early (closed, cancelled), it cancels the exchanges under way.
    """
    waiting = iter(plans)
    line: deque[asyncio.Task[T]] = deque()
    busy: set[asyncio.Task[T]] = set()
    try:
        while True:
            while len(busy) < concurrency and len(line) < 2 * concurrency:
                plan = next(waiting, None)
                if plan is None:
                    break
                task = asyncio.ensure_future(run_async(plan, exchange))
                line.append(task)
                busy.add(task)
            if not line:
                return
            while line and line[0].done():
                yield line.popleft().result()
            if busy:
                _, busy = await asyncio.wait(busy, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in line:
            task.cancel()
        await asyncio.gather(*line, return_exceptions=True)
