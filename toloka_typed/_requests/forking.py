"""What a forked child must have anew: locks that a thread of its parent may have held."""

from __future__ import annotations

import os
from typing import Final, Protocol
from weakref import WeakSet

__all__ = ["renewed_in_children"]


class Renewable(Protocol):
    """Something with locks."""

    def renew(self) -> None:
        """Begin anew, in a process with one thread."""
        ...


_ALL: Final[WeakSet[Renewable]] = WeakSet()


def renewed_in_children(one: Renewable) -> None:
    """Have it renewed in each child that is forked from now on."""
    _ALL.add(one)


def _renew_all() -> None:
    for one in list(_ALL):
        one.renew()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_all)
