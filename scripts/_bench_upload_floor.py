"""Contestant: the floor, a bare httpx program that makes the necessary exchanges and no more.

Its requests are built before the clock starts, and of the answers it reads what the next request
depends on and what the caller wants to have. It checks nothing, and repeats nothing.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Final

import _bench_tasks
import httpx
import msgspec

# As in toloka_typed: `_chunks.UploadLimits`, `_options.CONCURRENCY`, `_waiting.Polling`,
# `_readback.LARGEST_PAGE`. Its import would count as the floor's own memory.
CHUNK: Final = 10_000
CONCURRENCY: Final = 4
FIRST_PAUSE: Final = 0.1
GROWTH: Final = 1.4
LONGEST_PAUSE: Final = 5.0
LARGEST_PAGE: Final = 100_000

HEADERS: Final = {"Authorization": "OAuth any", "Content-Type": "application/json"}
UNFINISHED: Final = {"PENDING", "RUNNING"}
FLAGS: Final = {"async_mode": "true", "allow_defaults": "true"}


class _Operation(msgspec.Struct):
    status: str


class _Input(msgspec.Struct, rename={"index": "__item_idx"}):
    index: str


class _Output(msgspec.Struct):
    task_id: str


class _Step(msgspec.Struct):
    input: _Input
    output: _Output


class _Page(msgspec.Struct):
    items: list[dict[str, Any]]


_read_operation: Final = msgspec.json.Decoder(_Operation).decode
_read_log: Final = msgspec.json.Decoder(list[_Step]).decode
_read_page: Final = msgspec.json.Decoder(_Page).decode


def create(url: str, count: int) -> Callable[[], int]:
    """Create tasks that are there, and have them back."""
    client, bodies = _client(url), _bodies(count)

    def work() -> int:
        indices = {task_id: index for ids in _sent(client, bodies) for index, task_id in ids}
        items = {indices[task["id"]]: task for task in _read_back(client, indices)}
        return len(items)

    return work


def upload(url: str, count: int) -> Callable[[], int]:
    """Create tasks, and have their ids."""
    client, bodies = _client(url), _bodies(count)
    return lambda: sum(len(dict(ids)) for ids in _sent(client, bodies))


def _client(url: str) -> httpx.Client:
    return httpx.Client(base_url=f"{url}/api/v1", headers=HEADERS, timeout=60, trust_env=False)


def _bodies(count: int) -> list[bytes]:
    return [_body(range(start, min(start + CHUNK, count))) for start in range(0, count, CHUNK)]


def _body(indices: range) -> bytes:
    forms = [{**_bench_tasks.general(index), "__item_idx": str(index)} for index in indices]
    return json.dumps(forms, separators=(",", ":")).encode()


def _sent(client: httpx.Client, bodies: list[bytes]) -> list[list[tuple[int, str]]]:
    """Give the indices and ids of each request's tasks."""
    with ThreadPoolExecutor(CONCURRENCY) as threads:
        return list(threads.map(partial(_ids, client), bodies))


def _ids(client: httpx.Client, body: bytes) -> list[tuple[int, str]]:
    operation = str(uuid.uuid4())
    client.post("/tasks", params={**FLAGS, "operation_id": operation}, content=body)
    pause = FIRST_PAUSE
    while True:
        time.sleep(pause)
        status = _read_operation(client.get(f"/operations/{operation}").content).status
        if status not in UNFINISHED:
            break
        pause = min(pause * GROWTH, LONGEST_PAUSE)
    log = _read_log(client.get(f"/operations/{operation}/log").content)
    return [(int(step.input.index), step.output.task_id) for step in log]


def _read_back(client: httpx.Client, ids: dict[str, int]) -> list[dict[str, Any]]:
    tasks: list[dict[str, Any]] = []
    query: dict[str, str | int] = {
        "pool_id": _bench_tasks.POOL,
        "sort": "id",
        "limit": LARGEST_PAGE,
        "id_gte": min(ids),
        "id_lte": max(ids),
    }
    while len(tasks) < len(ids):
        tasks += _read_page(client.get("/tasks", params=query).content).items
        query["id_gt"] = tasks[-1]["id"]
    return tasks
