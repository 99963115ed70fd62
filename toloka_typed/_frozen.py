"""Builds frozen values as fast as ordinary ones.

A frozen class with slots sets each field by a call of `object.__setattr__`, which would take most
of the time of reading a task. Here a value is of a class without that guard until it is complete.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

__all__ = ["builder", "filler"]


def builder(frozen: type[object]) -> Callable[..., Any]:
    """Give a function that builds values of a frozen attrs class; it wants every field by name."""
    build: Callable[..., Any] = _compiled(
        frozen,
        "def made(*, {names}):",
        "    value = new(unguarded)",
        "    {fields}",
        "    value.__class__ = frozen",
        "    return value",
    )
    return build


def filler(frozen: type[object]) -> Callable[..., None]:
    """Give a function that sets every field, by name, of a new value of a frozen attrs class."""
    fill: Callable[..., None] = _compiled(
        frozen,
        "def made(value, *, {names}):",
        "    if type(value) is not frozen:",
        "        return fill_slowly(value, {pairs})",
        "    change(value, '__class__', unguarded)",
        "    {fields}",
        "    value.__class__ = frozen",
    )
    return fill


def _compiled(frozen: type[Any], *lines: str) -> Any:
    """Compile a function for a class, as attrs does with its constructors."""
    names = [field.name for field in attrs.fields(frozen)]
    source = "\n".join(lines).format(
        names=", ".join(names),
        pairs=", ".join(f"{name}={name}" for name in names),
        fields="; ".join(f"value.{name} = {name}" for name in names),
    )
    guards = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    scope: dict[str, Any] = {
        "frozen": frozen,
        "unguarded": type(frozen.__name__, (frozen,), {"__slots__": (), **guards}),
        "new": object.__new__,
        "change": object.__setattr__,
        "fill_slowly": _fill_slowly,
    }
    exec(source, scope)  # noqa: S102 - nothing goes into it but names of fields
    return scope["made"]


def _fill_slowly(value: object, **fields: object) -> None:
    """Set the fields of a subclass, which may have a layout of its own."""
    for name, field in fields.items():
        object.__setattr__(value, name, field)
