"""One exchange over httpx, in asyncio."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncGenerator

import attrs
import httpx

from toloka_typed._blocking.transport import Intake, headers_of, transport_error
from toloka_typed._plan import Request, Response
from toloka_typed._settings import Settings
from toloka_typed.errors import ClientClosedError


class AsyncTransport:
    """Exchanges requests for answers, in one event loop after another."""

    def __init__(
        self, settings: Settings, *, verify: bool = True, client: httpx.AsyncClient | None = None
    ) -> None:
        """Use `client` if one is given, and leave closing it to its owner."""
        self.settings = settings
        self._verify = verify
        self._given = client
        self._own: _Session | None = None
        self._closed = False

    async def exchange(self, request: Request) -> Response:
        """Send one request and read its whole answer. Raises `TransportError`."""
        started = time.monotonic()
        intake = Intake(request, settings=self.settings, started=started)
        client = await self._client()
        try:
            async with client.stream(
                request.method,
                self.settings.root + request.path,
                params=dict(request.query),
                content=request.body,
                headers=headers_of(request, settings=self.settings),
                timeout=self.settings.timeout,
                follow_redirects=False,
            ) as answer:
                async for piece in answer.aiter_bytes():
                    intake.take(piece)
        except httpx.RequestError as error:
            raise transport_error(request, error) from error
        return intake.response(answer.status_code, answer.headers)

    async def aclose(self) -> None:
        """Close the connections, and refuse further requests."""
        self._closed = True
        own, self._own = self._own, None
        if own and own.is_here():
            await own.guard.aclose()

    async def _client(self) -> httpx.AsyncClient:
        if self._closed:
            raise ClientClosedError("this client has been closed")
        if self._given:
            return self._given
        if self._own is None or not self._own.is_here():
            # connections belong to one event loop: another one gets its own
            client = httpx.AsyncClient(verify=self._verify)
            self._own = _Session(asyncio.get_running_loop(), os.getpid(), client, _guard(client))
            await anext(self._own.guard)
        return self._own.client


@attrs.frozen
class _Session:
    """The connections of one event loop."""

    loop: asyncio.AbstractEventLoop
    process: int
    client: httpx.AsyncClient
    guard: AsyncGenerator[None, None]

    def is_here(self) -> bool:
        return self.loop is asyncio.get_running_loop() and self.process == os.getpid()


async def _guard(client: httpx.AsyncClient) -> AsyncGenerator[None, None]:
    """Close the connections when the event loop ends: it closes its async generators first."""
    async with client:
        yield
