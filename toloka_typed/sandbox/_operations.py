"""Operations: what runs in the background, how far it is, and how it ends.

Nothing ticks: an operation's stage follows from the clock and from how often it was looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Protocol

import attrs

from toloka_typed.sandbox._times import text_of

if TYPE_CHECKING:
    from toloka_typed.sandbox._service import Service
    from toloka_typed.sandbox.settings import SandboxSettings


class Work(Protocol):
    """What an operation does when its time has come."""

    @property
    def pool_ids(self) -> frozenset[str]:
        """The pools it works on."""
        ...

    def finish(self, service: Service, *, at: int) -> bool:
        """Do the work; whether it succeeded."""
        ...

    def details(self, settings: SandboxSettings) -> Mapping[str, object] | None:
        """Give what the finished operation tells of it."""
        ...

    def log(self, settings: SandboxSettings) -> Iterator[bytes]:
        """Give the steps of the finished operation as JSON."""
        ...


@attrs.define(kw_only=True, eq=False)
class Operation:
    """One operation. Its moments are microseconds; looks may delay it further."""

    id: str
    type: str
    parameters: Mapping[str, object]
    work: Work
    submitted: int
    starts: int
    ends: int
    looks_before_start: int = 0
    looks_before_end: int = 0
    looks: int = 0
    finished: int | None = None
    succeeded: bool = False

    def is_due(self, now: int) -> bool:
        """Whether the operation has run long enough."""
        return now >= self.ends and self.looks >= self.looks_before_end

    def finish(self, service: Service, *, at: int) -> None:
        """Do the work and end."""
        self.succeeded = self.work.finish(service, at=at)
        self.finished = at

    def view(self, settings: SandboxSettings, *, now: int) -> dict[str, object]:
        """Give the operation as the wire shows it at this moment."""
        view: dict[str, object] = {
            "id": self.id,
            "type": self.type,
            "status": self._status(now),
            "submitted": text_of(self.submitted),
            "parameters": self.parameters,
        }
        if view["status"] == "PENDING":
            return view
        view["started"] = text_of(self.starts)
        view["progress"] = self._progress(now)
        if self.finished is not None:
            view["finished"] = text_of(self.finished)
            details = self.work.details(settings)
            if details is not None:
                view["details"] = details
        return view

    def _status(self, now: int) -> str:
        if self.finished is not None:
            return "SUCCESS" if self.succeeded else "FAIL"
        waits = now < self.starts or self.looks < self.looks_before_start
        return "PENDING" if waits else "RUNNING"

    def _progress(self, now: int) -> int:
        if self.finished is not None:
            return 100
        elapsed = (now - self.starts) / max(self.ends - self.starts, 1)
        return min(int(elapsed * 100), 99)


@attrs.frozen(kw_only=True)
class Recorded:
    """Work whose end was settled before: an operation that was simply put there."""

    success: bool
    told: Mapping[str, object] | None = None
    steps: tuple[bytes, ...] = ()
    pool_ids: frozenset[str] = frozenset()

    def finish(self, service: Service, *, at: int) -> bool:  # noqa: ARG002 - nothing to do
        """Do nothing; whether success was settled."""
        return self.success

    def details(self, settings: SandboxSettings) -> Mapping[str, object] | None:  # noqa: ARG002
        """Give what was settled."""
        return self.told

    def log(self, settings: SandboxSettings) -> Iterator[bytes]:  # noqa: ARG002
        """Give the steps that were settled."""
        return iter(self.steps)


@attrs.frozen(kw_only=True)
class Turning:
    """The work of opening or closing a pool."""

    pool_id: str
    opening: bool

    @property
    def pool_ids(self) -> frozenset[str]:
        """The pool."""
        return frozenset({self.pool_id})

    def finish(self, service: Service, *, at: int) -> bool:
        """Open or close the pool."""
        service.pools[self.pool_id].turn("OPEN" if self.opening else "CLOSED", now=at)
        return True

    def details(self, settings: SandboxSettings) -> None:
        """Nothing."""

    def log(self, settings: SandboxSettings) -> Iterator[bytes]:  # noqa: ARG002
        """No steps: only batches have a log."""
        return iter(())
