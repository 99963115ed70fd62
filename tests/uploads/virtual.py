"""Several uploads of one client, run in a time that passes only where they wait."""

from __future__ import annotations

import heapq
import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, TypeAlias

import attrs

from tests.core.stepping import STEADY, answer, refusal
from toloka_typed import Quota, RetryPolicy, Task, TolokaError, UploadLimits
from toloka_typed._blocking.driver import Step, resumption
from toloka_typed._endpoints import Api
from toloka_typed._flags import Flags
from toloka_typed._requests.exchange import Exchanger
from toloka_typed._requests.plan import Effect, Plan, Request, Response, Sleep
from toloka_typed._requests.quota import Gate
from toloka_typed._uploads.upload import Upload
from toloka_typed.sandbox import FIRST_POOL

LATENCY = 0.05
"""Seconds that an exchange takes."""
AnyUpload: TypeAlias = Upload[dict[str, Any], dict[str, Any]]
Serve: TypeAlias = Callable[[Request, float], Response | None]
"""Gives the service's answer at some time; `None` leaves it to the usual service."""


def as_usual(request: Request, at: float) -> None:
    """Leave everything to the usual service."""


@attrs.define
class Service:
    """Does what it is asked at once, and keeps when."""

    instead: Serve = as_usual
    log: list[tuple[float, Request, int]] = attrs.field(factory=list[tuple[float, Request, int]])
    """Each request with its time and the answer's status."""
    _bodies: dict[str, bytes] = attrs.field(factory=dict[str, bytes])

    def __call__(self, request: Request, at: float) -> Response:
        found = self.instead(request, at) or self._usual(request)
        self.log.append((at, request, found.status))
        return attrs.evolve(found, at=at + LATENCY, seconds=LATENCY)

    def posts(self, *, status: int = 202) -> list[tuple[float, int]]:
        """Give when how many tasks were accepted, or otherwise answered."""
        return [
            (at, request.tasks)
            for at, request, found in self.log
            if request.method == "POST" and found == status
        ]

    def _usual(self, request: Request) -> Response:
        if request.method == "POST":
            name = str(request.query["operation_id"])
            self._bodies[name] = request.body or b""
            return answer({"id": name, "type": "TASK.BATCH_CREATE", "status": "RUNNING"}, 202)
        _, _, name, *log = request.path.split("/")
        if name not in self._bodies:
            return refusal(404, "DOES_NOT_EXIST")
        if not log:
            return answer({"id": name, "type": "TASK.BATCH_CREATE", "status": "SUCCESS"})
        items: list[Mapping[str, Any]] = json.loads(self._bodies[name])
        return answer([_created(item) for item in items])


class Simulation:
    """Runs uploads side by side, each with a concurrency of its own."""

    def __init__(self, service: Service, *, concurrency: int = 4) -> None:
        self.now = 1_000.0
        self.failures: list[TolokaError] = []
        self._service = service
        self._concurrency = concurrency
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._ticks = itertools.count()

    def run(self, uploads: Iterable[AnyUpload]) -> None:
        """Run them all to their ends."""
        for upload in uploads:
            _Lane(self, upload, concurrency=self._concurrency).go()
        while self._due:
            self.now, _, act = heapq.heappop(self._due)
            act()

    def later(self, seconds: float, act: Callable[[], None]) -> None:
        """Do something then."""
        heapq.heappush(self._due, (self.now + seconds, next(self._ticks), act))

    def serve(self, request: Request) -> Response:
        """Give the service's answer at this time."""
        return self._service(request, self.now)


class _Lane:
    """One upload."""

    def __init__(self, simulation: Simulation, upload: AnyUpload, *, concurrency: int) -> None:
        self._simulation = simulation
        self._upload = upload
        self._plans = iter(upload.plans())
        self._free = concurrency

    def go(self) -> None:
        while self._free and (plan := next(self._plans, None)):
            self._free -= 1
            self._step(plan, partial(next, plan))

    def _step(self, plan: Plan[Any], step: Step) -> None:
        try:
            effect: Effect = step()
            while isinstance(effect, Sleep) and effect.seconds <= 0:
                effect = plan.send(self._simulation.now)
        except StopIteration as end:
            self._free += 1
            self._upload.take(end.value)
            if end.value.failure:
                self._simulation.failures.append(end.value.failure)
            self.go()
            return
        if isinstance(effect, Sleep):
            self._simulation.later(effect.seconds, lambda: self._step(plan, self._awake(plan)))
        else:
            answered = resumption(plan, self._simulation.serve(effect.request))
            self._simulation.later(LATENCY, lambda: self._step(plan, answered))

    def _awake(self, plan: Plan[Any]) -> Step:
        return partial(plan.send, self._simulation.now)


def uploads_of_one_client(
    *sizes: int, quota: Quota | None, policy: RetryPolicy = STEADY, async_tasks: int = 10
) -> list[AnyUpload]:
    """Give uploads of so many tasks that share a client's quota."""
    api = Api(Exchanger(policy=policy, gate=Gate(quota)))
    limits = UploadLimits(async_tasks=async_tasks)
    return [Upload(api, tasks(size), flags=Flags(), limits=limits) for size in sizes]


def tasks(count: int) -> Iterator[Task]:
    """Give so many tasks."""
    return (Task(input_values={"n": n}, pool_id=FIRST_POOL) for n in range(count))


def _created(item: Mapping[str, Any]) -> dict[str, Any]:
    done = {"task_id": f"t{item['__item_idx']}"}
    return {"type": "TASK_CREATE", "success": True, "input": item, "output": done}
