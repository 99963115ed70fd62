"""What all wire shapes share: their check, datetimes, absent values, unknown fields.

The shapes are the generated `TypedDict`s, and each value class reads and writes its own. What the
shapes have in common is here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from toloka_typed._json import EMPTY, JSON
from toloka_typed.errors import DecodeError

T = TypeVar("T")


def converted(wire: object, kind: type[T]) -> T:
    """Convert JSON values to a type. Raises `DecodeError` naming the path of the first misfit."""
    try:
        return msgspec.convert(wire, kind, str_keys=True)
    except (msgspec.ValidationError, RecursionError) as error:
        raise DecodeError(
            f"not a {kind.__name__.strip('_').removesuffix('Dict').removesuffix('Shape')}: {error}"
        ) from error


def shaped(wire: JSON, kind: type[T]) -> T:
    """Give `wire` back as the `TypedDict` that it has been checked to be.

    The object itself comes back, with the fields that nobody has listed yet.
    """
    converted(wire, kind)
    checked: T = wire
    return checked


def unlisted(wire: Mapping[str, JSON], *, listed: frozenset[str]) -> Mapping[str, JSON]:
    """Collect the fields that the value class does not carry."""
    if listed.issuperset(wire):
        return EMPTY
    return {name: value for name, value in wire.items() if name not in listed}


def with_unlisted(wire: T, additional: Mapping[str, JSON]) -> T:
    """Add the fields that the value class keeps apart; a listed one of the same name wins."""
    if not additional:
        return wire
    listed: JSON = wire
    everything: JSON = {**additional, **listed}
    whole: T = everything
    return whole


def read_datetime(text: str) -> datetime:
    """Read the service's naive UTC, with any number of fraction digits, as an aware datetime."""
    try:
        # the suffix costs a tenth of what replacing the time zone afterwards does
        return datetime.fromisoformat(text + "Z")
    except ValueError:
        return _read_unusual_datetime(text)


def _read_unusual_datetime(text: str) -> datetime:
    """Read a bare date, or a datetime that brings its own offset."""
    try:
        moment = datetime.fromisoformat(text)
        aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise DecodeError(f"not a datetime: {text[:80]!r}") from error
    return aware


def read_optional_datetime(text: str | None) -> datetime | None:
    """Read a datetime that may be null or absent."""
    return None if text is None else read_datetime(text)


def write_datetime(moment: datetime) -> str:
    """Write a datetime as the service takes it; a naive one is taken for UTC."""
    utc = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    if utc.microsecond == 0:
        precision = "seconds"
    elif utc.microsecond % 1000 == 0:
        precision = "milliseconds"
    else:
        precision = "microseconds"
    return utc.replace(tzinfo=None).isoformat(timespec=precision)
