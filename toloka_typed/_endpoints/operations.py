"""The endpoints of operations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from toloka_typed_api.api.operations import find_operations, get_operation, get_operation_log
from toloka_typed_api.models.operation_log_step import OperationLogStepDict
from toloka_typed_api.models.operation_page import OperationPageDict

from toloka_typed._endpoints._base import Endpoints, read_one_operation, request_of, unset_if_none
from toloka_typed._operation_log import read_log_item
from toloka_typed._requests.answers import read_json
from toloka_typed._requests.plan import Plan
from toloka_typed._uploads.steps import StepShape
from toloka_typed._wire import shaped
from toloka_typed.filters import (
    OperationFilters,
    OperationSort,
    moment,
    sort_text,
)
from toloka_typed.operations import (
    Operation,
    OperationLogItem,
    read_operation,
)
from toloka_typed.pages import Page

_read_steps: Final = msgspec.json.Decoder(list[StepShape]).decode


class OperationEndpoints(Endpoints):
    """The endpoints of operations."""

    def get_operation(self, operation_id: str, *, until: float | None = None) -> Plan[Operation]:
        """`GET /operations/{id}`."""
        request = request_of(get_operation.get_kwargs(operation_id))
        return self.exchanger.exchange(request, read_one_operation, until=until)

    def find_operations(
        self, *, sort: Sequence[OperationSort] | None, limit: int | None, filters: OperationFilters
    ) -> Plan[Page[Operation]]:
        """`GET /operations`, one page."""
        request = request_of(
            find_operations.get_kwargs(
                type_=unset_if_none(filters.get("type")),
                status=unset_if_none(filters.get("status")),
                sort=unset_if_none(sort_text(sort, fields=OperationSort)),
                limit=unset_if_none(limit),
                id_gt=unset_if_none(filters.get("id_gt")),
                id_gte=unset_if_none(filters.get("id_gte")),
                id_lt=unset_if_none(filters.get("id_lt")),
                id_lte=unset_if_none(filters.get("id_lte")),
                submitted_gt=unset_if_none(moment(filters.get("submitted_gt"))),
                submitted_gte=unset_if_none(moment(filters.get("submitted_gte"))),
                submitted_lt=unset_if_none(moment(filters.get("submitted_lt"))),
                submitted_lte=unset_if_none(moment(filters.get("submitted_lte"))),
                finished_gt=unset_if_none(moment(filters.get("finished_gt"))),
                finished_gte=unset_if_none(moment(filters.get("finished_gte"))),
                finished_lt=unset_if_none(moment(filters.get("finished_lt"))),
                finished_lte=unset_if_none(moment(filters.get("finished_lte"))),
            )
        )

        def read(content: bytes) -> Page[Operation]:
            page = shaped(read_json(content), OperationPageDict)
            items = tuple([read_operation(item) for item in page["items"]])
            return Page(items=items, has_more=page["has_more"])

        return self.exchanger.exchange(request, read)

    def get_operation_log(self, operation_id: str) -> Plan[list[OperationLogItem]]:
        """`GET /operations/{id}/log`."""
        request = request_of(get_operation_log.get_kwargs(operation_id))

        def read(content: bytes) -> list[OperationLogItem]:
            steps = shaped(read_json(content), list[OperationLogStepDict])
            return [read_log_item(step) for step in steps]

        return self.exchanger.exchange(request, read)

    def get_operation_steps(self, operation_id: str) -> Plan[list[StepShape]]:
        """`GET /operations/{id}/log`, with what the steps were given left undecoded."""
        request = request_of(get_operation_log.get_kwargs(operation_id))
        return self.exchanger.exchange(request, _read_steps)
