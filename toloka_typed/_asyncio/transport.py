"""One exchange over httpx, in asyncio: each event loop has connections of its own."""

from __future__ import annotations

import asyncio
import ssl
import time
import weakref
from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager
from functools import cached_property
from typing import Final, TypeAlias

import httpx

from toloka_typed._asyncio.session import Session
from toloka_typed._requests.intake import BROKEN, Intake
from toloka_typed._requests.outlet import CLOSED, built, check_url, no_cookies, set_up
from toloka_typed._requests.plan import Request, Response
from toloka_typed._requests.settings import Settings
from toloka_typed.errors import ClientClosedError, TransportError

GRACE: Final = 0.1
"""Seconds that httpx's own limits, which give a connection back, have to come first."""


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
        weakref.finalize(self, _leave_later, self._sessions)
        self._closed = False

    async def exchange(self, request: Request) -> Response:
        """Send one request and read its whole answer. Raises `TransportError`."""
        check_url(request, settings=self.settings)
        started = time.monotonic()
        intake = Intake(request, settings=self.settings, started=started)
        limit = self.settings.timeout
        failure: TransportError | None
        try:
            async with asyncio.timeout(None if limit is None else limit + GRACE):
                async with self._lent() as client:
                    failure = await self._exchanged(client, request, intake)
        except TimeoutError:
            failure = intake.too_late()
        if failure:
            raise failure
        return intake.response()

    async def _exchanged(
        self, client: httpx.AsyncClient, request: Request, intake: Intake
    ) -> TransportError | None:
        """Take an answer in; what broke is given, so that it is raised without its context."""
        try:
            outgoing = built(client, request, settings=self.settings, trace=intake.note_async)
            answer = await client.send(outgoing, stream=True, auth=None, follow_redirects=False)
            async with aclosing(answer):
                intake.begin(answer)
                if answer.is_stream_consumed:
                    intake.take(answer.content)
                else:
                    async for piece in answer.aiter_raw():
                        intake.take(piece)
        except TimeoutError:
            raise  # the time is over, and not the network's
        except (*BROKEN, ExceptionGroup) as error:
            return intake.broken(error)
        except RuntimeError as error:
            if not client.is_closed:
                raise
            raise ClientClosedError(CLOSED) from error
        return None

    async def aclose(self) -> None:
        """Refuse further requests, and close the connections when those under way have ended."""
        self._closed = True
        here = self._sessions.pop(asyncio.get_running_loop(), None)
        _leave_later(self._sessions)
        if here:
            await here.leave()

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
            if session.is_left:
                await session.leave()

    async def _new_session(self, loop: asyncio.AbstractEventLoop) -> Session:
        for other in list(self._sessions):
            if other.is_closed():
                self._sessions.pop(other, None)
        local, tls = self.settings.is_local, self._tls
        with set_up():
            client = httpx.AsyncClient(verify=tls, trust_env=not local, cookies=no_cookies())
        session = Session(client)
        self._sessions[loop] = session
        await session.open()
        return session

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        local = self.settings.is_local
        with set_up():
            return httpx.create_ssl_context(verify=self._verify and not local, trust_env=not local)


Sessions: TypeAlias = dict[asyncio.AbstractEventLoop, Session]


def _leave_later(sessions: Sessions) -> None:
    """Have sessions closed by their event loops."""
    for session in list(sessions.values()):
        session.leave_later()
    sessions.clear()
