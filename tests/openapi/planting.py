"""Changes of a parsed API document, planted in a copy."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from _documents import Document

Change = Callable[[Any], object]


def planted(document: Document, *changes: Change) -> Document:
    """Give a copy of the document with the changes; other files are found as before."""
    root = copy.deepcopy(document.root)
    for change in changes:
        change(root)
    return attrs.evolve(document, root=root)


def put(path: str, value: Any) -> Change:
    """Set what the path leads to; its parts are separated by blanks."""

    def change(root: Any) -> None:
        *way, last = path.split()
        _follow(root, way)[_key(last)] = value

    return change


def drop(path: str) -> Change:
    """Remove what the path leads to."""

    def change(root: Any) -> None:
        *way, last = path.split()
        del _follow(root, way)[_key(last)]

    return change


def rename(path: str, *, new: str) -> Change:
    """Give what the path leads to another name in its place."""

    def change(root: Any) -> None:
        *way, last = path.split()
        holder = _follow(root, way)
        holder[new] = holder.pop(last)

    return change


def append(path: str, value: Any) -> Change:
    """Add a value at the end of the list that the path leads to."""
    return lambda root: _follow(root, path.split()).append(value)


def parameter(operation: str, name: str, key: str, value: Any) -> Change:
    """Set a key of a parameter, or of its schema with the key `schema KEY`."""

    def change(root: Any) -> None:
        method, path = operation.split()
        found = [one for one in root["paths"][path][method]["parameters"] if one["name"] == name]
        put(key, value)(found[0])

    return change


def _follow(root: Any, way: list[str]) -> Any:
    for key in way:
        root = root[_key(key)]
    return root


def _key(text: str) -> str | int:
    # A status is a key in quotes; a number is a place in a list.
    return int(text) if len(text) < 3 and text.isdigit() else text
