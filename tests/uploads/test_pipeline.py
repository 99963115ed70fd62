"""Several requests under way at once: what one that fails or is locked out means to the others."""

from __future__ import annotations

import attrs
import pytest

from tests.scenarios.conftest import Connect
from tests.scenarios.traffic import bad_task, endpoints, images, posts, task, tasks
from tests.uploads.journeys import ALWAYS, ONCE, PAIRS, fail, ids_of, until_failure, upload
from toloka_typed import (
    AccessDeniedError,
    AuthenticationError,
    BatchError,
    ConflictError,
    TransportError,
    UploadLimits,
)
from toloka_typed.sandbox import FIRST_POOL, After, Fault, Sandbox
from toloka_typed.sandbox.faults import Act, CutAnswer, Delay, First, Instead, NoAnswer, Nth

DENIED = Instead.error(403, "ACCESS_DENIED")
LOCKED = Instead.error(409, "POOL_LOCKED_BY_ANOTHER_OPERATION")


def test_a_failure_starts_nothing_new(connect: Connect, sandbox: Sandbox) -> None:
    """As soon as one request fails nothing new begins, whatever stands before it in the input."""
    client = connect(limits=PAIRS)
    sandbox.faults = [
        Fault("GET /operations/*", Delay(after_handling=0.2)),
        Fault("POST /tasks", DENIED, Nth(2)),
    ]
    error = fail(client, tasks(20), None, concurrency=2)
    assert isinstance(error, BatchError)
    assert isinstance(error.__cause__, AccessDeniedError)
    assert "2 tasks have been created" in str(error)
    assert len(posts(sandbox)) == 2


def test_what_is_under_way_ends_and_is_told(connect: Connect, sandbox: Sandbox) -> None:
    """Requests under way when another one fails run to their end, and the error has their ids."""
    client = connect(limits=PAIRS)
    sandbox.settings = attrs.evolve(sandbox.settings, operation_takes=After(looks=3))
    sandbox.faults = [Fault("POST /tasks", DENIED)]
    chunks, error = until_failure(client, tasks(20), None, concurrency=3)
    assert isinstance(error, BatchError)
    assert len(posts(sandbox)) == 3
    ids = {**ids_of(chunks), **error.result.ids}
    assert len(ids) == 4
    assert sorted(ids.values()) == [item["id"] for item in sandbox.tasks()]
    assert {f"{position}.jpg" for position in ids} == set(images(sandbox.tasks()))


def test_a_batch_tells_what_was_created_before_it_stopped(
    connect: Connect, sandbox: Sandbox
) -> None:
    """`create_tasks` gives the tasks of the requests before and beside the one that failed."""
    client = connect(limits=PAIRS, retries=ONCE)
    sandbox.faults = [Fault("POST /tasks", DENIED, Nth(3))]
    with pytest.raises(BatchError) as raised:
        client.create_tasks(tasks(12), allow_defaults=True)
    result = raised.value.result
    assert {n: item.input_values["image"] for n, item in result.items.items()} == {
        position: f"{position}.jpg" for position in result.ids
    }
    assert len(result.ids) == len(sandbox.tasks()) >= 4


def test_a_refusal_of_all_is_the_service_s_own_error(connect: Connect, sandbox: Sandbox) -> None:
    """Where nothing can have been created the error is the plain one, however many requests."""
    client = connect(limits=PAIRS)
    sandbox.faults = [Fault("*", Instead.error(401, "AUTHENTICATION_ERROR"), ALWAYS)]
    assert isinstance(fail(client, tasks(20), None, concurrency=4), AuthenticationError)


def test_no_request_of_unknown_fate_is_kept_quiet(connect: Connect, sandbox: Sandbox) -> None:
    """Where several answers are lost, the error names all operations that may have been created."""
    client = connect(limits=PAIRS, retries=ONCE)
    sandbox.faults = [Fault("POST /tasks", NoAnswer(), ALWAYS)]
    error = fail(client, tasks(20), None, concurrency=2)
    assert isinstance(error, BatchError)
    assert isinstance(error.__cause__, TransportError)
    sent = {post.query["operation_id"] for post in posts(sandbox)}
    assert set(error.result.operation_ids) == sent
    assert len(sent) == 2


def test_pools_stay_closed_when_a_request_fails(connect: Connect, sandbox: Sandbox) -> None:
    """Open tasks cost money: with several requests, none of them opens a pool."""
    client = connect(limits=PAIRS)
    assert isinstance(fail(client, [*tasks(4), bad_task()], None, open_pool=True), BatchError)
    assert len(sandbox.tasks()) == 4
    assert sandbox.pool()["status"] == "CLOSED"
    assert [post.query["open_pool"] for post in posts(sandbox)] == ["false"] * 3
    assert "POST /pools/{id}/open" not in endpoints(sandbox)


def test_a_locked_pool_holds_no_other_pool_up(connect: Connect, sandbox: Sandbox) -> None:
    """The requests of a locked pool go one at a time, and those of other pools beside them."""
    sandbox.add_pool("7")
    sandbox.settings = attrs.evolve(
        sandbox.settings, one_operation_per_pool=True, operation_takes=After(looks=8)
    )
    client = connect(limits=PAIRS)
    mixed = [*tasks(4), *tasks(2, pool_id="7")]
    chunks = upload(client, mixed, None, concurrency=2)
    assert list(ids_of(chunks)) == list(range(6))
    sent = [(post.json()[0]["pool_id"], post.status) for post in posts(sandbox)]
    assert (FIRST_POOL, 409) in sent
    assert [status for pool_id, status in sent if pool_id == "7"] == [202]
    # of three, only the first had ended when the last one went: the pool's second, or the other's
    last_post = max(n for n, name in enumerate(endpoints(sandbox)) if name == "POST /tasks")
    assert endpoints(sandbox)[:last_post].count("GET /operations/{id}/log") == 1


def test_a_batch_can_wait_for_a_locked_pool(connect: Connect, sandbox: Sandbox) -> None:
    """`create_tasks_async` is tried again at a locked pool until that is free."""
    sandbox.faults = [Fault("POST /tasks", LOCKED, First(2))]
    operation = connect().create_tasks_async(tasks(2), allow_defaults=True)
    assert [post.status for post in posts(sandbox)] == [409, 409, 202]
    assert operation.id == posts(sandbox)[0].query["operation_id"]


def test_who_waits_for_a_pool_is_not_sent_after_a_failure(
    connect: Connect, sandbox: Sandbox
) -> None:
    """A request that was locked out, and still waits when another one fails, stays unsent."""
    client = connect(limits=PAIRS)
    sandbox.faults = [
        Fault("GET /operations/*", Delay(after_handling=0.2)),
        Fault("GET /operations/*", DENIED),
        Fault("POST /tasks", LOCKED, Nth(2)),
    ]
    assert isinstance(fail(client, tasks(4), None, concurrency=2), AccessDeniedError)
    assert [post.status for post in posts(sandbox)] == [202, 409]


@pytest.mark.parametrize(
    "broken",
    [
        CutAnswer(end="open"),
        Instead.html(409, handled=True),
        Instead.error(409, "SOMETHING_NEW"),
        DENIED,
        LOCKED,
        Instead.html(413),
    ],
)
def test_a_refusal_after_a_lost_answer_is_looked_into(
    connect: Connect, sandbox: Sandbox, broken: Act
) -> None:
    """Whatever a repeated request is refused for, the first one may have got through."""
    sandbox.faults = [Fault("POST /tasks", NoAnswer()), Fault("POST /tasks", broken, Nth(2))]
    chunks = upload(connect(), tasks(2), None)
    assert list(ids_of(chunks)) == [0, 1]
    assert len(sandbox.tasks()) == 2
    assert len(posts(sandbox)) == 2


def test_a_refusal_after_a_lost_request_stands(connect: Connect, sandbox: Sandbox) -> None:
    """Where the first attempt did not get through, the refusal of the second one is the error."""
    sandbox.faults = [
        Fault("POST /tasks", NoAnswer(handled=False)),
        Fault("POST /tasks", DENIED, Nth(2)),
    ]
    error = fail(connect(), [task()], None)
    assert isinstance(error, AccessDeniedError)
    assert error.operation_id == posts(sandbox)[0].query["operation_id"]
    assert sandbox.tasks() == []


def test_a_conflict_without_a_reason_can_be_one(connect: Connect, sandbox: Sandbox) -> None:
    """A 409 that says nothing is an error where no operation is there."""
    sandbox.faults = [Fault("POST /tasks", Instead(status=409), ALWAYS)]
    assert isinstance(fail(connect(), [task()], None), ConflictError)
    assert len(posts(sandbox)) == 1


def test_no_accepted_operation_goes_unnamed(connect: Connect, sandbox: Sandbox) -> None:
    """Where one request is refused and another's fate is open, the error names the operation."""
    refusal = Instead.error(409, "CONFLICT_STATE")
    sandbox.faults = [
        Fault("POST /tasks", refusal, Nth(1)),
        Fault("GET /operations/*", refusal, First(99)),
    ]
    client = connect(retries=ONCE, limits=UploadLimits(async_tasks=3))
    error = fail(client, tasks(6), None, concurrency=2)
    assert isinstance(error, BatchError)
    accepted = [post.query["operation_id"] for post in posts(sandbox) if post.status == 202]
    assert accepted
    assert {*accepted} <= {*error.result.operation_ids}
