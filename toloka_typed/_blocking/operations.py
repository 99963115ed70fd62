"""Waits for operations, and looks at them: methods of the blocking client."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from typing_extensions import Unpack

from toloka_typed._blocking.base import Base
from toloka_typed._options import PAGE, checked_path_id
from toloka_typed._progress import Progress, watching_operation
from toloka_typed._requests.durations import Duration, seconds
from toloka_typed._requests.plan import Plan
from toloka_typed._waiting import Op, wait_for_caller
from toloka_typed.filters import (
    OperationFilters,
    OperationSort,
    check_limit,
    check_names,
)
from toloka_typed.operations import Operation, OperationLogItem
from toloka_typed.pages import Page


class OperationMethods(Base):
    """Waits for operations, and looks at them."""

    def wait_operation(
        self,
        operation: Op,
        timeout: Duration | None = 600.0,
        *,
        progress: Progress[Operation] = None,
    ) -> Op:
        """Wait until an operation has ended, and give it as it is then; a FAIL is not raised.

        An operation that has ended is given back without a request. `timeout` is in seconds; 0
        means one look. Raises `OperationTimeoutError` with what was seen last.
        API: `GET /operations/{id}`.
        """
        with watching_operation(progress) as watch:
            plan = wait_for_caller(self._api, operation, timeout=seconds(timeout), watch=watch)
            return self._run(plan)

    def get_operation(self, operation_id: str) -> Operation:
        """Give one operation, as the class of its type. API: `GET /operations/{id}`."""
        return self._run(self._api.get_operation(checked_path_id(operation_id)))

    def find_operations(
        self,
        *,
        sort: Sequence[OperationSort] | None = None,
        limit: int | None = None,
        **filters: Unpack[OperationFilters],
    ) -> Page[Operation]:
        """Give one page of operations. API: `GET /operations`.

        `limit` is the page's size: 50 where not given, at most 500.
        """
        check_names(filters, known=OperationFilters.__optional_keys__)
        check_limit(limit)
        plan = self._api.find_operations(sort=sort, limit=limit, filters=filters)
        return self._run(plan)

    def get_operations(
        self, *, batch_size: int = PAGE, **filters: Unpack[OperationFilters]
    ) -> Iterator[Operation]:
        """Iterate over operations in the order of their ids. API: `GET /operations`."""
        check_names(filters, known=OperationFilters.__optional_keys__)
        check_limit(batch_size)

        def find(after: str | None) -> Plan[Page[Operation]]:
            further: OperationFilters = filters if after is None else {**filters, "id_gt": after}
            return self._api.find_operations(sort=["id"], limit=batch_size, filters=further)

        return self._paged(find, endpoint="GET /operations")

    def get_operation_log(self, operation_id: str) -> list[OperationLogItem]:
        """Give the steps of an operation, in no certain order. API: `GET /operations/{id}/log`.

        The service keeps logs for a month, and only of operations that create something.
        """
        return self._run(self._api.get_operation_log(checked_path_id(operation_id)))
