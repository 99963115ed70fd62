"""Every public value class gives back what it was given, in either direction."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.profiles import ROUND_TRIPS
from tests.roundtrip.value_classes import PUBLIC, VALUES
from tests.roundtrip.wire_forms import normal, wires
from tests.strategies import Kind, exact, instances
from toloka_typed._json import decode, encode

# what follows from the class, whatever is in the fields
FEWER = ROUND_TRIPS // 4
each_value = pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.__name__)
COPIES: list[Callable[[Any], Any]] = [
    copy.copy,
    copy.deepcopy,
    lambda value: pickle.loads(pickle.dumps(value)),  # noqa: S301 - our own
    attrs.evolve,
]


@each_value
def test_a_value_survives_the_wire(kind: Kind) -> None:
    """What is read from a value's own JSON text equals the value, to the type of each number."""

    @settings(max_examples=ROUND_TRIPS)
    @given(value=instances(kind))
    def check(value: Any) -> None:
        again = kind.from_dict(decode(encode(value.to_dict())))
        assert again == value
        assert exact(again) == exact(value)

    check()


@each_value
def test_the_wire_survives_a_value(kind: Kind) -> None:
    """Nothing on the wire is lost or changed by reading and writing it, known or not."""

    @settings(max_examples=ROUND_TRIPS)
    @given(wire=wires(kind))
    def check(wire: dict[str, Any]) -> None:
        before = encode(wire)
        written = kind.from_dict(wire).to_dict()
        assert exact(normal(kind, decode(encode(written)))) == exact(normal(kind, wire))
        assert encode(wire) == before, "reading changed its argument"

    check()


@pytest.mark.parametrize("kind", PUBLIC, ids=lambda kind: kind.__name__)
def test_values_behave_as_values(kind: Kind) -> None:
    """Copies are equal and independent of the process, fields cannot be set, and `repr` shows."""

    @settings(max_examples=FEWER)
    @given(value=instances(kind))
    def check(value: Any) -> None:
        for copied in (make(value) for make in COPIES):
            assert type(copied) is kind
            assert copied == value
            assert exact(copied) == exact(value)
        assert repr(value).startswith(f"{kind.__name__}(")
        for name in attrs.fields_dict(kind):
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                setattr(value, name, None)

    check()


@each_value
def test_values_that_hold_objects_have_no_hash(kind: Kind) -> None:
    """A value holds JSON objects, which can be changed, so it is refused as a key of a dict."""

    @settings(max_examples=1)
    @given(value=instances(kind))
    def check(value: Any) -> None:
        with pytest.raises(TypeError, match="unhashable"):
            hash(value)

    check()


@each_value
def test_values_differ_where_a_field_differs(kind: Kind) -> None:
    """Two values are equal only if all of their fields are."""

    @settings(max_examples=FEWER)
    @given(one=instances(kind), other=instances(kind), data=st.data())
    def check(one: Any, other: Any, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(attrs.fields_dict(kind))))
        changed = attrs.evolve(one, **{name: getattr(other, name)})
        assert (changed == one) == (getattr(other, name) == getattr(one, name))

    check()
