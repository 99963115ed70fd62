"""Contestant: toloka_typed, the asyncio client."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from _bench_upload_ours import tasks

from toloka_typed import AsyncTolokaClient


def create(url: str, count: int) -> Callable[[], int]:
    """Create tasks that are there, and have them back."""
    client = AsyncTolokaClient("any", url=url)
    given = list(tasks(count))

    async def work() -> int:
        async with client:
            result = await client.create_tasks(given, allow_defaults=True, progress=False)
        return len(result.items)

    return lambda: asyncio.run(work())


def upload(url: str, count: int) -> Callable[[], int]:
    """Create tasks that are built as they go out."""
    client = AsyncTolokaClient("any", url=url)

    async def work() -> int:
        created = 0
        async with client:
            chunks = client.upload_tasks(tasks(count), allow_defaults=True, progress=False)
            async for chunk in chunks:
                created += len(chunk.ids)
        return created

    return lambda: asyncio.run(work())
