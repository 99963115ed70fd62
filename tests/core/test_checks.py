"""What is refused before anything is sent, and how the refusal names it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import JSON_OBJECTS, exact
from toloka_typed import BaselineSolution, InvalidTaskError, KnownSolution, Task
from toloka_typed._uploads.checks import check_overlap, check_task, check_values
from toloka_typed._uploads.encoding import encoded_task


def refused(**fields: Any) -> InvalidTaskError:
    arguments: dict[str, Any] = {"input_values": {}, "pool_id": "1", **fields}
    task = Task(**arguments)
    with pytest.raises(InvalidTaskError) as raised:
        encoded_task(task, index=None)
    assert isinstance(raised.value, ValueError)
    return raised.value


@pytest.mark.parametrize("pool_id", [None, "", 1, b"1", ["1"]])
def test_a_pool_is_named_by_text(pool_id: Any) -> None:
    """A pool's id is a text with something in it."""
    assert refused(pool_id=pool_id).field == "pool_id"


@pytest.mark.parametrize("overlap", [0, -1, 30_001, 2**70, 1.0, "3", True, float("nan")])
def test_an_overlap_is_one_to_thirty_thousand(overlap: Any) -> None:
    """Other numbers, and what is no whole number, are no overlap."""
    error = refused(overlap=overlap)
    assert error.field == "overlap"
    assert "30000" in str(error)


def test_an_overlap_is_a_number_or_infinite() -> None:
    """Both at once are refused, and either alone is not."""
    assert refused(overlap=1, infinite_overlap=True).field == "overlap"
    for infinite in (None, 0, 1, "true"):
        if infinite is not None:
            assert refused(infinite_overlap=infinite).field == "infinite_overlap"
    for fields in ({"overlap": 1}, {"overlap": 30_000}, {"infinite_overlap": True}, {}):
        accepted: dict[str, Any] = fields
        check_task(Task(input_values={}, pool_id="1", **accepted))
    check_overlap(0, None, minimum=0)


@pytest.mark.parametrize("weight", [-0.1, 1.1, float("nan"), float("inf"), "1", True, [1]])
@pytest.mark.parametrize("place", [0, 1])
def test_weights_are_nought_to_one(weight: Any, place: int) -> None:
    """A weight outside 0 to 1 is refused by the place of its solution."""
    good: dict[str, Any] = {"output_values": {}}
    known = [KnownSolution(**good)] * place + [KnownSolution(correctness_weight=weight, **good)]
    assert refused(known_solutions=known).field == f"known_solutions.{place}.correctness_weight"
    base = [BaselineSolution(**good)] * place + [BaselineSolution(confidence_weight=weight, **good)]
    assert refused(baseline_solutions=base).field == (
        f"baseline_solutions.{place}.confidence_weight"
    )


@pytest.mark.parametrize("hint", [1, b"x", ["x"], {}])
def test_a_hint_is_text(hint: Any) -> None:
    """A hint of another type is refused."""
    error = refused(message_on_unknown_solution=hint)
    assert error.field == "message_on_unknown_solution"


class Colour(Enum):
    RED = "red"


class Shout(str):
    pass


ENDLESS: list[Any] = []
ENDLESS.append(ENDLESS)

STRANGE: list[Any] = [
    float("nan"),
    float("inf"),
    float("-inf"),
    "\ud800",
    (1, 2),
    {1, 2},
    {1: "a"},
    {"a\udfff": 1},
    b"bytes",
    datetime(2024, 1, 1, tzinfo=UTC),
    Decimal("1.5"),
    Path("x"),
    object(),
    Colour.RED,
    1j,
    ...,
]


@pytest.mark.parametrize("value", STRANGE, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("place", ["alone", "second", "in a list", "deep"])
def test_what_json_would_change_is_refused_by_its_field(value: Any, place: str) -> None:
    """Whatever JSON cannot hold, or gives back different, is refused, and its place is named."""
    values: dict[str, Any] = {
        "alone": {"x": value},
        "second": {"a": "ok", "x": value},
        "in a list": {"x": [1, value]},
        "deep": {"x": {"y": [{"z": value}]}},
    }[place]
    known = KnownSolution(output_values=values)
    baseline = BaselineSolution(output_values=values)
    for error, field in (
        (refused(input_values=values), "input_values.x"),
        (refused(known_solutions=[known]), "known_solutions.0.output_values.x"),
        (refused(baseline_solutions=[baseline]), "baseline_solutions.0.output_values.x"),
        (refused(localization_config=values), "localization_config.x"),
    ):
        assert (error.field or "").startswith(field)


def test_what_has_no_end_is_refused() -> None:
    """Values that hold themselves are refused by the field that they stand in."""
    assert refused(input_values={"x": ENDLESS}).field == "input_values"
    known = KnownSolution(output_values={"x": ENDLESS})
    assert refused(known_solutions=[known]).field == "known_solutions.0.output_values"


@pytest.mark.parametrize("value", STRANGE, ids=lambda value: type(value).__name__)
def test_additional_properties_are_json_too(value: Any) -> None:
    """Fields that nobody has listed are held to the same rules, and named."""
    assert "new" in (refused(additional_properties={"new": value}).field or "")


@pytest.mark.parametrize("values", [None, [], "x", 5, [("a", 1)], float("nan")])
def test_values_are_an_object(values: Any) -> None:
    """Field values that are no object are refused."""
    assert refused(input_values=values).field == "input_values"


@given(JSON_OBJECTS)
def test_json_is_sent_as_it_is(values: dict[str, Any]) -> None:
    """What is JSON is accepted, and comes back from the wire exactly the same."""
    check_values(values, field="input_values")
    content = encoded_task(Task(input_values=values, pool_id="1"), index=None)
    assert exact(json.loads(content)["input_values"]) == exact(values)


@given(
    st.dictionaries(
        st.text(max_size=3) | st.integers(),
        st.recursive(
            st.none() | st.floats() | st.text(st.characters(), max_size=3) | st.integers(),
            lambda inner: st.lists(inner, max_size=2) | st.tuples(inner),
            max_leaves=3,
        ),
        max_size=3,
    )
)
def test_nothing_is_changed_without_a_word(values: Any) -> None:
    """Any dictionary is either refused by its field or comes back exactly the same."""
    try:
        content = encoded_task(Task(input_values=values, pool_id="1"), index=None)
    except InvalidTaskError as error:
        field = error.field or ""
        assert field.startswith("input_values")
    else:
        assert exact(json.loads(content)["input_values"]) == exact(values)


@pytest.mark.parametrize("name", ["overlap", "input_values", "pool_id", "id", "created"])
def test_additional_properties_are_additional(name: str) -> None:
    """A field of its own, or one that the service sets, is no additional one."""
    assert refused(additional_properties={name: "x"}).field == name


def test_the_field_and_the_place_are_in_the_text() -> None:
    """The error's text names position, field and reason."""
    error = refused(overlap=0)
    error.position = 17
    assert "17" in str(error)
    assert "overlap" in str(error)
