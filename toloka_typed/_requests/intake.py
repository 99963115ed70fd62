"""One answer as it comes in over the wire: held to limits, decompressed, and rid of the token."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Final, TypeGuard

import httpx

from toloka_typed._requests.plan import Request, Response
from toloka_typed._requests.secrecy import without_secret
from toloka_typed._requests.settings import Settings
from toloka_typed._requests.unzipping import unzipped
from toloka_typed.errors import TransportError

__all__ = ["BROKEN", "Intake", "headers_of"]

ALWAYS: Final = {"Accept-Encoding": "gzip"}
WITH_BODY: Final = {"Content-Type": "application/json"}
BROKEN: Final = (httpx.RequestError, httpx.InvalidURL, UnicodeError, OSError)
"""What sending and reading raise: the network's errors, and those about a strange answer."""
NEVER_SENT: Final = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    httpx.ProxyError,
    httpx.LocalProtocolError,
)
LONGEST_REASON: Final = 500
"""Bytes of a reason that an error keeps: it may quote what the service sent."""
SHOWN: Final = 80
"""Bytes of a body, or of a request's id, that an error shows."""


class Intake:
    """The answer as it comes in, held to the limits of size and time."""

    def __init__(self, request: Request, *, settings: Settings, started: float) -> None:
        """Start with nothing read."""
        self._request = request
        self._settings = settings
        self._started = started
        self._steps: set[str] = set()
        self._is_tunnel = False
        self._status = 0
        self._headers: Mapping[str, str] = {}
        self._zipped = False
        self._raw = bytearray()
        self._is_late = False

    def note(self, step: str, about: Mapping[str, object]) -> None:
        """Take note of a step of httpcore's, so that it is known how far the request got."""
        if about.get("request"):
            # a proxy is asked for a tunnel first
            self._is_tunnel = getattr(about["request"], "method", None) == b"CONNECT"
        if not self._is_tunnel:
            self._steps.add(step.partition(".")[2])

    async def note_async(self, step: str, about: Mapping[str, object]) -> None:
        """Do the same in asyncio."""
        self.note(step, about)

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
        if self._is_late:  # only now: an answer that was complete by then would have counted
            raise self.too_late()
        self._raw += piece
        self._check_size(len(self._raw))
        limit = self._settings.timeout
        self._is_late = limit is not None and time.monotonic() - self._started > limit

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

    def too_late(self) -> TransportError:
        """Say that the time is over."""
        return self._failure(
            f"the answer took longer than {self._settings.timeout:g} s", sent=self._is_sent()
        )

    def broken(self, error: Exception) -> TransportError:
        """Say what an error means for the caller: above all, whether the request was sent.

        It is the cause, unless what it says holds the token.
        """
        error = _first_of(error)
        reason = (str(error) or type(error).__name__).encode(errors="replace")
        shown = self._shown(reason)[:LONGEST_REASON].decode(errors="replace")
        failure = self._failure(shown, sent=self._is_sent(error))
        if all(self._shown(text) == text for text in _chain(error)):
            failure.__cause__ = error
        return failure

    def _is_sent(self, error: Exception | None = None) -> bool | None:
        if self._status or "send_request_body.complete" in self._steps:
            return True
        if "send_request_headers.started" in self._steps:
            return None
        if self._steps or isinstance(error, NEVER_SENT):
            return False
        # a transport that does not tell its steps
        return True if isinstance(error, httpx.ReadTimeout | httpx.ReadError) else None

    def _unzipped(self) -> bytes:
        """Give the body; one that is not encoded as it says stays as it came."""
        raw = bytes(self._raw)
        if not self._zipped:
            return raw
        # httpx would unpack without a limit, and wait for the end of what follows
        body = unzipped(raw, limit=self._settings.max_answer)
        self._check_size(len(body))
        return body

    def _check_size(self, size: int) -> None:
        limit = self._settings.max_answer
        if size > limit:
            raise self._failure(f"the answer is longer than {limit} bytes", sent=True)

    def _shown(self, text: bytes) -> bytes:
        """Give text of the answer, in which the service may have repeated the token."""
        return without_secret(text, self._settings.secret)

    def _failure(self, reason: str, *, sent: bool | None) -> TransportError:
        """Build the error, with how the answer began where it did."""
        endpoint = self._request.endpoint
        notes = [f"status {self._status}"] if self._status else []
        if request_id := self._headers.get("x-request-id"):
            notes.append(f"request {request_id[:SHOWN]}")
        if self._raw:
            begins = self._shown(bytes(self._raw[:2_000]))
            notes.append(f"body starts with {begins[:SHOWN]!r}")
        about = f" ({', '.join(notes)})" if notes else ""
        return TransportError(f"{endpoint}: {reason}{about}", sent=sent, endpoint=endpoint)


def headers_of(request: Request, *, settings: Settings) -> dict[str, str]:
    """Give the headers of one request."""
    return {**ALWAYS, **settings.headers, **({} if request.method == "GET" else WITH_BODY)}


def _first_of(error: Exception) -> Exception:
    """Give the first error of a group, as asyncio makes one of several attempts to connect."""
    return _first_of(error.exceptions[0]) if _is_group(error) else error


def _is_group(error: Exception) -> TypeGuard[ExceptionGroup[Exception]]:
    return isinstance(error, ExceptionGroup)


def _chain(error: BaseException | None) -> Iterator[bytes]:
    """Give what an error and those behind it say."""
    while error is not None:
        yield str(error).encode(errors="replace")
        error = error.__cause__ or error.__context__
