"""What the methods of the blocking client are made of."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, TypeVar

from toloka_typed._blocking.driver import run, run_many
from toloka_typed._blocking.transport import Transport
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

    def __init__(self, api: Api, transport: Transport, *, limits: UploadLimits) -> None:
        """Use these endpoints, this transport and these limits."""
        self._api = api
        self._transport = transport
        self._limits = limits

    def _run(self, plan: Plan[T]) -> T:
        return run(plan, self._transport.exchange)

    def _paged(
        self, find: Callable[[str | None], Plan[Page[Item]]], *, endpoint: str
    ) -> Iterator[Item]:
        """Go through the pages in the order of the ids; `find` gives the page after an id.

        The first plan is made at once: a filter that cannot be written is refused at the call.
        """
        return self._pages(find(None), find, endpoint=endpoint)

    def _pages(
        self,
        plan: Plan[Page[Item]],
        find: Callable[[str | None], Plan[Page[Item]]],
        *,
        endpoint: str,
    ) -> Iterator[Item]:
        after: str | None = None
        while True:
            page = self._run(plan)
            yield from page.items
            after = next_start(page, after=after, endpoint=endpoint)
            if after is None:
                return
            plan = find(after)

    def _collect(self, batch: Batch[In, Out]) -> None:
        """Run a batch's plans."""
        outcomes = run_many(batch.plans(), self._transport.exchange, concurrency=CONCURRENCY)
        with closing(outcomes):
            for outcome in outcomes:
                batch.take(outcome)

    def _uploading(
        self, upload: Upload[In, Out], *, concurrency: int
    ) -> Generator[TaskUploadChunk, None, None]:
        """Run an upload's plans, and yield what it hands out."""
        exchange = self._transport.exchange
        with upload.under_way():
            self._run(upload.prepare())
            with closing(run_many(upload.plans(), exchange, concurrency=concurrency)) as outcomes:
                for outcome in outcomes:
                    chunk = upload.take(outcome)
                    if chunk is not None:
                        yield chunk
            last = self._run(upload.finish())
            if last is not None:
                yield last
