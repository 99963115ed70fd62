"""What can never be right about a task, found before anything is sent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from toloka_typed._fields import In, Out, to_wire
from toloka_typed._json import (
    UNWRITABLE,
    decode,
    encode,
    is_list,
    is_object,
    is_text,
    survives,
)
from toloka_typed.errors import InvalidTaskError
from toloka_typed.solutions import BaselineSolution, KnownSolution
from toloka_typed.tasks import LISTED, LISTED_CREATED, Task

MAX_OVERLAP: Final = 30_000
NAMES: Final = (
    "reserved_for",
    "unavailable_for",
    "traits_all_of",
    "traits_any_of",
    "traits_none_of_any",
)
"""The fields that hold names: of Tolokers, or of traits."""


def check_task(task: Task[In, Out]) -> None:
    """Refuse what can never be right. Raises `InvalidTaskError` naming the field."""
    _check_kind(task, Task)
    if not is_text(task.pool_id) or not task.pool_id:
        raise InvalidTaskError("must be the id of a pool, as text", field="pool_id")
    if task.overlap is not None or task.infinite_overlap is not False:
        check_overlap(task.overlap, task.infinite_overlap)
    check_values(task.input_values, field="input_values")
    if task.known_solutions:
        check_known(task.known_solutions)
    if task.baseline_solutions:
        check_baseline(task.baseline_solutions)
    if task.message_on_unknown_solution is not None:
        check_hint(task.message_on_unknown_solution)
    for field in NAMES:
        _check_names(getattr(task, field), field=field)
    if task.localization_config is not None:
        check_values(task.localization_config, field="localization_config")
    if task.additional_properties:
        _check_additional(task)


def is_task(value: object) -> bool:
    """Whether it is a task: not every caller uses a type checker."""
    return isinstance(value, Task)


def is_solution(value: object) -> bool:
    """Whether it is a solution, of either kind."""
    return isinstance(value, KnownSolution | BaselineSolution)


def check_overlap(overlap: int | None, infinite_overlap: bool | None, *, minimum: int = 1) -> None:
    """Refuse overlaps that no task can have."""
    if type(infinite_overlap) not in (bool, type(None)):
        raise InvalidTaskError("must be true or false", field="infinite_overlap")
    if overlap is None:
        return
    if type(overlap) is not int or not minimum <= overlap <= MAX_OVERLAP:
        raise InvalidTaskError(
            f"must be a whole number from {minimum} to {MAX_OVERLAP}, not {overlap!r:.40}",
            field="overlap",
        )
    if infinite_overlap:
        raise InvalidTaskError("cannot be a number and infinite at once", field="overlap")


def check_known(solutions: Iterable[KnownSolution[Out]]) -> None:
    """Refuse known solutions that no task can have."""
    for index, known in enumerate(solutions):
        field = f"known_solutions.{index}"
        _check_kind(known, KnownSolution, field=field)
        check_values(known.output_values, field=f"{field}.output_values")
        _check_weight(known.correctness_weight, field=f"{field}.correctness_weight")


def check_baseline(solutions: Iterable[BaselineSolution[Out]]) -> None:
    """Refuse baseline solutions that no task can have."""
    for index, baseline in enumerate(solutions):
        field = f"baseline_solutions.{index}"
        _check_kind(baseline, BaselineSolution, field=field)
        check_values(baseline.output_values, field=f"{field}.output_values")
        _check_weight(baseline.confidence_weight, field=f"{field}.confidence_weight")


def check_hint(hint: object) -> None:
    """Refuse hints that are no text."""
    if not isinstance(hint, str):
        raise InvalidTaskError("must be text", field="message_on_unknown_solution")


def check_values(values: object, *, field: str) -> None:
    """Refuse values that JSON cannot hold, or would silently change."""
    wire = to_wire(values, field=field)
    if survives(wire):
        return
    try:
        encode(wire)
    except UNWRITABLE as error:
        raise unwritable(wire, error, field=field) from error
    path, reason = _first_strange(wire, field) or (field, "it would come back different")
    raise InvalidTaskError(f"JSON would change it: {reason}", field=path)


def unwritable(wire: object, error: Exception, *, field: str = "") -> InvalidTaskError:
    """Say which value it is that cannot be written as JSON, and why."""
    try:
        path, reason = _first_strange(wire, field) or (field, str(error))
    except RecursionError:
        path, reason = field, "it is nested too deeply"
    return InvalidTaskError(
        f"cannot be written as JSON: {reason}", field=path.removeprefix(".") or None
    )


def _check_kind(value: object, kind: type[object], *, field: str | None = None) -> None:
    if not isinstance(value, kind):
        raise InvalidTaskError(
            f"must be a {kind.__name__}, not {type(value).__name__}", field=field
        )


def _check_names(names: Iterable[object], *, field: str) -> None:
    for index, name in enumerate(names):
        if not is_text(name):
            raise InvalidTaskError(
                f"must be text, not {type(name).__name__}", field=f"{field}.{index}"
            )


def _check_weight(weight: object, *, field: str) -> None:
    if weight is None:
        return
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight <= 1:
        raise InvalidTaskError(f"must be a number from 0 to 1, not {weight!r:.40}", field=field)


def _check_additional(task: Task[In, Out]) -> None:
    additional = dict(task.additional_properties)
    for name in additional:
        if name in LISTED:
            raise InvalidTaskError("is a field of its own, not an additional one", field=name)
        if name in LISTED_CREATED:
            raise InvalidTaskError("is the service's to set", field=name)
    check_values(additional, field="additional_properties")


def _first_strange(value: object, path: str) -> tuple[str, str] | None:
    """Find the place of what JSON does not keep, and say why."""
    if is_object(value):
        for name, item in value.items():
            if type(name) is not str:
                return path, f"the key {name!r:.40} is not text"
            if reason := _strangeness(name):
                return path, f"the key {name!r:.40}: {reason}"
            if found := _first_strange(item, f"{path}.{name}"):
                return found
        return None
    if is_list(value):
        for index, item in enumerate(value):
            if found := _first_strange(item, f"{path}.{index}"):
                return found
        return None
    reason = _strangeness(value)
    return (path, reason) if reason else None


def _strangeness(value: object) -> str | None:
    """Say why JSON does not keep a value that holds no others; `None` where it does."""
    try:
        kept = decode(encode(value)) == value
    except UNWRITABLE as error:
        return str(error)
    return None if kept else f"{value!r:.80}"
