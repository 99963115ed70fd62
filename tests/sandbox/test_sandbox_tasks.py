"""One task: reading and changing it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.api import POOL, Api, problem_codes, refusal, task
from toloka_typed.sandbox import Sandbox

ENDLESS: dict[str, Any] = {"overlap": None, "infinite_overlap": True}
CHANGES: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    ({"overlap": 3}, {"overlap": 5}, {"overlap": 5, "remaining_overlap": 5}),
    ({"overlap": 3}, ENDLESS, ENDLESS),
    ({"overlap": 3}, {"infinite_overlap": True}, ENDLESS),
    (ENDLESS, {"overlap": 2, "infinite_overlap": False}, {"overlap": 2}),
    ({}, {"known_solutions": [{"output_values": {"result": "OK"}}]}, {"overlap": 1}),
    ({}, {"baseline_solutions": [{"output_values": {}}]}, {"overlap": 1}),
    ({}, {"message_on_unknown_solution": "no"}, {"message_on_unknown_solution": "no"}),
]
UNKNOWN = ["x", "000012e4ca--000000000000000000000000", "%00", "%ff", "a%20b", "9" * 300]


@pytest.mark.parametrize("task_id", UNKNOWN)
def test_an_unknown_task_is_not_found(api: Api, task_id: str) -> None:
    """404 for any id that no task has, however odd."""
    api.create(task())
    assert refusal(api.http.get(f"/tasks/{task_id}")) == (404, "DOES_NOT_EXIST")
    patch = api.http.patch(f"/tasks/{task_id}", json={"overlap": 1})
    assert refusal(patch) == (404, "DOES_NOT_EXIST")


@pytest.mark.parametrize(("before", "change", "after"), CHANGES, ids=str)
def test_a_patch_changes_what_it_names(
    sandbox: Sandbox, api: Api, before: Any, change: Any, after: Any
) -> None:
    """The named fields are as asked; id, creation time and the rest stay."""
    created = api.create(task("a", **before)).json()
    response = api.http.patch(f"/tasks/{created['id']}", json=change)
    assert response.status_code == 200
    changed = response.json()
    assert {name: changed[name] for name in after} == after
    same = created.keys() - change.keys() - {"overlap", "infinite_overlap", "remaining_overlap"}
    assert {name: changed[name] for name in same} == {name: created[name] for name in same}
    assert sandbox.tasks() == [changed]


@pytest.mark.parametrize(
    ("before", "change", "codes"),
    [
        ({}, {"overlap": 0}, {"overlap": "VALUE_LESS_THAN_MIN"}),
        ({}, {"overlap": 30_001}, {"overlap": "VALUE_GREATER_THAN_MAX"}),
        ({}, {"overlap": None}, {"overlap": "VALUE_REQUIRED"}),
        (ENDLESS, {"overlap": 2}, {"overlap": "VALUE_NOT_ALLOWED"}),
        (ENDLESS, {"infinite_overlap": False}, {"overlap": "VALUE_REQUIRED"}),
        (
            {},
            {"known_solutions": [{"output_values": {"x": 1}}]},
            {"known_solutions.0.output_values.x": "VALUE_NOT_ALLOWED"},
        ),
    ],
    ids=str,
)
def test_a_patch_must_leave_a_valid_task(
    sandbox: Sandbox, api: Api, before: Any, change: Any, codes: dict[str, str]
) -> None:
    """What would make the task wrong is refused, and nothing changes."""
    created = api.create(task("a", **before)).json()
    response = api.http.patch(f"/tasks/{created['id']}", json=change)
    assert problem_codes(response) == codes
    assert sandbox.tasks() == [created]


def test_a_patch_cannot_touch_other_fields(sandbox: Sandbox, api: Api) -> None:
    """Values, pool and id are ignored in a patch."""
    created = api.create(task("a")).json()
    change = {"input_values": {"image": "b"}, "pool_id": "1", "id": "x", "overlap": 1}
    assert api.http.patch(f"/tasks/{created['id']}", json=change).json() == created
    assert sandbox.tasks() == [created]


def test_a_patch_may_open_the_pool(sandbox: Sandbox, api: Api) -> None:
    """With open_pool the pool is open afterwards."""
    task_id = api.create(task()).json()["id"]
    api.http.patch(f"/tasks/{task_id}", json={"overlap": 2})
    assert sandbox.pool()["status"] == "CLOSED"
    api.http.patch(f"/tasks/{task_id}?open_pool=true", json={"overlap": 3})
    assert sandbox.pool()["status"] == "OPEN"


def test_a_task_of_an_archived_pool_stays(sandbox: Sandbox, api: Api) -> None:
    """Its pool's status forbids a change."""
    task_id = api.create(task()).json()["id"]
    sandbox.turn_pool(POOL, status="ARCHIVED")
    response = api.http.patch(f"/tasks/{task_id}", json={"overlap": 2})
    assert refusal(response) == (409, "INAPPROPRIATE_STATUS")


def test_assigned_tasks_count_down(sandbox: Sandbox, api: Api) -> None:
    """Each performer who has the task lowers what remains."""
    created = api.create(task(overlap=5)).json()
    sandbox.assign(created["id"], times=2)
    assert api.get(f"/tasks/{created['id']}")["remaining_overlap"] == 3


def test_an_overlap_cannot_sink_below_the_performers(sandbox: Sandbox, api: Api) -> None:
    """A plain patch is refused where more performers have the task already."""
    created = api.create(task(overlap=5)).json()
    sandbox.assign(created["id"], times=3)
    path = f"/tasks/{created['id']}"
    refused = api.http.patch(path, json={"overlap": 2})
    assert refusal(refused) == (409, "ASSIGNMENTS_COUNT_CONFLICT")
    assert api.http.patch(path, json={"overlap": 3}).json()["remaining_overlap"] == 0


@pytest.mark.parametrize(("asked", "got"), [(0, 12), (10, 12), (12, 12), (20, 20)])
def test_stopping_gives_the_least_overlap_possible(
    sandbox: Sandbox, api: Api, asked: int, got: int
) -> None:
    """set-overlap-or-min sets what is asked, or what the performers leave possible."""
    created = api.create(task(overlap=15)).json()
    sandbox.assign(created["id"], times=12)
    path = f"/tasks/{created['id']}/set-overlap-or-min"
    assert api.http.patch(path, json={"overlap": asked}).json()["overlap"] == got


def test_stopping_an_endless_task_needs_both_fields(api: Api) -> None:
    """Overlap 0 alone does not end an infinite overlap."""
    task_id = api.create(task(**ENDLESS)).json()["id"]
    path = f"/tasks/{task_id}/set-overlap-or-min"
    assert problem_codes(api.http.patch(path, json={"overlap": 0})) == {
        "overlap": "VALUE_NOT_ALLOWED"
    }
    stopped = api.http.patch(path, json={"overlap": 0, "infinite_overlap": False}).json()
    assert (stopped["overlap"], stopped["infinite_overlap"]) == (0, False)


@pytest.mark.parametrize("overlap", [-1, 30_001, "0", None])
def test_stopping_takes_0_to_30000(api: Api, overlap: object) -> None:
    """Other values are refused."""
    task_id = api.create(task()).json()["id"]
    response = api.http.patch(f"/tasks/{task_id}/set-overlap-or-min", json={"overlap": overlap})
    assert problem_codes(response).keys() == {"overlap"}
