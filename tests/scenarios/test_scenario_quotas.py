"""Scenarios 13 and 14: the service's quotas."""

from __future__ import annotations

import time
from email.utils import formatdate

import pytest

from tests.scenarios.conftest import Connect
from tests.scenarios.traffic import endpoints, posts, tasks
from toloka_typed import RateLimitError, RetryPolicy, TolokaClient
from toloka_typed.sandbox import Fault, Sandbox
from toloka_typed.sandbox.faults import First, Instead

CODE = "TOO_MANY_REQUESTS"


def over(interval: str | None = None, *, retry_after: str | None = None) -> Instead:
    """Give the answer of a service whose quota is used up."""
    payload = {"interval": interval} if interval else None
    headers = {"retry-after": retry_after} if retry_after else None
    return Instead.error(429, CODE, payload=payload, headers=headers)


@pytest.mark.parametrize("retry_after", [None, "0", "0.02", "a date", "nonsense"])
@pytest.mark.parametrize("interval", ["MIN", None])
def test_a_minute_quota_is_waited_for(
    client: TolokaClient, sandbox: Sandbox, interval: str | None, retry_after: str | None
) -> None:
    """The same POST goes out again under its id, and the upload ends well."""
    if retry_after == "a date":
        retry_after = formatdate(usegmt=True)
    sandbox.faults = [Fault("POST /tasks", over(interval, retry_after=retry_after))]
    assert len(client.create_tasks(tasks(2), allow_defaults=True).items) == 2
    first, second = posts(sandbox)
    assert (first.status, second.status) == (429, 202)
    assert first.query["operation_id"] == second.query["operation_id"]
    assert len(sandbox.tasks()) == 2


def test_the_service_s_own_wait_is_kept(connect: Connect, sandbox: Sandbox) -> None:
    """`Retry-After` holds before the policy's own delays, up to the policy's ceiling."""
    client = connect(retries=RetryPolicy(first_delay=0.0, max_retry_after=0.3))
    sandbox.faults = [Fault("GET /requester", over("MIN", retry_after="100"))]
    started = time.monotonic()
    client.get_requester()
    assert 0.3 <= time.monotonic() - started < 1


def test_the_whole_client_pauses(connect: Connect, sandbox: Sandbox) -> None:
    """What one request learns of a used-up quota holds the client's other requests back, too."""
    client = connect(retries=RetryPolicy(first_delay=0.0, max_retry_after=0.3), timeout=5)
    sandbox.faults = [Fault("POST /tasks", over("MIN"))]
    started = time.monotonic()
    list(client.upload_tasks(tasks(2), allow_defaults=True))
    assert time.monotonic() - started >= 0.3
    assert endpoints(sandbox)[:2] == ["POST /tasks", "POST /tasks"]


@pytest.mark.parametrize("interval", ["DAY", "HOUR"])
@pytest.mark.parametrize("async_mode", [True, False])
def test_a_long_quota_is_not_waited_for(
    client: TolokaClient, sandbox: Sandbox, interval: str, async_mode: bool
) -> None:
    """A used-up day or hour is an error at once, with the interval."""
    sandbox.faults = [Fault("POST /tasks", over(interval), First(1_000))]
    with pytest.raises(RateLimitError) as raised:
        client.create_tasks(tasks(2), allow_defaults=True, async_mode=async_mode)
    assert raised.value.interval == interval
    assert raised.value.code == CODE
    assert len(posts(sandbox)) == 1


def test_an_hour_is_waited_for_by_policy(connect: Connect, sandbox: Sandbox) -> None:
    """`wait_for_hour` makes an hourly quota a wait, up to the ceiling."""
    client = connect(retries=RetryPolicy(wait_for_hour=True, max_retry_after=0.05))
    sandbox.faults = [Fault("POST /tasks", over("HOUR"))]
    assert len(client.create_tasks(tasks(2), allow_defaults=True).items) == 2


def test_a_quota_that_stays_used_up_is_an_error(client: TolokaClient, sandbox: Sandbox) -> None:
    """Trying ends as for other failures, and the error is the service's own."""
    sandbox.faults = [Fault("POST /tasks", over("MIN"), First(1_000))]
    with pytest.raises(RateLimitError) as raised:
        client.create_tasks(tasks(2), allow_defaults=True)
    assert raised.value.interval == "MIN"
    assert len(posts(sandbox)) == 8
