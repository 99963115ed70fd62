"""Reading created tasks back, stepped against a clock that only sleeping moves."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.stepping import Stepper, answer, api, refusal
from toloka_typed import BatchError, DecodeError, NotFoundError, TaskBatchCreateResult
from toloka_typed._fields import PLAIN
from toloka_typed._requests.plan import Plan, Request, Response
from toloka_typed._uploads import readback as _readback
from toloka_typed._uploads.readback import insist_on_items, read_back, read_one

MISSING = refusal(404, "DOES_NOT_EXIST")


def view(task_id: str) -> dict[str, Any]:
    return {"id": task_id, "created": "2024-01-01T00:00:00", "pool_id": "7", "input_values": {}}


def page(*ids: str, more: bool = False) -> Response:
    return answer({"items": [view(task_id) for task_id in ids], "has_more": more})


def reading(*ids: str) -> Plan[Any]:
    return read_back(api(), "7", ids=frozenset(ids))


def test_a_range_is_read_once() -> None:
    """The largest page over the range of the ids; foreign tasks in it are left out."""
    stepper = Stepper(page("b", "c", "d", "e"))
    assert list(stepper.run(reading("e", "b", "d"))) == ["b", "d", "e"]
    [asked] = stepper.requests
    assert asked.query == {
        "pool_id": "7",
        "sort": "id",
        "limit": 100_000,
        "id_gte": "b",
        "id_lte": "e",
    }


def test_reading_stops_when_all_are_found() -> None:
    """When every wanted task is there, further pages of the range are not asked for."""
    stepper = Stepper(page("b", "c", more=True))
    assert len(stepper.run(reading("b", "c"))) == 2
    assert len(stepper.requests) == 1


@pytest.mark.parametrize(
    "first", [pytest.param(refusal(400, "VALIDATION_ERROR"), id="refused"), page("a", more=True)]
)
def test_a_page_that_is_too_large_leads_to_safe_ones(first: Response) -> None:
    """A refused limit or a short page is followed by pages of 300, behind the last id."""
    stepper = Stepper(first, page("b", more=True), page("c"))
    assert "c" in stepper.run(reading("a", "b", "c") if first.status == 200 else reading("b", "c"))
    assert [request.query["limit"] for request in stepper.requests] == [100_000, 300, 300]
    assert stepper.requests[-1].query["id_gt"] == "b"
    assert stepper.requests[-1].query["id_lte"] == "c"
    assert "id_gte" not in stepper.requests[-1].query


def test_full_pages_stay_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as the service gives full pages, the next one is asked for in the same size."""
    monkeypatch.setattr(_readback, "LARGEST_PAGE", 2)
    stepper = Stepper(page("a", "b", more=True), page("c", "d", more=True), page("e"))
    assert len(stepper.run(reading("a", "b", "c", "d", "e"))) == 5
    assert [request.query["limit"] for request in stepper.requests] == [2, 2, 2]


def test_late_tasks_are_looked_for_for_ten_seconds() -> None:
    """Only what is missing is asked for again, for at most ten seconds, and then one by one."""
    stepper = Stepper(page("b"), at=0.0)
    answers = {"/tasks/a": answer(view("a")), "/tasks/c": answer(view("c"))}

    def served(request: Request) -> Response:
        return answers.get(request.path, page("b"))

    stepper = Stepper(served, at=0.0)
    found = stepper.run(reading("a", "b", "c"))
    assert sorted(found) == ["a", "b", "c"]
    assert stepper.now <= 10.0
    assert sum(stepper.sleeps) > 5.0
    pages = [request for request in stepper.requests if request.path == "/tasks"]
    assert pages[1].query["id_gte"] == "a"
    assert [request.path for request in stepper.requests[len(pages) :]] == ["/tasks/a", "/tasks/c"]


def test_what_cannot_be_found_is_missing() -> None:
    """A task that is not even found by its id is missing from what was found."""

    def served(request: Request) -> Response:
        return page("b") if request.path == "/tasks" else MISSING

    assert list(Stepper(served).run(reading("a", "b", "c"))) == ["b"]


def test_one_task_is_looked_for_for_ten_seconds() -> None:
    """A single task is asked for by its id until it is there, for at most ten seconds."""
    stepper = Stepper(MISSING, MISSING, answer(view("a")), at=0.0)
    assert stepper.run(read_one(api(), "a", types=PLAIN)).id == "a"
    stepper = Stepper(MISSING, at=0.0)
    with pytest.raises(NotFoundError):
        stepper.run(read_one(api(), "a", types=PLAIN))
    assert 5.0 < stepper.now <= 10.0


def test_an_empty_page_with_more_behind_it_is_no_page() -> None:
    """A page that gives nothing to go on from must say that it is the last."""
    with pytest.raises(DecodeError):
        Stepper(page(more=True)).run(reading("a"))
    with pytest.raises(DecodeError):
        Stepper(page("a", more=True)).run(reading("a", "b"))


def test_a_lost_task_is_an_error_with_all_ids() -> None:
    """A result without one of its tasks is raised, and holds the ids."""
    complete: TaskBatchCreateResult = TaskBatchCreateResult(items={})
    insist_on_items(complete)
    lost: TaskBatchCreateResult = TaskBatchCreateResult(items={}, ids={0: "a", 1: "b"})
    with pytest.raises(BatchError, match="2 created tasks") as raised:
        insist_on_items(lost)
    assert raised.value.result is lost
