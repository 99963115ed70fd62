"""A sandbox in a process of its own: prints its address, and at its input's end what it has seen.

Its only argument is how many tasks there are to be.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import _bench_tasks
import httpx

from toloka_typed.sandbox import Exchange, Sandbox, SandboxSettings

LATENCY: Final = 0.05
"""Seconds before each answer."""
SECONDS_PER_TASK: Final = 50e-6
"""What each task adds to the time of its operation."""
PAGE: Final = 100_000


def main(expected: int) -> None:
    """Serve until nobody needs it any more, and report."""
    settings = SandboxSettings(
        latency=LATENCY, seconds_per_task=SECONDS_PER_TASK, kept_body_bytes=0
    )
    with Sandbox(settings=settings) as sandbox:
        print(sandbox.url, flush=True)
        sys.stdin.read()
        requests = Counter(map(_kind, sandbox.requests))
        total, each_once = _held(sandbox.url, expected=expected)
    print(json.dumps({"requests": requests, "tasks": total, "each_once": each_once}))


def _kind(exchange: Exchange) -> str:
    """Name what was asked, without the ids."""
    parts = exchange.path.split("/")
    if len(parts) > 2:
        parts[2] = "*"
    return f"{exchange.method} {'/'.join(parts)}"


def _held(url: str, *, expected: int) -> tuple[int, bool]:
    """Count the tasks, and tell whether each of those that were to be is there once."""
    total = 0
    seen = bytearray(expected)
    for item in _listed(url):
        total += 1
        index = int(item["input_values"]["image"].rpartition("/")[2].removesuffix(".jpg"))
        form = _bench_tasks.general(index)
        if index < expected and not seen[index] and form.items() <= item.items():
            seen[index] = True
    return total, total == expected and all(seen)


def _listed(url: str) -> Iterator[dict[str, Any]]:
    """Go through all tasks, as anybody could who asks for them."""
    query: dict[str, str | int] = {"pool_id": _bench_tasks.POOL, "sort": "id", "limit": PAGE}
    with httpx.Client(base_url=f"{url}/api/v1", headers={"Authorization": "OAuth any"}) as client:
        while True:
            answer = client.get("/tasks", params=query, timeout=None).raise_for_status()
            page = json.loads(answer.content)
            yield from page["items"]
            if not page["has_more"]:
                return
            query["id_gt"] = page["items"][-1]["id"]


if __name__ == "__main__":
    main(int(sys.argv[1]))
