"""A project's fields: what a specification demands of the values of a task or a solution."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from toloka_typed.sandbox._json import is_array, is_integer, is_number
from toloka_typed.sandbox._problems import Problem, problem

Specification: TypeAlias = Mapping[str, Mapping[str, object]]
"""The fields of a project by name, each with its `type`, `required`, and bounds."""

_URL = re.compile(r"(https?:)?//\S+|/\S+")
_COORDINATES = re.compile(r"\s*[+-]?\d{1,3}(\.\d+)?\s*,\s*[+-]?\d{1,3}(\.\d+)?\s*")


def specification(fields: Mapping[str, str | Mapping[str, object]]) -> Specification:
    """Give the full form of fields; a plain type name means a required field of that type."""
    usual: dict[str, object] = {"required": True, "hidden": False}
    return {
        name: {**usual, "type": field} if isinstance(field, str) else {**usual, **field}
        for name, field in fields.items()
    }


def value_problems(
    values: Mapping[str, object], fields: Specification, *, path: str, all_required: bool
) -> dict[str, Problem]:
    """Give the problems of an object's values by path; empty where all is well.

    With `all_required` unset a missing value is none, as in the answers of a control task.
    """
    found: dict[str, Problem] = {}
    for name, field in fields.items():
        value = values.get(name)
        if value is not None:
            wrong = _value_problem(value, field)
            if wrong:
                found[f"{path}.{name}"] = wrong
        elif all_required and field["required"]:
            found[f"{path}.{name}"] = problem("VALUE_REQUIRED")
    for name in values.keys() - fields.keys():
        found[f"{path}.{name}"] = problem("VALUE_NOT_ALLOWED")
    return found


def _value_problem(value: object, field: Mapping[str, object]) -> Problem | None:
    kind = str(field["type"]).lower()
    if kind.startswith("array_"):
        if not is_array(value):
            return problem("ARRAY_EXPECTED")
        one = {**field, "type": kind.removeprefix("array_")}
        return next(filter(None, (_value_problem(element, one) for element in value)), None)
    check = _CHECKS.get(kind)
    return check(value, field) if check else None


def _string(value: object, field: Mapping[str, object]) -> Problem | None:
    if not isinstance(value, str):
        return problem("STRING_EXPECTED")
    if field["required"] and not value.strip():
        return problem("BLANK_STRING_NOT_ALLOWED")
    shortest, longest = field.get("min_length"), field.get("max_length")
    if is_integer(shortest) and len(value) < shortest:
        return problem("STRING_LENGTH_LESS_THAN_MIN", shortest)
    if is_integer(longest) and len(value) > longest:
        return problem("STRING_LENGTH_GREATER_THAN_MAX", longest)
    return _allowed(value, field)


def _url(value: object, field: Mapping[str, object]) -> Problem | None:
    if isinstance(value, str) and not _URL.fullmatch(value):
        return problem("INVALID_URL_SYNTAX")
    return _string(value, field)


def _coordinates(value: object, field: Mapping[str, object]) -> Problem | None:
    if isinstance(value, str) and not _COORDINATES.fullmatch(value):
        return problem("INVALID_COORDINATES_SYNTAX")
    return _string(value, field)


def _integer(value: object, field: Mapping[str, object]) -> Problem | None:
    return _number(value, field) if is_integer(value) else problem("INTEGER_EXPECTED")


def _number(value: object, field: Mapping[str, object]) -> Problem | None:
    if not is_number(value):
        return problem("FLOAT_EXPECTED")
    smallest, largest = field.get("min_value"), field.get("max_value")
    if is_number(smallest) and value < smallest:
        return problem("VALUE_LESS_THAN_MIN", smallest)
    if is_number(largest) and value > largest:
        return problem("VALUE_GREATER_THAN_MAX", largest)
    return _allowed(value, field)


def _boolean(value: object, field: Mapping[str, object]) -> Problem | None:
    return _allowed(value, field) if isinstance(value, bool) else problem("BOOLEAN_EXPECTED")


def _allowed(value: object, field: Mapping[str, object]) -> Problem | None:
    allowed = field.get("allowed_values")
    if is_array(allowed) and value not in allowed:
        return problem("VALUE_NOT_ALLOWED", *allowed)
    return None


_CHECKS: dict[str, Callable[[object, Mapping[str, object]], Problem | None]] = {
    "string": _string,
    "url": _url,
    "file": _string,
    "integer": _integer,
    "float": _number,
    "boolean": _boolean,
    "coordinates": _coordinates,
}
