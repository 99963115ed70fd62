"""What is wrong with a task, by field and code."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.api import POOL, Api, problem_codes, task
from toloka_typed.sandbox import Sandbox

TYPED = "5"

WRONG_TASKS: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({"input_values": {}}, {"input_values.image": "VALUE_REQUIRED"}),
    ({"input_values": {"image": None}}, {"input_values.image": "VALUE_REQUIRED"}),
    ({"input_values": {"image": 1}}, {"input_values.image": "STRING_EXPECTED"}),
    ({"input_values": {"image": " "}}, {"input_values.image": "BLANK_STRING_NOT_ALLOWED"}),
    ({"input_values": {"image": "a", "x": 1}}, {"input_values.x": "VALUE_NOT_ALLOWED"}),
    ({"input_values": None}, {"input_values": "VALUE_REQUIRED"}),
    ({"input_values": []}, {"input_values": "OBJECT_EXPECTED"}),
    ({"pool_id": None}, {"pool_id": "VALUE_REQUIRED"}),
    ({"pool_id": 1238218}, {"pool_id": "STRING_EXPECTED"}),
    ({"pool_id": "404"}, {"pool_id": "ENTITY_DOES_NOT_EXIST"}),
    ({"overlap": None}, {"overlap": "VALUE_REQUIRED"}),
    ({"overlap": "3"}, {"overlap": "INTEGER_EXPECTED"}),
    ({"overlap": 1.0}, {"overlap": "INTEGER_EXPECTED"}),
    ({"overlap": True}, {"overlap": "INTEGER_EXPECTED"}),
    ({"overlap": 0}, {"overlap": "VALUE_LESS_THAN_MIN"}),
    ({"overlap": 30_001}, {"overlap": "VALUE_GREATER_THAN_MAX"}),
    ({"overlap": 10**40}, {"overlap": "VALUE_GREATER_THAN_MAX"}),
    ({"infinite_overlap": True}, {"overlap": "VALUE_NOT_ALLOWED"}),
    ({"infinite_overlap": False, "overlap": None}, {"overlap": "VALUE_REQUIRED"}),
    ({"infinite_overlap": "no", "overlap": None}, {"infinite_overlap": "BOOLEAN_EXPECTED"}),
    ({"message_on_unknown_solution": 1}, {"message_on_unknown_solution": "STRING_EXPECTED"}),
    ({"reserved_for": "u"}, {"reserved_for": "ARRAY_EXPECTED"}),
    ({"reserved_for": [1]}, {"reserved_for": "STRING_EXPECTED"}),
    ({"unavailable_for": ["u", "u"]}, {"unavailable_for": "DUPLICATE_VALUE_IN_ARRAY"}),
    ({"traits_any_of": {}}, {"traits_any_of": "ARRAY_EXPECTED"}),
    ({"localization_config": []}, {"localization_config": "OBJECT_EXPECTED"}),
    ({"known_solutions": {}}, {"known_solutions": "ARRAY_EXPECTED"}),
    ({"known_solutions": [1]}, {"known_solutions.0": "OBJECT_EXPECTED"}),
    ({"known_solutions": [{}]}, {"known_solutions.0.output_values": "VALUE_REQUIRED"}),
    (
        {"known_solutions": [{"output_values": 1}]},
        {"known_solutions.0.output_values": "OBJECT_EXPECTED"},
    ),
    (
        {"known_solutions": [{"output_values": {}}, {"output_values": {"result": 1}}]},
        {"known_solutions.1.output_values.result": "STRING_EXPECTED"},
    ),
    (
        {"baseline_solutions": [{"output_values": {"x": 1}}]},
        {"baseline_solutions.0.output_values.x": "VALUE_NOT_ALLOWED"},
    ),
    (
        {"known_solutions": [{"output_values": {}, "correctness_weight": 1.5}]},
        {"known_solutions.0.correctness_weight": "VALUE_GREATER_THAN_MAX"},
    ),
    (
        {"known_solutions": [{"output_values": {}, "correctness_weight": -0.1}]},
        {"known_solutions.0.correctness_weight": "VALUE_LESS_THAN_MIN"},
    ),
    (
        {"baseline_solutions": [{"output_values": {}, "confidence_weight": "1"}]},
        {"baseline_solutions.0.confidence_weight": "FLOAT_EXPECTED"},
    ),
]

FIELDS: list[tuple[dict[str, Any], list[Any], list[tuple[Any, str]]]] = [
    ({"type": "string", "min_length": 2}, ["ab"], [("a", "STRING_LENGTH_LESS_THAN_MIN")]),
    ({"type": "string", "max_length": 2}, ["ab"], [("abc", "STRING_LENGTH_GREATER_THAN_MAX")]),
    ({"type": "string", "allowed_values": ["y"]}, ["y"], [("n", "VALUE_NOT_ALLOWED")]),
    (
        {"type": "url"},
        ["https://example.org/a", "//example.org/a", "/source/a.jpg"],
        [("example", "INVALID_URL_SYNTAX"), (1, "STRING_EXPECTED")],
    ),
    (
        {"type": "integer", "min_value": 1, "max_value": 9},
        [1, 9],
        [(0, "VALUE_LESS_THAN_MIN"), (10, "VALUE_GREATER_THAN_MAX"), (1.5, "INTEGER_EXPECTED")],
    ),
    ({"type": "integer"}, [10**30], [(True, "INTEGER_EXPECTED"), ("1", "INTEGER_EXPECTED")]),
    ({"type": "float"}, [1, 0.1], [("1", "FLOAT_EXPECTED"), (False, "FLOAT_EXPECTED")]),
    ({"type": "boolean"}, [True, False], [(1, "BOOLEAN_EXPECTED")]),
    ({"type": "coordinates"}, ["55.75,37.62"], [("here", "INVALID_COORDINATES_SYNTAX")]),
    ({"type": "json"}, [{"a": [1]}, [], "a", 1], []),
    ({"type": "array_string"}, [[], ["a"]], [("a", "ARRAY_EXPECTED"), ([1], "STRING_EXPECTED")]),
]


@pytest.mark.parametrize(("fields", "codes"), WRONG_TASKS, ids=lambda value: str(value)[:60])
def test_names_what_is_wrong_with_a_task(
    api: Api, fields: dict[str, Any], codes: dict[str, str]
) -> None:
    """Each mistake is named by its path and its code, and nothing else is."""
    assert problem_codes(api.create(task(**fields))) == codes


@pytest.mark.parametrize(("field", "right", "wrong"), FIELDS, ids=lambda value: str(value)[:40])
def test_a_field_takes_the_values_of_its_type(
    sandbox: Sandbox,
    api: Api,
    field: dict[str, Any],
    right: list[Any],
    wrong: list[tuple[Any, str]],
) -> None:
    """Values that a project's specification allows are stored, others named by their code."""
    sandbox.add_pool(TYPED, input_spec={"f": field})
    for value in right:
        created = api.create({"pool_id": TYPED, "input_values": {"f": value}, "overlap": 1})
        assert created.json()["input_values"]["f"] == value
    for value, code in wrong:
        refused = api.create({"pool_id": TYPED, "input_values": {"f": value}, "overlap": 1})
        assert problem_codes(refused) == {"input_values.f": code}


def test_an_optional_field_may_be_missing_null_or_blank(sandbox: Sandbox, api: Api) -> None:
    """Only required fields demand a value."""
    sandbox.add_pool(TYPED, input_spec={"f": {"type": "string", "required": False}})
    rows: list[Any] = [{}, {"f": None}, {"f": ""}]
    items = [{"pool_id": TYPED, "input_values": values, "overlap": 1} for values in rows]
    assert len(api.create(items).json()["items"]) == 3


def test_all_mistakes_of_a_task_are_named_at_once(api: Api) -> None:
    """One answer lists every problem of an item."""
    wrong = {"pool_id": POOL, "input_values": {"x": 1}, "overlap": 0, "reserved_for": 1}
    fields = {"input_values.image", "input_values.x", "overlap", "reserved_for"}
    assert problem_codes(api.create(wrong)).keys() == fields


def test_a_bound_that_was_broken_is_told(api: Api) -> None:
    """`params` holds the bound."""
    payload = api.create(task(overlap=40_000)).json()["payload"]
    assert payload["overlap"]["params"] == [30_000]


def test_values_at_the_bounds_are_accepted(api: Api) -> None:
    """Overlap 1 and 30,000 and weights 0 and 1 are allowed."""
    solutions: list[Any] = [
        {"output_values": {}, "correctness_weight": weight} for weight in (0, 1, 0.5)
    ]
    for overlap in (1, 30_000):
        assert api.create(task(overlap=overlap, known_solutions=solutions)).status_code == 201
