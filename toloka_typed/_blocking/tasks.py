"""Finds and changes tasks: methods of the blocking client."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from typing_extensions import Unpack

from toloka_typed._blocking.base import Base
from toloka_typed._fields import In, Out, V, types_or_plain
from toloka_typed._options import PAGE, checked_path_id
from toloka_typed._patches import TaskChanges, overlap_patch, task_patch
from toloka_typed._requests.plan import Plan
from toloka_typed.filters import (
    TaskFilters,
    TaskSort,
    check_limit,
    check_names,
)
from toloka_typed.pages import Page
from toloka_typed.schema import TaskSchema
from toloka_typed.solutions import BaselineSolution, KnownSolution
from toloka_typed.tasks import CreatedTask


class TaskMethods(Base):
    """Finds and changes tasks."""

    @overload
    def get_task(self, task_id: str, *, schema: None = None) -> CreatedTask: ...
    @overload
    def get_task(self, task_id: str, *, schema: TaskSchema[In, Out]) -> CreatedTask[In, Out]: ...
    def get_task(
        self, task_id: str, *, schema: TaskSchema[In, Out] | None = None
    ) -> CreatedTask[In, Out]:
        """Give one task. Raises `NotFoundError`. API: `GET /tasks/{id}`."""
        plan = self._api.get_task(checked_path_id(task_id), types=types_or_plain(schema))
        return self._run(plan)

    @overload
    def find_tasks(
        self,
        *,
        pool_id: str,
        sort: Sequence[TaskSort] | None = None,
        limit: int | None = None,
        schema: None = None,
        **filters: Unpack[TaskFilters],
    ) -> Page[CreatedTask]: ...
    @overload
    def find_tasks(
        self,
        *,
        pool_id: str,
        sort: Sequence[TaskSort] | None = None,
        limit: int | None = None,
        schema: TaskSchema[In, Out],
        **filters: Unpack[TaskFilters],
    ) -> Page[CreatedTask[In, Out]]: ...
    def find_tasks(
        self,
        *,
        pool_id: str,
        sort: Sequence[TaskSort] | None = None,
        limit: int | None = None,
        schema: TaskSchema[In, Out] | None = None,
        **filters: Unpack[TaskFilters],
    ) -> Page[CreatedTask[In, Out]]:
        """Give one page of a pool's tasks. API: `GET /tasks`.

        `limit` is the page's size: 50 where not given, at most 100,000.
        """
        checked_path_id(pool_id)
        check_names(filters, known=TaskFilters.__optional_keys__)
        check_limit(limit)
        plan = self._api.find_tasks(
            pool_id=pool_id,
            sort=sort,
            limit=limit,
            filters=filters,
            types=types_or_plain(schema),
        )
        return self._run(plan)

    @overload
    def get_tasks(
        self,
        *,
        pool_id: str,
        batch_size: int = PAGE,
        schema: None = None,
        **filters: Unpack[TaskFilters],
    ) -> Iterator[CreatedTask]: ...
    @overload
    def get_tasks(
        self,
        *,
        pool_id: str,
        batch_size: int = PAGE,
        schema: TaskSchema[In, Out],
        **filters: Unpack[TaskFilters],
    ) -> Iterator[CreatedTask[In, Out]]: ...
    def get_tasks(
        self,
        *,
        pool_id: str,
        batch_size: int = PAGE,
        schema: TaskSchema[In, Out] | None = None,
        **filters: Unpack[TaskFilters],
    ) -> Iterator[CreatedTask[In, Out]]:
        """Iterate over a pool's tasks in the order of their ids. API: `GET /tasks`.

        `batch_size` is how many are asked for at a time. Tasks that are added meanwhile may
        appear or not, and none appears twice.
        """
        checked_path_id(pool_id)
        check_names(filters, known=TaskFilters.__optional_keys__)
        check_limit(batch_size)
        types = types_or_plain(schema)

        def find(after: str | None) -> Plan[Page[CreatedTask[In, Out]]]:
            further: TaskFilters = filters if after is None else {**filters, "id_gt": after}
            return self._api.find_tasks(
                pool_id=pool_id, sort=["id"], limit=batch_size, filters=further, types=types
            )

        return self._paged(find, endpoint="GET /tasks")

    @overload
    def patch_task(
        self, task_id: str, *, schema: None = None, **changes: Unpack[TaskChanges[Out]]
    ) -> CreatedTask: ...
    @overload
    def patch_task(
        self, task_id: str, *, schema: TaskSchema[In, Out], **changes: Unpack[TaskChanges[Out]]
    ) -> CreatedTask[In, Out]: ...
    def patch_task(
        self,
        task_id: str,
        *,
        open_pool: bool | None = None,
        overlap: int | None = None,
        infinite_overlap: bool | None = None,
        known_solutions: Iterable[KnownSolution[V]] | None = None,
        baseline_solutions: Iterable[BaselineSolution[V]] | None = None,
        message_on_unknown_solution: str | None = None,
        schema: TaskSchema[In, Out] | None = None,
    ) -> CreatedTask[In, Out]:
        """Change a task, and give it as it is then; what is not given stays as it is.

        With known solutions a general task becomes a control task. `infinite_overlap=True` also
        clears the overlap; nothing else can be cleared. `open_pool` opens the task's pool.

        Raises `InvalidTaskError` for an empty patch and for what can never be right.
        API: `PATCH /tasks/{id}`.
        """
        patch = task_patch(
            overlap=overlap,
            infinite_overlap=infinite_overlap,
            known_solutions=known_solutions,
            baseline_solutions=baseline_solutions,
            message_on_unknown_solution=message_on_unknown_solution,
        )
        plan = self._api.patch_task(
            checked_path_id(task_id), patch=patch, open_pool=open_pool, types=types_or_plain(schema)
        )
        return self._run(plan)

    @overload
    def patch_task_overlap_or_min(
        self,
        task_id: str,
        *,
        overlap: int,
        infinite_overlap: bool | None = None,
        schema: None = None,
    ) -> CreatedTask: ...
    @overload
    def patch_task_overlap_or_min(
        self,
        task_id: str,
        *,
        overlap: int,
        infinite_overlap: bool | None = None,
        schema: TaskSchema[In, Out],
    ) -> CreatedTask[In, Out]: ...
    def patch_task_overlap_or_min(
        self,
        task_id: str,
        *,
        overlap: int,
        infinite_overlap: bool | None = None,
        schema: TaskSchema[In, Out] | None = None,
    ) -> CreatedTask[In, Out]:
        """Lower a task's overlap as far as possible, and give the task as it is then.

        `overlap=0` stops handing it out. The result's overlap can be higher than asked for: as
        many Tolokers may have got the task already. A task with infinite overlap needs
        `infinite_overlap=False` as well. API: `PATCH /tasks/{id}/set-overlap-or-min`.
        """
        patch = overlap_patch(overlap=overlap, infinite_overlap=infinite_overlap)
        plan = self._api.set_task_overlap_or_min(
            checked_path_id(task_id), patch=patch, types=types_or_plain(schema)
        )
        return self._run(plan)
