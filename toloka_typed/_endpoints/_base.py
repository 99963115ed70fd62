"""What the endpoints share: requests from generated functions, and shapes of several of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

import attrs
from toloka_typed_api.models.operation import OperationDict
from toloka_typed_api.types import UNSET, Unset

from toloka_typed._json import JSON
from toloka_typed._paging import LONGEST_ID
from toloka_typed._requests.answers import read_json
from toloka_typed._requests.exchange import Exchanger
from toloka_typed._requests.plan import QueryValue, Request
from toloka_typed._wire import shaped
from toloka_typed.errors import DecodeError, InvalidTaskError
from toloka_typed.operations import (
    Operation,
    read_operation,
)

T = TypeVar("T")

ACCEPTED: Final = frozenset({200, 201, 202})
CREATED: Final = frozenset({200, 201})
ACCEPTED_OR_ALREADY: Final = frozenset({200, 201, 202, 204})


@attrs.frozen
class Endpoints:
    """A group of endpoints, as plans."""

    exchanger: Exchanger


def request_of(kwargs: Mapping[str, JSON], *, body: bytes | None = None) -> Request:
    """Take method, path and query from what the generated function gives.

    Raises `InvalidTaskError` for an id that no path can hold.
    """
    query: Mapping[str, QueryValue] = kwargs.get("params", {})
    method: str = kwargs["method"]
    path: str = kwargs["url"]
    # the generated code escapes what is inside a segment
    if not all(map(is_path_id, path.split("/")[1:])):
        raise InvalidTaskError(f"not an id, or too long for one, in {path:.80}")
    return Request(method=method.upper(), path=path, query=query, body=body)


def is_path_id(identifier: str) -> bool:
    """Whether it can be a part of a path, and does not change the path itself."""
    return len(identifier) <= LONGEST_ID and identifier not in ("", ".", "..")


def read_one_operation(content: bytes, *, asked_for: str | None = None) -> Operation:
    """Read an answer that is one operation, and can be asked about by its id.

    `asked_for` is the id that the caller chose: it counts where the answer names none.
    """
    operation = read_operation(shaped(read_json(content), OperationDict))
    if is_path_id(operation.id):
        return operation
    if asked_for is None:
        raise DecodeError(f"an operation cannot have the id {operation.id!r:.80}")
    return attrs.evolve(operation, id=asked_for)


def unset_if_none(value: T | None) -> T | Unset:
    """Give what the generated functions take for a parameter that may be left out."""
    return UNSET if value is None else value
