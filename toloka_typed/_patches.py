"""Changes of a task, checked and as they go onto the wire."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Generic, TypedDict

from toloka_typed._fields import Out
from toloka_typed._uploads.checks import check_baseline, check_hint, check_known, check_overlap
from toloka_typed.errors import InvalidTaskError
from toloka_typed.solutions import BaselineSolution, KnownSolution, baseline_wire, known_wire

if TYPE_CHECKING:
    from toloka_typed_api.models.task_overlap_patch import TaskOverlapPatchDict
    from toloka_typed_api.models.task_patch import TaskPatchDict


class TaskChanges(TypedDict, Generic[Out], total=False):
    """What `patch_task` can change; `None` leaves it as it is."""

    open_pool: bool | None
    overlap: int | None
    infinite_overlap: bool | None
    known_solutions: Iterable[KnownSolution[Out]] | None
    baseline_solutions: Iterable[BaselineSolution[Out]] | None
    message_on_unknown_solution: str | None


def task_patch(
    *,
    overlap: int | None,
    infinite_overlap: bool | None,
    known_solutions: Iterable[KnownSolution[Out]] | None,
    baseline_solutions: Iterable[BaselineSolution[Out]] | None,
    message_on_unknown_solution: str | None,
) -> TaskPatchDict:
    """Give the patch: what is `None` is not in it. Raises `InvalidTaskError`."""
    check_overlap(overlap, infinite_overlap)
    patch: TaskPatchDict = {}
    if overlap is not None:
        patch["overlap"] = overlap
    if infinite_overlap is not None:
        patch["infinite_overlap"] = infinite_overlap
        if infinite_overlap:
            patch["overlap"] = None
    if known_solutions is not None:
        known = tuple(known_solutions)
        check_known(known)
        patch["known_solutions"] = [known_wire(solution) for solution in known]
    if baseline_solutions is not None:
        baseline = tuple(baseline_solutions)
        check_baseline(baseline)
        patch["baseline_solutions"] = [baseline_wire(solution) for solution in baseline]
    if message_on_unknown_solution is not None:
        check_hint(message_on_unknown_solution)
        patch["message_on_unknown_solution"] = message_on_unknown_solution
    if not patch:
        raise InvalidTaskError("an empty patch changes nothing: give at least one field")
    return patch


def overlap_patch(*, overlap: int, infinite_overlap: bool | None) -> TaskOverlapPatchDict:
    """Give the patch that lowers an overlap. Raises `InvalidTaskError`."""
    check_overlap(overlap, infinite_overlap, minimum=0)
    patch: TaskOverlapPatchDict = {"overlap": overlap}
    if infinite_overlap is not None:
        patch["infinite_overlap"] = infinite_overlap
    return patch
