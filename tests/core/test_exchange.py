"""One request until it is answered for good, stepped without I/O."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.stepping import Stepper, answer, api, gone, refusal
from toloka_typed import (
    AccessDeniedError,
    ApiError,
    DecodeError,
    Exchange,
    Operation,
    Quota,
    RateLimitError,
    RetryPolicy,
    ServerError,
    TransportError,
)
from toloka_typed._endpoints import Api
from toloka_typed._fields import PLAIN
from toloka_typed._flags import Flags, TasksBody
from toloka_typed._requests.plan import Plan, Response

ACCEPTED = answer({"id": "op", "type": "X", "status": "RUNNING"})
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


def test_a_caller_who_takes_time_uses_up_none() -> None:
    """A plan that stands still while its caller is busy has not tried for any longer."""

    class Busy(Stepper):
        def _sleep(self, seconds: float) -> None:
            super()._sleep(seconds)
            self.now += 1_000.0

    stepper = Busy(refusal(502))
    with pytest.raises(ServerError):
        stepper.run(api(policy=RetryPolicy(attempts=4, total=60.0)).get_requester())
    assert len(stepper.requests) == 4


def test_no_attempt_begins_after_the_caller_s_limit() -> None:
    """`until` ends the attempts, whatever the policy allows."""
    stepper = Stepper(refusal(502), at=0.0)
    with pytest.raises(ServerError):
        stepper.run(api(policy=RetryPolicy(attempts=1_000)).get_operation("op", until=10.0))
    assert stepper.sent_at[-1] <= 10.0
    assert len(stepper.requests) > 3


def creation(endpoints: Api) -> Plan[Operation]:
    return endpoints.start_creation(BODY, flags=Flags(), operation_id="op")


def test_a_pause_holds_all_uploads_of_a_client() -> None:
    """What one upload learns of a used-up minute makes the client's other ones wait as well."""
    endpoints = api()
    first = Stepper(MINUTE, ACCEPTED, at=0.0)
    first.run(creation(endpoints))
    assert first.sent_at == [0.0, 60.0]
    second = Stepper(ACCEPTED, at=20.0)
    second.run(creation(endpoints))
    assert second.sent_at == [60.0]


def test_a_pause_does_not_hold_up_waiting() -> None:
    """Polls go on while uploads pause, and a used-up quota of polls pauses no upload."""
    endpoints = api()
    Stepper(MINUTE, ACCEPTED, at=0.0).run(creation(endpoints))
    poll = Stepper(MINUTE, ACCEPTED, at=20.0)
    poll.run(endpoints.get_operation("op"))
    assert poll.sent_at == [20.0, 80.0]
    upload = Stepper(ACCEPTED, at=70.0)
    upload.run(creation(endpoints))
    assert upload.sent_at == [70.0]


def test_a_pause_ends_as_the_service_says() -> None:
    """`Retry-After` decides how long a minute's pause is."""
    minute = refusal(429, "TOO_MANY_REQUESTS", payload={"interval": "MIN"}, retry_after="7")
    stepper = Stepper(minute, ACCEPTED, at=0.0)
    stepper.run(creation(api()))
    assert stepper.sent_at == [0.0, 7.0]


@pytest.mark.parametrize("interval", [None, "DAY"])
def test_only_a_quota_that_is_waited_for_is_a_pause(interval: str | None) -> None:
    """Too many requests a second, and a used-up day, hold nothing else up."""
    endpoints = api()
    payload = {"interval": interval} if interval else None
    stepper = Stepper(refusal(429, "TOO_MANY_REQUESTS", payload=payload), ACCEPTED, at=0.0)
    if interval:
        with pytest.raises(RateLimitError):
            stepper.run(creation(endpoints))
        assert stepper.sleeps == []
    else:
        stepper.run(creation(endpoints))
        assert 0 < stepper.now <= 0.5
    other = Stepper(ACCEPTED, at=0.0)
    other.run(creation(endpoints))
    assert other.sent_at == [0.0]


def test_requests_with_tasks_keep_to_the_quota() -> None:
    """A request waits until the minute has room for its tasks; a small one never does."""
    endpoints = api(quota=Quota(tasks_per_minute=25))
    stepper = Stepper(ACCEPTED, at=0.0)
    for _ in range(3):
        stepper.run(creation(endpoints))
    assert stepper.sent_at == [0.0, 0.0, 60.0]


def test_a_request_without_an_id_must_not_be_repeated() -> None:
    """Creating tasks at once is not repeatable; under an operation id it is."""
    for failure in (gone(sent=None), gone(sent=True), refusal(500), Response(status=201)):
        stepper = Stepper(failure)
        with pytest.raises((ApiError, TransportError, DecodeError)) as raised:
            stepper.run(api().create_tasks(BODY, flags=Flags(), types_at=lambda _: PLAIN))
        assert len(stepper.requests) == 1
        assert raised.value.fate_unknown
        stepper = Stepper(failure)
        with pytest.raises((ApiError, TransportError, DecodeError)) as raised:
            stepper.run(api().start_creation(BODY, flags=Flags(), operation_id="op"))
        assert len(stepper.requests) == 8
        assert not raised.value.fate_unknown


def test_an_earlier_attempt_may_have_got_through() -> None:
    """After a doubtful attempt a certain refusal still leaves the operation to be asked for."""
    denied = refusal(403, "ACCESS_DENIED")
    for doubtful in (gone(), refusal(502), Response(status=202, body=b"<html>")):
        with pytest.raises(AccessDeniedError) as raised:
            Stepper(doubtful, denied).run(creation(api()))
        assert raised.value.operation_id == "op"
    for certain in (gone(sent=False), refusal(503), denied):
        with pytest.raises(AccessDeniedError) as raised:
            Stepper(certain, denied).run(creation(api()))
        assert raised.value.operation_id is None


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
