"""Whose turn it is: what the chunks of one upload must know of each other."""

from __future__ import annotations

from typing import Final

from toloka_typed._requests.plan import Plan, sleep

__all__ = ["Turns"]

PAUSE: Final = 0.1
"""Seconds between two looks at whose turn it is."""


class Turns:
    """Lets chunks work side by side until there is a reason not to.

    The chunks of a pool that another operation has locked go one at a time. A chunk whose tasks
    may be in an earlier request waits until that request has been made for certain, and none
    begins when something has stopped the upload.
    """

    def __init__(self) -> None:
        """Start with nobody at work."""
        self.stopped = False
        """Whether nothing more may begin."""
        self._working: dict[str, frozenset[str]] = {}
        self._locked: frozenset[str] = frozenset()
        self._repeating: set[str] = set()

    def enter(self, operation_id: str, *, pool_ids: frozenset[str] = frozenset()) -> Plan[None]:
        """Wait while another chunk works on a pool that is known to be locked."""
        while any(pool_ids & self._locked & others for others in self._working.values()):
            yield from sleep(PAUSE)
        self._working[operation_id] = pool_ids

    def leave(self, operation_id: str, *, locked: bool = False) -> None:
        """Give the turn back, and say if the pools were locked."""
        pool_ids = self._working.pop(operation_id, frozenset())
        if locked:
            self._locked |= pool_ids

    def repeat(self, operation_id: str) -> None:
        """Note that a request goes out again, whose first attempt may still arrive."""
        self._repeating.add(operation_id)

    def settle(self, operation_id: str) -> None:
        """Note that it is certain what the request has created."""
        self._repeating.discard(operation_id)

    def await_settled(self, operation_ids: frozenset[str]) -> Plan[None]:
        """Wait for requests that go out again."""
        while operation_ids & self._repeating and not self.stopped:
            yield from sleep(PAUSE)

    def stop(self) -> None:
        """Let nothing more begin."""
        self.stopped = True
