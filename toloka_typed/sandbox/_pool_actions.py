"""Pools, projects and the requester: reading them, and opening and closing a pool."""

from __future__ import annotations

from toloka_typed.sandbox._http import Answer, Request, json_answer
from toloka_typed.sandbox._lists import page
from toloka_typed.sandbox._operations import Turning
from toloka_typed.sandbox._pools import OWNER, locked
from toloka_typed.sandbox._problems import not_found
from toloka_typed.sandbox._query import Query
from toloka_typed.sandbox._service import Service


def find(service: Service, request: Request) -> Answer:
    """Give one page of the requester's pools."""
    return page(
        (pool.view() for pool in service.pools.values() if not pool.foreign),
        Query(request.query),
        exact=("status", "project_id"),
        moments=("created", "last_started"),
        usual=20,
        most=300,
    )


def get(service: Service, request: Request) -> Answer:
    """Give one pool."""
    return json_answer(200, service.pool(request.segments[1]).view())


def open_pool(service: Service, request: Request) -> Answer:
    """Start the operation that opens a pool; nothing where it is open."""
    pool = service.pool(request.segments[1])
    if pool.status == "OPEN":
        return Answer(status=204)
    error = pool.opening_problem(service.settings.open_pool_refusal)
    if error:
        raise error
    return _turn(service, pool.id, opening=True)


def close_pool(service: Service, request: Request) -> Answer:
    """Start the operation that closes a pool; nothing where it is closed."""
    pool = service.pool(request.segments[1])
    if pool.status == "CLOSED":
        return Answer(status=204)
    if pool.status == "LOCKED":
        raise locked()
    if pool.status == "ARCHIVED":
        raise pool.inappropriate_status()
    return _turn(service, pool.id, opening=False)


def get_project(service: Service, request: Request) -> Answer:
    """Give one project."""
    project_id = request.segments[1]
    for pool in service.pools.values():
        if pool.project_id == project_id and not pool.foreign:
            return json_answer(200, pool.project_view())
    raise not_found("project")


def get_requester(service: Service, request: Request) -> Answer:  # noqa: ARG001 - all are the same
    """Give the requester, whoever asks."""
    view = {
        "id": OWNER["id"],
        "balance": service.settings.balance,
        "public_name": {"EN": "Sandbox"},
        "company": {"id": "c0000000000000000000000000000001", "superintendent_id": OWNER["id"]},
    }
    return json_answer(200, view)


def _turn(service: Service, pool_id: str, *, opening: bool) -> Answer:
    operation = service.start(
        "POOL.OPEN" if opening else "POOL.CLOSE",
        Turning(pool_id=pool_id, opening=opening),
        parameters={"pool_id": pool_id},
    )
    return json_answer(202, operation.view(service.settings, now=operation.submitted))
