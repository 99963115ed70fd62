"""Whether and when a failed request is sent again: one pure decision."""

from __future__ import annotations

from typing import Final, TypeAlias

import attrs

from toloka_typed._requests.durations import seconds
from toloka_typed.errors import (
    ApiError,
    ConflictError,
    DecodeError,
    RateLimitError,
    TransportError,
)

__all__ = ["Failure", "RetryPolicy", "next_delay"]

Failure: TypeAlias = TransportError | ApiError | DecodeError

POOL_LOCKED: Final = "POOL_LOCKED_BY_ANOTHER_OPERATION"
INTERVALS: Final = {"MIN": 60.0, "HOUR": 3600.0}
"""The seconds that a quota is waited for. Nobody waits for a day."""


@attrs.frozen(kw_only=True)
class RetryPolicy:
    """How long a request is tried. Durations are seconds, or `timedelta`s.

    A request that the service certainly refused (429, 503, a locked pool) or never got is always
    worth another attempt; one whose fate is unknown only where repeating it changes nothing.
    """

    attempts: int = attrs.field(default=8, validator=attrs.validators.ge(1))
    """Attempts in all, the first one included."""
    total: float | None = attrs.field(default=300.0, converter=seconds)
    """The time for attempts and the waits between them, up to the last; `None` means no limit."""
    first_delay: float = attrs.field(default=0.5, converter=seconds)
    """The wait after the first failure; it doubles with each further one."""
    max_delay: float = attrs.field(default=30.0, converter=seconds)
    """The longest wait that is our own choice."""
    max_retry_after: float = attrs.field(default=120.0, converter=seconds)
    """The longest wait that the service may ask for."""
    wait_for_hour: bool = False
    """Whether an hourly quota is waited for (raise `total` and `max_retry_after` with it)."""
    statuses: frozenset[int] = frozenset({408, 500, 502, 503, 504})
    """Answers that mean a passing fault."""


def next_delay(
    policy: RetryPolicy,
    failure: Failure,
    attempt: int,
    elapsed: float,
    *,
    repeatable: bool,
    jitter: float,
) -> float | None:
    """Decide how many seconds to wait before the next attempt; `None` gives up.

    `attempt` counts from 1, `elapsed` is the time since the first one, `jitter` a random number
    from 0 to 1 that spreads the waits of many clients.
    """
    if attempt >= policy.attempts or not _is_worth_repeating(policy, failure, repeatable):
        return None
    delay = _asked_delay(policy, failure)
    if not delay:  # nothing, or a moment that is past by our clock: that is no reason to hurry
        growing = min(policy.max_delay, policy.first_delay * 2.0 ** min(attempt - 1, 30))
        delay = growing * (0.5 + jitter / 2)
    if policy.total is not None and elapsed + delay > policy.total:
        return None
    return delay


def is_pool_locked(failure: Exception) -> bool:
    """Whether a request was refused because another operation works on the pool."""
    return isinstance(failure, ConflictError) and failure.code == POOL_LOCKED


def is_fate_unknown(failure: Failure) -> bool:
    """Whether the service may have done what it was asked for, for all that the failure says."""
    if isinstance(failure, TransportError):
        return failure.sent is not False
    if isinstance(failure, DecodeError) or failure.status_code < 400:
        return True  # not what was expected, and no refusal either
    return failure.status_code == 408 or (failure.status_code >= 500 and failure.status_code != 503)


def _is_worth_repeating(policy: RetryPolicy, failure: Failure, repeatable: bool) -> bool:
    if not repeatable and is_fate_unknown(failure):
        return False
    if isinstance(failure, TransportError):
        return True
    if isinstance(failure, DecodeError):
        return failure.unreadable
    if isinstance(failure, RateLimitError):
        return failure.interval != "DAY" and (failure.interval != "HOUR" or policy.wait_for_hour)
    if isinstance(failure, ConflictError):
        return is_pool_locked(failure)
    return failure.status_code in policy.statuses


def _asked_delay(policy: RetryPolicy, failure: Failure) -> float:
    """Give the wait that the service asks for, up to the ceiling; 0 where it asks for none."""
    if not isinstance(failure, ApiError):
        return 0.0
    asked = failure.retry_after
    if not asked and isinstance(failure, RateLimitError):
        asked = INTERVALS.get(failure.interval or "")
    return 0.0 if asked is None else min(max(asked, 0.0), policy.max_retry_after)
