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
NEVER_SENT: Final = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    httpx.ProxyError,
    httpx.LocalProtocolError,
)
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
                intake.begin(answer.status_code, answer.headers)
                for piece in answer.iter_bytes():
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
        self._status = 0
        self._headers: Mapping[str, str] = {}
        self._body = bytearray()

    def begin(self, status: int, headers: Mapping[str, str]) -> None:
        """Take in how the answer begins."""
        self._status = status
        self._headers = headers

    def take(self, piece: bytes) -> None:
        """Take in the next piece. Raises `TransportError` past a limit."""
        self._body += piece
        if len(self._body) > self._settings.max_answer:
            raise self._over(f"the answer is longer than {self._settings.max_answer} bytes")
        limit = self._settings.timeout
        if limit is not None and time.monotonic() - self._started > limit:
            raise self._over(f"the answer took longer than {limit:g} s")

    def response(self) -> Response:
        """Give what has come in as the answer, without the token: errors show parts of it."""
        now = time.monotonic()
        secret, headers, body = self._settings.secret, self._headers, bytes(self._body)
        if len(secret) >= SHORTEST_SECRET:
            headers = {name: text.replace(secret, HIDDEN) for name, text in headers.items()}
            body = body.replace(secret.encode(), HIDDEN.encode())
        return Response(
            status=self._status,
            headers=dict(headers),
            body=body,
            seconds=now - self._started,
            at=now,
        )

    def broken(self, error: httpx.RequestError) -> TransportError:
        """Say what httpx's error means for the caller: above all, whether the request was sent."""
        sent: bool | None = None
        if self._status or isinstance(error, httpx.ReadTimeout | httpx.ReadError):
            sent = True
        elif isinstance(error, NEVER_SENT):
            sent = False
        return self._failure(str(error) or type(error).__name__, sent=sent)

    def _over(self, message: str) -> TransportError:
        return self._failure(message, sent=True)

    def _failure(self, reason: str, *, sent: bool | None) -> TransportError:
        """Build the error, with as much of the answer as there is."""
        endpoint = self._request.endpoint
        begun = self.response() if self._status else None
        return TransportError(f"{endpoint}: {reason}{about(begun)}", sent=sent, endpoint=endpoint)


def headers_of(request: Request, *, settings: Settings) -> dict[str, str]:
    """Give the headers of one request."""
    return {**settings.headers, **(JSON_BODY if request.body is not None else {})}


def about(begun: Response | None) -> str:
    """Say how an answer began that did not end well."""
    if begun is None:
        return ""
    request_id = begun.headers.get("x-request-id")
    request = f", request {request_id}" if request_id else ""
    start = f", body starts with {begun.body[:80]!r}" if begun.body else ""
    return f" (status {begun.status}{request}{start})"
