"""How an answer goes over the wire, down to a connection that breaks."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Literal

from toloka_typed.sandbox._http import Answer

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

TRANSPORT = "transport"
"""Where a request's scope holds its connection, under `state`."""

# To linger for no time: what the kernel still holds is thrown away and the peer gets a reset.
_NO_LINGER = struct.pack("ii", 1, 0)


async def deliver(
    answer: Answer,
    *,
    scope: Scope,
    receive: Receive,
    send: Send,
    sleep: Callable[[float], Awaitable[None]],
) -> None:
    """Send the answer in the manner it asks for."""
    delivery = answer.delivery
    transport: asyncio.Transport = scope["state"][TRANSPORT]
    await sleep(delivery.delay)
    if delivery.version == "1.0":
        transport.write(_plain(answer))
        return await _end(transport, "close", receive)
    if answer.status == 0 or (delivery.end != "open" and delivery.body_bytes is None):
        return await _end(transport, delivery.end, receive)
    length = {} if answer.status == 204 else {"content-length": str(len(answer.body))}
    head = {"type": "http.response.start", "status": answer.status}
    await send({**head, "headers": _raw({**answer.headers, **length})})
    body = answer.body[: delivery.body_bytes]
    for start in range(0, len(body), delivery.piece):
        piece = body[start : start + delivery.piece]
        await send({"type": "http.response.body", "body": piece, "more_body": True})
        await sleep(delivery.pause)
    if delivery.end != "open":
        return await _end(transport, delivery.end, receive)
    await send({"type": "http.response.body"})
    return None


async def _end(
    transport: asyncio.Transport, how: Literal["open", "close", "reset"], receive: Receive
) -> None:
    if how == "reset" and not transport.is_closing():
        connection: socket.socket = transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
    transport.close()
    # The server takes an application that returns now for a broken one, so wait for the end.
    while (await receive())["type"] != "http.disconnect":
        pass


def _plain(answer: Answer) -> bytes:
    lines = [f"HTTP/1.0 {answer.status} "]
    lines += [f"{name}: {text}" for name, text in answer.headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + answer.body


def _raw(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode("latin-1"), text.encode("latin-1")) for name, text in headers.items()]
