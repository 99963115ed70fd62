"""One task as the requester gives it: its problems, or the pieces in which it is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from toloka_typed.sandbox._fields import value_problems
from toloka_typed.sandbox._json import encode, is_array, is_integer, is_number, is_object
from toloka_typed.sandbox._pools import Pool
from toloka_typed.sandbox._problems import Problem, problem
from toloka_typed.sandbox._store import TaskForm

Problems = dict[str, Problem]

MOST_OVERLAP = 30_000


def task_problems(task: Mapping[str, object], pool: Pool, *, least_overlap: int = 1) -> Problems:
    """Give the problems of a task whose overlap is settled, by path; empty where all is well."""
    found: Problems = {}
    values = task.get("input_values")
    if is_object(values):
        found.update(
            value_problems(values, pool.input_spec, path="input_values", all_required=True)
        )
    else:
        found["input_values"] = problem("VALUE_REQUIRED" if values is None else "OBJECT_EXPECTED")
    for name, value in task.items():
        check = _CHECKS.get(name)
        if check and value is not None:
            found.update(check(value, name, pool))
    found.update(_overlap_problems(task, least_overlap))
    return found


def task_form(
    task: Mapping[str, object], *, assigned: int = 0, infinite_overlap_shows: str
) -> TaskForm:
    """Give the pieces of a task that has no problems."""
    known: dict[str, object] = {}
    echo: dict[str, object] = {}
    for name, value in task.items():
        if name in _OVERLAPS:
            continue
        if name in _KEPT and value is not None:
            known[name] = value
        else:
            echo[name] = value
    overlap, infinite = task.get("overlap"), bool(task.get("infinite_overlap"))
    if not infinite or infinite_overlap_shows == "null":
        known["overlap"] = overlap
    known["infinite_overlap"] = infinite
    return TaskForm(
        form=encode(known)[1:-1],
        tail=_tail(
            overlap if is_integer(overlap) else None,
            assigned,
            "reserved_for" in known,
            "unavailable_for" in known,
        ),
        overlap=overlap if is_integer(overlap) else -1,
        echo=_shared(encode(echo)[1:-1] + b"," if echo else b""),
    )


@lru_cache(maxsize=1 << 14)
def _shared(echo: bytes) -> bytes:
    """Give one object for equal echoes: each batch counts its items from 0 again."""
    return echo


@lru_cache(maxsize=1 << 10)
def _tail(overlap: int | None, assigned: int, reserved: bool, unavailable: bool) -> bytes:
    tail: dict[str, object] = {}
    if overlap is not None:
        tail["remaining_overlap"] = max(overlap - assigned, 0)
    if not reserved:
        tail["reserved_for"] = []
    if not unavailable:
        tail["unavailable_for"] = []
    return b"," + encode(tail)[1:-1] if tail else b""


def _overlap_problems(task: Mapping[str, object], least: int) -> Problems:
    overlap = task.get("overlap")
    if task.get("infinite_overlap"):
        return {} if overlap is None else {"overlap": problem("VALUE_NOT_ALLOWED")}
    if overlap is None:
        return {"overlap": problem("VALUE_REQUIRED")}
    if not is_integer(overlap):
        return {"overlap": problem("INTEGER_EXPECTED")}
    if overlap < least:
        return {"overlap": problem("VALUE_LESS_THAN_MIN", least)}
    if overlap > MOST_OVERLAP:
        return {"overlap": problem("VALUE_GREATER_THAN_MAX", MOST_OVERLAP)}
    return {}


def _solutions(weight: str) -> Callable[[object, str, Pool], Problems]:
    def check(value: object, path: str, pool: Pool) -> Problems:
        if not is_array(value):
            return {path: problem("ARRAY_EXPECTED")}
        found: Problems = {}
        for index, solution in enumerate(value):
            found.update(_solution(solution, f"{path}.{index}", weight, pool))
        return found

    return check


def _solution(solution: object, path: str, weight: str, pool: Pool) -> Problems:
    if not is_object(solution):
        return {path: problem("OBJECT_EXPECTED")}
    values = solution.get("output_values")
    if is_object(values):
        at = f"{path}.output_values"
        found = value_problems(values, pool.output_spec, path=at, all_required=False)
    else:
        code = "VALUE_REQUIRED" if values is None else "OBJECT_EXPECTED"
        found = {f"{path}.output_values": problem(code)}
    value = solution.get(weight)
    if value is not None:
        if not is_number(value):
            found[f"{path}.{weight}"] = problem("FLOAT_EXPECTED")
        elif value < 0:
            found[f"{path}.{weight}"] = problem("VALUE_LESS_THAN_MIN", 0)
        elif value > 1:
            found[f"{path}.{weight}"] = problem("VALUE_GREATER_THAN_MAX", 1)
    return found


def _names(value: object, path: str, _pool: Pool) -> Problems:
    if not is_array(value):
        return {path: problem("ARRAY_EXPECTED")}
    if not all(isinstance(one, str) for one in value):
        return {path: problem("STRING_EXPECTED")}
    if len(set(value)) < len(value):
        return {path: problem("DUPLICATE_VALUE_IN_ARRAY")}
    return {}


def _text(value: object, path: str, _pool: Pool) -> Problems:
    return {} if isinstance(value, str) else {path: problem("STRING_EXPECTED")}


def _truth(value: object, path: str, _pool: Pool) -> Problems:
    return {} if isinstance(value, bool) else {path: problem("BOOLEAN_EXPECTED")}


def _mapping(value: object, path: str, _pool: Pool) -> Problems:
    return {} if is_object(value) else {path: problem("OBJECT_EXPECTED")}


_CHECKS: Mapping[str, Callable[[object, str, Pool], Problems]] = {
    "known_solutions": _solutions("correctness_weight"),
    "baseline_solutions": _solutions("confidence_weight"),
    "message_on_unknown_solution": _text,
    "infinite_overlap": _truth,
    "reserved_for": _names,
    "unavailable_for": _names,
    "traits_all_of": _names,
    "traits_any_of": _names,
    "traits_none_of_any": _names,
    "localization_config": _mapping,
    "origin_task_id": _text,
}
_OVERLAPS = frozenset({"overlap", "infinite_overlap"})
# What is not listed here is echoed by the log and not stored: read-only and unknown fields.
_KEPT = frozenset({*_CHECKS, "pool_id", "input_values"}) - _OVERLAPS
