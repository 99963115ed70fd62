"""One exchange over httpx, in asyncio: each event loop has connections of its own."""

from __future__ import annotations

import asyncio
import ssl
import time
import weakref
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import cached_property
from typing import TypeAlias

import httpx

from toloka_typed._asyncio.session import Session
from toloka_typed._blocking.transport import CLOSED
from toloka_typed._requests.intake import Intake, headers_of
from toloka_typed._requests.plan import Request, Response
from toloka_typed._requests.settings import Settings
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
        self._sessions: Sessions = {}
        weakref.finalize(self, _close_later, self._sessions)
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
                    intake.begin(answer)
                    if answer.is_stream_consumed:
                        intake.take(answer.content)
                    else:
                        async for piece in answer.aiter_raw():
                            intake.take(piece)
            except httpx.RequestError as error:
                raise intake.broken(error) from error
            except httpx.InvalidURL as error:
                raise InvalidTaskError(f"no URL can hold these arguments: {error}") from error
            except RuntimeError as error:
                if not client.is_closed:
                    raise
                raise ClientClosedError(CLOSED) from error
        return intake.response()

    async def aclose(self) -> None:
        """Close the connections, and refuse further requests."""
        self._closed = True
        here = self._sessions.pop(asyncio.get_running_loop(), None)
        _close_later(self._sessions)
        if here:
            await here.close()

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
            # more than a hundred: leave these to the exchanges that are under way
            session.is_left = True
            if self._sessions.get(loop) is session:
                del self._sessions[loop]
            raise
        finally:
            session.users -= 1
            if session.is_left and not session.users:
                await session.close()

    async def _new_session(self, loop: asyncio.AbstractEventLoop) -> Session:
        for other in list(self._sessions):
            if other.is_closed():
                self._sessions.pop(other, None)
        local = self.settings.is_local
        session = Session(httpx.AsyncClient(verify=self._tls, trust_env=not local))
        self._sessions[loop] = session
        await session.open()
        return session

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        local = self.settings.is_local
        return httpx.create_ssl_context(verify=self._verify and not local, trust_env=not local)


Sessions: TypeAlias = dict[asyncio.AbstractEventLoop, Session]


def _close_later(sessions: Sessions) -> None:
    """Have sessions closed by their event loops."""
    for session in list(sessions.values()):
        session.close_later()
    sessions.clear()
