"""What toloka-kit does with a sandbox: run by check-with-toloka-kit in toloka-kit's environment.

Each check is a function whose docstring is the line it prints.
"""

from __future__ import annotations

import asyncio
import importlib
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

# Imported by name, for type checkers run where toloka-kit is not installed.
kit = importlib.import_module("toloka.client")
kit_async = importlib.import_module("toloka.async_client")
kit_errors = importlib.import_module("toloka.client.exceptions")

POOL = "1238218"


def main(url: str, lossy_url: str) -> int:
    """Run all checks; give the exit code."""
    client, lossy = _client(url), _client(lossy_url)
    failures = 0
    for check in CHECKS:
        started = time.monotonic()
        try:
            check(lossy if check is lost_answer else client)
        except Exception as error:  # noqa: BLE001 - whatever it is, the check has failed
            failures += 1
            print(f"FAIL  {check.__doc__} {error!r}", flush=True)
        else:
            print(f"ok    {check.__doc__} ({time.monotonic() - started:.1f} s)", flush=True)
    print(f"{len(CHECKS) - failures} of {len(CHECKS)} checks passed")
    return 1 if failures else 0


def login(client: Any) -> None:
    """get_requester gives a requester with a balance."""
    requester = client.get_requester()
    expect(requester.id, bool)
    expect(requester.balance, lambda balance: balance == Decimal("121.3"))


def pool_and_project(client: Any) -> None:
    """get_pool and get_project give the first pool and its fields."""
    pool = client.get_pool(POOL)
    expect(pool.is_closed(), bool)
    expect(pool.defaults.default_overlap_for_new_tasks, lambda overlap: overlap == 3)
    expect(pool.mixer_config.real_tasks_count, bool)
    project = client.get_project(pool.project_id)
    expect(project.task_spec.input_spec["image"].required, bool)
    expect([pool.id for pool in client.get_pools()], lambda ids: ids == [POOL])


def one_task(client: Any) -> None:
    """create_task gives the created task."""
    created = client.create_task(task("one"), allow_defaults=True)
    expect(created.input_values, lambda values: values == {"image": "one"})
    expect(created.overlap, lambda overlap: overlap == 3)
    expect(client.get_task(created.id), lambda again: again == created)


def one_task_at_once(client: Any) -> None:
    """create_task with async_mode=False gives the created task."""
    created = client.create_task(task("one at once", overlap=2), async_mode=False)
    expect(created.remaining_overlap, lambda overlap: overlap == 2)


def one_bad_task(client: Any) -> None:
    """create_task raises a ValidationApiError that names the field, in both modes."""
    for mode in (True, False):
        try:
            client.create_task(kit.Task(pool_id=POOL, input_values={}, overlap=1), async_mode=mode)
        except kit_errors.ValidationApiError as error:
            expect(str(error), lambda text: "input_values.image" in text)
        else:
            raise AssertionError("no error")


def many_tasks(client: Any) -> None:
    """create_tasks gives every task at its index, a control task and a hint among them."""
    control = kit.Task(
        pool_id=POOL,
        input_values={"image": "control"},
        known_solutions=[kit.task.BaseTask.KnownSolution(output_values={"result": "OK"})],
        message_on_unknown_solution="look again",
        infinite_overlap=True,
    )
    result = client.create_tasks([task("0"), control, task("2")], allow_defaults=True)
    expect(sorted(result.items), lambda indices: indices == ["0", "1", "2"])
    expect(result.items["2"].input_values["image"], lambda image: image == "2")
    expect(result.items["1"].infinite_overlap, bool)
    expect(result.items["1"].known_solutions[0].output_values, lambda told: told["result"] == "OK")


def skipping(client: Any) -> None:
    """create_tasks with skip_invalid_items gives tasks and errors, in both modes."""
    for mode in (True, False):
        tasks = [task("a"), kit.Task(pool_id=POOL, input_values={}), task("c")]
        result = client.create_tasks(
            tasks, allow_defaults=True, skip_invalid_items=True, async_mode=mode
        )
        expect(sorted(result.items), lambda indices: indices == ["0", "2"])
        error = result.validation_errors["1"]["input_values.image"]
        expect(error.code, lambda code: code == "VALUE_REQUIRED")


def all_or_nothing(client: Any) -> None:
    """create_tasks without skip_invalid_items raises and creates nothing, in both modes."""
    before = len(list(client.get_tasks(pool_id=POOL)))
    for mode in (True, False):
        tasks = [task("a"), kit.Task(pool_id=POOL, input_values={})]
        try:
            client.create_tasks(tasks, allow_defaults=True, async_mode=mode)
        except kit_errors.ValidationApiError:
            pass
        else:
            raise AssertionError("no error")
    expect(len(list(client.get_tasks(pool_id=POOL))), lambda count: count == before)


def in_background(client: Any) -> None:
    """create_tasks_async and wait_operation end in a successful operation with a log."""
    started = client.create_tasks_async([task("x"), task("y")], allow_defaults=True)
    operation = client.wait_operation(started, disable_progress=True)
    expect(operation.status.value, lambda status: status == "SUCCESS")
    expect(operation.details["success_count"], lambda count: count == 2)
    log = client.get_operation_log(operation.id)
    expect([step.type for step in log], lambda types: types == ["TASK_CREATE", "TASK_CREATE"])
    found = client.find_operations(sort=["-submitted"], limit=1).items
    expect([one.id for one in found], lambda ids: ids == [operation.id])


def lost_answer(client: Any) -> None:
    """create_tasks whose first answer is lost creates every task once."""
    result = client.create_tasks([task("a"), task("b"), task("c")], allow_defaults=True)
    expect(sorted(result.items), lambda indices: indices == ["0", "1", "2"])
    expect(len(list(client.get_tasks(pool_id=POOL))), lambda count: count == 3)


def reading(client: Any) -> None:
    """get_tasks goes through pages, and find_tasks sorts and limits."""
    tasks = list(client.get_tasks(pool_id=POOL, batch_size=2))
    ids = [one.id for one in tasks]
    expect(ids, lambda found: len(found) > 5 and found == sorted(set(found)))
    newest = client.find_tasks(pool_id=POOL, sort=["-id"], limit=2)
    expect([one.id for one in newest.items], lambda found: found == ids[:-3:-1])
    expect(newest.has_more, bool)
    late = client.find_tasks(pool_id=POOL, created_gt=tasks[-1].created, limit=1)
    expect(late.items, lambda items: items in ([], ()))


def changing(client: Any) -> None:
    """patch_task and patch_task_overlap_or_min change the overlap."""
    first = client.find_tasks(pool_id=POOL, limit=1).items[0]
    expect(client.patch_task(first.id, overlap=5).overlap, lambda overlap: overlap == 5)
    expect(client.patch_task(first.id, infinite_overlap=True).infinite_overlap, bool)
    kept = client.patch_task(first.id, overlap=4, infinite_overlap=False)
    expect(kept.overlap, lambda overlap: overlap == 4)
    stopped = client.patch_task_overlap_or_min(first.id, overlap=0)
    expect(stopped.overlap, lambda overlap: overlap == 0)


def opening(client: Any) -> None:
    """open_pool and close_pool turn the pool, and are content where it is turned already."""
    expect(client.open_pool(POOL).is_open(), bool)
    expect(client.open_pool(POOL).is_open(), bool)
    expect(client.close_pool(POOL).is_closed(), bool)
    expect(client.create_tasks([task("o", overlap=1)], open_pool=True).items["0"].id, bool)
    expect(client.get_pool(POOL).is_open(), bool)


def errors(client: Any) -> None:
    """An unknown task and an unknown pool raise DoesNotExistApiError."""
    for call in (client.get_task, client.get_pool):
        try:
            call("999")
        except kit_errors.DoesNotExistApiError as error:
            expect(error.status_code, lambda status: status == 404)
            expect(error.request_id, bool)
        else:
            raise AssertionError("no error")


def asynchronous(client: Any) -> None:
    """The asynchronous client creates tasks and reads them."""

    async def use() -> None:
        other = kit_async.AsyncTolokaClient("any", url=client.url, retries=1)
        result = await other.create_tasks([task("async")], allow_defaults=True)
        expect((await other.get_task(result.items["0"].id)).id, bool)

    asyncio.run(use())


def task(image: str, **fields: Any) -> Any:
    """Give a new task of the first pool."""
    return kit.Task(pool_id=POOL, input_values={"image": image}, **fields)


def expect(value: Any, is_right: Callable[[Any], bool]) -> None:
    """Raise where a value is not as it should be."""
    if not is_right(value):
        raise AssertionError(f"{value!r}")


def _client(url: str) -> Any:
    return kit.TolokaClient("any", url=url)


CHECKS: list[Callable[[Any], None]] = [
    login,
    pool_and_project,
    one_task,
    one_task_at_once,
    one_bad_task,
    many_tasks,
    skipping,
    all_or_nothing,
    in_background,
    lost_answer,
    reading,
    changing,
    opening,
    errors,
    asynchronous,
]

if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
