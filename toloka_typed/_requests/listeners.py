"""Functions of the caller's that are told what happens: what they raise stops nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final, TypeVar

__all__ = ["tell"]

News = TypeVar("News")

LOG: Final = logging.getLogger("toloka_typed")


def tell(listener: Callable[[News], object], news: News) -> None:
    """Call a listener. What it raises is logged: work that costs money goes on all the same."""
    try:
        listener(news)
    except Exception:
        LOG.exception("%r failed, and is called again all the same", listener)
