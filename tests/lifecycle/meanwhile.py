"""Something that happens while a request is under way, and what connections there are."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import attrs

from toloka_typed.sandbox._acts import Act
from toloka_typed.sandbox._http import Request
from toloka_typed.sandbox._service import Service

OPEN_STATES = {"01", "08"}
"""How the kernel writes ESTABLISHED and CLOSE_WAIT."""


@attrs.frozen
class Meanwhile(Act):
    """Calls a function, in the sandbox's thread, when a request has arrived."""

    call: Callable[[], object]

    def before(self, request: Request, service: Service) -> Request:  # noqa: ARG002
        self.call()
        return request


def connections(url: str) -> int:
    """Count the sockets that this process has open to a server."""
    port = urlsplit(url).port
    ours = {_target(link) for link in Path("/proc/self/fd").iterdir()}
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return sum(
        int(remote.partition(":")[2], 16) == port
        and state in OPEN_STATES
        and f"socket:[{inode}]" in ours
        for _, _, remote, state, *_, inode in (line[:10] for line in lines)
    )


def closed_down_to(most: int, url: str) -> bool:
    """Wait until there are so many connections at most; what asyncio closes is closed later."""
    deadline = time.monotonic() + 10
    while connections(url) > most:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


async def closed_down_to_async(most: int, url: str) -> bool:
    """Do the same beside the event loop, which does the closing."""
    deadline = time.monotonic() + 10
    while connections(url) > most:
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(0.01)
    return True


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except FileNotFoundError:  # the one by which the directory was read
        return ""
