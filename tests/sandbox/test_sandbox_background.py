"""`POST /tasks` in the background: the operation, its course, and its log."""

from __future__ import annotations

import uuid
from typing import Any

import attrs
import pytest

from tests.sandbox.api import POOL, Api, bad_task, problem_codes, refusal, task
from tests.sandbox.clock import Clock
from toloka_typed.sandbox import After, Sandbox

TYPE = "TASK.BATCH_CREATE"


def put(sandbox: Sandbox, **settings: Any) -> None:
    sandbox.settings = attrs.evolve(sandbox.settings, **settings)


def test_the_answer_is_a_running_operation(api: Api) -> None:
    """202 with the operation, its parameters, and no end yet."""
    operation_id = str(uuid.uuid4())
    query = {"async_mode": True, "operation_id": operation_id, "skip_invalid_items": True}
    response = api.create([task()], **query)
    operation = response.json()
    assert response.status_code == 202
    assert operation["id"] == operation_id
    assert (operation["type"], operation["status"]) == (TYPE, "RUNNING")
    assert operation["parameters"] == {
        "skip_invalid_items": True,
        "allow_defaults": False,
        "open_pool": False,
    }
    assert not {"finished", "details"} & operation.keys()


def test_the_service_makes_an_id_where_none_is_given(api: Api) -> None:
    """Without operation_id the operation gets a UUID."""
    made = api.create([task()], async_mode=True).json()["id"]
    assert str(uuid.UUID(made)) == made


def test_a_single_task_may_be_created_in_the_background(sandbox: Sandbox, api: Api) -> None:
    """An object is a batch of one."""
    operation_id = api.start(task("one"))
    assert [step["type"] for step in api.log(operation_id)] == ["TASK_CREATE"]
    assert sandbox.tasks()[0]["input_values"] == {"image": "one"}


def test_tasks_exist_when_the_operation_ends(sandbox: Sandbox, api: Api, clock: Clock) -> None:
    """Before its time is over an operation has created nothing."""
    put(sandbox, seconds_per_task=2.0, operation_takes=After(seconds=1))
    operation_id = api.start([task(), task()])
    clock.seconds += 4.9
    assert (sandbox.tasks(), api.ids()) == ([], [])
    assert api.get(f"/operations/{operation_id}/log") == []
    clock.seconds += 0.2
    assert len(sandbox.tasks()) == len(api.ids()) == 2


def test_an_operation_tells_its_course(sandbox: Sandbox, api: Api, clock: Clock) -> None:
    """PENDING has no start, RUNNING progresses, SUCCESS has an end and details."""
    put(sandbox, operation_waits=After(seconds=1), operation_takes=After(seconds=10))
    path = f"/operations/{api.start([task()])}"
    pending = api.get(path)
    assert (pending["status"], "started" in pending) == ("PENDING", False)
    clock.seconds += 6
    running = api.get(path)
    assert (running["status"], running["progress"]) == ("RUNNING", 50)
    assert running["started"] == "2023-11-14T22:13:21.250"
    clock.seconds += 100
    done = api.get(path)
    assert (done["status"], done["progress"]) == ("SUCCESS", 100)
    assert done["finished"] == "2023-11-14T22:13:31.250"
    assert done["details"]["success_count"] == 1


def test_an_operation_may_wait_for_looks_instead_of_time(sandbox: Sandbox, api: Api) -> None:
    """With looks set so many requests see each earlier stage."""
    put(sandbox, operation_waits=After(looks=1), operation_takes=After(looks=2))
    path = f"/operations/{api.start([task()])}"
    stages = ["PENDING", "RUNNING", "RUNNING", "SUCCESS", "SUCCESS"]
    assert [api.get(path)["status"] for _ in stages] == stages


def test_an_operation_keeps_the_times_it_started_with(sandbox: Sandbox, api: Api) -> None:
    """Changed settings are for later operations."""
    put(sandbox, operation_takes=After(seconds=10))
    path = f"/operations/{api.start([task()])}"
    put(sandbox, operation_takes=After())
    assert api.get(path)["status"] == "RUNNING"


def test_short_operations_overtake_long_ones(sandbox: Sandbox, api: Api, clock: Clock) -> None:
    """Operations run side by side, and ids ascend in the order in which they end."""
    put(sandbox, seconds_per_task=1.0)
    api.start([task("long"), task("long")])
    api.start([task("short")])
    clock.seconds += 10
    images = [one["input_values"]["image"] for one in sandbox.tasks()]
    assert images == ["short", "long", "long"]


def test_the_log_echoes_each_input_with_its_overlap(api: Api) -> None:
    """A step shows the item as sent, unknown fields too, with the overlap filled in."""
    sent = task("a", overlap=None, __item_idx="0", note={"x": 1})
    (step,) = api.log(api.start([sent], allow_defaults=True))
    assert (step["type"], step["success"]) == ("TASK_CREATE", True)
    assert step["input"] == {**sent, "overlap": 3, "infinite_overlap": False}
    assert api.get(f"/tasks/{step['output']['task_id']}")["input_values"] == {"image": "a"}


def test_the_log_is_not_in_the_order_of_the_input(api: Api) -> None:
    """Refused items come first, and the others not as they were sent."""
    items = [task(__item_idx=str(at)) for at in range(3)]
    items.insert(1, bad_task(__item_idx="bad"))
    steps = api.log(api.start(items, skip_invalid_items=True))
    assert [step["input"]["__item_idx"] for step in steps] == ["bad", "2", "1", "0"]


def test_a_changed_task_does_not_change_the_log(api: Api) -> None:
    """The log shows what was sent, whatever became of the task."""
    operation_id = api.start([task(overlap=1)])
    (step,) = api.log(operation_id)
    api.http.patch(f"/tasks/{step['output']['task_id']}", json={"overlap": 9})
    assert api.log(operation_id) == [step]


@pytest.mark.parametrize(
    ("shape", "path"), [("flat", ()), ("wrapped", ("payload",)), ("bare", None)]
)
def test_a_refused_item_s_output_has_the_shape_that_is_set(
    sandbox: Sandbox, api: Api, shape: str, path: tuple[str, ...] | None
) -> None:
    """A map of fields, an error around that map, or an error without a field."""
    put(sandbox, log_output=shape)
    steps = api.log(api.start([bad_task(__item_idx="0")], skip_invalid_items=True))
    (step,) = steps
    assert (step["type"], step["success"]) == ("TASK_VALIDATE", False)
    assert step["input"] == bad_task(__item_idx="0")
    found = step["output"]
    if path is None:
        assert found.keys() == {"code", "message", "request_id"}
        assert found["code"] == "VALUE_REQUIRED"
    else:
        for name in path:
            assert found["code"] == "VALIDATION_ERROR"
            found = found[name]
        assert found["input_values.image"]["code"] == "VALUE_REQUIRED"


def test_one_bad_item_fails_the_operation(sandbox: Sandbox, api: Api) -> None:
    """Without skip_invalid_items nothing is created, and the log names the bad item alone."""
    operation_id = api.start([task(), bad_task(), task()])
    operation = api.get(f"/operations/{operation_id}")
    assert operation["status"] == "FAIL"
    assert operation["details"] == {
        "total_count": 3,
        "valid_count": 2,
        "not_valid_count": 1,
        "success_count": 0,
        "failed_count": 3,
    }
    assert [step["success"] for step in api.log(operation_id)] == [False]
    assert sandbox.tasks() == []


def test_the_log_of_a_failure_may_show_the_valid_items(sandbox: Sandbox, api: Api) -> None:
    """With the setting they are successful steps without a task."""
    put(sandbox, log_valid_of_failed=True)
    steps = api.log(api.start([task(__item_idx="0"), bad_task()]))
    assert [(one["type"], one["success"], one["output"]) for one in steps[1:]] == [
        ("TASK_VALIDATE", True, {})
    ]
    assert steps[1]["input"]["__item_idx"] == "0"


def test_skipping_some_items_succeeds(api: Api) -> None:
    """With skip_invalid_items the operation succeeds and counts both kinds."""
    operation_id = api.start([task(), bad_task()], skip_invalid_items=True)
    operation = api.get(f"/operations/{operation_id}")
    assert operation["status"] == "SUCCESS"
    counts = operation["details"]
    assert (counts["success_count"], counts["failed_count"], counts["total_count"]) == (1, 1, 2)


@pytest.mark.parametrize("status", ["SUCCESS", "FAIL"])
def test_skipping_all_items_ends_as_set(sandbox: Sandbox, api: Api, status: str) -> None:
    """Whether an operation that created nothing has failed is a setting."""
    put(sandbox, all_refused=status)
    operation_id = api.start([bad_task()], skip_invalid_items=True)
    assert api.get(f"/operations/{operation_id}")["status"] == status


def test_details_may_be_a_single_count(sandbox: Sandbox, api: Api) -> None:
    """The setting chooses the older form of details."""
    put(sandbox, details="items_count")
    operation_id = api.start([task(), bad_task()], skip_invalid_items=True)
    assert api.get(f"/operations/{operation_id}")["details"] == {"items_count": 2}


@pytest.mark.parametrize("form", ["upper", "lower"])
def test_an_operation_id_is_used_once(sandbox: Sandbox, api: Api, form: str) -> None:
    """The same id again is 409 and creates nothing, however it is spelt."""
    operation_id = api.start([task()])
    again = operation_id.upper() if form == "upper" else operation_id
    response = api.create([task()], async_mode=True, operation_id=again)
    assert refusal(response) == (409, "OPERATION_ALREADY_EXISTS")
    assert len(sandbox.tasks()) == 1


def test_the_id_of_a_failed_or_foreign_operation_is_used_too(sandbox: Sandbox, api: Api) -> None:
    """Neither the end nor the type of the other operation matters."""
    failed = api.start([bad_task()])
    opening = str(uuid.uuid4())
    sandbox.add_operation(opening, type="POOL.OPEN")
    for used in (failed, opening):
        response = api.create([task()], async_mode=True, operation_id=used)
        assert refusal(response) == (409, "OPERATION_ALREADY_EXISTS")


def test_a_refused_request_does_not_use_its_id(api: Api) -> None:
    """A request that was answered with an error may be repeated with the same id."""
    operation_id = str(uuid.uuid4())
    assert api.create("no", async_mode=True, operation_id=operation_id).status_code == 400
    assert api.start([task()], operation_id=operation_id) == operation_id


@pytest.mark.parametrize("operation_id", ["1", "", "57068577e4b0bf7b07a0256f", "0" * 32])
def test_an_operation_id_is_a_uuid(api: Api, operation_id: str) -> None:
    """Anything else is refused by name."""
    response = api.create([task()], async_mode=True, operation_id=operation_id)
    assert problem_codes(response) == {"operation_id": "UUID_EXPECTED"}


def test_a_synchronous_request_ignores_its_operation_id(sandbox: Sandbox, api: Api) -> None:
    """Without async_mode the id has no meaning: the tasks are created each time."""
    operation_id = str(uuid.uuid4())
    for _ in range(2):
        assert api.create([task()], operation_id=operation_id).status_code == 201
    assert (len(sandbox.tasks()), sandbox.operations()) == (2, [])


def test_an_asynchronous_request_may_hold_more_than_5000_tasks(sandbox: Sandbox, api: Api) -> None:
    """Only the bytes limit an asynchronous request."""
    api.start([task("x")] * 10_000)
    assert len(sandbox.tasks()) == 10_000


@pytest.mark.parametrize(("setting", "shown"), [("integer", int(POOL)), ("string", POOL)])
def test_open_pool_is_a_step_at_the_end(
    sandbox: Sandbox, api: Api, setting: str, shown: int | str
) -> None:
    """A closed pool is opened after its tasks exist; the step has no index."""
    put(sandbox, log_pool_id=setting)
    steps = api.log(api.start([task(__item_idx="0")], open_pool=True))
    assert [step["type"] for step in steps] == ["TASK_CREATE", "POOL_OPEN"]
    assert (steps[1]["success"], steps[1]["input"]) == (True, {"pool_id": shown})
    assert sandbox.pool()["status"] == "OPEN"


def test_an_open_pool_is_no_step(api: Api) -> None:
    """Where the pool is open already nothing is said of it."""
    api.log(api.start([task()], open_pool=True))
    steps = api.log(api.start([task()], open_pool=True))
    assert [step["type"] for step in steps] == ["TASK_CREATE"]


def test_a_pool_that_cannot_be_opened_is_a_failed_step(sandbox: Sandbox, api: Api) -> None:
    """The tasks are created, the operation succeeds, and the pool stays closed."""
    put(sandbox, open_pool_refusal="NOT_ENOUGH_BALANCE")
    operation_id = api.start([task()], open_pool=True)
    steps = api.log(operation_id)
    assert [step["success"] for step in steps] == [True, False]
    assert steps[1]["output"]["code"] == "NOT_ENOUGH_BALANCE"
    assert api.get(f"/operations/{operation_id}")["status"] == "SUCCESS"
    assert (sandbox.pool()["status"], len(sandbox.tasks())) == ("CLOSED", 1)


def test_a_failed_batch_opens_nothing(sandbox: Sandbox, api: Api) -> None:
    """Without new tasks there is no reason to open the pool."""
    api.create(task())
    assert [step["type"] for step in api.log(api.start([bad_task()], open_pool=True))] == [
        "TASK_VALIDATE"
    ]
    assert sandbox.pool()["status"] == "CLOSED"


def test_each_pool_of_a_batch_is_opened(sandbox: Sandbox, api: Api) -> None:
    """A step for every pool that got tasks."""
    sandbox.add_pool("7")
    steps = api.log(api.start([task(), task(pool_id="7")], open_pool=True))
    assert [step["input"]["pool_id"] for step in steps if step["type"] == "POOL_OPEN"] == [
        int(POOL),
        7,
    ]
