"""Scenarios 13 and 14 for uploads that share a client: the quota kept, pauses, and their ends."""

from __future__ import annotations

import pytest

from tests.core.stepping import refusal
from tests.core.test_quota import most_within
from tests.uploads.virtual import LATENCY, Service, Simulation, uploads_of_one_client
from toloka_typed import Quota, RateLimitError, RetryPolicy
from toloka_typed._requests.plan import Request, Response

BUSY = "TOO_MANY_REQUESTS"


def test_uploads_of_one_client_keep_the_quota_together() -> None:
    """However many uploads share a client, no second and no minute exceeds the quota."""
    service = Service()
    quota = Quota(requests_per_second=5, tasks_per_minute=40)
    Simulation(service).run(uploads_of_one_client(100, 60, 80, quota=quota))
    assert sum(tasks for _, tasks in service.posts()) == 240
    assert most_within(service.posts(), seconds=60.0) == 40
    assert most_within([(at, 1) for at, _, _ in service.log], seconds=1.0) <= 5
    last, _ = max(service.posts())
    assert last - 1_000.0 < 5 * 60 + 5


def test_without_a_quota_nothing_waits() -> None:
    """`quota=None` lets everything go as fast as the answers come."""
    service = Service()
    Simulation(service).run(uploads_of_one_client(400, quota=None))
    assert max(service.posts())[0] - 1_000.0 < 40 / 4 * (4 * LATENCY + 0.2)


def minute_over(*, until: float, retry_after: str | None = None) -> Service:
    """Give a service whose minute quota is used up until then, from the third request on."""
    seen = 0

    def instead(request: Request, at: float) -> Response | None:
        nonlocal seen
        seen += request.method == "POST"
        if request.method == "POST" and seen > 2 and at < until:
            headers = {"retry_after": retry_after} if retry_after else {}
            return refusal(429, BUSY, payload={"interval": "MIN"}, **headers)
        return None

    return Service(instead)


@pytest.mark.parametrize(("retry_after", "pause"), [(None, 60.0), ("7", 7.0)])
def test_a_minute_quota_pauses_all_uploads(retry_after: str | None, pause: float) -> None:
    """After the first 429 no upload of the client sends tasks until the minute has passed.

    Then all go on, each request under the id that it had.
    """
    service = minute_over(until=1_000.0 + pause, retry_after=retry_after)
    simulation = Simulation(service, concurrency=2)
    simulation.run(uploads_of_one_client(60, 60, 60, quota=Quota()))
    refused = [at for at, _ in service.posts(status=429)]
    assert 1 <= len(refused) <= 4
    assert max(refused) < min(refused) + LATENCY
    later = [at for at, _ in service.posts() if at > max(refused)]
    assert min(later) == pytest.approx(min(refused) + LATENCY + pause, abs=0.2)
    assert sum(tasks for _, tasks in service.posts()) == 180
    ids = [request.query["operation_id"] for _, request, found in service.log if found == 429]
    accepted = {request.query["operation_id"] for _, request, found in service.log if found == 202}
    assert set(ids) <= accepted
    assert simulation.failures == []


def test_polls_go_on_during_a_pause() -> None:
    """What was accepted is waited for and read while new tasks have to wait."""
    service = minute_over(until=1_050.0)
    Simulation(service, concurrency=3).run(uploads_of_one_client(60, quota=Quota()))
    first = min(at for at, _ in service.posts(status=429))
    logs = [at for at, request, _ in service.log if request.path.endswith("/log")]
    assert [at for at in logs if first < at < first + 30]


def test_a_quota_for_the_day_ends_all_that_is_not_under_way() -> None:
    """A used-up day is not tried again, and the rest of the upload is not tried at all."""

    def from_then_on(_: Request, at: float) -> Response | None:
        return refusal(429, BUSY, payload={"interval": "DAY"}) if at > 1_000.2 else None

    service = Service(from_then_on)
    simulation = Simulation(service, concurrency=2)
    simulation.run(uploads_of_one_client(500, quota=Quota(), async_tasks=10))
    assert {type(failure) for failure in simulation.failures} == {RateLimitError}
    assert len([1 for _, _, found in service.log if found == 429]) <= 2
    assert simulation.now < 1_002


def test_an_hour_is_waited_for_by_policy() -> None:
    """With `wait_for_hour` an hourly quota is a pause like a minute's."""

    def instead(request: Request, at: float) -> Response | None:
        over = request.method == "POST" and at < 4_600
        return refusal(429, BUSY, payload={"interval": "HOUR"}) if over else None

    service = Service(instead)
    patient = RetryPolicy(wait_for_hour=True, total=None, max_retry_after=3600.0)
    simulation = Simulation(service)
    simulation.run(uploads_of_one_client(60, quota=Quota(), policy=patient))
    assert simulation.failures == []
    assert len(service.posts(status=429)) <= 4
    assert simulation.now < 4_605


def test_too_fast_is_a_short_wait_of_one_request() -> None:
    """A 429 that names no quota makes its own request wait a little, and no other."""
    refused: list[float] = []

    def instead(request: Request, at: float) -> Response | None:
        if request.method == "POST" and not refused:
            refused.append(at)
            return refusal(429, BUSY)
        return None

    service = Service(instead)
    Simulation(service).run(uploads_of_one_client(60, quota=Quota()))
    after = sorted(at for at, _ in service.posts() if at > refused[0])
    assert service.posts()[0][0] == refused[0]
    assert after[-1] - refused[0] < 2
