"""One cell and the JSON value that it stands for; the notation is told in `toloka_typed.tsv`."""

from __future__ import annotations

import enum
import re
from typing import Final, TypeGuard

from toloka_typed._json import JSON, UNREADABLE, UNWRITABLE, decode, encode
from toloka_typed.errors import InvalidTaskError

_ITEM: Final = re.compile(
    r' *+(?:"(?P<quoted>[^"]*(?:""[^"]*)*)" *|(?!")(?P<plain>[^,\\]*(?:\\,?[^,\\]*)*))(?P<end>,|\Z)'
)


class Kind(enum.Enum):
    """How a field's values are written."""

    TEXT = enum.auto()
    TEXTS = enum.auto()
    """An array of text."""
    JSON = enum.auto()
    JSONS = enum.auto()
    """An array of anything but text."""


def kind_of(value: JSON) -> Kind:
    """Give the way in which a value is written that no schema says anything about."""
    if isinstance(value, str):
        return Kind.TEXT
    if not _is_list(value):
        return Kind.JSON
    return Kind.TEXTS if all(isinstance(item, str) for item in value) else Kind.JSONS


def read_cell(cell: str, kind: Kind) -> JSON:
    """Give the value of a cell that is not empty. Raises `InvalidTaskError`."""
    match kind:
        case Kind.TEXT:
            return cell
        case Kind.TEXTS:
            return _texts(cell)
        case Kind.JSON:
            return _json(cell)
        case Kind.JSONS:
            return _json(f"[{cell}]")


def write_cell(value: JSON, kind: Kind) -> str:
    """Give the cell for a value. Raises `InvalidTaskError` where it would not come back."""
    match kind:
        case Kind.TEXT:
            cell = _text(value)
        case Kind.TEXTS:
            cell = ",".join(_quoted_if_needed(_text(item)) for item in _items(value))
        case Kind.JSON:
            cell = _as_json(value)
        case Kind.JSONS:
            cell = _as_json(_items(value))[1:-1]
    if not cell:
        raise InvalidTaskError("a TSV file cannot tell an empty value from an absent one")
    return cell


def _texts(cell: str) -> list[str]:
    items: list[str] = []
    at = 0
    while found := _ITEM.match(cell, at):
        quoted, plain = found["quoted"], found["plain"]
        if quoted is not None:
            items.append(quoted.replace('""', '"'))
        else:
            items.append(plain.replace("\\,", ",").strip(" "))
        if not found["end"]:
            return items
        at = found.end()
    raise InvalidTaskError("not a list of text: an item has something after its quotation marks")


def _json(text: str) -> JSON:
    for attempt in (text, text.replace("\\,", ",")):
        try:
            return decode(attempt)
        except UNREADABLE as error:
            reason = error
    raise InvalidTaskError(f"not JSON, as the field's type needs: {text:.40}") from reason


def _text(value: JSON) -> str:
    if not isinstance(value, str):
        raise InvalidTaskError(f"must be text, not {type(value).__name__}")
    if "\0" in value:
        raise InvalidTaskError("a TSV file cannot hold a NUL character")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise InvalidTaskError(f"cannot be written as UTF-8: {error.reason}") from error
    return value


def _items(value: JSON) -> list[JSON]:
    if not _is_list(value):
        raise InvalidTaskError(f"must be a list, not {type(value).__name__}")
    return value


def _is_list(value: JSON) -> TypeGuard[list[JSON]]:
    return isinstance(value, list)


def _as_json(value: JSON) -> str:
    try:
        return encode(value).decode()
    except UNWRITABLE as error:
        raise InvalidTaskError(f"cannot be written as JSON: {error}") from error


def _quoted_if_needed(item: str) -> str:
    # a backslash at the end would make the comma after it a part of the item
    if not item or "," in item or item[0] in '" ' or item[-1] in " \\":
        return '"' + item.replace('"', '""') + '"'
    return item
