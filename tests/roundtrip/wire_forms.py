"""What value classes are read from, and which of it means the same."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from datetime import datetime
from types import UnionType
from typing import Any, Union, get_args, get_origin

import attrs
from hypothesis import strategies as st
from toloka_typed_api import models

from tests.strategies import (
    NAIVE_MOMENTS,
    POSITIONS,
    Form,
    Json,
    Kind,
    Strategy,
    class_of,
    hints_of,
    listed_fields,
    merged,
    of_type,
    some_fields,
    taken_names,
    type_names,
    unlisted_fields,
)
from toloka_typed.batches import TaskBatchCreateResult
from toloka_typed.errors import FieldValidationError
from toloka_typed.operations import Operation, OperationLogItem
from toloka_typed.pools import Pool, Requester
from toloka_typed.solutions import BaselineSolution, KnownSolution
from toloka_typed.tasks import CreatedTask, Task

DESCRIBED: dict[Kind, Kind] = {
    CreatedTask: models.TaskViewDict,
    KnownSolution: models.KnownSolutionDict,
    BaselineSolution: models.BaselineSolutionDict,
    Operation: models.OperationDict,
    OperationLogItem: models.OperationLogStepDict,
    Pool: models.PoolDict,
    Requester: models.RequesterDict,
    FieldValidationError: models.FieldErrorDict,
}
"""What the service's answers are described as, for the values that are read from them."""

_MOMENT = re.compile(r"(.{19})(?:\.(\d{1,6}))?")


def _text(moment: datetime, digits: int) -> str:
    fraction = f"{moment.microsecond:06}"[:digits]
    return moment.replace(microsecond=0).isoformat() + (f".{fraction}" if digits else "")


WIRE_MOMENTS = st.builds(_text, NAIVE_MOMENTS, st.sampled_from([0, 3, 5, 6]))
"""Datetimes as the service writes them: naive UTC with 0, 3, 5 or 6 digits of the second."""


@functools.cache
def wires(kind: Kind) -> Strategy:
    """Give what a value class is read from: each field absent, null or present, and others."""
    required: dict[str, Strategy] = {}
    optional: dict[str, Strategy] = {}
    form = Form(classes=wires, moments=WIRE_MOMENTS, positions=POSITIONS.map(str))
    for name, field in listed_fields(kind).items():
        hint = hints_of(kind)[name]
        values = of_type(without_none(hint), form)
        if field.default is attrs.NOTHING and type(None) not in get_args(hint):
            required[name] = values
        else:
            optional[name] = values | st.none() if can_be_null(kind, name) else values
    if "type" in required:
        required["type"] = type_names(kind)
    listed = some_fields(required, optional)
    others = unlisted_fields(taken_names(kind))
    return st.builds(merged, listed, others)


def can_be_null(kind: Kind, name: str) -> bool:
    """Whether a field may be null: as the API's description says, else as our own type does."""
    for described, shape in DESCRIBED.items():
        if issubclass(kind, described):
            return type(None) in get_args(hints_of(shape)[name])
    return kind is Task or type(None) in get_args(hints_of(kind)[name])


def without_none(hint: Any) -> Any:
    """Give an optional type without the option."""
    if get_origin(hint) not in (Union, UnionType):
        return hint
    return Union[tuple(kind for kind in get_args(hint) if kind is not type(None))]  # noqa: UP007


def normal(kind: Kind, wire: Mapping[str, Json]) -> dict[str, Json]:
    """Give the one of several forms with the same meaning.

    What is null, or at a default that goes without saying, is left out; datetimes are taken apart.
    """
    if kind is TaskBatchCreateResult:  # in the service's own form each task alone has its id
        wire = {"ids": {index: task["id"] for index, task in wire["items"].items()}, **wire}
    result = {name: value for name, value in wire.items() if name not in listed_fields(kind)}
    for name, field in listed_fields(kind).items():
        hint = hints_of(kind)[name]
        value = _normal(hint, wire.get(name))
        is_default = field.default is not attrs.NOTHING and value == _default(hint, field.default)
        if value is not None and not is_default:
            result[name] = value
    return result


def _default(hint: Any, default: Any) -> Json:
    """Give the wire form of a field's default."""
    if class_of(hint) or isinstance(default, Mapping):
        return {}
    return [] if default == () else default


def _normal(hint: Any, value: Json) -> Json:
    kind: Any = get_origin(hint) or hint
    arguments = get_args(hint)
    if value is None:
        return None
    if kind in (Union, UnionType):
        return _normal(arguments[0], value)
    if kind is datetime:
        parts = _MOMENT.fullmatch(value)
        assert parts, f"not a datetime as the service writes it: {value!r}"
        return parts[1], (parts[2] or "").ljust(6, "0")
    if kind is tuple:
        return [_normal(arguments[0], item) for item in value]
    if kind is Mapping:
        return {key: _normal(arguments[1], item) for key, item in value.items()}
    found = class_of(hint)
    return value if found is None else normal(found, value)
