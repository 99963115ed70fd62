"""What can go wrong on the way to the service and back, as values: where, what, and how often.

    sandbox.faults = [
        Fault("POST /tasks", NoAnswer()),                           # the first answer is lost
        Fault("GET /operations/*", Instead.html(502), First(3)),    # three times a proxy's page
        Fault("*", Delay(after_handling=0.2), Sometimes(0.1, seed=7)),
    ]

All faults that fit a request apply, the first one nearest to the caller. Some things that the
service is known for are an answer of its own:

    Instead.error(404, "DOES_NOT_EXIST")                     # an operation not visible yet
    Instead.error(409, "POOL_LOCKED_BY_ANOTHER_OPERATION")
    Instead.error(429, "TOO_MANY_REQUESTS", payload={"interval": "MIN"})
    Instead.json(200, {"items": [], "has_more": True})       # an empty page that promises more
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from toloka_typed.sandbox._acts import (
    Act,
    CutAnswer,
    Delay,
    Instead,
    NoAnswer,
    OperationFails,
    OperationTaken,
    ShortPage,
    SlowAnswer,
)
from toloka_typed.sandbox._http import is_match
from toloka_typed.sandbox._occurrences import Every, First, Nth, Sometimes, When

__all__ = [
    "Act",
    "CutAnswer",
    "Delay",
    "Every",
    "Fault",
    "FaultPlan",
    "First",
    "Instead",
    "NoAnswer",
    "Nth",
    "OperationFails",
    "OperationTaken",
    "ShortPage",
    "SlowAnswer",
    "Sometimes",
    "When",
]


@attrs.frozen
class Fault:
    """Something that goes wrong.

    `on` is a method and a path below `/api/v1`, such as `GET /operations/*`; `*` stands for one
    part of the path, for any method, and alone for every request. Occurrences count the requests
    that fit, from the moment the fault was set.
    """

    on: str
    act: Act
    when: When = attrs.field(factory=First)


class FaultPlan:
    """Faults with their counters."""

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        """Start counting from here."""
        self.faults: tuple[Fault, ...] = tuple(faults)
        self._seen = [0] * len(self.faults)

    def acts(self, method: str, path: str) -> list[Act]:
        """Count a request, and give what goes wrong with it."""
        found: list[Act] = []
        for place, fault in enumerate(self.faults):
            if is_match(fault.on, method, path):
                self._seen[place] += 1
                if fault.when.selects(self._seen[place]):
                    found.append(fault.act)
        return found
