"""One request until it is answered for good, stepped without I/O."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.stepping import Stepper, answer, api, gone, refusal
from toloka_typed import (
    ApiError,
    DecodeError,
    Exchange,
    Quota,
    RateLimitError,
    RetryPolicy,
    ServerError,
    TransportError,
)
from toloka_typed._endpoints import Flags, TasksBody
from toloka_typed._plan import Response

REQUESTER = answer({"id": "r"})
BODY = TasksBody(content=b"[]", tasks=10)
MINUTE = refusal(429, "TOO_MANY_REQUESTS", payload={"interval": "MIN"})


def test_trying_ends_with_the_attempts() -> None:
    """The last failure is raised when the attempts are used up, after growing waits."""
    stepper = Stepper(refusal(502))
    with pytest.raises(ServerError):
        stepper.run(api(policy=RetryPolicy(attempts=4)).get_requester())
    assert len(stepper.requests) == 4
    assert len(stepper.sleeps) == 3
    assert stepper.sleeps == sorted(stepper.sleeps)


@given(st.floats(0.1, 400), st.floats(0, 60), st.booleans())
def test_trying_ends_with_the_time(total: float, takes: float, lost: bool) -> None:
    """No attempt begins after the policy's time is over, however slow each of them is."""
    stepper = Stepper(gone() if lost else refusal(503), takes=takes)
    policy = RetryPolicy(attempts=1_000, total=total)
    with pytest.raises((ServerError, TransportError)):
        stepper.run(api(policy=policy).get_requester())
    assert stepper.sent_at[-1] - stepper.sent_at[0] <= total + 1e-6


def test_no_attempt_begins_after_the_caller_s_limit() -> None:
    """`until` ends the attempts, whatever the policy allows."""
    stepper = Stepper(refusal(502), at=0.0)
    with pytest.raises(ServerError):
        stepper.run(api(policy=RetryPolicy(attempts=1_000)).get_operation("op", until=10.0))
    assert stepper.sent_at[-1] <= 10.0
    assert len(stepper.requests) > 3


def test_a_pause_holds_all_requests_of_a_client() -> None:
    """What one request learns of a used-up quota makes the client's next ones wait as well."""
    endpoints = api()
    first = Stepper(MINUTE, REQUESTER, at=0.0)
    plan = endpoints.get_requester()
    next(plan)
    first.run(endpoints.get_requester())
    assert first.now == 60.0
    second = Stepper(REQUESTER, at=20.0)
    second.run(endpoints.get_requester())
    assert second.sent_at == [60.0]
    plan.close()


def test_a_pause_ends_as_the_service_says() -> None:
    """`Retry-After` decides how long a minute's pause is."""
    endpoints = api()
    stepper = Stepper(
        refusal(429, "TOO_MANY_REQUESTS", payload={"interval": "MIN"}, retry_after="7"),
        REQUESTER,
        at=0.0,
    )
    stepper.run(endpoints.get_requester())
    assert stepper.sent_at == [0.0, 7.0]


def test_too_many_requests_a_second_is_no_pause() -> None:
    """A 429 that names no quota slows its own request down for a moment, and no other."""
    endpoints = api()
    stepper = Stepper(refusal(429, "TOO_MANY_REQUESTS"), REQUESTER, at=0.0)
    stepper.run(endpoints.get_requester())
    assert 0 < stepper.now <= 0.5
    other = Stepper(REQUESTER, at=0.0)
    other.run(endpoints.get_requester())
    assert other.sent_at == [0.0]


def test_an_error_of_a_long_quota_does_not_pause() -> None:
    """A used-up day is raised at once, and holds nothing else up."""
    endpoints = api()
    stepper = Stepper(refusal(429, "TOO_MANY_REQUESTS", payload={"interval": "DAY"}), at=0.0)
    with pytest.raises(RateLimitError):
        stepper.run(endpoints.get_requester())
    assert stepper.sleeps == []
    other = Stepper(REQUESTER, at=0.0)
    other.run(endpoints.get_requester())
    assert other.sent_at == [0.0]


def test_requests_with_tasks_keep_to_the_quota() -> None:
    """A request waits until the minute has room for its tasks; a small one never does."""
    endpoints = api(quota=Quota(tasks_per_minute=25))
    stepper = Stepper(answer({"id": "op", "type": "X", "status": "RUNNING"}, 202), at=0.0)
    for _ in range(3):
        stepper.run(endpoints.start_creation(BODY, flags=Flags(), operation_id="op"))
    assert stepper.sent_at == [0.0, 0.0, 60.0]


def test_a_request_without_an_id_must_not_be_repeated() -> None:
    """Creating tasks at once is not repeatable; under an operation id it is."""
    for failure in (gone(sent=None), gone(sent=True), refusal(500), Response(status=201)):
        stepper = Stepper(failure)
        with pytest.raises((ApiError, TransportError, DecodeError)) as raised:
            stepper.run(api().create_tasks(BODY, flags=Flags(), types=None))  # type: ignore[arg-type]  # nothing is read
        assert len(stepper.requests) == 1
        assert raised.value.fate_unknown
        stepper = Stepper(failure)
        with pytest.raises((ApiError, TransportError, DecodeError)) as raised:
            stepper.run(api().start_creation(BODY, flags=Flags(), operation_id="op"))
        assert len(stepper.requests) == 8
        assert not raised.value.fate_unknown


def test_the_observer_sees_every_attempt() -> None:
    """Each attempt is reported once, with its number, its time and what it ended with."""
    seen: list[Exchange] = []
    stepper = Stepper(gone(), refusal(502), answer({"id": "r"}, x_request_id="7"), takes=0.25)
    stepper.run(api(observer=seen.append).get_requester())
    assert [(one.attempt, one.status, one.error, one.request_id) for one in seen] == [
        (1, None, "TransportError", None),
        (2, 502, "ServerError", None),
        (3, 200, None, "7"),
    ]
    assert all(one.seconds == 0.25 for one in seen)
    assert {one.path for one in seen} == {"/requester"}


def test_nobody_swallows_an_interruption() -> None:
    """What a driver throws beside transport errors passes through a plan."""
    plan = api().get_requester()
    effect = next(plan)
    while getattr(effect, "request", None) is None:
        effect = plan.send(0.0)
    with pytest.raises(KeyboardInterrupt):
        plan.throw(KeyboardInterrupt())
