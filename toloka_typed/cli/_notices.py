"""Tells a person why nothing seems to happen: a request got no good answer and is tried again."""

from __future__ import annotations

import sys
from typing import Final

from tqdm import tqdm

from toloka_typed._exchange import Exchange

PASSING: Final = frozenset({408, 429})


def notice(exchange: Exchange) -> None:
    """Print a line about a failed attempt, above the progress bar where there is one."""
    if exchange.error is None:
        return
    if exchange.status is None:
        what = "no answer"
    elif exchange.status >= 500 or exchange.status in PASSING:
        what = f"status {exchange.status}"
    else:
        return
    tqdm.write(
        f"{exchange.method} {exchange.path}: {what} at attempt {exchange.attempt}", file=sys.stderr
    )
