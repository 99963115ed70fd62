"""Pools: what they take, opening and closing, and what surrounds them."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from tests.sandbox.api import POOL, Api, problem_codes, refusal, task
from toloka_typed.sandbox import After, Sandbox

UNUSABLE: list[tuple[dict[str, Any], int, str]] = [
    ({"status": "ARCHIVED"}, 409, "INAPPROPRIATE_STATUS"),
    ({"status": "LOCKED"}, 409, "POOL_LOCKED_BY_ANOTHER_OPERATION"),
    ({"mixer": False}, 409, "MIXER_CONFIG_REQUIRED"),
    ({"most_tasks": 0}, 409, "POOL_TASKS_COUNT_EXCEEDED"),
    ({"foreign": True}, 403, "ACCESS_DENIED"),
]


def test_the_first_pool_is_there_from_the_start(api: Api) -> None:
    """One required input field, one output field, default overlap 3, smart mixing, closed."""
    pool = api.get(f"/pools/{POOL}")
    assert pool["status"] == "CLOSED"
    assert pool["defaults"]["default_overlap_for_new_tasks"] == 3
    assert pool["mixer_config"]["real_tasks_count"]
    spec = api.get(f"/projects/{pool['project_id']}")["task_spec"]
    assert spec["input_spec"] == {"image": {"type": "string", "required": True, "hidden": False}}
    assert spec["output_spec"].keys() == {"result"}


@pytest.mark.parametrize("path", ["/pools/404", "/projects/404"])
def test_unknown_pools_and_projects_are_not_found(api: Api, path: str) -> None:
    """404 for an id that leads nowhere."""
    assert refusal(api.http.get(path)) == (404, "DOES_NOT_EXIST")


def test_another_requester_s_pool_is_closed_to_us(sandbox: Sandbox, api: Api) -> None:
    """Nothing about it can be read, and lists leave it out."""
    sandbox.add_pool("7", foreign=True)
    for path in ("/pools/7", "/tasks?pool_id=7"):
        assert refusal(api.http.get(path)) == (403, "ACCESS_DENIED")
    assert refusal(api.http.post("/pools/7/open")) == (403, "ACCESS_DENIED")
    assert [pool["id"] for pool in api.get("/pools")["items"]] == [POOL]


@pytest.mark.parametrize(("pool", "status", "code"), UNUSABLE, ids=lambda value: str(value))
def test_a_pool_that_takes_no_tasks_refuses_the_request(
    sandbox: Sandbox, api: Api, pool: dict[str, Any], status: int, code: str
) -> None:
    """In both modes the whole request is refused, and nothing is created anywhere."""
    sandbox.add_pool("7", **pool)
    for mode in (True, False):
        response = api.create([task(), task(pool_id="7")], async_mode=mode)
        assert refusal(response) == (status, code)
    assert (sandbox.tasks(), sandbox.operations()) == ([], [])


@pytest.mark.parametrize(("pool", "_status", "code"), UNUSABLE, ids=lambda value: str(value))
def test_a_pool_that_takes_no_tasks_may_refuse_each_item(
    sandbox: Sandbox, api: Api, pool: dict[str, Any], _status: int, code: str
) -> None:
    """With the setting it is a step of the operation's log instead."""
    sandbox.settings = attrs.evolve(sandbox.settings, pool_problems="steps")
    sandbox.add_pool("7", **pool)
    items = [task(), task(pool_id="7")]
    steps = api.log(api.start(items, skip_invalid_items=True))
    assert [step["success"] for step in steps] == [False, True]
    found = steps[0]["output"]["pool_id"]["code"]
    assert found == ("ENTITY_ACCESS_DENIED" if code == "ACCESS_DENIED" else code)


def test_an_archived_pool_names_the_statuses_it_would_need(sandbox: Sandbox, api: Api) -> None:
    """`payload.appropriate_statuses` tells what would do."""
    sandbox.add_pool("7", status="ARCHIVED")
    payload = api.create(task(pool_id="7")).json()["payload"]
    assert payload == {"appropriate_statuses": ["OPEN", "CLOSED"]}


def test_a_full_pool_counts_what_it_has(sandbox: Sandbox, api: Api) -> None:
    """Tasks pass as long as all of a request find a place."""
    sandbox.add_pool("7", most_tasks=3)
    own = task(pool_id="7")
    assert api.create([own, own]).status_code == 201
    assert api.create([own, own]).status_code == 409
    assert api.create([own]).status_code == 201


def test_a_pool_may_be_locked_while_a_batch_runs(sandbox: Sandbox, api: Api) -> None:
    """With one_operation_per_pool a second batch must wait; other pools need not."""
    sandbox.add_pool("7")
    sandbox.settings = attrs.evolve(
        sandbox.settings, one_operation_per_pool=True, operation_takes=After(looks=1)
    )
    running = api.start([task()])
    locked = api.create([task()], async_mode=True)
    assert refusal(locked) == (409, "POOL_LOCKED_BY_ANOTHER_OPERATION")
    api.start([task(pool_id="7")])
    for _ in range(2):
        api.get(f"/operations/{running}")
    api.start([task()])


def test_opening_and_closing_are_operations(sandbox: Sandbox, api: Api) -> None:
    """202 with an operation, after which the pool has turned; times and reason are told."""
    api.create(task())
    opening = api.http.post(f"/pools/{POOL}/open")
    assert (opening.status_code, opening.json()["type"]) == (202, "POOL.OPEN")
    assert opening.json()["parameters"] == {"pool_id": POOL}
    opened = sandbox.pool()
    assert (opened["status"], "last_started" in opened) == ("OPEN", True)
    closing = api.http.post(f"/pools/{POOL}/close")
    assert (closing.status_code, closing.json()["type"]) == (202, "POOL.CLOSE")
    closed = api.get(f"/pools/{POOL}")
    assert (closed["status"], closed["last_close_reason"]) == ("CLOSED", "MANUAL")


def test_a_pool_turns_when_its_operation_ends(sandbox: Sandbox, api: Api) -> None:
    """While the operation runs the pool is as before."""
    sandbox.settings = attrs.evolve(sandbox.settings, operation_takes=After(looks=1))
    api.create(task())
    operation_id = api.http.post(f"/pools/{POOL}/open").json()["id"]
    assert api.get(f"/operations/{operation_id}")["status"] == "RUNNING"
    assert api.get(f"/pools/{POOL}")["status"] == "OPEN"
    assert api.get(f"/operations/{operation_id}")["status"] == "SUCCESS"


def test_a_pool_that_has_turned_already_needs_no_operation(sandbox: Sandbox, api: Api) -> None:
    """204 without a body."""
    for action in ("close", "open"):
        sandbox.add_pool("7", status="CLOSED" if action == "close" else "OPEN")
        response = api.http.post(f"/pools/7/{action}")
        assert (response.status_code, response.content) == (204, b"")
    assert sandbox.operations() == []


def test_an_empty_pool_is_not_opened(api: Api) -> None:
    """409 EMPTY_POOL until there is a task."""
    assert refusal(api.http.post(f"/pools/{POOL}/open")) == (409, "EMPTY_POOL")


def test_opening_may_be_refused(sandbox: Sandbox, api: Api) -> None:
    """The setting names the code."""
    api.create(task())
    sandbox.settings = attrs.evolve(sandbox.settings, open_pool_refusal="NOT_ENOUGH_BALANCE")
    assert refusal(api.http.post(f"/pools/{POOL}/open")) == (409, "NOT_ENOUGH_BALANCE")


@pytest.mark.parametrize("action", ["open", "close"])
@pytest.mark.parametrize(
    ("status", "code"),
    [("ARCHIVED", "INAPPROPRIATE_STATUS"), ("LOCKED", "POOL_LOCKED_BY_ANOTHER_OPERATION")],
)
def test_archived_and_locked_pools_do_not_turn(
    sandbox: Sandbox, api: Api, action: str, status: Any, code: str
) -> None:
    """Neither can be opened or closed."""
    sandbox.add_pool("7", status=status)
    assert refusal(api.http.post(f"/pools/7/{action}")) == (409, code)


@pytest.mark.parametrize("reason", ["COMPLETED", "NOT_ENOUGH_BALANCE", "EXPIRED"])
def test_a_pool_may_close_for_its_own_reasons(sandbox: Sandbox, api: Api, reason: str) -> None:
    """A test turns a pool at once, and says why it closed."""
    sandbox.turn_pool(POOL, status="OPEN")
    assert api.get(f"/pools/{POOL}")["status"] == "OPEN"
    sandbox.turn_pool(POOL, status="CLOSED", reason=reason)
    closed = api.get(f"/pools/{POOL}")
    assert (closed["status"], closed["last_close_reason"]) == ("CLOSED", reason)


def test_pools_are_listed_by_status_and_project(sandbox: Sandbox, api: Api) -> None:
    """Filters, order by number, and pages."""
    sandbox.add_pool("20", project_id="5", status="OPEN")
    sandbox.add_pool("9", project_id="5")

    def ids(**query: Any) -> list[str]:
        return [pool["id"] for pool in api.get("/pools", **query)["items"]]

    assert ids() == ["9", "20", POOL]
    assert ids(project_id="5", sort="-id") == ["20", "9"]
    assert ids(status="OPEN,ARCHIVED") == ["20"]
    assert ids(id_gt="9") == ["20", POOL]
    assert ids(id_gte="9", id_lt="21") == ["9", "20"]
    assert ids(last_started_gt="2000-01-01") == []
    assert api.get("/pools", limit=1)["has_more"] is True
    assert problem_codes(api.http.get("/pools?limit=301")) == {"limit": "VALUE_GREATER_THAN_MAX"}


def test_a_pool_may_share_a_project_and_lack_its_options(sandbox: Sandbox, api: Api) -> None:
    """Without mixer and default overlap the view leaves both out."""
    sandbox.add_pool("7", mixer=False, default_overlap=None, project_id="5", name="Bare")
    pool = api.get("/pools/7")
    assert (pool["private_name"], pool["project_id"]) == ("Bare", "5")
    assert "mixer_config" not in pool
    assert "default_overlap_for_new_tasks" not in pool["defaults"]


def test_the_requester_has_a_balance(sandbox: Sandbox, api: Api) -> None:
    """The balance is a setting."""
    sandbox.settings = attrs.evolve(sandbox.settings, balance=0.07)
    requester = api.get("/requester")
    assert requester["balance"] == 0.07
    assert requester["public_name"]["EN"]


@pytest.mark.parametrize("pool_id", ["x", "", "-1", "12345678901234"])
def test_a_pool_id_is_a_decimal_number(pool_id: str) -> None:
    """Ids of tasks hold it in ten hex digits, so others are refused at once."""
    with pytest.raises(ValueError, match="pool"):
        Sandbox().add_pool(pool_id)
