"""One face for both clients: the asyncio one runs each call to its end, as though it blocked."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any, Literal, TypeAlias, TypeVar

from toloka_typed import AsyncTolokaClient

T = TypeVar("T")

Way: TypeAlias = Literal["blocking", "asyncio"]


class Settled:
    """An asyncio client whose calls have ended when they return.

    What it gives to iterate over is iterated in the same event loop, and closed when the loop
    over it is left early.
    """

    def __init__(self, client: AsyncTolokaClient, runner: asyncio.Runner) -> None:
        self.client = client
        self._runner = runner

    def close(self) -> None:
        self._runner.run(self.client.aclose())

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self.client, name)

        def settled(*args: Any, **kwargs: Any) -> Any:
            result = method(*args, **kwargs)
            if inspect.isawaitable(result):
                return self._runner.run(_awaited(result))
            return self._iterated(result) if hasattr(result, "__anext__") else result

        return settled

    def _iterated(self, items: AsyncIterator[Any]) -> Iterator[Any]:
        try:
            while True:
                try:
                    yield self._runner.run(_next(items))
                except StopAsyncIteration:
                    return
        finally:
            if inspect.isasyncgen(items):
                self._runner.run(_awaited(items.aclose()))


async def _awaited(result: Awaitable[T]) -> T:
    return await result


async def _next(items: AsyncIterator[T]) -> T:
    return await anext(items)
