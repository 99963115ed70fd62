"""A uvicorn server in a thread of its own, on the loopback interface."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from typing import TYPE_CHECKING

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from toloka_typed.sandbox._delivery import TRANSPORT

if TYPE_CHECKING:
    from toloka_typed.sandbox._application import Application

GRACE = 1.0
"""Seconds for connections to take what is still to be sent when the server stops."""


class _Protocol(H11Protocol):
    """HTTP whose requests can reach their connection, to break it."""

    # uvicorn narrows the argument the same way
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = {**self.app_state, TRANSPORT: transport}


class Server(uvicorn.Server):
    """A server that answers when `start` returns, and is gone when `stop` does."""

    def __init__(self, application: Application, *, port: int) -> None:
        """Bind the port, 0 for any free one; nothing is answered yet."""
        config = uvicorn.Config(
            application,
            http=_Protocol,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            date_header=False,
            timeout_keep_alive=60,
        )
        super().__init__(config)
        self._application = application
        self._socket = _listen(port)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="toloka-sandbox", daemon=True)

    def start(self) -> None:
        """Answer from now on."""
        self._thread.start()
        self._ready.wait()
        if not self.started:
            raise RuntimeError("the sandbox's server ended before it began to answer")

    def stop(self) -> None:
        """Finish what is being answered, close every connection, and end the thread."""
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()

    def _run(self) -> None:
        try:
            asyncio.run(self.serve(sockets=[self._socket]))
        finally:
            self._ready.set()

    async def main_loop(self) -> None:
        """Sleep until `stop`; uvicorn's own loop looks ten times a second."""
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        self._ready.set()
        await self._stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:  # noqa: ARG002
        """Close everything; uvicorn's own way rests for a tenth of a second, in every test."""
        self._application.hurry()
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._quiet(), GRACE)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await self._quiet()

    async def _quiet(self) -> None:
        while self.server_state.connections or self.server_state.tasks:
            await asyncio.sleep(0.001)


def _listen(port: int) -> socket.socket:
    # asyncio switches Nagle's delay off only where the protocol is named, and it costs 40 ms.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
        listening.listen(512)
    except OSError:
        listening.close()
        raise
    return listening
