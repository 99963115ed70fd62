"""Creates tasks: methods of the asyncio client."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable
from os import PathLike
from typing import overload
from uuid import UUID

from toloka_typed._asyncio.base import Base
from toloka_typed._fields import In, Out, types_or_plain
from toloka_typed._flags import Flags
from toloka_typed._options import CONCURRENCY, checked_concurrency
from toloka_typed._progress import Progress
from toloka_typed._requests.durations import Duration, seconds
from toloka_typed._uploads.batch import Batch
from toloka_typed._uploads.results import create_one, result_of, start_batch
from toloka_typed._uploads.upload import Upload
from toloka_typed.batches import TaskBatchCreateResult, TaskUploadChunk, UploadProgress
from toloka_typed.operations import TasksCreateOperation
from toloka_typed.schema import TaskSchema
from toloka_typed.tasks import CreatedTask, Task


class CreatingMethods(Base):
    """Creates tasks."""

    async def create_task(
        self,
        task: Task[In, Out],
        *,
        allow_defaults: bool = False,
        open_pool: bool = False,
        async_mode: bool = True,
        operation_id: str | UUID | None = None,
        timeout: Duration | None = 3600.0,
    ) -> CreatedTask[In, Out]:
        """Create one task, and give it as the service holds it.

        `allow_defaults` lets the pool's default overlap count where the task has none. With
        `async_mode` the request can be repeated safely, under an `operation_id` (a UUID) that is
        drawn where none is given. `timeout` limits the wait for the operation, in seconds.

        Raises `InvalidTaskError` before anything is sent, `ValidationError` where the service
        refuses the task, `OperationFailedError`, `OperationTimeoutError`. API: `POST /tasks`.
        """
        flags = Flags(allow_defaults=allow_defaults, open_pool=open_pool)
        plan = create_one(
            self._api,
            task,
            flags=flags,
            limits=self._limits,
            async_mode=async_mode,
            operation_id=operation_id,
            timeout=seconds(timeout),
        )
        return await self._run(plan)

    async def create_tasks(
        self,
        tasks: Iterable[Task[In, Out]],
        *,
        allow_defaults: bool = False,
        open_pool: bool = False,
        skip_invalid_items: bool = False,
        async_mode: bool = True,
        operation_id: str | UUID | None = None,
        timeout: Duration | None = 3600.0,
        progress: Progress[UploadProgress] = None,
    ) -> TaskBatchCreateResult[In, Out]:
        """Create any number of tasks, and give them by their positions in the input.

        They go out in as few requests as the service's limits allow. Without
        `skip_invalid_items` one refused task cancels the request that it is in, not the others;
        with it the refused ones are in the result. `open_pool` takes effect when all tasks have
        been created. An `operation_id` of your own makes a second call with the same tasks
        harmless; without `async_mode` there are no operations, and it has no effect. `timeout`
        limits the wait for one operation, in seconds.

        Raises `InvalidTaskError` before anything is sent, and `BatchError`, which holds what has
        been created, where tasks were refused or it stopped in the middle. API: `POST /tasks`.
        """
        batch = Batch(
            self._api,
            tasks,
            flags=Flags(
                allow_defaults=allow_defaults,
                open_pool=open_pool,
                skip_invalid_items=skip_invalid_items,
            ),
            limits=self._limits,
            async_mode=async_mode,
            operation_id=operation_id,
            timeout=seconds(timeout),
            progress=progress,
        )
        with batch.under_way():
            await self._collect(batch)
            return await self._run(batch.result())

    async def create_tasks_async(
        self,
        tasks: Iterable[Task[In, Out]],
        *,
        allow_defaults: bool = False,
        open_pool: bool = False,
        skip_invalid_items: bool = False,
        operation_id: str | UUID | None = None,
    ) -> TasksCreateOperation:
        """Start to create the tasks of one request, and give the operation without waiting.

        `wait_operation` and `get_tasks_result` give the rest. Raises `InvalidTaskError` for more
        than one request holds. API: `POST /tasks`.
        """
        flags = Flags(
            allow_defaults=allow_defaults,
            open_pool=open_pool,
            skip_invalid_items=skip_invalid_items,
        )
        plan = start_batch(
            self._api, tasks, flags=flags, limits=self._limits, operation_id=operation_id
        )
        return await self._run(plan)

    @overload
    async def get_tasks_result(
        self, operation: TasksCreateOperation, *, schema: None = None
    ) -> TaskBatchCreateResult: ...
    @overload
    async def get_tasks_result(
        self, operation: TasksCreateOperation, *, schema: TaskSchema[In, Out]
    ) -> TaskBatchCreateResult[In, Out]: ...
    async def get_tasks_result(
        self,
        operation: TasksCreateOperation,
        *,
        schema: TaskSchema[In, Out] | None = None,
    ) -> TaskBatchCreateResult[In, Out]:
        """Give the result of an operation that created tasks and has ended.

        Raises `ValueError` where it has not, `OperationFailedError` where it failed without
        saying why. API: `GET /operations/{id}/log`, `GET /tasks`.
        """
        if not operation.is_completed():
            raise ValueError(f"operation {operation.id} is {operation.status}: wait for it first")
        return await self._run(result_of(self._api, operation, types=types_or_plain(schema)))

    def upload_tasks(
        self,
        tasks: Iterable[Task[In, Out]],
        *,
        allow_defaults: bool = False,
        open_pool: bool = False,
        skip_invalid_items: bool = False,
        journal: str | PathLike[str] | None = None,
        concurrency: int = CONCURRENCY,
        progress: Progress[UploadProgress] = None,
    ) -> AsyncGenerator[TaskUploadChunk, None]:
        """Create any number of tasks in bounded memory, and yield their ids chunk by chunk.

        The input is read as it is needed, `concurrency` requests are under way at once, and a
        chunk is yielded when it and all before it are done. The created tasks are not read back.
        With a `journal` (a file) the same call goes on where an earlier one stopped, whatever
        stopped it, and creates no task twice. Whoever leaves the loop early closes what was given,
        which ends the upload: see `contextlib.closing` and `aclosing`.

        Raises, after what is under way has ended, `InvalidTaskError` for a task that can never be
        right, and `BatchError` where tasks were refused that were not to be skipped or it stopped
        in the middle. API: `POST /tasks`.
        """
        upload = Upload(
            self._api,
            tasks,
            flags=Flags(
                allow_defaults=allow_defaults,
                open_pool=open_pool,
                skip_invalid_items=skip_invalid_items,
            ),
            limits=self._limits,
            journal=journal,
            identity=self._transport.settings.identity,
            progress=progress,
        )
        return self._uploading(upload, concurrency=checked_concurrency(concurrency))
