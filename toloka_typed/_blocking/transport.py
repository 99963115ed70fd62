"""One exchange over httpx, in blocking code."""

from __future__ import annotations

import os
import threading
import time
import weakref
from types import TracebackType
from typing import Final, Self

import httpx

from toloka_typed._requests.intake import Intake, headers_of
from toloka_typed._requests.plan import Request, Response
from toloka_typed._requests.settings import Settings
from toloka_typed.errors import ClientClosedError, InvalidTaskError

CLOSED: Final = "this client has been closed"


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
                intake.begin(answer)
                if answer.is_stream_consumed:
                    intake.take(answer.content)
                else:
                    for piece in answer.iter_raw():
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
