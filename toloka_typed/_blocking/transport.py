"""One exchange over httpx, in blocking code."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Generator
from contextlib import closing, contextmanager
from types import TracebackType
from typing import Self

import httpx

from toloka_typed._blocking.deadline import keep_to_deadline, time_limit
from toloka_typed._requests.forking import renewed_in_children
from toloka_typed._requests.intake import BROKEN, Intake
from toloka_typed._requests.outlet import CLOSED, built, check_url, no_cookies, set_up
from toloka_typed._requests.plan import Request, Response
from toloka_typed._requests.settings import Settings
from toloka_typed.errors import ClientClosedError, TransportError


class Transport:
    """Exchanges requests for answers; threads can share it, and a forked child gets its own."""

    def __init__(
        self, settings: Settings, *, verify: bool = True, client: httpx.Client | None = None
    ) -> None:
        """Use `client` if one is given, and leave closing it to its owner."""
        self.settings = settings
        self._verify = verify
        self._given = client
        self._closed = False
        self.renew()
        renewed_in_children(self)

    def renew(self) -> None:
        """Begin without connections: those of a parent process would mix up both sides' answers."""
        self._lock = threading.Lock()
        self._own: httpx.Client | None = None
        self._users = 0

    def exchange(self, request: Request) -> Response:
        """Send one request and read its whole answer. Raises `TransportError`."""
        check_url(request, settings=self.settings)
        started = time.monotonic()
        intake = Intake(request, settings=self.settings, started=started)
        with self._lent() as client:
            failure = self._exchanged(client, request, intake)
        if failure:
            raise failure
        return intake.response()

    def _exchanged(
        self, client: httpx.Client, request: Request, intake: Intake
    ) -> TransportError | None:
        """Take an answer in; what broke is given, so that it is raised without its context."""

        def trace(step: str, about: dict[str, object]) -> None:
            intake.note(step, about)
            keep_to_deadline(step, about)

        try:
            outgoing = built(client, request, settings=self.settings, trace=trace)
            with time_limit(self.settings.timeout):
                answer = client.send(outgoing, stream=True, auth=None, follow_redirects=False)
                with closing(answer):
                    intake.begin(answer)
                    if answer.is_stream_consumed:
                        intake.take(answer.content)
                    else:
                        for piece in answer.iter_raw():
                            intake.take(piece)
        except TimeoutError:
            return intake.too_late()
        except BROKEN as error:
            return intake.broken(error)
        except RuntimeError as error:
            if not client.is_closed:
                raise
            raise ClientClosedError(CLOSED) from error
        return None

    def close(self) -> None:
        """Refuse further requests, and close the connections when those under way have ended."""
        with self._lock:
            self._closed = True
            idle = self._taken_if_idle()
        if idle:
            idle.close()

    @contextmanager
    def _lent(self) -> Generator[httpx.Client]:
        """Lend connections to one exchange."""
        client = self._borrowed()
        try:
            yield client
        finally:
            with self._lock:
                self._users -= 1
                idle = self._taken_if_idle() if self._closed else None
            if idle:
                idle.close()

    def _borrowed(self) -> httpx.Client:
        with self._lock:
            if self._closed:
                raise ClientClosedError(CLOSED)
            client = self._given or self._own
            if client is None:
                client = self._own = self._connected()
                weakref.finalize(self, client.close)
            self._users += 1
            return client

    def _connected(self) -> httpx.Client:
        local = self.settings.is_local
        with set_up():
            return httpx.Client(
                verify=self._verify and not local, trust_env=not local, cookies=no_cookies()
            )

    def _taken_if_idle(self) -> httpx.Client | None:
        """Take the connections away to be closed, unless they are in use."""
        if self._users:
            return None
        own, self._own = self._own, None
        return own

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
