"""Waits short enough for thousands of runs: the library's own, which no policy shortens."""

from __future__ import annotations

import pytest

from toloka_typed import RetryPolicy, _waiting
from toloka_typed._uploads import creation as _creation
from toloka_typed._uploads import pool_state as _pool_state
from toloka_typed._uploads import readback as _readback
from toloka_typed._uploads import turns as _turns

ATTEMPTS = 3
PERSISTENT = RetryPolicy(
    attempts=ATTEMPTS, first_delay=0.001, max_delay=0.002, max_retry_after=0.002
)
SMALL_PAGE = 3
"""What stands for the 300 items of a page that every service gives."""


def hurry(patch: pytest.MonkeyPatch) -> None:
    """Shorten the waits, and the pages with them."""
    patch.setattr(_waiting, "POLLING", _waiting.Polling(first=0.001, longest=0.004))
    patch.setattr(_waiting, "LAST_LOOK", 0.001)
    patch.setattr(_readback, "FIRST_PAUSE", 0.001)
    patch.setattr(_readback, "LISTED_WITHIN", 0.1)
    patch.setattr(_readback, "SAFE_PAGE", SMALL_PAGE)
    patch.setattr(_creation, "VISIBLE_WITHIN", 0.05)
    patch.setattr(_creation, "LOCK_PATIENCE", 0.2)
    patch.setattr(_creation, "LOCK_PAUSE", 0.001)
    patch.setattr(_pool_state, "TIMEOUT", 0.2)
    patch.setattr(_turns, "PAUSE", 0.001)
