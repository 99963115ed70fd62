"""Contestant: toloka_typed from end to end, with every check that a real call makes."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from toloka_typed import Page, RetryPolicy, Task, UploadLimits
from toloka_typed._endpoints import Api
from toloka_typed._fields import PLAIN
from toloka_typed._requests.exchange import Exchanger
from toloka_typed._requests.plan import Plan, Response, Send
from toloka_typed._requests.quota import Gate
from toloka_typed._uploads.chunks import chunks_of
from toloka_typed.tasks import CreatedTask


def tasks(forms: Iterable[dict[str, Any]]) -> list[Task]:
    """Give the tasks that a requester would build."""
    return [Task.from_dict(form) for form in forms]


def encode(tasks: list[Task]) -> int:
    """Give the size of the requests' bodies."""
    limits = UploadLimits()
    chunks = chunks_of(
        tasks,
        limits=limits,
        most_tasks=limits.async_tasks,
        indexed=True,
        skip_invalid_items=False,
    )
    return sum(len(chunk.body.content) for chunk in chunks)


def decode(page: bytes) -> tuple[CreatedTask, ...]:
    """Give the tasks of a page."""
    api = Api(Exchanger(policy=RetryPolicy(), gate=Gate(None)))
    plan = api.find_tasks(pool_id="1", sort=None, limit=None, filters={}, types=PLAIN)
    return _answered(plan, page).items


def _answered(plan: Plan[Page[CreatedTask]], body: bytes) -> Page[CreatedTask]:
    """Run a plan whose only request is answered with this body."""
    try:
        effect = next(plan)
        while True:
            effect = plan.send(
                Response(status=200, body=body) if isinstance(effect, Send) else time.monotonic()
            )
    except StopIteration as end:
        page: Page[CreatedTask] = end.value
        return page
