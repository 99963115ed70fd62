"""A server that says any bytes at all, on one connection after another."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager, suppress
from typing import TypeAlias

import attrs

Script: TypeAlias = Callable[[bytes], Iterable[bytes]]
"""Gives the pieces of an answer to a request's head; the connection ends after them."""


@attrs.frozen
class RawServer:
    """Where it listens, and what it was sent."""

    url: str
    heard: list[bytes] = attrs.field(factory=list[bytes])


@contextmanager
def raw_server(script: Script) -> Generator[RawServer]:
    """Run a server until the context ends."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = RawServer("http://{}:{}".format(*listening.getsockname()))
        thread = threading.Thread(target=_serve, args=(listening, script, server.heard))
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()


def _serve(listening: socket.socket, script: Script, heard: list[bytes]) -> None:
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        with connection, suppress(OSError):
            heard.append(connection.recv(65_536))
            for piece in script(heard[-1]):
                connection.sendall(piece)


def answer(body: bytes = b"{}", *headers: bytes, status: bytes = b"200 OK") -> bytes:
    """Give a whole answer, after which the connection closes."""
    lines = [b"HTTP/1.1 " + status, b"content-length: %d" % len(body), *headers]
    return b"\r\n".join([*lines, b"connection: close", b"", body])
