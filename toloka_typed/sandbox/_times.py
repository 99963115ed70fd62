"""Points in time: whole microseconds inside, naive UTC text with a varying fraction outside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle

import attrs

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def text_of(moment: int, *, digits: int = 3) -> str:
    """Give the moment as the wire shows it, with that many digits of its second's fraction."""
    whole = (_EPOCH + moment * _MICROSECOND).replace(tzinfo=None)
    text = whole.isoformat(timespec="microseconds")
    return text[: 20 + digits] if digits else text[:19]


def moment_of(text: str) -> int:
    """Give the moment that a caller wrote; `ValueError` where it is none.

    No offset means UTC, and a bare date its first moment.
    """
    try:
        when = datetime.fromisoformat(text)
        aware = when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    except OverflowError as error:
        raise ValueError(text) from error
    return (aware - _EPOCH) // _MICROSECOND


@attrs.frozen
class Created:
    """When tasks were created: the moment, and its text; shared by the tasks of a batch."""

    moment: int
    text: str


def creation_times(*, now: int, last: int) -> Iterator[Created]:
    """Give creation times for the tasks of one batch, without end.

    They never lie before `last`, so ids and creation times have one order. The service writes
    0, 3, 5 or 6 digits; the first has none where a whole second lies in between.
    """
    second, millisecond = now // 1_000_000 * 1_000_000, max(now // 1000 * 1000, last)
    if second > last:
        yield Created(second, text_of(second, digits=0))
    yield from cycle(
        Created(millisecond, text_of(millisecond, digits=digits)) for digits in (3, 5, 6)
    )
