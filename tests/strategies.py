"""Random JSON, and random values of any class, derived from what the class says of its fields."""

from __future__ import annotations

import functools
import types
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from enum import EnumType
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

from toloka_typed.operations import Operation, OperationLogItem
from toloka_typed.pools import Pool, Requester
from toloka_typed.solutions import BaselineSolution, KnownSolution
from toloka_typed.tasks import CreatedTask

Json: TypeAlias = Any
Strategy: TypeAlias = st.SearchStrategy[Any]
Kind: TypeAlias = Any  # an attrs class

TEXT = st.text(max_size=6)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
INTEGERS = st.integers() | st.sampled_from([2**53 + 1, -(2**63) - 1, 2**64, 10**40])
SCALARS = st.one_of(st.none(), st.booleans(), INTEGERS, FLOATS, TEXT)


def _nesting(inner: Strategy) -> Strategy:
    lists, objects = st.lists(inner, max_size=2), st.dictionaries(TEXT, inner, max_size=2)
    return st.one_of(SCALARS, SCALARS, lists, objects)


JSON = _nesting(_nesting(SCALARS))  # three times as fast as `st.recursive`
JSON_OBJECTS = st.dictionaries(TEXT, JSON, max_size=2)
_NAIVE = st.datetimes(min_value=datetime(1, 1, 3), max_value=datetime(9999, 12, 29))
_OFFSETS = st.just(UTC) | st.integers(-1439, 1439).map(lambda m: timezone(timedelta(minutes=m)))
MOMENTS = st.builds(lambda moment, zone: moment.replace(tzinfo=zone), _NAIVE, _OFFSETS)


DESCRIBED: dict[Kind, Any] = {
    CreatedTask: models.TaskViewDict,
    KnownSolution: models.KnownSolutionDict,
    BaselineSolution: models.BaselineSolutionDict,
    Operation: models.OperationDict,
    OperationLogItem: models.OperationLogStepDict,
    Pool: models.PoolDict,
    Requester: models.RequesterDict,
}
"""What the service's answers are described as, for the values that are read from them."""


def _wire_text(moment: datetime, digits: int) -> str:
    whole, fraction = f"{moment:%H:%M:%S}", f"{moment.microsecond:06}"[:digits]
    return f"{moment.date().isoformat()}T{whole}" + (f".{fraction}" if digits else "")


WIRE_MOMENTS = st.builds(_wire_text, _NAIVE, st.sampled_from([0, 3, 5, 6]))
"""Datetimes as the service writes them: naive UTC with 0, 3, 5 or 6 digits of the second."""


# what the annotations of other modules name without importing it at run time
_NAMES = {name: getattr(models, name) for name in models.__all__ if name.endswith("Dict")}
_NAMES |= {"Any": Any, "Mapping": Mapping}


@functools.cache
def hints_of(kind: Kind) -> dict[str, Any]:
    """Give the types of a class's fields."""
    return get_type_hints(kind, localns=_NAMES)


@functools.cache
def listed_fields(kind: Kind) -> dict[str, attrs.Attribute[Any]]:
    """Give the fields that have a name of their own on the wire."""
    fields = attrs.fields_dict(kind)
    return {name: field for name, field in fields.items() if name != "additional_properties"}


def unlisted(names: frozenset[str]) -> Strategy:
    """Give fields that nobody has listed, also one with the name of our own collection of them."""
    keys = (TEXT | st.just("additional_properties")).filter(lambda key: key not in names)
    return st.one_of(st.just({}), st.dictionaries(keys, JSON, max_size=2))


def class_of(hint: Any) -> Kind | None:
    """Give the attrs class or `TypedDict` that a type speaks of, if it does."""
    kind = get_origin(hint) or hint
    return kind if isinstance(kind, type) and (attrs.has(kind) or is_typeddict(kind)) else None


def of_type(hint: Any, *, moments: Strategy, nested: Callable[[Kind], Strategy]) -> Strategy:
    """Give the values of a type; those of a class of fields are what `nested` makes of it."""
    kind, arguments = get_origin(hint) or hint, get_args(hint)
    inner = functools.partial(of_type, moments=moments, nested=nested)
    if isinstance(hint, TypeVar) or hint is dict:
        return JSON_OBJECTS  # the values of a project's fields
    if kind in (Union, types.UnionType):
        return st.one_of(*map(inner, arguments))
    if kind is type:
        return st.just(dict)
    if kind is Literal:
        return st.sampled_from(arguments)
    if isinstance(kind, EnumType):
        return st.sampled_from(list(kind))
    if kind in (list, tuple):
        return st.lists(inner(arguments[0]), max_size=2)
    if kind in (dict, Mapping):
        return st.dictionaries(inner(arguments[0]), inner(arguments[1]), max_size=2)
    if (found := class_of(hint)) is not None:
        return nested(found)
    scalars: dict[Any, Strategy] = {
        Any: JSON,
        str: TEXT,
        bool: st.booleans(),
        int: INTEGERS,
        float: FLOATS | INTEGERS,
        bytes: st.binary(max_size=6),
        datetime: moments,
        type(None): st.none(),
    }
    return scalars[hint]


@functools.cache
def instances(kind: Kind) -> Strategy:
    """Give instances of a value class, with any of their fields left out that may be."""
    required: dict[str, Strategy] = {}
    optional: dict[str, Strategy] = {}
    for name, field in listed_fields(kind).items():
        hint = hints_of(kind)[name]
        values = of_type(hint, moments=MOMENTS, nested=instances)
        if get_origin(hint) is tuple:
            values = values.map(tuple)
        if field.validator is not None:
            continue  # a setting with bounds: its default will do
        (required if field.default is attrs.NOTHING else optional)[name] = values
    if "type" in required:
        required["type"] = type_names(kind)
    if "additional_properties" in attrs.fields_dict(kind):
        optional["additional_properties"] = unlisted(frozenset(listed_fields(kind)))
    return st.fixed_dictionaries(required, optional=optional).map(lambda given: kind(**given))


@functools.cache
def wires(kind: Kind) -> Strategy:
    """Give what a value class is read from: each field absent, null or present, and others."""
    required: dict[str, Strategy] = {}
    optional: dict[str, Strategy] = {}
    for name, field in listed_fields(kind).items():
        hint = hints_of(kind)[name]
        values = of_type(without_none(hint), moments=WIRE_MOMENTS, nested=wires)
        if field.default is attrs.NOTHING and type(None) not in get_args(hint):
            required[name] = values
        else:
            optional[name] = values | st.none() if can_be_null(kind, name) else values
    if "type" in required:
        required["type"] = type_names(kind)
    listed = st.fixed_dictionaries(required, optional=optional)
    others = unlisted(frozenset(listed_fields(kind)))
    return st.builds(lambda ours, theirs: {**theirs, **ours}, listed, others)


def without_none(hint: Any) -> Any:
    """Give an optional type without the option."""
    if get_origin(hint) not in (Union, types.UnionType):
        return hint
    return Union[tuple(kind for kind in get_args(hint) if kind is not type(None))]  # noqa: UP007


def can_be_null(kind: Kind, name: str) -> bool:
    """Whether the description of the API lets a field be null; ours may be null where absent."""
    for described, shape in DESCRIBED.items():
        if issubclass(kind, described):
            return type(None) in get_args(get_type_hints(shape)[name])
    return hints_of(kind)[name] is not bool


def type_names(kind: Kind) -> Strategy:
    """Give what `type` can be: an operation's class follows from it, others' do not."""
    own = getattr(kind, "TYPE", None)
    if own is None:
        return TEXT
    return st.just(own) if own else TEXT.map("UNKNOWN.{}".format)


def exact(value: Any) -> Any:
    """Spell a value out so that `==` tells 1 from 1.0 and True, and 0.0 from -0.0."""
    if attrs.has(type(value)):
        names = attrs.fields_dict(type(value))
        return type(value), {name: exact(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {key: exact(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value), [exact(item) for item in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat() if value.tzinfo else value
    return (float, value.hex()) if isinstance(value, float) else (type(value), value)
