"""A client in a storm: any calls in any order, with anything going wrong on the way.

After each call the weather clears, and whatever the service has must be known to the caller, or
be within the caller's reach.
"""

from __future__ import annotations

import asyncio
import inspect
import ssl
import tempfile
import uuid
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar, TypeAlias, TypeVar

import httpx
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.adversary.haste import PERSISTENT, hurry
from tests.adversary.ledger import Claim, Ledger, Order
from tests.adversary.weather import (
    CHANGING,
    CREATING,
    CREATING_ONE,
    LISTING,
    LOOKING,
    READING,
    SETTINGS,
    TIMEOUT,
    TURNING,
    UPLOADING,
    WAITING,
    weighted,
)
from tests.scenarios.both import Settled, Way
from tests.security.token_watch import holds_token
from toloka_typed import (
    AsyncTolokaClient,
    Task,
    TaskUploadChunk,
    TolokaClient,
    TolokaError,
    TransportError,
    UploadLimits,
)
from toloka_typed._asyncio import base as asyncio_base
from toloka_typed._blocking import base as blocking_base
from toloka_typed.journal import journal_rows
from toloka_typed.sandbox import FIRST_POOL, Fault, Sandbox, SandboxSettings

T = TypeVar("T")

PATIENCE = 30.0
CHUNK = 3
"""Tasks in one request."""
OTHER_POOL, ARCHIVED, FULL = "77", "78", "79"
NO_CERTIFICATES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # to read the world's takes longer

Specs: TypeAlias = Sequence[tuple[str, bool]]
"""Tasks to come: the pool of each, and whether it is valid."""

GOOD = st.lists(
    st.tuples(st.sampled_from([FIRST_POOL, FIRST_POOL, OTHER_POOL]), st.just(True)),
    min_size=1,
    max_size=8,
)
MIXED = st.lists(
    st.tuples(st.sampled_from([FIRST_POOL, FIRST_POOL, ARCHIVED, FULL]), st.booleans()),
    min_size=1,
    max_size=8,
)
SPECS: st.SearchStrategy[Specs] = weighted((GOOD, 3), (MIXED, 1))
SEVERAL: st.SearchStrategy[Specs] = SPECS.filter(lambda specs: len(specs) > CHUNK)
"""Tasks of more than one request."""
FLAGS = st.fixed_dictionaries({"open_pool": st.booleans(), "skip_invalid_items": st.booleans()})
WAITS = st.sampled_from([3600.0, 3600.0, 0.0])
ANY = st.integers(0, 999)
"""Chooses among what there is by then."""


class Storm(RuleBasedStateMachine):
    """The blocking client against a service that fails in every way."""

    way: ClassVar[Way] = "blocking"

    def __init__(self) -> None:
        super().__init__()
        self._stack = ExitStack()
        self._patch = self._stack.enter_context(pytest.MonkeyPatch.context())
        hurry(self._patch)
        # where there is memory to write to: a journal on a disk takes longer than all the rest
        memory = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a directory made in it
        directory = tempfile.TemporaryDirectory(dir=memory)
        self.directory = Path(self._stack.enter_context(directory))
        self.sandbox = self._stack.enter_context(Sandbox())
        self.sandbox.add_pool(OTHER_POOL)
        self.sandbox.add_pool(ARCHIVED, status="ARCHIVED")
        self.sandbox.add_pool(FULL, most_tasks=2)
        self.client = self._connected(timeout=TIMEOUT)
        # for what must not fail, however busy the machine is
        self.patient = self._connected(timeout=PATIENCE)
        self.ledger = Ledger(self.sandbox, [FIRST_POOL, OTHER_POOL, ARCHIVED, FULL])
        self.concurrency = 1
        self.calls = 0
        self.own: list[tuple[str, Order]] = []
        self.overlaps: dict[str, set[int]] = {}

    def teardown(self) -> None:
        told = [path.name for path in self.directory.rglob("*") if holds_token(path)]
        self._stack.close()
        assert not told, f"the token was written to {told}"

    @initialize(concurrency=st.sampled_from([4, 1]))
    def set_out(self, concurrency: int) -> None:
        """Send requests one at a time, which can be repeated exactly, or side by side."""
        self.ledger.story.append(f"{concurrency} at a time")
        self.concurrency = concurrency
        for base in (blocking_base, asyncio_base):
            self._patch.setattr(base, "CONCURRENCY", concurrency)
        order, claim = self._order([(FIRST_POOL, True)] * 5), Claim()
        self._during([], lambda: self._uploaded(order, claim), claim)
        self.ledger.settle(self.patient, order, claim)

    @rule(settings=SETTINGS)
    def change_habits(self, settings: SandboxSettings) -> None:
        """The service answers otherwise from now on."""
        self.ledger.story.append(f"{settings}")
        self.sandbox.settings = settings

    @rule()
    def resume_habits(self) -> None:
        """The service is as usual again."""
        self.sandbox.settings = SandboxSettings()

    @rule(specs=SPECS, flags=FLAGS, wait=WAITS, async_mode=st.booleans(), faults=CREATING)
    def create_tasks(
        self,
        specs: Specs,
        flags: dict[str, bool],
        wait: float,
        async_mode: bool,
        faults: list[Fault],
    ) -> None:
        """Create tasks, in the background or not."""
        order = self._order(specs)
        options = {**flags, "timeout": wait, "async_mode": async_mode}
        claim = self._create(order, faults, **options)
        self._check_complete(order, claim, skip=flags["skip_invalid_items"], faults=faults)

    @rule(specs=SPECS, flags=FLAGS, faults=CREATING)
    def create_under_own_id(
        self, specs: Specs, flags: dict[str, bool], faults: list[Fault]
    ) -> None:
        """Create tasks under an id of the caller's own."""
        self._create_own(specs, faults, **flags)

    @rule(which=ANY, flags=FLAGS, faults=CREATING)
    def create_again(self, which: int, flags: dict[str, bool], faults: list[Fault]) -> None:
        """Repeat an earlier call with its id, as after a crash."""
        operation_id, order = self._used(which)
        self._create(order, faults, operation_id=operation_id, **flags)

    @rule(which=ANY, specs=SPECS, faults=CREATING)
    def create_under_used_id(self, which: int, specs: Specs, faults: list[Fault]) -> None:
        """Give an id that other tasks have."""
        operation_id, _ = self._used(which)
        self._create(self._order(specs), faults, operation_id=operation_id)

    @rule(
        specs=SPECS,
        open_pool=st.booleans(),
        async_mode=st.booleans(),
        wait=WAITS,
        faults=CREATING_ONE,
    )
    def create_task(
        self,
        specs: Specs,
        open_pool: bool,
        async_mode: bool,
        wait: float,
        faults: list[Fault],
    ) -> None:
        """Create one task."""
        order, claim = self._order(specs[:1]), Claim()

        def call() -> None:
            task = self.client.create_task(
                order.tasks[0],
                allow_defaults=True,
                open_pool=open_pool,
                async_mode=async_mode,
                timeout=wait,
            )
            claim.ids[0] = task.id
            assert task.input_values == order.tasks[0].input_values

        self._during(faults, call, claim)
        self.ledger.settle(self.patient, order, claim)
        self._check_complete(order, claim, skip=False, faults=faults)

    @rule(specs=SPECS, flags=FLAGS, storms=st.tuples(CREATING, WAITING, READING))
    def create_in_steps(
        self,
        specs: Specs,
        flags: dict[str, bool],
        storms: tuple[list[Fault], list[Fault], list[Fault]],
    ) -> None:
        """Start a batch, wait for it, and read its result."""
        order, claim = self._order(specs[:3]), Claim()

        def start() -> None:
            skip, open_pool = flags.get("skip_invalid_items", False), flags.get("open_pool", False)
            operation = self.client.create_tasks_async(
                order.tasks, allow_defaults=True, skip_invalid_items=skip, open_pool=open_pool
            )
            claim.operations.add(operation.id)
            ended = self._persistently(
                storms[1], lambda: self.client.wait_operation(operation, timeout=5), claim
            )
            if ended:
                self._persistently(
                    storms[2], lambda: claim.take_result(self.client.get_tasks_result(ended)), claim
                )

        self._during(storms[0], start, claim)
        self.ledger.settle(self.patient, order, claim)

    @rule(specs=SPECS, flags=FLAGS, faults=UPLOADING)
    def upload(self, specs: Specs, flags: dict[str, bool], faults: list[Fault]) -> None:
        """Upload without a journal."""
        order, claim = self._order(specs), Claim()
        self._during(faults, lambda: self._uploaded(order, claim, **flags), claim)
        self.ledger.settle(self.patient, order, claim)
        self._check_complete(order, claim, skip=flags["skip_invalid_items"], faults=faults)

    @rule(
        specs=SEVERAL,
        flags=FLAGS,
        storms=st.lists(
            st.tuples(UPLOADING, st.sampled_from([1, 1, 2, 0, 3])), min_size=1, max_size=2
        ),
    )
    def upload_with_journal(
        self,
        specs: Specs,
        flags: dict[str, bool],
        storms: Sequence[tuple[list[Fault], int]],
    ) -> None:
        """Upload with a journal, broken off as often as it likes, and go on until it ends."""
        order = self._order(specs)
        journal = self.directory / f"{self.calls}.journal"
        for faults, chunks in storms:
            claim = Claim()
            upload = partial(self._uploaded, order, claim, journal=journal, chunks=chunks, **flags)
            self._during(faults, upload, claim)
            self.ledger.check()
        claim = Claim()
        self._during([], lambda: self._uploaded(order, claim, journal=journal, **flags), claim)
        self._check_complete(order, claim, skip=flags["skip_invalid_items"])
        claim.take_journal(journal_rows(journal))
        self.ledger.settle(self.patient, order, claim)

    @rule(which=ANY, overlap=st.integers(1, 30_000), faults=CHANGING)
    def patch_task(self, which: int, overlap: int, faults: list[Fault]) -> None:
        """Change a task's overlap: it is the old or the new one; the new one if that is said."""
        task_id = self._known(which)
        if task_id is None:
            return
        before = {self._on_server(task_id)["overlap"]}
        changed: list[Any] = []
        self._during(
            faults,
            lambda: changed.append(self.client.patch_task(task_id, overlap=overlap)),
            Claim(),
        )
        now = self._on_server(task_id)["overlap"]
        if changed:
            assert changed[0].overlap == overlap == now
        assert now in before | {overlap}

    @rule(which=ANY, faults=LOOKING)
    def get_task(self, which: int, faults: list[Fault]) -> None:
        """Read a task: it is as the service has it, or an error."""
        task_id = self._known(which)
        if task_id is None:
            return
        seen: list[Any] = []
        self._during(faults, lambda: seen.append(self.client.get_task(task_id)), Claim())
        for task in seen:
            assert task.to_dict().items() <= {**self._on_server(task_id), **task.to_dict()}.items()
            assert task.input_values == self._on_server(task_id)["input_values"]

    @rule(faults=LISTING, size=st.sampled_from([1, 2, 3, 50]))
    def iterate(self, faults: list[Fault], size: int) -> None:
        """Iterate over a pool: each listed task once, whatever the pages are like."""
        self._show_all()
        there = [task["id"] for task in self.sandbox.tasks()]
        seen: list[str] = []
        claim = Claim()

        def call() -> None:
            for task in self.client.get_tasks(pool_id=FIRST_POOL, batch_size=size):
                seen.append(task.id)

        self._during(faults, call, claim)
        self.ledger.insist(seen == there[: len(seen)], "not in the order of the ids")
        self.ledger.insist(bool(claim.error) or seen == there, "tasks are missing from a list")

    @rule(faults=LISTING)
    def find(self, faults: list[Fault]) -> None:
        """Find tasks: a page is a beginning of what there is, and says whether there is more."""
        self._show_all()
        there = [task["id"] for task in self.sandbox.tasks()]
        pages: list[Any] = []
        self._during(
            faults,
            lambda: pages.append(self.client.find_tasks(pool_id=FIRST_POOL, sort=["id"], limit=3)),
            Claim(),
        )
        for page in pages:
            seen = [task.id for task in page.items]
            assert seen == there[: len(seen)]
            self.ledger.insist(page.has_more or seen == there, "tasks are missing from a page")

    @rule(opening=st.booleans(), faults=TURNING)
    def turn_pool(self, opening: bool, faults: list[Fault]) -> None:
        """Open or close a pool: it comes back as it is, and what it was to be if all went well."""
        change = self.client.open_pool if opening else self.client.close_pool
        pools: list[Any] = []
        self._during(faults, lambda: pools.append(change(FIRST_POOL)), Claim())
        for pool in pools:
            self.ledger.insist(pool.status == self.sandbox.pool()["status"], "not as it is")
            self.ledger.insist(bool(faults) or pool.is_open() == opening, "not as it was to be")

    @invariant()
    def nothing_is_lost_and_nothing_is_there_twice(self) -> None:
        """What was reported exists, and exists once."""
        self.ledger.check()

    def _connected(self, *, timeout: float) -> TolokaClient:
        options: dict[str, Any] = {
            "url": self.sandbox.url,
            "timeout": timeout,
            "retries": PERSISTENT,
            "quota": None,
            "limits": UploadLimits(async_tasks=CHUNK, sync_tasks=CHUNK),
        }
        if self.way == "blocking":
            http = self._stack.enter_context(httpx.Client(verify=NO_CERTIFICATES, trust_env=False))
            return TolokaClient("any", http_client=http, **options)
        runner = self._stack.enter_context(asyncio.Runner())
        async_http = httpx.AsyncClient(verify=NO_CERTIFICATES, trust_env=False)
        self._stack.callback(lambda: runner.run(async_http.aclose()))
        settled: Any = Settled(AsyncTolokaClient("any", http_client=async_http, **options), runner)
        client: TolokaClient = settled
        return client

    def _order(self, specs: Specs) -> Order:
        self.calls += 1
        return Order(
            [
                Task(
                    input_values={"image": f"{self.calls}.{n}"} if valid else {"picture": "?"},
                    pool_id=pool_id,
                )
                for n, (pool_id, valid) in enumerate(specs)
            ]
        )

    def _create(self, order: Order, faults: list[Fault], **options: Any) -> Claim:
        claim = Claim()
        self._during(
            faults,
            lambda: claim.take_result(
                self.client.create_tasks(
                    order.tasks, allow_defaults=True, progress=False, **options
                )
            ),
            claim,
        )
        self.ledger.settle(self.patient, order, claim)
        return claim

    def _create_own(self, specs: Specs, faults: list[Fault], **flags: bool) -> None:
        order, operation_id = self._order(specs), str(uuid.uuid4())
        self.own.append((operation_id, order))
        self._create(order, faults, operation_id=operation_id, **flags)

    def _used(self, which: int) -> tuple[str, Order]:
        """Give an id of the caller's own that is taken, and by what."""
        if not self.own:
            self._create_own([(FIRST_POOL, True)] * (CHUNK - 1), [])
        return self.own[which % len(self.own)]

    def _uploaded(
        self, order: Order, claim: Claim, *, chunks: int | None = None, **options: Any
    ) -> None:
        """Upload, and break off after so many chunks."""
        options = {"concurrency": self.concurrency, **options}
        uploading = self.client.upload_tasks(
            order.tasks, allow_defaults=True, progress=False, **options
        )
        try:
            for chunk in islice(uploading, chunks):
                self._take(chunk, claim)
        finally:
            uploading.close()

    def _take(self, chunk: TaskUploadChunk, claim: Claim) -> None:
        claim.ids |= chunk.ids
        claim.refused |= chunk.validation_errors.keys()
        if chunk.operation:
            claim.operations.add(chunk.operation.id)

    def _check_complete(
        self, order: Order, claim: Claim, *, skip: bool, faults: Sequence[Fault] = ()
    ) -> None:
        """Insist that a call tells what became of each task, and fails for a reason only."""
        usual = not faults and self.sandbox.settings == SandboxSettings()
        good = all(task.pool_id in (FIRST_POOL, OTHER_POOL) for task in order.tasks)
        if usual and good and len(order.labels) == len(order.tasks):
            # the machine may be too slow for the short time limit
            excused = claim.error is None or isinstance(claim.error, TransportError)
            self.ledger.insist(excused, "failed without a reason")
        if claim.error is None:
            everything = set(range(len(order.tasks)))
            self.ledger.insist(claim.ids.keys() | claim.refused == everything, "tasks are missing")
            self.ledger.insist(not claim.ids.keys() & claim.refused, "created and refused")
            self.ledger.insist(skip or not claim.refused, "refused, and no error")

    def _during(self, faults: list[Fault], call: Callable[[], T], claim: Claim) -> T | None:
        """Call while things go wrong; only the package's own errors may come out."""
        self.sandbox.faults = faults
        self.ledger.story.append(f"{inspect.stack(context=0)[1].function}, with {faults}")
        try:
            return call()
        except TolokaError as error:
            self.ledger.story.append(f"  {error!r}")
            claim.take_error(error)
            return None
        finally:
            self.sandbox.faults = []

    def _persistently(self, faults: list[Fault], call: Callable[[], T], claim: Claim) -> T | None:
        """Call while things go wrong, and once more when they go well."""
        attempt = Claim()
        result = self._during(faults, call, attempt)
        return result if attempt.error is None else self._during([], call, claim)

    def _known(self, which: int) -> str | None:
        ids = sorted(self.ledger.reported.values())
        return ids[which % len(ids)] if ids else None

    def _on_server(self, task_id: str) -> Any:
        return next(task for task in self.ledger.tasks() if task["id"] == task_id)

    def _show_all(self) -> None:
        """Look at the list until what was created shows up."""
        for _ in range(5):
            self.patient.find_tasks(pool_id=FIRST_POOL, limit=1)


class AsyncioStorm(Storm):
    """The asyncio client against the same service."""

    way = "asyncio"


STORMS = [Storm, AsyncioStorm]
