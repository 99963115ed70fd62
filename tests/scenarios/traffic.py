"""What the sandbox was asked, put so that a scenario can state it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from toloka_typed import Task
from toloka_typed.sandbox import FIRST_POOL, Exchange, Sandbox

VERBS = frozenset({"log", "open", "close", "set-overlap-or-min"})
"""What a path may end with after an id."""


def task(image: str = "a.jpg", *, pool_id: str = FIRST_POOL, **options: Any) -> Task:
    """Give a valid task."""
    return Task(input_values={"image": image}, pool_id=pool_id, **options)


def tasks(count: int, *, pool_id: str = FIRST_POOL) -> list[Task]:
    """Give valid tasks, each with an image of its own."""
    return [task(f"{number}.jpg", pool_id=pool_id) for number in range(count)]


def bad_task(*, pool_id: str = FIRST_POOL) -> Task:
    """Give a task without its required image."""
    return Task(input_values={}, pool_id=pool_id)


def endpoints(sandbox: Sandbox) -> list[str]:
    """Name each request by its endpoint, as in `GET /operations/{id}/log`."""
    return [_endpoint(exchange) for exchange in sandbox.requests]


def requests_to(sandbox: Sandbox, endpoint: str) -> list[Exchange]:
    """Give the requests to one endpoint."""
    return [exchange for exchange in sandbox.requests if _endpoint(exchange) == endpoint]


def posts(sandbox: Sandbox) -> list[Exchange]:
    """Give the requests that create tasks."""
    return requests_to(sandbox, "POST /tasks")


def images(items: Iterable[Mapping[str, Any]]) -> list[Any]:
    """Give the images of tasks as the wire shows them."""
    return [item["input_values"].get("image") for item in items]


def _endpoint(exchange: Exchange) -> str:
    _, first, *rest = exchange.path.split("/")
    ends = [part if part in VERBS else "{id}" for part in rest]
    return "/".join([f"{exchange.method} ", first, *ends])
