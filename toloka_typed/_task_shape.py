"""A quick look at the shape of a created task, so that the thorough check is seldom needed.

The tasks of a page have the same fields, and values of the same types. What follows from these is
found out once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from toloka_typed._json import JSON, is_object

REQUIRED: Final = frozenset({"id", "created", "pool_id", "input_values"})
_LIST: Final[frozenset[type]] = frozenset({list, type(None)})
_TEXT: Final[frozenset[type]] = frozenset({str, type(None)})
_NUMBER: Final[frozenset[type]] = frozenset({int, type(None)})
ORDINARY: Final[Mapping[str, frozenset[type]]] = {
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
WEIGHTS: Final[Mapping[str, str]] = {
    "known_solutions": "correctness_weight",
    "baseline_solutions": "confidence_weight",
}
_WEIGHT: Final[frozenset[type]] = frozenset({int, float, type(None)})


def is_ordinary(wire: JSON) -> bool:
    """Whether it is surely well shaped: a quick look, which the thorough one backs up."""
    if not is_object(wire):
        return False
    lists = _lists_of(tuple(wire), tuple(map(type, wire.values())))
    if lists is None:
        return False
    for name in lists:
        if wire[name] and not _are_answers(wire[name], weight=WEIGHTS.get(name)):
            return False
    return True


@lru_cache(maxsize=64)
def _lists_of(names: tuple[str, ...], kinds: tuple[type, ...]) -> Sequence[str] | None:
    """Give the fields that are lists, to be looked into; `None` where a field is not ordinary."""
    fields = {name: kind for name, kind in zip(names, kinds, strict=True) if name in ORDINARY}
    if not REQUIRED.issubset(fields):
        return None
    if not all(kind in ORDINARY[name] for name, kind in fields.items()):
        return None
    return [name for name, kind in fields.items() if kind is list]


def _are_answers(items: JSON, *, weight: str | None) -> bool:
    """Whether the items of a list are surely answers that are known, with such a weight."""
    if weight is None:
        return False
    for item in items:
        if not is_object(item) or not is_object(item.get("output_values")):
            return False
        if type(item.get(weight)) not in _WEIGHT:
            return False
    return True
