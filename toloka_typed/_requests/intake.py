"""One answer as it comes in over the wire: held to limits, decompressed, and rid of the token."""

from __future__ import annotations

import time
import zlib
from collections.abc import Mapping
from typing import Final

import httpx

from toloka_typed._requests.plan import Request, Response
from toloka_typed._requests.settings import Settings
from toloka_typed.errors import TransportError

__all__ = ["Intake", "headers_of"]

ALWAYS: Final = {"Accept-Encoding": "gzip"}
WITH_BODY: Final = {"Content-Type": "application/json"}
NEVER_SENT: Final = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    httpx.ProxyError,
    httpx.LocalProtocolError,
)
GZIP: Final = 16 + zlib.MAX_WBITS
HIDDEN: Final = b"[token]"
SHORTEST_SECRET: Final = 16
"""Characters below which a token is a made-up one, and may be a part of any word."""


class Intake:
    """The answer as it comes in, held to the limits of size and time."""

    def __init__(self, request: Request, *, settings: Settings, started: float) -> None:
        """Start with nothing read."""
        self._request = request
        self._settings = settings
        self._started = started
        self._status = 0
        self._headers: Mapping[str, str] = {}
        self._zipped = False
        self._raw = bytearray()

    def begin(self, answer: httpx.Response) -> None:
        """Take in how the answer begins."""
        self._status = answer.status_code
        self._headers = {
            name: self._shown(text.encode()).decode() for name, text in answer.headers.items()
        }
        # an own client can give an answer that has been read already, and so decompressed
        zipped = answer.headers.get("content-encoding", "").lower() == "gzip"
        self._zipped = zipped and not answer.is_stream_consumed

    def take(self, piece: bytes) -> None:
        """Take in the next piece as it was sent. Raises `TransportError` past a limit."""
        self._raw += piece
        self._check_size(len(self._raw))
        limit = self._settings.timeout
        if limit is not None and time.monotonic() - self._started > limit:
            raise self._failure(f"the answer took longer than {limit:g} s", sent=True)

    def response(self) -> Response:
        """Give the whole answer, without the token: errors show parts of it."""
        now = time.monotonic()
        return Response(
            status=self._status,
            headers=self._headers,
            body=self._shown(self._unzipped()),
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

    def _unzipped(self) -> bytes:
        """Give the body; one that is not encoded as it says stays as it came."""
        raw = bytes(self._raw)
        if not self._zipped:
            return raw
        unzip = zlib.decompressobj(wbits=GZIP)
        try:
            # httpx would unpack without a limit, and wait for the end of what follows the archive
            body = unzip.decompress(raw, self._settings.max_answer + 1)
        except zlib.error:
            return raw
        self._check_size(len(body))
        return body if unzip.eof else raw

    def _check_size(self, size: int) -> None:
        limit = self._settings.max_answer
        if size > limit:
            raise self._failure(f"the answer is longer than {limit} bytes", sent=True)

    def _shown(self, text: bytes) -> bytes:
        """Give text of the answer, in which the service may have repeated the token."""
        secret = self._settings.secret.encode()
        return text.replace(secret, HIDDEN) if len(secret) >= SHORTEST_SECRET else text

    def _failure(self, reason: str, *, sent: bool | None) -> TransportError:
        """Build the error, with how the answer began where it did."""
        endpoint = self._request.endpoint
        notes = [f"status {self._status}"] if self._status else []
        if request_id := self._headers.get("x-request-id"):
            notes.append(f"request {request_id}")
        if self._raw:
            notes.append(f"body starts with {self._shown(bytes(self._raw[:2_000]))[:80]!r}")
        about = f" ({', '.join(notes)})" if notes else ""
        return TransportError(f"{endpoint}: {reason}{about}", sent=sent, endpoint=endpoint)


def headers_of(request: Request, *, settings: Settings) -> dict[str, str]:
    """Give the headers of one request."""
    return {**ALWAYS, **settings.headers, **({} if request.method == "GET" else WITH_BODY)}
