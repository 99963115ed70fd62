"""How often something goes wrong: which of the requests that fit a fault it hits."""

from __future__ import annotations

import random
from typing import Protocol

import attrs


class When(Protocol):
    """Which of the requests that fit a fault it hits."""

    def selects(self, occurrence: int) -> bool:
        """Whether the fault hits this one; occurrences count from 1."""
        ...


@attrs.frozen
class First:
    """The first so many."""

    count: int = 1

    def selects(self, occurrence: int) -> bool:
        """Whether it is one of the first."""
        return occurrence <= self.count


@attrs.frozen
class Nth:
    """One alone."""

    number: int

    def selects(self, occurrence: int) -> bool:
        """Whether it is this one."""
        return occurrence == self.number


@attrs.frozen
class Every:
    """Every so many-th; `Every(1)` is each."""

    step: int = 1

    def selects(self, occurrence: int) -> bool:
        """Whether the step divides the number."""
        return occurrence % self.step == 0


@attrs.frozen
class Sometimes:
    """Each by chance, and in each run with one seed the same ones."""

    probability: float
    seed: int = attrs.field(default=0, kw_only=True)

    def selects(self, occurrence: int) -> bool:
        """Whether chance hits this one."""
        chance = random.Random(f"{self.seed}/{occurrence}").random()  # noqa: S311 - no secret
        return chance < self.probability
