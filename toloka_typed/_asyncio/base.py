"""What the methods of the asyncio client are made of."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from typing import TYPE_CHECKING, TypeVar

from toloka_typed._asyncio.driver import run_async, run_many_async
from toloka_typed._asyncio.transport import AsyncTransport
from toloka_typed._fields import In, Out
from toloka_typed._options import CONCURRENCY
from toloka_typed._paging import HasId, next_start
from toloka_typed._requests.plan import Plan
from toloka_typed._uploads.batch import Batch
from toloka_typed._uploads.limits import UploadLimits
from toloka_typed._uploads.upload import Upload
from toloka_typed.batches import TaskUploadChunk
from toloka_typed.pages import Page

if TYPE_CHECKING:
    from toloka_typed._endpoints import Api

T = TypeVar("T")
Item = TypeVar("Item", bound=HasId)


class Base:
    """Runs plans over one transport."""

    def __init__(self, api: Api, transport: AsyncTransport, *, limits: UploadLimits) -> None:
        """Use these endpoints, this transport and these limits."""
        self._api = api
        self._transport = transport
        self._limits = limits

    async def _run(self, plan: Plan[T]) -> T:
        return await run_async(plan, self._transport.exchange)

    def _paged(
        self, find: Callable[[str | None], Plan[Page[Item]]], *, endpoint: str
    ) -> AsyncIterator[Item]:
        """Go through the pages in the order of the ids; `find` gives the page after an id.

        The first plan is made at once: a filter that cannot be written is refused at the call.
        """
        return self._pages(find(None), find, endpoint=endpoint)

    async def _pages(
        self,
        plan: Plan[Page[Item]],
        find: Callable[[str | None], Plan[Page[Item]]],
        *,
        endpoint: str,
    ) -> AsyncIterator[Item]:
        after: str | None = None
        while True:
            page = await self._run(plan)
            for item in page.items:
                yield item
            after = next_start(page, after=after, endpoint=endpoint)
            if after is None:
                return
            plan = find(after)

    async def _collect(self, batch: Batch[In, Out]) -> None:
        """Run a batch's plans."""
        exchange = self._transport.exchange
        async with aclosing(
            run_many_async(batch.plans(), exchange, concurrency=CONCURRENCY)
        ) as outcomes:
            async for outcome in outcomes:
                batch.take(outcome)

    async def _uploading(
        self, upload: Upload[In, Out], *, concurrency: int
    ) -> AsyncGenerator[TaskUploadChunk, None]:
        """Run an upload's plans, and yield what it hands out."""
        exchange = self._transport.exchange
        with upload.under_way():
            await self._run(upload.prepare())
            async with aclosing(
                run_many_async(upload.plans(), exchange, concurrency=concurrency)
            ) as outcomes:
                async for outcome in outcomes:
                    chunk = upload.take(outcome)
                    if chunk is not None:
                        yield chunk
            last = await self._run(upload.finish())
            if last is not None:
                yield last
