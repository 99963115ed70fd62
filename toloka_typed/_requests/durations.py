"""Durations: seconds, or a `timedelta`."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeAlias, overload

__all__ = ["Duration", "seconds"]

Duration: TypeAlias = float | timedelta
"""Seconds, or a `timedelta`."""


@overload
def seconds(duration: Duration) -> float: ...
@overload
def seconds(duration: Duration | None) -> float | None: ...
def seconds(duration: Duration | None) -> float | None:
    """Give a duration as seconds; `None` stays: no limit. Raises `ValueError` for what is none."""
    if isinstance(duration, timedelta):
        duration = duration.total_seconds()
    if duration is not None and not duration >= 0:
        raise ValueError(f"a duration cannot be negative or NaN: {duration}")
    return duration
