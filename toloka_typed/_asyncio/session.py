"""The connections of one event loop, and how they get closed: in that loop, and whatever happens.

A loop that ends closes its asynchronous generators first, so that one of them closes the
connections of a client that nobody has closed.
"""

from __future__ import annotations

import asyncio
import contextlib
import types
from collections.abc import AsyncGenerator, Coroutine, Generator

import attrs
import httpx


@attrs.define(eq=False)
class Session:
    """Connections that belong to one event loop."""

    client: httpx.AsyncClient
    loop: asyncio.AbstractEventLoop = attrs.field(factory=asyncio.get_running_loop)
    users: int = 0
    """Exchanges under way."""
    is_left: bool = False
    """Whether it is closed when the last exchange has ended."""
    _guard: AsyncGenerator[None] | None = None
    _closed: asyncio.Event | None = None

    async def open(self) -> None:
        """Make sure that the connections are closed when the event loop ends."""
        self._guard = self._guarded()
        await anext(self._guard)

    async def leave(self) -> None:
        """Close the connections, from their own event loop, unless somebody still uses them."""
        self.is_left = True
        if not self.users:
            await self._close()

    def leave_later(self) -> None:
        """Have the connections closed by their event loop, from any thread."""
        with contextlib.suppress(RuntimeError):  # if the loop is closed, so are they
            self.loop.call_soon_threadsafe(lambda: self.loop.create_task(self.leave()))

    async def _close(self) -> None:
        """Close the connections; whoever comes second waits for the first."""
        if self._closed:
            await self._closed.wait()
            return
        self._closed = asyncio.Event()
        try:
            await _to_the_end(self.client.aclose())
        finally:
            self._closed.set()
            if guard := self._guard:
                await guard.aclose()

    async def _guarded(self) -> AsyncGenerator[None]:
        try:
            yield
        finally:
            self._guard = None  # it ends by itself
            await self._close()


@types.coroutine
def _to_the_end(closing: Coroutine[object, None, None]) -> Generator[object, None, None]:
    """Close all connections although the task is cancelled meanwhile, and pass that on then.

    This takes no time: httpx only steps aside, once for each connection.
    """
    cancelled: asyncio.CancelledError | None = None
    while True:
        try:
            step = closing.send(None)
        except StopIteration:
            break
        try:
            yield step
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled:
        raise cancelled
