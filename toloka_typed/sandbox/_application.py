"""The sandbox as an ASGI application: a request comes in, faults happen, an answer goes out."""

from __future__ import annotations

import asyncio
import contextlib
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest

from toloka_typed.sandbox._acts import Act
from toloka_typed.sandbox._delivery import deliver
from toloka_typed.sandbox._http import API_ROOT, Answer, Request
from toloka_typed.sandbox._routes import respond
from toloka_typed.sandbox._traffic import exchange

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from toloka_typed.sandbox._service import Service


class Application:
    """The ASGI application. It holds the state's lock wherever it uses the state."""

    def __init__(self, service: Service) -> None:
        """Serve this state."""
        self._service = service
        self._stopping = asyncio.Event()

    def hurry(self) -> None:
        """End all waiting, for the server is about to stop; from its event loop."""
        self._stopping.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        with contextlib.suppress(ClientDisconnect):
            request = await _read(scope, receive)
            answer = await self._answer(request)
            await deliver(answer, scope=scope, receive=receive, send=send, sleep=self._sleep)

    async def _answer(self, request: Request) -> Answer:
        with self._service.lock:
            path = request.path.removeprefix(API_ROOT)
            fitting = self._service.plan.acts(request.method, path)
            acts, asked, answer = _before(fitting, request, self._service)
        await self._sleep(asked.delay)
        with self._service.lock:
            if answer is None:
                answer = respond(self._service, asked)
            for act in reversed(acts):
                answer = act.after(answer, asked, self._service)
            settings = self._service.settings
            if self._service.records is not None:
                kept = settings.kept_body_bytes
                self._service.records.append(exchange(request, answer, kept_body_bytes=kept))
        delay = answer.delivery.delay + settings.latency
        headers = {"x-request-id": request.id, **answer.headers}
        delivery = attrs.evolve(answer.delivery, delay=delay)
        return attrs.evolve(answer, headers=headers, delivery=delivery)

    async def _sleep(self, seconds: float) -> None:
        if seconds > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), seconds)


def _before(
    acts: Sequence[Act], request: Request, service: Service
) -> tuple[Sequence[Act], Request, Answer | None]:
    """Let the acts have the request in turn.

    Gives the acts that let it pass, what they made of it, and the answer of one that did not.
    """
    for place, act in enumerate(acts):
        result = act.before(request, service)
        if isinstance(result, Answer):
            return acts[:place], request, result
        request = result
    return acts, request, None


async def _read(scope: Scope, receive: Receive) -> Request:
    http = HttpRequest(scope, receive)
    return Request(
        id=f"ao_{uuid.uuid4().hex}",
        method=http.method,
        path=scope["raw_path"].decode("ascii"),
        query=dict(http.query_params),
        headers=dict(http.headers),
        body=await http.body(),
    )
