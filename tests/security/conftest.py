"""A sandbox and both clients in turn, as scenarios have them, and somebody who listens."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from tests.scenarios.conftest import client, connect, sandbox, short_waits, way

__all__ = ["client", "connect", "eavesdropper", "sandbox", "short_waits", "way"]


class Eavesdropper:
    """A place on the network, such as a proxy, that keeps what it is sent and never answers."""

    def __init__(self, listening: socket.socket) -> None:
        self._listening = listening
        self.url = "http://{}:{}".format(*listening.getsockname())
        self.heard = b""

    def listen(self) -> None:
        """Take one connection after another, until there is no more listening."""
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            with connection:
                self.heard += connection.recv(65_536)


@pytest.fixture
def eavesdropper() -> Iterator[Eavesdropper]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        eavesdropper = Eavesdropper(listening)
        thread = threading.Thread(target=eavesdropper.listen)
        thread.start()
        yield eavesdropper
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()
