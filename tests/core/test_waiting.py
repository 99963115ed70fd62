"""Waiting for an operation, stepped against a clock that only sleeping moves."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.stepping import Stepper, api, operation, refusal
from toloka_typed import (
    NotFoundError,
    Operation,
    OperationTimeoutError,
    RetryPolicy,
    ServerError,
    TasksCreateOperation,
)
from toloka_typed._requests.plan import Plan
from toloka_typed._waiting import first_look, wait

RUNNING = TasksCreateOperation(id="op", type="TASK.BATCH_CREATE", status="RUNNING")
MISSING = refusal(404, "DOES_NOT_EXIST")


def waiting(timeout: float | None, *, visible_within: float = 0.0) -> Plan[TasksCreateOperation]:
    return wait(api(), RUNNING, timeout=timeout, visible_within=visible_within)


def test_looks_become_rarer_up_to_five_seconds() -> None:
    """The first look is due after a tenth of a second; the last ones are five seconds apart."""
    stepper = Stepper(*[operation("RUNNING")] * 30, operation("SUCCESS"), at=0.0)
    assert stepper.run(waiting(None)).status == "SUCCESS"
    assert stepper.sleeps[0] == 0.1
    assert stepper.sleeps == sorted(stepper.sleeps)
    assert stepper.sleeps[-1] == 5.0


@given(st.floats(0, 1_000), st.floats(0, 3))
def test_the_last_look_is_not_after_the_limit(limit: float, takes: float) -> None:
    """Whatever the limit, the last look begins within it, and the error comes right after."""
    stepper = Stepper(operation("RUNNING"), at=50.0, takes=takes)
    with pytest.raises(OperationTimeoutError) as raised:
        stepper.run(waiting(limit))
    assert stepper.sent_at[-1] <= 50.0 + limit + 1e-6
    assert stepper.now >= 50.0 + limit - 0.05 - 1e-6
    assert stepper.now <= 50.0 + limit + takes + 1e-6
    assert raised.value.operation.id == "op"


def test_no_time_is_exactly_one_look() -> None:
    """A limit of 0 looks once, and does not sleep."""
    stepper = Stepper(operation("RUNNING"))
    with pytest.raises(OperationTimeoutError):
        stepper.run(waiting(0.0))
    assert len(stepper.requests) == 1
    assert stepper.sleeps == []
    assert Stepper(operation("FAIL")).run(waiting(0.0)).status == "FAIL"


def test_what_has_ended_is_not_asked_for() -> None:
    """An operation that has ended comes back as it is."""
    ended = Operation(id="op", type="X", status="FAIL")
    stepper = Stepper(operation("RUNNING"))
    assert stepper.run(wait(api(), ended, timeout=0.0)) is ended
    assert stepper.requests == []


def test_a_jump_of_the_wall_clock_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the driver's monotonic time counts: looks and end are the same whatever time it is."""
    sent_at: list[list[float]] = []
    for jumps in ([0.0], [1e9], [0.0, -1e9, 1e9]):
        times = itertools.cycle(jumps)
        monkeypatch.setattr(time, "time", lambda times=times: next(times))
        stepper = Stepper(operation("RUNNING"))
        with pytest.raises(OperationTimeoutError):
            stepper.run(waiting(30.0))
        sent_at.append(stepper.sent_at)
    assert sent_at[0] == sent_at[1] == sent_at[2]


def test_a_new_operation_may_be_invisible_for_a_while() -> None:
    """A 404 is no error as long as the operation counts as new; after that it is a timeout."""
    stepper = Stepper(*[MISSING] * 5, operation("SUCCESS"))
    assert stepper.run(waiting(None, visible_within=30.0)).status == "SUCCESS"
    stepper = Stepper(MISSING, at=0.0)
    with pytest.raises(OperationTimeoutError, match="accepted"):
        stepper.run(waiting(None, visible_within=30.0))
    assert 30.0 <= stepper.now <= 36.0
    stepper = Stepper(MISSING, at=0.0)
    with pytest.raises(OperationTimeoutError):
        stepper.run(waiting(5.0, visible_within=30.0))
    assert stepper.now <= 5.0


def test_an_old_operation_must_be_there() -> None:
    """A 404 for an operation that is not new is an error at once, with its id."""
    stepper = Stepper(MISSING)
    with pytest.raises(NotFoundError) as raised:
        stepper.run(wait(api(), RUNNING, timeout=None))
    assert raised.value.operation_id == "op"
    assert len(stepper.requests) == 1


def test_a_first_look_is_patient_too() -> None:
    """Looking at a new operation once waits until it is visible, and not for ever."""
    stepper = Stepper(MISSING, MISSING, operation("RUNNING"))
    assert stepper.run(first_look(api(), RUNNING)).status == "RUNNING"
    assert len(stepper.requests) == 3
    stepper = Stepper(MISSING, at=0.0)
    with pytest.raises(OperationTimeoutError, match="accepted"):
        stepper.run(first_look(api(), RUNNING))
    assert 30.0 <= stepper.now <= 30.2


def test_faults_are_retried_within_the_limit() -> None:
    """A spoilt look is repeated by policy, and no attempt begins after the limit."""
    stepper = Stepper(refusal(502), at=0.0)
    plan = wait(api(policy=RetryPolicy(attempts=1_000)), RUNNING, timeout=7.0)
    with pytest.raises(ServerError) as raised:
        stepper.run(plan)
    assert raised.value.operation_id == "op"
    assert stepper.sent_at[-1] <= 7.0
    assert len(stepper.requests) > 3


def test_each_look_is_shown() -> None:
    """A watcher sees every look, the last one included."""
    seen: list[Operation] = []
    stepper = Stepper(operation("PENDING"), operation("RUNNING"), operation("SUCCESS"))
    stepper.run(wait(api(), RUNNING, timeout=None, watch=seen.append))
    assert [one.status for one in seen] == ["PENDING", "RUNNING", "SUCCESS"]
