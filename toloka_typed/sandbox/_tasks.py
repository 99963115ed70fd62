"""Tasks that exist: reading one, listing many, and changing one."""

from __future__ import annotations

from toloka_typed.sandbox._bodies import read_object
from toloka_typed.sandbox._forms import task_form, task_problems
from toloka_typed.sandbox._http import Answer, Request, encoded_answer
from toloka_typed.sandbox._json import decode, is_integer, is_object
from toloka_typed.sandbox._pools import Pool
from toloka_typed.sandbox._problems import ApiError, not_found, problem, refusal
from toloka_typed.sandbox._query import Query
from toloka_typed.sandbox._service import Service

PAGE = 50

_OVERLAP = frozenset({"overlap", "infinite_overlap"})
_PATCHED = _OVERLAP | {"baseline_solutions", "known_solutions", "message_on_unknown_solution"}


def find(service: Service, request: Request) -> Answer:
    """Give one page of a pool's tasks."""
    query = Query(request.query)
    pool_id = query.text("pool_id")
    if not pool_id:
        raise refusal({"pool_id": problem("VALUE_REQUIRED")})
    settings = service.settings
    shorten = settings.larger_limit == "shortened"
    limit = query.limit(usual=PAGE, most=settings.page_limit, shorten=shorten)
    sort = query.sort(("id", "created"))
    ids, created = list(query.texts("id")), list(query.moments("created"))
    overlaps = list(query.integers("overlap"))
    overlap = query.integer("overlap")
    if overlap is not None:
        overlaps.append(("gte", overlap))
        overlaps.append(("lte", overlap))
    tasks = service.pool(pool_id).tasks
    tasks.look(service.now())
    positions = tasks.with_overlaps(tasks.span(ids=ids, created=created), overlaps)
    page = tasks.ordered(positions, sort)[: limit + 1]
    items = b",".join(map(tasks.view_at, page[:limit]))
    more = b"true" if len(page) > limit else b"false"
    return encoded_answer(200, b'{"items":[%b],"has_more":%b}' % (items, more))


def get(service: Service, request: Request) -> Answer:
    """Give one task."""
    pool, position = place_of(service, request.segments[1])
    return encoded_answer(200, pool.tasks.view_at(position))


def patch(service: Service, request: Request) -> Answer:
    """Change what a requester may change; what is not named stays."""
    opens = Query(request.query).flag("open_pool")
    pool, position = place_of(service, request.segments[1])
    change = {name: value for name, value in read_object(request).items() if name in _PATCHED}
    answer = _change(service, pool, position, change, least_overlap=1)
    if opens and pool.opening_problem(service.settings.open_pool_refusal) is None:
        pool.turn("OPEN", now=service.now())
    return answer


def set_overlap_or_min(service: Service, request: Request) -> Answer:
    """Set the overlap, or the least that the performers who have the task leave possible."""
    pool, position = place_of(service, request.segments[1])
    change = {name: value for name, value in read_object(request).items() if name in _OVERLAP}
    overlap = change.get("overlap")
    if is_integer(overlap) and overlap >= 0:
        change["overlap"] = max(overlap, pool.tasks.assigned_at(position))
    return _change(service, pool, position, change, least_overlap=0)


def place_of(service: Service, task_id: str) -> tuple[Pool, int]:
    """Give the pool of a task and its place in it; an unknown one is an error."""
    for pool in service.pools.values():
        position = pool.tasks.position(task_id)
        if position is not None:
            return service.pool(pool.id), position
    raise not_found("task")


def assign(service: Service, task_id: str, *, times: int) -> None:
    """Record that so many more performers have a task."""
    pool, position = place_of(service, task_id)
    pool.tasks.assign(position, times)
    _store(service, pool, position, _task_at(pool, position))


def _change(
    service: Service, pool: Pool, position: int, change: dict[str, object], *, least_overlap: int
) -> Answer:
    if pool.status == "ARCHIVED":
        raise pool.inappropriate_status()
    task = _task_at(pool, position)
    if change.get("infinite_overlap") is True and "overlap" not in change:
        task.pop("overlap", None)
    task.update(change)
    problems = task_problems(task, pool, least_overlap=least_overlap)
    if problems:
        raise refusal(problems)
    overlap, assigned = task.get("overlap"), pool.tasks.assigned_at(position)
    if is_integer(overlap) and overlap < assigned:
        message = f"{assigned} performers have the task already"
        raise ApiError(409, "ASSIGNMENTS_COUNT_CONFLICT", message)
    _store(service, pool, position, task)
    return encoded_answer(200, pool.tasks.view_at(position))


def _task_at(pool: Pool, position: int) -> dict[str, object]:
    task = decode(b"{%b}" % pool.tasks.form_at(position))
    return task if is_object(task) else {}


def _store(service: Service, pool: Pool, position: int, task: dict[str, object]) -> None:
    shows = service.settings.infinite_overlap_shows
    assigned = pool.tasks.assigned_at(position)
    form = task_form(task, assigned=assigned, infinite_overlap_shows=shows)
    pool.tasks.replace(position, task=form)
