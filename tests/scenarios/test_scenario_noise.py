"""Scenario 15: proxies between the client and the service, and answers that are none."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scenarios.conftest import Connect
from tests.scenarios.traffic import endpoints, posts, requests_to, tasks
from toloka_typed import (
    ApiError,
    DecodeError,
    Exchange,
    OperationTimeoutError,
    RetryPolicy,
    ServerError,
    TolokaClient,
    TolokaError,
    TransportError,
)
from toloka_typed.sandbox import After, Fault, Sandbox, SandboxSettings
from toloka_typed.sandbox.faults import Act, CutAnswer, First, Instead, NoAnswer, Nth, SlowAnswer

NOISE = [
    pytest.param(Instead.html(502), id="502 HTML"),
    pytest.param(Instead.html(503), id="503 HTML"),
    pytest.param(Instead(status=504), id="504 empty"),
    pytest.param(Instead(status=503, body=b"sorry", version="1.0"), id="HTTP/1.0"),
    pytest.param(Instead.html(200), id="200 HTML"),
    pytest.param(CutAnswer(end="open"), id="200 cut"),
    pytest.param(NoAnswer(), id="closed"),
    pytest.param(NoAnswer(end="reset"), id="reset"),
]


@pytest.mark.parametrize("act", NOISE)
def test_noise_while_waiting_is_waited_out(
    client: TolokaClient, sandbox: Sandbox, act: Act
) -> None:
    """A GET that a proxy spoilt is asked again, wherever in an upload it happens."""
    sandbox.faults = [
        Fault("GET /operations/*", act, First(2)),
        Fault("GET /operations/*/log", act, First(2)),
        Fault("GET /tasks", act, First(2)),
    ]
    assert len(client.create_tasks(tasks(2), allow_defaults=True).items) == 2
    assert endpoints(sandbox) == [
        "POST /tasks",
        *["GET /operations/{id}"] * 3,
        *["GET /operations/{id}/log"] * 3,
        *["GET /tasks"] * 3,
    ]


def test_noise_without_an_end_is_an_error_that_shows_it(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """When trying is over the error has status, the body's first bytes, and the operation id."""
    sandbox.faults = [Fault("GET /operations/*", Instead.html(502), First(1000))]
    with pytest.raises(ServerError) as raised:
        client.create_tasks(tasks(2), allow_defaults=True)
    error = raised.value
    assert (error.status_code, error.code, error.request_id is None) == (502, None, False)
    assert error.body.startswith(b"<html>")
    asked_for = posts(sandbox)[0].query["operation_id"]
    assert error.operation_id == asked_for
    assert asked_for in str(error)
    assert "html" in str(error)
    assert len(requests_to(sandbox, "GET /operations/{id}")) == 8


def test_a_page_in_place_of_json_is_a_decode_error_that_shows_it(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """HTML with status 200 is, in the end, a `DecodeError` with status, bytes and operation."""
    sandbox.faults = [Fault("GET /operations/*", Instead.html(200), First(1000))]
    with pytest.raises(DecodeError) as raised:
        client.create_tasks(tasks(2), allow_defaults=True)
    error = raised.value
    assert error.status_code == 200
    assert error.body.startswith(b"<html>")
    asked_for = posts(sandbox)[0].query["operation_id"]
    assert error.operation_id == asked_for
    assert asked_for in str(error)


def test_noise_ends_with_the_limit_of_the_wait(connect: Connect, sandbox: Sandbox) -> None:
    """GETs are not tried beyond the caller's own limit, however patient the policy is."""
    client = connect(retries=RetryPolicy(first_delay=0.05, attempts=1000))
    operation = client.create_tasks_async(tasks(1), allow_defaults=True)
    sandbox.faults = [Fault("GET /operations/*", Instead.html(502), First(1000))]
    with pytest.raises((ServerError, OperationTimeoutError)) as raised:
        client.wait_operation(operation, timeout=0.3)
    assert operation.id in str(raised.value)
    assert 1 < len(requests_to(sandbox, "GET /operations/{id}")) < 12


@pytest.mark.parametrize(
    "refusal",
    [
        pytest.param(Instead.html(413), id="HTML"),
        pytest.param(Instead.error(413, "ENTITY_TOO_LARGE"), id="JSON"),
    ],
)
def test_a_request_that_is_too_large_is_not_repeated(
    client: TolokaClient, sandbox: Sandbox, refusal: Act
) -> None:
    """A 413 is sent once, and the error names the size of the request."""
    sandbox.faults = [Fault("POST /tasks", refusal, First(1000))]
    for async_mode in (True, False):
        sandbox.clear_requests()
        with pytest.raises(ApiError) as raised:
            client.create_tasks(tasks(2), allow_defaults=True, async_mode=async_mode)
        [post] = sandbox.requests
        assert raised.value.status_code == 413
        assert f"{post.body_bytes} bytes" in str(raised.value)


STRANGE: list[Any] = [
    None,
    [],
    "text",
    7,
    {},
    {"code": 7, "message": ["no"]},
    {"message": "no code"},
    {"code": "", "message": ""},
    {"input_values.image": {"code": "VALUE_REQUIRED"}},
    {"code": "SOMETHING_NEW", "message": "m", "payload": [1], "request_id": 5},
]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 415, 418, 422])
def test_every_error_body_is_survived(client: TolokaClient, sandbox: Sandbox, status: int) -> None:
    """Whatever JSON an error holds, it is an `ApiError` with that status, and not tried again."""
    answers = [Instead.json(status, body) for body in STRANGE]
    for answer in [*answers, Instead.html(status), Instead(status=status)]:
        sandbox.clear_requests()
        sandbox.faults = [Fault("GET /requester", answer, First(1000))]
        with pytest.raises(ApiError) as raised:
            client.get_requester()
        assert raised.value.status_code == status
        assert len(sandbox.requests) == 1


def test_unknown_codes_are_kept_verbatim(client: TolokaClient, sandbox: Sandbox) -> None:
    """A code that nobody has listed stands in the error as it came, with payload and request id."""
    sandbox.faults = [
        Fault("GET /requester", Instead.error(409, "SOMETHING_NEW", payload={"why": [1, None]}))
    ]
    with pytest.raises(ApiError, match="SOMETHING_NEW") as raised:
        client.get_requester()
    assert raised.value.code == "SOMETHING_NEW"
    assert raised.value.payload == {"why": [1, None]}
    assert raised.value.request_id


@pytest.mark.parametrize(
    "body", [b"{}", b"[]", b"null", b'{"items": 5, "has_more": false}', b'{"items": [{}]}']
)
def test_json_of_another_shape_is_not_asked_for_again(
    client: TolokaClient, sandbox: Sandbox, body: bytes
) -> None:
    """Well-formed JSON that is not what the API describes is a `DecodeError` at once."""
    for ask in (
        lambda: client.find_tasks(pool_id="1238218"),
        lambda: client.find_pools(),
        lambda: client.find_operations(),
    ):
        sandbox.clear_requests()
        sandbox.faults = [Fault("*", Instead(status=200, body=body), First(1000))]
        with pytest.raises(DecodeError) as raised:
            ask()
        assert raised.value.body == body
        assert len(sandbox.requests) == 1


def test_redirects_are_not_followed(client: TolokaClient, sandbox: Sandbox) -> None:
    """A redirect is an error: the token goes to the host that was named, and nowhere else."""
    elsewhere = Instead(status=302, headers={"location": f"{sandbox.url}/api/v1/pools"})
    sandbox.faults = [Fault("GET /requester", elsewhere)]
    with pytest.raises(ApiError) as raised:
        client.get_requester()
    assert raised.value.status_code == 302
    assert endpoints(sandbox) == ["GET /requester"]


def test_an_answer_that_trickles_in_ends_with_the_timeout(
    connect: Connect, sandbox: Sandbox
) -> None:
    """The timeout holds for the whole answer, not only for the next bytes of it."""
    client = connect(timeout=0.2, retries=RetryPolicy(attempts=1))
    sandbox.faults = [Fault("GET /requester", SlowAnswer(piece=1, pause=0.05))]
    with pytest.raises(TransportError) as raised:
        client.get_requester()
    assert raised.value.sent is True


def test_a_refused_connection_is_certainly_not_sent(connect: Connect, sandbox: Sandbox) -> None:
    """Where nobody listens, the error says that nothing was sent, and each way was tried again."""
    seen: list[Exchange] = []
    client = connect(on_exchange=seen.append)
    sandbox.stop()
    with pytest.raises(TransportError) as raised:
        client.create_tasks(tasks(1), allow_defaults=True, async_mode=False)
    assert raised.value.sent is False
    assert isinstance(raised.value, TolokaError)
    assert [exchange.attempt for exchange in seen] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_an_observer_sees_each_attempt(connect: Connect, sandbox: Sandbox) -> None:
    """`on_exchange` gets method, path, status, attempt and error, and may fail without harm."""
    seen: list[Exchange] = []

    def watch(exchange: Exchange) -> None:
        seen.append(exchange)
        raise RuntimeError("the observer's own trouble")

    client = connect(on_exchange=watch)
    sandbox.faults = [
        Fault("GET /requester", Instead.html(502), Nth(1)),
        Fault("GET /requester", NoAnswer(), Nth(2)),
    ]
    client.get_requester()
    assert [(one.method, one.path, one.status, one.attempt, one.error) for one in seen] == [
        ("GET", "/requester", 502, 1, "ServerError"),
        ("GET", "/requester", None, 2, "TransportError"),
        ("GET", "/requester", 200, 3, None),
    ]
    assert seen[-1].request_id


def test_slow_service_slow_progress(connect: Connect) -> None:
    """Nothing in a slow service's normal behaviour is an error."""
    settings = SandboxSettings(
        latency=0.02, operation_waits=After(looks=1), operation_takes=After(looks=2)
    )
    with Sandbox(settings=settings) as slow:
        client = connect(url=slow.url)
        assert len(client.create_tasks(tasks(2), allow_defaults=True).items) == 2
