"""The sandbox as its users hold it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

import msgspec

from toloka_typed.sandbox._access import Access
from toloka_typed.sandbox._fields import specification
from toloka_typed.sandbox._json import encode
from toloka_typed.sandbox._operations import Recorded
from toloka_typed.sandbox._pools import Pool, PoolStatus
from toloka_typed.sandbox._service import Service
from toloka_typed.sandbox._store import LARGEST_POOL_ID, TaskStore
from toloka_typed.sandbox._tasks import assign
from toloka_typed.sandbox._traffic import Exchange
from toloka_typed.sandbox.faults import Fault, FaultPlan
from toloka_typed.sandbox.settings import SandboxSettings

if TYPE_CHECKING:
    from toloka_typed.sandbox._server import Server

FIRST_POOL = "1238218"


class Sandbox:
    """A local Toloka that answers over HTTP on 127.0.0.1 from `start` to `stop`, or in a `with`.

    It has pool `1238218` from the start: one required input field `image`, one output field
    `result`, default overlap 3, closed. Its state outlives `stop`, and any thread may ask for it.

    `port` 0 takes any free one. With `token` only this secret is accepted, otherwise any but
    `refused_tokens`. `clock` gives the time in seconds since 1970. `record=False` keeps no
    `requests`.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        token: str | None = None,
        refused_tokens: Iterable[str] = (),
        settings: SandboxSettings | None = None,
        faults: Iterable[Fault] = (),
        clock: Callable[[], float] = time.time,
        record: bool = True,
    ) -> None:
        self._port = port
        self._server: Server | None = None
        self._service = Service(
            settings=settings or SandboxSettings(),
            access=Access(token=token, refused_tokens=frozenset(refused_tokens)),
            clock=clock,
            plan=FaultPlan(faults),
            records=[] if record else None,
        )
        self.add_pool(FIRST_POOL)

    def start(self) -> Self:
        """Begin to answer at `url`."""
        # uvicorn and starlette are an extra: only a running sandbox needs them.
        from toloka_typed.sandbox._application import Application
        from toloka_typed.sandbox._server import Server

        if self._server is None:
            self._server = Server(Application(self._service), port=self._port)
            self._server.start()
        return self

    def stop(self) -> None:
        """Answer no more. Waiting answers are sent at once, and all connections closed."""
        if self._server is not None:
            self._server.stop()
            self._server = None

    def __enter__(self) -> Self:
        """Start."""
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop."""
        self.stop()

    @property
    def url(self) -> str:
        """The address of the running sandbox, such as `http://127.0.0.1:8080`."""
        if self._server is None:
            raise RuntimeError("the sandbox is not running: call start() or use it in a with")
        return self._server.url

    @property
    def settings(self) -> SandboxSettings:
        """How it behaves. Replace it at any time; operations keep the times they started with."""
        return self._service.settings

    @settings.setter
    def settings(self, settings: SandboxSettings) -> None:
        with self._service.lock:
            self._service.settings = settings

    @property
    def faults(self) -> Sequence[Fault]:
        """What goes wrong. Setting it starts every count anew."""
        return self._service.plan.faults

    @faults.setter
    def faults(self, faults: Iterable[Fault]) -> None:
        with self._service.lock:
            self._service.plan = FaultPlan(faults)

    @property
    def requests(self) -> Sequence[Exchange]:
        """The traffic so far, in the order in which requests were answered."""
        with self._service.lock:
            return tuple(self._service.records or ())

    def clear_requests(self) -> None:
        """Forget the traffic so far."""
        with self._service.lock:
            if self._service.records is not None:
                self._service.records.clear()

    def add_pool(
        self,
        pool_id: str,
        *,
        input_spec: Mapping[str, str | Mapping[str, object]] | None = None,
        output_spec: Mapping[str, str | Mapping[str, object]] | None = None,
        default_overlap: int | None = 3,
        status: PoolStatus = "CLOSED",
        mixer: bool = True,
        project_id: str | None = None,
        name: str = "Sandbox pool",
        foreign: bool = False,
        most_tasks: int = 2_000_000,
    ) -> None:
        """Make a pool, or replace one, with a project of its own unless `project_id` says other.

        A field is a type name (`string`, `url`, `integer`, `float`, `boolean`, `json`,
        `coordinates`, `array_…`), then it is required, or a specification as in a project.
        Without `mixer` the pool takes no tasks; `foreign` makes it another requester's.
        """
        if not pool_id.isdecimal() or int(pool_id) > LARGEST_POOL_ID:
            raise ValueError(f"a pool's id is a decimal number, not {pool_id!r}")
        with self._service.lock:
            self._service.pools[pool_id] = Pool(
                id=pool_id,
                project_id=project_id or str(int(pool_id) + 1_000_000),
                name=name,
                created=self._service.now(),
                input_spec=specification(input_spec or {"image": "string"}),
                output_spec=specification(output_spec or {"result": "string"}),
                default_overlap=default_overlap,
                mixer=mixer,
                foreign=foreign,
                most_tasks=most_tasks,
                status=status,
                tasks=TaskStore(pool_id),
            )

    def turn_pool(self, pool_id: str, *, status: PoolStatus, reason: str = "MANUAL") -> None:
        """Give a pool another status at once; `reason` is shown where it is not open."""
        with self._service.lock:
            self._pool(pool_id).turn(status, now=self._service.now(), reason=reason)

    def add_operation(
        self,
        operation_id: str,
        *,
        type: str = "TASK.BATCH_CREATE",  # noqa: A002 - the field's own name
        status: Literal["SUCCESS", "FAIL"] = "SUCCESS",
        details: Mapping[str, object] | None = None,
        log: Sequence[Mapping[str, object]] = (),
    ) -> None:
        """Put a finished operation there, as though it had run before."""
        steps = tuple(map(encode, log))
        work = Recorded(success=status == "SUCCESS", told=details, steps=steps)
        with self._service.lock:
            self._service.put(type, work, operation_id=operation_id)

    def assign(self, task_id: str, *, times: int = 1) -> None:
        """Let so many performers take a task, so that its overlap cannot sink below them."""
        with self._service.lock:
            assign(self._service, task_id, times=times)

    def tasks(self, pool_id: str = FIRST_POOL) -> list[dict[str, Any]]:
        """Give all tasks of a pool as the wire shows them, in the order of creation."""
        with self._service.lock:
            self._service.settle()
            tasks = self._pool(pool_id).tasks
            return [_object(tasks.view_at(position)) for position in range(len(tasks))]

    def pool(self, pool_id: str = FIRST_POOL) -> dict[str, Any]:
        """Give a pool as the wire shows it."""
        with self._service.lock:
            self._service.settle()
            return self._pool(pool_id).view()

    def operations(self) -> list[dict[str, Any]]:
        """Give all operations as the wire shows them, in the order of their start."""
        with self._service.lock:
            self._service.settle()
            now = self._service.now()
            found = self._service.operations.values()
            return [operation.view(self._service.settings, now=now) for operation in found]

    def _pool(self, pool_id: str) -> Pool:
        if pool_id not in self._service.pools:
            raise KeyError(f"the sandbox has no pool {pool_id}")
        return self._service.pools[pool_id]


def _object(text: bytes) -> dict[str, Any]:
    value: dict[str, Any] = msgspec.json.decode(text)
    return value
