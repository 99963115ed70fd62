"""How created tasks are read back: in few requests, patiently, and never losing an id."""

from __future__ import annotations

from typing import Literal

import attrs
import pytest

from tests.scenarios.traffic import endpoints, requests_to, task, tasks
from toloka_typed import BatchError, DecodeError, ServerError, TasksCreateOperation, TolokaClient
from toloka_typed.sandbox import FIRST_POOL, After, Fault, Sandbox
from toloka_typed.sandbox.faults import Act, First, Instead, NoAnswer, ShortPage

PAGE = "GET /tasks"
NEVER = After(looks=1_000_000)


def test_ten_thousand_tasks_are_one_page(client: TolokaClient, sandbox: Sandbox) -> None:
    """One pass over the range of the ids reads a whole batch, as far as pages reach."""
    result = client.create_tasks(tasks(10_000), allow_defaults=True)
    assert list(result.items) == list(range(10_000))
    assert all(item.input_values["image"] == f"{p}.jpg" for p, item in result.items.items())
    [page] = requests_to(sandbox, PAGE)
    ids = [item.id for item in result.items.values()]
    assert dict(page.query) == {
        "pool_id": FIRST_POOL,
        "sort": "id",
        "limit": "100000",
        "id_gte": min(ids),
        "id_lte": max(ids),
    }


@pytest.mark.parametrize("larger", ["refused", "shortened"])
def test_small_pages_are_followed(
    client: TolokaClient, sandbox: Sandbox, larger: Literal["refused", "shortened"]
) -> None:
    """A refused limit, or a short page, leads to pages of 300 as long as there are more."""
    sandbox.settings = attrs.evolve(sandbox.settings, page_limit=300, larger_limit=larger)
    result = client.create_tasks(tasks(700), allow_defaults=True)
    assert list(result.items) == list(range(700))
    limits = [page.query["limit"] for page in requests_to(sandbox, PAGE)]
    assert limits[0] == "100000"
    assert limits[1:] == ["300"] * (3 if larger == "refused" else 2)


def test_foreign_tasks_between_ours_are_left_out(client: TolokaClient, sandbox: Sandbox) -> None:
    """Whatever else lies in the range of the ids is not taken for ours."""
    there = client.create_tasks(tasks(3), allow_defaults=True, async_mode=False)
    steps = [
        {
            "type": "TASK_CREATE",
            "success": True,
            "input": {"__item_idx": str(index), "pool_id": FIRST_POOL},
            "output": {"task_id": there.items[position].id},
        }
        for index, position in enumerate((0, 2))
    ]
    sandbox.add_operation("op", log=steps)
    ended = TasksCreateOperation(id="op", type="TASK.BATCH_CREATE", status="SUCCESS")
    result = client.get_tasks_result(ended)
    assert [item.input_values["image"] for item in result.items.values()] == ["0.jpg", "2.jpg"]


def test_a_task_that_is_not_listed_yet_is_looked_for_again(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """Tasks that show up late are asked for again, by the same range."""
    sandbox.settings = attrs.evolve(sandbox.settings, listed_after=After(looks=2))
    assert len(client.create_tasks(tasks(3), allow_defaults=True).items) == 3
    assert len(requests_to(sandbox, PAGE)) == 3
    assert "GET /tasks/{id}" not in endpoints(sandbox)


def test_a_task_that_is_never_listed_is_read_by_its_id(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """After a bounded time each missing task is asked for alone."""
    sandbox.settings = attrs.evolve(sandbox.settings, listed_after=NEVER)
    result = client.create_tasks(tasks(3), allow_defaults=True)
    assert list(result.items) == [0, 1, 2]
    assert len(requests_to(sandbox, "GET /tasks/{id}")) == 3


def test_a_task_that_cannot_be_seen_at_all_leaves_its_id(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """What cannot be read by any means is a `BatchError` whose result holds every id."""
    sandbox.settings = attrs.evolve(sandbox.settings, listed_after=NEVER)
    gone = Instead.error(404, "DOES_NOT_EXIST")
    sandbox.faults = [Fault("GET /tasks/*", gone, First(1_000))]
    with pytest.raises(BatchError) as raised:
        client.create_tasks(tasks(3), allow_defaults=True)
    result = raised.value.result
    assert list(result.ids.values()) == [one["id"] for one in sandbox.tasks()]
    assert result.items == {}
    assert result.operation_ids


SPOILT = [
    pytest.param(Instead.html(500), ServerError, id="500"),
    pytest.param(Instead.json(200, {"items": [{"id": 5}], "has_more": False}), DecodeError, id="?"),
    pytest.param(Instead.json(200, {"items": [], "has_more": True}), DecodeError, id="empty"),
]


@pytest.mark.parametrize(("act", "cause"), SPOILT)
def test_reading_that_fails_leaves_the_ids(
    client: TolokaClient, sandbox: Sandbox, act: Act, cause: type[Exception]
) -> None:
    """Whatever goes wrong after the tasks were created, the error's result holds their ids."""
    sandbox.faults = [Fault("GET /tasks", act, First(1_000))]
    operation = client.wait_operation(client.create_tasks_async(tasks(2), allow_defaults=True))
    with pytest.raises(BatchError) as created:
        client.create_tasks(tasks(2), allow_defaults=True)
    with pytest.raises(BatchError) as found:
        client.get_tasks_result(operation)
    for error in (created.value, found.value):
        assert list(error.result.ids) == [0, 1]
        assert len(error.result.operation_ids) == 1
        assert isinstance(error.__cause__, cause)


def test_one_task_whose_reading_fails_leaves_its_id(client: TolokaClient, sandbox: Sandbox) -> None:
    """`create_task` does not lose the id of the task that it created."""
    for act in (NoAnswer(), Instead.error(404, "DOES_NOT_EXIST"), Instead.json(200, {})):
        sandbox.faults = [Fault("GET /tasks/*", act, First(1_000))]
        with pytest.raises(BatchError) as raised:
            client.create_task(task(), allow_defaults=True)
        assert raised.value.result.ids[0] == sandbox.tasks()[-1]["id"]


def test_pages_that_shrink_are_followed_to_the_end(client: TolokaClient, sandbox: Sandbox) -> None:
    """Pages of one item, for whatever reason, lose nothing."""
    sandbox.faults = [Fault("GET /tasks", ShortPage(items=1), First(1_000))]
    assert list(client.create_tasks(tasks(4), allow_defaults=True).items) == [0, 1, 2, 3]
