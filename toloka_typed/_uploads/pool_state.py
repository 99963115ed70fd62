"""Opens and closes pools, and sees the operation through."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeAlias

from toloka_typed._requests.plan import Plan
from toloka_typed._waiting import VISIBLE_WITHIN, wait
from toloka_typed.errors import ApiError, FieldValidationError, TolokaError
from toloka_typed.operations import Operation
from toloka_typed.pools import Pool

if TYPE_CHECKING:
    from toloka_typed._endpoints import Api

PoolChange: TypeAlias = Callable[[str], Plan[Operation | None]]

TIMEOUT = 600.0


def change_pool(api: Api, change: PoolChange, pool_id: str) -> Plan[Pool]:
    """Open or close a pool, wait for the end of it, and read the pool.

    Raises `OperationFailedError` where the service could not do it.
    """
    yield from _carry_out(api, change, pool_id)
    return (yield from api.get_pool(pool_id))


def open_pools(
    api: Api, pool_ids: Iterable[str]
) -> Plan[tuple[bool | None, FieldValidationError | None]]:
    """Open pools, and tell whether any had to be opened; an error is told, not raised."""
    opened: bool | None = None
    for pool_id in pool_ids:
        try:
            if (yield from _carry_out(api, api.open_pool, pool_id)):
                opened = True
        except TolokaError as error:
            code = error.code if isinstance(error, ApiError) else None
            reason = FieldValidationError(
                code=code or type(error).__name__, message=f"pool {pool_id}: {error}"
            )
            return False, reason
    return opened, None


def _carry_out(api: Api, change: PoolChange, pool_id: str) -> Plan[bool]:
    """Change a pool's state; `False` where it was in that state already."""
    operation = yield from change(pool_id)
    if operation is None:
        return False
    ended = yield from wait(api, operation, timeout=TIMEOUT, visible_within=VISIBLE_WITHIN)
    ended.raise_on_fail()
    return True
