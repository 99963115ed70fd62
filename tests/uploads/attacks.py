"""Uploads under attack, each with a seed that repeats it."""

from __future__ import annotations

import asyncio
import random
import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.lifecycle.meanwhile import Meanwhile
from tests.scenarios.both import Way
from tests.uploads.onslaught import (
    LIMITS,
    STUBBORN,
    check_exactly_once,
    numbered_tasks,
    onslaught,
)
from tests.uploads.uploader import uploader
from toloka_typed import AsyncTolokaClient, TolokaClient, _waiting
from toloka_typed.sandbox import Fault, Sandbox
from toloka_typed.sandbox.faults import Nth


def attack(seed: int, *, way: Way, folder: Path) -> None:
    """Upload while every third answer is lost or broken."""
    journal = folder / f"attack-{way}-{seed}.journal"
    with hurrying(), Sandbox(faults=onslaught(seed)) as sandbox:
        ids = uploaded(sandbox, journal, way=way)
        check_exactly_once(sandbox, ids=ids, journal=journal)


def kill(seed: int, *, way: Way, folder: Path, kills: int = 1) -> None:
    """Kill so many processes that upload in the same weather, and go on from there."""
    journal = folder / f"kill-{way}-{seed}.journal"
    chance = random.Random(f"kill/{seed}")  # noqa: S311 - no secret
    with hurrying(), Sandbox() as sandbox:
        for life in range(kills):
            with uploader(sandbox, journal, way=way) as process:
                death = Meanwhile(threading.Timer(chance.random() / 50, process.kill).start)
                moment = Nth(chance.randrange(1, 150))
                sandbox.faults = [Fault("*", death, moment), *onslaught(seed * kills + life)]
                out, err = process.communicate()
            assert process.returncode in (0, -signal.SIGKILL), (out, err)
        sandbox.faults = onslaught(-seed)
        ids = uploaded(sandbox, journal, way=way)
        check_exactly_once(sandbox, ids=ids, journal=journal)


def uploaded(sandbox: Sandbox, journal: Path, *, way: Way) -> dict[int, str]:
    """Upload in this process, and give the ids by position."""
    if way == "asyncio":
        return asyncio.run(_uploaded_async(sandbox, journal))
    ids: dict[int, str] = {}
    with TolokaClient("any", url=sandbox.url, retries=STUBBORN, limits=LIMITS) as client:
        for chunk in client.upload_tasks(numbered_tasks(), allow_defaults=True, journal=journal):
            ids.update(chunk.ids)
    return ids


async def _uploaded_async(sandbox: Sandbox, journal: Path) -> dict[int, str]:
    ids: dict[int, str] = {}
    async with AsyncTolokaClient("any", url=sandbox.url, retries=STUBBORN, limits=LIMITS) as client:
        async for chunk in client.upload_tasks(
            numbered_tasks(), allow_defaults=True, journal=journal
        ):
            ids.update(chunk.ids)
    return ids


@contextmanager
def hurrying() -> Generator[None]:
    """Shorten the waits that belong to the library and not to a policy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_waiting, "POLLING", _waiting.Polling(first=0.002, longest=0.02))
        yield
