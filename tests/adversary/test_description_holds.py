"""The sandbox answers as openapi/toloka.yaml says, and the generated client understands it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs
import httpx
import pytest
from hypothesis import HealthCheck, settings
from toloka_typed_api import AuthenticatedClient

from toloka_typed import Task, TolokaClient
from toloka_typed._json import is_object
from toloka_typed.sandbox import FIRST_POOL, Sandbox

DESCRIPTION = Path(__file__).parents[2] / "openapi" / "toloka.yaml"
# schemathesis declares few of its types
schemathesis: Any = import_module("schemathesis")
openapi_checks: Any = import_module("schemathesis.specs.openapi.checks")
CHECKS: list[Any] = [
    import_module("schemathesis.checks").not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_schema_conformance,
]
Test = Callable[[Any, "Known"], None]
for_each_endpoint: Callable[[Test], Test] = schemathesis.openapi.from_path(
    DESCRIPTION
).parametrize()


@attrs.frozen
class Known:
    """A sandbox, and what there is to find in it, by the first part of a path."""

    sandbox: Sandbox
    ids: Mapping[str, str]

    def steer(self, case: Any) -> None:
        """Let most of the requests be about something that exists."""
        ids: dict[str, Any] = case.path_parameters
        if "id" in ids and len(str(ids["id"])) % 3:
            ids["id"] = self.ids[case.path.split("/")[1]]
        if "pool_id" in case.query:
            case.query["pool_id"] = FIRST_POOL
        if len(str(case.query.get("operation_id", ""))) % 3:
            case.query["operation_id"] = str(uuid.uuid5(uuid.NAMESPACE_OID, str(case.body)))
        body: Any = case.body
        items: list[Any] = body if type(body) is list else [body]
        for item in filter(is_object, items):
            if "pool_id" in item:
                item["pool_id"] = FIRST_POOL
                item["input_values"] = {"image": "a.jpg"}


@pytest.fixture(scope="module")
def known() -> Iterator[Known]:
    """A sandbox with a pool, tasks and an operation."""
    with Sandbox() as sandbox, TolokaClient("any", url=sandbox.url) as client:
        tasks = [Task(input_values={"image": f"{n}.jpg"}, pool_id=FIRST_POOL) for n in range(3)]
        result = client.create_tasks(tasks, allow_defaults=True)
        ids = {
            "tasks": result.ids[0],
            "operations": result.operation_ids[0],
            "pools": FIRST_POOL,
            "projects": client.get_pool(FIRST_POOL).project_id,
        }
        yield Known(sandbox, ids)


@for_each_endpoint
@settings(
    max_examples=settings().max_examples // 3,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)
def test_the_sandbox_keeps_the_description(case: Any, known: Known) -> None:
    """Every answer has a status, a type and a shape that description and generated client know."""
    known.steer(case)
    response = case.call(
        base_url=f"{known.sandbox.url}/api/v1", headers={"Authorization": "OAuth any"}, timeout=10
    )
    case.validate_response(response, checks=CHECKS)
    _check_generated(case, response)


def _check_generated(case: Any, response: Any) -> None:
    """Let the generated client read an answer: it gives back what came, in the same shape."""
    raw: dict[str, Any] = case.operation.definition.raw
    name = re.sub("([A-Z])", r"_\1", raw["operationId"]).lower()
    module = import_module(f"toloka_typed_api.api.{raw['tags'][0]}.{name}")
    answer = httpx.Response(response.status_code, content=response.content)
    client = AuthenticatedClient(base_url=case.operation.base_url, token="any")
    parsed: Any = vars(module)["_parse_response"](client=client, response=answer)
    if response.content:
        assert _plain(parsed) == answer.json()


def _plain(parsed: Any) -> Any:
    return [_plain(one) for one in parsed] if type(parsed) is list else parsed.to_dict()
