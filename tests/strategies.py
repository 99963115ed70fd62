"""Random JSON, and random values of any class, derived from what the class says of its fields."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from enum import EnumType
from types import UnionType
from typing import (
    Any,
    Literal,
    TypeAlias,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

import attrs
from hypothesis import strategies as st
from toloka_typed_api import models

from toloka_typed.tasks import LISTED_CREATED, Task

Json: TypeAlias = Any
Strategy: TypeAlias = st.SearchStrategy[Any]
Kind: TypeAlias = Any  # an attrs class, or a `TypedDict`

TEXT = st.text(max_size=6)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
LARGE = [2**53 + 1, -(2**63) - 1, 2**64, 10**40]
INTEGERS = st.integers() | st.sampled_from(LARGE)
SCALARS = st.sampled_from([None, False, True, *LARGE]) | st.integers() | FLOATS | TEXT
_SIZES = st.integers(0, 2)


@st.composite
def few(draw: st.DrawFn, items: Strategy) -> list[Any]:
    """Give a list of two at most; other than `st.lists`, this draws its length at once."""
    return [draw(items) for _ in range(draw(_SIZES))]


@st.composite
def objects(draw: st.DrawFn, keys: Strategy, values: Strategy) -> dict[Any, Any]:
    """Give a `dict` of two at most."""
    return {draw(keys): draw(values) for _ in range(draw(_SIZES))}


def _nesting(inner: Strategy) -> Strategy:
    return st.one_of(SCALARS, SCALARS, few(inner), objects(TEXT, inner))


JSON = _nesting(_nesting(SCALARS))  # three times as fast as `st.recursive`
JSON_OBJECTS = objects(TEXT, JSON)
# a day off the ends of time, for a moment may be at another hour in UTC
_SECONDS = st.integers(2 * 86_400, 3_652_056 * 86_400)
_START = datetime(1, 1, 1)
# two numbers, where `st.datetimes` draws seven
NAIVE_MOMENTS = st.builds(
    lambda seconds, fraction: _START + timedelta(seconds=seconds, microseconds=fraction),
    _SECONDS,
    st.integers(0, 999_999),
)
_OFFSETS = st.just(UTC) | st.integers(-1439, 1439).map(lambda m: timezone(timedelta(minutes=m)))
MOMENTS = st.builds(lambda moment, zone: moment.replace(tzinfo=zone), NAIVE_MOMENTS, _OFFSETS)
POSITIONS = st.integers(0, 99)


@attrs.frozen(kw_only=True)
class Form:
    """What values look like that are of the same type, as instances or on the wire."""

    classes: Callable[[Kind], Strategy]
    moments: Strategy
    positions: Strategy = POSITIONS
    """The keys of what is ordered by position."""


def of_type(hint: Any, form: Form) -> Strategy:
    """Give the values of a type."""
    kind: Any = get_origin(hint) or hint
    arguments = get_args(hint)
    inner = functools.partial(of_type, form=form)
    if isinstance(hint, TypeVar) or hint is dict:
        return JSON_OBJECTS  # the values of a project's fields
    if kind in (Union, UnionType):
        return st.one_of(*map(inner, arguments))
    if kind is type:
        return st.just(dict)
    if kind is Literal:
        return st.sampled_from(arguments)
    if isinstance(kind, EnumType):
        return st.sampled_from(list(kind))
    if kind in (list, tuple, Sequence):
        return few(inner(arguments[0]))
    if kind in (dict, Mapping):
        keys = form.positions if arguments[0] is int else inner(arguments[0])
        return objects(keys, inner(arguments[1]))
    if (found := class_of(hint)) is not None:
        return form.classes(found)
    scalars: dict[Any, Strategy] = {
        Any: JSON,
        str: TEXT,
        bool: st.booleans(),
        int: INTEGERS,
        float: FLOATS | INTEGERS,
        bytes: st.binary(max_size=6),
        datetime: form.moments,
        type(None): st.none(),
    }
    return scalars[hint]


@functools.cache
def instances(kind: Kind) -> Strategy:
    """Give instances of a value class, with any of their fields left out that may be."""
    required: dict[str, Strategy] = {}
    optional: dict[str, Strategy] = {}
    form = Form(classes=instances, moments=MOMENTS)
    for name, field in listed_fields(kind).items():
        if field.validator is not None:
            continue  # a setting with bounds: its default will do
        values = of_type(hints_of(kind)[name], form)
        if get_origin(hints_of(kind)[name]) is tuple:
            values = values.map(tuple)
        (required if field.default is attrs.NOTHING else optional)[name] = values
    if "type" in required:
        required["type"] = type_names(kind)
    if "additional_properties" in attrs.fields_dict(kind):
        optional["additional_properties"] = unlisted_fields(taken_names(kind))
    return some_fields(required, optional).map(lambda given: kind(**given))


def some_fields(required: Mapping[str, Strategy], optional: Mapping[str, Strategy]) -> Strategy:
    """Give `dict`s with the required fields and any of the others, chosen by one number."""
    everything = 2 ** len(optional) - 1
    chosen = st.one_of(st.just(0), st.integers(0, everything), st.just(everything))

    @st.composite
    def fields(draw: st.DrawFn) -> dict[str, Any]:
        choice = draw(chosen)
        given = {name: draw(values) for name, values in required.items()}
        for number, (name, values) in enumerate(optional.items()):
            if choice >> number & 1:
                given[name] = draw(values)
        return given

    return fields()


# what the annotations of other modules name without importing it at run time
_NAMES = {
    "Any": Any,
    "Mapping": Mapping,
    **{name: getattr(models, name) for name in models.__all__ if name.endswith("Dict")},
}


@functools.cache
def hints_of(kind: Kind) -> dict[str, Any]:
    """Give the types of a class's fields."""
    return get_type_hints(kind, localns=_NAMES)


@functools.cache
def listed_fields(kind: Kind) -> dict[str, attrs.Attribute[Any]]:
    """Give the fields that have a name of their own on the wire."""
    fields = attrs.fields_dict(kind)
    return {name: field for name, field in fields.items() if name != "additional_properties"}


def taken_names(kind: Kind) -> frozenset[str]:
    """Give the names that no additional field can have: a task leaves the service's to it."""
    return LISTED_CREATED if kind is Task else frozenset(listed_fields(kind))


def unlisted_fields(names: frozenset[str]) -> Strategy:
    """Give fields that nobody has listed, also one with the name of our own collection of them."""
    keys = (TEXT | st.just("additional_properties")).filter(lambda key: key not in names)
    return st.one_of(st.just({}), objects(keys, JSON))


def merged(listed: dict[str, Json], others: dict[str, Json]) -> dict[str, Json]:
    """Put the fields that are listed beside those that are not."""
    return {**others, **listed}


def type_names(kind: Kind) -> Strategy:
    """Give what `type` can be: an operation's class follows from it, others' do not."""
    own = getattr(kind, "TYPE", None)
    if own is None:
        return TEXT
    return st.just(own) if own else TEXT.map("UNKNOWN.{}".format)


def class_of(hint: Any) -> Kind | None:
    """Give the attrs class or `TypedDict` that a type speaks of, if it does."""
    kind = get_origin(hint) or hint
    return kind if isinstance(kind, type) and (attrs.has(kind) or is_typeddict(kind)) else None


def exact(value: Any) -> Any:
    """Spell a value out so that `==` tells 1 from 1.0 and True, and 0.0 from -0.0."""
    kind: type[object] = value.__class__
    if attrs.has(kind):
        return kind, {name: exact(getattr(value, name)) for name in attrs.fields_dict(kind)}
    if issubclass(kind, Mapping):
        return {key: exact(value[key]) for key in value}
    if issubclass(kind, list | tuple):
        return kind, [exact(item) for item in value]
    if issubclass(kind, datetime) and value.tzinfo:
        return value.astimezone(UTC).isoformat()
    return (kind, value.hex()) if kind is float else (kind, value)
