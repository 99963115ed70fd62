"""Reading operations: one, its log, and lists."""

from __future__ import annotations

import uuid
from typing import Any

from tests.sandbox.api import POOL, Api, bad_task, problem_codes, refusal, task
from tests.sandbox.clock import Clock
from toloka_typed.sandbox import Sandbox


def test_an_unknown_operation_is_not_found(api: Api) -> None:
    """Neither the operation nor its log exists."""
    path = f"/operations/{uuid.uuid4()}"
    assert refusal(api.http.get(path)) == (404, "DOES_NOT_EXIST")
    assert refusal(api.http.get(f"{path}/log")) == (404, "DOES_NOT_EXIST")


def test_an_operation_that_was_put_there_is_read_like_any_other(sandbox: Sandbox, api: Api) -> None:
    """Type, end, details and log are as the test says."""
    operation_id = str(uuid.uuid4())
    step: dict[str, Any] = {"type": "TASK_VALIDATE", "success": False, "input": {}, "output": {}}
    sandbox.add_operation(operation_id, status="FAIL", details={"total_count": 1}, log=[step])
    operation = api.get(f"/operations/{operation_id}")
    assert (operation["status"], operation["details"]) == ("FAIL", {"total_count": 1})
    assert api.log(operation_id) == [step]
    assert sandbox.operations() == [operation]


def test_operations_are_listed_by_type_and_status(api: Api) -> None:
    """Both filters take comma separated names."""
    good, bad = api.start([task()]), api.start([bad_task()])
    turned = api.http.post(f"/pools/{POOL}/open").json()["id"]

    def ids(**query: str) -> set[str]:
        return {one["id"] for one in api.get("/operations", **query)["items"]}

    assert ids() == {good, bad, turned}
    assert ids(status="FAIL") == {bad}
    assert ids(type="POOL.OPEN,TASK.BATCH_CREATE", status="SUCCESS") == {good, turned}
    assert ids(type="ANALYTICS") == set()


def test_operations_are_sorted_and_cut(api: Api, clock: Clock) -> None:
    """`sort` takes id, submitted and finished; `has_more` tells of the rest."""
    started: list[str] = []
    for _ in range(3):
        clock.seconds += 1
        started.append(api.start([task()]))
    newest = api.get("/operations", sort="-submitted", limit=2)
    assert [one["id"] for one in newest["items"]] == started[:0:-1]
    assert newest["has_more"] is True
    by_id = api.get("/operations", sort="id")
    assert [one["id"] for one in by_id["items"]] == sorted(started)
    assert by_id["has_more"] is False
    rest = api.get("/operations", sort="id", id_gt=min(started))
    assert [one["id"] for one in rest["items"]] == sorted(started)[1:]


def test_operations_are_filtered_by_time(api: Api, clock: Clock) -> None:
    """Bounds on submitted and finished are naive UTC."""
    first = api.start([task()])
    clock.seconds += 60
    second = api.start([task()])
    assert [
        one["id"] for one in api.get("/operations", submitted_gt="2023-11-14T22:14:00")["items"]
    ] == [second]
    assert [
        one["id"] for one in api.get("/operations", finished_lte="2023-11-14T22:14:00")["items"]
    ] == [first]


def test_a_page_of_operations_has_bounds(api: Api) -> None:
    """At least 1, at most 500; other fields than the known cannot be sorted by."""
    assert problem_codes(api.http.get("/operations?limit=0")) == {"limit": "VALUE_LESS_THAN_MIN"}
    assert problem_codes(api.http.get("/operations?limit=501")) == {
        "limit": "VALUE_GREATER_THAN_MAX"
    }
    assert problem_codes(api.http.get("/operations?sort=created")) == {"sort": "UNKNOWN_ENUM_VALUE"}
