"""Every generated model gives back exactly what it was given, in either direction."""

from __future__ import annotations

import functools
from types import UnionType
from typing import Any, Union, get_args, get_origin, is_typeddict

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from toloka_typed_api import models
from toloka_typed_api.types import UNSET, Unset

from tests.strategies import MOMENTS, TEXT, Kind, Strategy, exact, hints_of, of_type, unlisted
from toloka_typed._json import decode, encode

SHAPES = {
    name: getattr(models, f"{name}Dict")
    for name in models.__all__
    if f"{name}Dict" in models.__all__
}
each_model = pytest.mark.parametrize("name", SHAPES)


@each_model
def test_the_wire_survives_a_model(name: str) -> None:
    """Each field absent, null or present, known or not, is written exactly as it was read."""
    model = getattr(models, name)

    @given(wire=wire_of(model))
    def check(wire: dict[str, Any]) -> None:
        before = exact(wire)
        assert exact(model.from_dict(wire).to_dict()) == before
        assert exact(wire) == before, "reading changed its argument"

    check()


@each_model
def test_a_model_survives_the_wire(name: str) -> None:
    """What is read from a model's own JSON text equals the model, absent fields included."""
    model = getattr(models, name)

    @given(value=built(model))
    def check(value: Any) -> None:
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
    return st.dictionaries(TEXT, wire_of(item) if attrs.has(item) else of_plain(item), max_size=2)


@functools.cache
def shapes(shape: Kind) -> Strategy:
    """Give JSON objects of a `TypedDict`, each optional field there or not, and other fields."""
    fields = {name: of_plain(hint) for name, hint in hints_of(shape).items()}
    required = {name: fields.pop(name) for name in shape.__required_keys__}
    listed = st.fixed_dictionaries(required, optional=fields)
    others = unlisted(frozenset(hints_of(shape)))
    return st.builds(lambda ours, theirs: {**theirs, **ours}, listed, others)


@functools.cache
def built(model: Kind) -> Strategy:
    """Give models made by their constructors, with any of the fields unset that may be."""
    required: dict[str, Strategy] = {}
    optional: dict[str, Strategy] = {}
    for field in attrs.fields(model):
        hint = hints_of(model)[field.name]
        given_kinds = [kind for kind in options(hint) if kind is not Unset]
        values = st.one_of([of_type(kind, moments=MOMENTS, nested=built) for kind in given_kinds])
        if field.init:
            (optional if field.default is UNSET else required)[field.name] = values
    additional = hints_of(model)["additional_properties"]
    shape = SHAPES[model.__name__]
    others = (
        unlisted(frozenset(hints_of(shape)))
        if is_typeddict(shape)
        else of_type(additional, moments=MOMENTS, nested=built)
    )

    def build(given: dict[str, Any], additional: dict[str, Any]) -> Any:
        value = model(**given)
        value.additional_properties.update(additional)
        return value

    return st.builds(build, st.fixed_dictionaries(required, optional=optional), others)


def of_plain(hint: Any) -> Strategy:
    """Give values of a type that occurs on the wire."""
    return of_type(hint, moments=st.nothing(), nested=shapes)


def options(hint: Any) -> tuple[Any, ...]:
    """Give the members of a union, or the one type that it is."""
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
