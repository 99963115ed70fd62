"""Whatever is sent, the answer is one of the API's: never a 500, never silence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sandbox.api import POOL, Api, task
from toloka_typed.sandbox import Sandbox

SETTINGS = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    [
        "pool_id",
        "input_values",
        "overlap",
        "infinite_overlap",
        "known_solutions",
        "reserved_for",
        "baseline_solutions",
        "message_on_unknown_solution",
        "traits_all_of",
        "id",
        "created",
        "localization_config",
        "__item_idx",
        "x",
    ]
)
ITEMS = st.dictionaries(FIELDS, VALUES) | st.dictionaries(FIELDS, VALUES).map(
    lambda fields: {**task(), **fields}
)
NAMES = st.sampled_from(
    [
        "pool_id",
        "sort",
        "limit",
        "overlap",
        "overlap_gt",
        "id_gt",
        "id_lte",
        "created_gt",
        "type",
        "created_lt",
        "async_mode",
        "operation_id",
        "skip_invalid_items",
        "open_pool",
        "status",
        "submitted_gt",
        "finished_lt",
        "last_started_gte",
    ]
)
PARTS = st.sampled_from(
    [
        "tasks",
        "operations",
        "pools",
        "projects",
        "requester",
        "log",
        "open",
        "close",
        "set-overlap-or-min",
        POOL,
    ]
) | st.text(min_size=1, max_size=5)


@pytest.fixture
def strict(api: Api, caplog: pytest.LogCaptureFixture) -> Iterator[Api]:
    """An API whose server must not have complained in the end."""
    yield api
    assert [
        record.getMessage() for record in caplog.records if record.name.startswith("uvicorn")
    ] == []


@SETTINGS
@given(items=ITEMS | st.lists(ITEMS, max_size=4) | VALUES, mode=st.booleans(), skip=st.booleans())
def test_any_new_task_is_created_or_refused(
    strict: Api, items: Any, mode: bool, skip: bool
) -> None:
    """Tasks of any shape are answered, and what was created can be listed."""
    query = {"async_mode": mode, "skip_invalid_items": skip}
    headers = {"content-type": "application/json"}
    content = json.dumps(items).encode()
    response = strict.http.post("/tasks", content=content, params=query, headers=headers)
    assert response.status_code in {201, 202, 400}
    assert isinstance(response.json(), dict)
    assert strict.get("/tasks", pool_id=POOL, limit=1, sort="-id")


@SETTINGS
@given(change=st.dictionaries(FIELDS, VALUES) | VALUES, stop=st.booleans())
def test_any_change_is_made_or_refused(strict: Api, change: Any, stop: bool) -> None:
    """Patches of any shape are answered, and leave a task that can be read."""
    found = strict.ids() or [strict.create(task()).json()["id"]]
    path = f"/tasks/{found[0]}" + ("/set-overlap-or-min" if stop else "")
    headers = {"content-type": "application/json"}
    response = strict.http.patch(path, content=json.dumps(change).encode(), headers=headers)
    assert response.status_code in {200, 400}
    assert strict.get(f"/tasks/{found[0]}")["pool_id"] == POOL


@SETTINGS
@given(body=st.binary(max_size=60), path=st.sampled_from(["/tasks", f"/pools/{POOL}/open"]))
def test_any_bytes_are_answered(strict: Api, body: bytes, path: str) -> None:
    """A body need not be text."""
    headers = {"content-type": "application/json"}
    response = strict.http.post(path, content=body, headers=headers)
    assert response.status_code in {400, 409}


@SETTINGS
@given(
    method=st.sampled_from(["GET", "POST", "PATCH", "DELETE", "PUT", "OPTIONS"]),
    parts=st.lists(PARTS, max_size=4),
    query=st.dictionaries(NAMES, st.text(max_size=8) | st.integers().map(str), max_size=4),
)
def test_any_path_and_query_is_answered(
    strict: Api, method: str, parts: list[str], query: dict[str, str]
) -> None:
    """Unknown paths and odd parameters are refused in the API's own way."""
    path = "/".join(quote(part, safe="") for part in parts)
    response = strict.http.request(method, f"/{path}", params=query)
    assert response.status_code in {200, 201, 202, 204, 400, 404, 405, 409, 415}
    if response.status_code >= 400:
        assert response.json()["code"]


@pytest.mark.parametrize("depth", [100, 300, 600, 900])
def test_deep_values_are_stored_or_refused(sandbox: Sandbox, api: Api, depth: int) -> None:
    """Nesting that cannot be handled is a 400, not a broken service."""
    sandbox.add_pool("7", input_spec={"v": "json"})
    value = "[" * depth + "]" * depth
    content = b'{"pool_id":"7","overlap":1,"input_values":{"v":%b}}' % value.encode()
    headers = {"content-type": "application/json"}
    response = api.http.post("/tasks", content=content, headers=headers)
    assert response.status_code in {201, 400}
    found = api.http.get("/tasks?pool_id=7")
    assert found.status_code == 200
    assert found.json()["has_more"] is False
