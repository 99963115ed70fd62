"""A program that uploads with a journal, to be killed or interrupted, and what starts it."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.scenarios.both import Way
from tests.uploads.onslaught import LIMITS, STUBBORN, TASKS, numbered_tasks
from toloka_typed import AsyncTolokaClient, TolokaClient, UploadLimits, _waiting
from toloka_typed.sandbox import Sandbox

ROOT = Path(__file__).parents[2]


@contextmanager
def uploader(
    sandbox: Sandbox,
    journal: Path,
    *,
    way: Way,
    count: int = TASKS,
    async_tasks: int = LIMITS.async_tasks,
    concurrency: int = 4,
) -> Generator[subprocess.Popen[str]]:
    """Run the program in a process of its own, killed at the context's end if it still runs."""
    what = {
        "url": sandbox.url,
        "journal": str(journal),
        "way": way,
        "count": count,
        "async_tasks": async_tasks,
        "concurrency": concurrency,
    }
    paths = os.pathsep.join([str(ROOT), str(ROOT / "generated")])
    with subprocess.Popen(  # noqa: S603 - this interpreter, the program below
        [sys.executable, "-W", "error", "-m", __name__, json.dumps(what)],
        env={**os.environ, "PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def main() -> None:
    what = json.loads(sys.argv[1])
    _waiting.POLLING = _waiting.Polling(first=0.002, longest=0.02)  # type: ignore[misc]  # hurry
    try:
        upload(what) if what["way"] == "blocking" else asyncio.run(upload_async(what))
    except KeyboardInterrupt:
        print("interrupted", flush=True)
    others = set(threading.enumerate()) - {threading.main_thread()}
    print(*(thread.name for thread in others), "done", flush=True)


def upload(what: dict[str, Any]) -> None:
    limits = UploadLimits(async_tasks=what["async_tasks"])
    with TolokaClient("any", url=what["url"], retries=STUBBORN, limits=limits) as client:
        for _ in client.upload_tasks(
            numbered_tasks(what["count"]),
            allow_defaults=True,
            journal=what["journal"],
            concurrency=what["concurrency"],
        ):
            pass


async def upload_async(what: dict[str, Any]) -> None:
    limits = UploadLimits(async_tasks=what["async_tasks"])
    async with AsyncTolokaClient("any", url=what["url"], retries=STUBBORN, limits=limits) as client:
        async for _ in client.upload_tasks(
            numbered_tasks(what["count"]),
            allow_defaults=True,
            journal=what["journal"],
            concurrency=what["concurrency"],
        ):
            pass


if __name__ == "__main__":
    main()
