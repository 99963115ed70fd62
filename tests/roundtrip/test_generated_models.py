"""Every generated model gives back exactly what it was given, in either direction."""

from __future__ import annotations

import functools
from typing import Any, get_args, is_typeddict

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toloka_typed_api import models

from tests.profiles import ROUND_TRIPS
from tests.strategies import (
    TEXT,
    Form,
    Kind,
    Strategy,
    exact,
    hints_of,
    merged,
    objects,
    of_type,
    some_fields,
    unlisted_fields,
)
from toloka_typed._json import decode, encode

SHAPES = {
    name: getattr(models, f"{name}Dict")
    for name in models.__all__
    if f"{name}Dict" in models.__all__
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_model_gives_back_what_it_read(name: str) -> None:
    """Each field, absent, null or there, known or not, is written as it was read, and read again.

    The value that comes out of its own JSON text equals the first, absent fields included.
    """
    model = getattr(models, name)

    @settings(max_examples=ROUND_TRIPS)
    @given(wire=wire_of(model))
    def check(wire: dict[str, Any]) -> None:
        before = exact(wire)
        value = model.from_dict(wire)
        assert exact(wire) == before, "reading changed its argument"
        assert exact(value.to_dict()) == before
        again = model.from_dict(decode(encode(value.to_dict())))
        assert again == value
        assert exact(again) == exact(value)

    check()


def test_every_model_has_a_wire_shape() -> None:
    """No generated class escapes these tests: each stands beside a `TypedDict`."""
    classes = {name for name in models.__all__ if attrs.has(getattr(models, name))}
    assert classes == SHAPES.keys()


def wire_of(model: Kind) -> Strategy:
    """Give what a model is read from."""
    shape = SHAPES[model.__name__]
    if is_typeddict(shape):
        return shapes(shape)
    item = get_args(hints_of(model)["additional_properties"])[1]
    items = wire_of(item) if attrs.has(item) else of_type(item, WIRE)
    return objects(TEXT, items)


@functools.cache
def shapes(shape: Kind) -> Strategy:
    """Give JSON objects of a `TypedDict`, each optional field there or not, and other fields."""
    fields = {name: of_type(hint, WIRE) for name, hint in hints_of(shape).items()}
    required = {name: fields.pop(name) for name in shape.__required_keys__}
    listed = some_fields(required, fields)
    others = unlisted_fields(frozenset(hints_of(shape)))
    return st.builds(merged, listed, others)


WIRE = Form(classes=shapes, moments=st.nothing())  # the models leave dates as text
