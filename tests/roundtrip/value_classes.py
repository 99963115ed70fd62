"""The public classes, found rather than listed."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import attrs

import toloka_typed
from tests.strategies import Kind


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
