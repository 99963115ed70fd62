"""Values that are built quickly are as frozen, and as equal, as those that are not."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import attrs
import pytest
from attrs.exceptions import FrozenInstanceError

from toloka_typed import BaselineSolution, CreatedTask, KnownSolution, Task
from toloka_typed._frozen import builder, filler

WIRE = {"id": "1", "created": "2026-01-01T00:00:00", "pool_id": "2", "input_values": {"a": 1}}
QUICK = [
    Task(input_values={"a": 1}, pool_id="2"),
    KnownSolution(output_values={"a": 1}),
    BaselineSolution(output_values={"a": 1}),
    CreatedTask.from_dict(WIRE),
]


@attrs.frozen(kw_only=True)
class Point:
    x: int
    y: int = 0


@pytest.mark.parametrize("value", QUICK, ids=lambda value: type(value).__name__)
def test_what_is_built_quickly_is_frozen(value: Any) -> None:
    """Nothing can be set or deleted, and copies and pickles are equal."""
    name = attrs.fields(type(value))[0].name
    with pytest.raises(FrozenInstanceError):
        setattr(value, name, 1)
    with pytest.raises(FrozenInstanceError):
        delattr(value, name)
    assert copy.deepcopy(value) == value
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - our own
    assert attrs.evolve(value) == value


def test_a_builder_does_what_the_constructor_does() -> None:
    """Class, fields, equality and hash are the same; every field has to be given."""
    build = builder(Point)
    quick = build(x=1, y=2)
    assert type(quick) is Point
    assert (quick, hash(quick)) == (Point(x=1, y=2), hash(Point(x=1, y=2)))
    with pytest.raises(TypeError, match="y"):
        build(x=1)


def test_a_filler_fills_subclasses_too() -> None:
    """A value of a subclass, whose layout may be another, keeps its class."""

    class Named(Point):
        name = "named"

    fill = filler(Point)
    for kind in (Point, Named):
        value = kind.__new__(kind)
        fill(value, x=1, y=2)
        assert type(value) is kind
        assert (value.x, value.y) == (1, 2)
        with pytest.raises(FrozenInstanceError):
            setattr(value, "x", 2)  # noqa: B010
