"""The values of a project's fields: what stands on the wire, and what the application holds.

A `TypedDict` is the JSON object itself and costs nothing. Instances of attrs classes and of
dataclasses are converted by msgspec, on the way out and back.
"""

from __future__ import annotations

import re
from typing import Any, Final, Generic

import attrs
import msgspec
from typing_extensions import TypeVar, is_typeddict

from toloka_typed._json import UNWRITABLE, JsonObject, is_object
from toloka_typed.errors import DecodeError, InvalidTaskError

In = TypeVar("In", default=JsonObject)
Out = TypeVar("Out", default=JsonObject)
SchemaIn = TypeVar("SchemaIn", default=JsonObject)
SchemaOut = TypeVar("SchemaOut", default=JsonObject)
"""What the methods of generic classes are given, whatever the class was made generic in."""

V = TypeVar("V")

_PLACE: Final = re.compile(r" - at `\$\.?(.*)`$")
_INDEX: Final = re.compile(r"\[(\d+)\]")
_MISSING: Final = re.compile(r"Object missing required field `(.*)`")


@attrs.frozen
class FieldTypes(Generic[In, Out]):
    """The types of one project's input and output values, and how they are read."""

    input_type: type[In]
    output_type: type[Out]
    validate: bool = attrs.field(default=False, kw_only=True)
    """Whether a `TypedDict` is checked at run time too; instances always are."""

    @property
    def are_plain(self) -> bool:
        """Whether values are read as they are."""
        return _is_plain(self.input_type, self.validate) and _is_plain(
            self.output_type, self.validate
        )

    def read_input(self, wire: JsonObject) -> In:
        """Read a task's input values. Raises `DecodeError` where they do not fit."""
        return _read(wire, self.input_type, field="input_values", validate=self.validate)

    def read_output(self, wire: JsonObject) -> Out:
        """Read an answer's output values. Raises `DecodeError` where they do not fit."""
        return _read(wire, self.output_type, field="output_values", validate=self.validate)


PLAIN: Final = FieldTypes(JsonObject, JsonObject)
"""Values as they are: JSON objects."""


def types_or_plain(types: FieldTypes[In, Out] | None) -> FieldTypes[In, Out]:
    """Give the types, or the plain ones.

    Whoever passes on a `None` says so to type checkers by an overload: it is not for the caller's
    context to decide what is read.
    """
    plain: Any = PLAIN
    return plain if types is None else types


def to_wire(values: object, *, field: str) -> JsonObject:
    """Give the JSON object that values are, or that an instance becomes.

    Raises `InvalidTaskError` where there is none.
    """
    if is_object(values):
        return values
    try:
        built: object = msgspec.to_builtins(values)
    except UNWRITABLE as error:
        raise InvalidTaskError(str(error), field=field) from error
    if not is_object(built):
        raise InvalidTaskError(f"must be an object, not {type(values).__name__}", field=field)
    return built


def convert(wire: JsonObject, kind: type[V], *, field: str) -> V:
    """Give the values as their type. Raises `InvalidTaskError` naming the first wrong field."""
    try:
        values = msgspec.convert(wire, kind)
        kept = to_wire(values, field=field)
    except (msgspec.ValidationError, RecursionError) as error:
        raise _misfit(str(error), field=field) from error
    for name in wire:
        if name not in kept:
            raise InvalidTaskError("the project has no such field", field=f"{field}.{name}")
    return values


def _misfit(text: str, *, field: str) -> InvalidTaskError:
    """Name the field by its path, also where it is the library's reason that names it."""
    reason, _, _ = text.partition(" - at `")
    place, missing = _PLACE.search(text), _MISSING.fullmatch(reason)
    path = [field, _INDEX.sub(r".\1", place[1]) if place else ""]
    if missing:
        path.append(missing[1])
        reason = "a value is needed"
    return InvalidTaskError(reason, field=".".join(filter(None, path)))


def _is_plain(kind: type[object], validate: bool) -> bool:
    return kind is JsonObject or (is_typeddict(kind) and not validate)


def _read(wire: JsonObject, kind: type[V], *, field: str, validate: bool) -> V:
    if _is_plain(kind, validate):
        trusted: Any = wire
        values: V = trusted
        return values
    try:
        return convert(wire, kind, field=field)
    except InvalidTaskError as error:
        raise DecodeError(str(error)) from error
