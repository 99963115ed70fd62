"""`GET /tasks`: filters, order, and pages."""

from __future__ import annotations

import operator
from datetime import datetime
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sandbox.api import POOL, Api, problem_codes, refusal, task
from tests.sandbox.clock import Clock
from toloka_typed.sandbox import After, Sandbox


def fill(api: Api, clock: Clock, *, count: int = 6) -> list[dict[str, Any]]:
    """Create tasks in pairs, a second between two pairs, with overlaps 1, 2, 3, …"""
    for start in range(0, count, 2):
        clock.seconds += 1
        api.create([task(overlap=start + 1), task(overlap=start + 2)])
    items: list[dict[str, Any]] = api.get("/tasks", pool_id=POOL, limit=1000)["items"]
    return items


def test_the_pool_must_be_named(sandbox: Sandbox, api: Api) -> None:
    """Without pool_id nothing is listed; an unknown or foreign pool is an error."""
    assert problem_codes(api.http.get("/tasks")) == {"pool_id": "VALUE_REQUIRED"}
    assert refusal(api.http.get("/tasks?pool_id=404")) == (404, "DOES_NOT_EXIST")
    sandbox.add_pool("7")
    api.create(task())
    assert api.get("/tasks", pool_id="7")["items"] == []


def test_a_page_holds_50_tasks_unless_asked_otherwise(api: Api) -> None:
    """The usual page has 50, by ascending id, and says that there are more."""
    api.create([task()] * 51)
    page = api.get("/tasks", pool_id=POOL)
    ids = [one["id"] for one in page["items"]]
    assert (len(ids), page["has_more"]) == (50, True)
    assert ids == sorted(ids)
    assert api.get("/tasks", pool_id=POOL, limit=51)["has_more"] is False


def test_pages_follow_each_other_by_id(api: Api) -> None:
    """`id_gt` of the last id continues without gap or repetition."""
    api.create([task(str(at)) for at in range(7)])
    found: list[str] = []
    last = ""
    while True:
        page = api.get("/tasks", pool_id=POOL, limit=3, sort="id", id_gt=last)
        found += [one["input_values"]["image"] for one in page["items"]]
        if not page["has_more"]:
            break
        last = page["items"][-1]["id"]
    assert found == list("0123456")


@pytest.mark.parametrize(
    ("bound", "kept"),
    [("gt", slice(3, None)), ("gte", slice(2, None)), ("lt", slice(0, 2)), ("lte", slice(0, 3))],
)
def test_bounds_on_the_id_and_the_overlap(api: Api, clock: Clock, bound: str, kept: slice) -> None:
    """Each bound keeps the tasks on its side."""
    ids = [one["id"] for one in fill(api, clock)]
    assert api.ids(**{f"id_{bound}": ids[2]}) == ids[kept]
    assert api.ids(**{f"overlap_{bound}": 3}) == ids[kept]


@pytest.mark.parametrize(
    ("bound", "kept"),
    [("gt", slice(4, None)), ("gte", slice(3, None)), ("lt", slice(0, 3)), ("lte", slice(0, 4))],
)
def test_bounds_on_the_creation_time(api: Api, clock: Clock, bound: str, kept: slice) -> None:
    """They compare moments, not texts, and know several spellings."""
    tasks = fill(api, clock)
    ids = [one["id"] for one in tasks]
    moment = tasks[3]["created"]
    assert moment == "2023-11-14T22:13:22.250"
    for text in (moment, f"{moment}000", f"{moment}Z", "2023-11-15T00:13:22.25+02:00"):
        assert api.ids(**{f"created_{bound}": text}) == ids[kept]


def test_a_bare_date_is_its_first_moment(api: Api, clock: Clock) -> None:
    """Dates without a time, or without seconds, are understood."""
    ids = [one["id"] for one in fill(api, clock)]
    assert api.ids(created_gt="2023-11-14") == ids
    assert api.ids(created_gt="2023-11-15") == []
    assert api.ids(created_lt="2023-11-14T22:14") == ids


def test_filters_combine(api: Api, clock: Clock) -> None:
    """A task must pass all of them."""
    ids = [one["id"] for one in fill(api, clock)]
    assert api.ids(id_gt=ids[0], overlap_lte=4, created_gt="2023-11-14T22:13:22") == ids[3:4]
    assert api.ids(overlap=3) == ids[2:3]
    assert api.ids(overlap=99) == []


def test_a_task_without_overlap_passes_no_overlap_filter(api: Api) -> None:
    """Infinite overlap is no number."""
    api.create(task(overlap=None, infinite_overlap=True))
    assert api.ids(overlap_lt=99) == api.ids(overlap_gt=0) == api.ids(overlap=0) == []


def test_a_changed_overlap_counts(api: Api) -> None:
    """Filters see the task as it is now."""
    task_id = api.create(task(overlap=1)).json()["id"]
    api.http.patch(f"/tasks/{task_id}", json={"overlap": 9})
    assert (api.ids(overlap=9), api.ids(overlap=1)) == ([task_id], [])


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("id", [0, 1, 2, 3]),
        ("-id", [3, 2, 1, 0]),
        ("created", [0, 1, 2, 3]),
        ("-created", [3, 1, 2, 0]),
        ("created,-id", [0, 2, 1, 3]),
        ("-created,-id", [3, 2, 1, 0]),
        ("-id,created", [3, 2, 1, 0]),
        ("", [0, 1, 2, 3]),
    ],
)
def test_every_order(api: Api, clock: Clock, sort: str, order: list[int]) -> None:
    """By id or creation time, either way, ties by the next field and then by id."""
    api.create([task(), task(), task()])
    clock.seconds += 0.5
    api.create(task())
    ids = sorted(api.ids())
    assert api.ids(sort=sort) == [ids[at] for at in order]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({"sort": "overlap"}, {"sort": "UNKNOWN_ENUM_VALUE"}),
        ({"sort": "id,"}, {"sort": "UNKNOWN_ENUM_VALUE"}),
        ({"limit": "x"}, {"limit": "INTEGER_EXPECTED"}),
        ({"limit": ""}, {"limit": "INTEGER_EXPECTED"}),
        ({"limit": "1e3"}, {"limit": "INTEGER_EXPECTED"}),
        ({"limit": "9" * 5000}, {"limit": "INTEGER_EXPECTED"}),
        ({"limit": "0"}, {"limit": "VALUE_LESS_THAN_MIN"}),
        ({"limit": "-1"}, {"limit": "VALUE_LESS_THAN_MIN"}),
        ({"limit": "100001"}, {"limit": "VALUE_GREATER_THAN_MAX"}),
        ({"overlap": "x"}, {"overlap": "INTEGER_EXPECTED"}),
        ({"overlap_gt": "1.5"}, {"overlap_gt": "INTEGER_EXPECTED"}),
        ({"created_gt": "yesterday"}, {"created_gt": "INVALID_DATE_TIME_SYNTAX"}),
        ({"created_lt": "2024-02-30"}, {"created_lt": "INVALID_DATE_TIME_SYNTAX"}),
        (
            {"created_lt": "0001-01-01T00:00:00+14:00"},
            {"created_lt": "INVALID_DATE_TIME_SYNTAX"},
        ),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_wrong_parameter_is_refused_by_name(
    api: Api, query: dict[str, str], codes: dict[str, str]
) -> None:
    """400 with the parameter and the code."""
    assert problem_codes(api.http.get("/tasks", params={"pool_id": POOL, **query})) == codes


@pytest.mark.parametrize("behaviour", ["refused", "shortened"])
def test_a_page_has_a_largest_size(sandbox: Sandbox, api: Api, behaviour: Any) -> None:
    """A larger limit is refused, or the page silently shorter, as the setting says."""
    api.create([task()] * 301)
    sandbox.settings = attrs.evolve(sandbox.settings, page_limit=300, larger_limit=behaviour)
    response = api.http.get("/tasks", params={"pool_id": POOL, "limit": 301})
    if behaviour == "refused":
        assert problem_codes(response) == {"limit": "VALUE_GREATER_THAN_MAX"}
    else:
        assert (len(response.json()["items"]), response.json()["has_more"]) == (300, True)
    assert len(api.ids(limit=300)) == 300


def test_new_tasks_may_be_listed_after_some_looks(sandbox: Sandbox, api: Api) -> None:
    """Lists leave them out for so many requests; by id they are there at once."""
    api.create(task("old"))
    sandbox.settings = attrs.evolve(sandbox.settings, listed_after=After(looks=2))
    created = api.create(task("new")).json()
    assert [len(api.ids()) for _ in range(4)] == [1, 1, 2, 2]
    assert api.get(f"/tasks/{created['id']}") == created


def test_new_tasks_may_be_listed_after_some_time(sandbox: Sandbox, api: Api, clock: Clock) -> None:
    """Lists leave them out for so many seconds."""
    sandbox.settings = attrs.evolve(sandbox.settings, listed_after=After(seconds=5))
    api.create(task())
    clock.seconds += 4.9
    assert api.ids() == []
    clock.seconds += 0.2
    assert len(api.ids()) == 1


def test_tasks_are_listed_in_the_order_of_creation(sandbox: Sandbox, api: Api) -> None:
    """A task does not show up before an older one that is still waiting."""
    sandbox.settings = attrs.evolve(sandbox.settings, listed_after=After(looks=1))
    api.create(task("first"))
    sandbox.settings = attrs.evolve(sandbox.settings, listed_after=After())
    api.create(task("second"))
    assert [len(api.ids()) for _ in range(2)] == [0, 2]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_page_is_what_the_definition_says(api: Api, clock: Clock, data: st.DataObject) -> None:
    """Any mix of bounds, order and limit gives the same as filtering all tasks by hand."""
    tasks = api.get("/tasks", pool_id=POOL, limit=1000)["items"] or fill(api, clock, count=20)
    bounds = st.sampled_from(["gt", "gte", "lt", "lte"])
    query: dict[str, Any] = {}
    for field in ("id", "overlap", "created"):
        if data.draw(st.booleans()):
            limit = data.draw(st.sampled_from(tasks))[field]
            query[f"{field}_{data.draw(bounds)}"] = limit
    expected = [one for one in tasks if all(passes(one, *rule) for rule in query.items())]
    size = data.draw(st.integers(1, 25))
    descends = data.draw(st.booleans())
    page = api.get("/tasks", pool_id=POOL, limit=size, sort="-id" if descends else "id", **query)
    assert page["items"] == (expected[::-1] if descends else expected)[:size]
    assert page["has_more"] is (len(expected) > size)


def passes(one: dict[str, Any], rule: str, limit: Any) -> bool:
    """Whether a task keeps to a bound, by definition."""
    field, _, bound = rule.rpartition("_")
    value = one[field]
    if field == "created":
        value, limit = datetime.fromisoformat(value), datetime.fromisoformat(limit)
    compare = {"gt": operator.gt, "gte": operator.ge, "lt": operator.lt, "lte": operator.le}
    return bool(compare[bound](value, limit))
