"""What a request that creates tasks asks for, and what it holds."""

from __future__ import annotations

import attrs


@attrs.frozen(kw_only=True)
class Flags:
    """What an upload asks of the service."""

    allow_defaults: bool = False
    open_pool: bool = False
    skip_invalid_items: bool = False


@attrs.frozen(kw_only=True)
class TasksBody:
    """The encoded body of a request that creates tasks."""

    content: bytes = attrs.field(repr=False)
    tasks: int
