"""What listings can be narrowed down to, and sorted by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, TypeAlias, TypedDict, get_args

from toloka_typed._wire import write_datetime
from toloka_typed.operations import OperationStatus
from toloka_typed.pools import PoolStatus

__all__ = [
    "OperationFilters",
    "OperationSort",
    "PoolFilters",
    "PoolSort",
    "TaskFilters",
    "TaskSort",
]

TaskSort: TypeAlias = Literal["id", "-id", "created", "-created"]
OperationSort: TypeAlias = Literal["id", "-id", "submitted", "-submitted", "finished", "-finished"]
PoolSort: TypeAlias = Literal["id", "-id", "created", "-created", "last_started", "-last_started"]


class IdFilters(TypedDict, total=False):
    """Bounds of the id; ids are compared as text."""

    id_gt: str
    id_gte: str
    id_lt: str
    id_lte: str


class TaskFilters(IdFilters, total=False):
    """Which tasks of a pool; a naive datetime is taken for UTC."""

    overlap: int
    overlap_gt: int
    overlap_gte: int
    overlap_lt: int
    overlap_lte: int
    created_gt: datetime
    created_gte: datetime
    created_lt: datetime
    created_lte: datetime


class OperationFilters(IdFilters, total=False):
    """Which operations; a naive datetime is taken for UTC."""

    type: str
    status: OperationStatus
    submitted_gt: datetime
    submitted_gte: datetime
    submitted_lt: datetime
    submitted_lte: datetime
    finished_gt: datetime
    finished_gte: datetime
    finished_lt: datetime
    finished_lte: datetime


class PoolFilters(IdFilters, total=False):
    """Which pools; a naive datetime is taken for UTC."""

    status: PoolStatus
    project_id: str
    created_gt: datetime
    created_gte: datetime
    created_lt: datetime
    created_lte: datetime
    last_started_gt: datetime
    last_started_gte: datetime
    last_started_lt: datetime
    last_started_lte: datetime


def check_names(given: Mapping[str, object], *, known: frozenset[str]) -> None:
    """Refuse filters that do not exist, as a misspelt keyword is refused elsewhere."""
    for name in given:
        if name not in known:
            raise TypeError(f"no such filter: {name!r}")


def check_limit(limit: int | None) -> None:
    """Refuse page sizes that no page can have."""
    if limit is not None and limit < 1:
        raise ValueError(f"a page holds at least one item, not {limit}")


def sort_text(sort: Sequence[str] | None, *, fields: object) -> str | None:
    """Write a sort order as the query wants it; `fields` is the `Literal` of those that exist."""
    if sort is None:
        return None
    names = [sort] if isinstance(sort, str) else list(sort)
    for name in names:
        if name not in get_args(fields):
            raise ValueError(f"cannot sort by {name!r}; there is {', '.join(get_args(fields))}")
    return ",".join(names) or None


def moment(value: datetime | None) -> str | None:
    """Write a bound of a time as the query wants it."""
    try:
        return None if value is None else write_datetime(value)
    except AttributeError as error:
        raise TypeError(f"a bound of a time is a datetime, not {value!r:.40}") from error
