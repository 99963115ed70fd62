"""What becomes of a request for new tasks: refused as a whole, or a batch of judged items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from toloka_typed.sandbox._batches import Batch, BatchOptions, Refused
from toloka_typed.sandbox._forms import Problems, task_form, task_problems
from toloka_typed.sandbox._json import encode, is_array, is_object
from toloka_typed.sandbox._pools import Pool, locked
from toloka_typed.sandbox._problems import ApiError, Problem, problem
from toloka_typed.sandbox._service import Service
from toloka_typed.sandbox.settings import SandboxSettings

Items = Sequence[Mapping[str, object]]


def read_batch(service: Service, items: Items, *, options: BatchOptions) -> Batch:
    """Judge each item. A request that is too large is an error, and so is a pool's state."""
    _check_size(service.settings, items)
    unusable = _unusable_pools(service, items)
    if unusable and service.settings.pool_problems == "status":
        raise next(iter(unusable.values()))
    batch = Batch(options=options)
    shows = service.settings.infinite_overlap_shows
    for position, item in enumerate(items):
        pool_id = item.get("pool_id")
        pool = service.pools.get(pool_id) if isinstance(pool_id, str) else None
        problems: Problems
        if pool is None:
            problems = {"pool_id": _unknown_pool(pool_id)}
        elif pool.id in unusable:
            denied = problem("ENTITY_ACCESS_DENIED") if pool.foreign else None
            problems = {"pool_id": denied or unusable[pool.id].as_field()}
        else:
            task = _with_default_overlap(item, pool) if options.allow_defaults else item
            problems = task_problems(task, pool)
            if not problems:
                batch.tasks.append((pool, task_form(task, infinite_overlap_shows=shows)))
        if problems:
            batch.refused.append(Refused(position, item, problems))
    return batch


def too_large(what: str) -> ApiError:
    """Give the error of a request that holds too much."""
    return ApiError(413, "ENTITY_TOO_LARGE", f"the request is too large: {what}")


def _check_size(settings: SandboxSettings, items: Items) -> None:
    inputs = sum(len(encode(item["input_values"])) for item in items if "input_values" in item)
    if inputs > settings.input_bytes:
        raise too_large(f"{inputs} bytes of input_values, {settings.input_bytes} at most")
    outputs = sum(len(encode(values)) for item in items for values in _output_values(item))
    if outputs > settings.output_bytes:
        raise too_large(f"{outputs} bytes of output_values, {settings.output_bytes} at most")


def _output_values(item: Mapping[str, object]) -> Iterator[object]:
    for name in ("known_solutions", "baseline_solutions"):
        solutions = item.get(name)
        if is_array(solutions):
            for solution in solutions:
                if is_object(solution):
                    yield solution.get("output_values")


def _unusable_pools(service: Service, items: Items) -> dict[str, ApiError]:
    """Give the pools that take none of these tasks, in the order of the items."""
    named = Counter(name for item in items if isinstance(name := item.get("pool_id"), str))
    busy = service.busy_pools() if service.settings.one_operation_per_pool else ()
    found: dict[str, ApiError] = {}
    for pool_id, count in named.items():
        pool = service.pools.get(pool_id)
        error = pool.problem(adding=count) if pool else None
        if error is None and pool_id in busy:
            error = locked()
        if error is not None:
            found[pool_id] = error
    return found


def _unknown_pool(pool_id: object) -> Problem:
    if pool_id is None:
        return problem("VALUE_REQUIRED")
    return problem("ENTITY_DOES_NOT_EXIST" if isinstance(pool_id, str) else "STRING_EXPECTED")


def _with_default_overlap(task: Mapping[str, object], pool: Pool) -> Mapping[str, object]:
    if task.get("overlap") is None and not task.get("infinite_overlap"):
        return {**task, "overlap": pool.default_overlap}
    return task
