"""Finds, opens and closes pools, and asks who the requester is: methods of the blocking client."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from typing_extensions import Unpack

from toloka_typed._blocking.base import Base
from toloka_typed._options import PAGE, checked_path_id
from toloka_typed._requests.plan import Plan
from toloka_typed._uploads.pool_state import change_pool
from toloka_typed.filters import (
    PoolFilters,
    PoolSort,
    check_limit,
    check_names,
)
from toloka_typed.pages import Page
from toloka_typed.pools import Pool, Requester


class PoolMethods(Base):
    """Finds, opens and closes pools, and asks who the requester is."""

    def get_pool(self, pool_id: str) -> Pool:
        """Give one pool. API: `GET /pools/{id}`."""
        return self._run(self._api.get_pool(checked_path_id(pool_id)))

    def find_pools(
        self,
        *,
        sort: Sequence[PoolSort] | None = None,
        limit: int | None = None,
        **filters: Unpack[PoolFilters],
    ) -> Page[Pool]:
        """Give one page of pools. API: `GET /pools`.

        `limit` is the page's size: 20 where not given, at most 300.
        """
        check_names(filters, known=PoolFilters.__optional_keys__)
        check_limit(limit)
        return self._run(self._api.find_pools(sort=sort, limit=limit, filters=filters))

    def get_pools(
        self, *, batch_size: int = PAGE, **filters: Unpack[PoolFilters]
    ) -> Iterator[Pool]:
        """Iterate over pools in the order of their ids. API: `GET /pools`."""
        check_names(filters, known=PoolFilters.__optional_keys__)
        check_limit(batch_size)

        def find(after: str | None) -> Plan[Page[Pool]]:
            further: PoolFilters = filters if after is None else {**filters, "id_gt": after}
            return self._api.find_pools(sort=["id"], limit=batch_size, filters=further)

        return self._paged(find, endpoint="GET /pools")

    def open_pool(self, pool_id: str) -> Pool:
        """Open a pool, which lets its tasks cost money, and give it as it is then.

        An open pool is left as it is. Raises `OperationFailedError`, and `ConflictError` for a
        pool that cannot be opened. API: `POST /pools/{id}/open`.
        """
        plan = change_pool(self._api, self._api.open_pool, checked_path_id(pool_id))
        return self._run(plan)

    def close_pool(self, pool_id: str) -> Pool:
        """Close a pool, and give it as it is then; a closed one is left as it is.

        Raises `OperationFailedError`, and `ConflictError` for a pool that cannot be closed.
        API: `POST /pools/{id}/close`.
        """
        plan = change_pool(self._api, self._api.close_pool, checked_path_id(pool_id))
        return self._run(plan)

    def get_requester(self) -> Requester:
        """Give the account that the token belongs to: a cheap check of the credentials.

        API: `GET /requester`.
        """
        return self._run(self._api.get_requester())
