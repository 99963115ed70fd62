"""`POST /tasks` at once: what is stored, and what is refused."""

from __future__ import annotations

import re
from typing import Any

import attrs
import pytest

from tests.sandbox.api import POOL, Api, bad_task, problem_codes, refusal, task
from tests.sandbox.clock import Clock
from toloka_typed.sandbox import Sandbox


def test_an_object_gives_the_task(sandbox: Sandbox, api: Api) -> None:
    """A single task is answered by itself, and is then in the pool."""
    response = api.create(task("one", overlap=2))
    assert response.status_code == 201
    created = response.json()
    assert created["input_values"] == {"image": "one"}
    assert (created["overlap"], created["remaining_overlap"]) == (2, 2)
    assert created["infinite_overlap"] is False
    assert created["reserved_for"] == created["unavailable_for"] == []
    assert sandbox.tasks() == [created] == [api.get(f"/tasks/{created['id']}")]


def test_an_array_gives_tasks_by_index(api: Api) -> None:
    """Several tasks are answered under their indices."""
    body = api.create([task("a"), task("b")]).json()
    assert {at: one["input_values"]["image"] for at, one in body["items"].items()} == {
        "0": "a",
        "1": "b",
    }
    assert "validation_errors" not in body


def test_asynchronous_is_not_the_default(sandbox: Sandbox, api: Api) -> None:
    """Without async_mode no operation is made."""
    api.create([task()])
    assert sandbox.operations() == []


def test_skipping_gives_tasks_and_errors(sandbox: Sandbox, api: Api) -> None:
    """With skip_invalid_items valid items are created and the others explained, by index."""
    body = api.create([bad_task(), task("b"), bad_task()], skip_invalid_items=True).json()
    assert list(body["items"]) == ["1"]
    assert list(body["validation_errors"]) == ["0", "2"]
    assert body["validation_errors"]["0"]["input_values.image"]["code"] == "VALUE_REQUIRED"
    assert len(sandbox.tasks()) == 1


def test_skipping_everything_is_no_error(api: Api) -> None:
    """With skip_invalid_items a batch of bad items is answered with their errors."""
    response = api.create([bad_task()], skip_invalid_items=True)
    assert (response.status_code, response.json()["items"]) == (201, {})


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ("{index}.{field}", "1.input_values.image"),
        ("{field}", "input_values.image"),
        ("tasks.{index}.{field}", "tasks.1.input_values.image"),
    ],
)
def test_one_bad_item_refuses_the_batch(sandbox: Sandbox, api: Api, form: str, field: str) -> None:
    """Without skip_invalid_items nothing is created; the setting says how the item is named."""
    sandbox.settings = attrs.evolve(sandbox.settings, batch_error_field=form)
    assert problem_codes(api.create([task(), bad_task()])) == {field: "VALUE_REQUIRED"}
    assert sandbox.tasks() == []


def test_the_default_overlap_is_used_when_allowed(api: Api) -> None:
    """allow_defaults fills a missing overlap; without it one is required."""
    without = task(overlap=None)
    assert api.create(without, allow_defaults=True).json()["overlap"] == 3
    assert problem_codes(api.create(without)) == {"overlap": "VALUE_REQUIRED"}


def test_the_task_s_own_overlap_wins(api: Api) -> None:
    """allow_defaults changes nothing where the task says more."""
    assert api.create(task(overlap=7), allow_defaults=True).json()["overlap"] == 7
    endless = api.create(task(overlap=None, infinite_overlap=True), allow_defaults=True).json()
    assert (endless["overlap"], endless["infinite_overlap"]) == (None, True)


def test_a_pool_without_a_default_needs_an_overlap(sandbox: Sandbox, api: Api) -> None:
    """allow_defaults is of no use where the pool has none."""
    sandbox.add_pool("7", default_overlap=None)
    refused = api.create(task(pool_id="7", overlap=None), allow_defaults=True)
    assert problem_codes(refused) == {"overlap": "VALUE_REQUIRED"}


@pytest.mark.parametrize("shows", ["null", "absent"])
def test_infinite_overlap_shows_as_set(sandbox: Sandbox, api: Api, shows: Any) -> None:
    """A task of infinite overlap has a null overlap, or none."""
    sandbox.settings = attrs.evolve(sandbox.settings, infinite_overlap_shows=shows)
    created = api.create(task(overlap=None, infinite_overlap=True)).json()
    assert created.get("overlap", "absent") == (None if shows == "null" else "absent")
    assert "remaining_overlap" not in created


def test_values_survive(sandbox: Sandbox, api: Api) -> None:
    """Numbers of any size, fractions, and any text come back as they were sent."""
    values: dict[str, Any] = {
        "integer": 123456789012345678901234567890,
        "negative": -(2**63) - 1,
        "fraction": 0.1 + 0.2,
        "whole": 2.0,
        "small": 5e-324,
        "text": 'ü\u0000\U0001f600"\\/\u2028',
        "nested": {"a": [None, True, {"": []}]},
    }
    sandbox.add_pool("7", input_spec={"v": "json"})
    created = api.create({"pool_id": "7", "input_values": {"v": values}, "overlap": 1}).json()
    assert repr(created["input_values"]["v"]) == repr(values)
    assert repr(sandbox.tasks("7")[0]["input_values"]["v"]) == repr(values)


def test_everything_a_requester_says_is_kept(api: Api) -> None:
    """Solutions, hint, reservations, traits and localisation come back unchanged."""
    said: dict[str, Any] = {
        "known_solutions": [{"output_values": {"result": "OK"}, "correctness_weight": 0.5}],
        "baseline_solutions": [{"output_values": {"result": "OK"}, "confidence_weight": 1}],
        "message_on_unknown_solution": "look again",
        "reserved_for": ["u1"],
        "unavailable_for": ["u2"],
        "traits_all_of": ["t"],
        "localization_config": {"default_language": "EN"},
        "origin_task_id": "another",
    }
    created = api.create(task(**said)).json()
    assert {name: created[name] for name in said} == said


def test_null_is_as_good_as_absent(api: Api) -> None:
    """An optional field that is null is not stored."""
    optional = ["known_solutions", "message_on_unknown_solution", "reserved_for", "traits_any_of"]
    created = api.create({**task(), **dict.fromkeys(optional)}).json()
    assert created["reserved_for"] == []
    assert not set(optional) - {"reserved_for"} & created.keys()


def test_read_only_and_unknown_fields_are_ignored(api: Api) -> None:
    """What only the service can say is not believed, and what it does not know not stored."""
    own: dict[str, Any] = {"id": "mine", "created": "2000-01-01T00:00:00", "remaining_overlap": 99}
    created = api.create(task(**own, __item_idx="0", unknown=1)).json()
    assert created["id"] != "mine"
    assert not created["created"].startswith("2000")
    assert created["remaining_overlap"] == 1
    assert not {"__item_idx", "unknown"} & created.keys()


def test_ids_name_the_pool_and_ascend(api: Api, clock: Clock) -> None:
    """Ten hex digits of the pool, two hyphens, 24 ascending hex digits, whatever the clock does."""
    ids: list[str] = []
    for _ in range(3):
        ids += [one["id"] for one in api.create([task(), task()]).json()["items"].values()]
        clock.seconds -= 1000
    assert ids == sorted(set(ids))
    assert all(re.fullmatch(r"000012e4ca--[0-9a-f]{24}", one) for one in ids)


def test_creation_times_are_naive_utc_and_differ_in_their_digits(api: Api, clock: Clock) -> None:
    """Fractions have 0, 3, 5 or 6 digits, and no task is created before an earlier one."""
    clock.seconds = 1_700_000_000.123
    first = api.create([task() for _ in range(4)]).json()["items"].values()
    assert [one["created"] for one in first] == [
        "2023-11-14T22:13:20",
        "2023-11-14T22:13:20.123",
        "2023-11-14T22:13:20.12300",
        "2023-11-14T22:13:20.123000",
    ]
    clock.seconds -= 10
    later = api.create(task()).json()["created"]
    assert later.startswith("2023-11-14T22:13:20.123")


@pytest.mark.parametrize(("count", "status"), [(5000, 201), (5001, 413)])
def test_at_most_5000_tasks_at_once(api: Api, count: int, status: int) -> None:
    """A synchronous request holds 5,000 tasks."""
    assert api.create([task()] * count).status_code == status


def test_input_values_may_have_a_mebibyte_together(sandbox: Sandbox, api: Api) -> None:
    """1,048,576 bytes of input_values pass, one more does not, in either mode."""
    each = 1_048_576 // 4 - len('{"image":""}')
    fits = [task("x" * each) for _ in range(4)]
    assert api.create(fits).status_code == 201
    fits[0]["input_values"]["image"] += "x"
    for mode in (False, True):
        assert refusal(api.create(fits, async_mode=mode)) == (413, "ENTITY_TOO_LARGE")
    assert len(sandbox.tasks()) == 4


def test_output_values_may_have_four_mebibytes_together(api: Api) -> None:
    """4,194,304 bytes of output_values pass, one more does not."""
    text = "x" * (4_194_304 // 2 - len('{"result":""}'))
    solution = {"output_values": {"result": text}}
    fits = task(known_solutions=[solution], baseline_solutions=[solution])
    assert api.create(fits).status_code == 201
    longer = {"output_values": {"result": text + "x"}}
    assert refusal(api.create({**fits, "known_solutions": [longer]})) == (413, "ENTITY_TOO_LARGE")


def test_open_pool_opens_the_pool(sandbox: Sandbox, api: Api) -> None:
    """With open_pool the pool is open afterwards; without it stays closed."""
    api.create(task())
    assert sandbox.pool()["status"] == "CLOSED"
    api.create(task(), open_pool=True)
    assert sandbox.pool()["status"] == "OPEN"


@pytest.mark.parametrize(
    "name", ["async_mode", "allow_defaults", "open_pool", "skip_invalid_items"]
)
@pytest.mark.parametrize("value", ["True", "1", "yes", ""])
def test_truth_values_are_spelt_true_or_false(api: Api, name: str, value: str) -> None:
    """Any other spelling is refused by the parameter's name."""
    assert problem_codes(api.create(task(), **{name: value})) == {name: "BOOLEAN_EXPECTED"}


def test_tasks_of_several_pools_may_mix(sandbox: Sandbox, api: Api) -> None:
    """Each task of a request goes to its own pool."""
    sandbox.add_pool("7")
    api.create([task("a"), task("b", pool_id="7"), task("c")])
    assert [one["input_values"]["image"] for one in sandbox.tasks()] == ["a", "c"]
    assert [one["input_values"]["image"] for one in sandbox.tasks("7")] == ["b"]
    assert {one["pool_id"] for one in sandbox.tasks("7")} == {"7"}


def test_the_pool_of_no_sandbox_is_a_key_error(sandbox: Sandbox) -> None:
    """Asking for the tasks of a pool that was never added says so."""
    with pytest.raises(KeyError, match=r"no pool 404"):
        sandbox.tasks("404")
    assert sandbox.pool(POOL)["id"] == POOL
