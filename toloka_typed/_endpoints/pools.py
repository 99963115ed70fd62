"""The endpoints of pools, and of the requester."""

from __future__ import annotations

from collections.abc import Sequence

from toloka_typed_api.api.pools import close_pool, find_pools, get_pool, open_pool
from toloka_typed_api.api.requesters import get_requester
from toloka_typed_api.models.pool import PoolDict
from toloka_typed_api.models.pool_page import PoolPageDict
from toloka_typed_api.models.requester import RequesterDict

from toloka_typed._endpoints._base import (
    ACCEPTED_OR_ALREADY,
    Endpoints,
    read_one_operation,
    request_of,
    unset_if_none,
)
from toloka_typed._requests.answers import read_json
from toloka_typed._requests.plan import Plan
from toloka_typed._wire import shaped
from toloka_typed.filters import (
    PoolFilters,
    PoolSort,
    moment,
    sort_text,
)
from toloka_typed.operations import (
    Operation,
)
from toloka_typed.pages import Page
from toloka_typed.pools import Pool, Requester, read_pool, read_requester


class PoolEndpoints(Endpoints):
    """The endpoints of pools, and of the requester."""

    def get_pool(self, pool_id: str) -> Plan[Pool]:
        """`GET /pools/{id}`."""

        def read(content: bytes) -> Pool:
            return read_pool(shaped(read_json(content), PoolDict))

        return self.exchanger.exchange(request_of(get_pool.get_kwargs(pool_id)), read)

    def find_pools(
        self, *, sort: Sequence[PoolSort] | None, limit: int | None, filters: PoolFilters
    ) -> Plan[Page[Pool]]:
        """`GET /pools`, one page."""
        request = request_of(
            find_pools.get_kwargs(
                status=unset_if_none(filters.get("status")),
                project_id=unset_if_none(filters.get("project_id")),
                sort=unset_if_none(sort_text(sort, fields=PoolSort)),
                limit=unset_if_none(limit),
                id_gt=unset_if_none(filters.get("id_gt")),
                id_gte=unset_if_none(filters.get("id_gte")),
                id_lt=unset_if_none(filters.get("id_lt")),
                id_lte=unset_if_none(filters.get("id_lte")),
                created_gt=unset_if_none(moment(filters.get("created_gt"))),
                created_gte=unset_if_none(moment(filters.get("created_gte"))),
                created_lt=unset_if_none(moment(filters.get("created_lt"))),
                created_lte=unset_if_none(moment(filters.get("created_lte"))),
                last_started_gt=unset_if_none(moment(filters.get("last_started_gt"))),
                last_started_gte=unset_if_none(moment(filters.get("last_started_gte"))),
                last_started_lt=unset_if_none(moment(filters.get("last_started_lt"))),
                last_started_lte=unset_if_none(moment(filters.get("last_started_lte"))),
            )
        )

        def read(content: bytes) -> Page[Pool]:
            page = shaped(read_json(content), PoolPageDict)
            return Page(
                items=tuple([read_pool(item) for item in page["items"]]), has_more=page["has_more"]
            )

        return self.exchanger.exchange(request, read)

    def open_pool(self, pool_id: str) -> Plan[Operation | None]:
        """`POST /pools/{id}/open`; `None` where it is open already."""
        request = request_of(open_pool.get_kwargs(pool_id))
        return self.exchanger.exchange(
            request, _read_operation_or_none, expected=ACCEPTED_OR_ALREADY
        )

    def close_pool(self, pool_id: str) -> Plan[Operation | None]:
        """`POST /pools/{id}/close`; `None` where it is closed already."""
        request = request_of(close_pool.get_kwargs(pool_id))
        return self.exchanger.exchange(
            request, _read_operation_or_none, expected=ACCEPTED_OR_ALREADY
        )

    def get_requester(self) -> Plan[Requester]:
        """`GET /requester`."""

        def read(content: bytes) -> Requester:
            return read_requester(shaped(read_json(content), RequesterDict))

        return self.exchanger.exchange(request_of(get_requester.get_kwargs()), read)


def _read_operation_or_none(content: bytes) -> Operation | None:
    return read_one_operation(content) if content.strip() else None
