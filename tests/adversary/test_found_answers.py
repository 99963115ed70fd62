"""Answers that were not survived once."""

from __future__ import annotations

import re
from collections.abc import Mapping

import attrs
import pytest

from tests.adversary.replay import Recording, recordings
from tests.adversary.survival import survivor
from tests.scenarios.both import Way
from toloka_typed import CreatedTask, DecodeError, ValidationError


@pytest.fixture(scope="module")
def recorded() -> Mapping[str, Recording]:
    """The real answers to every method, recorded while waits are short."""
    with survivor():
        return recordings()


@pytest.mark.parametrize("way", ["blocking", "asyncio"])
@pytest.mark.parametrize("endpoint", ["POST /tasks", "GET /operations/*"])
def test_an_operation_of_a_strange_type_is_named_with_its_endpoint(
    recorded: Mapping[str, Recording], way: Way, endpoint: str
) -> None:
    """What was meant to create tasks and is called otherwise is an error that says where."""
    recording = recorded["upload_tasks"]
    spoilt = [
        attrs.evolve(answer, body=answer.body.replace(b"TASK.BATCH_CREATE", b"TA{K"))
        for answer in recording[endpoint]
    ]
    with survivor() as someone:
        error = someone.survives("upload_tasks", {**recording, endpoint: spoilt}, way=way)
    assert "TA{K" in str(error)
    assert endpoint.removesuffix("*") in str(error)


@pytest.mark.parametrize("way", ["blocking", "asyncio"])
def test_tasks_of_which_nothing_is_said_are_named_with_their_endpoint(
    recorded: Mapping[str, Recording], way: Way
) -> None:
    """An answer without items, and without errors, is an error that says where it came from."""
    recording = recorded["create_tasks at once"]
    empty = b'{"items": {}, "validation_errors": null}'
    spoilt = [attrs.evolve(answer, body=empty) for answer in recording["POST /tasks"]]
    with survivor() as someone:
        call = "create_tasks at once"
        error = someone.survives(call, {**recording, "POST /tasks": spoilt}, way=way)
    assert "POST /tasks" in str(error)
    assert isinstance(error, DecodeError)
    assert error.fate_unknown


@pytest.mark.parametrize("way", ["blocking", "asyncio"])
def test_a_log_that_leaves_tasks_out_is_named(recorded: Mapping[str, Recording], way: Way) -> None:
    """The error says which log it was, also where the service gave the operation another id."""
    recording = recorded["upload_tasks"]
    empty = [attrs.evolve(one, body=b"[]") for one in recording["GET /operations/*/log"]]
    with survivor() as someone:
        error = someone.survives(
            "upload_tasks", {**recording, "GET /operations/*/log": empty}, way=way
        )
    assert isinstance(error, DecodeError)
    assert error.endpoint == f"GET /operations/{error.operation_id}/log"


@pytest.mark.parametrize("way", ["blocking", "asyncio"])
def test_a_refusal_keeps_its_status(recorded: Mapping[str, Recording], way: Way) -> None:
    """A refusal of fields under a strange status is told with that status."""
    recording = recorded["create_task"]
    body = b'{"code": "VALIDATION_ERROR", "payload": {"x": {"code": "X"}}}'
    spoilt = [attrs.evolve(answer, status=404, body=body) for answer in recording["POST /tasks"]]
    with survivor() as someone:
        error = someone.survives("create_task", {**recording, "POST /tasks": spoilt}, way=way)
    assert isinstance(error, ValidationError)
    assert error.status_code == 404


@pytest.mark.parametrize("way", ["blocking", "asyncio"])
@pytest.mark.parametrize("strange", ["", ".", ".."])
def test_an_operation_without_an_id_is_the_one_that_was_asked_for(
    recorded: Mapping[str, Recording], way: Way, strange: str
) -> None:
    """The id is the client's own: an answer that does not name it is no reason to fail."""
    recording = with_operation_id(recorded["create_task"], strange, on="POST /tasks")
    with survivor() as someone:
        assert isinstance(someone.survives("create_task", recording, way=way), CreatedTask)


@pytest.mark.parametrize("way", ["blocking", "asyncio"])
@pytest.mark.parametrize("strange", ["", ".", ".."])
@pytest.mark.parametrize(
    ("call", "endpoint"),
    [
        ("open_pool", "POST /pools/*/open"),
        ("create_task", "GET /operations/*"),
        ("get_operation", "GET /operations/*"),
    ],
)
def test_an_operation_that_nobody_can_ask_about_is_an_error_that_says_where(
    recorded: Mapping[str, Recording], way: Way, strange: str, call: str, endpoint: str
) -> None:
    """An id from an answer never becomes another path, nor a bare `ValueError`."""
    recording = with_operation_id(recorded[call], strange, on=endpoint)
    with survivor() as someone:
        error = someone.survives(call, recording, way=way)
    assert isinstance(error, DecodeError)
    assert endpoint.partition("*")[0] in str(error)


def with_operation_id(recording: Recording, strange: str, *, on: str) -> Recording:
    """Give an endpoint's operations another id."""
    named = b'"id":"%b","type"' % strange.encode()
    spoilt = [
        attrs.evolve(answer, body=re.sub(rb'"id":"[^"]*","type"', named, answer.body))
        for answer in recording[on]
    ]
    return {**recording, on: spoilt}
