"""What JSON can hold is sent as it is, and what it cannot is refused, never changed."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.profiles import ROUND_TRIPS
from tests.roundtrip.wire_forms import WIRE_MOMENTS
from tests.strategies import JSON, JSON_OBJECTS, MOMENTS, exact
from toloka_typed._json import decode
from toloka_typed._uploads.encoding import encoded_task
from toloka_typed._wire import read_datetime, write_datetime
from toloka_typed.errors import InvalidTaskError
from toloka_typed.solutions import KnownSolution
from toloka_typed.tasks import Task

PLACES = st.sampled_from(["input_values", "known_solutions.0.output_values"])
SURROGATES = st.integers(0xD800, 0xDFFF).map(chr)
FORBIDDEN = st.sampled_from([math.nan, math.inf, -math.inf]) | SURROGATES


def sent(place: str, values: dict[str, Any]) -> Any:
    """Give the values as the body of a request holds them."""
    is_input = place == "input_values"
    task = Task(
        input_values=values if is_input else {},
        pool_id="1",
        known_solutions=[] if is_input else [KnownSolution(output_values=values)],
    )
    body = decode(encoded_task(task, index=0))
    return body["input_values"] if is_input else body["known_solutions"][0]["output_values"]


@settings(max_examples=ROUND_TRIPS)
@given(place=PLACES, values=JSON_OBJECTS)
def test_json_is_sent_as_it_is(place: str, values: dict[str, Any]) -> None:
    """Integers of any size, floats, minus zero, all of Unicode and nesting arrive unchanged."""
    assert exact(sent(place, values)) == exact(values)


@settings(max_examples=ROUND_TRIPS)
@given(
    place=PLACES, values=JSON_OBJECTS, bad=FORBIDDEN, name=st.text(max_size=3), deep=st.booleans()
)
def test_what_json_cannot_hold_is_refused(
    place: str, values: dict[str, Any], bad: Any, name: str, *, deep: bool
) -> None:
    """NaN, infinities and lone surrogates are refused with the path of the value."""
    values = {**values, name: [{"inner": bad}] if deep else bad}
    with pytest.raises(InvalidTaskError) as refusal:
        sent(place, values)
    assert refusal.value.field == f"{place}.{name}" + (".0.inner" if deep else "")


@settings(max_examples=ROUND_TRIPS)
@given(place=PLACES, name=SURROGATES, value=JSON)
def test_a_field_name_that_json_cannot_hold_is_refused(place: str, name: str, value: Any) -> None:
    """A lone surrogate in a field's name is refused with the place of the name."""
    with pytest.raises(InvalidTaskError) as refusal:
        sent(place, {name: value})
    assert refusal.value.field == place


@settings(max_examples=ROUND_TRIPS)
@given(text=WIRE_MOMENTS)
def test_a_datetime_of_the_service_is_utc(text: str) -> None:
    """Naive text with 0, 3, 5 or 6 digits is the UTC moment of those very digits."""
    moment = read_datetime(text)
    assert moment.utcoffset() is not None
    assert not moment.utcoffset()
    whole, _, fraction = text.partition(".")
    assert f"{moment.date().isoformat()}T{moment:%H:%M:%S}" == whole
    assert f"{moment.microsecond:06}" == fraction.ljust(6, "0")


@settings(max_examples=ROUND_TRIPS)
@given(moment=MOMENTS)
def test_a_datetime_of_any_zone_is_written_as_utc(moment: Any) -> None:
    """An aware datetime is written as naive UTC text that means the same moment."""
    text = write_datetime(moment)
    assert not text.endswith("Z")
    assert "+" not in text
    assert read_datetime(text) == moment
