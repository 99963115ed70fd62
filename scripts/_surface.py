"""The public surface of the package as text: every name that applications can use, and its types.

A change of the text is a change that users meet; what they do not meet leaves it as it is.
"""

from __future__ import annotations

import difflib
import functools
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any, ForwardRef

import toloka_typed

FILE = Path(__file__).resolve().parent.parent / "tests" / "surface.txt"
ADVICE = (
    "the public surface has changed: if that is meant, run `scripts/surface --write` and add "
    "a line for users to CHANGELOG.md"
)
COMMANDS = frozenset({"cli", "command", "pytest_plugin"})
"""Modules that are run, not imported from."""

_QUOTED = re.compile(r"(: |-> )'([^']*)'")


def surface() -> str:
    """Give the surface, a line for each name, ordered by module and name."""
    lines: list[str] = []
    places: dict[int, str] = {}
    for module in modules():
        for name in sorted(getattr(module, "__all__", ())):
            value = getattr(module, name)
            place = f"{module.__name__}.{name}"
            known = places.setdefault(id(value), place)
            lines += [f"{place} = {known}"] if known != place else described(place, value)
    return "\n".join(lines) + "\n"


def drift() -> list[str]:
    """Give the difference from the surface that was written down, as lines of a diff."""
    written = FILE.read_text(encoding="utf-8").splitlines()
    return list(difflib.unified_diff(written, surface().splitlines(), "before", "now", lineterm=""))


def modules() -> Iterator[ModuleType]:
    """Import the modules that applications import from, the package itself first."""
    yield toloka_typed
    names = [
        module.name for module in pkgutil.walk_packages(toloka_typed.__path__, "toloka_typed.")
    ]
    for name in sorted(names):
        parts = name.split(".")[1:]
        if not COMMANDS.intersection(parts) and not any(part.startswith("_") for part in parts):
            yield importlib.import_module(name)


def described(place: str, value: Any) -> list[str]:
    """Describe a name: a class with its members, a function with its types, else the value."""
    if inspect.isclass(value):
        return described_class(place, value)
    return [f"{place}{signature(value)}" if inspect.isroutine(value) else f"{place} = {value!r}"]


def described_class(place: str, kind: type[object]) -> list[str]:
    """Describe a class: its bases and its constructor, and a line for each of its members."""
    bases = {base.__name__: None for base in public_bases(kind) if base is not object}
    lines = [f"class {place}({', '.join(bases)})"]
    if issubclass(kind, Enum):
        return lines + [f"{place}.{member.name} = {member.value!r}" for member in kind]
    lines[0] += signature(kind)
    for name, member in members(kind):
        if inspect.isroutine(member):
            lines.append(f"{place}.{name}{signature(member)}")
        else:
            hint = member.__forward_arg__ if isinstance(member, ForwardRef) else member
            lines.append(f"{place}.{name}: {hint}")
    return lines


def members(kind: type) -> list[tuple[str, Any]]:
    """Give the public methods and the types of the public fields that a class adds to its base.

    What a private base adds counts as the class's own: users never see that base.
    """
    found: dict[str, Any] = {}
    described_elsewhere = {
        ancestor for base in kind.__mro__[1:] if not is_private(base) for ancestor in base.__mro__
    }
    for base in reversed(kind.__mro__):
        if base not in described_elsewhere:
            found.update(inspect.get_annotations(base))
            for name in vars(base):
                value = inspect.getattr_static(kind, name)
                if isinstance(value, property) and value.fget:
                    found[name] = inspect.get_annotations(value.fget)["return"]
                elif inspect.isroutine(value):
                    found[name] = getattr(kind, name)
    return sorted((name, value) for name, value in found.items() if not name.startswith("_"))


def public_bases(kind: type) -> list[type]:
    """Give the bases that users know of; in place of a private one, its own."""
    found: list[type] = []
    for base in kind.__bases__:
        found += public_bases(base) if is_private(base) else [base]
    return found


def is_private(kind: type) -> bool:
    """Whether it is one of our classes that cannot be imported from a public place."""
    return kind.__module__.startswith("toloka_typed.") and id(kind) not in public_ids()


@functools.cache
def public_ids() -> frozenset[int]:
    """Give the identities of everything that can be imported from a public place."""
    return frozenset(
        id(getattr(module, name)) for module in modules() for name in getattr(module, "__all__", ())
    )


def signature(function: Any) -> str:
    """Give a signature with the types as they stand in the source."""
    try:
        found = inspect.signature(function)
    except ValueError:  # a built-in constructor, such as that of an exception
        return ""
    prefix = " async" if inspect.iscoroutinefunction(function) else ""
    return prefix + _QUOTED.sub(r"\1\2", str(found))
