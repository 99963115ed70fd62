"""What one HTTP answer means, whatever its status and body are."""

from __future__ import annotations

import json
import pickle
import time
from email.utils import formatdate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import JSON
from toloka_typed import (
    AccessDeniedError,
    ApiError,
    AuthenticationError,
    ConflictError,
    DecodeError,
    FieldValidationError,
    NotFoundError,
    RateLimitError,
    ServerError,
    ValidationError,
)
from toloka_typed._requests.answers import (
    BY_CODE,
    error_of,
    read_body,
    read_field_errors,
    read_json,
)
from toloka_typed._requests.plan import Request, Response

ASKED = Request(method="POST", path="/tasks", body=b"x" * 1_234)

BY_STATUS: dict[int, type[ApiError]] = {
    400: ValidationError,
    401: AuthenticationError,
    403: AccessDeniedError,
    404: NotFoundError,
    405: ApiError,
    409: ConflictError,
    413: ApiError,
    429: RateLimitError,
    500: ServerError,
    502: ServerError,
    503: ServerError,
    504: ServerError,
    599: ServerError,
    302: ApiError,
    204: ApiError,
}
BODIES = [
    b"",
    b"<html><h1>nginx</h1></html>",
    b"\xff\xfe\x00",
    b"null",
    b"[]",
    b"[1]",
    b'"text"',
    b"7",
    b"{}",
    b'{"message": "m"}',
    b'{"code": null, "message": null, "request_id": null, "payload": null}',
    b'{"code": 5, "message": {}, "request_id": [], "payload": "x"}',
    b'{"code": "", "message": "", "request_id": ""}',
    b'{"input_values.image": {"code": "VALUE_REQUIRED", "message": "m"}}',
    b'{"code": "SOMETHING_NEW", "message": "m", "request_id": "r", "payload": [1]}',
    b'{"a": ' * 2_000,
]


def meant(status: int, body: Any, **headers: str) -> ApiError:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return error_of(ASKED, Response(status=status, headers=named, body=content))


@pytest.mark.parametrize("status", BY_STATUS)
@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_every_body_has_the_status_s_error(status: int, body: bytes) -> None:
    """Without a known code the status decides; the error has text, endpoint, status and body."""
    error = meant(status, body)
    assert type(error) is BY_STATUS[status]
    assert error.status_code == status
    assert error.endpoint == "POST /tasks"
    assert body.startswith(error.body)
    assert len(error.body) <= 500
    assert str(status) in str(error)
    assert error.message
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


@given(st.integers(100, 599), st.binary(max_size=50) | JSON.map(lambda v: json.dumps(v).encode()))
def test_no_answer_breaks_the_reader(status: int, body: bytes) -> None:
    """Whatever arrives with an unexpected status is an `ApiError`."""
    assert isinstance(meant(status, body), ApiError)


@pytest.mark.parametrize(("code", "kind"), BY_CODE.items())
def test_a_known_code_decides_before_the_status(code: str, kind: type[ApiError]) -> None:
    """The class follows the code, whatever status it came with, and both are kept."""
    for status in (400, 403, 418, 500):
        error = meant(status, {"code": code, "message": "m"})
        assert type(error) is kind
        assert (error.code, error.status_code) == (code, status)


def test_the_service_s_words_are_kept() -> None:
    """Code, message, request id and payload stand in the error as they came."""
    payload = {"interval": "MIN", "more": [1, 2.5, None]}
    error = meant(429, {"code": "X_Y", "message": "slow", "request_id": "r1", "payload": payload})
    assert isinstance(error, RateLimitError)
    assert (error.code, error.message, error.request_id) == ("X_Y", "slow", "r1")
    assert error.payload == payload
    assert error.interval == "MIN"
    assert all(part in str(error) for part in ("429", "X_Y", "slow", "r1", "POST /tasks"))


def test_a_request_id_may_stand_in_the_headers() -> None:
    """A proxy's page has no body to name the request; its header does."""
    assert meant(502, b"<html>", x_request_id="r2").request_id == "r2"
    assert meant(502, {"request_id": "r3"}, x_request_id="r2").request_id == "r3"


def test_fields_of_a_refusal_are_read() -> None:
    """A 400's payload becomes errors by field; what has no code is left out, and stays in it."""
    payload = {
        "input_values.image": {"code": "VALUE_REQUIRED", "message": "m", "params": [1], "new": 2},
        "pool_id": {"code": "X"},
        "strange": ["no"],
    }
    error = meant(400, {"code": "VALIDATION_ERROR", "message": "m", "payload": payload})
    assert isinstance(error, ValidationError)
    assert error.errors == {
        "input_values.image": FieldValidationError(
            code="VALUE_REQUIRED", message="m", params=[1], additional_properties={"new": 2}
        ),
        "pool_id": FieldValidationError(code="X"),
    }
    assert error.payload == payload


@given(JSON)
def test_any_payload_can_be_read_for_fields(payload: Any) -> None:
    """Reading fields out of what has none gives none."""
    assert all(found.code is not None for found in read_field_errors(payload).values())


def test_a_request_that_is_too_large_is_measured() -> None:
    """A 413 says how many bytes the request held, whoever refused it."""
    for body in (b"<html>", {"code": "ENTITY_TOO_LARGE", "message": "m"}, b""):
        assert "1234 bytes" in str(meant(413, body))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        ("0", 0.0),
        ("-3", 0.0),
        ("2.5", 2.5),
        ("inf", float("inf")),
        ("nan", None),
        ("soon", None),
        ("", None),
        ("Mon, 99 Foo 2024", None),
        (formatdate(0, usegmt=True), 0.0),
    ],
)
def test_retry_after_is_read(value: str, seconds: float | None) -> None:
    """Seconds and dates are read, the past counts as now, and nonsense as nothing."""
    assert meant(503, b"", retry_after=value).retry_after == seconds


def test_retry_after_a_date_is_the_time_until_then() -> None:
    """An HTTP date is turned into the seconds that are left."""
    for written in (formatdate(time.time() + 100, usegmt=True), formatdate(time.time() + 100)):
        delay = meant(429, b"", retry_after=written).retry_after
        assert delay is not None
        assert 95 < delay <= 101


def test_an_expected_status_is_read() -> None:
    """The reader's value comes back, and only for a status that was expected."""
    response = Response(status=202, body=b'{"a": 1}')
    assert read_body(ASKED, response, read_json, expected=frozenset({202})) == {"a": 1}
    with pytest.raises(ApiError):
        read_body(ASKED, response, read_json)


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"a": ', b"\xff", b'{"a": ' * 2_000, b"{} {}"])
def test_what_is_not_json_is_unreadable(body: bytes) -> None:
    """A page or half an answer is an unreadable `DecodeError`, with all there is to know."""
    response = Response(status=200, headers={"x-request-id": "r"}, body=body)
    with pytest.raises(DecodeError) as raised:
        read_body(ASKED, response, read_json)
    error = raised.value
    assert error.unreadable
    assert (error.status_code, error.request_id, error.endpoint) == (200, "r", "POST /tasks")
    assert body.startswith(error.body)
    assert "POST /tasks" in str(error)


def test_json_of_another_shape_is_not_unreadable() -> None:
    """Asking again does not help against an answer that was meant so."""

    def refuse(_: bytes) -> None:
        raise DecodeError("not a task")

    with pytest.raises(DecodeError, match="not a task") as raised:
        read_body(ASKED, Response(status=200, body=b"{}"), refuse)
    assert not raised.value.unreadable
    assert raised.value.body == b"{}"


@pytest.mark.parametrize(("levels", "is_kept"), [(50, True), (900, False)])
def test_an_error_can_be_pickled_whatever_its_payload_is(levels: int, is_kept: bool) -> None:
    """A payload that is nested beyond reason is left out; the first bytes are kept."""
    body = b'{"code": "X", "payload": ' + b"[" * levels + b"]" * levels + b"}"
    error = error_of(ASKED, Response(status=400, body=body))
    assert pickle.loads(pickle.dumps(error)).payload == error.payload  # noqa: S301 - our own
    assert (error.payload is not None) is is_kept
    assert error.body.startswith(b'{"code"')


def test_an_endless_error_is_not_read_as_values() -> None:
    """A body that would take gigabytes as values is known by its status and first bytes."""
    body = b'{"code": "X", "payload": [' + b"{}," * 400_000 + b"{}]}"
    error = error_of(ASKED, Response(status=500, body=body))
    assert (error.code, error.payload, error.body) == (None, None, body[:500])
