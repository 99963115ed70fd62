"""Faults planted into the library, so that the storm can be seen to find them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

import attrs
import pytest

from toloka_typed._asyncio.transport import AsyncTransport
from toloka_typed._blocking.transport import Transport
from toloka_typed._endpoints import Api
from toloka_typed._requests.exchange import Exchanger
from toloka_typed._requests.plan import Plan, Request, Response
from toloka_typed._uploads import creation, resumption, sending
from toloka_typed._uploads.chunks import Chunk
from toloka_typed._uploads.outcome import ChunkOutcome
from toloka_typed.journal import Journal
from toloka_typed.pages import Page


def repeat_everything(patch: pytest.MonkeyPatch) -> None:
    """Repeat a request whatever repeating it does."""
    exchange = Exchanger.exchange

    def eager(self: Exchanger, request: Request, read: Any, **options: Any) -> Plan[Any]:
        return exchange(self, attrs.evolve(request, repeatable=True), read, **options)

    patch.setattr(Exchanger, "exchange", eager)


def forget_operation_id(patch: pytest.MonkeyPatch) -> None:
    """Draw another operation id after a 502."""
    memory = _Memory()
    blocking, asynchronous = Transport.exchange, AsyncTransport.exchange

    def exchange(self: Transport, request: Request) -> Response:
        return memory.keep(blocking(self, memory.changed(request)))

    async def exchange_async(self: AsyncTransport, request: Request) -> Response:
        return memory.keep(await asynchronous(self, memory.changed(request)))

    patch.setattr(Transport, "exchange", exchange)
    patch.setattr(AsyncTransport, "exchange", exchange_async)


class _Memory:
    """Whether the last answer was a 502."""

    def __init__(self) -> None:
        self._bad_gateway = False

    def keep(self, response: Response) -> Response:
        self._bad_gateway = response.status == 502
        return response

    def changed(self, request: Request) -> Request:
        if self._bad_gateway and "operation_id" in request.query:
            query = {**request.query, "operation_id": str(uuid.uuid4())}
            return attrs.evolve(request, query=query)
        return request


def trust_a_short_page(patch: pytest.MonkeyPatch) -> None:
    """Take a page that is shorter than asked for as the last one, whatever it says."""
    find_tasks = Api.find_tasks

    def trusting(self: Api, *, limit: int | None, **options: Any) -> Plan[Page[Any]]:
        page: Page[Any] = yield from find_tasks(self, limit=limit, **options)
        return attrs.evolve(page, has_more=page.has_more and len(page.items) == limit)

    patch.setattr(Api, "find_tasks", trusting)


def adopt_any_operation(patch: pytest.MonkeyPatch) -> None:
    """Take an operation that was there already for one's own, whatever it was for."""
    patch.setattr(creation, "check_is_ours", lambda *_, **__: None)


def write_too_late(patch: pytest.MonkeyPatch) -> None:
    """Write nothing into the journal before the request, but all of it after the answer."""
    ahead: dict[str, Any] = {}
    write, note = resumption.sending, resumption.note

    def keep(_: Journal, chunk: Chunk, operation_id: str) -> None:
        ahead[operation_id] = chunk

    def note_all(journal: Journal, outcome: ChunkOutcome[Any, Any]) -> None:
        if outcome.operation_id in ahead:
            write(journal, ahead.pop(outcome.operation_id), outcome.operation_id)
        note(journal, outcome)

    patch.setattr(sending, "sending", keep)
    patch.setattr(sending, "note", note_all)


PLANTS: Mapping[str, tuple[Callable[[pytest.MonkeyPatch], None], str]] = {
    "a synchronous POST is repeated after a timeout": (repeat_everything, "created"),
    "the operation id is forgotten after a 502": (forget_operation_id, "created"),
    "a short page is taken for the last one": (trust_a_short_page, "tasks are missing"),
    "somebody else's operation is taken for one's own": (
        adopt_any_operation,
        "said to be created|reported and not there",
    ),
    "the journal is written after the request": (write_too_late, "created twice"),
}
"""Each planted fault, and what the storm says when it finds it, as a pattern."""
