"""No value escapes the round trips, no answer the thorough check, and no `repr` fills a screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.profiles import ROUND_TRIPS
from tests.roundtrip.value_classes import PUBLIC, VALUES
from tests.roundtrip.wire_forms import DESCRIBED, wires
from tests.strategies import JSON, Kind, exact, listed_fields
from toloka_typed._fields import PLAIN
from toloka_typed.batches import TaskBatchCreateResult, TaskUploadChunk
from toloka_typed.errors import DecodeError, FieldValidationError
from toloka_typed.operations import Operation
from toloka_typed.tasks import CreatedTask, read_task_view

NO_JSON = {
    "JournalRequest": "a row of a table",
    "JournalRow": "a row of a table",
    "OpenRequest": "a row of a table",
    "Page": "holds values of any class",
    "TaskSchema": "holds types",
    "UploadLimits": "a setting",
    "UploadProgress": "a moment's figures",
}

TASK: dict[str, Any] = {
    "id": "1",
    "created": "2026-01-01T00:00:00",
    "pool_id": "1",
    "input_values": {},
}
WEIGHTS: list[Any] = [True, 1, 0.5, None, []]
JUNK: list[Any] = [
    *(None, True, 0, 1.5, "", "text", "2026-01-01", [], [None], ["text"], [1], {}, {"a": 1}),
    *([{}], [{"output_values": 1}], [{"output_values": {}, "correctness_weight": "1"}]),
    *([{"output_values": {}, "correctness_weight": weight}] for weight in WEIGHTS),
    *([{"output_values": {}, "confidence_weight": weight}] for weight in WEIGHTS),
    *([{"output_values": {}, "new": 1}], [{"output_values": None}], [{"output_values": {}}, 1]),
]


def test_every_public_value_has_a_wire_form() -> None:
    """A value class without `to_dict` and `from_dict` needs a reason."""
    assert {kind.__name__ for kind in PUBLIC} - {kind.__name__ for kind in VALUES} == set(NO_JSON)


def test_values_carry_every_field_that_answers_are_described_with() -> None:
    """A field that the description gains is carried by the value, not left among the others."""
    for kind, shape in DESCRIBED.items():
        assert listed_fields(kind).keys() == shape.__annotations__.keys(), kind


def test_an_unknown_operation_is_an_operation() -> None:
    """A type that nobody has listed is a plain `Operation`, and a strange status is not an end."""
    wire = {"id": "1", "type": "POOL.PAINT", "status": "PAUSED", "colour": "red"}
    operation = Operation.from_dict(wire)
    assert type(operation) is Operation
    assert not operation.is_completed()
    assert operation.to_dict() == wire


@pytest.mark.parametrize("name", sorted(listed_fields(CreatedTask)))
@pytest.mark.parametrize("value", JUNK, ids=repr)
def test_the_quick_look_at_an_answer_overlooks_nothing(name: str, value: Any) -> None:
    """A task of an answer is what `from_dict` makes of it, or both refuse it."""
    wire = {**TASK, name: value}
    assert outcome(quickly, wire) == outcome(CreatedTask.from_dict, wire)


def quickly(wire: dict[str, Any]) -> CreatedTask:
    return read_task_view(wire, PLAIN)


def outcome(read: Callable[[dict[str, Any]], CreatedTask], wire: dict[str, Any]) -> Any:
    try:
        return exact(read(wire))
    except DecodeError:
        return None


def broken(kind: Kind) -> st.SearchStrategy[Any]:
    """Give wire forms of which one field holds just anything, or is missing."""

    def spoil(wire: dict[str, Any], name: str, junk: Any) -> dict[str, Any]:
        spoilt = {**wire, name: junk}
        if junk == "missing":
            del spoilt[name]
        return spoilt

    names = st.sampled_from(sorted(listed_fields(kind)))
    junk = JSON | st.sampled_from(["missing", *JUNK])
    return st.builds(spoil, wires(kind), names, junk)


@settings(max_examples=ROUND_TRIPS)
@given(data=st.data())
def test_what_does_not_fit_is_a_decode_error(data: st.DataObject) -> None:
    """Whatever stands in the place of a field: it is read, or refused with a `DecodeError`."""
    kind = data.draw(st.sampled_from(list(DESCRIBED)))
    wire = data.draw(broken(kind))
    try:
        value = kind.from_dict(wire)
    except DecodeError:
        return
    assert kind.from_dict(value.to_dict()) == value


def test_a_result_of_many_tasks_is_shown_in_one_line() -> None:
    """`repr` counts the tasks of a batch and of a chunk instead of showing them."""
    task = CreatedTask.from_dict(TASK)
    refusal = {"input_values.image": FieldValidationError(code="VALUE_REQUIRED")}
    result = TaskBatchCreateResult(
        items=dict.fromkeys(range(10_000), task),
        validation_errors=dict.fromkeys(range(10_000, 20_000), refusal),
        operation_ids=("1",),
    )
    chunk = TaskUploadChunk(ids=dict.fromkeys(range(10_000), "1"))
    for value in (result, chunk):
        assert "<10000>" in repr(value)
        assert len(repr(value)) < 200
