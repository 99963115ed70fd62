"""Tells a person why nothing seems to happen: requests get no good answer and are tried again."""

from __future__ import annotations

import sys
import time
from typing import Final

from tqdm import tqdm

from toloka_typed._requests.exchange import Exchange

PASSING: Final = frozenset({408, 429})
PAUSE: Final = 5.0
"""Seconds between two lines: with several requests under way, many fail together."""


class Notices:
    """Prints a line about a failed attempt, above the progress bar where there is one."""

    def __init__(self, host: str) -> None:
        """Speak of this host."""
        self._host = host
        self._quiet_until = 0.0

    def __call__(self, exchange: Exchange) -> None:
        """Look at an attempt, and speak of it if it failed and may be repeated."""
        what = _failure(exchange)
        now = time.monotonic()
        if what is None or now < self._quiet_until:
            return
        self._quiet_until = now + PAUSE
        request = f"{exchange.method} {exchange.path}, attempt {exchange.attempt}"
        tqdm.write(f"{what} from {self._host} ({request})", file=sys.stderr)


def _failure(exchange: Exchange) -> str | None:
    if exchange.error is None:
        return None
    if exchange.status is None:
        return "no answer"
    if exchange.status >= 500 or exchange.status in PASSING:
        return f"status {exchange.status}"
    return None
