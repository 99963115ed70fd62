"""Scenario 2: one task alone."""

from __future__ import annotations

from typing import Literal

import attrs
import pytest

from tests.scenarios.traffic import bad_task, endpoints, posts, task
from toloka_typed import CreatedTask, TolokaClient, ValidationError
from toloka_typed.sandbox import After, Sandbox


def test_one_task_is_an_object(client: TolokaClient, sandbox: Sandbox) -> None:
    """One task goes out as an object, in the background, and is read by its id."""
    created = client.create_task(task(), allow_defaults=True)
    assert isinstance(created, CreatedTask)
    assert created.input_values == {"image": "a.jpg"}
    assert created.overlap == 3
    assert created.created.tzinfo is not None
    assert posts(sandbox)[0].json() == {
        "pool_id": task().pool_id,
        "input_values": {"image": "a.jpg"},
        "__item_idx": "0",
    }
    assert endpoints(sandbox) == [
        "POST /tasks",
        "GET /operations/{id}",
        "GET /operations/{id}/log",
        "GET /tasks/{id}",
    ]


def test_one_task_at_once_is_one_request(client: TolokaClient, sandbox: Sandbox) -> None:
    """With `async_mode=False` the answer is the task: one request, without an id or an index."""
    created = client.create_task(task(), allow_defaults=True, async_mode=False)
    assert created.input_values == {"image": "a.jpg"}
    [post] = sandbox.requests
    assert "operation_id" not in post.query
    assert post.query["async_mode"] == "false"
    assert "__item_idx" not in post.json()


@pytest.mark.parametrize("async_mode", [True, False])
@pytest.mark.parametrize("log_output", ["flat", "wrapped"])
def test_a_refused_task_names_its_field(
    client: TolokaClient,
    sandbox: Sandbox,
    async_mode: bool,
    log_output: Literal["flat", "wrapped"],
) -> None:
    """A refused task is a `ValidationError` with field, code and message, in either mode."""
    sandbox.settings = attrs.evolve(sandbox.settings, log_output=log_output)
    with pytest.raises(ValidationError) as refused:
        client.create_task(bad_task(), allow_defaults=True, async_mode=async_mode)
    error = refused.value
    assert (error.status_code, error.code) == (400, "VALIDATION_ERROR")
    assert list(error.errors) == ["input_values.image"]
    assert error.errors["input_values.image"].code == "VALUE_REQUIRED"
    assert error.errors["input_values.image"].message
    assert error.payload["input_values.image"]["code"] == "VALUE_REQUIRED"
    assert sandbox.tasks() == []


def test_a_refusal_without_a_field_is_one_of_the_whole_task(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """A log step with a code and no field is a refusal under the empty path."""
    sandbox.settings = attrs.evolve(sandbox.settings, log_output="bare")
    with pytest.raises(ValidationError) as refused:
        client.create_task(bad_task(), allow_defaults=True)
    assert [(field, found.code) for field, found in refused.value.errors.items()] == [
        ("", "VALUE_REQUIRED")
    ]


def test_a_task_that_is_not_visible_yet_is_looked_for_again(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """A created task is asked for by its id, whether or not it is listed already."""
    sandbox.settings = attrs.evolve(sandbox.settings, listed_after=After(looks=100))
    created = client.create_task(task(), allow_defaults=True)
    assert created.id == sandbox.tasks()[0]["id"]
