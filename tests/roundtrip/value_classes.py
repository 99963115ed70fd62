"""The public classes, found rather than listed, and what the wire may say in more than one way."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from types import ModuleType
from typing import Any, get_args, get_origin

import attrs

import toloka_typed
from tests.strategies import Json, Kind, class_of, hints_of, listed_fields

_MOMENT = re.compile(r"(.{19})(?:\.(\d{1,6}))?")


def public_modules() -> Iterator[ModuleType]:
    """Import the modules that applications import from, but for the sandbox and the command."""
    for module in pkgutil.iter_modules(toloka_typed.__path__, "toloka_typed."):
        name = module.name.rpartition(".")[2]
        if not name.startswith("_") and name not in ("sandbox", "cli"):
            yield importlib.import_module(module.name)


def public_classes() -> list[Kind]:
    """Give every public attrs class once."""
    found: dict[Kind, None] = {}
    for module in public_modules():
        for name in getattr(module, "__all__", ()):
            value = getattr(module, name)
            if isinstance(value, type) and attrs.has(value):
                found[value] = None
    return list(found)


PUBLIC = public_classes()
VALUES = [kind for kind in PUBLIC if hasattr(kind, "to_dict") and hasattr(kind, "from_dict")]


def normal(kind: Kind, wire: Mapping[str, Json]) -> dict[str, Json]:
    """Give the one of several forms with the same meaning that `to_dict` should choose.

    What is listed and null, empty or false by default is left out; datetimes are taken apart.
    """
    result: dict[str, Json] = {}
    for name, value in wire.items():
        if name in listed_fields(kind):
            hint = hints_of(kind)[name]
            normalised = _normal(hint, value)
            if normalised is None or normalised == _LEFT_OUT.get(hint_kind(hint)):
                continue
            result[name] = normalised
        else:
            result[name] = value
    return result


def _normal(hint: Any, value: Json) -> Json:
    if isinstance(value, str) and datetime in (hint, *get_args(hint)):
        parts = _MOMENT.fullmatch(value)
        assert parts, f"not a datetime as the service writes it: {value!r}"
        return parts[1], (parts[2] or "").ljust(6, "0")
    if isinstance(value, list) and hint_kind(hint) is tuple:
        return [_normal(get_args(hint)[0], item) for item in value]
    found = class_of(hint)
    return value if found is None or value is None else normal(found, value)


def hint_kind(hint: Any) -> Any:
    """Give what decides which value of a field goes without saying."""
    return attrs.AttrsInstance if class_of(hint) else get_origin(hint) or hint


_LEFT_OUT: dict[Any, Json] = {bool: False, tuple: [], attrs.AttrsInstance: {}}
