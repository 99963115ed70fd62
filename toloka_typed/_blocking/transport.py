"""One exchange over httpx, in blocking code."""

from __future__ import annotations

import os
import threading
import time
import weakref
from collections.abc import Mapping
from types import TracebackType
from typing import Final, Self

import httpx

from toloka_typed._plan import Request, Response
from toloka_typed._settings import Settings
from toloka_typed.errors import ClientClosedError, InvalidTaskError, TransportError

JSON_BODY: Final = {"Content-Type": "application/json"}
CLOSED: Final = "this client has been closed"
HIDDEN: Final = "[token]"
SHORTEST_SECRET: Final = 16
"""Characters below which a token is a made-up one, and may be a part of any word."""


class Transport:
    """Exchanges requests for answers; threads can share it, and a forked child gets its own."""

    def __init__(
        self, settings: Settings, *, verify: bool = True, client: httpx.Client | None = None
    ) -> None:
        """Use `client` if one is given, and leave closing it to its owner."""
        self.settings = settings
        self._verify = verify
        self._given = client
        self._own: tuple[int, httpx.Client] | None = None
        self._lock = threading.Lock()
        self._closed = False

    def exchange(self, request: Request) -> Response:
        """Send one request and read its whole answer. Raises `TransportError`."""
        started = time.monotonic()
        intake = Intake(request, settings=self.settings, started=started)
        client = self._client()
        try:
            with client.stream(
                request.method,
                self.settings.root + request.path,
                params=dict(request.query),
                content=request.body,
                headers=headers_of(request, settings=self.settings),
                timeout=self.settings.timeout,
                follow_redirects=False,
            ) as answer:
                for piece in answer.iter_bytes():
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

    def close(self) -> None:
        """Close the connections, and refuse further requests."""
        with self._lock:
            self._closed = True
            own, self._own = self._own, None
        if own and own[0] == os.getpid():
            own[1].close()

    def _client(self) -> httpx.Client:
        with self._lock:
            if self._closed:
                raise ClientClosedError(CLOSED)
            if self._given:
                return self._given
            # connections shared with the parent process would mix up both sides' answers
            if self._own is None or self._own[0] != os.getpid():
                local = self.settings.is_local
                client = httpx.Client(verify=self._verify and not local, trust_env=not local)
                weakref.finalize(self, client.close)
                self._own = (os.getpid(), client)
            return self._own[1]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class Intake:
    """The answer as it comes in, held to the limits of size and time."""

    def __init__(self, request: Request, *, settings: Settings, started: float) -> None:
        """Start with nothing read."""
        self._request = request
        self._settings = settings
        self._started = started
        self._body = bytearray()

    def take(self, piece: bytes) -> None:
        """Take in the next piece. Raises `TransportError` past a limit."""
        self._body += piece
        if len(self._body) > self._settings.max_answer:
            raise self._over(f"the answer is longer than {self._settings.max_answer} bytes")
        limit = self._settings.timeout
        if limit is not None and time.monotonic() - self._started > limit:
            raise self._over(f"the answer took longer than {limit:g} s")

    def response(self, status: int, headers: Mapping[str, str]) -> Response:
        """Give what has come in as the answer, without the token: errors show parts of it."""
        now = time.monotonic()
        secret, body = self._settings.secret, bytes(self._body)
        if len(secret) >= SHORTEST_SECRET:
            headers = {name: text.replace(secret, HIDDEN) for name, text in headers.items()}
            body = body.replace(secret.encode(), HIDDEN.encode())
        return Response(
            status=status,
            headers=dict(headers),
            body=body,
            seconds=now - self._started,
            at=now,
        )

    def _over(self, message: str) -> TransportError:
        return TransportError(message, sent=True, endpoint=self._request.endpoint)


def headers_of(request: Request, *, settings: Settings) -> dict[str, str]:
    """Give the headers of one request."""
    return {**settings.headers, **(JSON_BODY if request.body is not None else {})}


def transport_error(request: Request, error: httpx.RequestError) -> TransportError:
    """Say what httpx's error means for the caller: above all, whether the request was sent."""
    never = httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol
    sent: bool | None = None
    if isinstance(error, (*never, httpx.ProxyError, httpx.LocalProtocolError)):
        sent = False
    elif isinstance(error, httpx.ReadTimeout | httpx.ReadError | httpx.DecodingError):
        sent = True
    reason = str(error) or type(error).__name__
    return TransportError(f"{request.endpoint}: {reason}", sent=sent, endpoint=request.endpoint)
