"""The tasks of the benchmarks as JSON: what a requester sends, and what the service answers.

Nothing but the standard library is imported, for toloka-kit's environment has other packages.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeAlias

Json: TypeAlias = dict[str, Any]

POOL: Final = "1238218"
CONTROL_SHARE: Final = 10
"""One task in so many is a control task where the two are mixed."""


def general(index: int) -> Json:
    """Give a general task: one image."""
    return {
        "pool_id": POOL,
        "input_values": {"image": f"https://example.org/images/{index:08}.jpg"},
    }


def control(index: int) -> Json:
    """Give a control task: the same, and two answers that are right."""
    return {
        **general(index),
        "known_solutions": [
            {"output_values": {"result": "OK", "like": False}, "correctness_weight": 0.8},
            {"output_values": {"result": "OK", "like": True}, "correctness_weight": 1},
        ],
        "infinite_overlap": True,
    }


def listed(index: int) -> Json:
    """Give a task with all that the task in the API's example of a list of tasks has."""
    return {
        **control(index),
        "baseline_solutions": [
            {"output_values": {"result": "OK", "like": False}, "confidence_weight": 0.8},
            {"output_values": {"result": "OK", "like": True}, "confidence_weight": 1},
        ],
        "message_on_unknown_solution": "The cat is in a good mood.",
        "overlap": 3,
        "infinite_overlap": False,
    }


def mixed(index: int) -> Json:
    """Give a general task, or now and then a control task."""
    return control(index) if index % CONTROL_SHARE == 0 else general(index)


KINDS: Final[Mapping[str, Callable[[int], Json]]] = {
    "general": general,
    "control": control,
    "listed": listed,
    "mixed": mixed,
}


def forms(kind: str, *, count: int) -> Iterator[Json]:
    """Give tasks as a requester sends them."""
    return map(KINDS[kind], range(count))


def page(kind: str, *, count: int) -> bytes:
    """Give the page on which the service lists the same tasks when they have been created."""
    views = (json.dumps(_view(form, index)) for index, form in enumerate(forms(kind, count=count)))
    return f'{{"items": [{", ".join(views)}], "has_more": false}}'.encode()


def _view(form: Json, index: int) -> Json:
    return {
        "overlap": None if form.get("infinite_overlap") else 3,
        "infinite_overlap": False,
        **form,
        "id": f"000012e4ca--{index:024x}",
        "created": "2023-03-28T11:06:09.827",
        "remaining_overlap": 3,
        "reserved_for": [],
        "unavailable_for": [],
    }
