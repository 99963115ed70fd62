"""Faults: what goes wrong, where, and how often."""

from __future__ import annotations

import json
import time
import uuid

import attrs
import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sandbox.api import POOL, Api, bad_task, refusal, task
from toloka_typed.sandbox import After, Fault, Sandbox
from toloka_typed.sandbox.faults import (
    CutAnswer,
    Delay,
    Every,
    First,
    Instead,
    NoAnswer,
    Nth,
    OperationFails,
    OperationTaken,
    ShortPage,
    SlowAnswer,
    Sometimes,
    When,
)

TEAPOT = Instead(status=418)


def statuses(api: Api, path: str, *, count: int) -> list[int]:
    return [api.http.get(path).status_code for _ in range(count)]


@pytest.mark.parametrize("end", ["close", "reset"])
def test_an_answer_is_lost_after_the_work(sandbox: Sandbox, api: Api, end: str) -> None:
    """The tasks exist, and the caller hears nothing; the next request is answered."""
    sandbox.faults = [Fault("POST /tasks", NoAnswer(end="close" if end == "close" else "reset"))]
    error = httpx.RemoteProtocolError if end == "close" else httpx.ReadError
    with pytest.raises(error):
        api.create(task())
    assert len(sandbox.tasks()) == 1
    assert api.create(task()).status_code == 201


def test_a_connection_ends_before_the_work(sandbox: Sandbox, api: Api) -> None:
    """Nothing was done."""
    sandbox.faults = [Fault("POST /tasks", NoAnswer(handled=False, end="reset"))]
    with pytest.raises(httpx.ReadError):
        api.create(task())
    assert sandbox.tasks() == []


@pytest.mark.parametrize("end", ["close", "reset"])
def test_a_body_is_cut_off(sandbox: Sandbox, api: Api, end: str) -> None:
    """Status and headers arrive, and the connection ends inside the body."""
    cut = CutAnswer(body_bytes=20, end="close" if end == "close" else "reset")
    sandbox.faults = [Fault("GET /requester", cut)]
    with api.http.stream("GET", "/requester") as response:
        assert response.status_code == 200
        with pytest.raises(httpx.TransportError):
            response.read()
    assert api.get("/requester")


def test_json_may_be_cut_short_without_a_broken_connection(sandbox: Sandbox, api: Api) -> None:
    """With `end="open"` the answer is complete HTTP around half a document."""
    sandbox.faults = [Fault("GET /requester", CutAnswer(body_bytes=20, end="open"))]
    response = api.http.get("/requester")
    assert (response.status_code, len(response.content)) == (200, 20)
    with pytest.raises(json.JSONDecodeError):
        response.json()


def test_an_answer_trickles(sandbox: Sandbox, api: Api) -> None:
    """The body comes in pieces with pauses, and is whole in the end."""
    plain = api.get("/requester")
    sandbox.faults = [Fault("GET /requester", SlowAnswer(piece=40, pause=0.01))]
    started = time.monotonic()
    assert api.get("/requester") == plain
    assert time.monotonic() - started >= 0.03


@pytest.mark.parametrize("delay", [Delay(before_handling=0.05), Delay(after_handling=0.05)])
def test_an_answer_is_late(sandbox: Sandbox, api: Api, delay: Delay) -> None:
    """Time passes before the answer, on either side of the work."""
    sandbox.faults = [Fault("GET /requester", delay)]
    started = time.monotonic()
    assert api.get("/requester")
    assert time.monotonic() - started >= 0.05


@pytest.mark.parametrize("handled", [True, False])
def test_a_late_request_may_still_be_handled(sandbox: Sandbox, api: Api, handled: bool) -> None:
    """A caller who gave up does not know: the work was done before the delay, or is to come."""
    late = Delay(after_handling=30) if handled else Delay(before_handling=30)
    sandbox.faults = [Fault("POST /tasks", late)]
    with pytest.raises(httpx.ReadTimeout):
        api.http.post("/tasks", json=task(), timeout=0.1)
    assert len(sandbox.tasks()) == (1 if handled else 0)


def test_the_latency_is_a_setting(sandbox: Sandbox, api: Api) -> None:
    """Every answer comes that much later."""
    sandbox.settings = attrs.evolve(sandbox.settings, latency=0.05)
    started = time.monotonic()
    assert api.get("/requester")
    assert time.monotonic() - started >= 0.05


@pytest.mark.parametrize("status", [400, 403, 429, 500, 502, 503, 504, 520, 200])
def test_any_status_with_any_body(sandbox: Sandbox, api: Api, status: int) -> None:
    """Error bodies may be JSON with or without a code, an array, HTML, or nothing."""
    sandbox.faults = [Fault("*", Instead.error(status, "SOME_CODE", payload={"a": 1}))]
    body = api.http.get("/requester").json()
    assert (body["code"], body["payload"]) == ("SOME_CODE", {"a": 1})
    assert body.keys() == {"request_id", "code", "message", "payload"}
    for act, content in (
        (Instead.json(status, {"message": "no code"}), b'{"message":"no code"}'),
        (Instead.json(status, []), b"[]"),
        (Instead(status=status), b""),
        (Instead(status=status, body=b'{"code":'), b'{"code":'),
    ):
        sandbox.faults = [Fault("*", act)]
        response = api.http.get("/requester")
        assert (response.status_code, response.content) == (status, content)
    sandbox.faults = [Fault("*", Instead.html(status))]
    page = api.http.get("/requester")
    assert page.headers["content-type"] == "text/html"
    assert page.text.startswith("<html>")


def test_another_answer_may_come_after_the_work(sandbox: Sandbox, api: Api) -> None:
    """With `handled` the service did what was asked, and a proxy answered for it."""
    for handled in (False, True):
        sandbox.faults = [Fault("POST /tasks", Instead.html(502, handled=handled))]
        assert api.create(task()).status_code == 502
        assert len(sandbox.tasks()) == int(handled)


def test_a_quota_may_tell_its_interval(sandbox: Sandbox, api: Api) -> None:
    """429 with a payload and Retry-After, or without either."""
    full = Instead.error(
        429, "TOO_MANY_REQUESTS", payload={"interval": "MIN"}, headers={"Retry-After": "60"}
    )
    sandbox.faults = [Fault("*", full), Fault("*", Instead.error(429, "TOO_MANY_REQUESTS"), Nth(2))]
    first, second = api.http.get("/requester"), api.http.get("/requester")
    assert (first.headers["retry-after"], first.json()["payload"]) == ("60", {"interval": "MIN"})
    assert "retry-after" not in second.headers
    assert "payload" not in second.json()


@pytest.mark.parametrize("status", [503, 520])
def test_an_answer_may_be_http_1_0(sandbox: Sandbox, api: Api, status: int) -> None:
    """Old proxies answer so, and close the connection."""
    sandbox.faults = [Fault("*", Instead(status=status, body=b"busy", version="1.0"))]
    response = api.http.get("/requester")
    assert (response.http_version, response.status_code, response.text) == (
        "HTTP/1.0",
        status,
        "busy",
    )
    assert api.get("/requester")


def test_a_page_is_shorter_than_asked(sandbox: Sandbox, api: Api) -> None:
    """The page has fewer items, and says truly whether there are more."""
    api.create([task()] * 5)
    sandbox.faults = [Fault("GET /tasks", ShortPage(items=2), Every())]
    first = api.get("/tasks", pool_id=POOL, limit=5)
    assert (len(first["items"]), first["has_more"]) == (2, True)
    assert len(api.ids(limit=1)) == 1
    rest = api.get("/tasks", pool_id=POOL, id_gt=first["items"][-1]["id"])
    assert (len(rest["items"]), rest["has_more"]) == (2, True)


def test_an_empty_page_may_promise_more(sandbox: Sandbox, api: Api) -> None:
    """Such a page is an answer like any other."""
    sandbox.faults = [Fault("GET /tasks", Instead.json(200, {"items": [], "has_more": True}))]
    assert api.get("/tasks", pool_id=POOL) == {"items": [], "has_more": True}


def test_an_operation_may_be_invisible_at_first(sandbox: Sandbox, api: Api) -> None:
    """After a lost answer the id is taken, and the operation nevertheless not found for a while."""
    sandbox.faults = [
        Fault("POST /tasks", NoAnswer()),
        Fault("GET /operations/*", Instead.error(404, "DOES_NOT_EXIST"), First(2)),
    ]
    operation_id = str(uuid.uuid4())
    query = {"async_mode": True, "operation_id": operation_id}
    with pytest.raises(httpx.RemoteProtocolError):
        api.create([task()], **query)
    assert refusal(api.create([task()], **query)) == (409, "OPERATION_ALREADY_EXISTS")
    assert statuses(api, f"/operations/{operation_id}", count=3) == [404, 404, 200]
    assert len(sandbox.tasks()) == 1


@pytest.mark.parametrize("kind", ["POOL.OPEN", "TASK.BATCH_CREATE"])
def test_an_operation_id_may_be_taken_by_another(sandbox: Sandbox, api: Api, kind: str) -> None:
    """The request is refused, and the id leads to an operation of the given type, end and log."""
    step = {"type": "TASK_VALIDATE", "success": False, "input": bad_task(), "output": {}}
    taken = OperationTaken(type=kind, status="FAIL", log=[step])
    sandbox.faults = [Fault("POST /tasks", taken)]
    operation_id = str(uuid.uuid4())
    response = api.create([task()], async_mode=True, operation_id=operation_id)
    assert refusal(response) == (409, "OPERATION_ALREADY_EXISTS")
    operation = api.get(f"/operations/{operation_id}")
    assert (operation["type"], operation["status"]) == (kind, "FAIL")
    assert api.log(operation_id) == [step]
    assert sandbox.tasks() == []


def test_an_operation_may_fail_without_a_word(sandbox: Sandbox, api: Api) -> None:
    """It runs as usual, ends as FAIL, logs nothing and creates nothing."""
    sandbox.faults = [Fault("POST /tasks", OperationFails())]
    operation_id = api.start([task()])
    operation = api.get(f"/operations/{operation_id}")
    assert (operation["status"], "details" in operation) == ("FAIL", False)
    assert api.log(operation_id) == []
    assert sandbox.tasks() == []


def test_a_pool_may_be_locked_for_a_while(sandbox: Sandbox, api: Api) -> None:
    """A conflict for so many requests, and then the work."""
    code = "POOL_LOCKED_BY_ANOTHER_OPERATION"
    sandbox.faults = [Fault("POST /tasks", Instead.error(409, code), First(2))]
    assert [api.create(task()).status_code for _ in range(3)] == [409, 409, 201]


def test_a_fault_hits_the_requests_that_fit(sandbox: Sandbox, api: Api) -> None:
    """A pattern has a method and a path whose stars stand for one part each."""
    sandbox.faults = [Fault("GET /operations/*/log", TEAPOT, Every())]
    assert statuses(api, "/operations/1", count=1) == [404]
    assert statuses(api, "/operations/1/log", count=1) == [418]
    sandbox.faults = [Fault("* /requester", TEAPOT, Every())]
    assert api.http.delete("/requester").status_code == 418
    assert statuses(api, "/pools", count=1) == [200]
    sandbox.faults = [Fault("*", TEAPOT, Every())]
    assert statuses(api, "/pools", count=1) == [418]
    assert api.http.post("/anything/at/all").status_code == 418


@pytest.mark.parametrize(
    ("when", "hit"),
    [
        (First(), [1]),
        (First(3), [1, 2, 3]),
        (Nth(2), [2]),
        (Every(), [1, 2, 3, 4, 5, 6]),
        (Every(3), [3, 6]),
        (Sometimes(0.0), []),
        (Sometimes(1.0), [1, 2, 3, 4, 5, 6]),
    ],
    ids=str,
)
def test_a_fault_hits_when_it_says(sandbox: Sandbox, api: Api, when: When, hit: list[int]) -> None:
    """Occurrences count the requests that fit, from 1."""
    sandbox.faults = [Fault("GET /requester", TEAPOT, when)]
    api.get("/pools")
    found = statuses(api, "/requester", count=6)
    assert [at for at, status in enumerate(found, 1) if status == 418] == hit


@settings(max_examples=20)
@given(seed=st.integers(), probability=st.floats(0.2, 0.8))
def test_chance_is_repeatable(seed: int, probability: float) -> None:
    """One seed always hits the same requests, and about as many as its probability says."""
    hits = [Sometimes(probability, seed=seed).selects(at) for at in range(1, 401)]
    assert hits == [Sometimes(probability, seed=seed).selects(at) for at in range(1, 401)]
    assert abs(sum(hits) / 400 - probability) < 0.2


def test_seeds_differ() -> None:
    """Another seed hits other requests."""
    runs = {tuple(Sometimes(0.5, seed=s).selects(at) for at in range(64)) for s in range(50)}
    assert len(runs) == 50


def test_setting_the_faults_starts_anew(sandbox: Sandbox, api: Api) -> None:
    """Counts begin again, and an empty list ends all faults."""
    fault = Fault("*", TEAPOT)
    for _ in range(2):
        sandbox.faults = [fault]
        assert list(sandbox.faults) == [fault]
        assert statuses(api, "/requester", count=2) == [418, 200]
    sandbox.faults = [Fault("*", TEAPOT, Every())]
    sandbox.faults = []
    assert statuses(api, "/requester", count=1) == [200]


@pytest.mark.parametrize("handled", [True, False])
def test_faults_combine(sandbox: Sandbox, api: Api, handled: bool) -> None:
    """The first is nearest to the caller: it gets what the others made of the answer."""
    sandbox.faults = [
        Fault("*", CutAnswer(body_bytes=4, end="open")),
        Fault("*", Instead(status=500, body=b"long text", handled=handled)),
        Fault("*", NoAnswer(), Nth(2)),
    ]
    response = api.http.get("/requester")
    assert (response.status_code, response.text) == (500, "long")
    with pytest.raises(httpx.RemoteProtocolError):
        api.http.get("/requester")


def test_delays_add_up(sandbox: Sandbox, api: Api) -> None:
    """Two delays of one request follow each other."""
    sandbox.faults = [Fault("*", Delay(after_handling=0.04)) for _ in range(2)]
    started = time.monotonic()
    assert api.get("/requester")
    assert time.monotonic() - started >= 0.08


def test_a_fault_needs_no_login(sandbox: Sandbox) -> None:
    """What goes wrong before the service does not ask who is there."""
    sandbox.faults = [Fault("*", Instead.html(502))]
    assert httpx.get(f"{sandbox.url}/api/v1/requester").status_code == 502


def test_traffic_is_recorded(sandbox: Sandbox, api: Api) -> None:
    """Each exchange is kept with method, path, query, status and body, and never with the token."""
    api.create([task()], allow_defaults=True)
    sandbox.faults = [Fault("GET /requester", NoAnswer())]
    with pytest.raises(httpx.RemoteProtocolError):
        api.http.get("/requester")
    created, lost = sandbox.requests
    assert (created.method, created.path, created.status) == ("POST", "/tasks", 201)
    assert created.query == {"allow_defaults": "true"}
    assert created.json() == [task()]
    assert created.body is not None
    assert created.body_bytes == len(created.body)
    assert created.headers["content-type"] == "application/json"
    assert "authorization" not in created.headers
    assert created.scheme == "OAuth"
    assert (lost.method, lost.path, lost.status) == ("GET", "/requester", None)
    sandbox.clear_requests()
    assert sandbox.requests == ()


def test_large_bodies_are_counted_and_not_kept(sandbox: Sandbox, api: Api) -> None:
    """Above the setting only the size is recorded."""
    sandbox.settings = attrs.evolve(sandbox.settings, kept_body_bytes=10)
    api.create(task())
    (exchange,) = sandbox.requests
    assert exchange.body is None
    assert exchange.body_bytes > 10
    with pytest.raises(ValueError, match="larger"):
        exchange.json()


def test_recording_can_be_switched_off() -> None:
    """With `record=False` nothing is kept."""
    with Sandbox(record=False) as sandbox, Api(sandbox.url) as api:
        api.get("/requester")
        assert sandbox.requests == ()
        sandbox.clear_requests()


def test_conditions_may_join_time_and_looks(sandbox: Sandbox, api: Api) -> None:
    """Both parts of `After` must have passed."""
    sandbox.settings = attrs.evolve(sandbox.settings, operation_takes=After(seconds=1000, looks=1))
    path = f"/operations/{api.start([task()])}"
    assert [api.get(path)["status"] for _ in range(3)] == ["RUNNING"] * 3
