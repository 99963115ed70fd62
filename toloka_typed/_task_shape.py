"""A quick look at the shape of a created task, so that the thorough check is seldom needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from toloka_typed._json import JSON, is_object

REQUIRED: Final = frozenset({"id", "created", "pool_id", "input_values"})
_LIST: Final = frozenset({list, type(None)})
_TEXT: Final = frozenset({str, type(None)})
_NUMBER: Final = frozenset({int, type(None)})
ORDINARY: Final[Mapping[str, frozenset[object]]] = {
    "id": frozenset({str}),
    "created": frozenset({str}),
    "pool_id": frozenset({str}),
    "input_values": frozenset({dict}),
    "known_solutions": _LIST,
    "baseline_solutions": _LIST,
    "message_on_unknown_solution": _TEXT,
    "overlap": _NUMBER,
    "infinite_overlap": frozenset({bool, type(None)}),
    "remaining_overlap": _NUMBER,
    "origin_task_id": _TEXT,
    "reserved_for": _LIST,
    "unavailable_for": _LIST,
    "traits_all_of": _LIST,
    "traits_any_of": _LIST,
    "traits_none_of_any": _LIST,
    "localization_config": frozenset({dict, type(None)}),
}


def is_ordinary(wire: JSON) -> bool:
    """Whether it is surely well shaped: a quick look, which the thorough one backs up."""
    if not is_object(wire) or not REQUIRED.issubset(wire):
        return False
    for name, value in wire.items():
        kinds = ORDINARY.get(name)
        if kinds is not None and (type(value) not in kinds or (value and type(value) is list)):
            return False
    return True
