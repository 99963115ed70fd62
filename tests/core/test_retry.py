"""The decision whether and when a request is sent again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toloka_typed import (
    ApiError,
    ConflictError,
    DecodeError,
    NotFoundError,
    RateLimitError,
    RetryPolicy,
    ServerError,
    TransportError,
    ValidationError,
)
from toloka_typed._requests.retry import Failure, is_fate_unknown, is_pool_locked, next_delay

POLICY = RetryPolicy()


def server_error(status: int, *, retry_after: float | None = None) -> ServerError:
    error = ServerError("m", status_code=status)
    error.retry_after = retry_after
    return error


def over(interval: str | None = None, *, retry_after: float | None = None) -> RateLimitError:
    error = RateLimitError("m", status_code=429, code="TOO_MANY_REQUESTS")
    error.interval, error.retry_after = interval, retry_after
    return error


def decode_error(*, unreadable: bool) -> DecodeError:
    error = DecodeError("m")
    error.unreadable = unreadable
    return error


LOCKED = ConflictError("m", status_code=409, code="POOL_LOCKED_BY_ANOTHER_OPERATION")
TAKEN = ConflictError("m", status_code=409, code="OPERATION_ALREADY_EXISTS")


def test_a_policy_is_checked() -> None:
    """Durations are seconds or `timedelta`s; zero attempts and negative waits are refused."""
    assert RetryPolicy(total=timedelta(minutes=5)) == RetryPolicy(total=300)
    assert RetryPolicy(first_delay=timedelta(seconds=0.5)) == RetryPolicy()
    assert RetryPolicy(total=None).total is None
    for wrong in ({"attempts": 0}, {"first_delay": -1}, {"max_delay": float("nan")}):
        fields: dict[str, Any] = wrong
        with pytest.raises(ValueError, match=r"attempts|duration"):
            RetryPolicy(**fields)


AGAIN = "again"
NEVER = "never"
IF_REPEATABLE = "if repeatable"

TABLE: list[tuple[Failure, str]] = [
    (TransportError("m", sent=False), AGAIN),
    (TransportError("m", sent=True), IF_REPEATABLE),
    (TransportError("m", sent=None), IF_REPEATABLE),
    (ApiError("m", status_code=408), IF_REPEATABLE),
    (server_error(500), IF_REPEATABLE),
    (server_error(502), IF_REPEATABLE),
    (server_error(503), AGAIN),
    (server_error(504), IF_REPEATABLE),
    (server_error(501), NEVER),
    (server_error(505), NEVER),
    (decode_error(unreadable=True), IF_REPEATABLE),
    (decode_error(unreadable=False), NEVER),
    (over(), AGAIN),
    (over("MIN"), AGAIN),
    (over("HOUR"), NEVER),
    (over("DAY"), NEVER),
    (over("DAY", retry_after=1.0), NEVER),
    (LOCKED, AGAIN),
    (TAKEN, NEVER),
    (ValidationError("m", status_code=400), NEVER),
    (NotFoundError("m", status_code=404), NEVER),
    (ApiError("m", status_code=413), NEVER),
    (ApiError("m", status_code=302), NEVER),
    (ApiError("m", status_code=418), NEVER),
]


def ident(case: object) -> str | None:
    if isinstance(case, ApiError):
        return f"{case.status_code}-{getattr(case, 'interval', None) or case.code}"
    return repr(vars(case)) if isinstance(case, Exception) else None


@pytest.mark.parametrize(("failure", "when"), TABLE, ids=ident)
@pytest.mark.parametrize("repeatable", [True, False])
def test_what_is_worth_repeating(failure: Failure, when: str, repeatable: bool) -> None:
    """Passing faults are worth another attempt; where fate is unknown only if that is harmless."""
    delay = next_delay(POLICY, failure, 1, 0.0, repeatable=repeatable, jitter=0.5)
    assert (delay is not None) is (when == AGAIN or (when == IF_REPEATABLE and repeatable))


@pytest.mark.parametrize(("failure", "when"), TABLE, ids=ident)
def test_an_unknown_fate_is_why_repeating_depends(failure: Failure, when: str) -> None:
    """Exactly the failures that leave the fate open are repeated only where it is harmless."""
    if when != NEVER:
        assert is_fate_unknown(failure) is (when == IF_REPEATABLE)


@pytest.mark.parametrize(
    ("failure", "delay"),
    [
        (over(retry_after=7.0), 7.0),
        (over("MIN", retry_after=7.0), 7.0),
        (over("MIN"), 60.0),
        (over(retry_after=1e9), 120.0),
        (server_error(503, retry_after=9.0), 9.0),
    ],
)
def test_what_the_service_asks_for_is_kept(failure: Failure, delay: float) -> None:
    """The service's wait holds before the policy's own, up to a ceiling, whatever the jitter."""
    for attempt in (1, 5):
        for jitter in (0.0, 1.0):
            found = next_delay(POLICY, failure, attempt, 0.0, repeatable=True, jitter=jitter)
            assert found == delay


@pytest.mark.parametrize("attempt", [1, 2, 5])
def test_no_time_to_wait_is_no_reason_to_hurry(attempt: int) -> None:
    """A `Retry-After` of 0, or one that is past, leaves the policy's own wait, or the quota's."""
    for failure in (over(retry_after=0.0), server_error(503, retry_after=0.0)):
        found = next_delay(POLICY, failure, attempt, 0.0, repeatable=True, jitter=0.5)
        plain = next_delay(POLICY, server_error(503), attempt, 0.0, repeatable=True, jitter=0.5)
        assert found == plain
    minute = next_delay(POLICY, over("MIN", retry_after=0.0), 1, 0.0, repeatable=True, jitter=0.5)
    assert minute == 60.0


def test_an_hour_is_a_matter_of_policy() -> None:
    """An hourly quota is waited for if the policy says so and has the time."""
    patient = RetryPolicy(wait_for_hour=True, max_retry_after=7200.0, total=None)
    assert next_delay(patient, over("HOUR"), 1, 0.0, repeatable=False, jitter=0.0) == 3600.0
    brief = RetryPolicy(wait_for_hour=True, max_retry_after=3600.0)
    assert next_delay(brief, over("HOUR"), 1, 0.0, repeatable=False, jitter=0.0) is None
    assert next_delay(patient, over("DAY"), 1, 0.0, repeatable=True, jitter=0.0) is None


def test_delays_double_up_to_the_longest() -> None:
    """Without a word from the service the waits double, and stop growing at the longest."""
    delays = [
        next_delay(RetryPolicy(total=None), server_error(502), n, 0.0, repeatable=True, jitter=1.0)
        for n in range(1, 8)
    ]
    assert delays == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0]


def test_the_default_is_eight_attempts_or_five_minutes() -> None:
    """The default policy gives up after eight attempts, or when five minutes would be over."""
    fail = server_error(502)
    assert next_delay(POLICY, fail, 7, 0.0, repeatable=True, jitter=0.0) is not None
    assert next_delay(POLICY, fail, 8, 0.0, repeatable=True, jitter=0.0) is None
    assert next_delay(POLICY, fail, 1, 299.0, repeatable=True, jitter=1.0) is not None
    assert next_delay(POLICY, fail, 1, 299.9, repeatable=True, jitter=1.0) is None
    assert next_delay(POLICY, fail, 1, 299.5, repeatable=True, jitter=1.0) == 0.5


POLICIES = st.builds(
    RetryPolicy,
    attempts=st.integers(1, 1_000),
    total=st.none() | st.floats(0, 1e6),
    first_delay=st.floats(0, 100),
    max_delay=st.floats(0, 1e4),
    max_retry_after=st.floats(0, 1e5),
    wait_for_hour=st.booleans(),
)
FAILURES = st.sampled_from([failure for failure, _ in TABLE]) | st.builds(
    over,
    st.sampled_from([None, "MIN", "HOUR", "DAY", "WEEK"]),
    retry_after=st.none() | st.floats(0, 1e9),
)


@given(
    POLICIES,
    FAILURES,
    st.integers(1, 2_000),
    st.floats(0, 1e7),
    st.booleans(),
    st.floats(0, 1, exclude_max=True),
)
def test_no_delay_breaks_its_policy(
    policy: RetryPolicy,
    failure: Failure,
    attempt: int,
    elapsed: float,
    repeatable: bool,
    jitter: float,
) -> None:
    """Whatever fails, the wait is within the policy's bounds, and trying ends with its limits."""
    delay = next_delay(policy, failure, attempt, elapsed, repeatable=repeatable, jitter=jitter)
    if delay is None:
        return
    assert 0 <= delay <= max(policy.max_delay, policy.max_retry_after)
    assert attempt < policy.attempts
    assert policy.total is None or elapsed + delay <= policy.total


@given(POLICIES, st.integers(1, 50), st.floats(0, 1, exclude_max=True))
def test_jitter_takes_at_most_half(policy: RetryPolicy, attempt: int, jitter: float) -> None:
    """A wait of our own choice is at least half of what the policy says."""
    fail = server_error(500)
    delay = next_delay(policy, fail, attempt, 0.0, repeatable=True, jitter=jitter)
    most = next_delay(policy, fail, attempt, 0.0, repeatable=True, jitter=1.0)
    if delay is not None and most is not None:
        assert most / 2 <= delay <= most


def test_a_lock_is_told_by_its_code() -> None:
    """Only the one code means that another operation works on the pool."""
    assert is_pool_locked(LOCKED)
    assert not is_pool_locked(TAKEN)
    assert not is_pool_locked(ValueError())
