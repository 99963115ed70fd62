"""One exchange over httpx, in asyncio: each event loop has connections of its own."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import cached_property

import attrs
import httpx

from toloka_typed._blocking.transport import CLOSED, Intake, headers_of, transport_error
from toloka_typed._plan import Request, Response
from toloka_typed._settings import Settings
from toloka_typed.errors import ClientClosedError, InvalidTaskError


class AsyncTransport:
    """Exchanges requests for answers, in any number of event loops."""

    def __init__(
        self, settings: Settings, *, verify: bool = True, client: httpx.AsyncClient | None = None
    ) -> None:
        """Use `client` if one is given, and leave closing it to its owner."""
        self.settings = settings
        self._verify = verify
        self._given = client
        self._sessions: dict[asyncio.AbstractEventLoop, _Session] = {}
        self._closed = False

    async def exchange(self, request: Request) -> Response:
        """Send one request and read its whole answer. Raises `TransportError`."""
        started = time.monotonic()
        intake = Intake(request, settings=self.settings, started=started)
        async with self._lent() as client:
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
            except httpx.InvalidURL as error:
                raise InvalidTaskError(f"no URL can hold these arguments: {error}") from error
            except RuntimeError as error:
                if not client.is_closed:
                    raise
                raise ClientClosedError(CLOSED) from error
        return intake.response(answer.status_code, answer.headers)

    async def aclose(self) -> None:
        """Close the connections, and refuse further requests."""
        self._closed = True
        here = self._sessions.pop(asyncio.get_running_loop(), None)
        self._sessions.clear()  # other loops close the guards that they lose
        if here:
            await here.guard.aclose()

    @asynccontextmanager
    async def _lent(self) -> AsyncGenerator[httpx.AsyncClient]:
        """Lend connections to one exchange."""
        if self._closed:
            raise ClientClosedError(CLOSED)
        if self._given:
            yield self._given
            return
        loop = asyncio.get_running_loop()
        session = self._sessions.get(loop) or await self._new_session(loop)
        session.users += 1
        try:
            yield session.client
        except asyncio.CancelledError:
            # httpx never gives back some of the connections whose use was cancelled, and has no
            # more than a hundred: leave these, and close them when nobody uses them any more
            session.left = True
            if self._sessions.get(loop) is session:
                del self._sessions[loop]
            raise
        finally:
            session.users -= 1
            if session.left and not session.users:
                await session.guard.aclose()

    async def _new_session(self, loop: asyncio.AbstractEventLoop) -> _Session:
        for other in list(self._sessions):
            if other.is_closed():
                self._sessions.pop(other, None)
        client = httpx.AsyncClient(verify=self._tls, trust_env=not self.settings.is_local)
        session = self._sessions[loop] = _Session(client, _guard(client))
        await anext(session.guard)
        return session

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        local = self.settings.is_local
        return httpx.create_ssl_context(verify=self._verify and not local, trust_env=not local)


@attrs.define(eq=False)
class _Session:
    """The connections of one event loop."""

    client: httpx.AsyncClient
    guard: AsyncGenerator[None, None]
    users: int = 0
    """Exchanges under way."""
    left: bool = False
    """Whether further exchanges use others."""


async def _guard(client: httpx.AsyncClient) -> AsyncGenerator[None, None]:
    """Close the connections when the event loop ends or the guard is collected, inside the loop."""
    async with client:
        yield
