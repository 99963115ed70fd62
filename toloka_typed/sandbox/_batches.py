"""A batch of tasks: judged when it arrives, created when its operation ends."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

import attrs

from toloka_typed.sandbox._forms import Problems
from toloka_typed.sandbox._log_steps import created_step, pool_step, refused_step, valid_step
from toloka_typed.sandbox._pools import Pool
from toloka_typed.sandbox._problems import Problem
from toloka_typed.sandbox._store import TaskForm
from toloka_typed.sandbox._times import creation_times

if TYPE_CHECKING:
    from toloka_typed.sandbox._service import Service
    from toloka_typed.sandbox.settings import SandboxSettings


@attrs.frozen(kw_only=True)
class BatchOptions:
    """What the query of `POST /tasks` asks for."""

    allow_defaults: bool
    open_pool: bool
    skip_invalid_items: bool


class Refused(NamedTuple):
    """An item that is not created, and why."""

    position: int
    item: Mapping[str, object]
    problems: Problems


@attrs.define(kw_only=True, eq=False)
class _Created:
    """What became of the valid items, in columns: a log outlives its batch by a million tasks."""

    pools: list[Pool] = attrs.field(factory=list[Pool])
    numbers: array[int] = attrs.field(factory=lambda: array("Q"))
    forms: list[bytes] = attrs.field(factory=list[bytes])
    echoes: list[bytes] = attrs.field(factory=list[bytes])


@attrs.define(kw_only=True, eq=False)
class Batch:
    """Valid tasks with their pools, and refused items; after `finish` what became of them."""

    options: BatchOptions
    tasks: list[tuple[Pool, TaskForm]] = attrs.field(factory=list[tuple[Pool, TaskForm]])
    refused: list[Refused] = attrs.field(factory=list[Refused])
    _created: _Created = attrs.field(factory=_Created)
    _opened: list[tuple[str, Problem | None]] = attrs.field(
        factory=list[tuple[str, Problem | None]]
    )

    @property
    def pool_ids(self) -> frozenset[str]:
        """The pools that get tasks."""
        return frozenset(pool.id for pool, _ in self.tasks)

    def finish(self, service: Service, *, at: int) -> bool:
        """Create the valid tasks, unless one of the others forbids it."""
        if self.refused and not self.options.skip_invalid_items:
            return False
        pools = list(dict.fromkeys(pool for pool, _ in self.tasks))
        self._create(pools, service, at=at)
        if self.options.open_pool:
            for pool in pools:
                self._open(pool, service, at=at)
        return bool(pools) or service.settings.all_refused == "SUCCESS"

    def created_views(self) -> Iterator[tuple[int, bytes]]:
        """Give the tasks just created, each with its position in the request."""
        created = self._created
        refused = {one.position for one in self.refused}
        total = len(refused) + len(created.numbers)
        positions = (position for position in range(total) if position not in refused)
        for position, pool, number in zip(positions, created.pools, created.numbers, strict=True):
            yield position, pool.tasks.view_of(number)

    def details(self, settings: SandboxSettings) -> Mapping[str, object]:
        """Count the items by what became of them."""
        created, refused = len(self._created.numbers), len(self.refused)
        valid = created + len(self.tasks)
        if settings.details == "items_count":
            return {"items_count": valid + refused}
        return {
            "total_count": valid + refused,
            "valid_count": valid,
            "not_valid_count": refused,
            "success_count": created,
            "failed_count": valid + refused - created,
        }

    def log(self, settings: SandboxSettings) -> Iterator[bytes]:
        """Give the steps: refused items, then created ones backwards, then opened pools."""
        for refused in self.refused:
            yield refused_step(refused.item, refused.problems, shape=settings.log_output)
        if settings.log_valid_of_failed:
            for _, task in self.tasks:
                yield valid_step(echo=task.echo, form=task.form)
        created = self._created
        for place in reversed(range(len(created.numbers))):
            task_id = created.pools[place].tasks.id_of(created.numbers[place])
            yield created_step(task_id, echo=created.echoes[place], form=created.forms[place])
        for pool_id, error in self._opened:
            shown = int(pool_id) if settings.log_pool_id == "integer" else pool_id
            yield pool_step(shown, error=error)

    def _create(self, pools: list[Pool], service: Service, *, at: int) -> None:
        starts = {pool: len(pool.tasks) for pool in pools}
        times = {pool: creation_times(now=at, last=pool.tasks.last_created) for pool in pools}
        created = self._created
        for pool, task in self.tasks:
            number = service.next_number(at)
            pool.tasks.append(number, created=next(times[pool]), task=task)
            created.pools.append(pool)
            created.numbers.append(number)
            created.forms.append(task.form)
            created.echoes.append(task.echo)
        for pool, start in starts.items():
            pool.tasks.delay_listing(start, now=at, delay=service.settings.listed_after)
        self.tasks.clear()

    def _open(self, pool: Pool, service: Service, *, at: int) -> None:
        if pool.status == "OPEN":
            return
        error = pool.opening_problem(service.settings.open_pool_refusal)
        if error is None:
            pool.turn("OPEN", now=at)
        self._opened.append((pool.id, error.as_field() if error else None))
